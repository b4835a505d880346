#include <microhttpd.h>
#include <stdlib.h>

#include "show/cache.h"

struct page {
	struct str key; /* its own copy */
	struct kept kept;
	uint64_t used; /* when it was asked for last, by the cache's own count */
};

/* Hashes stand apart, so that looking for one reads eight kilobytes at most and touches one page.
 */
struct reply_cache {
	size_t bytes, bytes_max, count;
	uint64_t clock;
	uint64_t hashes[CACHE_PAGES];
	struct page pages[CACHE_PAGES];
};

struct reply_cache *
cache_new(size_t bytes_max)
{
	struct reply_cache *cache = mem_alloc(sizeof(*cache));

	memset(cache, 0, sizeof(*cache));
	cache->bytes_max = bytes_max;
	return cache;
}

/* With what the library keeps besides the body: a dozen headers, each in blocks of its own. */
static size_t
size_of(struct str key, const struct kept *kept)
{
	enum { HEADERS = 2048 };

	return kept->size + key.n + HEADERS;
}

/* The last page takes the place of the one that goes. */
static void
page_remove(struct reply_cache *cache, size_t at)
{
	struct page *page = &cache->pages[at];

	cache->bytes -= size_of(page->key, &page->kept);
	MHD_destroy_response(page->kept.response);
	free((void *)(uintptr_t)page->key.p);
	cache->count--;
	cache->pages[at] = cache->pages[cache->count];
	cache->hashes[at] = cache->hashes[cache->count];
}

void
cache_clear(struct reply_cache *cache)
{
	while (cache->count)
		page_remove(cache, cache->count - 1);
}

void
cache_forget(struct reply_cache *cache)
{
	for (size_t i = cache->count; i-- > 0;)
		if (cache->pages[i].kept.cache != CACHE_KEPT)
			page_remove(cache, i);
}

void
cache_free(struct reply_cache *cache)
{
	if (!cache)
		return;
	cache_clear(cache);
	free(cache);
}

const struct kept *
cache_find(struct reply_cache *cache, struct str key)
{
	uint64_t hash = str_hash(key);

	for (size_t i = 0; i < cache->count; i++) {
		if (cache->hashes[i] != hash || !str_equal(cache->pages[i].key, key))
			continue;
		cache->pages[i].used = ++cache->clock;
		return &cache->pages[i].kept;
	}
	return NULL;
}

static void
oldest_remove(struct reply_cache *cache)
{
	size_t oldest = 0;

	for (size_t i = 1; i < cache->count; i++)
		if (cache->pages[i].used < cache->pages[oldest].used)
			oldest = i;
	page_remove(cache, oldest);
}

bool
cache_put(struct reply_cache *cache, struct str key, const struct kept *kept)
{
	size_t size = size_of(key, kept);
	char *own;

	if (size > cache->bytes_max / 4)
		return false;
	while (
	    cache->count && (cache->count == CACHE_PAGES || cache->bytes + size > cache->bytes_max))
		oldest_remove(cache);
	own = mem_alloc(key.n + 1);
	memcpy(own, key.p, key.n);
	cache->pages[cache->count] = (struct page){ { own, key.n }, *kept, ++cache->clock };
	cache->hashes[cache->count++] = str_hash(key);
	cache->bytes += size;
	return true;
}

size_t
cache_pages(const struct reply_cache *cache)
{
	return cache->count;
}

size_t
cache_bytes(const struct reply_cache *cache)
{
	return cache->bytes;
}
