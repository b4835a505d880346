/*
 * Which addresses may be reached: every disguise of those that may not, and what the operator
 * allows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <cmocka.h>

#include "base/buf.h"
#include "net/address.h"

static const struct address_rules nothing;

/* The reason, "" for none; "no address" where the text is none. */
static const char *
judge(const struct address_rules *rules, const char *text, uint16_t port)
{
	struct address address;
	const char *what;

	if (!address_from_text(str_from_c(text), port, &address))
		return "no address";
	what = address_denied(rules, &address);
	return what ? what : "";
}

static void
special_networks_are_denied(void **state)
{
	static const struct {
		const char *address, *what; /* the beginning of it */
	} cases[] = {
		{ "0.0.0.0", "this network" },
		{ "0.1.2.3", "this network" },
		{ "10.0.0.1", "private" },
		{ "10.255.255.255", "private" },
		{ "11.0.0.0", "" },
		{ "9.255.255.255", "" },
		{ "100.64.0.1", "shared" },
		{ "100.127.255.255", "shared" },
		{ "100.128.0.0", "" },
		{ "100.63.255.255", "" },
		{ "127.0.0.1", "loopback" },
		{ "127.255.255.254", "loopback" },
		{ "128.0.0.1", "" },
		{ "169.254.169.254", "link-local" },
		{ "172.15.255.255", "" },
		{ "172.16.0.1", "private" },
		{ "172.31.255.255", "private" },
		{ "172.32.0.0", "" },
		{ "192.0.0.8", "protocol" },
		{ "192.0.1.1", "" },
		{ "192.0.2.1", "documentation" },
		{ "192.88.99.1", "6to4" },
		{ "192.168.0.1", "private" },
		{ "192.169.0.1", "" },
		{ "198.17.255.255", "" },
		{ "198.18.0.1", "benchmarking" },
		{ "198.19.255.255", "benchmarking" },
		{ "198.20.0.0", "" },
		{ "198.51.100.9", "documentation" },
		{ "203.0.113.9", "documentation" },
		{ "223.255.255.255", "" },
		{ "224.0.0.1", "multicast" },
		{ "239.255.255.255", "multicast" },
		{ "240.0.0.1", "reserved" },
		{ "255.255.255.255", "reserved" },
		{ "8.8.8.8", "" },
		{ "::", "IPv6 with IPv4" },
		{ "::1", "IPv6 with IPv4" },
		{ "::7f00:1", "IPv6 with IPv4" },
		{ "::ffff:127.0.0.1", "loopback" },
		{ "::ffff:7f00:1", "loopback" },
		{ "::ffff:8.8.8.8", "" },
		{ "::ffff:a00:1", "private" },
		{ "64:ff9b::7f00:1", "loopback" },
		{ "64:ff9b::a9fe:a9fe", "link-local" },
		{ "64:ff9b::808:808", "" },
		{ "64:ff9b:1::1", "local translation" },
		{ "100::1", "discarded" },
		{ "100:0:0:1::", "" },
		{ "2001::1", "protocol" },
		{ "2001:1ff:ffff::", "protocol" },
		{ "2001:200::1", "" },
		{ "2001:db8::1", "documentation" },
		{ "2002:7f00:1::", "6to4" },
		{ "2003::1", "" },
		{ "2606:2800:220:1::", "" },
		{ "3fff:fff::1", "documentation" },
		{ "3fff:1000::1", "" },
		{ "5f00::1", "segment" },
		{ "fc00::1", "private" },
		{ "fdff::1", "private" },
		{ "fe00::1", "" },
		{ "fe80::1", "link-local" },
		{ "febf::1", "link-local" },
		{ "fec0::1", "site-local" },
		{ "ff02::1", "multicast" },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		const char *what = judge(&nothing, cases[i].address, 80);
		if (strncmp(what, cases[i].what, strlen(cases[i].what)) != 0 ||
		    (!*cases[i].what && *what))
			fail_msg("%s: %s", cases[i].address, what);
	}
}

/* As URLs write them: through the URL parser, as the gate does before anything else. */
static void
disguises_in_urls_are_seen_through(void **state)
{
	static const char *const denied[] = { "http://2130706433/", "http://0x7f.1/",
		"http://017700000001/", "http://127.1/", "http://0/", "http://0x7f000001/",
		"http://127.0.0.1./", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
		"http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/",
		"http://[64:ff9b::7f00:1]/", "http://[64:ff9b::127.0.0.1]/", "http://localhost/",
		"http://LOCALHOST/", "http://foo.localhost/", "http://localhost./",
		"http://169.254.169.254/latest/", "http://0251.0376.0251.0376/",
		"http://%31%32%37.0.0.1/", "http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/",
		"http://"
		"\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.\xe2\x93\xaa.\xe2\x93\xaa.\xe2\x91\xa0/",
		"http://127\xe3\x80\x82"
		"0\xe3\x80\x82"
		"0\xe3\x80\x82"
		"1/",
		"http://8.8.8.8:22/", "https://8.8.8.8:8443/", "http:\\\\127.0.0.1\\",
		"http:127.0.0.1/" };
	static const char *const let_through[] = { "http://8.8.8.8/", "https://8.8.8.8/",
		"http://8.8.8.8:443/", "http://[2606:2800:220:1::]/", "http://134744072/" };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct address address;
	struct url url;
	(void)state;

	for (size_t i = 0; i < LENGTH(denied); i++) {
		if (url_parse(&arena, str_from_c(denied[i]), NULL, &url).code)
			continue; /* refused even earlier */
		if (!address_from_url(url, &address) || !address_denied(&nothing, &address))
			fail_msg("%s: %.*s", denied[i], STR_ARGS(url));
	}
	for (size_t i = 0; i < LENGTH(let_through); i++) {
		assert_int_equal(
		    url_parse(&arena, str_from_c(let_through[i]), NULL, &url).code, ERR_NONE);
		assert_true(address_from_url(url, &address));
		assert_null(address_denied(&nothing, &address));
	}
	/* names are judged at the socket */
	assert_int_equal(
	    url_parse(&arena, S("http://localhost.example/"), NULL, &url).code, ERR_NONE);
	assert_false(address_from_url(url, &address));
}

static void
sockets_say_what_they_are(void **state)
{
	struct sockaddr_in v4 = {
		.sin_family = AF_INET, .sin_port = htons(80), .sin_addr.s_addr = htonl(0x7f000001)
	};
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons(443) };
	struct sockaddr other = { .sa_family = AF_UNIX };
	struct address address;
	(void)state;

	assert_true(address_from_socket((struct sockaddr *)&v4, sizeof(v4), &address));
	assert_int_equal(address.port, 80);
	assert_string_equal(address_denied(&nothing, &address), "loopback (127.0.0.0/8)");
	v4.sin_addr.s_addr = htonl(0x08080808);
	assert_true(address_from_socket((struct sockaddr *)&v4, sizeof(v4), &address));
	assert_null(address_denied(&nothing, &address));
	inet_pton(AF_INET6, "64:ff9b::10.1.2.3", &v6.sin6_addr);
	assert_true(address_from_socket((struct sockaddr *)&v6, sizeof(v6), &address));
	assert_non_null(address_denied(&nothing, &address));
	assert_false(address_from_socket(&other, sizeof(other), &address));
	assert_false(address_from_socket((struct sockaddr *)&v6, sizeof(v4), &address));
}

static void
ports_are_those_of_the_web(void **state)
{
	static const uint16_t others[] = { 0, 1, 22, 25, 53, 79, 81, 442, 444, 8080, 65535 };
	(void)state;

	assert_string_equal(judge(&nothing, "8.8.8.8", 80), "");
	assert_string_equal(judge(&nothing, "8.8.8.8", 443), "");
	for (size_t i = 0; i < LENGTH(others); i++)
		assert_string_equal(judge(&nothing, "8.8.8.8", others[i]), "port (not 80 or 443)");
}

static void
the_operator_may_allow(void **state)
{
	static const struct {
		const char *allow, *address;
		uint16_t port;
		bool reached;
	} cases[] = {
		{ "127.0.0.0/8", "127.1.2.3", 80, true },
		{ "127.0.0.0/8", "127.1.2.3", 8080, false },
		{ "127.0.0.0/8:8000-9000", "127.1.2.3", 8080, true },
		{ "127.0.0.0/8:8000-9000", "127.1.2.3", 80, false },
		{ "127.0.0.0/8:8000-9000", "127.1.2.3", 9001, false },
		{ "127.0.0.0/8:8000-9000", "10.0.0.1", 8080, false },
		{ "127.0.0.0/8:8000-9000", "8.8.8.8", 80, true },
		{ "127.0.0.0/8 192.168.1.5/32", "192.168.1.5", 443, true },
		{ "127.0.0.0/8,192.168.1.5", "192.168.1.5", 443, true },
		{ "127.0.0.0/8 192.168.1.5/32", "192.168.1.6", 443, false },
		{ "192.168.1.4/31", "192.168.1.5", 443, true },
		{ ":8080", "8.8.8.8", 8080, true },
		{ ":8080", "127.0.0.1", 8080, false },
		{ ":8080-8081", "8.8.8.8", 8082, false },
		{ "::1", "::1", 80, true },
		{ "[fd00::/8]:8080", "fd12::1", 8080, true },
		{ "[fd00::/8]:8080", "fd12::1", 80, false },
		{ "fd00::/8", "fd12::1", 80, true },
		{ "127.0.0.0/8", "::ffff:127.0.0.1", 80, true },
		{ "127.0.0.0/8", "64:ff9b::127.0.0.1", 80, true },
		{ "0.0.0.0/0", "10.0.0.1", 80, true },
		{ "0.0.0.0/0", "fe80::1", 80, false },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct address_rules rules;
		assert_int_equal(
		    address_rules_parse(str_from_c(cases[i].allow), S(""), &rules).code, ERR_NONE);
		if (!*judge(&rules, cases[i].address, cases[i].port) != cases[i].reached)
			fail_msg("%s: %s %d", cases[i].allow, cases[i].address, cases[i].port);
	}
}

/* Goes before what is allowed. */
static void
the_operator_may_deny(void **state)
{
	static const struct {
		const char *allow, *deny, *address;
		uint16_t port;
		bool reached;
	} cases[] = {
		{ "", "8.8.8.8:80", "8.8.8.8", 80, false },
		{ "", "8.8.8.8:80", "8.8.8.8", 443, true },
		{ "", "8.8.8.8:80", "8.8.8.9", 80, true },
		{ "", "8.8.8.8:80", "64:ff9b::8.8.8.8", 80, false },
		{ "", "8.8.8.8:80", "::ffff:8.8.8.8", 80, false },
		{ "", "8.8.8.0/24", "8.8.8.8", 443, false },
		{ "8.8.8.8:22", "8.8.8.8", "8.8.8.8", 22, false },
		{ "127.0.0.0/8:8080", "127.0.0.7:8080", "127.0.0.7", 8080, false },
		{ "127.0.0.0/8:8080", "127.0.0.7:8080", "127.0.0.8", 8080, true },
		{ "", "[2a00::7]:443 8.8.8.8:80", "2a00::7", 443, false },
		{ "", ":443", "8.8.8.8", 443, false },
		{ "", ":443", "8.8.8.8", 80, true },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct address_rules rules;
		assert_int_equal(address_rules_parse(str_from_c(cases[i].allow),
				     str_from_c(cases[i].deny), &rules).code,
		    ERR_NONE);
		if (!*judge(&rules, cases[i].address, cases[i].port) != cases[i].reached)
			fail_msg("%s: %s %d", cases[i].deny, cases[i].address, cases[i].port);
		if (strcmp(cases[i].deny, ":443") == 0)
			assert_non_null(address_port_denied(&rules, 443));
	}
}

static void
what_is_no_rule_is_told(void **state)
{
	static const struct {
		const char *allow;
		uint32_t at;
	} cases[] = {
		{ "localhost", 0 },
		{ "127.0.0.0/33", 0 },
		{ "127.0.0.1 10.0.0.0/8:", 10 },
		{ "127.0.0.1:0", 0 },
		{ "127.0.0.1:70000", 0 },
		{ "127.0.0.1:90-80", 0 },
		{ "127.0.0.1:80x", 0 },
		{ "127.0.0.1/", 0 },
		{ "[::1", 0 },
		{ "[::1]x", 0 },
		{ "[]", 0 },
		{ ":", 0 },
		{ "::1/129", 0 },
		{ "fd00::/8:80", 0 },
	};
	struct buf many CLEAN(buf_done) = { 0 };
	struct address_rules rules = { .count = 7 };
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct err err = address_rules_parse(str_from_c(cases[i].allow), S(""), &rules);
		if (err.code != ERR_CONFIG || err.at != cases[i].at)
			fail_msg("%s: %s %u", cases[i].allow, err_row(err.code)->name, err.at);
	}
	for (int i = 0; i <= ADDRESS_RULES_MAX; i++)
		buf_push_literal(&many, "::1 ");
	assert_int_equal(address_rules_parse(buf_str(&many), S(""), &rules).code, ERR_CONFIG);
	assert_int_equal(rules.count, 7);
	assert_int_equal(address_rules_parse(S(""), S("127.0.0.0/8 x"), &rules).code, ERR_CONFIG);
	assert_int_equal(address_rules_parse(S(""), buf_str(&many), &rules).code, ERR_CONFIG);
	assert_int_equal(address_rules_parse(S(" , "), S(""), &rules).code, ERR_NONE);
	assert_int_equal(rules.count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(special_networks_are_denied),
		cmocka_unit_test(disguises_in_urls_are_seen_through),
		cmocka_unit_test(sockets_say_what_they_are),
		cmocka_unit_test(ports_are_those_of_the_web),
		cmocka_unit_test(the_operator_may_allow),
		cmocka_unit_test(the_operator_may_deny),
		cmocka_unit_test(what_is_no_rule_is_told),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
