#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/export_file.h"

enum { PATH_PART_MAX = 4096, MANIFEST_PACE = 1 << 16 };

/* ---- the folder ---- */

static bool
is_empty(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	bool empty = true;

	while (dir && empty && (entry = readdir(dir)))
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	if (dir)
		closedir(dir);
	return empty;
}

/* mkdir -p. */
static struct err
make_path(const char *path)
{
	char *copy = strdup(path);
	struct err e = { 0 };

	for (char *p = copy + 1; copy[0] && !e.code; p++) {
		char c = *p;

		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		if (mkdir(copy, 0777) < 0 && errno != EEXIST)
			e = err_from_errno(errno, "the folder could not be made");
		*p = c;
		if (c == '\0')
			break;
	}
	free(copy);
	return e;
}

struct err
export_dir_open(const char *path, bool force, struct export_dir *out)
{
	struct err e = make_path(path);
	int fd;

	if (e.code)
		return e;
	if (!force && !is_empty(path))
		return err_new(ERR_EXISTS, "the folder is not empty");
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_from_errno(errno, NULL);
	*out = (struct export_dir){ .fd = fd, .made = { .max = PATH_PART_MAX } };
	return e;
}

void
export_dir_close(struct export_dir *dir)
{
	fd_close(&dir->fd);
	buf_done(&dir->made);
}

static bool
part_is_safe(struct str part)
{
	return part.n && !str_equal(part, S(".")) && !str_equal(part, S(".."));
}

bool
export_name_is_safe(struct raw name)
{
	struct str rest = { (const char *)name.p, name.n }, part;

	if (!name.n || name.n >= PATH_PART_MAX || memchr(name.p, '\0', name.n) ||
	    name.p[name.n - 1] == '/')
		return false;
	while (pull_field(&rest, '/', &part))
		if (!part_is_safe(part))
			return false;
	return true;
}

int
export_parent_open(const struct export_dir *dir, struct raw name, bool make, const char **own)
{
	char path[PATH_PART_MAX];
	char *part = path, *slash;
	int at = dup(dir->fd);

	memcpy(path, name.p, name.n);
	path[name.n] = '\0';
	while (at >= 0 && (slash = strchr(part, '/'))) {
		int below;

		*slash = '\0';
		if (make && mkdirat(at, part, 0777) < 0 && errno != EEXIST)
			break;
		below = openat(at, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(at);
		at = below;
		part = slash + 1;
	}
	*own = (const char *)name.p + (part - path);
	if (at >= 0 && strchr(part, '/'))
		fd_close(&at);
	return at;
}

struct err
export_file_open(struct export_dir *dir, struct raw name, struct export_file *out)
{
	char own[PATH_PART_MAX];
	const char *part;
	int parent CLEAN(fd_close) = -1, fd;
	size_t n;

	if (!export_name_is_safe(name))
		return err_new(ERR_ACCESS, "the name would leave the folder");
	parent = export_parent_open(dir, name, true, &part);
	if (parent < 0)
		return err_from_errno(errno, "the folder could not be made");
	n = (size_t)((const char *)name.p + name.n - part);
	memcpy(own, part, n);
	own[n] = '\0';
	fd = openat(parent, own, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		return err_from_errno(errno, "the file could not be made");
	*out = (struct export_file){ .fd = fd };
	digest_init(&out->state);
	return (struct err){ 0 };
}

void
export_file_put(struct export_file *file, struct raw bytes)
{
	if (file->err.code)
		return;
	digest_add(&file->state, bytes);
	file->size += (int64_t)bytes.n;
	file->err = fd_write_all(file->fd, bytes);
}

struct err
export_file_close(struct export_file *file, int64_t time, struct digest *digest)
{
	struct timespec times[2] = { { .tv_sec = time }, { .tv_sec = time } };
	struct err e = file->err;

	if (!e.code && time > 0)
		futimens(file->fd,
		    times); /* the time is a courtesy: a disk without times does no harm */
	*digest = digest_final(&file->state);
	if (close(file->fd) < 0 && !e.code)
		e = err_from_errno(errno, "closing");
	return e;
}

/* ---- the manifest ---- */

struct str
manifest_path(struct arena *arena, const char *path)
{
	struct str s = str_from_c(path), last;
	ptrdiff_t slash;

	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	slash = str_find_last_char(s, '/');
	last = str_from(s, (size_t)(slash + 1));
	if (!part_is_safe(last))
		return str_join(arena, s, S("/manifest.json"), STR_END);
	return str_join(arena, s, S(".manifest.json"), STR_END);
}

struct err
manifest_open(const char *path, const char *format, struct manifest *out)
{
	size_t room = strlen(path) + sizeof(".part");
	char *part = mem_alloc(room);
	int fd;

	snprintf(part, room, "%s.part", path);
	fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0) {
		free(part);
		return err_from_errno(errno, "the manifest could not be written");
	}
	*out = (struct manifest){ .fd = fd, .path = strdup(path), .part = part };
	buf_push_format(&out->lines,
	    "{\"schema\":\"manifest/1\",\"program\":\"xinshi %s\",\"format\":\"%s\",\"files\":[\n",
	    VERSION, format);
	return (struct err){ 0 };
}

/* A name that is no UTF-8 is written in hexadecimal, under another key; a line of a file has none.
 */
static void
put_name(struct json *json, struct raw name)
{
	if (!name.n)
		return;
	if (utf8_valid_length(name) == name.n)
		json_str(json, "name", (struct str){ (const char *)name.p, name.n });
	else
		json_hex(json, "name_hex", name);
}

static void
manifest_pace(struct manifest *manifest, size_t most)
{
	if (manifest->lines.n <= most)
		return;
	if (!manifest->err.code)
		manifest->err = fd_write_all(manifest->fd, buf_raw(&manifest->lines));
	buf_reset(&manifest->lines);
}

void
manifest_add(struct manifest *manifest, struct raw name, const struct digest *digest, int64_t size,
    int64_t article, int64_t revision)
{
	struct json json = { .out = &manifest->lines };

	if (manifest->fd < 0)
		return;
	buf_push_str(&manifest->lines, manifest->count++ ? S(",\n") : S(""));
	json_object(&json, NULL);
	put_name(&json, name);
	json_hex(&json, "sha256", (struct raw){ digest->b, DIGEST_SIZE });
	json_int(&json, "size", size);
	if (article)
		json_int(&json, "id", article);
	if (revision)
		json_int(&json, "revision", revision);
	json_object_end(&json);
	manifest_pace(manifest, MANIFEST_PACE);
}

/* Under its own name only when all it names is there. */
static struct err
manifest_name(struct manifest *manifest, bool whole)
{
	struct err e = manifest->err;

	if (close(manifest->fd) < 0 && !e.code)
		e = err_from_errno(errno, "closing the manifest");
	manifest->fd = -1;
	if (!e.code && whole && rename(manifest->part, manifest->path) != 0)
		e = err_from_errno(errno, "naming the manifest");
	if (e.code || !whole)
		(void)unlink(manifest->part);
	free(manifest->part);
	free(manifest->path);
	return e;
}

struct err
manifest_close(struct manifest *manifest, int64_t rules, int64_t quarantine, bool whole)
{
	if (manifest->fd < 0)
		return (struct err){ 0 };
	buf_push_format(&manifest->lines, "\n],\"count\":%lld,\"rules\":%lld",
	    (long long)manifest->count, (long long)rules);
	if (quarantine)
		buf_push_format(
		    &manifest->lines, ",\"quarantine_left_out\":%lld", (long long)quarantine);
	buf_push_literal(&manifest->lines, "}\n");
	manifest_pace(manifest, 0);
	buf_done(&manifest->lines);
	return manifest_name(manifest, whole);
}
