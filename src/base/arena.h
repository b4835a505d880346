/*
 * arena.h: one unit of work - a feed, an article, a request - one lifetime.
 *
 * What is made in an arena lives until arena_reset or arena_done; nothing in it is freed singly.  Functions that make
 * things take the arena first.  Memory that cannot be had ends the process (ceilings on input come first, and the
 * journal makes death safe), so nothing here returns NULL.
 */
#ifndef XINSHI_BASE_ARENA_H
#define XINSHI_BASE_ARENA_H

#include <stdarg.h>

#include "base/err.h"
#include "base/str.h"

struct arena {
	struct arena_block *block; /* the newest; NULL in a new arena: struct arena a = { 0 }; */
	size_t used;		   /* bytes given out since the last reset */
};

/* ${size} zeroed bytes, aligned for any type; a size of 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);
/* The same without zeroing. */
void *arena_alloc_dirty(struct arena *arena, size_t size);
/* ${count} zeroed things; a product that overflows ends the process. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);
/* Grows an array from ${count} to ${more} things, copying it; in place where it was the last thing made. */
void *arena_grow(struct arena *arena, void *old, size_t count, size_t more, size_t size);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

/* Makes room for one more in {pointer, count, capacity}: items[count] may be written afterwards. */
#define arena_push(arena, items, count, capacity)                                                         \
	do {                                                                                              \
		if ((count) == (capacity)) {                                                              \
			size_t more_ = (capacity) ? 2 * (size_t)(capacity) : 8;                           \
			(items) = arena_grow((arena), (items), (count), more_, sizeof(*(items)));         \
			(capacity) = more_;                                                               \
		}                                                                                         \
	} while (0)

struct str str_copy(struct arena *arena, struct str s);
struct raw raw_copy(struct arena *arena, struct raw bytes);
/* A copy with a NUL behind it, for libraries that want one. */
char *str_terminated(struct arena *arena, struct str s);
/* The parts joined, ended by a view whose p is NULL:  str_join(a, S("x"), s, STR_END). */
struct str str_join(struct arena *arena, ...);
#define STR_END ((struct str){ NULL, 0 })
struct str str_format(struct arena *arena, const char *format, ...) FORMAT(2, 3);
struct str str_vformat(struct arena *arena, const char *format, va_list arguments) FORMAT(2, 0);

/* Forgets all; keeps one block for the next unit of work. */
void arena_reset(struct arena *arena);
/* Frees all; the arena is as new.  Accepts NULL. */
void arena_done(struct arena *arena);

/* malloc that ends the process where there is no memory; freed by free(). */
void *mem_alloc(size_t size);
void *mem_grow(void *old, size_t size);

#endif
