#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "cmd/options.h"

static struct err
parse(struct arena *arena, const char *command, const char *line, struct options *out)
{
	char program[] = "xinshi", *words[16] = { program };
	int count = 1;
	struct str rest = str_from_c(line), word;

	while (pull_field(&rest, ' ', &word))
		words[count++] = str_terminated(arena, word);
	return options_parse(arena, command, count, words, out);
}

static void
forms_of_options(void **state)
{
	static const struct {
		const char *line, *limit, *source;
		bool json, quiet;
		size_t args;
	} rows[] = {
		{ "list", "50", NULL, false, false, 0 },
		{ "list --limit 7 --json", "7", NULL, true, false, 0 },
		{ "--json list --limit=7", "7", NULL, true, false, 0 },
		{ "list -l 7 -jq", "7", NULL, true, true, 0 },
		{ "list -l7", "7", NULL, false, false, 0 },
		{ "list --limit 7 --limit 8", "8", NULL, false, false, 0 },
		{ "list --source list", "50", "list", false, false, 0 },
		{ "list list", "50", NULL, false, false, 1 },
		{ "list -- --json -x", "50", NULL, false, false, 2 },
		{ "list - -演习", "50", NULL, false, false, 2 },
		{ "--archive list list", "50", NULL, false, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct options options;
		struct err e = parse(&arena, "list", rows[i].line, &options);

		assert_int_equal(e.code, 0);
		assert_string_equal(option_text(&options, "limit"), rows[i].limit);
		if (rows[i].source)
			assert_string_equal(option_text(&options, "source"), rows[i].source);
		else
			assert_null(option_text(&options, "source"));
		assert_int_equal(option_flag(&options, "json"), rows[i].json);
		assert_int_equal(option_flag(&options, "quiet"), rows[i].quiet);
		assert_int_equal(options.arg_count, rows[i].args);
	}
}

static void
faults_say_what_would_do(void **state)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{ "list --limti 3", "there is no option --limti; did you mean --limit?" },
		{ "list --xyzzy", "there is no option --xyzzy" },
		{ "list -Z", "there is no option -Z" },
		{ "list --limit", "--limit wants a value: N" },
		{ "list --limit many", "--limit takes a number from 0 to 1000000000, not 'many'" },
		{ "list --limit -1", "--limit takes a number from 0 to 1000000000, not '-1'" },
		{ "list --order best", "--order is one of newest|oldest|id" },
		{ "list --from 2021-13", "--from takes a day, a month or a year (2021-02-03, "
					 "2021-02, 2021), not '2021-13'" },
		{ "list --json=1", "--json takes no value" },
		{ "list --source \377", "the value of --source is not UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct options options;
		struct err e = parse(&arena, "list", rows[i].line, &options);

		assert_int_equal(e.code, ERR_USAGE);
		assert_string_equal(str_terminated(&arena, options.fault), rows[i].want);
	}
}

static void
the_command_is_the_first_word_that_is_no_value(void **state)
{
	char words[][16] = { "xinshi", "--archive", "show", "-q", "list", "show" };
	char *line[] = { words[0], words[1], words[2], words[3], words[4], words[5] };

	(void)state;
	assert_string_equal(options_command(LENGTH(line), line), "list");
	assert_null(options_command(1, line));
	assert_null(options_command(3, line));
}

static void
what_is_typed_wins_over_the_configuration(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct options options;

	(void)state;
	assert_int_equal(parse(&arena, "serve", "serve --listen 127.0.0.1:1", &options).code, 0);
	assert_int_equal(options_add(&arena, &options, NULL, "listen", "127.0.0.1:2").code, 0);
	assert_int_equal(options_add(&arena, &options, NULL, "names", "a.example").code, 0);
	assert_int_equal(options_add(&arena, &options, NULL, "public-readonly", "yes").code, 0);
	assert_string_equal(option_text(&options, "listen"), "127.0.0.1:1");
	assert_string_equal(option_text(&options, "names"), "a.example");
	assert_true(option_flag(&options, "public-readonly"));
	assert_int_equal(options_add(&arena, &options, NULL, "public-readonly", "perhaps").code, 0);
	assert_int_equal(options_add(&arena, &options, NULL, "lisen", "x").code, ERR_USAGE);
}

static void
names_that_were_meant(void **state)
{
	static const char *const names[] = { "init", "import", "list", "search", "serve",
		"verify" };
	static const struct {
		const char *typed, *want;
	} rows[] = {
		{ "imprt", "import" },
		{ "serach", "search" },
		{ "lsit", "list" },
		{ "verif", "verify" },
		{ "se", "search" },
		{ "xyzzy", NULL },
		{ "", NULL },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const char *got = nearest_name(rows[i].typed, names, LENGTH(names));

		if (rows[i].want) {
			assert_non_null(got);
			assert_string_equal(got, rows[i].want);
		} else
			assert_null(got);
	}
}

static void
groups_are_taken_by_their_commands(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct options options;

	(void)state;
	assert_int_equal(parse(&arena, "fetch", "fetch --host-gap 5", &options).code, 0);
	assert_int_equal(option_number(&options, "host-gap", 0), 5);
	assert_int_equal(options_add(&arena, &options, "net", "host-gap", "7").code, 0);
	assert_int_equal(option_number(&options, "host-gap", 0), 5);
	assert_int_equal(options_add(&arena, &options, "net", "contact", "a@b.example").code, 0);
	assert_string_equal(option_text(&options, "contact"), "a@b.example");
	/* an option of the command is none of the group */
	assert_int_equal(options_add(&arena, &options, "net", "force", "yes").code, ERR_USAGE);
	assert_int_equal(parse(&arena, "list", "list --host-gap 5", &options).code, ERR_USAGE);
}

/* A command that takes the row. */
static const char *
command_of(const struct option_row *row)
{
	static char first[32];
	const struct option_group *group = option_group_find(row->command);

	if (!group)
		return row->command[0] == '*' ? "list" : row->command;
	snprintf(first, sizeof(first), "%.*s", (int)strcspn(group->commands, " "), group->commands);
	return first;
}

/* Presets suit their own rows, and no two options of a command share a name or a letter. */
static void
the_table_is_sound(void **state)
{
	(void)state;
	for (size_t i = 0; i < option_row_count; i++) {
		const struct option_row *row = &option_rows[i];
		struct arena arena CLEAN(arena_done) = { 0 };
		struct options options = { .command = command_of(row) };

		if (row->preset)
			assert_int_equal(
			    options_add(&arena, &options, NULL, row->name, row->preset).code, 0);
		assert_true(row->type == OPTION_FLAG || row->unit);
		for (size_t j = i + 1; j < option_row_count; j++) {
			const struct option_row *other = &option_rows[j];
			bool meet = row->command[0] == '*' ||
				    option_is_of(row, other->command, false) ||
				    option_is_of(other, row->command, false);

			assert_false(meet && strcmp(row->name, other->name) == 0);
			assert_false(meet && row->shorthand && other->shorthand &&
				     strcmp(row->shorthand, other->shorthand) == 0);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_of_options),
		cmocka_unit_test(faults_say_what_would_do),
		cmocka_unit_test(the_command_is_the_first_word_that_is_no_value),
		cmocka_unit_test(what_is_typed_wins_over_the_configuration),
		cmocka_unit_test(names_that_were_meant),
		cmocka_unit_test(groups_are_taken_by_their_commands),
		cmocka_unit_test(the_table_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
