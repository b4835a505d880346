#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/message.h"
#include "cmd/completion.h"

static void
put_option(struct term *out, const struct option_row *row)
{
	struct buf left CLEAN(buf_done) = { 0 };

	buf_push_format(&left, row->shorthand ? "-%s, " : "    ", row->shorthand);
	buf_push_format(&left, "--%s", row->name);
	if (row->type == OPTION_CHOICE)
		buf_push_literal(&left, " WORD");
	else if (row->unit)
		buf_push_format(&left, " %s", row->unit);
	term_put(out, "  %-26.*s  %s", (int)left.n, left.p, message(row->help));
	if (row->type == OPTION_CHOICE)
		term_put(out, " (%s)", row->unit);
	if (row->preset)
		term_put(out, " [%s]", row->preset);
	term_put(out, "\n");
}

/* Those under ${name}, below a title where there are any. */
static void
put_options_under(struct term *out, const char *name, const char *title)
{
	bool some = false;

	for (size_t i = 0; i < option_row_count; i++) {
		if (!option_is_under(&option_rows[i], name))
			continue;
		if (!some)
			term_put(out, "\n%s\n", message(title));
		some = true;
		put_option(out, &option_rows[i]);
	}
}

static void
put_options(struct term *out, const char *command)
{
	put_options_under(out, command, "Options");
	for (size_t i = 0; i < option_group_count; i++)
		if (option_group_has(&option_groups[i], command))
			put_options_under(out, option_groups[i].name, option_groups[i].title);
	put_options_under(out, "*", "Options of every command");
}

static void
put_command(struct context *context, const struct command *command)
{
	struct term *out = &context->out;

	term_put(out, "xinshi %s%s%s [OPTION...]\n  %s\n", command->name,
	    command->arguments[0] ? " " : "", command->arguments, message(command->summary));
	put_options(out, command->name);
	term_put(out, "\nMore: man xinshi-%s\n", command->name);
}

static void
put_all(struct context *context)
{
	struct term *out = &context->out;

	term_put(out, "xinshi keeps the news: it follows feeds, takes in archives of articles, "
		      "keeps every version, and lets\n");
	term_put(out, "people search, read, compare and carry away.\n");
	term_put(out, "\n  xinshi [--archive DIR] COMMAND [ARGUMENT...] [OPTION...]\n\n");
	for (size_t i = 0; i < command_count; i++)
		term_put(out, "  %-9s  %s\n", commands[i]->name, message(commands[i]->summary));
	term_put(out, "\nA beginning:  xinshi add URL           follows a feed, or those a page names; "
		      "makes the archive\n");
	term_put(out, "              xinshi import FOLDER     takes in a folder of articles\n");
	term_put(out, "              xinshi serve             shows it at http://127.0.0.1:8080/\n");
	term_put(out, "\nMore: xinshi help COMMAND, man xinshi\n");
}

/* ---- for programs ---- */

static void
option_json(struct json *json, const struct option_row *row)
{
	json_object(json, NULL);
	json_c(json, "name", row->name);
	json_c(json, "short", row->shorthand);
	json_bool(json, "takes_value", row->type != OPTION_FLAG);
	json_c(json, "value", row->unit);
	json_c(json, "default", row->preset);
	json_c(json, "help", row->help);
	json_object_end(json);
}

static void
command_json(struct context *context, const struct command *command)
{
	struct json json = json_line(context);

	json_object(&json, NULL);
	json_c(&json, "schema", "command/1");
	json_c(&json, "name", command->name);
	json_c(&json, "summary", command->summary);
	json_c(&json, "arguments", command->arguments);
	json_array(&json, "options");
	for (size_t i = 0; i < option_row_count; i++)
		if (option_is_of(&option_rows[i], command->name, true))
			option_json(&json, &option_rows[i]);
	json_array_end(&json);
	json_line_end(context, &json);
}

/* ---- the manual ---- */

/* Beside the program while it is being built (build/xinshi: man/), else where man looks. */
static const char *
local_page(struct context *context, const char *page)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self));
	struct str path = { self, n > 0 && (size_t)n < sizeof(self) ? (size_t)n : 0 };
	ptrdiff_t slash = str_find_last_char(path, '/');
	const char *file;

	if (slash < 0)
		return NULL;
	file = str_terminated(
	    &context->arena, str_join(&context->arena, str_slice(path, 0, (size_t)slash),
				 S("/../man/"), str_from_c(page), S(".1"), STR_END));
	return access(file, R_OK) == 0 ? file : NULL;
}

/* True where man showed the page. */
static bool
show_manual(struct context *context, const char *page)
{
	const char *file = local_page(context, page);
	int status = 0;
	pid_t child;

	term_flush(&context->out);
	child = fork();
	if (child < 0)
		return false;
	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(127);
		if (file)
			execlp("man", "man", "-l", file, (char *)NULL);
		else
			execlp("man", "man", page, (char *)NULL);
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0 && !interrupted())
		continue;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* A person at a terminal who asked for one command gets its manual page; everyone else the table,
 * which is always there. */
static bool
wants_manual(const struct context *context)
{
	return context->out.tty && !option_flag(&context->options, "help") &&
	       context->options.arg_count;
}

static struct err
one(struct context *context, const char *name)
{
	const struct command *command = command_find(name);
	const char *names[32], *near, *page;

	for (size_t i = 0; i < command_count; i++)
		names[i] = commands[i]->name;
	near = command ? NULL : nearest_name(name, names, command_count);
	if (!command)
		return fault(context, err_new(ERR_USAGE, NULL), "xinshi help",
		    "there is no command '%s'%s%s%s", name, near ? "; did you mean " : "",
		    near ? near : "", near ? "?" : "");
	page = str_terminated(&context->arena,
	    str_join(&context->arena, S("xinshi-"), str_from_c(command->name), STR_END));
	if (context->json)
		command_json(context, command);
	else if (!wants_manual(context) || !show_manual(context, page))
		put_command(context, command);
	return (struct err){ 0 };
}

static struct err
run(struct context *context)
{
	const char *shell = option_text(&context->options, "completion");

	if (shell) {
		completion_put(&context->out.buf, shell);
		return (struct err){ 0 };
	}
	if (option_flag(&context->options, "names")) {
		for (size_t i = 0; i < command_count; i++)
			term_put(&context->out, "%s\n", commands[i]->name);
		return (struct err){ 0 };
	}
	if (context->options.arg_count)
		return one(context, context->options.args[0]);
	if (!context->json) {
		put_all(context);
		return (struct err){ 0 };
	}
	for (size_t i = 0; i < command_count; i++)
		command_json(context, commands[i]);
	return (struct err){ 0 };
}

const struct command cmd_help = {
	.name = "help",
	.summary = "what there is to type",
	.arguments = "[COMMAND]",
	.needs = NEED_NOTHING,
	.args_max = 1,
	.run = run,
};
