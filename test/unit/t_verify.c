#include <fcntl.h>

#include "record/wire.h"
#include "store_feeds_test.h"

static struct verify_report
verify(struct fixture *f)
{
	struct verify_report report;

	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	return report;
}

static void
assert_clean(struct fixture *f)
{
	struct verify_report report = verify(f);

	for (size_t i = 0; i < report.count; i++)
		print_error("%.*s: %s %s\n", STR_ARGS(report.items[i].thing),
		    err_row(report.items[i].err.code)->name, report.items[i].err.what);
	assert_int_equal(report.damages, 0);
}

/* A feed that names the first of the articles and one more, whose page is looked at again. */
static void
follow(struct fixture *f)
{
	static struct str labels[] = { STR_INIT("world") };
	struct feed_row row = feed_invent(f, "https://example.org/feed");
	struct article known =
	    article_invent(&f->arena, "story/0", "Paragraph number 1 speaks of the harbour.");
	struct article fresh = article_invent(&f->arena, "story/new", "The feed alone has this.");
	struct added added;
	int64_t feed;

	row.labels = (struct strs){ labels, 1, 1 };
	must(feeds_add(f->archive, &row, FETCHED, &feed));
	int64_t capture = fetched_invent(f, CAPTURE_FEED, feed, "<rss>both</rss>");
	fresh.guid = S("id 7");
	must(articles_add(f->archive, &known, capture, FETCHED, &added));
	must(articles_add(f->archive, &fresh, capture, FETCHED, &added));
	must(visit_plan(f->archive, added.article, S("https://example.org/story/new"), FETCHED, NULL));
	fetched_invent(f, CAPTURE_WAY, feed, "");
}

/* Forty texts of twenty articles, and a file that nobody could read. */
static void
fill(struct fixture *f)
{
	must(archive_begin(f->archive));
	for (int i = 0; i < 40; i++) {
		const char *path = str_format(&f->arena, "story/%d", i / 2).p;
		const char *text =
		    str_format(&f->arena, "Paragraph number %d speaks of the harbour.", i).p;
		struct article article = article_invent(&f->arena, path, text);
		note(&article.notes, NOTE_FOOTER);
		article_keep(f, str_format(&f->arena, "courier/%d.md", i).p, &article);
	}
	follow(f);
	int64_t bad = capture_invent(f, "courier/bad.md", "nothing");
	must(capture_quarantine(f->archive, bad, err_at(ERR_HEADER, 3, "no <!--")));
	must(archive_commit(f->archive));
}

static void
test_clean(void **state)
{
	struct fixture *f = *state;

	assert_clean(f);
	fill(f);
	assert_clean(f);
	struct verify_report report = verify(f);
	assert_int_equal(report.captures, 43);
	assert_int_equal(report.revisions, 41);
	assert_int_equal(report.articles, 21);
	assert_int_equal(report.exchanges, 2);
	assert_int_equal(report.feeds, 1);
	assert_int_equal(report.mentions, 2);
}

/* ---- damage by the database's own hand: what is it called? ---- */

static const struct damage_case {
	const char *sql, *thing, *advice;
} damage_cases[] = {
	{ "UPDATE packs SET bytes = zeroblob(length(bytes))",
	    "capture 7, courier/6.md, https://example.org/story/3, article 4", "import it again" },
	{ "UPDATE packs SET bytes = zeroblob(length(bytes))", "pack at 0", "import it again" },
	{ "UPDATE captures SET name = 'courier/other.md' WHERE id = 9",
	    "capture 9, courier/other.md", "import it again" },
	{ "UPDATE captures SET digest = zeroblob(32) WHERE id = 9", "capture 9",
	    "import it again" },
	{ "UPDATE revisions SET headline = 'Another' WHERE id = 8", "article 4, revision 2",
	    "rebuild" },
	{ "UPDATE bodies SET body = zeroblob(40) WHERE revision = 8", "article 4, revision 2",
	    "rebuild" },
	{ "DELETE FROM bodies WHERE revision = 8", "article 4, revision 2", "rebuild" },
	{ "UPDATE articles SET latest = 3 WHERE id = 2", "article 2", "rebuild" },
	{ "UPDATE articles SET time = 5 WHERE id = 2", "article 2", "rebuild" },
	{ "UPDATE articles SET key = zeroblob(16) WHERE id = 2", "article 2", "rebuild" },
	{ "UPDATE articles SET captures = 1 WHERE id = 2", "article 2", "rebuild" },
	{ "UPDATE sources SET name = 'Nobody'", "row 1 of sources", "rebuild" },
	{ "UPDATE quarantine SET at = 9", "row 43 of quarantine", "rebuild" },
	{ "UPDATE sightings SET as_of = 9 WHERE capture = 5", "row 5 of sightings", "rebuild" },
	{ "UPDATE sqlite_sequence SET seq = 3", "ids of articles", "rebuild" },
	{ "DELETE FROM revisions WHERE id = 8", "revision 8", "rebuild" },
	{ "UPDATE exchanges SET status = 304 WHERE capture = 41", "exchange of capture 41", "not" },
	{ "UPDATE exchanges SET digest = zeroblob(16) WHERE capture = 41", "exchange of capture 41",
	    "not" },
	{ "UPDATE packs SET bytes = zeroblob(length(bytes))", "exchange of capture 42", "not" },
	{ "DELETE FROM captures WHERE id = 42", "row 42 of exchanges", "rebuild" },
	{ "UPDATE feeds SET title = 'Another'", "row 1 of feeds", "list of feeds" },
	{ "UPDATE polls SET next = 5", "row 1 of polls", "beginning" },
	{ "DELETE FROM polls", "feeds", "beginning" },
	{ "UPDATE visits SET next = 5", "row 21 of visits", "beginning" },
	{ "UPDATE mentions SET last_seen = 5 WHERE article = 1", "row 1 of mentions", "rebuild" },
	{ "UPDATE mentions SET time = 5", "mentions", "rebuild" },
	{ "DELETE FROM keys; INSERT INTO keys VALUES (1, zeroblob(16), 21, 7)", "row 21 of keys",
	    "rebuild" },
	{ "DELETE FROM label_articles WHERE article = 1", "articles of labels", "rebuild" },
	{ "INSERT INTO label_articles VALUES (1, 5, 3)", "articles of labels", "rebuild" },
	{ "CREATE INDEX packs_more ON packs (size)", "schema of archive.db", "backup" },
};

static void
damage_find(struct fixture *f, const struct damage_case *c)
{
	struct verify_report report = verify(f);

	for (size_t i = 0; i < report.count; i++)
		if (str_starts(report.items[i].thing, str_from_c(c->thing)) &&
		    str_find(report.items[i].advice, str_from_c(c->advice), 0) >= 0)
			return;
	for (size_t i = 0; i < report.count; i++)
		print_error("found: %.*s\n", STR_ARGS(report.items[i].thing));
	fail_msg("%s: not found as \"%s\"", c->sql, c->thing);
}

static void
test_damage_is_named(void **state)
{
	struct fixture *f = *state;
	char command[400];

	fill(f);
	archive_close(f->archive);
	f->archive = NULL;
	for (size_t i = 0; i < LENGTH(damage_cases); i++) {
		snprintf(command, sizeof(command),
		    "cp %s/archive.db %s/whole && sqlite3 %s/archive.db \"%s\"", f->dir, f->dir,
		    f->dir, damage_cases[i].sql);
		assert_int_equal(system(command), 0);
		must(archive_open(f->dir, ARCHIVE_READ, &f->archive));
		damage_find(f, &damage_cases[i]);
		archive_close(f->archive);
		f->archive = NULL;
		snprintf(command, sizeof(command),
		    "rm -f %s/archive.db-* && mv %s/whole %s/archive.db", f->dir, f->dir, f->dir);
		assert_int_equal(system(command), 0);
	}
}

static bool
stop_at_once(void *context, int64_t done, int64_t total)
{
	(void)context;
	return done > total;
}

static void
test_interrupted(void **state)
{
	struct fixture *f = *state;
	struct verify_report report;

	fill(f);
	struct err e = archive_verify(f->archive, &f->arena, stop_at_once, NULL, &report);
	assert_int_equal(e.code, ERR_INTERRUPTED);
}

/* ---- a flipped byte, anywhere: refused, reported, or without any effect ---- */

static void
digest_str(struct digest_state *state, struct str s)
{
	digest_add(state, raw_from_str(s));
	digest_add(state, raw_from_str(S("|")));
}

static void
digest_int(struct digest_state *state, int64_t value)
{
	digest_add(state, (struct raw){ (const unsigned char *)&value, sizeof(value) });
}

static struct err
digest_captures(struct archive *archive, struct arena *arena, struct digest_state *state)
{
	struct captures all;
	struct err e = captures_list(archive, arena, CAPTURES_ALL, 0, 1000, &all);

	for (size_t i = 0; !e.code && i < all.count; i++) {
		struct raw bytes = { NULL, 0 };
		e = capture_read(archive, arena, all.items[i].id, 1 << 20, &bytes);
		digest_add(state, bytes);
		digest_add(state, all.items[i].name);
		digest_int(state, all.items[i].fetched);
		digest_int(state, all.items[i].article);
		digest_str(state, all.items[i].fault);
	}
	return e;
}

static struct err
digest_article(struct archive *archive, struct arena *arena, const struct article_row *row,
    struct digest_state *state)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct revisions all;
	struct err e = revisions_list(archive, arena, row->id, 0, &all);

	digest_int(state, row->id);
	digest_int(state, row->time);
	digest_int(state, row->revisions);
	digest_str(state, row->source_name);
	digest_str(state, row->headline);
	for (size_t i = 0; !e.code && i < all.count; i++) {
		struct revision revision = { 0 };
		e = revision_get(archive, arena, row->id, all.items[i].n, REVISION_BODY, &revision);
		if (!e.code)
			wire_put_article(&bytes, &revision.record);
		digest_int(state, revision.captures);
	}
	digest_add(state, buf_raw(&bytes));
	return e;
}

static void
digest_visit(struct archive *archive, struct arena *arena, struct digest_state *state)
{
	struct visit visit;

	if (visit_get(archive, arena, 21, &visit).code)
		return;
	digest_str(state, visit.url);
	digest_int(state, visit.state);
	digest_int(state, visit.next);
}

/* What is followed: feeds, exchanges, mentions, shelves, visits. */
static struct err
digest_feeds(struct archive *archive, struct arena *arena, struct digest_state *state)
{
	struct feed_rows feeds;
	struct exchange_row exchange = { 0 };
	struct mentions mentions = { 0 };
	struct article_rows rows = { 0 };
	struct err e =
	    feeds_list(archive, arena, &(struct feed_filter){ .due = INT64_MAX }, &feeds);

	for (size_t i = 0; !e.code && i < feeds.count; i++) {
		digest_str(state, feeds.items[i].url);
		digest_int(state, feeds.items[i].next);
	}
	for (int64_t id = 41; !e.code && id <= 42; id++) {
		e = exchange_get(archive, arena, id, &exchange);
		digest_add(state, exchange.request);
		digest_add(state, exchange.response);
		digest_int(state, exchange.status);
	}
	if (!e.code)
		e = mentions_of_article(archive, arena, 1, &mentions);
	for (size_t i = 0; i < mentions.count; i++)
		digest_int(state, mentions.items[i].last_seen);
	if (!e.code)
		e = articles_list(
		    archive, arena, &(struct article_filter){ .label = S("world") }, &rows);
	for (size_t i = 0; i < rows.count; i++)
		digest_int(state, rows.items[i].id);
	digest_visit(archive, arena, state);
	return e;
}

/* All that readers can be shown. */
static struct err
content(struct archive *archive, struct arena *arena, struct digest *out)
{
	struct article_rows rows;
	struct digest_state state;
	struct err e;

	digest_init(&state);
	e = digest_captures(archive, arena, &state);
	if (!e.code)
		e = articles_list(archive, arena, &(struct article_filter){ .limit = 1000 }, &rows);
	for (size_t i = 0; !e.code && i < rows.count; i++)
		e = digest_article(archive, arena, &rows.items[i], &state);
	if (!e.code)
		e = digest_feeds(archive, arena, &state);
	*out = digest_final(&state);
	return e;
}

enum flip { FLIP_REFUSED, FLIP_REPORTED, FLIP_HARMLESS, FLIP_SILENT, FLIP_KINDS };

static enum flip
flip_judge(const char *dir, const struct digest *wanted)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct archive *archive = NULL;
	struct verify_report report = { 0 };
	struct digest found;
	enum flip flip = FLIP_REFUSED;

	if (archive_open(dir, ARCHIVE_READ, &archive).code)
		return flip;
	must(archive_verify(archive, &arena, NULL, NULL, &report));
	if (report.damages)
		flip = FLIP_REPORTED;
	else
		flip = content(archive, &arena, &found).code || !digest_equal(&found, wanted)
			   ? FLIP_SILENT
			   : FLIP_HARMLESS;
	archive_close(archive);
	return flip;
}

static void
flip_at(int fd, off_t at, unsigned char mask)
{
	unsigned char byte;

	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= mask;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
}

/* An odd step meets every place within a page in time; XINSHI_FLIP_STEP=1 takes every byte. */
static void
test_flipped_bytes(void **state)
{
	struct fixture *f = *state;
	struct digest wanted;
	int counts[FLIP_KINDS] = { 0 };
	const char *given = getenv("XINSHI_FLIP_STEP");
	unsigned step = given ? (unsigned)atoi(given) : 599;

	fill(f);
	must(content(f->archive, &f->arena, &wanted));
	archive_close(f->archive);
	f->archive = NULL;
	int fd = open(str_format(&f->arena, "%s/archive.db", f->dir).p, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	off_t size = lseek(fd, 0, SEEK_END);
	for (off_t at = 0; at < size; at += at < 100 ? 1 : step) {
		unsigned char mask = (unsigned char)(1u << (at % 8)) | (at % 3 ? 0 : 0xc0);
		flip_at(fd, at, mask);
		enum flip flip = flip_judge(f->dir, &wanted);
		counts[flip]++;
		if (flip == FLIP_SILENT)
			print_error(
			    "byte %ld ^ %02x changes what is read, and nothing tells of it\n",
			    (long)at, mask);
		flip_at(fd, at, mask);
	}
	close(fd);
	print_message("refused %d, reported %d, harmless %d\n", counts[FLIP_REFUSED],
	    counts[FLIP_REPORTED], counts[FLIP_HARMLESS]);
	assert_int_equal(counts[FLIP_SILENT], 0);
	assert_true(counts[FLIP_REPORTED] > 20 && counts[FLIP_REFUSED] > 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(test_clean),
		STORE_TEST(test_damage_is_named),
		STORE_TEST(test_interrupted),
		STORE_TEST(test_flipped_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
