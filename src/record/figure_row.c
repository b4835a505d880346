#include "record/figure_row.h"

enum { IS_DATED = 1 << ROLES, DAYS_SHIFT = ROLES + 1, FLAGS_MAX = (4 << DAYS_SHIFT) - 1 };
enum days { DAYS_ONE, DAYS_SPAN, DAYS_UNTIL, DAYS_SINCE }; /* one day; a first and a last; one side open */

static const int64_t days_max = 10000 * 366; /* from any day to any other, years 1 to 9999 */

/* Small numbers of either sign are small: 0, -1, 1, -2, ... */
static void
put_signed(struct buf *out, int64_t value)
{
	buf_push_varint(out, value < 0 ? 2 * (uint64_t)(-(value + 1)) + 1 : 2 * (uint64_t)value);
}

static enum days
days_of(const struct figure_row *row)
{
	if (row->first_day == INT64_MIN)
		return DAYS_UNTIL;
	if (row->last_day == INT64_MAX)
		return DAYS_SINCE;
	return row->first_day == row->last_day ? DAYS_ONE : DAYS_SPAN;
}

static void
put_row(struct buf *out, const struct figure_row *row, int64_t day)
{
	enum days days = days_of(row);
	unsigned flags = (row->is_dated ? IS_DATED : 0) | (unsigned)days << DAYS_SHIFT;

	for (unsigned i = 0; i < ROLES; i++)
		flags |= row->roles[i] ? 1u << i : 0;
	buf_push_u8(out, (uint8_t)flags);
	buf_push_varint(out, (uint64_t)row->slot);
	buf_push_varint(out, (uint64_t)row->unit);
	for (unsigned i = 0; i < ROLES; i++)
		if (row->roles[i])
			buf_push_varint(out, (uint64_t)row->roles[i]);
	if (days != DAYS_UNTIL)
		put_signed(out, row->first_day - day);
	if (days == DAYS_UNTIL)
		put_signed(out, row->last_day == INT64_MAX ? days_max : row->last_day - day);
	if (days == DAYS_SPAN)
		put_signed(out, row->last_day - row->first_day);
}

void
figure_rows_put(struct buf *out, const struct figure_row *rows, size_t count, int64_t day)
{
	for (size_t i = 0; i < count; i++)
		put_row(out, &rows[i], day);
}

/* ---- reading: all rows of an archive are, for a list ---- */

struct cursor {
	const unsigned char *at, *end;
	bool is_wrong;
};

static inline uint64_t
get_number(struct cursor *cursor, uint64_t max)
{
	uint64_t value = 0;

	for (unsigned shift = 0; cursor->at < cursor->end && shift < 63; shift += 7) {
		unsigned char byte = *cursor->at++;
		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			cursor->is_wrong |= value > max;
			return value;
		}
	}
	cursor->is_wrong = true;
	return 0;
}

static inline int64_t
get_signed(struct cursor *cursor, int64_t max)
{
	uint64_t value = get_number(cursor, 2 * (uint64_t)max + 1);

	return value & 1 ? -(int64_t)(value / 2) - 1 : (int64_t)(value / 2);
}

static inline void
get_days(struct cursor *cursor, enum days days, int64_t day, struct figure_row *out)
{
	int64_t near = get_signed(cursor, days_max);

	if (cursor->is_wrong)
		return;
	out->first_day = days == DAYS_UNTIL ? INT64_MIN : day + near;
	out->last_day = days == DAYS_SINCE || (days == DAYS_UNTIL && near == days_max) ? INT64_MAX : day + near;
	if (days == DAYS_SPAN)
		out->last_day = out->first_day + get_signed(cursor, days_max);
}

void
figure_row_get(struct reader *reader, int64_t day, struct figure_row *out)
{
	struct cursor cursor = { reader->rest.p, reader->rest.p + reader->rest.n, false };
	unsigned flags = (unsigned)get_number(&cursor, FLAGS_MAX);

	*out = (struct figure_row){ .is_dated = flags & IS_DATED };
	out->slot = (int64_t)get_number(&cursor, FIGURE_WORDS_MAX);
	out->unit = (int64_t)get_number(&cursor, FIGURE_WORDS_MAX);
	for (unsigned i = 0; i < ROLES; i++)
		if (flags & 1u << i)
			out->roles[i] = (int64_t)get_number(&cursor, FIGURE_WORDS_MAX);
	get_days(&cursor, (enum days)(flags >> DAYS_SHIFT & 3), day, out);
	if (cursor.is_wrong) {
		read_fail(reader, "the row of a figure");
		return;
	}
	(void)read_raw(reader, (size_t)(cursor.at - reader->rest.p));
}
