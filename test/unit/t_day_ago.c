#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "refine/day_ago.h"

enum { HOUR_S = 3600 };

/* Read on Thursday 7 March 2024 at 10:20 in Lunden, which is an hour before UTC's clock. */
static void
agos(void **state)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{ "3 hours ago", "2024-03-07T07:20+01:00" },
		{ "Published an hour ago", "2024-03-07T09:20+01:00" },
		{ "2 mins ago", "2024-03-07T10:18+01:00" },
		{ "2 days ago", "2024-03-05" },
		{ "vor 3 Stunden", "2024-03-07T07:20+01:00" },
		{ "Vor einer Stunde", "2024-03-07T09:20+01:00" },
		{ "il y a 2 jours", "2024-03-05" },
		{ "Hace 3 DÍAS", "2024-03-04" },
		{ "2 godziny temu", "2024-03-07T08:20+01:00" },
		{ "3 часа назад", "2024-03-07T07:20+01:00" },
		{ "3小时前", "2024-03-07T07:20+01:00" },
		{ "5分鐘前", "2024-03-07T10:15+01:00" },
		{ "５分钟前", "2024-03-07T10:15+01:00" },
		{ "两码头 2 天前", "2024-03-05" },
		{ "3시간 전", "2024-03-07T07:20+01:00" },
		{ "刚刚", "2024-03-07" },
		{ "昨天 08:30", "2024-03-06T08:30+01:00" },
		{ "前天", "2024-03-05" },
		{ "今天 08：30", "2024-03-07T08:30+01:00" },
		{ "Yesterday, 23:05", "2024-03-06T23:05+01:00" },
		{ "Aujourd’hui à 8:30", "2024-03-07T08:30+01:00" },
		{ "Вчера, 18:00", "2024-03-06T18:00+01:00" },
		{ "Wczoraj", "2024-03-06" },
		/* nobody's date */
		{ "The crane fell yesterday into the water", "" },
		{ "Ships of today and tomorrow", "" },
		{ "hierarchy", "" },
		{ "13 hours of fog", "" },
		{ "ago", "" },
		{ "", "" },
		{ "99999999999999999999 hours ago", "" },
	};
	int64_t now = days_from_civil(2024, 3, 7) * 86400 + 9 * HOUR_S + 20 * 60;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct when when;
		if (day_ago(str_from_c(rows[i].line), HOUR_S, now, &when))
			when_push(&out, when);
		if (!str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].line, STR_ARGS(buf_str(&out)));
		assert_false(day_ago(str_from_c(rows[i].line), HOUR_S, 0, &when));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(agos) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
