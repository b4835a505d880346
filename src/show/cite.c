#include "show/cite.h"

#include "text/url.h"

/* What a field between braces cannot hold as it is; control characters and line breaks become
 * spaces. */
static struct str
escaped(char c)
{
	static const struct {
		char c;
		struct str as;
	} rows[] = {
		{ '\\', STR_INIT("\\textbackslash{}") },
		{ '{', STR_INIT("\\{") },
		{ '}', STR_INIT("\\}") },
		{ '%', STR_INIT("\\%") },
		{ '$', STR_INIT("\\$") },
		{ '&', STR_INIT("\\&") },
		{ '#', STR_INIT("\\#") },
		{ '_', STR_INIT("\\_") },
		{ '^', STR_INIT("\\^{}") },
		{ '~', STR_INIT("\\~{}") },
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		if (rows[i].c == c)
			return rows[i].as;
	return (unsigned char)c < 0x20 || c == 0x7f ? S(" ") : S("");
}

static void
push_words(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		struct str as = escaped(s.p[i]);

		if (as.n)
			buf_push_str(out, as);
		else
			buf_push_char(out, s.p[i]);
	}
}

static void
field_begin(struct buf *out, const char *name)
{
	buf_push_format(out, ",\n  %s = {", name);
}

static void
field(struct buf *out, const char *name, struct str value)
{
	if (!value.n)
		return;
	field_begin(out, name);
	push_words(out, value);
	buf_push_char(out, '}');
}

/* Names in braces of their own, so that none is taken apart. */
static void
authors_put(struct buf *out, const struct strs *authors)
{
	if (!authors->count)
		return;
	field_begin(out, "author");
	for (size_t i = 0; i < authors->count; i++) {
		buf_push_str(out, i ? S(" and {") : S("{"));
		push_words(out, authors->items[i]);
		buf_push_char(out, '}');
	}
	buf_push_char(out, '}');
}

/* The day in the zone of the date, else of the outlet. */
static void
date_put(struct buf *out, const struct article_row *row, struct when published)
{
	if (published.precision == WHEN_NONE)
		return;
	field_begin(out, "date");
	if (published.precision > WHEN_DAY)
		when_push_day(out, when_seconds(published),
		    published.offset_s ? published.offset_s : row->source_zone_s);
	else
		when_push(out, published);
	buf_push_char(out, '}');
}

/* An address has no braces once it is normalised; what one as claimed has would end the field. */
static void
address_put(struct buf *out, struct str url)
{
	field_begin(out, "url");
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] > ' ' && url.p[i] != '{' && url.p[i] != '}')
			buf_push_char(out, url.p[i]);
	buf_push_char(out, '}');
}

static void
label(struct buf *out, enum word word, enum tongue tongue)
{
	buf_push_str(out, word_text(word, tongue));
	buf_push_str(out, tongue == TONGUE_EN ? S(": ") : S("："));
}

void
cite_text(struct buf *out, const struct article_row *row, const struct revision *revision, struct str base,
    enum tongue tongue)
{
	const struct article *record = &revision->record;
	char hex[DIGEST_HEX + 1];

	digest_hex(&revision->capture_digest, hex);
	buf_push_str(out, record->headline);
	buf_push_char(out, '\n');
	buf_push_str(out, row->source_name);
	if (record->published.precision != WHEN_NONE) {
		buf_push_literal(out, ", ");
		when_push(out, record->published);
	}
	buf_push_char(out, '\n');
	buf_push_str(out, record->url.n ? url_str(record->url) : row->url);
	buf_push_char(out, '\n');
	label(out, WORD_CAPTURED, tongue);
	when_push_utc(out, revision->fetched);
	buf_push_format(out, "\nSHA-256: %s\n", hex);
	buf_push_str(out, base);
	buf_push_format(out, "/a/%lld/v/%lld\n", (long long)row->id, (long long)revision->n);
}

void
cite_bibtex(struct buf *out, const struct article_row *row, const struct revision *revision,
    struct str base)
{
	const struct article *record = &revision->record;
	char hex[DIGEST_HEX + 1];

	digest_hex(&revision->capture_digest, hex);
	buf_push_format(
	    out, "@online{xinshi-%lld-v%lld", (long long)row->id, (long long)revision->n);
	authors_put(out, &record->authors);
	field_begin(out, "title");
	buf_push_char(out, '{');
	push_words(out, record->headline);
	buf_push_literal(out, "}}");
	field(out, "organization", row->source_name);
	date_put(out, row, record->published);
	address_put(out, record->url.n ? url_str(record->url) : row->url);
	field_begin(out, "urldate");
	when_push_day(out, revision->fetched, 0);
	buf_push_char(out, '}');
	field(out, "langid", record->lang);
	field_begin(out, "note");
	buf_push_literal(out, "Captured ");
	when_push_utc(out, revision->fetched);
	buf_push_format(out, ", SHA-256 %s, kept as ", hex);
	push_words(out, base);
	buf_push_format(out, "/a/%lld/v/%lld}\n}\n", (long long)row->id, (long long)revision->n);
}
