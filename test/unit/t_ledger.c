#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "ledger/ledger.h"

/* ---- values ---- */

static void
test_order(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {
		{ "19", "19", 0 },
		{ "9", "19", -1 },
		{ "0.5", "0.50", 0 },
		{ "0.5", "0.49", 1 },
		{ "-3", "2", -1 },
		{ "-3", "-2", -1 },
		{ "-0", "0", 0 },
		{ "99999999999999999999999999999999", "100000000000000000000000000000000", -1 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		int order = decimals_order(rows[i].a, rows[i].b), back = decimals_order(rows[i].b, rows[i].a);
		if ((order > 0) - (order < 0) != rows[i].order || (back > 0) - (back < 0) != -rows[i].order)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
	}
}

static struct bounds
range(const char *min, const char *max)
{
	struct bounds bounds = { 0 };

	snprintf(bounds.min, sizeof(bounds.min), "%s", min);
	snprintf(bounds.max, sizeof(bounds.max), "%s", max);
	return bounds;
}

static void
test_ranges(void **state)
{
	static const struct {
		const char *min, *max, *other_min, *other_max;
		enum ranges_relation relation;
		int direction;
	} rows[] = {
		{ "19", "19", "19", "19", RANGES_EQUAL, 0 },
		{ "23", "23", "19", "19", RANGES_APART, 1 },
		{ "12", "12", "19", "", RANGES_APART, -1 },
		{ "19", "19", "10", "", RANGES_WITHIN, 0 },
		{ "19", "", "23", "23", RANGES_AROUND, 0 },
		{ "10", "20", "15", "30", RANGES_OVERLAP, -1 },
		{ "", "20", "", "30", RANGES_WITHIN, -1 },
		{ "", "20", "30", "", RANGES_APART, -1 },
		{ "", "", "5", "5", RANGES_AROUND, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct bounds a = range(rows[i].min, rows[i].max), b = range(rows[i].other_min, rows[i].other_max);
		if (ranges_compare(&a, &b) != rows[i].relation || ranges_direction(&a, &b) != rows[i].direction)
			fail_msg("row %zu: %d, %d", i, ranges_compare(&a, &b), ranges_direction(&a, &b));
	}
}

static void
test_open_ends(void **state)
{
	struct bounds above = range("19", ""), at = range("19", "19");

	(void)state;
	assert_int_equal(ranges_compare(&at, &above), RANGES_WITHIN);
	above.min_open = true; /* more than 19 */
	assert_int_equal(ranges_compare(&at, &above), RANGES_APART);
}

static void
test_sums(void **state)
{
	struct bounds sum = range("0", "0"), more = range("4.25", "4.25"), open = range("3", "");

	(void)state;
	assert_true(ranges_add(&sum, &more) && ranges_add(&sum, &more));
	assert_string_equal(sum.min, "8.5");
	assert_true(ranges_add(&sum, &open));
	assert_string_equal(sum.min, "11.5");
	assert_string_equal(sum.max, "");
	more = range("-1", "2");
	assert_false(ranges_add(&sum, &more));
	assert_string_equal(sum.min, "11.5");
}

/* ---- questions ---- */

struct saying {
	const char *what;
	int64_t article, n, source, story, hour;
	const char *speaker, *min, *max, *place, *country, *side;
	int64_t first_day, last_day; /* 0: no day is said */
	int32_t of;
	/* what is to be found */
	enum ledger_apart apart;
	size_t same, replaces, against;
	int direction;
};

static struct ledger_claim
claim_of(const struct saying *saying)
{
	struct ledger_claim claim = {
		.key = { .id = saying->article * 100 + saying->n, .revision = saying->article * 10 + saying->n, .article = saying->article,
		    .n = saying->n, .source = saying->source, .story = saying->story, .time = saying->hour * 3600,
		    .speaker = str_from_c(saying->speaker), .place = str_from_c(saying->place), .country = str_from_c(saying->country),
		    .side = str_from_c(saying->side), .is_dated = saying->first_day != 0,
		    .first_day = saying->first_day ? saying->first_day : saying->hour / 24,
		    .last_day = saying->first_day ? saying->last_day : saying->hour / 24 },
		.figure = { .of = saying->of - 1 },
		.text = str_from_c(saying->what),
	};

	claim.figure.value = range(saying->min, saying->max);
	claim.figure.sentence = (struct span){ 0, (uint32_t)claim.text.n };
	return claim;
}

static void
judge(const struct saying *sayings, size_t count, struct ledger *out)
{
	static struct ledger_claim claims[32];

	for (size_t i = 0; i < count; i++)
		claims[i] = claim_of(&sayings[i]);
	*out = (struct ledger){ .claims = claims, .count = count };
	ledger_judge(out);
	for (size_t i = 0; i < count; i++) {
		const struct ledger_claim *claim = &claims[i];
		if (claim->apart != sayings[i].apart)
			fail_msg("%s: %s", sayings[i].what, ledger_apart_name(claim->apart));
		if (claim->apart == LEDGER_COUNTED && (claim->same != sayings[i].same || claim->replaces != sayings[i].replaces ||
							  claim->against != sayings[i].against || claim->direction != sayings[i].direction))
			fail_msg("%s: same %zu, replaces %zu (%+d), against %zu", sayings[i].what, claim->same, claim->replaces,
			    claim->direction, claim->against);
	}
}

#define AT "AA-1", "AA", ""

/* A dam breaks on day 100: what is said of the dead within two days. */
static void
test_over_time(void **state)
{
	static const struct saying sayings[] = {
		{ "an official says three", 1, 1, 1, 7, 2400, "official", "3", "3", AT, 100, 100, 0, LEDGER_COUNTED, 0, 0, 0, 0 },
		{ "another outlet has more", 2, 1, 2, 7, 2403, "mayor", "12", "", AT, 100, 100, 0, LEDGER_COUNTED, 1, 1, 0, 0 },
		{ "the official says nineteen now", 3, 1, 1, 7, 2410, "official", "19", "19", AT, 100, 100, 0, LEDGER_COUNTED, 2, 0, 0, 1 },
		{ "the first article is changed: fifteen", 1, 2, 1, 7, 2412, "official", "15", "15", AT, 100, 100, 0, LEDGER_COUNTED, 3, 2, 0,
		    -1 },
		{ "the same once more elsewhere", 4, 1, 3, 7, 2413, "official", "15", "15", AT, 100, 100, 0, LEDGER_COUNTED, 3, 4, 0, 0 },
		{ "who says none at all", 5, 1, 3, 7, 2414, "army", "0", "0", AT, 100, 100, 0, LEDGER_COUNTED, 5, 5, 2, 0 },
	};
	struct ledger ledger;
	static struct saying wanted[LENGTH(sayings)];

	(void)state;
	for (size_t i = 0; i < LENGTH(sayings); i++)
		wanted[i] = sayings[i];
	/* the army's none contradicts the mayor's twelve and the official's last word, and they it */
	wanted[1].against = wanted[3].against = 1;
	judge(wanted, LENGTH(sayings), &ledger);
	assert_true(ledger.claims[0].is_replaced && ledger.claims[2].is_replaced && !ledger.claims[3].is_replaced);
	assert_int_equal(ledger.claims[3].mentions, 2);
	assert_int_equal(ledger.claims[3].outlets, 2);
	assert_int_equal(ledger.claims[3].in_line, 1); /* at least twelve holds fifteen */
	assert_int_equal(ledger.counted, 5);
}

/* One agency, five outlets: one claim with five mentions. */
static void
test_mentions(void **state)
{
#define SAYS(article) \
	{ "The flood left at least 12 people dead, the agency reports.", article, 1, article, 7, 2400 + article, "", "12", "", AT, 100, 100, 0, \
		LEDGER_COUNTED, 0, article - 1, 0, 0 }
	static const struct saying sayings[] = { SAYS(1), SAYS(2), SAYS(3), SAYS(4), SAYS(5),
		{ "Twelve is what we counted ourselves in the town that lies below the dam.", 6, 1, 6, 7, 2409, "", "12", "", AT, 100, 100, 0,
		    LEDGER_COUNTED, 5, 5, 0, 0 } };
	struct ledger ledger;

	(void)state;
	judge(sayings, LENGTH(sayings), &ledger);
	assert_int_equal(ledger.claims[0].mentions, 5);
	assert_int_equal(ledger.claims[0].outlets, 5);
	assert_int_equal(ledger.counted, 2);
}

/* Never by value: the same number of another place, day or side is another question. */
static void
test_apart(void **state)
{
	static const struct saying sayings[] = {
		{ "asked", 1, 1, 1, 7, 2400, "a", "12", "12", "AA-1", "AA", "AA", 100, 100, 0, LEDGER_COUNTED, 0, 0, 0, 0 },
		{ "another region", 2, 1, 1, 7, 2401, "b", "12", "12", "AA-2", "AA", "AA", 100, 100, 0, APART_PLACE, 0, 0, 0, 0 },
		{ "another country, one story", 3, 1, 1, 7, 2402, "c", "12", "12", "BB", "BB", "AA", 100, 100, 0, APART_PLACE, 0, 0, 0, 0 },
		{ "no place, another story", 4, 1, 1, 8, 2403, "d", "12", "12", "", "", "AA", 100, 100, 0, APART_PLACE, 0, 0, 0, 0 },
		{ "no place, the same story", 5, 1, 1, 7, 2404, "e", "13", "13", "", "", "AA", 100, 100, 0, LEDGER_COUNTED, 4, 4, 1, 0 },
		{ "the country of it", 6, 1, 1, 7, 2405, "f", "29", "29", "AA", "AA", "AA", 100, 100, 0, LEDGER_COUNTED, 5, 5, 1, 0 },
		{ "a town that may lie in it", 11, 1, 1, 7, 2405, "k", "12", "12", "gn:1", "AA", "AA", 100, 100, 0, APART_PLACE, 0, 0, 0, 0 },
		{ "last year", 7, 1, 1, 8, 2406, "g", "12", "12", "AA-1", "AA", "AA", -265, -265, 0, APART_DAY, 0, 0, 0, 0 },
		{ "the night before", 8, 1, 1, 8, 2407, "h", "12", "12", "AA-1", "AA", "AA", 99, 100, 0, LEDGER_COUNTED, 8, 8, 0, 0 },
		{ "the other side's", 9, 1, 1, 7, 2408, "i", "12", "12", "AA-1", "AA", "CC", 100, 100, 0, APART_SIDE, 0, 0, 0, 0 },
		{ "children among them", 10, 1, 1, 7, 2409, "j", "3", "3", "AA-1", "AA", "AA", 100, 100, 1, APART_PART, 0, 0, 0, 0 },
	};
	static struct saying wanted[LENGTH(sayings)];
	struct ledger ledger;

	(void)state;
	for (size_t i = 0; i < LENGTH(sayings); i++)
		wanted[i] = sayings[i];
	wanted[0].against = 1;
	wanted[4].against = 2;
	judge(wanted, LENGTH(sayings), &ledger);
}

/* One text gives two numbers: of two things. */
static void
test_same_text(void **state)
{
	static struct saying sayings[] = {
		{ "forty-nine dead", 1, 1, 1, 7, 2400, "a", "49", "49", AT, 100, 100, 0, LEDGER_COUNTED, 0, 0, 0, 0 },
		{ "twenty-three in the capital", 1, 1, 1, 7, 2400, "a", "23", "23", AT, 100, 100, 0, APART_TEXT, 1, 1, 0, 0 },
		{ "others said twelve", 1, 1, 1, 7, 2400, "b", "12", "12", AT, 100, 100, 0, LEDGER_COUNTED, 2, 2, 1, 0 },
	};
	struct ledger ledger;

	(void)state;
	sayings[0].against = 1;
	judge(sayings, LENGTH(sayings), &ledger);
}

/* A sum since a day grows: its end is the day of saying. */
static void
test_growing(void **state)
{
	static const struct saying sayings[] = {
		{ "since the first day", 1, 1, 1, 0, 2400, "ministry", "100", "100", AT, 50, 99, 0, LEDGER_COUNTED, 0, 0, 0, 0 },
		{ "a week later", 2, 1, 1, 0, 2568, "ministry", "140", "140", AT, 50, 106, 0, LEDGER_COUNTED, 1, 0, 0, 1 },
		{ "since another day", 3, 1, 1, 0, 2568, "ministry", "40", "40", AT, 70, 106, 0, APART_DAY, 0, 0, 0, 0 },
	};
	struct ledger ledger;

	(void)state;
	judge(sayings, LENGTH(sayings), &ledger);
}

static void
test_parts(void **state)
{
	static struct figure items[] = {
		{ .value = { .min = "83", .max = "83" }, .of = -1, .same_as = -1, .slot = STR_INIT("destroyed"), .unit = STR_INIT("drone") },
		{ .value = { .min = "50", .max = "50" }, .of = 0, .same_as = -1, .slot = STR_INIT("destroyed"), .unit = STR_INIT("drone") },
		{ .value = { .min = "33", .max = "33" }, .of = 0, .same_as = -1, .slot = STR_INIT("destroyed"), .unit = STR_INIT("drone") },
		{ .value = { .min = "7", .max = "7" }, .of = 0, .same_as = -1, .slot = STR_INIT("injured"), .unit = STR_INIT("person") },
	};
	struct figures figures = { items, LENGTH(items), { 0 } };
	struct ledger_sum sum = ledger_sum_of(&figures, 0);

	(void)state;
	assert_int_equal(sum.verdict, SUM_AGREES);
	assert_int_equal(sum.parts, 2);
	assert_string_equal(sum.sum.min, "83");
	items[0].value = range("90", "90");
	assert_int_equal(ledger_sum_of(&figures, 0).verdict, SUM_LESS);
	items[0].value = range("60", "60");
	assert_int_equal(ledger_sum_of(&figures, 0).verdict, SUM_MORE);
	items[0].value = range("60", "");
	assert_int_equal(ledger_sum_of(&figures, 0).verdict, SUM_AGREES);
	assert_int_equal(ledger_sum_of(&figures, 1).verdict, SUM_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_open_ends),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_over_time),
		cmocka_unit_test(test_mentions),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_same_text),
		cmocka_unit_test(test_growing),
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
