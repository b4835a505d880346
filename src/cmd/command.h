/*
 * command.h: a subcommand declares itself; the dispatcher opens what it needs, runs it, and tells what went wrong.
 *
 * Data goes to ${out}, progress, advice and faults to ${notes}.  A command returns its first fatal error, and sets ${status}
 * where it did its work but some items failed.
 */
#ifndef XINSHI_CMD_COMMAND_H
#define XINSHI_CMD_COMMAND_H

#include "base/json.h"
#include "cmd/options.h"
#include "cmd/terminal.h"
#include "search/search.h"

enum need {
	NEED_NOTHING = 0,
	NEED_ARCHIVE_READ = 1,
	NEED_ARCHIVE_WRITE = 2,
	NEED_ARCHIVE_MADE = 4, /* with WRITE: made if there is none */
	NEED_SEARCH = 8,
};

struct context {
	const struct command *command;
	struct options options;
	const char *program;  /* as it was called: to find manual pages and workers beside it */
	const char *dir;      /* of the archive */
	bool dir_is_preset;   /* ./archive, because nothing else was said */
	struct archive *archive;
	struct search *search;
	struct arena arena;   /* of the whole run */
	struct term out, notes;
	int64_t now;	      /* seconds */
	bool json, quiet, verbose;
	int status;
	bool told;	      /* the fault was explained already */
	bool made;	      /* the archive is new */
};

struct command {
	const char *name, *summary, *arguments;
	unsigned needs;
	size_t args_min, args_max;
	struct err (*run)(struct context *context);
};

enum { ARGS_ANY = 1 << 20 };

/* All of them, in the order of a newcomer's needs. */
extern const struct command cmd_init, cmd_add, cmd_import, cmd_fetch, cmd_follow, cmd_feed, cmd_remove, cmd_list, cmd_show,
    cmd_diff, cmd_changes, cmd_story, cmd_figures, cmd_search, cmd_export, cmd_verify, cmd_rebuild, cmd_explain, cmd_extract, cmd_analyse, cmd_read_feed, cmd_lint, cmd_stats, cmd_doctor,
    cmd_serve, cmd_help;
extern const struct command *const commands[];
extern const size_t command_count;
const struct command *command_find(const char *name);

/*
 * command_open(context, needs):
 * Opens the archive, and the search over it: what the dispatcher does before a command runs; for commands that need it for a while
 * only.  A writer that meets a round of add, fetch or follow waits for its end, 30 s at most.
 * Errors:  those of archive_open and search_open, not told.
 */
struct err command_open(struct context *context, unsigned needs);
/* Shuts both; does nothing where they are shut. */
void command_close(struct context *context);

/* The whole program: gives the exit status. */
int command_main(int argc, char **argv);

/* Tells a fault: what, why, and what to type next (NULL: what the table of advice has; empty: nothing).  Returns ${err}, so that a command may
 * end with it.  The formatted text names the thing: "show 99", "/tmp/x: cannot be read". */
struct err fault(struct context *context, struct err err, const char *advice, const char *format, ...) FORMAT(4, 5);
/* A line of advice for people, not with -q. */
void advise(struct context *context, const char *format, ...) FORMAT(2, 3);

/* "xinshi --archive DIR", as the user would have to type it. */
struct str command_line(struct context *context);

/* As a shell wants it: '...' where something in it would mean more than itself. */
struct str shell_word(struct arena *arena, struct str word);

/* A number out of argument ${i}: an article's id; ERR_USAGE, told. */
struct err argument_id(struct context *context, size_t i, int64_t *out);
/* Argument ${i} as text; ERR_USAGE, told, where it is not UTF-8. */
struct err argument_text(struct context *context, size_t i, struct str *out);
/* "1 file", "2,000 files", for messages; terminated. */
const char *counted(struct context *context, int64_t n, const char *one, const char *many);
/* ERR_NOT_FOUND, told with the versions there are. */
struct err no_version(struct context *context, const struct article_row *row, int64_t n);
/* The outlet of --source, 0 without one; ERR_NOT_FOUND, told with the nearest. */
struct err option_source(struct context *context, struct source *out);
/* --from and --to as one half-open range; 0, 0 without them.  --to takes the whole day, month or year.  ERR_USAGE, told. */
struct err option_from_to(struct context *context, int64_t *from, int64_t *to);

/* One JSON object begun and ended as a line of standard output. */
struct json json_line(struct context *context);
/* Text in a form of its own (HTML, Markdown): as it is, but for a person's terminal through term_lines. */
void put_lines(struct context *context, struct str text);
void json_line_end(struct context *context, struct json *json);

/* True from the moment Ctrl-C or SIGTERM came: finish what is at hand and stop. */
bool interrupted(void);

#endif
