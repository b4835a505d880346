#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/err.h"
#include "base/table.h"
#include "record/outlet.h"

static const struct outlet rows[] = {
#define ROW(host, name, slug, zone_s, lang) { host, name, slug, zone_s, lang },
#include "gen/hosts.inc"
#undef ROW
};

static void
hosts_and_what_lies_below(void **state)
{
	static const struct {
		const char *host, *slug;
	} cases[] = {
		{ "bbc.com", "bbc" },
		{ "www.bbc.com", "bbc" },
		{ "a.b.c.bbc.com", "bbc" },
		{ "notbbc.com", NULL },
		{ "bbc.com.example.org", NULL },
		{ "com", NULL },
		{ "", NULL },
		{ ".", NULL },
		{ "cn.nytimes.com", "nyt" },
		{ "www.nytimes.com", "nyt-en" },
		{ "www.zaobao.com.sg", "zaobao" },
		{ "wqw2010.blogspot.com", "wqw" },
		{ "other.blogspot.com", NULL },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct outlet *outlet = outlet_from_host(str_from_c(cases[i].host));
		const char *slug = outlet ? outlet->slug : "-";
		if (strcmp(slug, cases[i].slug ? cases[i].slug : "-") != 0)
			fail_msg("%s: %s", cases[i].host, slug);
	}
}

static void
the_table_is_sound(void **state)
{
	(void)state;

	assert_true(table_is_sorted(rows, LENGTH(rows), sizeof(rows[0])));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		assert_in_range(rows[i].zone_s + 43200, 0, 93600);
		for (const char *c = rows[i].slug; *c; c++)
			if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", *c))
				fail_msg("slug %s", rows[i].slug);
		/* one name, one slug, both ways */
		for (size_t j = 0; j < i; j++)
			if (!strcmp(rows[i].name, rows[j].name) !=
			    !strcmp(rows[i].slug, rows[j].slug))
				fail_msg("%s, %s", rows[i].host, rows[j].host);
		assert_ptr_not_equal(outlet_from_name(str_from_c(rows[i].name)), NULL);
	}
	assert_null(outlet_from_name(S("no such outlet")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hosts_and_what_lies_below),
		cmocka_unit_test(the_table_is_sound),
	};

	return cmocka_run_group_tests_name("outlet", tests, NULL, NULL);
}
