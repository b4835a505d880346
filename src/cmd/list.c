#include "cmd/feed_rows.h"
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
		advise(context, "The archive is empty.  Fill it:  %.*s add URL, or import PATH...",
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

static void
put_name(struct context *context, struct str name)
{
	term_put_text(&context->out, name);
	term_put(&context->out, "\n");
}

static struct err
list_feeds(struct context *context)
{
	struct feed_filter filter = {
		.label = str_from_c(option_text(&context->options, "label")),
		.source = str_from_c(option_text(&context->options, "source")),
	};
	struct feed_rows rows = { 0 };
	struct err e = feeds_list(context->archive, &context->arena, &filter, &rows);

	if (e.code)
		return e;
	if (option_flag(&context->options, "names"))
		for (size_t i = 0; i < rows.count; i++)
			put_name(context, feed_name(&rows.items[i]));
	else
		feed_rows_put(context, &rows);
	if (!rows.count && !context->json && !option_flag(&context->options, "names"))
		advise(context, "No feed of this kind is followed.  Add one:  %.*s add URL",
		    STR_ARGS(command_line(context)));
	return e;
}

/* Behind them, the pages that gave no text, with the reason. */
static struct err
list_refused(struct context *context, bool some)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct reading_rows rows = { 0 };
	struct err e = readings_refused(context->archive, &arena, 0,
	    (size_t)option_number(&context->options, "limit", 50), &rows);

	for (size_t i = 0; i < rows.count && !e.code; i++)
		e = reading_row_put(context, &rows.items[i]);
	if (!e.code && !some && !rows.count)
		say_none(context, "No kept page was found changed, moved or gone, and none refused.");
	return e;
}

static struct err
list_visits(struct context *context)
{
	size_t left = (size_t)option_number(&context->options, "limit", 50);
	bool all = left == 0, some = false;
	int64_t before_time = 0, before_article = 0;

	while (all || left) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct visits visits = { 0 };
		size_t limit = all || left > PAGE ? PAGE : left;
		struct err e = visits_found(
		    context->archive, &arena, before_time, before_article, limit, &visits);

		for (size_t i = 0; i < visits.count && !e.code; i++)
			e = visit_row_put(context, &visits.items[i]);
		if (e.code)
			return e;
		some = some || visits.count;
		if (visits.count < limit)
			break;
		left -= all ? 0 : visits.count;
		before_time = visits.items[visits.count - 1].since;
		before_article = visits.items[visits.count - 1].article;
	}
	return list_refused(context, some);
}

static struct err
list_sources(struct context *context)
{
	struct sources sources = { 0 };
	struct err e = sources_list(context->archive, &context->arena, &sources);

	if (e.code)
		return e;
	for (size_t i = 0; i < sources.count; i++)
		if (option_flag(&context->options, "names"))
			put_name(context, sources.items[i].name);
		else
			rows_put_source(context, &sources.items[i]);
	if (!sources.count)
		say_none(context, "No outlet is known yet.");
	return e;
}

static struct err
list_marks_of(struct context *context, struct readers *readers)
{
	size_t left = (size_t)option_number(&context->options, "limit", 50);
	bool all = left == 0;
	int64_t after = 0;

	while (all || left) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct mark_rows marks = { 0 };
		size_t limit = all || left > PAGE ? PAGE : left;
		struct err e = marks_list(readers, &arena, 0, after, limit, &marks);

		if (e.code)
			return e;
		for (size_t i = 0; i < marks.count; i++)
			rows_put_mark(context, &marks.items[i]);
		if (marks.count < limit)
			break;
		left -= all ? 0 : marks.count;
		after = marks.items[marks.count - 1].id;
	}
	return (struct err){ 0 };
}

static struct err
list_marks(struct context *context)
{
	struct readers *readers;
	struct err e = readers_open(archive_dir(context->archive), READERS_LOOK, &readers);

	if (e.code == ERR_NOT_FOUND) {
		say_none(context, "No reader has marked a text yet.");
		return (struct err){ 0 };
	}
	if (e.code)
		return fault(context, e, NULL, "%s/readers.db", context->dir);
	e = list_marks_of(context, readers);
	readers_close(readers);
	return e;
}

/* What is listed instead of articles. */
static const struct {
	const char *option;
	struct err (*list)(struct context *context);
} others[] = {
	{ "quarantine", list_quarantine },
	{ "sources", list_sources },
	{ "feeds", list_feeds },
	{ "visits", list_visits },
	{ "marks", list_marks },
};

static struct err
read_filter(struct context *context, struct article_filter *out)
{
	const struct options *options = &context->options;
	struct source source = { 0 };
	struct feed_row feed = { 0 };
	const char *name = option_text(options, "feed");
	struct err e = option_source(context, &source);

	if (!e.code && name)
		e = feed_typed(context, name, &feed);
	*out = (struct article_filter){
		.order = order_of(options),
		.source = source.id,
		.feed = feed.id,
		.label = str_from_c(option_text(options, "label")),
		.changed = option_flag(options, "changed"),
	};
	return e.code ? e : option_from_to(context, &out->from, &out->to);
}

static struct err
run(struct context *context)
{
	struct article_filter filter = { 0 };
	size_t asked = 0;
	struct err (*list)(struct context * context) = NULL;
	struct err e;

	for (size_t i = 0; i < LENGTH(others); i++)
		if (option_flag(&context->options, others[i].option)) {
			list = others[i].list;
			asked++;
		}
	if (asked > 1)
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--feeds, --visits, --marks, --sources or --quarantine: one of them at a time");
	if (option_flag(&context->options, "names") && list != list_feeds && list != list_sources)
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--names goes with --feeds or --sources");
	if (list)
		return list(context);
	e = read_filter(context, &filter);
	return e.code ? e : list_articles(context, &filter);
}

const struct command cmd_list = {
	.name = "list",
	.summary = "articles, newest first; feeds, outlets, pages that went, quarantine",
	.arguments = "",
	.needs = NEED_ARCHIVE_READ,
	.run = run,
};
