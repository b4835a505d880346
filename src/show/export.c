#include <stdio.h>

#include "show/export_run.h"

enum { PAGE = 500 };

struct err
exporting_tell(struct exporting *x)
{
	x->done++;
	if (x->progress && !x->progress(x->context, x->done, x->total))
		return err_new(ERR_INTERRUPTED, NULL);
	return (struct err){ 0 };
}

struct err
exporting_refuse(struct exporting *x, struct raw name, struct err e)
{
	if (e.code == ERR_DISK_FULL || e.code == ERR_DIGEST || e.code == ERR_DAMAGE)
		return e;
	if (!x->report.refused++) {
		snprintf(x->report.refused_first, sizeof(x->report.refused_first), "%.*s",
		    (int)name.n, (const char *)name.p);
		x->report.refused_err = e;
	}
	return (struct err){ 0 };
}

struct err
exporting_begin(struct exporting *x, const char *format)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	const char *manifest = str_terminated(&arena, manifest_path(&arena, x->options->path));
	struct err e = earlier_read(manifest, format, &x->earlier);

	if (!e.code)
		e = export_dir_open(x->options->path, x->options->force || x->earlier.count, &x->dir);
	return e.code ? e : manifest_open(manifest, format, &x->manifest);
}

void
exporting_count(struct exporting *x, struct raw name, const struct digest *digest, int64_t size, int64_t article, int64_t revision)
{
	manifest_add(&x->manifest, name, digest, size, article, revision);
	x->report.files++;
	x->report.bytes += size;
}

bool
exporting_wants(const struct exporting *x, const struct article_row *row)
{
	const struct export_options *o = x->options;

	if (o->source && row->source != o->source)
		return false;
	return (!o->from && !o->to) || (row->time >= o->from && row->time < o->to);
}

static struct err
one_revision(struct exporting *x, struct arena *arena, const struct article_row *row, int64_t n,
    export_put *put)
{
	struct revision revision = { 0 };
	struct err e = revision_get(x->archive, arena, row->id, n, REVISION_BODY, &revision);

	if (e.code)
		return e;
	if (revision.record.rules > x->rules)
		x->rules = revision.record.rules;
	return put(x, arena, row, &revision);
}

/* A text that came back is the newest again, and keeps its number. */
static struct err
newest_find(struct exporting *x, struct arena *arena, const struct article_row *row)
{
	struct revision revision = { .n = 1 };
	struct err e = { 0 };

	if (row->revisions > 1)
		e = revision_get(x->archive, arena, row->id, 0, REVISION_HEAD, &revision);
	x->newest = revision.n;
	return e;
}

static struct err
one_article(struct exporting *x, const struct article_row *row, export_put *put)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct err e = newest_find(x, &arena, row);

	if (!x->options->revisions)
		e = e.code ? e : one_revision(x, &arena, row, x->newest, put);
	for (int64_t n = 1; x->options->revisions && n <= row->revisions && !e.code; n++)
		e = one_revision(x, &arena, row, n, put);
	x->report.articles++;
	return e.code ? e : exporting_tell(x);
}

struct err
exporting_articles(struct exporting *x, export_put *put)
{
	struct article_filter filter = {
		.source = x->options->source,
		.from = x->options->from,
		.to = x->options->to,
		.order = ORDER_ID,
		.limit = PAGE,
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article_rows rows = { 0 };

	do {
		struct err e =
		    (arena_reset(&arena), articles_list(x->archive, &arena, &filter, &rows));

		for (size_t i = 0; i < rows.count && !e.code; i++)
			e = one_article(x, &rows.items[i], put);
		if (e.code)
			return e;
		if (rows.count) {
			filter.after_id = rows.items[rows.count - 1].id;
			filter.after_time = rows.items[rows.count - 1].time;
		}
	} while (rows.count == PAGE);
	return (struct err){ 0 };
}

struct err
export_run(struct archive *archive, const struct export_options *options, export_progress *progress,
    void *context, struct export_report *out)
{
	static struct err (*const formats[])(struct exporting *) = {
		[EXPORT_ARCHIVE] = export_archive,
		[EXPORT_MARKDOWN] = export_markdown,
		[EXPORT_JSONL] = export_jsonl,
		[EXPORT_EPUB] = export_epub,
		[EXPORT_SQLITE] = export_sqlite,
		[EXPORT_SITE] = export_site,
		[EXPORT_ZIM] = export_zim,
	};
	struct exporting x = {
		.archive = archive,
		.options = options,
		.progress = progress,
		.context = context,
		.dir = { .fd = -1 },
		.manifest = { .fd = -1 },
	};
	struct archive_stats stats = { 0 };
	struct err e = archive_stats(archive, &stats), closed;

	if (!e.code)
		e = archive_read_begin(archive);
	if (e.code)
		return e;
	x.total = options->format == EXPORT_ARCHIVE ? stats.captures : stats.articles;
	e = formats[options->format](&x);
	if (!e.code)
		earlier_remove(&x.earlier, &x.dir, &x.report.removed);
	closed = manifest_close(&x.manifest, x.rules, x.report.quarantine, !e.code);
	archive_read_end(archive);
	export_dir_close(&x.dir);
	earlier_done(&x.earlier);
	*out = x.report;
	return e.code ? e : closed;
}
