#include "record/feed.h"

static const char *const format_names[FORMAT_MAX] = {
#define ROW(name, format) [format] = name,
#include "gen/formats.inc"
#undef ROW
};

const char *
feed_format_name(enum feed_format format)
{
	return (unsigned)format < FORMAT_MAX && format_names[format] ? format_names[format] : "";
}

const struct entry_field entry_fields[MEMBER_MAX] = {
#define ROW(member, kind, json, on, wire, meaning)                    \
	[MEMBER_##member] = { #member, json, meaning, kind, on, wire, \
		offsetof(struct feed_entry, member) },
#include "gen/feed.inc"
#undef ROW
};
#define ROW(member, kind, json, on, wire, meaning) \
	_Static_assert((wire) > 0 && (wire) < 64, "the reader keeps a bit for each");
#include "gen/feed.inc"
#undef ROW

void
feed_entry_init(struct feed_entry *entry)
{
	*entry = (struct feed_entry){ .comment_count = -1 };
}

void
feed_init(struct feed *feed)
{
	*feed = (struct feed){ .ttl_min = -1 };
	feed_entry_init(&feed->head);
}

struct feed_entry *
feed_add(struct arena *arena, struct feed *feed)
{
	if (feed->count == FEED_ITEMS_MAX) {
		feed->is_cut = true;
		return NULL;
	}
	arena_push(arena, feed->items, feed->count, feed->capacity);
	feed_entry_init(&feed->items[feed->count]);
	return &feed->items[feed->count++];
}

enum { WHAT_MAX = 120 };

void
feed_fault(struct arena *arena, struct feed *feed, const char *rule, struct str what, size_t at,
    uint32_t line)
{
	struct feed_faults *faults = &feed->faults;

	if (faults->count == FEED_FAULTS_MAX) {
		faults->more++;
		return;
	}
	what = str_copy(
	    arena, str_slice(what, 0, str_rune_start(what, what.n < WHAT_MAX ? what.n : WHAT_MAX)));
	arena_push(arena, faults->items, faults->count, faults->capacity);
	faults->items[faults->count++] =
	    (struct feed_fault){ str_from_c(rule), what, (uint32_t)at, line };
}
