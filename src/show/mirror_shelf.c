#include <stdlib.h>

#include "show/mirror_work.h"
#include "store/stories.h"

enum { LIST = 1000, DAY_S = 86400 };

/* ---- keys ---- */

/* What is there is spread before the value comes to it, so that two small numbers do not undo each
 * other. */
void
key_add(uint64_t *key, uint64_t value)
{
	uint64_t hash = (*key + 1) * UINT64_C(0x9e3779b97f4a7c15);

	hash = ((hash ^ hash >> 32) ^ value) * UINT64_C(0xff51afd7ed558ccd);
	*key = hash ^ hash >> 29;
}

void
key_add_str(uint64_t *key, struct str s)
{
	key_add(key, str_hash(s));
}

void
key_add_article(uint64_t *key, const struct shelf *shelf, const struct shelved_article *article)
{
	const struct shelved_story *story = shelf_story(shelf, article->story);

	key_add(key, (uint64_t)article->row.id);
	key_add(key, article->stamp);
	key_add(key, story ? story->stamp : 0);
}

/* ---- finding ---- */

struct shelved_article *
shelf_article(const struct shelf *shelf, int64_t id)
{
	size_t from = 0, to = shelf->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (shelf->items[middle].row.id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < shelf->count && shelf->items[from].row.id == id ? &shelf->items[from] : NULL;
}

struct shelved_story *
shelf_story(const struct shelf *shelf, int64_t id)
{
	size_t from = 0, to = shelf->story_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (shelf->stories[middle].id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < shelf->story_count && shelf->stories[from].id == id ? &shelf->stories[from]
									  : NULL;
}

size_t
shelf_at(const struct shelf *shelf, int64_t time)
{
	size_t from = 0, to = shelf->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (shelf->items[shelf->by_time[middle]].row.time < time)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

int64_t
mirror_day(const struct mirror *mirror, int64_t seconds)
{
	int64_t local = seconds + mirror->server.zone_s;

	return (local - (local < 0 ? DAY_S - 1 : 0)) / DAY_S;
}

/* ---- articles ---- */

static struct source *
source_of_row(const struct shelf *shelf, int64_t id)
{
	for (size_t i = 0; i < shelf->sources.count; i++)
		if (shelf->sources.items[i].id == id)
			return &shelf->sources.items[i];
	return &shelf->sources.items[0]; /* the database keeps each article's */
}

/* Languages are few; each stands once. */
static struct str
lang_kept(struct mirror *mirror, struct name_list *langs, struct str lang)
{
	for (size_t i = 0; i < langs->count; i++)
		if (str_equal(langs->items[i], lang))
			return langs->items[i];
	arena_push(&mirror->arena, langs->items, langs->count, langs->capacity);
	return langs->items[langs->count++] = str_copy(&mirror->arena, lang);
}

static void
row_keep(struct mirror *mirror, const struct article_row *row, struct name_list *langs,
    struct shelved_article *out)
{
	struct source *source = source_of_row(&mirror->shelf, row->source);

	out->row = *row;
	out->row.headline = str_copy(&mirror->arena, row->headline);
	out->row.lang = lang_kept(mirror, langs, row->lang);
	out->row.source_slug = source->slug;
	out->row.source_name = source->name;
	source->articles++;
	out->row.url = out->row.title = out->row.section = S("");
	out->day = mirror_day(mirror, row->time);
	if (row->last_fetched > mirror->shelf.captured)
		mirror->shelf.captured = row->last_fetched;
}

static struct err
articles_gather(struct mirror *mirror)
{
	struct article_filter filter = { .source = mirror->options->source,
		.from = mirror->options->from,
		.to = mirror->options->to,
		.order = ORDER_ID,
		.limit = LIST };
	struct shelf *shelf = &mirror->shelf;
	struct article_rows rows = { 0 };
	struct name_list langs = { 0 };
	size_t capacity = 0;

	do {
		struct err e = (arena_reset(&mirror->page),
		    articles_list(mirror->archive, &mirror->page, &filter, &rows));

		if (e.code)
			return e;
		for (size_t i = 0; i < rows.count; i++) {
			arena_push(&mirror->arena, shelf->items, shelf->count, capacity);
			shelf->items[shelf->count] = (struct shelved_article){ 0 };
			row_keep(mirror, &rows.items[i], &langs, &shelf->items[shelf->count++]);
			filter.after_id = rows.items[i].id;
		}
	} while (rows.count == LIST);
	return (struct err){ 0 };
}

/* ---- in order of time ---- */

static int
by_time(const void *a, const void *b, void *context)
{
	const struct shelved_article *items = context, *left = &items[*(const uint32_t *)a],
				     *right = &items[*(const uint32_t *)b];

	if (left->row.time != right->row.time)
		return left->row.time < right->row.time ? -1 : 1;
	return left->row.id < right->row.id ? -1 : left->row.id > right->row.id;
}

/* Who stands beside whom in an outlet: what its article's page leads to. */
static void
neighbours_set(struct mirror *mirror)
{
	struct shelf *shelf = &mirror->shelf;
	struct map last = { .arena = &mirror->page };

	arena_reset(&mirror->page);
	for (size_t i = 0; i < shelf->count; i++) {
		struct shelved_article *item = &shelf->items[shelf->by_time[i]];
		bool is_new;
		int64_t *before = map_add(&last, item->row.source_slug, shelf->by_time[i], &is_new);

		if (!is_new) {
			item->older = shelf->items[*before].row.id;
			shelf->items[*before].newer = item->row.id;
		}
		*before = shelf->by_time[i];
	}
}

static void
time_sort(struct mirror *mirror)
{
	struct shelf *shelf = &mirror->shelf;

	shelf->by_time = arena_array(&mirror->arena, uint32_t, shelf->count);
	for (size_t i = 0; i < shelf->count; i++)
		shelf->by_time[i] = (uint32_t)i;
	if (shelf->count)
		qsort_r(
		    shelf->by_time, shelf->count, sizeof(*shelf->by_time), by_time, shelf->items);
	neighbours_set(mirror);
}

/* ---- stories ---- */

/* One article is of it; articles that are not in the mirror count in the stamp, since its page
 * names them. */
static void
story_take(struct mirror *mirror, struct shelved_story *story, int64_t article, uint64_t stamp)
{
	struct shelved_article *item = shelf_article(&mirror->shelf, article);

	key_add(&story->stamp, (uint64_t)article);
	key_add(&story->stamp, stamp);
	if (!item)
		return;
	item->story = story->id;
	if (item->row.last_fetched > story->captured)
		story->captured = item->row.last_fetched;
}

static struct err
stories_gather(struct mirror *mirror, const struct stamps *stamps)
{
	struct shelf *shelf = &mirror->shelf;
	struct story_members members = { 0 };
	size_t capacity = 0;
	struct err e = stories_together(mirror->archive, &mirror->page, &members);

	for (size_t i = 0; i < members.count; i++) {
		const struct story_member *member = &members.items[i];

		if (!i || member->story != member[-1].story) {
			arena_push(&mirror->arena, shelf->stories, shelf->story_count, capacity);
			shelf->stories[shelf->story_count++] =
			    (struct shelved_story){ .id = member->story };
		}
		story_take(mirror, &shelf->stories[shelf->story_count - 1], member->article,
		    stamps_find(stamps, member->article));
	}
	return e;
}

int64_t
shelf_week_end(const struct mirror *mirror, int64_t seconds)
{
	enum { FIRST_MONDAY = 4, WEEK = 7 }; /* 5 January 1970 */
	int64_t day = mirror_day(mirror, seconds), since = day - FIRST_MONDAY;

	return (day + WEEK - ((since % WEEK) + WEEK) % WEEK) * DAY_S - mirror->server.zone_s;
}

static void
weeks_gather(struct mirror *mirror)
{
	struct shelf *shelf = &mirror->shelf;
	struct id_list *weeks = &shelf->weeks;

	for (size_t i = shelf->count; i-- > 0;) {
		const struct shelved_article *item = &shelf->items[shelf->by_time[i]];
		int64_t end = shelf_week_end(mirror, item->row.time);

		/* the newest week is one in any case: from it one goes back to the others */
		if (weeks->count ? !item->story || weeks->items[weeks->count - 1] == end
				 : !shelf->story_count)
			continue;
		arena_push(&mirror->arena, weeks->items, weeks->count, weeks->capacity);
		weeks->items[weeks->count++] = end;
	}
}

/* ---- the whole ---- */

static struct err
stamps_gather(struct mirror *mirror)
{
	struct shelf *shelf = &mirror->shelf;
	struct stamps stamps = { 0 };
	struct err e = stamps_articles(mirror->archive, &mirror->page, &stamps);

	for (size_t i = 0; i < shelf->count; i++)
		shelf->items[i].stamp = stamps_find(&stamps, shelf->items[i].row.id);
	/* what one outlet tells is no story */
	if (!e.code && !mirror->options->source)
		e = stories_gather(mirror, &stamps);
	weeks_gather(mirror);
	return e;
}

static struct err
changes_gather(struct mirror *mirror)
{
	struct changed_filter filter = { .source = mirror->options->source,
		.from = mirror->options->from,
		.to = mirror->options->to,
		.order = CHANGED_NEWEST,
		.limit = INT32_MAX };

	return changed_list(mirror->archive, &mirror->arena, &filter, &mirror->shelf.changes);
}

struct err
shelf_gather(struct mirror *mirror)
{
	struct shelf *shelf = &mirror->shelf;
	struct err e = sources_names(mirror->archive, &mirror->arena, &shelf->sources);

	if (!e.code)
		e = articles_gather(mirror);
	if (e.code)
		return e;
	time_sort(mirror);
	e = stamps_gather(mirror);
	if (!e.code)
		e = changes_gather(mirror);
	if (!e.code)
		e = stamps_pictures(mirror->archive, &mirror->arena, &shelf->pictures);
	if (!e.code)
		e = stamps_names(mirror->archive, &shelf->names);
	arena_reset(&mirror->page);
	return e;
}
