#include "story/marks.h"

#include "store/story_marks.h"

static void
pairs_of(struct arena *arena, const struct story_marks_kept *kept, bool together, const struct story_pair **out,
    size_t *count)
{
	struct story_pair *pairs = arena_array(arena, struct story_pair, kept->count);
	size_t n = 0;

	for (size_t i = 0; i < kept->count; i++)
		if (kept->items[i].together == together)
			pairs[n++] = (struct story_pair){ kept->items[i].article, kept->items[i].other };
	*out = pairs;
	*count = n;
}

void
story_marks_read(const char *dir, struct arena *arena, struct story_marks *out)
{
	struct story_marks_kept kept = { 0 };
	struct readers *readers = NULL;

	*out = (struct story_marks){ 0 };
	if (readers_open(dir, READERS_LOOK, &readers).code)
		return;
	if (!story_marks_list(readers, arena, &kept).code) {
		pairs_of(arena, &kept, false, &out->apart, &out->apart_count);
		pairs_of(arena, &kept, true, &out->together, &out->together_count);
	}
	readers_close(readers);
}
