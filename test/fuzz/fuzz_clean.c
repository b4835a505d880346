#include <stdlib.h>

#include "read/markup.h"
#include "record/html.h"
#include "refine/clean.h"
#include "refine/prints.h"
#include "refine/totext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever a page holds, the cleaned body is one that the archive takes. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct markup *markup;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str html = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	struct article article = { .headline = S("Headline") };
	struct doc page;

	if (!markup && markup_open(MARKUP_MYHTML, &markup).code)
		abort();
	if (url_parse(&arena, S("https://news.example/a"), NULL, &article.url).code)
		abort();
	if (markup_parse(markup, &arena, html, &article.notes, &page).code)
		return 0;
	if (article_clean(&arena, &article, &page, (struct url){ 0 }).code)
		return 0;
	if (doc_check(&article.doc).code)
		abort();
	article_text(&arena, &article);
	article_prints(&arena, &article);
	if (utf8_valid_length(raw_from_str(article.text)) != article.text.n)
		abort();
	return 0;
}
