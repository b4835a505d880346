/*
 * clean.h: HTML through parser and workshop, for tests.
 */
#ifndef XINSHI_TEST_CLEAN_H
#define XINSHI_TEST_CLEAN_H

#include "read/markup.h"
#include "record/html.h"
#include "refine/clean.h"
#include "refine/prints.h"
#include "refine/totext.h"

/* The article of ${html} at https://news.example/2021/02/a.html under the headline "Headline"; its
 * body passes doc_check. */
static inline struct article
clean_html(struct markup *markup, struct arena *arena, struct str html)
{
	struct article article = { .title = S("Headline"), .headline = S("Headline") };
	struct doc page;

	assert_int_equal(
	    url_parse(arena, S("https://news.example/2021/02/a.html"), NULL, &article.url).code,
	    ERR_NONE);
	assert_int_equal(markup_parse(markup, arena, html, &article.notes, &page).code, ERR_NONE);
	assert_int_equal(article_clean(arena, &article, &page, (struct url){ 0 }).code, ERR_NONE);
	article_text(arena, &article);
	article_prints(arena, &article);
	if (doc_check(&article.doc).code)
		print_message("%.*s\n%s\n", STR_ARGS(html), doc_check(&article.doc).what);
	assert_int_equal(doc_check(&article.doc).code, ERR_NONE);
	return article;
}

#endif
