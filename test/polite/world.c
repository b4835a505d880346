#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "world.h"

enum { BEGINNING = 1700000000, STEP = 30 * MINUTE };

static unsigned tests, failures;

void
report(bool good, const char *number, const char *name)
{
	printf(
	    "%sok %u - %s%s%s\n", good ? "" : "not ", ++tests, number, *number ? ": " : "", name);
	fflush(stdout);
	failures += !good;
}

int
report_end(void)
{
	printf("1..%u\n", tests);
	return failures > 0;
}

static void
must(struct err e, const char *what)
{
	if (!e.code)
		return;
	printf("Bail out! %s: %s %s\n", what, err_row(e.code)->name, e.what ? e.what : "");
	exit(1);
}

/* ---- its life ---- */

static void *
serve(void *httpd)
{
	httpd_run(httpd);
	return NULL;
}

static int64_t
clock_now(void *context)
{
	return ((const struct world *)context)->now;
}

static void
program_begin(struct world *world)
{
	struct follow_options options = {
		.gate = world->gate, .workers = 1, .seed = 1, .clock = clock_now, .context = world
	};

	must(archive_open(world->dir, ARCHIVE_WRITE, &world->archive), "archive_open");
	must(search_open(world->archive, &world->search), "search_open");
	must(follow_open(&options, &world->follow), "follow_open");
}

static void
program_end(struct world *world)
{
	follow_close(world->follow);
	search_close(world->search);
	archive_close(world->archive);
}

static void
server_begin(struct world *world, const char *script)
{
	must(script_parse(str_from_c(script), &world->arena, &world->script), "the script");
	must(httpd_open(0, script_play, world->script, &world->httpd), "httpd_open");
	httpd_set_time(world->httpd, world->now);
	if (pthread_create(&world->server, NULL, serve, world->httpd) != 0)
		abort();
}

static void
settings_begin(struct world *world)
{
	gate_settings_init(&world->gate);
	world->gate.user_agent = S("xinshi/0 (+https://reader.example/contact)");
	world->gate.allow = str_format(&world->arena, "127.0.0.0/8:%u", httpd_port(world->httpd));
	world->gate.host_gap_ms = 1;
	world->gate.connect_ms = 3000;
	world->gate.idle_ms = 3000;
	world->gate.total_ms = 6000;
}

void
world_open(struct world *world, const char *script)
{
	*world = (struct world){ .now = BEGINNING };
	snprintf(world->dir, sizeof(world->dir), "/tmp/xinshi-polite-XXXXXX");
	if (!mkdtemp(world->dir))
		abort();
	must(archive_create(world->dir), "archive_create");
	server_begin(world, script);
	settings_begin(world);
	program_begin(world);
}

void
world_restart(struct world *world)
{
	program_end(world);
	program_begin(world);
}

void
world_close(struct world *world)
{
	char command[100];

	program_end(world);
	httpd_stop(world->httpd);
	pthread_join(world->server, NULL);
	httpd_close(world->httpd);
	arena_done(&world->arena);
	snprintf(command, sizeof(command), "rm -rf '%s'", world->dir);
	if (system(command) != 0)
		abort();
}

/* ---- following ---- */

int64_t
world_feed(struct world *world, const char *address, const char *path)
{
	struct feed_row feed = { .url_added = str_format(&world->arena, "http://%s:%u%s", address,
				     httpd_port(world->httpd), path) };
	int64_t id = 0;

	must(archive_begin(world->archive), "archive_begin");
	must(feeds_add(world->archive, &feed, world->now, &id), "feeds_add");
	must(archive_commit(world->archive), "archive_commit");
	return id;
}

static void
round_now(struct world *world)
{
	struct follow_wish wish = { 0 };

	httpd_set_time(world->httpd, world->now);
	must(follow_round(world->follow, world->archive, world->search, &wish, &world->totals),
	    "follow_round");
}

void
world_run(struct world *world, int64_t seconds)
{
	int64_t end = world->now + seconds, next;

	for (;;) {
		round_now(world);
		must(feeds_next(world->archive, &next), "feeds_next");
		if (world->now >= end)
			break;
		int64_t step = world->now + STEP < end ? world->now + STEP : end;
		world->now = next > world->now && next < step ? next : step;
	}
}

struct err
world_ask(struct world *world, int64_t feed, bool history)
{
	struct follow_wish wish = { .feeds = &feed, .count = 1, .history = history };

	httpd_set_time(world->httpd, world->now);
	return follow_round(world->follow, world->archive, world->search, &wish, &world->totals);
}

struct feed_row
world_row(struct world *world, int64_t feed)
{
	struct feed_row row;

	must(feed_get(world->archive, &world->arena, feed, &row), "feed_get");
	return row;
}

int64_t
world_articles(struct world *world)
{
	struct archive_stats stats;

	must(archive_stats(world->archive, &stats), "archive_stats");
	return stats.articles;
}

/* ---- what was asked ---- */

static bool
is_at(struct str to, const char *address)
{
	struct str host;

	return !address || (pull_field(&to, ':', &host) && str_equal(host, str_from_c(address)));
}

struct asked
world_asked(struct world *world, const char *address, const char *path)
{
	struct asked asked = { 0 };
	size_t count = httpd_count(world->httpd);

	for (size_t i = 0; i < count; i++) {
		struct request request = httpd_request(world->httpd, i);
		if (!is_at(request.to, address) ||
		    (path && !str_equal(request.target, str_from_c(path))))
			continue;
		arena_push(&world->arena, asked.items, asked.count, asked.capacity);
		asked.items[asked.count++] = request;
	}
	return asked;
}

int64_t
gap(const struct asked *asked, size_t i)
{
	return i && i < asked->count ? asked->items[i].time - asked->items[i - 1].time : 0;
}

static void
marks_tell(unsigned marks)
{
	for (unsigned i = 0; i < MARK_COUNT; i++)
		if (marks & 1u << i)
			printf(" %s", request_marks[i]);
	printf("\n");
}

static void
feeds_tell(struct world *world)
{
	struct feed_rows rows = { 0 };

	(void)feeds_list(world->archive, &world->arena, &(struct feed_filter){ 0 }, &rows);
	for (size_t i = 0; i < rows.count; i++)
		printf("# feed %.*s -> %.*s: status %d, next %+.1f h, failing %lld, %.*s %.*s\n",
		    STR_ARGS(rows.items[i].url_added), STR_ARGS(rows.items[i].url),
		    rows.items[i].status, (double)(rows.items[i].next - world->now) / HOUR,
		    (long long)rows.items[i].failing, STR_ARGS(rows.items[i].fault),
		    STR_ARGS(rows.items[i].fault_what));
}

void
world_tell(struct world *world)
{
	struct asked all = world_asked(world, NULL, NULL);

	for (size_t i = 0; i < all.count && i < 40; i++) {
		struct request *r = &all.items[i];
		printf("# %+7.2f h %.*s%.*s %d", (double)(r->time - BEGINNING) / HOUR,
		    STR_ARGS(r->to), STR_ARGS(r->target), r->status);
		marks_tell(r->marks);
	}
	feeds_tell(world);
}
