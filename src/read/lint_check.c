#include "read/lint_check.h"
#include "read/lint_value.h"
#include "base/err.h"

/* ---- one of some words ---- */

bool
lint_is_one_of(struct str s, const char *words)
{
	struct str rest = str_from_c(words), word;

	while (pull_field(&rest, ' ', &word))
		if (str_equal_nocase(s, word))
			return true;
	return false;
}

static bool
is_boolean(struct str s)
{
	return str_equal(s, S("true")) || str_equal(s, S("false"));
}

static bool
is_yes_no(struct str s)
{
	return lint_is_one_of(s, "yes no");
}

static bool
is_explicit(struct str s)
{
	return lint_is_one_of(s, "yes no clean true false explicit");
}

static bool
is_period(struct str s)
{
	return lint_is_one_of(s, "hourly daily weekly monthly yearly");
}

static bool
is_protocol(struct str s)
{
	return lint_is_one_of(s, "xml-rpc soap http-post");
}

static bool
is_version(struct str s)
{
	return lint_is_one_of(s, "0.90 0.91 0.92 0.93 0.94 2.0");
}

static bool
is_day(struct str s)
{
	return lint_is_one_of(s, "Monday Tuesday Wednesday Thursday Friday Saturday Sunday");
}

/* ---- numbers ---- */

static bool
number_within(struct str s, uint64_t from, uint64_t to)
{
	uint64_t value;

	return pull_number(&s, to, &value) && !s.n && value >= from;
}

static bool
is_count(struct str s)
{
	return number_within(s, 0, INT64_MAX);
}

static bool
is_positive(struct str s)
{
	return number_within(s, 1, INT64_MAX);
}

static bool
is_hour(struct str s)
{
	return number_within(s, 0, 24);
}

static bool
is_width(struct str s)
{
	return number_within(s, 1, 144);
}

static bool
is_height(struct str s)
{
	return number_within(s, 1, 400);
}

static bool
is_degree(struct str s, uint64_t max)
{
	uint64_t whole, fraction;

	if (!pull_char(&s, '-'))
		pull_char(&s, '+');
	if (!pull_number(&s, max, &whole))
		return false;
	if (pull_char(&s, '.') && s.n && !pull_number(&s, UINT64_MAX, &fraction))
		return false;
	return !s.n;
}

static bool
is_latitude(struct str s)
{
	return is_degree(s, 90);
}

static bool
is_longitude(struct str s)
{
	return is_degree(s, 180);
}

/* 3600, 59:59, 1:02:03 */
static bool
is_duration(struct str s)
{
	struct str part;
	unsigned parts = 0;

	while (pull_field(&s, ':', &part))
		if (!number_within(part, 0, parts ? 59 : INT32_MAX) || ++parts > 3)
			return false;
	return parts > 0;
}

/* ---- words with a form ---- */

static bool
is_language(struct str s)
{
	struct str part;
	unsigned parts = 0;

	if (!s.n || s.p[s.n - 1] == '-')
		return false;
	while (pull_field(&s, '-', &part)) {
		for (size_t i = 0; i < part.n; i++)
			if (!char_is_alpha(part.p[i]) && !(parts && char_is_digit(part.p[i])))
				return false;
		if (!part.n || part.n > 8 || (!parts && part.n > 3) ||
		    (!parts && part.n == 1 && !strchr("ixIX", part.p[0])))
			return false;
		parts++;
	}
	return true;
}

static bool
is_mime_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alpha(s.p[i]) && !char_is_digit(s.p[i]) &&
		    !strchr("!#$&-^_.+*", s.p[i]))
			return false;
	return s.n > 0;
}

static bool
is_mime(struct str s)
{
	struct str type, subtype;

	return pull_until(&s, S("/"), &type) && is_mime_token(type) &&
	       pull_field(&s, ';', &subtype) && is_mime_token(str_trim(subtype));
}

/* A registered name, or an address of one's own. */
static bool
is_rel(struct str s)
{
	if (str_find_char(s, ':', 0) >= 0)
		return lint_is_full_uri(s);
	return lint_is_one_of(s,
	    "alternate related self enclosure via first last next previous prev current "
	    "prev-archive "
	    "next-archive hub replies edit edit-media license payment up service search");
}

/* ---- texts ---- */

static bool
is_text(struct str s)
{
	return s.n > 0;
}

static bool
is_line(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		struct str rest = str_from(s, i + 1), name;

		if (s.p[i] == '<' && (char_is_alpha(s.p[i + 1]) || s.p[i + 1] == '/') &&
		    str_find_char(s, '>', i) > 0)
			return false;
		if (s.p[i] == '&' && pull_until(&rest, S(";"), &name) && name.n && name.n < 9 &&
		    (name.p[0] == '#' || char_is_alpha(name.p[0])) &&
		    str_find_char(name, ' ', 0) < 0)
			return false;
	}
	return s.n > 0;
}

bool
markup_runs(struct str markup)
{
	static const char *const tags[] = { "script", "object", "embed", "applet", "meta", "iframe",
		"link", "base", "frameset", "?import" };

	for (ptrdiff_t i = -1; (i = str_find_char(markup, '<', (size_t)(i + 1))) >= 0;) {
		struct str rest = str_from(markup, (size_t)i + 1), tag = rest;
		ptrdiff_t end = str_find_char(rest, '>', 0), next = str_find_char(rest, '<', 0), on;

		for (size_t k = 0; k < LENGTH(tags); k++)
			if (pull_str_nocase(&rest, str_from_c(tags[k])) &&
			    (!rest.n || !char_is_alpha(rest.p[0])))
				return true;
		if (end < 0)
			return false;
		end = next >= 0 && next < end ? next : end;
		tag = str_slice(tag, 0, (size_t)end);
		on = str_find_nocase(tag, S(" on"), 0);
		if (on > 0 && str_find_char(tag, '=', (size_t)on) > 0 && char_is_alpha(tag.p[0]))
			return true;
		if (str_find_nocase(tag, S("javascript:"), 0) >= 0)
			return true;
	}
	return false;
}

static bool
is_tame(struct str s)
{
	return !markup_runs(s);
}

/* ---- all of them ---- */

static const struct {
	bool (*is_good)(struct str s);
	const char *rule;
	bool may_be_blank;
} checks[CHECK_MAX] = {
	[CHECK_TEXT] = { is_text, "blank" },
	[CHECK_LINE] = { is_line, "contains markup" },
	[CHECK_MARKUP] = { is_tame, "security risk", true },
	[CHECK_CONSTRUCT] = { is_tame, "security risk" },
	[CHECK_URI] = { lint_is_reference, "invalid URI" },
	[CHECK_FULL_URI] = { lint_is_full_uri, "invalid URI" },
	[CHECK_HTTP] = { lint_is_http, "invalid URI" },
	[CHECK_PERMALINK] = { lint_is_http, "invalid permalink" },
	[CHECK_ID] = { lint_is_id, "invalid id" },
	[CHECK_RFC822] = { lint_is_rfc822, "invalid RFC 822 date" },
	[CHECK_RFC3339] = { lint_is_rfc3339, "invalid RFC 3339 date" },
	[CHECK_W3CDTF] = { lint_is_w3cdtf, "invalid W3CDTF date" },
	[CHECK_EMAIL] = { lint_is_email, "invalid mail address" },
	[CHECK_CONTACT] = { lint_is_contact, "invalid contact" },
	[CHECK_LANGUAGE] = { is_language, "invalid language" },
	[CHECK_MIME] = { is_mime, "invalid media type" },
	[CHECK_COUNT] = { is_count, "invalid number" },
	[CHECK_POSITIVE] = { is_positive, "invalid number" },
	[CHECK_HOUR] = { is_hour, "invalid hour" },
	[CHECK_DAY] = { is_day, "invalid day" },
	[CHECK_WIDTH] = { is_width, "invalid width" },
	[CHECK_HEIGHT] = { is_height, "invalid height" },
	[CHECK_BOOLEAN] = { is_boolean, "invalid boolean" },
	[CHECK_YES_NO] = { is_yes_no, "invalid word" },
	[CHECK_EXPLICIT] = { is_explicit, "invalid word" },
	[CHECK_DURATION] = { is_duration, "invalid duration" },
	[CHECK_PERIOD] = { is_period, "invalid period" },
	[CHECK_PROTOCOL] = { is_protocol, "invalid protocol" },
	[CHECK_RSS_VERSION] = { is_version, "invalid version" },
	[CHECK_REL] = { is_rel, "invalid relation" },
	[CHECK_LATITUDE] = { is_latitude, "invalid latitude" },
	[CHECK_LONGITUDE] = { is_longitude, "invalid longitude" },
};

const char *
lint_check(enum check check, struct str s)
{
	s = str_trim(s);
	if (!checks[check].is_good || (!s.n && checks[check].may_be_blank))
		return NULL;
	if (!s.n)
		return "blank";
	return checks[check].is_good(s) ? NULL : checks[check].rule;
}

const char *
lint_check_attribute(enum check check, struct str s)
{
	bool is_address = check >= CHECK_URI && check <= CHECK_ID;
	bool is_blank = !str_trim(s).n;

	if (is_address && str_trim(s).n != s.n)
		return "invalid URI";
	if (is_blank && check == CHECK_URI)
		return NULL;
	return is_blank && check > CHECK_LINE ? checks[check].rule : lint_check(check, s);
}
