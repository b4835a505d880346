#include "main/webpages.h"

#include "refine/prints.h"
#include "refine/settle.h"
#include "refine/totext.h"

/* One page more.  What cannot be read says nothing. */
static void
part_join(struct arena *arena, struct markup *markup, const struct page_words *words,
    const struct extract_question *question, const struct extract_part *part, struct extracted *all)
{
	struct extract_question asked = *question;
	struct extracted extracted = { 0 };

	asked.bytes = part->bytes;
	asked.url = part->url;
	asked.content_type = part->content_type;
	asked.part_count = 0;
	asked.explain = false;
	if (webarticle_read(arena, markup, words, &asked, &extracted).code)
		return;
	all->next = extracted.next;
	if (extracted.kind != PAGE_ARTICLE && extracted.kind != PAGE_PARTIAL)
		return;
	all->article.doc = bodies_join(arena, &all->article.doc, &extracted.article.doc);
	all->plain = str_join(arena, all->plain, S("\n"), extracted.plain, STR_END);
	all->held += extracted.held;
	if (all->held > all->blocks_kept)
		all->held = all->blocks_kept;
}

struct err
webpages_read(struct arena *arena, struct markup *markup, const struct page_words *words,
    const struct extract_question *question, struct extracted *out)
{
	struct extracted all = { 0 };
	struct article *article = &all.article;
	struct err err = webarticle_read(arena, markup, words, question, &all);
	struct str headline;

	if (err.code)
		return err;
	for (size_t i = 0; i < question->part_count; i++)
		part_join(arena, markup, words, question, &question->parts[i], &all);
	headline = headline_settle(question->kept_title, article->headline, all.has_title);
	if (!str_equal(headline, article->headline))
		article->title = article->headline = headline;
	if (question->part_count)
		article_text(arena, article);
	if (question->part_count || question->kept_title.n)
		article_prints(arena, article);
	*out = all;
	return err;
}
