/*
 * mirror_name.h: under which name a page of ours stands as a file, and how one file is reached from
 * another.
 *
 * Names are ASCII that every file system takes, folders hold about a thousand entries at most, and
 * a name depends on nothing but what the page shows: xinshi-mirror(5).
 */
#ifndef XINSHI_SHOW_MIRROR_NAME_H
#define XINSHI_SHOW_MIRROR_NAME_H

#include "show/routes.h"

struct target {
	const struct route *route;
	struct args args;
};

/* What stands at ${path} of the reading room ("/d/2021-03-27?page=2"); ERR_NOT_FOUND, ERR_USAGE. */
struct err target_parse(struct arena *arena, struct str path, struct target *out);
/* Its file; p NULL: it is no page that is made into one. */
struct str target_name(struct arena *arena, const struct target *target);

/* A word that may be part of a name: itself, or x and a number made of it. */
struct str name_part(struct arena *arena, struct str word);
/* "a/0/22/22618.html" */
struct str name_of_article(struct arena *arena, int64_t id);
/* "s/example-courier": the folder of an outlet. */
struct str name_of_source(struct arena *arena, struct str slug);
/* From the file ${from} to the file ${to}: "../../d/2021/2021-03-27.html" */
struct str name_between(struct arena *arena, struct str from, struct str to);

#endif
