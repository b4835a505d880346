#include "net/shelf.h"

struct str
url_origin(struct url url)
{
	struct str s = url_str(url);

	s.n = (size_t)(url_path(url).p - s.p);
	return s;
}

static struct shelf_row *
row_of(struct shelf *shelf, struct str origin)
{
	for (size_t i = 0; i < shelf->count; i++)
		if (str_equal(shelf->rows[i].origin, origin))
			return &shelf->rows[i];
	return NULL;
}

struct shelf_row *
shelf_find(struct shelf *shelf, struct str origin, int64_t now)
{
	struct shelf_row *row = row_of(shelf, origin);

	if (row && row->state != SHELF_ASKED && now >= row->until)
		row->state = SHELF_UNKNOWN;
	return row;
}

static void
row_clear(struct shelf_row *row)
{
	arena_done(&row->arena);
	*row = (struct shelf_row){ 0 };
}

/* Rows that somebody waits for are passed over; there are fewer of them than rows. */
static struct shelf_row *
row_to_give_away(struct shelf *shelf)
{
	struct shelf_row *row;

	if (shelf->count < SHELF_ORIGINS_MAX)
		return &shelf->rows[shelf->count++];
	do
		row = &shelf->rows[shelf->next++ % SHELF_ORIGINS_MAX];
	while (row->state == SHELF_ASKED);
	return row;
}

struct shelf_row *
shelf_ask(struct shelf *shelf, struct str origin)
{
	struct shelf_row *row = row_of(shelf, origin);
	struct arena arena = { 0 };
	struct str kept = str_copy(&arena, origin);

	if (!row)
		row = row_to_give_away(shelf);
	row_clear(row);
	*row = (struct shelf_row){ .origin = kept, .state = SHELF_ASKED, .arena = arena };
	return row;
}

/* The oldest rules go until what is kept fits. */
static void
make_room(struct shelf *shelf, const struct shelf_row *but)
{
	size_t total = 0;

	for (size_t i = 0; i < shelf->count; i++)
		total += shelf->rows[i].arena.used;
	for (size_t i = 0; i < shelf->count && total > SHELF_BYTES_MAX; i++) {
		struct shelf_row *row = &shelf->rows[i];
		if (row == but || row->state != SHELF_KNOWN)
			continue;
		total -= row->arena.used;
		row_clear(row);
	}
}

void
shelf_put(struct shelf *shelf, struct str origin, struct raw bytes, struct str token, int64_t until)
{
	struct shelf_row *row = shelf_ask(shelf, origin);

	row->state = SHELF_KNOWN;
	row->until = until;
	robots_parse(&row->arena, bytes, token, &row->robots);
	/* patterns point into their own copies, so the bytes may go */
	make_room(shelf, row);
}

void
shelf_fail(struct shelf *shelf, struct str origin, int64_t now)
{
	struct shelf_row *row = shelf_ask(shelf, origin);

	row->state = SHELF_FAILED;
	row->until = now + SHELF_RETRY_S;
}

void
shelf_done(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->count; i++)
		row_clear(&shelf->rows[i]);
}
