#include "show/delta.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool
delta_asked(struct str a_im)
{
	struct str item, name;

	while (pull_field(&a_im, ',', &item))
		if (pull_field(&item, ';', &name) && str_equal_nocase(str_trim(name), S("feed")) &&
		    header_weight(item))
			return true;
	return false;
}

static void
print_write(uint32_t print, char out[DELTA_PRINT])
{
	for (unsigned i = 0; i < DELTA_PRINT; i++)
		out[i] = letters[print >> 6 * i & 63];
}

struct str
delta_tag(struct arena *arena, const struct feed_item *items, size_t count)
{
	char *to = arena_alloc(arena, count * DELTA_PRINT + 1);

	for (size_t i = 0; i < count; i++)
		print_write(items[i].print, to + i * DELTA_PRINT);
	return (struct str){ to, count * DELTA_PRINT };
}

/* The prints in an ETag: "...-PRINTS" or "...-PRINTS-gz", after the last full stop. */
static struct str
prints_of(struct str tag)
{
	ptrdiff_t dot = str_find_last_char(tag, '.');
	ptrdiff_t end = str_find_char(tag, '"', dot < 0 ? 0 : (size_t)dot);

	return dot < 0 || end < 0 ? S("") : str_slice(tag, (size_t)dot + 1, (size_t)end);
}

static bool
is_known(struct str prints, uint32_t print)
{
	char wanted[DELTA_PRINT];

	print_write(print, wanted);
	for (; prints.n >= DELTA_PRINT; prints = str_from(prints, DELTA_PRINT))
		if (memcmp(prints.p, wanted, DELTA_PRINT) == 0)
			return true;
	return false;
}

bool
delta_between(struct arena *arena, struct str if_none_match, const struct feed_out *feed,
    struct feed_out *newer, struct str *base)
{
	struct feed_out found = *feed;
	struct str tag;

	found.items = arena_array(arena, struct feed_item, feed->count);
	while (pull_field(&if_none_match, ',', &tag)) {
		struct str prints = prints_of(tag);

		found.count = 0;
		for (size_t i = 0; i < feed->count; i++)
			if (!is_known(prints, feed->items[i].print))
				found.items[found.count++] = feed->items[i];
		if (found.count == feed->count)
			continue;
		*newer = found;
		*base = str_trim(tag);
		return true;
	}
	return false;
}
