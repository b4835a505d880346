#include <stdlib.h>

#include "cmd/derive.h"
#include "cmd/rebuild_work.h"
#include "cmd/reread.h"
#include "follow/document.h"
#include "record/outlet.h"
#include "show/json_out.h"

/* Files too large for an article are in quarantine again, without a question. */
enum { ARTICLE_FILE_MAX = 16 << 20, DOCUMENT_MAX = 32 << 20 };

void
rebuild_asked_free(struct work *work, struct asked *asked)
{
	struct asked **at = &work->asked;

	while (*at && *at != asked)
		at = &(*at)->next;
	if (*at)
		*at = asked->next;
	work->documents -= asked->kind != CAPTURE_PAGE;
	arena_done(&asked->arena);
	free(asked);
}

static struct err
take_article(struct work *work, int64_t capture, struct raw bytes, struct err *reason)
{
	struct article article = { 0 };

	*reason = wire_get_article(&work->answers, bytes, &article);
	return reason->code ? *reason : rebuild_article(work->rebuild, capture, &article);
}

/* As when it came: an item that cannot be an article is passed over. */
static struct err
take_items(struct work *work, int64_t capture, struct raw bytes, struct err *reason)
{
	struct items items = { 0 };
	struct err e = { 0 };

	*reason = wire_get_items(&work->answers, bytes, &items);
	for (size_t i = 0; i < items.count && !e.code; i++) {
		if (!items.faults[i].code)
			e = rebuild_article(work->rebuild, capture, &items.articles[i]);
		if (err_row(e.code)->cause == CAUSE_INPUT)
			e = (struct err){ 0 };
	}
	return e;
}

static struct err
take_document(struct work *work, const struct asked *asked, const struct desk_answer *answer,
    struct err *reason)
{
	struct err e = { 0 };

	if (!reason->code)
		e = asked->kind == CAPTURE_IMPORT
			? take_article(work, asked->capture, answer->bytes, reason)
			: take_items(work, asked->capture, answer->bytes, reason);
	return reason->code ? rebuild_fault(work->rebuild, asked->capture, *reason) : e;
}

static struct err
take_answer(struct work *work, const struct desk_answer *answer)
{
	struct asked *asked = answer->item;
	struct err reason = answer->err, e;

	arena_reset(&work->answers);
	e = asked->kind == CAPTURE_PAGE ? rebuild_take_page(work, asked, answer)
					: take_document(work, asked, answer, &reason);
	work->progress.done += !asked->counts;
	work->progress.failed += reason.code != 0;
	progress_tell(&work->progress);
	rebuild_asked_free(work, asked);
	return e;
}

struct err
rebuild_take_answers(struct work *work, bool all)
{
	struct desk_answer answer;
	struct err e = { 0 };

	while (!e.code && desk_next(work->desk, all, &answer))
		e = take_answer(work, &answer);
	return e;
}

static struct err
make_room(struct work *work)
{
	struct desk_answer answer;
	struct err e = { 0 };

	while (!e.code && !desk_has_room(work->desk) && desk_next(work->desk, true, &answer))
		e = take_answer(work, &answer);
	return e;
}

struct err
rebuild_ask(struct work *work, struct asked *asked, enum frame_kind kind, const struct buf *question)
{
	struct err e = make_room(work);

	if (!e.code)
		e = question->err;
	if (!e.code)
		e = desk_ask_kind(work->desk, kind, buf_raw(question), asked);
	if (e.code) {
		arena_done(&asked->arena);
		free(asked);
		return e;
	}
	work->documents += asked->kind != CAPTURE_PAGE;
	asked->next = work->asked;
	work->asked = asked;
	return e;
}

static struct err
ask(struct work *work, const struct capture *capture, enum frame_kind kind,
    const struct buf *question)
{
	struct asked *asked = mem_alloc(sizeof(*asked));

	*asked = (struct asked){ .capture = capture->id, .kind = capture->kind };
	return rebuild_ask(work, asked, kind, question);
}

static struct err
ask_article(struct work *work, const struct capture *capture, struct raw bytes)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct question question = {
		.bytes = bytes, .now = capture->fetched, .source = capture->source
	};
	const struct outlet *outlet = outlet_from_name(capture->source);

	question.zone_s = outlet ? outlet->zone_s : 0;
	wire_put_question(&out, &question);
	return ask(work, capture, FRAME_QUESTION, &out);
}

static struct err
ask_feed(struct work *work, struct arena *arena, const struct capture *capture, struct raw bytes)
{
	struct archive *archive = work->context->archive;
	struct buf out CLEAN(buf_done) = { 0 };
	struct exchange_row exchange = { 0 };
	struct feed_row row = { 0 };
	struct document document;
	struct err e = exchange_get(archive, arena, capture->id, &exchange);

	if (!e.code)
		e = feed_get(archive, arena, exchange.feed, &row);
	if (e.code && e.code != ERR_NOT_FOUND)
		return e;
	document = document_of(capture, &exchange, bytes);
	document_question(&out, &document, &row);
	return ask(work, capture, FRAME_READ_ITEMS, &out);
}

/* Its place among the answers is behind those that are out. */
static struct err
keep(struct work *work, const struct capture *capture, struct err damage)
{
	struct err e = rebuild_take_answers(work, true);

	if (e.code)
		return e;
	work->progress.done++;
	work->progress.failed++;
	(void)fault(work->context, damage,
	    "what was read from it before stays; for its bytes see: xinshi verify", "capture %lld",
	    (long long)capture->id);
	return rebuild_keep(work->rebuild, capture->id);
}

/* Larger than any article. */
static struct err
refuse(struct work *work, const struct capture *capture)
{
	struct err e = rebuild_take_answers(work, true);

	return e.code ? e
		      : rebuild_fault(work->rebuild, capture->id,
			    err_at(ERR_TOO_BIG, ARTICLE_FILE_MAX, "over 16 MiB"));
}

static struct err
one(struct work *work, struct arena *arena)
{
	struct capture capture = { 0 };
	struct raw bytes = { 0 };
	struct err e = rebuild_next(work->rebuild, arena, &capture, &bytes);

	if (capture.id && (e.code == ERR_DIGEST || e.code == ERR_DAMAGE))
		return keep(work, &capture, e);
	if (e.code)
		return e;
	if (capture.kind == CAPTURE_PAGE) {
		e = rebuild_ask_page(work, &capture);
		if (e.code == ERR_DIGEST || e.code == ERR_DAMAGE)
			return keep(work, &capture, e);
	} else if (capture.kind != CAPTURE_IMPORT && bytes.n <= DOCUMENT_MAX)
		e = ask_feed(work, arena, &capture, bytes);
	else if (bytes.n <= ARTICLE_FILE_MAX)
		e = ask_article(work, &capture, bytes);
	else
		e = refuse(work, &capture);
	return e.code ? e : rebuild_take_answers(work, false);
}

static struct err
derive(struct work *work)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct err e = { 0 };

	while (!e.code && !interrupted()) {
		arena_reset(&arena);
		e = one(work, &arena);
	}
	if (interrupted())
		return err_new(ERR_INTERRUPTED, NULL);
	if (e.code != ERR_NOT_FOUND)
		return e;
	return rebuild_take_answers(work, true);
}

/* What is still out where the rebuild ended early. */
static void
forget_answers(struct work *work)
{
	struct desk_answer answer;

	while (desk_next(work->desk, true, &answer))
		rebuild_asked_free(work, answer.item);
}

static struct err
rebuild(struct context *context, struct rebuild_result *result)
{
	struct work work = { .context = context };
	struct archive_stats stats = { 0 };
	struct err e, ended;

	e = archive_stats(context->archive, &stats);
	if (!e.code)
		e = desk_open((unsigned)option_number(&context->options, "workers", 0), &work.desk);
	if (e.code)
		return e;
	progress_begin(
	    &work.progress, &context->notes, "captures", stats.documents, context->quiet);
	sites_begin(&context->arena, context->dir, &work.sites);
	e = rebuild_begin(context->archive, &work.rebuild);
	work.counted.arena = &context->arena;
	if (!e.code) {
		e = rebuild_remember(&work);
		if (!e.code)
			e = derive(&work);
		ended = rebuild_end(work.rebuild, !e.code, result);
		e = e.code ? e : ended;
	}
	progress_clear(&context->notes);
	forget_answers(&work);
	desk_close(work.desk);
	arena_done(&work.answers);
	return e;
}

static void
say(struct context *context, const struct rebuild_result *result, bool index_only)
{
	struct json json;

	if (context->json) {
		json = json_line(context);
		json_out_begin(&json, NULL, "rebuild/1");
		json_bool(&json, "index_only", index_only);
		json_int(&json, "captures", result->captures);
		json_int(&json, "pages", result->pages);
		json_int(&json, "articles", result->articles);
		json_int(&json, "revisions", result->revisions);
		json_int(&json, "quarantined", result->quarantined);
		json_int(&json, "changed", result->changed);
		json_int(&json, "damaged", result->damaged);
		json_int(&json, "kept", result->kept);
		json_int(&json, "lost", result->lost);
		json_int(&json, "mended", result->mended);
		json_line_end(context, &json);
		return;
	}
	if (context->quiet)
		return;
	if (index_only)
		term_put(&context->out, "The search index was made again.\n");
	else
		term_put(&context->out,
		    "Made again out of %s: %s, %s, %lld in quarantine; %s from before.\n",
		    counted(context, result->captures, "capture", "captures"),
		    counted(context, result->articles, "article", "articles"),
		    counted(context, result->revisions, "version", "versions"),
		    (long long)result->quarantined,
		    counted(context, result->changed, "differs", "differ"));
	if (result->mended)
		term_put(&context->out, "%s damaged, and begin anew.\n",
		    counted(context, result->mended, "feed or visit was", "feeds and visits were"));
	if (result->damaged)
		term_put(&context->out,
		    "Of %s the bytes are lost: %s stayed as before, %lld lost.\n",
		    counted(context, result->damaged, "capture", "captures"),
		    counted(context, result->kept, "version", "versions"), (long long)result->lost);
}

/* Those who stop it are told where it stands. */
static struct err
rebuild_told(struct context *context, struct err e, bool index_only)
{
	if (e.code != ERR_INTERRUPTED)
		return e;
	return fault(context, e,
	    index_only ? "the index is as it was; xinshi rebuild --index begins again"
		       : "what is left is taken up by the next fetch or import",
	    "rebuild");
}

/* --figures: nothing else. */
static struct err
figures_only(struct context *context)
{
	struct derive derive = { .context = context };
	int64_t done = 0;
	struct err e = rebuild_told(context, derive_figures_anew(&derive, &done), false);
	struct figure_stats stats;

	if (!e.code)
		e = figure_stats(context->archive, &stats);
	if (e.code)
		return e;
	if (context->json) {
		struct json json = json_line(context);
		json_out_begin(&json, NULL, "rebuild-figures/1");
		json_int(&json, "texts", stats.texts);
		json_int(&json, "figures", stats.figures);
		json_int(&json, "faults", stats.faults);
		json_line_end(context, &json);
	} else if (!context->quiet)
		term_put(&context->out, "%s read: %s\n", counted(context, done, "text", "texts"),
		    counted(context, stats.figures, "figure", "figures"));
	return e;
}

static struct err
run(struct context *context)
{
	bool index_only = option_flag(&context->options, "index");
	struct derive derive = { .context = context, .anew = true };
	struct rebuild_result result = { 0 };
	struct err e = { 0 };

	if (!option_flag(&context->options, "extract") &&
	    (option_flag(&context->options, "dry-run") || option_text(&context->options, "since")))
		return fault(context, err_new(ERR_USAGE, NULL), NULL, "--since and --dry-run are for --extract");
	if (option_flag(&context->options, "extract"))
		return reread_run(context);
	if (option_flag(&context->options, "figures"))
		return figures_only(context);
	if (!index_only)
		e = rebuild(context, &result);
	if (e.code == ERR_INTERRUPTED)
		return fault(
		    context, e, "the archive is as it was; xinshi rebuild begins again", "rebuild");
	if (!e.code)
		e = rebuild_told(context, index_only ? derive_index(&derive) : derive_all(&derive), index_only);
	if (!e.code)
		say(context, &result, index_only);
	if (!e.code && result.damaged)
		context->status = err_row(ERR_DAMAGE)->exit_status;
	return e;
}

const struct command cmd_rebuild = {
	.name = "rebuild",
	.summary = "make everything derived again out of the captures",
	.arguments = "",
	.needs = NEED_ARCHIVE_WRITE | NEED_SEARCH,
	.run = run,
};
