#include "cmd/command.h"
#include "cmd/rows.h"
#include "show/json_out.h"

enum { PAGE = 500 };

static void
put_article(struct context *context, const struct article_row *row)
{
	struct json json;

	if (!context->json) {
		rows_put_article(&context->out, row);
		return;
	}
	json = json_line(context);
	json_out_begin(&json, NULL, "article/1");
	article_row_json(&json, row);
	json_line_end(context, &json);
}

/* The order and place to go on from, behind the last row of a page. */
static void
advance(struct article_filter *filter, const struct article_row *last)
{
	filter->after_time = last->time;
	filter->after_id = last->id;
}

static enum article_order
order_of(const struct options *options)
{
	return option_is(options, "order", "oldest") ? ORDER_OLDEST
	       : option_is(options, "order", "id")   ? ORDER_ID
						     : ORDER_NEWEST;
}

/* An empty list on a screen could be anything. */
static void
say_none(struct context *context, const char *what)
{
	struct archive_stats stats = { 0 };

	if (context->json)
		return;
	term_flush(&context->out);
	if (!archive_stats(context->archive, &stats).code && !stats.captures)
		advise(context, "The archive is empty.  Fill it:  %.*s import PATH...",
		    STR_ARGS(command_line(context)));
	else
		advise(context, "%s", what);
}

static struct err
list_articles(struct context *context, struct article_filter *filter)
{
	size_t left = (size_t)option_number(&context->options, "limit", 50);
	bool all = left == 0, some = false;
	struct arena arena CLEAN(arena_done) = { 0 };

	while ((all || left) && !context->out.err.code && !interrupted()) {
		struct article_rows rows = { 0 };
		struct err e;

		filter->limit = all || left > PAGE ? PAGE : left;
		e = articles_list(context->archive, &arena, filter, &rows);
		if (e.code)
			return e;
		for (size_t i = 0; i < rows.count; i++)
			put_article(context, &rows.items[i]);
		some = some || rows.count;
		term_pace(&context->out);
		if (rows.count < filter->limit)
			break;
		left -= all ? 0 : rows.count;
		advance(filter, &rows.items[rows.count - 1]);
		arena_reset(&arena);
	}
	if (!some)
		say_none(context, "No article is of this kind.");
	return (struct err){ 0 };
}

static struct err
list_quarantine(struct context *context)
{
	size_t left = (size_t)option_number(&context->options, "limit", 50);
	bool all = left == 0;
	int64_t after = 0;

	while (all || left) {
		struct captures captures = { 0 };
		size_t limit = all || left > PAGE ? PAGE : left;
		struct err e = captures_list(context->archive, &context->arena,
		    CAPTURES_QUARANTINED, after, limit, &captures);

		if (e.code)
			return e;
		for (size_t i = 0; i < captures.count; i++)
			rows_put_capture(context, &captures.items[i]);
		if (captures.count < limit)
			break;
		left -= all ? 0 : captures.count;
		after = captures.items[captures.count - 1].id;
	}
	if (!context->out.buf.n && !after)
		say_none(context, "Nothing is in quarantine.");
	return (struct err){ 0 };
}

static struct err
list_sources(struct context *context)
{
	struct sources sources = { 0 };
	struct err e = sources_list(context->archive, &context->arena, &sources);

	if (e.code)
		return e;
	for (size_t i = 0; i < sources.count; i++)
		rows_put_source(context, &sources.items[i]);
	if (!sources.count)
		say_none(context, "No outlet is known yet.");
	return e;
}

static struct err
run(struct context *context)
{
	struct article_filter filter = { .order = order_of(&context->options) };
	struct source source = { 0 };
	struct err e;

	if (option_flag(&context->options, "quarantine"))
		return list_quarantine(context);
	if (option_flag(&context->options, "sources"))
		return list_sources(context);
	e = option_source(context, &source);
	if (e.code)
		return e;
	filter.source = source.id;
	filter.changed = option_flag(&context->options, "changed");
	e = option_from_to(context, &filter.from, &filter.to);
	return e.code ? e : list_articles(context, &filter);
}

const struct command cmd_list = {
	.name = "list",
	.summary = "articles, newest first; outlets; what is in quarantine",
	.arguments = "",
	.needs = NEED_ARCHIVE_READ,
	.run = run,
};
