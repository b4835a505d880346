#include "story/stories.h"

#include <stdlib.h>

#include "text/fold.h"

enum {
	BATCH = 1000,	 /* articles in one transaction */
	TELL = 100,	 /* articles between two calls of stories_progress */
	AHEAD_S = 86400, /* the window is filled so much farther than needed */
	SHED_S = 30 * 86400, /* so far back an earlier run may have left terms */
};

/* The window, and from when to when it holds all that is kept. */
struct work {
	struct archive *archive;
	const struct story_marks *marks;
	struct story_window *window;
	int64_t from, to;
	int64_t young; /* of articles before that no terms are kept */
	stories_progress *progress;
	void *context;
	int64_t done, total;
};

/* ---- what readers have said ---- */

static bool
pair_is(const struct story_pair *pair, int64_t a, int64_t b)
{
	return (pair->article == a && pair->other == b) || (pair->article == b && pair->other == a);
}

static bool
is_apart(void *context, int64_t article, int64_t other)
{
	const struct story_marks *marks = context;

	for (size_t i = 0; i < marks->apart_count; i++)
		if (pair_is(&marks->apart[i], article, other))
			return true;
	return false;
}

/* The story of an article that it was said to belong to; 0 without. */
static struct err
story_told(struct work *work, struct arena *arena, int64_t article, int64_t *story)
{
	const struct story_marks *marks = work->marks;
	struct err e = { 0 };

	for (size_t i = 0; marks && i < marks->together_count && !*story && !e.code; i++) {
		const struct story_pair *pair = &marks->together[i];
		int64_t other = pair->article == article ? pair->other : pair->article;
		struct story_row row;
		if (pair->article != article && pair->other != article)
			continue;
		e = story_of(work->archive, arena, other, &row);
		if (!e.code)
			*story = row.story;
		if (e.code == ERR_NOT_FOUND)
			e = (struct err){ 0 };
	}
	return e;
}

/* ---- the window, filled from what is kept ---- */

static void
window_anew(struct work *work, int64_t from)
{
	story_window_free(work->window);
	work->window = story_window_new();
	work->from = work->to = from;
}

static struct err
terms_read(struct work *work, struct arena *arena, int64_t revision, struct story_terms *out)
{
	struct revision head = { 0 };
	struct str text = { 0 };
	struct err e = revision_get_id(work->archive, arena, revision, REVISION_HEAD, &head);

	if (!e.code)
		e = revision_text(work->archive, arena, revision, &text);
	/* what is damaged stands alone; verify names it */
	if (e.code == ERR_DAMAGE || e.code == ERR_DIGEST || e.code == ERR_WIRE)
		e = (struct err){ 0 };
	if (!e.code)
		terms_of(arena, head.record.headline, text, out);
	return e;
}

static struct err
row_in(struct work *work, struct arena *arena, const struct story_row *row)
{
	struct story_doc doc = {
		.article = row->article,
		.source = row->source,
		.time = row->time,
		.simhash = (uint64_t)row->simhash,
	};
	struct err e = row->terms.n ? terms_get(arena, row->terms, &doc.terms)
				    : terms_read(work, arena, row->revision, &doc.terms);

	if (!e.code)
		story_window_put(work->window, &doc, row->story);
	return e;
}

static struct err
window_fill(struct work *work, int64_t to)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct story_rows rows = { 0 };
	struct err e = stories_between(work->archive, &arena, work->to, to, &rows);

	for (size_t i = 0; i < rows.count && !e.code; i++)
		e = row_in(work, &arena, &rows.items[i]);
	if (!e.code)
		work->to = to;
	return e;
}

/* All that is kept from some days before ${time} to some after. */
static struct err
window_seek(struct work *work, int64_t time)
{
	int64_t from = time - STORY_WINDOW_S, to = time + STORY_GAP_S + 1;

	if (!work->window || from < work->from || time > work->to + STORY_WINDOW_S)
		window_anew(work, from);
	return to > work->to ? window_fill(work, to + AHEAD_S) : (struct err){ 0 };
}

/* ---- one article ---- */

/* Whether it is in a story with others: there it stays. */
static struct err
has_company(struct work *work, const struct story_row *row, bool *out)
{
	struct story_head head = { 0 };
	struct err e = { 0 };

	if (row->story)
		e = story_head(work->archive, row->story, &head);
	*out = head.articles > 1;
	return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
}

static struct err
choose(struct work *work, struct arena *arena, const struct story_doc *doc, struct story_row *row, struct story_why *why)
{
	struct err e = story_told(work, arena, doc->article, &row->story);

	if (!e.code && !row->story)
		row->story = story_window_choose(
		    work->window, doc, work->marks ? is_apart : NULL, (void *)(uintptr_t)work->marks, why);
	if (!row->story)
		row->story = doc->article;
	return e;
}

static struct err
put(struct work *work, struct story_row *row, const struct story_doc *doc)
{
	struct buf terms CLEAN(buf_done) = { 0 };

	if (doc->time >= work->young)
		terms_put(&terms, &doc->terms);
	row->terms = buf_raw(&terms);
	return story_put(work->archive, row);
}

/* It stays where it is, for the reasons of then. */
static struct err
stay(struct work *work, struct arena *arena, struct story_row *row, const struct story_doc *doc)
{
	struct story_row before = { 0 };
	struct err e = story_of(work->archive, arena, doc->article, &before);

	row->why = before.why;
	row->alike = before.alike;
	row->nearest = before.nearest;
	return e.code ? e : put(work, row, doc);
}

static struct err
move(struct work *work, struct arena *arena, struct story_row *row, const struct story_doc *doc)
{
	struct buf words CLEAN(buf_done) = { 0 };
	struct story_why why = { 0 };
	bool known = row->story != 0;
	struct err e;

	row->story = 0;
	e = choose(work, arena, doc, row, &why);
	for (size_t i = 0; i < why.count; i++)
		buf_push_u32(&words, why.terms[i]);
	row->why = buf_raw(&words);
	row->alike = why.like;
	row->nearest = why.nearest;
	if (!e.code)
		e = put(work, row, doc);
	if (!e.code && known) /* what it said before is here, too */
		window_anew(work, doc->time - STORY_WINDOW_S);
	else if (!e.code)
		story_window_put(work->window, doc, row->story);
	return e;
}

static struct err
place(struct work *work, struct arena *arena, const struct story_row *pending)
{
	struct story_doc doc = { pending->article, pending->source, pending->time, (uint64_t)pending->simhash, { 0 } };
	struct story_row row = *pending;
	bool stays = false;
	struct err e = window_seek(work, doc.time);

	if (!e.code)
		e = terms_read(work, arena, pending->revision, &doc.terms);
	if (!e.code)
		e = has_company(work, pending, &stays);
	if (e.code)
		return e;
	return stays ? stay(work, arena, &row, &doc) : move(work, arena, &row, &doc);
}

/* ---- marks that came since ---- */

/* What stands against a mark is taken out, and is pending then. */
static struct err
pairs_obey(struct archive *archive, struct arena *arena, const struct story_pair *pairs, size_t count, bool together)
{
	struct err e = { 0 };

	for (size_t i = 0; i < count && !e.code; i++) {
		struct story_row row = { 0 }, other = { 0 };
		e = story_of(archive, arena, pairs[i].article, &row);
		if (!e.code)
			e = story_of(archive, arena, pairs[i].other, &other);
		if (!e.code && (row.story == other.story) != together)
			e = story_take_out(archive, row.time > other.time ? row.article : other.article);
		if (e.code == ERR_NOT_FOUND)
			e = (struct err){ 0 };
	}
	return e;
}

static struct err
marks_obey(struct archive *archive, const struct story_marks *marks)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct err e = { 0 };

	if (!marks || !(marks->apart_count + marks->together_count))
		return e;
	e = archive_begin(archive);
	if (e.code)
		return e;
	e = pairs_obey(archive, &arena, marks->apart, marks->apart_count, false);
	if (!e.code)
		e = pairs_obey(archive, &arena, marks->together, marks->together_count, true);
	if (e.code) {
		archive_rollback(archive);
		return e;
	}
	return archive_commit(archive);
}

/* ---- all ---- */

static struct err
place_all(struct work *work, const struct story_rows *rows)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct err e = { 0 };

	for (size_t i = 0; i < rows->count && !e.code; i++) {
		arena_reset(&arena);
		e = place(work, &arena, &rows->items[i]);
		if (!e.code && ++work->done % TELL == 0 && work->progress &&
		    !work->progress(work->context, work->done, work->total))
			e = err_new(ERR_INTERRUPTED, NULL);
	}
	return e;
}

/* What was placed until it was stopped is kept: only what is left is pending then. */
static struct err
batch(struct work *work, size_t *count)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct story_rows rows = { 0 };
	struct err e = stories_pending(work->archive, &arena, BATCH, &rows), ended;

	*count = rows.count;
	if (e.code || !rows.count)
		return e;
	e = archive_begin(work->archive);
	if (e.code)
		return e;
	e = place_all(work, &rows);
	if (!e.code)
		e = stories_shed(work->archive, work->young - SHED_S, work->young);
	if (e.code && e.code != ERR_INTERRUPTED) {
		archive_rollback(work->archive);
		return e;
	}
	ended = archive_commit(work->archive);
	return e.code ? e : ended;
}

static struct err
leave(struct archive *archive)
{
	int64_t gone;
	struct err e = archive_begin(archive);

	if (!e.code)
		e = stories_leave(archive, &gone);
	if (e.code) {
		archive_rollback(archive);
		return e;
	}
	return archive_commit(archive);
}

struct err
stories_update(struct archive *archive, const struct story_marks *marks, int64_t now, stories_progress *progress, void *context,
    int64_t *done)
{
	struct work work = { .archive = archive,
		.marks = marks,
		.young = now - STORY_WINDOW_S - STORY_GAP_S,
		.progress = progress,
		.context = context };
	size_t count = 1;
	struct err e = marks_obey(archive, marks);

	if (!e.code)
		e = stories_pending_count(archive, &work.total);

	while (count && !e.code)
		e = batch(&work, &count);
	story_window_free(work.window);
	*done = work.done;
	return e;
}

struct err
stories_rebuild(struct archive *archive, const struct story_marks *marks, int64_t now, stories_progress *progress, void *context,
    int64_t *done)
{
	struct err e = archive_begin(archive);

	if (e.code)
		return e;
	e = stories_forget(archive);
	if (e.code) {
		archive_rollback(archive);
		return e;
	}
	e = archive_commit(archive);
	if (!e.code)
		e = leave(archive);
	return e.code ? e : stories_update(archive, marks, now, progress, context, done);
}

/* ---- why ---- */

/* Whether a longer one says it, too. */
static bool
is_part(const struct strs *words, size_t at)
{
	struct str word = words->items[at];

	for (size_t i = 0; i < words->count; i++)
		if (words->items[i].n > word.n && str_find(words->items[i], word, 0) >= 0)
			return true;
	return false;
}

static void
words_choose(struct arena *arena, const struct strs *words, struct strs *out)
{
	*out = (struct strs){ arena_array(arena, struct str, STORY_WORDS_MAX), 0, STORY_WORDS_MAX };
	for (size_t i = 0; i < words->count && out->count < STORY_WORDS_MAX; i++)
		if (!is_part(words, i))
			out->items[out->count++] = words->items[i];
}

/* Headline and text of the article that it was most like, as they are now; empty where it is gone. */
static struct str
nearest_text(struct archive *archive, struct arena *arena, int64_t article)
{
	struct revision head = { 0 };
	struct str text = { 0 };

	if (!article || revision_get(archive, arena, article, 0, REVISION_HEAD, &head).code ||
	    revision_text(archive, arena, head.id, &text).code)
		return S("");
	return str_join(arena, head.record.headline, S("\n"), text, STR_END);
}

struct err
story_why_words(struct archive *archive, struct arena *arena, const struct story_row *row, struct strs *out)
{
	struct reader reader = reader_init(row->why);
	uint32_t hashes[STORY_WHY_MAX];
	struct revision head = { 0 };
	struct strs words = { 0 };
	struct str text = { 0 }, other;
	size_t count = 0;
	struct err e = revision_get_id(archive, arena, row->revision, REVISION_HEAD, &head);

	if (!e.code)
		e = revision_text(archive, arena, row->revision, &text);
	if (e.code)
		return e;
	while (reader.rest.n >= 4 && count < STORY_WHY_MAX)
		hashes[count++] = read_u32(&reader);
	other = nearest_text(archive, arena, row->nearest);
	term_words(arena, head.record.headline, hashes, count, other, &words);
	term_words(arena, text, hashes, count, other, &words);
	words_choose(arena, &words, out);
	return e;
}
