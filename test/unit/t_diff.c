#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "text/diff.h"

enum { SHORT = 40, LONG = 200000 };

/* A generator of our own, so that every run is the same. */
static uint32_t
next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(*seed >> 33);
}

/* Follows the script: it must cover both sides in order and keep only equal items.  Gives how many it keeps. */
static size_t
check_script(struct edits edits, const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
	size_t i = 0, j = 0, kept = 0;

	for (size_t n = 0; n < edits.count; n++) {
		const struct edit *e = &edits.items[n];
		size_t count = e->to - e->from;
		assert_true(e->to > e->from);
		assert_int_equal(e->from, e->kind == EDIT_INSERT ? j : i);
		if (e->kind == EDIT_KEEP) {
			assert_int_equal(e->b, j);
			assert_memory_equal(a + i, b + j, count * sizeof(*a));
			kept += count;
		}
		i += e->kind == EDIT_INSERT ? 0 : count;
		j += e->kind == EDIT_DELETE ? 0 : count;
	}
	assert_int_equal(i, a_count);
	assert_int_equal(j, b_count);
	return kept;
}

/* The longest common subsequence, by the plain method. */
static size_t
longest(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
	size_t table[SHORT + 1][SHORT + 1] = { 0 };

	for (size_t i = 1; i <= a_count; i++) {
		for (size_t j = 1; j <= b_count; j++) {
			size_t best = table[i - 1][j] > table[i][j - 1] ? table[i - 1][j] : table[i][j - 1];
			table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : best;
		}
	}
	return table[a_count][b_count];
}

static void
scripts_are_shortest(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	uint64_t a[SHORT], b[SHORT], seed = 1;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		size_t a_count = next(&seed) % SHORT, b_count = next(&seed) % SHORT;
		unsigned letters = 1 + next(&seed) % 8;
		for (size_t i = 0; i < SHORT; i++) {
			a[i] = next(&seed) % letters;
			b[i] = next(&seed) % letters;
		}
		struct edits edits = diff_keys(&arena, a, a_count, b, b_count);
		assert_int_equal(check_script(edits, a, a_count, b, b_count), longest(a, a_count, b, b_count));
		arena_reset(&arena);
	}
}

/* Sequences made to be dear: the script stays right, and the test ends. */
static void
hostile_sequences(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	uint64_t *a = arena_array(&arena, uint64_t, LONG), *b = arena_array(&arena, uint64_t, LONG), seed = 2;

	(void)state;
	for (size_t i = 0; i < LONG; i++) {
		a[i] = i;
		b[LONG - 1 - i] = i;
	}
	check_script(diff_keys(&arena, a, LONG, b, LONG), a, LONG, b, LONG);
	for (size_t i = 0; i < LONG; i++) {
		a[i] = next(&seed) % 2;
		b[i] = next(&seed) % 300;
	}
	check_script(diff_keys(&arena, a, LONG, b, LONG), a, LONG, b, LONG);
	for (size_t i = 0; i < LONG; i++)
		b[i] = LONG + i;
	assert_int_equal(diff_keys(&arena, a, LONG, b, LONG).count, 2);
	assert_int_equal(diff_keys(&arena, a, LONG, a, LONG).count, 1);
}

static void
push_marked(struct buf *out, struct str a, struct str b)
{
	static const char *const marks[] = {
		[EDIT_KEEP] = "%.*s", [EDIT_DELETE] = "[-%.*s-]", [EDIT_INSERT] = "{+%.*s+}" };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct edits edits = diff_texts(&arena, a, b);

	for (size_t n = 0; n < edits.count; n++) {
		const struct edit *e = &edits.items[n];
		buf_push_format(out, marks[e->kind], STR_ARGS(str_slice(e->kind == EDIT_INSERT ? b : a, e->from, e->to)));
	}
}

static void
texts_read_well(void **state)
{
	static const struct {
		const char *a, *b, *want;
	} rows[] = {
		{ "", "", "" },
		{ "", "new", "{+new+}" },
		{ "old", "", "[-old-]" },
		{ "same", "same", "same" },
		{ "击落28架无人机。", "击落31架无人机。", "击落[-28-]{+31+}架无人机。" },
		{ "1,200 people came.", "1,300 people came.", "[-1,200-]{+1,300+} people came." },
		{ "河边很安静。", "河边今天很安静。", "河边{+今天+}很安静。" },
		{ "第一句。第二句。第三句。", "第一句。第三句。", "第一句。[-第二句。-]第三句。" },
		/* a lone character in common is no landmark */
		{ "总理昨天抵达海边，与渔民见面。", "外长前天离开山城，同学生交谈。",
		    "[-总理昨天抵达海边，与渔民见面-]{+外长前天离开山城，同学生交谈+}。" },
		/* but a whole sentence is, between changes however long */
		{ "昨天夜里下了一场很大的雨。好。路上一个行人也没有了。", "今天早上出了一个很好的太阳。好。街道两边站满了人群。",
		    "[-昨天夜里下了一场很大的雨-]{+今天早上出了一个很好的太阳+}。好。[-路上一个行人也没有了-]{+街道两边站满了人群+}。" },
	};
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_reset(&out);
		push_marked(&out, str_from_c(rows[i].a), str_from_c(rows[i].b));
		if (!str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%s -> %s: %.*s", rows[i].a, rows[i].b, STR_ARGS(buf_str(&out)));
	}
}

/* Whatever is compared, the kept and deleted parts are a, the kept and inserted ones b. */
static void
texts_come_back(void **state)
{
	static const struct str words[] = { STR_INIT("雨"), STR_INIT("。"), STR_INIT(" "), STR_INIT("12"), STR_INIT("rain"),
		STR_INIT("\n"), STR_INIT("晴"), STR_INIT("，") };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf texts[2] = { 0 }, parts[2] = { 0 };
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		for (int side = 0; side < 2; side++) {
			buf_reset(&texts[side]);
			buf_reset(&parts[side]);
			for (unsigned n = next(&seed) % 40; n; n--)
				buf_push_str(&texts[side], words[next(&seed) % LENGTH(words)]);
		}
		struct edits edits = diff_texts(&arena, buf_str(&texts[0]), buf_str(&texts[1]));
		for (size_t n = 0; n < edits.count; n++) {
			const struct edit *e = &edits.items[n];
			if (e->kind != EDIT_INSERT)
				buf_push_str(&parts[0], str_slice(buf_str(&texts[0]), e->from, e->to));
			if (e->kind == EDIT_INSERT)
				buf_push_str(&parts[1], str_slice(buf_str(&texts[1]), e->from, e->to));
			if (e->kind == EDIT_KEEP)
				buf_push_str(&parts[1], str_slice(buf_str(&texts[1]), e->b, e->b + e->to - e->from));
		}
		for (int side = 0; side < 2; side++)
			assert_true(str_equal(buf_str(&parts[side]), buf_str(&texts[side])));
		arena_reset(&arena);
	}
	for (int side = 0; side < 2; side++) {
		buf_done(&texts[side]);
		buf_done(&parts[side]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scripts_are_shortest),
		cmocka_unit_test(hostile_sequences),
		cmocka_unit_test(texts_read_well),
		cmocka_unit_test(texts_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
