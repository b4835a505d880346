#include "show/export_earlier.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/ld.h"

enum { MANIFEST_MAX = 1 << 30 };

/* ---- the manifest of then ---- */

/* A name that is no UTF-8. */
static struct str
name_from_hex(struct arena *arena, struct str hex)
{
	char *out = arena_alloc_dirty(arena, hex.n / 2 + 1);
	size_t n = 0;

	for (; n < hex.n / 2; n++) {
		unsigned byte;
		if (sscanf(hex.p + 2 * n, "%2x", &byte) != 1)
			return (struct str){ 0 };
		out[n] = (char)byte;
	}
	return (struct str){ out, n };
}

static struct str
name_of(struct arena *arena, const struct ld *ld)
{
	struct str s;

	if (ld_value(ld, 1, S("name"), &s))
		return s;
	return ld_value(ld, 1, S("name_hex"), &s) ? name_from_hex(arena, s) : (struct str){ 0 };
}

/* {"name":...,"sha256":...,"size":...} */
static void
take_line(struct earlier *earlier, struct str line)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct ld ld = { 0 };
	struct earlier_file file = { 0 };
	struct str name, hex;
	bool made;

	ld_read(&arena, line, &ld);
	name = name_of(&arena, &ld);
	if (!export_name_is_safe(raw_from_str(name)) || !ld_value(&ld, 1, S("sha256"), &hex) ||
	    !digest_from_hex(hex, &file.digest))
		return;
	(void)map_add(&earlier->places, name, (int64_t)earlier->count, &made);
	if (!made)
		return;
	file.name = str_copy(&earlier->arena, name);
	arena_push(&earlier->arena, earlier->items, earlier->count, earlier->capacity);
	earlier->items[earlier->count++] = file;
}

static bool
is_of_format(struct str head, const char *format)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str wanted = str_format(&arena, "\"format\":\"%s\"", format);

	return str_starts(head, S("{\"schema\":\"manifest/1\",")) && str_find(head, wanted, 0) >= 0;
}

struct err
earlier_read(const char *path, const char *format, struct earlier *out)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct str rest, line;
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct err e;

	*out = (struct earlier){ 0 };
	out->places.arena = &out->arena;
	if (fd < 0)
		return errno == ENOENT ? (struct err){ 0 } : err_from_errno(errno, "the manifest");
	e = fd_read_all(fd, MANIFEST_MAX, &bytes);
	rest = buf_str(&bytes);
	if (e.code || !pull_line(&rest, &line) || !is_of_format(line, format))
		return e;
	while (pull_line(&rest, &line))
		if (str_starts(line, S("{")))
			take_line(out, line);
	return e;
}

void
earlier_done(struct earlier *earlier)
{
	arena_done(&earlier->arena);
}

/* ---- the folder of now ---- */

static bool
holds(int folder, const char *name, const struct digest *digest, int64_t size)
{
	struct digest_state state;
	struct digest found;
	struct stat status;
	unsigned char piece[1 << 16];
	ssize_t n;
	int fd CLEAN(fd_close) = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || (size >= 0 && status.st_size != size))
		return false;
	digest_init(&state);
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		digest_add(&state, (struct raw){ piece, (size_t)n });
	found = digest_final(&state);
	return n == 0 && memcmp(found.b, digest->b, DIGEST_SIZE) == 0;
}

bool
earlier_has(struct earlier *earlier, const struct export_dir *dir, struct raw name, const struct digest *digest, int64_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str key = { (const char *)name.p, name.n };
	const int64_t *place = map_find(&earlier->places, key);
	int folder CLEAN(fd_close) = -1;
	const char *own;

	if (!place)
		return false;
	earlier->items[*place].again = true;
	key = str_from_c(str_terminated(&arena, key));
	folder = export_parent_open(dir, raw_from_str(key), false, &own);
	return folder >= 0 && holds(folder, own, digest, size);
}

static bool
file_remove(const struct export_dir *dir, const struct earlier_file *file, struct str name)
{
	const char *own;
	int folder CLEAN(fd_close) = export_parent_open(dir, raw_from_str(name), false, &own);

	return folder >= 0 && holds(folder, own, &file->digest, -1) && unlinkat(folder, own, 0) == 0;
}

/* "a/b/c.md": a/b, then a, as long as they are empty. */
static void
folders_remove(struct arena *arena, const struct export_dir *dir, struct str name)
{
	ptrdiff_t slash;

	while ((slash = str_find_last_char(name, '/')) > 0) {
		const char *own;
		int folder CLEAN(fd_close) = -1;

		name = str_from_c(str_terminated(arena, str_slice(name, 0, (size_t)slash)));
		folder = export_parent_open(dir, raw_from_str(name), false, &own);
		if (folder < 0 || unlinkat(folder, own, AT_REMOVEDIR) != 0)
			return;
	}
}

void
earlier_remove(const struct earlier *earlier, const struct export_dir *dir, int64_t *removed)
{
	for (size_t i = 0; i < earlier->count; i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		const struct earlier_file *file = &earlier->items[i];
		struct str name = str_from_c(str_terminated(&arena, file->name));

		if (file->again || !file_remove(dir, file, name))
			continue;
		++*removed;
		folders_remove(&arena, dir, name);
	}
}
