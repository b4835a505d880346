/*
 * export_site.c: the mirror as a folder (mirror.h).
 *
 * A file is written beside its place and put there whole, the manifest last of all; so a run that
 * is stopped leaves what was there, older and newer pages mixed.  While a run writes,
 * manifest.json.part stands there; who finds it trusts no file that is not as its digest says.
 *
 * Files that take the place of others wait in a folder until there are many: a disk that has just
 * let go of one file is slow to find room for the next (ext4 looks over what it has lately
 * deleted), so first all are written, then all are moved.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/export_run.h"
#include "show/mirror.h"

#define MANIFEST "manifest.json"
#define PART MANIFEST ".part"
#define NEW "xinshi.part" /* the folder where they wait */

enum { MANIFEST_MAX = 1 << 30, FOLDER_NAME_MAX = 512, WAITING_MAX = 5000 };

struct site {
	int root, at; /* at: the folder below it that was used last; -1: none */
	char at_name[FOLDER_NAME_MAX];
	bool begun;  /* PART stands there */
	bool unsure; /* a run before this one was stopped */
	int64_t removed;
	struct arena arena; /* of the names */
	struct name_list waiting;
};

/* ---- folders ---- */

/* Opens the folder of a file of ours, by its parts: none may be a link. */
static int
folder_enter(struct site *site, struct str name, bool make)
{
	int at = dup(site->root);
	struct str part;

	while (at >= 0 && pull_until(&name, S("/"), &part)) {
		char text[FOLDER_NAME_MAX];
		int below;

		snprintf(text, sizeof(text), "%.*s", STR_ARGS(part));
		if (make && mkdirat(at, text, 0777) < 0 && errno != EEXIST)
			break;
		below = openat(at, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(at);
		at = below;
		part = S("");
	}
	return at;
}

/* Files come folder by folder. */
static struct err
folder_use(struct site *site, struct str name, const char **own)
{
	ptrdiff_t slash = str_find_last_char(name, '/');
	struct str folder = str_slice(name, 0, (size_t)(slash + 1));

	*own = name.p + slash + 1;
	if (site->at >= 0 && str_equal(folder, str_from_c(site->at_name)))
		return (struct err){ 0 };
	fd_close(&site->at);
	snprintf(site->at_name, sizeof(site->at_name), "%.*s", STR_ARGS(folder));
	site->at = folder_enter(site, folder, true);
	return site->at < 0 ? err_from_errno(errno, "a folder could not be made")
			    : (struct err){ 0 };
}

/* ---- writing ---- */

static struct err
bytes_write(struct site *site, const char *name, struct raw bytes)
{
	int fd =
	    openat(site->root, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	struct err e;

	if (fd < 0)
		return err_from_errno(errno, "a file could not be made");
	e = fd_write_all(fd, bytes);
	if (close(fd) < 0 && !e.code)
		e = err_from_errno(errno, "closing");
	return e;
}

static struct err
writing_begin(struct site *site)
{
	if (site->begun)
		return (struct err){ 0 };
	site->begun = true;
	if (mkdirat(site->root, NEW, 0777) < 0 && errno != EEXIST)
		return err_from_errno(errno, "a folder could not be made");
	return bytes_write(site, PART, raw_from_str(S("{}\n")));
}

static void
waiting_name(char *out, size_t size, size_t number)
{
	snprintf(out, size, NEW "/%zu", number);
}

static struct err
file_place(struct site *site, size_t number)
{
	struct str name = site->waiting.items[number];
	char own[FOLDER_NAME_MAX], waits[64];
	const char *part;
	struct err e = folder_use(site, name, &part);

	if (e.code)
		return e;
	waiting_name(waits, sizeof(waits), number);
	snprintf(own, sizeof(own), "%.*s", (int)(name.p + name.n - part), part);
	if (renameat(site->root, waits, site->at, own) < 0)
		return err_from_errno(errno, "a file could not be put into its place");
	return e;
}

/* All that waits. */
static struct err
files_place(struct site *site)
{
	struct err e = { 0 };

	for (size_t i = 0; i < site->waiting.count && !e.code; i++)
		e = file_place(site, i);
	arena_reset(&site->arena);
	site->waiting = (struct name_list){ 0 };
	return e;
}

static struct err
site_put(void *context, const struct mirror_file *file, struct raw bytes)
{
	struct site *site = context;
	char waits[64];
	struct err e = writing_begin(site);

	waiting_name(waits, sizeof(waits), site->waiting.count);
	if (!e.code)
		e = bytes_write(site, waits, bytes);
	if (e.code)
		return e;
	arena_push(&site->arena, site->waiting.items, site->waiting.count, site->waiting.capacity);
	site->waiting.items[site->waiting.count++] = str_copy(&site->arena, file->name);
	return site->waiting.count < WAITING_MAX ? e : files_place(site);
}

/* ---- what an earlier run left ---- */

static bool
digest_is_right(struct site *site, const char *name, const struct mirror_entry *entry)
{
	int fd CLEAN(fd_close) = openat(site->root, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct digest digest;

	if (fd < 0 || fd_read_all(fd, (size_t)entry->size + 1, &bytes).code)
		return false;
	digest = digest_of(buf_raw(&bytes));
	return digest_equal(&digest, &entry->digest);
}

static bool
site_there(void *context, const struct mirror_entry *entry)
{
	struct site *site = context;
	char name[FOLDER_NAME_MAX];
	struct stat status;

	snprintf(name, sizeof(name), "%.*s", STR_ARGS(entry->name));
	if (fstatat(site->root, name, &status, AT_SYMLINK_NOFOLLOW) < 0 ||
	    !S_ISREG(status.st_mode) || status.st_size != entry->size)
		return false;
	return !site->unsure || digest_is_right(site, name, entry);
}

/* The manifest, if it is one of ours; its text lives in ${text}. */
static bool
manifest_load(struct site *site, struct buf *text, struct mirror_manifest *out)
{
	int fd CLEAN(fd_close) = openat(site->root, MANIFEST, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct mirror_manifest empty;

	if (fd < 0 || fd_read_all(fd, MANIFEST_MAX, text).code ||
	    utf8_valid_length(buf_raw(text)) != text->n)
		return false;
	if (manifest_read(buf_str(text), out))
		return true;
	manifest_init(&empty, out->arena);
	*out = empty;
	return false;
}

/* A folder that is ours may be written into again: where there is a manifest, or a run was stopped
 * before it wrote one. */
static struct err
site_open(struct exporting *x, struct site *site, struct buf *text, struct mirror_manifest *old)
{
	struct export_dir empty = { .fd = -1 };
	struct stat status;
	struct err e = export_dir_open(x->options->path, true, &x->dir);

	if (e.code)
		return e;
	site->root = x->dir.fd;
	site->unsure = fstatat(site->root, PART, &status, AT_SYMLINK_NOFOLLOW) == 0;
	if (manifest_load(site, text, old) || site->unsure || x->options->force)
		return e;
	e = export_dir_open(x->options->path, false, &empty);
	export_dir_close(&empty);
	return e;
}

/* ---- the end ---- */

/* Folders that are empty now go, too. */
static void
folders_leave(struct site *site, struct str name)
{
	ptrdiff_t slash;

	while ((slash = str_find_last_char(name, '/')) > 0) {
		char folder[FOLDER_NAME_MAX];

		name = str_slice(name, 0, (size_t)slash);
		snprintf(folder, sizeof(folder), "%.*s", STR_ARGS(name));
		if (unlinkat(site->root, folder, AT_REMOVEDIR) < 0)
			return;
	}
}

static void
file_leave(struct site *site, struct str name)
{
	ptrdiff_t slash = str_find_last_char(name, '/');
	char own[FOLDER_NAME_MAX];
	int at CLEAN(fd_close) = -1;

	if (!export_name_is_safe(raw_from_str(name)) || name.n >= sizeof(own))
		return;
	at = folder_enter(site, name, false);
	snprintf(own, sizeof(own), "%.*s", STR_ARGS(str_from(name, (size_t)(slash + 1))));
	if (at >= 0 && unlinkat(at, own, 0) == 0) {
		site->removed++;
		folders_leave(site, name);
	}
}

static struct err
old_leave(struct site *site, const struct mirror_manifest *old, const struct mirror_manifest *now)
{
	struct err e = { 0 };

	for (size_t i = 0; i < old->count && !e.code; i++) {
		if (manifest_find(now, old->items[i].name))
			continue;
		e = writing_begin(site);
		if (!e.code)
			file_leave(site, old->items[i].name);
	}
	return e;
}

/* The folder, and what a run that was stopped left in it. */
static void
waiting_leave(struct site *site)
{
	int fd = openat(site->root, NEW, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		unlinkat(fd, entry->d_name, 0);
	if (dir)
		closedir(dir);
	unlinkat(site->root, NEW, AT_REMOVEDIR);
}

static struct err
manifest_place(struct site *site, struct raw bytes, struct raw before)
{
	struct err e = { 0 };

	if (bytes.n == before.n && memcmp(bytes.p, before.p, bytes.n) == 0) {
		unlinkat(site->root, PART, 0);
		return e;
	}
	e = bytes_write(site, PART, bytes);
	if (!e.code && renameat(site->root, PART, site->root, MANIFEST) < 0)
		e = err_from_errno(errno, "the manifest could not be written");
	return e;
}

static struct err
site_finish(struct site *site, const struct mirror_manifest *old, struct mirror_manifest *now,
    const struct mirror_report *report, struct raw before)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct mirror_facts facts = {
		.articles = report->articles, .rules = report->rules, .captured = report->captured
	};
	struct err e = files_place(site);

	if (!e.code)
		e = old_leave(site, old, now);
	if (e.code)
		return e;
	manifest_write(now, &facts, &text);
	waiting_leave(site);
	return text.err.code ? text.err : manifest_place(site, buf_raw(&text), before);
}

struct mirror_options
mirror_options_of(const struct exporting *x)
{
	const struct export_options *options = x->options;

	return (struct mirror_options){ .source = options->source,
		.from = options->from,
		.to = options->to,
		.no_pictures = options->no_pictures,
		.progress = x->progress,
		.context = x->context };
}

static struct err
site_make(struct exporting *x, struct site *site, struct arena *arena)
{
	struct buf text CLEAN(buf_done) = { .max = MANIFEST_MAX };
	struct mirror_manifest old, now;
	struct mirror_sink sink = { .put = site_put, .policy = true, .context = site };
	struct mirror_options options = mirror_options_of(x);
	struct mirror_report report = { 0 };
	struct err e;

	manifest_init(&old, arena);
	manifest_init(&now, arena);
	e = site_open(x, site, &text, &old);
	/* what is made again is made again whole */
	sink.there = x->options->force ? NULL : site_there;
	if (!e.code)
		e = mirror_make(x->archive, &options, &sink, &old, &now, &report);
	if (!e.code)
		e = site_finish(site, &old, &now, &report, buf_raw(&text));
	x->report.files = report.files;
	x->report.bytes = report.bytes;
	x->report.articles = report.articles;
	x->report.unreadable = report.unreadable;
	x->report.pictures = report.pictures;
	x->report.kept = report.files - report.written;
	x->report.removed = site->removed;
	return e;
}

struct err
export_site(struct exporting *x)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct site site = { .root = -1, .at = -1 };
	struct err e = site_make(x, &site, &arena);

	fd_close(&site.at);
	arena_done(&site.arena);
	return e;
}
