#include "base/buf.h"
#include "base/table.h"
#include "text/reference.h"

/* RFC 3986, 3: the five parts of a reference; p NULL where a part is missing. */
struct parts {
	struct str scheme, authority, path, query, fragment;
};

static bool
is_scheme_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '+' || c == '-' || c == '.';
}

bool
pull_scheme(struct str *s, struct str *out)
{
	size_t n = 0;

	if (!s->n || !char_is_alpha(s->p[0]))
		return false;
	while (n < s->n && is_scheme_char(s->p[n]))
		n++;
	if (n == s->n || s->p[n] != ':')
		return false;
	*out = str_slice(*s, 0, n);
	*s = str_from(*s, n + 1);
	return true;
}

struct str
pull_to(struct str *s, const char *ends)
{
	struct str part = *s;
	size_t n = 0;

	while (n < s->n && !(s->p[n] && strchr(ends, s->p[n])))
		n++;
	part.n = n;
	*s = str_from(*s, n);
	return part;
}

static struct parts
parts_of(struct str s)
{
	struct parts parts = { 0 };

	pull_scheme(&s, &parts.scheme);
	if (pull_str(&s, S("//"))) {
		/* "http:///host/": a slash too many is no empty host */
		while (parts.scheme.n && s.n > 1 && s.p[0] == '/' && s.p[1] != '/' &&
		       !str_equal_nocase(parts.scheme, S("file")))
			s = str_from(s, 1);
		parts.authority = pull_to(&s, "/?#");
	}
	parts.path = pull_to(&s, "?#");
	if (pull_char(&s, '?'))
		parts.query = pull_to(&s, "#");
	if (pull_char(&s, '#'))
		parts.fragment = s;
	return parts;
}

static void
drop_segment(struct buf *out, size_t from)
{
	while (out->n > from && out->p[out->n - 1] != '/')
		out->n--;
	if (out->n > from)
		out->n--;
}

/* RFC 3986, 5.2.4 */
static void
push_without_dots(struct buf *out, struct str path)
{
	size_t from = out->n;

	while (path.n) {
		struct str rest = path, segment;
		bool slash = pull_char(&rest, '/');
		bool last;

		segment = pull_to(&rest, "/");
		last = !rest.n;
		path = rest;
		if (str_equal(segment, S(".."))) {
			drop_segment(out, from);
		} else if (!str_equal(segment, S("."))) {
			if (slash)
				buf_push_char(out, '/');
			buf_push_str(out, segment);
			continue;
		}
		if (last)
			buf_push_char(out, '/');
	}
}

/* RFC 3986, 5.2.3 */
static void
push_merged(struct arena *arena, struct buf *out, const struct parts *base, struct str path)
{
	ptrdiff_t slash = str_find_last_char(base->path, '/');
	struct str folder = str_slice(base->path, 0, (size_t)(slash + 1));

	if (!base->path.n && base->authority.p)
		folder = S("/");
	push_without_dots(out, str_join(arena, folder, path, STR_END));
}

static void
push_part(struct buf *out, const char *before, struct str part, const char *behind)
{
	if (!part.p)
		return;
	buf_push_str(out, str_from_c(before));
	buf_push_str(out, part);
	buf_push_str(out, str_from_c(behind));
}

static void
push_path(struct arena *arena, struct buf *out, const struct parts *base, const struct parts *r)
{
	if (r->scheme.p)
		buf_push_str(out, r->path);
	else if (r->authority.p || (r->path.n && r->path.p[0] == '/'))
		push_without_dots(out, r->path);
	else if (!r->path.n)
		buf_push_str(out, base->path);
	else
		push_merged(arena, out, base, r->path);
}

struct str
reference_resolve(struct arena *arena, struct str base, struct str reference)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct parts b, r = parts_of(reference = str_trim(reference));
	bool same_document;

	b = parts_of(base = str_trim(base));
	if (!reference.n)
		return base;
	if (!r.scheme.p && !b.scheme.p && !base.n)
		return reference;
	same_document = !r.scheme.p && !r.authority.p && !r.path.n;
	push_part(&out, "", r.scheme.p ? r.scheme : b.scheme, ":");
	push_part(&out, "//", r.scheme.p || r.authority.p ? r.authority : b.authority, "");
	push_path(arena, &out, &b, &r);
	push_part(&out, "?", same_document && !r.query.p ? b.query : r.query, "");
	push_part(&out, "#", r.fragment, "");
	return str_copy(arena, buf_str(&out));
}

static const struct {
	const char *name;
} schemes[] = {
#define ROW(name) { name },
#include "gen/schemes.inc"
#undef ROW
};

enum { SCHEME_MAX = 16 };

/* A colon before any of "/?#" makes a scheme of what is before it, for some reader or other; so all
 * before it must be one we know. */
bool
reference_is_safe(struct str reference)
{
	char name[SCHEME_MAX];
	size_t n = 0;

	for (size_t i = 0; i < reference.n; i++) {
		unsigned char c = (unsigned char)reference.p[i];
		if (c <= ' ' || c == 0x7F)
			continue;
		if (c == ':')
			return TABLE_FIND(schemes, ((struct str){ name, n })) != NULL;
		if (c == '/' || c == '?' || c == '#')
			return true;
		if (c == '&' || c >= 0x80 || n == SCHEME_MAX)
			return str_find_char(reference, ':', i) < 0 &&
			       str_find_char(reference, '&', i) < 0;
		name[n++] = char_lower((char)c);
	}
	return true;
}
