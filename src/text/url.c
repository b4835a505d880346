#include "text/host.h"
#include "text/reference.h"
#include "text/url.h"

/* A URL in its parts (RFC 3986, 3); p is NULL where a part is missing, which is not the same as empty. */
struct parts {
	struct str scheme, authority, path, query, fragment;
};

static bool
is_unreserved(unsigned char c)
{
	return char_is_alpha((char)c) || char_is_digit((char)c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* What stays as it is in a path (RFC 3986, 3.3); a query and a fragment may have '?' too. */
static bool
is_path_char(unsigned char c)
{
	return is_unreserved(c) || (c && strchr("!$&'()*+,;=:@/", c));
}

/* ---- taking apart ---- */

/* Without what browsers drop: controls and spaces at the ends, tabs and line breaks anywhere.  As to them, a backslash
 * before the query is a slash. */
static struct str
clean(struct arena *arena, struct str s)
{
	char *to;
	size_t n = 0;
	bool in_path = true;

	while (s.n && (unsigned char)s.p[0] <= ' ')
		s = str_from(s, 1);
	while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	to = arena_alloc_dirty(arena, s.n);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		in_path = in_path && c != '?' && c != '#';
		to[n++] = c == '\\' && in_path ? '/' : c;
	}
	return (struct str){ to, n };
}

static size_t
count_slashes(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == '/')
		n++;
	return n;
}

static void
split_rest(struct str s, struct parts *parts)
{
	parts->path = pull_to(&s, "?#");
	if (pull_char(&s, '?'))
		parts->query = pull_to(&s, "#");
	if (pull_char(&s, '#'))
		parts->fragment = s;
}

/* A missing part has no address: an empty one must have one. */
static struct parts
split(struct str s, bool same_scheme_is_relative)
{
	struct parts parts = { 0 };
	size_t slashes;

	if (pull_scheme(&s, &parts.scheme) && same_scheme_is_relative && count_slashes(s) == 0)
		parts.scheme = (struct str){ 0 };
	slashes = count_slashes(s);
	if (parts.scheme.p || slashes >= 2) {
		/* http:/host and http:///host are meant as http://host, as in browsers. */
		s = str_from(s, parts.scheme.p ? slashes : 2);
		parts.authority = pull_to(&s, "/?#");
	}
	split_rest(s, &parts);
	return parts;
}

/* ---- putting together ---- */

/* Percent-encodes what must be, decodes what need not be (RFC 3986, 6.2.2). */
static void
push_encoded(struct buf *out, struct str s, const char *also)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool coded = c == '%' && i + 2 < s.n && char_hex(s.p[i + 1]) >= 0 && char_hex(s.p[i + 2]) >= 0;
		if (coded) {
			c = (unsigned char)(char_hex(s.p[i + 1]) << 4 | char_hex(s.p[i + 2]));
			i += 2;
		}
		if (coded ? is_unreserved(c) : is_path_char(c) || (c && strchr(also, c))) {
			buf_push_char(out, (char)c);
			continue;
		}
		buf_push(out, (char[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
	}
}

/* Drops the last segment of the path that begins at ${start}, and the '/' before it. */
static void
drop_segment(struct buf *out, size_t start)
{
	while (out->n > start && out->p[--out->n] != '/')
		;
}

/* Pushes an encoded path without "." and ".." (RFC 3986, 5.2.4). */
static void
push_resolved(struct buf *out, struct str path)
{
	size_t start = out->n;
	struct str segment;
	bool more = true;

	pull_char(&path, '/');
	while (more) {
		ptrdiff_t slash = str_find_char(path, '/', 0);
		more = slash >= 0;
		segment = str_slice(path, 0, more ? (size_t)slash : path.n);
		path = str_from(path, segment.n + more);
		if (str_equal(segment, S(".."))) {
			drop_segment(out, start);
		} else if (!str_equal(segment, S("."))) {
			buf_push_char(out, '/');
			buf_push_str(out, segment);
			continue;
		}
		if (!more)
			buf_push_char(out, '/');
	}
}

static void
push_path(struct buf *out, struct str path)
{
	struct buf coded CLEAN(buf_done) = { .max = URL_MAX };
	push_encoded(&coded, path, "");
	if (coded.err.code)
		buf_fail(out, coded.err);
	else
		push_resolved(out, buf_str(&coded));
}

static struct err
push_port(struct buf *out, struct str port, bool secure)
{
	uint64_t number;

	if (port.n == 0)
		return (struct err){ 0 };
	if (!pull_number(&port, 65535, &number) || port.n)
		return err_new(ERR_URL, "bad port");
	if (number != (secure ? 443u : 80u)) {
		buf_push_char(out, ':');
		buf_push_int(out, (int64_t)number);
	}
	return out->err;
}

static struct err
push_authority(struct buf *out, struct str authority, bool secure)
{
	struct str host = authority;
	ptrdiff_t colon = str_find_last_char(authority, ':');
	ptrdiff_t bracket = str_find_last_char(authority, ']');
	struct err e;

	if (str_find_char(authority, '@', 0) >= 0)
		return err_new(ERR_URL, "user or password");
	if (colon > bracket)
		host = str_slice(authority, 0, (size_t)colon);
	e = host_push(out, host);
	if (e.code)
		return e;
	return colon > bracket ? push_port(out, str_from(authority, (size_t)colon + 1), secure) : out->err;
}

/* The target's path (RFC 3986, 5.2.2): the base's directory before a relative one. */
static void
push_target_path(struct buf *out, struct parts target, struct str base_path)
{
	struct buf joined CLEAN(buf_done) = { .max = 2 * URL_MAX };

	if (target.authority.p || (target.path.n && target.path.p[0] == '/')) {
		push_path(out, target.path);
		return;
	}
	if (target.path.n == 0)
		target.path = base_path;
	else
		buf_push_str(&joined, str_slice(base_path, 0, (size_t)(str_find_last_char(base_path, '/') + 1)));
	buf_push_str(&joined, target.path);
	push_path(out, buf_str(&joined));
}

static void
push_part(struct buf *out, char mark, struct str part)
{
	if (!part.p)
		return;
	buf_push_char(out, mark);
	push_encoded(out, part, "?");
}

/* ---- a normalised URL's parts ---- */

static struct parts
parts_of(struct url url)
{
	return url.p ? split(url_str(url), false) : (struct parts){ 0 };
}

struct str
url_host(struct url url)
{
	struct str authority = parts_of(url).authority;
	ptrdiff_t colon = str_find_last_char(authority, ':');

	if (colon > str_find_last_char(authority, ']'))
		authority.n = (size_t)colon;
	return authority;
}

struct str
url_path(struct url url)
{
	return parts_of(url).path;
}

struct str
url_query(struct url url)
{
	return parts_of(url).query;
}

/* ---- reading ---- */

static struct err
push_url(struct buf *out, struct parts target, struct parts base)
{
	struct str scheme = target.scheme.p ? target.scheme : base.scheme.p ? base.scheme : S("https");
	bool secure = str_equal_nocase(scheme, S("https"));
	struct err e = { 0 };

	if (!secure && !str_equal_nocase(scheme, S("http")))
		return err_new(ERR_URL_SCHEME, NULL);
	if (!target.authority.p && !base.authority.p)
		return err_new(ERR_URL, "relative without a base");
	if (secure)
		buf_push_literal(out, "https://");
	else
		buf_push_literal(out, "http://");
	if (target.authority.p)
		e = push_authority(out, target.authority, secure);
	else
		buf_push_str(out, base.authority);
	if (e.code)
		return e;
	push_target_path(out, target, base.path);
	if (!target.query.p && !target.authority.p && target.path.n == 0)
		target.query = base.query;
	push_part(out, '?', target.query);
	push_part(out, '#', target.fragment);
	return out->err;
}

struct err
url_parse(struct arena *arena, struct str s, const struct url *base, struct url *out)
{
	struct buf text CLEAN(buf_done) = { .max = URL_MAX };
	struct parts from = base ? parts_of(*base) : (struct parts){ 0 };
	struct parts target;
	struct err e;

	if (s.n > URL_MAX)
		return err_at(ERR_TOO_BIG, URL_MAX, "URL");
	s = clean(arena, s);
	target = split(s, from.scheme.p && str_starts_nocase(s, from.scheme) && s.n > from.scheme.n &&
		s.p[from.scheme.n] == ':');
	if (s.n == 0 && !base)
		return err_new(ERR_URL, "empty");
	e = push_url(&text, target, from);
	if (e.code)
		return e;
	s = str_copy(arena, buf_str(&text));
	*out = (struct url){ s.p, s.n };
	return (struct err){ 0 };
}
