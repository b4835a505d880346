/*
 * bench_known ARCHIVE: how well the order by relevance finds an article that is known.
 *
 * Headlines are asked as OR queries of their words, pairs of characters where they are Chinese,
 * over an index of bodies alone; and only those whose body does not repeat them.  MRR@10 is the
 * mean of 1/place within the first ten, hit@1 the share that comes first.  The archive is copied,
 * and the copy's index emptied of headlines.
 */
#include <unistd.h>

#include "bench.h"
#include "search/search.h"
#include "search/token.h"
#include "store/sql.h"
#include "text/fold.h"

enum { ASKED = 1000, PLACES = 10, TERMS_MIN = 3 };

struct known {
	struct archive *archive;
	struct search *search;
	size_t asked, first, found;
	double reciprocal;
};

/* ---- the index of bodies ---- */

static void
index_body(struct known *known, struct arena *arena, int64_t docid, int64_t revision)
{
	struct sql q = sql_query(
	    known->archive, "INSERT INTO search_text (rowid, body, title) VALUES (?, ?, '')");
	struct str text;

	must(revision_text(known->archive, arena, revision, &text));
	sql_bind_int(&q, docid);
	sql_bind_str(&q, text);
	must(sql_run(&q));
}

static void
index_bodies(struct known *known)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct sql q = sql_query(known->archive, "SELECT docid, revision FROM search_documents");

	must(archive_begin(known->archive));
	must(sql_exec(
	    known->archive, "INSERT INTO search_text (search_text) VALUES ('delete-all')"));
	while (sql_row(&q)) {
		arena_reset(&arena);
		index_body(known, &arena, sql_int(&q, 0), sql_int(&q, 1));
	}
	must(sql_end(&q));
	must(archive_commit(known->archive));
}

/* ---- questions ---- */

struct question {
	struct buf text;
	size_t terms;
};

static bool
is_single(struct str s)
{
	uint32_t rune;

	return !pull_rune(&s, &rune) || !s.n;
}

static int
add_term(void *context, const char *p, int n)
{
	struct question *question = context;

	/* single characters and letters say too little; the sign between sentences is no word */
	if (is_single((struct str){ p, (size_t)n }) || question->terms == QUERY_TERMS_MAX)
		return 0;
	if (question->terms++)
		buf_push_literal(&question->text, " OR ");
	buf_push(&question->text, p, (size_t)n);
	return 0;
}

static void
count_place(struct known *known, const struct results *results, int64_t id)
{
	known->asked++;
	for (size_t i = 0; i < results->count; i++) {
		if (results->items[i].article.id != id)
			continue;
		known->reciprocal += 1.0 / (double)(i + 1);
		known->first += i == 0;
		known->found++;
	}
}

static void
ask(struct known *known, struct arena *arena, const struct article_row *row)
{
	struct search_options options = { .order = SEARCH_RELEVANCE, .limit = PLACES };
	struct buf headline CLEAN(buf_done) = { 0 }, body CLEAN(buf_done) = { 0 };
	struct question question = { .text = { .max = QUERY_MAX } };
	struct revision revision;
	struct results results;
	struct query *query;

	must(revision_get(known->archive, arena, row->id, 0, REVISION_BODY, &revision));
	fold_str(row->headline, &headline);
	fold_str(revision.record.text, &body);
	tokens_put(buf_str(&headline), TOKEN_DOCUMENT, add_term, &question);
	if (str_find(buf_str(&body), buf_str(&headline), 0) < 0 && question.terms >= TERMS_MIN &&
	    !query_parse(arena, buf_str(&question.text), 0, &query).code) {
		must(search_run(known->search, arena, query, &options, &results));
		count_place(known, &results, row->id);
	}
	buf_done(&question.text);
}

static void
ask_all(struct known *known)
{
	struct arena arena CLEAN(arena_done) = { 0 }, each CLEAN(arena_done) = { 0 };
	struct article_filter filter = { .order = ORDER_ID, .limit = 10000000 };
	struct article_rows rows;

	must(articles_list(known->archive, &arena, &filter, &rows));
	for (size_t i = 0; i < rows.count; i += rows.count / ASKED + 1) {
		arena_reset(&each);
		ask(known, &each, &rows.items[i]);
	}
}

/* ---- all ---- */

static void
copy_open(struct known *known, const char *from, const char *dir)
{
	struct archive *archive;
	char path[4096];

	snprintf(path, sizeof(path), "%s/archive.db", dir);
	must(archive_open(from, ARCHIVE_READ, &archive));
	must(archive_backup(archive, path));
	archive_close(archive);
	must(archive_open(dir, ARCHIVE_WRITE, &known->archive));
	must(search_open(known->archive, &known->search));
}

int
main(int argc, char **argv)
{
	static const char *const left[] = { "archive.db", "archive.db-wal", "archive.db-shm",
		"lock" };
	char dir[] = "/tmp/xinshi-known-XXXXXX", path[64];
	struct known known = { 0 };

	if (argc != 2 || !mkdtemp(dir)) {
		fprintf(stderr, "usage: bench_known ARCHIVE\n");
		return 2;
	}
	copy_open(&known, argv[1], dir);
	index_bodies(&known);
	ask_all(&known);
	printf("known items, by relevance: %zu headlines over bodies that do not repeat them   "
	       "MRR@10 %.3f   hit@1 %.3f   in the first ten %.3f\n",
	    known.asked, known.reciprocal / (double)known.asked,
	    (double)known.first / (double)known.asked, (double)known.found / (double)known.asked);
	search_close(known.search);
	archive_close(known.archive);
	for (size_t i = 0; i < LENGTH(left); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, left[i]);
		(void)unlink(path);
	}
	(void)rmdir(dir);
	return 0;
}
