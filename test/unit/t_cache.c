#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <microhttpd.h>

#include "show/cache.h"

static struct kept
page(size_t size, const char *etag)
{
	struct kept kept = { .status = 200,
		.size = size,
		.response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT) };

	MHD_add_response_header(kept.response, "ETag", etag);
	return kept;
}

static bool
put(struct reply_cache *cache, struct str key, size_t size)
{
	struct kept kept = page(size, "\"x\"");
	bool is_kept = cache_put(cache, key, &kept);

	if (!is_kept)
		MHD_destroy_response(kept.response);
	return is_kept;
}

static void
finds(void **state)
{
	struct reply_cache *cache = cache_new(1 << 20);

	(void)state;
	assert_null(cache_find(cache, S("/")));
	assert_true(put(cache, S("/"), 100));
	assert_true(put(cache, S("/a/1"), 200));
	assert_int_equal(cache_find(cache, S("/a/1"))->size, 200);
	assert_null(cache_find(cache, S("/a/2")));
	cache_clear(cache);
	assert_null(cache_find(cache, S("/")));
	assert_int_equal(cache_pages(cache), 0);
	assert_int_equal(cache_bytes(cache), 0);
	cache_free(cache);
	cache_free(NULL);
}

/* The least recently used goes first, whether bytes or pages run out; what was asked for again
 * stays. */
static void
bounds(void **state)
{
	enum { MAX = 100000 };
	struct reply_cache *cache = cache_new(MAX);
	struct arena arena = { 0 };

	(void)state;
	assert_false(put(cache, S("too large"), MAX));
	assert_true(put(cache, S("keep"), 1000));
	for (int i = 0; i < 500; i++) {
		assert_true(put(cache, str_format(&arena, "/a/%d", i), 1000));
		assert_non_null(cache_find(cache, S("keep")));
		assert_true(cache_bytes(cache) <= MAX);
	}
	assert_null(cache_find(cache, S("/a/0")));
	assert_non_null(cache_find(cache, S("/a/499")));
	cache_free(cache);
	cache = cache_new((size_t)1 << 30);
	for (int i = 0; i < CACHE_PAGES + 100; i++)
		assert_true(put(cache, str_format(&arena, "/b/%d", i), 1));
	assert_int_equal(cache_pages(cache), CACHE_PAGES);
	assert_null(cache_find(cache, S("/b/99")));
	assert_non_null(cache_find(cache, S("/b/100")));
	cache_free(cache);
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(finds), cmocka_unit_test(bounds) };

	return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
