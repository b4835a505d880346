/*
 * follow_test.h: what the tests of rounds share: a server whose pages the test writes (test/httpd), an
 * archive, the real gate and desk, and a clock that the test turns.
 */
#ifndef XINSHI_TEST_FOLLOW_TEST_H
#define XINSHI_TEST_FOLLOW_TEST_H

#include <pthread.h>
#include <stdio.h>

#include "follow/follow.h"
#include "guard/gate.h"
#include "httpd/httpd.h"
#include "store_test.h"

#define NOW INT64_C(1617012000) /* 2021-03-29T10:00:00Z */

enum { PAGES_MAX = 40, EVENTS_MAX = 200, MINUTE = 60, HOUR = 3600, DAY = 86400 };

struct served {
	const char *target;
	struct answer answer;
	int asked;
};

struct told {
	int64_t feed, article;
	enum err_code err;
	int64_t items, articles, revisions;
	char detail[600];
};

struct world {
	struct fixture f;
	struct httpd *httpd;
	pthread_t thread;
	char site[64];
	struct served pages[PAGES_MAX];
	size_t page_count;
	int64_t now;
	bool stop;
	enum follow_pages wanted;
	enum follow_pictures pictures;
	struct picture_budget budget;
	const char *callback;
	struct search *search;
	struct follow *follow;
	struct follow_totals totals;
	struct told told[EVENTS_MAX];
	size_t told_count;
};

/* ---- the server ---- */

static inline struct served *
world_page(struct world *w, const char *target)
{
	for (size_t i = 0; i < w->page_count; i++)
		if (!strcmp(w->pages[i].target, target))
			return &w->pages[i];
	w->pages[w->page_count] = (struct served){ .target = target };
	return &w->pages[w->page_count++];
}

static inline void
world_play(void *context, struct arena *arena, const struct request *request, struct answer *out)
{
	struct world *w = context;

	(void)arena;
	out->status = 404;
	for (size_t i = 0; i < w->page_count; i++)
		if (str_equal(str_from_c(w->pages[i].target), request->target)) {
			*out = w->pages[i].answer;
			w->pages[i].asked++;
		}
}

/* ${target} answers so from now on.  Texts live as long as the test. */
static inline struct answer *
serve(struct world *w, const char *target, int status, const char *headers, struct str body)
{
	struct served *page = world_page(w, target);

	page->answer = (struct answer){ .status = status,
		.headers = str_from_c(headers),
		.body = { .head = raw_from_str(body) } };
	return &page->answer;
}

static inline int
asked(struct world *w, const char *target)
{
	return world_page(w, target)->asked;
}

/* The last request for ${target}. */
static inline struct request
last_request(struct world *w, const char *target)
{
	for (size_t i = httpd_count(w->httpd); i-- > 0;) {
		struct request request = httpd_request(w->httpd, i);
		if (str_equal(request.target, str_from_c(target)))
			return request;
	}
	fail_msg("%s was not asked", target);
	return (struct request){ 0 };
}

static inline void *
world_serve(void *context)
{
	httpd_run(((struct world *)context)->httpd);
	return NULL;
}

/* ---- texts ---- */

static inline struct str
url_of(struct world *w, const char *target)
{
	return str_format(&w->f.arena, "%s%s", w->site, target);
}

/* RSS of items "path|title|text", the rest of its channel before them. */
static inline struct str
rss(struct world *w, const char *channel, const char *const *items)
{
	struct buf out CLEAN(buf_done) = { 0 };

	buf_push_format(&out,
	    "<?xml version='1.0'?><rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom' "
	    "xmlns:fh='http://purl.org/syndication/history/1.0'><channel><title>Courier</title>"
	    "<link>%s/</link>%s", w->site, channel);
	for (; *items; items++) {
		struct str rest = str_from_c(*items), path, title;
		pull_field(&rest, '|', &path);
		pull_field(&rest, '|', &title);
		buf_push_format(&out,
		    "<item><guid isPermaLink='false'>%.*s</guid><link>%s/%.*s</link><title>%.*s</title>"
		    "<pubDate>Mon, 29 Mar 2021 08:00:00 GMT</pubDate>"
		    "<description>&lt;p&gt;%.*s&lt;/p&gt;</description></item>",
		    STR_ARGS(path), w->site, STR_ARGS(path), STR_ARGS(title), STR_ARGS(rest));
	}
	buf_push_literal(&out, "</channel></rss>");
	return str_copy(&w->f.arena, buf_str(&out));
}
#define ITEMS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* ---- the clock, and what is told ---- */

static inline int64_t
world_clock(void *context)
{
	return ((struct world *)context)->now;
}

static inline bool
world_stop(void *context)
{
	return ((struct world *)context)->stop;
}

static inline void
world_told(void *context, const struct follow_event *event)
{
	struct world *w = context;
	struct told *told = &w->told[w->told_count < EVENTS_MAX ? w->told_count++ : EVENTS_MAX - 1];

	*told = (struct told){ .feed = event->feed ? event->feed->id : 0,
		.article = event->visit ? event->visit->article : 0,
		.err = event->err.code,
		.items = event->items,
		.articles = event->articles,
		.revisions = event->revisions };
	snprintf(told->detail, sizeof(told->detail), "%.*s", STR_ARGS(event->detail));
	if (getenv("TELL"))
		print_message("feed %d visit %d: %s %s\n", (int)told->feed, (int)told->article, err_row(told->err)->name, told->detail);
}

/* ---- opening and closing ---- */

static inline void
world_open(struct world *w)
{
	struct follow_options options = {
		.seed = 7,
		.workers = 1,
		.pages = w->wanted,
		.pictures = w->pictures,
		.pictures_budget = w->budget,
		.callback = str_from_c(w->callback),
		.chance = digest_of(raw_from_str(S("chance"))),
		.told = world_told,
		.stop = world_stop,
		.clock = world_clock,
		.context = w,
	};
	static char allow[96];
	unsigned port = httpd_port(w->httpd);

	/* nobody listens on that one */
	snprintf(allow, sizeof(allow), "127.0.0.0/8:%u-%u 127.0.0.9/32:1", port, port);
	gate_settings_init(&options.gate);
	options.gate.user_agent = S("xinshi/test (+https://xinshi.example/)");
	options.gate.allow = str_from_c(allow);
	options.gate.host_gap_ms = 0;
	must(archive_open(w->f.dir, ARCHIVE_WRITE, &w->f.archive));
	must(search_open(w->f.archive, &w->search));
	must(follow_open(&options, &w->follow));
}

static inline void
world_close(struct world *w)
{
	follow_close(w->follow);
	search_close(w->search);
	archive_close(w->f.archive);
	w->follow = NULL;
	w->search = NULL;
	w->f.archive = NULL;
}

static inline int
world_make(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->now = NOW;
	snprintf(w->f.dir, sizeof(w->f.dir), "/tmp/xinshi-test-XXXXXX");
	if (!mkdtemp(w->f.dir) || archive_create(w->f.dir).code ||
	    httpd_open(0, world_play, w, &w->httpd).code)
		return -1;
	snprintf(w->site, sizeof(w->site), "http://127.0.0.1:%u", httpd_port(w->httpd));
	pthread_create(&w->thread, NULL, world_serve, w);
	world_open(w);
	*state = w;
	return 0;
}

static inline int
world_remove(void **state)
{
	struct world *w = *state;
	char command[128];
	int status;

	world_close(w);
	httpd_stop(w->httpd);
	pthread_join(w->thread, NULL);
	httpd_close(w->httpd);
	arena_done(&w->f.arena);
	snprintf(command, sizeof(command), "rm -rf '%s'", w->f.dir);
	status = system(command);
	free(w);
	return status;
}

#define FOLLOW_TEST(test) cmocka_unit_test_setup_teardown(test, world_make, world_remove)

/* ---- doing ---- */

/* A feed at ${target}, due at once; gives its id. */
static inline int64_t
feed_at(struct world *w, const char *target)
{
	struct feed_row row = { .url_added = url_of(w, target) };
	int64_t id = 0;

	must(archive_begin(w->f.archive));
	must(feeds_add(w->f.archive, &row, w->now, &id));
	must(archive_commit(w->f.archive));
	return id;
}

static inline struct feed_row
feed_row_of(struct world *w, int64_t id)
{
	struct feed_row row;

	must(feed_get(w->f.archive, &w->f.arena, id, &row));
	return row;
}

/* A round of what is due, ${later} seconds from now on. */
static inline void
go(struct world *w, int64_t later)
{
	struct follow_wish wish = { 0 };

	w->now += later;
	httpd_set_time(w->httpd, w->now);
	w->told_count = 0;
	must(follow_round(w->follow, w->f.archive, w->search, &wish, &w->totals));
}

/* A round of one feed, before its time. */
static inline void
go_named(struct world *w, int64_t feed, bool force, bool history)
{
	struct follow_wish wish = { .feeds = &feed, .count = 1, .force = force, .history = history };

	httpd_set_time(w->httpd, w->now);
	w->told_count = 0;
	must(follow_round(w->follow, w->f.archive, w->search, &wish, &w->totals));
}

static inline int64_t
count_articles(struct world *w)
{
	struct archive_stats stats;

	must(archive_stats(w->f.archive, &stats));
	return stats.articles;
}

#endif
