#include "search/query.h"
#include "text/date.h"

bool
query_is_empty(const struct query *query)
{
	return query->count == 0 && query->sources.count == 0 && query->langs.count == 0 &&
	       !query->changed && !query->story && !query->figures && query->from == INT64_MIN && query->to == INT64_MAX;
}

size_t
query_positive(const struct query *query)
{
	size_t count = 0;

	for (size_t i = 0; i < query->count; i++)
		count += query->groups[i].negated ? 0 : query->groups[i].count;
	return count;
}

/* ---- for FTS5 ---- */

/* A word of one CJK character at the end is found as the beginning of a pair, too. */
static bool
ends_in_single(const struct phrase *phrase)
{
	struct run last = phrase->runs[phrase->count - 1];
	uint32_t rune;

	return last.kind == RUN_CJK && pull_rune(&last.text, &rune) && last.text.n == 0;
}

/* Folded runs hold letters and digits alone, so nothing in the quotes can end them. */
static void
push_phrase(struct buf *out, const struct phrase *phrase)
{
	if (phrase->title)
		buf_push_literal(out, "title : ");
	buf_push_char(out, '"');
	buf_push_str(out, phrase->folded);
	buf_push_char(out, '"');
	if (ends_in_single(phrase))
		buf_push_literal(out, " *");
}

static void
push_group(struct buf *out, const struct group *group)
{
	for (size_t i = 0; i < group->count; i++) {
		if (i)
			buf_push_literal(out, " OR ");
		push_phrase(out, &group->items[i]);
	}
}

/* (a) AND (b OR c), or of the negated ones d OR e. */
static size_t
push_groups(struct buf *out, const struct query *query, bool negated)
{
	size_t count = 0;

	for (size_t i = 0; i < query->count; i++) {
		if (query->groups[i].negated != negated)
			continue;
		if (count++)
			buf_push_str(out, negated ? S(" OR ") : S(" AND "));
		buf_push_char(out, '(');
		push_group(out, &query->groups[i]);
		buf_push_char(out, ')');
	}
	return count;
}

void
query_push_match(struct buf *out, const struct query *query)
{
	struct buf without CLEAN(buf_done) = { 0 };

	buf_push_char(out, '(');
	push_groups(out, query, false);
	buf_push_char(out, ')');
	if (push_groups(&without, query, true) == 0)
		return;
	buf_push_literal(out, " NOT (");
	buf_push_str(out, buf_str(&without));
	buf_push_char(out, ')');
}

/* ---- for people ---- */

static void
push_space(struct buf *out)
{
	if (out->n)
		buf_push_char(out, ' ');
}

static void
push_written(struct buf *out, const struct phrase *phrase, bool negated)
{
	if (negated)
		buf_push_char(out, '-');
	if (phrase->title)
		buf_push_literal(out, "title:");
	if (phrase->quoted)
		buf_push_char(out, '"');
	buf_push_str(out, phrase->written);
	if (phrase->quoted)
		buf_push_char(out, '"');
}

static void
push_wishes(struct buf *out, const struct wishes *wishes, struct str name)
{
	for (size_t i = 0; i < wishes->count; i++) {
		const struct wish *wish = &wishes->items[i];
		bool spaced = memchr(wish->value.p, ' ', wish->value.n);

		push_space(out);
		buf_push_str(out, wish->negated ? S("-") : S(""));
		buf_push_str(out, name);
		buf_push_str(out, spaced ? S(":\"") : S(":"));
		buf_push_str(out, wish->value);
		buf_push_str(out, spaced ? S("\"") : S(""));
	}
}

static void
push_filter(struct buf *out, struct str name, struct str written)
{
	if (written.n == 0)
		return;
	push_space(out);
	buf_push_str(out, name);
	buf_push_str(out, written);
}

struct str
query_text(struct arena *arena, const struct query *query)
{
	static const struct str answers[] = { STR_INIT(""), STR_INIT("yes"), STR_INIT("no") };
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < query->count; i++) {
		const struct group *group = &query->groups[i];
		for (size_t k = 0; k < group->count; k++) {
			push_space(&out);
			buf_push_str(&out, k ? S("OR ") : S(""));
			push_written(&out, &group->items[k], group->negated);
		}
	}
	push_wishes(&out, &query->sources, S("source"));
	push_wishes(&out, &query->langs, S("lang"));
	push_filter(&out, S("from:"), query->from_written);
	push_filter(&out, S("to:"), query->to_written);
	push_filter(&out, S("changed:"), answers[query->changed]);
	push_filter(&out, S("story:"), answers[query->story]);
	push_filter(&out, S("figures:"), answers[query->figures]);
	return str_copy(arena, buf_str(&out));
}
