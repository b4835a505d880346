#include <errno.h>
#include <fcntl.h>

#include "cmd/command.h"
#include "cmd/progress.h"
#include "show/export.h"
#include "show/json_out.h"
#include "show/opml_out.h"

static enum export_format
format_of(const struct options *options)
{
	static const struct {
		const char *word;
		enum export_format format;
	} formats[] = {
		{ "markdown", EXPORT_MARKDOWN },
		{ "jsonl", EXPORT_JSONL },
		{ "epub", EXPORT_EPUB },
		{ "sqlite", EXPORT_SQLITE },
		{ "site", EXPORT_SITE },
		{ "zim", EXPORT_ZIM },
	};

	for (size_t i = 0; i < LENGTH(formats); i++)
		if (option_is(options, "format", formats[i].word))
			return formats[i].format;
	return EXPORT_ARCHIVE;
}

/* A filter asks for an outlet or a time, and nobody knows these of what was not understood. */
static void
put_quarantine(struct term *notes, int64_t count)
{
	if (!count)
		return;
	term_counted(&notes->buf, count, "file", "files");
	term_put(notes,
	    " in quarantine left out: outlet and time %s not known.  "
	    "Without --source, --from and --to everything goes.\n",
	    count == 1 ? "is" : "are");
}

/* What an earlier export had left there. */
static void
put_update(struct context *context, const struct export_report *report)
{
	if (report->kept || report->removed)
		term_put(&context->notes, "%s as they had to, and were not touched; %s gone.\n",
		    counted(context, report->kept, "of them stood there", "of them stood there"),
		    counted(context, report->removed, "file is", "files are"));
}

/* What a book could not take in. */
static void
put_left_out(struct context *context, const struct export_report *report)
{
	struct term *notes = &context->notes;

	if (report->cut)
		term_put(notes,
		    "It is full: at least %s left out.  Several books take in more: --from, --to, "
		    "--source.\n",
		    counted(context, report->cut, "older article is", "older articles are"));
	if (report->unreadable)
		term_put(notes, "%s left out: too large, or damaged (see xinshi verify).\n",
		    counted(context, report->unreadable, "article is", "articles are"));
	if (report->pictures_named)
		term_put(notes, "%s no room, and what they show is named instead.\n",
		    counted(context, report->pictures_named, "picture had", "pictures had"));
}

static void
json_book(struct json *json, const struct export_report *report)
{
	json_int(json, "left_out", report->cut);
	json_int(json, "unreadable", report->unreadable);
	json_int(json, "pictures", report->pictures);
	json_int(json, "pictures_left_out", report->pictures_named);
}

static void
json_site(struct json *json, const struct export_report *report)
{
	json_int(json, "unreadable", report->unreadable);
	json_int(json, "pictures", report->pictures);
}

static void
say(struct context *context, const struct export_report *report, const char *path)
{
	struct term *notes = &context->notes;
	struct json json;

	if (context->json && strcmp(path, "-") != 0) {
		json = json_line(context);
		json_out_begin(&json, NULL, "export/1");
		json_c(&json, "output", path);
		json_c(&json, "format", option_text(&context->options, "format"));
		json_int(&json, "files", report->files);
		json_int(&json, "bytes", report->bytes);
		json_int(&json, "kept", report->kept);
		json_int(&json, "removed", report->removed);
		json_int(&json, "articles", report->articles);
		json_int(&json, "renamed", report->renamed);
		json_int(&json, "refused", report->refused);
		json_int(&json, "quarantine_left_out", report->quarantine);
		if (option_is(&context->options, "format", "epub"))
			json_book(&json, report);
		if (option_is(&context->options, "format", "site") || option_is(&context->options, "format", "zim"))
			json_site(&json, report);
		json_line_end(context, &json);
		return;
	}
	if (context->quiet)
		return;
	term_put(notes, "Wrote ");
	term_counted(&notes->buf, report->files, "file", "files");
	term_put(notes, " (");
	term_size(&notes->buf, report->bytes);
	term_put(notes, ") to ");
	path = strcmp(path, "-") == 0 ? "standard output" : path;
	term_raw(&notes->buf, (struct raw){ (const unsigned char *)path, strlen(path) });
	term_put(notes, ".\n");
	put_update(context, report);
	put_quarantine(notes, report->quarantine);
	put_left_out(context, report);
	if (report->renamed)
		term_put(notes,
		    "%s ~1, ~2 ... in the name, since a newer one has the name itself.\n",
		    counted(context, report->renamed, "older file has", "older files have"));
	term_flush(notes);
}

static struct err
backup(struct context *context, const char *path)
{
	struct err e = archive_backup(context->archive, path);
	struct json json;

	if (e.code)
		return fault(context, e,
		    e.code == ERR_EXISTS ? "name a file that is not there yet" : NULL, "%s", path);
	if (context->json) {
		json = json_line(context);
		json_out_begin(&json, NULL, "backup/1");
		json_c(&json, "output", path);
		json_line_end(context, &json);
	} else
		advise(context,
		    "The archive's file was copied to %s.  To use it: put it into a folder as "
		    "archive.db.",
		    path);
	return e;
}

static struct err
failed(struct context *context, struct err e, const char *path)
{
	if (strcmp(path, "-") == 0 && e.code == ERR_IO)
		e = context->out.err = err_new(ERR_INTERRUPTED, "the reader went away");
	if (e.code == ERR_EXISTS)
		return fault(context, e, "a new folder or file; or --force", "%s", path);
	if (e.code == ERR_DISK_FULL)
		return fault(
		    context, e, "make room, then export again with --force", "export to %s", path);
	if (e.code == ERR_INTERRUPTED && context->out.err.code)
		return e;
	return fault(context, e,
	    e.code == ERR_INTERRUPTED
		? "export again with --force; what is written there is not all"
		: NULL,
	    "export to %s", path);
}

static struct err export(struct context *context, const struct export_options *options)
{
	struct export_report report = { 0 };
	struct progress progress;
	struct err e;

	progress_begin(&progress, &context->notes,
	    options->format == EXPORT_ARCHIVE ? "files" : "articles", 0, context->quiet);
	e = export_run(context->archive, options, progress_to, &progress, &report);
	progress_clear(&context->notes);
	if (e.code)
		return failed(context, e, options->path);
	say(context, &report, options->path);
	if (report.refused) {
		fault(context, report.refused_err, NULL, "%s could not be written; the first: %s",
		    counted(context, report.refused, "file", "files"), report.refused_first);
		context->status = 1;
	}
	return e;
}

/* ---- the list of feeds ---- */

static struct err
write_file(struct context *context, const char *path, struct raw bytes)
{
	int how = option_flag(&context->options, "force") ? O_TRUNC : O_EXCL;
	int fd CLEAN(fd_close) = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | how, 0666);

	return fd < 0 ? err_from_errno(errno, NULL) : fd_write_all(fd, bytes);
}

static void
say_feeds(struct context *context, const char *path, size_t feeds, size_t bytes)
{
	struct json json;

	if (context->json) {
		json = json_line(context);
		json_out_begin(&json, NULL, "export/1");
		json_c(&json, "output", path);
		json_c(&json, "format", "opml");
		json_int(&json, "files", 1);
		json_int(&json, "bytes", (int64_t)bytes);
		json_int(&json, "articles", 0);
		json_int(&json, "feeds", (int64_t)feeds);
		json_line_end(context, &json);
	} else
		advise(context, "Wrote %s to %s.",
		    counted(context, (int64_t)feeds, "feed", "feeds"), path);
}

static struct err
export_feeds(struct context *context, const char *path)
{
	struct feed_filter filter = { .label =
					  str_from_c(option_text(&context->options, "label")) };
	struct buf opml CLEAN(buf_done) = { 0 };
	struct feed_rows rows = { 0 };
	struct outlines list = { 0 };
	struct err e = feeds_list(context->archive, &context->arena, &filter, &rows);

	if (e.code)
		return e;
	opml_from_feeds(&context->arena, &rows, &list);
	list.title = S("xinshi");
	opml_write(&opml, &list, 0);
	if (opml.err.code)
		return opml.err;
	if (strcmp(path, "-") == 0) {
		put_lines(context, buf_str(&opml));
		return e;
	}
	e = write_file(context, path, buf_raw(&opml));
	if (e.code)
		return failed(context, e, path);
	say_feeds(context, path, list.count, opml.n);
	return e;
}

static struct err
run(struct context *context)
{
	const struct options *options = &context->options;
	struct export_options out = {
		.format = format_of(options),
		.path = option_text(options, "output"),
		.force = option_flag(options, "force"),
		.revisions = option_flag(options, "revisions"),
		.no_pictures = option_flag(options, "no-pictures"),
		.label = str_from_c(option_text(options, "label")),
	};
	struct source source = { 0 };
	struct err e;

	if (option_text(options, "backup"))
		return backup(context, option_text(options, "backup"));
	if (!out.path)
		return fault(
		    context, err_new(ERR_USAGE, NULL), NULL, "export: where to? --output PATH");
	if (option_is(options, "format", "opml"))
		return export_feeds(context, out.path);
	if (strcmp(out.path, "-") == 0 && out.format != EXPORT_JSONL &&
	    out.format != EXPORT_EPUB)
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "only --format jsonl, epub and opml go to standard output");
	e = option_source(context, &source);
	if (e.code)
		return e;
	out.source = source.id;
	e = option_from_to(context, &out.from, &out.to);
	return e.code ? e : export(context, &out);
}

const struct command cmd_export = {
	.name = "export",
	.summary = "everything as it was imported, as Markdown, as JSON Lines, as a book; feeds as OPML",
	.arguments = "",
	.needs = NEED_ARCHIVE_READ,
	.run = run,
};
