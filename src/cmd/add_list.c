#include "cmd/adding.h"
#include "cmd/feed_list.h"
#include "cmd/single.h"

enum { LIST_MAX = 32 << 20 };

/* ---- one feed, without asking it ---- */

/* What a list says of a feed, and what was typed: the latter wins, but for labels, which add up. */
static struct feed_row
row_of(struct adding *adding, const struct outline *outline, const char *zone)
{
	struct feed_row feed = adding->settings;

	feed.url_added = feed.url = outline->url;
	feed.title = feed.title.n ? feed.title : outline->title;
	feed.lang = feed.lang.n ? feed.lang : outline->lang;
	feed.page = outline->page;
	feed.labels = (struct strs){ 0 };
	for (size_t i = 0; i < outline->labels.count; i++)
		feed_label_add(&adding->context->arena, &feed.labels, outline->labels.items[i]);
	for (size_t i = 0; i < adding->settings.labels.count; i++)
		feed_label_add(
		    &adding->context->arena, &feed.labels, adding->settings.labels.items[i]);
	if (!feed.has_zone && zone)
		feed.has_zone = zone_read(str_from_c(zone), &feed.zone_s);
	return feed;
}

static struct err
would_add(struct adding *adding, const struct feed_row *feed, const char *note)
{
	struct outcome outcome = {
		.state = STATE_WOULD, .typed = feed->url_added, .feed = feed, .note = note
	};
	struct context *context = adding->context;
	struct feed_row known;
	struct err e = { 0 };

	if (context->archive)
		e = feed_find(context->archive, &context->arena, feed->url_added, &known);
	if (context->archive && !e.code) {
		outcome.state = STATE_EXISTS;
		outcome.feed = &known;
	}
	adding_tell(adding, &outcome);
	return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
}

/* The outlet's page is nothing that people set: the feed says it, the list did so before. */
static struct err
keep_page(struct context *context, int64_t id, struct str page)
{
	struct feed_row feed;
	struct err e = feed_get(context->archive, &context->arena, id, &feed);

	if (e.code || feed.page.n)
		return e;
	feed.page = page;
	return feed_put(context->archive, &feed);
}

/* Inside a transaction. */
static struct err
add_row(struct adding *adding, const struct feed_row *feed)
{
	struct context *context = adding->context;
	int64_t id = 0;
	struct err e = feeds_add(context->archive, feed, context->now, &id);

	if (e.code && e.code != ERR_EXISTS)
		return e;
	if (e.code) {
		struct feed_row known;

		e = feed_get(context->archive, &context->arena, id, &known);
		if (!e.code)
			adding_tell(adding,
			    &(struct outcome){
				.state = STATE_EXISTS, .typed = feed->url_added, .feed = &known });
		return e;
	}
	arena_push(&context->arena, adding->ids, adding->count, adding->capacity);
	adding->ids[adding->count++] = id;
	return feed->page.n ? keep_page(context, id, feed->page) : e;
}

/* ---- lists ---- */

struct err
add_outlines(struct adding *adding, const struct outlines *list)
{
	struct archive *archive = adding->context->archive;
	struct err e = adding->dry ? (struct err){ 0 } : archive_begin(archive);

	adding->left_out += list->left_out;
	for (size_t i = 0; i < list->count && !e.code; i++) {
		struct feed_row feed = row_of(adding, &list->items[i], NULL);

		e = adding->dry ? would_add(adding, &feed, NULL) : add_row(adding, &feed);
	}
	return e.code || adding->dry ? e : archive_commit(archive);
}

struct err
add_starters(struct adding *adding, const char *name)
{
	struct context *context = adding->context;
	struct err e = adding->dry ? (struct err){ 0 } : archive_begin(context->archive);

	for (size_t i = 0; i < starter_count && !e.code; i++) {
		const struct starter *s = &starters[i];
		struct outline outline = {
			.title = str_from_c(s->title),
			.url = str_from_c(s->url),
			.page = str_from_c(s->page),
			.lang = str_from_c(s->lang),
			.labels = feed_labels(&context->arena, s->labels),
		};
		struct feed_row feed = row_of(adding, &outline, s->zone);

		if (strcmp(s->list, name) == 0)
			e = adding->dry ? would_add(adding, &feed, s->note)
					: add_row(adding, &feed);
	}
	if (adding->dry)
		advise(context,
		    "\nNone of these was asked when the list was written; where each address is "
		    "from stands in data/starter.tsv.");
	return e.code || adding->dry ? e : archive_commit(context->archive);
}

static bool
is_markup(struct raw bytes)
{
	static const unsigned char marks[] = "\xef\xbb\xbf\xfe\xff";

	while (bytes.n && (bytes.p[0] <= ' ' || memchr(marks, bytes.p[0], sizeof(marks) - 1)))
		bytes = (struct raw){ bytes.p + 1, bytes.n - 1 };
	return bytes.n && bytes.p[0] == '<';
}

struct err
add_file(struct adding *adding, const char *path)
{
	struct context *context = adding->context;
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct outlines list = { 0 };
	struct err e = single_read(context, path, LIST_MAX, &bytes);

	if (e.code)
		return e;
	if (is_markup(buf_raw(&bytes))) {
		e = adding_start(adding);
		if (!e.code)
			e = follow_read_opml(
			    adding->round.follow, &context->arena, buf_raw(&bytes), &list);
	} else if (utf8_valid_length(buf_raw(&bytes)) == bytes.n)
		feed_list_read(&context->arena, str_copy(&context->arena, buf_str(&bytes)), &list);
	else
		e = err_new(ERR_UTF8, NULL);
	if (!e.code && !list.count)
		e = err_new(ERR_EMPTY, "no address of a feed is in it");
	if (e.code && !context->told)
		fault(context, e, "a file of addresses, one a line, or an OPML file", "%s", path);
	return e.code ? e : add_outlines(adding, &list);
}

/* ---- asking ---- */

struct err
add_ask(struct adding *adding)
{
	struct context *context = adding->context;
	struct follow_wish wish = { .feeds = adding->ids, .count = adding->count };
	struct follow_totals totals;
	struct err e = { 0 };

	if (adding->count && !adding->quietly) {
		e = adding_start(adding);
		if (!e.code)
			e = round_run(&adding->round, &wish, &totals);
	}
	for (size_t i = 0; i < adding->count && (!e.code || e.code == ERR_INTERRUPTED); i++) {
		struct feed_row feed;
		struct outcome outcome = { .feed = &feed, .asked = false };
		struct err got = feed_get(context->archive, &context->arena, adding->ids[i], &feed);

		if (got.code)
			return got;
		outcome.typed = feed.url_added;
		outcome.asked = feed.last_try != 0;
		if (feed.fault.n) {
			outcome.err = err_new(
			    err_code_from_name(str_terminated(&context->arena, feed.fault)), NULL);
			outcome.detail = feed.fault_what;
		}
		adding_tell(adding, &outcome);
	}
	return e;
}
