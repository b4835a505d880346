#include "cmd/feed_rows.h"
#include "show/json_out.h"

enum { WORD_COLUMNS = 6, NAME_COLUMNS = 30, NAME_LEAST = 12, TIME_COLUMNS = 10, OTHERS = 64 };

/* The title that was meant: half of one was typed, or one with a slip. */
static const char *
near_title(struct context *context, const char *typed, const struct feed_rows *rows)
{
	struct str word = str_from_c(typed);
	const char *names[512];
	size_t count = 0;

	for (size_t i = 0; i < rows->count && count < LENGTH(names); i++) {
		struct str name = feed_name(&rows->items[i]);

		if (name.n > 2 &&
		    (str_find_nocase(name, word, 0) >= 0 || str_find_nocase(word, name, 0) >= 0))
			return str_terminated(&context->arena, name);
		names[count++] = str_terminated(&context->arena, name);
	}
	return nearest_name(typed, names, count);
}

static struct err
no_feed(struct context *context, const char *typed)
{
	struct feed_rows rows = { 0 };
	const char *near = NULL;

	if (typed[0] &&
	    !feeds_list(context->archive, &context->arena, &(struct feed_filter){ 0 }, &rows).code)
		near = near_title(context, typed, &rows);
	return fault(context, err_new(ERR_NOT_FOUND, NULL),
	    rows.count ? "xinshi list --feeds shows numbers, titles and addresses"
		       : "xinshi add URL",
	    "no feed is called '%s'%s%s%s", typed, near ? "; did you mean " : "", near ? near : "",
	    near ? "?" : "");
}

struct err
feed_typed(struct context *context, const char *typed, struct feed_row *out)
{
	struct err e =
	    feed_find(context->archive, &context->arena, str_trim(str_from_c(typed)), out);

	return e.code == ERR_NOT_FOUND ? no_feed(context, typed) : e;
}

struct err
feed_argument(struct context *context, size_t i, struct feed_row *out)
{
	struct str words;
	struct err e = argument_text(context, i, &words);

	return e.code ? e : feed_typed(context, context->options.args[i], out);
}

const char *
feed_word(const struct feed_row *feed, int64_t now, enum style *style)
{
	static const struct {
		const char *word;
		enum style style;
	} healths[] = {
		[HEALTH_NEW] = { "new", STYLE_PLAIN },
		[HEALTH_GOOD] = { "ok", STYLE_GOOD },
		[HEALTH_WARN] = { "look", STYLE_WARN },
		[HEALTH_BAD] = { "BAD", STYLE_BAD },
	};
	enum feed_health health = feed_health(feed, now);

	*style = feed->state == FEED_PAUSED ? STYLE_DIM : healths[health].style;
	return feed->state == FEED_PAUSED ? "paused"
	       : feed->state == FEED_GONE ? "gone"
					  : healths[health].word;
}

void
feed_push_next(struct buf *out, const struct feed_row *feed, int64_t now)
{
	if (feed->state != FEED_ACTIVE)
		buf_push_literal(out, "never");
	else if (feed->next <= now)
		buf_push_literal(out, "now");
	else {
		buf_push_literal(out, "in ");
		term_span(out, feed->next - now);
	}
}

void
feed_push_fault(struct buf *out, const struct feed_row *feed)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	enum err_code code = err_code_from_name(str_terminated(&arena, feed->fault));

	if (feed->fault_what.n)
		term_text(out, feed->fault_what);
	else if (code)
		buf_push_str(out, str_from_c(err_row(code)->text));
	else
		term_text(out, feed->fault);
}

void
feed_push_ago(struct buf *out, int64_t then, int64_t now)
{
	if (!then) {
		buf_push_literal(out, "never");
		return;
	}
	term_span(out, then < now ? now - then : 0);
	buf_push_literal(out, " ago");
}

/* ---- the table ---- */

/* As wide as the terminal lets it be beside the numbers. */
static unsigned
name_columns(const struct term *out)
{
	unsigned room = out->columns > OTHERS ? out->columns - OTHERS : 0;

	return !out->tty || room > NAME_COLUMNS ? NAME_COLUMNS
	       : room < NAME_LEAST		? NAME_LEAST
						: room;
}

static void
put_cell(struct term *out, struct buf *text, size_t columns)
{
	term_cell(&out->buf, buf_str(text), columns);
	buf_push_literal(&out->buf, "  ");
	buf_reset(text);
}

static void
put_share(struct term *out, int64_t part, int64_t whole)
{
	if (whole)
		term_put(out, "%5lld %%", (long long)(part * 100 / whole));
	else
		term_put(out, "      -");
}

static void
put_titles(struct term *out)
{
	term_style(out, STYLE_DIM);
	term_put(out, "%-*s%6s  %-*s  %-*s  %-*s  %9s%7s%7s\n", WORD_COLUMNS + 1, "", "#",
	    (int)name_columns(out), "feed", TIME_COLUMNS, "next", TIME_COLUMNS, "good", "items",
	    "full", "304");
	term_style(out, STYLE_PLAIN);
}

static void
put_row(struct context *context, const struct feed_row *feed)
{
	struct term *out = &context->out;
	struct buf text CLEAN(buf_done) = { 0 };
	enum style style;
	const char *word = feed_word(feed, context->now, &style);

	term_style(out, style);
	term_put(out, "%-*s", WORD_COLUMNS + 1, word);
	term_style(out, STYLE_PLAIN);
	term_put(out, "%6lld  ", (long long)feed->id);
	term_cell(&out->buf, feed_name(feed), name_columns(out));
	buf_push_literal(&out->buf, "  ");
	feed_push_next(&text, feed, context->now);
	put_cell(out, &text, TIME_COLUMNS);
	feed_push_ago(&text, feed->last_success, context->now);
	put_cell(out, &text, TIME_COLUMNS);
	term_count(&text, feed->counts.items);
	term_put(out, "%9.*s", (int)text.n, text.p);
	put_share(out, feed->counts.full, feed->counts.items);
	put_share(out, feed->counts.unchanged, feed->counts.polls);
	buf_push_char(&out->buf, '\n');
	if (!feed->fault.n)
		return;
	term_put(out, "%*s  ", WORD_COLUMNS + 7, "");
	feed_push_fault(&out->buf, feed);
	term_put(out, feed->failing > 1 ? " (%s)\n" : "\n",
	    counted(context, feed->failing, "time", "times in a row"));
}

void
feed_rows_put(struct context *context, const struct feed_rows *rows)
{
	if (!context->json && rows->count)
		put_titles(&context->out);
	for (size_t i = 0; i < rows->count; i++) {
		if (context->json)
			subscription_put(context, &rows->items[i]);
		else
			put_row(context, &rows->items[i]);
		term_pace(&context->out);
	}
}
