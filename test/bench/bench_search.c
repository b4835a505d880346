/*
 * bench_search ARCHIVE: how fast and how exact search is on an archive.
 *
 * Queries are cut from its headlines, always the same ones for the same archive: words of two,
 * three and four Chinese characters, two and three of them together, phrases, rare and very
 * frequent words, words of letters, words in traditional characters.  Each is asked for 20 results
 * with snippets, warm, the median of repeats counts.  Words of Chinese are then compared with a
 * scan of every kept text, folded as the index folds.
 */
#include <time.h>

#include "base/map.h"
#include "bench.h"
#include "search/search.h"
#include "search/token.h"
#include "text/fold.h"

enum { REPEATS = 7, RESULTS = 20, QUERIES_MAX = 400, WORD_TRIES = 20000 };

struct bench {
	struct archive *archive;
	struct search *search;
	struct arena arena; /* of the whole run */
	struct article_row *rows;
	size_t count;
	struct str *folded; /* headline and text of each row, read when exactness is measured */
	uint64_t seed;
};

struct question {
	struct str text, word; /* word: the Chinese word to scan for; empty if it is not one */
	const char *class;
};

struct questions {
	struct question items[QUERIES_MAX];
	size_t count;
};

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Always the same numbers (Knuth's MMIX). */
static size_t
chance(struct bench *bench, size_t below)
{
	bench->seed = bench->seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)((bench->seed >> 33) % below);
}

/* ---- questions out of headlines ---- */

static size_t
runes_of(struct str s)
{
	size_t n = 0;
	uint32_t rune;

	while (pull_rune(&s, &rune))
		n++;
	return n;
}

static struct str
runes_slice(struct str s, size_t from, size_t count)
{
	uint32_t rune;

	while (from-- && pull_rune(&s, &rune))
		;
	struct str rest = s;
	while (count-- && pull_rune(&rest, &rune))
		;
	return (struct str){ s.p, s.n - rest.n };
}

static bool
is_han(struct str s)
{
	uint32_t rune;

	while (pull_rune(&s, &rune)) {
		if (rune_class(rune) != RUNE_HAN)
			return false;
	}
	return true;
}

static bool
is_traditional(struct str s)
{
	uint32_t rune;

	while (pull_rune(&s, &rune)) {
		if (rune_script(rune) > 0)
			return true;
	}
	return false;
}

static bool
is_any(struct str s)
{
	return s.n > 0;
}

static int64_t
total_of(struct bench *bench, struct str text)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct search_options options = { .facets = true, .limit = 1 };
	struct results results;
	struct query *query;

	must(query_parse(&arena, text, 0, &query));
	must(search_run(bench->search, &arena, query, &options, &results));
	return results.total;
}

/* ${n} Han characters that stand together in a headline. */
static struct str
word_pick(struct bench *bench, size_t n, bool (*fits)(struct str))
{
	for (size_t i = 0; i < WORD_TRIES; i++) {
		struct str headline = bench->rows[chance(bench, bench->count)].headline;
		size_t runes = runes_of(headline);
		if (runes < n)
			continue;
		struct str word = runes_slice(headline, chance(bench, runes - n + 1), n);
		if (is_han(word) && fits(word))
			return word;
	}
	return (struct str){ 0 };
}

static void
ask(struct questions *questions, const char *class, struct str text, struct str word)
{
	if (questions->count < QUERIES_MAX && text.n)
		questions->items[questions->count++] = (struct question){ text, word, class };
}

static void
ask_words(
    struct bench *bench, struct questions *questions, const char *class, size_t times, size_t n)
{
	while (times--) {
		struct str word = word_pick(bench, n, is_any);
		ask(questions, class, word, word);
	}
}

static void
ask_together(
    struct bench *bench, struct questions *questions, const char *class, size_t times, size_t words)
{
	while (times--) {
		struct str text = word_pick(bench, 2, is_any);
		for (size_t i = 1; i < words; i++)
			text = str_join(
			    &bench->arena, text, S(" "), word_pick(bench, 2, is_any), STR_END);
		ask(questions, class, text, (struct str){ 0 });
	}
}

static void
ask_phrases(struct bench *bench, struct questions *questions, size_t times)
{
	while (times--) {
		struct str word = word_pick(bench, 6 + times % 4, is_any);
		ask(questions, "phrase", str_join(&bench->arena, S("\""), word, S("\""), STR_END),
		    word);
	}
}

static void
ask_rare(struct bench *bench, struct questions *questions, size_t times)
{
	for (size_t tries = 0; times && tries < WORD_TRIES; tries++) {
		struct str word = word_pick(bench, 2, is_any);
		int64_t total = total_of(bench, word);
		if (total < 1 || total > 8)
			continue;
		ask(questions, "rare", word, word);
		times--;
	}
}

static void
ask_traditional(struct bench *bench, struct questions *questions, size_t times)
{
	while (times--) {
		struct str word = word_pick(bench, 2 + times % 2, is_traditional);
		ask(questions, "traditional", word, word);
	}
}

struct tally {
	struct str text;
	int64_t count;
};

static int
by_count(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
				    : str_compare(x->text, y->text);
}

struct tallies {
	struct arena *arena;
	struct map map;
	struct tally *items;
	size_t count, capacity;
	enum run_kind kind;
};

static int
tally_token(void *context, const char *p, int n)
{
	struct tallies *tallies = context;
	struct str token = { p, (size_t)n };
	bool cjk = is_han(token), made = false;

	if (cjk != (tallies->kind == RUN_CJK) || n < 4 || char_is_digit(*p))
		return 0;
	int64_t place = *map_add(&tallies->map, token, (int64_t)tallies->count, &made);
	if (made) {
		arena_push(tallies->arena, tallies->items, tallies->count, tallies->capacity);
		tallies->items[tallies->count++] =
		    (struct tally){ str_copy(tallies->arena, token), 0 };
	}
	tallies->items[place].count++;
	return 0;
}

/* The commonest pairs of characters, or words of letters, of all headlines. */
static void
ask_frequent(struct bench *bench, struct questions *questions, const char *class,
    enum run_kind kind, size_t times)
{
	struct tallies tallies = {
		.arena = &bench->arena, .map = { .arena = &bench->arena }, .kind = kind
	};

	for (size_t i = 0; i < bench->count; i++) {
		struct buf folded CLEAN(buf_done) = { 0 };
		fold_str(bench->rows[i].headline, &folded);
		tokens_put(buf_str(&folded), TOKEN_DOCUMENT, tally_token, &tallies);
	}
	if (tallies.count)
		qsort(tallies.items, tallies.count, sizeof(tallies.items[0]), by_count);
	for (size_t i = 0; i < times && i < tallies.count; i++) {
		struct str word = tallies.items[i].text;
		ask(questions, class, word, kind == RUN_CJK ? word : (struct str){ 0 });
	}
}

static void
ask_all(struct bench *bench, struct questions *questions)
{
	ask_words(bench, questions, "two", 60, 2);
	ask_words(bench, questions, "three", 18, 3);
	ask_words(bench, questions, "four", 30, 4);
	ask_together(bench, questions, "two together", 30, 2);
	ask_together(bench, questions, "three together", 12, 3);
	ask_phrases(bench, questions, 26);
	ask_rare(bench, questions, 16);
	ask_frequent(bench, questions, "frequent", RUN_CJK, 15);
	ask_frequent(bench, questions, "letters", RUN_WORD, 6);
	ask_traditional(bench, questions, 10);
}

/* ---- speed ---- */

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
time_one(struct bench *bench, struct str text, const struct search_options *options)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	double times[REPEATS];

	for (size_t i = 0; i < REPEATS; i++) {
		struct results results;
		struct query *query;
		arena_reset(&arena);
		double start = now_ms();
		must(query_parse(&arena, text, 0, &query));
		must(search_run(bench->search, &arena, query, options, &results));
		times[i] = now_ms() - start;
	}
	qsort(times, REPEATS, sizeof(times[0]), by_value);
	return times[REPEATS / 2];
}

static void
print_times(const char *name, double *times, size_t count)
{
	if (count == 0)
		return;
	qsort(times, count, sizeof(times[0]), by_value);
	printf("  %-15s %4zu   p50 %6.3f   p95 %6.3f   p99 %6.3f   max %6.3f\n", name, count,
	    times[count / 2], times[count * 95 / 100], times[count * 99 / 100], times[count - 1]);
}

static void
measure_speed(struct bench *bench, const struct questions *questions, const char *name,
    struct search_options options)
{
	double all[QUERIES_MAX], class[QUERIES_MAX];
	size_t in_class = 0;

	printf("%s, ms\n", name);
	for (size_t i = 0; i < questions->count; i++) {
		const struct question *question = &questions->items[i];
		if (i && strcmp(question->class, question[-1].class) != 0) {
			print_times(question[-1].class, class, in_class);
			in_class = 0;
		}
		all[i] = class[in_class++] = time_one(bench, question->text, &options);
	}
	if (questions->count)
		print_times(questions->items[questions->count - 1].class, class, in_class);
	print_times("all", all, questions->count);
}

/* ---- exactness ---- */

static void
read_folded(struct bench *bench)
{
	bench->folded = arena_array(&bench->arena, struct str, bench->count);
	for (size_t i = 0; i < bench->count; i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf folded CLEAN(buf_done) = { 0 };
		struct revision revision;
		must(revision_get(
		    bench->archive, &arena, bench->rows[i].id, 0, REVISION_BODY, &revision));
		fold_str(revision.record.headline, &folded);
		buf_push_char(&folded, '\n');
		fold_str(revision.record.text, &folded);
		bench->folded[i] = str_copy(&bench->arena, buf_str(&folded));
	}
}

struct exactness {
	int64_t wanted, given, both;
	size_t words, exact;
};

static void
compare_one(struct bench *bench, const struct question *question, unsigned char *found,
    struct exactness *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct search_options options = { .limit = bench->count, .facets = true };
	struct buf word CLEAN(buf_done) = { 0 };
	struct results results;
	struct query *query;
	int64_t wanted = 0, both = 0;

	fold_str(question->word, &word);
	must(query_parse(&arena, question->text, 0, &query));
	must(search_run(bench->search, &arena, query, &options, &results));
	for (size_t i = 0; i < results.count; i++)
		found[results.items[i].article.id] = 1;
	for (size_t i = 0; i < bench->count; i++) {
		bool occurs = str_find(bench->folded[i], buf_str(&word), 0) >= 0;
		wanted += occurs;
		both += occurs && found[bench->rows[i].id];
	}
	for (size_t i = 0; i < results.count; i++)
		found[results.items[i].article.id] = 0;
	out->wanted += wanted;
	out->given += (int64_t)results.count;
	out->both += both;
	out->words++;
	out->exact += wanted == both && both == (int64_t)results.count;
	if (wanted != both || both != (int64_t)results.count)
		printf("  %.*s: %lld in the texts, %zu found, %lld of them right\n",
		    STR_ARGS(question->word), (long long)wanted, results.count, (long long)both);
}

static void
measure_exactness(struct bench *bench, const struct questions *questions)
{
	struct exactness all = { 0 };
	int64_t last = 0;

	read_folded(bench);
	for (size_t i = 0; i < bench->count; i++)
		last = bench->rows[i].id > last ? bench->rows[i].id : last;
	unsigned char *found = arena_alloc(&bench->arena, (size_t)last + 1);
	printf("exactness against a scan of the texts\n");
	for (size_t i = 0; i < questions->count; i++) {
		if (questions->items[i].word.n)
			compare_one(bench, &questions->items[i], found, &all);
	}
	printf("  Chinese words   %4zu   exact %zu   precision %.4f   recall %.4f\n", all.words,
	    all.exact, all.given ? (double)all.both / (double)all.given : 1,
	    all.wanted ? (double)all.both / (double)all.wanted : 1);
}

/* ---- all ---- */

static void
bench_open(struct bench *bench, const char *dir)
{
	struct article_filter filter = { .order = ORDER_ID, .limit = 1000000 };
	struct article_rows rows;

	must(archive_open(dir, ARCHIVE_READ, &bench->archive));
	double start = now_ms();
	must(search_open(bench->archive, &bench->search));
	double end = now_ms();
	must(articles_list(bench->archive, &bench->arena, &filter, &rows));
	bench->rows = rows.items;
	bench->count = rows.count;
	bench->seed = 20210203;
	printf("%zu articles; opened in %.1f ms\n", rows.count, end - start);
}

int
main(int argc, char **argv)
{
	static struct bench bench;
	static struct questions questions;
	struct search_options newest = { .limit = RESULTS, .snippets = true };
	struct search_options relevant = {
		.order = SEARCH_RELEVANCE, .limit = RESULTS, .snippets = true
	};
	struct search_options faceted = { .limit = RESULTS, .snippets = true, .facets = true };

	if (argc != 2) {
		fprintf(stderr, "usage: bench_search ARCHIVE\n");
		return 2;
	}
	bench_open(&bench, argv[1]);
	if (bench.count == 0)
		return 1;
	ask_all(&bench, &questions);
	measure_speed(&bench, &questions, "newest first, 20 results with snippets", newest);
	measure_speed(&bench, &questions, "by relevance, 20 results with snippets", relevant);
	measure_speed(
	    &bench, &questions, "newest first, with counts by source, month and language", faceted);
	measure_exactness(&bench, &questions);
	search_close(bench.search);
	archive_close(bench.archive);
	arena_done(&bench.arena);
	return 0;
}
