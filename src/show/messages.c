#include "show/messages.h"

static const struct message_row rows[] = {
#define ROW(en, hans, hant) { { en, hans, hant } },
#include "gen/messages.inc"
#undef ROW
};

const struct message_row *
messages_all(size_t *count)
{
	*count = LENGTH(rows);
	return rows;
}

const char *
message_in(enum tongue tongue, struct str english)
{
	size_t low = 0, high = LENGTH(rows);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(str_from_c(rows[middle].texts[TONGUE_EN]), english);

		if (order == 0)
			return rows[middle].texts[tongue];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct str
message_or(enum tongue tongue, struct str english)
{
	const char *found = tongue == TONGUE_EN ? NULL : message_in(tongue, english);

	return found ? str_from_c(found) : english;
}
