#include "read/discover.h"

struct search {
	struct arena *arena;
	const struct doc *page;
	struct url base;
	struct discoveries *out;
};

static const char *const feed_types[] = {
	"application/rss+xml",
	"application/atom+xml",
	"application/rdf+xml",
	"application/feed+json",
	"application/x-rss+xml",
	"application/x.atom+xml",
	"application/json",
	"text/xml",
	"application/xml",
};

static bool
is_feed_type(struct str type)
{
	ptrdiff_t semicolon = str_find_char(type, ';', 0);

	type = str_trim(semicolon < 0 ? type : str_slice(type, 0, (size_t)semicolon));
	for (size_t i = 0; i < LENGTH(feed_types); i++)
		if (str_equal_nocase(type, str_from_c(feed_types[i])))
			return true;
	return false;
}

/* "alternate", "Alternate stylesheet", "feed": words between white space. */
static bool
has_word(struct str list, const char *wanted)
{
	struct str word;
	size_t n;

	while (pull_spaces(&list) && list.n) {
		for (n = 0; n < list.n && !char_is_space(list.p[n]);)
			n++;
		word = str_slice(list, 0, n);
		if (str_equal_nocase(word, str_from_c(wanted)))
			return true;
		list = str_from(list, n);
	}
	return false;
}

static bool
is_known(const struct discoveries *out, struct url url)
{
	for (size_t i = 0; i < out->count; i++)
		if (str_equal(url_str(out->items[i].url), url_str(url)))
			return true;
	return false;
}

static void
add(struct search *search, const struct node *node, struct str title, bool is_guess)
{
	struct str href = str_trim(node_attr(node, ATTR_HREF));
	struct discovered found = { .title = title, .is_guess = is_guess };

	/* a scheme of readers' own: feed://host/x, feed:https://host/x */
	if (pull_str_nocase(&href, S("feed:")) && str_starts(href, S("//")))
		href = str_join(search->arena, S("http:"), href, STR_END);
	if (!href.n || search->out->count == DISCOVER_MAX)
		return;
	if (url_parse(search->arena, href, search->base.p ? &search->base : NULL, &found.url)
		.code ||
	    is_known(search->out, found.url))
		return;
	found.type = str_trim(node_attr(node, ATTR_TYPE));
	search->out->items[search->out->count++] = found;
}

static void
take_base(struct search *search)
{
	struct url url;

	for (uint32_t i = 0; i < search->page->count; i++) {
		const struct node *node = &search->page->nodes[i];
		struct str href = node_attr(node, ATTR_HREF);

		if (node->tag != TAG_BASE || !href.n)
			continue;
		if (!url_parse(search->arena, href, search->base.p ? &search->base : NULL, &url)
			 .code)
			search->base = url;
		return;
	}
}

static bool
names_feed(const struct node *node)
{
	struct str rel = node_attr(node, ATTR_REL);

	if (node->tag != TAG_LINK && node->tag != TAG_A)
		return false;
	if (has_word(rel, "feed"))
		return true;
	return has_word(rel, "alternate") && is_feed_type(node_attr(node, ATTR_TYPE)) &&
	       !has_word(rel, "stylesheet");
}

/* /feed, /rss.xml, /index.rdf, /atom: the words that programs write. */
static bool
looks_like_feed(struct url url)
{
	static const char *const ends[] = { "/feed", "/feed/", "/rss", "/rss/", "/atom", "/rss.xml",
		"/atom.xml", "/feed.xml", "/index.xml", "/index.rdf", ".rss", ".rdf", ".atom",
		"/feed.json" };
	struct str path = url_path(url);

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (str_ends(path, str_from_c(ends[i])))
			return true;
	return false;
}

static void
guess(struct search *search)
{
	for (uint32_t i = 0; i < search->page->count; i++) {
		const struct node *node = &search->page->nodes[i];
		struct url url;

		if (node->tag != TAG_A || !node_attr(node, ATTR_HREF).n)
			continue;
		if (!url_parse(search->arena, node_attr(node, ATTR_HREF),
			search->base.p ? &search->base : NULL, &url)
			 .code &&
		    looks_like_feed(url))
			add(search, node, str_trim(doc_text_of(search->arena, search->page, i)),
			    true);
	}
}

static bool
is_of_comments(const struct discovered *found)
{
	return str_find_nocase(found->title, S("comment"), 0) >= 0 ||
	       str_find(found->title, S("评论"), 0) >= 0 ||
	       str_find(found->title, S("評論"), 0) >= 0 ||
	       str_find_nocase(url_path(found->url), S("/comments"), 0) >= 0;
}

/* In their order, but those of comments behind the others. */
static void
comments_last(struct arena *arena, struct discoveries *out)
{
	struct discoveries *sorted = arena_new(arena, struct discoveries);

	for (unsigned comments = 0; comments < 2; comments++)
		for (size_t i = 0; i < out->count; i++)
			if (is_of_comments(&out->items[i]) == comments)
				sorted->items[sorted->count++] = out->items[i];
	*out = *sorted;
}

void
feeds_discover(
    struct arena *arena, const struct doc *page, struct url base, struct discoveries *out)
{
	struct search search = { arena, page, base, out };

	out->count = 0;
	take_base(&search);
	for (uint32_t i = 0; i < page->count; i++)
		if (names_feed(&page->nodes[i]))
			add(&search, &page->nodes[i],
			    str_trim(node_attr(&page->nodes[i], ATTR_TITLE)), false);
	if (!out->count)
		guess(&search);
	comments_last(arena, out);
}
