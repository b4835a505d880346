/*
 * site_apply.h: a site's rules on one page of it.
 *
 * What the rules say of the page is read from the tree as parsed; then the tree is changed where
 * they ask for it (unwrapped, wrapped, moved, attributes).  Nothing is taken out of the tree: what
 * does not belong to the text is only marked, so that a page on which the rules fail is still
 * whole.
 */
#ifndef XINSHI_REFINE_SITE_APPLY_H
#define XINSHI_REFINE_SITE_APPLY_H

#include "refine/extract.h"
#include "refine/page_meta.h"
#include "refine/site.h"
#include "text/url.h"

enum {
	SITE_STEPS_MAX = 8000000, /* of all paths of a file on one page */
	SITE_MOVES_MAX = 200,
};

enum site_mark {
	SITE_IN_BODY = 1,
	SITE_OUT = 2, /* stripped */
};

struct site_view {
	const struct site *site;
	struct doc doc; /* the page, with the rules' changes */
	uint8_t *marks; /* by node: enum site_mark */
	bool has_body, advertising, paywall;
	struct str title, deck, section;
	struct strs authors;
	struct str date, updated; /* as written */
	struct str next, whole;	  /* as written: addresses, perhaps relative */
	struct site_remarks remarks;
};

/* Everything lives in ${arena} or points into ${doc}.  Linear in the page, times the rules, within
 * SITE_STEPS_MAX; what is not worked out to its end is a remark, and counts as not there. */
void site_apply(
    struct arena *arena, const struct site *site, const struct doc *doc, struct site_view *out);

/*
 * site_choose(arena, view, page, extraction):
 * The blocks of ${page}, which is of ${view}->doc, that the rules say are the text, in the place of
 * those that were chosen without them.  Where the rules find nothing, or far less than what was
 * chosen, ${extraction} stays, and a remark says why. False where it stays.
 */
bool site_choose(
    struct arena *arena, struct site_view *view, struct page *page, struct extraction *extraction);

/* What the rules say of headline, authors, days, in the place of what was found without them; a
 * picture they strip does not stand for the article.  ${base}: of the page's addresses. */
void site_fields(struct arena *arena, const struct site_view *view, struct url base, int32_t zone_s,
    struct page_meta *meta);

#endif
