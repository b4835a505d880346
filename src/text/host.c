#include <arpa/inet.h>
#include <unicode/uidna.h>

#include "text/host.h"

static const struct err bad_host = { ERR_URL, 0, "bad host" };

/* ---- IPv4 as browsers read it: 1 to 4 numbers, decimal, 0octal or 0xhex; the last fills what is left ---- */

static bool
part_of_ipv4(struct str part, uint64_t *out)
{
	unsigned base = pull_str(&part, S("0x")) ? 16 : part.n > 1 && part.p[0] == '0' ? 8 : 10;
	uint64_t value = 0;

	if (base == 10 && part.n == 0)
		return false;
	for (size_t i = 0; i < part.n; i++) {
		int digit = char_hex(part.p[i]);
		if (digit < 0 || (unsigned)digit >= base || value > UINT32_MAX)
			return false;
		value = value * base + (unsigned)digit;
	}
	*out = value;
	return true;
}

/* Whether the last label is a number, so that the whole must be an address. */
static bool
ends_in_number(struct str host)
{
	struct str last;
	uint64_t value;
	size_t digits = 0;

	if (host.n && host.p[host.n - 1] == '.')
		host.n--;
	last = str_from(host, (size_t)(str_find_last_char(host, '.') + 1));
	while (digits < last.n && char_is_digit(last.p[digits]))
		digits++;
	return last.n && (digits == last.n || (str_starts(last, S("0x")) && part_of_ipv4(last, &value)));
}

static bool
ipv4_parse(struct str host, uint32_t *out)
{
	uint64_t parts[4], address = 0;
	unsigned count = 0;
	struct str part;

	while (pull_field(&host, '.', &part)) {
		if (count == 4 || !part_of_ipv4(part, &parts[count]))
			return false;
		count++;
	}
	if (count == 0 || parts[count - 1] >> 8 * (5 - count))
		return false;
	for (unsigned i = 0; i + 1 < count; i++) {
		if (parts[i] > 255)
			return false;
		address |= parts[i] << 8 * (3 - i);
	}
	*out = (uint32_t)(address | parts[count - 1]);
	return true;
}

static struct err
ipv4_push(struct buf *out, struct str host)
{
	uint32_t a;

	if (!ipv4_parse(host, &a))
		return bad_host;
	buf_push_format(out, "%u.%u.%u.%u", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255);
	return out->err;
}

static struct err
ipv6_push(struct buf *out, struct str inside)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr address;

	if (inside.n >= sizeof(text))
		return bad_host;
	memcpy(text, inside.p, inside.n);
	text[inside.n] = 0;
	if (inet_pton(AF_INET6, text, &address) != 1 || !inet_ntop(AF_INET6, &address, text, sizeof(text)))
		return bad_host;
	buf_push_format(out, "[%s]", text);
	return out->err;
}

/* ---- names ---- */

/* What may not stand in a host even when percent-encoded (WHATWG URL, forbidden domain code points). */
static bool
is_forbidden(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7f || strchr("#%/:<>?@[\\]^|\"'`{}", c);
}

/* As doc_check has it for what a worker answers: a bracket or a comma first is a slip of markup, not a host. */
static bool
begins_name(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '_' || c == '-';
}

static bool
is_plain(struct str host)
{
	for (size_t i = 0; i < host.n; i++)
		if (host.p[i] & 0x80)
			return false;
	return !str_starts_nocase(host, S("xn--")) && str_find_nocase(host, S(".xn--"), 0) < 0;
}

/* IDN to ASCII, checked; lengths and empty labels are judged in name_push, as for plain names. */
static bool
idn_to_ascii(struct str host, char *to, size_t room, size_t *n)
{
	enum { HARMLESS = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
	    UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4 };
	UErrorCode code = U_ZERO_ERROR;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UIDNA *idna = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
		UIDNA_NONTRANSITIONAL_TO_UNICODE, &code);
	int32_t length = uidna_nameToASCII_UTF8(idna, host.p, (int32_t)host.n, to, (int32_t)room, &info, &code);

	uidna_close(idna);
	*n = (size_t)length;
	return U_SUCCESS(code) && !(info.errors & ~(uint32_t)HARMLESS) && (size_t)length <= room;
}

static struct err
name_push(struct buf *out, struct str host)
{
	char ascii[2 * HOST_MAX];
	size_t n = host.n;

	if (!is_plain(host) && !idn_to_ascii(host, ascii, sizeof(ascii), &n))
		return bad_host;
	if (n > HOST_MAX)
		return bad_host;
	if (is_plain(host))
		for (size_t i = 0; i < n; i++)
			ascii[i] = char_lower(host.p[i]);
	host = (struct str){ ascii, n };
	for (size_t i = 0; i < n; i++)
		if (is_forbidden(ascii[i]))
			return bad_host;
	if (n == 0 || !begins_name(ascii[0]) || str_find(host, S(".."), 0) >= 0)
		return bad_host;
	if (ends_in_number(host))
		return ipv4_push(out, host);
	buf_push_str(out, host);
	return out->err;
}

/* Percent-decodes to[n]; false where it is too long or no UTF-8 comes out. */
static bool
decode(struct str s, char *to, size_t room, size_t *n)
{
	size_t used = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool coded = s.p[i] == '%' && i + 2 < s.n && char_hex(s.p[i + 1]) >= 0 && char_hex(s.p[i + 2]) >= 0;
		if (used == room)
			return false;
		to[used++] = coded ? (char)(char_hex(s.p[i + 1]) << 4 | char_hex(s.p[i + 2])) : s.p[i];
		i += coded ? 2 : 0;
	}
	*n = used;
	return utf8_valid_length((struct raw){ (const unsigned char *)to, used }) == used;
}

struct err
host_push(struct buf *out, struct str written)
{
	char decoded[4 * HOST_MAX];
	size_t n;

	if (written.n == 0)
		return err_new(ERR_URL, "no host");
	if (written.p[0] == '[') {
		if (written.p[written.n - 1] != ']')
			return bad_host;
		return ipv6_push(out, str_slice(written, 1, written.n - 1));
	}
	if (!decode(written, decoded, sizeof(decoded), &n))
		return bad_host;
	return name_push(out, (struct str){ decoded, n });
}

void
host_push_display(struct buf *out, struct str host)
{
	char unicode[4 * HOST_MAX], again[2 * HOST_MAX];
	UErrorCode code = U_ZERO_ERROR;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UIDNA *idna;
	int32_t n;
	size_t back;

	if (is_plain(host)) {
		buf_push_str(out, host);
		return;
	}
	idna = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_UNICODE, &code);
	n = uidna_nameToUnicodeUTF8(idna, host.p, (int32_t)host.n, unicode, sizeof(unicode), &info, &code);
	uidna_close(idna);
	if (U_SUCCESS(code) && !info.errors && (size_t)n <= sizeof(unicode) &&
	    idn_to_ascii((struct str){ unicode, (size_t)n }, again, sizeof(again), &back) &&
	    str_equal((struct str){ again, back }, host))
		host = (struct str){ unicode, (size_t)n };
	buf_push_str(out, host);
}
