#include "read/feed.h"
#include "read/xml.h"
#include "text/charset.h"
#include "text/reference.h"

/* ---- the character set ---- */

/* "text/xml; charset=GBK" */
static struct str
charset_of_header(struct str content_type)
{
	ptrdiff_t at = str_find_nocase(content_type, S("charset"), 0);
	struct str s, value;

	if (at < 0)
		return S("");
	s = str_from(content_type, (size_t)at + 7);
	if (!pull_spaces(&s) || !pull_char(&s, '=') || !pull_spaces(&s))
		return S("");
	if (pull_char(&s, '"') || pull_char(&s, '\''))
		return pull_until(&s, S("\""), &value) ? value : str_slice(s, 0, s.n ? s.n - 1 : 0);
	return pull_field(&s, ';', &value) ? str_trim(value) : S("");
}

/* XML's own first characters, where there is no byte order mark (XML 1.0, appendix F). */
static struct str
charset_of_shape(struct raw bytes)
{
	static const struct {
		char bytes[4];
		struct str charset;
	} shapes[] = {
		{ { 0, '<', 0, '?' }, STR_INIT("UTF-16BE") },
		{ { '<', 0, '?', 0 }, STR_INIT("UTF-16LE") },
		{ { 0, '<', 0, 'r' }, STR_INIT("UTF-16BE") },
		{ { '<', 0, 'r', 0 }, STR_INIT("UTF-16LE") },
		{ { 0, '<', 0, 'f' }, STR_INIT("UTF-16BE") },
		{ { '<', 0, 'f', 0 }, STR_INIT("UTF-16LE") },
		{ { 0, 0, 0, '<' }, STR_INIT("UTF-32BE") },
		{ { '<', 0, 0, 0 }, STR_INIT("UTF-32LE") },
	};

	for (size_t i = 0; bytes.n >= 4 && i < LENGTH(shapes); i++)
		if (memcmp(bytes.p, shapes[i].bytes, 4) == 0)
			return shapes[i].charset;
	return S("");
}

/* Bytes of ASCII cannot be in a set of wide characters, whatever they declare. */
static bool
is_wide(struct str charset)
{
	return str_starts_nocase(charset, S("utf-16")) || str_starts_nocase(charset, S("utf16")) ||
	       str_starts_nocase(charset, S("utf-32")) || str_starts_nocase(charset, S("ucs-")) ||
	       str_starts_nocase(charset, S("iso-10646"));
}

static size_t
lost_characters(struct str text)
{
	size_t count = 0;

	for (ptrdiff_t i = -1; (i = str_find(text, S("\xEF\xBF\xBD"), (size_t)(i + 1))) >= 0;)
		count++;
	return count;
}

struct attempt {
	struct str declared, evidence;
};

/* Text that is UTF-8, or is not, whatever it was said to be. */
static bool
is_overruled(struct str declared, struct str charset)
{
	bool said = str_equal_nocase(declared, S("utf-8")) || str_equal_nocase(declared, S("utf8"));

	return declared.n && said != str_equal(charset, S("UTF-8"));
}

/* A declaration is believed if it loses nothing; of those that do, the one that loses least. */
static struct err
decode_best(struct arena *arena, struct raw bytes, const struct attempt *attempts, size_t count,
    struct str *text, struct str *charset, struct str *evidence)
{
	struct err err = { 0 };
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < count && least; i++) {
		const char *name;
		struct str decoded;
		size_t lost;

		err = text_decode(arena, bytes, attempts[i].declared, &decoded, &name);
		if (err.code)
			continue;
		/* what was UTF-8 already lost nothing: nothing grew */
		lost = decoded.n <= bytes.n && strcmp(name, "UTF-8") == 0
			   ? 0
			   : lost_characters(decoded);
		if (lost >= least)
			continue;
		least = lost;
		*text = decoded;
		*charset = str_from_c(name);
		*evidence = is_overruled(attempts[i].declared, *charset) ? S("bytes")
									 : attempts[i].evidence;
	}
	return least == SIZE_MAX ? err : (struct err){ 0 };
}

static bool
has_order_mark(struct raw bytes)
{
	struct str s = { (const char *)bytes.p, bytes.n };

	return str_starts(s, S("\xEF\xBB\xBF")) || str_starts(s, S("\xFE\xFF")) ||
	       str_starts(s, S("\xFF\xFE"));
}

struct err
feed_decode(struct arena *arena, const struct feed_question *question, struct str *text,
    struct str *charset, struct str *evidence)
{
	struct str shape = charset_of_shape(question->bytes);
	struct attempt attempts[4];
	size_t count = 0;

	if (has_order_mark(question->bytes))
		attempts[count++] = (struct attempt){ S(""), S("byte order mark") };
	else if (shape.n)
		attempts[count++] = (struct attempt){ shape, S("first characters") };
	if (!count) {
		struct str header = charset_of_header(question->content_type);
		struct str declared = xml_declared_encoding(question->bytes);

		if (header.n && !is_wide(header))
			attempts[count++] = (struct attempt){ header, S("header") };
		if (declared.n && !is_wide(declared))
			attempts[count++] = (struct attempt){ declared, S("declaration") };
		attempts[count++] = (struct attempt){ S(""), S("guess") };
	}
	return decode_best(arena, question->bytes, attempts, count, text, charset, evidence);
}

/* ---- the whole ---- */

static struct str
base_of(struct arena *arena, const struct feed_question *question)
{
	struct str base = str_trim(question->base), location = str_trim(question->location);

	if (!location.n || !reference_is_safe(location))
		return base;
	return reference_resolve(arena, base, location);
}

/* Before the first tag may stand anything: white space, a warning of PHP. */
static bool
is_json(struct str text)
{
	return pull_spaces(&text) && text.n && (text.p[0] == '{' || text.p[0] == '[');
}

struct err
feed_parse(struct arena *arena, const struct feed_question *question, struct feed *out)
{
	struct str text = { 0 }, base = base_of(arena, question);
	struct feed feed;
	struct err err;

	feed_init(&feed);
	if (!question->bytes.n)
		return err_new(ERR_EMPTY, NULL);
	err = feed_decode(arena, question, &text, &feed.charset, &feed.evidence);
	if (err.code)
		return err;
	if (!str_trim(text).n)
		return err_new(ERR_EMPTY, NULL);
	feed.head.language = str_trim(question->language);
	err = is_json(text) ? feed_from_json(arena, question, base, text, &feed)
			    : feed_from_xml(arena, question, base, text, &feed);
	if (!err.code)
		*out = feed;
	return err;
}
