#include "store_test.h"

#include "store/causes.h"
#include "store/changed.h"
#include "store/sql.h"

enum { DAY = 86400 };

static void
text_add(struct fixture *f, const char *file, const char *path, const char *text)
{
	struct article article = article_invent(&f->arena, path, text);

	must(archive_begin(f->archive));
	article_keep(f, file, &article);
	must(archive_commit(f->archive));
}

static int64_t
update(struct fixture *f)
{
	int64_t done = -1;

	must(changed_update(f->archive, NULL, NULL, &done));
	return done;
}

/* A figure, a sentence added, and only style. */
static void
fill(struct fixture *f)
{
	text_add(f, "1.md", "dam", "At least 12 people died at the dam.");
	text_add(f, "2.md", "dam", "At least 19 people died at the dam.");
	text_add(f, "3.md", "road", "The road is shut.");
	text_add(f, "4.md", "road", "The road is shut. It opens at noon.");
	text_add(f, "5.md", "bridge", "The bridge is open, they say.");
	text_add(f, "6.md", "bridge", "The bridge is open , they say.");
	text_add(f, "7.md", "lone", "Nothing changed here.");
}

static struct str
listed(struct fixture *f, struct changed_filter filter)
{
	struct changed_rows rows = { 0 };
	struct str all = S("");

	must(changed_list(f->archive, &f->arena, &filter, &rows));
	for (size_t i = 0; i < rows.count; i++)
		all = str_format(&f->arena, "%.*s%lld:%.*s ", STR_ARGS(all),
		    (long long)rows.items[i].article,
		    STR_ARGS(change_weight_name(rows.items[i].class)));
	return all;
}

static void
ranked(void **state)
{
	struct fixture *f = *state;
	int64_t counts[WEIGHT_MAX], waiting = -1;

	assert_int_equal(update(f), 0);
	assert_str(listed(f, (struct changed_filter){ 0 }), "");
	fill(f);
	must(changed_pending(f->archive, &waiting));
	assert_int_equal(waiting, 3);
	assert_int_equal(update(f), 3);
	assert_int_equal(update(f), 0);
	assert_str(listed(f, (struct changed_filter){ 0 }), "1:figure 2:added ");
	assert_str(listed(f, (struct changed_filter){ .noise = true }), "1:figure 2:added 3:style ");
	assert_str(listed(f, (struct changed_filter){ .class = WEIGHT_STYLE }), "3:style ");
	assert_str(listed(f, (struct changed_filter){ .source = 99 }), "");
	assert_str(listed(f, (struct changed_filter){ .limit = 1 }), "1:figure ");
	assert_str(listed(f, (struct changed_filter){ .order = CHANGED_NEWEST }), "2:added 1:figure ");
	must(changed_count(f->archive, &(struct changed_filter){ 0 }, counts));
	assert_int_equal(counts[WEIGHT_FIGURE], 1);
	assert_int_equal(counts[WEIGHT_STYLE], 1);
	assert_int_equal(counts[WEIGHT_CLAIM], 0);
}

static void
paged(void **state)
{
	struct fixture *f = *state;
	struct changed_rows rows = { 0 };

	fill(f);
	update(f);
	for (enum changed_order order = CHANGED_HEAVIEST; order <= CHANGED_NEWEST; order++) {
		struct changed_filter filter = { .order = order, .noise = true, .limit = 1 };
		unsigned seen = 0;

		for (;;) {
			must(changed_list(f->archive, &f->arena, &filter, &rows));
			if (!rows.count)
				break;
			seen |= 1u << rows.items[0].article;
			filter.after = order == CHANGED_HEAVIEST ? rows.items[0].weight : rows.items[0].time;
			filter.after_revision = rows.items[0].revision;
		}
		assert_int_equal(seen, 1 << 1 | 1 << 2 | 1 << 3);
	}
}

/* The days before and behind a range, and what lies in it. */
static void
days(void **state)
{
	struct fixture *f = *state;
	struct changed_filter filter = { 0 };
	struct changed_rows rows = { 0 };
	int64_t before = -1, behind = -1, time;

	fill(f);
	update(f);
	must(changed_list(f->archive, &f->arena, &filter, &rows));
	time = rows.items[0].time;
	filter = (struct changed_filter){ .from = time, .to = time + 1 };
	assert_str(listed(f, filter), "1:figure 2:added ");
	filter = (struct changed_filter){ .from = time - DAY, .to = time };
	assert_str(listed(f, filter), "");
	must(changed_behind(f->archive, &filter, &behind));
	assert_int_equal(behind, time);
	must(changed_before(f->archive, &filter, &before));
	assert_int_equal(before, 0);
}

/* The edit is kept with its surroundings, and comes back as it was. */
static void
with_gist(void **state)
{
	struct fixture *f = *state;
	struct changed_row row;

	fill(f);
	assert_int_equal(changed_heaviest(f->archive, &f->arena, 1, &row).code, ERR_NOT_FOUND);
	update(f);
	must(changed_heaviest(f->archive, &f->arena, 1, &row));
	assert_int_equal(row.class, WEIGHT_FIGURE);
	assert_int_equal(row.weight / 100, WEIGHT_FIGURE);
	assert_int_equal(row.figures, 2);
	assert_int_equal(row.gist.count, 4);
	assert_str(row.gist.pieces[0].new_text, "At least ");
	assert_str(row.gist.pieces[1].old_text, "12");
	assert_str(row.gist.pieces[2].new_text, "19");
	assert_str(row.gist.pieces[3].new_text, " people died at the dam.");
	assert_int_equal(changed_heaviest(f->archive, &f->arena, 4, &row).code, ERR_NOT_FOUND);
}

static void
of_article(void **state)
{
	struct fixture *f = *state;
	struct changed_rows rows = { 0 };

	fill(f);
	text_add(f, "8.md", "dam", "At least 23 people died at the dam.");
	text_add(f, "9.md", "dam", "At least 23 people died at the old dam.");
	update(f);
	must(changed_of_article(f->archive, &f->arena, 1, 2, &rows));
	assert_int_equal(rows.count, 2);
	assert_int_equal(rows.items[0].n, 3);
	assert_int_equal(rows.items[1].n, 4);
}

/* A text that is read again is compared again; one that is the whole of a part is no change. */
static void
kept_up(void **state)
{
	struct fixture *f = *state;
	int64_t revision = 0;

	fill(f);
	update(f);
	must(sql_one_int(f->archive, "SELECT id FROM revisions WHERE article = 1 AND n = 2", &revision));
	must(archive_begin(f->archive));
	must(sql_exec(f->archive, "UPDATE changes SET after = zeroblob(8) WHERE article = 1"));
	must(archive_commit(f->archive));
	assert_int_equal(update(f), 1);
	must(archive_begin(f->archive));
	must(cause_put(f->archive,
	    &(struct cause){ .revision = revision, .article = 1, .kind = CAUSE_WHOLE }));
	must(archive_commit(f->archive));
	assert_int_equal(update(f), 0);
	assert_str(listed(f, (struct changed_filter){ 0 }), "2:added ");
}

static bool
stop(void *context, int64_t done, int64_t total)
{
	*(int64_t *)context = total;
	return done > total;
}

/* What was compared until it was stopped stays. */
static void
stopped(void **state)
{
	struct fixture *f = *state;
	int64_t total = 0, done = 0, waiting = -1;

	for (unsigned i = 0; i < 70; i++)
		text_add(f, str_format(&f->arena, "n%u.md%c", i, 0).p, "dam",
		    str_format(&f->arena, "At least %u people died.%c", i + 1, 0).p);
	assert_int_equal(changed_update(f->archive, stop, &total, &done).code, ERR_INTERRUPTED);
	assert_int_equal(total, 69);
	assert_int_equal(done, 50);
	must(changed_pending(f->archive, &waiting));
	assert_int_equal(waiting, 19);
	assert_int_equal(update(f), 19);
}

/* A row that was changed behind our back is not shown as if it were ours. */
static void
damaged(void **state)
{
	struct fixture *f = *state;
	struct changed_rows rows = { 0 };

	fill(f);
	update(f);
	must(archive_begin(f->archive));
	must(sql_exec(f->archive, "UPDATE changes SET removed = removed + 1"));
	must(archive_commit(f->archive));
	assert_int_equal(
	    changed_list(f->archive, &f->arena, &(struct changed_filter){ 0 }, &rows).code, ERR_DAMAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(ranked),
		STORE_TEST(paged),
		STORE_TEST(days),
		STORE_TEST(with_gist),
		STORE_TEST(of_article),
		STORE_TEST(kept_up),
		STORE_TEST(stopped),
		STORE_TEST(damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
