/*
 * polite.c: does the follower keep the rules by which servers judge feed readers?  The server's
 * memory is the only witness: what was asked, when, and with which headers.
 */
#include "world.h"

#define A "127.0.1.1"
#define MODIFIED "header Last-Modified: Mon, 13 Nov 2023 10:00:00 GMT\n"

/* ---- validators: what each later request must hold, and must not ---- */

enum {
	INVENTED = MARK_TAG_INVENTED | MARK_DATE_INVENTED,
	OLD = MARK_TAG_OLD | MARK_DATE_OLD,
	ANY_DATE = MARK_DATE_GOOD | MARK_DATE_OLD | MARK_DATE_INVENTED,
	ANY_TAG = MARK_TAG_GOOD | MARK_TAG_OLD | MARK_TAG_INVENTED,
	RUDE =
	    MARK_COOKIE | MARK_REFERER | MARK_QUERY | MARK_NO_AGENT | MARK_NOT_GET | MARK_OLD_HTTP,
	LATER = 3, /* requests after the first, at least */
};

static const struct validator_case {
	const char *number, *name, *script;
	unsigned needed, barred;
} validator_cases[] = {
	{ "2", "Last-Modified comes back as If-Modified-Since",
	    "at *\nanswer 200\n" MODIFIED "feed 3\nvalidate\n", MARK_DATE_GOOD,
	    INVENTED | OLD | MARK_BARE },
	{ "3", "ETag comes back as If-None-Match",
	    "at *\nanswer 200\nheader ETag: \"a\"\nfeed 3\nvalidate\n", MARK_TAG_GOOD,
	    INVENTED | OLD | MARK_BARE },
	{ "3b", "both come back",
	    "at *\nanswer 200\nheader ETag: \"a\"\n" MODIFIED "feed 3\nvalidate\n",
	    MARK_TAG_GOOD | MARK_DATE_GOOD, INVENTED | OLD | MARK_BARE },
	{ "4", "new validators of an unchanged body are taken up",
	    "at *\nanswer 200\nheader ETag: \"a\"\n" MODIFIED "feed 3\n"
	    "answer 200\nheader ETag: \"b\"\nheader Last-Modified: Tue, 14 Nov 2023 10:00:00 "
	    "GMT\nfeed 3\n"
	    "answer 200\nheader ETag: \"c\"\nheader Last-Modified: Tue, 14 Nov 2023 11:00:00 "
	    "GMT\nfeed 3\n",
	    MARK_TAG_GOOD | MARK_DATE_GOOD, INVENTED | OLD | MARK_BARE },
	{ "5", "ETag only: no date is sent",
	    "at *\nanswer 200\nheader ETag: \"a\"\nfeed 3\nvalidate\n", MARK_TAG_GOOD,
	    INVENTED | OLD | ANY_DATE },
	{ "6", "Last-Modified only: no ETag is sent",
	    "at *\nanswer 200\n" MODIFIED "feed 3\nvalidate\n", MARK_DATE_GOOD,
	    INVENTED | OLD | ANY_TAG },
	{ "7", "a weak ETag, byte for byte",
	    "at *\nanswer 200\nheader ETag: W/\"a,b  c*é\"\nfeed 3\nvalidate\n", MARK_TAG_GOOD,
	    INVENTED | OLD },
	{ "7b", "an ETag without quotes, a date that is none, byte for byte",
	    "at *\nanswer 200\nheader ETag: plain-gzip\nheader Last-Modified: yesterday, 12 "
	    "o'clock\nfeed 3\nvalidate\n",
	    MARK_TAG_GOOD | MARK_DATE_GOOD, INVENTED | OLD },
	{ "8", "validators of a 304 are taken up",
	    "at *\nanswer 200\nheader ETag: \"a\"\n" MODIFIED
	    "feed 3\nanswer 304\nheader ETag: \"b\"\nanswer 304\nheader ETag: \"c\"\n"
	    "answer 304\n",
	    MARK_TAG_GOOD | MARK_DATE_GOOD, INVENTED | OLD | MARK_BARE },
	{ "8b", "a 200 without validators takes those before away",
	    "at *\nanswer 200\nheader ETag: \"a\"\n" MODIFIED "feed 3\nanswer 200\nfeed 3 1\n", 0,
	    INVENTED | OLD },
	{ "8c", "the ETag of a body cut off is not used",
	    "at *\nanswer 200\nheader ETag: \"a\"\nfeed 3\nanswer 200\nheader ETag: \"b\"\nfeed 3 "
	    "1\ncut 600\n"
	    "answer 304\n",
	    MARK_TAG_GOOD, INVENTED | OLD | MARK_BARE },
	{ "8d", "nor is that of an answer that was no feed",
	    "at *\nanswer 200\nheader ETag: \"a\"\nfeed 3\nanswer 404\nheader ETag: \"b\"\ntext "
	    "text/html gone\nanswer 304\n",
	    MARK_TAG_GOOD, INVENTED | OLD | MARK_BARE },
	{ "20", "no cookie, no Referer, no query, always GET and HTTP/1.1",
	    "at *\nanswer 200\nheader ETag: \"a\"\nheader Set-Cookie: who=you; Path=/\nfeed "
	    "3\nvalidate\n",
	    MARK_TAG_GOOD, RUDE | INVENTED },
};

/* In 8b only the request after the first 200 has validators. */
static bool
validators_good(const struct asked *asked, const struct validator_case *c)
{
	bool good = asked->count > LATER &&
		    !(asked->items[0].marks & (ANY_TAG | ANY_DATE | (c->barred & RUDE)));

	for (size_t i = 1; i < asked->count; i++)
		good = good && (asked->items[i].marks & c->needed) == c->needed &&
		       !(asked->items[i].marks & c->barred);
	return good;
}

static void
validator_test(const struct validator_case *c)
{
	struct world world;

	world_open(&world, c->script);
	world_feed(&world, A, "/feed");
	world_run(&world, 5 * DAY);
	struct asked asked = world_asked(&world, A, NULL);
	bool good = validators_good(&asked, c);
	if (!good)
		world_tell(&world);
	report(good, c->number, c->name);
	world_close(&world);
}

/* ---- waiting: the time between an answer and the next request ---- */

static const struct wait_case {
	const char *number, *name, *answers; /* behind "at /feed"; the last one is waited for */
	int64_t least, most;
} wait_cases[] = {
	{ "9", "max-age is waited for",
	    "answer 200\nheader Cache-Control: public, max-age=28800\nfeed 3\n", 8 * HOUR,
	    12 * HOUR },
	{ "9b", "max-age of a 304, too",
	    "answer 200\nheader ETag: \"a\"\nheader Cache-Control: max-age=28800\nfeed 3\n"
	    "answer 304\nheader Cache-Control: max-age=57600\n",
	    16 * HOUR, 20 * HOUR },
	{ "10", "Expires is waited for", "answer 200\ndate Expires 28800\nfeed 3\n", 8 * HOUR,
	    12 * HOUR },
	{ "11", "ttl is waited for", "answer 200\nfeed 3 0 <ttl>480</ttl>\n", 8 * HOUR, 12 * HOUR },
	{ "11b", "sy:updatePeriod is waited for",
	    "answer 200\nfeed 3 0 <sy:updatePeriod "
	    "xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">daily</sy:updatePeriod>\n",
	    20 * HOUR, 30 * HOUR },
	{ "11c", "a year of max-age is a day",
	    "answer 200\nheader Cache-Control: max-age=31536000\nfeed 3\n", 12 * HOUR, 30 * HOUR },
	{ "11d", "without an invitation, an hour at least", "answer 200\nfeed 3\n", 55 * MINUTE,
	    26 * HOUR },
	{ "11e", "max-age=0 invites nobody",
	    "answer 200\nheader Cache-Control: max-age=0, no-cache\nheader Expires: 0\nfeed 3\n",
	    15 * MINUTE, 26 * HOUR },
	{ "12", "429 with seconds", "answer 429\nheader Retry-After: 36000\n", 10 * HOUR,
	    26 * HOUR },
	{ "13", "429 with a date", "answer 429\ndate Retry-After 36000\n", 10 * HOUR, 26 * HOUR },
	{ "14", "503 with seconds", "answer 503\nheader Retry-After: 36000\n", 10 * HOUR,
	    26 * HOUR },
	{ "14b", "Retry-After of two days", "answer 503\nheader Retry-After: 172800\n", 2 * DAY,
	    3 * DAY },
};

static size_t
answers_count(const char *answers)
{
	struct str rest = str_from_c(answers), before;
	size_t count = 0;

	while (pull_until(&rest, S("answer "), &before))
		count++;
	return count;
}

/* The siblings are another feed of the same host and one of another, which may be asked each hour.
 */
static void
wait_test(const struct wait_case *c)
{
	struct world world;
	struct str script = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };

	script = str_format(&arena,
	    "at /feed\n%sanswer 200\nfeed 3\nat *\nanswer 200\nheader Cache-Control: "
	    "max-age=3600\nfeed 3\n",
	    c->answers);
	world_open(&world, str_terminated(&arena, script));
	world_feed(&world, A, "/feed");
	world_feed(&world, A, "/sibling");
	world_feed(&world, "127.0.1.2", "/sibling");
	world_run(&world, 2 * c->most + HOUR);
	struct asked feed = world_asked(&world, A, "/feed");
	struct asked sibling = world_asked(&world, A, "/sibling");
	struct asked other = world_asked(&world, "127.0.1.2", "/sibling");
	size_t after = answers_count(c->answers);
	bool waits =
	    feed.count > after && gap(&feed, after) >= c->least && gap(&feed, after) <= c->most;
	bool go_on = sibling.count > 1 && other.count > 1 && gap(&sibling, 1) < 8 * HOUR &&
		     gap(&other, 1) < 8 * HOUR;
	if (!waits || !go_on)
		world_tell(&world);
	report(waits && go_on, c->number, c->name);
	world_close(&world);
}

/* ---- each on its own ---- */

/* added, then left alone for a while */
static bool
first_once(struct world *world)
{
	struct arena *arena = &world->arena;
	struct str text = str_format(arena, "http://" A ":%u/feed", httpd_port(world->httpd));
	struct follow_added added = { 0 };
	struct feed_row settings = { 0 };
	struct url url;

	if (url_parse(arena, text, NULL, &url).code ||
	    follow_add(world->follow, world->archive, world->search, arena, url, &settings, &added)
		.code)
		return false;
	world_run(world, 14 * MINUTE);
	struct asked asked = world_asked(world, NULL, NULL);
	return asked.count == 1 && !(asked.items[0].marks & (ANY_TAG | ANY_DATE | RUDE)) &&
	       world_articles(world) == 3;
}

static bool
gone(struct world *world)
{
	int64_t id = world_feed(world, A, "/feed");

	world_run(world, 30 * DAY);
	struct asked asked = world_asked(world, NULL, NULL);
	return asked.count == 2 && world_row(world, id).state == FEED_GONE &&
	       world_articles(world) == 3;
}

static bool
moved(struct world *world)
{
	int64_t id = world_feed(world, A, "/a");

	world_run(world, 20 * DAY);
	struct asked first = world_asked(world, A, "/a"), last = world_asked(world, A, "/c");
	struct str url = world_row(world, id).url;
	return str_ends(url, S("/c")) && first.count > 1 && last.count > first.count &&
	       first.count < 12;
}

static bool
lent(struct world *world)
{
	int64_t id = world_feed(world, A, "/a");

	world_run(world, 20 * DAY);
	struct asked first = world_asked(world, A, "/a"), last = world_asked(world, A, "/c");
	return str_ends(world_row(world, id).url, S("/a")) && first.count > 10 &&
	       last.count == first.count;
}

/* Growing, with some jitter, to about a day. */
static bool
backs_off(struct world *world)
{
	world_feed(world, A, "/feed");
	world_run(world, 10 * DAY);
	struct asked asked = world_asked(world, NULL, NULL);
	bool good = asked.count > 4 && asked.count < 40;
	for (size_t i = 3; i < asked.count; i++)
		good = good && gap(&asked, i) * 10 >= gap(&asked, i - 1) * 7;
	return good && gap(&asked, asked.count - 1) >= 16 * HOUR &&
	       gap(&asked, asked.count - 1) <= 30 * HOUR;
}

static bool
restarted(struct world *world)
{
	world_feed(world, A, "/feed");
	world_run(world, MINUTE);
	size_t before = world_asked(world, NULL, NULL).count;
	for (int i = 0; i < 7; i++) {
		world_restart(world);
		world_run(world, HOUR);
	}
	size_t meanwhile = world_asked(world, NULL, NULL).count;
	world_run(world, DAY);
	struct asked asked = world_asked(world, NULL, NULL);
	return before == 1 && meanwhile == 1 && asked.count > 1 &&
	       asked.items[1].marks & MARK_TAG_GOOD;
}

static bool
holds(struct str headers, const char *name, const char *part)
{
	return str_find_nocase(header_find(headers, str_from_c(name)), str_from_c(part), 0) >= 0;
}

static bool
introduces_itself(struct world *world)
{
	static const char *const wanted[][2] = { { "Accept-Encoding", "gzip" },
		{ "User-Agent", "xinshi/" }, { "User-Agent", "(+https://reader.example/contact)" },
		{ "Accept", "application/atom+xml" }, { "Accept", "application/rss+xml" },
		{ "Accept", "application/feed+json" }, { "Host", A ":" } };

	world_feed(world, A, "/feed");
	world_run(world, 2 * DAY);
	struct asked asked = world_asked(world, NULL, NULL);
	bool good = asked.count > 1 && world_articles(world) == 3;
	for (size_t i = 0; i < asked.count; i++) {
		struct str headers = asked.items[i].headers;
		for (size_t k = 0; k < LENGTH(wanted); k++)
			good = good && holds(headers, wanted[k][0], wanted[k][1]);
		good = good && str_equal(header_find(headers, S("User-Agent")),
				   header_find(asked.items[0].headers, S("User-Agent")));
	}
	return good;
}

/* In real time: the gate's clock is its own. */
static bool
keeps_gap(struct world *world)
{
	enum { FEEDS = 6, GAP_MS = 250 };

	world->gate.host_gap_ms = GAP_MS;
	world_restart(world);
	for (int i = 0; i < FEEDS; i++)
		world_feed(
		    world, A, str_terminated(&world->arena, str_format(&world->arena, "/%d", i)));
	world_run(world, MINUTE);
	struct asked asked = world_asked(world, NULL, NULL);
	bool good = asked.count == FEEDS;
	for (size_t i = 1; i < asked.count; i++)
		good = good &&
		       asked.items[i].arrived - asked.items[i - 1].arrived >= (GAP_MS - 5) / 1000.0;
	return good;
}

/* What leads to a feed gave no validator, and gets none. */
static bool
spares_the_way(struct world *world)
{
	world_feed(world, A, "/a");
	world_run(world, 5 * DAY);
	struct asked way = world_asked(world, A, "/a"), feed = world_asked(world, A, "/c");
	bool good = feed.count > LATER && way.count == feed.count;

	for (size_t i = 0; i < way.count; i++)
		good = good && !(way.items[i].marks & (ANY_TAG | ANY_DATE));
	for (size_t i = 1; i < feed.count; i++)
		good = good && (feed.items[i].marks & (MARK_TAG_GOOD | MARK_DATE_GOOD)) ==
				   (MARK_TAG_GOOD | MARK_DATE_GOOD) &&
		       !(feed.items[i].marks & (INVENTED | OLD));
	return good;
}

static bool
finds_hub(struct world *world)
{
	int64_t head = world_feed(world, A, "/head"),
		element = world_feed(world, "127.0.1.2", "/element");

	world_run(world, MINUTE);
	struct feed_row one = world_row(world, head), other = world_row(world, element);
	return str_equal(one.hub, S("https://hub.example/one")) &&
	       str_equal(one.topic, S("https://news.example/topic")) &&
	       str_equal(other.hub, S("https://hub.example/other")) &&
	       one.hub_state == HUB_OFFERED && other.hub_state == HUB_OFFERED;
}

/* 226 gives the new item alone; the others stay. */
static bool
asks_for_deltas(struct world *world)
{
	bool good = true, some = false;

	world_feed(world, A, "/feed");
	world_run(world, 5 * DAY);
	struct asked asked = world_asked(world, NULL, NULL);
	for (size_t i = 0; i < asked.count; i++) {
		unsigned marks = asked.items[i].marks;
		bool wishes = header_find(asked.items[i].headers, S("A-IM")).p != NULL;
		some |= wishes;
		good = good && (!wishes || marks & (MARK_TAG_GOOD | MARK_DATE_GOOD)) &&
		       !(marks & (INVENTED | OLD));
	}
	return good && some && asked.count > 4 && world_articles(world) == 5;
}

/* The first walk reads all; the second stops where the first began. */
static bool
walks_back(struct world *world)
{
	static const char *const archives[] = { "/3", "/2", "/1" };
	int64_t id = world_feed(world, A, "/feed");

	bool good = !world_ask(world, id, true).code && world_articles(world) == 9;
	for (size_t i = 0; i < LENGTH(archives); i++)
		good = good && world_asked(world, A, archives[i]).count == 1;
	world->now += 2 * DAY;
	good = good && !world_ask(world, id, true).code;
	for (size_t i = 1; i < LENGTH(archives); i++)
		good = good && world_asked(world, A, archives[i]).count == 1;
	return good && world_asked(world, A, "/4").count == 1 && world_articles(world) == 11;
}

/* An archive that leads to itself, one that leads to another host, one that never ends. */
static bool
walks_end(struct world *world)
{
	int64_t loop = world_feed(world, A, "/loop"),
		abroad = world_feed(world, "127.0.1.2", "/abroad");

	bool good = !world_ask(world, loop, true).code && !world_ask(world, abroad, true).code;
	return good && world_asked(world, A, NULL).count <= 3 &&
	       world_asked(world, "127.0.1.3", NULL).count == 0;
}

static bool
first_round_is_spread(struct world *world)
{
	enum { FEEDS = 40 };
	unsigned hours[30] = { 0 }, most = 0;

	for (int i = 0; i < FEEDS; i++)
		world_feed(world,
		    str_terminated(&world->arena, str_format(&world->arena, "127.0.2.%d", i + 1)),
		    "/feed");
	world_run(world, 26 * HOUR);
	struct asked asked = world_asked(world, NULL, NULL);
	for (size_t i = FEEDS; i < asked.count; i++) {
		int64_t minute = (asked.items[i].time - asked.items[0].time) / (10 * MINUTE);
		hours[minute % 30]++;
	}
	for (size_t i = 0; i < LENGTH(hours); i++)
		most = hours[i] > most ? hours[i] : most;
	return asked.count > 2 * FEEDS && most < asked.count / 2;
}

/* Who sends no validator is not told that nothing has changed. */
static bool
unasked_304(struct world *world)
{
	int64_t id = world_feed(world, A, "/feed");

	world_run(world, MINUTE);
	struct feed_row row = world_row(world, id);
	bool told = row.failing == 1 && row.fault.n && world_articles(world) == 0;
	world_run(world, 2 * DAY);
	return told && !world_row(world, id).failing && world_articles(world) == 3;
}

static const struct single {
	const char *number, *name, *script;
	bool (*run)(struct world *world);
} singles[] = {
	{ "1", "the first request: unconditional, exactly once",
	    "at *\nanswer 200\nheader ETag: \"a\"\n" MODIFIED "feed 3\nvalidate\n", first_once },
	{ "15", "410: never again, and what it gave stays",
	    "at *\nanswer 200\nfeed 3\nanswer 410\n", gone },
	{ "16", "a chain of 301 is followed, and the address moves in time",
	    "at /a\nanswer 301\nheader Location: /b\nat /b\nanswer 308\nheader Location: http://" A
	    ":{port}/c\nat /c\nanswer 200\nfeed 3\n",
	    moved },
	{ "16b", "302 and 307 are followed, and the address stays",
	    "at /a\nanswer 302\nheader Location: /b\nat /b\nanswer 307\nheader Location: c\nat "
	    "/c\nanswer 200\nfeed 3\n",
	    lent },
	{ "16c", "a 302 in front of a 301 moves nothing",
	    "at /a\nanswer 302\nheader Location: /b\nat /b\nanswer 301\nheader Location: c\nat "
	    "/c\nanswer 200\nfeed 3\n",
	    lent },
	{ "16d", "behind a redirect, validators go to the address that gave them",
	    "at /a\nanswer 302\nheader Location: /c\nat /c\nanswer 200\nheader ETag: \"a\"\n" MODIFIED
	    "feed 3\nvalidate\n",
	    spares_the_way },
	{ "17", "404 again and again: asked ever more rarely",
	    "at *\nanswer 404\ntext text/html <p>nothing\n", backs_off },
	{ "17b", "500 again and again: asked ever more rarely",
	    "at *\nanswer 500\ntext text/html <p>broken\n", backs_off },
	{ "18", "started again and again: no request before its time",
	    "at *\nanswer 200\nheader ETag: \"a\"\nheader Cache-Control: max-age=28800\nfeed "
	    "3\nvalidate\n",
	    restarted },
	{ "19", "gzip offered, User-Agent and Accept well formed, HTTP/1.1",
	    "at *\nanswer 200\nfeed 3\ngzip\n", introduces_itself },
	{ "21", "many feeds of one host: the gap is kept", "at *\nanswer 200\nfeed 1\n",
	    keeps_gap },
	{ "21b", "many feeds added at once: later rounds are spread",
	    "at *\nanswer 200\nheader ETag: \"a\"\nfeed 1\nvalidate\n", first_round_is_spread },
	{ "22", "a hub is found, in the head and in the feed",
	    "at /head\nanswer 200\nheader Link: <https://hub.example/one>; rel=\"hub\", "
	    "<https://news.example/topic>; rel=self\nfeed 3\n"
	    "at /element\nanswer 200\nfeed 3 0 <atom:link rel=\"hub\" "
	    "href=\"https://hub.example/other\"/>"
	    "<atom:link rel=\"self\" href=\"{site}/element\"/>\n",
	    finds_hub },
	{ "8e", "a 304 that was not asked for is a fault",
	    "at *\nanswer 304\nheader Cache-Control: max-age=28800\nanswer 200\nfeed 3\n",
	    unasked_304 },
	{ "23", "A-IM only with a fresh validator; 226 adds",
	    "at *\nanswer 200\nheader ETag: \"a\"\nfeed 3\nanswer 226\nheader ETag: \"b\"\nheader "
	    "IM: feed\nfeed 1 3\n"
	    "answer 226\nheader ETag: \"c\"\nheader IM: feed\nfeed 1 4\nanswer 200\nfeed 3 2\n",
	    asks_for_deltas },
	{ "24", "archives of a feed: the walk stops at the first that is known",
	    "at /feed\nanswer 200\nfeed 3 6 <atom:link rel=\"prev-archive\" href=\"{site}/3\"/>\n"
	    "answer 200\nfeed 3 8 <atom:link rel=\"prev-archive\" href=\"{site}/4\"/>\n"
	    "at /4\nanswer 200\nfeed 2 6 <fh:archive/><atom:link rel=\"prev-archive\" "
	    "href=\"{site}/3\"/>\n"
	    "at /3\nanswer 200\nfeed 2 4 <fh:archive/><atom:link rel=\"prev-archive\" "
	    "href=\"{site}/2\"/>\n"
	    "at /2\nanswer 200\nfeed 2 2 <fh:archive/><atom:link rel=\"prev-archive\" "
	    "href=\"{site}/1\"/>\n"
	    "at /1\nanswer 200\nfeed 2 0 <fh:archive/>\n",
	    walks_back },
	{ "24b", "archives that lead in a circle, or to another host",
	    "at /loop\nanswer 200\nfeed 1 2 <atom:link rel=\"prev-archive\" href=\"{site}/x\"/>\n"
	    "at /x\nanswer 200\nfeed 1 1 <fh:archive/><atom:link rel=\"prev-archive\" "
	    "href=\"{site}/y\"/>\n"
	    "at /y\nanswer 200\nfeed 1 0 <fh:archive/><atom:link rel=\"prev-archive\" "
	    "href=\"{site}/x\"/>\n"
	    "at /abroad\nanswer 200\nfeed 1 2 <atom:link rel=\"prev-archive\" "
	    "href=\"http://127.0.1.3:{port}/x\"/>\n",
	    walks_end },
};

static void
single_test(const struct single *single)
{
	struct world world;

	world_open(&world, single->script);
	bool good = single->run(&world);
	if (!good)
		world_tell(&world);
	report(good, single->number, single->name);
	world_close(&world);
}

void
polite_tests(void)
{
	for (size_t i = 0; i < LENGTH(singles); i++)
		single_test(&singles[i]);
	for (size_t i = 0; i < LENGTH(validator_cases); i++)
		validator_test(&validator_cases[i]);
	for (size_t i = 0; i < LENGTH(wait_cases); i++)
		wait_test(&wait_cases[i]);
}
