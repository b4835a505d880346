/*
 * cite.h: an article as an entry of BibTeX: the work, the place, the state and the proof.
 */
#ifndef XINSHI_SHOW_CITE_H
#define XINSHI_SHOW_CITE_H

#include "show/words.h"
#include "store/articles.h"

/* ${base}: where we are reached, before /a/ID/v/N; as published, in any script. */
void cite_bibtex(struct buf *out, const struct article_row *row, const struct revision *revision,
    struct str base);

/* The same for people: headline, outlet and date, address, time of the capture, its whole digest, where it is kept. */
void cite_text(struct buf *out, const struct article_row *row, const struct revision *revision, struct str base,
    enum tongue tongue);

#endif
