#include "show/body.h"
#include "show/diff_out.h"
#include "show/mark.h"
#include "show/page.h"
#include "show/pages.h"
#include "show/reading.h"

/* ---- gathering ---- */

/* How often and how much it changed; what cannot be told takes a word away, not the article. */
static struct err
changed_gather(struct request *request, struct reading *out)
{
	struct archive *archive = request->clerk->archive;
	struct changed_row heaviest;
	struct err e = changed_of_article(
	    archive, request->arena, out->row.id, READING_CHANGES, &out->changed);

	if (!e.code && !changed_heaviest(archive, request->arena, out->row.id, &heaviest).code)
		out->heaviest = heaviest.class;
	return e;
}

/* An article that is in no story yet is read without. */
static void
story_gather_of(struct archive *archive, struct arena *arena, int64_t article, struct story_head *out)
{
	struct story_row row;

	if (!story_of(archive, arena, article, &row).code)
		(void)story_head(archive, row.story, out);
}

/* Revision ${n} (0: the newest) of the article that the path names. */
static struct err
reading_gather(struct request *request, int64_t n, struct reading *out)
{
	struct archive *archive = request->clerk->archive;
	int64_t id = request->args.number[PARAM_ID];
	struct err e = article_get(archive, request->arena, id, &out->row);

	if (!e.code)
		e = revision_get(archive, request->arena, id, n, REVISION_BODY, &out->revision);
	if (!e.code && out->row.revisions > 1)
		e = revisions_list(archive, request->arena, id, READING_REVISIONS, &out->all);
	if (!e.code && out->row.changes)
		e = changed_gather(request, out);
	if (!e.code)
		e = trace_gather(request, id, &out->trace);
	if (e.code)
		return e;
	out->is_newest = out->revision.n == out->row.revisions;
	story_gather_of(archive, request->arena, id, &out->story);
	/* An index that fails takes away two links, not the article. */
	(void)article_beside(archive, &out->row, ORDER_NEWEST, &out->older);
	(void)article_beside(archive, &out->row, ORDER_OLDEST, &out->newer);
	return e;
}

/* ---- the head ---- */

static void
meta_line(struct html_out *out, const struct reading *reading)
{
	const struct article *record = &reading->revision.record;

	out_put(out, "<p class='meta'>");
	link_source(out, reading->row.source_slug, reading->row.source_name);
	if (record->published.precision != WHEN_NONE) {
		out_dot(out);
		out_when(out, record->published, reading->row.source_zone_s);
	}
	for (size_t i = 0; i < record->authors.count; i++) {
		out_dot(out);
		out_said(out, record->authors.items[i], record->lang);
	}
	out_dot(out);
	out_count(out, WORD_MINUTES, reading_minutes(record->text));
	out_put(out, "</p>\n");
}

static void
flag(struct html_out *out, enum word word)
{
	out_put(out, "<p class='flag'>");
	out_word(out, word);
	out_put(out, "</p>\n");
}

/* Which revision this is, and where to see what changed. */
static void
revision_line(struct html_out *out, const struct reading *reading)
{
	long long id = reading->row.id, n = reading->revision.n, last = reading->row.revisions;

	if (last < 2)
		return;
	/* the whole text of what a feed gave in part is no change */
	if (reading->is_newest && !reading->row.changes)
		return;
	out_put(out, "<p class='flag'>");
	if (reading->is_newest)
		out_count(out, WORD_CHANGED_TIMES, reading->row.changes);
	else
		out_count(out, WORD_OLD_REVISION, n);
	if (reading->is_newest && reading->heaviest) {
		out_dot(out);
		out_word(out, WORD_HEAVIEST);
		out_put(out, " <b>");
		out_word(out, weight_word(reading->heaviest));
		out_put(out, "</b>");
	}
	out_put(out, " ");
	if (n > 1)
		link_word(out, WORD_SEE_CHANGES, "/a/%lld/diff/%lld..%lld", id, n - 1, n);
	else
		link_word(out, WORD_SEE_CHANGES, "/a/%lld/diff/1..%lld", id, last);
	if (!reading->is_newest) {
		out_put(out, " ");
		link_word(out, WORD_NEWEST_REVISION, "/a/%lld", id);
	}
	out_put(out, "</p>\n");
}

/* Who else tells it. */
static void
story_link(struct html_out *out, const struct story_head *story)
{
	bool several = story->sources > 1;

	if (story->articles < 2 || !out_leads(out, "/story/%lld", (long long)story->story))
		return;
	out_put(out, "<p class='tabs'><a");
	out_href(out, "/story/%lld", (long long)story->story);
	out_put(out, ">");
	out_count(out, several ? WORD_OUTLETS_REPORT : WORD_ARTICLES_OF_STORY, several ? story->sources : story->articles);
	out_put(out, "</a></p>\n");
}

static void
head_write(struct html_out *out, const struct reading *reading)
{
	const struct article *record = &reading->revision.record;

	out_put(out, "<h1");
	out_lang(out, record->headline.n ? record->lang : S(""));
	out_put(out, ">");
	if (record->headline.n)
		out_said(out, record->headline, record->lang);
	else
		out_word(out, WORD_NO_TITLE);
	out_put(out, "</h1>\n");
	if (record->deck.n) {
		out_put(out, "<p class='deck'");
		out_lang(out, record->lang);
		out_put(out, ">");
		out_said(out, record->deck, record->lang);
		out_put(out, "</p>\n");
	}
	meta_line(out, reading);
	story_link(out, &reading->story);
	revision_line(out, reading);
	trace_flag(out, &reading->trace);
	if (reading->row.flags & ARTICLE_DATE_FUTURE)
		flag(out, WORD_DATE_FUTURE_LONG);
	if (reading->row.flags & ARTICLE_DATE_MISSING)
		flag(out, WORD_DATE_MISSING_LONG);
}

/* To an article, or to one of its versions. */
static void
neighbour(struct html_out *out, const char *rel, enum word word, struct str path)
{
	buf_push_format(out->to, "<a rel='%s'", rel);
	out_href(out, "%.*s", STR_ARGS(path));
	out_put(out, ">");
	out_word(out, word);
	out_put(out, "</a>");
}

/* The versions of one article are a row of their own. */
static void
beside_find(const struct request *request, const struct html_out *out, const struct reading *reading, struct str *before, struct str *behind)
{
	long long id = reading->row.id, n = reading->revision.n;
	struct arena *arena = request->arena;

	*before = *behind = S("");
	if (request->args.text[PARAM_N].n) {
		if (n > 1)
			*before = str_format(arena, "/a/%lld/v/%lld", id, n - 1);
		if (n < reading->row.revisions)
			*behind = str_format(arena, "/a/%lld/v/%lld", id, n + 1);
		return;
	}
	if (reading->older && out_leads(out, "/a/%lld", (long long)reading->older))
		*before = str_format(arena, "/a/%lld", (long long)reading->older);
	if (reading->newer && out_leads(out, "/a/%lld", (long long)reading->newer))
		*behind = str_format(arena, "/a/%lld", (long long)reading->newer);
}

static void
neighbours_write(const struct request *request, struct html_out *out, const struct reading *reading)
{
	bool versions = request->args.text[PARAM_N].n;
	struct str before, behind;

	beside_find(request, out, reading, &before, &behind);
	if (!before.n && !behind.n)
		return;
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, said(out, reading->row.source_name, S("")));
	out_put(out, "\">");
	if (before.n)
		neighbour(out, "prev", versions ? WORD_VERSION_BEFORE : WORD_ARTICLE_BEFORE, before);
	if (behind.n)
		neighbour(out, "next", versions ? WORD_VERSION_AFTER : WORD_ARTICLE_AFTER, behind);
	out_put(out, "</nav>\n");
}

/* ---- the whole ---- */

/* What the address says (?img=0) comes before what the reader has set. */
static enum settings_pictures
pictures_wanted(const struct request *request)
{
	static const enum settings_pictures asked[] = { PICTURES_OFF, PICTURES_SMALL };

	if (request->args.text[PARAM_IMG].n)
		return asked[request->args.number[PARAM_IMG]];
	return request->settings.pictures;
}

/* Its deck, else how its text begins, up to the end of a line. */
static struct str
beginning_of(const struct article *record)
{
	enum { ENOUGH = 240 };
	struct str text = record->deck.n ? record->deck : record->text, line = S("");

	pull_line(&text, &line);
	return line.n <= ENOUGH ? line : str_slice(line, 0, str_rune_start(line, ENOUGH));
}

enum { BODY_MAX = 32 << 20 };

/* The words of the search that led here; NULL where there are none, or none that can be marked. */
static const struct query *
query_of(const struct request *request)
{
	struct str q = request->args.text[PARAM_Q];
	struct query *query = NULL;

	if (!q.n || q.n > QUERY_MAX || query_parse(request->arena, q, request->options->zone_s, &query).code)
		return NULL;
	return query_is_empty(query) ? NULL : query;
}

/* To the first mark, and back to the search. */
static void
marks_line(const struct request *request, struct html_out *out)
{
	struct str q = percent_encode(request->arena, request->args.text[PARAM_Q]);

	out_put(out, "<p class='tabs'><a href='#" BODY_FIRST_MARK "'>");
	out_word(out, WORD_TO_FIRST_MARK);
	out_put(out, "</a>");
	link_word(out, WORD_BACK_TO_SEARCH, "/search?q=%.*s", STR_ARGS(q));
	out_put(out, "</p>\n");
}

static struct gallery
page_gallery(const struct request *request, const struct html_out *out)
{
	const struct links *links = out->links;

	return (struct gallery){ .archive = request->clerk->archive,
		.base = S(""),
		.image = links ? links->image : NULL,
		.context = links ? links->context : NULL };
}

/* What the text says in numbers; NULL where it was not read yet, or what was kept is damaged. */
static const struct body_figures *
figures_read(struct request *request, const struct reading *reading, struct figures *kept, struct body_figures *out)
{
	*out = (struct body_figures){ kept, reading->revision.record.text, reading->revision.id };
	return figures_of(request->clerk->archive, request->arena, out->revision, out->text, kept).code || !kept->count ? NULL : out;
}

static struct err
article_write(struct request *request, struct response *response, int64_t n)
{
	struct reading reading = { 0 };
	const struct article *record = &reading.revision.record;
	struct html_out *out = &response->out;
	const struct query *query = query_of(request);
	struct err e = reading_gather(request, n, &reading);
	struct buf body CLEAN(buf_done) = { .max = BODY_MAX };
	struct html_out to_body = *out;
	struct gallery gallery = page_gallery(request, out);
	enum settings_pictures pictures = pictures_wanted(request);
	struct body_figures figures;
	struct figures kept;
	struct str before, behind;
	bool marked;

	if (e.code)
		return e;
	to_body.to = &body;
	gallery.small = pictures == PICTURES_SMALL;
	marked = body_write_figures(&to_body, &record->doc, record->lang, pictures == PICTURES_OFF ? NULL : &gallery, query,
	    /* among files there is no page of a figure to lead to */
	    out->links ? NULL : figures_read(request, &reading, &kept, &figures), HTML_PRETTY);
	beside_find(request, out, &reading, &before, &behind);
	page_begin(response, &(struct page){ .title = said(out, record->headline, record->lang),
				 .section = WORD_MAX,
				 .has_form = request->options->marks,
				 .description = said(out, beginning_of(record), record->lang),
				 .prev = before,
				 .next = behind,
				 .canonical = query || request->args.text[PARAM_IMG].n ? request->path : S("") });
	out_put(out, "<article>\n");
	head_write(out, &reading);
	if (marked)
		marks_line(request, out);
	out_put(out, "<div class='body'");
	out_lang(out, record->lang);
	out_put(out, ">");
	buf_push_str(out->to, buf_str(&body));
	out_put(out, "</div>\n</article>\n");
	if (!record->text.n)
		flag(out, WORD_NO_TEXT);
	mark_form(request, out, reading.row.id, reading.revision.n);
	record_write(out, request, &reading);
	neighbours_write(request, out, &reading);
	page_end(request, response);
	return body.err;
}

struct err
page_article(struct request *request, struct response *response)
{
	return article_write(request, response, 0);
}

struct err
page_version(struct request *request, struct response *response)
{
	return article_write(request, response, request->args.number[PARAM_N]);
}
