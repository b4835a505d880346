#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

enum { BLOCK_MIN = 16 * 1024, BLOCK_KEEP = 1024 * 1024 };

struct arena_block {
	struct arena_block *older;
	size_t size, used; /* of data */
	alignas(max_align_t) char data[];
};

static void NORETURN
out_of_memory(void)
{
	static const char message[] = "xinshi: out of memory\n";

	fputs(message, stderr);
	abort();
}

void *
mem_alloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *
mem_grow(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

static size_t
aligned(size_t size)
{
	const size_t unit = alignof(max_align_t);

	if (size > SIZE_MAX / 2)
		out_of_memory();
	return (size + unit - 1) / unit * unit;
}

static void
block_add(struct arena *arena, size_t size)
{
	size_t wanted = arena->block ? arena->block->size * 2 : BLOCK_MIN;
	struct arena_block *block;

	if (wanted > BLOCK_KEEP)
		wanted = BLOCK_KEEP;
	if (wanted < size)
		wanted = size;
	block = mem_alloc(sizeof(*block) + wanted);
	*block = (struct arena_block){ .older = arena->block, .size = wanted };
	arena->block = block;
}

void *
arena_alloc_dirty(struct arena *arena, size_t size)
{
	void *p;

	size = aligned(size);
	if (!arena->block || arena->block->size - arena->block->used < size)
		block_add(arena, size);
	p = arena->block->data + arena->block->used;
	arena->block->used += size;
	arena->used += size;
	return p;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	return memset(arena_alloc_dirty(arena, size), 0, size);
}

static size_t
array_size(size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		out_of_memory();
	return total;
}

void *
arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
	return arena_alloc(arena, array_size(count, size));
}

void *
arena_grow(struct arena *arena, void *old, size_t count, size_t more, size_t size)
{
	size_t have = array_size(count, size), want = array_size(more, size);
	struct arena_block *block = arena->block;
	size_t grown = aligned(want) - aligned(have);
	char *p;

	if (old && block && (char *)old + aligned(have) == block->data + block->used &&
	    block->size - block->used >= grown) {
		block->used += grown;
		arena->used += grown;
		p = old;
	} else {
		p = arena_alloc_dirty(arena, want);
		if (have)
			memcpy(p, old, have);
	}
	memset(p + have, 0, want - have);
	return p;
}

struct str
str_copy(struct arena *arena, struct str s)
{
	return (struct str){ str_terminated(arena, s), s.n };
}

struct raw
raw_copy(struct arena *arena, struct raw bytes)
{
	unsigned char *p = arena_alloc_dirty(arena, bytes.n);

	if (bytes.n)
		memcpy(p, bytes.p, bytes.n);
	return (struct raw){ p, bytes.n };
}

char *
str_terminated(struct arena *arena, struct str s)
{
	char *p = arena_alloc_dirty(arena, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

struct str
str_join(struct arena *arena, ...)
{
	va_list parts, again;
	struct str part;
	size_t n = 0;
	char *p;

	va_start(parts, arena);
	va_copy(again, parts);
	while (part = va_arg(parts, struct str), part.p)
		n += part.n;
	va_end(parts);
	p = arena_alloc_dirty(arena, n + 1);
	n = 0;
	while (part = va_arg(again, struct str), part.p) {
		memcpy(p + n, part.p, part.n);
		n += part.n;
	}
	va_end(again);
	p[n] = '\0';
	return (struct str){ p, n };
}

struct str
str_vformat(struct arena *arena, const char *format, va_list arguments)
{
	char small[128], *p; /* most are short, and need no second run to be measured */
	va_list again;
	int n;

	va_copy(again, arguments);
	n = vsnprintf(small, sizeof(small), format, arguments);
	if (n < 0)
		out_of_memory();
	p = arena_alloc_dirty(arena, (size_t)n + 1);
	if ((size_t)n < sizeof(small))
		memcpy(p, small, (size_t)n + 1);
	else
		vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (struct str){ p, (size_t)n };
}

struct str
str_format(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	struct str s;

	va_start(arguments, format);
	s = str_vformat(arena, format, arguments);
	va_end(arguments);
	return s;
}

static void
blocks_free(struct arena_block *block)
{
	while (block) {
		struct arena_block *older = block->older;
		free(block);
		block = older;
	}
}

void
arena_reset(struct arena *arena)
{
	arena->used = 0;
	if (!arena->block)
		return;
	if (arena->block->size > BLOCK_KEEP) {
		arena_done(arena);
		return;
	}
	blocks_free(arena->block->older);
	arena->block->older = NULL;
	arena->block->used = 0;
}

void
arena_done(struct arena *arena)
{
	if (!arena)
		return;
	blocks_free(arena->block);
	*arena = (struct arena){ 0 };
}
