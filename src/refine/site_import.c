/* Rules of the shared site-configuration collection (fivefilters, ftr-site-config), rewritten as
 * ours. */
#include "base/buf.h"
#include "base/table.h"
#include "refine/site_inside.h"

enum foreign_way { SAME, FIND, REPLACE, INVERTED };

struct foreign_row {
	const char *name, *ours;
	enum foreign_way way;
	const char *why;
};

static const struct foreign_row foreign[] = {
#define ROW(name, ours, way, why) { name, ours, way, why },
#include "gen/site_keys_foreign.inc"
#undef ROW
};

struct import {
	struct arena *arena;
	struct site_remarks *remarks;
	struct buf out;
	struct strs asked;
	struct str find; /* the half of a replacement that waits for the other */
	uint32_t find_line;
	bool has_find;
};

/* What is written is read as ours at once, so that faults are told by the lines of what was
 * imported. */
static void
put_line(struct import *import, const char *key, const struct site_line *line, struct str argument,
    bool has_argument, struct str value)
{
	struct site_line ours = { .number = line->number,
		.key = str_from_c(key),
		.argument = argument,
		.has_argument = has_argument,
		.value = value };
	struct site_rule rule;

	if (!site_line_rule(import->arena, &import->asked, &ours, &rule, import->remarks)) {
		buf_push_format(&import->out, "# not understood: %.*s\n", STR_ARGS(line->all));
		return;
	}
	buf_push_str(&import->out, ours.key);
	if (has_argument)
		buf_push_format(&import->out, "(%.*s)", STR_ARGS(argument));
	buf_push_format(&import->out, ": %.*s\n", STR_ARGS(value));
}

static void
import_replace(struct import *import, const struct site_line *line)
{
	struct str find = line->has_argument ? line->argument : import->find;

	if (!line->has_argument && !import->has_find) {
		site_remark(
		    import->remarks, line->number, "replace_string without find_string before it");
		buf_push_format(&import->out, "# not understood: %.*s\n", STR_ARGS(line->all));
		return;
	}
	put_line(import, "replace", line, find, true, line->value);
	import->has_find = import->has_find && line->has_argument;
}

static void
import_find(struct import *import, const struct site_line *line)
{
	if (import->has_find)
		site_remark(import->remarks, import->find_line,
		    "find_string without replace_string behind it");
	import->find = line->value;
	import->find_line = line->number;
	import->has_find = true;
}

static void
import_same(struct import *import, const struct foreign_row *row, const struct site_line *line)
{
	bool yes;
	struct str value = line->value;

	if (row->way == INVERTED && site_read_yes(value, &yes))
		value = yes ? S("no") : S("yes");
	put_line(import, row->ours, line, line->argument, line->has_argument, value);
}

static void
import_line(struct import *import, struct str text, uint32_t number)
{
	struct site_line line = { .number = number };
	const struct foreign_row *row;

	if (!site_line_read(text, &line)) {
		site_remark(import->remarks, number, "not of the form \"key: value\": %.*s",
		    STR_ARGS(site_shown(text)));
		buf_push_format(&import->out, "# not understood: %.*s\n", STR_ARGS(text));
		return;
	}
	row = TABLE_FIND(foreign, line.key);
	if (!row || !row->ours) {
		const char *why = row ? row->why : "no key we know";
		site_remark(import->remarks, number, "%s%.*s: %s",
		    row ? "note: not taken over: " : "", STR_ARGS(site_shown(line.key)), why);
		buf_push_format(&import->out, "# not taken over: %.*s\n", STR_ARGS(text));
		return;
	}
	if (row->way == FIND)
		import_find(import, &line);
	else if (row->way == REPLACE)
		import_replace(import, &line);
	else
		import_same(import, row, &line);
}

struct str
site_import(struct arena *arena, struct str text, struct site_remarks *remarks)
{
	struct import import = { .arena = arena, .remarks = remarks };
	struct str line, out;
	uint32_t number = 0;

	text = site_without_mark(text);
	while (pull_line(&text, &line)) {
		number++;
		line = str_trim(line);
		if (!line.n || line.p[0] == '#')
			buf_push_format(&import.out, "%.*s\n", STR_ARGS(line));
		else
			import_line(&import, line, number);
	}
	if (import.has_find)
		site_remark(
		    remarks, import.find_line, "find_string without replace_string behind it");
	out = str_copy(arena, buf_str(&import.out));
	buf_done(&import.out);
	return out;
}
