/*
 * page_story_mark.c: a reader says that an article is of another story, or that one is missing.  It
 * is kept beside the archive, and counts when articles next come in; nothing is kept of the reader.
 */
#include "show/page.h"
#include "show/pages.h"
#include "show/story_mark.h"
#include "store/story_marks.h"

/* ---- the form ---- */

static void
apart_write(struct html_out *out, const struct article_rows *rows)
{
	out_put(out, "<label><span>");
	out_word(out, WORD_STORY_APART);
	out_put(out, "</span><select name='apart'><option value=''>–</option>");
	for (size_t i = 0; i < rows->count; i++) {
		const struct article_row *row = &rows->items[i];

		buf_push_format(out->to, "<option value='%lld'", (long long)row->id);
		out_lang(out, row->lang);
		out_put(out, ">");
		out_said(out, row->source_name, S(""));
		out_put(out, ": ");
		out_said(out, row->headline, row->lang);
		out_put(out, "</option>");
	}
	out_put(out, "</select></label>");
}

static void
form_write(struct html_out *out, int64_t story, const struct article_rows *rows)
{
	out_put(out, "<form method='post'");
	out_action(out, str_format(out->arena, "/story/%lld/mark%c", (long long)story, 0).p);
	out_put(out, ">\n<p>");
	apart_write(out, rows);
	out_put(out, "<label><span>");
	out_word(out, WORD_STORY_TOGETHER);
	out_put(out, "</span><input name='other' inputmode='numeric' maxlength='16'></label><button>");
	out_word(out, WORD_WRONG_SEND);
	out_put(out, "</button></p></form>\n");
}

void
story_mark_form(
    const struct request *request, struct html_out *out, int64_t story, const struct article_rows *rows)
{
	if (!request->options->marks)
		return;
	out_put(out, "<details><summary>");
	out_word(out, WORD_STORY_MARK);
	out_put(out, "</summary>\n");
	form_write(out, story, rows);
	out_put(out, "</details>\n");
}

/* ---- taking it ---- */

static struct err
form_read(struct request *request, struct args *out)
{
	struct str media = S("application/x-www-form-urlencoded"),
		   form = { (const char *)request->body.p, request->body.n };

	if (request->is_cut)
		return err_new(ERR_TOO_BIG, "the form");
	if (!str_starts_nocase(request->content_type, media) || utf8_valid_length(request->body) != form.n)
		return err_new(ERR_USAGE, "the form");
	return args_parse(request->arena, form, PARAM_BIT(PARAM_APART) | PARAM_BIT(PARAM_OTHER), out);
}

/* An article of the story that is not this one: it stands for all of them. */
static struct err
other_of(struct request *request, int64_t story, int64_t article, int64_t *out)
{
	struct article_rows rows;
	struct err e = story_articles(request->clerk->archive, request->arena, story, 0, 0, 2, &rows);

	*out = 0;
	for (size_t i = 0; !e.code && i < rows.count; i++)
		if (rows.items[i].id != article && !*out)
			*out = rows.items[i].id;
	return e.code || *out ? e : err_new(ERR_USAGE, "apart");
}

/* Apart: it has to be in this story.  Together: it has to be an article. */
static struct err
mark_of(struct request *request, const struct args *args, struct story_mark *out)
{
	struct archive *archive = request->clerk->archive;
	int64_t apart = args->number[PARAM_APART], together = args->number[PARAM_OTHER];
	struct story_row here = { 0 }, named = { 0 };
	struct err e = story_of(archive, request->arena, request->args.number[PARAM_ID], &here);

	if (!e.code && !apart == !together)
		e = err_new(ERR_USAGE, apart ? "other" : "apart");
	if (!e.code)
		e = story_of(archive, request->arena, apart ? apart : together, &named);
	if (!e.code && (named.story == here.story) != (apart != 0))
		e = err_new(ERR_USAGE, apart ? "apart" : "other");
	*out = (struct story_mark){ .article = named.article, .together = together != 0, .made = request->now };
	return e.code ? e : other_of(request, here.story, named.article, &out->other);
}

static struct err
mark_take(struct request *request, struct response *response)
{
	static const char *const prefixes[] = {
		[SCRIPT_AS_WRITTEN] = "", [SCRIPT_HANS] = "/zh-hans", [SCRIPT_HANT] = "/zh-hant"
	};
	struct readers *readers;
	struct story_mark mark;
	struct args args = { 0 };
	struct err e = form_read(request, &args);

	if (!e.code)
		e = mark_of(request, &args, &mark);
	if (!e.code)
		e = clerk_readers(request->clerk, READERS_KEEP, &readers);
	if (!e.code)
		e = story_mark_add(readers, &mark);
	if (e.code)
		return e;
	response->status = 303;
	response->media = MEDIA_TEXT;
	response->location =
	    str_join(request->arena, str_from_c(prefixes[request->script]), request->path, STR_END);
	return e;
}

static struct err
mark_page(struct request *request, struct response *response)
{
	enum { NAMED = 30 };
	struct archive *archive = request->clerk->archive;
	struct readers *readers;
	struct story_row row;
	struct article_rows rows = { 0 };
	struct html_out *out;
	int64_t count = 0;
	struct err e = story_of(archive, request->arena, request->args.number[PARAM_ID], &row);

	if (!e.code)
		e = story_articles(archive, request->arena, row.story, 0, 0, NAMED, &rows);
	if (e.code)
		return e;
	if (!clerk_readers(request->clerk, READERS_LOOK, &readers).code)
		(void)story_marks_count(readers, &count);
	out = page_begin(response, &(struct page){ .title = word_text(WORD_STORY_MARK, request->tongue),
				       .section = WORD_STORIES,
				       .has_form = true });
	out_put(out, "<h1>");
	out_word(out, WORD_STORY_MARK);
	out_put(out, "</h1>\n<p>");
	link_word(out, WORD_STORY, "/story/%lld", (long long)row.story);
	out_put(out, "</p>\n<p>");
	out_count(out, WORD_STORY_MARKS, count);
	out_put(out, "</p>\n");
	form_write(out, row.story, &rows);
	page_end(request, response);
	return e;
}

struct err
page_story_mark(struct request *request, struct response *response)
{
	return request->is_post ? mark_take(request, response) : mark_page(request, response);
}
