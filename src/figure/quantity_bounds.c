#include "figure/quantity_parts.h"

#include "base/err.h"

/* What qualifies a quantity: 至少, 将近, 超过 before it, 左右, 以上, 多 behind. */

enum { PREFIXES_MAX = 4, APART_MAX = 30, CLAUSE_MAX = 60 };

const struct match *
quantity_word_at(const struct quantities *q, enum lexicon lexicon, uint32_t at, struct str key)
{
	const struct matches *matches = &q->analysis->matches;

	if (!match_begins(matches, lexicon, at))
		return NULL;
	for (size_t i = match_from(matches, at);
	     i < matches->count && matches->items[i].span.from == at; i++)
		if (matches->items[i].lexicon == lexicon &&
		    lexeme_has(matches->items[i].lexeme, key))
			return &matches->items[i];
	return NULL;
}

const struct match *
quantity_word_before(const struct quantities *q, enum lexicon lexicon, uint32_t at, struct str key)
{
	const struct matches *matches = &q->analysis->matches;
	const struct match *best = NULL;

	if (!match_ends(matches, lexicon, at))
		return NULL;
	for (size_t i = match_from(matches, at);
	     i-- && matches->items[i].span.from + CLAUSE_MAX >= at;)
		if (matches->items[i].span.to == at && matches->items[i].lexicon == lexicon &&
		    lexeme_has(matches->items[i].lexeme, key))
			best = &matches->items[i];
	return best;
}

static enum approx
approx_of(const struct lexeme *word)
{
	for (int i = 0; i < APPROX_MAX; i++)
		if (str_equal(word->id, str_from_c(approx_name((enum approx)i))))
			return (enum approx)i;
	return APPROX_EXACT;
}

/* ---- before ---- */

struct prefixes {
	uint32_t from;
	bool has_any;
	enum approx approx; /* the innermost that says something */
};

static uint32_t
before_blanks(struct str text, uint32_t at)
{
	while (at && text.p[at - 1] == ' ')
		at--;
	return at;
}

/* 上 goes with 百, 千, 万 that no digit counts: 上百万. */
static bool
is_round(struct str text, uint32_t at)
{
	uint32_t rune;
	enum rune_kind kind;

	count_rune(text, at, &rune);
	kind = count_class(rune).kind;
	return kind == RUNE_KIND_UNIT || kind == RUNE_KIND_SCALE;
}

/* 最高10年: a ceiling of what is meted out; the highest of a measure that stood (最高31度) is none.
 */
static bool
is_ceiling(const struct measure *m)
{
	return m->kind == QUANTITY_TIME || m->kind == QUANTITY_CURRENCY;
}

/* 破3亿用户: more than that; the level that a share or an index passed (破100%, 破600点) is that
 * level. */
static bool
is_passed(const struct quantities *q, const struct measure *m)
{
	if (m->kind == QUANTITY_CURRENCY)
		return quantity_has_scale(q->text, m->number);
	return m->kind == QUANTITY_COUNT && !(m->unit && lexeme_has(m->unit, S("points")));
}

static void
take_prefixes(const struct quantities *q, const struct measure *m, struct prefixes *p)
{
	for (unsigned i = 0; i < PREFIXES_MAX; i++) {
		uint32_t at = before_blanks(q->text, p->from);
		const struct match *word = quantity_word_before(q, LEX_APPROX, at, S("before"));
		enum approx approx;
		if (!word || word->span.from < q->done || lexeme_has(word->lexeme, S("none")) ||
		    lexeme_has(word->lexeme, S("only")) ||
		    (lexeme_has(word->lexeme, S("cap")) && !is_ceiling(m)) ||
		    (lexeme_has(word->lexeme, S("past")) && !is_passed(q, m)) ||
		    (lexeme_has(word->lexeme, S("round")) && !is_round(q->text, p->from)))
			break;
		approx = approx_of(word->lexeme);
		if (!p->has_any || p->approx == APPROX_EXACT)
			p->approx = approx;
		p->has_any = true;
		p->from = word->span.from;
	}
}

static bool
is_clause_end(uint32_t rune)
{
	return rune == 0 || rune == '\n' || rune == ',' || rune == ';' || rune == ':' ||
	       rune == 0xff0c || rune == 0x3002 || rune == 0xff1b || rune == 0xff1a ||
	       rune == 0x3001 || rune == 0xff01 || rune == 0xff1f || rune == 0x201c ||
	       rune == 0x201d || rune == '"' || rune == 0xff08 || rune == 0xff09 || rune == '(' ||
	       rune == ')';
}

/* Where the clause of ${at} begins, at most ${max} bytes back, and not within the last quantity. */
static uint32_t
clause_from(const struct quantities *q, uint32_t at, uint32_t max)
{
	uint32_t from = at;

	while (from > q->done && at - from < max) {
		uint32_t rune = count_rune_before(q->text, from);
		if (is_clause_end(rune))
			break;
		from -= rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
	}
	return from;
}

/* 至少造成19人死亡: the adverb rules the number that its verb brings. */
static void
take_apart(const struct quantities *q, struct prefixes *p)
{
	const struct matches *matches = &q->analysis->matches;
	uint32_t from = clause_from(q, p->from, APART_MAX);

	if (p->has_any && p->approx != APPROX_EXACT)
		return;
	for (size_t i = match_from(matches, p->from);
	     i-- && matches->items[i].span.from >= from;) {
		const struct lexeme *word = matches->items[i].lexeme;
		uint32_t to = matches->items[i].span.to;
		if (word->lexicon != LEX_APPROX || !lexeme_has(word, S("apart")) || to > p->from ||
		    memmem(q->text.p + to, p->from - to, "在", 3))
			continue; /* 至少在年内生产10亿: it rules the time */
		p->approx = approx_of(word);
		return;
	}
}

/* ---- behind ---- */

struct suffix {
	uint32_t to;
	bool has_any, is_more;
	enum approx approx;
};

static bool
takes_more(const struct measure *m)
{
	return m->unit && (m->kind != QUANTITY_COUNT || lexeme_has(m->unit, S("scale")));
}

/* What has an above and a below without a place: prices, per cents, indices. */
static bool
is_level(const struct measure *m)
{
	return m->kind == QUANTITY_CURRENCY || m->kind == QUANTITY_PERCENT ||
	       (m->unit && lexeme_has(m->unit, S("points")));
}

static void
take_suffix(const struct quantities *q, const struct measure *m, struct suffix *s)
{
	const struct match *word = quantity_word_at(
	    q, LEX_APPROX, (uint32_t)count_after_blank(q->text, s->to), S("after"));

	if (!word)
		return;
	if (lexeme_has(word->lexeme, S("more")) && (!takes_more(m) || !m->has_value))
		return;
	if (lexeme_has(word->lexeme, S("level")) && !is_level(m))
		return;
	s->has_any = true;
	s->is_more = lexeme_has(word->lexeme, S("more"));
	s->approx = approx_of(word->lexeme);
	s->to = word->span.to;
}

/* ---- what both say ---- */

static void
write_bound(struct decimal value, bool is_negative, char out[FIGURE_VALUE_MAX])
{
	count_write_value(value, is_negative, out);
}

static void
open_side(struct bounds *b)
{
	switch (b->approx) {
	case APPROX_AT_LEAST:
		b->max[0] = '\0';
		break;
	case APPROX_MORE_THAN:
		b->max[0] = '\0';
		b->min_open = true;
		break;
	case APPROX_NEARLY:
	case APPROX_AT_MOST:
		b->min[0] = '\0';
		break;
	case APPROX_LESS_THAN:
		b->min[0] = '\0';
		b->max_open = true;
		break;
	default:
		break;
	}
}

static void
judge(const struct measure *m, const struct prefixes *p, const struct suffix *s, struct bounds *out)
{
	struct decimal max = m->max;
	bool is_said = p->approx != APPROX_EXACT || s->approx != APPROX_EXACT;

	memset(out, 0, sizeof(*out));
	out->approx = p->approx != APPROX_EXACT ? p->approx : s->approx;
	if (s->is_more && decimal_add(&max, (struct decimal){ 1, 0 })) {
		out->approx = APPROX_MORE_THAN;
		is_said = false; /* 三倍多 says both ends */
	}
	write_bound(m->is_negative ? max : m->min, m->is_negative, out->min);
	write_bound(m->is_negative ? m->min : max, m->is_negative, out->max);
	/* 约三十多人, 至少三十多人: the innermost word decides, still 30 to 39 */
	if (m->approx == APPROX_MORE_THAN ||
	    (m->approx != APPROX_EXACT &&
		(out->approx == APPROX_ABOUT || out->approx == APPROX_EXACT)))
		out->approx = m->approx;
	else if (is_said)
		open_side(out);
}

struct span
quantity_bounds(const struct quantities *q, const struct measure *m, struct bounds *out)
{
	struct prefixes p = { .from = m->core.from };
	struct suffix s = { .to = m->core.to };

	take_prefixes(q, m, &p);
	take_apart(q, &p);
	take_suffix(q, m, &s);
	judge(m, &p, &s, out);
	return (struct span){ p.from, s.to };
}

struct str
quantity_per(const struct quantities *q, struct span span)
{
	const struct matches *matches = &q->analysis->matches;
	uint32_t from = clause_from(q, span.from, CLAUSE_MAX);
	const struct match *behind = quantity_word_at(
	    q, LEX_APPROX, (uint32_t)count_after_blank(q->text, span.to), S("behind"));

	if (behind)
		return behind->lexeme->id;
	for (size_t i = match_from(matches, span.from);
	     i-- && matches->items[i].span.from >= from;) {
		const struct match *match = &matches->items[i];
		if (match->lexicon == LEX_APPROX && match->span.to <= span.from &&
		    lexeme_has(match->lexeme, S("per")) && !lexeme_has(match->lexeme, S("behind")))
			return match->lexeme->id;
	}
	return S("");
}
