/* page_figure.c: one question over time: who said how many, what took the place of what, what was not counted and why. */
#include <stdlib.h>

#include "show/claim_out.h"
#include "show/figure_words.h"
#include "show/json_out.h"
#include "show/page.h"
#include "show/pages.h"

enum { APART_SHOWN = 40 };

static const struct ledger_claim *
asked_claim(const struct ledger *ledger)
{
	return &ledger->claims[ledger->asked];
}

/* ---- the head ---- */

/* "Linjiang · killed (people)" */
static struct str
title_of(struct html_out *out, const struct ledger_claim *claim)
{
	const struct figure *figure = &claim->figure;
	struct str slot = slot_said(out->arena, figure, out->tongue), unit = unit_text(out->arena, figure->unit, out->tongue);

	return str_join(out->arena, said(out, figure->place.text.n ? figure->place.text : S(""), claim->lang),
	    figure->place.text.n ? S(" · ") : S(""), slot.n ? slot : word_text(WORD_FIGURES, out->tongue), S(" ("),
	    unit.n ? unit : S("–"), S(")"), STR_END);
}

static void
head_write(struct html_out *out, const struct ledger *ledger)
{
	const struct ledger_claim *claim = asked_claim(ledger);
	long long id = claim->key.id;

	out_put(out, "<h1>");
	out_text(out, title_of(out, claim));
	out_put(out, "</h1>\n<p class='meta'>");
	if (claim->figure.edtf.n) {
		out_text(out, claim->figure.edtf);
		out_dot(out);
	}
	out_count(out, WORD_N_CLAIMS, (int64_t)ledger->counted);
	out_dot(out);
	out_zone(out);
	out_put(out, "</p>\n<p class='meta'>");
	out_word(out, WORD_QUESTION_WHAT);
	out_put(out, "</p>\n<p class='tabs'>");
	link_word(out, WORD_FIGURES, "/figures?slot=%.*s", STR_ARGS(claim->key.slot));
	if (claim->key.place_id) {
		out_put(out, "<a");
		out_href(out, "/name/%lld", (long long)claim->key.place_id);
		out_put(out, ">");
		out_said(out, claim->figure.place.text, claim->lang);
		out_put(out, "</a>");
	}
	if (claim->key.story)
		link_word(out, WORD_STORY, "/story/%lld", (long long)claim->key.story);
	link_data(out, str_format(out->arena, "/figure/%lld", id), S(""));
	out_put(out, "</p>\n");
}

/* ---- the bars ---- */

/* For the eye alone: what stands beside the bars is exact. */
static double
largest(const struct ledger *ledger)
{
	double most = 0;

	for (size_t i = 0; i < ledger->count; i++) {
		const struct bounds *value = &ledger->claims[i].figure.value;
		double min = strtod(value->min, NULL), max = strtod(value->max, NULL);
		if (ledger->claims[i].apart != LEDGER_COUNTED)
			continue;
		most = min > most ? min : most;
		most = max > most ? max : most;
	}
	return most;
}

static void
bar_write(struct html_out *out, const char *value, double most, const char *class)
{
	double share = most > 0 ? 10 * strtod(value, NULL) / most : 0;
	int width = (int)(share + 0.5);

	if (!value[0] || share <= 0)
		return;
	width = width < 1 ? 1 : width;
	buf_push_format(out->to, "<span class='bar%s", class);
	if (width < 10)
		buf_push_format(out->to, " w%d", width);
	out_put(out, "'></span>");
}

/* What is certain, and behind it how far the claim reaches. */
static void
bars_write(struct html_out *out, const struct bounds *value, double most)
{
	bar_write(out, value->min, most, "");
	if (strcmp(value->min, value->max) != 0)
		bar_write(out, value->max, most, " warn");
}

/* ---- what is said of a claim ---- */

static void
remark(struct html_out *out)
{
	out_put(out, "<br>");
}

static void
replaces_write(struct html_out *out, const struct ledger *ledger, const struct ledger_claim *claim)
{
	const struct ledger_claim *before = &ledger->claims[claim->replaces];

	remark(out);
	out_put(out, "<a");
	buf_push_format(out->to, " href='#c%lld'", (long long)before->key.id);
	out_put(out, ">");
	out_word(out, claim->direction > 0 ? WORD_CLAIM_MORE : claim->direction < 0 ? WORD_CLAIM_LESS : WORD_CLAIM_OTHERWISE);
	out_put(out, " ");
	out_value_said(out, &before->figure);
	out_put(out, "</a>");
}

static void
sum_write(struct html_out *out, const struct ledger_sum *sum)
{
	static const enum word words[] = { [SUM_AGREES] = WORD_SUM_AGREES, [SUM_LESS] = WORD_SUM_LESS, [SUM_MORE] = WORD_SUM_MORE };
	struct buf value CLEAN(buf_done) = { 0 };

	if (sum->verdict == SUM_NONE)
		return;
	bounds_push(&value, &sum->sum);
	remark(out);
	out_count(out, words[sum->verdict], (int64_t)sum->parts);
	out_put(out, " ");
	out_text(out, buf_str(&value));
}

static void
remarks_write(struct html_out *out, const struct ledger *ledger, size_t i)
{
	const struct ledger_claim *claim = &ledger->claims[i];

	if (claim->figure.hedge) {
		remark(out);
		out_word(out, hedge_word(claim->figure.hedge));
	}
	if (claim->mentions > 1) {
		remark(out);
		out_count(out, WORD_N_MENTIONS, (int64_t)claim->mentions);
		out_dot(out);
		out_count(out, WORD_N_OUTLETS, (int64_t)claim->outlets);
	}
	if (claim->replaces != i)
		replaces_write(out, ledger, claim);
	if (claim->is_replaced) {
		remark(out);
		out_word(out, WORD_CLAIM_REPLACED);
	}
	if (claim->against) {
		remark(out);
		out_put(out, "<b>");
		out_count(out, WORD_N_AGAINST, (int64_t)claim->against);
		out_put(out, "</b>");
	}
	sum_write(out, &claim->sum);
}

/* ---- the table ---- */

static void
who_cell(struct html_out *out, const struct ledger_claim *claim)
{
	out_put(out, "<th scope='row'>");
	out_time(out, claim->key.time, TIME_BOTH);
	out_put(out, "<br>");
	if (claim->figure.speaker.text.n) {
		out_name(out, &claim->figure.speaker, claim->key.speaker_id, claim->lang);
		out_put(out, "→ ");
	}
	out_said(out, claim->source_name, S(""));
	out_put(out, "</th>");
}

static void
row_write(struct html_out *out, const struct ledger *ledger, size_t i, double most)
{
	const struct ledger_claim *claim = &ledger->claims[i];

	buf_push_format(out->to, "<tr id='c%lld'>", (long long)claim->key.id);
	who_cell(out, claim);
	out_put(out, "<td><a");
	out_href_claim(out, &claim->key);
	out_put(out, "><b>");
	out_value_said(out, &claim->figure);
	out_put(out, "</b></a>");
	bars_write(out, &claim->figure.value, most);
	out_put(out, "<p");
	out_lang(out, claim->lang);
	out_put(out, ">");
	out_sentence(out, claim);
	out_put(out, "</p><small>");
	out_text(out, slot_said(out->arena, &claim->figure, out->tongue));
	out_where_when(out, claim);
	remarks_write(out, ledger, i);
	out_put(out, "</small></td></tr>\n");
}

static void
table_write(struct html_out *out, const struct ledger *ledger)
{
	double most = largest(ledger);

	out_put(out, "<table class='claims'>\n<thead><tr><th scope='col'>");
	out_word(out, WORD_WHO_SAYS);
	out_put(out, "</th><th scope='col'>");
	out_word(out, WORD_HOW_MANY);
	out_put(out, "</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < ledger->count; i++)
		if (ledger->claims[i].apart == LEDGER_COUNTED && ledger->claims[i].same == i)
			row_write(out, ledger, i, most);
	out_put(out, "</tbody></table>\n");
}

/* ---- said again, and not counted ---- */

static void
again_write(struct html_out *out, const struct ledger *ledger)
{
	bool any = false;

	for (size_t i = 0; i < ledger->count; i++) {
		const struct ledger_claim *claim = &ledger->claims[i];
		if (claim->apart != LEDGER_COUNTED || claim->same == i)
			continue;
		if (!any) {
			out_put(out, "<h2>");
			out_word(out, WORD_SAID_AGAIN);
			out_put(out, "</h2>\n<ol class='list'>\n");
		}
		any = true;
		claim_line(out, claim);
	}
	if (any)
		lines_end(out);
}

static enum word
apart_word(enum ledger_apart apart)
{
	static const enum word words[] = {
		[APART_PLACE] = WORD_APART_PLACE,
		[APART_DAY] = WORD_APART_DAY,
		[APART_SIDE] = WORD_APART_SIDE,
		[APART_PART] = WORD_APART_PART,
		[APART_RATE] = WORD_APART_RATE,
		[APART_TEXT] = WORD_APART_TEXT,
	};

	return words[apart];
}

static void
apart_line(struct html_out *out, const struct ledger_claim *claim)
{
	out_put(out, "<li><a");
	out_href(out, "/figure/%lld", (long long)claim->key.id);
	out_put(out, ">");
	out_value_said(out, &claim->figure);
	out_where_when(out, claim);
	out_put(out, "</a><small><b>");
	out_word(out, apart_word(claim->apart));
	out_put(out, "</b>");
	out_dot(out);
	out_said_by(out, claim);
	out_put(out, "</small></li>\n");
}

static void
apart_write(struct html_out *out, const struct ledger *ledger)
{
	size_t shown = 0;

	for (size_t i = 0; i < ledger->count && shown < APART_SHOWN; i++) {
		if (ledger->claims[i].apart == LEDGER_COUNTED)
			continue;
		if (!shown++) {
			out_put(out, "<h2>");
			out_word(out, WORD_NOT_COUNTED);
			out_put(out, "</h2>\n<ol class='list'>\n");
		}
		apart_line(out, &ledger->claims[i]);
	}
	if (shown)
		lines_end(out);
}

struct err
page_figure(struct request *request, struct response *response)
{
	struct ledger ledger;
	struct html_out *out = &response->out;
	struct err e = ledger_read(request->clerk->archive, request->arena, request->args.number[PARAM_ID], &ledger);

	if (e.code)
		return e;
	page_begin(response, &(struct page){ .title = title_of(out, asked_claim(&ledger)), .section = WORD_FIGURES });
	head_write(out, &ledger);
	table_write(out, &ledger);
	again_write(out, &ledger);
	apart_write(out, &ledger);
	page_end(request, response);
	return e;
}

/* ---- to carry away ---- */

struct err
csv_figure(struct request *request, struct response *response)
{
	struct ledger ledger;
	struct err e = ledger_read(request->clerk->archive, request->arena, request->args.number[PARAM_ID], &ledger);

	if (e.code)
		return e;
	response->media = MEDIA_CSV;
	claim_csv_head(&response->body, true);
	for (size_t i = 0; i < ledger.count; i++)
		claim_csv_judged(&response->body, &ledger, i);
	return e;
}

struct err
json_figure(struct request *request, struct response *response)
{
	struct json json = { .out = &response->body };
	struct ledger ledger;
	struct err e = ledger_read(request->clerk->archive, request->arena, request->args.number[PARAM_ID], &ledger);

	if (e.code)
		return e;
	response->media = MEDIA_JSON;
	json_out_begin(&json, NULL, "question/1");
	json_int(&json, "figure", request->args.number[PARAM_ID]);
	json_int(&json, "counted", (int64_t)ledger.counted);
	json_array(&json, "claims");
	for (size_t i = 0; i < ledger.count; i++) {
		json_object(&json, NULL);
		claim_json_judged(&json, &ledger, i);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_object_end(&json);
	buf_push_char(&response->body, '\n');
	return e;
}
