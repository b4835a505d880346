#include "store_test.h"

#include "store/stamps.h"
#include "store/stories.h"

static struct stamps
look(struct fixture *f)
{
	struct stamps stamps = { 0 };

	must(stamps_articles(f->archive, &f->arena, &stamps));
	return stamps;
}

static int64_t
keep(struct fixture *f, const char *path, const char *text)
{
	struct article article = article_invent(&f->arena, path, text);

	must(archive_begin(f->archive));
	int64_t id = article_keep(f, text, &article).article;
	must(archive_commit(f->archive));
	return id;
}

static void
test_none(void **state)
{
	struct stamps stamps = look(*state);

	assert_int_equal(stamps.count, 0);
	assert_true(stamps_find(&stamps, 1) == 0);
}

/* What comes of one article leaves the others alone. */
static void
test_articles(void **state)
{
	struct fixture *f = *state;
	int64_t first = keep(f, "1", "The harbour was closed on Tuesday."), second = keep(f, "2", "The road was open.");
	struct stamps before = look(f), after;

	assert_int_equal(before.count, 2);
	assert_true(stamps_find(&before, first) && stamps_find(&before, second));
	assert_true(stamps_find(&before, first) != stamps_find(&before, second));
	assert_true(stamps_find(&before, second + 1) == 0);
	after = look(f);
	assert_true(stamps_find(&before, first) == stamps_find(&after, first));
	assert_int_equal(keep(f, "1", "The harbour was open on Wednesday, and three ships left it."), first);
	after = look(f);
	assert_true(stamps_find(&before, first) != stamps_find(&after, first));
	assert_true(stamps_find(&before, second) == stamps_find(&after, second));
}

static void
test_stories(void **state)
{
	struct fixture *f = *state;
	int64_t first = keep(f, "1", "The harbour was closed on Tuesday."), second = keep(f, "2", "The road was open.");
	struct stamps before = look(f), after;
	struct story_members members = { 0 };

	must(archive_begin(f->archive));
	must(story_put(f->archive, &(struct story_row){ .article = first, .revision = 1, .story = first }));
	must(archive_commit(f->archive));
	must(stories_together(f->archive, &f->arena, &members));
	assert_int_equal(members.count, 0);
	must(archive_begin(f->archive));
	must(story_put(f->archive, &(struct story_row){ .article = second, .revision = 2, .story = first, .alike = 700, .nearest = first }));
	must(archive_commit(f->archive));
	after = look(f);
	assert_true(stamps_find(&before, second) != stamps_find(&after, second));
	must(stories_together(f->archive, &f->arena, &members));
	assert_int_equal(members.count, 2);
	assert_int_equal(members.items[0].story, first);
	assert_int_equal(members.items[1].article, second);
}

static void
test_names(void **state)
{
	struct fixture *f = *state;
	uint64_t before, after;

	must(stamps_names(f->archive, &before));
	keep(f, "1", "The harbour was closed on Tuesday.");
	must(stamps_names(f->archive, &after));
	assert_true(before != after);
	keep(f, "2", "The road was open.");
	must(stamps_names(f->archive, &before));
	assert_true(before == after);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { STORE_TEST(test_none), STORE_TEST(test_articles), STORE_TEST(test_stories),
		STORE_TEST(test_names) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
