#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/container.h"
#include "cmd/derive.h"
#include "cmd/intake.h"
#include "show/json_out.h"

enum { PIECE = 1 << 20 };

/* ---- one file ---- */

struct large {
	int fd;
	struct buf piece;
};

static struct err
read_piece(void *user, struct raw *piece)
{
	struct large *large = user;
	ssize_t n;

	buf_reset(&large->piece);
	do
		n = read(large->fd, buf_reserve(&large->piece, PIECE), PIECE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_from_errno(errno, "read");
	*piece = (struct raw){ (const unsigned char *)large->piece.p, (size_t)n };
	return (struct err){ 0 };
}

static struct err
import_large(struct intake *intake, const struct incoming *incoming, int fd)
{
	struct large large = { .fd = fd };
	struct err e = intake_large(intake, incoming, read_piece, &large);

	buf_done(&large.piece);
	return e;
}

static struct incoming
incoming_of(const struct walk_file *file, const struct stat *status)
{
	const char *name = file->path + file->name_at;
	struct raw raw = { (const unsigned char *)name, strlen(name) };

	return (struct incoming){
		.name = raw,
		.folder = walk_folder(raw, file->root),
		.file_time = (int64_t)status->st_mtim.tv_sec,
	};
}

static struct err
import_file(struct intake *intake, const struct walk_file *file, struct buf *bytes)
{
	int fd CLEAN(fd_close) = open(file->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct raw path = { (const unsigned char *)file->path, strlen(file->path) };
	struct incoming incoming;
	struct stat status = { 0 };
	struct err e = { 0 };

	if (fd < 0 || fstat(fd, &status) < 0) {
		report_problem(intake->report, path, err_from_errno(errno, NULL));
		return e;
	}
	incoming = incoming_of(file, &status);
	if (status.st_size > ARTICLE_FILE_MAX)
		return import_large(intake, &incoming, fd);
	buf_reset(bytes);
	e = fd_read_all(fd, ARTICLE_FILE_MAX, bytes);
	if (e.code) {
		report_problem(intake->report, path, e);
		return (struct err){ 0 };
	}
	return intake_bytes(intake, &incoming, buf_raw(bytes));
}

static struct err
import_files(struct intake *intake, const struct walk *walk)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct err e = { 0 };

	for (size_t i = 0; i < walk->count && !e.code && !interrupted(); i++)
		if (walk->files[i].kind == WALK_CONTAINER)
			e = container_import(intake, walk->files[i].path);
		else
			e = import_file(intake, &walk->files[i], &bytes);
	/* what the workers still hold is theirs to finish, but not after Ctrl-C */
	if (!e.code && !interrupted())
		e = intake_answers(intake, true);
	if (!e.code)
		e = intake_commit(intake);
	return e;
}

/* ---- the run ---- */

static void
tell_skipped(void *user, const char *path, enum skip why)
{
	struct context *context = user;

	if (!context->verbose || context->quiet)
		return;
	term_put(&context->notes, "left out: ");
	term_raw(&context->notes.buf, (struct raw){ (const unsigned char *)path, strlen(path) });
	term_put(&context->notes, ": %s\n", skip_text(why));
	term_flush(&context->notes);
}

static struct err
look_around(struct context *context, struct walk *walk, struct report *report)
{
	struct buf where CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < context->options.arg_count; i++) {
		const char *path = context->options.args[i];
		struct err e = walk_add(walk, path);

		if (e.code)
			return fault(context, e,
			    "name a file, a folder or a container that is there", "%s", path);
		buf_push(&where, " ", i ? 1 : 0);
		term_raw(&where, (struct raw){ (const unsigned char *)path, strlen(path) });
	}
	walk_sort(walk);
	report->where = str_copy(&context->arena, buf_str(&where));
	return (struct err){ 0 };
}

static void
collect(struct report *report, const struct walk *walk)
{
	for (size_t i = 0; i < walk->problem_count; i++) {
		const char *path = walk->problems[i].path;

		report_problem(report, (struct raw){ (const unsigned char *)path, strlen(path) },
		    walk->problems[i].err);
	}
	for (unsigned i = 0; i < SKIP_MAX; i++)
		report->skipped[i] += walk->skipped[i];
}

/* All that is said with -q. */
static void
say_faults(struct context *context, const struct report *report)
{
	struct term *notes = &context->notes;

	if (!report->quarantined && !report->unreadable)
		return;
	term_put(notes, "xinshi: import: ");
	term_counted(&notes->buf, report->quarantined, "file", "files");
	term_put(notes, " in quarantine, ");
	term_count(&notes->buf, report->unreadable);
	term_put(notes, " could not be read\n");
	term_flush(notes);
}

static void
say(struct context *context, struct report *report)
{
	struct json json;

	if (context->json) {
		json = json_line(context);
		json_out_begin(&json, NULL, "import/1");
		json_c(&json, "archive", context->dir);
		report_json(report, &json);
		json_line_end(context, &json);
		return;
	}
	if (context->quiet) {
		say_faults(context, report);
		return;
	}
	report_print(report, &context->out);
	term_flush(&context->out);
	if (!report->files && !report->unreadable && !report->stopped)
		advise(context, "There is no .md, .markdown or .txt file and no container.");
	if (report->dry || report->stopped || !(report->understood + report->unchanged))
		return;
	advise(context, "\nRead it:  %.*s serve        then open http://127.0.0.1:8080/",
	    STR_ARGS(command_line(context)));
}

/* What stopped the run: the archive holds what was committed, and no more. */
static struct err
stopped(struct context *context, const struct intake *intake, struct err e)
{
	const struct report *committed = &intake->committed;
	struct buf safe CLEAN(buf_done) = { 0 };

	term_count(
	    &safe, committed->understood + committed->quarantined + intake->report->unchanged);
	return fault(context, e, NULL, "import stopped; %.*s files are safe in %s", (int)safe.n,
	    safe.p, context->dir);
}

static struct err
import(struct context *context, struct intake *intake, struct walk *walk)
{
	unsigned workers = (unsigned)option_number(&context->options, "workers", 0);
	struct report *report = intake->report;
	struct derive derive = { .context = context };
	struct err e = desk_open(workers, &intake->desk);

	if (e.code)
		return fault(context, e, "xinshi doctor", "the worker xinshi-parse");
	e = import_files(intake, walk);
	progress_clear(&context->notes);
	report->stopped = interrupted() || e.code;
	report->deaths = desk_deaths(intake->desk);
	if (e.code) {
		intake_abandon(intake);
		return stopped(context, intake, e);
	}
	/* the workers' memory is the index's now */
	intake_done(intake);
	if (report->dry || interrupted())
		return e;
	e = derive_all(&derive);
	report->indexed = derive.indexed;
	report->storied = derive.storied;
	/* what is left is taken up by whoever writes next */
	return e.code == ERR_INTERRUPTED ? (struct err){ 0 } : e;
}

static struct err
run(struct context *context)
{
	struct report report = {
		.arena = &context->arena,
		.all = context->verbose,
		.dry = option_flag(&context->options, "dry-run"),
	};
	struct walk walk = { .arena = &context->arena, .told = tell_skipped, .context = context };
	struct progress progress;
	struct intake intake = {
		.context = context,
		.report = &report,
		.progress = &progress,
		.source = option_text(&context->options, "source"),
	};
	int64_t begun = clock_ms();
	struct err e = look_around(context, &walk, &report);

	if (e.code)
		return e;
	if (context->made)
		advise(context, "Made a new archive in %s.", context->dir);
	progress_begin(&progress, &context->notes, "files", (int64_t)walk.count, context->quiet);
	e = import(context, &intake, &walk);
	intake_done(&intake);
	collect(&report, &walk);
	report.ms = clock_ms() - begun;
	if (e.code)
		return e;
	say(context, &report);
	context->status = report.quarantined || report.unreadable ? 1 : 0;
	return interrupted() ? fault(context, err_new(ERR_INTERRUPTED, NULL),
				   "the same command goes on where this one stopped", "import")
			     : e;
}

const struct command cmd_import = {
	.name = "import",
	.summary = "take in files, folders and containers of articles",
	.arguments = "PATH...",
	.needs = NEED_ARCHIVE_WRITE | NEED_ARCHIVE_MADE | NEED_SEARCH,
	.args_min = 1,
	.args_max = ARGS_ANY,
	.run = run,
};
