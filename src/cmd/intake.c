#include <stdlib.h>

#include "cmd/intake.h"
#include "record/outlet.h"

enum { BATCH_FILES = 1000, BATCH_BYTES = 48 << 20, BATCH_MS = 2000 };

/* A file between its reading and its answer, in one piece of memory: the struct, the name, the
 * folder, the bytes. */
struct item {
	struct incoming incoming;
	struct digest digest;
	struct raw bytes;
};

static struct item *
item_new(const struct incoming *incoming, struct raw bytes, const struct digest *digest)
{
	struct item *item =
	    mem_alloc(sizeof(*item) + incoming->name.n + incoming->folder.n + bytes.n);
	unsigned char *p = (unsigned char *)(item + 1);

	*item = (struct item){ .incoming = *incoming, .digest = *digest };
	item->incoming.name.p = memcpy(p, incoming->name.p, incoming->name.n);
	p += incoming->name.n;
	if (incoming->folder.n)
		memcpy(p, incoming->folder.p, incoming->folder.n);
	item->incoming.folder.p = p;
	p += incoming->folder.n;
	if (bytes.n)
		memcpy(p, bytes.p, bytes.n);
	item->bytes = (struct raw){ p, bytes.n };
	return item;
}

/* The source as text: a folder's name may be bytes of any kind. */
static struct str
source_of(const struct intake *intake, const struct incoming *incoming)
{
	if (intake->source)
		return str_from_c(intake->source);
	if (utf8_valid_length(incoming->folder) != incoming->folder.n)
		return S("");
	return (struct str){ (const char *)incoming->folder.p, incoming->folder.n };
}

/* ---- transactions ---- */

static struct err
begin(struct intake *intake)
{
	struct err e;

	if (intake->open)
		return (struct err){ 0 };
	e = archive_begin(intake->context->archive);
	if (e.code)
		return e;
	intake->open = true;
	intake->begun_ms = clock_ms();
	intake->files = intake->bytes = 0;
	return e;
}

struct err
intake_commit(struct intake *intake)
{
	struct err e;

	if (!intake->open)
		return (struct err){ 0 };
	e = archive_commit(intake->context->archive);
	if (e.code)
		return e;
	intake->open = false;
	intake->committed = *intake->report;
	return e;
}

void
intake_abandon(struct intake *intake)
{
	struct desk_answer answer;

	if (intake->open)
		archive_rollback(intake->context->archive);
	intake->open = false;
	while (intake->desk && desk_next(intake->desk, true, &answer))
		free(answer.item);
}

void
intake_done(struct intake *intake)
{
	intake_abandon(intake);
	desk_close(intake->desk);
	intake->desk = NULL;
	arena_done(&intake->arena);
}

static struct err
count_batch(struct intake *intake, size_t bytes)
{
	intake->files++;
	intake->bytes += (int64_t)bytes;
	if (intake->files < BATCH_FILES && intake->bytes < BATCH_BYTES &&
	    clock_ms() - intake->begun_ms < BATCH_MS)
		return (struct err){ 0 };
	return intake_commit(intake);
}

/* ---- what came back ---- */

static void
count_added(struct report *report, const struct added *added)
{
	report->articles += added->kind == ADDED_ARTICLE;
	report->revisions += added->kind == ADDED_REVISION;
	report->duplicates += added->kind == ADDED_NOTHING;
	report->same_text += added->kind == ADDED_ARTICLE && added->same_text;
}

static struct err
quarantine(struct intake *intake, struct raw name, int64_t capture, struct err reason)
{
	report_fault(intake->report, name, reason);
	intake->progress->failed++;
	return capture_quarantine(intake->context->archive, capture, reason);
}

/* Whether the fault is the file's: then the run goes on. */
static bool
is_of_file(struct err e)
{
	enum err_cause cause = err_row(e.code)->cause;

	return cause == CAUSE_INPUT || e.code == ERR_WIRE || e.code == ERR_WORKER_DIED ||
	       e.code == ERR_WORKER_SLOW;
}

static struct err
keep(struct intake *intake, const struct item *item, const struct desk_answer *answer)
{
	struct archive *archive = intake->context->archive;
	struct capture capture = {
		.kind = CAPTURE_IMPORT,
		.name = item->incoming.name,
		.fetched = intake->context->now,
		.file_time = item->incoming.file_time,
		.source = source_of(intake, &item->incoming),
		.digest = item->digest,
	};
	struct article article = { 0 };
	struct added added = { 0 };
	struct err reason = answer->err, e;
	int64_t id;

	if (!reason.code)
		reason = wire_get_article(&intake->arena, answer->bytes, &article);
	e = begin(intake);
	if (!e.code)
		e = capture_add(archive, &capture, item->bytes, &id);
	if (e.code)
		return e;
	if (!reason.code) {
		reason = articles_add(archive, &article, id, capture.fetched, &added);
		if (reason.code && !is_of_file(reason))
			return reason;
	}
	if (reason.code)
		return quarantine(intake, capture.name, id, reason);
	count_added(intake->report, &added);
	report_article(intake->report, &article, capture.fetched);
	return e;
}

/* What would be done, as far as it can be known without doing it. */
static struct err
keep_dry(struct intake *intake, const struct item *item, const struct desk_answer *answer)
{
	struct article article = { 0 };
	struct err reason = answer->err, e = { 0 };
	int64_t known = 0;

	if (!reason.code)
		reason = wire_get_article(&intake->arena, answer->bytes, &article);
	if (reason.code) {
		report_fault(intake->report, item->incoming.name, reason);
		return e;
	}
	if (intake->context->archive)
		e = article_by_key(intake->context->archive, article.key, &known);
	if (e.code && e.code != ERR_NOT_FOUND)
		return e;
	count_added(
	    intake->report, &(struct added){ .kind = known ? ADDED_REVISION : ADDED_ARTICLE });
	report_article(intake->report, &article, intake->context->now);
	return (struct err){ 0 };
}

/* Two files of one run may have one name and the same bytes: two folders were named. */
static struct err
is_known(struct intake *intake, struct raw name, const struct digest *digest, bool *known)
{
	int64_t id = 0;
	struct err e = { 0 };

	if (intake->context->archive)
		e = capture_find(intake->context->archive, CAPTURE_IMPORT, name, digest, &id);
	*known = id != 0;
	return e;
}

static struct err
take_answer(struct intake *intake, struct item *item, const struct desk_answer *answer)
{
	bool known;
	struct err e;

	arena_reset(&intake->arena);
	if (!is_of_file(answer->err) && answer->err.code)
		return answer->err;
	e = is_known(intake, item->incoming.name, &item->digest, &known);
	if (e.code)
		return e;
	intake->progress->done++;
	if (known) {
		intake->report->unchanged++;
		return e;
	}
	if (intake->report->dry)
		return keep_dry(intake, item, answer);
	e = keep(intake, item, answer);
	return e.code ? e : count_batch(intake, item->bytes.n);
}

/* Who stops the run may end the workers as well: what died then is not the file's fault, and is read again
 * next time. */
static bool
is_stopped(const struct desk_answer *answer)
{
	return interrupted() && answer->err.code == ERR_WORKER_DIED;
}

static struct err
settle(struct intake *intake, const struct desk_answer *answer)
{
	struct err e = { 0 };

	if (!is_stopped(answer))
		e = take_answer(intake, answer->item, answer);
	free(answer->item);
	progress_tell(intake->progress);
	return e;
}

struct err
intake_answers(struct intake *intake, bool all)
{
	struct desk_answer answer;
	struct err e = { 0 };

	while (!e.code && desk_next(intake->desk, all, &answer))
		e = settle(intake, &answer);
	return e;
}

/* ---- what goes in ---- */

static void
count_read(struct intake *intake, size_t bytes)
{
	intake->report->files++;
	intake->report->bytes += (int64_t)bytes;
}

static struct err
ask(struct intake *intake, struct item *item)
{
	struct question question = { .bytes = item->bytes, .now = intake->context->now };
	const struct outlet *outlet;
	struct desk_answer answer;
	struct err e = { 0 };

	question.source = source_of(intake, &item->incoming);
	outlet = outlet_from_name(question.source);
	question.zone_s = outlet ? outlet->zone_s : 0;
	while (!e.code && !desk_has_room(intake->desk) && desk_next(intake->desk, true, &answer))
		e = settle(intake, &answer);
	return e.code ? e : desk_ask(intake->desk, &question, item);
}

struct err
intake_bytes(struct intake *intake, const struct incoming *incoming, struct raw bytes)
{
	struct digest digest = digest_of(bytes);
	struct item *item;
	bool known;
	struct err e = is_known(intake, incoming->name, &digest, &known);

	if (e.code)
		return e;
	count_read(intake, bytes.n);
	if (known) {
		intake->report->unchanged++;
		intake->progress->done++;
		progress_tell(intake->progress);
		return e;
	}
	item = item_new(incoming, bytes, &digest);
	e = ask(intake, item);
	if (e.code) {
		free(item);
		return e;
	}
	return intake_answers(intake, false);
}

/* Where the file cannot be read to its end, nothing of it is kept; *${broken} says so. */
static struct err
put_pieces(struct archive *archive, intake_read *read, void *from, size_t *size, struct err *broken)
{
	struct raw piece = { 0 };
	struct err e = capture_begin(archive);

	while (!e.code && (*broken = read(from, &piece), !broken->code) && piece.n) {
		*size += piece.n;
		e = capture_put(archive, piece);
	}
	return e;
}

/* In a transaction of its own, so that a file that breaks off can be forgotten. */
static struct err
keep_large(struct intake *intake, const struct incoming *incoming, intake_read *read, void *from,
    size_t *size)
{
	struct archive *archive = intake->context->archive;
	struct capture capture = {
		.kind = CAPTURE_IMPORT,
		.name = incoming->name,
		.fetched = intake->context->now,
		.file_time = incoming->file_time,
		.source = source_of(intake, incoming),
	};
	struct err broken = { 0 }, e = intake_commit(intake);
	bool known = false;
	int64_t id;

	if (!e.code)
		e = begin(intake);
	if (!e.code)
		e = put_pieces(archive, read, from, size, &broken);
	if (!e.code && broken.code) {
		archive_rollback(archive);
		intake->open = false;
		report_problem(intake->report, incoming->name, broken);
		return e;
	}
	if (!e.code)
		e = capture_end(archive, &capture, &id, &known);
	if (e.code)
		return e;
	intake->report->unchanged += known;
	e = known ? e
		  : quarantine(intake, incoming->name, id,
			err_at(ERR_TOO_BIG, ARTICLE_FILE_MAX, "over 16 MiB"));
	return e.code ? e : intake_commit(intake);
}

static struct err
count_large_dry(struct intake *intake, const struct incoming *incoming, intake_read *read,
    void *from, size_t *size)
{
	struct raw piece = { 0 };
	struct err broken;

	while (broken = read(from, &piece), !broken.code && piece.n)
		*size += piece.n;
	if (broken.code)
		report_problem(intake->report, incoming->name, broken);
	else
		report_fault(intake->report, incoming->name,
		    err_at(ERR_TOO_BIG, ARTICLE_FILE_MAX, "over 16 MiB"));
	return (struct err){ 0 };
}

struct err
intake_large(struct intake *intake, const struct incoming *incoming, intake_read *read, void *from)
{
	size_t size = 0;
	struct err e = intake_answers(intake, true);

	if (e.code)
		return e;
	e = intake->report->dry ? count_large_dry(intake, incoming, read, from, &size)
				: keep_large(intake, incoming, read, from, &size);
	count_read(intake, size);
	intake->progress->done++;
	return e;
}
