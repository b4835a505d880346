#include "read/discover.h"
#include "read/webpage.h"

enum { HTML_TAG_WITHIN = 4096 };

/* ---- single values ---- */

static struct str
line_of(struct arena *arena, struct str s, size_t max)
{
	char *p;
	size_t n = 0;

	s = str_trim(s);
	s = str_slice(s, 0, str_rune_start(s, max < s.n ? max : s.n));
	p = arena_alloc_dirty(arena, s.n);
	for (size_t i = 0; i < s.n; i++) {
		bool space = (unsigned char)s.p[i] <= ' ';

		if (!space || (n && p[n - 1] != ' '))
			p[n++] = space ? ' ' : s.p[i];
	}
	return str_trim((struct str){ p, n });
}

/* The first element of ${tag}; 0 if there is none. */
static uint32_t
first_of(const struct doc *page, enum tag tag)
{
	for (uint32_t i = 1; i < page->count; i++)
		if (page->nodes[i].tag == tag)
			return i;
	return 0;
}

/* The content of the first <meta> of this name, by name, property or http-equiv. */
static struct str
meta_of(const struct doc *page, const char *name)
{
	static const enum attr_name by[] = { ATTR_NAME, ATTR_PROPERTY, ATTR_HTTP_EQUIV };

	for (uint32_t i = 1; i < page->count; i++) {
		const struct node *node = &page->nodes[i];

		for (size_t j = 0; node->tag == TAG_META && j < LENGTH(by); j++)
			if (str_equal_nocase(str_trim(node_attr(node, by[j])), str_from_c(name)))
				return str_trim(node_attr(node, ATTR_CONTENT));
	}
	return S("");
}

static struct str
title_of(struct arena *arena, const struct doc *page)
{
	uint32_t at = first_of(page, TAG_TITLE);
	struct str title = at ? str_trim(doc_text_of(arena, page, at)) : S("");

	return line_of(arena, title.n ? title : meta_of(page, "og:title"), OUTLINE_TEXT_MAX);
}

/* The lang of <html>, which is no node of the tree (see markup_parse). */
static struct str
lang_of_tag(struct str text)
{
	struct str head = str_slice(text, 0, HTML_TAG_WITHIN), value;
	ptrdiff_t at = str_find_nocase(head, S("<html"), 0), end, lang;
	char quote;

	end = at < 0 ? -1 : str_find_char(head, '>', (size_t)at);
	if (end < 0)
		return S("");
	head = str_slice(head, (size_t)at, (size_t)end);
	lang = str_find_nocase(head, S("lang="), 0);
	if (lang < 0)
		return S("");
	head = str_from(head, (size_t)lang + 5);
	quote = head.n && (head.p[0] == '"' || head.p[0] == '\'') ? head.p[0] : ' ';
	if (quote != ' ')
		pull_char(&head, quote);
	return pull_field(&head, quote, &value) ? str_trim(value) : S("");
}

static struct str
lang_of(struct arena *arena, const struct doc *page, struct str text)
{
	const struct str says[] = { lang_of_tag(text), meta_of(page, "content-language"),
		meta_of(page, "og:locale") };

	for (size_t i = 0; i < LENGTH(says); i++)
		if (says[i].n)
			return line_of(arena, says[i], OUTLINE_LABEL_MAX);
	return S("");
}

struct url
webpage_base(struct arena *arena, const struct doc *page, struct url url)
{
	for (uint32_t i = 0; i < page->count; i++) {
		struct str href = node_attr(&page->nodes[i], ATTR_HREF);
		struct url base;

		if (page->nodes[i].tag != TAG_BASE || !href.n)
			continue;
		return url_parse(arena, href, url.p ? &url : NULL, &base).code ? url : base;
	}
	return url;
}

static struct str
canonical_of(struct arena *arena, const struct doc *page, struct url base)
{
	for (uint32_t i = 1; i < page->count; i++) {
		const struct node *node = &page->nodes[i];
		struct str href = str_trim(node_attr(node, ATTR_HREF));
		struct url url;

		if (node->tag == TAG_LINK && href.n &&
		    str_equal_nocase(str_trim(node_attr(node, ATTR_REL)), S("canonical")) &&
		    !url_parse(arena, href, base.p ? &base : NULL, &url).code)
			return url_str(url);
	}
	return S("");
}

/* Any of them: a page may have several, each for another robot. */
static bool
is_noindex(const struct doc *page)
{
	static const char *const says[] = { "noindex", "noarchive", "none" };

	for (uint32_t i = 1; i < page->count; i++) {
		const struct node *node = &page->nodes[i];
		struct str content = node_attr(node, ATTR_CONTENT), word;

		if (node->tag != TAG_META ||
		    !str_equal_nocase(str_trim(node_attr(node, ATTR_NAME)), S("robots")))
			continue;
		while (pull_field(&content, ',', &word))
			for (size_t j = 0; j < LENGTH(says); j++)
				if (str_equal_nocase(str_trim(word), str_from_c(says[j])))
					return true;
	}
	return false;
}

/* ---- the whole ---- */

struct err
webpage_read_text(struct arena *arena, struct markup *markup, struct str text, struct str address,
    struct doc *page, struct page_view *view)
{
	struct page_view seen = { 0 };
	struct url url = { 0 };
	struct doc doc;
	struct err err = markup_parse(markup, arena, text, NULL, &doc);

	if (err.code)
		return err;
	(void)url_parse(arena, address, NULL, &url);
	url = webpage_base(arena, &doc, url);
	seen.title = title_of(arena, &doc);
	seen.lang = lang_of(arena, &doc, text);
	seen.canonical = canonical_of(arena, &doc, url);
	seen.noindex = is_noindex(&doc);
	*page = doc;
	*view = seen;
	return err;
}

struct err
webpage_read(struct arena *arena, struct markup *markup, const struct page_question *question,
    struct doc *page, struct page_view *view)
{
	struct str text;
	struct err err;

	if (!question->bytes.n)
		return err_new(ERR_EMPTY, NULL);
	err = webpage_decode(arena, question->bytes, question->content_type, &text);
	if (err.code)
		return err;
	return webpage_read_text(arena, markup, text, question->url, page, view);
}

void
webpage_feeds(struct arena *arena, const struct doc *page, struct str url, struct outlines *out)
{
	struct url base = { 0 };

	(void)url_parse(arena, url, NULL, &base);
	feeds_discover(arena, page, webpage_base(arena, page, base), out);
}
