#include "cmd/message.h"
#include "cmd/command.h"
#include "show/json_out.h"
#include "store/figures.h"
#include "store/pictures.h"

static void
put_size(struct term *out, const char *what, int64_t bytes, int64_t input)
{
	struct buf size CLEAN(buf_done) = { 0 };

	term_size(&size, bytes);
	term_cell(&out->buf, str_from_c(message_label(what)), 26);
	term_put(out, " %12.*s", (int)size.n, size.p);
	if (input)
		term_put(out, "   %.2f of the files", (double)bytes / (double)input);
	term_put(out, "\n");
}

static void
put_count(struct term *out, const char *what, int64_t n)
{
	struct buf count CLEAN(buf_done) = { 0 };

	term_count(&count, n);
	term_cell(&out->buf, str_from_c(message_label(what)), 26);
	term_put(out, " %12.*s\n", (int)count.n, count.p);
}

/* What following gave, all feeds together. */
struct followed {
	int64_t feeds;
	struct feed_counts sums;
	struct visit_counts visits;
	struct picture_counts pictures;
	struct figure_stats figures;
};

static struct err
followed_count(struct context *context, struct followed *out)
{
	struct feed_rows rows = { 0 };
	struct err e =
	    feeds_list(context->archive, &context->arena, &(struct feed_filter){ 0 }, &rows);

	for (size_t i = 0; i < rows.count && !e.code; i++) {
		const struct feed_counts *counts = &rows.items[i].counts;

		out->sums.polls += counts->polls;
		out->sums.unchanged += counts->unchanged;
		out->sums.failures += counts->failures;
		out->sums.items += counts->items;
		out->sums.bytes += counts->bytes;
	}
	out->feeds = (int64_t)rows.count;
	if (!e.code)
		e = pictures_count(context->archive, &out->pictures);
	if (!e.code)
		e = figure_stats(context->archive, &out->figures);
	return e.code ? e : visits_count(context->archive, &out->visits);
}

static void
put_followed(struct term *out, const struct followed *followed)
{
	if (!followed->feeds)
		return;
	put_count(out, "feeds", followed->feeds);
	put_count(out, "their items", followed->sums.items);
	put_count(out, "times asked", followed->sums.polls);
	put_count(out, "of these unchanged (304)", followed->sums.unchanged);
	put_count(out, "failures", followed->sums.failures);
	put_count(out, "pages found changed", followed->visits.by_state[VISIT_CHANGED]);
	put_count(out, "pages found gone", followed->visits.by_state[VISIT_GONE]);
	put_count(out, "pages found moved", followed->visits.by_state[VISIT_MOVED]);
}

static bool
has_pictures(const struct picture_counts *counts)
{
	for (size_t i = 0; i < PICTURE_STATES; i++)
		if (counts->by_state[i])
			return true;
	return false;
}

static void
put_pictures(struct term *out, const struct picture_counts *counts)
{
	if (!has_pictures(counts))
		return;
	put_count(out, "pictures kept", counts->by_state[PICTURE_KEPT]);
	put_count(out, "to be fetched or printed", counts->due);
	put_count(out, "not to be had (yet)", counts->by_state[PICTURE_FAILED]);
	put_count(out, "refused", counts->by_state[PICTURE_REFUSED]);
	put_count(out, "originals given up", counts->by_state[PICTURE_GIVEN_UP]);
}

static void
put_text(struct context *context, const struct archive_stats *stats, const struct notes *notes,
    const struct followed *followed)
{
	struct term *out = &context->out;

	put_count(out, "articles", stats->articles);
	put_count(out, "versions", stats->revisions);
	put_count(out, "articles that changed", stats->changed);
	put_count(out, "outlets", stats->sources);
	put_count(out, "captures", stats->captures);
	put_count(out, "in quarantine", stats->quarantined);
	put_count(out, "pictures referred to", stats->images);
	put_count(out, "figures", followed->figures.figures);
	put_pictures(out, &followed->pictures);
	put_followed(out, followed);
	if (stats->articles) {
		term_cell(&out->buf, str_from_c(message_label("from, to")), 26);
		term_put(out, " ");
		when_push_day(&out->buf, stats->oldest, 0);
		term_put(out, " to ");
		when_push_day(&out->buf, stats->newest, 0);
		term_put(out, "\n");
	}
	put_size(out, "files as received", stats->input_bytes, 0);
	put_size(out, "kept: captures", stats->capture_bytes, stats->input_bytes);
	put_size(out, "kept: texts", stats->body_bytes, stats->input_bytes);
	if (has_pictures(&followed->pictures)) {
		put_size(out, "kept: original pictures", followed->pictures.original_bytes, 0);
		put_size(out, "kept: their prints", followed->pictures.print_bytes, 0);
	}
	put_size(out, "search index", stats->index_bytes, stats->input_bytes);
	put_size(out, "on disk, all", stats->file_bytes, stats->input_bytes);
	if (!context->verbose)
		return;
	term_put(out, "\nnoted in captures\n");
	for (unsigned i = 0; i < NOTE_MAX; i++)
		if (notes->count[i])
			term_put(out, "%12u  %s\n", notes->count[i], note_row(i)->text);
}

static void
pictures_counts_json(struct json *json, const struct picture_counts *counts)
{
	json_object(json, "pictures");
	for (unsigned i = PICTURE_WANTED; i < PICTURE_STATES; i++)
		json_int(json, picture_state_name(i), counts->by_state[i]);
	json_int(json, "due", counts->due);
	json_int(json, "originals", counts->originals);
	json_int(json, "original_bytes", counts->original_bytes);
	json_int(json, "prints", counts->prints);
	json_int(json, "print_bytes", counts->print_bytes);
	json_int(json, "given_up_bytes", counts->given_up_bytes);
	json_out_time(json, "given_up_first", counts->given_up_first);
	json_out_time(json, "given_up_last", counts->given_up_last);
	json_object_end(json);
}

static void
put_json(struct context *context, const struct archive_stats *stats, const struct notes *notes,
    const struct followed *followed)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "stats/1");
	json_int(&json, "articles", stats->articles);
	json_int(&json, "revisions", stats->revisions);
	json_int(&json, "changed", stats->changed);
	json_int(&json, "sources", stats->sources);
	json_int(&json, "captures", stats->captures);
	json_int(&json, "quarantined", stats->quarantined);
	json_int(&json, "images", stats->images);
	json_out_time(&json, "oldest", stats->oldest);
	json_out_time(&json, "newest", stats->newest);
	json_int(&json, "input_bytes", stats->input_bytes);
	json_int(&json, "capture_bytes", stats->capture_bytes);
	json_int(&json, "body_bytes", stats->body_bytes);
	json_int(&json, "index_bytes", stats->index_bytes);
	json_int(&json, "file_bytes", stats->file_bytes);
	json_object(&json, "following");
	json_int(&json, "feeds", followed->feeds);
	json_int(&json, "items", followed->sums.items);
	json_int(&json, "polls", followed->sums.polls);
	json_int(&json, "unchanged", followed->sums.unchanged);
	json_int(&json, "failures", followed->sums.failures);
	json_int(&json, "bytes", followed->sums.bytes);
	json_int(&json, "pages_changed", followed->visits.by_state[VISIT_CHANGED]);
	json_int(&json, "pages_gone", followed->visits.by_state[VISIT_GONE]);
	json_int(&json, "pages_moved", followed->visits.by_state[VISIT_MOVED]);
	json_object_end(&json);
	pictures_counts_json(&json, &followed->pictures);
	json_object(&json, "figures");
	json_int(&json, "texts", followed->figures.texts);
	json_int(&json, "figures", followed->figures.figures);
	json_int(&json, "faults", followed->figures.faults);
	json_int(&json, "tables", followed->figures.tables);
	json_object_end(&json);
	json_object(&json, "notes");
	for (unsigned i = 0; i < NOTE_MAX; i++)
		json_int(&json, note_row(i)->key, notes->count[i]);
	json_object_end(&json);
	json_line_end(context, &json);
}

static struct err
run(struct context *context)
{
	struct archive_stats stats = { 0 };
	struct notes notes = { 0 };
	struct followed followed = { 0 };
	struct err e = archive_stats(context->archive, &stats);

	if (!e.code)
		e = notes_count(context->archive, 0, &notes);
	if (!e.code)
		e = followed_count(context, &followed);
	if (e.code)
		return e;
	if (context->json)
		put_json(context, &stats, &notes, &followed);
	else
		put_text(context, &stats, &notes, &followed);
	return e;
}

const struct command cmd_stats = {
	.name = "stats",
	.summary = "how much is kept, and what it takes",
	.arguments = "",
	.needs = NEED_ARCHIVE_READ,
	.run = run,
};
