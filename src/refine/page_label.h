/*
 * page_label.h: what stands behind a label in the lines around an article: "责任编辑：李四", "来源：海港日报", "Edited by Ada Morn";
 * and the agency that a text begins with.
 */
#ifndef XINSHI_REFINE_PAGE_LABEL_H
#define XINSHI_REFINE_PAGE_LABEL_H

#include "refine/features.h"
#include "refine/page_author.h"

enum page_label { LABEL_EDITOR, LABEL_ORIGIN, LABEL_OTHER };

/* The first such label's value in ${line}, up to the next label, bar or closing bracket; false without one.  data/page_labels.tsv. */
bool label_find(struct str line, enum page_label label, struct str *value);

/* ${value} without such a label before it. */
struct str label_strip(struct str value, enum page_label label);

/*
 * opening_read(text, origin, reporters):
 * How agencies' texts begin: "新华社北京3月5日电（记者张三、李四）", "（中央社記者陳小明台北5日電）", "LUNDEN (Reuters) - ".  *${origin}: the
 * agency; *${reporters}: their names as written, empty where none are.  Views of ${text}; false, and both empty, for any other
 * beginning.  data/agencies.tsv.
 */
bool opening_read(struct str text, struct str *origin, struct str *reporters);

struct page_labels {
	struct strs editors;
	struct str origin, editors_evidence, origin_evidence;
};

/* Looks through the page's lines; names of reporters that a text begins with become offers. */
void labels_seen(struct arena *arena, const struct page *page, const struct features *features, struct author_offers *offers,
    struct page_labels *out);

#endif
