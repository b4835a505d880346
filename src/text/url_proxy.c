#include "base/buf.h"
#include "text/url.h"

/* The original behind a proxy of pictures, or behind a service that sends readers on. */

enum proxy_how { PROXY_QUERY, PROXY_PATH, PROXY_OPTIONS, PROXY_EMBEDDED, PROXY_OPAQUE };

static const struct proxy {
	const char *host;
	enum proxy_how how;
	const char *at, *again;
} proxies[] = {
#define ROW(host, how, at, again) { host, how, at, again },
#include "gen/proxies.inc"
#undef ROW
};

static const struct proxy redirects[] = {
#define ROW(host, how, at) { host, how, at, NULL },
#include "gen/redirects.inc"
#undef ROW
};

static struct str
percent_decoded(struct arena *arena, struct str s)
{
	char *to = arena_alloc_dirty(arena, s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool coded = s.p[i] == '%' && i + 2 < s.n && char_hex(s.p[i + 1]) >= 0 && char_hex(s.p[i + 2]) >= 0;
		to[n++] = coded ? (char)(char_hex(s.p[i + 1]) << 4 | char_hex(s.p[i + 2])) : s.p[i];
		i += coded ? 2 : 0;
	}
	if (utf8_valid_length((struct raw){ (const unsigned char *)to, n }) != n)
		return s;
	return (struct str){ to, n };
}

static struct str
find_parameter(struct str query, struct str name)
{
	struct str parameter;

	while (pull_field(&query, '&', &parameter))
		if (pull_str(&parameter, name) && pull_char(&parameter, '='))
			return parameter;
	return (struct str){ 0 };
}

/* "url", or "/path?url": the parameter of that path alone. */
static struct str
parameter_at(struct url url, struct str at)
{
	struct str path;

	if (pull_until(&at, S("?"), &path) && !str_equal(url_path(url), path))
		return (struct str){ 0 };
	return find_parameter(url_query(url), at);
}

/* host/w=600,f=auto/path: without the segments that hold options. */
static struct str
without_options(struct arena *arena, struct str rest)
{
	struct buf out CLEAN(buf_done) = { .max = URL_MAX };
	struct str segment;

	while (pull_field(&rest, '/', &segment)) {
		if (str_find_char(segment, '=', 0) >= 0)
			continue;
		buf_push_format(&out, "%s%.*s", out.n ? "/" : "", STR_ARGS(segment));
	}
	return str_copy(arena, buf_str(&out));
}

/* The URL that stands in a path, as it is (with a slash lost perhaps) or percent-encoded. */
static struct str
embedded(struct arena *arena, struct str path)
{
	static const struct str starts[] = { STR_INIT("http%3A"), STR_INIT("https%3A"), STR_INIT("http:/"),
		STR_INIT("https:/") };

	for (size_t i = 0; i < LENGTH(starts); i++) {
		ptrdiff_t at = str_find_nocase(path, starts[i], 0);
		if (at >= 0)
			return i < 2 ? percent_decoded(arena, str_from(path, (size_t)at)) : str_from(path, (size_t)at);
	}
	return (struct str){ 0 };
}

/* What ${proxy} holds of another URL; empty where it holds none. */
static struct str
inside(struct arena *arena, const struct proxy *proxy, struct url url)
{
	struct str at = str_from_c(proxy->at), path = url_path(url);
	ptrdiff_t found;

	switch (proxy->how) {
	case PROXY_QUERY:
		return percent_decoded(arena, parameter_at(url, at));
	case PROXY_PATH:
		return pull_str(&path, at) ? path : (struct str){ 0 };
	case PROXY_OPTIONS:
		return pull_str(&path, at) ? without_options(arena, path) : (struct str){ 0 };
	case PROXY_EMBEDDED:
		found = str_find(path, at, 0);
		return found < 0 ? (struct str){ 0 } : embedded(arena, str_from(path, (size_t)found + at.n));
	case PROXY_OPAQUE:
		break;
	}
	return (struct str){ 0 };
}

static bool
is_proxy(const struct proxy *proxy, struct str host)
{
	struct str known = str_from_c(proxy->host);

	return known.p[0] == '.' ? str_ends(host, known) : str_equal(host, known);
}

/* Proxies take "host/path" and "ssl:host/path" as well as whole URLs. */
static bool
parse_loose(struct arena *arena, struct str s, struct url *out)
{
	pull_str(&s, S("ssl:"));
	if (!str_starts_nocase(s, S("http:")) && !str_starts_nocase(s, S("https:")) && !str_starts(s, S("//")))
		s = str_join(arena, S("https://"), s, STR_END);
	return s.n > 8 && !url_parse(arena, s, NULL, out).code && str_find_char(url_host(*out), '.', 0) >= 0;
}

static bool
unwrap(struct arena *arena, const struct proxy *rows, size_t count, struct url url, struct url *out)
{
	struct str host = url_host(url), s;

	for (size_t i = 0; i < count; i++) {
		if (!is_proxy(&rows[i], host))
			continue;
		s = inside(arena, &rows[i], url);
		if (s.n && parse_loose(arena, s, out))
			return true;
	}
	return false;
}

enum { UNWRAP_MAX = 4 };

struct url
url_unproxied(struct arena *arena, struct url url, struct str *proxy)
{
	struct url outer = url;

	*proxy = (struct str){ 0 };
	for (int i = 0; i < UNWRAP_MAX && unwrap(arena, proxies, LENGTH(proxies), url, &url); i++)
		*proxy = url_host(outer);
	return url;
}

/* Whole, as a value of a query. */
static struct str
percent_encoded(struct arena *arena, struct str s)
{
	struct buf out CLEAN(buf_done) = { .max = 4 * URL_MAX };

	for (size_t i = 0; i < s.n; i++) {
		bool plain = char_is_alpha(s.p[i]) || char_is_digit(s.p[i]) || strchr("-._~/:", s.p[i]);
		buf_push_format(&out, plain ? "%c" : "%%%02X", (unsigned char)s.p[i]);
	}
	return str_copy(arena, buf_str(&out));
}

/* What stands behind "again". */
static struct str
asked_as(struct arena *arena, const struct proxy *proxy, struct url url)
{
	struct str s = url_str(url);
	ptrdiff_t fragment = str_find_char(s, '#', 0);

	if (fragment >= 0)
		s.n = (size_t)fragment;
	if (proxy->how == PROXY_QUERY)
		return percent_encoded(arena, s);
	return str_from(s, (size_t)str_find(s, S("//"), 0) + 2);
}

struct url
url_proxied(struct arena *arena, struct url url, struct str proxy)
{
	for (size_t i = 0; i < LENGTH(proxies); i++) {
		struct url out = { 0 };
		struct str whole;

		if (!proxies[i].again || !is_proxy(&proxies[i], proxy))
			continue;
		whole = str_join(
		    arena, str_from_c(proxies[i].again), asked_as(arena, &proxies[i], url), STR_END);
		return url_parse(arena, whole, NULL, &out).code ? (struct url){ 0 } : out;
	}
	return (struct url){ 0 };
}

struct url
url_unredirected(struct arena *arena, struct url url)
{
	for (int i = 0; i < UNWRAP_MAX; i++)
		if (!unwrap(arena, redirects, LENGTH(redirects), url, &url))
			break;
	return url;
}

bool
url_is_opaque(struct url url)
{
	for (size_t i = 0; i < LENGTH(redirects); i++)
		if (redirects[i].how == PROXY_OPAQUE && is_proxy(&redirects[i], url_host(url)) &&
		    str_starts(url_path(url), str_from_c(redirects[i].at)))
			return true;
	return false;
}
