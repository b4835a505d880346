/*
 * options.h: data/options.tsv, and what of it was typed.
 *
 * --name VALUE, --name=VALUE, -n VALUE, -nVALUE; flags of one letter may stand together; "--" ends options.  Options may
 * stand before and behind the command's name and between its arguments.
 */
#ifndef XINSHI_CMD_OPTIONS_H
#define XINSHI_CMD_OPTIONS_H

#include "base/arena.h"

enum option_type { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER, OPTION_DATE, OPTION_PATH, OPTION_CHOICE, OPTION_LIST };

struct option_row {
	const char *command, *name, *shorthand; /* shorthand: one letter or NULL */
	enum option_type type;
	const char *preset; /* the default; NULL: none */
	int64_t min, max;
	const char *unit, *help;
};
extern const struct option_row option_rows[];
extern const size_t option_row_count;

/* A group of options that several commands take (data/option_groups.tsv): its name stands where a command's would. */
struct option_group {
	const char *name, *title, *commands; /* commands: words */
};
extern const struct option_group option_groups[];
extern const size_t option_group_count;
/* NULL where ${name} is that of a command. */
const struct option_group *option_group_find(const char *name);
bool option_group_has(const struct option_group *group, const char *command);

/* Whether the row is one of ${command}, or of a group that it takes; with ${common}, also those of all commands. */
bool option_is_of(const struct option_row *row, const char *command, bool common);
/* Whether the row stands under just this name, of a command or a group. */
bool option_is_under(const struct option_row *row, const char *name);

enum { OPTIONS_MAX = 64 };

struct options {
	const char *command; /* NULL: common options only */
	struct {
		const struct option_row *row;
		const char *text;
	} given[OPTIONS_MAX];
	size_t count;
	const char **args; /* what is no option; in the arena */
	size_t arg_count;
	struct str fault; /* what was wrong, for people */
};

/* The command's name: the first argument that is neither an option nor an option's value; NULL without one. */
const char *options_command(int argc, char **argv);
/* Reads argv (without the program's name and, once, the command's); ERR_USAGE and ${out}->fault. */
struct err options_parse(struct arena *arena, const char *command, int argc, char **argv, struct options *out);
/* One more, as from the configuration file: does nothing where it was typed.  ${group} NULL: any option of the command; else one
 * of that group alone.  ERR_USAGE and fault. */
struct err options_add(
    struct arena *arena, struct options *options, const char *group, const char *name, const char *value);

bool option_flag(const struct options *options, const char *name);
/* As given, else the default, else NULL. */
const char *option_text(const struct options *options, const char *name);
int64_t option_number(const struct options *options, const char *name, int64_t otherwise);
/* The half-open range [from, to) of a DATE; false where it was not given. */
bool option_range(const struct options *options, const char *name, int32_t zone_s, int64_t *from, int64_t *to);
bool option_is(const struct options *options, const char *name, const char *value);
/* "+08:00" in seconds east of UTC; false where it is written otherwise. */
bool option_zone(const struct options *options, const char *name, int32_t *out);
bool zone_read(struct str s, int32_t *out);
/* The ${n}-th value of an option that may be given again (LIST), from 0; NULL past the last. */
const char *option_item(const struct options *options, const char *name, size_t n);

/* The nearest of ${names} to what was typed, if it is near enough to be meant; else NULL. */
const char *nearest_name(const char *typed, const char *const *names, size_t count);

#endif
