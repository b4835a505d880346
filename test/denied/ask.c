/*
 * ask.c: all attempts through the gate, with its default settings; TAP.
 */
#include <stdio.h>

#include "denied.h"
#include "guard/gate.h"

enum { AT_ONCE = 32, ATTEMPTS_WANTED = 500 };

struct verdicts {
	unsigned asked, reached, by_code[ERR_MAX];
};

static void
answer_take(struct gate *gate, struct verdicts *verdicts)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct gate_answer answer;
	struct fetched *fetched;

	if (!gate_next(gate, -1, &answer))
		return;
	fetched = arena_new(&arena, struct fetched);
	struct err e = answer.err;
	if (!e.code)
		e = wire_get_fetched(&arena, answer.fetched, fetched);
	if (!e.code)
		e = fetched->err;
	verdicts->by_code[e.code]++;
	verdicts->reached += !e.code && fetched->status == 200;
}

static void
ask(struct gate *gate, struct str url, struct verdicts *verdicts)
{
	/* feeds go where robots.txt is not asked for first; pictures are what strangers' texts name */
	struct fetch_question question = {
		.kind = verdicts->asked % 2 ? FETCH_PICTURE : FETCH_FEED, .url = url
	};

	while (gate_pending(gate) >= AT_ONCE || !gate_has_room(gate))
		answer_take(gate, verdicts);
	struct err e = gate_ask(gate, verdicts->asked++, &question);
	verdicts->by_code[e.code] += e.code != 0;
}

static void
verdicts_tell(const char *name, const struct verdicts *verdicts)
{
	printf("# %s: %u attempts; %u answered by the public address", name, verdicts->asked,
	    verdicts->reached);
	for (unsigned i = 1; i < ERR_MAX; i++)
		if (verdicts->by_code[i])
			printf("; %s %u", err_row((enum err_code)i)->name, verdicts->by_code[i]);
	printf("\n");
}

static struct verdicts
ask_all(struct gate *gate, struct arena *arena, const struct attempts *attempts, bool redirected)
{
	struct verdicts verdicts = { 0 };

	for (size_t i = 0; i < attempts->count; i++)
		ask(gate,
		    redirected ? str_format(arena, "http://" PUBLIC "/to/%zu", i)
			       : attempts->items[i],
		    &verdicts);
	while (gate_pending(gate))
		answer_take(gate, &verdicts);
	verdicts_tell(redirected ? "by redirect" : "direct", &verdicts);
	return verdicts;
}

static bool
public_is_reached(struct gate *gate)
{
	struct verdicts verdicts = { 0 };

	ask(gate, S("http://" PUBLIC "/"), &verdicts);
	ask(gate, S("http://public.test/"), &verdicts);
	while (gate_pending(gate))
		answer_take(gate, &verdicts);
	verdicts_tell("control", &verdicts);
	return verdicts.reached == 2;
}

/* The default settings, but for patience; ${allow} is added to them. */
static struct gate *
gate_begin(const char *allow)
{
	struct gate_settings settings;
	struct gate *gate = NULL;

	gate_settings_init(&settings);
	settings.user_agent = S("xinshi/0 (+https://reader.example/)");
	settings.allow = str_from_c(allow);
	settings.host_gap_ms = 0;
	settings.host_connections = 6;
	settings.connect_ms = settings.idle_ms = 2000;
	settings.total_ms = 5000;
	struct err e = gate_open(&settings, &gate);
	if (e.code)
		printf("Bail out! gate_open: %s\n", err_row(e.code)->name);
	return gate;
}

int
ask_everything(void)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct attempts attempts = { 0 };
	struct gate *first = gate_begin(""), *second = gate_begin("");

	attempts_all(&arena, &attempts);
	if (!first || !second)
		return 1;
	/* The second gate knows no name that the first has looked up: those that change have
	 * changed. */
	bool good = public_is_reached(first);
	struct verdicts direct = ask_all(first, &arena, &attempts, false);
	struct verdicts redirected = ask_all(second, &arena, &attempts, true);
	unsigned denied = direct.by_code[ERR_ADDRESS] + redirected.by_code[ERR_ADDRESS];
	printf("%sok - the public address is reached, by number and by name\n", good ? "" : "not ");
	printf("%sok - %u attempts, %u stopped at the address\n",
	    denied >= ATTEMPTS_WANTED ? "" : "not ", direct.asked + redirected.asked, denied);
	printf("%sok - the gates lived\n", gate_deaths(first) + gate_deaths(second) ? "not " : "");
	gate_close(first);
	gate_close(second);
	return 0;
}

int
ask_leaking(void)
{
	struct verdicts verdicts = { 0 };
	struct gate *gate = gate_begin("127.0.0.0/8");

	if (!gate)
		return 1;
	ask(gate, S("http://127.0.0.1/"), &verdicts);
	ask(gate, S("http://a-7f010203.test/"), &verdicts);
	while (gate_pending(gate))
		answer_take(gate, &verdicts);
	verdicts_tell("control, where the operator allows 127.0.0.0/8", &verdicts);
	gate_close(gate);
	return 0;
}
