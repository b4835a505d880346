#include <assert.h>

#include "base/json.h"
#include "record/article.h"
#include "record/html.h"

static const struct note_row note_rows[NOTE_MAX] = {
#define ROW(code, key, wire, group, text) [code] = { key, group, text, wire },
#include "gen/notes.inc"
#undef ROW
};

/* One more than the note, so that 0 is none. */
static const uint8_t notes_by_wire[UINT8_MAX + 1] = {
#define ROW(code, key, wire, group, text) [wire] = (code) + 1,
#include "gen/notes.inc"
#undef ROW
};

const struct field article_fields[] = {
#define ROW(member, kind, json, sql, wire, stage, meaning) \
	{ #member, json, sql, stage, meaning, kind, wire, offsetof(struct article, member) },
#include "gen/article.inc"
#undef ROW
};
#define ROW(member, kind, json, sql, wire, stage, meaning) \
	_Static_assert((wire) > 0 && (wire) < 64, "the reader keeps a bit for each");
#include "gen/article.inc"
#undef ROW
const size_t article_field_count = LENGTH(article_fields);

const struct note_row *
note_row(enum note_code code)
{
	assert((unsigned)code < NOTE_MAX);
	return &note_rows[code];
}

int
note_from_wire(unsigned wire)
{
	return wire <= UINT8_MAX ? (int)notes_by_wire[wire] - 1 : -1;
}

/* ---- JSON ---- */

static void
json_when(struct json *json, const char *key, const struct when *when)
{
	struct buf text CLEAN(buf_done) = { 0 };

	when_push(&text, *when);
	json_str(json, key, text.n ? buf_str(&text) : (struct str){ 0 });
}

static void
json_digest(struct json *json, const char *key, const struct digest *digest)
{
	if (digest_is_zero(digest))
		json_null(json, key);
	else
		json_hex(json, key, (struct raw){ digest->b, DIGEST_SIZE });
}

static void
json_strs(struct json *json, const char *key, const struct strs *list)
{
	json_array(json, key);
	for (size_t i = 0; i < list->count; i++)
		json_str(json, NULL, list->items[i]);
	json_array_end(json);
}

static void
json_doc(struct arena *arena, struct json *json, const char *key, const struct doc *doc)
{
	struct html html;

	if (!doc->nodes) {
		json_null(json, key);
		return;
	}
	html = html_from_doc(arena, doc, 0, NULL, NULL);
	json_str(json, key, (struct str){ html.p, html.n });
}

static void
json_notes(struct json *json, const char *key, const struct notes *notes)
{
	json_object(json, key);
	for (unsigned i = 0; i < NOTE_MAX; i++)
		if (notes->count[i])
			json_int(json, note_row(i)->key, notes->count[i]);
	json_object_end(json);
}

/* A fingerprint uses all 64 bits, more than a reader's number type may keep: as text, in
 * hexadecimal. */
static void
json_hash(struct json *json, const char *key, int64_t hash)
{
	char hex[17];

	for (unsigned i = 0; i < 16; i++)
		hex[i] = "0123456789abcdef"[(uint64_t)hash >> (60 - 4 * i) & 15];
	hex[16] = '\0';
	json_c(json, key, hex);
}

static void
json_field(struct arena *arena, struct json *json, const struct article *article,
    const struct field *field)
{
	const void *member = field_of(article, field);
	const char *key = field->json;

	switch (field->kind) {
	case FIELD_STR:
		json_str(json, key, *(const struct str *)member);
		break;
	case FIELD_URL:
		json_str(json, key, url_str(*(const struct url *)member));
		break;
	case FIELD_WHEN:
		json_when(json, key, member);
		break;
	case FIELD_INT:
		json_int(json, key, *(const int64_t *)member);
		break;
	case FIELD_HASH:
		json_hash(json, key, *(const int64_t *)member);
		break;
	case FIELD_DIGEST:
		json_digest(json, key, member);
		break;
	case FIELD_STRS:
		json_strs(json, key, member);
		break;
	case FIELD_DOC:
		json_doc(arena, json, key, member);
		break;
	case FIELD_NOTES:
		json_notes(json, key, member);
		break;
	}
}

static bool
is_named(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

void
article_json(
    struct arena *arena, struct json *json, const struct article *article, const char *const *skip)
{
	for (size_t i = 0; i < article_field_count; i++)
		if (!is_named(skip, article_fields[i].json))
			json_field(arena, json, article, &article_fields[i]);
}

void
article_case(struct arena *arena, const struct article *article, struct buf *out)
{
	static const char *const wanted[] = { "headline", "deck", "authors", "section", "site", "lang", "published", "updated",
		"text", NULL };
	const char *before = "{\n";

	for (size_t i = 0; i < article_field_count; i++) {
		struct buf member CLEAN(buf_done) = { 0 };
		struct json json = { .out = &member };

		if (!is_named(wanted, article_fields[i].json))
			continue;
		json_object(&json, NULL);
		json_field(arena, &json, article, &article_fields[i]);
		json_object_end(&json);
		/* without its braces */
		buf_push_format(out, "%s%.*s", before, STR_ARGS(str_slice(buf_str(&member), 1, member.n - 1)));
		before = ",\n";
	}
	buf_push_literal(out, "\n}\n");
}
