#include "text/fold.h"
#include "text/host.h"
#include "text/url.h"

/* What is made out of a URL: its key, the URL without trackers, the original behind a proxy, the form for people. */

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
	struct str path = url_path(url), host = url_host(url), front, fragment, segment;

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

/* ---- proxies of pictures ---- */

enum proxy_how { PROXY_QUERY, PROXY_PATH, PROXY_OPTIONS, PROXY_EMBEDDED };

static const struct proxy {
	const char *host;
	enum proxy_how how;
	const char *at;
} proxies[] = {
#define ROW(host, how, at) { host, how, at },
#include "gen/proxies.inc"
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
		return percent_decoded(arena, find_parameter(url_query(url), at));
	case PROXY_PATH:
		return pull_str(&path, at) ? path : (struct str){ 0 };
	case PROXY_OPTIONS:
		return pull_str(&path, at) ? without_options(arena, path) : (struct str){ 0 };
	case PROXY_EMBEDDED:
		found = str_find(path, at, 0);
		return found < 0 ? (struct str){ 0 } : embedded(arena, str_from(path, (size_t)found + at.n));
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
unwrap(struct arena *arena, struct url url, struct url *out)
{
	struct str host = url_host(url), s;

	for (size_t i = 0; i < LENGTH(proxies); i++) {
		if (!is_proxy(&proxies[i], host))
			continue;
		s = inside(arena, &proxies[i], url);
		if (s.n && parse_loose(arena, s, out))
			return true;
	}
	return false;
}

struct url
url_unproxied(struct arena *arena, struct url url, struct str *proxy)
{
	enum { UNWRAP_MAX = 4 };
	struct url outer = url;

	*proxy = (struct str){ 0 };
	for (int i = 0; i < UNWRAP_MAX && unwrap(arena, url, &url); i++)
		*proxy = url_host(outer);
	return url;
}

/* ---- for people ---- */

/* Signs of Chinese text that cannot be taken for a part of a URL. */
static bool
is_readable_sign(uint32_t rune)
{
	return rune == 0x3001 || rune == 0x3002 || (rune >= 0x3008 && rune <= 0x3011) || rune == 0x201c ||
	    rune == 0x201d || rune == 0xff01 || rune == 0xff08 || rune == 0xff09 || rune == 0xff0c || rune == 0xff1a ||
	    rune == 0xff1b || rune == 0xff1f;
}

static bool
is_readable(uint32_t rune)
{
	enum rune_class class = rune_class(rune);

	return rune >= 0x80 && ((class != RUNE_OTHER && class != RUNE_IGNORED) || is_readable_sign(rune));
}

/* Takes one rune of percent-encoded UTF-8 that is safe to show. */
static bool
pull_encoded_rune(struct str *s, uint32_t *rune)
{
	unsigned char bytes[4];
	struct str rest = *s, decoded;
	size_t n = 0;

	for (; n < 4 && rest.n >= 3 && rest.p[0] == '%'; rest = str_from(rest, 3))
		bytes[n++] = (unsigned char)(char_hex(rest.p[1]) << 4 | char_hex(rest.p[2]));
	n = utf8_valid_length((struct raw){ bytes, n });
	decoded = (struct str){ (const char *)bytes, n };
	if (!pull_rune(&decoded, rune) || !is_readable(*rune))
		return false;
	*s = str_from(*s, 3 * (n - decoded.n));
	return true;
}

struct str
url_display(struct arena *arena, struct url url)
{
	struct buf out CLEAN(buf_done) = { .max = 2 * URL_MAX };
	struct str host = url_host(url), rest;
	uint32_t rune;

	buf_push(&out, url.p, (size_t)(host.p - url.p));
	host_push_display(&out, host);
	rest = str_from(url_str(url), (size_t)(host.p + host.n - url.p));
	while (rest.n) {
		if (pull_encoded_rune(&rest, &rune)) {
			buf_push_rune(&out, rune);
			continue;
		}
		buf_push_char(&out, rest.p[0]);
		rest = str_from(rest, 1);
	}
	return str_copy(arena, buf_str(&out));
}
