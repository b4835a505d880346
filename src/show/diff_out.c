#include "show/diff_out.h"

enum word
weight_word(enum change_weight weight)
{
	static const enum word words[WEIGHT_MAX] = {
		[WEIGHT_NONE] = WORD_WEIGHT_NONE,
		[WEIGHT_NOISE] = WORD_WEIGHT_NOISE,
		[WEIGHT_STYLE] = WORD_WEIGHT_STYLE,
		[WEIGHT_ADDED] = WORD_WEIGHT_ADDED,
		[WEIGHT_REWRITTEN] = WORD_WEIGHT_REWRITTEN,
		[WEIGHT_REMOVED] = WORD_WEIGHT_REMOVED,
		[WEIGHT_HEADLINE] = WORD_WEIGHT_HEADLINE,
		[WEIGHT_CLAIM] = WORD_WEIGHT_CLAIM,
		[WEIGHT_FIGURE] = WORD_WEIGHT_FIGURE,
	};

	return words[weight];
}

/* ---- pieces ---- */

static void
edit_write(struct html_out *out, const char *tag, enum word word, const struct piece *piece,
    struct str text)
{
	buf_push_format(
	    out->to, piece->weight == WEIGHT_FIGURE ? "<%s class='number'>" : "<%s>", tag);
	out_put(out, "<span class='hide'>[");
	out_word(out, word);
	out_put(out, ":</span>");
	out_text(out, text);
	out_put(out, "<span class='hide'>]</span>");
	buf_push_format(out->to, "</%s>", tag);
}

static void
piece_write(struct html_out *out, const struct piece *piece)
{
	if (piece->kind == EDIT_DELETE)
		edit_write(out, "del", WORD_DELETED, piece, piece->old_text);
	else if (piece->kind == EDIT_INSERT)
		edit_write(out, "ins", WORD_INSERTED, piece, piece->new_text);
	else
		out_text(out, piece->new_text);
}

void
diff_pieces(struct html_out *out, const struct change_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		piece_write(out, &row->pieces[i]);
}

/* One side alone: KEEP as it was written there. */
static void
side_write(struct html_out *out, const struct change_row *row, enum edit_kind side)
{
	bool is_old = side == EDIT_DELETE;

	out_put(out, "<p>");
	if (row->kind != (is_old ? CHANGE_ADDED : CHANGE_REMOVED)) {
		out_put(out, "<span class='hide'>");
		out_word(out, is_old ? WORD_TEXT_BEFORE : WORD_TEXT_AFTER);
		out_put(out, "</span>");
	}
	for (size_t i = 0; i < row->count; i++) {
		const struct piece *piece = &row->pieces[i];

		if (piece->kind == EDIT_KEEP)
			out_text(out, is_old ? piece->old_text : piece->new_text);
		else if (piece->kind == side)
			piece_write(out, piece);
	}
	out_put(out, "</p>");
}

/* ---- rows ---- */

static void
row_write(struct html_out *out, const struct change_row *row, enum diff_view view)
{
	if (row->kind == CHANGE_MOVED) {
		out_put(out, "<p class='moved'><small>");
		out_word(out, row->new_block == BLOCK_NONE ? WORD_MOVED_FROM : WORD_MOVED_TO);
		out_put(out, "</small> ");
		diff_pieces(out, row);
		out_put(out, "</p>\n");
		return;
	}
	if (view == VIEW_SIDE) {
		out_put(out, "<div class='pair'>");
		side_write(out, row, EDIT_DELETE);
		side_write(out, row, EDIT_INSERT);
		out_put(out, "</div>\n");
		return;
	}
	out_put(out, "<p>");
	diff_pieces(out, row);
	out_put(out, "</p>\n");
}

/* Rows [from, to) did not change: folded behind their number. */
static void
same_write(struct html_out *out, const struct change_row *rows, size_t from, size_t to)
{
	out_put(out, "<details class='same'><summary>");
	out_count(out, WORD_N_UNCHANGED, (int64_t)(to - from));
	out_put(out, "</summary>\n");
	for (size_t i = from; i < to; i++) {
		out_put(out, "<p>");
		diff_pieces(out, &rows[i]);
		out_put(out, "</p>\n");
	}
	out_put(out, "</details>\n");
}

static bool
is_noise(const struct change_row *row)
{
	return row->kind != CHANGE_SAME && row->weight <= WEIGHT_STYLE;
}

size_t
diff_rows(struct html_out *out, const struct changes *changes, const struct diff_options *options)
{
	const struct change_row *rows = changes->rows;
	size_t hidden = 0, to;

	for (size_t i = 0; i < changes->count; i = to) {
		to = i + 1;
		if (options->view == VIEW_NUMBERS && rows[i].weight != WEIGHT_FIGURE)
			continue;
		if (rows[i].kind == CHANGE_SAME) {
			while (to < changes->count && rows[to].kind == CHANGE_SAME)
				to++;
			same_write(out, rows, i, to);
		} else if (is_noise(&rows[i]) && !options->noise)
			hidden++;
		else
			row_write(out, &rows[i], options->view);
	}
	return hidden;
}

void
diff_gist(struct html_out *out, const struct gist *gist)
{
	for (size_t i = 0; i < gist->count; i++)
		piece_write(out, &gist->pieces[i]);
}
