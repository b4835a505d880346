#include "refine/clean.h"
#include "refine/rules.h"
#include "refine/sift.h"
#include "refine/tidy.h"

static void (*const passes[])(struct tidy *tidy) = {
	tidy_head,
	tidy_lines,
	tidy_related,
	tidy_images,
	tidy_headings,
	tidy_rules,
};

struct err
article_clean(
    struct arena *arena, struct article *article, const struct doc *page, struct url base)
{
	struct blocks *blocks = arena_new(arena, struct blocks);
	struct tidy tidy;

	sift(arena, &article->notes, page, base.p ? base : article->url, blocks);
	tidy_begin(&tidy, arena, article, blocks);
	for (size_t i = 0; i < LENGTH(passes); i++)
		passes[i](&tidy);
	return blocks_write(blocks, &article->doc);
}
