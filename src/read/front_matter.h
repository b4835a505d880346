/*
 * front_matter.h: the few lines of YAML between two lines of "---" that static site generators put
 * before a text.
 *
 * A strict reader of the part of YAML 1.2 that such files use: "key: value" at the left margin,
 * values plain, 'quoted', "quoted" with escapes, | and > blocks, [a, "b"] lists, "- a" lists below
 * the key.  Keys we do not know (and what is indented below them) are passed over.
 */
#ifndef XINSHI_READ_FRONT_MATTER_H
#define XINSHI_READ_FRONT_MATTER_H

#include "record/article.h"

struct front_matter {
	struct str layout, id, title, date, url, author, source, section,
	    lang, revision, sha256, title_claimed, updated, site, deck; /* p NULL: not given */
	struct strs tags, categories, authors;
	size_t date_at, url_at; /* offsets of the values */
};

/*
 * front_matter_pull(arena, text, whole, out): Takes a block of front matter from the front of
 * *${text}, which is a rest of ${whole}. False, with {0} in *err, where *${text} does not begin
 * with a line "---"; *${text} then stays as it is.
 * Errors:  ERR_FRONT_MATTER at the offset in ${whole} of the line or value that is not understood;
 *          ERR_TRUNCATED where the closing line is missing.
 */
bool front_matter_pull(struct arena *arena, struct str *text, struct str whole,
    struct front_matter *out, struct err *err);

#endif
