#include "show/feed_items.h"

#include <stdlib.h>

#include "show/body.h"
#include "show/trace.h"
#include "text/fold.h"

struct str
feed_address(const struct request *request, struct str path)
{
	static const struct {
		const char *prefix;
	} scripts[] = {
		[SCRIPT_AS_WRITTEN] = { "" },
		[SCRIPT_HANS] = { "/zh-hans" },
		[SCRIPT_HANT] = { "/zh-hant" },
	};

	return str_join(request->arena, request->base, str_from_c(scripts[request->script].prefix),
	    path, STR_END);
}

/* ---- which are wanted ---- */

/* Whether one of the words, with '|' between them, occurs in the folded text. */
static bool
has_any(struct str folded, struct str words)
{
	struct str word;

	while (pull_field(&words, '|', &word)) {
		struct buf wanted CLEAN(buf_done) = { 0 };

		fold_str(str_trim(word), &wanted);
		if (wanted.n && str_find(folded, buf_str(&wanted), 0) >= 0)
			return true;
	}
	return false;
}

static bool
is_wanted(const struct request *request, const struct article *record)
{
	struct str filter = request->args.text[PARAM_FILTER];
	struct str without = request->args.text[PARAM_FILTEROUT];
	struct buf folded CLEAN(buf_done) = { 0 };

	if (!filter.n && !without.n)
		return true;
	fold_str(record->headline, &folded);
	buf_push_char(&folded, '\n');
	fold_str(record->text, &folded);
	return (!filter.n || has_any(buf_str(&folded), filter)) &&
	       !(without.n && has_any(buf_str(&folded), without));
}

static void
push(struct arena *arena, struct feed_items *items, const struct feed_item *item, int64_t came)
{
	arena_push(arena, items->items, items->count, items->capacity);
	items->items[items->count++] = *item;
	items->newest = came > items->newest ? came : items->newest;
}

/* ---- what an item says ---- */

static struct str
shown_lang(const struct html_out *out, struct str lang)
{
	if (out->converter && str_starts_nocase(lang, S("zh")))
		return script_lang(out->script);
	return str_equal(lang, S("und")) ? S("") : lang;
}

/* Pictures are ours, as the links are: an entry is whole also where the proxy before the original
 * is dead. */
static struct str
body_html(const struct request *request, struct html_out *out, const struct article *record)
{
	struct gallery gallery = { .archive = request->clerk->archive, .base = request->base };
	struct buf body CLEAN(buf_done) = { .max = 8 << 20 };
	struct html_out own = *out;

	own.to = &body;
	body_write(&own, &record->doc, record->lang, &gallery, NULL, HTML_XHTML);
	return body.err.code ? S("") : str_copy(out->arena, buf_str(&body));
}

/* The address of the first text, unless the article by that address is another one. */
static struct err
item_id(
    struct request *request, const struct article_row *row, struct url url, struct feed_item *item)
{
	struct archive *archive = request->clerk->archive;
	struct revision first = { .record.url = url };
	int64_t by_key = 0;
	struct err e = { 0 };

	if (row->revisions > 1)
		e = revision_get(archive, request->arena, row->id, 1, REVISION_HEAD, &first);
	if (e.code)
		return e;
	e = article_by_key(archive, url_key(request->arena, first.record.url), &by_key);
	if (e.code && e.code != ERR_NOT_FOUND)
		return e;
	item->id = url_str(first.record.url);
	if (by_key != row->id)
		item->id = str_format(
		    request->arena, "%.*s#article-%lld", STR_ARGS(item->id), (long long)row->id);
	return (struct err){ 0 };
}

static struct feed_item
item_of(struct request *request, struct html_out *out, const struct article_row *row,
    const struct article *record)
{
	struct strs authors = { arena_array(request->arena, struct str, record->authors.count),
		record->authors.count, 0 };
	struct str url = url_str(record->url);

	for (size_t i = 0; i < authors.count; i++)
		authors.items[i] = said(out, record->authors.items[i], record->lang);
	return (struct feed_item){
		.title = said(out, record->headline.n ? record->headline : url, record->lang),
		.lang = shown_lang(out, record->lang),
		.url = feed_address(
		    request, str_format(request->arena, "/a/%lld", (long long)row->id)),
		.origin = url,
		.outlet = said(out, row->source_name, S("")),
		.authors = authors,
		.html = body_html(request, out, record),
	};
}

/* ---- when ---- */

static int64_t
claimed_or(struct when when, int64_t otherwise, int64_t from, int64_t to)
{
	int64_t claimed = when_seconds(when);

	return when.precision == WHEN_NONE || claimed < from || claimed > to ? otherwise : claimed;
}

/* When readers should look again.  A text that came back is newer than the one that it replaced. */
static struct err
updated_find(struct request *request, const struct article_row *row,
    const struct revision *revision, int64_t *out)
{
	struct revision last = *revision;
	struct err e = { 0 };

	if (row->revisions == 1) {
		*out =
		    claimed_or(revision->record.updated, row->time, row->time, revision->fetched);
		return e;
	}
	if (revision->n != row->revisions)
		e = revision_get(request->clerk->archive, request->arena, row->id, row->revisions,
		    REVISION_HEAD, &last);
	*out = last.fetched + (revision->n != row->revisions);
	return e;
}

/* ---- the three kinds ---- */

struct err
items_add_article(struct request *request, struct html_out *out, const struct article_row *row,
    struct feed_items *items)
{
	struct revision revision;
	struct feed_item item;
	struct err e = revision_get(
	    request->clerk->archive, request->arena, row->id, 0, REVISION_BODY, &revision);

	if (e.code || !is_wanted(request, &revision.record))
		return e;
	item = item_of(request, out, row, &revision.record);
	item.published = row->time;
	e = item_id(request, row, revision.record.url, &item);
	if (!e.code)
		e = updated_find(request, row, &revision, &item.updated);
	if (!e.code)
		push(request->arena, items, &item, revision.fetched);
	return e;
}

struct err
items_add_arrived(struct request *request, struct html_out *out, const struct arrived *arrived,
    struct feed_items *items)
{
	struct archive *archive = request->clerk->archive;
	struct article_row row;
	struct revision revision;
	struct feed_item item;
	struct err e = article_get(archive, request->arena, arrived->article, &row);

	if (!e.code)
		e = revision_get_id(
		    archive, request->arena, arrived->revision, REVISION_BODY, &revision);
	if (e.code || !is_wanted(request, &revision.record))
		return e;
	item = item_of(request, out, &row, &revision.record);
	item.published =
	    claimed_or(revision.record.published, revision.fetched, INT64_MIN, revision.fetched);
	item.updated = revision.n > 1 ? revision.fetched
				      : claimed_or(revision.record.updated, item.published,
					    item.published, revision.fetched);
	e = item_id(request, &row, revision.record.url, &item);
	if (!e.code)
		push(request->arena, items, &item, revision.fetched);
	return e;
}

static void
change_write(struct html_out *out, const struct changes *changes)
{
	if (changes->headline.kind == CHANGE_CHANGED) {
		out_put(out, "<p><strong>");
		diff_pieces(out, &changes->headline);
		out_put(out, "</strong></p>\n");
	}
	diff_rows(out, changes, &(struct diff_options){ .view = VIEW_INLINE });
}

struct err
items_add_change(struct request *request, struct html_out *out, const struct arrived *arrived,
    struct feed_items *items)
{
	static const struct diff_writer whole = { "feed", change_write };
	struct clerk *clerk = request->clerk;
	long long id = arrived->article, n = arrived->n;
	struct article_row row;
	struct revision revision;
	struct digested change;
	struct feed_item item;
	struct err e = article_get(clerk->archive, request->arena, id, &row);

	if (!e.code)
		e = revision_get_id(
		    clerk->archive, request->arena, arrived->revision, REVISION_HEAD, &revision);
	row.changed_n = n; /* the text that came then */
	if (!e.code)
		e = diff_newest(out, clerk->archive, &clerk->shelf, &row, &whole, &change);
	if (!e.code)
		e = item_id(request, &row, revision.record.url, &item);
	if (e.code)
		return e;
	item = (struct feed_item){
		.id = str_format(request->arena, "%.*s#revision-%lld", STR_ARGS(item.id), n),
		.title = revision.record.headline.n ? revision.record.headline
						    : url_str(revision.record.url),
		.lang = shown_lang(out, revision.record.lang),
		.url = feed_address(
		    request, str_format(request->arena, "/a/%lld/diff/%lld..%lld", id, n - 1, n)),
		.origin = url_str(revision.record.url),
		.outlet = row.source_name,
		.class = change_weight_name(change.weight),
		.html = change.html,
		.published = revision.fetched,
		.updated = revision.fetched,
	};
	push(request->arena, items, &item, revision.fetched);
	return e;
}

/* ---- pages that are not there any more as they were ---- */

static void
evidence_link(const struct request *request, struct html_out *out, enum word word, int64_t capture)
{
	if (!capture)
		return;
	out_put(out, " <a href=\"");
	html_attr(out->to,
	    feed_address(request, str_format(request->arena, "/capture/%lld", (long long)capture)));
	out_put(out, "\">");
	out_word(out, word);
	out_put(out, "</a>");
}

static struct str
page_html(const struct request *request, const struct html_out *out, const struct visit *visit)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct html_out own = *out;

	own.to = &text;
	out_put(&own, "<p>");
	out_word(&own, page_loss_word(visit->state));
	out_put(&own, "</p>\n<p>");
	out_word(&own, WORD_EVIDENCE_OF);
	out_put(&own, ":");
	evidence_link(request, &own, WORD_EVIDENCE_THEN, visit->alive_capture);
	evidence_link(request, &own, WORD_EVIDENCE_NOW, visit->proof_capture);
	out_put(&own, "</p>\n");
	return str_copy(request->arena, buf_str(&text));
}

struct err
items_add_page(struct request *request, struct html_out *out, const struct visit *visit,
    struct feed_items *items)
{
	struct archive *archive = request->clerk->archive;
	struct article_row row;
	struct revision revision;
	struct feed_item item;
	struct err e = article_get(archive, request->arena, visit->article, &row);

	if (!e.code)
		e = revision_get(archive, request->arena, row.id, 0, REVISION_HEAD, &revision);
	if (!e.code)
		e = item_id(request, &row, revision.record.url, &item);
	if (e.code)
		return e;
	item = (struct feed_item){
		.id = str_format(
		    request->arena, "%.*s#page-%lld", STR_ARGS(item.id), (long long)visit->since),
		.title = str_join(request->arena,
		    word_text(page_state_word(visit->state), request->tongue), S(": "),
		    row.headline.n ? row.headline : row.url, STR_END),
		.lang = shown_lang(out, row.lang),
		.url =
		    feed_address(request, str_format(request->arena, "/a/%lld", (long long)row.id)),
		.origin = row.url,
		.outlet = row.source_name,
		.html = page_html(request, out, visit),
		.published = visit->since,
		.updated = visit->since,
	};
	push(request->arena, items, &item, visit->since);
	return e;
}

/* ---- order ---- */

static int
by_update(const void *a, const void *b)
{
	const struct feed_item *left = a, *right = b;

	if (left->updated != right->updated)
		return left->updated > right->updated ? -1 : 1;
	return str_compare(right->id, left->id);
}

void
items_sort(struct feed_items *items)
{
	if (items->count)
		qsort(items->items, items->count, sizeof(*items->items), by_update);
}
