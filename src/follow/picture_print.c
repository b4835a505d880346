/* picture_print.c: what is made of pictures that are kept, by the darkroom. */
#include "follow/inside.h"
#include "follow/pace.h"

/* What is served: small ones for lists and slow lines, medium ones for reading; each in WebP, and
 * in JPEG for who knows nothing else.  A thumbnail of a size gains nothing from a second format. */
static const struct picture_size sizes[] = {
	{ 160, 0, PICTURE_JPEG, 70 },
	{ 480, 0, PICTURE_WEBP, 72 },
	{ 480, 0, PICTURE_JPEG, 75 },
	{ 960, 0, PICTURE_WEBP, 72 },
	{ 960, 0, PICTURE_JPEG, 75 },
};
_Static_assert(LENGTH(sizes) <= PICTURE_PRINTS_MAX, "prints of a picture");

enum { DEATHS_MAX = 2 /* of workers at one picture */ };

static struct err
print_share(struct round *round, struct job *job, const struct picture_row *alike)
{
	struct picture_row *row = &job->picturing->row;
	struct err e = batch_begin(&round->batch);

	if (!e.code)
		e = prints_share(round->archive, alike->id, row->id);
	row->format = alike->format;
	row->width = alike->width;
	row->height = alike->height;
	row->pages = alike->pages;
	row->next = INT64_MAX;
	return e.code ? e : picture_end(round, job, (struct err){ 0 });
}

/* Original and capture are kept; it is printed another day. */
static struct err
print_later(struct round *round, struct job *job, struct err why)
{
	job->picturing->row.next = job->now + PACE_DAY;
	round->totals->pictures_unprinted++;
	return picture_end(round, job, why);
}

static struct err
refuse(struct round *round, struct job *job, struct err why)
{
	struct picture_row *row = &job->picturing->row;
	struct err e = batch_begin(&round->batch);

	if (!e.code && row->state == PICTURE_KEPT)
		e = blob_drop(round->archive, row->original, job->now);
	row->state = PICTURE_REFUSED;
	row->next = INT64_MAX;
	return e.code ? e : picture_end(round, job, why);
}

static struct err
print_ask(struct round *round, struct job *job, struct raw bytes)
{
	struct picture_question question = { .bytes = bytes, .count = LENGTH(sizes) };
	struct darkroom *darkroom = round->follow->darkroom;
	bool any = false;
	struct err e = { 0 };

	memcpy(question.sizes, sizes, sizeof(sizes));
	while (!e.code && !darkroom_has_room(darkroom))
		e = prints_take(round, true, &any);
	if (e.code)
		return e;
	e = darkroom_ask(darkroom, &question, job);
	return e.code && is_of_input(e) ? refuse(round, job, e) : e;
}

struct err
picture_print(struct round *round, struct job *job, struct raw bytes)
{
	struct follow *follow = round->follow;
	struct picture_row alike;
	struct err e = picture_alike(round->archive, &job->arena, &job->picturing->row, &alike);

	if (!e.code)
		return print_share(round, job, &alike);
	if (e.code != ERR_NOT_FOUND)
		return e;
	if (!follow->darkroom && !round->no_darkroom.code)
		round->no_darkroom = darkroom_open(follow->options.workers, &follow->darkroom);
	return follow->darkroom ? print_ask(round, job, bytes)
				: print_later(round, job, round->no_darkroom);
}

static struct err
prints_keep(struct round *round, struct job *job, const struct picture *picture)
{
	struct picture_row *row = &job->picturing->row;
	size_t bytes = 0;
	struct err e = batch_begin(&round->batch);

	for (size_t i = 0; i < picture->count && !e.code; i++) {
		e = print_add(round->archive, row->id, &picture->prints[i]);
		bytes += picture->prints[i].bytes.n;
	}
	row->format = picture->format;
	row->width = picture->width;
	row->height = picture->height;
	row->pages = picture->pages;
	row->failing = 0;
	row->next = INT64_MAX;
	if (round->pictures_used >= 0)
		round->pictures_used += (int64_t)bytes;
	if (!e.code)
		e = picture_end(round, job, (struct err){ 0 });
	return e.code ? e : batch_count(&round->batch, bytes);
}

/* A worker that dies may have died of the machine; the second one died of the picture. */
static struct err
printed(struct round *round, const struct darkroom_answer *answer)
{
	struct job *job = answer->item;
	enum err_code code = answer->err.code;

	if (!code)
		return prints_keep(round, job, &answer->picture);
	if (!is_of_input(answer->err))
		return answer->err;
	if ((code == ERR_WORKER_DIED || code == ERR_WORKER_SLOW) &&
	    ++job->picturing->row.failing < DEATHS_MAX)
		return print_later(round, job, answer->err);
	return refuse(round, job, answer->err);
}

struct err
prints_take(struct round *round, bool wait, bool *any)
{
	struct darkroom_answer answer;
	struct err e = { 0 };

	while (!e.code && round->follow->darkroom &&
	       darkroom_next(round->follow->darkroom, wait, &answer)) {
		*any = true;
		wait = false;
		e = printed(round, &answer);
	}
	return e;
}
