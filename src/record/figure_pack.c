#include "record/figure_pack.h"

#include "record/figure_wire.h"
#include "text/date.h"
#include "text/edtf.h"

/* A role: where it was found, then: */
enum {
	PROV_BITS = 7,
	ROLE_AT_SPAN = 1 << 3, /* its words are those of its span */
	ROLE_HAS_ID = 1 << 4,  /* the word of its row */
	ROLE_HAS_LAND = 1 << 5, /* a country, degrees */
	ROLE_ALL = (1 << 6) - 1,
	ROLE_AGAIN = 1 << 6, /* nothing follows: it is that of the figure before */
};
/* A value. */
enum { OPEN_MIN = 1 << 3, OPEN_MAX = 1 << 4, VALUE_ONE = 1 << 5, VALUE_ALL = (1 << 6) - 1 };
/* A date: where it was found, then: */
enum { DATE_OF_ROW = 1 << 3, DATE_NONE = 1 << 4, DATE_ALL = (1 << 5) - 1, DATE_AGAIN = 1 << 6 };
enum { IS_SINGULAR = 1 << 4, IS_ZERO = 1 << 5, IS_ANAPHORIC = 1 << 6, DOUBT_BITS = 15, DOUBT_ALL = (1 << 7) - 1 };
enum { TEXT_MAX = 2000, EDTF_MAX = 64, ISO_DAY = 10, PACKED_MIN = 12, DAY_S = 86400 };

struct packing {
	struct buf *out;
	struct reader reader;
	struct str text;
	const struct figure_book *book;
};

/* ---- words ---- */

static void
put_word(struct packing *p, struct str word)
{
	int64_t number = 0;

	if (word.n)
		buf_fail(p->out, p->book->number(p->book->context, word, &number));
	buf_push_varint(p->out, (uint64_t)number);
}

static struct str
word_of(struct packing *p, int64_t number)
{
	struct str word = S("");
	struct err e = { 0 };

	if (number && !p->reader.err.code)
		e = p->book->word(p->book->context, number, &word);
	if (e.code) {
		p->reader.err = e;
		p->reader.rest.n = 0;
	}
	return word;
}

static struct str
get_word(struct packing *p)
{
	return word_of(p, (int64_t)read_varint(&p->reader, FIGURE_WORDS_MAX));
}

/* ---- places in the text, from ${base} on ---- */

static void
put_span(struct packing *p, struct span span, uint32_t base)
{
	uint32_t length = span.to > span.from ? span.to - span.from : 0;

	buf_push_varint(p->out, length);
	if (length)
		buf_push_varint(p->out, span.from >= base ? 2 * (uint64_t)(span.from - base) : 2 * (uint64_t)(base - span.from) - 1);
}

static struct span
get_span(struct packing *p, uint32_t base)
{
	uint64_t length = read_varint(&p->reader, p->text.n), away = length ? read_varint(&p->reader, 2 * p->text.n) : 0;
	uint64_t from = away & 1 ? base - (away + 1) / 2 : base + away / 2;
	struct span span = { (uint32_t)from, (uint32_t)(from + length) };

	if (!length)
		return (struct span){ 0 };
	if (from > p->text.n || length > p->text.n - from || !wire_is_border(p->text, span.from) || !wire_is_border(p->text, span.to))
		read_fail(&p->reader, "a span that cuts a character");
	return p->reader.err.code ? (struct span){ 0 } : span;
}

/* ---- values ---- */

static void
put_value(struct packing *p, const struct bounds *value)
{
	bool is_one = strcmp(value->min, value->max) == 0;

	buf_push_u8(p->out, (uint8_t)((unsigned)value->approx | (value->min_open ? OPEN_MIN : 0) | (value->max_open ? OPEN_MAX : 0) |
				      (is_one ? VALUE_ONE : 0)));
	buf_push_bytes(p->out, raw_from_str(str_from_c(value->min)));
	if (!is_one)
		buf_push_bytes(p->out, raw_from_str(str_from_c(value->max)));
}

static void
get_value(struct packing *p, struct bounds *out)
{
	unsigned flags = (unsigned)read_varint(&p->reader, VALUE_ALL);

	out->approx = (enum approx)(flags & PROV_BITS);
	out->min_open = flags & OPEN_MIN;
	out->max_open = flags & OPEN_MAX;
	wire_get_decimal(&p->reader, out->min);
	if (flags & VALUE_ONE)
		memcpy(out->max, out->min, sizeof(out->max));
	else
		wire_get_decimal(&p->reader, out->max);
}

/* ---- roles ---- */

static bool
span_equal(struct span a, struct span b)
{
	return a.from == b.from && a.to == b.to;
}

static bool
role_equal(const struct role *a, const struct role *b)
{
	return a->prov == b->prov && span_equal(a->span, b->span) && str_equal(a->text, b->text) && str_equal(a->id, b->id) &&
	       str_equal(a->country, b->country) && str_equal(a->at, b->at);
}

static void
put_role(struct packing *p, const struct role *role, const struct role *before, uint32_t base)
{
	bool is_there = !span_is_empty(role->span) && str_equal(span_text(p->text, role->span), role->text);
	bool has_land = role->country.n || role->at.n;

	if (before && role_equal(role, before)) {
		buf_push_u8(p->out, ROLE_AGAIN);
		return;
	}
	buf_push_u8(p->out, (uint8_t)((unsigned)role->prov | (is_there ? ROLE_AT_SPAN : 0) | (role->id.n ? ROLE_HAS_ID : 0) |
				      (has_land ? ROLE_HAS_LAND : 0)));
	put_span(p, role->span, base);
	if (!is_there)
		buf_push_bytes(p->out, raw_from_str(str_slice(role->text, 0, role->text.n <= TEXT_MAX ? role->text.n : 0)));
	if (!has_land)
		return;
	put_word(p, role->country);
	put_word(p, role->at);
}

static void
get_role(struct packing *p, const struct role *before, uint32_t base, int64_t number, struct role *out)
{
	unsigned flags = (unsigned)read_varint(&p->reader, ROLE_AGAIN);

	if (flags == ROLE_AGAIN && before) {
		*out = *before;
		return;
	}
	if (flags > ROLE_ALL || (flags & PROV_BITS) > PROV_DOCUMENT)
		read_fail(&p->reader, "the flags of a role");
	out->prov = (enum provenance)(flags & PROV_BITS);
	out->span = get_span(p, base);
	out->text = flags & ROLE_AT_SPAN ? span_text(p->text, out->span) : read_str(&p->reader);
	if (!(flags & ROLE_AT_SPAN) && out->text.n > TEXT_MAX)
		read_fail(&p->reader, "the words of a role");
	out->id = flags & ROLE_HAS_ID ? word_of(p, number) : S("");
	out->country = flags & ROLE_HAS_LAND ? get_word(p) : S("");
	out->at = flags & ROLE_HAS_LAND ? get_word(p) : S("");
}

/* ---- dates ---- */

/* "2021-03-27", "2021-03-27/2021-03-28": as most dates are. */
static void
days_write(const struct figure_row *row, struct buf *out)
{
	if (row->first_day == INT64_MIN || row->last_day == INT64_MAX)
		return;
	when_push_day(out, row->first_day * DAY_S, 0);
	if (row->last_day == row->first_day)
		return;
	buf_push_char(out, '/');
	when_push_day(out, row->last_day * DAY_S, 0);
}

static bool
is_of_row(struct str edtf, const struct figure_row *row)
{
	struct buf days CLEAN(buf_done) = { 0 };

	if (!row->is_dated || (edtf.n != ISO_DAY && edtf.n != 2 * ISO_DAY + 1))
		return false;
	days_write(row, &days);
	return str_equal(edtf, buf_str(&days));
}

static void
put_date(struct packing *p, const struct figure *figure, const struct figure *before, const struct figure_row *row)
{
	bool of_row = is_of_row(figure->edtf, row);
	bool is_same = before && before->date_prov == figure->date_prov && span_equal(before->date, figure->date);

	if (is_same && of_row) {
		buf_push_u8(p->out, DATE_AGAIN);
		return;
	}
	buf_push_u8(p->out,
	    (uint8_t)((unsigned)figure->date_prov | (of_row ? DATE_OF_ROW : 0) | (figure->edtf.n ? 0 : DATE_NONE)));
	put_span(p, figure->date, figure->sentence.from);
	if (!of_row && figure->edtf.n)
		buf_push_bytes(p->out, raw_from_str(str_slice(figure->edtf, 0, figure->edtf.n <= EDTF_MAX ? figure->edtf.n : 0)));
}

static struct str
edtf_of_row(struct packing *p, struct arena *arena, const struct figure_row *row)
{
	struct buf days CLEAN(buf_done) = { 0 };
	int64_t first, last;

	days_write(row, &days);
	if (!edtf_days(buf_str(&days), &first, &last))
		read_fail(&p->reader, "the days of a row");
	return p->reader.err.code ? S("") : str_copy(arena, buf_str(&days));
}

static struct str
get_edtf(struct packing *p)
{
	struct str s = read_str(&p->reader);

	for (size_t i = 0; i < s.n; i++)
		if (s.n > EDTF_MAX || s.p[i] <= ' ' || s.p[i] > '~')
			read_fail(&p->reader, "no EDTF");
	return s;
}

static void
get_date(struct packing *p, struct arena *arena, const struct figure *before, const struct figure_row *row, struct figure *out)
{
	unsigned flags = (unsigned)read_varint(&p->reader, DATE_AGAIN);

	if (flags == DATE_AGAIN && before) {
		out->date = before->date;
		out->date_prov = before->date_prov;
		out->edtf = edtf_of_row(p, arena, row);
		return;
	}
	if (flags > DATE_ALL || (flags & PROV_BITS) > PROV_DOCUMENT)
		read_fail(&p->reader, "the flags of a date");
	out->date_prov = (enum provenance)(flags & PROV_BITS);
	out->date = get_span(p, out->sentence.from);
	if (flags & DATE_OF_ROW)
		out->edtf = edtf_of_row(p, arena, row);
	else
		out->edtf = flags & DATE_NONE ? S("") : get_edtf(p);
}

/* ---- figures ---- */

static void
put_doubts(struct packing *p, const struct figure *figure)
{
	buf_push_u8(p->out, (uint8_t)((unsigned)figure->hedge | (figure->singular ? IS_SINGULAR : 0) | (figure->zero ? IS_ZERO : 0) |
				      (figure->anaphoric ? IS_ANAPHORIC : 0)));
	if (figure->hedge)
		put_span(p, figure->hedge_span, figure->sentence.from);
	put_span(p, figure->cue, figure->sentence.from);
}

static void
get_doubts(struct packing *p, struct figure *out)
{
	unsigned flags = (unsigned)read_varint(&p->reader, DOUBT_ALL);

	if ((flags & DOUBT_BITS) >= HEDGE_MAX)
		read_fail(&p->reader, "a doubt");
	out->hedge = (enum hedge)(flags & DOUBT_BITS);
	out->singular = flags & IS_SINGULAR;
	out->zero = flags & IS_ZERO;
	out->anaphoric = flags & IS_ANAPHORIC;
	if (flags & DOUBT_BITS)
		out->hedge_span = get_span(p, out->sentence.from);
	out->cue = get_span(p, out->sentence.from);
}

static void
put_figure(struct packing *p, const struct figure *figure, const struct figure *before, const struct figure_row *row)
{
	uint32_t base = figure->sentence.from;

	put_span(p, figure->sentence, before ? before->sentence.from : 0);
	put_span(p, figure->span, base);
	put_value(p, &figure->value);
	put_word(p, figure->per);
	put_span(p, figure->noun, figure->span.from);
	put_role(p, &figure->place, before ? &before->place : NULL, base);
	put_role(p, &figure->speaker, before ? &before->speaker : NULL, base);
	put_role(p, &figure->actor, before ? &before->actor : NULL, base);
	put_role(p, &figure->target, before ? &before->target : NULL, base);
	put_date(p, figure, before, row);
	put_doubts(p, figure);
	buf_push_varint(p->out, figure->of < 0 ? 0 : (uint64_t)figure->of + 1);
	buf_push_varint(p->out, figure->same_as < 0 ? 0 : (uint64_t)figure->same_as + 1);
	put_word(p, figure->rule);
	buf_push_u8(p->out, (uint8_t)figure->sure);
}

static void
get_figure(struct packing *p, struct arena *arena, struct figure *all, size_t i, size_t count, const struct figure_row *row)
{
	struct figure *out = &all[i];
	const struct figure *before = i ? &all[i - 1] : NULL;

	out->slot = word_of(p, row->slot);
	out->unit = word_of(p, row->unit);
	out->sentence = get_span(p, before ? before->sentence.from : 0);
	out->span = get_span(p, out->sentence.from);
	get_value(p, &out->value);
	out->per = get_word(p);
	out->noun = get_span(p, out->span.from);
	get_role(p, before ? &before->place : NULL, out->sentence.from, row->roles[ROLE_PLACE], &out->place);
	get_role(p, before ? &before->speaker : NULL, out->sentence.from, row->roles[ROLE_SPEAKER], &out->speaker);
	get_role(p, before ? &before->actor : NULL, out->sentence.from, row->roles[ROLE_ACTOR], &out->actor);
	get_role(p, before ? &before->target : NULL, out->sentence.from, row->roles[ROLE_TARGET], &out->target);
	get_date(p, arena, before, row, out);
	get_doubts(p, out);
	out->of = (int32_t)read_varint(&p->reader, count) - 1;
	out->same_as = (int32_t)read_varint(&p->reader, i) - 1;
	out->rule = get_word(p);
	out->sure = (int32_t)read_varint(&p->reader, FIGURE_SURE);
}

void
figures_pack(struct buf *out, const struct figures *figures, const struct figure_row *rows, struct str text,
    const struct figure_book *book)
{
	struct packing p = { .out = out, .text = text, .book = book };

	for (size_t i = 0; i < figures->count; i++)
		put_figure(&p, &figures->items[i], i ? &figures->items[i - 1] : NULL, &rows[i]);
}

struct err
figures_unpack(struct arena *arena, struct raw bytes, const struct figure_row *rows, size_t count, struct str text,
    const struct figure_book *book, struct figures *out)
{
	struct packing p = { .reader = reader_init(bytes), .text = text, .book = book };

	if (count > FIGURES_MAX || count > bytes.n / PACKED_MIN)
		return err_new(ERR_WIRE, "more figures than bytes");
	struct figures figures = { arena_array(arena, struct figure, count), count, S("") };
	for (size_t i = 0; i < count && !p.reader.err.code; i++)
		get_figure(&p, arena, figures.items, i, count, &rows[i]);
	if (!p.reader.err.code && p.reader.rest.n)
		read_fail(&p.reader, "bytes behind figures");
	if (!p.reader.err.code)
		*out = figures;
	return p.reader.err;
}
