/*
 * The lock.  The test is its own worker: a desk as xinshi-parse has it, locked in as that is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "guard/confine.h"
#include "guard/probe.h"
#include "guard/worker.h"
#include "main/worker_loop.h"
#include "record/wire.h"

static const struct port_range ports[] = { { 80, 80 }, { 443, 443 } };

static int
locked_worker(enum role role)
{
	struct buf report = { 0 };
	struct desk *desk;
	struct err err = desk_open(&desk);

	if (!err.code)
		err = role == ROLE_FETCH ? confine_fetch(ports, LENGTH(ports), &report)
					 : confine(role, &report);
	if (!err.code)
		err = frame_write(1, FRAME_READY, 0, buf_raw(&report));
	if (!err.code)
		err = desk_loop(desk, 0, 1);
	_exit((int)err.code);
}

static struct pool *
open_role(const char *argument)
{
	const struct pool_options options = { "/proc/self/exe", argument, 1, 8, 20000 };
	struct pool *pool = NULL;
	struct err err = pool_open(&options, &pool);

	if (err.code)
		fail_msg("%s: %s", err_row(err.code)->name, err.what ? err.what : "");
	return pool;
}

static struct pool *
open_locked(void)
{
	return open_role("locked");
}

static void
forbidden_things_fail_or_kill(void **state)
{
	struct pool *pool = open_locked();
	struct answer answer;
	(void)state;

	assert_in_range(probe_count, 20, 100);
	assert_null(probe_name(probe_count));
	for (unsigned which = 0; which < probe_count; which++) {
		assert_int_equal(
		    pool_ask(pool, FRAME_PROBE, which, (struct raw){ 0 }).code, ERR_NONE);
		assert_true(pool_next(pool, -1, &answer));
		if (answer.err.code != ERR_WORKER_DIED && answer.kind != FRAME_ERR)
			fail_msg("a locked worker could %s", probe_name(which));
	}
	/* all of them at the first system call, but for what the memory calls look at */
	assert_int_equal(pool_deaths(pool), probe_count);
	pool_close(pool);
}

/* What the gate may do, and from which ABI of Landlock on it may not (0: always may). */
static const struct {
	const char *name;
	int until_abi;
} gate_may[] = {
	{ "make a socket", 0 },
	{ "make a socket pair", 0 },
	{ "read the resolver's file", 0 },
	{ "open a file at", 1 },
	{ "list a folder", 1 },
	{ "connect to a port", 4 },
};

static bool
may(const char *name)
{
	int abi = confine_landlock_abi();

	for (size_t i = 0; i < LENGTH(gate_may); i++)
		if (!strcmp(name, gate_may[i].name))
			return !gate_may[i].until_abi || abi < gate_may[i].until_abi;
	return false;
}

static void
the_gate_has_sockets_and_nothing_else(void **state)
{
	struct pool *pool = open_role("locked-fetch");
	struct answer answer;
	(void)state;

	for (unsigned which = 0; which < probe_count; which++) {
		bool through;
		assert_int_equal(
		    pool_ask(pool, FRAME_PROBE, which, (struct raw){ 0 }).code, ERR_NONE);
		assert_true(pool_next(pool, -1, &answer));
		through = answer.err.code != ERR_WORKER_DIED && answer.kind != FRAME_ERR;
		if (through != may(probe_name(which)))
			fail_msg("a locked gate %s %s", through ? "could" : "could not",
			    probe_name(which));
	}
	pool_close(pool);
}

/* The probes are worth nothing if they fail without a lock as well. */
static void
probes_succeed_without_a_lock(void **state)
{
	static const char *const must[] = { "open a file at", "make a socket", "make a process",
		"map memory to execute", "make memory executable", "connect to a port", "listen",
		"make a local socket", "make a netlink socket", "write a file", "list a folder",
		"read the resolver's file" };
	(void)state;

	for (size_t i = 0; i < LENGTH(must); i++)
		for (unsigned which = 0; which < probe_count; which++)
			if (!strcmp(probe_name(which), must[i]) && !probe_succeeds(which))
				fail_msg("%s", must[i]);
	unlink("/tmp/xinshi-probe");
}

static const char article[] =
    "<!--1612139160000-->\n[\xe7\x94\xb2\xe5\x9c\xb0\xe5\xa4\xa7\xe9\x9b\xa8](https://example.org/"
    "1)\n------\n\n"
    "<p>\xe7\x94\xb2\xe5\x9c\xb0\xe4\xbb\x8a\xe5\xa4\xa9\xe5\xa4\xa7\xe9\x9b\xa8\xe3\x80\x82</p>\n";

static void
ask_file(struct pool *pool, enum frame_kind kind, struct raw file)
{
	const struct question question = {
		.bytes = file, .source = S("folder"), .now = 1612139999
	};
	struct buf bytes CLEAN(buf_done) = { 0 };

	wire_put_question(&bytes, &question);
	assert_int_equal(pool_ask(pool, kind, 7, buf_raw(&bytes)).code, ERR_NONE);
}

/* Everything the desk does, locked in: nothing of it may need a call that is not on the list. */
static void
the_desk_works_behind_the_lock(void **state)
{
	static const struct {
		const char *file, *error;
	} cases[] = {
		{ article, NULL },
		{ "<!--NaN-->\n[a](https://example.org/)\n------\n\nx\n", "ERR_DATE" },
		{ "---\ntitle: a\nfrom: https://example.org/\ndate: Mon, 01 Feb 2021 00:26:00 "
		  "GMT\n---\n<p>x</p>\n",
		    NULL },
		{ "<!--1-->\n[&copy; "
		  "a](https://\xe4\xbe\x8b\xe5\xad\x90.example/?utm_source=x)\n------\n\n<p>x</"
		  "p>\n",
		    NULL },
		{ "\xbc\xd7\xb5\xd8\xb4\xf3\xd3\xea\xa3\xac\xd2\xd2\xb5\xd8\xd2\xb2\xca\xc7\xa1"
		  "\xa3",
		    "ERR_UTF8" },
		{ "\xff\xfeh", "ERR_BINARY" },
		{ "\x89PNG\r\n\x1a\n", "ERR_BINARY" },
		{ "", "ERR_EMPTY" },
	};
	struct pool *pool = open_locked();
	struct arena arena CLEAN(arena_done) = { 0 };
	struct answer answer;
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct article record = { 0 };
		ask_file(pool, FRAME_QUESTION, raw_from_str(str_from_c(cases[i].file)));
		assert_true(pool_next(pool, -1, &answer));
		if (answer.err.code || answer.kind != (cases[i].error ? FRAME_ERR : FRAME_ARTICLE))
			fail_msg("%s: %s, kind %d", cases[i].file, err_row(answer.err.code)->name,
			    answer.kind);
		if (cases[i].error)
			assert_string_equal(
			    err_row(wire_get_err(&arena, answer.bytes).code)->name, cases[i].error);
		else
			assert_int_equal(
			    wire_get_article(&arena, answer.bytes, &record).code, ERR_NONE);
	}
	ask_file(pool, FRAME_EXPLAIN, raw_from_str(str_from_c(article)));
	assert_true(pool_next(pool, -1, &answer));
	assert_int_equal(answer.kind, FRAME_TEXT);
	assert_true(str_find((struct str){ (const char *)answer.bytes.p, answer.bytes.n },
			S("== prints"), 0) > 0);
	assert_int_equal(pool_deaths(pool), 0);
	pool_close(pool);
}

/* A worker that needs too much dies, or says so; the next question is answered. */
static void
memory_has_an_end(void **state)
{
	struct pool *pool = open_locked();
	size_t n = 60 << 20;
	struct buf file CLEAN(buf_done) = { 0 };
	struct answer answer;
	(void)state;

	buf_push(&file, article, sizeof(article) - 2);
	while (file.n < n)
		buf_push_literal(&file, "<p>x</p><b title=y>z</b>");
	buf_push_char(&file, '\n');
	ask_file(pool, FRAME_QUESTION, buf_raw(&file));
	assert_true(pool_next(pool, -1, &answer));
	assert_true(answer.err.code || answer.kind == FRAME_ERR);
	ask_file(pool, FRAME_QUESTION, raw_from_str(str_from_c(article)));
	assert_true(pool_next(pool, -1, &answer));
	assert_int_equal(answer.kind, FRAME_ARTICLE);
	pool_close(pool);
}

static void
nonsense_gets_an_error(void **state)
{
	static const enum frame_kind kinds[] = { FRAME_QUESTION, FRAME_EXPLAIN, FRAME_READY,
		FRAME_DATA, FRAME_ARTICLE };
	struct pool *pool = open_locked();
	struct answer answer;
	(void)state;

	for (size_t i = 0; i < LENGTH(kinds); i++) {
		assert_int_equal(
		    pool_ask(pool, kinds[i], i, raw_from_str(S("\xff\xff\xff"))).code, ERR_NONE);
		assert_true(pool_next(pool, -1, &answer));
		assert_int_equal(answer.kind, FRAME_ERR);
	}
	assert_int_equal(pool_deaths(pool), 0);
	pool_close(pool);
}

static void
the_report_names_the_locks(void **state)
{
	struct buf scratch CLEAN(buf_done) = { 0 };
	struct frame frame;
	int fds[2];
	pid_t pid;
	(void)state;

	assert_true(confine_has_seccomp());
	assert_in_range(confine_landlock_abi(), 0, 100);
	assert_int_equal(pipe(fds), 0);
	pid = fork();
	if (pid == 0) {
		dup2(fds[1], 1);
		locked_worker(ROLE_PARSE);
	}
	close(fds[1]);
	assert_int_equal(frame_read(fds[0], &scratch, &frame).code, ERR_NONE);
	assert_int_equal(frame.kind, FRAME_READY);
	print_message("%.*s\n", (int)frame.bytes.n, (const char *)frame.bytes.p);
	assert_memory_equal(frame.bytes.p, "seccomp", 7);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(fds[0]);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forbidden_things_fail_or_kill),
		cmocka_unit_test(the_gate_has_sockets_and_nothing_else),
		cmocka_unit_test(probes_succeed_without_a_lock),
		cmocka_unit_test(the_desk_works_behind_the_lock),
		cmocka_unit_test(memory_has_an_end),
		cmocka_unit_test(nonsense_gets_an_error),
		cmocka_unit_test(the_report_names_the_locks),
	};

	if (argc == 2 && !strcmp(argv[1], "locked"))
		return locked_worker(ROLE_PARSE);
	if (argc == 2 && !strcmp(argv[1], "locked-fetch"))
		return locked_worker(ROLE_FETCH);
	return cmocka_run_group_tests_name("confine", tests, NULL, NULL);
}
