/*
 * features.c: pages as numbers, for train.py.  Reads lines "id<tab>path[<tab>address]"; writes, for each page, a line "id blocks features", and for
 * each block: u32 length, its text, the features as floats, and u32 numbers of the eight elements around it, from the inside.  Built and run by tools/train/train.sh.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "read/markup.h"
#include "read/webpage.h"
#include "refine/features.h"

enum { ELEMENTS = 8 };

static void
put_elements(const struct doc *doc, uint32_t at)
{
	for (unsigned i = 0; i < ELEMENTS; i++) {
		fwrite(&at, sizeof(at), 1, stdout);
		at = doc->nodes[at].parent;
	}
}

static void
put_page(const char *id, const struct page *page, const struct features *features)
{
	printf("%s %zu %d\n", id, page->count, FEATURE_MAX);
	for (size_t i = 0; i < page->count; i++) {
		uint32_t n = (uint32_t)page->blocks[i].text.n;
		fwrite(&n, sizeof(n), 1, stdout);
		fwrite(page->blocks[i].text.p, 1, n, stdout);
		fwrite(features->of[i], sizeof(float), FEATURE_MAX, stdout);
		put_elements(page->doc, page->blocks[i].owner);
	}
}

static void
one(struct markup *markup, const struct page_words *words, struct arena *arena, const char *id, const char *path)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct page page = { 0 };
	struct features features = { 0 };
	struct str html;
	struct doc doc;

	if (fd >= 0 && !fd_read_all(fd, MARKUP_MAX, &bytes).code &&
	    !webpage_decode(arena, buf_raw(&bytes), S(""), &html).code &&
	    !markup_parse(markup, arena, html, NULL, &doc).code) {
		page_blocks(arena, words, &doc, &page);
		page_features(arena, &page, &features);
	}
	put_page(id, &page, &features);
}

int
main(void)
{
	struct page_words *words = page_words_open();
	struct arena arena = { 0 };
	struct markup *markup;
	char line[4096];

	if (markup_open(MARKUP_MYHTML, &markup).code)
		return 1;
	while (fgets(line, sizeof(line), stdin)) {
		char *path = strchr(line, '\t');
		if (!path)
			continue;
		*path++ = '\0';
		path[strcspn(path, "\t\n")] = '\0';
		one(markup, words, &arena, line, path);
		arena_reset(&arena);
	}
	markup_close(markup);
	page_words_close(words);
	arena_done(&arena);
	return 0;
}
