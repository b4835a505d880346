/*
 * What stands before and behind a time and bounds it: 自…以来, 过去三天, 2030年前, 从周一起.
 */
#include "figure/moment_parts.h"

/* How far a 以来 may stand from its 自, in bytes. */
enum { SINCE_REACH = 90 };

static bool
starts_at(struct str text, size_t at, struct str what)
{
	return str_starts(str_from(text, at), what);
}

static bool
ends_at(struct str text, size_t at, struct str what)
{
	return str_ends(str_slice(text, 0, at), what);
}

static const struct edge {
	struct str form;
	enum moment_bound bound;
	bool is_risky; /* begins other words, too: 前往, 后卫 */
} edges_behind[] = {
	{ STR_INIT("以来"), BOUND_SINCE, false },
	{ STR_INIT("至今"), BOUND_SINCE, false },
	{ STR_INIT("迄今"), BOUND_SINCE, false },
	{ STR_INIT("到现在"), BOUND_SINCE, false },
	{ STR_INIT("或之前"), BOUND_BEFORE, false },
	{ STR_INIT("及之前"), BOUND_BEFORE, false },
	{ STR_INIT("及以前"), BOUND_BEFORE, false },
	{ STR_INIT("或之后"), BOUND_AFTER, false },
	{ STR_INIT("及之后"), BOUND_AFTER, false },
	{ STR_INIT("及以后"), BOUND_AFTER, false },
	{ STR_INIT("之前"), BOUND_BEFORE, false },
	{ STR_INIT("以前"), BOUND_BEFORE, false },
	{ STR_INIT("之后"), BOUND_AFTER, false },
	{ STR_INIT("以后"), BOUND_AFTER, false },
	{ STR_INIT("过后"), BOUND_AFTER, false },
	{ STR_INIT("之内"), BOUND_WITHIN, false },
	{ STR_INIT("以内"), BOUND_WITHIN, false },
	{ STR_INIT("期间"), BOUND_WITHIN, false },
	{ STR_INIT(" ago"), BOUND_BEFORE, false },
	{ STR_INIT(" earlier"), BOUND_BEFORE, false },
	{ STR_INIT(" later"), BOUND_AFTER, false },
	{ STR_INIT("前"), BOUND_BEFORE, true },
	{ STR_INIT("后"), BOUND_AFTER, true },
	{ STR_INIT("内"), BOUND_WITHIN, true },
	{ STR_INIT("间"), BOUND_WITHIN, true },
	{ STR_INIT("来"), BOUND_SINCE, true },
	{ STR_INIT("起"), BOUND_AFTER, true },
};

/* 前往, 后卫: the table's words that are no time. */
static bool
is_other_word(const struct analysis *analysis, size_t at)
{
	const struct match *match = match_at(&analysis->matches, LEX_TIME, (uint32_t)at);

	return match &&
	       (str_equal(match->lexeme->id, S("begin")) || str_equal(match->lexeme->id, S("not")));
}

void
moment_edge_behind(const struct analysis *analysis, struct moment_phrase *out)
{
	struct str text = analysis->folded;

	for (size_t i = 0; i < LENGTH(edges_behind); i++) {
		const struct edge *edge = &edges_behind[i];
		size_t last = out->span.to + edge->form.n - 3;
		if (!starts_at(text, out->span.to, edge->form) ||
		    (edge->is_risky && is_other_word(analysis, out->span.to)) ||
		    (str_ends(edge->form, S("今")) &&
			match_at(&analysis->matches, LEX_TIME, (uint32_t)last)))
			continue;
		/* within a point is that point; 周三来 is no 周三以来 */
		if (out->from.kind != KIND_SPAN &&
		    (edge->bound == BOUND_WITHIN || (edge->is_risky && edge->bound == BOUND_SINCE)))
			return;
		if (out->from.kind == KIND_SPAN && edge->bound == BOUND_AFTER &&
		    str_equal(edge->form, S("起")))
			return;
		out->bound = edge->bound;
		out->span.to += (uint32_t)edge->form.n;
		return;
	}
}

static const struct edge edges_before[] = {
	{ STR_INIT("过去的"), BOUND_PAST, false },
	{ STR_INIT("过去"), BOUND_PAST, false },
	{ STR_INIT("最近的"), BOUND_PAST, false },
	{ STR_INIT("最近"), BOUND_PAST, false },
	{ STR_INIT("近"), BOUND_PAST, false },
	{ STR_INIT("未来的"), BOUND_FUTURE, false },
	{ STR_INIT("未来"), BOUND_FUTURE, false },
	{ STR_INIT("今后"), BOUND_FUTURE, false },
	{ STR_INIT("往后"), BOUND_FUTURE, false },
	{ STR_INIT("接下来的"), BOUND_FUTURE, false },
	{ STR_INIT("接下来"), BOUND_FUTURE, false },
	{ STR_INIT("past "), BOUND_PAST, false },
	{ STR_INIT("last "), BOUND_PAST, false },
	{ STR_INIT("next "), BOUND_FUTURE, false },
};

void
moment_edge_before(struct str text, struct moment_phrase *out)
{
	for (size_t i = 0; i < LENGTH(edges_before); i++) {
		if (!ends_at(text, out->span.from, edges_before[i].form))
			continue;
		out->span.from -= (uint32_t)edges_before[i].form.n;
		out->bound = edges_before[i].bound;
		return;
	}
}

static const struct str since_words[] = { STR_INIT("自从"), STR_INIT("自"), STR_INIT("打从"),
	STR_INIT("从"), STR_INIT("since ") };

/* 自某军2月1日…以来: the 自 that opens the clause of the time at ${at}; how far before, 0. */
static size_t
since_far_before(struct str text, size_t at)
{
	struct span clause = moment_clause(text, (struct span){ (uint32_t)at, (uint32_t)at });
	struct str before = str_slice(text, clause.from, at);
	size_t n = before.n;

	if (!pull_str(&before, S("自")) || n > SINCE_REACH / 2 || str_starts(before, S("己")) ||
	    str_starts(before, S("由")) || str_starts(before, S("身")) ||
	    str_starts(before, S("治")) || str_starts(before, S("称")))
		return 0;
	return n;
}

static size_t
since_before(struct str text, size_t at)
{
	if (ends_at(text, at, S("来自")))
		return 0;
	for (size_t i = 0; i < LENGTH(since_words); i++)
		if (ends_at(text, at, since_words[i]))
			return since_words[i].n;
	return 0;
}

static const struct str clause_ends[] = {
	STR_INIT("，"),
	STR_INIT("。"),
	STR_INIT("；"),
	STR_INIT("！"),
	STR_INIT("？"),
	STR_INIT("\n"),
	STR_INIT("："),
	STR_INIT("”"),
	STR_INIT("“"),
};

/* Where 以来 ends that belongs to a 自 before ${at}; 0. */
static size_t
since_end(struct str text, size_t at)
{
	struct str reach = str_slice(text, at, at + SINCE_REACH);
	ptrdiff_t found = str_find(reach, S("以来"), 0);

	if (found < 0)
		return 0;
	for (size_t i = 0; i < LENGTH(clause_ends); i++) {
		ptrdiff_t end = str_find(reach, clause_ends[i], 0);
		if (end >= 0 && end < found)
			return 0;
	}
	return at + (size_t)found + 6;
}

void
moment_edge_since(struct str text, struct moment_phrase *out)
{
	size_t before = since_before(text, out->span.from), end;

	if (!before && !out->is_range && since_end(text, out->span.to))
		before = since_far_before(text, out->span.from);
	if (!before)
		return;
	if (text.p[out->span.from - 1] == ' ') {
		out->bound = BOUND_SINCE;
		out->span.from -= (uint32_t)before;
		return;
	}
	if (out->bound == BOUND_SINCE || out->bound == BOUND_AFTER) {
		out->span.from -= (uint32_t)before;
		return;
	}
	end = out->bound == BOUND_NONE ? since_end(text, out->span.to) : 0;
	if (!end)
		return;
	out->inner = out->span;
	out->span = (struct span){ out->span.from - (uint32_t)before, (uint32_t)end };
	out->bound = BOUND_SINCE;
}
