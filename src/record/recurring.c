#include <stdlib.h>

#include "record/extracted.h"
#include "record/recurring.h"
#include "text/fold.h"

static struct str
key_of(const uint64_t *number)
{
	return (struct str){ (const char *)number, sizeof(*number) };
}

static uint64_t
title_number(struct str title)
{
	struct buf out CLEAN(buf_done) = { 0 };

	fold_str(str_trim(title), &out);
	return str_hash(buf_str(&out));
}

/* Keeps the smallest titles, each once: what stays does not depend on which came first. */
static void
passage_take(struct recurring_passage *passage, uint64_t title)
{
	unsigned at = 0;

	while (at < passage->count && passage->titles[at] < title)
		at++;
	if (at == RECURRING_MIN || (at < passage->count && passage->titles[at] == title))
		return;
	passage->count += passage->count < RECURRING_MIN;
	for (unsigned i = passage->count - 1; i > at; i--)
		passage->titles[i] = passage->titles[i - 1];
	passage->titles[at] = title;
}

static struct recurring_passage *
passage_of(struct recurring *memory, uint64_t print)
{
	bool made;
	int64_t *at = map_add(&memory->prints, key_of(&print), (int64_t)memory->passage_count, &made);

	if (made) {
		arena_push(memory->arena, memory->passages, memory->passage_count, memory->passage_capacity);
		memory->passages[memory->passage_count++] = (struct recurring_passage){ .print = print };
	}
	return &memory->passages[*at];
}

static void
container_take(struct recurring *memory, struct str path)
{
	bool made;
	int64_t *at;

	if (!path.n)
		return;
	at = map_add(&memory->containers, path, (int64_t)memory->top_count, &made);
	if (made) {
		arena_push(memory->arena, memory->tops, memory->top_count, memory->top_capacity);
		memory->tops[memory->top_count++] = (struct recurring_container){ .path = str_copy(memory->arena, path) };
	}
	memory->tops[*at].pages++;
}

void
recurring_add(struct recurring *memory, struct str page, struct str title, const uint64_t *prints, size_t count,
    struct str container)
{
	uint64_t number = title_number(title);
	bool made;

	memory->pages.arena = memory->prints.arena = memory->containers.arena = memory->arena;
	map_add(&memory->pages, page, 0, &made);
	if (!made)
		return;
	memory->page_count++;
	container_take(memory, container);
	for (size_t i = 0; i < count; i++)
		passage_take(passage_of(memory, prints[i]), number);
}

static int
compare_prints(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void
recurring_prints(const struct recurring *memory, struct arena *arena, uint64_t **out, size_t *count)
{
	uint64_t *prints = arena_array(arena, uint64_t, memory->passage_count);
	size_t n = 0;

	for (size_t i = 0; i < memory->passage_count; i++)
		if (memory->passages[i].count == RECURRING_MIN)
			prints[n++] = memory->passages[i].print;
	if (n)
		qsort(prints, n, sizeof(*prints), compare_prints);
	*out = prints;
	*count = n < SITE_PRINTS_MAX ? n : SITE_PRINTS_MAX;
}

struct str
recurring_container(const struct recurring *memory)
{
	for (size_t i = 0; i < memory->top_count; i++)
		if (memory->tops[i].pages >= RECURRING_MIN && memory->tops[i].pages * 2 > memory->page_count)
			return memory->tops[i].path;
	return S("");
}
