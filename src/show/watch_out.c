/* watch_out.c: feeds that are followed, as a table, and one as a list of facts. */
#include "show/watch.h"

/* ---- tables ---- */

enum { COLUMNS_OF_TEXT = 6 };

void
table_begin(struct html_out *out, enum word label, const enum word *heads, size_t count)
{
	/* more columns than the text is wide: where the window has room, the table takes it */
	if (count > COLUMNS_OF_TEXT)
		out_put(out, "<div class='wide full'");
	else
		out_put(out, "<div class='wide'");
	out_put(out, " tabindex='0' role='region' aria-label=\"");
	html_attr(out->to, word_text(label, out->tongue));
	out_put(out, "\"><table>\n<thead><tr>");
	for (size_t i = 0; i < count; i++) {
		out_put(out, "<th scope='col'>");
		out_word(out, heads[i]);
		out_put(out, "</th>");
	}
	out_put(out, "</tr></thead>\n<tbody>\n");
}

void
table_end(struct html_out *out)
{
	out_put(out, "</tbody></table></div>\n");
}

static void
cell_number(struct html_out *out, int64_t n)
{
	out_put(out, "<td class='n'>");
	out_int(out, n);
	out_put(out, "</td>");
}

static void
cell_share(struct html_out *out, int64_t part, int64_t whole)
{
	out_put(out, "<td class='n'>");
	out_share(out, part, whole);
	out_put(out, "</td>");
}

static void
feed_line(const struct request *request, struct html_out *out, const struct feed_row *feed)
{
	const struct feed_counts *counts = &feed->counts;

	out_put(out, "<tr><th scope='row'>");
	link_feed(out, feed);
	out_put(out, "</th><td>");
	out_state(out, feed, request->now);
	out_put(out, "</td><td>");
	out_moment(out, feed->last_success);
	out_put(out, "</td><td>");
	out_next(out, feed, request->now);
	out_put(out, "</td>");
	cell_number(out, counts->failures);
	cell_number(out, counts->items);
	cell_share(out, counts->full, counts->items);
	cell_share(out, counts->duplicates, counts->items);
	cell_number(out, counts->revisions);
	out_put(out, "<td class='n'>");
	out_size(out, counts->bytes);
	out_put(out, "</td>");
	cell_share(out, counts->unchanged, counts->polls);
	out_put(out, "</tr>\n");
}

void
watch_table(
    const struct request *request, struct html_out *out, const struct watch *watch, size_t most)
{
	static const enum word heads[] = { WORD_FEED, WORD_STATE, WORD_LAST_SUCCESS, WORD_NEXT,
		WORD_FAILURES, WORD_ITEMS, WORD_FULL_TEXT, WORD_DUPLICATES, WORD_CHANGED,
		WORD_RECEIVED, WORD_UNCHANGED };

	table_begin(out, WORD_FOLLOWED, heads, LENGTH(heads));
	for (size_t i = 0; i < watch->count && i < most; i++)
		feed_line(request, out, &watch->items[i].row);
	table_end(out);
}

/* ---- one feed ---- */

static void
fact_int(struct html_out *out, enum word word, int64_t n)
{
	fact(out, word);
	out_int(out, n);
	out_put(out, "</dd>\n");
}

static void
fact_share(struct html_out *out, enum word word, int64_t part, int64_t whole)
{
	fact(out, word);
	out_share(out, part, whole);
	out_put(out, "</dd>\n");
}

static void
fact_text(struct html_out *out, enum word word, struct str text)
{
	if (!text.n)
		return;
	fact(out, word);
	out_text(out, text);
	out_put(out, "</dd>\n");
}

static void
state_facts(const struct request *request, struct html_out *out, const struct feed_row *feed)
{
	fact(out, WORD_STATE);
	out_state(out, feed, request->now);
	if (feed->failing) {
		out_put(out, " (");
		out_count(out, WORD_FAILING_N, feed->failing);
		out_put(out, ")");
	}
	out_put(out, "</dd>\n");
	if (feed->fault.n) {
		fact(out, WORD_FAULT);
		out_fault(out, feed);
		out_put(out, "</dd>\n");
	}
	fact(out, WORD_LAST_SUCCESS);
	out_moment(out, feed->last_success);
	out_put(out, "</dd>\n");
	if (feed->state == FEED_ACTIVE) {
		fact(out, WORD_NEXT);
		out_next(out, feed, request->now);
		out_put(out, "</dd>\n");
	}
}

void
watch_facts(const struct request *request, struct html_out *out, const struct feed_row *feed)
{
	const struct feed_counts *counts = &feed->counts;

	out_put(out, "<dl>\n");
	state_facts(request, out, feed);
	fact_text(out, WORD_ADDRESS, feed->url);
	fact_text(out, WORD_MOVED_ADDRESS, feed->moved_to);
	fact_text(out, WORD_FORMAT, feed->format);
	fact_int(out, WORD_POLLS, counts->polls);
	fact_share(out, WORD_UNCHANGED, counts->unchanged, counts->polls);
	fact_int(out, WORD_FAILURES, counts->failures);
	fact_int(out, WORD_ITEMS, counts->items);
	fact_share(out, WORD_FULL_TEXT, counts->full, counts->items);
	fact_share(out, WORD_DUPLICATES, counts->duplicates, counts->items);
	fact_int(out, WORD_CHANGED, counts->revisions);
	if (counts->faulty)
		fact_int(out, WORD_FAULTY, counts->faulty);
	if (counts->pushes)
		fact_int(out, WORD_PUSHES, counts->pushes);
	fact(out, WORD_RECEIVED);
	out_size(out, counts->bytes);
	out_put(out, "</dd>\n</dl>\n");
}
