#include "story/window.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	MEMBERS_LOOKED_AT = 16, /* of a story, the latest */
	SPARE = 64,		/* documents taken for granted: a young window knows little of rarity */
	SIMHASH_NEAR = 3,	/* bits */
	SERIES_GAP_S = 10 * 3600,
	FEW = 4,
	COLUMN_MIN = 3, /* headlines of one outlet that open alike: a column's name */
	COLUMN_TERMS_MIN = 2,
	COMPACT_MIN = 4000,
};

/* Thresholds of the cosine, measured on a corpus of nineteen outlets (doc/bench.md). */
static const double nearest_min = 0.31; /* the most like article of the story */
static const double mean_min = 0.22;	/* all of its last days together */
static const double mean_few_min = 0.27; /* of fewer than FEW */
static const double common = 0.1;	/* a term in more of the window's articles says nothing */
static const double series_min = 0.5;	/* of the headlines' terms, numbers aside */
/* One outlet's articles among themselves: its round-ups mention all that it reports. */
static const double own_nearest_min = 0.40;
static const double own_headlines_min = 0.3; /* either is enough */
static const double own_later_min = 0.6;     /* another time of day */
/* What recurs: a column, the round-up of the day, the count of the day. */
static const double recurring_min = 0.4;	 /* of the headlines' terms: an earlier one was like it */
static const double recurring_nearest_min = 0.55; /* so like has to be what it joins */

/* One article that is here. */
struct member {
	int64_t article, source, time, story;
	uint64_t simhash;
	struct story_term *terms;
	float *weights; /* beside the terms, as rare as they were when it came */
	uint32_t *headline; /* its words, numbers aside; ascending */
	uint32_t count, headline_count;
	float norm;
	bool recurs;
	uint32_t first, last; /* of the same story; last is right at the first only */
	uint32_t before;      /* of the same story, + 1 */
};

/* Where a term stands: members, in the order of coming. */
struct posting {
	uint32_t hash;
	uint32_t count, capacity; /* capacity 0: free */
	uint32_t *members;
};

struct story_window {
	struct member *members;
	size_t count, capacity;
	struct posting *postings; /* open addressing */
	size_t posting_count, posting_capacity; /* a power of two */
	double *likeness; /* beside the members, while one is chosen for */
	uint32_t *touched;
	size_t touched_count;
	int64_t newest;
};

/* ---- postings ---- */

static struct posting *
slot_of(const struct story_window *window, uint32_t hash)
{
	size_t mask = window->posting_capacity - 1, at = (hash * 2654435761u) & mask;

	while (window->postings[at].capacity && window->postings[at].hash != hash)
		at = (at + 1) & mask;
	return &window->postings[at];
}

static void
postings_grow(struct story_window *window)
{
	struct posting *old = window->postings;
	size_t capacity = window->posting_capacity;

	window->posting_capacity = capacity ? 2 * capacity : 1 << 14;
	window->postings = mem_alloc(window->posting_capacity * sizeof(*old));
	memset(window->postings, 0, window->posting_capacity * sizeof(*old));
	for (size_t i = 0; i < capacity; i++)
		if (old[i].capacity)
			*slot_of(window, old[i].hash) = old[i];
	free(old);
}

static void
posting_add(struct story_window *window, uint32_t hash, uint32_t member)
{
	struct posting *posting;

	if (2 * window->posting_count >= window->posting_capacity)
		postings_grow(window);
	posting = slot_of(window, hash);
	if (posting->count == posting->capacity) {
		window->posting_count += posting->capacity == 0;
		posting->capacity = posting->capacity ? 2 * posting->capacity : 4;
		posting->members = mem_grow(posting->members, posting->capacity * sizeof(*posting->members));
		posting->hash = hash;
	}
	posting->members[posting->count++] = member;
}

/* ---- the window ---- */

struct story_window *
story_window_new(void)
{
	struct story_window *window = mem_alloc(sizeof(*window));

	*window = (struct story_window){ .newest = INT64_MIN };
	postings_grow(window);
	return window;
}

static void
members_forget(struct story_window *window)
{
	for (size_t i = 0; i < window->count; i++) {
		free(window->members[i].terms);
		free(window->members[i].weights);
		free(window->members[i].headline);
	}
	for (size_t i = 0; i < window->posting_capacity; i++)
		free(window->postings[i].members);
	free(window->postings);
	free(window->members);
	free(window->likeness);
	free(window->touched);
}

void
story_window_free(struct story_window *window)
{
	if (!window)
		return;
	members_forget(window);
	free(window);
}

size_t
story_window_count(const struct story_window *window)
{
	return window->count;
}

bool
story_window_has(const struct story_window *window, int64_t article)
{
	for (size_t i = window->count; i--;)
		if (window->members[i].article == article)
			return true;
	return false;
}

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
	double all = (double)(window->count + SPARE), with = (double)slot_of(window, hash)->count;

	return with > common * all ? 0 : log((all + 1) / (with + 0.7));
}

/* Whether the outlet's headlines open with this term again and again. */
static bool
is_column(const struct story_window *window, int64_t source, const struct story_term *term)
{
	const struct posting *posting = slot_of(window, term->hash);
	unsigned n = 0;

	for (uint32_t i = 0; (term->places & TERM_OPENING) && i < posting->count && n < COLUMN_MIN; i++) {
		const struct member *member = &window->members[posting->members[i]];
		n += member->source == source && (places_in(member, term->hash) & TERM_OPENING);
	}
	return n >= COLUMN_MIN;
}

/* ${weights}: of each term of ${doc}; gives their length. */
static float
weigh(const struct story_window *window, const struct story_doc *doc, float *weights)
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

/* An article that a story is looked for. */
struct asked {
	const struct story_doc *doc;
	story_barred *barred;
	void *context;
	uint32_t headline[TERMS_MAX];
	size_t headline_count;
	bool recurs;
};

static float
weight_in(const struct member *member, uint32_t hash)
{
	size_t at = term_in(member, hash);

	return at < member->count ? member->weights[at] : 0;
}

static bool
is_near_in_time(const struct member *member, const struct story_doc *doc)
{
	int64_t gap = doc->time - member->time;

	return gap <= STORY_GAP_S && gap >= -STORY_GAP_S;
}

/* Sums what each member shares with ${doc}; afterwards their cosine. */
static void
compare(struct story_window *window, const struct story_doc *doc, const float *weights, float norm)
{
	window->touched_count = 0;
	for (size_t i = 0; i < doc->terms.count; i++) {
		const struct posting *posting = slot_of(window, doc->terms.items[i].hash);
		if (weights[i] <= 0)
			continue;
		for (uint32_t k = 0; k < posting->count; k++) {
			uint32_t at = posting->members[k];
			const struct member *member = &window->members[at];
			if (!is_near_in_time(member, doc))
				continue;
			if (window->likeness[at] <= 0)
				window->touched[window->touched_count++] = at;
			window->likeness[at] += (double)weights[i] * weight_in(member, doc->terms.items[i].hash) + 1e-9;
		}
	}
	for (size_t i = 0; i < window->touched_count; i++) {
		uint32_t at = window->touched[i];
		window->likeness[at] /= (double)norm * window->members[at].norm + 1e-9;
	}
}

static void
forget_likeness(struct story_window *window)
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
static bool
is_copy(const struct member *member, const struct story_doc *doc)
{
	return member->simhash && doc->simhash && bits_of(member->simhash ^ doc->simhash) <= SIMHASH_NEAR;
}

static bool
is_headline_word(const struct story_term *term)
{
	return (term->places & TERM_HEADLINE) && !(term->places & TERM_NUMBER);
}

/* The words of a headline, numbers aside: at most as many as there are terms. */
static size_t
headline_words(const struct story_terms *terms, uint32_t *words)
{
	size_t n = 0;

	for (size_t i = 0; i < terms->count; i++)
		if (is_headline_word(&terms->items[i]))
			words[n++] = terms->items[i].hash;
	return n;
}

/* What both headlines say, as a share of what they say together. */
static double
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

static bool
is_another_time(const struct member *member, const struct story_doc *doc)
{
	int64_t gap = doc->time > member->time ? doc->time - member->time : member->time - doc->time;

	return gap > SERIES_GAP_S;
}

/* What an outlet says again another time of day in the same words: the count of the day, the close of the market. */
static bool
is_series(const struct member *member, const struct asked *asked, double alike_min)
{
	const struct story_doc *doc = asked->doc;

	return member->source == doc->source && is_another_time(member, doc) && !is_copy(member, doc) &&
	       headlines_alike(member, asked) >= alike_min;
}

/* Whether it is one of a row that its outlet goes on with from day to day. */
static bool
does_recur(const struct story_window *window, const struct asked *asked)
{
	const struct story_doc *doc = asked->doc;
	unsigned columns = 0;

	for (size_t i = 0; i < doc->terms.count; i++)
		columns += is_column(window, doc->source, &doc->terms.items[i]);
	for (size_t i = 0; i < window->count && columns < COLUMN_TERMS_MIN; i++)
		if (is_series(&window->members[i], asked, recurring_min))
			return true;
	return columns >= COLUMN_TERMS_MIN;
}

static void
asked_look(const struct story_window *window, struct asked *asked)
{
	asked->headline_count = headline_words(&asked->doc->terms, asked->headline);
	asked->recurs = does_recur(window, asked);
}

/* ---- choosing ---- */

struct candidate {
	int64_t story;
	double score;
	uint32_t nearest;
};

/* A round-up joins what others report, not what its own outlet does. */
static bool
is_like_recurring(const struct member *nearest, const struct asked *asked, double most)
{
	if (is_copy(nearest, asked->doc))
		return true;
	return nearest->source != asked->doc->source && most >= recurring_nearest_min;
}

/* Whether likeness of ${most} with the nearest is enough where no other outlet is there to confirm it. */
static bool
is_like_own(const struct member *nearest, const struct asked *asked, double most)
{
	if (is_another_time(nearest, asked->doc))
		return most >= own_later_min;
	return most >= own_nearest_min || headlines_alike(nearest, asked) >= own_headlines_min;
}

/* An article of a row that goes on from day to day, and not near enough to count. */
static bool
is_other_row(const struct member *member, const struct story_doc *doc, double like)
{
	return member->recurs && (like < recurring_nearest_min || (member->source == doc->source && !is_copy(member, doc)));
}

/* Whether the story of member ${at} is like ${doc} on the whole. */
static bool
judge(const struct story_window *window, uint32_t at, const struct asked *asked, struct candidate *out)
{
	const struct member *members = window->members;
	const struct story_doc *doc = asked->doc;
	uint32_t next = members[members[at].first].last + 1;
	double sum = 0, most = 0;
	bool others = false;
	unsigned n = 0;

	*out = (struct candidate){ .story = members[at].story, .nearest = at };
	for (; next && n < MEMBERS_LOOKED_AT; next = members[next - 1].before) {
		const struct member *member = &members[next - 1];
		if (is_series(member, asked, series_min) || (asked->barred && asked->barred(asked->context, doc->article, member->article)))
			return false;
		double like = is_copy(member, doc) ? 1 : window->likeness[next - 1];
		if (!is_near_in_time(member, doc) || is_other_row(member, doc, like))
			continue;
		others |= member->source != doc->source;
		if (like > most) {
			most = like;
			out->nearest = next - 1;
		}
		sum += like;
		n++;
	}
	out->score = n ? sum / n : 0;
	if (!others && !is_like_own(&members[out->nearest], asked, most))
		return false;
	if (asked->recurs && !is_like_recurring(&members[out->nearest], asked, most))
		return false;
	return most >= nearest_min && out->score >= (n < FEW ? mean_few_min : mean_min);
}

static bool
find_best(const struct story_window *window, const struct asked *asked, struct candidate *out)
{
	const struct story_doc *doc = asked->doc;
	bool found = false;

	for (size_t i = 0; i < window->touched_count; i++) {
		uint32_t at = window->touched[i];
		const struct member *member = &window->members[at];
		struct candidate candidate;
		bool near = window->likeness[at] >= nearest_min || is_copy(member, doc);
		if (!near || member->article == doc->article || (found && member->story == out->story))
			continue;
		if (judge(window, at, asked, &candidate) && (!found || candidate.score > out->score)) {
			*out = candidate;
			found = true;
		}
	}
	return found;
}

/* The terms that both have, weightiest first. */
static void
explain(const struct member *member, const struct story_doc *doc, const float *weights, struct story_why *why)
{
	float best[STORY_WHY_MAX];

	for (size_t i = 0; i < doc->terms.count; i++) {
		uint32_t hash = doc->terms.items[i].hash;
		float shared = weights[i] * weight_in(member, hash);
		size_t at = why->count;
		if (shared <= 0 || (at == STORY_WHY_MAX && shared <= best[at - 1]))
			continue;
		if (at == STORY_WHY_MAX)
			at--;
		else
			why->count++;
		for (; at && best[at - 1] < shared; at--) {
			best[at] = best[at - 1];
			why->terms[at] = why->terms[at - 1];
		}
		best[at] = shared;
		why->terms[at] = hash;
	}
}

int64_t
story_window_choose(struct story_window *window, const struct story_doc *doc, story_barred *barred, void *context,
    struct story_why *why)
{
	float weights[TERMS_MAX];
	float norm = weigh(window, doc, weights);
	struct asked asked = { .doc = doc, .barred = barred, .context = context };
	struct candidate best = { 0 };
	bool found;

	*why = (struct story_why){ 0 };
	asked_look(window, &asked);
	compare(window, doc, weights, norm);
	found = find_best(window, &asked, &best);
	forget_likeness(window);
	if (!found)
		return 0;
	explain(&window->members[best.nearest], doc, weights, why);
	why->like = (int64_t)(best.score < 1 ? best.score * STORY_LIKE_ALL : STORY_LIKE_ALL);
	why->nearest = window->members[best.nearest].article;
	return best.story;
}

/* ---- putting ---- */

/* The number of a new member; the arrays beside it grow along. */
static uint32_t
member_new(struct story_window *window)
{
	if (window->count == window->capacity) {
		size_t more = window->capacity ? 2 * window->capacity : 256;
		window->members = mem_grow(window->members, more * sizeof(*window->members));
		window->touched = mem_grow(window->touched, more * sizeof(*window->touched));
		window->likeness = mem_grow(window->likeness, more * sizeof(*window->likeness));
		memset(window->likeness + window->capacity, 0, (more - window->capacity) * sizeof(*window->likeness));
		window->capacity = more;
	}
	return (uint32_t)window->count++;
}

static void
join_story(struct story_window *window, uint32_t at)
{
	struct member *member = &window->members[at];

	member->first = member->last = at;
	for (uint32_t i = at; i--;) {
		struct member *other = &window->members[i];
		if (other->story != member->story)
			continue;
		member->first = other->first;
		member->before = window->members[other->first].last + 1;
		window->members[other->first].last = at;
		return;
	}
}

/* Takes over terms and weights. */
static void
put(struct story_window *window, const struct member *given)
{
	uint32_t at = member_new(window);
	struct member *member = &window->members[at];

	*member = *given;
	member->before = 0;
	join_story(window, at);
	for (uint32_t i = 0; i < member->count; i++)
		posting_add(window, member->terms[i].hash, at);
	if (member->time > window->newest)
		window->newest = member->time;
}

/* Begins anew with what is young enough: half of it has to be old, so that it costs little. */
static void
compact(struct story_window *window)
{
	struct story_window old = *window;
	size_t stale = 0;

	if (window->count < COMPACT_MIN)
		return;
	for (size_t i = 0; i < window->count; i++)
		stale += window->members[i].time < window->newest - STORY_WINDOW_S;
	if (2 * stale < window->count)
		return;
	*window = (struct story_window){ .newest = INT64_MIN };
	postings_grow(window);
	for (size_t i = 0; i < old.count; i++) {
		struct member *member = &old.members[i];
		if (member->time < old.newest - STORY_WINDOW_S)
			continue;
		put(window, member);
		member->terms = NULL;
		member->weights = NULL;
		member->headline = NULL;
	}
	members_forget(&old);
}

void
story_window_put(struct story_window *window, const struct story_doc *doc, int64_t story)
{
	const struct story_terms *terms = &doc->terms;
	struct member member = {
		.article = doc->article,
		.source = doc->source,
		.time = doc->time,
		.story = story,
		.simhash = doc->simhash,
		.count = (uint32_t)terms->count,
	};
	struct asked asked = { .doc = doc };

	compact(window);
	member.terms = mem_alloc((terms->count + 1) * sizeof(*member.terms));
	member.weights = mem_alloc((terms->count + 1) * sizeof(*member.weights));
	memcpy(member.terms, terms->items, terms->count * sizeof(*member.terms));
	member.norm = weigh(window, doc, member.weights);
	asked_look(window, &asked);
	member.recurs = asked.recurs;
	member.headline_count = (uint32_t)asked.headline_count;
	member.headline = mem_alloc((asked.headline_count + 1) * sizeof(*member.headline));
	memcpy(member.headline, asked.headline, asked.headline_count * sizeof(*member.headline));
	put(window, &member);
}
