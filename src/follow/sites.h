/*
 * sites.h: which file has the rules of a host (xinshi-rules(5)): in the archive's own folder
 * sites/, which goes first, or among those that come with the program.
 */
#ifndef XINSHI_FOLLOW_SITES_H
#define XINSHI_FOLLOW_SITES_H

#include "base/buf.h"
#include "record/extracted.h"

enum { SITES_FOLDERS = 2 };

struct sites {
	struct str folders[SITES_FOLDERS]; /* in order; empty: none */
};

/* ${archive}: its folder, may be NULL.  Texts live in ${arena}. */
void sites_begin(struct arena *arena, const char *archive, struct sites *out);

/*
 * sites_find(arena, sites, url, question):
 * Sets rules and rules_name of ${question} to those of the host of ${url}, read now; of example.com
 * and www.example.com that is example.com.rules; of sport.example.com sport.example.com.rules, else
 * .example.com.rules.  Without any they stay as they are. Errors:  ERR_UTF8, ERR_TOO_BIG,
 * ERR_ACCESS: a file is there and cannot be used.
 */
struct err sites_find(struct arena *arena, const struct sites *sites, struct str url,
    struct extract_question *question);

/* One file, wherever it is.  The name is that of the file without folders. */
struct err sites_read(struct arena *arena, const char *path, struct str *text, struct str *name);

#endif
