#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <unistd.h>

#include "cmd/network.h"

/* A command line as fetch would have it. */
static struct err
settle(struct context *context, const char *option, const char *value, struct gate_settings *out)
{
	char program[] = "xinshi", command[] = "fetch", *words[4] = { program, command };
	int count = 2;
	struct err e;

	*context = (struct context){ .command = &cmd_fetch, .dir = "archive", .quiet = true };
	context->notes.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (option) {
		words[count++] = str_terminated(
		    &context->arena, str_format(&context->arena, "--%s=%s", option, value));
	}
	e = options_parse(&context->arena, "fetch", count, words, &context->options);
	return e.code ? e : network_settings(context, out);
}

static void
leave(struct context *context)
{
	close(context->notes.fd);
	buf_done(&context->notes.buf);
	arena_done(&context->arena);
}

static void
who_asks_is_one_header(void **state)
{
	static const struct {
		const char *contact, *agent; /* NULL: refused */
	} rows[] = {
		{ "https://news.example/about",
		    "xinshi/" VERSION " (+https://news.example/about)" },
		{ "keeper@news.example", "xinshi/" VERSION " (+mailto:keeper@news.example)" },
		{ "", "xinshi/" VERSION },
		{ "keeper", NULL },
		{ "@", NULL },
		{ "a b@c.example", NULL },
		{ "a@b.example)\r\nX: y", NULL },
		{ "a@b.example (me)", NULL },
		{ "守@news.example", NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct gate_settings settings;
		struct context context;
		struct err e = settle(&context, "contact", rows[i].contact, &settings);

		if (!rows[i].agent)
			assert_int_equal(e.code, ERR_USAGE);
		else {
			assert_int_equal(e.code, ERR_NONE);
			assert_true(str_equal(settings.user_agent, str_from_c(rows[i].agent)));
		}
		leave(&context);
	}
}

static void
what_the_gate_is_told(void **state)
{
	static const struct {
		const char *option, *value;
		bool good;
	} rows[] = {
		{ "proxy", "socks5h://127.0.0.1:9050", true },
		{ "proxy", "http://proxy:3128", true },
		{ "proxy", "", true },
		{ "proxy", "proxy:3128", false },
		{ "proxy", "gopher://proxy", false },
		{ "proxy", "http://", false },
		{ "host-gap", "0", true },
		{ "host-gap", "-1", false },
		{ "connections", "513", false },
		{ "authorities", "/nonexistent", false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct gate_settings settings;
		struct context context;
		struct err e = settle(&context, rows[i].option, rows[i].value, &settings);

		assert_int_equal(e.code == ERR_NONE, rows[i].good);
		leave(&context);
	}
}

static void
networks_are_words(void **state)
{
	struct gate_settings settings;
	struct context context;

	(void)state;
	assert_int_equal(
	    settle(&context, "allow", "10.0.0.0/8, [fd00::/8]:8080,:8443", &settings).code, 0);
	assert_true(str_equal(settings.allow, S("10.0.0.0/8  [fd00::/8]:8080 :8443")));
	assert_int_equal(settings.host_gap_ms, 1000);
	assert_int_equal(settings.total_ms, 120000);
	leave(&context);
	assert_int_equal(settle(&context, "deny", "198.51.100.7:80,10.0.0.0/8", &settings).code, 0);
	assert_true(str_equal(settings.deny, S("198.51.100.7:80 10.0.0.0/8")));
	leave(&context);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_asks_is_one_header),
		cmocka_unit_test(what_the_gate_is_told),
		cmocka_unit_test(networks_are_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
