/*
 * rules.h: the tables of data/ that say what is furniture, and how they are looked up.
 *
 * Knowledge about sites stands in rows; code knows only the mechanism.  A new outlet is new rows.
 */
#ifndef XINSHI_REFINE_RULES_H
#define XINSHI_REFINE_RULES_H

#include "record/article.h"

/* Who changes a row here raises RULES_VERSION (record/article.h): what was made with the old rows
 * is then stale. */

/* data/classes.tsv, best first: where an element has several, the first of this order counts. */
enum class_action {
	CLASS_NONE,
	CLASS_EMOJI,
	CLASS_CAPTION,
	CLASS_CREDIT,
	CLASS_BYLINE,
	CLASS_DATE,
	CLASS_ASIDE,
	CLASS_EMBED,
	CLASS_HIDDEN,
	CLASS_REMOVE,
};

struct class_row {
	const char *word;
	enum class_action action;
	enum note_code note;
};

/* The row for an element by its class and id; a row of CLASS_NONE where no word is known. */
const struct class_row *class_of(const struct node *node);

/* data/lines.tsv */
enum line_place { LINE_ANYWHERE, LINE_HEAD, LINE_TAIL, LINE_ALONE };
enum line_action { LINE_REMOVE, LINE_LABEL, LINE_CREDIT };
enum { LINE_MAX = 400 };

struct line_row {
	struct str pattern;
	enum line_place place;
	enum line_action action;
	enum note_code note;
};

/* The first row whose pattern fills ${line} and whose place is in ${places} (1 << enum line_place);
 * NULL if none. */
const struct line_row *line_row(struct str line, unsigned places);
/* The pattern's own words before its first "*". */
struct str line_label(const struct line_row *row);

/* data/addresses.tsv */
enum { ADDRESS_MAX = 1024 }; /* as much of an address is looked at */
enum address_kind { ADDRESS_NONE, ADDRESS_SHARE, ADDRESS_TRACKER, ADDRESS_LOGO, ADDRESS_WAIT };

struct address_row {
	struct str pattern;
	enum address_kind kind;
	enum note_code note;
};

/* The row for a URL of any form ("https://www.x/y", "//x/y"); a row of ADDRESS_NONE where none
 * fits. */
const struct address_row *address_of(struct str url);

/* data/credits.tsv: where in ${caption} its credit begins; its length where there is none. */
size_t credit_start(struct str caption);
/* Without what screen readers are told before it. */
struct str caption_without_label(struct str caption);

/* data/titles.tsv */
enum title_part { TITLE_NONE, TITLE_SITE, TITLE_SECTION_BEFORE, TITLE_SECTION_BEHIND };
enum title_part title_part(struct str name);

/* data/escapes.tsv: "nbsp" -> U+A0; 0 where it is no entity that nobody writes. */
uint32_t escape_rune(struct str name);

/* Whether ${pattern}, in which * stands for any bytes, fills ${s}. */
bool glob_match(struct str pattern, struct str s);

#endif
