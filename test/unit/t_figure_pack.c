#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "record/figure_pack.h"

/* 警方说，至少19人死亡。 */
#define TEXT "警方说，至少19人死亡。"
static const struct str text = STR_INIT(TEXT);

/* ---- a book ---- */

struct book {
	struct str words[32];
	size_t count;
};

static struct err
number(void *context, struct str word, int64_t *out)
{
	struct book *book = context;
	size_t i = 0;

	while (i < book->count && !str_equal(book->words[i], word))
		i++;
	if (i == book->count)
		book->words[book->count++] = word;
	*out = (int64_t)i + 1;
	return (struct err){ 0 };
}

static struct err
word(void *context, int64_t number, struct str *out)
{
	struct book *book = context;

	if (number > (int64_t)book->count)
		return err_new(ERR_DAMAGE, "no such word");
	*out = book->words[number - 1];
	return (struct err){ 0 };
}

/* ---- rows ---- */

static const struct figure_row rows_kept[] = {
	{ .slot = 1, .unit = 2, .roles = { 300, 0, 70000, 0 }, .first_day = 19844, .last_day = 19845, .is_dated = true },
	{ .roles = { 0, 9, 0, 1 }, .first_day = 19844, .last_day = 19844 },
	{ .first_day = INT64_MIN, .last_day = 22000, .is_dated = true },
	{ .first_day = 18000, .last_day = INT64_MAX, .is_dated = true },
	{ .first_day = INT64_MIN, .last_day = INT64_MAX, .is_dated = true },
	{ .slot = 1, .first_day = -719162, .last_day = 2932896, .is_dated = true },
};

static void
assert_row(const struct figure_row *a, const struct figure_row *b)
{
	assert_int_equal(a->slot, b->slot);
	assert_int_equal(a->unit, b->unit);
	assert_memory_equal(a->roles, b->roles, sizeof(a->roles));
	assert_int_equal(a->first_day, b->first_day);
	assert_int_equal(a->last_day, b->last_day);
	assert_int_equal(a->is_dated, b->is_dated);
}

static void
test_rows(void **state)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct figure_row row;

	(void)state;
	figure_rows_put(&bytes, rows_kept, LENGTH(rows_kept), 19843);
	struct reader reader = reader_init(buf_raw(&bytes));
	for (size_t i = 0; i < LENGTH(rows_kept); i++) {
		figure_row_get(&reader, 19843, &row);
		assert_row(&row, &rows_kept[i]);
	}
	assert_int_equal(reader.err.code, 0);
	assert_int_equal(reader.rest.n, 0);
	figure_row_get(&reader, 19843, &row);
	assert_int_equal(reader.err.code, ERR_WIRE);
}

/* ---- the rest ---- */

#define POLICE { STR_INIT("警方"), { 0, 6 }, STR_INIT("police"), .prov = PROV_SENTENCE }
#define CITY { STR_INIT("临江"), { 0, 0 }, STR_INIT("place:city"), STR_INIT("XX"), STR_INIT("1.0,2.0"), PROV_DOCUMENT }

static struct figure items[] = {
	{
	    .sentence = { 0, sizeof(TEXT) - 1 },
	    .span = { 12, 23 },
	    .value = { .min = "19", .max = "", .approx = APPROX_AT_LEAST, .min_open = true },
	    .unit = STR_INIT("person"),
	    .slot = STR_INIT("killed"),
	    .noun = { 20, 23 },
	    .speaker = POLICE,
	    .place = CITY,
	    .edtf = STR_INIT("2024-05-01/2024-05-02"),
	    .date = { 3, 6 },
	    .date_prov = PROV_FRAME,
	    .hedge = HEDGE_UNVERIFIED,
	    .hedge_span = { 12, 18 },
	    .cue = { 6, 9 },
	    .of = 1,
	    .same_as = -1,
	    .zero = true,
	    .rule = STR_INIT("frame.killed.1"),
	    .sure = 80,
	},
	{
	    .sentence = { 0, 12 },
	    .span = { 3, 6 },
	    .value = { .min = "0.5", .max = "0.5" },
	    .speaker = POLICE,
	    .place = CITY,
	    .edtf = STR_INIT("2024-05-03"),
	    .date = { 3, 6 },
	    .date_prov = PROV_FRAME,
	    .of = -1,
	    .same_as = 0,
	    .singular = true,
	},
	{ .sentence = { 12, 23 }, .span = { 12, 18 }, .value = { .min = "1", .max = "2" }, .edtf = STR_INIT("2024-11-07TNI"), .of = -1,
	    .same_as = -1, .anaphoric = true },
	{ .sentence = { 0, 12 }, .edtf = STR_INIT("../2030"), .of = -1, .same_as = -1 },
};
static const struct figures figures_kept = { items, LENGTH(items), { 0 } };

static void
rows_make(struct book *book, struct figure_row *rows)
{
	static const int64_t days[][2] = { { 19844, 19845 }, { 19846, 19846 }, { 20034, 20035 }, { INT64_MIN, 22280 } };

	for (size_t i = 0; i < LENGTH(items); i++) {
		rows[i] = (struct figure_row){ .first_day = days[i][0], .last_day = days[i][1], .is_dated = true };
		if (items[i].slot.n)
			(void)number(book, items[i].slot, &rows[i].slot);
		if (items[i].unit.n)
			(void)number(book, items[i].unit, &rows[i].unit);
		if (items[i].place.id.n)
			(void)number(book, items[i].place.id, &rows[i].roles[ROLE_PLACE]);
		if (items[i].speaker.id.n)
			(void)number(book, items[i].speaker.id, &rows[i].roles[ROLE_SPEAKER]);
	}
}

/* What both are on the wire says whether they are the same. */
static void
assert_same(const struct figures *a, const struct figures *b)
{
	struct buf x CLEAN(buf_done) = { 0 }, y CLEAN(buf_done) = { 0 };

	wire_put_figures(&x, a, text);
	wire_put_figures(&y, b, text);
	assert_int_equal(x.n, y.n);
	assert_memory_equal(x.p, y.p, x.n);
}

struct packed {
	struct book words;
	struct figure_book book;
	struct figure_row rows[LENGTH(items)];
	struct buf bytes;
	struct arena arena;
};

static int
packed_make(void **state)
{
	struct packed *packed = mem_alloc(sizeof(*packed));

	*packed = (struct packed){ 0 };
	packed->book = (struct figure_book){ number, word, &packed->words };
	rows_make(&packed->words, packed->rows);
	figures_pack(&packed->bytes, &figures_kept, packed->rows, text, &packed->book);
	*state = packed;
	return packed->bytes.err.code;
}

static int
packed_free(void **state)
{
	struct packed *packed = *state;

	buf_done(&packed->bytes);
	arena_done(&packed->arena);
	free(packed);
	return 0;
}

static enum err_code
unpack(struct packed *packed, struct raw bytes, size_t count, struct figures *out)
{
	return figures_unpack(&packed->arena, bytes, packed->rows, count, text, &packed->book, out).code;
}

static void
test_there_and_back(void **state)
{
	struct packed *packed = *state;
	struct figures got = { 0 };

	assert_int_equal(unpack(packed, buf_raw(&packed->bytes), LENGTH(items), &got), 0);
	assert_same(&got, &figures_kept);
	assert_true(str_equal(got.items[1].edtf, S("2024-05-03")));
	assert_true(str_equal(got.items[1].place.at, S("1.0,2.0")));
}

/* Cut anywhere, with more behind it, or for more figures, it is refused, and nothing is given. */
static void
test_cut(void **state)
{
	struct packed *packed = *state;
	struct figures got = { .count = 77 };

	for (size_t n = 0; n < packed->bytes.n; n++)
		assert_int_not_equal(unpack(packed, (struct raw){ (unsigned char *)packed->bytes.p, n }, LENGTH(items), &got), 0);
	assert_int_not_equal(unpack(packed, buf_raw(&packed->bytes), LENGTH(items) - 1, &got), 0);
	assert_int_not_equal(unpack(packed, buf_raw(&packed->bytes), FIGURES_MAX + 1, &got), 0);
	assert_int_equal(got.count, 77);
}

/* Any byte turned: refused, or figures that hold what figures hold. */
static void
test_turned(void **state)
{
	struct packed *packed = *state;

	for (size_t i = 0; i < packed->bytes.n; i++)
		for (unsigned bit = 0; bit < 8; bit++) {
			struct figures got = { 0 }, again = { 0 };
			struct buf wire CLEAN(buf_done) = { 0 };
			packed->bytes.p[i] = (char)(packed->bytes.p[i] ^ 1 << bit);
			if (!unpack(packed, buf_raw(&packed->bytes), LENGTH(items), &got)) {
				wire_put_figures(&wire, &got, text);
				assert_int_equal(wire_get_figures(&packed->arena, buf_raw(&wire), text, &again).code, 0);
			}
			packed->bytes.p[i] = (char)(packed->bytes.p[i] ^ 1 << bit);
		}
}

static void
test_word_missing(void **state)
{
	struct packed *packed = *state;
	struct figures got = { 0 };

	packed->words.count--;
	assert_int_equal(unpack(packed, buf_raw(&packed->bytes), LENGTH(items), &got), ERR_DAMAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test_setup_teardown(test_there_and_back, packed_make, packed_free),
		cmocka_unit_test_setup_teardown(test_cut, packed_make, packed_free),
		cmocka_unit_test_setup_teardown(test_turned, packed_make, packed_free),
		cmocka_unit_test_setup_teardown(test_word_missing, packed_make, packed_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
