/*
 * meta.h: head data: what an article is called, where it lives, who wrote it, when.
 */
#ifndef XINSHI_REFINE_META_H
#define XINSHI_REFINE_META_H

#include "record/wire.h"

/*
 * article_meta(arena, article, page, question):
 * Takes:   ->url_claimed, ->title, ->published as decoded; ${page}, whose first lines may be a date
 * line with a byline;
 *          ${question}: now, the zone of dates without one.
 * Gives:   ->url, ->key (empty where url_claimed is no URL: the decoder has refused it before),
 * ->headline, ->section, ->site,
 *          ->authors, ->updated, a date line added to ->published_evidence; notes on URL, title and
 * dates.
 */
void article_meta(struct arena *arena, struct article *article, const struct doc *page,
    const struct question *question);

#endif
