#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/mirror_manifest.h"

static int64_t shown[] = { 17, 0 };
static struct str pictures[] = { STR_INIT("img/01/0123.jpg") };

static void
fill(struct mirror_manifest *manifest)
{
	struct mirror_entry article = { .name = S("a/0/0/1.html"),
		.unit = S("a/0/0/1.html"),
		.digest = digest_of(raw_from_str(S("x"))),
		.size = 17,
		.article = 1,
		.revision = 2,
		.key = UINT64_C(0xfedcba9876543210),
		.shows = { shown, 2, 2 },
		.shows_key = 5,
		.pictures = { pictures, 1, 1 },
		.next = -1 };
	struct mirror_entry version = { .name = S("v/0/0/1/0/1.html"), .unit = article.name, .size = 3, .article = 1, .revision = 2, .next = -1 },
			    picture = { .name = pictures[0], .unit = pictures[0], .size = 5, .next = -1 };

	manifest_put(manifest, &version);
	manifest_put(manifest, &article);
	manifest_put(manifest, &picture);
}

static void
write_some(struct arena *arena, struct buf *out)
{
	struct mirror_manifest manifest;

	manifest_init(&manifest, arena);
	fill(&manifest);
	manifest_write(&manifest, &(struct mirror_facts){ .articles = 1, .rules = 2, .captured = 1612310400 }, out);
	assert_int_equal(out->err.code, ERR_NONE);
}

static void
test_there_and_back(void **state)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct mirror_manifest manifest;
	const struct mirror_entry *entry;

	(void)state;
	write_some(&arena, &out);
	manifest_init(&manifest, &arena);
	assert_true(manifest_read(buf_str(&out), &manifest));
	assert_int_equal(manifest.count, 3);
	entry = manifest_find(&manifest, S("a/0/0/1.html"));
	assert_non_null(entry);
	assert_true(entry->key == UINT64_C(0xfedcba9876543210));
	assert_int_equal(entry->size, 17);
	assert_int_equal(entry->revision, 2);
	assert_int_equal(entry->shows.count, 2);
	assert_int_equal(entry->shows.items[0], 17);
	assert_int_equal(entry->shows_key, 5);
	assert_true(str_equal(entry->pictures.items[0], pictures[0]));
	assert_true(entry->next >= 0);
	assert_true(str_equal(manifest.items[entry->next].name, S("v/0/0/1/0/1.html")));
	assert_int_equal(manifest.items[entry->next].next, -1);
	assert_null(manifest_find(&manifest, S("b")));
	buf_done(&out);
	arena_done(&arena);
}

/* Cut anywhere, it is none; nor with a name that is not ours. */
static void
test_refused(void **state)
{
	static const char *const names[] = { "../x", "/etc/passwd", "a/../b", "a//b", "a/", "A", "a b", "a\\\\b", ".x", "a/.x", "" };
	struct arena arena = { 0 };
	struct buf out = { 0 }, changed = { 0 };
	struct mirror_manifest manifest;
	ptrdiff_t end;

	(void)state;
	write_some(&arena, &out);
	end = str_find(buf_str(&out), S("\n]"), 0);
	for (size_t n = 0; n < (size_t)end; n++) {
		manifest_init(&manifest, &arena);
		assert_false(manifest_read(str_slice(buf_str(&out), 0, n), &manifest));
	}
	for (size_t i = 0; i < LENGTH(names); i++) {
		ptrdiff_t at = str_find(buf_str(&out), S("a/0/0/1.html"), 0);

		buf_reset(&changed);
		buf_push_str(&changed, str_slice(buf_str(&out), 0, (size_t)at));
		buf_push_str(&changed, str_from_c(names[i]));
		buf_push_str(&changed, str_from(buf_str(&out), (size_t)at + sizeof("a/0/0/1.html") - 1));
		manifest_init(&manifest, &arena);
		assert_false(manifest_read(buf_str(&changed), &manifest));
	}
	buf_done(&out);
	buf_done(&changed);
	arena_done(&arena);
}

/* The order of making does not show. */
static void
test_order(void **state)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	ptrdiff_t a, i, v;

	(void)state;
	write_some(&arena, &out);
	a = str_find(buf_str(&out), S("{\"name\":\"a/"), 0);
	i = str_find(buf_str(&out), S("{\"name\":\"img/"), 0);
	v = str_find(buf_str(&out), S("{\"name\":\"v/"), 0);
	assert_true(0 < a && a < i && i < v);
	buf_done(&out);
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_order) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
