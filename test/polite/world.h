/*
 * world.h: an archive that follows feeds of a scripted server, in a time of its own.
 *
 * The server is a thread, gate and desk are the processes they always are.  Time stands still but
 * for world_run, so that days pass in seconds; what was asked, and when, is in the server's memory.
 */
#ifndef XINSHI_TEST_POLITE_WORLD_H
#define XINSHI_TEST_POLITE_WORLD_H

#include <pthread.h>

#include "follow/follow.h"
#include "httpd.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

struct world {
	char dir[64];
	struct arena arena;
	struct httpd *httpd;
	pthread_t server;
	struct script *script;
	struct gate_settings gate;
	struct archive *archive;
	struct search *search;
	struct follow *follow;
	int64_t now;
	struct follow_totals totals; /* of the last round */
};

/* Ends the program where the world cannot be made.  ${script}: see httpd/script.c. */
void world_open(struct world *world, const char *script);
/* The other program's life: everything but the server ends and begins again. */
void world_restart(struct world *world);
void world_close(struct world *world);

/* Follows http://ADDRESS:port/PATH; the id. */
int64_t world_feed(struct world *world, const char *address, const char *path);
/* Time passes: a round every half hour, and whenever something is due. */
void world_run(struct world *world, int64_t seconds);
/* One round now, of this feed, due or not. */
struct err world_ask(struct world *world, int64_t feed, bool history);
struct feed_row world_row(struct world *world, int64_t feed);
int64_t world_articles(struct world *world);

/* Requests for a path (NULL: any) at an address (NULL: any), in order. */
struct asked {
	struct request *items;
	size_t count, capacity;
};
struct asked world_asked(struct world *world, const char *address, const char *path);
/* Seconds between request ${i} and the one before. */
int64_t gap(const struct asked *asked, size_t i);
/* What was asked, as comments, for whoever has to find out why a test fails. */
void world_tell(struct world *world);

/* ---- TAP ---- */

void report(bool good, const char *number, const char *name);
int report_end(void);

/* ---- the tests ---- */

void polite_tests(void);
void hostile_tests(void);

#endif
