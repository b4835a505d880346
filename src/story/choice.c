/* choice.c: the story that an article belongs to. */
#include "story/window_inside.h"

enum {
	MEMBERS_LOOKED_AT = 16, /* of a story, the latest */
	FEW = 4,
};

/* Thresholds of the cosine, measured on a corpus of nineteen outlets (doc/bench.md). */
static const double nearest_min = 0.31; /* the most like article of the story */
static const double mean_min = 0.22;	/* all of its last days together */
static const double mean_few_min = 0.27; /* of fewer than FEW */
static const double series_min = 0.5;	/* of the headlines' terms, numbers aside */
/* One outlet's articles among themselves: its round-ups mention all that it reports. */
static const double own_nearest_min = 0.40;
static const double own_headlines_min = 0.3; /* either is enough */
static const double own_later_min = 0.6;     /* another time of day */
/* So like has to be what an article joins that is one of a row. */
static const double recurring_nearest_min = 0.55;

struct candidate {
	int64_t story;
	double score;
	uint32_t nearest;
};

/* A round-up joins what others report, not what its own outlet does. */
static bool
is_like_recurring(const struct member *nearest, const struct asked *asked, double most)
{
	if (is_copy_of(nearest, asked->doc))
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
	return member->recurs && (like < recurring_nearest_min || (member->source == doc->source && !is_copy_of(member, doc)));
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
		if (is_of_series(member, asked, series_min) || (asked->barred && asked->barred(asked->context, doc->article, member->article)))
			return false;
		double like = is_copy_of(member, doc) ? 1 : window->likeness[next - 1];
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
		bool near = window->likeness[at] >= nearest_min || is_copy_of(member, doc);
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
		float shared = weights[i] * weight_of_term(member, hash);
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
	float norm = story_weigh(window, doc, weights);
	struct asked asked = { .doc = doc, .barred = barred, .context = context };
	struct candidate best = { 0 };
	bool found;

	*why = (struct story_why){ 0 };
	asked_look(window, &asked);
	likeness_sum(window, doc, weights, norm);
	found = find_best(window, &asked, &best);
	likeness_forget(window);
	if (!found)
		return 0;
	explain(&window->members[best.nearest], doc, weights, why);
	why->like = (int64_t)(best.score < 1 ? best.score * STORY_LIKE_ALL : STORY_LIKE_ALL);
	why->nearest = window->members[best.nearest].article;
	return best.story;
}
