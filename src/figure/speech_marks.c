#include "figure/speech_parts.h"

enum {
	OPEN_MAX = 32, /* quotes and brackets within one another */
	MARKS_MAX = 1 << 19,
};

/* Signs, sorted by their character; the sign that closes an opening one stands beside it. */
static const struct {
	uint32_t rune;
	enum mark_kind kind;
	uint32_t closer;
} signs[] = {
	{ '\n', MARK_LINE, 0 },
	{ '!', MARK_END, 0 },
	{ '"', MARK_OPEN, '"' },
	{ '(', MARK_BRACKET, 0xff09 },
	{ ')', MARK_BRACKET_END, 0 },
	{ ',', MARK_CLAUSE, 0 },
	{ '.', MARK_END, 0 },
	{ ':', MARK_CLAUSE, 0 },
	{ ';', MARK_END, 0 },
	{ '?', MARK_END, 0 },
	{ 0x2018, MARK_OPEN, 0x2019 },
	{ 0x2019, MARK_CLOSE, 0 },
	{ 0x201c, MARK_OPEN, 0x201d },
	{ 0x201d, MARK_CLOSE, 0 },
	{ 0x3002, MARK_END, 0 },
	{ 0x300a, MARK_TITLE, 0x300b },
	{ 0x300b, MARK_TITLE_END, 0 },
	{ 0x300c, MARK_OPEN, 0x300d },
	{ 0x300d, MARK_CLOSE, 0 },
	{ 0x300e, MARK_OPEN, 0x300f },
	{ 0x300f, MARK_CLOSE, 0 },
	{ 0x3010, MARK_BRACKET, 0x3011 },
	{ 0x3011, MARK_BRACKET_END, 0 },
	{ 0xff01, MARK_END, 0 },
	{ 0xff08, MARK_BRACKET, 0xff09 },
	{ 0xff09, MARK_BRACKET_END, 0 },
	{ 0xff0c, MARK_CLAUSE, 0 },
	{ 0xff1a, MARK_CLAUSE, 0 },
	{ 0xff1b, MARK_END, 0 },
	{ 0xff1f, MARK_END, 0 },
};

/* Its index; LENGTH(signs): no sign. */
static size_t
sign_of(uint32_t rune)
{
	size_t from = 0, to = LENGTH(signs);

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (signs[middle].rune < rune)
			from = middle + 1;
		else
			to = middle;
	}
	return from < LENGTH(signs) && signs[from].rune == rune ? from : LENGTH(signs);
}

struct mark_walk {
	struct speech_reading *r;
	struct str text;
	struct {
		uint32_t closer; /* rune that closes it */
		uint32_t mark;
	} open[OPEN_MAX];
	unsigned depth;
};

/* Whether a sign of one byte stands within a number, a clock or an address. */
static bool
is_inside_word(struct str text, size_t at)
{
	char before = at ? text.p[at - 1] : ' ', behind = at + 1 < text.n ? text.p[at + 1] : ' ';

	if (char_is_digit(before) && char_is_digit(behind))
		return true;
	return text.p[at] == '.' &&
	       (char_is_alpha(behind) ||
		   (at > 1 && before >= 'A' && before <= 'Z' && !char_is_alpha(text.p[at - 2])));
}

/* The innermost quotation that is open. */
static uint32_t
inside(const struct mark_walk *w)
{
	for (unsigned i = w->depth; i-- > 0;)
		if (w->r->marks[w->open[i].mark].kind == MARK_OPEN)
			return w->open[i].mark;
	return NO_PAIR;
}

static uint32_t
mark_put(struct mark_walk *w, struct span span, enum mark_kind kind)
{
	struct speech_reading *r = w->r;

	arena_push(r->analysis->arena, r->marks, r->mark_count, r->mark_capacity);
	r->marks[r->mark_count] = (struct mark){ span, kind, NO_PAIR, inside(w) };
	return (uint32_t)r->mark_count++;
}

/* What stands open within it ends with it. */
static void
pair(struct mark_walk *w, unsigned level, uint32_t mark)
{
	for (unsigned i = level; i < w->depth; i++)
		w->r->marks[w->open[i].mark].pair = mark;
	w->r->marks[mark].pair = w->open[level].mark;
	w->depth = level;
}

/* The level of what ${rune} closes; -1. */
static int
level_of(const struct mark_walk *w, uint32_t rune)
{
	rune = rune == ')' ? 0xff09 : rune; /* brackets of either width close one another */
	for (int i = (int)w->depth - 1; i >= 0; i--)
		if (w->open[i].closer == rune)
			return i;
	return -1;
}

/* An opening quote where the same one is open, and a sentence or line ends: written for the closing
 * one. */
static bool
is_misprinted_closer(const struct mark_walk *w, struct span span)
{
	struct str before = str_slice(w->text, 0, span.from), behind = str_from(w->text, span.to);

	return behind.n == 0 || behind.p[0] == '\n' ||
	       ((str_ends(before, S("。")) || str_ends(before, S("，"))) &&
		   !str_starts(behind, S("“")));
}

static void
quote_open(
    struct mark_walk *w, struct span span, uint32_t rune, uint32_t closer, enum mark_kind kind)
{
	int level = level_of(w, closer);

	if (level >= 0 && (rune == closer || (rune == 0x201c && is_misprinted_closer(w, span)))) {
		pair(w, (unsigned)level, mark_put(w, span, MARK_CLOSE));
		return;
	}
	if (w->depth < OPEN_MAX) {
		w->open[w->depth].closer = closer;
		w->open[w->depth++].mark = mark_put(w, span, kind);
	}
}

/* Quotes and brackets do not go beyond their line. */
static void
line_end(struct mark_walk *w, struct span span)
{
	for (unsigned i = 0; i < w->depth; i++)
		w->r->marks[w->open[i].mark].pair = (uint32_t)w->r->mark_count;
	w->depth = 0;
	mark_put(w, span, MARK_LINE);
}

static void
sign_take(struct mark_walk *w, struct span span, uint32_t rune, size_t sign)
{
	int level;

	switch (signs[sign].kind) {
	case MARK_OPEN:
	case MARK_BRACKET:
	case MARK_TITLE:
		quote_open(w, span, rune, signs[sign].closer, signs[sign].kind);
		return;
	case MARK_CLOSE:
	case MARK_BRACKET_END:
	case MARK_TITLE_END:
		level = level_of(w, rune);
		if (level >= 0)
			pair(w, (unsigned)level, mark_put(w, span, signs[sign].kind));
		return;
	case MARK_LINE:
		line_end(w, span);
		return;
	default:
		if (span.to - span.from > 1 || !is_inside_word(w->text, span.from))
			mark_put(w, span, signs[sign].kind);
	}
}

void
speech_sights(struct sights *sights)
{
	for (size_t i = 0; i < LENGTH(signs); i++)
		sights_add(sights, signs[i].rune, SIGHT_SIGN);
}

void
speech_marks_read(struct speech_reading *r)
{
	struct mark_walk w = { .r = r, .text = r->analysis->text };
	const struct sighting *sight;
	size_t i = 0;

	while (r->mark_count < MARKS_MAX &&
	       (sight = sight_next(&r->analysis->matches, SIGHT_SIGN, &i)) != NULL) {
		struct str rest = str_from(w.text, sight->at);
		uint32_t rune = 0;
		size_t sign;
		(void)pull_rune(&rest, &rune);
		sign = sign_of(rune);
		if (sign < LENGTH(signs))
			sign_take(&w, (struct span){ sight->at, (uint32_t)(w.text.n - rest.n) },
			    rune, sign);
	}
	line_end(&w, (struct span){ (uint32_t)w.text.n, (uint32_t)w.text.n });
}

size_t
speech_mark_from(const struct speech_reading *r, uint32_t at)
{
	size_t from = 0, to = r->mark_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (r->marks[middle].span.from < at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct mark *
speech_quote_around(const struct speech_reading *r, uint32_t at)
{
	size_t next = speech_mark_from(r, at);
	const struct mark *m = next ? &r->marks[next - 1] : NULL;
	uint32_t i;

	if (!m)
		return NULL;
	i = m->kind == MARK_OPEN    ? (uint32_t)(m - r->marks)
	    : m->kind == MARK_CLOSE ? r->marks[m->pair].inside
				    : m->inside;
	while (i != NO_PAIR &&
	       (r->marks[i].pair == NO_PAIR || r->marks[r->marks[i].pair].kind == MARK_LINE))
		i = r->marks[i].inside;
	return i == NO_PAIR ? NULL : &r->marks[i];
}
