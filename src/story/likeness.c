/* likeness.c: how like two articles are. */
#include <math.h>

#include "story/window_inside.h"

enum {
	SPARE = 64,	  /* documents taken for granted: a young window knows little of rarity */
	SIMHASH_NEAR = 3, /* bits */
	SERIES_GAP_S = 10 * 3600,
	COLUMN_MIN = 3, /* headlines of one outlet that open alike: a column's name */
	COLUMN_TERMS_MIN = 2,
};

static const double common = 0.1;	/* a term in more of the window's articles says nothing */
/* What recurs: a column, the round-up of the day, the count of the day: an earlier headline was so like it. */
static const double recurring_min = 0.4;

/* ---- rarity ---- */

/* Where its terms have this one; ${count} where they have not. */
static size_t
term_in(const struct member *member, uint32_t hash)
{
	size_t from = 0, to = member->count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (member->terms[middle].hash < hash)
			from = middle + 1;
		else
			to = middle;
	}
	return from < member->count && member->terms[from].hash == hash ? from : member->count;
}

static unsigned
places_in(const struct member *member, uint32_t hash)
{
	size_t at = term_in(member, hash);

	return at < member->count ? member->terms[at].places : 0;
}

static double
rarity(const struct story_window *window, uint32_t hash)
{
	double all = (double)(window->count + SPARE), with = (double)posting_of(window, hash)->count;

	return with > common * all ? 0 : log((all + 1) / (with + 0.7));
}

/* Whether the outlet's headlines open with this term again and again. */
static bool
is_column(const struct story_window *window, int64_t source, const struct story_term *term)
{
	const struct posting *posting = posting_of(window, term->hash);
	unsigned n = 0;

	for (uint32_t i = 0; (term->places & TERM_OPENING) && i < posting->count && n < COLUMN_MIN; i++) {
		const struct member *member = &window->members[posting->members[i].member];
		n += member->source == source && (places_in(member, term->hash) & TERM_OPENING);
	}
	return n >= COLUMN_MIN;
}

/* ${weights}: of each term of ${doc}; gives their length. */
float
story_weigh(const struct story_window *window, const struct story_doc *doc, float *weights)
{
	const struct story_terms *terms = &doc->terms;
	double sum = 0;

	for (size_t i = 0; i < terms->count; i++) {
		double rare = rarity(window, terms->items[i].hash);
		if (is_column(window, doc->source, &terms->items[i]))
			rare = 0;
		weights[i] = (float)(terms->items[i].weight * rare * rare);
		sum += (double)weights[i] * weights[i];
	}
	return (float)sqrt(sum);
}

/* ---- likeness ---- */

float
weight_of_term(const struct member *member, uint32_t hash)
{
	size_t at = term_in(member, hash);

	return at < member->count ? member->weights[at] : 0;
}

static bool
is_near(int64_t time, const struct story_doc *doc)
{
	int64_t gap = doc->time - time;

	return gap <= STORY_GAP_S && gap >= -STORY_GAP_S;
}

bool
is_near_in_time(const struct member *member, const struct story_doc *doc)
{
	return is_near(member->time, doc);
}

/* Sums what each member shares with ${doc}; afterwards their cosine. */
void
likeness_sum(struct story_window *window, const struct story_doc *doc, const float *weights, float norm)
{
	window->touched_count = 0;
	for (size_t i = 0; i < doc->terms.count; i++) {
		const struct posting *posting = posting_of(window, doc->terms.items[i].hash);
		if (weights[i] <= 0)
			continue;
		for (uint32_t k = 0; k < posting->count; k++) {
			uint32_t at = posting->members[k].member;
			if (!is_near(window->times[at], doc))
				continue;
			if (window->likeness[at] <= 0)
				window->touched[window->touched_count++] = at;
			window->likeness[at] += (double)weights[i] * posting->members[k].weight + 1e-9;
		}
	}
	for (size_t i = 0; i < window->touched_count; i++) {
		uint32_t at = window->touched[i];
		window->likeness[at] /= (double)norm * window->members[at].norm + 1e-9;
	}
}

void
likeness_forget(struct story_window *window)
{
	for (size_t i = 0; i < window->touched_count; i++)
		window->likeness[window->touched[i]] = 0;
}

static unsigned
bits_of(uint64_t x)
{
	return (unsigned)__builtin_popcountll(x);
}

/* The same text, or nearly. */
bool
is_copy_of(const struct member *member, const struct story_doc *doc)
{
	return member->simhash && doc->simhash && bits_of(member->simhash ^ doc->simhash) <= SIMHASH_NEAR;
}

static bool
is_headline_word(const struct story_term *term)
{
	return (term->places & TERM_HEADLINE) && !(term->places & TERM_NUMBER);
}

/* The words of a headline, numbers aside: at most as many as there are terms. */
size_t
headline_terms(const struct story_terms *terms, uint32_t *words)
{
	size_t n = 0;

	for (size_t i = 0; i < terms->count; i++)
		if (is_headline_word(&terms->items[i]))
			words[n++] = terms->items[i].hash;
	return n;
}

/* What both headlines say, as a share of what they say together. */
double
headlines_alike(const struct member *member, const struct asked *asked)
{
	size_t i = 0, k = 0, both = 0, a = member->headline_count, b = asked->headline_count;

	while (i < a && k < b) {
		uint32_t x = member->headline[i], y = asked->headline[k];
		both += x == y;
		i += x <= y;
		k += y <= x;
	}
	return a + b > both ? (double)both / (double)(a + b - both) : 0;
}

/* How many words both can have at most: each has one of 64 bits, and some share theirs. */
static size_t
shared_at_most(const struct member *member, const struct asked *asked)
{
	size_t a = member->headline_count - bits_of(member->headline_bits), b = asked->headline_count - bits_of(asked->headline_bits);

	return bits_of(member->headline_bits & asked->headline_bits) + (a < b ? a : b);
}

/* Whether their headlines can be so alike at all; nearly all cannot, and need not be compared. */
static bool
may_be_alike(const struct member *member, const struct asked *asked, double alike_min)
{
	size_t both = shared_at_most(member, asked), all = member->headline_count + asked->headline_count;

	return all > both && (double)both >= alike_min * (double)(all - both);
}

bool
is_another_time(const struct member *member, const struct story_doc *doc)
{
	int64_t gap = doc->time > member->time ? doc->time - member->time : member->time - doc->time;

	return gap > SERIES_GAP_S;
}

/* What an outlet says again another time of day in the same words: the count of the day, the close of the market. */
bool
is_of_series(const struct member *member, const struct asked *asked, double alike_min)
{
	const struct story_doc *doc = asked->doc;

	return member->source == doc->source && is_another_time(member, doc) && !is_copy_of(member, doc) &&
	       may_be_alike(member, asked, alike_min) && headlines_alike(member, asked) >= alike_min;
}

/* Whether it is one of a row that its outlet goes on with from day to day. */
static bool
does_recur(const struct story_window *window, const struct asked *asked)
{
	const struct story_doc *doc = asked->doc;
	unsigned columns = 0;

	for (size_t i = 0; i < doc->terms.count; i++)
		columns += is_column(window, doc->source, &doc->terms.items[i]);
	for (uint32_t next = last_of_source(window, doc->source); next && columns < COLUMN_TERMS_MIN;
	     next = window->members[next - 1].of_source)
		if (is_of_series(&window->members[next - 1], asked, recurring_min))
			return true;
	return columns >= COLUMN_TERMS_MIN;
}

void
asked_look(const struct story_window *window, struct asked *asked)
{
	asked->headline_count = headline_terms(&asked->doc->terms, asked->headline);
	asked->headline_bits = 0;
	for (size_t i = 0; i < asked->headline_count; i++)
		asked->headline_bits |= UINT64_C(1) << (asked->headline[i] & 63);
	asked->recurs = does_recur(window, asked);
}
