/*
 * map.h: text -> number, in an arena; open addressing, insertion only.
 */
#ifndef XINSHI_BASE_MAP_H
#define XINSHI_BASE_MAP_H

#include "base/arena.h"

struct map {
	struct arena *arena; /* set by the owner:  struct map m = { .arena = &arena }; */
	struct map_slot *slots;
	size_t count, capacity; /* capacity is a power of two */
};

struct map_slot {
	struct str key; /* p NULL: free */
	uint64_t hash;
	int64_t value;
};

/* The value of ${key}, or NULL; the pointer holds until the next map_add. */
int64_t *map_find(const struct map *map, struct str key);
/* The value of ${key}, made with ${value} if it was not there (then the key is copied); *made tells, may be NULL. */
int64_t *map_add(struct map *map, struct str key, int64_t value, bool *made);

#endif
