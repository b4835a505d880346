/* page_next.c: whether an address that a page names is more of the same article. */
#include "follow/page.h"

static struct url
as_url(struct str s)
{
	return (struct url){ s.p, s.n };
}

static bool
drop_end(struct str *s, struct str end)
{
	if (!str_ends(*s, end))
		return false;
	s->n -= end.n;
	return true;
}

/* "/2021/flood" of "/2021/flood.html", "/2021/flood_1.html", "/2021/flood/",
 * "/2021/flood/index.html": what the pages of one article share. */
static struct str
stem_of(struct str path)
{
	static const struct str firsts[] = { STR_INIT("/index"), STR_INIT("_1"), STR_INIT("-1"),
		STR_INIT("/page1"), STR_INIT("/all") };
	ptrdiff_t dot;

	drop_end(&path, S("/"));
	dot = str_find_last_char(path, '.');
	if (dot > str_find_last_char(path, '/'))
		path.n = (size_t)dot;
	for (size_t i = 0; i < LENGTH(firsts); i++)
		if (drop_end(&path, firsts[i]))
			break;
	return path;
}

/* "/n/1_2", but neither "/n/12" nor "/n/1st", goes on with "/n/1". */
static bool
goes_behind(struct str path, struct str stem)
{
	char c;

	if (!str_starts(path, stem))
		return false;
	c = path.n > stem.n ? path.p[stem.n] : '/';
	return !char_is_alpha(c) && !(char_is_digit(c) && char_is_digit(stem.p[stem.n - 1]));
}

static bool
is_of_same_article(struct str page, struct str next)
{
	struct url a = as_url(page), b = as_url(next);
	struct str stem = stem_of(url_path(a)), query = url_query(a);

	if (!str_equal_nocase(url_host(a), url_host(b)) || stem.n < 2)
		return false;
	return goes_behind(url_path(b), stem) &&
	       (!query.n || str_find(url_query(b), query, 0) >= 0);
}

static bool
came_before(const struct page_came *came, struct str url)
{
	for (size_t i = 0; i < came->count; i++)
		if (str_equal(came->pages[i].url, url))
			return true;
	return false;
}

bool
page_join(struct page_came *came, const struct extract_part *page, int64_t capture, int64_t fetched)
{
	if (came->count && (came_before(came, page->url) || page_check(page).code))
		return false;
	came->pages[came->count] = *page;
	came->captures[came->count++] = capture;
	came->ended = fetched;
	return true;
}

struct str
page_goes_on(const struct extracted *page, const struct page_came *came)
{
	const struct str ways[] = { came->count == 1 ? page->whole : S(""), page->next };

	if (page->kind != PAGE_ARTICLE || came->count > EXTRACT_PARTS_MAX)
		return S("");
	for (size_t i = 0; i < LENGTH(ways); i++)
		if (ways[i].n && !came_before(came, ways[i]) &&
		    is_of_same_article(came->pages[0].url, ways[i]))
			return ways[i];
	return S("");
}
