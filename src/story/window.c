#include <stdlib.h>
#include <string.h>

#include "story/window_inside.h"

enum { COMPACT_MIN = 4000 };

/* ---- postings ---- */

struct posting *
posting_of(const struct story_window *window, uint32_t hash)
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
			*posting_of(window, old[i].hash) = old[i];
	free(old);
}

static void
posting_add(struct story_window *window, uint32_t hash, struct posted posted)
{
	struct posting *posting;

	if (2 * window->posting_count >= window->posting_capacity)
		postings_grow(window);
	posting = posting_of(window, hash);
	if (posting->count == posting->capacity) {
		window->posting_count += posting->capacity == 0;
		posting->capacity = posting->capacity ? 2 * posting->capacity : 4;
		posting->members = mem_grow(posting->members, posting->capacity * sizeof(*posting->members));
		posting->hash = hash;
	}
	posting->members[posting->count++] = posted;
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
	free(window->times);
	free(window->likeness);
	free(window->touched);
	free(window->sources);
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

/* ---- putting ---- */

/* The number of a new member; the arrays beside it grow along. */
static uint32_t
member_new(struct story_window *window)
{
	if (window->count == window->capacity) {
		size_t more = window->capacity ? 2 * window->capacity : 256;
		window->members = mem_grow(window->members, more * sizeof(*window->members));
		window->touched = mem_grow(window->touched, more * sizeof(*window->touched));
		window->times = mem_grow(window->times, more * sizeof(*window->times));
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

static struct last_of_source *
source_slot(const struct story_window *window, int64_t source)
{
	for (size_t i = 0; i < window->source_count; i++)
		if (window->sources[i].source == source)
			return &window->sources[i];
	return NULL;
}

uint32_t
last_of_source(const struct story_window *window, int64_t source)
{
	const struct last_of_source *slot = source_slot(window, source);

	return slot ? slot->member : 0;
}

static void
join_source(struct story_window *window, uint32_t at)
{
	struct member *member = &window->members[at];
	struct last_of_source *slot = source_slot(window, member->source);

	if (!slot && window->source_count == window->source_capacity) {
		window->source_capacity = window->source_capacity ? 2 * window->source_capacity : 16;
		window->sources = mem_grow(window->sources, window->source_capacity * sizeof(*window->sources));
	}
	if (!slot) {
		slot = &window->sources[window->source_count++];
		*slot = (struct last_of_source){ .source = member->source };
	}
	member->of_source = slot->member;
	slot->member = at + 1;
}

/* Takes over terms and weights. */
static void
put(struct story_window *window, const struct member *given)
{
	uint32_t at = member_new(window);
	struct member *member = &window->members[at];

	*member = *given;
	member->before = 0;
	window->times[at] = member->time;
	join_story(window, at);
	join_source(window, at);
	for (uint32_t i = 0; i < member->count; i++)
		posting_add(window, member->terms[i].hash, (struct posted){ at, member->weights[i] });
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
	member.norm = story_weigh(window, doc, member.weights);
	asked_look(window, &asked);
	member.recurs = asked.recurs;
	member.headline_count = (uint32_t)asked.headline_count;
	member.headline_bits = asked.headline_bits;
	member.headline = mem_alloc((asked.headline_count + 1) * sizeof(*member.headline));
	memcpy(member.headline, asked.headline, asked.headline_count * sizeof(*member.headline));
	put(window, &member);
}
