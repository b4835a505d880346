/* home.c: who speaks for an article: the feeds of its outlet, before those that only pass it on. */
#include "store/store.h"

enum { SECOND_LEVEL_MAX = 3 }; /* co.uk, com.cn: what stands before a country and is no name */

/* "nytimes.com" of "rss.nytimes.com", "bbc.co.uk" of "www.bbc.co.uk"; a number as a whole. */
static struct str
site_of(struct str host)
{
	size_t labels = 1, end = host.n, second = 0;

	if (host.n && (char_is_digit(host.p[host.n - 1]) || host.p[host.n - 1] == ']'))
		return host;
	for (size_t i = host.n; i-- > 0;) {
		if (host.p[i] != '.')
			continue;
		if (labels == 2)
			second = end - i - 1;
		if (labels == 3 || (labels == 2 && second > SECOND_LEVEL_MAX))
			return str_from(host, i + 1);
		labels++;
		end = i;
	}
	return host;
}

static bool
site_is_same(struct str address, struct url page)
{
	struct str host = url_host((struct url){ address.p, address.n });

	return host.n && str_equal_nocase(site_of(host), site_of(url_host(page)));
}

/* By its address, or because people named the outlet of its articles.  Columns: the feed, as added,
 * now, source. */
static bool
is_at_home(struct sql *q, struct arena *arena, struct url page)
{
	return !sql_is_null(q, 3) || site_is_same(sql_str(q, arena, 1), page) ||
	       site_is_same(sql_str(q, arena, 2), page);
}

struct err
home_has_spoken(struct archive *archive, int64_t feed, int64_t article, struct url page, bool *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	bool ours = false, others = false;
	struct sql q = sql_query(archive,
	    "SELECT f.id, f.url, p.url, f.source FROM feeds f JOIN polls p ON p.feed = f.id"
	    " WHERE f.id = ?1 OR f.id IN (SELECT feed FROM mentions WHERE article = ?2)");

	sql_bind_int(&q, feed);
	sql_bind_int(&q, article);
	while (sql_row(&q)) {
		bool home = is_at_home(&q, &arena, page);
		ours = ours || (home && sql_int(&q, 0) == feed);
		others = others || (home && sql_int(&q, 0) != feed);
	}
	*out = others && !ours;
	return sql_end(&q);
}
