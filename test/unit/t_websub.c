/*
 * WebSub, the subscriber's side: discovery, the request, what answers and calls mean.
 */
#include "follow/pace.h"
#include "follow/websub.h"
#include "store_test.h"

#define NOW FETCHED
#define HUB "https://hub.example/"
#define SELF "https://news.example/feed"

enum { D = PACE_DAY };

static void
test_discover(void **state)
{
	struct fetch_link head[] = { { S("hub"), S(HUB), S("") }, { S("self"), S(SELF), S("") } };
	struct feed_link in_feed[] = { { S("HUB"), S("https://other.example/"), S("") },
		{ S("self"), S("https://news.example/self"), S("") } };
	struct feed_link foreign[] = { { S("hub"), S("javascript:alert(1)"), S("") } };
	struct feed feed = { 0 };
	struct websub_offer offer;

	(void)state;
	websub_discover(NULL, 0, NULL, S(SELF), &offer);
	assert_int_equal(offer.hub.n, 0);
	feed.head.links = (struct feed_links){ .items = in_feed, .count = 2 };
	websub_discover(NULL, 0, &feed, S(SELF), &offer);
	assert_str(offer.hub, "https://other.example/");
	assert_str(offer.topic, "https://news.example/self");
	websub_discover(head, 2, &feed, S("https://news.example/"), &offer); /* headers come first */
	assert_str(offer.hub, HUB);
	assert_str(offer.topic, SELF);
	websub_discover(head, 1, NULL, S("https://news.example/"), &offer);
	assert_str(offer.topic, "https://news.example/");
	feed.head.links = (struct feed_links){ .items = foreign, .count = 1 };
	websub_discover(NULL, 0, &feed, S(SELF), &offer);
	assert_int_equal(offer.hub.n, 0);
}

static void
test_due(void **state)
{
	static const struct {
		enum hub_state state;
		int64_t left;
		bool due;
	} cases[] = {
		{ HUB_NONE, 0, false },	    { HUB_OFFERED, 0, true },	   { HUB_ASKED, 60, false },
		{ HUB_ASKED, 0, true },	    { HUB_REFUSED, D, false },	   { HUB_REFUSED, -1, true },
		{ HUB_CONFIRMED, 9 * D, false }, { HUB_CONFIRMED, 3 * D, true }, { HUB_CONFIRMED, -D, true },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct feed_row row = { .hub_state = cases[i].state, .hub_until = NOW + cases[i].left };
		assert_int_equal(websub_is_due(&row, NOW), cases[i].due);
	}
}

static void
test_form(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct digest chance = digest_of(raw_from_str(S("chance")));
	struct feed_row row = { .id = 3, .topic = S("https://news.example/feed?a=b&c=日") }, other = { .id = 4 };
	struct str form;

	(void)state;
	websub_secrets(&arena, &row, &chance, NOW);
	websub_secrets(&arena, &other, &chance, NOW);
	assert_int_equal(row.hub_token.n, 64);
	assert_int_equal(row.hub_secret.n, 64);
	assert_false(str_equal(row.hub_token, row.hub_secret));
	assert_false(str_equal(row.hub_token, other.hub_token));
	struct str token = row.hub_token;
	websub_secrets(&arena, &row, &chance, NOW + 1); /* they stay */
	assert_true(str_equal(row.hub_token, token));
	row.hub_token = S("t0");
	row.hub_secret = S("s0");
	form = websub_form(&arena, &row, S("https://me.example/websub"));
	assert_str(form, "hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeed%3Fa%3Db%26c%3D%E6%97%A5"
			 "&hub.callback=https%3A%2F%2Fme.example%2Fwebsub%2Ft0&hub.lease_seconds=864000&hub.secret=s0");
	assert_true(str_equal(form, websub_form(&arena, &row, S("https://me.example/websub/"))));
}

static void
test_answered(void **state)
{
	struct feed_row row = { .hub_state = HUB_OFFERED };

	(void)state;
	websub_answered(&row, ERR_NONE, 202, NOW);
	assert_int_equal(row.hub_state, HUB_ASKED);
	assert_int_equal(row.hub_until, NOW + D);
	websub_answered(&row, ERR_NONE, 400, NOW);
	assert_int_equal(row.hub_state, HUB_REFUSED);
	websub_answered(&row, ERR_CONNECT, 0, NOW);
	assert_int_equal(row.hub_state, HUB_ASKED);
	row.hub_state = HUB_CONFIRMED;
	row.hub_until = NOW + 2 * D;
	websub_answered(&row, ERR_NONE, 500, NOW);
	assert_int_equal(row.hub_state, HUB_CONFIRMED);
	assert_int_equal(row.hub_until, NOW + 2 * D);
}

static int64_t
add(struct fixture *f, enum hub_state hub, enum feed_state feed)
{
	struct feed_row row = { .url_added = S(SELF), .url = S(SELF) };
	int64_t id = 0;

	must(archive_begin(f->archive));
	must(feeds_add(f->archive, &row, NOW, &id));
	must(feed_get(f->archive, &f->arena, id, &row));
	row.state = feed;
	row.hub = S(HUB);
	row.topic = S(SELF);
	row.hub_token = S("t0");
	row.hub_state = hub;
	must(feed_put(f->archive, &row));
	must(archive_commit(f->archive));
	return id;
}

static enum err_code
called(struct fixture *f, const char *token, const char *mode, const char *topic, int64_t lease)
{
	struct str t = str_from_c(token), m = str_from_c(mode), o = str_from_c(topic);
	enum err_code wanted = websub_wanted(f->archive, t, m, o).code;
	enum err_code code = websub_called(f->archive, t, m, o, lease, NOW).code;

	assert_int_equal(code, wanted);
	return code;
}

static void
test_called(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, HUB_ASKED, FEED_ACTIVE);
	struct feed_row row;

	assert_int_equal(called(f, "", "subscribe", SELF, D), ERR_NOT_FOUND);
	assert_int_equal(called(f, "t1", "subscribe", SELF, D), ERR_NOT_FOUND);
	assert_int_equal(called(f, "t0", "subscribe", HUB, D), ERR_NOT_FOUND);
	assert_int_equal(called(f, "t0", "unsubscribe", SELF, D), ERR_NOT_FOUND);
	assert_int_equal(called(f, "t0", "subscribe", SELF, 2 * D), 0);
	must(feed_get(f->archive, &f->arena, id, &row));
	assert_int_equal(row.hub_state, HUB_CONFIRMED);
	assert_int_equal(row.hub_until, NOW + 2 * D);
	assert_int_equal(called(f, "t0", "subscribe", SELF, INT64_MAX), 0);
	must(feed_get(f->archive, &f->arena, id, &row));
	assert_int_equal(row.hub_until, NOW + 90 * D);
	assert_int_equal(called(f, "t0", "denied", SELF, 0), 0);
	must(feed_get(f->archive, &f->arena, id, &row));
	assert_int_equal(row.hub_state, HUB_REFUSED);
	assert_int_equal(called(f, "t0", "subscribe", SELF, D), ERR_NOT_FOUND); /* it was not asked again */
}

static void
test_not_followed(void **state)
{
	struct fixture *f = *state;
	struct feed_row row;
	int64_t id = add(f, HUB_CONFIRMED, FEED_PAUSED);


	assert_int_equal(called(f, "t0", "subscribe", SELF, D), ERR_NOT_FOUND);
	assert_int_equal(called(f, "t0", "unsubscribe", SELF, D), 0);
	must(feed_get(f->archive, &f->arena, id, &row));
	assert_int_equal(row.hub_state, HUB_OFFERED); /* by the time it is followed again */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_discover),
		cmocka_unit_test(test_due),
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_answered),
		STORE_TEST(test_called),
		STORE_TEST(test_not_followed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
