/*
 * webarticle.h: a web page becomes an article by the stages of a file (stages.h), with a beginning
 * of its own: the page is parsed whole, its words about itself are read, the article's part of it is
 * found.
 */
#ifndef XINSHI_MAIN_WEBARTICLE_H
#define XINSHI_MAIN_WEBARTICLE_H

#include "main/stages.h"
#include "record/extracted.h"
#include "refine/page.h"

/* ERR_EMPTY, ERR_CHARSET, ERR_BINARY, ERR_TOO_BIG; ERR_URL where neither question nor page has an address.  Everything lives in ${arena}. */
struct err webarticle_read(struct arena *arena, struct markup *markup, const struct page_words *words,
    const struct extract_question *question, struct extracted *out);

/* The first stage; only for stages.c. */
struct err webarticle_decode(struct stage_context *context);

#endif
