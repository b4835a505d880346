/*
 * figure_wire.c: figures as bytes:  the tables' digest, a count, and each figure in the order of its struct.  What a role's words are is
 * written only where they do not stand in the text.
 */
#include "record/figure_wire.h"

enum {
	WORD_MAX = 200,	     /* bytes of an id, a slot, a unit, a rule */
	ROLE_TEXT_MAX = 2000, /* of words that stand outside the text */
	EDTF_MAX = 64,
	FIGURE_SIZE_MIN = 30,
};

enum { IS_SINGULAR = 1, IS_ZERO = 2, IS_ANAPHORIC = 4, FLAGS_ALL = 7 };
enum { OPEN_MIN = 1, OPEN_MAX = 2 };

/* ---- small things ---- */

void
wire_put_span(struct buf *out, struct span span)
{
	buf_push_varint(out, span.from);
	buf_push_varint(out, span.to >= span.from ? span.to - span.from : 0);
}

bool
wire_is_border(struct str text, uint32_t at)
{
	return at == text.n || (at < text.n && ((unsigned char)text.p[at] & 0xc0) != 0x80);
}

struct span
wire_get_span(struct reader *reader, struct str text)
{
	struct span span = { .from = (uint32_t)read_varint(reader, text.n) };

	span.to = span.from + (uint32_t)read_varint(reader, text.n - span.from);
	if (!reader->err.code && (!wire_is_border(text, span.from) || !wire_is_border(text, span.to)))
		read_fail(reader, "a span that cuts a character");
	return reader->err.code ? (struct span){ 0 } : span;
}

void
wire_put_word(struct buf *out, struct str word)
{
	buf_push_bytes(out, raw_from_str(str_slice(word, 0, word.n <= WORD_MAX ? word.n : 0)));
}

struct str
wire_get_word(struct reader *reader)
{
	struct str word = read_str(reader);

	if (word.n > WORD_MAX)
		read_fail(reader, "a long word");
	return word;
}

/* -?(0|[1-9][0-9]*)(.[0-9]+)?, as JSON has it */
static bool
is_decimal(struct str s)
{
	size_t digits = 0, i = s.n && s.p[0] == '-';

	if (i + 1 < s.n && s.p[i] == '0' && s.p[i + 1] != '.')
		return false;
	for (bool point = false; i < s.n; i++) {
		if (s.p[i] == '.' && digits && !point && i + 1 < s.n)
			point = true;
		else if (char_is_digit(s.p[i]))
			digits++;
		else
			return false;
	}
	return digits > 0;
}

void
wire_get_decimal(struct reader *reader, char out[FIGURE_VALUE_MAX])
{
	struct str s = read_str(reader);

	out[0] = '\0';
	if (s.n >= FIGURE_VALUE_MAX || (s.n && !is_decimal(s)))
		read_fail(reader, "no decimal");
	if (reader->err.code || !s.n)
		return;
	memcpy(out, s.p, s.n);
	out[s.n] = '\0';
}

void
wire_put_bounds(struct buf *out, const struct bounds *bounds)
{
	buf_push_u8(out, (uint8_t)bounds->approx);
	buf_push_u8(out, (uint8_t)((bounds->min_open ? OPEN_MIN : 0) | (bounds->max_open ? OPEN_MAX : 0)));
	buf_push_bytes(out, raw_from_str(str_from_c(bounds->min)));
	buf_push_bytes(out, raw_from_str(str_from_c(bounds->max)));
}

void
wire_get_bounds(struct reader *reader, struct bounds *out)
{
	uint64_t open;

	out->approx = (enum approx)read_varint(reader, APPROX_MAX - 1);
	open = read_varint(reader, OPEN_MIN | OPEN_MAX);
	out->min_open = open & OPEN_MIN;
	out->max_open = open & OPEN_MAX;
	wire_get_decimal(reader, out->min);
	wire_get_decimal(reader, out->max);
}

/* An index of an item, or none; 0 on the wire is none. */
static void
put_index(struct buf *out, int32_t index)
{
	buf_push_varint(out, index < 0 ? 0 : (uint64_t)index + 1);
}

static int32_t
get_index(struct reader *reader, uint64_t count)
{
	return (int32_t)read_varint(reader, count) - 1;
}

/* ---- roles ---- */

static void
put_role(struct buf *out, const struct role *role, struct str text)
{
	bool is_there = !span_is_empty(role->span) && str_equal(span_text(text, role->span), role->text);

	buf_push_u8(out, (uint8_t)role->prov);
	wire_put_span(out, role->span);
	buf_push_u8(out, is_there);
	if (!is_there)
		buf_push_bytes(out, raw_from_str(str_slice(role->text, 0, role->text.n <= ROLE_TEXT_MAX ? role->text.n : 0)));
	wire_put_word(out, role->id);
	wire_put_word(out, role->country);
	wire_put_word(out, role->at);
}

static void
get_role(struct reader *reader, struct str text, struct role *out)
{
	out->prov = (enum provenance)read_varint(reader, PROV_DOCUMENT);
	out->span = wire_get_span(reader, text);
	out->text = read_varint(reader, 1) ? span_text(text, out->span) : read_str(reader);
	if (out->text.n > ROLE_TEXT_MAX && out->text.n != out->span.to - out->span.from)
		read_fail(reader, "the words of a role");
	out->id = wire_get_word(reader);
	out->country = wire_get_word(reader);
	out->at = wire_get_word(reader);
}

static struct str
get_edtf(struct reader *reader)
{
	struct str s = wire_get_word(reader);

	for (size_t i = 0; i < s.n; i++)
		if (s.n > EDTF_MAX || s.p[i] <= ' ' || s.p[i] > '~')
			read_fail(reader, "no EDTF");
	return s;
}

/* ---- figures ---- */

static void
put_figure(struct buf *out, const struct figure *figure, struct str text)
{
	wire_put_span(out, figure->sentence);
	wire_put_span(out, figure->span);
	wire_put_bounds(out, &figure->value);
	wire_put_word(out, figure->unit);
	wire_put_word(out, figure->per);
	wire_put_word(out, figure->slot);
	wire_put_span(out, figure->noun);
	put_role(out, &figure->actor, text);
	put_role(out, &figure->target, text);
	put_role(out, &figure->place, text);
	put_role(out, &figure->speaker, text);
	wire_put_word(out, figure->edtf);
	wire_put_span(out, figure->date);
	buf_push_u8(out, (uint8_t)figure->date_prov);
	buf_push_u8(out, (uint8_t)figure->hedge);
	wire_put_span(out, figure->hedge_span);
	wire_put_span(out, figure->cue);
	put_index(out, figure->of);
	put_index(out, figure->same_as);
	buf_push_u8(out, (uint8_t)((figure->singular ? IS_SINGULAR : 0) | (figure->zero ? IS_ZERO : 0) |
				   (figure->anaphoric ? IS_ANAPHORIC : 0)));
	wire_put_word(out, figure->rule);
	buf_push_u8(out, (uint8_t)figure->sure);
}

static void
get_flags(struct reader *reader, struct figure *out)
{
	uint64_t flags = read_varint(reader, FLAGS_ALL);

	out->singular = flags & IS_SINGULAR;
	out->zero = flags & IS_ZERO;
	out->anaphoric = flags & IS_ANAPHORIC;
}

static void
get_figure(struct reader *reader, struct str text, uint64_t index, uint64_t count, struct figure *out)
{
	out->sentence = wire_get_span(reader, text);
	out->span = wire_get_span(reader, text);
	wire_get_bounds(reader, &out->value);
	out->unit = wire_get_word(reader);
	out->per = wire_get_word(reader);
	out->slot = wire_get_word(reader);
	out->noun = wire_get_span(reader, text);
	get_role(reader, text, &out->actor);
	get_role(reader, text, &out->target);
	get_role(reader, text, &out->place);
	get_role(reader, text, &out->speaker);
	out->edtf = get_edtf(reader);
	out->date = wire_get_span(reader, text);
	out->date_prov = (enum provenance)read_varint(reader, PROV_DOCUMENT);
	out->hedge = (enum hedge)read_varint(reader, HEDGE_MAX - 1);
	out->hedge_span = wire_get_span(reader, text);
	out->cue = wire_get_span(reader, text);
	out->of = get_index(reader, count);
	out->same_as = get_index(reader, index);
	get_flags(reader, out);
	out->rule = wire_get_word(reader);
	out->sure = (int32_t)read_varint(reader, FIGURE_SURE);
}

void
wire_put_figures(struct buf *out, const struct figures *figures, struct str text)
{
	size_t count = figures->count <= FIGURES_MAX ? figures->count : FIGURES_MAX;

	wire_put_word(out, figures->tables);
	buf_push_varint(out, count);
	for (size_t i = 0; i < count; i++)
		put_figure(out, &figures->items[i], text);
}

struct err
wire_get_figures(struct arena *arena, struct raw bytes, struct str text, struct figures *out)
{
	struct reader reader = reader_init(bytes);
	struct figures figures = { .tables = wire_get_word(&reader) };
	uint64_t count = read_varint(&reader, FIGURES_MAX);

	if (!reader.err.code && count > reader.rest.n / FIGURE_SIZE_MIN)
		read_fail(&reader, "more figures than bytes");
	if (reader.err.code)
		return reader.err;
	figures.items = arena_array(arena, struct figure, count);
	figures.count = count;
	for (uint64_t i = 0; i < count && !reader.err.code; i++)
		get_figure(&reader, text, i, count, &figures.items[i]);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "bytes behind figures");
	if (!reader.err.code)
		*out = figures;
	return reader.err;
}
