#include <stdlib.h>

#include "search/texts.h"

/* The slot that holds the revision, or the one to give to it. */
static struct text_slot *
slot_of(struct texts *texts, int64_t revision)
{
	struct text_slot *set = texts->slots[(uint64_t)revision % TEXTS_SETS], *oldest = set;

	for (size_t i = 0; i < TEXTS_WAYS; i++) {
		if (set[i].revision == revision)
			return &set[i];
		if (set[i].used < oldest->used)
			oldest = &set[i];
	}
	return oldest;
}

static void
slot_free(struct texts *texts, struct text_slot *slot)
{
	texts->size -= slot->n;
	free(slot->p);
	*slot = (struct text_slot){ 0 };
}

static struct text_slot *
oldest_of(struct texts *texts)
{
	struct text_slot *oldest = NULL;

	for (size_t i = 0; i < TEXTS_SETS * TEXTS_WAYS; i++) {
		struct text_slot *slot = &texts->slots[i / TEXTS_WAYS][i % TEXTS_WAYS];
		if (slot->p && (!oldest || slot->used < oldest->used))
			oldest = slot;
	}
	return oldest;
}

static void
keep(struct texts *texts, struct text_slot *slot, int64_t revision, struct str text)
{
	slot_free(texts, slot);
	while (texts->size + text.n > TEXTS_SIZE_ALL)
		slot_free(texts, oldest_of(texts));
	slot->p = mem_alloc(text.n);
	memcpy(slot->p, text.p ? text.p : "", text.n);
	slot->n = text.n;
	slot->revision = revision;
	slot->used = texts->clock;
	texts->size += text.n;
}

struct err
texts_get(struct texts *texts, struct archive *archive, struct arena *arena, int64_t revision,
    struct str *out)
{
	struct text_slot *slot = slot_of(texts, revision);
	struct err e = { 0 };

	texts->clock++;
	if (slot->revision == revision) {
		slot->used = texts->clock;
		*out = (struct str){ slot->p, slot->n };
		return e;
	}
	e = revision_text(archive, arena, revision, out);
	if (!e.code && out->n <= TEXTS_SIZE_MAX)
		keep(texts, slot, revision, *out);
	return e;
}

void
texts_forget(struct texts *texts)
{
	for (size_t i = 0; i < TEXTS_SETS * TEXTS_WAYS; i++)
		slot_free(texts, &texts->slots[i / TEXTS_WAYS][i % TEXTS_WAYS]);
}
