#include "cmd/options.h"
#include "text/date.h"

const struct option_row option_rows[] = {
#define ROW(command, name, shorthand, type, preset, min, max, unit, help) \
	{ command, name, shorthand, type, preset, min, max, unit, help },
#include "gen/options.inc"
#undef ROW
};
const size_t option_row_count = LENGTH(option_rows);

const struct option_group option_groups[] = {
#define ROW(name, title, commands) { name, title, commands },
#include "gen/option_groups.inc"
#undef ROW
};
const size_t option_group_count = LENGTH(option_groups);

const struct option_group *
option_group_find(const char *name)
{
	for (size_t i = 0; i < option_group_count; i++)
		if (strcmp(option_groups[i].name, name) == 0)
			return &option_groups[i];
	return NULL;
}

bool
option_group_has(const struct option_group *group, const char *command)
{
	struct str rest = str_from_c(group->commands), word;

	while (pull_field(&rest, ' ', &word))
		if (str_equal(word, str_from_c(command)))
			return true;
	return false;
}

bool
option_is_under(const struct option_row *row, const char *name)
{
	return strcmp(row->command, name) == 0;
}

bool
option_is_of(const struct option_row *row, const char *command, bool common)
{
	const struct option_group *group;

	if (row->command[0] == '*')
		return common;
	if (!command || option_is_under(row, command))
		return command != NULL;
	group = option_group_find(row->command);
	return group && option_group_has(group, command);
}

/* The row of the option that begins ${word} behind its dashes; *${value} is what stands behind = or
 * in the same word. */
static const struct option_row *
row_of_word(const char *command, const char *word, const char **value)
{
	bool is_long = word[1] == '-';
	const char *name = word + (is_long ? 2 : 1), *equals = is_long ? strchr(name, '=') : NULL;
	size_t n = equals ? (size_t)(equals - name) : strlen(name);

	*value = equals ? equals + 1 : NULL;
	for (size_t i = 0; i < option_row_count; i++) {
		const struct option_row *row = &option_rows[i];

		if (!option_is_of(row, command, true))
			continue;
		if (is_long && strlen(row->name) == n && memcmp(row->name, name, n) == 0)
			return row;
		if (!is_long && row->shorthand && row->shorthand[0] == name[0]) {
			*value = name[1] ? name + 1 : NULL;
			return row;
		}
	}
	return NULL;
}

/* Not "-", and not what a query leaves out: xinshi search 水库 -演习. */
static bool
is_option(const char *word)
{
	return word[0] == '-' && (word[1] == '-' || char_is_alpha(word[1]));
}

/* Which option a word before the command's name is cannot depend on the command: only common ones
 * stand there. */
const char *
options_command(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const struct option_row *row;
		const char *value;

		if (!is_option(argv[i]))
			return argv[i];
		row = row_of_word(NULL, argv[i], &value);
		if (row && row->type != OPTION_FLAG && !value)
			i++;
	}
	return NULL;
}

static struct err
fault(
    struct arena *arena, struct options *options, const char *format, const char *a, const char *b)
{
	options->fault = str_format(arena, format, a, b);
	return err_new(ERR_USAGE, NULL);
}

static bool
is_choice(const char *choices, const char *value)
{
	struct str rest = str_from_c(choices), choice;

	while (pull_field(&rest, '|', &choice))
		if (str_equal(choice, str_from_c(value)))
			return true;
	return false;
}

static bool
is_number(const struct option_row *row, const char *value)
{
	struct str s = str_from_c(value);
	int64_t number;

	return pull_int(&s, &number) && !s.n && number >= row->min && number <= row->max;
}

static bool
is_utf8(const char *value)
{
	size_t n = strlen(value);

	return utf8_valid_length((struct raw){ (const unsigned char *)value, n }) == n;
}

/* Whether the value suits the row; the fault says what would. */
static struct err
value_check(
    struct arena *arena, struct options *options, const struct option_row *row, const char *value)
{
	int64_t from, to;

	if (row->type == OPTION_CHOICE && !is_choice(row->unit, value))
		return fault(arena, options, "--%s is one of %s", row->name, row->unit);
	if (row->type == OPTION_DATE && !when_parse_range(str_from_c(value), 0, &from, &to))
		return fault(arena, options,
		    "--%s takes a day, a month or a year (2021-02-03, 2021-02, 2021), not '%s'",
		    row->name, value);
	if (row->type == OPTION_NUMBER && !is_number(row, value)) {
		options->fault =
		    str_format(arena, "--%s takes a number from %lld to %lld, not '%s'", row->name,
			(long long)row->min, (long long)row->max, value);
		return err_new(ERR_USAGE, NULL);
	}
	if ((row->type == OPTION_TEXT || row->type == OPTION_LIST) && !is_utf8(value))
		return fault(arena, options, "the value of --%s is not UTF-8%s", row->name, "");
	return (struct err){ 0 };
}

static struct err
give(struct arena *arena, struct options *options, const struct option_row *row, const char *value)
{
	struct err e = value_check(arena, options, row, value);
	size_t i = 0;

	if (e.code)
		return e;
	while (i < options->count && (row->type == OPTION_LIST || options->given[i].row != row))
		i++;
	if (i == OPTIONS_MAX)
		return fault(arena, options, "too many options%s%s", "", "");
	options->given[i].row = row;
	options->given[i].text = value;
	options->count += i == options->count;
	return e;
}

static struct err
unknown(struct arena *arena, struct options *options, const char *word)
{
	const char *names[64], *near;
	size_t count = 0;

	for (size_t i = 0; i < option_row_count && count < LENGTH(names); i++)
		if (option_is_of(&option_rows[i], options->command, true))
			names[count++] = option_rows[i].name;
	near = word[1] == '-' ? nearest_name(word + 2, names, count) : NULL;
	if (near)
		return fault(
		    arena, options, "there is no option %s; did you mean --%s?", word, near);
	return fault(arena, options, "there is no option %s%s", word, "");
}

/* Flags of one letter that stand together: -qv. */
static struct err
give_flags(
    struct arena *arena, struct options *options, const char *word, const struct option_row *row)
{
	struct err e = give(arena, options, row, "");
	char next[3] = { '-', 0, 0 };

	for (const char *p = word + 2; *p && !e.code; p++) {
		const char *value;

		next[1] = *p;
		row = row_of_word(options->command, next, &value);
		if (!row || row->type != OPTION_FLAG)
			return unknown(arena, options, str_terminated(arena, str_from_c(next)));
		e = give(arena, options, row, "");
	}
	return e;
}

/* One word that begins with a dash; ${next} is the word behind it (NULL: none), and *${used} says
 * whether it was taken. */
static struct err
take_option(
    struct arena *arena, struct options *options, const char *word, const char *next, bool *used)
{
	const char *value;
	const struct option_row *row = row_of_word(options->command, word, &value);

	if (!row)
		return unknown(arena, options, word);
	if (row->type == OPTION_FLAG && value && word[1] != '-')
		return give_flags(arena, options, word, row);
	if (row->type == OPTION_FLAG && value)
		return fault(arena, options, "--%s takes no value%s", row->name, "");
	if (row->type == OPTION_FLAG)
		return give(arena, options, row, "");
	if (value)
		return give(arena, options, row, value);
	if (!next)
		return fault(arena, options, "--%s wants a value: %s", row->name, row->unit);
	*used = true;
	return give(arena, options, row, next);
}

struct err
options_parse(struct arena *arena, const char *command, int argc, char **argv, struct options *out)
{
	bool named = !command, ended = false;

	*out = (struct options){ .command = command,
		.args = arena_array(arena, const char *, (size_t)argc + 1) };
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i];
		bool used = false;
		struct err e;

		if (!ended && strcmp(word, "--") == 0) {
			ended = true;
			continue;
		}
		if (!named && (ended || !is_option(word)) && strcmp(word, command) == 0) {
			named = true;
			continue;
		}
		if (ended || !is_option(word)) {
			out->args[out->arg_count++] = word;
			continue;
		}
		e = take_option(arena, out, word, i + 1 < argc ? argv[i + 1] : NULL, &used);
		if (e.code)
			return e;
		i += used;
	}
	return (struct err){ 0 };
}

static const struct option_row *
row_of_name(const struct options *options, const char *name)
{
	for (size_t i = 0; i < option_row_count; i++)
		if (option_is_of(&option_rows[i], options->command, true) &&
		    strcmp(option_rows[i].name, name) == 0)
			return &option_rows[i];
	return NULL;
}

static const char *
given_text(const struct options *options, const struct option_row *row)
{
	for (size_t i = 0; i < options->count; i++)
		if (options->given[i].row == row)
			return options->given[i].text;
	return NULL;
}

struct err
options_add(struct arena *arena, struct options *options, const char *group, const char *name,
    const char *value)
{
	const struct option_row *row = row_of_name(options, name);

	if (!row || (group && !option_is_under(row, group)))
		return fault(
		    arena, options, "%s has no option %s", group ? group : options->command, name);
	if (given_text(options, row))
		return (struct err){ 0 };
	if (row->type != OPTION_FLAG)
		return give(arena, options, row, value);
	if (strcmp(value, "yes") == 0)
		return give(arena, options, row, "");
	if (strcmp(value, "no") == 0)
		return (struct err){ 0 };
	return fault(arena, options, "%s is yes or no, not '%s'", name, value);
}

bool
option_flag(const struct options *options, const char *name)
{
	return given_text(options, row_of_name(options, name)) != NULL;
}

const char *
option_text(const struct options *options, const char *name)
{
	const struct option_row *row = row_of_name(options, name);
	const char *text = row ? given_text(options, row) : NULL;

	return text ? text : row ? row->preset : NULL;
}

int64_t
option_number(const struct options *options, const char *name, int64_t otherwise)
{
	struct str s = str_from_c(option_text(options, name));
	int64_t number;

	return s.n && pull_int(&s, &number) ? number : otherwise;
}

bool
option_range(
    const struct options *options, const char *name, int32_t zone_s, int64_t *from, int64_t *to)
{
	struct str s = str_from_c(option_text(options, name));

	return s.n && when_parse_range(s, zone_s, from, to);
}

bool
option_is(const struct options *options, const char *name, const char *value)
{
	const char *text = option_text(options, name);

	return text && strcmp(text, value) == 0;
}

bool
zone_read(struct str s, int32_t *out)
{
	bool west = pull_char(&s, '-');
	unsigned hours, minutes;

	if (!west)
		pull_char(&s, '+');
	if (!pull_digits(&s, 2, &hours) || !pull_char(&s, ':') || !pull_digits(&s, 2, &minutes) ||
	    s.n)
		return false;
	if (hours > 14 || minutes > 59)
		return false;
	*out = (int32_t)(hours * 3600 + minutes * 60) * (west ? -1 : 1);
	return true;
}

bool
option_zone(const struct options *options, const char *name, int32_t *out)
{
	const char *text = option_text(options, name);

	return text && zone_read(str_from_c(text), out);
}

const char *
option_item(const struct options *options, const char *name, size_t n)
{
	const struct option_row *row = row_of_name(options, name);

	for (size_t i = 0; i < options->count; i++)
		if (options->given[i].row == row && n-- == 0)
			return options->given[i].text;
	return NULL;
}

/* ---- what was meant ---- */

enum { NAME_MAX_LENGTH = 32 };

/* Edits (insert, delete, replace, swap of neighbours) from one name to the other. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned d[NAME_MAX_LENGTH + 1][NAME_MAX_LENGTH + 1];
	size_t an = strlen(a), bn = strlen(b);

	if (an > NAME_MAX_LENGTH || bn > NAME_MAX_LENGTH)
		return UINT32_MAX;
	for (size_t i = 0; i <= an; i++)
		for (size_t j = 0; j <= bn; j++) {
			unsigned best =
			    i && j ? d[i - 1][j - 1] + (a[i - 1] != b[j - 1]) : (unsigned)(i + j);

			if (i && d[i - 1][j] + 1 < best)
				best = d[i - 1][j] + 1;
			if (j && d[i][j - 1] + 1 < best)
				best = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	return d[an][bn];
}

const char *
nearest_name(const char *typed, const char *const *names, size_t count)
{
	const char *nearest = NULL;
	unsigned best =
	    strlen(typed) < 4 ? 2 : 3; /* one edit in a short word, two in a longer one */

	for (size_t i = 0; i < count; i++) {
		bool prefix = strlen(typed) >= 2 && strncmp(names[i], typed, strlen(typed)) == 0;
		unsigned edits = prefix ? 1 : distance(typed, names[i]);

		if (edits < best) {
			best = edits;
			nearest = names[i];
		}
	}
	return nearest;
}
