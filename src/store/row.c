/* row.c: the record's fields, in and out of the columns of revisions, by the field table. */
#include <assert.h>

#include "store/store.h"

/* A text that mostly equals another one is kept only where it does not: NULL says "the same", ""
 * says there is none. */
static const struct {
	size_t of, like; /* offsets in struct article */
} alike[] = {
	{ offsetof(struct article, url_claimed), offsetof(struct article, url) },
	{ offsetof(struct article, title), offsetof(struct article, headline) },
};

/* Members that are not columns of revisions: articles holds the key, bodies the body, sightings the
 * notes. */
static bool
field_is_column(const struct field *field)
{
	static const char *const elsewhere[] = { "key", "body", "notes" };

	if (!field->sql)
		return false;
	for (size_t i = 0; i < LENGTH(elsewhere); i++)
		if (strcmp(field->sql, elsewhere[i]) == 0)
			return false;
	return true;
}

static void
bind_str_field(struct sql *q, const struct article *article, const struct field *field)
{
	const char *record = (const char *)article;
	struct str value = *(const struct str *)field_of(article, field);

	for (size_t i = 0; i < LENGTH(alike); i++) {
		if (alike[i].of != field->offset)
			continue;
		struct str like = *(const struct str *)(record + alike[i].like);
		value = !value.p ? S("") : str_equal(value, like) ? STR_END : value;
	}
	sql_bind_str(q, value);
}

static void
alike_restore(struct article *article)
{
	char *record = (char *)article;

	for (size_t i = 0; i < LENGTH(alike); i++) {
		struct str *value = (struct str *)(record + alike[i].of);
		if (!value->p)
			*value = *(struct str *)(record + alike[i].like);
		else if (!value->n)
			*value = STR_END;
	}
}

/* Most dates are UTC to the millisecond: a number.  Text begins with that number too, so that CAST
 * finds it. */
static void
bind_when(struct sql *q, struct arena *arena, struct when when)
{
	struct when plain = when_from_ms(when.ms);

	if (when.precision == WHEN_NONE)
		sql_bind_null(q);
	else if (when.offset_s == plain.offset_s && when.precision == plain.precision &&
		 when.zone == plain.zone)
		sql_bind_int(q, when.ms);
	else
		sql_bind_str(
		    q, str_format(arena, "%lld/%d/%u/%u", (long long)when.ms, (int)when.offset_s,
			   (unsigned)when.precision, (unsigned)when.zone));
}

static bool
pull_when(struct str s, struct when *out)
{
	int64_t ms, offset_s;
	uint64_t precision, zone;

	if (!pull_int(&s, &ms) || !pull_char(&s, '/') || !pull_int(&s, &offset_s) ||
	    !pull_char(&s, '/') || !pull_number(&s, WHEN_MILLISECOND, &precision) ||
	    !pull_char(&s, '/') || !pull_number(&s, ZONE_ASSUMED, &zone) || s.n)
		return false;
	*out = (struct when){ ms, (int32_t)offset_s, (uint8_t)precision, (uint8_t)zone };
	return true;
}

struct when
sql_when(struct sql *q, int column)
{
	struct when when = { 0 };

	if (sql_is_null(q, column))
		return when;
	if (sqlite3_column_type(q->stmt, column) == SQLITE_INTEGER)
		return when_from_ms(sql_int(q, column));
	struct raw text = sql_raw(q, column);
	if (!pull_when((struct str){ (const char *)text.p, text.n }, &when))
		sql_fail(q, err_new(ERR_DAMAGE, "a date in the archive"));
	return when;
}

/* A line each; a line break inside one would be nonsense in a byline or a tag, and becomes a space.
 */
static void
bind_strs(struct sql *q, struct arena *arena, const struct strs *strs)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < strs->count; i++)
		n += strs->items[i].n + 1;
	if (!n) {
		sql_bind_null(q);
		return;
	}
	char *p = arena_alloc_dirty(arena, n);
	for (size_t i = 0; i < strs->count; i++) {
		for (size_t k = 0; k < strs->items[i].n; k++)
			p[at++] = strs->items[i].p[k] == '\n' ? ' ' : strs->items[i].p[k];
		p[at++] = '\n';
	}
	sql_bind_str(q, (struct str){ p, n - 1 });
}

static void
get_strs(struct sql *q, struct arena *arena, int column, struct strs *out)
{
	struct str lines = sql_str(q, arena, column), line;

	while (lines.p && pull_field(&lines, '\n', &line)) {
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = line;
	}
}

static void
get_url(struct sql *q, struct arena *arena, int column, struct url *out)
{
	struct str s = sql_str(q, arena, column);

	if (s.n && !str_starts(s, S("http://")) && !str_starts(s, S("https://")))
		sql_fail(q, err_new(ERR_DAMAGE, "a URL in the archive"));
	else
		*out = (struct url){ s.p, s.n };
}

static void
bind_field(
    struct sql *q, struct arena *arena, const struct article *article, const struct field *field)
{
	void *value = field_of(article, field);

	switch (field->kind) {
	case FIELD_STR:
		bind_str_field(q, article, field);
		break;
	case FIELD_URL:
		sql_bind_str(q, url_str(*(struct url *)value));
		break;
	case FIELD_WHEN:
		bind_when(q, arena, *(struct when *)value);
		break;
	case FIELD_INT:
	case FIELD_HASH:
		sql_bind_int(q, *(int64_t *)value);
		break;
	case FIELD_DIGEST:
		sql_bind_digest(q, value);
		break;
	case FIELD_STRS:
		bind_strs(q, arena, value);
		break;
	case FIELD_DOC:
	case FIELD_NOTES:
		assert(!"not a column of revisions");
	}
}

static void
get_field(struct sql *q, struct arena *arena, int column, struct article *article,
    const struct field *field)
{
	void *value = field_of(article, field);

	switch (field->kind) {
	case FIELD_STR:
		*(struct str *)value = sql_str(q, arena, column);
		break;
	case FIELD_URL:
		get_url(q, arena, column, value);
		break;
	case FIELD_WHEN:
		*(struct when *)value = sql_when(q, column);
		break;
	case FIELD_INT:
	case FIELD_HASH:
		*(int64_t *)value = sql_int(q, column);
		break;
	case FIELD_DIGEST:
		*(struct digest *)value = sql_digest(q, column);
		break;
	case FIELD_STRS:
		get_strs(q, arena, column, value);
		break;
	case FIELD_DOC:
	case FIELD_NOTES:
		assert(!"not a column of revisions");
	}
}

void
row_bind(struct sql *q, struct arena *arena, const struct article *article)
{
	for (size_t i = 0; i < article_field_count; i++)
		if (field_is_column(&article_fields[i]))
			bind_field(q, arena, article, &article_fields[i]);
}

int
row_get(struct sql *q, struct arena *arena, int column, struct article *article)
{
	for (size_t i = 0; i < article_field_count; i++)
		if (field_is_column(&article_fields[i]))
			get_field(q, arena, column++, article, &article_fields[i]);
	alike_restore(article);
	return column;
}
