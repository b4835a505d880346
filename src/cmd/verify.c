#include "cmd/command.h"
#include "cmd/progress.h"
#include "show/json_out.h"
#include "store/verify.h"

static void
put_damage(struct term *out, const struct damage *damage)
{
	term_style(out, STYLE_BAD);
	term_put(out, "DAMAGED  ");
	term_style(out, STYLE_PLAIN);
	term_put_text(out, damage->thing);
	term_put(out, ": %s", err_row(damage->err.code)->text);
	if (damage->err.what)
		term_put(out, ": %s", damage->err.what);
	term_put(out, "\n");
	if (damage->advice.n) {
		term_put(out, "         ");
		term_put_text(out, damage->advice);
		term_put(out, "\n");
	}
}

/* No damage, but nothing to be silent about. */
static void
put_given_up(struct term *out, const struct verify_report *report)
{
	if (!report->given_up)
		return;
	term_put(out, "Given up by the budget for pictures, from ");
	when_push_day(&out->buf, report->given_up_first, 0);
	term_put(out, " to ");
	when_push_day(&out->buf, report->given_up_last, 0);
	term_put(out, ": ");
	term_counted(&out->buf, report->given_up, "original", "originals");
	term_put(out, " (");
	term_size(&out->buf, report->given_up_bytes);
	term_put(out, "); their digests and prints stay.\n");
}

static void
put_text(struct context *context, const struct verify_report *report, int64_t pending)
{
	struct term *out = &context->out;
	struct buf *b = &out->buf;

	for (size_t i = 0; i < report->count; i++)
		put_damage(out, &report->items[i]);
	if ((size_t)report->damages > report->count)
		term_put(out, "... and %lld more\n",
		    (long long)report->damages - (long long)report->count);
	term_put(out, "Checked ");
	term_counted(b, report->captures, "capture", "captures");
	term_put(out, " (");
	term_size(b, report->capture_bytes);
	term_put(out, ") in ");
	term_counted(b, report->packs, "pack", "packs");
	term_put(out, ", ");
	term_counted(b, report->revisions, "version", "versions");
	if (report->pictures) {
		term_put(out, ", ");
		term_counted(b, report->pictures, "picture", "pictures");
		term_put(out, " (");
		term_size(b, report->blob_bytes);
		term_put(out, " with prints)");
	}
	term_put(out, ", ");
	term_counted(b, report->index_rows, "row", "rows");
	term_put(out, " of the index: ");
	term_style(out, report->damages ? STYLE_BAD : STYLE_GOOD);
	if (report->damages)
		term_count(b, report->damages);
	term_put(out, report->damages ? " damaged" : "all as they were kept");
	term_style(out, STYLE_PLAIN);
	term_put(out, ".\n");
	put_given_up(out, report);
	if (pending)
		term_put(out,
		    "%s not in the index yet: an import is at work, or was stopped before its end. "
		    " The next one takes them up, or: xinshi rebuild --index\n",
		    counted(context, pending, "article is", "articles are"));
}

static void
put_json(struct context *context, const struct verify_report *report, int64_t pending)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "verify/1");
	json_bool(&json, "ok", report->damages == 0);
	json_int(&json, "captures", report->captures);
	json_int(&json, "capture_bytes", report->capture_bytes);
	json_int(&json, "packs", report->packs);
	json_int(&json, "dictionaries", report->dictionaries);
	json_int(&json, "revisions", report->revisions);
	json_int(&json, "exchanges", report->exchanges);
	json_int(&json, "feeds", report->feeds);
	json_int(&json, "mentions", report->mentions);
	json_int(&json, "pictures", report->pictures);
	json_int(&json, "prints", report->prints);
	json_int(&json, "blobs", report->blobs);
	json_int(&json, "blob_bytes", report->blob_bytes);
	json_int(&json, "given_up", report->given_up);
	json_int(&json, "given_up_bytes", report->given_up_bytes);
	json_out_time(&json, "given_up_first", report->given_up_first);
	json_out_time(&json, "given_up_last", report->given_up_last);
	json_int(&json, "index_rows", report->index_rows);
	json_int(&json, "not_indexed", pending);
	json_int(&json, "damages", report->damages);
	json_array(&json, "damage");
	for (size_t i = 0; i < report->count; i++) {
		json_object(&json, NULL);
		json_str(&json, "thing", report->items[i].thing);
		json_c(&json, "fault", err_row(report->items[i].err.code)->name);
		json_str(&json, "what", str_from_c(report->items[i].err.what));
		json_str(&json, "advice", report->items[i].advice);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_line_end(context, &json);
}

/* What the catalogue says of itself is one damage more: it can be made again. */
static void
add_index_damage(struct context *context, struct verify_report *report, struct err e)
{
	struct damage *items = arena_array(&context->arena, struct damage, report->count + 1);

	if (report->count)
		memcpy(items, report->items, report->count * sizeof(*items));
	items[report->count++] = (struct damage){
		.thing = S("the search index"),
		.err = e,
		.advice = S("nothing kept is lost; make it again: xinshi rebuild --index"),
	};
	report->items = items;
	report->damages++;
}

static struct err
run(struct context *context)
{
	struct verify_report report = { 0 };
	struct progress progress;
	struct archive_stats stats = { 0 };
	int64_t pending = 0;
	struct err e, index;

	progress_begin(&progress, &context->notes, "checked", 0, context->quiet);
	progress.sizes = true;
	e = archive_verify(context->archive, &context->arena, progress_to, &progress, &report);
	progress_clear(&context->notes);
	if (e.code)
		return e;
	index = search_pending(context->search, &pending);
	if (!index.code)
		index = archive_stats(context->archive, &stats);
	if (!index.code)
		index = search_verify(context->search);
	report.index_rows = stats.articles - pending;
	if (index.code)
		add_index_damage(context, &report, index);
	if (context->json)
		put_json(context, &report, pending);
	else if (report.damages || !context->quiet)
		put_text(context, &report, pending);
	context->status = report.damages ? err_row(ERR_DAMAGE)->exit_status : 0;
	return e;
}

const struct command cmd_verify = {
	.name = "verify",
	.summary = "check every stored byte against its digest",
	.arguments = "",
	.needs = NEED_ARCHIVE_READ | NEED_SEARCH,
	.run = run,
};
