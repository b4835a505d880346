#include "store/member.h"
#include "record/article.h"

/* ---- judging ---- */

static struct str
text_of(const void *record, const struct member *member)
{
	return *(const struct str *)((const char *)record + member->offset);
}

static struct err
text_check(struct str text, const struct member *member)
{
	if (text.n > (size_t)member->max)
		return err_new(ERR_TOO_BIG, member->what);
	if (text.n && memchr(text.p, '\0', text.n))
		return err_new(ERR_BINARY, member->what);
	if (utf8_valid_length(raw_from_str(text)) != text.n)
		return err_new(ERR_UTF8, member->what);
	return (struct err){ 0 };
}

static struct err
address_check(struct str text, const struct member *member)
{
	struct err e = text_check(text, member);

	if (e.code || (!text.n && member->kind == MEMBER_ADDRESS))
		return e;
	if (!str_starts(text, S("http://")) && !str_starts(text, S("https://")))
		return err_new(ERR_URL, member->what);
	return e;
}

static struct err
lines_check(const struct strs *lines, const struct member *member)
{
	struct err e = { 0 };

	if (lines->count > (size_t)member->min)
		return err_new(ERR_TOO_BIG, member->what);
	for (size_t i = 0; i < lines->count && !e.code; i++) {
		e = text_check(lines->items[i], member);
		if (!e.code && (!lines->items[i].n || str_find_char(lines->items[i], '\n', 0) >= 0))
			e = err_new(ERR_SYNTAX, member->what);
	}
	return e;
}

static struct err
small_check(int value, const struct member *member)
{
	return value < member->min || value > member->max ? err_new(ERR_SYNTAX, member->what)
							  : (struct err){ 0 };
}

static struct err
member_check(const struct member *member, const void *record)
{
	const void *value = (const char *)record + member->offset;

	switch (member->kind) {
	case MEMBER_TEXT:
		return text_check(text_of(record, member), member);
	case MEMBER_URL:
	case MEMBER_ADDRESS:
		return address_check(text_of(record, member), member);
	case MEMBER_LINES:
		return lines_check(value, member);
	case MEMBER_SMALL:
		return small_check(*(const int *)value, member);
	case MEMBER_INT:
	case MEMBER_ID:
	case MEMBER_BOOL:
	case MEMBER_CLAIM:
		break;
	}
	return (struct err){ 0 };
}

struct err
members_check(struct members members, const void *record)
{
	struct err e = { 0 };

	for (size_t i = 0; i < members.count && !e.code; i++)
		e = member_check(&members.items[i], record);
	return e;
}

/* ---- in ---- */

/* What a stranger says of itself never stops what we keep of it. */
static struct str
claim_cut(struct str text, size_t max)
{
	const char *end = text.n ? memchr(text.p, '\0', text.n) : NULL;

	text.n = end ? (size_t)(end - text.p) : text.n;
	text.n = text.n > max ? max : text.n;
	text.n = utf8_valid_length(raw_from_str(text));
	return text;
}

static struct str
lines_joined(struct arena *arena, const struct strs *lines)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < lines->count; i++) {
		buf_push_str(&out, lines->items[i]);
		if (i + 1 < lines->count)
			buf_push_char(&out, '\n');
	}
	return str_copy(arena, buf_str(&out));
}

static void
bind_text(struct sql *q, struct str text)
{
	sql_bind_str(q, text.n ? text : STR_END);
}

static void
bind_id(struct sql *q, int64_t id)
{
	if (id)
		sql_bind_int(q, id);
	else
		sql_bind_null(q);
}

static void
member_bind(struct sql *q, struct arena *arena, const struct member *member, const void *record)
{
	const void *value = (const char *)record + member->offset;

	switch (member->kind) {
	case MEMBER_INT:
		sql_bind_int(q, *(const int64_t *)value);
		break;
	case MEMBER_ID:
		bind_id(q, *(const int64_t *)value);
		break;
	case MEMBER_SMALL:
		sql_bind_int(q, *(const int *)value);
		break;
	case MEMBER_BOOL:
		sql_bind_int(q, *(const bool *)value);
		break;
	case MEMBER_CLAIM:
		bind_text(q, claim_cut(text_of(record, member), (size_t)member->max));
		break;
	case MEMBER_TEXT:
	case MEMBER_URL:
	case MEMBER_ADDRESS:
		bind_text(q, text_of(record, member));
		break;
	case MEMBER_LINES:
		bind_text(q, lines_joined(arena, value));
	}
}

void
members_bind(struct sql *q, struct arena *arena, struct members members, const void *record)
{
	for (size_t i = 0; i < members.count; i++)
		member_bind(q, arena, &members.items[i], record);
}

/* ---- out ---- */

static void
lines_get(struct sql *q, struct arena *arena, int column, struct strs *out)
{
	struct str lines = sql_str(q, arena, column), line;

	*out = (struct strs){ 0 };
	while (lines.p && pull_field(&lines, '\n', &line)) {
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = line;
	}
}

static void
member_get(
    struct sql *q, struct arena *arena, int column, const struct member *member, void *record)
{
	void *value = (char *)record + member->offset;

	switch (member->kind) {
	case MEMBER_INT:
	case MEMBER_ID:
		*(int64_t *)value = sql_int(q, column);
		break;
	case MEMBER_SMALL:
		*(int *)value = (int)sql_int(q, column);
		sql_fail(q, small_check(*(int *)value, member).code
				? err_new(ERR_DAMAGE, member->what)
				: (struct err){ 0 });
		break;
	case MEMBER_BOOL:
		*(bool *)value = sql_int(q, column) != 0;
		break;
	case MEMBER_TEXT:
	case MEMBER_CLAIM:
	case MEMBER_URL:
	case MEMBER_ADDRESS:
		*(struct str *)value = sql_str(q, arena, column);
		break;
	case MEMBER_LINES:
		lines_get(q, arena, column, value);
	}
}

int
members_get(struct sql *q, struct arena *arena, int column, struct members members, void *record)
{
	for (size_t i = 0; i < members.count; i++)
		member_get(q, arena, column++, &members.items[i], record);
	return column;
}
