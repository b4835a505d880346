#include "record/change_gist.h"

/* Bytes: sixty characters of Chinese, sixteen on either side. */
enum { EDIT_BYTES = 180, AROUND_BYTES = 48 };

/* Edits without a kept word between them that are shown together; and pieces of a gist. */
enum { NEXT_EDITS = 4, PIECES_MAX = 2 * NEXT_EDITS + 2 };

/* ---- which ---- */

static struct str
edit_text(const struct piece *piece)
{
	return piece->kind == EDIT_DELETE ? piece->old_text : piece->new_text;
}

/* An edit that people can see: not of white space alone. */
static bool
is_seen(const struct piece *piece)
{
	return piece->kind != EDIT_KEEP && str_trim(edit_text(piece)).n;
}

/* The first edit of the row's weight; where none has it, the first edit at all; the number of
 * pieces where there is none. */
static size_t
heaviest_piece(const struct change_row *row)
{
	size_t first = row->count;

	for (size_t i = 0; i < row->count; i++) {
		if (!is_seen(&row->pieces[i]))
			continue;
		if (row->pieces[i].weight == row->weight)
			return i;
		first = first < row->count ? first : i;
	}
	return first;
}

static bool
is_heaviest(const struct changes *changes, const struct change_row *row)
{
	return row->weight == changes->weight && row->kind != CHANGE_SAME &&
	       heaviest_piece(row) < row->count;
}

/* How many edits stand side by side there. */
static size_t
edits_at(const struct change_row *row)
{
	size_t at = heaviest_piece(row), from = at, to = at;

	while (from > 0 && row->pieces[from - 1].kind != EDIT_KEEP)
		from--;
	while (to < row->count && row->pieces[to].kind != EDIT_KEEP)
		to++;
	return to - from;
}

/* The first where one thing took the place of another, since that can be read at a glance; else the first. */
static const struct change_row *
heaviest_row(const struct changes *changes)
{
	const struct change_row *first = NULL;

	for (size_t i = 0; i <= changes->count; i++) {
		const struct change_row *row = i ? &changes->rows[i - 1] : &changes->headline;

		if (!is_heaviest(changes, row))
			continue;
		if (edits_at(row) <= 2)
			return row;
		first = first ? first : row;
	}
	return first;
}

/* ---- in short ---- */

static struct str
first_of(struct arena *arena, struct str text, size_t n)
{
	return text.n <= n ? text
			   : str_join(arena, str_slice(text, 0, str_rune_start(text, n)), S("…"), STR_END);
}

static struct str
last_of(struct arena *arena, struct str text, size_t n)
{
	return text.n <= n
		   ? text
		   : str_join(arena, S("…"), str_from(text, str_rune_start(text, text.n - n)), STR_END);
}

static void
push(struct gist *gist, struct piece piece)
{
	gist->pieces[gist->count++] = piece;
}

static void
push_edit(struct arena *arena, struct gist *gist, struct piece piece)
{
	struct str *text = piece.kind == EDIT_DELETE ? &piece.old_text : &piece.new_text;

	*text = first_of(arena, *text, EDIT_BYTES);
	push(gist, piece);
}

void
changes_gist(struct arena *arena, const struct changes *changes, struct gist *out)
{
	const struct change_row *row = heaviest_row(changes);
	size_t from, to;

	*out = (struct gist){ 0 };
	if (!row)
		return;
	from = to = heaviest_piece(row);
	while (from > 0 && to - from < NEXT_EDITS && row->pieces[from - 1].kind == EDIT_DELETE)
		from--;
	for (to++; to < row->count && to - from < 2 * NEXT_EDITS && row->pieces[to].kind != EDIT_KEEP; to++)
		;
	out->pieces = arena_array(arena, struct piece, to - from + 2);
	if (from > 0)
		push(out,
		    (struct piece){ .new_text = last_of(arena, row->pieces[from - 1].new_text, AROUND_BYTES) });
	for (size_t i = from; i < to; i++)
		push_edit(arena, out, row->pieces[i]);
	if (to < row->count && row->pieces[to].kind == EDIT_KEEP)
		push(out, (struct piece){ .new_text = first_of(arena, row->pieces[to].new_text, AROUND_BYTES) });
}

/* ---- as bytes ---- */

void
gist_put(struct buf *out, const struct gist *gist)
{
	buf_push_u8(out, (uint8_t)gist->count);
	for (size_t i = 0; i < gist->count; i++) {
		const struct piece *piece = &gist->pieces[i];

		buf_push_u8(out, (uint8_t)piece->kind);
		buf_push_u8(out, (uint8_t)piece->weight);
		buf_push_bytes(out, raw_from_str(edit_text(piece)));
	}
}

static struct piece
piece_get(struct reader *reader)
{
	struct piece piece = { .kind = (enum edit_kind)read_u8(reader) };
	struct str text;

	piece.weight = (enum change_weight)read_u8(reader);
	text = read_str(reader);
	if (piece.kind > EDIT_INSERT || piece.weight >= WEIGHT_MAX)
		read_fail(reader, "an edit");
	if (piece.kind == EDIT_DELETE)
		piece.old_text = text;
	else
		piece.new_text = text;
	return piece;
}

struct err
gist_get(struct arena *arena, struct raw bytes, struct gist *out)
{
	struct reader reader = reader_init(raw_copy(arena, bytes));
	struct gist gist = { .count = read_u8(&reader) };

	if (gist.count > PIECES_MAX)
		read_fail(&reader, "too many edits");
	gist.pieces = arena_array(arena, struct piece, gist.count);
	for (size_t i = 0; i < gist.count && !reader.err.code; i++)
		gist.pieces[i] = piece_get(&reader);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind the edits");
	if (!reader.err.code)
		*out = gist;
	return reader.err;
}
