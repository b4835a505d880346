#include "base/buf.h"
#include "refine/element_path.h"

enum { CLASS_SHOWN = 40 };

static void
push_element(struct buf *out, const struct node *node)
{
	struct str class = str_trim(node_attr(node, ATTR_CLASS)), word;

	buf_push_str(out, str_from_c(tag_row(node->tag)->name));
	if (class.n && pull_field(&class, ' ', &word)) {
		buf_push_char(out, '.');
		buf_push_str(out, str_slice(word, 0, str_rune_start(word, CLASS_SHOWN < word.n ? CLASS_SHOWN : word.n)));
	}
}

struct str
element_path(struct arena *arena, const struct doc *doc, uint32_t at, unsigned max)
{
	struct buf out CLEAN(buf_done) = { 0 };
	uint32_t elements[ELEMENT_PATH_MAX];
	unsigned n = 0;

	for (; at && n < max; at = doc->nodes[at].parent)
		elements[n++] = at;
	while (n--) {
		push_element(&out, &doc->nodes[elements[n]]);
		if (n)
			buf_push_literal(&out, " > ");
	}
	return str_copy(arena, buf_str(&out));
}
