/*
 * hostile.c: servers that are slow, lie, break off, loop, flood or forge.  Each gave a good feed
 * once; then it turns.  The round goes on, the feed says what happened, what it gave before stays,
 * and when it is good again all is well.
 */
#include <stdio.h>
#include <time.h>

#include "world.h"

#define NO_NEWS NULL   /* no fault, and nothing new */
#define READ_ANYWAY "" /* no fault: its new item is read */

static const struct hostile {
	const char *name, *answer;
	const char *faults; /* one of these, or one of the two below */
} hostiles[] = {
	{ "one byte a second", "answer 200\nfeed 3 1\nrate 1\n", "ERR_SLOW" },
	{ "a body that drips", "answer 200\nfeed 3 1\nrate 400\n", "ERR_SLOW" },
	{ "no answer", "answer 200\nsilent\n", "ERR_SLOW" },
	{ "the connection ends in the head", "answer 200\nfeed 3 1\ncut 20\n",
	    "ERR_TRUNCATED ERR_HTTP ERR_CONNECT" },
	{ "the connection ends in the body", "answer 200\nfeed 3 1\ncut 900\n", "ERR_TRUNCATED" },
	{ "the connection ends before the last chunk",
	    "answer 200\nfeed 3 1\nlength chunked\ncut 900\n", "ERR_TRUNCATED" },
	{ "a length that is too long", "answer 200\nfeed 3 1\nlength 100000\nclose\n",
	    "ERR_TRUNCATED" },
	{ "a length that is too short", "answer 200\nfeed 3 1\nlength 300\n", "ERR_TRUNCATED" },
	{ "a length of terabytes", "answer 200\nfeed 3 1\nlength 9000000000000\nclose\n",
	    "ERR_TOO_BIG ERR_TRUNCATED" },
	{ "a body without end", "answer 200\nfill forever\nlength chunked\n",
	    "ERR_TOO_BIG ERR_SLOW" },
	{ "a body without end or length", "answer 200\nfill forever\nlength none\n",
	    "ERR_TOO_BIG ERR_SLOW" },
	{ "40 MB of zeros", "answer 200\nfill 40000000\n", "ERR_TOO_BIG ERR_SLOW" },
	{ "headers without end", "answer 200\nheaders 200000 50\nfeed 3 1\n",
	    "ERR_TOO_BIG ERR_HTTP" },
	{ "a header of a megabyte", "answer 200\nheaders 1 1000000\nfeed 3 1\n",
	    "ERR_TOO_BIG ERR_HTTP" },
	{ "a gigabyte in gzip", "answer 200\nbomb 1000000000 1\n", "ERR_TOO_BIG" },
	{ "a gigabyte three deep", "answer 200\nbomb 1000000000 3\n", "ERR_TOO_BIG ERR_HTTP" },
	{ "gzip that is none", "answer 200\nheader Content-Encoding: gzip\nfeed 3 1\n",
	    READ_ANYWAY },
	{ "a coding nobody knows", "answer 200\nheader Content-Encoding: rot13\nfeed 3 1\n",
	    READ_ANYWAY },
	{ "a circle", "answer 302\nheader Location: {site}/\n", "ERR_REDIRECT" },
	{ "a private address", "answer 302\nheader Location: http://10.11.12.13/\n",
	    "ERR_ADDRESS" },
	{ "the address of a machine's keeper",
	    "answer 301\nheader Location: http://169.254.169.254/latest/\n", "ERR_ADDRESS" },
	{ "another port", "answer 302\nheader Location: http://127.0.0.1:22/\n", "ERR_ADDRESS" },
	{ "a file", "answer 302\nheader Location: file:///etc/passwd\n", "ERR_REDIRECT ERR_URL" },
	{ "gopher", "answer 302\nheader Location: gopher://127.0.0.1:{port}/\n",
	    "ERR_REDIRECT ERR_URL" },
	{ "a redirect to nowhere", "answer 302\n", "ERR_REDIRECT ERR_HTTP" },
	{ "not HTTP at all", "answer 200\ntext x SSH-2.0-server\nraw\n",
	    "ERR_HTTP ERR_CONNECT ERR_TRUNCATED" },
	{ "a status of six digits", "answer 200\ntext x HTTP/1.1 200200 OK\nraw\n",
	    "ERR_HTTP ERR_TRUNCATED" },
	{ "204", "answer 204\nlength none\n", "ERR_" },
	{ "401", "answer 401\nheader WWW-Authenticate: Basic realm=x\ntext text/html <p>who\n",
	    "ERR_" },
	{ "999", "answer 999\ntext text/html <p>no\n", "ERR_" },
	{ "304 that was not asked for", "answer 304\n", NO_NEWS },
	{ "an empty body", "answer 200\nheader Content-Type: application/rss+xml\n",
	    "ERR_FEED ERR_EMPTY" },
	{ "HTML where a feed stood",
	    "answer 200\ntext text/html <!doctype html><title>Sale</title><p>This domain is for "
	    "sale.\n",
	    "ERR_FEED" },
	{ "a picture", "answer 200\nheader Content-Type: image/png\nfill 2000\n", "ERR_FEED" },
	{ "HTML that calls itself a feed",
	    "answer 200\ntext application/rss+xml <html><body><p>Just a "
	    "moment...</p></body></html>\n",
	    "ERR_FEED" },
	{ "entities of entities",
	    "answer 200\ntext application/rss+xml <?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a "
	    "\"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">"
	    "<!ENTITY c SYSTEM \"file:///etc/passwd\">]><rss><channel><title>&b;&c;\n",
	    "ERR_TRUNCATED" },
};

#define GOOD "answer 200\nheader ETag: \"good\"\nheader Cache-Control: max-age=3600\n"
#define HEALTHY "127.0.4.1"

static struct str
address_of(struct arena *arena, size_t i)
{
	return str_format(arena, "127.0.3.%zu", i + 1);
}

/* Good, then bad twice (a client may ask again at once where a connection broke), then good with
 * one item more. */
static struct str
script_make(struct arena *arena)
{
	struct buf script CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < LENGTH(hostiles); i++)
		buf_push_format(&script,
		    "at 127.0.3.%zu /feed\n" GOOD "feed 3\n%s%s" GOOD
		    "feed 4\nat 127.0.3.%zu *\n%s",
		    i + 1, hostiles[i].answer, hostiles[i].answer, i + 1, hostiles[i].answer);
	buf_push_literal(
	    &script, "at " HEALTHY " *\n" GOOD "feed 3\n" GOOD "feed 3 1\n" GOOD "feed 3 2\n");
	return str_copy(arena, buf_str(&script));
}

static double
real_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool
is_named(struct str fault, const char *faults)
{
	struct str all = str_from_c(faults), one;

	while (pull_field(&all, ' ', &one))
		if (fault.n &&
		    (str_equal(one, fault) || (str_ends(one, S("_")) && str_starts(fault, one))))
			return true;
	return false;
}

static bool
says_so(const struct feed_row *row, const struct hostile *hostile)
{
	if (!hostile->faults || !*hostile->faults)
		return !row->failing && !row->fault.n;
	return row->failing == 1 && is_named(row->fault, hostile->faults) &&
	       row->fault_what.n > 0 && feed_health(row, row->last_try) == HEALTH_WARN;
}

static void
turned_test(struct world *world, const int64_t *ids)
{
	for (size_t i = 0; i < LENGTH(hostiles); i++) {
		struct feed_row row = world_row(world, ids[i]);
		bool good = says_so(&row, &hostiles[i]);
		if (!good)
			printf("# failing %lld, status %d, \"%.*s\": %.*s\n",
			    (long long)row.failing, row.status, STR_ARGS(row.fault),
			    STR_ARGS(row.fault_what));
		report(good, "turned", hostiles[i].name);
	}
}

static void
recovered_test(struct world *world, const int64_t *ids)
{
	unsigned well = 0;

	for (size_t i = 0; i < LENGTH(hostiles); i++) {
		struct feed_row row = world_row(world, ids[i]);
		bool good = !row.failing && !row.fault.n && row.status == 200;
		if (!good)
			printf("# %s: failing %lld, status %d, \"%.*s\": %.*s\n", hostiles[i].name,
			    (long long)row.failing, row.status, STR_ARGS(row.fault),
			    STR_ARGS(row.fault_what));
		well += good;
	}
	report(well == LENGTH(hostiles), "", "good again: all are well");
}

/* The healthy one has one item more, too. */
static int64_t
news(void)
{
	int64_t count = 1;

	for (size_t i = 0; i < LENGTH(hostiles); i++)
		count += hostiles[i].faults && !*hostiles[i].faults;
	return count;
}

/* More than the pipes between the processes hold: each answer is taken as soon as there is room. */
static void
flood_test(void)
{
	enum { FEEDS = 8 };
	struct world world;
	struct arena arena CLEAN(arena_done) = { 0 };
	unsigned told = 0;
	int64_t ids[FEEDS];

	world_open(&world, "at *\nanswer 200\nfill 20000000\n");
	for (size_t i = 0; i < FEEDS; i++)
		ids[i] =
		    world_feed(&world, str_terminated(&arena, address_of(&arena, i)), "/flood");
	double from = real_time();
	world_run(&world, MINUTE);
	double took = real_time() - from;
	for (size_t i = 0; i < FEEDS; i++)
		told += world_row(&world, ids[i]).failing == 1;
	report(told == FEEDS && took < 50, "", "many large answers at once");
	printf("# %.1f s\n", took);
	world_close(&world);
}

void
hostile_tests(void)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	int64_t ids[LENGTH(hostiles)];
	struct world world;

	world_open(&world, str_terminated(&arena, script_make(&arena)));
	for (size_t i = 0; i < LENGTH(hostiles); i++)
		ids[i] = world_feed(&world, str_terminated(&arena, address_of(&arena, i)), "/feed");
	int64_t healthy = world_feed(&world, HEALTHY, "/feed");
	world_run(&world, MINUTE);
	int64_t before = world_articles(&world);
	report(before == 3 * (int64_t)(LENGTH(hostiles) + 1), "", "each gives a good feed first");

	double from = real_time();
	world.now += 2 * HOUR;
	world_run(&world, MINUTE);
	double took = real_time() - from;
	report(took < 30, "", "the round with all of them ends");
	printf("# %.1f s\n", took);
	turned_test(&world, ids);
	report(world_articles(&world) == before + news(), "",
	    "what they gave stays, and the healthy one goes on");
	report(world_row(&world, healthy).status == 200 && !world_row(&world, healthy).failing, "",
	    "which is well");
	report(world.totals.deaths == 0, "", "no worker died of it");

	world_run(&world, 4 * DAY);
	recovered_test(&world, ids);
	report(world_articles(&world) == before + (int64_t)LENGTH(hostiles) + 2, "",
	    "and what is new is there");
	world_close(&world);
	flood_test();
}
