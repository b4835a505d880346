#include "show/asked.h"
#include "show/body.h"
#include "show/feed_out.h"
#include "show/pages.h"

enum { ENTRIES = 50, CHANGES = 30 };

static const struct {
	const char *prefix;
} scripts[] = {
	[SCRIPT_AS_WRITTEN] = { "" }, [SCRIPT_HANS] = { "/zh-hans" }, [SCRIPT_HANT] = { "/zh-hant" }
};

/* An address of ours, whole, in the script that was asked for. */
static struct str
absolute(struct request *request, struct str path)
{
	return str_join(request->arena, request->base, str_from_c(scripts[request->script].prefix),
	    path, STR_END);
}

/* When the text last changed in a way that readers should see. */
static int64_t
updated_of(const struct article_row *row, const struct revision *revision)
{
	int64_t claimed = when_seconds(revision->record.updated);

	if (row->revisions > 1)
		return revision->fetched;
	if (revision->record.updated.precision != WHEN_NONE && claimed > row->time &&
	    claimed <= revision->fetched)
		return claimed;
	return row->time;
}

static struct str
body_html(struct html_out *out, const struct article *record)
{
	struct buf body CLEAN(buf_done) = { .max = 8 << 20 };
	struct html_out own = *out;

	own.to = &body;
	body_write(&own, &record->doc, record->lang, NULL, HTML_XHTML);
	return body.err.code ? S("") : str_copy(out->arena, buf_str(&body));
}

static struct str
shown_lang(const struct html_out *out, struct str lang)
{
	if (out->converter && str_starts_nocase(lang, S("zh")))
		return script_lang(out->script);
	return str_equal(lang, S("und")) ? S("") : lang;
}

static struct feed_entry
entry_of(struct request *request, struct html_out *out, const struct article_row *row,
    const struct revision *revision)
{
	const struct article *record = &revision->record;
	struct strs authors = { arena_array(request->arena, struct str, record->authors.count),
		record->authors.count, 0 };

	for (size_t i = 0; i < authors.count; i++)
		authors.items[i] = said(out, record->authors.items[i], record->lang);
	return (struct feed_entry){
		.id = row->url,
		.title = said(out, row->headline.n ? row->headline : row->url, row->lang),
		.lang = shown_lang(out, row->lang),
		.url = absolute(request, str_format(request->arena, "/a/%lld", (long long)row->id)),
		.origin = row->url,
		.outlet = said(out, row->source_name, S("")),
		.authors = authors,
		.published = row->time,
		.updated = updated_of(row, revision),
		.html = body_html(out, record),
	};
}

static struct err
entries_gather(struct request *request, struct html_out *out, const struct article_rows *rows,
    struct feed_entry *entries)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct revision revision;
		struct err e = revision_get(request->clerk->archive, request->arena,
		    rows->items[i].id, 0, REVISION_BODY, &revision);

		if (e.code)
			return e;
		entries[i] = entry_of(request, out, &rows->items[i], &revision);
	}
	return (struct err){ 0 };
}

static struct err
finish(struct request *request, struct response *response, struct str title, struct str home,
    const struct feed_entry *entries, size_t count)
{
	static const struct {
		enum feed_format format;
		enum media media;
	} formats[] = { { FEED_RSS, MEDIA_RSS }, { FEED_ATOM, MEDIA_ATOM },
		{ FEED_JSON, MEDIA_JSONFEED } };
	int64_t format = request->args.number[PARAM_FORMAT];
	struct feed feed = {
		.title = title,
		.home = absolute(request, home),
		.self = absolute(
		    request, str_join(request->arena, request->path, request->query, STR_END)),
		.lang = request->script == SCRIPT_AS_WRITTEN ? S("") : script_lang(request->script),
		.items = entries,
		.count = count,
	};

	for (size_t i = 0; i < count; i++)
		feed.updated =
		    entries[i].updated > feed.updated ? entries[i].updated : feed.updated;
	response->media = formats[format].media;
	response->modified = feed.updated;
	feed_write(&response->body, formats[format].format, &feed);
	return (struct err){ 0 };
}

static struct err
rows_feed(struct request *request, struct response *response, struct str title, struct str home,
    const struct article_rows *rows)
{
	struct feed_entry *entries = arena_array(request->arena, struct feed_entry, rows->count);
	struct err e = entries_gather(request, &response->out, rows, entries);

	return e.code ? e : finish(request, response, title, home, entries, rows->count);
}

/* ---- what can be subscribed to ---- */

struct err
feed_all(struct request *request, struct response *response)
{
	struct article_filter filter = { .order = ORDER_NEWEST, .limit = ENTRIES };
	struct article_rows rows;
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &rows);

	return e.code ? e
		      : rows_feed(request, response, word_text(WORD_NAME, request->tongue), S("/"),
			    &rows);
}

struct err
feed_source(struct request *request, struct response *response)
{
	struct article_filter filter = { .order = ORDER_NEWEST, .limit = ENTRIES };
	struct article_rows rows;
	struct source source;
	struct err e = source_find(
	    request->clerk->archive, request->arena, request->args.text[PARAM_SLUG], &source);

	if (e.code)
		return e;
	filter.source = source.id;
	e = articles_list(request->clerk->archive, request->arena, &filter, &rows);
	if (e.code)
		return e;
	return rows_feed(request, response, said(&response->out, source.name, S("")),
	    str_join(request->arena, S("/source/"), percent_encode(request->arena, source.slug),
		STR_END),
	    &rows);
}

struct err
feed_search(struct request *request, struct response *response)
{
	struct asked asked;
	struct results results;
	struct article_rows rows;
	struct err e = asked_parse(request, &asked);

	if (e.code)
		return e;
	asked.options.limit = ENTRIES;
	e = search_run(
	    request->clerk->search, request->arena, asked.query, &asked.options, &results);
	if (e.code)
		return e;
	rows =
	    (struct article_rows){ arena_array(request->arena, struct article_row, results.count),
		    results.count };
	for (size_t i = 0; i < results.count; i++)
		rows.items[i] = results.items[i].article;
	return rows_feed(request, response,
	    str_join(request->arena, word_text(WORD_SEARCH, request->tongue), S(": "),
		query_text(request->arena, asked.query), STR_END),
	    str_join(request->arena, S("/search"), request->query, STR_END), &rows);
}

/* ---- changes: the difference is the entry ---- */

static void
diff_write(struct html_out *out, const struct changes *changes)
{
	if (changes->headline.kind == CHANGE_CHANGED) {
		out_put(out, "<p><strong>");
		diff_pieces(out, &changes->headline);
		out_put(out, "</strong></p>\n");
	}
	diff_rows(out, changes, &(struct diff_options){ .view = VIEW_INLINE });
}

static struct err
change_gather(struct request *request, struct html_out *out, const struct article_row *row,
    struct feed_entry *entry)
{
	static const struct diff_writer whole = { "feed", diff_write };
	struct clerk *clerk = request->clerk;
	struct digested last;
	long long id = row->id, n = row->revisions;
	struct err e = diff_newest(out, clerk->archive, &clerk->shelf, row, &whole, &last);

	if (e.code)
		return e;
	*entry = (struct feed_entry){
		.id = str_format(request->arena, "%.*s#revision-%lld", STR_ARGS(row->url), n),
		.title = row->headline.n ? row->headline : row->url,
		.lang = shown_lang(out, row->lang),
		.url = absolute(
		    request, str_format(request->arena, "/a/%lld/diff/%lld..%lld", id, n - 1, n)),
		.origin = row->url,
		.outlet = row->source_name,
		.html = last.html,
		.published = last.fetched,
		.updated = last.fetched,
	};
	return e;
}

struct err
feed_changes(struct request *request, struct response *response)
{
	struct article_filter filter = { .order = ORDER_NEWEST, .changed = true, .limit = CHANGES };
	struct article_rows rows = { 0 };
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &rows);
	struct feed_entry *entries = arena_array(request->arena, struct feed_entry, rows.count);

	response->out.converter = NULL;
	for (size_t i = 0; i < rows.count && !e.code; i++)
		e = change_gather(request, &response->out, &rows.items[i], &entries[i]);
	if (e.code)
		return e;
	return finish(request, response, word_text(WORD_CHANGES, request->tongue), S("/changes"),
	    entries, rows.count);
}
