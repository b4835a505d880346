/*
 * walk.h: the files below what was typed after import, in the order in which they are read.
 *
 * Files are in order of their own names, then of their folders: an archive with a folder for each source is read across its
 * sources, so that what is said of a rate or a size after a hundred files holds for the rest.  What is left out is
 * counted by reason.  Links are not followed, but where the user typed one.
 */
#ifndef XINSHI_CMD_WALK_H
#define XINSHI_CMD_WALK_H

#include "base/arena.h"

enum skip {
	SKIP_TYPE,    /* neither .md, .markdown, .txt */
	SKIP_HIDDEN,  /* begins with a dot */
	SKIP_LINK,    /* a symbolic link */
	SKIP_SPECIAL, /* a pipe, device, socket */
	SKIP_CONTAINER, /* a .tar inside a folder: to be named on its own */
	SKIP_MAX
};
const char *skip_text(enum skip skip);
const char *skip_key(enum skip skip);

enum walk_kind { WALK_FILE, WALK_CONTAINER };

struct walk_file {
	const char *path; /* to open */
	uint32_t name_at; /* its name in the archive: path + name_at */
	enum walk_kind kind;
	const char *root; /* the last part of what was typed: the source of files that lie in no folder below it */
};

struct walk_problem {
	const char *path;
	struct err err;
};

struct walk {
	struct arena *arena;
	struct walk_file *files;
	size_t count, capacity;
	struct walk_problem *problems; /* what could not be looked into */
	size_t problem_count, problem_capacity;
	int64_t skipped[SKIP_MAX];
	void (*told)(void *context, const char *path, enum skip why); /* each thing left out; may be NULL */
	void *context;
};

/* Adds what ${path} is: a file, a container, or all files below a folder; ERR_NOT_FOUND, ERR_ACCESS for ${path} itself. */
struct err walk_add(struct walk *walk, const char *path);
/* Puts all in the order of reading. */
void walk_sort(struct walk *walk);

/* Whether a name is that of an article's file, of a container; by its ending. */
bool walk_is_article(struct raw name);
bool walk_is_container(struct raw name);

/* The folder that a name lies in (its last part), or ${root}: the outlet, where nothing better is known. */
struct raw walk_folder(struct raw name, const char *root);

#endif
