#include "show/mark.h"
#include "show/page.h"
#include "show/pages.h"
#include "show/trace.h"

enum { QUARANTINE_SHOWN = 200, TROUBLE_SHOWN = 500 };

static void
sizes_write(struct html_out *out, const struct archive_stats *stats)
{
	const struct {
		enum word word;
		int64_t bytes;
	} rows[] = {
		{ WORD_BYTES_INPUT, stats->input_bytes },
		{ WORD_BYTES_CAPTURES, stats->capture_bytes },
		{ WORD_BYTES_TEXTS, stats->body_bytes },
		{ WORD_BYTES_INDEX, stats->index_bytes },
		{ WORD_BYTES_FILE, stats->file_bytes },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		fact(out, rows[i].word);
		out_size(out, rows[i].bytes);
		out_put(out, "</dd>\n");
	}
}

static void
state_write(struct request *request, struct html_out *out, const struct archive_stats *stats)
{
	struct str holder = archive_lock_holder(request->arena, request->options->dir);

	out_put(out, "<dl>\n");
	fact(out, WORD_WRITER);
	if (holder.n)
		out_text(out, holder);
	else
		out_word(out, WORD_NOBODY);
	out_put(out, "</dd>\n");
	fact(out, WORD_ARTICLES);
	out_int(out, stats->articles);
	out_put(out, "</dd>\n");
	fact(out, WORD_REVISIONS);
	out_int(out, stats->revisions);
	out_put(out, "</dd>\n");
	fact(out, WORD_CAPTURES);
	out_int(out, stats->captures);
	out_put(out, "</dd>\n");
	sizes_write(out, stats);
	out_put(out, "</dl>\n");
}

static void
capture_row(struct html_out *out, const struct capture *capture)
{
	enum err_code code = err_code_from_name(str_terminated(out->arena, capture->fault));
	out_put(out, "<tr><td class='n'>");
	out_int(out, capture->id);
	out_put(out, "</td><th scope='row'>");
	if (capture->name.n)
		out_foreign(out, capture->name);
	else
		out_text(out, capture->url);
	out_put(out, "</th><td>");
	out_word(out, code ? error_word(code) : WORD_OUR_FAULT);
	if (capture->fault_what.n) {
		out_put(out, ": ");
		out_text(out, capture->fault_what);
	}
	out_put(out, "</td><td class='n'>");
	out_int(out, capture->fault_at);
	out_put(out, "</td></tr>\n");
}

static void
quarantine_write(struct html_out *out, const struct captures *captures, int64_t bad)
{
	static const enum word heads[] = { WORD_CAPTURE, WORD_FILE, WORD_REASON, WORD_BYTE };

	out_put(out, "<h2>");
	out_word(out, WORD_QUARANTINED);
	out_put(out, ": ");
	out_int(out, bad);
	out_put(out, "</h2>\n");
	if (!captures->count)
		return;
	table_begin(out, WORD_QUARANTINED, heads, LENGTH(heads));
	for (size_t i = 0; i < captures->count; i++)
		capture_row(out, &captures->items[i]);
	table_end(out);
}

/* ---- feeds and pages ---- */

/* "in order 4 · " */
static void
counted(struct html_out *out, enum word word, int64_t n)
{
	out_word(out, word);
	out_put(out, " ");
	out_int(out, n);
	out_dot(out);
}

static void
health_counts(const struct request *request, struct html_out *out, const struct watch *watch)
{
	static const enum word words[] = {
		[HEALTH_NEW] = WORD_IS_NEW,
		[HEALTH_GOOD] = WORD_IS_GOOD,
		[HEALTH_WARN] = WORD_IS_WARN,
		[HEALTH_BAD] = WORD_IS_BAD,
	};
	int64_t counts[LENGTH(words)] = { 0 }, due = 0;

	for (size_t i = 0; i < watch->count; i++) {
		const struct feed_row *feed = &watch->items[i].row;

		counts[feed_health(feed, request->now)]++;
		due += feed->state == FEED_ACTIVE && feed->next <= request->now;
	}
	out_put(out, "<h2>");
	out_word(out, WORD_FOLLOWED);
	out_put(out, "</h2>\n<p>");
	for (size_t i = HEALTH_NEW; i < LENGTH(words); i++)
		counted(out, words[i], counts[i]);
	out_word(out, WORD_DUE);
	out_put(out, " ");
	out_int(out, due);
	out_put(out, "</p>\n");
}

/* What, where, what was tried. */
static void
trouble_line(const struct request *request, struct html_out *out, const struct feed_row *feed)
{
	out_put(out, "<li>");
	link_feed(out, feed);
	out_put(out, "<p>");
	out_state(out, feed, request->now);
	out_put(out, " ");
	out_fault(out, feed);
	out_put(out, "</p><small>");
	out_text(out, feed->url);
	out_put(out, "</small><small>");
	out_word(out, WORD_LAST_TRY);
	out_put(out, " ");
	out_moment(out, feed->last_try);
	out_put(out, ": ");
	if (feed->status)
		out_count(out, WORD_HTTP_STATUS, feed->status);
	else
		out_word(out, WORD_NO_ANSWER);
	out_put(out, " (");
	out_count(out, WORD_FAILING_N, feed->failing);
	out_put(out, ")</small><small>");
	out_word(out, WORD_LAST_SUCCESS);
	out_put(out, " ");
	out_moment(out, feed->last_success);
	if (feed->state == FEED_ACTIVE) {
		out_dot(out);
		out_word(out, WORD_NEXT);
		out_put(out, " ");
		out_next(out, feed, request->now);
	}
	out_put(out, "</small></li>\n");
}

static void
trouble_write(const struct request *request, struct html_out *out, const struct watch *watch)
{
	size_t count = 0; /* they come first */

	while (count < watch->count && watch_is_in_trouble(&watch->items[count].row, request->now))
		count++;
	out_put(out, "<h2>");
	out_word(out, WORD_TROUBLE);
	out_put(out, ": ");
	out_int(out, (int64_t)count);
	out_put(out, "</h2>\n");
	if (!count) {
		out_put(out, "<p>");
		out_word(out, WORD_TROUBLE_NONE);
		out_put(out, "</p>\n");
		return;
	}
	lines_begin(out);
	for (size_t i = 0; i < count && i < TROUBLE_SHOWN; i++)
		trouble_line(request, out, &watch->items[i].row);
	lines_end(out);
}

static void
visits_write(struct html_out *out, const struct visit_counts *counts)
{
	out_put(out, "<h2>");
	out_word(out, WORD_VISITS);
	out_put(out, "</h2>\n<p>");
	for (size_t i = VISIT_NEW + 1; i < LENGTH(counts->by_state); i++)
		counted(out, page_state_word((enum visit_state)i), counts->by_state[i]);
	out_word(out, WORD_VISIT_NEW);
	out_put(out, " ");
	out_int(out, counts->by_state[VISIT_NEW]);
	out_put(out, "</p>\n");
}

/* Articles whose page gave no text, the newest first, each with its reason. */
static void
refused_write(struct html_out *out, const struct reading_counts *counts, const struct reading_rows *rows)
{
	out_put(out, "<h2>");
	out_word(out, WORD_PAGES_REFUSED);
	out_put(out, "</h2>\n<p>");
	for (size_t i = READING_SHORT; i < READING_MAX; i++)
		counted(out, reading_word((enum reading_verdict)i), counts->by_verdict[i]);
	out_put(out, "</p>\n<ul>");
	for (size_t i = 0; i < rows->count; i++) {
		const struct reading_row *row = &rows->items[i];

		out_put(out, "<li>");
		link_word(out, reading_word(row->verdict), "/a/%lld", (long long)row->article);
		out_put(out, " ");
		out_text(out, row->evidence);
		out_put(out, "</li>");
	}
	out_put(out, "</ul>\n");
}

static struct err
pages_write(struct request *request, struct html_out *out)
{
	enum { REFUSED_SHOWN = 20 };
	struct archive *archive = request->clerk->archive;
	struct reading_counts counts;
	struct reading_rows rows;
	struct err e = readings_count(archive, &counts);

	if (!e.code)
		e = readings_refused(archive, request->arena, 0, REFUSED_SHOWN, &rows);
	if (!e.code && rows.count)
		refused_write(out, &counts, &rows);
	return e;
}

static struct err
followed_write(struct request *request, struct html_out *out)
{
	struct sources sources;
	struct watch watch;
	struct visit_counts visits;
	struct err e = sources_names(request->clerk->archive, request->arena, &sources);

	if (!e.code)
		e = watch_gather(request, &sources, &watch);
	if (!e.code)
		e = visits_count(request->clerk->archive, &visits);
	if (e.code || !watch.count)
		return e;
	health_counts(request, out, &watch);
	trouble_write(request, out, &watch);
	visits_write(out, &visits);
	return pages_write(request, out);
}

/* How many texts readers have marked, and the articles of the newest. */
static void
marked_write(struct request *request, struct html_out *out)
{
	enum { NEWEST = 20 };
	struct readers *readers;
	struct mark_rows marks = { 0 };
	int64_t count = 0;
	struct err e = clerk_readers(request->clerk, READERS_LOOK, &readers);

	if (e.code == ERR_NOT_FOUND)
		return;
	if (!e.code)
		e = marks_count(readers, 0, &count);
	if (!e.code)
		e = marks_newest(readers, request->arena, NEWEST, &marks);
	out_put(out, "<h2>");
	out_word(out, WORD_MARKS);
	out_put(out, ": ");
	if (e.code) /* a fault of theirs is none of the archive's */
		out_word(out, error_word(e.code));
	else
		out_int(out, count);
	out_put(out, "</h2>\n");
	marks_write(out, &marks);
}

struct err
page_health(struct request *request, struct response *response)
{
	struct archive *archive = request->clerk->archive;
	struct archive_stats stats;
	struct captures captures = { 0 };
	struct html_out *out;
	struct err e = clerk_stats(request->clerk, &stats);

	if (!e.code)
		e = captures_list(
		    archive, request->arena, CAPTURES_QUARANTINED, 0, QUARANTINE_SHOWN, &captures);
	if (e.code)
		return e;
	out = page_begin(response, &(struct page){ .title = word_text(WORD_HEALTH, request->tongue),
				       .section = WORD_MAX });
	out_put(out, "<h1>");
	out_word(out, WORD_HEALTH);
	out_put(out, "</h1>\n");
	state_write(request, out, &stats);
	e = followed_write(request, out);
	marked_write(request, out);
	quarantine_write(out, &captures, stats.bad);
	page_end(request, response);
	return e;
}
