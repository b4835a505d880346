#include "cmd/command.h"
#include "record/changes.h"
#include "show/json_out.h"

/* ---- for people ---- */

static void
put_piece(struct term *out, const struct piece *piece, bool is_new)
{
	enum edit_kind changed = is_new ? EDIT_INSERT : EDIT_DELETE;
	bool figure = piece->weight == WEIGHT_FIGURE;
	struct str text = is_new ? piece->new_text : piece->old_text;

	if (piece->kind != EDIT_KEEP && piece->kind != changed)
		return;
	if (piece->kind == EDIT_KEEP) {
		term_put_text(out, text);
		return;
	}
	/* without colours brackets say the same: [-12-] {+19+}; a figure stands out by its weight
	 * in the margin */
	term_style(out, figure ? STYLE_HIT : is_new ? STYLE_GOOD : STYLE_BAD);
	term_put(out, out->color ? "" : is_new ? "{+" : "[-");
	term_put_text(out, text);
	term_put(out, out->color ? "" : is_new ? "+}" : "-]");
	term_style(out, STYLE_PLAIN);
}

static void
put_side(struct term *out, const struct change_row *row, bool is_new)
{
	bool whole = row->kind == CHANGE_REMOVED || row->kind == CHANGE_ADDED;

	term_style(out, is_new ? STYLE_GOOD : STYLE_BAD);
	term_put(out, is_new ? "+ " : "- ");
	if (!whole)
		term_style(out, STYLE_PLAIN);
	for (size_t i = 0; i < row->count; i++)
		if (whole)
			term_put_text(
			    out, is_new ? row->pieces[i].new_text : row->pieces[i].old_text);
		else
			put_piece(out, &row->pieces[i], is_new);
	term_style(out, STYLE_PLAIN);
	term_put(out, "\n");
}

static void
put_same(struct term *out, const struct change_row *row)
{
	term_put(out, "  ");
	for (size_t i = 0; i < row->count; i++)
		term_put_text(out, row->pieces[i].new_text);
	term_put(out, "\n");
}

static void
put_row(struct term *out, const struct change_row *row)
{
	static const char *const margin[WEIGHT_MAX] = {
		[WEIGHT_FIGURE] = "number changed",
		[WEIGHT_CLAIM] = "claim changed",
		[WEIGHT_REMOVED] = "removed",
		[WEIGHT_STYLE] = "style only",
	};

	if (row->kind == CHANGE_SAME) {
		put_same(out, row);
		return;
	}
	if (row->kind == CHANGE_MOVED) {
		term_put(out,
		    row->new_block == BLOCK_NONE ? "< moved from here: " : "> moved to here: ");
		for (size_t i = 0; i < row->count; i++)
			term_put_text(out, row->pieces[i].new_text.n ? row->pieces[i].new_text
								     : row->pieces[i].old_text);
		term_put(out, "\n");
		return;
	}
	if (margin[row->weight]) {
		term_style(out, STYLE_DIM);
		term_put(out, "@ %s\n", margin[row->weight]);
		term_style(out, STYLE_PLAIN);
	}
	if (row->kind != CHANGE_ADDED)
		put_side(out, row, false);
	if (row->kind != CHANGE_REMOVED)
		put_side(out, row, true);
}

/* Noise is folded away and counted; numbers only on request. */
static bool
is_shown(const struct context *context, const struct change_row *row)
{
	if (option_flag(&context->options, "numbers"))
		return row->weight == WEIGHT_FIGURE;
	return row->kind != CHANGE_SAME && (row->weight != WEIGHT_NOISE || context->verbose);
}

/* Whether a row that did not change stands within ${near} rows of one that is shown. */
static bool
is_near(const struct context *context, const struct changes *changes, size_t at, size_t near)
{
	size_t from = at > near ? at - near : 0,
	       to = at + near < changes->count ? at + near : changes->count - 1;

	for (size_t i = from; i <= to; i++)
		if (is_shown(context, &changes->rows[i]))
			return true;
	return false;
}

static void
put_folded(struct term *out, size_t *folded)
{
	if (!*folded)
		return;
	term_style(out, STYLE_DIM);
	term_put(out, "  ... %zu unchanged %s\n", *folded, *folded == 1 ? "passage" : "passages");
	term_style(out, STYLE_PLAIN);
	*folded = 0;
}

static void
put_rows(struct context *context, const struct changes *changes)
{
	size_t near = (size_t)option_number(&context->options, "context", 1), folded = 0;
	struct term *out = &context->out;

	for (size_t i = 0; i < changes->count; i++) {
		const struct change_row *row = &changes->rows[i];
		bool shown = is_shown(context, row);

		if (!shown && (row->kind != CHANGE_SAME || !is_near(context, changes, i, near))) {
			folded += row->kind == CHANGE_SAME;
			continue;
		}
		put_folded(out, &folded);
		put_row(out, row);
	}
	put_folded(out, &folded);
}

static void
put_version(struct term *out, const char *sign, const struct revision *revision)
{
	term_put(out, "%s version %lld, taken in ", sign, (long long)revision->n);
	when_push_utc(&out->buf, revision->fetched);
	if (revision->record.published.precision) {
		term_put(out, ", published ");
		when_push(&out->buf, revision->record.published);
	}
	term_put(out, "\n");
}

static void
put_text(struct context *context, const struct changes *changes, const struct revision *old,
    const struct revision *new)
{
	struct term *out = &context->out;

	put_version(out, "---", old);
	put_version(out, "+++", new);
	if (changes->headline.kind == CHANGE_CHANGED)
		put_row(out, &changes->headline);
	else {
		term_style(out, STYLE_BOLD);
		put_same(out, &changes->headline);
		term_style(out, STYLE_PLAIN);
	}
	term_put(out, "\n");
	put_rows(context, changes);
	term_put(out, "\n%u characters removed, %u added", changes->removed, changes->added);
	if (changes->figures)
		term_put(out, ", %u changed in numbers", changes->figures);
	if (changes->by_weight[WEIGHT_NOISE])
		term_put(out, "; %u of noise (times, date lines) folded away",
		    changes->by_weight[WEIGHT_NOISE]);
	term_put(out, "\n");
}

/* ---- for programs ---- */

static const char *
kind_name(enum change_kind kind)
{
	static const char *const names[] = {
		[CHANGE_SAME] = "same",
		[CHANGE_REMOVED] = "removed",
		[CHANGE_ADDED] = "added",
		[CHANGE_CHANGED] = "changed",
		[CHANGE_MOVED] = "moved",
	};

	return names[kind];
}

static void
row_json(struct json *json, const char *key, const struct change_row *row)
{
	static const char *const edits[] = {
		[EDIT_KEEP] = "keep", [EDIT_DELETE] = "delete", [EDIT_INSERT] = "insert"
	};

	json_object(json, key);
	json_c(json, "kind", kind_name(row->kind));
	json_str(json, "weight", change_weight_name(row->weight));
	json_array(json, "pieces");
	for (size_t i = 0; i < row->count; i++) {
		const struct piece *piece = &row->pieces[i];

		json_object(json, NULL);
		json_c(json, "edit", edits[piece->kind]);
		json_str(json, "weight", change_weight_name(piece->weight));
		if (piece->kind != EDIT_INSERT)
			json_str(json, "old", piece->old_text);
		if (piece->kind != EDIT_DELETE)
			json_str(json, "new", piece->new_text);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

static void
put_json(struct context *context, const struct changes *changes, const struct revision *old,
    const struct revision *new)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "diff/1");
	json_int(&json, "id", new->article);
	json_int(&json, "old", old->n);
	json_int(&json, "new", new->n);
	json_out_time(&json, "old_fetched", old->fetched);
	json_out_time(&json, "new_fetched", new->fetched);
	json_str(&json, "weight", change_weight_name(changes->weight));
	json_int(&json, "removed", changes->removed);
	json_int(&json, "added", changes->added);
	json_int(&json, "figures", changes->figures);
	row_json(&json, "headline", &changes->headline);
	json_array(&json, "rows");
	for (size_t i = 0; i < changes->count; i++)
		row_json(&json, NULL, &changes->rows[i]);
	json_array_end(&json);
	json_line_end(context, &json);
}

/* ---- the command ---- */

/* Which two: as typed, or the two newest. */
static struct err
pick(struct context *context, const struct article_row *row, int64_t *old, int64_t *new)
{
	size_t count = context->options.arg_count;
	struct err e = { 0 };

	*new = row->changed_n ? row->changed_n : row->revisions;
	*old = *new - 1;
	if (count >= 2)
		e = argument_id(context, 1, old);
	if (!e.code && count >= 3)
		e = argument_id(context, 2, new);
	if (e.code)
		return e;
	if (row->revisions < 2)
		return fault(context, err_new(ERR_NOT_FOUND, NULL),
		    "xinshi list --changed shows articles with several versions",
		    "article %lld has one version only", (long long)row->id);
	return e;
}

static struct err
get(struct context *context, const struct article_row *row, int64_t n, struct revision *out)
{
	struct err e =
	    revision_get(context->archive, &context->arena, row->id, n, REVISION_BODY, out);

	return e.code == ERR_NOT_FOUND ? no_version(context, row, n) : e;
}

static struct err
run(struct context *context)
{
	struct article_row row = { 0 };
	struct revision old = { 0 }, new = { 0 };
	struct changes changes = { 0 };
	int64_t id, old_n, new_n;
	struct err e = argument_id(context, 0, &id);

	if (e.code)
		return e;
	e = article_get(context->archive, &context->arena, id, &row);
	if (e.code == ERR_NOT_FOUND)
		return fault(context, e, "xinshi list --changed", "article %lld", (long long)id);
	if (!e.code)
		e = pick(context, &row, &old_n, &new_n);
	if (!e.code)
		e = get(context, &row, old_n, &old);
	if (!e.code)
		e = get(context, &row, new_n, &new);
	if (e.code)
		return e;
	changes_between(&context->arena, &old.record, &new.record, &changes);
	if (context->json)
		put_json(context, &changes, &old, &new);
	else
		put_text(context, &changes, &old, &new);
	return e;
}

const struct command cmd_diff = {
	.name = "diff",
	.summary = "what changed between two versions of an article",
	.arguments = "ID [OLD [NEW]]",
	.needs = NEED_ARCHIVE_READ,
	.args_min = 1,
	.args_max = 3,
	.run = run,
};
