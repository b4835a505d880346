/*
 * bench_extract [-e]: pages named on standard input, "path<TAB>address" a line, from bytes to the
 * answer of the worker: by the processor's time, how long their characters take alone, the parser,
 * what is judged by the forest, and all.  With -e a line for each page.
 */
#include <fcntl.h>
#include <string.h>
#include <time.h>

#include "bench.h"
#include "main/webarticle.h"
#include "read/webpage.h"
#include "refine/extract.h"

enum { PAGE_BYTES_MAX = 64 << 20, LINE_BYTES_MAX = 4096 };

struct desk_top {
	struct markup *markup;
	struct page_words *words;
	struct arena arena;
	struct buf answer;
};

/* How far each of them goes. */
enum way { WAY_DECODE, WAY_PARSE, WAY_JUDGE, WAY_ALL, WAY_MAX };

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
go_decode(struct desk_top *top, const struct extract_question *question)
{
	struct str text;

	(void)webpage_decode(&top->arena, question->bytes, S(""), &text);
}

static struct err
read_page(struct desk_top *top, const struct extract_question *question, struct doc *doc)
{
	const struct page_question asked = { .bytes = question->bytes, .url = question->url };
	struct page_view view;

	return webpage_read(&top->arena, top->markup, &asked, doc, &view);
}

static void
go_parse(struct desk_top *top, const struct extract_question *question)
{
	struct doc doc;

	(void)read_page(top, question, &doc);
}

static void
go_judge(struct desk_top *top, const struct extract_question *question)
{
	struct doc doc;
	struct page page;
	struct features features;
	struct extraction extraction;

	if (read_page(top, question, &doc).code)
		return;
	page_blocks(&top->arena, top->words, &doc, &page);
	page_features(&top->arena, &page, &features);
	page_extract(&top->arena, &page, &features, NULL, &extraction);
}

static void
go_all(struct desk_top *top, const struct extract_question *question)
{
	struct extracted extracted;

	if (!webarticle_read(&top->arena, top->markup, top->words, question, &extracted).code)
		wire_put_extracted(&top->answer, &extracted);
}

static double
time_of(struct desk_top *top, const struct extract_question *question, enum way way)
{
	static void (*const ways[WAY_MAX])(struct desk_top *, const struct extract_question *) = {
		go_decode, go_parse, go_judge, go_all
	};
	double start = seconds();

	ways[way](top, question);
	arena_reset(&top->arena);
	buf_reset(&top->answer);
	return seconds() - start;
}

static void
page_time(struct desk_top *top, const char *path, const char *url, double took[WAY_MAX])
{
	struct buf bytes CLEAN(buf_done) = { .max = PAGE_BYTES_MAX };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct extract_question question = { .url = str_from_c(url), .now = 1700000000 };

	must(fd < 0 ? err_new(ERR_IO, path) : fd_read_all(fd, PAGE_BYTES_MAX, &bytes));
	question.bytes = buf_raw(&bytes);
	for (int way = 0; way < WAY_MAX; way++)
		took[way] = time_of(top, &question, (enum way)way);
}

static void
print_times(const char *name, const double took[WAY_MAX])
{
	printf("%-40s decode %8.2f  parse %8.2f  judge %8.2f  all %8.2f ms\n", name, took[WAY_DECODE] * 1e3,
	    took[WAY_PARSE] * 1e3, took[WAY_JUDGE] * 1e3, took[WAY_ALL] * 1e3);
}

int
main(int argc, char **argv)
{
	bool each = argc > 1 && !strcmp(argv[1], "-e");
	struct desk_top top = { .words = page_words_open() };
	double sum[WAY_MAX] = { 0 }, took[WAY_MAX];
	char line[LINE_BYTES_MAX];
	unsigned count = 0;

	must(markup_open(MARKUP_MYHTML, &top.markup));
	for (; fgets(line, sizeof(line), stdin); count++) {
		char *path = strtok(line, "\t\n"), *url = strtok(NULL, "\t\n");
		page_time(&top, path, url ? url : "https://a.example/", took);
		for (int way = 0; way < WAY_MAX; way++)
			sum[way] += took[way];
		if (each)
			print_times(path, took);
	}
	print_times("together", sum);
	printf("%u pages, %.0f a second\n", count, sum[WAY_ALL] > 0 ? count / sum[WAY_ALL] : 0);
	markup_close(top.markup);
	page_words_close(top.words);
	arena_done(&top.arena);
	buf_done(&top.answer);
	return 0;
}
