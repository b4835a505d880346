/*
 * candidates.c LIKELY: what the experts of src/refine/choose.c take of pages, for choose.py.  Reads lines "id<tab>path"; LIKELY holds, for
 * each page in that order, u32 blocks and as many floats: how likely each is, judged by a forest that never saw the page.  Writes, for
 * each page, a line "id blocks candidates features", and for each candidate: its features as floats, a byte a block.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "read/markup.h"
#include "read/webpage.h"
#include "refine/choose.h"

static void
put_candidates(const char *id, const struct page *page, const struct candidates *candidates)
{
	unsigned count = 0;

	for (unsigned e = 0; e < EXPERT_MAX; e++)
		count += candidates->by[e].kept != NULL;
	printf("%s %zu %u %d\n", id, page->count, count, CHOICE_MAX);
	for (unsigned e = 0; e < EXPERT_MAX; e++) {
		if (!candidates->by[e].kept)
			continue;
		fwrite(candidates->by[e].of, sizeof(float), CHOICE_MAX, stdout);
		fwrite(candidates->by[e].kept, 1, page->count, stdout);
	}
}

static void
judge(FILE *likely_file, struct arena *arena, const char *id, const struct page *page)
{
	struct features features = { 0 };
	struct candidates candidates = { 0 };
	float *likely = arena_array(arena, float, page->count);
	uint32_t count = 0;

	if (!fread(&count, sizeof(count), 1, likely_file) || count != page->count ||
	    fread(likely, sizeof(float), count, likely_file) != count) {
		fprintf(stderr, "%s: %u likelihoods for %zu blocks\n", id, count, page->count);
		exit(1);
	}
	page_features(arena, page, &features);
	choose_candidates(arena, page, &features, likely, &candidates);
	put_candidates(id, page, &candidates);
}

static void
one(struct markup *markup, const struct page_words *words, FILE *likely_file, struct arena *arena, const char *id, const char *path)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct page page = { 0 };
	struct str html;
	struct doc doc;

	if (fd >= 0 && !fd_read_all(fd, MARKUP_MAX, &bytes).code &&
	    !webpage_decode(arena, buf_raw(&bytes), S(""), &html).code &&
	    !markup_parse(markup, arena, html, NULL, &doc).code)
		page_blocks(arena, words, &doc, &page);
	if (page.count)
		judge(likely_file, arena, id, &page);
}

int
main(int argc, char **argv)
{
	struct page_words *words = page_words_open();
	FILE *likely = argc == 2 ? fopen(argv[1], "rb") : NULL;
	struct arena arena = { 0 };
	struct markup *markup;
	char line[4096];

	if (!likely || markup_open(MARKUP_MYHTML, &markup).code)
		return 1;
	while (fgets(line, sizeof(line), stdin)) {
		char *path = strchr(line, '\t');
		if (!path)
			continue;
		*path++ = '\0';
		path[strcspn(path, "\t\n")] = '\0';
		one(markup, words, likely, &arena, line, path);
		arena_reset(&arena);
	}
	markup_close(markup);
	page_words_close(words);
	arena_done(&arena);
	fclose(likely);
	return 0;
}
