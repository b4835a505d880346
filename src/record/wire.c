/*
 * wire.c: articles as bytes.
 */
#include "record/wire.h"

static uint64_t
zigzag(int64_t value)
{
	return (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0);
}

static int64_t
unzigzag(uint64_t value)
{
	return (int64_t)(value >> 1 ^ (value & 1 ? UINT64_MAX : 0));
}

static void
put_int(struct buf *out, int64_t value)
{
	buf_push_varint(out, zigzag(value));
}

static int64_t
get_int(struct reader *reader)
{
	return unzigzag(read_varint(reader, UINT64_MAX));
}

static void
put_str(struct buf *out, struct str s)
{
	buf_push_bytes(out, raw_from_str(s));
}

/* What is left of a reader, as text. */
static struct str
get_rest_str(struct reader *reader)
{
	size_t good = utf8_valid_length(reader->rest);
	struct raw bytes;

	if (good != reader->rest.n) {
		reader->at += good;
		read_fail(reader, "text is not UTF-8");
		return (struct str){ 0 };
	}
	bytes = read_raw(reader, reader->rest.n);
	return (struct str){ (const char *)bytes.p, bytes.n };
}

/* ---- the other kinds ---- */

static void
put_when(struct buf *out, const struct when *when)
{
	buf_push_u8(out, when->precision);
	buf_push_u8(out, when->zone);
	put_int(out, when->offset_s);
	put_int(out, when->ms);
}

static void
get_when(struct reader *reader, struct when *out)
{
	struct when when = { 0 };
	int64_t offset_s;

	when.precision = read_u8(reader);
	when.zone = read_u8(reader);
	offset_s = get_int(reader);
	when.ms = get_int(reader);
	if (when.precision > WHEN_MILLISECOND || when.zone > ZONE_ASSUMED || offset_s < -86400 ||
	    offset_s > 86400)
		read_fail(reader, "date out of range");
	when.offset_s = (int32_t)offset_s;
	*out = when;
}

static void
put_strs(struct buf *out, const struct strs *list)
{
	for (size_t i = 0; i < list->count; i++)
		put_str(out, list->items[i]);
}

static void
get_strs(struct arena *arena, struct reader *reader, struct strs *out)
{
	while (reader->rest.n && !reader->err.code) {
		struct str s = read_str(reader);
		if (out->count == STRS_MAX)
			read_fail(reader, "too many texts");
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = s;
	}
}

void
wire_put_notes(struct buf *out, const struct notes *notes)
{
	for (unsigned i = 0; i < NOTE_MAX; i++) {
		if (!notes->count[i])
			continue;
		buf_push_varint(out, note_row(i)->wire);
		buf_push_varint(out, notes->count[i]);
	}
}

/* Notes of a newer writer that we do not know are skipped. */
static void
get_notes(struct reader *reader, struct notes *out)
{
	*out = (struct notes){ 0 };
	while (reader->rest.n && !reader->err.code) {
		int code = note_from_wire((unsigned)read_varint(reader, UINT16_MAX));
		uint32_t count = (uint32_t)read_varint(reader, UINT32_MAX);

		if (code >= 0)
			out->count[code] = count;
	}
}

struct err
wire_get_notes(struct raw bytes, struct notes *out)
{
	struct reader reader = reader_init(bytes);
	struct notes notes;

	get_notes(&reader, &notes);
	if (!reader.err.code)
		*out = notes;
	return reader.err;
}

static void
get_url(struct reader *reader, struct url *out)
{
	struct str s = get_rest_str(reader);

	if (!reader->err.code && (s.n > URL_MAX || !url_is_absolute(s)))
		read_fail(reader, "URL is not absolute http or https");
	*out = (struct url){ s.p, s.n };
}

static void
get_digest(struct reader *reader, struct digest *out)
{
	struct raw bytes = read_raw(reader, DIGEST_SIZE);

	if (bytes.n == DIGEST_SIZE)
		memcpy(out->b, bytes.p, DIGEST_SIZE);
}

/* ---- fields ---- */

/* The value of a field; nothing where it is absent or 0. */
static bool
put_value(struct buf *out, const struct article *article, const struct field *field)
{
	const void *member = field_of(article, field);
	const struct str *s = member;

	switch (field->kind) {
	case FIELD_STR:
	case FIELD_URL: /* of one layout */
		buf_push_str(out, *s);
		return s->p != NULL;
	case FIELD_WHEN:
		put_when(out, member);
		return ((const struct when *)member)->precision != WHEN_NONE;
	case FIELD_INT:
	case FIELD_HASH:
		put_int(out, *(const int64_t *)member);
		return *(const int64_t *)member != 0;
	case FIELD_DIGEST:
		buf_push(out, member, DIGEST_SIZE);
		return !digest_is_zero(member);
	case FIELD_STRS:
		put_strs(out, member);
		return out->n > 0;
	case FIELD_DOC:
		wire_put_doc(out, member, article->text);
		return article->doc.nodes != NULL;
	case FIELD_NOTES:
		wire_put_notes(out, member);
		return out->n > 0;
	}
	return false;
}

static void
get_value(
    struct arena *arena, struct reader *reader, struct article *article, const struct field *field)
{
	void *member = field_of(article, field);

	switch (field->kind) {
	case FIELD_STR:
		*(struct str *)member = get_rest_str(reader);
		break;
	case FIELD_URL:
		get_url(reader, member);
		break;
	case FIELD_WHEN:
		get_when(reader, member);
		break;
	case FIELD_INT:
	case FIELD_HASH:
		*(int64_t *)member = get_int(reader);
		break;
	case FIELD_DIGEST:
		get_digest(reader, member);
		break;
	case FIELD_STRS:
		get_strs(arena, reader, member);
		break;
	case FIELD_DOC:
		wire_get_doc(arena, reader, article->text, member);
		break;
	case FIELD_NOTES:
		get_notes(reader, member);
		break;
	}
	if (reader->rest.n)
		read_fail(reader, "bytes behind a value");
}

static bool
field_is_body(const struct field *field)
{
	return field->sql && strcmp(field->sql, "body") == 0;
}

static void
put_fields(struct buf *out, const struct article *article, bool body_only)
{
	struct buf value CLEAN(buf_done) = { .max = WIRE_ARTICLE_MAX };

	for (size_t i = 0; i < article_field_count; i++) {
		const struct field *field = &article_fields[i];
		if (body_only && !field_is_body(field))
			continue;
		buf_reset(&value);
		if (!put_value(&value, article, field))
			continue;
		buf_push_varint(out, field->wire);
		buf_push_bytes(out, buf_raw(&value));
		buf_fail(out, value.err);
	}
}

static const struct field *
field_by_wire(uint64_t wire)
{
	for (size_t i = 0; i < article_field_count; i++)
		if (article_fields[i].wire == wire)
			return &article_fields[i];
	return NULL;
}

/* Reads fields over what ${article} holds; a field may come once. */
static struct err
get_fields(struct arena *arena, struct raw bytes, struct article *article)
{
	struct reader reader = reader_init(bytes);
	uint64_t seen = 0;

	if (bytes.n > WIRE_ARTICLE_MAX)
		return err_at(ERR_TOO_BIG, WIRE_ARTICLE_MAX, "article");
	while (reader.rest.n && !reader.err.code) {
		const struct field *field = field_by_wire(read_varint(&reader, UINT16_MAX));
		struct raw value = read_bytes(&reader);
		struct reader inner = {
			.rest = value, .at = reader.at - value.n, .err = reader.err
		};

		if (!field)
			continue;
		if (seen & UINT64_C(1) << field->wire)
			read_fail(&inner, "field twice");
		seen |= UINT64_C(1) << field->wire;
		get_value(arena, &inner, article, field);
		reader.err = inner.err;
	}
	return reader.err;
}

void
wire_put_article(struct buf *out, const struct article *article)
{
	put_fields(out, article, false);
}

struct err
wire_get_article(struct arena *arena, struct raw bytes, struct article *out)
{
	struct article article = { 0 };
	struct err e = get_fields(arena, bytes, &article);

	if (!e.code)
		*out = article;
	return e;
}

void
wire_put_body(struct buf *out, const struct article *article)
{
	put_fields(out, article, true);
}

struct err
wire_get_body(struct arena *arena, struct raw bytes, struct article *out)
{
	struct article body = { 0 };
	struct err e = get_fields(arena, bytes, &body);

	if (e.code)
		return e;
	out->text = body.text;
	out->doc = body.doc;
	return e;
}

struct err
wire_get_text(struct raw bytes, struct str *out)
{
	struct reader reader = reader_init(bytes);
	struct str text = { 0 };

	while (reader.rest.n && !reader.err.code) {
		const struct field *field = field_by_wire(read_varint(&reader, UINT16_MAX));
		if (field && field->offset == offsetof(struct article, text)) {
			text = read_str(&reader);
			break;
		}
		read_bytes(&reader);
	}
	if (!reader.err.code)
		*out = text;
	return reader.err;
}

/* ---- questions and errors ---- */

void
wire_put_question(struct buf *out, const struct question *question)
{
	buf_push_bytes(out, question->bytes);
	put_str(out, question->source);
	put_int(out, question->zone_s);
	put_int(out, question->now);
}

struct err
wire_get_question(struct raw bytes, struct question *out)
{
	struct reader reader = reader_init(bytes);
	struct question question = { .bytes = read_bytes(&reader) };
	int64_t zone_s;

	question.source = read_str(&reader);
	zone_s = get_int(&reader);
	question.now = get_int(&reader);
	if (zone_s < -86400 || zone_s > 86400)
		read_fail(&reader, "zone out of range");
	question.zone_s = (int32_t)zone_s;
	if (!reader.err.code)
		*out = question;
	return reader.err;
}

void
wire_put_err(struct buf *out, struct err err)
{
	put_str(out, str_from_c(err_row(err.code)->name));
	buf_push_u32(out, err.at);
	put_str(out, str_from_c(err.what));
}

struct err
wire_get_err(struct arena *arena, struct raw bytes)
{
	struct reader reader = reader_init(bytes);
	struct str name = read_str(&reader);
	uint32_t at = read_u32(&reader);
	struct str what = read_str(&reader);
	enum err_code code =
	    reader.err.code ? ERR_NONE : err_code_from_name(str_terminated(arena, name));

	/* an answer that says nothing, or success, is no error message */
	if (code == ERR_NONE)
		return reader.err.code ? reader.err : err_at(ERR_WIRE, 0, "unknown error");
	return (struct err){ code, at, what.n ? str_terminated(arena, what) : NULL };
}
