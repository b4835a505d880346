#include "refine/lead.h"

/* What outlets call the picture that stands for all their pages. */
static bool
is_sign(struct str image)
{
	static const struct str words[] = { STR_INIT("logo"), STR_INIT("icon"), STR_INIT("avatar"),
		STR_INIT("blavatar"), STR_INIT("default"), STR_INIT("social"), STR_INIT("share"),
		STR_INIT("placeholder"), STR_INIT("blank"), STR_INIT("banner"), STR_INIT("sprite"),
		STR_INIT("spacer"), STR_INIT(".svg"), STR_INIT(".gif"), STR_INIT("/tplimg/") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_find_nocase(image, words[i], 0) >= 0)
			return true;
	return false;
}

static bool
has_picture(const struct doc *doc)
{
	for (uint32_t i = 0; i < doc->count; i++)
		if (doc->nodes[i].tag == TAG_IMG)
			return true;
	return false;
}

void
lead_put(struct arena *arena, struct article *article, struct str image)
{
	struct doc *doc = &article->doc, made;
	struct doc_builder builder;

	if (!doc->count || !image.n || is_sign(image) || has_picture(doc))
		return;
	doc_begin(&builder, arena);
	doc_open(&builder, TAG_FIGURE);
	doc_open(&builder, TAG_IMG);
	doc_attr(&builder, ATTR_SRC, image);
	doc_close(&builder);
	doc_close(&builder);
	for (uint32_t i = 1; i < doc->count; i = doc->nodes[i].end)
		doc_copy(&builder, doc, i);
	if (doc_finish(&builder, &made).code)
		return; /* the tree is as large as it may be */
	*doc = made;
	article->images = 1;
}
