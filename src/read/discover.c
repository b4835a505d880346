#include "read/discover.h"

enum { WORDS_MAX = 48 /* bytes of a label; more is a sentence */ };

struct search {
	struct arena *arena;
	const struct doc *page;
	struct url base;
	struct outlines *out;
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

/* Without parameters. */
static struct str
type_of(const struct node *node)
{
	struct str type = node_attr(node, ATTR_TYPE);
	ptrdiff_t semicolon = str_find_char(type, ';', 0);

	return str_trim(semicolon < 0 ? type : str_slice(type, 0, (size_t)semicolon));
}

/* A page's data in JSON are its alternate, too (every page of WordPress names its own); JSON Feed
 * 1.0 had no type but that. */
static bool
is_data(const struct node *node)
{
	return str_equal_nocase(type_of(node), S("application/json")) &&
	       str_find_nocase(node_attr(node, ATTR_HREF), S("feed"), 0) < 0 &&
	       str_find_nocase(node_attr(node, ATTR_TITLE), S("feed"), 0) < 0;
}

static bool
is_feed_type(struct str type)
{
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

/* ---- what is found ---- */

static bool
is_known(const struct outlines *out, struct url url)
{
	for (size_t i = 0; i < out->count; i++)
		if (str_equal(out->items[i].url, url_str(url)))
			return true;
	return false;
}

static bool
address_of(const struct search *search, const struct node *node, struct url *out)
{
	struct str href = str_trim(node_attr(node, ATTR_HREF));

	/* a scheme of readers' own: feed://host/x, feed:https://host/x */
	if (pull_str_nocase(&href, S("feed:")) && str_starts(href, S("//")))
		href = str_join(search->arena, S("http:"), href, STR_END);
	return href.n &&
	       !url_parse(search->arena, href, search->base.p ? &search->base : NULL, out).code;
}

static struct str
cut(struct str s, size_t max)
{
	s = str_trim(s);
	return str_slice(s, 0, str_rune_start(s, max < s.n ? max : s.n));
}

static bool
add(struct search *search, struct url url, struct str title, struct str type, bool is_guess)
{
	struct outline *found;

	if (search->out->count == DISCOVER_MAX || is_known(search->out, url))
		return false;
	found = outlines_add(search->arena, search->out);
	found->url = url_str(url);
	found->title = cut(title, OUTLINE_TEXT_MAX);
	found->type = cut(type, OUTLINE_LABEL_MAX);
	found->is_guess = is_guess;
	return true;
}

/* ---- feeds that are named ---- */

static bool
names_feed(const struct node *node)
{
	struct str rel = node_attr(node, ATTR_REL);

	if (node->tag != TAG_LINK && node->tag != TAG_A)
		return false;
	if (has_word(rel, "feed"))
		return true;
	return has_word(rel, "alternate") && is_feed_type(type_of(node)) && !is_data(node) &&
	       !has_word(rel, "stylesheet");
}

static void
take_named(struct search *search)
{
	for (uint32_t i = 0; i < search->page->count; i++) {
		const struct node *node = &search->page->nodes[i];
		struct url url;

		if (names_feed(node) && address_of(search, node, &url))
			add(search, url, node_attr(node, ATTR_TITLE), node_attr(node, ATTR_TYPE),
			    false);
	}
}

/* ---- links that look like feeds ---- */

/* /feed, /rss.xml, /index.rdf, /atom, ?feed=rss2: the words that programs write. */
static bool
looks_like_feed(struct url url, struct str words)
{
	static const char *const ends[] = { "/feed", "/feed/", "/rss", "/rss/", "/rss2", "/atom",
		"/atom/", "/rss.xml", "/rss2.xml", "/atom.xml", "/feed.xml", "/feeds.xml",
		"/index.xml", "/index.rdf", ".rss", ".rdf", ".atom", "/feed.json", "/rss.php",
		"/feed.php", "/feeds/posts/default" };
	struct str path = url_path(url), query = url_query(url);

	(void)words;
	for (size_t i = 0; i < LENGTH(ends); i++)
		if (str_ends(path, str_from_c(ends[i])))
			return true;
	return str_starts(query, S("feed=")) || str_find(query, S("&feed="), 0) >= 0;
}

/* A short line that speaks of feeds; of subscribing only where the address does too, since most
 * such links lead to letters and payments. */
static bool
says_feed(struct url url, struct str words)
{
	static const char *const says[] = { "RSS", "Atom feed", "feed RSS", "XML feed" };
	static const char *const subscribes[] = { "订阅", "訂閱", "subscribe", "feed" };
	static const char *const addresses[] = { "rss", "feed", "atom", ".xml" };
	bool speaks = false, points = false;

	if (words.n > WORDS_MAX)
		return false;
	for (size_t i = 0; i < LENGTH(says); i++)
		if (str_find_nocase(words, str_from_c(says[i]), 0) >= 0)
			return true;
	for (size_t i = 0; i < LENGTH(subscribes); i++)
		speaks |= str_find_nocase(words, str_from_c(subscribes[i]), 0) >= 0;
	for (size_t i = 0; i < LENGTH(addresses); i++)
		points |= str_find_nocase(url_path(url), str_from_c(addresses[i]), 0) >= 0;
	return speaks && points;
}

/* What a link says, or enough of it to know that it is no label. */
static struct str
words_of(struct search *search, uint32_t at)
{
	struct buf words CLEAN(buf_done) = { 0 };

	for (uint32_t i = at; i < search->page->nodes[at].end && words.n <= WORDS_MAX; i++) {
		struct str text = search->page->nodes[i].text;

		if (search->page->nodes[i].tag == TAG_TEXT)
			buf_push_str(&words, cut(text, 2 * WORDS_MAX));
	}
	if (!str_trim(buf_str(&words)).n)
		return str_trim(node_attr(&search->page->nodes[at], ATTR_TITLE));
	return str_trim(str_copy(search->arena, buf_str(&words)));
}

static void
guess(struct search *search, bool (*looks)(struct url url, struct str words), unsigned max)
{
	for (uint32_t i = 0; i < search->page->count && max; i++) {
		const struct node *node = &search->page->nodes[i];
		struct str words;
		struct url url;

		if (node->tag != TAG_A || !address_of(search, node, &url))
			continue;
		words = words_of(search, i);
		if (looks(url, words))
			max -= add(search, url, words, node_attr(node, ATTR_TYPE), true);
	}
}

/* ---- the whole ---- */

/* In their order, but those of comments behind the others. */
static void
comments_last(struct arena *arena, struct outlines *out)
{
	struct outlines sorted = *out;

	sorted.items = arena_array(arena, struct outline, out->count);
	sorted.count = 0;
	sorted.capacity = out->count;
	for (unsigned comments = 0; comments < 2; comments++)
		for (size_t i = 0; i < out->count; i++)
			if (outline_is_of_comments(out->items[i].title, out->items[i].url) ==
			    comments)
				sorted.items[sorted.count++] = out->items[i];
	*out = sorted;
}

void
feeds_discover(struct arena *arena, const struct doc *page, struct url base, struct outlines *out)
{
	struct search search = { arena, page, base, out };

	take_named(&search);
	if (!out->count)
		guess(&search, looks_like_feed, DISCOVER_MAX);
	if (!out->count)
		guess(&search, says_feed, DISCOVER_WORDS_MAX);
	comments_last(arena, out);
}
