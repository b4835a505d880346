#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"
#include "text/date.h"
#include "text/edtf.h"

static const struct {
	struct str edtf;
	const char *first, *last; /* NULL: open; both "": no days */
} rows[] = {
	{ STR_INIT("2024-11-07"), "2024-11-07", "2024-11-07" },
	{ STR_INIT("2024-11-07T10:00"), "2024-11-07", "2024-11-07" },
	{ STR_INIT("2024-11-07TNI"), "2024-11-07", "2024-11-07" },
	{ STR_INIT("2024-02"), "2024-02-01", "2024-02-29" },
	{ STR_INIT("2023-12"), "2023-12-01", "2023-12-31" },
	{ STR_INIT("2023"), "2023-01-01", "2023-12-31" },
	{ STR_INIT("2022-W41"), "2022-10-10", "2022-10-16" },
	{ STR_INIT("2021-W01"), "2021-01-04", "2021-01-10" },
	{ STR_INIT("1965-W01"), "1965-01-04", "1965-01-10" },
	{ STR_INIT("2023-22"), "2023-06-01", "2023-08-31" },
	{ STR_INIT("2024-24"), "2024-12-01", "2025-02-28" },
	{ STR_INIT("2024-01-08/2024-01-09"), "2024-01-08", "2024-01-09" },
	{ STR_INIT("2024-01/2024-03"), "2024-01-01", "2024-03-31" },
	{ STR_INIT("../2030"), NULL, "2030-12-31" },
	{ STR_INIT("2024-01-08/.."), "2024-01-08", NULL },
	{ STR_INIT("2024~"), "2024-01-01", "2024-12-31" },
	{ STR_INIT("P2Y"), "", "" },
	{ STR_INIT("PAST_REF"), "", "" },
	{ STR_INIT("2024-13"), "", "" },
	{ STR_INIT("2024-02-30"), "", "" },
	{ STR_INIT("2024-02-00"), "", "" },
	{ STR_INIT("2024-W54"), "", "" },
	{ STR_INIT("2024-03/2024-01"), "", "" },
	{ STR_INIT("0000"), "", "" },
	{ STR_INIT(""), "", "" },
	{ STR_INIT("2024-11-07x"), "", "" },
};

static int64_t
day_of(const char *s, int64_t open)
{
	struct when when;

	if (!s)
		return open;
	assert_true(when_parse(str_from_c(s), 0, &when));
	return when_seconds(when) >= 0 ? when_seconds(when) / 86400 : -((-when_seconds(when) + 86399) / 86400);
}

static void
test_days(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		int64_t first = 7, last = 7;
		bool none = rows[i].first && !rows[i].first[0];

		if (edtf_days(rows[i].edtf, &first, &last) == none)
			fail_msg("%s", rows[i].edtf.p);
		if (first != (none ? 7 : day_of(rows[i].first, INT64_MIN)) || last != (none ? 7 : day_of(rows[i].last, INT64_MAX)))
			fail_msg("%s: %lld to %lld", rows[i].edtf.p, (long long)first, (long long)last);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_days) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
