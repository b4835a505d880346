#include "base/buf.h"
#include "refine/page_links.h"
#include "text/fold.h"

enum { PAGES_MAX = 99, WORDS_MAX = 60, LINKS_LOOKED_AT = 4000 };

enum link { LINK_NONE, LINK_NEXT, LINK_WHOLE, LINK_PRINT };

static const struct link_row {
	struct str words;
	enum link link;
} link_rows[] = {
#define ROW(words, link) { STR_INIT(words), link },
#include "gen/page_links.inc"
#undef ROW
};

/* ---- addresses of pages of one article ---- */

/* An address without what only says which page of the article it is. */
struct stem {
	struct str path, tail; /* before the number, and the file's ending behind it */
	struct str before, behind; /* of the query */
	unsigned number; /* 1 without one */
	bool marked;	 /* by a word or a sign that is for pages: "page/2", "_2", "?p=2" */
};

/* A number of a page at the end of ${s}, taken away. */
static unsigned
take_number(struct str *s)
{
	size_t digits = 0;
	unsigned number = 0;

	while (digits < s->n && digits < 3 && char_is_digit(s->p[s->n - 1 - digits]))
		digits++;
	if (!digits || digits > 2 || s->p[s->n - digits] == '0')
		return 0;
	for (size_t i = s->n - digits; i < s->n; i++)
		number = number * 10 + (unsigned)(s->p[i] - '0');
	s->n -= digits;
	return number;
}

static bool
take_ending(struct str *s, struct str ending)
{
	if (s->n < ending.n || !str_equal_nocase(str_from(*s, s->n - ending.n), ending))
		return false;
	s->n -= ending.n;
	return true;
}

/* What stands before the number of a page: "/page/2", "/seite-2", "_2", "-2", "/2". */
static bool
take_mark(struct str *path, bool *marked)
{
	static const struct str marks[] = { STR_INIT("/page/"), STR_INIT("/page-"), STR_INIT("/page"), STR_INIT("-page-"),
		STR_INIT("_page_"), STR_INIT(",page-"), STR_INIT("/pagina/"), STR_INIT("/seite/"), STR_INIT("/seite-"),
		STR_INIT("-seite-"), STR_INIT("/strona/"), STR_INIT("/p/"), STR_INIT("/p"), STR_INIT("_p"), STR_INIT("-p"),
		STR_INIT("_") };

	for (size_t i = 0; i < LENGTH(marks); i++)
		if (take_ending(path, marks[i]))
			return *marked = true;
	return take_ending(path, S("-")) || take_ending(path, S("/"));
}

static void
stem_path(struct str path, struct stem *out)
{
	static const struct str endings[] = { STR_INIT(".html"), STR_INIT(".shtml"), STR_INIT(".htm"), STR_INIT(".php"),
		STR_INIT(".aspx"), STR_INIT(".jhtml") };
	struct str left;
	unsigned number;

	take_ending(&path, S("/"));
	for (size_t i = 0; i < LENGTH(endings) && !out->tail.n; i++) {
		struct str whole = path;
		if (take_ending(&path, endings[i]))
			out->tail = str_from(whole, path.n);
	}
	left = path;
	number = take_number(&left);
	out->path = path;
	if (number && take_mark(&left, &out->marked) && left.n) {
		out->path = left;
		out->number = number;
	}
}

/* The pair of the query that numbers pages. */
static void
stem_query(struct str query, struct stem *out)
{
	static const struct str names[] = { STR_INIT("page"), STR_INIT("p"), STR_INIT("pg"), STR_INIT("seite"),
		STR_INIT("pagina"), STR_INIT("pageno"), STR_INIT("pagenum"), STR_INIT("currentpage"), STR_INIT("page_no"),
		STR_INIT("strona") };
	struct str rest = query, pair, name, value;
	uint64_t number;

	out->before = query;
	while (rest.n && pull_field(&rest, '&', &pair)) {
		value = pair;
		if (!pull_until(&value, S("="), &name) || !pull_number(&value, PAGES_MAX, &number) || value.n || !number)
			continue;
		for (size_t i = 0; i < LENGTH(names); i++) {
			if (!str_equal_nocase(name, names[i]))
				continue;
			out->before = str_slice(query, 0, (size_t)(pair.p - query.p));
			out->behind = rest;
			out->number = (unsigned)number;
			out->marked = true;
			return;
		}
	}
}

static struct stem
stem_of(struct url url)
{
	struct stem stem = { .number = 1 };
	struct str query = url_query(url);

	stem_path(url_path(url), &stem);
	if (query.n && stem.number == 1)
		stem_query(query, &stem);
	else
		stem.before = query;
	return stem;
}

/* The query without the number, whichever side of it the rest stood on. */
static bool
same_query(const struct stem *a, const struct stem *b)
{
	struct str of_a = a->before.n ? a->before : a->behind, of_b = b->before.n ? b->before : b->behind;

	of_a.n -= of_a.n && of_a.p[of_a.n - 1] == '&';
	of_b.n -= of_b.n && of_b.p[of_b.n - 1] == '&';
	return str_equal(of_a, of_b) &&
	       (!a->before.n || !a->behind.n || !b->before.n || !b->behind.n || str_equal(a->behind, b->behind));
}

static bool
same_stem(const struct stem *a, const struct stem *b)
{
	return a->path.n > 1 && str_equal(a->path, b->path) && same_query(a, b) &&
	       (str_equal(a->tail, b->tail) || !a->tail.n || !b->tail.n);
}

/* Without a stem of its own a page's number may be part of its name: "/story-7". */
static struct stem
stem_plain(struct url url)
{
	struct stem stem = { .number = 1, .before = url_query(url) }, ending = { 0 };
	struct str path = url_path(url);

	stem_path(path, &ending);
	take_ending(&path, S("/"));
	path.n -= ending.tail.n;
	stem.path = path;
	stem.tail = ending.tail;
	return stem;
}

unsigned
page_links_number(struct url own, struct url url)
{
	struct stem mine = stem_of(own), other = stem_of(url), plain = stem_plain(own);

	if (!str_equal(url_host(own), url_host(url)) || str_find_nocase(url_str(url), S("comment"), 0) >= 0 ||
	    str_find_nocase(url_str(url), S("cpage="), 0) >= 0)
		return 0;
	/* "/page/2" under a folder is how weblogs page through all they have */
	if (!plain.tail.n && str_find(url_path(url), S("/page/"), 0) >= 0)
		return 0;
	if (same_stem(&plain, &other))
		return other.number;
	/* "/news/5" and "/news/6" may be two articles: where the page's own address has a number, it has to be marked as a page's */
	return mine.marked && same_stem(&mine, &other) && (other.marked || other.number == 1) ? other.number : 0;
}

/* ---- links of the page ---- */

struct finding {
	struct arena *arena;
	const struct doc *doc;
	struct url own, base;
	unsigned number; /* of the page itself */
	size_t left;	 /* links that are still looked at */
	struct page_links *out;
	struct str print; /* the page as it is printed */
};

static enum link
link_from_words(struct str words)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct str text = str_trim(words);

	if (!text.n || text.n > WORDS_MAX)
		return LINK_NONE;
	fold_str(text, &out);
	for (size_t i = 0; i < LENGTH(link_rows); i++)
		if (str_equal(str_trim(buf_str(&out)), link_rows[i].words))
			return link_rows[i].link;
	return LINK_NONE;
}

/* A link that is nothing but the number of the page that follows. */
static bool
names_number(struct str words, unsigned number)
{
	uint64_t found;
	struct str text = str_trim(words);

	pull_char(&text, '[');
	if (!pull_number(&text, PAGES_MAX, &found) || found != number)
		return false;
	pull_char(&text, ']');
	return !text.n;
}

static bool
is_next_rel(struct str rel)
{
	struct str word;

	while (rel.n && pull_field(&rel, ' ', &word))
		if (str_equal_nocase(word, S("next")))
			return true;
	return false;
}

static void
take_next(struct finding *finding, struct url url)
{
	if (!finding->out->next.n && page_links_number(finding->own, url) == finding->number + 1)
		finding->out->next = url_str(url);
}

static bool
is_number(struct str s)
{
	size_t n = 0;

	while (n < s.n && char_is_digit(s.p[n]))
		n++;
	return s.n && n == s.n;
}

/* All of it at once: the page's own address, with more behind it or another word in its query. */
static bool
is_of_page(struct url own, struct url url)
{
	struct stem mine = stem_of(own);
	struct str path = url_path(url), query = url_query(url);
	size_t slash = (size_t)str_find_last_char(mine.path, '/');
	struct str name = str_from(mine.path, slash + 1);

	if (!str_equal(url_host(own), url_host(url)) || name.n < 4 ||
	    (str_equal(url_path(own), path) && str_equal(url_query(own), query)))
		return false;
	if (str_starts(path, mine.path))
		return path.n > mine.path.n || query.n;
	return str_find(path, name, 0) >= 0 || (query.n && is_number(name) && str_find(query, name, 0) >= 0);
}

static void
take_whole(struct finding *finding, enum link link, struct url url)
{
	struct str *to = link == LINK_WHOLE ? &finding->out->whole : &finding->print;

	if (!to->n && is_of_page(finding->own, url) && page_links_number(finding->own, url) < 2 &&
	    str_find_nocase(url_str(url), S("comment"), 0) < 0)
		*to = url_str(url);
}

static bool
link_address(struct finding *finding, const struct node *node, struct url *out)
{
	struct str href = str_trim(node_attr(node, ATTR_HREF));

	if (!href.n || href.p[0] == '#')
		return false;
	return !url_parse(finding->arena, href, finding->base.p ? &finding->base : &finding->own, out).code;
}

static void
take_link(struct finding *finding, uint32_t at)
{
	const struct node *node = &finding->doc->nodes[at];
	bool rel = is_next_rel(node_attr(node, ATTR_REL));
	struct str words;
	enum link link = rel ? LINK_NEXT : LINK_NONE;
	struct url url;

	if (node->tag == TAG_A && !rel && node->end - at < 12 && finding->left) {
		words = doc_text_of(finding->arena, finding->doc, at);
		link = names_number(words, finding->number + 1) ? LINK_NEXT : link_from_words(words);
	}
	if (link == LINK_NONE || !finding->left || !link_address(finding, node, &url))
		return;
	finding->left--;
	if (link == LINK_NEXT)
		take_next(finding, url);
	else
		take_whole(finding, link, url);
}

void
page_links_find(struct arena *arena, const struct doc *doc, struct url own, struct url base, struct page_links *out)
{
	struct finding finding = {
		.arena = arena, .doc = doc, .own = own, .base = base, .out = out, .print = S(""), .left = LINKS_LOOKED_AT
	};

	*out = (struct page_links){ S(""), S("") };
	if (!own.p)
		return;
	finding.number = stem_of(own).marked ? stem_of(own).number : 1;
	for (uint32_t i = 1; i < doc->count; i++)
		if (doc->nodes[i].tag == TAG_A || doc->nodes[i].tag == TAG_LINK)
			take_link(&finding, i);
	if (!out->whole.n && out->next.n)
		out->whole = finding.print;
}
