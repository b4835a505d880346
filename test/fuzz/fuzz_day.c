#include <stdlib.h>

#include "refine/day.h"
#include "refine/day_ago.h"
#include "refine/page_label.h"
#include "refine/page_names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NOW = 1709806800, FIRST_DAY = 9131 }; /* 7 March 2024; 1 January 1995 */

static void
check_day(struct when when)
{
	int64_t day = when_seconds(when) / 86400;

	if (when.precision != WHEN_DAY || day < FIRST_DAY || day > days_from_civil(2100, 12, 31))
		abort();
}

/* Lines around a headline: every day is a day, every view one of the line's. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str line = { (const char *)data, utf8_valid_length((struct raw){ data, size }) }, rest = line, before, value, other;
	struct strs names = { 0 };
	struct day day;
	struct when when;
	unsigned month, of_month;

	while (day_pull(&rest, size % 4, &before, &day)) {
		check_day(day.when);
		if (day.other.precision)
			check_day(day.other);
	}
	if (day_of_year(line, &month, &of_month) && (month < 1 || month > 12 || of_month < 1 || of_month > 31))
		abort();
	if (day_in_path(line, &when))
		check_day(when);
	if (day_ago(line, 3600, NOW, &when) && when_seconds(when) > NOW + 86400)
		abort();
	for (enum page_label label = LABEL_EDITOR; label <= LABEL_OTHER; label++)
		if (label_find(line, label, &value) && utf8_valid_length(raw_from_str(value)) != value.n)
			abort();
	opening_read(line, &value, &other);
	if (utf8_valid_length(raw_from_str(value)) != value.n || utf8_valid_length(raw_from_str(other)) != other.n)
		abort();
	names_in(&arena, line, size & 1, &names);
	for (size_t i = 0; i < names.count; i++)
		if (utf8_valid_length(raw_from_str(names.items[i])) != names.items[i].n)
			abort();
	return 0;
}
