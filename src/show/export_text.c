/* export_text.c: articles as clean Markdown, a file each, and as JSON Lines. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/export_run.h"
#include "show/json_out.h"
#include "show/markdown_out.h"

/* ---- Markdown: SLUG/2021-02-03-ID.md, and -vN behind the ID of older revisions ---- */

static struct str
file_name(struct exporting *x, struct arena *arena, const struct article_row *row,
    const struct revision *revision)
{
	struct buf name CLEAN(buf_done) = { .max = 4096 };

	buf_push_str(&name, row->source_slug.n ? row->source_slug : S("unknown"));
	buf_push_char(&name, '/');
	when_push_day(&name, row->time, 0);
	buf_push_format(&name, "-%lld", (long long)row->id);
	if (revision->n != x->newest)
		buf_push_format(&name, "-v%lld", (long long)revision->n);
	buf_push_literal(&name, ".md");
	return str_copy(arena, buf_str(&name));
}

static struct err
write_markdown(struct exporting *x, struct raw name, struct raw text)
{
	struct export_file file = { 0 };
	struct digest digest;
	struct err e = export_file_open(&x->dir, name, &file);

	if (e.code)
		return e;
	export_file_put(&file, text);
	return export_file_close(&file, 0, &digest);
}

static struct err
put_markdown(struct exporting *x, struct arena *arena, const struct article_row *row,
    const struct revision *revision)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct raw name = raw_from_str(file_name(x, arena, row, revision));
	struct digest digest;
	struct err e;

	revision_markdown(&text, row, revision);
	digest = digest_of(buf_raw(&text));
	e = text.err;
	if (!e.code && earlier_has(&x->earlier, &x->dir, name, &digest, (int64_t)text.n))
		x->report.kept++;
	else if (!e.code)
		e = write_markdown(x, name, buf_raw(&text));
	if (e.code)
		return exporting_refuse(x, name, e);
	exporting_count(x, name, &digest, (int64_t)text.n, row->id, revision->n);
	return e;
}

struct err
export_manifest_open(struct exporting *x, const char *path, const char *format)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	return manifest_open(
	    str_terminated(&arena, manifest_path(&arena, path)), format, &x->manifest);
}

struct err
export_markdown(struct exporting *x)
{
	struct err e = exporting_begin(x, "markdown");

	return e.code ? e : exporting_articles(x, put_markdown);
}

/* ---- JSON Lines ---- */

static struct err
put_line(struct exporting *x, struct arena *arena, const struct article_row *row,
    const struct revision *revision)
{
	struct buf line CLEAN(buf_done) = { 0 };
	struct json json = { .out = &line };
	struct raw bytes;
	struct digest digest;

	json_out_begin(&json, NULL, "article/1");
	revision_json(arena, &json, row, revision, REVISION_JSON_ALL);
	json_object_end(&json);
	buf_push_char(&line, '\n');
	if (line.err.code)
		return line.err;
	bytes = buf_raw(&line);
	digest = digest_of(bytes);
	/* the manifest names lines: by article and revision, with the digest of each */
	manifest_add(
	    &x->manifest, raw_from_str(S("")), &digest, (int64_t)bytes.n, row->id, revision->n);
	x->report.bytes += (int64_t)bytes.n;
	export_file_put(x->file, bytes);
	return x->file->err;
}

/* ${path} may be a folder that is there: then articles.jsonl in it. */
static const char *
lines_path(struct arena *arena, const char *path)
{
	struct stat status;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		return str_terminated(
		    arena, str_join(arena, str_from_c(path), S("/articles.jsonl"), STR_END));
	return path;
}

static struct err
write_lines(struct exporting *x, int fd)
{
	struct export_file file = { .fd = fd };
	struct digest digest;
	struct err e, closed;

	digest_init(&file.state);
	x->file = &file;
	e = exporting_articles(x, put_line);
	closed = export_file_close(&file, 0, &digest);
	x->report.files++;
	return e.code ? e : closed;
}

/* An empty file is as good as none; one that holds something is not written over unasked. */
struct err
export_output_open(const struct export_options *options, const char *path, int *fd, bool *regular)
{
	int file = strcmp(path, "-") == 0 ? dup(STDOUT_FILENO)
					  : open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	struct stat status = { 0 };
	struct err e = { 0 };

	if (file < 0 || fstat(file, &status) < 0)
		e = err_from_errno(errno, "the file could not be made");
	*regular = S_ISREG(status.st_mode) && strcmp(path, "-") != 0;
	if (!e.code && *regular && status.st_size && !options->force)
		e = err_new(ERR_EXISTS, "the file is there");
	if (!e.code && *regular && ftruncate(file, 0) < 0)
		e = err_from_errno(errno, NULL);
	if (e.code)
		fd_close(&file);
	*fd = file;
	return e;
}

struct err
export_jsonl(struct exporting *x)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	const char *path = lines_path(&arena, x->options->path);
	bool regular;
	int fd;
	struct err e = export_output_open(x->options, path, &fd, &regular);

	if (e.code)
		return e;
	if (regular)
		e = export_manifest_open(x, path, "jsonl");
	if (!e.code)
		return write_lines(x, fd);
	close(fd);
	return e;
}
