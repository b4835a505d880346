/* export_zim.c: the mirror as one ZIM (zim.h), for Kiwix and other readers. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/export_run.h"
#include "show/pages.h"
#include "show/zim.h"

enum { ILLUSTRATION = 48 };

struct zim_run {
	struct zim zim;
	int64_t counts[ZIM_MIME_MAX];
};

static enum zim_mime
mime_of(enum mirror_kind kind)
{
	static const enum zim_mime mimes[] = {
		[MIRROR_PAGE] = ZIM_HTML,
		[MIRROR_STYLE] = ZIM_CSS,
		[MIRROR_ICON] = ZIM_ICON,
		[MIRROR_JPEG] = ZIM_JPEG,
		[MIRROR_PNG] = ZIM_PNG,
		[MIRROR_WEBP] = ZIM_WEBP,
	};

	return mimes[kind];
}

static struct err
zim_take(void *context, const struct mirror_file *file, struct raw bytes)
{
	struct zim_run *run = context;
	enum zim_mime mime = mime_of(file->kind);
	/* a reader's box for titles is to find articles, and not each of their lists */
	bool front = str_starts(file->name, S("a/"));

	run->counts[mime]++;
	zim_put(&run->zim, 'C', file->name, file->title, mime, front, bytes);
	return run->zim.err;
}

/* ---- what it says of itself ---- */

/* "text/html=17;image/jpeg=4" */
static void
counter_put(struct zim_run *run, struct arena *arena)
{
	static const struct {
		enum zim_mime mime;
		const char *name;
	} counted[] = { { ZIM_HTML, "text/html" }, { ZIM_CSS, "text/css" },
		{ ZIM_ICON, "image/vnd.microsoft.icon" }, { ZIM_JPEG, "image/jpeg" },
		{ ZIM_PNG, "image/png" }, { ZIM_WEBP, "image/webp" } };
	struct str text = S("");

	for (size_t i = 0; i < LENGTH(counted); i++)
		if (run->counts[counted[i].mime])
			text = str_join(arena, text, text.n ? S(";") : S(""),
			    str_format(arena, "%s=%lld", counted[i].name,
				(long long)run->counts[counted[i].mime]),
			    STR_END);
	zim_say(&run->zim, "Counter", text);
}

static void
illustration_put(struct zim_run *run)
{
	struct response response = { 0 };
	struct request request = { .args.number[PARAM_N] = ILLUSTRATION };

	if (!file_icon_png(&request, &response).code)
		zim_put(&run->zim, 'M', S("Illustration_48x48@1"), S(""), ZIM_PNG, false,
		    buf_raw(&response.body));
	buf_done(&response.body);
}

/* 信史 2021-03-01 – 2021-03-31 */
static struct str
title_of(struct arena *arena, const struct mirror_report *report)
{
	struct str title = word_text(WORD_NAME, report->tongue);

	if (!report->articles)
		return title;
	title = str_join(arena, title, S(" "), day_text(arena, report->first_day), STR_END);
	return report->first_day == report->last_day
		   ? title
		   : str_join(arena, title, S("–"), day_text(arena, report->last_day), STR_END);
}

static void
about_put(struct zim_run *run, struct arena *arena, const struct mirror_report *report)
{
	static const struct str langs[] = { [TONGUE_EN] = STR_INIT("eng"),
		[TONGUE_HANS] = STR_INIT("zho"),
		[TONGUE_HANT] = STR_INIT("zho") };
	struct buf day CLEAN(buf_done) = { 0 };

	when_push_day(&day, report->captured, 0);
	zim_say(&run->zim, "Title", title_of(arena, report));
	zim_say(&run->zim, "Description", word_text(WORD_FILES_WHAT, report->tongue));
	zim_say(&run->zim, "Language", langs[report->tongue]);
	zim_say(&run->zim, "Name", report->tongue == TONGUE_EN ? S("xinshi_en") : S("xinshi_zh"));
	zim_say(&run->zim, "Creator", S("xinshi"));
	zim_say(&run->zim, "Publisher", S("xinshi"));
	zim_say(&run->zim, "Date", buf_str(&day));
	zim_say(&run->zim, "Scraper", S("xinshi " VERSION));
	zim_say(&run->zim, "Tags", S("_category:news;_ftindex:no;_sw:no;_videos:no"));
	counter_put(run, arena);
	illustration_put(run);
}

/* ---- the file: written beside its place, and put there whole ---- */

static struct err
zim_fill(struct exporting *x, struct arena *arena, struct zim_run *run, struct digest *digest)
{
	struct mirror_options options = mirror_options_of(x);
	struct mirror_sink sink = { .put = zim_take, .context = run };
	struct mirror_manifest none, files;
	struct mirror_report report = { 0 };
	struct err e, ended;

	manifest_init(&none, arena);
	manifest_init(&files, arena);
	e = mirror_make(x->archive, &options, &sink, &none, &files, &report);
	if (!e.code)
		about_put(run, arena, &report);
	ended = zim_end(&run->zim, S("index.html"), digest);
	x->rules = report.rules;
	x->report.articles = report.articles;
	x->report.unreadable = report.unreadable;
	x->report.pictures = report.pictures;
	return e.code ? e : ended;
}

static struct err
zim_write(struct exporting *x, struct arena *arena, const char *part, struct digest *digest)
{
	struct zim_run run = { 0 };
	int fd CLEAN(fd_close) = open(part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	struct err e;

	if (fd < 0)
		return err_from_errno(errno, "the file could not be made");
	zim_begin(&run.zim, fd);
	e = zim_fill(x, arena, &run, digest);
	x->report.bytes = (int64_t)run.zim.at;
	return e;
}

struct err
export_zim(struct exporting *x)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	const char *path = x->options->path,
		   *part = str_terminated(
		       &arena, str_join(&arena, str_from_c(path), S(".part"), STR_END));
	struct stat status;
	struct digest digest;
	struct err e;

	if (!x->options->force && stat(path, &status) == 0)
		return err_new(ERR_EXISTS, "the file is there");
	e = zim_write(x, &arena, part, &digest);
	if (!e.code && rename(part, path) < 0)
		e = err_from_errno(errno, "the file could not be put into its place");
	if (e.code) {
		unlink(part);
		return e;
	}
	x->report.files = 1;
	e = export_manifest_open(x, path, "zim");
	if (!e.code)
		manifest_add(&x->manifest, raw_from_str(S("")), &digest, x->report.bytes, 0, 0);
	return e;
}
