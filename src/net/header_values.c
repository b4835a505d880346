#include "net/header.h"
#include "text/date.h"

/* ---- dates and pace ---- */

/* The three forms of HTTP-date (RFC 9110, 5.6.7), and what else servers write. */
static bool
date_parse(struct raw value, int64_t *out)
{
	struct when when;

	if (!value.n || !head_value_is_text(value) ||
	    !when_parse((struct str){ (const char *)value.p, value.n }, 0, &when))
		return false;
	if (when.precision < WHEN_MINUTE)
		return false;
	*out = when_seconds(when);
	return true;
}

/* delta-seconds; too large a number is "for ever" (RFC 9111, 1.2.2) */
static bool
seconds_parse(struct str s, int64_t *out)
{
	uint64_t value;

	s = str_trim(s);
	if (!s.n || !char_is_digit(s.p[0]))
		return false;
	if (!pull_number(&s, INT32_MAX, &value))
		value = INT32_MAX;
	*out = (int64_t)value;
	return true;
}

/* The argument of a directive, quotes taken off. */
static struct str
argument_of(struct str directive)
{
	ptrdiff_t sign = str_find_char(directive, '=', 0);
	struct str value =
	    sign < 0 ? (struct str){ 0 } : str_trim(str_from(directive, (size_t)sign + 1));

	if (value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"')
		value = str_slice(value, 1, value.n - 1);
	return value;
}

static struct str
name_of(struct str directive)
{
	ptrdiff_t sign = str_find_char(directive, '=', 0);

	return str_trim(sign < 0 ? directive : str_slice(directive, 0, (size_t)sign));
}

static void
cache_directive(struct str directive, struct fetched *out)
{
	struct str name = name_of(directive);
	int64_t age;

	if (str_equal_nocase(name, S("no-store")))
		out->no_store = true;
	else if (str_equal_nocase(name, S("no-cache")))
		out->no_cache = true;
	else if (str_equal_nocase(name, S("must-revalidate")))
		out->must_revalidate = true;
	else if (str_equal_nocase(name, S("max-age")) && out->max_age_s < 0 &&
		 seconds_parse(argument_of(directive), &age))
		out->max_age_s = age;
}

/* What fields of Cache-Control say; commas inside quotes do not occur in those we read. */
static void
take_cache(struct arena *arena, const struct head *head, struct fetched *out)
{
	struct raw list = head_list(arena, head, S("Cache-Control")),
		   age = head_field(head, S("Age"));
	struct str rest = { (const char *)list.p, list.n }, directive;
	int64_t spent;

	while (pull_field(&rest, ',', &directive))
		cache_directive(str_trim(directive), out);
	if (out->max_age_s > 0 && seconds_parse((struct str){ (const char *)age.p, age.n }, &spent))
		out->max_age_s = spent < out->max_age_s ? out->max_age_s - spent : 0;
}

static void
take_dates(const struct head *head, struct fetched *out)
{
	struct raw expires = head_field(head, S("Expires"));

	if (!date_parse(head_field(head, S("Date")), &out->date) || out->date < 0)
		out->date = 0;
	if (!expires.p)
		return;
	if (!date_parse(expires, &out->expires) || out->expires < 1)
		out->expires = 1;
}

static void
take_retry(const struct head *head, int64_t now, struct fetched *out)
{
	struct raw value = head_field(head, S("Retry-After"));
	int64_t when;

	if (seconds_parse((struct str){ (const char *)value.p, value.n }, &when))
		out->retry_after_s = when;
	else if (date_parse(value, &when))
		out->retry_after_s =
		    when > (out->date ? out->date : now) ? when - (out->date ? out->date : now) : 0;
}

/* ---- links (RFC 8288) ---- */

/* Bytes up to the quote that ends a quoted string, or all. */
static size_t
quoted_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '"')
		n += s.p[n] == '\\' && n + 1 < s.n ? 2 : 1;
	return n;
}

static struct str
unquote(struct arena *arena, struct str inside)
{
	char *to = arena_alloc_dirty(arena, inside.n);
	size_t n = 0;

	for (size_t i = 0; i < inside.n; i++) {
		i += inside.p[i] == '\\' && i + 1 < inside.n;
		to[n++] = inside.p[i];
	}
	return (struct str){ to, n };
}

/* A value with its quotes and backslashes taken off, from the front of *${s}, up to one of ; and ,
 */
static struct str
pull_value(struct arena *arena, struct str *s)
{
	struct str value = *s;

	if (pull_char(s, '"')) {
		value = str_slice(*s, 0, quoted_length(*s));
		*s = str_from(*s, value.n);
		pull_char(s, '"');
		return unquote(arena, value);
	}
	while (s->n && s->p[0] != ';' && s->p[0] != ',')
		*s = str_from(*s, 1);
	value.n -= s->n;
	return str_trim(value);
}

static void
take_parameter(struct str name, struct str value, struct fetch_link *link)
{
	/* the first one counts (RFC 8288, 3.3) */
	if (str_equal_nocase(name, S("rel")) && !link->rel.p)
		link->rel = value;
	else if (str_equal_nocase(name, S("type")) && !link->type.p)
		link->type = value;
}

/* ; name=value ... up to the comma, which is taken */
static void
pull_parameters(struct arena *arena, struct str *s, struct fetch_link *link)
{
	while (pull_spaces(s) && pull_char(s, ';')) {
		struct str name = *s;

		while (s->n && !strchr("=;,", s->p[0]))
			*s = str_from(*s, 1);
		name.n -= s->n;
		if (pull_char(s, '=') && pull_spaces(s))
			take_parameter(str_trim(name), pull_value(arena, s), link);
	}
	while (s->n && !pull_char(s, ','))
		*s = str_from(*s, 1);
}

static void
take_links(struct arena *arena, const struct head *head, struct url base, struct fetched *out)
{
	struct raw list = head_list(arena, head, S("Link"));
	struct str rest = { (const char *)list.p, head_value_is_text(list) ? list.n : 0 }, target;

	while (out->link_count < FETCH_LINKS_MAX && pull_until(&rest, S("<"), &target) &&
	       pull_until(&rest, S(">"), &target)) {
		struct fetch_link link = { 0 };
		struct url url;

		pull_parameters(arena, &rest, &link);
		if (!link.rel.n || url_parse(arena, target, &base, &url).code)
			continue;
		link.url = url_str(url);
		out->links[out->link_count++] = link;
	}
}

/* ---- all together ---- */

static struct str
short_text(const struct head *head, struct str name)
{
	struct str s = head_text(head, name);

	return s.n <= FETCH_VALIDATOR_MAX ? s : (struct str){ 0 };
}

static bool
manipulated_as_feed(struct arena *arena, const struct head *head)
{
	struct raw list = head_list(arena, head, S("IM"));
	struct str rest = { (const char *)list.p, list.n }, name;

	while (pull_field(&rest, ',', &name))
		if (str_equal_nocase(name_of(name), S("feed")))
			return true;
	return false;
}

void
head_understand(
    struct arena *arena, const struct head *head, struct url url, int64_t now, struct fetched *out)
{
	out->etag = short_text(head, S("ETag"));
	out->last_modified = short_text(head, S("Last-Modified"));
	out->content_type = short_text(head, S("Content-Type"));
	out->content_location = short_text(head, S("Content-Location"));
	out->content_language = short_text(head, S("Content-Language"));
	out->max_age_s = out->retry_after_s = -1;
	take_dates(head, out);
	take_cache(arena, head, out);
	take_retry(head, now, out);
	take_links(arena, head, url, out);
	out->is_delta = head->status == 226 && manipulated_as_feed(arena, head);
}
