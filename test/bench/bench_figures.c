/*
 * bench_figures ARCHIVE TABLES: how fast figures are read: the tables of the folder TABLES loaded, then
 * all levels over TEXTS texts of the archive, in this one process.  Medians of ROUNDS, in time of the processor.
 */
#include <time.h>

#include "bench.h"
#include "figure/analysis.h"
#include "store/articles.h"
#include "store/sql.h"

enum { TEXTS = 3000, ROUNDS = 5, PUBLISHED = 1614556800, ZONE = 8 * 3600 };

struct texts {
	struct arena arena;
	struct str items[TEXTS];
	size_t count, bytes;
};

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Every so many of the archive's texts, so that all its sources are among them. */
static void
texts_read(const char *path, struct texts *texts)
{
	struct archive *archive;
	struct sql q;

	must(archive_open(path, ARCHIVE_READ, &archive));
	q = sql_query(archive, "SELECT id FROM revisions WHERE id % max((SELECT count(*) FROM revisions) / ?, 1) = 0 LIMIT ?");
	sql_bind_int(&q, TEXTS);
	sql_bind_int(&q, TEXTS);
	while (sql_row(&q)) {
		struct str *text = &texts->items[texts->count++];
		must(revision_text(archive, &texts->arena, sql_int(&q, 0), text));
		texts->bytes += text->n;
	}
	must(sql_end(&q));
	archive_close(archive);
}

/* All levels over all texts; gives how many figures they have. */
static size_t
texts_analyse(const struct knowledge *knowledge, const struct texts *texts)
{
	size_t figures = 0;

	for (size_t i = 0; i < texts->count; i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct analysis_question question = { .text = texts->items[i], .published = PUBLISHED, .zone_s = ZONE };
		struct analysis analysis;
		analyse(&arena, knowledge, &question, &analysis);
		figures += analysis.figure_count;
	}
	return figures;
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *times)
{
	qsort(times, ROUNDS, sizeof(*times), by_size);
	return times[ROUNDS / 2];
}

int
main(int argc, char **argv)
{
	static struct texts texts;
	struct knowledge *knowledge = NULL;
	double loaded[ROUNDS], analysed[ROUNDS], analysis, from;
	size_t figures = 0;

	if (argc != 3) {
		fprintf(stderr, "usage: bench_figures ARCHIVE TABLES\n");
		return 2;
	}
	texts_read(argv[1], &texts);
	for (size_t i = 0; i < ROUNDS; i++) {
		knowledge_close(knowledge);
		from = seconds();
		must(knowledge_open(argv[2], NULL, NULL, &knowledge));
		loaded[i] = seconds() - from;
		from = seconds();
		figures = texts_analyse(knowledge, &texts);
		analysed[i] = seconds() - from;
	}
	analysis = median(analysed);
	printf("figures, all levels, one core: %.1f MB/s (goal 15), tables loaded in %.0f ms (goal 50): %zu figures in %zu texts of %.1f MB\n",
	    (double)texts.bytes / 1e6 / analysis, median(loaded) * 1e3, figures, texts.count, (double)texts.bytes / 1e6);
	knowledge_close(knowledge);
	arena_done(&texts.arena);
	return 0;
}
