#include "cmd/command.h"
#include "show/json_out.h"
#include "store/changed.h"

enum { PAGE = 500 };

/* ---- for people ---- */

/* "@ a number changed", and so on: as the margin of diff says it. */
static const char *const class_words[WEIGHT_MAX] = {
	[WEIGHT_NONE] = "nothing",
	[WEIGHT_NOISE] = "noise only",
	[WEIGHT_STYLE] = "style only",
	[WEIGHT_ADDED] = "added",
	[WEIGHT_REWRITTEN] = "rewritten",
	[WEIGHT_REMOVED] = "removed",
	[WEIGHT_HEADLINE] = "headline changed",
	[WEIGHT_CLAIM] = "claim changed",
	[WEIGHT_FIGURE] = "number changed",
};

static void
put_edit(struct term *out, const struct piece *piece)
{
	bool is_new = piece->kind == EDIT_INSERT;

	if (piece->kind == EDIT_KEEP) {
		term_put_text(out, piece->new_text);
		return;
	}
	/* brackets where there are no colours, as in diff */
	term_style(out, piece->weight == WEIGHT_FIGURE ? STYLE_HIT : is_new ? STYLE_GOOD : STYLE_BAD);
	term_put(out, out->color ? "" : is_new ? "{+" : "[-");
	term_put_text(out, is_new ? piece->new_text : piece->old_text);
	term_put(out, out->color ? "" : is_new ? "+}" : "-]");
	term_style(out, STYLE_PLAIN);
}

static void
put_person(struct term *out, const struct changed_row *row, const struct article_row *article)
{
	when_push_day(&out->buf, row->time, article->source_zone_s);
	term_put(out, "  %-16s  ", class_words[row->class]);
	term_put_text(out, article->source_name);
	term_put(out, "  #%lld %lld..%lld  ", (long long)row->article, (long long)row->n - 1,
	    (long long)row->n);
	term_style(out, STYLE_BOLD);
	term_put_text(out, article->headline);
	term_style(out, STYLE_PLAIN);
	term_put(out, "\n");
	if (!row->gist.count)
		return;
	term_put(out, "    ");
	for (size_t i = 0; i < row->gist.count; i++)
		put_edit(out, &row->gist.pieces[i]);
	term_put(out, "\n");
}

/* ---- for both ---- */

static struct err
put_row(struct context *context, struct arena *arena, const struct changed_row *row)
{
	struct article_row article;
	struct json json;
	struct err e = article_get(context->archive, arena, row->article, &article);

	if (e.code)
		return e;
	if (!context->json) {
		put_person(&context->out, row, &article);
		return e;
	}
	json = json_line(context);
	json_out_begin(&json, NULL, "change/1");
	change_json(&json, row, &article);
	json_line_end(context, &json);
	return e;
}

static void
advance(struct changed_filter *filter, const struct changed_row *last)
{
	filter->after = filter->order == CHANGED_NEWEST ? last->time : last->weight;
	filter->after_revision = last->revision;
}

static void
say_none(struct context *context)
{
	int64_t waiting = 0;

	if (context->json)
		return;
	term_flush(&context->out);
	if (!changed_pending(context->archive, &waiting).code && waiting)
		advise(context, "%s wait to be compared: the next fetch or import does it.",
		    counted(context, waiting, "change", "changes"));
	else
		advise(context, "No change is of this kind.");
}

static struct err
list(struct context *context, struct changed_filter *filter)
{
	size_t left = (size_t)option_number(&context->options, "limit", 50);
	bool all = left == 0, some = false;

	while ((all || left) && !context->out.err.code && !interrupted()) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct changed_rows rows = { 0 };
		struct err e;

		filter->limit = all || left > PAGE ? PAGE : left;
		e = changed_list(context->archive, &arena, filter, &rows);
		for (size_t i = 0; i < rows.count && !e.code; i++)
			e = put_row(context, &arena, &rows.items[i]);
		if (e.code)
			return e;
		some = some || rows.count;
		term_pace(&context->out);
		if (rows.count < filter->limit)
			break;
		left -= all ? 0 : rows.count;
		advance(filter, &rows.items[rows.count - 1]);
	}
	if (!some)
		say_none(context);
	return (struct err){ 0 };
}

/* ---- the command ---- */

/* --day is --from and --to in one. */
static struct err
range_typed(struct context *context, struct changed_filter *filter)
{
	const char *day = option_text(&context->options, "day");

	if (!day)
		return option_from_to(context, &filter->from, &filter->to);
	if (option_text(&context->options, "from") || option_text(&context->options, "to"))
		return fault(context, err_new(ERR_USAGE, NULL), NULL, "--day, or --from and --to");
	when_parse_range(str_from_c(day), 0, &filter->from, &filter->to);
	return (struct err){ 0 };
}

static struct err
run(struct context *context)
{
	const struct options *options = &context->options;
	const char *class = option_text(options, "class");
	struct source source = { 0 };
	struct changed_filter filter = {
		.order = option_is(options, "order", "time") ? CHANGED_NEWEST : CHANGED_HEAVIEST,
		.class = class ? change_weight_from_name(str_from_c(class)) : WEIGHT_NONE,
		.noise = option_flag(options, "noise"),
	};
	struct err e = option_source(context, &source);

	filter.source = source.id;
	if (!e.code)
		e = range_typed(context, &filter);
	return e.code ? e : list(context, &filter);
}

const struct command cmd_changes = {
	.name = "changes",
	.summary = "what outlets changed in their articles, what weighs most first",
	.arguments = "",
	.needs = NEED_ARCHIVE_READ,
	.run = run,
};
