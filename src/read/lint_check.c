#include "read/lint_check.h"
#include "text/date.h"
#include "text/reference.h"

/* ---- one of some words ---- */

static bool
is_one_of(struct str s, const char *words)
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
	return is_one_of(s, "yes no");
}

static bool
is_explicit(struct str s)
{
	return is_one_of(s, "yes no clean true false explicit");
}

static bool
is_period(struct str s)
{
	return is_one_of(s, "hourly daily weekly monthly yearly");
}

static bool
is_protocol(struct str s)
{
	return is_one_of(s, "xml-rpc soap http-post");
}

static bool
is_version(struct str s)
{
	return is_one_of(s, "0.90 0.91 0.92 0.93 0.94 2.0");
}

static bool
is_day(struct str s)
{
	return is_one_of(s, "Monday Tuesday Wednesday Thursday Friday Saturday Sunday");
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
		if (!is_count(part) || ++parts > 3)
			return false;
	return parts > 0;
}

/* ---- dates ---- */

/* Day and month must be of this calendar, too: the general reader knows. */
static bool
is_date(struct str s)
{
	struct when when;

	return when_parse(s, 0, &when);
}

static bool
pull_time(struct str *s, bool need_seconds)
{
	unsigned hour, minute, second = 0;
	uint64_t fraction;

	if (!pull_digits(s, 2, &hour) || !pull_char(s, ':') || !pull_digits(s, 2, &minute))
		return false;
	if (pull_char(s, ':')) {
		if (!pull_digits(s, 2, &second))
			return false;
		if (pull_char(s, '.') && !pull_number(s, UINT64_MAX, &fraction))
			return false;
	} else if (need_seconds) {
		return false;
	}
	return hour < 24 && minute < 60 && second < 61;
}

static bool
pull_offset(struct str *s)
{
	unsigned hour, minute;

	if (pull_char(s, 'Z'))
		return true;
	return (pull_char(s, '+') || pull_char(s, '-')) && pull_digits(s, 2, &hour) &&
	       pull_char(s, ':') && pull_digits(s, 2, &minute) && hour < 24 && minute < 60;
}

static bool
is_rfc3339(struct str s)
{
	struct str whole = s;
	unsigned year, month, day;

	return pull_digits(&s, 4, &year) && pull_char(&s, '-') && pull_digits(&s, 2, &month) &&
	       pull_char(&s, '-') && pull_digits(&s, 2, &day) && pull_char(&s, 'T') &&
	       pull_time(&s, true) && pull_offset(&s) && !s.n && is_date(whole);
}

/* A year, a month, a day, or a minute or second with its zone. */
static bool
is_w3cdtf(struct str s)
{
	struct str whole = s;
	unsigned year, month, day;

	if (!pull_digits(&s, 4, &year))
		return false;
	if (!s.n)
		return true;
	if (!pull_char(&s, '-') || !pull_digits(&s, 2, &month) || month < 1 || month > 12)
		return false;
	if (!s.n)
		return true;
	if (!pull_char(&s, '-') || !pull_digits(&s, 2, &day) || !is_date(str_slice(whole, 0, 10)))
		return false;
	if (!s.n)
		return true;
	return pull_char(&s, 'T') && pull_time(&s, false) && pull_offset(&s) && !s.n;
}

static bool
pull_one_of(struct str *s, const char *words)
{
	struct str rest = str_from_c(words), word;

	while (pull_field(&rest, ' ', &word))
		if (pull_str_nocase(s, word))
			return true;
	return false;
}

static bool
pull_gap(struct str *s)
{
	size_t n = s->n;

	pull_spaces(s);
	return s->n < n;
}

static bool
pull_zone_822(struct str *s)
{
	unsigned digits;

	if (pull_char(s, '+') || pull_char(s, '-'))
		return pull_digits(s, 4, &digits) && digits < 2400;
	return pull_one_of(s, "UTC UT GMT EST EDT CST CDT MST MDT PST PDT Z");
}

/* RFC 822 with the year in four digits, as RSS 2.0 wants it; its weekday must be the date's. */
static bool
is_rfc822(struct str s)
{
	static const char *const names[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
	struct str whole = s, weekday = { 0 };
	struct when when;
	uint64_t day;
	unsigned year;

	if (s.n > 3 && char_is_alpha(s.p[0])) {
		weekday = str_slice(s, 0, 3);
		if (!pull_one_of(&s, "Mon Tue Wed Thu Fri Sat Sun") || !pull_char(&s, ','))
			return false;
		pull_spaces(&s);
	}
	if (!pull_number(&s, 31, &day) || !pull_gap(&s) ||
	    !pull_one_of(&s, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec") || !pull_gap(&s) ||
	    !pull_digits(&s, 4, &year) || !pull_gap(&s) || !pull_time(&s, false) || !pull_gap(&s) ||
	    !pull_zone_822(&s) || s.n)
		return false;
	if (!when_parse(whole, 0, &when))
		return false;
	if (weekday.p) {
		int64_t days = (when.ms / 1000 + when.offset_s) / 86400 % 7;
		return str_equal_nocase(weekday, str_from_c(names[(days + 7) % 7]));
	}
	return true;
}

/* ---- addresses ---- */

static bool
is_uri(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || c == 0x7F || strchr("<>\"{}|\\^`", c))
			return false;
		if (c == '%' &&
		    (i + 2 >= s.n || char_hex(s.p[i + 1]) < 0 || char_hex(s.p[i + 2]) < 0))
			return false;
	}
	return s.n > 0;
}

static struct str
scheme_of(struct str s)
{
	size_t n = 0;

	while (n < s.n &&
	       (char_is_alpha(s.p[n]) || (n && (char_is_digit(s.p[n]) || strchr("+-.", s.p[n])))))
		n++;
	return n && n < s.n && s.p[n] == ':' ? str_slice(s, 0, n) : S("");
}

static bool
is_full_uri(struct str s)
{
	struct str scheme = scheme_of(s), rest;

	if (!is_uri(s) || !scheme.n)
		return false;
	rest = str_from(s, scheme.n + 1);
	if (!is_one_of(scheme, "http https ftp"))
		return rest.n > 0;
	return pull_str(&rest, S("//")) && rest.n && rest.p[0] != '/' && rest.p[0] != ':';
}

/* A relative one is one too. */
static bool
is_reference(struct str s)
{
	struct str scheme = scheme_of(s);

	return scheme.n ? is_full_uri(s) : is_uri(s) && str_find_char(s, ':', 0) != 0;
}

static bool
is_http(struct str s)
{
	return is_full_uri(s) && is_one_of(scheme_of(s), "http https");
}

/* RFC 4151: tag:authority,date:specific */
static bool
is_tag(struct str s)
{
	struct str authority, date;

	if (!pull_str(&s, S("tag:")) || !pull_until(&s, S(","), &authority) ||
	    !pull_until(&s, S(":"), &date))
		return false;
	if (!authority.n || str_find_char(authority, '/', 0) >= 0 ||
	    str_find_char(authority, ':', 0) >= 0)
		return false;
	for (size_t i = 0; i < authority.n; i++)
		if ((unsigned char)authority.p[i] >= 0x80 || authority.p[i] == '_')
			return false;
	return (date.n == 4 || date.n == 7 || date.n == 10) && is_w3cdtf(date);
}

/* RFC 8141; of uuid also its form. */
static bool
is_urn(struct str s)
{
	struct str name;

	if (!pull_str_nocase(&s, S("urn:")) || !pull_until(&s, S(":"), &name))
		return false;
	if (name.n < 2 || name.n > 32 || name.p[0] == '-' || !s.n)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (!char_is_alpha(name.p[i]) && !char_is_digit(name.p[i]) && name.p[i] != '-')
			return false;
	if (!str_equal_nocase(name, S("uuid")))
		return true;
	for (size_t i = 0; i < s.n; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? s.p[i] != '-' : char_hex(s.p[i]) < 0)
			return false;
	return s.n == 36;
}

static bool
is_id(struct str s)
{
	if (str_starts_nocase(s, S("tag:")))
		return is_uri(s) && is_tag(s);
	if (str_starts_nocase(s, S("urn:")))
		return is_uri(s) && is_urn(s);
	return is_full_uri(s);
}

static bool
is_email(struct str s)
{
	ptrdiff_t at = str_find_last_char(s, '@');
	struct str host = str_from(s, (size_t)(at + 1));

	if (at <= 0 || !host.n || str_find_char(host, '.', 0) <= 0 || host.p[host.n - 1] == '.')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (char_is_space(s.p[i]) || strchr("<>()[],;:\\", s.p[i]))
			return false;
	return true;
}

/* a@b.example   a@b.example (Name)   Name <a@b.example> */
static bool
is_contact(struct str s)
{
	struct str before, name;

	if (pull_until(&s, S("<"), &before))
		return pull_until(&s, S(">"), &name) && is_email(name) && !str_trim(s).n;
	if (pull_until(&s, S("("), &before))
		return is_email(str_trim(before)) && str_ends(s, S(")"));
	return is_email(s);
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
		return is_full_uri(s);
	return is_one_of(s,
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
		"link", "base", "frameset" };

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
	[CHECK_URI] = { is_reference, "invalid URI" },
	[CHECK_FULL_URI] = { is_full_uri, "invalid URI" },
	[CHECK_HTTP] = { is_http, "invalid URI" },
	[CHECK_ID] = { is_id, "invalid id" },
	[CHECK_RFC822] = { is_rfc822, "invalid RFC 822 date" },
	[CHECK_RFC3339] = { is_rfc3339, "invalid RFC 3339 date" },
	[CHECK_W3CDTF] = { is_w3cdtf, "invalid W3CDTF date" },
	[CHECK_EMAIL] = { is_email, "invalid mail address" },
	[CHECK_CONTACT] = { is_contact, "invalid contact" },
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
