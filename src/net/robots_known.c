#include "net/robots_known.h"

struct str
url_origin(struct url url)
{
	struct str s = url_str(url);

	s.n = (size_t)(url_path(url).p - s.p);
	return s;
}

static struct known_row *
row_of(struct robots_known *known, struct str origin)
{
	for (size_t i = 0; i < known->count; i++)
		if (str_equal(known->rows[i].origin, origin))
			return &known->rows[i];
	return NULL;
}

struct known_row *
robots_known_find(struct robots_known *known, struct str origin, int64_t now)
{
	struct known_row *row = row_of(known, origin);

	if (row && row->state != KNOWN_ASKED && now >= row->until)
		row->state = KNOWN_UNKNOWN;
	return row;
}

static void
row_clear(struct known_row *row)
{
	arena_done(&row->arena);
	*row = (struct known_row){ 0 };
}

/* Rows that somebody waits for are passed over; there are fewer of them than rows. */
static struct known_row *
row_to_give_away(struct robots_known *known)
{
	struct known_row *row;

	if (known->count < KNOWN_ORIGINS_MAX)
		return &known->rows[known->count++];
	do
		row = &known->rows[known->next++ % KNOWN_ORIGINS_MAX];
	while (row->state == KNOWN_ASKED);
	return row;
}

struct known_row *
robots_known_ask(struct robots_known *known, struct str origin)
{
	struct known_row *row = row_of(known, origin);
	struct arena arena = { 0 };
	struct str kept = str_copy(&arena, origin);

	if (!row)
		row = row_to_give_away(known);
	row_clear(row);
	*row = (struct known_row){ .origin = kept, .state = KNOWN_ASKED, .arena = arena };
	return row;
}

/* The oldest rules go until what is kept fits. */
static void
make_room(struct robots_known *known, const struct known_row *but)
{
	size_t total = 0;

	for (size_t i = 0; i < known->count; i++)
		total += known->rows[i].arena.used;
	for (size_t i = 0; i < known->count && total > KNOWN_BYTES_MAX; i++) {
		struct known_row *row = &known->rows[i];
		if (row == but || row->state != KNOWN_RULES)
			continue;
		total -= row->arena.used;
		row_clear(row);
	}
}

void
robots_known_put(struct robots_known *known, struct str origin, struct raw bytes, struct str token,
    int64_t until)
{
	struct known_row *row = robots_known_ask(known, origin);

	row->state = KNOWN_RULES;
	row->until = until;
	robots_parse(&row->arena, bytes, token, &row->robots);
	/* patterns point into their own copies, so the bytes may go */
	make_room(known, row);
}

void
robots_known_fail(
    struct robots_known *known, struct str origin, enum err_code why, int64_t now)
{
	struct known_row *row = robots_known_ask(known, origin);

	row->state = KNOWN_FAILED;
	row->why = why;
	row->until = now + KNOWN_RETRY_S;
}

void
robots_known_done(struct robots_known *known)
{
	for (size_t i = 0; i < known->count; i++)
		row_clear(&known->rows[i]);
}
