#include "show/serve.h"

static struct err take(void *context, const struct server_push *push);

#define ROOM_PUSHED take
#include "serve_test.h"

#include "store/feeds.h"

/* The door for hubs: what it answers, and what it hands on. */
#define TOKEN "0123456789abcdef0123456789abcdef"
#define OTHER "fedcba9876543210fedcba9876543210"

static struct {
	int count;
	char text[400];
	size_t size;
	enum err_code answer;
} taken;

static struct err
take(void *context, const struct server_push *push)
{
	(void)context;
	taken.count++;
	taken.size = push->body.n;
	snprintf(taken.text, sizeof(taken.text), "%.*s|%.*s|%.*s|%lld|%.*s|%.*s|%.*s",
	    STR_ARGS(push->token), STR_ARGS(push->mode), STR_ARGS(push->topic),
	    (long long)push->lease_s, STR_ARGS(push->content_type), STR_ARGS(push->signature),
	    (int)(push->body.n < 100 ? push->body.n : 100),
	    push->body.p ? (const char *)push->body.p : "");
	return taken.answer ? err_new(taken.answer, "not now") : (struct err){ 0 };
}

static void
feed_with(struct fixture *f, const char *url, const char *token, enum hub_state state)
{
	struct feed_row feed = { .url_added = str_from_c(url) };
	int64_t id;

	must(feeds_add(f->archive, &feed, FETCHED, &id));
	must(feed_get(f->archive, &f->arena, id, &feed));
	feed.hub_state = state;
	feed.hub = S("https://hub.example/");
	feed.topic = str_from_c(url);
	feed.hub_token = str_from_c(token);
	must(feed_put(f->archive, &feed));
}

static void
articles_keep(struct fixture *f)
{
	struct article article = article_invent(&f->arena, "a", "One.");

	must(archive_begin(f->archive));
	article_keep(f, "1.md", &article);
	feed_with(f, "https://a.example/feed", TOKEN, HUB_ASKED);
	feed_with(f, "https://b.example/feed", OTHER, HUB_OFFERED);
	must(archive_commit(f->archive));
}

/* ---- */

static void
calls(void **state)
{
#define TOPIC "hub.topic=https%3A%2F%2Fa.example%2Ffeed"
	static const struct {
		const char *target;
		int status;
	} cases[] = {
		{ "/websub/" TOKEN "?hub.mode=subscribe&" TOPIC
		  "&hub.challenge=w%3Co%20rd&hub.lease_seconds=86400",
		    200 },
		{ "/websub/" TOKEN "?hub.mode=denied&" TOPIC "&hub.reason=none", 200 },
		{ "/websub/" TOKEN "?hub.mode=unsubscribe&" TOPIC "&hub.challenge=word", 404 },
		{ "/websub/" TOKEN
		  "?hub.mode=subscribe&hub.topic=https%3A%2F%2Fother.example%2F&hub.challenge=word",
		    404 },
		{ "/websub/" TOKEN "?hub.mode=subscribe&hub.challenge=word", 404 },
		{ "/websub/" TOKEN "?" TOPIC "&hub.challenge=word", 404 },
		{ "/websub/" TOKEN, 404 },
		/* A hub that was never asked. */
		{ "/websub/" OTHER
		  "?hub.mode=subscribe&hub.topic=https%3A%2F%2Fb.example%2Ffeed&hub.challenge=word",
		    404 },
		{ "/websub/00000000000000000000000000000000?hub.mode=subscribe&" TOPIC
		  "&hub.challenge=word",
		    404 },
		{ "/websub/short?hub.mode=subscribe&" TOPIC "&hub.challenge=word", 404 },
		{ "/websub/" TOKEN "?hub.mode=%3Cscript%3E", 400 },
		{ "/websub/" TOKEN "?hub.lease_seconds=-1", 400 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		int before = taken.count;
		struct str answer = ask("GET", cases[i].target, "");

		if (status_of(answer) != cases[i].status)
			fail_msg("%s: %d", cases[i].target, status_of(answer));
		assert_int_equal(taken.count - before, cases[i].status == 200);
	}
	ask("GET", cases[0].target, "");
	assert_str(body_of(buf_str(&room.answer)), "w<o rd");
	assert_true(has(buf_str(&room.answer), "Content-Type: text/plain"));
	assert_true(has(buf_str(&room.answer), "Cache-Control: no-store"));
	assert_string_equal(taken.text, TOKEN "|subscribe|https://a.example/feed|86400|||");
	assert_int_equal(status_of(ask("HEAD", cases[0].target, "")), 405);
	assert_int_equal(status_of(ask("PUT", cases[0].target, "")), 405);
}

static struct str
push(const char *target, size_t size)
{
	char *body = mem_alloc(size + 1);
	struct buf request CLEAN(buf_done) = { 0 };

	memset(body, 'x', size);
	buf_push_format(&request,
	    "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n"
	    "Content-Type: application/atom+xml\r\nX-Hub-Signature: sha256=00ff\r\n"
	    "Content-Length: %zu\r\n\r\n",
	    target, room.port, size);
	buf_push(&request, body, size);
	free(body);
	return exchange(buf_str(&request));
}

static void
pushes(void **state)
{
	int before = taken.count;

	(void)state;
	assert_int_equal(status_of(push("/websub/" TOKEN, 10)), 202);
	assert_string_equal(taken.text, TOKEN "|||0|application/atom+xml|sha256=00ff|xxxxxxxxxx");
	assert_int_equal(status_of(push("/websub/" TOKEN, 3000000)), 202);
	assert_int_equal(taken.size, 3000000);
	assert_int_equal(taken.count - before, 2);
	/* An empty one is for the writer to judge. */
	assert_int_equal(status_of(push("/websub/" TOKEN, 0)), 202);
	taken.answer = ERR_BUSY;
	assert_int_equal(status_of(push("/websub/" TOKEN, 10)), 503);
	taken.answer = 0;
	before = taken.count;
	assert_int_equal(status_of(push("/websub/00000000000000000000000000000000", 10)), 404);
	assert_int_equal(status_of(push("/", 10)), 405);
	assert_int_equal(status_of(push("/feed/all.atom", 10)), 405);
	assert_int_equal(taken.count, before);
}

/* More than is taken: told before it is sent, where the length is said; else cut off. */
static void
large(void **state)
{
	int before = taken.count;
	struct buf request CLEAN(buf_done) = { 0 };

	(void)state;
	buf_push_format(&request,
	    "POST /websub/" TOKEN " HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n"
	    "Content-Length: %u\r\n\r\n",
	    room.port, SERVER_PUSH + 1);
	assert_int_equal(status_of(exchange(buf_str(&request))), 413);
	assert_int_equal(taken.count, before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calls),
		cmocka_unit_test(pushes),
		cmocka_unit_test(large),
	};

	return cmocka_run_group_tests_name("websub_door", tests, open_room, close_room);
}
