/*
 * cache.h: the finished pages of one thread, bounded in bytes and in number; the least recently
 * used goes first.
 */
#ifndef XINSHI_SHOW_CACHE_H
#define XINSHI_SHOW_CACHE_H

#include "show/request.h"

enum { CACHE_PAGES = 1024 };

struct MHD_Response;

/* A finished page; the response, whose headers hold the ETag, is the cache's. */
struct kept {
	struct MHD_Response *response;
	int status;
	enum media media;
	enum cache_class cache;
	size_t size;
	int64_t modified;
};

struct reply_cache;

struct reply_cache *cache_new(size_t bytes_max);
void cache_free(struct reply_cache *cache);
/* NULL if it is not there; valid until the next cache_put or cache_clear. */
const struct kept *cache_find(struct reply_cache *cache, struct str key);
/* Keeps it, and owns its response from now on; false, and nothing is kept, where the page is too
 * large. */
bool cache_put(struct reply_cache *cache, struct str key, const struct kept *kept);
void cache_clear(struct reply_cache *cache);
/* All but what never changes (CACHE_KEPT). */
void cache_forget(struct reply_cache *cache);
/* Pages and bytes held. */
size_t cache_pages(const struct reply_cache *cache);
size_t cache_bytes(const struct reply_cache *cache);

#endif
