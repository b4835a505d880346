#include "read/lint_value.h"

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

bool
lint_is_full_uri(struct str s)
{
	struct str scheme = scheme_of(s), rest;

	if (!is_uri(s) || !scheme.n)
		return false;
	rest = str_from(s, scheme.n + 1);
	if (!lint_is_one_of(scheme, "http https ftp"))
		return rest.n > 0;
	return pull_str(&rest, S("//")) && rest.n && rest.p[0] != '/' && rest.p[0] != ':';
}

/* A relative one is one too. */
bool
lint_is_reference(struct str s)
{
	struct str scheme = scheme_of(s);

	return scheme.n ? lint_is_full_uri(s) : is_uri(s) && str_find_char(s, ':', 0) != 0;
}

bool
lint_is_http(struct str s)
{
	return lint_is_full_uri(s) && lint_is_one_of(scheme_of(s), "http https");
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
		if (!char_is_alpha(authority.p[i]) && !char_is_digit(authority.p[i]) &&
		    !strchr("-.@", authority.p[i]))
			return false;
	if (str_find_char(s, '[', 0) >= 0 || str_find_char(s, ']', 0) >= 0)
		return false;
	return (date.n == 4 || date.n == 7 || date.n == 10) && lint_is_w3cdtf(date);
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

bool
lint_is_id(struct str s)
{
	if (str_starts_nocase(s, S("tag:")))
		return is_uri(s) && is_tag(s);
	if (str_starts_nocase(s, S("urn:")))
		return is_uri(s) && is_urn(s);
	return lint_is_full_uri(s);
}

bool
lint_is_email(struct str s)
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
bool
lint_is_contact(struct str s)
{
	struct str before, name;

	if (pull_until(&s, S("<"), &before))
		return pull_until(&s, S(">"), &name) && lint_is_email(name) && !str_trim(s).n;
	if (pull_until(&s, S("("), &before))
		return lint_is_email(str_trim(before)) && str_ends(s, S(")"));
	return lint_is_email(s);
}
