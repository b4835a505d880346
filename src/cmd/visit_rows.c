#include "cmd/feed_rows.h"
#include "show/json_out.h"

const char *
visit_word(enum visit_state state)
{
	static const char *const words[] = {
		[VISIT_NEW] = "new",
		[VISIT_ALIVE] = "alive",
		[VISIT_CHANGED] = "changed",
		[VISIT_GONE] = "gone",
		[VISIT_MOVED] = "moved",
		[VISIT_BARRED] = "barred",
		[VISIT_FAILED] = "failed",
	};

	return (unsigned)state < LENGTH(words) && words[state] ? words[state] : "unknown";
}

struct str
reading_words(enum reading_verdict verdict)
{
	static const struct str words[READING_MAX] = {
		[READING_KEPT] = STR_INIT("its text is kept"),
		[READING_LESS] = STR_INIT("what the feed gave is as full"),
		[READING_OTHER] = STR_INIT("another text stands there"),
		[READING_SHORT] = STR_INIT("much shorter than what stood there before"),
		[READING_EMPTY] = STR_INIT("no text was found there"),
		[READING_PARTIAL] = STR_INIT("the rest is for subscribers"),
		[READING_LIST] = STR_INIT("a list of articles stands there"),
		[READING_ERROR] = STR_INIT("an error page stands there"),
		[READING_WALL] =
		    STR_INIT("it asks for a login, consent or proof that one is human"),
		[READING_FAULT] = STR_INIT("it could not be read"),
	};

	return verdict > 0 && verdict < READING_MAX ? words[verdict] : S("");
}

static void
put_json(struct context *context, const struct visit *visit, const struct article_row *row)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "visit/1");
	json_int(&json, "article", visit->article);
	json_str(&json, "headline", row->headline);
	json_str(&json, "url", visit->url);
	json_c(&json, "state", visit_word(visit->state));
	json_out_time(&json, "since", visit->since);
	json_out_time(&json, "last", visit->last);
	json_out_time(&json, "alive", visit->alive);
	json_int(&json, "status", visit->status);
	json_str(&json, "moved_to", visit->moved_to.n ? visit->moved_to : (struct str){ 0 });
	json_int(&json, "blocks", visit->blocks);
	json_int(&json, "held", visit->held);
	json_int(&json, "best_held", visit->best_held);
	json_int(&json, "first_capture", visit->first_capture);
	json_int(&json, "alive_capture", visit->alive_capture);
	json_int(&json, "proof_capture", visit->proof_capture);
	json_line_end(context, &json);
}

/* What is different, and where both states can be seen. */
static void
put_evidence(struct term *out, const struct visit *visit)
{
	term_style(out, STYLE_DIM);
	term_put(out, "         ");
	term_put_text(out, visit->url);
	if (visit->state == VISIT_MOVED) {
		term_put(out, " -> ");
		term_put_text(out, visit->moved_to);
	}
	if (visit->state == VISIT_CHANGED)
		term_put(out, "; %lld of %lld passages are left", (long long)visit->held,
		    (long long)visit->best_held);
	if (visit->state == VISIT_GONE && visit->status)
		term_put(out, "; status %d", visit->status);
	if (visit->alive) {
		term_put(out, "; last seen whole ");
		when_push_day(&out->buf, visit->alive, 0);
		term_put(out, " (capture %lld)", (long long)visit->alive_capture);
	}
	term_put(out, "; proof: capture %lld\n", (long long)visit->proof_capture);
	term_style(out, STYLE_PLAIN);
}

struct err
visit_row_put(struct context *context, const struct visit *visit)
{
	struct term *out = &context->out;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article_row row = { 0 };
	struct err e = article_get(context->archive, &arena, visit->article, &row);

	if (e.code)
		return e;
	if (context->json) {
		put_json(context, visit, &row);
		return e;
	}
	term_style(out, STYLE_WARN);
	term_put(out, "%-8s ", visit_word(visit->state));
	term_style(out, STYLE_PLAIN);
	when_push_day(&out->buf, visit->since, 0);
	term_put(out, "  #%-7lld  ", (long long)visit->article);
	term_put_text(out, row.headline);
	term_put(out, "\n");
	put_evidence(out, visit);
	term_pace(out);
	return e;
}

/* ---- pages that gave no text ---- */

static void
reading_json(
    struct context *context, const struct reading_row *reading, const struct article_row *row)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "reading/1");
	json_int(&json, "article", reading->article);
	json_str(&json, "headline", row->headline);
	json_str(&json, "url", row->url);
	json_c(&json, "verdict", reading_name(reading->verdict));
	json_str(&json, "evidence", reading->evidence);
	json_int(&json, "characters", reading->characters);
	json_int(&json, "confidence", reading->confidence);
	json_int(&json, "capture", reading->capture);
	json_line_end(context, &json);
}

struct err
reading_row_put(struct context *context, const struct reading_row *reading)
{
	struct term *out = &context->out;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article_row row = { 0 };
	struct err e = article_get(context->archive, &arena, reading->article, &row);

	if (e.code && e.code != ERR_NOT_FOUND)
		return e;
	if (context->json) {
		reading_json(context, reading, &row);
		return (struct err){ 0 };
	}
	term_put(out, "refused  %lld  ", (long long)reading->article);
	term_put_text(out, row.headline);
	term_put(out, "\n");
	term_style(out, STYLE_DIM);
	term_put(out, "         ");
	term_put_text(out, row.url);
	term_put(out, "; ");
	term_put_text(out, reading_words(reading->verdict));
	if (reading->evidence.n) {
		term_put(out, " (");
		term_put_text(out, reading->evidence);
		term_put(out, ")");
	}
	term_put(out, "; capture %lld\n", (long long)reading->capture);
	term_style(out, STYLE_PLAIN);
	term_pace(out);
	return (struct err){ 0 };
}
