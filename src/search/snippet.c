/* snippet.c: a passage around the query's words. */
#include "search/lex.h"
#include "search/query.h"
#include "text/fold.h"

enum {
	COLUMNS = 160,	     /* of the passage; Chinese characters take two */
	COLUMNS_BEFORE = 40, /* of them at most before the word */
	COLUMNS_LEAST = 90,  /* of them at least before it stops, at a sentence's or a word's end */
	PIECE = 1024,	     /* bytes folded at a time while looking */
	NEAR = 300,	     /* bytes: words so close stand in one passage */
	FOLDED_MAX = 1 << 15, /* of very long texts no more is folded */
};

/* ---- where ---- */

/* Mostly the text has the words as they are folded, or as they were typed; then it need not be
 * folded. */
static bool
find_as_written(const struct phrase *phrase, struct str text, size_t *at)
{
	bool is_one = phrase->count == 1 && phrase->runs[0].kind == RUN_CJK;
	ptrdiff_t typed = is_one ? str_find(text, phrase->written, 0) : -1;
	size_t end;

	if (typed < 0)
		return phrase_find(phrase, text, 0, at, &end);
	*at = (size_t)typed;
	return true;
}

/* The place in ${text} that its folding's byte ${at} came from. */
static size_t
place_before_folding(struct str text, size_t at)
{
	struct str rest = text;
	uint32_t rune, many[FOLD_MAX];
	size_t folded = 0;
	const char *p = text.p;

	for (; folded <= at && pull_rune(&rest, &rune); p = rest.p) {
		unsigned n = fold_rune(rune, many);
		char bytes[4];
		for (unsigned i = 0; i < n; i++)
			folded += rune_write(many[i], bytes);
		if (folded > at)
			break;
	}
	return (size_t)(p - text.p);
}

/* Line by line, some at a time: no phrase goes from one line to the next. */
static bool
find_folded(const struct phrase *phrase, struct str text, struct buf *folded, size_t *at)
{
	for (size_t from = 0, to; from < text.n && from < FOLDED_MAX; from = to) {
		ptrdiff_t line =
		    text.n - from > PIECE ? str_find_char(text, '\n', from + PIECE) : -1;
		size_t start, end;

		to = line < 0 ? text.n : (size_t)line + 1;
		buf_reset(folded);
		fold_str(str_slice(text, from, to), folded);
		if (!phrase_find(phrase, buf_str(folded), 0, &start, &end))
			continue;
		*at = from + place_before_folding(str_slice(text, from, to), start);
		return true;
	}
	return false;
}

/* The first place of each phrase that occurs; how many. */
static size_t
find_places(const struct query *query, struct str text, size_t places[QUERY_TERMS_MAX])
{
	struct buf folded CLEAN(buf_done) = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < query->count; i++) {
		const struct group *group = &query->groups[i];
		for (size_t k = 0; k < group->count && !group->negated; k++) {
			const struct phrase *phrase = &group->items[k];
			count += find_as_written(phrase, text, &places[count]) ||
				 find_folded(phrase, text, &folded, &places[count]);
		}
	}
	return count;
}

/* The place that has most others shortly behind it; of equals the first in the text. */
static size_t
best_place(const size_t *places, size_t count)
{
	size_t best = 0, most = 0;

	for (size_t i = 0; i < count; i++) {
		size_t near = 0;
		for (size_t k = 0; k < count; k++)
			near += places[k] >= places[i] && places[k] - places[i] <= NEAR;
		if (near > most || (near == most && places[i] < best)) {
			most = near;
			best = places[i];
		}
	}
	return best;
}

/* ---- from where to where ---- */

static unsigned
columns_of(uint32_t rune)
{
	static const uint32_t wide[][2] = { { 0x1100, 0x115f }, { 0x2e80, 0x303e },
		{ 0x3041, 0xa4cf }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f },
		{ 0xff01, 0xff60 }, { 0xffe0, 0xffe6 }, { 0x1f300, 0x1faff },
		{ 0x20000, 0x3fffd } };

	for (size_t i = 0; rune >= wide[0][0] && i < LENGTH(wide); i++) {
		if (rune >= wide[i][0] && rune <= wide[i][1])
			return 2;
	}
	return 1;
}

/* Whether a sentence ends with ${rune}, which stands before ${rest}. */
static bool
ends_sentence(uint32_t rune, struct str rest)
{
	static const uint32_t ends[] = { 0x3002, 0xff01, 0xff1f, 0x2026 };

	if (rune == '.')
		return rest.n == 0 || char_is_space(*rest.p);
	if (rune < 0x80)
		return rune == '\n' || rune == '!' || rune == '?';
	for (size_t i = 0; i < LENGTH(ends); i++) {
		if (rune == ends[i])
			return true;
	}
	return false;
}

struct passage {
	size_t from, to;
	bool cut_before, cut_behind; /* inside a sentence */
};

/* Closing signs, and what stands between clauses, belong to what was before. */
static const struct str closing_signs = STR_INIT("，、；：。！？）」』”’》】〉…,;:.!?)]}% \n");
static const struct str closing_quotes = STR_INIT("”」』）\")");

/* Where the first character at or behind ${at} stands that is none of ${signs}. */
static size_t
skip_signs(struct str text, size_t at, struct str signs)
{
	struct str rest = str_from(text, at), next = rest;
	uint32_t rune;

	for (; pull_rune(&next, &rune); rest = next) {
		struct str sign = { rest.p, (size_t)(next.p - rest.p) };
		if (str_find(signs, sign, 0) < 0)
			break;
	}
	return (size_t)(rest.p - text.p);
}

/* Back to where the sentence begins, or as far as there is room for; then not inside a word of
 * letters. */
static void
find_beginning(struct str text, size_t at, struct passage *passage)
{
	size_t from = at, space = at;
	unsigned columns = 0, wide = 0;

	while (from > 0) {
		size_t before = str_rune_start(text, from - 1);
		struct str rest = str_from(text, before);
		uint32_t rune = 0;

		pull_rune(&rest, &rune);
		if (ends_sentence(rune, rest))
			break;
		if (wide || rune_is_space(rune))
			space = from;
		wide = columns_of(rune) == 2;
		columns += 1 + wide;
		passage->cut_before = columns > COLUMNS_BEFORE;
		if (passage->cut_before)
			break;
		from = before;
	}
	from = skip_signs(text, passage->cut_before ? space : from, closing_signs);
	passage->from = from < at ? from : at;
}

/* Forward to the last sentence's end there is room for, or to where the room ends. */
static void
find_end(struct str text, struct passage *passage)
{
	struct str rest = str_from(text, passage->from);
	size_t sentence = 0, space = 0; /* where a sentence, a word ended */
	unsigned columns = 0;
	uint32_t rune;

	while (columns < COLUMNS && pull_rune(&rest, &rune)) {
		size_t at = (size_t)(rest.p - text.p);
		unsigned own = columns_of(rune);
		columns += own;
		if (columns >= COLUMNS_LEAST && ends_sentence(rune, rest))
			sentence = at;
		if (columns >= COLUMNS_LEAST && (own == 2 || rune_is_space(rune)))
			space = at;
	}
	passage->to = (size_t)(rest.p - text.p);
	if (rest.n == 0)
		return;
	passage->cut_behind = !sentence;
	passage->to = sentence ? skip_signs(text, sentence, closing_quotes)
		      : space  ? space
			       : passage->to;
}

/* ---- the passage ---- */

/* White space of any kind and length is one space. */
static void
push_line(struct buf *out, struct str text)
{
	const char *word = text.p;
	struct str before = text;
	uint32_t rune;

	for (; pull_rune(&text, &rune); before = text) {
		if (!rune_is_space(rune))
			continue;
		buf_push(out, word, (size_t)(before.p - word));
		if (before.p > word)
			buf_push_char(out, ' ');
		word = text.p;
	}
	buf_push(out, word, (size_t)(text.p - word));
}

void
query_snippet(struct arena *arena, const struct query *query, struct str text, struct marked *out)
{
	struct buf line CLEAN(buf_done) = { 0 };
	size_t places[QUERY_TERMS_MAX];
	size_t count = find_places(query, text, places);
	struct passage passage = { 0 };
	struct str trimmed;

	if (count)
		find_beginning(text, best_place(places, count), &passage);
	find_end(text, &passage);
	if (passage.cut_before)
		buf_push_literal(&line, "…");
	push_line(&line, str_slice(text, passage.from, passage.to));
	trimmed = str_trim(buf_str(&line));
	line.n = trimmed.n;
	if (passage.cut_behind)
		buf_push_literal(&line, "…");
	query_mark(arena, query, str_copy(arena, buf_str(&line)), out);
}
