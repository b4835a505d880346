/*
 * evidence.h: the page behind an article, as it was captured, as a question to the desk.
 */
#ifndef XINSHI_SHOW_EVIDENCE_H
#define XINSHI_SHOW_EVIDENCE_H

#include "record/extracted.h"
#include "store/articles.h"
#include "store/feeds.h"
#include "store/readings.h"

enum { EVIDENCE_MAX = 32 << 20 }; /* bytes of a page */

struct evidence {
	struct article_row row;
	struct revision revision; /* the text as it is kept, whole */
	struct capture
	    page; /* the newest capture of the article's page that has a body; id 0: none */
	struct exchange_row exchange;
	struct reading_row reading; /* what became of the page; verdict 0: it was not read */
};

/* Revision ${n} (0: the newest) of an article, and its page.  ERR_NOT_FOUND without the article. */
struct err evidence_gather(
    struct archive *archive, struct arena *arena, int64_t article, int64_t n, struct evidence *out);
/* All blocks of the page, with what is known of its site but rules; views into ${arena} and
 * ${evidence}. */
struct err evidence_question(struct archive *archive, struct arena *arena,
    const struct evidence *evidence, struct extract_question *out);

#endif
