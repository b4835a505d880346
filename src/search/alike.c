/* alike.c: words that the archive has, written much like one that it has not: by the index's own
 * list for letters, by shared pairs and the nearest stretch of the texts for Chinese. */
#include "search/suggest_inside.h"
#include "text/fold.h"

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
	struct err e = sql_exec(trying->search->archive,
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING "
	    "fts5vocab(main, search_text, row)");
	struct sql q;

	if (e.code || !pull_rune(&first, &rune))
		return e;
	q = sql_query(trying->search->archive,
	    "SELECT term, doc FROM temp.search_terms WHERE term BETWEEN ?1 AND ?2");
	first = str_slice(word, 0, word.n - first.n);
	sql_bind_str(&q, first);
	sql_bind_str(&q, str_join(trying->arena, first, S("\xf4\x8f\xbf\xbf"), STR_END));
	while (sql_row(&q) && ++seen < CLOSE_TERMS && !suggest_is_over(trying)) {
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

	for (size_t i = 0; i < results.count && !e.code && !suggest_is_over(trying); i++)
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
	return suggest_attempt(trying, SUGGEST_CLOSE, &query, *trying->options, written);
}

/* Only a word that the archive does not have at all is likely to be written otherwise. */
static struct err
is_missing(const struct trying *trying, const struct phrase *phrase, bool *out)
{
	struct phrase copy = *phrase;
	struct group group = { .items = &copy, .count = 1 };
	struct query query = { .groups = &group, .count = 1, .from = INT64_MIN, .to = INT64_MAX };
	struct results results;
	struct err e = suggest_count(
	    trying, &query, (struct search_options){ .budget_ms = SUGGEST_MS }, &results);

	*out = !e.code && results.total == 0;
	return e;
}

struct err
suggest_close_words(struct trying *trying, size_t group, size_t item)
{
	const struct phrase *phrase = &trying->query->groups[group].items[item];
	struct close_words words = { 0 };
	bool missing = false;
	struct err e = { 0 };

	if (phrase->count != 1 || phrase->runs[0].kind == RUN_NUMBER || suggest_is_over(trying))
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
