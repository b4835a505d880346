#include "ledger/ledger.h"

const char *
ledger_apart_name(enum ledger_apart apart)
{
	static const char *const names[] = {
		[LEDGER_COUNTED] = "counted",
		[APART_PLACE] = "place",
		[APART_DAY] = "day",
		[APART_SIDE] = "side",
		[APART_PART] = "part",
		[APART_RATE] = "rate",
		[APART_TEXT] = "text",
	};

	return names[apart];
}

/* ---- does it answer the question? ---- */

/* They report one event, as far as stories know. */
static bool
are_together(const struct figure_key *a, const struct figure_key *b)
{
	return a->article == b->article || (a->story && a->story == b->story);
}

/* "UA": a country, which holds what is of it. */
static bool
holds(const struct figure_key *whole, const struct figure_key *part)
{
	return whole->place.n == 2 && str_equal(whole->place, part->country);
}

/* Where one names no place, or the country alone, the event must be the same; two places of one country are two questions, since
 * nothing here knows that a town lies in a region. */
static bool
places_agree(const struct figure_key *a, const struct figure_key *b)
{
	if (a->place.n && str_equal(a->place, b->place))
		return true;
	return are_together(a, b) && (!a->place.n || !b->place.n || holds(a, b) || holds(b, a));
}

static int64_t
day_distance(int64_t a, int64_t b)
{
	if (a == b)
		return 0;
	if (a == INT64_MIN || a == INT64_MAX || b == INT64_MIN || b == INT64_MAX)
		return INT64_MAX;
	return a < b ? b - a : a - b;
}

/* Of sums that grow ("since the beginning of the year") the end is the day of saying; the beginning must be the same. */
static bool
days_agree(const struct figure_key *a, const struct figure_key *b)
{
	enum { LONG_DAYS = 14 };
	int64_t first = day_distance(a->first_day, b->first_day), last = day_distance(a->last_day, b->last_day);
	bool both_long = day_distance(a->first_day, a->last_day) >= LONG_DAYS && day_distance(b->first_day, b->last_day) >= LONG_DAYS;

	if (first <= 1 && (last <= 1 || both_long))
		return true;
	/* where no day is said, the day of saying stands in for it: later reports of one event come on later days */
	if ((!a->is_dated || !b->is_dated) && are_together(a, b))
		return true;
	/* a night is two days, and a report of one of them is of that night */
	return !both_long && a->first_day <= b->last_day && b->first_day <= a->last_day && first <= 1 + 1 && last <= 1 + 1;
}

static bool
sides_agree(const struct figure_key *a, const struct figure_key *b)
{
	return !a->side.n || !b->side.n || str_equal(a->side, b->side);
}

/* "49 dead, 23 of them in the capital", where nobody marked the part as one. */
static bool
is_another_count(const struct ledger_claim *a, const struct ledger_claim *b)
{
	return a->key.revision == b->key.revision && str_equal(a->key.speaker, b->key.speaker) &&
	       ranges_compare(&a->figure.value, &b->figure.value) == RANGES_APART;
}

static enum ledger_apart
apart_of(const struct ledger_claim *asked, const struct ledger_claim *claim)
{
	const struct figure_key *a = &asked->key, *b = &claim->key;

	if (!str_equal(asked->figure.per, claim->figure.per))
		return APART_RATE;
	if (claim->figure.of >= 0 && asked->figure.of < 0)
		return APART_PART;
	if (!sides_agree(a, b))
		return APART_SIDE;
	if (!places_agree(a, b))
		return APART_PLACE;
	if (!days_agree(a, b))
		return APART_DAY;
	return is_another_count(asked, claim) ? APART_TEXT : LEDGER_COUNTED;
}

/* ---- is it said already? ---- */

static bool
values_equal(const struct ledger_claim *a, const struct ledger_claim *b)
{
	return ranges_compare(&a->figure.value, &b->figure.value) == RANGES_EQUAL;
}

/* Nobody but the newsroom says it: then it is one claim where the words are the same, up to an eighth of them. */
static bool
sentences_equal(const struct ledger_claim *a, const struct ledger_claim *b)
{
	struct str x = str_trim(span_text(a->text, a->figure.sentence)), y = str_trim(span_text(b->text, b->figure.sentence));
	size_t shorter = x.n < y.n ? x.n : y.n, longer = x.n < y.n ? y.n : x.n, front = 0, back = 0;

	while (front < shorter && x.p[front] == y.p[front])
		front++;
	while (back < shorter - front && x.p[x.n - 1 - back] == y.p[y.n - 1 - back])
		back++;
	return longer && 8 * (front + back) >= 7 * longer;
}

/* The same speaker says the same, or an article says it again; outlets that pass on an agency name its speaker, or use its words. */
static bool
is_said_already(const struct ledger_claim *earlier, const struct ledger_claim *claim)
{
	if (!values_equal(earlier, claim))
		return false;
	if (earlier->key.article == claim->key.article)
		return str_equal(earlier->key.speaker, claim->key.speaker);
	if (earlier->key.speaker.n || claim->key.speaker.n)
		return str_equal(earlier->key.speaker, claim->key.speaker);
	return sentences_equal(earlier, claim);
}

static void
find_same(struct ledger *ledger, size_t i)
{
	struct ledger_claim *claim = &ledger->claims[i];

	claim->same = i;
	for (size_t j = 0; j < i && claim->same == i; j++)
		if (ledger->claims[j].apart == LEDGER_COUNTED && ledger->claims[j].same == j && is_said_already(&ledger->claims[j], claim))
			claim->same = j;
}

/* Whether an earlier mention of the same claim was by the same outlet. */
static bool
outlet_is_known(const struct ledger *ledger, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (ledger->claims[j].apart == LEDGER_COUNTED && ledger->claims[j].same == ledger->claims[i].same &&
		    ledger->claims[j].key.source == ledger->claims[i].key.source)
			return true;
	return false;
}

static void
count_mention(struct ledger *ledger, size_t i)
{
	struct ledger_claim *first = &ledger->claims[ledger->claims[i].same];

	first->mentions++;
	first->outlets += !outlet_is_known(ledger, i);
	ledger->counted += ledger->claims[i].same == i;
}

/* ---- what takes the place of what ---- */

static bool
is_own(const struct ledger *ledger, size_t i)
{
	return ledger->claims[i].apart == LEDGER_COUNTED && ledger->claims[i].same == i;
}

static bool
speaks_again(const struct ledger_claim *earlier, const struct ledger_claim *claim)
{
	if (!str_equal(earlier->key.place, claim->key.place))
		return false;
	if (earlier->key.speaker.n && str_equal(earlier->key.speaker, claim->key.speaker))
		return earlier->key.revision != claim->key.revision;
	return earlier->key.article == claim->key.article && earlier->key.n != claim->key.n;
}

static void
find_replaced(struct ledger *ledger, size_t i)
{
	struct ledger_claim *claim = &ledger->claims[i];

	claim->replaces = i;
	for (size_t j = i; j-- && claim->replaces == i && is_own(ledger, i);)
		if (is_own(ledger, j) && !ledger->claims[j].is_replaced && speaks_again(&ledger->claims[j], claim))
			claim->replaces = j;
	if (claim->replaces == i)
		return;
	ledger->claims[claim->replaces].is_replaced = true;
	claim->direction = ranges_direction(&claim->figure.value, &ledger->claims[claim->replaces].figure.value);
}

/* ---- what contradicts what ---- */

/* Both are about the same, not only about what was asked: what is of a country is not against what is of a town in it.  One text does
 * not contradict itself: what it says twice, it says of two things. */
static bool
can_be_compared(const struct ledger_claim *a, const struct ledger_claim *b)
{
	if (a->key.place.n && b->key.place.n && !str_equal(a->key.place, b->key.place))
		return false;
	if (a->key.revision == b->key.revision && str_equal(a->key.speaker, b->key.speaker))
		return false;
	return apart_of(a, b) == LEDGER_COUNTED;
}

static void
compare_pair(struct ledger_claim *a, struct ledger_claim *b)
{
	enum ranges_relation relation = ranges_compare(&a->figure.value, &b->figure.value);

	if (!can_be_compared(a, b))
		return;
	if (relation == RANGES_APART) {
		a->against++;
		b->against++;
	} else {
		a->in_line++;
		b->in_line++;
	}
}

static void
compare_all(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->count; i++)
		for (size_t j = 0; j < i; j++)
			if (is_own(ledger, i) && is_own(ledger, j) && !ledger->claims[i].is_replaced && !ledger->claims[j].is_replaced)
				compare_pair(&ledger->claims[i], &ledger->claims[j]);
}

void
ledger_judge(struct ledger *ledger)
{
	ledger->counted = 0;
	for (size_t i = 0; i < ledger->count; i++) {
		struct ledger_claim *claim = &ledger->claims[i];
		claim->mentions = claim->outlets = claim->against = claim->in_line = 0;
		claim->is_replaced = false;
		claim->direction = 0;
		claim->apart = i == ledger->asked ? LEDGER_COUNTED : apart_of(&ledger->claims[ledger->asked], claim);
	}
	for (size_t i = 0; i < ledger->count; i++) {
		find_same(ledger, i);
		if (ledger->claims[i].apart == LEDGER_COUNTED)
			count_mention(ledger, i);
	}
	for (size_t i = 0; i < ledger->count; i++)
		find_replaced(ledger, i);
	compare_all(ledger);
}

/* ---- sums ---- */

struct ledger_sum
ledger_sum_of(const struct figures *figures, size_t index)
{
	const struct figure *total = &figures->items[index];
	struct ledger_sum sum = { .sum = { .min = "0", .max = "0" } };

	for (size_t i = 0; i < figures->count; i++) {
		const struct figure *part = &figures->items[i];
		if (part->of != (int32_t)index || part->same_as >= 0 || !str_equal(part->unit, total->unit) ||
		    !str_equal(part->slot, total->slot))
			continue;
		if (!ranges_add(&sum.sum, &part->value))
			return (struct ledger_sum){ 0 };
		sum.parts++;
	}
	if (sum.parts < 2) /* "including three children" says nothing of the others */
		return (struct ledger_sum){ 0 };
	if (ranges_compare(&sum.sum, &total->value) != RANGES_APART)
		sum.verdict = SUM_AGREES;
	else
		sum.verdict = ranges_direction(&sum.sum, &total->value) > 0 ? SUM_MORE : SUM_LESS;
	return sum;
}
