#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cmd/message.h"
#include "cmd/command.h"
#include "cmd/config.h"
#include "cmd/fault.h"

const struct command *const commands[] = {
	&cmd_init,
	&cmd_add,
	&cmd_import,
	&cmd_fetch,
	&cmd_follow,
	&cmd_feed,
	&cmd_remove,
	&cmd_list,
	&cmd_show,
	&cmd_diff,
	&cmd_changes,
	&cmd_story,
	&cmd_figures,
	&cmd_search,
	&cmd_export,
	&cmd_verify,
	&cmd_rebuild,
	&cmd_explain,
	&cmd_extract,
	&cmd_analyse,
	&cmd_read_feed,
	&cmd_lint,
	&cmd_stats,
	&cmd_doctor,
	&cmd_serve,
	&cmd_help,
};
const size_t command_count = LENGTH(commands);

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* ---- signals ---- */

static volatile sig_atomic_t stop_asked;

static void
ask_stop(int signal)
{
	(void)signal;
	stop_asked = 1;
}

bool
interrupted(void)
{
	return stop_asked;
}

/* The second Ctrl-C ends at once: what is committed is safe. */
static void
signals_init(void)
{
	struct sigaction stop = { .sa_handler = ask_stop, .sa_flags = (int)SA_RESETHAND };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGHUP, &stop, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

/* ---- what a command needs ---- */

static void
set_dir(struct context *context)
{
	const char *given = option_text(&context->options, "archive"),
		   *environment = getenv("XINSHI_ARCHIVE");

	context->dir_is_preset = !given && !(environment && environment[0]);
	context->dir = given ? given : context->dir_is_preset ? "archive" : environment;
}

/* Nothing is written; an archive that is not there yet knows nothing. */
static struct err
open_for_dry_run(struct context *context)
{
	struct err e = archive_open(context->dir, ARCHIVE_READ, &context->archive);

	return e.code == ERR_NO_ARCHIVE ? (struct err){ 0 } : e;
}

/* Whether who holds the lock is at a round of fetching, which is over soon. */
static bool
is_round(struct str holder)
{
	static const struct str rounds[] = { STR_INIT("add"), STR_INIT("fetch"),
		STR_INIT("follow") };
	struct str command, word;

	(void)pull_until(&holder, S(", process "), &command);
	while (pull_field(&command, ' ', &word))
		for (size_t i = 0; i < LENGTH(rounds); i++)
			if (str_equal(word, rounds[i]))
				return true;
	return false;
}

static struct err
open_waiting(struct context *context, enum archive_mode mode)
{
	enum { WAIT_MS = 30000, LOOK_MS = 100 };
	struct err e = archive_open(context->dir, mode, &context->archive);
	bool said = !context->verbose;

	for (int waited = 0; e.code == ERR_LOCKED && waited < WAIT_MS; waited += LOOK_MS) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct str holder = archive_lock_holder(&arena, context->dir);

		if ((holder.n && !is_round(holder)) || interrupted())
			break;
		if (!said && holder.n)
			advise(context, "Waiting for %.*s.", STR_ARGS(holder));
		said = said || holder.n;
		poll(NULL, 0, LOOK_MS);
		e = archive_open(context->dir, mode, &context->archive);
	}
	return e;
}

struct err
command_open(struct context *context, unsigned needs)
{
	enum archive_mode mode = needs & NEED_ARCHIVE_WRITE ? ARCHIVE_WRITE : ARCHIVE_READ;
	struct err e = open_waiting(context, mode);

	if (e.code == ERR_NO_ARCHIVE && (needs & NEED_ARCHIVE_MADE)) {
		e = archive_create(context->dir);
		context->made = !e.code;
		if (!e.code)
			e = archive_open(context->dir, mode, &context->archive);
	}
	if (!e.code && (needs & NEED_SEARCH))
		e = search_open(context->archive, &context->search);
	return e;
}

void
command_close(struct context *context)
{
	search_close(context->search);
	archive_close(context->archive);
	context->search = NULL;
	context->archive = NULL;
}

static struct err
open_archive(struct context *context)
{
	unsigned needs = context->command->needs;

	if (!(needs & (NEED_ARCHIVE_READ | NEED_ARCHIVE_WRITE)))
		return (struct err){ 0 };
	if (option_flag(&context->options, "dry-run"))
		return open_for_dry_run(context);
	return command_open(context, needs);
}

static struct err
check_arguments(struct context *context)
{
	const struct command *command = context->command;
	size_t count = context->options.arg_count;

	if (count >= command->args_min && count <= command->args_max)
		return (struct err){ 0 };
	return fault(context, err_new(ERR_USAGE, NULL), NULL, "xinshi %s%s%s: %s", command->name,
	    command->arguments[0] ? " " : "", command->arguments,
	    count < command->args_min ? "something is missing"
	    : command->args_max	      ? "too many arguments"
				      : "it takes options only");
}

static struct err
run(struct context *context)
{
	struct err e = check_arguments(context);

	if (e.code)
		return e;
	set_dir(context);
	if (!context->dir[0])
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--archive wants the name of a folder");
	e = config_read(context);
	if (e.code)
		return e;
	e = open_archive(context);
	if (e.code)
		return fault(context, e, fault_open_advice(e.code), "%s", context->dir);
	return context->command->run(context);
}

/* ---- the line that was typed ---- */

static struct err
unknown_command(struct context *context, const char *name)
{
	const char *names[32], *near;

	for (size_t i = 0; i < command_count; i++)
		names[i] = commands[i]->name;
	near = nearest_name(name, names, command_count);
	return fault(context, err_new(ERR_USAGE, NULL),
	    near ? str_terminated(&context->arena,
		       str_join(&context->arena, S("xinshi "), str_from_c(near), STR_END))
		 : "xinshi help",
	    "there is no command '%s'%s%s%s", name, near ? "; did you mean " : "", near ? near : "",
	    near ? "?" : "");
}

static struct err
understand(struct context *context, int argc, char **argv)
{
	const char *name = options_command(argc, argv);
	struct err e;

	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		term_put(&context->out, "xinshi %s\n", VERSION);
		return (struct err){ 0 };
	}
	context->command = command_find(name ? name : "help");
	if (!context->command)
		return unknown_command(context, name);
	e = options_parse(&context->arena, name, argc, argv, &context->options);
	context->json = option_flag(&context->options, "json");
	context->quiet = option_flag(&context->options, "quiet");
	if (option_text(&context->options, "messages"))
		message_speak(option_text(&context->options, "messages"));
	if (context->json) /* what programs read is the same everywhere */
		message_speak("en");
	context->verbose = option_flag(&context->options, "verbose");
	if (option_flag(&context->options, "no-color"))
		context->out.color = context->notes.color = false;
	if (e.code)
		return fault(context, e, NULL, "%.*s", STR_ARGS(context->options.fault));
	if (name && option_flag(&context->options, "help")) {
		context->options.args[0] = context->command->name;
		context->options.arg_count = 1;
		context->command = &cmd_help;
	}
	return run(context);
}

/* An error that nobody explained yet; the end of a pipe is none. */
static void
finish(struct context *context, struct err e)
{
	bool reader_gone = context->out.err.code == ERR_INTERRUPTED;

	term_flush(&context->out);
	if (!e.code)
		e = context->out.err;
	reader_gone = reader_gone || context->out.err.code == ERR_INTERRUPTED;
	if (e.code && !context->told && !reader_gone)
		fault(context, e,
		    context->out.err.code ? "make sure that standard output can be written" : NULL,
		    "%s", context->command ? context->command->name : "xinshi");
	if (e.code && !reader_gone)
		context->status = err_row(e.code)->exit_status;
}

/* A descriptor that was closed before us must not become the archive's: what is printed would be
 * written into it.  What stands there instead refuses the writing. */
static void
descriptors_hold(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int
command_main(int argc, char **argv)
{
	struct context context = { .program = argc ? argv[0] : "xinshi",
		.now = (int64_t)time(NULL) };
	struct err e;

	descriptors_hold();
	signals_init();
	message_speak(NULL);
	term_open(&context.out, STDOUT_FILENO, false);
	term_open(&context.notes, STDERR_FILENO, false);
	e = understand(&context, argc, argv);
	finish(&context, e);
	command_close(&context);
	term_close(&context.out);
	term_close(&context.notes);
	arena_done(&context.arena);
	return context.status;
}
