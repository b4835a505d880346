/*
 * snapshot.h: a copy of articles for people with questions of their own: one SQLite file in plain columns and documented views
 * (xinshi-snapshot(5)), which needs nothing of this program to be read.
 *
 * The same articles give the same bytes with the same SQLite: rows come in the order of the calls, no time of the run is in it.
 * It is written under another name and gets its own when it is whole.
 */
#ifndef XINSHI_STORE_SNAPSHOT_H
#define XINSHI_STORE_SNAPSHOT_H

#include "record/html.h"
#include "store/articles.h"

struct snapshot;

/* ${path} must not be there unless ${force} is set: ERR_EXISTS.  ERR_IO, ERR_DISK_FULL, ... */
struct err snapshot_open(struct archive *archive, const char *path, bool force, struct snapshot **out);
/* A revision of an article, and with the first of its calls the article; ${revision} has its body, ${newest} is the number of the
 * newest one. */
struct err snapshot_put(struct snapshot *snapshot, const struct article_row *row, int64_t newest, const struct revision *revision,
    struct html html);
/* A line of the table "about". */
struct err snapshot_about(struct snapshot *snapshot, struct str key, struct str value);
/* Adds what is told of the articles that were put (outlets, stories, changes), and gives the file its name. */
struct err snapshot_finish(struct snapshot *snapshot);
/* Without snapshot_finish before it nothing is left behind.  NULL is fine. */
void snapshot_close(struct snapshot *snapshot);

#endif
