/*
 * page_mark.c: what is wrong with a text, in a reader's words.  It is kept beside the archive, with
 * the revision that was read and the capture that this is from; nothing is kept about the reader.
 */
#include "show/mark.h"
#include "show/page.h"
#include "show/pages.h"

/* ---- words ---- */

enum word
mark_word(enum mark_what what)
{
	static const enum word words[MARK_WHAT_END] = {
		[MARK_MISSING] = WORD_WRONG_MISSING,
		[MARK_TOO_MUCH] = WORD_WRONG_TOO_MUCH,
		[MARK_GARBLED] = WORD_WRONG_GARBLED,
		[MARK_PICTURE] = WORD_WRONG_PICTURE,
		[MARK_DATE] = WORD_WRONG_DATE,
		[MARK_AUTHOR] = WORD_WRONG_AUTHOR,
	};

	return what > 0 && what < MARK_WHAT_END ? words[what] : WORD_OUR_FAULT;
}

void
marks_write(struct html_out *out, const struct mark_rows *marks)
{
	out_put(out, "<ol class='list'>\n");
	for (size_t i = 0; i < marks->count; i++) {
		const struct mark_row *mark = &marks->items[i];

		out_put(out, "<li>");
		out_word(out, mark_word(mark->what));
		if (mark->words.n) {
			out_put(out, "<p>");
			out_text(out, mark->words);
			out_put(out, "</p>");
		}
		out_put(out, "<small>");
		out_put(out, "<a");
		out_href(out, "/admin/extract/%lld", (long long)mark->article);
		out_put(out, ">");
		out_word(out, WORD_ARTICLE);
		out_put(out, " ");
		out_int(out, mark->article);
		out_put(out, "</a>");
		out_dot(out);
		out_count(out, WORD_REVISION_N, mark->n);
		out_dot(out);
		out_time(out, mark->made, TIME_BOTH);
		out_put(out, "</small></li>\n");
	}
	out_put(out, "</ol>\n");
}

/* ---- the form ---- */

static void
choices_write(struct html_out *out)
{
	out_put(out, "<label><span>");
	out_word(out, WORD_WRONG_WHAT);
	out_put(out, "</span><select name='what'>");
	for (enum mark_what what = 1; what < MARK_WHAT_END; what++) {
		out_put(out, "<option");
		out_value(out, mark_what_name(what));
		out_put(out, ">");
		out_word(out, mark_word(what));
		out_put(out, "</option>");
	}
	out_put(out, "</select></label>");
}

static void
form_write(struct html_out *out, int64_t article, int64_t n)
{
	out_put(out, "<form method='post'");
	out_action(out, str_format(out->arena, "/a/%lld/wrong%c", (long long)article, 0).p);
	buf_push_format(out->to, ">\n<p><input type='hidden' name='n' value='%lld'>", (long long)n);
	choices_write(out);
	buf_push_format(out->to, "<label><span>");
	out_word(out, WORD_WRONG_WORDS);
	buf_push_format(
	    out->to, "</span><input name='words' maxlength='%d'></label><button>", MARK_WORDS_MAX);
	out_word(out, WORD_WRONG_SEND);
	out_put(out, "</button></p></form>\n");
}

void
mark_form(const struct request *request, struct html_out *out, int64_t article, int64_t n)
{
	if (!request->options->marks)
		return;
	out_put(out, "<details><summary>");
	out_word(out, WORD_WRONG);
	out_put(out, "</summary>\n");
	form_write(out, article, n);
	out_put(out, "</details>\n");
}

/* ---- taking it ---- */

static struct err
mark_read(struct request *request, struct mark_row *out)
{
	static const uint64_t fields =
	    PARAM_BIT(PARAM_WHAT) | PARAM_BIT(PARAM_WORDS) | PARAM_BIT(PARAM_N);
	struct str media = S("application/x-www-form-urlencoded"),
		   form = { (const char *)request->body.p, request->body.n };
	struct args args = { 0 };
	struct revision revision;
	struct err e;

	if (request->is_cut)
		return err_new(ERR_TOO_BIG, "the form");
	if (!str_starts_nocase(request->content_type, media) ||
	    utf8_valid_length(request->body) != form.n)
		return err_new(ERR_USAGE, "the form");
	e = args_parse(request->arena, form, fields, &args);
	if (!e.code && !args.text[PARAM_WHAT].n)
		e = err_new(ERR_USAGE, "what");
	if (!e.code)
		e = revision_get(request->clerk->archive, request->arena,
		    request->args.number[PARAM_ID], args.number[PARAM_N], REVISION_HEAD, &revision);
	if (e.code)
		return e;
	*out = (struct mark_row){
		.kind = MARK_WRONG,
		.article = request->args.number[PARAM_ID],
		.n = revision.n,
		.capture = revision.capture,
		.digest = revision.capture_digest,
		.what = (enum mark_what)(args.number[PARAM_WHAT] + 1),
		.words = args.text[PARAM_WORDS],
		.made = request->now,
	};
	return e;
}

/* The form's own page, in the script that the reader has. */
static struct str
form_page(const struct request *request)
{
	static const char *const prefixes[] = {
		[SCRIPT_AS_WRITTEN] = "", [SCRIPT_HANS] = "/zh-hans", [SCRIPT_HANT] = "/zh-hant"
	};

	return str_join(
	    request->arena, str_from_c(prefixes[request->script]), request->path, STR_END);
}

/* Behind it the browser asks for the page again, so that to reload is not to send once more. */
static struct err
mark_take(struct request *request, struct response *response)
{
	struct readers *readers;
	struct mark_row mark;
	struct err e = mark_read(request, &mark);

	if (!e.code)
		e = clerk_readers(request->clerk, READERS_KEEP, &readers);
	if (!e.code)
		e = mark_add(readers, &mark);
	if (e.code)
		return e;
	response->status = 303;
	response->media = MEDIA_TEXT;
	response->location = form_page(request);
	return e;
}

static struct err
mark_page(struct request *request, struct response *response)
{
	int64_t id = request->args.number[PARAM_ID], count = 0;
	struct readers *readers;
	struct article_row row;
	struct html_out *out;
	struct err e = article_get(request->clerk->archive, request->arena, id, &row);

	if (e.code)
		return e;
	/* What stands there already is told where it can be. */
	if (!clerk_readers(request->clerk, READERS_LOOK, &readers).code)
		(void)marks_count(readers, id, &count);
	out = page_begin(response, &(struct page){ .title = word_text(WORD_WRONG, request->tongue),
				       .section = WORD_MAX,
				       .has_form = true });
	out_put(out, "<h1>");
	out_word(out, WORD_WRONG);
	out_put(out, "</h1>\n<p><a");
	out_href(out, "/a/%lld", (long long)id);
	out_put(out, ">");
	out_said(out, row.headline.n ? row.headline : row.url, row.lang);
	out_put(out, "</a></p>\n<p>");
	out_count(out, WORD_WRONG_KEPT, count);
	out_put(out, "</p>\n");
	form_write(out, id, row.revisions);
	out_put(out, "<p class='meta'>");
	out_word(out, WORD_WRONG_WHERE);
	out_put(out, "</p>\n");
	page_end(request, response);
	return e;
}

struct err
page_mark(struct request *request, struct response *response)
{
	return request->is_post ? mark_take(request, response) : mark_page(request, response);
}
