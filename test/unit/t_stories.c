#include "store_test.h"

#include "store/story_marks.h"
#include "story/marks.h"

enum { HOUR = 3600 };

static int64_t
article_told(struct fixture *f, const char *path, const char *outlet, int64_t time, const char *headline, const char *text)
{
	struct article article = article_invent(&f->arena, path, text);

	article.headline = str_from_c(headline);
	article.source = str_from_c(outlet);
	article.lang = S("zh-Hans");
	article.published = when_from_ms(time * 1000);
	return article_keep(f, path, &article).article;
}

static void
update(struct fixture *f)
{
	struct story_marks marks;
	int64_t done;

	story_marks_read(f->dir, &f->arena, &marks);
	must(stories_update(f->archive, &marks, FETCHED, NULL, NULL, &done));
}

static int64_t
story_number(struct fixture *f, int64_t article)
{
	struct story_row row = { 0 };

	must(story_of(f->archive, &f->arena, article, &row));
	return row.story;
}

/* Days that are full of other things; two outlets that tell of one flood. */
static void
fill(struct fixture *f, int64_t *first, int64_t *second)
{
	static const char *const others[][2] = {
		{ "议会通过预算案", "议会周一以多数票通过明年预算案，反对党表示遗憾。" },
		{ "球队赢得决赛", "蓝队在决赛中以三比一获胜，队长攻入两球。" },
		{ "博物馆新展开幕", "市博物馆的古钟展览吸引大批市民参观。" },
		{ "面包价格再次上调", "面粉成本增加，烘焙业公会宣布调价。" },
	};
	int64_t time = FETCHED - 30 * HOUR;

	must(archive_begin(f->archive));
	for (size_t i = 0; i < LENGTH(others); i++)
		article_told(f, str_format(&f->arena, "other/%zu%c", i, 0).p, "Example Courier", time + (int64_t)i * HOUR,
		    others[i][0], others[i][1]);
	*first = article_told(f, "a/1", "Example Courier", time + 5 * HOUR, "临江水库决堤 下游居民撤离",
	    "临江水库的堤坝周五凌晨决口，下游三个村的居民连夜撤离，市长说至少十九人失踪。");
	*second = article_told(f, "b/1", "Harbour Example", time + 7 * HOUR, "临江水库决口 村民连夜撤离",
	    "临江水库堤坝决口后，下游村民连夜撤离，市长称十九人失踪。");
	must(archive_commit(f->archive));
}

/* Two outlets, one story; a changed text stays with its company. */
static void
told_by_two(void **state)
{
	struct fixture *f = *state;
	struct story_head head = { 0 };
	struct story_outlets outlets = { 0 };
	int64_t first, second, pending = 0;

	fill(f, &first, &second);
	update(f);
	assert_int_equal(story_number(f, first), first);
	assert_int_equal(story_number(f, second), first);
	must(story_head(f->archive, first, &head));
	assert_int_equal(head.articles, 2);
	assert_int_equal(head.sources, 2);
	must(story_outlets(f->archive, &f->arena, first, &outlets));
	assert_int_equal(outlets.count, 2);
	assert_int_equal(outlets.items[0].article, first);
	must(archive_begin(f->archive));
	article_told(f, "b/1", "Harbour Example", FETCHED - 23 * HOUR, "更正", "本报先前的报道有误，特此更正，并向读者致歉。");
	must(archive_commit(f->archive));
	must(stories_pending_count(f->archive, &pending));
	assert_int_equal(pending, 1);
	update(f);
	must(stories_pending_count(f->archive, &pending));
	assert_int_equal(pending, 0);
	assert_int_equal(story_number(f, second), first);
}

/* What came late finds the story of its own time. */
static void
told_late(void **state)
{
	struct fixture *f = *state;
	int64_t first, second, late;

	fill(f, &first, &second);
	update(f);
	must(archive_begin(f->archive));
	article_told(f, "c/9", "Example Courier", FETCHED, "春季运动会开幕", "春季运动会周日在市体育场开幕，二十支队伍入场。");
	must(archive_commit(f->archive));
	update(f);
	must(archive_begin(f->archive));
	late = article_told(f, "d/1", "Valley Example", FETCHED - 24 * HOUR, "临江水库决堤后居民撤离",
	    "临江水库的堤坝决口，下游村民连夜撤离，市长说十九人失踪。");
	must(archive_commit(f->archive));
	update(f);
	assert_int_equal(story_number(f, late), first);
}

/* A reader's word: apart, then together again; the last one counts. */
static void
told_by_readers(void **state)
{
	struct fixture *f = *state;
	struct story_mark mark = { .made = FETCHED };
	struct readers *readers = NULL;
	int64_t first, second, count = 0;

	fill(f, &first, &second);
	update(f);
	must(readers_open(f->dir, READERS_KEEP, &readers));
	mark.article = second;
	mark.other = second;
	assert_int_equal(story_mark_add(readers, &mark).code, ERR_USAGE);
	mark.other = first;
	must(story_mark_add(readers, &mark));
	update(f);
	assert_int_equal(story_number(f, second), second);
	update(f);
	assert_int_equal(story_number(f, second), second);
	mark = (struct story_mark){ first, second, true, FETCHED + 1 };
	must(story_mark_add(readers, &mark));
	must(story_marks_count(readers, &count));
	assert_int_equal(count, 1);
	update(f);
	assert_int_equal(story_number(f, second), first);
	readers_close(readers);
}

/* A row that was touched is found. */
static void
damaged(void **state)
{
	struct fixture *f = *state;
	struct verify_report report = { 0 };
	int64_t first, second;
	char command[200];

	fill(f, &first, &second);
	update(f);
	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	assert_int_equal(report.damages, 0);
	snprintf(command, sizeof(command), "sqlite3 %s/archive.db 'UPDATE story_articles SET story = 1'", f->dir);
	assert_int_equal(system(command), 0);
	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	assert_true(report.damages > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(told_by_two),
		STORE_TEST(told_late),
		STORE_TEST(told_by_readers),
		STORE_TEST(damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
