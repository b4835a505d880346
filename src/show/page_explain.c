/*
 * page_explain.c: for the operator: what was read of an article's page and what was left, block by
 * block, beside the article as it is kept.
 */
#include "show/body.h"
#include "show/evidence.h"
#include "show/mark.h"
#include "show/page.h"
#include "show/pages.h"
#include "show/trace.h"

enum {
	BLOCKS_SHOWN = 1500,
	BLOCK_BYTES = 1200, /* of its text */
	MARKS_SHOWN = 50,
};

/* ---- what was found ---- */

static void
fact_text(struct html_out *out, enum word word, struct str value, struct str evidence)
{
	if (!value.n && !evidence.n)
		return;
	fact(out, word);
	out_text(out, value);
	if (evidence.n) {
		out_put(out, " <small>");
		out_text(out, evidence);
		out_put(out, "</small>");
	}
	out_put(out, "</dd>\n");
}

static void
fact_list(struct html_out *out, enum word word, const struct strs *list, struct str evidence)
{
	struct buf names CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < list->count; i++) {
		if (i)
			buf_push_literal(&names, "; ");
		buf_push_str(&names, list->items[i]);
	}
	fact_text(out, word, buf_str(&names), names.n ? evidence : S(""));
}

static void
fact_when(struct html_out *out, enum word word, struct when when, struct str evidence)
{
	struct buf text CLEAN(buf_done) = { 0 };

	when_push(&text, when);
	fact_text(out, word, buf_str(&text), text.n ? evidence : S(""));
}

static enum word
kind_word(enum page_kind kind)
{
	static const enum word words[] = {
		[PAGE_ARTICLE] = WORD_KIND_ARTICLE,
		[PAGE_PARTIAL] = WORD_KIND_PARTIAL,
		[PAGE_LISTING] = WORD_KIND_LISTING,
		[PAGE_ERROR] = WORD_KIND_ERROR,
		[PAGE_WALL] = WORD_KIND_WALL,
	};

	return kind > 0 && (size_t)kind < LENGTH(words) ? words[kind] : WORD_OUR_FAULT;
}

static struct str
share_text(struct arena *arena, int64_t share)
{
	return str_format(arena, "%lld %%", (long long)(share * 100 / CONFIDENCE_ALL));
}

static void
found_write(struct html_out *out, const struct extracted *found)
{
	const struct article *article = &found->article;

	fact_text(
	    out, WORD_KIND, word_text(kind_word(found->kind), out->tongue), found->kind_evidence);
	fact_text(out, WORD_CONFIDENCE, share_text(out->arena, found->confidence), S(""));
	fact_text(out, WORD_CHOSEN_BY, found->rule, found->container);
	fact_text(out, WORD_HEADLINE, article->headline, found->title_evidence);
	fact_text(out, WORD_DECK, article->deck, found->evidence[EVIDENCE_DECK]);
	fact_list(out, WORD_AUTHORS, &article->authors, found->evidence[EVIDENCE_AUTHORS]);
	fact_list(out, WORD_EDITORS, &found->editors, found->evidence[EVIDENCE_EDITORS]);
	fact_when(out, WORD_PUBLISHED, article->published, article->published_evidence);
	fact_when(out, WORD_UPDATED, article->updated, found->evidence[EVIDENCE_UPDATED]);
	fact_text(out, WORD_SOURCE, article->site, found->evidence[EVIDENCE_SITE]);
	fact_text(out, WORD_ORIGIN, found->origin, found->evidence[EVIDENCE_ORIGIN]);
	fact_text(out, WORD_LANGUAGE, article->lang, found->evidence[EVIDENCE_LANGUAGE]);
	fact_text(out, WORD_PICTURE, found->image, found->evidence[EVIDENCE_IMAGE]);
	fact_text(out, WORD_PAGE_AFTER, found->next, S(""));
}

/* Why the page's text is the article's, or is not. */
static void
verdict_write(struct html_out *out, const struct reading_row *reading)
{
	if (reading->verdict)
		fact_text(out, WORD_VERDICT, word_text(reading_word(reading->verdict), out->tongue),
		    reading->evidence);
}

static void
page_facts(struct html_out *out, const struct evidence *evidence, const struct extracted *found)
{
	out_put(out, "<dl>\n");
	fact(out, WORD_ARTICLE);
	out_put(out, "<a");
	out_href(out, "/a/%lld", (long long)evidence->row.id);
	out_put(out, ">");
	out_int(out, evidence->row.id);
	out_put(out, "</a></dd>\n");
	if (evidence->page.id) {
		fact(out, WORD_CAPTURE);
		link_word(out, WORD_PAGE_STATE, "/capture/%lld", (long long)evidence->page.id);
		out_put(out, " ");
		out_time(out, evidence->page.fetched, TIME_BOTH);
		out_put(out, "</dd>\n");
	}
	verdict_write(out, &evidence->reading);
	if (found)
		found_write(out, found);
	out_put(out, "</dl>\n");
}

/* ---- the page, block by block ---- */

static void
block_write(struct html_out *out, const struct extracted_block *block)
{
	size_t end =
	    block->text.n > BLOCK_BYTES ? str_rune_start(block->text, BLOCK_BYTES) : block->text.n;

	out_put(out, "<li><small><b>");
	out_word(out, block->kept ? WORD_BLOCK_KEPT : WORD_BLOCK_DROPPED);
	out_put(out, "</b> ");
	out_text(out, share_text(out->arena, block->likely));
	out_dot(out);
	out_text(out, block->path);
	buf_push_format(out->to, "</small><p%s>", block->kept ? "" : " class='same'");
	out_text(out, str_slice(block->text, 0, end));
	buf_push_format(out->to, "%s</p></li>\n", end < block->text.n ? "…" : "");
}

static void
heading(struct html_out *out, enum word word)
{
	out_put(out, "<h2>");
	out_word(out, word);
	out_put(out, "</h2>\n");
}

static void
blocks_write(struct html_out *out, const struct extracted *found)
{
	size_t shown = found->count < BLOCKS_SHOWN ? found->count : BLOCKS_SHOWN;

	heading(out, WORD_BLOCKS);
	out_put(out, "<ol class='list'>\n");
	for (size_t i = 0; i < shown; i++)
		block_write(out, &found->blocks[i]);
	out_put(out, "</ol>\n");
	if (shown < found->count) {
		out_put(out, "<p>");
		out_count(out, WORD_BLOCKS_MORE, (int64_t)(found->count - shown));
		out_put(out, "</p>\n");
	}
}

static void
kept_write(struct html_out *out, const struct evidence *evidence)
{
	const struct article *record = &evidence->revision.record;

	heading(out, WORD_AS_KEPT);
	out_put(out, "<div class='body'");
	out_lang(out, record->lang);
	out_put(out, "><p><strong>");
	out_text(out, record->headline);
	out_put(out, "</strong></p>\n");
	body_write(out, &record->doc, record->lang, NULL, NULL, HTML_PRETTY);
	out_put(out, "</div>\n");
}

/* ---- the whole ---- */

static struct err
marks_of(struct request *request, struct html_out *out, int64_t article)
{
	struct mark_rows marks = { 0 };
	struct readers *readers;
	struct err e = clerk_readers(request->clerk, READERS_LOOK, &readers);

	if (e.code == ERR_NOT_FOUND)
		return (struct err){ 0 };
	if (!e.code)
		e = marks_list(readers, request->arena, article, 0, MARKS_SHOWN, &marks);
	if (e.code || !marks.count)
		return e;
	heading(out, WORD_MARKS);
	marks_write(out, &marks);
	return e;
}

static void
flag_write(struct html_out *out, struct err why)
{
	out_put(out, "<p class='flag'>");
	if (why.code)
		out_word(out, error_word(why.code));
	else
		out_word(out, WORD_NO_PAGE);
	if (why.what) {
		out_put(out, ": ");
		out_text(out, str_from_c(why.what));
	}
	out_put(out, "</p>\n");
}

/* ${why}: what could not be read of the page. */
static struct err
extract_write(struct request *request, struct response *response, const struct evidence *evidence,
    const struct extracted *found, struct err why)
{
	struct html_out *out = page_begin(
	    response, &(struct page){ .title = word_text(WORD_EXTRACTION, request->tongue),
			  .section = WORD_MAX,
			  .is_as_published = true });
	struct err e;

	out_put(out, "<h1>");
	out_word(out, WORD_EXTRACTION);
	out_put(out, "</h1>\n");
	if (!found)
		flag_write(out, why);
	page_facts(out, evidence, found);
	e = marks_of(request, out, evidence->row.id);
	out_put(out, "<div class='pair full'>\n<section>\n");
	if (found)
		blocks_write(out, found);
	out_put(out, "</section>\n<section>\n");
	kept_write(out, evidence);
	out_put(out, "</section>\n</div>\n");
	page_end(request, response);
	return e;
}

struct err
page_explain(struct request *request, struct response *response)
{
	const struct server_options *options = request->options;
	struct archive *archive = request->clerk->archive;
	struct extract_question question;
	struct extracted found;
	struct evidence evidence;
	struct err why = { 0 };
	struct err e =
	    evidence_gather(archive, request->arena, request->args.number[PARAM_ID], 0, &evidence);

	if (!e.code && !options->extract)
		e = err_new(ERR_NOT_FOUND, "nobody reads pages here");
	if (!e.code && evidence.page.id)
		e = evidence_question(archive, request->arena, &evidence, &question);
	if (e.code)
		return e;
	if (!evidence.page.id)
		return extract_write(request, response, &evidence, NULL, why);
	why = options->extract(options->extract_context, request->arena, &question, &found);
	if (why.code == ERR_BUSY)
		return why;
	return extract_write(request, response, &evidence, why.code ? NULL : &found, why);
}
