#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "show/limit.h"

static struct limit limit;

/* How many finished pages this address gets at once before it must wait. */
static unsigned
gets(const char *address, uint64_t now_ms)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	struct sockaddr_in four = { .sin_family = AF_INET };
	bool is_six = inet_pton(AF_INET6, address, &six.sin6_addr) == 1;
	const struct sockaddr *peer = is_six ? (const void *)&six : (const void *)&four;
	unsigned n = 0;

	if (!is_six)
		assert_int_equal(inet_pton(AF_INET, address, &four.sin_addr), 1);
	for (; n < 1000 && limit_allows(&limit, peer, now_ms); n++)
		limit_spend(&limit, peer, now_ms, LIMIT_FINISHED);
	return n;
}

static void
networks(void **state)
{
	static const struct {
		const char *address;
		uint64_t now_ms;
		unsigned gets;
	} cases[] = {
		{ "203.0.113.7", 5000, LIMIT_FULL },
		{ "203.0.113.7", 5000, 0 },
		{ "203.0.113.200", 5000, 0 },	   /* the same network */
		{ "::ffff:203.0.113.7", 5000, 0 }, /* the same in another dress */
		{ "203.0.114.7", 5000, LIMIT_FULL },
		{ "203.0.113.7", 6000, LIMIT_A_SECOND },
		{ "203.0.113.7", 4000, 0 }, /* a clock that went back gives nothing */
		{ "203.0.113.7", 1000000, LIMIT_FULL },
		{ "2001:db8:1:200::1", 5000, LIMIT_FULL },
		{ "2001:db8:1:2ff:9::9", 5000, 0 },
		{ "2001:db8:1:300::1", 5000, LIMIT_FULL },
		{ "127.0.0.1", 5000, 1000 }, /* not counted */
		{ "::1", 5000, 1000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(gets(cases[i].address, cases[i].now_ms), cases[i].gets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(networks) };

	return cmocka_run_group_tests_name("limit", tests, NULL, NULL);
}
