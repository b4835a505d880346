#include "base/buf.h"
#include "text/url.h"

/* URLs without what only tracks their readers, and the key by which two are the same article. */

/* ${host} itself or one of its subdomains. */
static bool
is_host_under(struct str host, struct str parent)
{
	if (!str_ends(host, parent))
		return false;
	return host.n == parent.n || host.p[host.n - parent.n - 1] == '.';
}

/* ---- trackers ---- */

static const struct tracker {
	const char *name, *host;
} trackers[] = {
#define ROW(name, host) { name, host },
#include "gen/tracking.inc"
#undef ROW
};

static bool
is_tracked_by(const struct tracker *tracker, struct str name, struct str host)
{
	struct str known = str_from_c(tracker->name);
	bool prefix = str_ends(known, S("*"));

	if (prefix)
		known.n--;
	if (prefix ? !str_starts_nocase(name, known) : !str_equal_nocase(name, known))
		return false;
	return !tracker->host || is_host_under(host, str_from_c(tracker->host));
}

static bool
is_tracker(struct str parameter, struct str host)
{
	ptrdiff_t equals = str_find_char(parameter, '=', 0);
	struct str name = str_slice(parameter, 0, equals < 0 ? parameter.n : (size_t)equals);

	for (size_t i = 0; i < LENGTH(trackers); i++)
		if (is_tracked_by(&trackers[i], name, host))
			return true;
	return false;
}

/* Pushes the parameters that do more than track, behind ${mark} if there are any; empty ones go too. */
static void
push_parameters(struct buf *out, char mark, struct str query, struct str host)
{
	struct str parameter;

	while (pull_field(&query, '&', &parameter)) {
		if (parameter.n == 0 || is_tracker(parameter, host))
			continue;
		buf_push_char(out, mark);
		buf_push_str(out, parameter);
		mark = '&';
	}
}

/* A fragment of parameters loses the tracking ones (#xtor=RSS-1); a text fragment (#:~:text=) is the linker's own. */
static void
push_fragment(struct buf *out, struct str fragment, struct str host)
{
	ptrdiff_t directive = str_find(fragment, S(":~:"), 0);

	if (directive >= 0)
		fragment.n = (size_t)directive;
	if (str_find_char(fragment, '=', 0) >= 0)
		push_parameters(out, '#', fragment, host);
	else if (fragment.n)
		buf_push_format(out, "#%.*s", STR_ARGS(fragment));
}

/* What comes before the query, and the fragment behind '#'. */
static void
cut(struct url url, struct str *front, struct str *fragment)
{
	struct str s = url_str(url);
	ptrdiff_t hash = str_find_char(s, '#', 0);
	ptrdiff_t mark;

	*fragment = hash < 0 ? (struct str){ 0 } : str_from(s, (size_t)hash + 1);
	s.n = hash < 0 ? s.n : (size_t)hash;
	mark = str_find_char(s, '?', 0);
	*front = str_slice(s, 0, mark < 0 ? s.n : (size_t)mark);
}

struct url
url_without_tracking(struct arena *arena, struct url url)
{
	struct buf out CLEAN(buf_done) = { .max = URL_MAX + 1 };
	struct str front, fragment, host = url_host(url);

	cut(url, &front, &fragment);
	if (front.n == url.n)
		return url;
	buf_push_str(&out, front);
	push_parameters(&out, '?', url_query(url), host);
	push_fragment(&out, fragment, host);
	front = str_copy(arena, buf_str(&out));
	return (struct url){ front.p, front.n };
}

/* ---- the key ---- */

/* The host without the names by which one site greets telephones and habits. */
static struct str
site_of(struct str host)
{
	static const struct str greetings[] = { STR_INIT("www."), STR_INIT("m."), STR_INIT("amp.") };

	if (str_ends(host, S(".")))
		host.n--;
	for (size_t i = 0; i < LENGTH(greetings); i++) {
		struct str rest = host;
		if (!pull_str(&rest, greetings[i]) || str_find_char(rest, '.', 0) < 0)
			continue;
		host = rest;
		i = (size_t)-1; /* www.m.example.org: begin again */
	}
	return host;
}

static const struct article_id {
	const char *host, *segment;
} article_ids[] = {
#define ROW(host, segment) { host, segment },
#include "gen/article_ids.inc"
#undef ROW
};

static bool
pull_digit(struct str *s)
{
	unsigned digit;

	return pull_digits(s, 1, &digit);
}

/* Whether ${s} is ${pattern}, in which # is a run of digits. */
static bool
is_like(struct str s, const char *pattern)
{
	for (; *pattern; pattern++) {
		if (*pattern != '#' ? !pull_char(&s, *pattern) : !pull_digit(&s))
			return false;
		while (*pattern == '#' && pull_digit(&s))
			;
	}
	return s.n == 0;
}

/* What names the article in a path: all of it, or the outlet's own number at its end. */
static struct str
naming_part(struct str path, struct str host)
{
	struct str trimmed = path, last;

	while (str_ends(trimmed, S("/")))
		trimmed.n--;
	last = str_from(trimmed, (size_t)(str_find_last_char(trimmed, '/') + 1));
	for (size_t i = 0; i < LENGTH(article_ids); i++)
		if (is_host_under(host, str_from_c(article_ids[i].host)) && is_like(last, article_ids[i].segment))
			return last;
	return path;
}

static void
push_port_of(struct buf *out, struct url url)
{
	struct str s = url_str(url), host = url_host(url);

	s = str_from(s, (size_t)(host.p + host.n - url.p));
	if (pull_char(&s, ':'))
		buf_push_format(out, ":%.*s", (int)(url_path(url).p - s.p), s.p);
}

struct str
url_key(struct arena *arena, struct url url)
{
	struct buf out CLEAN(buf_done) = { .max = 2 * URL_MAX };
	struct str host = url_host(url), path = naming_part(url_path(url), host), front, fragment, segment;

	buf_push_literal(&out, "https://");
	buf_push_str(&out, site_of(host));
	push_port_of(&out, url);
	while (pull_field(&path, '/', &segment))
		if (segment.n)
			buf_push_format(&out, "/%.*s", STR_ARGS(segment));
	push_parameters(&out, '?', url_query(url), host);
	cut(url, &front, &fragment);
	if (str_starts(fragment, S("!")))
		buf_push_format(&out, "#%.*s", STR_ARGS(fragment));
	return str_copy(arena, buf_str(&out));
}
