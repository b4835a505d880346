#include "show/trace.h"

#include "show/json_out.h"

struct err
trace_gather(struct request *request, int64_t article, struct trace *out)
{
	struct archive *archive = request->clerk->archive;
	struct err e = mentions_of_article(archive, request->arena, article, &out->mentions);

	if (e.code)
		return e;
	e = visit_get(archive, request->arena, article, &out->visit);
	if (e.code == ERR_NOT_FOUND)
		out->visit = (struct visit){ 0 };
	if (!e.code)
		e = reading_last(archive, request->arena, article, &out->reading);
	return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
}

enum word
reading_word(enum reading_verdict verdict)
{
	static const enum word words[READING_MAX] = {
		[READING_KEPT] = WORD_READING_KEPT,
		[READING_LESS] = WORD_READING_LESS,
		[READING_OTHER] = WORD_READING_OTHER,
		[READING_SHORT] = WORD_READING_SHORT,
		[READING_EMPTY] = WORD_NO_TEXT,
		[READING_PARTIAL] = WORD_KIND_PARTIAL,
		[READING_LIST] = WORD_KIND_LISTING,
		[READING_ERROR] = WORD_KIND_ERROR,
		[READING_WALL] = WORD_KIND_WALL,
		[READING_FAULT] = WORD_READING_FAULT,
	};

	return verdict > 0 && verdict < READING_MAX ? words[verdict] : WORD_READING_FAULT;
}

enum word
page_loss_word(enum visit_state state)
{
	static const struct {
		enum visit_state state;
		enum word word;
	} losses[] = {
		{ VISIT_CHANGED, WORD_PAGE_CHANGED_LONG },
		{ VISIT_GONE, WORD_PAGE_GONE_LONG },
		{ VISIT_MOVED, WORD_PAGE_MOVED_LONG },
	};

	for (size_t i = 0; i < LENGTH(losses); i++)
		if (losses[i].state == state)
			return losses[i].word;
	return WORD_MAX;
}

static bool
is_loss(const struct visit *visit)
{
	return visit->article && page_loss_word(visit->state) != WORD_MAX;
}

void
trace_flag(struct html_out *out, const struct trace *trace)
{
	if (!is_loss(&trace->visit))
		return;
	out_put(out, "<p class='flag'>");
	out_word(out, page_loss_word(trace->visit.state));
	out_put(out, " ");
	out_time(out, trace->visit.since, TIME_ZONE);
	out_put(out, " <a href='#page'>");
	out_word(out, WORD_EVIDENCE_OF);
	out_put(out, "</a></p>\n");
}

static void
link_capture(struct html_out *out, enum word word, int64_t capture, int64_t when)
{
	if (!capture)
		return;
	out_put(out, "<li>");
	link_word(out, word, "/capture/%lld", (long long)capture);
	if (when) {
		out_put(out, " ");
		out_time(out, when, TIME_ZONE);
	}
	out_put(out, "</li>");
}

static void
evidence_write(struct html_out *out, const struct visit *visit)
{
	int64_t before = visit->alive_capture ? visit->alive_capture : visit->first_capture;

	if (!before && !visit->proof_capture)
		return;
	fact(out, WORD_EVIDENCE_OF);
	out_put(out, "<ol>");
	if (is_loss(visit) && before != visit->proof_capture)
		link_capture(out, WORD_EVIDENCE_THEN, before, visit->alive);
	link_capture(out, WORD_EVIDENCE_NOW, visit->proof_capture ? visit->proof_capture : before,
	    visit->since ? visit->since : visit->last);
	out_put(out, "</ol></dd>\n");
}

static void
visit_write(struct html_out *out, const struct visit *visit)
{
	out_put(out, "<dt id='page'>");
	out_word(out, WORD_PAGE_STATE);
	out_put(out, "</dt><dd>");
	out_word(out, page_state_word(visit->state));
	if (visit->last) {
		out_dot(out);
		out_time(out, visit->last, TIME_ZONE);
	}
	if (visit->moved_to.n) {
		out_put(out, " <a");
		out_href_url(out, visit->moved_to);
		out_put(out, ">");
		out_text(out, visit->moved_to);
		out_put(out, "</a>");
	}
	out_put(out, "</dd>\n");
	if (visit->blocks && visit->state == VISIT_CHANGED) {
		fact(out, WORD_TEXT_THERE);
		out_count(out, WORD_PASSAGES, visit->blocks);
		out_put(out, ", ");
		out_count(out, WORD_PASSAGES_HELD, visit->held);
		out_put(out, "</dd>\n");
	}
	evidence_write(out, visit);
}

static void
verdict_write(struct html_out *out, const struct reading_row *reading)
{
	if (!reading->verdict)
		return;
	fact(out, WORD_VERDICT);
	link_word(out, reading_word(reading->verdict), "/capture/%lld", (long long)reading->capture);
	if (reading->evidence.n) {
		out_put(out, " (");
		out_text(out, reading->evidence);
		out_put(out, ")");
	}
	out_put(out, "</dd>\n");
}

static void
mention_write(struct html_out *out, const struct mention *mention)
{
	out_put(out, "<li><a");
	out_href_url(out, mention->feed_url);
	out_put(out, ">");
	out_said(out, mention->feed_title.n ? mention->feed_title : mention->feed_url, S(""));
	out_put(out, "</a> ");
	out_time(out, mention->first_seen, TIME_DAY);
	out_put(out, " – ");
	if (mention->listed)
		out_word(out, WORD_LISTED);
	else
		out_time(out, mention->last_seen, TIME_DAY);
	out_put(out, "</li>");
}

void
trace_facts(struct html_out *out, const struct trace *trace)
{
	if (trace->mentions.count) {
		fact(out, WORD_MENTIONS);
		out_put(out, "<ol>");
		for (size_t i = 0; i < trace->mentions.count; i++)
			mention_write(out, &trace->mentions.items[i]);
		out_put(out, "</ol></dd>\n");
	}
	if (trace->visit.article && trace->visit.state != VISIT_NEW)
		visit_write(out, &trace->visit);
	verdict_write(out, &trace->reading);
}

/* ---- JSON ---- */

static const char *const state_names[VISIT_FAILED + 1] = {
	[VISIT_NEW] = "new",
	[VISIT_ALIVE] = "alive",
	[VISIT_CHANGED] = "changed",
	[VISIT_GONE] = "gone",
	[VISIT_MOVED] = "moved",
	[VISIT_BARRED] = "barred",
	[VISIT_FAILED] = "failed",
};

void
visit_json(struct json *json, const struct visit *visit)
{
	json_int(json, "article", visit->article);
	json_str(json, "url", visit->url);
	json_c(json, "state", state_names[visit->state]);
	json_out_time(json, "since", visit->since);
	json_out_time(json, "last", visit->last);
	json_out_time(json, "alive", visit->alive);
	json_int(json, "status", visit->status);
	json_str(json, "moved_to", visit->moved_to.n ? visit->moved_to : (struct str){ 0 });
	json_int(json, "blocks", visit->blocks);
	json_int(json, "held", visit->held);
	json_int(json, "best_held", visit->best_held);
	json_int(json, "first_capture", visit->first_capture);
	json_int(json, "alive_capture", visit->alive_capture);
	json_int(json, "proof_capture", visit->proof_capture);
}

void
trace_json(struct json *json, const struct trace *trace)
{
	json_array(json, "mentions");
	for (size_t i = 0; i < trace->mentions.count; i++) {
		const struct mention *mention = &trace->mentions.items[i];

		json_object(json, NULL);
		json_int(json, "feed", mention->feed);
		json_str(json, "title", mention->feed_title);
		json_str(json, "url", mention->feed_url);
		json_out_time(json, "first_seen", mention->first_seen);
		json_out_time(json, "last_seen", mention->last_seen);
		json_bool(json, "listed", mention->listed);
		json_object_end(json);
	}
	json_array_end(json);
	if (!trace->visit.article) {
		json_null(json, "page");
		return;
	}
	json_object(json, "page");
	visit_json(json, &trace->visit);
	json_object_end(json);
}
