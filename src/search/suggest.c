#include "search/suggest.h"

#include <time.h>

#include "search/catalogue.h"
#include "text/fold.h"

struct trying {
	struct search *search;
	struct arena *arena;
	const struct query *query;
	const struct search_options *options;
	struct suggestions out;
	int64_t deadline_ns;
};

static int64_t
clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static bool
is_over(const struct trying *trying)
{
	return trying->out.count == SUGGESTIONS_MAX || clock_ns() > trying->deadline_ns;
}

/* ---- one attempt ---- */

/* How many there are, counted no further than readers want to know. */
static struct err
count_hits(const struct trying *trying, const struct query *query, struct search_options options,
    struct results *out)
{
	struct err e;

	options.limit = 1;
	options.offset = 0;
	options.order = SEARCH_NEWEST;
	options.facets = options.snippets = false;
	e = search_run(trying->search, trying->arena, query, &options, out);
	if (e.code == ERR_SLOW)
		*out = (struct results){ 0 };
	return e.code == ERR_SLOW ? (struct err){ 0 } : e;
}

static struct err
attempt(struct trying *trying, enum suggestion_kind kind, const struct query *query,
    struct search_options options, struct str word)
{
	struct results results;
	struct err e = { 0 };

	if (is_over(trying))
		return e;
	e = count_hits(trying, query, options, &results);
	if (e.code || !results.total)
		return e;
	trying->out.items[trying->out.count++] = (struct suggestion){ .kind = kind,
		.query = query_text(trying->arena, query),
		.word = word,
		.count = results.total,
		.count_is_floor = results.total_is_floor };
	return e;
}

/* ---- without filters ---- */

static bool
sources_drop(struct query *query, struct search_options *options)
{
	bool had = query->sources.count || options->source.n;

	query->sources.count = 0;
	options->source = S("");
	return had;
}

static bool
langs_drop(struct query *query, struct search_options *options)
{
	bool had = query->langs.count || options->lang.n;

	query->langs.count = 0;
	options->lang = S("");
	return had;
}

static bool
times_drop(struct query *query, struct search_options *options)
{
	bool had = query->from_written.n || query->to_written.n || options->from || options->to;

	query->from = INT64_MIN;
	query->to = INT64_MAX;
	query->from_written = query->to_written = S("");
	options->from = options->to = 0;
	return had;
}

static bool
traits_drop(struct query *query, struct search_options *options)
{
	bool had = query->changed || query->story || query->figures || options->changed ||
		   options->story || options->figures;

	query->changed = query->story = query->figures = WANTED_ANY;
	options->changed = options->story = options->figures = false;
	return had;
}

static bool (*const drops[])(struct query *query, struct search_options *options) = {
	[SUGGEST_ANY_SOURCE] = sources_drop,
	[SUGGEST_ANY_LANG] = langs_drop,
	[SUGGEST_ANY_TIME] = times_drop,
	[SUGGEST_ANY_TRAIT] = traits_drop,
};

/* Each alone, and all where none alone is enough. */
static struct err
try_without_filters(struct trying *trying)
{
	struct query bare = *trying->query;
	struct search_options bare_options = *trying->options;
	size_t dropped = 0;
	struct err e = { 0 };

	for (size_t i = 0; i < LENGTH(drops) && !e.code; i++) {
		struct query query = *trying->query;
		struct search_options options = *trying->options;

		drops[i](&bare, &bare_options);
		if (!drops[i](&query, &options))
			continue;
		dropped++;
		e = attempt(trying, (enum suggestion_kind)i, &query, options, S(""));
	}
	if (e.code || dropped < 2 || trying->out.count || !query_positive(&bare))
		return e;
	return attempt(trying, SUGGEST_NO_FILTER, &bare, bare_options, S(""));
}

/* ---- fewer words ---- */

static size_t
positive_groups(const struct query *query)
{
	size_t count = 0;

	for (size_t i = 0; i < query->count; i++)
		count += !query->groups[i].negated;
	return count;
}

static struct query
without_group(struct arena *arena, const struct query *query, size_t left_out)
{
	struct query shorter = *query;

	shorter.groups = arena_array(arena, struct group, query->count);
	shorter.count = 0;
	for (size_t i = 0; i < query->count; i++)
		if (i != left_out)
			shorter.groups[shorter.count++] = query->groups[i];
	return shorter;
}

/* The groups joined to one: any phrase will do. */
static struct query
either_of(struct arena *arena, const struct query *query)
{
	struct query either = *query;
	struct group *one = arena_new(arena, struct group);

	one->items = arena_array(arena, struct phrase, query_positive(query));
	for (size_t i = 0; i < query->count; i++)
		for (size_t k = 0; k < query->groups[i].count && !query->groups[i].negated; k++)
			one->items[one->count++] = query->groups[i].items[k];
	either.groups = one;
	either.count = 1;
	return either;
}

static struct err
try_fewer_words(struct trying *trying)
{
	const struct query *query = trying->query;
	size_t before = trying->out.count;
	struct err e = { 0 };

	if (positive_groups(query) < 2)
		return e;
	for (size_t i = 0; i < query->count && !e.code; i++) {
		struct query shorter = without_group(trying->arena, query, i);

		if (!query->groups[i].negated)
			e = attempt(trying, SUGGEST_FEWER, &shorter, *trying->options,
			    query->groups[i].items[0].written);
	}
	if (!e.code && trying->out.count == before) {
		struct query either = either_of(trying->arena, query);
		e = attempt(trying, SUGGEST_EITHER, &either, *trying->options, S(""));
	}
	return e;
}

/* ---- words written alike ---- */

enum {
	CLOSE_SEEN = 12,
	CLOSE_KEPT = 3,
	CLOSE_TEXTS = 60,
	CLOSE_TEXT_BYTES = 24 << 10,
	CLOSE_TERMS = 30000
};

struct close_word {
	struct str word; /* folded */
	struct str written;
	unsigned far;
	int64_t articles;
};

struct close_words {
	struct close_word items[CLOSE_SEEN];
	size_t count;
};

static bool
is_closer(const struct close_word *a, const struct close_word *b)
{
	return a->far != b->far ? a->far < b->far : a->articles > b->articles;
}

/* Up to where it belongs. */
static void
close_rise(struct close_words *words, size_t at)
{
	for (; at > 0 && is_closer(&words->items[at], &words->items[at - 1]); at--) {
		struct close_word other = words->items[at - 1];

		words->items[at - 1] = words->items[at];
		words->items[at] = other;
	}
}

/* One that is known already is in more articles than was thought. */
static void
close_offer(struct close_words *words, const struct close_word *word)
{
	size_t at = 0;

	while (at < words->count && !str_equal(words->items[at].word, word->word))
		at++;
	if (at < words->count)
		words->items[at].articles += word->articles;
	else if (at < LENGTH(words->items))
		words->items[words->count++] = *word;
	else if (is_closer(word, &words->items[--at]))
		words->items[at] = *word;
	close_rise(words, at);
}

static size_t
runes_of(struct str s, uint32_t *out, size_t most)
{
	size_t count = 0;

	while (count < most && pull_rune(&s, &out[count]))
		count++;
	return count;
}

/* Words of letters, from the index's own list: those that begin with the same letter. */
static struct err
close_terms(struct trying *trying, struct str word, struct close_words *out)
{
	uint32_t wanted[CLOSE_MAX], have[CLOSE_MAX];
	size_t count = runes_of(word, wanted, CLOSE_MAX), seen = 0;
	unsigned most = count < 4 ? 1 : 2;
	struct str first = word;
	uint32_t rune;
	struct err e = sql_exec(
	    trying->search->archive, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING "
				     "fts5vocab(main, search_text, row)");
	struct sql q;

	if (e.code || !pull_rune(&first, &rune))
		return e;
	q = sql_query(trying->search->archive,
	    "SELECT term, doc FROM temp.search_terms WHERE term BETWEEN ?1 AND ?2");
	first = str_slice(word, 0, word.n - first.n);
	sql_bind_str(&q, first);
	sql_bind_str(&q, str_join(trying->arena, first, S("\xf4\x8f\xbf\xbf"), STR_END));
	while (sql_row(&q) && ++seen < CLOSE_TERMS && !is_over(trying)) {
		struct close_word term = { .word = sql_str(&q, trying->arena, 0),
			.articles = sql_int(&q, 1) };

		term.written = term.word;
		term.far =
		    word_distance(wanted, count, have, runes_of(term.word, have, CLOSE_MAX), most);
		if (term.far && term.far <= most)
			close_offer(out, &term);
	}
	return sql_end(&q);
}

/* The pairs of a word, any of them: articles that have most and the rarest come first. */
static struct query
pairs_of(struct arena *arena, struct str word)
{
	struct group *any = arena_new(arena, struct group);
	struct query query = { .groups = any, .count = 1, .from = INT64_MIN, .to = INT64_MAX };
	struct str second = word, rest;
	uint32_t rune;

	any->items = arena_array(arena, struct phrase, QUERY_TERMS_MAX);
	pull_rune(&second, &rune);
	for (rest = second; pull_rune(&rest, &rune) && any->count < QUERY_TERMS_MAX;
	     second = rest) {
		struct str pair = { word.p, (size_t)(rest.p - word.p) };

		any->count += phrase_init(arena, pair, &any->items[any->count]);
		word = second;
	}
	return query;
}

/* A word of three has no pair left once its middle is written otherwise: its ends then, in one
 * article. */
static struct query
ends_of(struct arena *arena, struct str word)
{
	struct group *both = arena_array(arena, struct group, 2);
	struct query query = { .groups = both, .count = 2, .from = INT64_MIN, .to = INT64_MAX };
	size_t last = str_rune_start(word, word.n - 1);
	struct str rest = word;
	uint32_t rune;

	pull_rune(&rest, &rune);
	for (size_t i = 0; i < 2; i++) {
		struct str end = i ? str_from(word, last) : str_slice(word, 0, word.n - rest.n);
		both[i].items = arena_array(arena, struct phrase, 1);
		both[i].count = phrase_init(arena, end, both[i].items);
	}
	return query;
}

/* The characters of a text as folded, and where each stood in it. */
struct unrolled {
	uint32_t *runes, *places;
	size_t count;
};

static void
unroll(struct arena *arena, struct str text, struct unrolled *out)
{
	uint32_t *offsets = arena_alloc_dirty(arena, FOLD_OFFSETS(text.n) * sizeof(*offsets));
	struct buf folded CLEAN(buf_done) = { 0 };
	struct str rest;

	fold_str_offsets(text, &folded, offsets);
	out->runes = arena_alloc_dirty(arena, (folded.n + 1) * sizeof(*out->runes));
	out->places = arena_alloc_dirty(arena, (folded.n + 1) * sizeof(*out->places));
	out->count = 0;
	for (rest = buf_str(&folded); rest.n; out->count++) {
		out->places[out->count] = offsets[folded.n - rest.n];
		pull_rune(&rest, &out->runes[out->count]);
	}
	out->places[out->count] = (uint32_t)text.n;
}

static struct str
folded_copy(struct arena *arena, struct str s)
{
	struct buf folded CLEAN(buf_done) = { 0 };

	fold_str(s, &folded);
	return str_copy(arena, buf_str(&folded));
}

/* The stretch of one article that is most like the word. */
static struct err
close_in_text(struct trying *trying, int64_t revision, const uint32_t *wanted, size_t count,
    struct close_words *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	unsigned most = (unsigned)(count < 6 ? 1 : count / 3);
	struct unrolled unrolled;
	struct close_word word = { .articles = 1 };
	size_t from = 0, to = 0;
	struct str text;
	struct err e =
	    texts_get(&trying->search->texts, trying->search->archive, &arena, revision, &text);

	if (e.code)
		return e;
	text.n = str_rune_start(text, text.n < CLOSE_TEXT_BYTES ? text.n : CLOSE_TEXT_BYTES);
	unroll(&arena, text, &unrolled);
	word.far = word_nearest(wanted, count, unrolled.runes, unrolled.count, most, &from, &to);
	if (word.far == 0 || word.far > most)
		return e;
	word.written =
	    str_copy(trying->arena, str_slice(text, unrolled.places[from], unrolled.places[to]));
	word.word = folded_copy(trying->arena, word.written);
	for (size_t i = from; i < to; i++)
		if (rune_class(unrolled.runes[i]) == RUNE_OTHER)
			return e;
	close_offer(out, &word);
	return e;
}

static int64_t
newest_text(const struct search *search, int64_t article)
{
	return search->documents.revision[document_of(&search->documents, article) - 1];
}

static struct err
close_in_texts(struct trying *trying, const struct query *query, const uint32_t *wanted,
    size_t count, struct close_words *out)
{
	struct search_options options = {
		.order = SEARCH_RELEVANCE, .limit = CLOSE_TEXTS, .budget_ms = SUGGEST_MS
	};
	struct results results = { 0 };
	struct err e = search_run(trying->search, trying->arena, query, &options, &results);

	for (size_t i = 0; i < results.count && !e.code && !is_over(trying); i++)
		e = close_in_text(trying, newest_text(trying->search, results.items[i].article.id),
		    wanted, count, out);
	return e.code == ERR_SLOW ? (struct err){ 0 } : e;
}

static struct err
close_phrases(struct trying *trying, struct str word, struct close_words *out)
{
	uint32_t wanted[CLOSE_MAX];
	size_t count = runes_of(word, wanted, CLOSE_MAX);
	struct query pairs, ends;
	struct err e;

	if (count < 3)
		return (struct err){ 0 };
	pairs = pairs_of(trying->arena, word);
	e = close_in_texts(trying, &pairs, wanted, count, out);
	if (e.code || count > 3 || out->count)
		return e;
	ends = ends_of(trying->arena, word);
	return close_in_texts(trying, &ends, wanted, count, out);
}

/* The same query with another word in this place. */
static struct err
try_instead(struct trying *trying, size_t group, size_t item, struct str written)
{
	const struct group *old = &trying->query->groups[group];
	struct query query = *trying->query;
	struct phrase phrase;
	struct group *groups = arena_array(trying->arena, struct group, query.count);

	if (!phrase_init(trying->arena, written, &phrase))
		return (struct err){ 0 };
	memcpy(groups, query.groups, query.count * sizeof(*groups));
	groups[group].items = arena_array(trying->arena, struct phrase, old->count);
	memcpy(groups[group].items, old->items, old->count * sizeof(*old->items));
	phrase.title = old->items[item].title;
	phrase.quoted = old->items[item].quoted || memchr(written.p, ' ', written.n);
	groups[group].items[item] = phrase;
	query.groups = groups;
	return attempt(trying, SUGGEST_CLOSE, &query, *trying->options, written);
}

/* Only a word that the archive does not have at all is likely to be written otherwise. */
static struct err
is_missing(const struct trying *trying, const struct phrase *phrase, bool *out)
{
	struct phrase copy = *phrase;
	struct group group = { .items = &copy, .count = 1 };
	struct query query = { .groups = &group, .count = 1, .from = INT64_MIN, .to = INT64_MAX };
	struct results results;
	struct err e = count_hits(
	    trying, &query, (struct search_options){ .budget_ms = SUGGEST_MS }, &results);

	*out = !e.code && results.total == 0;
	return e;
}

static struct err
try_close_words(struct trying *trying, size_t group, size_t item)
{
	const struct phrase *phrase = &trying->query->groups[group].items[item];
	struct close_words words = { 0 };
	bool missing = false;
	struct err e = { 0 };

	if (phrase->count != 1 || phrase->runs[0].kind == RUN_NUMBER || is_over(trying))
		return e;
	e = is_missing(trying, phrase, &missing);
	if (e.code || !missing)
		return e;
	e = phrase->runs[0].kind == RUN_CJK ? close_phrases(trying, phrase->folded, &words)
					    : close_terms(trying, phrase->folded, &words);
	for (size_t i = 0; i < words.count && i < CLOSE_KEPT && !e.code; i++)
		e = try_instead(trying, group, item, words.items[i].written);
	return e;
}

/* ---- all ---- */

struct err
search_suggest(struct search *search, struct arena *arena, const struct query *query,
    const struct search_options *options, struct suggestions *out)
{
	struct trying trying = { .search = search,
		.arena = arena,
		.query = query,
		.options = options,
		.deadline_ns = clock_ns() + (int64_t)SUGGEST_MS * 1000000 };
	struct err e = { 0 };

	trying.out.items = arena_array(arena, struct suggestion, SUGGESTIONS_MAX);
	for (size_t i = 0; i < query->count && !e.code; i++)
		for (size_t k = 0;
		     k < query->groups[i].count && !query->groups[i].negated && !e.code; k++)
			e = try_close_words(&trying, i, k);
	if (!e.code)
		e = try_without_filters(&trying);
	if (!e.code)
		e = try_fewer_words(&trying);
	if (!e.code)
		*out = trying.out;
	return e;
}
