#include <stdio.h>

#include "show/mirror_work.h"

/* Every revision, what each changed of the one before it, and what all of them changed together. */
static struct err
revisions_put(struct mirror *mirror, const struct article_row *row)
{
	long long id = row->id, last = row->revisions;
	struct err e = { 0 };

	for (long long n = 1; n <= last && last > 1 && !e.code; n++) {
		char path[80];

		snprintf(path, sizeof(path), "/a/%lld/v/%lld", id, n);
		e = page_put(mirror, str_from_c(path), row->last_fetched);
		snprintf(path, sizeof(path), "/a/%lld/diff/%lld..%lld", id, n - 1, n);
		if (!e.code && n > 1)
			e = page_put(mirror, str_from_c(path), row->last_fetched);
	}
	if (!e.code && last > 2) {
		char path[80];

		snprintf(path, sizeof(path), "/a/%lld/diff/1..%lld", id, last);
		e = page_put(mirror, str_from_c(path), row->last_fetched);
	}
	return e;
}

static struct err
article_put(struct mirror *mirror, const struct shelved_article *article)
{
	uint64_t key = 1;
	char path[40];
	struct err e;

	arena_reset(&mirror->page);
	key_add_article(&key, &mirror->shelf, article);
	key_add(&key, (uint64_t)article->older);
	key_add(&key, (uint64_t)article->newer);
	if (!unit_begin(mirror, name_of_article(&mirror->page, article->row.id), key))
		return (struct err){ 0 };
	mirror->unit.article = article->row.id;
	mirror->unit.revision = article->row.revisions;
	snprintf(path, sizeof(path), "/a/%lld", (long long)article->row.id);
	e = page_put(mirror, str_from_c(path), article->row.last_fetched);
	if (!e.code)
		e = revisions_put(mirror, &article->row);
	unit_end(mirror);
	return e;
}

struct err
mirror_articles(struct mirror *mirror)
{
	struct err e = { 0 };

	for (size_t i = 0; i < mirror->shelf.count && !e.code; i++) {
		e = article_put(mirror, &mirror->shelf.items[i]);
		mirror->report->articles++;
		if (!e.code && mirror->options->progress &&
		    !mirror->options->progress(mirror->options->context, mirror->report->articles,
			(int64_t)mirror->shelf.count))
			e = err_new(ERR_INTERRUPTED, NULL);
	}
	return e;
}
