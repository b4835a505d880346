#include <stdlib.h>

#include "search/documents.h"

/* Blocks older than the run's newest by more than this are late; so many of them in a row begin a
 * run of their own. */
enum { LATE_SECONDS = 2 * 24 * 60 * 60, LATE_BLOCKS = 32 };

void
documents_init(struct documents *documents)
{
	*documents = (struct documents){ .epoch = -1 };
	documents->langs = arena_array(&documents->arena, struct str, LANGS_MAX);
	documents->langs[LANGS_MAX - 1] = S("und");
}

void
documents_done(struct documents *documents)
{
	free(documents->time);
	free(documents->article);
	free(documents->revision);
	free(documents->length);
	free(documents->source);
	free(documents->lang);
	free(documents->changed);
	free(documents->latest);
	free(documents->newest_before);
	free(documents->oldest_after);
	free(documents->runs);
	arena_done(&documents->arena);
	*documents = (struct documents){ 0 };
}

#define GROW(array, count) ((array) = mem_grow((array), (size_t)(count) * sizeof((array)[0])))

static void
grow(struct documents *documents)
{
	uint32_t more = documents->capacity ? documents->capacity + documents->capacity / 2 : 1024;

	GROW(documents->time, more);
	GROW(documents->article, more);
	GROW(documents->revision, more);
	GROW(documents->length, more);
	GROW(documents->source, more);
	GROW(documents->lang, more);
	GROW(documents->changed, more);
	documents->capacity = more;
}

static void
grow_articles(struct documents *documents, uint32_t article)
{
	uint32_t more = article + article / 2 + 1024;

	if (article < documents->articles)
		return;
	GROW(documents->latest, more);
	memset(documents->latest + documents->articles, 0,
	    (more - documents->articles) * sizeof(documents->latest[0]));
	documents->articles = more;
}

static uint8_t
lang_number(struct documents *documents, struct str lang)
{
	unsigned i = 0;

	while (i < documents->lang_count && !str_equal(documents->langs[i], lang))
		i++;
	if (i == documents->lang_count && i < LANGS_MAX - 1)
		documents->langs[documents->lang_count++] = str_copy(&documents->arena, lang);
	return (uint8_t)i;
}

/* The new document takes the place of the article's last one. */
static void
replace(struct documents *documents, uint32_t docid)
{
	uint32_t *latest = &documents->latest[documents->article[docid - 1]];

	if (*latest)
		documents->lengths -= documents->length[*latest - 1];
	else
		documents->live++;
	documents->lengths += documents->length[docid - 1];
	*latest = docid;
}

struct err
documents_add(struct documents *documents, const struct document *document)
{
	uint32_t at = documents->count;
	bool fits = document->article > 0 && document->article < INT32_MAX &&
		    document->revision > 0 && document->revision < UINT32_MAX &&
		    document->source >= 0 && document->source <= UINT16_MAX && at < INT32_MAX;

	if (!fits)
		return err_new(ERR_TOO_BIG, "a number that the index has no room for");
	if (at == documents->capacity)
		grow(documents);
	grow_articles(documents, (uint32_t)document->article);
	documents->time[at] = document->time;
	documents->article[at] = (uint32_t)document->article;
	documents->revision[at] = (uint32_t)document->revision;
	documents->length[at] = document->length;
	documents->source[at] = (uint16_t)document->source;
	documents->lang[at] = lang_number(documents, document->lang);
	documents->changed[at] = document->changed;
	if (document->source >= documents->sources)
		documents->sources = (uint32_t)document->source + 1;
	documents->count++;
	replace(documents, documents->count);
	return (struct err){ 0 };
}

/* ---- runs ---- */

struct span {
	int64_t newest, oldest;
};

static struct span
span_of_block(const struct documents *documents, uint32_t block)
{
	uint32_t from = block * DOCUMENT_BLOCK, to = from + DOCUMENT_BLOCK;
	struct span span = { INT64_MIN, INT64_MAX };

	for (uint32_t i = from; i < to && i < documents->count; i++) {
		int64_t time = documents->time[i];
		span.newest = time > span.newest ? time : span.newest;
		span.oldest = time < span.oldest ? time : span.oldest;
	}
	return span;
}

/* The block behind the run that begins at ${from}: where a long streak of late blocks begins, or
 * the end. */
static uint32_t
run_end(const struct documents *documents, uint32_t from, uint32_t blocks)
{
	int64_t newest = documents->newest_before[from];
	uint32_t streak = 0;

	for (uint32_t block = from; block < blocks; block++) {
		int64_t own = documents->newest_before[block];
		bool late = own < newest - LATE_SECONDS;
		newest = own > newest ? own : newest;
		streak = late ? streak + 1 : 0;
		if (streak == LATE_BLOCKS)
			return block + 1 - LATE_BLOCKS;
	}
	return blocks;
}

/* Turns the spans of the run's blocks into bounds, and notes the run. */
static void
add_run(struct documents *documents, uint32_t from, uint32_t to)
{
	int64_t *newest = documents->newest_before, *oldest = documents->oldest_after;
	uint32_t last = to * DOCUMENT_BLOCK;

	for (uint32_t block = from + 1; block < to; block++) {
		if (newest[block] < newest[block - 1])
			newest[block] = newest[block - 1];
	}
	for (uint32_t block = to - 1; block > from; block--) {
		if (oldest[block - 1] > oldest[block])
			oldest[block - 1] = oldest[block];
	}
	if (documents->run_count == documents->run_capacity) {
		documents->run_capacity = documents->run_capacity * 2 + 8;
		GROW(documents->runs, documents->run_capacity);
	}
	documents->runs[documents->run_count++] = (struct document_run){
		.from = from * DOCUMENT_BLOCK + 1,
		.to = last < documents->count ? last : documents->count,
		.newest = newest[to - 1],
		.oldest = oldest[from],
	};
}

void
documents_arrange(struct documents *documents)
{
	uint32_t blocks = (documents->count + DOCUMENT_BLOCK - 1) / DOCUMENT_BLOCK;

	GROW(documents->newest_before, blocks);
	GROW(documents->oldest_after, blocks);
	for (uint32_t block = 0; block < blocks; block++) {
		struct span span = span_of_block(documents, block);
		documents->newest_before[block] = span.newest;
		documents->oldest_after[block] = span.oldest;
	}
	documents->run_count = 0;
	for (uint32_t from = 0, to; from < blocks; from = to) {
		to = run_end(documents, from, blocks);
		add_run(documents, from, to);
	}
}

/* ---- from the archive ---- */

static struct err
load_rows(struct documents *documents, struct archive *archive)
{
	struct sql q = sql_query(archive, "SELECT docid, article, revision, time, length, source, "
					  "lang, changed FROM search_documents"
					  " WHERE docid > ? ORDER BY docid");
	struct arena arena CLEAN(arena_done) = { 0 };

	sql_bind_int(&q, documents->count);
	while (sql_row(&q)) {
		struct document document = {
			.article = sql_int(&q, 1),
			.revision = sql_int(&q, 2),
			.time = sql_int(&q, 3),
			.length = (uint32_t)sql_int(&q, 4),
			.source = sql_int(&q, 5),
			.lang = sql_str(&q, &arena, 6),
			.changed = sql_int(&q, 7),
		};
		if (sql_int(&q, 0) != (int64_t)documents->count + 1)
			sql_fail(&q, err_new(ERR_DAMAGE, "the numbers of the index have a gap"));
		else
			sql_fail(&q, documents_add(documents, &document));
		arena_reset(&arena);
	}
	return sql_end(&q);
}

static struct err
load_epoch(struct documents *documents, struct archive *archive)
{
	int64_t epoch = 0;
	struct err e = sql_one_int(archive, "SELECT epoch FROM search_state", &epoch);

	if (e.code || epoch == documents->epoch)
		return e;
	documents_done(documents);
	documents_init(documents);
	documents->epoch = epoch;
	return e;
}

struct err
documents_load(struct documents *documents, struct archive *archive)
{
	struct err e = load_epoch(documents, archive);
	uint32_t before = documents->count;

	if (!e.code)
		e = load_rows(documents, archive);
	if (documents->count > before)
		documents_arrange(documents);
	return e;
}
