/* export_epub.c: articles of some days, an outlet or a label as one book. */
#include <unistd.h>

#include "show/epub_book.h"
#include "show/export_run.h"

/* ---- which ---- */

/* Newest first, so that what is cut is the oldest. */
static struct err
rows_gather_newest(const struct exporting *x, struct arena *arena, struct article_rows *out)
{
	struct article_filter filter = {
		.source = x->options->source,
		.from = x->options->from,
		.to = x->options->to,
		.label = x->options->label,
		.order = ORDER_NEWEST,
		.limit = EPUB_CHAPTERS_EXPORT + 1,
	};

	return articles_list(x->archive, arena, &filter, out);
}

/* The interface speaks as most of the articles do. */
static enum tongue
tongue_of(const struct article_rows *rows)
{
	size_t counts[TONGUE_MAX] = { 0 };
	enum tongue best = TONGUE_EN;

	for (size_t i = 0; i < rows->count; i++) {
		struct str lang = rows->items[i].lang;

		counts[str_starts(lang, S("zh-Hant")) ? TONGUE_HANT
		       : str_starts(lang, S("zh"))    ? TONGUE_HANS
						      : TONGUE_EN]++;
	}
	for (enum tongue tongue = 0; tongue < TONGUE_MAX; tongue++)
		if (counts[tongue] > counts[best])
			best = tongue;
	return best;
}

/* ---- what it is called, and how it is divided ---- */

static int64_t
day_at(int64_t seconds, int32_t zone_s)
{
	int64_t local = seconds + zone_s;

	return (local - (local < 0 ? 86399 : 0)) / 86400;
}

/* "信史 2021-03-01 – 2021-03-07 example-courier", by the articles that are in it. */
static struct str
title_of(const struct exporting *x, const struct html_out *as, const struct article_rows *rows)
{
	int64_t first = day_at(rows->items[rows->count - 1].time, as->zone_s),
		last = day_at(rows->items[0].time, as->zone_s);
	struct str days = day_text(as->arena, first);

	if (last != first)
		days = str_join(as->arena, days, S(" – "), day_text(as->arena, last), STR_END);
	days = str_join(as->arena, word_text(WORD_NAME, as->tongue), S(" "), days, STR_END);
	if (x->options->source)
		days = str_join(as->arena, days, S(" "), rows->items[0].source_name, STR_END);
	if (x->options->label.n)
		days = str_join(as->arena, days, S(" "), x->options->label, STR_END);
	return days;
}

static enum epub_group
group_of(const struct html_out *as, const struct article_rows *rows)
{
	bool one_day = day_at(rows->items[0].time, as->zone_s) ==
		       day_at(rows->items[rows->count - 1].time, as->zone_s);

	return one_day ? EPUB_BY_SOURCE : EPUB_BY_DAY;
}

/* ---- the file ---- */

static bool
progress_pass(void *context, int64_t done, int64_t total)
{
	const struct exporting *x = context;

	return !x->progress || x->progress(x->context, done, total);
}

static void
report_take(struct exporting *x, const struct epub_report *report)
{
	x->rules = report->rules;
	x->report.articles = report->articles;
	x->report.cut = report->cut;
	x->report.unreadable = report->unreadable;
	x->report.pictures = report->pictures;
	x->report.pictures_named = report->pictures_named;
}

static struct err
book_make(struct exporting *x, struct arena *arena, struct buf *book)
{
	struct html_out as = { .arena = arena };
	struct epub_wish wish = {
		.pictures = !x->options->no_pictures,
		.most = EPUB_CHAPTERS_EXPORT,
		.progress = progress_pass,
		.context = x,
	};
	struct epub_report report = { 0 };
	struct err e = rows_gather_newest(x, arena, &wish.rows);

	if (!e.code)
		e = sources_zone(x->archive, &as.zone_s);
	if (!e.code && !wish.rows.count)
		e = err_new(ERR_NOT_FOUND, "no article for a book");
	if (e.code)
		return e;
	as.tongue = tongue_of(&wish.rows);
	wish.title = title_of(x, &as, &wish.rows);
	wish.group = group_of(&as, &wish.rows);
	e = epub_book(x->archive, &as, &wish, book, &report);
	report_take(x, &report);
	return e;
}

static struct err
book_write(struct exporting *x, struct raw book, int fd)
{
	struct export_file file = { .fd = fd };
	struct digest digest;
	struct err e;

	digest_init(&file.state);
	export_file_put(&file, book);
	e = export_file_close(&file, 0, &digest);
	if (e.code)
		return e;
	x->report.files++;
	x->report.bytes += file.size;
	manifest_add(&x->manifest, raw_from_str(S("")), &digest, file.size, 0, 0);
	return e;
}

struct err
export_epub(struct exporting *x)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf book CLEAN(buf_done) = { .max = EPUB_BYTES_EXPORT };
	bool regular;
	int fd;
	struct err e = book_make(x, &arena, &book);

	if (!e.code)
		e = export_output_open(x->options, x->options->path, &fd, &regular);
	if (e.code)
		return e;
	if (regular)
		e = export_manifest_open(x, x->options->path, "epub");
	if (!e.code)
		return book_write(x, buf_raw(&book), fd);
	close(fd);
	return e;
}
