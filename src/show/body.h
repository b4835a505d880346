/*
 * body.h: the body of an article made ready for one page: in the reader's script, its pictures
 * shown or named, the words of a search marked.
 */
#ifndef XINSHI_SHOW_BODY_H
#define XINSHI_SHOW_BODY_H

#include "show/html_out.h"
#include "store/figures.h"
#include "show/picture.h"

enum { BODY_PICTURES_MAX = 200 }; /* shown in one body; more are named */

/* The first mark's id, where a link can lead. */
#define BODY_FIRST_MARK "hit"

/* What stands for a picture: that it is one, its caption where the alternative text is one, and
 * the host that has it: "图片：船在港口（news.example）".  ${src}: of the picture; ${caption}:
 * shown beside it anyway. */
struct str picture_words(struct html_out *out, struct str alt, struct str src, struct str caption);

/*
 * Writes the body: Chinese converted where the reader asked for it, pictures of which ${gallery}
 * (may be NULL) has prints shown, the others as links to the original.  ${query}, if not NULL: its
 * words are marked.  Gives whether anything was.
 */
bool body_write(struct html_out *out, const struct doc *doc, struct str lang,
    const struct gallery *gallery, const struct query *query, enum html_flags flags);

/* Figures of the text: ${figures} count in ${text}, into which the tree points. */
struct body_figures {
	const struct figures *figures;
	struct str text;
	int64_t revision;
};
/* The same, and each figure is a link to its question, with the anchor "f" and its index; ${figures} may be NULL. */
bool body_write_figures(struct html_out *out, const struct doc *doc, struct str lang, const struct gallery *gallery,
    const struct query *query, const struct body_figures *figures, enum html_flags flags);

#endif
