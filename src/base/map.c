#include "base/map.h"

/* The slot of ${key}, or the free one where it belongs.  The map has a free slot. */
static struct map_slot *
slot_of(const struct map *map, struct str key, uint64_t hash)
{
	for (size_t i = (size_t)hash;; i++) {
		struct map_slot *slot = &map->slots[i & (map->capacity - 1)];
		if (!slot->key.p || (slot->hash == hash && str_equal(slot->key, key)))
			return slot;
	}
}

static void
map_grow(struct map *map)
{
	struct map old = *map;

	map->capacity = old.capacity ? old.capacity * 2 : 16;
	map->slots = arena_array(map->arena, struct map_slot, map->capacity);
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slots[i].key.p)
			*slot_of(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

int64_t *
map_find(const struct map *map, struct str key)
{
	struct map_slot *slot;

	if (!map->count)
		return NULL;
	slot = slot_of(map, key, str_hash(key));
	return slot->key.p ? &slot->value : NULL;
}

int64_t *
map_add(struct map *map, struct str key, int64_t value, bool *made)
{
	uint64_t hash = str_hash(key);
	struct map_slot *slot;
	bool is_new;

	if (map->capacity < 2 * (map->count + 1))
		map_grow(map);
	slot = slot_of(map, key, hash);
	is_new = !slot->key.p;
	if (is_new) {
		*slot = (struct map_slot){ str_copy(map->arena, key), hash, value };
		map->count++;
	}
	if (made)
		*made = is_new;
	return &slot->value;
}
