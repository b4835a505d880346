/* The character set of a page (HTML 13.2.3.2). */
#include "read/webpage.h"
#include "read/xml.h"
#include "text/charset.h"

enum {
	HEAD_MAX = 4096, /* of the page, where <meta> is looked for */
	RAW_MAX = 2 * MARKUP_MAX, /* UTF-16 takes twice the bytes of ASCII, no set more */
};

/* The value behind "charset=", in quotes or not. */
static struct str
charset_in(struct str s)
{
	ptrdiff_t at = str_find_nocase(s, S("charset"), 0);
	size_t n = 0;

	if (at < 0)
		return S("");
	s = str_from(s, (size_t)at + 7);
	if (!pull_spaces(&s) || !pull_char(&s, '=') || !pull_spaces(&s))
		return S("");
	if (!pull_char(&s, '"'))
		pull_char(&s, '\'');
	while (n < s.n && !char_is_space(s.p[n]) && !strchr("\"';>", s.p[n]))
		n++;
	return str_slice(s, 0, n);
}

/* What the first <meta> that speaks of it says.  The names of sets are ASCII in whatever set. */
static struct str
charset_of_meta(struct raw bytes)
{
	struct str head = { (const char *)bytes.p, bytes.n < HEAD_MAX ? bytes.n : HEAD_MAX };

	for (ptrdiff_t at = 0; (at = str_find_nocase(head, S("<meta"), (size_t)at)) >= 0; at++) {
		ptrdiff_t end = str_find_char(head, '>', (size_t)at);
		struct str found =
		    charset_in(str_slice(head, (size_t)at, end < 0 ? head.n : (size_t)end + 1));

		if (found.n)
			return found;
	}
	return S("");
}

static size_t
lost_characters(struct str text)
{
	size_t count = 0;

	for (ptrdiff_t i = -1; (i = str_find(text, S("\xEF\xBF\xBD"), (size_t)(i + 1))) >= 0;)
		count++;
	return count;
}

/* Said to be UTF-8 and is not: text_decode went by the bytes. */
static bool
is_overruled(struct str declared, const char *charset)
{
	bool said = str_equal_nocase(declared, S("utf-8")) || str_equal_nocase(declared, S("utf8"));

	return declared.n && said && strcmp(charset, "UTF-8") != 0;
}

struct err
webpage_decode(struct arena *arena, struct raw bytes, struct str content_type, struct str *out)
{
	const struct str declared[] = { charset_in(content_type), charset_of_meta(bytes),
		xml_declared_encoding(bytes), S("") };
	const char *binary = text_signature(bytes);
	size_t least = SIZE_MAX;
	struct err err = { 0 };

	if (binary)
		return err_at(ERR_BINARY, 0, binary);
	if (bytes.n > RAW_MAX)
		return err_at(ERR_TOO_BIG, RAW_MAX, "markup");
	for (size_t i = 0; i < LENGTH(declared) && least; i++) {
		const char *charset;
		struct str text;
		size_t lost;

		if (!declared[i].n && i + 1 < LENGTH(declared))
			continue;
		/* what nobody knows is no error as long as something else is said */
		err = text_decode(arena, bytes, declared[i], &text, &charset);
		if (!err.code && is_overruled(declared[i], charset))
			continue;
		lost = err.code ? SIZE_MAX : lost_characters(text);
		if (lost >= least)
			continue;
		least = lost;
		*out = text;
	}
	return least == SIZE_MAX ? err : (struct err){ 0 };
}
