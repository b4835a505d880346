#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cmd/walk.h"

static const struct {
	const char *key, *text;
} skips[SKIP_MAX] = {
	[SKIP_TYPE] = { "type", "of another type than .md, .markdown, .txt" },
	[SKIP_HIDDEN] = { "hidden", "hidden (the name begins with a dot)" },
	[SKIP_LINK] = { "link", "symbolic links" },
	[SKIP_SPECIAL] = { "special", "pipes, devices, sockets" },
	[SKIP_CONTAINER] = { "container", "containers inside a folder: name them on their own" },
};

const char *
skip_text(enum skip skip)
{
	return skips[skip].text;
}

const char *
skip_key(enum skip skip)
{
	return skips[skip].key;
}

static bool
has_ending(struct raw name, const char *const *endings, size_t count)
{
	struct str s = { (const char *)name.p, name.n };

	for (size_t i = 0; i < count; i++) {
		struct str ending = str_from_c(endings[i]);

		if (s.n > ending.n && str_equal_nocase(str_from(s, s.n - ending.n), ending))
			return true;
	}
	return false;
}

bool
walk_is_article(struct raw name)
{
	static const char *const endings[] = { ".md", ".markdown", ".txt", ".article.json" };

	return has_ending(name, endings, LENGTH(endings));
}

bool
walk_is_container(struct raw name)
{
	static const char *const endings[] = { ".tar", ".tar.gz", ".tgz", ".tar.zst", ".tar.xz", ".jsonl",
		".jsonl.gz", ".jsonl.zst", ".jsonl.xz" };

	return has_ending(name, endings, LENGTH(endings));
}

struct raw
walk_folder(struct raw name, const char *root)
{
	size_t end = name.n, from;

	while (end && name.p[end - 1] != '/')
		end--;
	while (end && name.p[end - 1] == '/')
		end--;
	if (!end)
		return (struct raw){ (const unsigned char *)root, root ? strlen(root) : 0 };
	for (from = end; from && name.p[from - 1] != '/';)
		from--;
	return (struct raw){ name.p + from, end - from };
}

static void
skip(struct walk *walk, const char *path, enum skip why)
{
	walk->skipped[why]++;
	if (walk->told)
		walk->told(walk->context, path, why);
}

static void
add_problem(struct walk *walk, const char *path, int number)
{
	arena_push(walk->arena, walk->problems, walk->problem_count, walk->problem_capacity);
	walk->problems[walk->problem_count++] = (struct walk_problem){
		.path = str_terminated(walk->arena, str_from_c(path)),
		.err = err_from_errno(number, NULL),
	};
}

static void
add_file(struct walk *walk, const char *path, size_t name_at, enum walk_kind kind, const char *root)
{
	arena_push(walk->arena, walk->files, walk->count, walk->capacity);
	walk->files[walk->count++] = (struct walk_file){
		.path = str_terminated(walk->arena, str_from_c(path)),
		.name_at = (uint32_t)name_at,
		.kind = kind,
		.root = root,
	};
}

/* The last part of a path, without slashes at its end; of ".", ".." and "/" the folder's true name.
 */
static const char *
last_part(struct arena *arena, const char *path)
{
	char *real = realpath(path, NULL);
	const char *full = real ? real : path, *slash = strrchr(full, '/'), *part;

	part = str_terminated(arena, str_from_c(slash && slash[1] ? slash + 1 : full));
	free(real);
	return part;
}

static void
look_at(struct walk *walk, FTS *tree, FTSENT *entry, size_t name_at, const char *root)
{
	struct raw name = { (const unsigned char *)entry->fts_name, entry->fts_namelen };

	if (entry->fts_level > 0 && entry->fts_name[0] == '.' && entry->fts_info != FTS_DP) {
		skip(walk, entry->fts_path, SKIP_HIDDEN);
		if (entry->fts_info == FTS_D)
			fts_set(tree, entry, FTS_SKIP);
		return;
	}
	switch (entry->fts_info) {
	case FTS_F:
		if (walk_is_article(name))
			add_file(walk, entry->fts_path, name_at, WALK_FILE, root);
		else
			skip(walk, entry->fts_path,
			    walk_is_container(name) ? SKIP_CONTAINER : SKIP_TYPE);
		return;
	case FTS_SL:
	case FTS_SLNONE:
		skip(walk, entry->fts_path, SKIP_LINK);
		return;
	case FTS_DEFAULT:
		skip(walk, entry->fts_path, SKIP_SPECIAL);
		return;
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		add_problem(walk, entry->fts_path, entry->fts_errno);
		return;
	default:
		return;
	}
}

static struct err
add_folder(struct walk *walk, const char *path)
{
	char *typed = str_terminated(walk->arena, str_from_c(path));
	char *const paths[] = { typed, NULL };
	const char *root = last_part(walk->arena, path);
	size_t n = strlen(typed);
	FTS *tree;
	FTSENT *entry;

	while (n > 1 && typed[n - 1] == '/')
		typed[--n] = '\0';
	tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_COMFOLLOW, NULL);
	if (!tree)
		return err_from_errno(errno, NULL);
	while ((entry = fts_read(tree)))
		look_at(walk, tree, entry, typed[n - 1] == '/' ? n : n + 1, root);
	fts_close(tree);
	return (struct err){ 0 };
}

/* The folder that holds a single file, as its source. */
static const char *
folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return last_part(arena,
	    slash ? str_terminated(arena, (struct str){ path, (size_t)(slash - path) + 1 }) : ".");
}

struct err
walk_add(struct walk *walk, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct raw name = { (const unsigned char *)path, strlen(path) };
	struct stat status;

	if (stat(path, &status) < 0)
		return err_from_errno(errno, NULL);
	if (S_ISDIR(status.st_mode))
		return add_folder(walk, path);
	if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode))
		skip(walk, path, SKIP_SPECIAL);
	else if (walk_is_container(name))
		add_file(walk, path, slash ? (size_t)(slash - path) + 1 : 0, WALK_CONTAINER, NULL);
	else
		add_file(walk, path, slash ? (size_t)(slash - path) + 1 : 0, WALK_FILE,
		    folder_of(walk->arena, path));
	return (struct err){ 0 };
}

static const char *
own_name(const struct walk_file *file)
{
	const char *slash = strrchr(file->path, '/');

	return slash ? slash + 1 : file->path;
}

static int
compare(const void *a, const void *b)
{
	const struct walk_file *x = a, *y = b;
	int order = strcmp(own_name(x), own_name(y));

	return order ? order : strcmp(x->path, y->path);
}

void
walk_sort(struct walk *walk)
{
	if (walk->count)
		qsort(walk->files, walk->count, sizeof(walk->files[0]), compare);
}
