/* page_names.c: one name with the ways it is written, and what it says or what is said of it. */
#include "ledger/names.h"
#include "show/claim_out.h"
#include "show/figure_words.h"
#include "show/json_out.h"
#include "show/page.h"
#include "show/pages.h"

enum { LINES = 30 };

struct name_shown {
	int64_t id;
	struct str word;
	struct figure_forms forms;
	struct name_kins kins;
	struct ledger_claim *claims;
	size_t count, listed;
	struct figure_key last; /* of those that were listed */
};

static struct err
claims_gather(struct request *request, struct name_shown *shown)
{
	struct archive *archive = request->clerk->archive;
	const struct figure_filter filter = { .name = shown->id, .of_any = true, .limit = LINES,
		.after_time = request->args.place[PARAM_BEFORE].time, .after = request->args.place[PARAM_BEFORE].id };
	struct figure_keys keys = { 0 };
	struct err e = figures_list(archive, request->arena, &filter, &keys);

	shown->claims = arena_array(request->arena, struct ledger_claim, keys.count);
	shown->listed = keys.count;
	if (keys.count)
		shown->last = keys.items[keys.count - 1];
	for (size_t i = 0; i < keys.count && !e.code; i++) {
		e = ledger_claim_read(archive, request->arena, &keys.items[i], &shown->claims[shown->count]);
		shown->count += !e.code;
		if (e.code == ERR_NOT_FOUND || e.code == ERR_DAMAGE || e.code == ERR_WIRE)
			e = (struct err){ 0 };
	}
	return e;
}

static struct err
name_gather(struct request *request, struct name_shown *out)
{
	struct err e;

	out->id = request->args.number[PARAM_ID];
	e = figure_name(request->clerk->archive, request->arena, out->id, &out->word, &out->forms);
	if (!e.code && !out->forms.count)
		e = err_new(ERR_NOT_FOUND, "a name in figures");
	if (!e.code)
		e = name_kins_find(request->clerk->archive, request->arena, clerk_pinyin(request->clerk), out->id, &out->forms, &out->kins);
	return e;
}

static void
forms_write(struct html_out *out, const struct name_shown *shown)
{
	out_put(out, "<h2>");
	out_word(out, WORD_VARIANTS);
	out_put(out, "</h2>\n<table><thead><tr><th scope='col'>");
	out_word(out, WORD_WRITTEN);
	out_put(out, "</th><th scope='col'>");
	out_word(out, WORD_LATIN);
	out_put(out, "</th><th scope='col' class='n'>");
	out_word(out, WORD_TEXTS);
	out_put(out, "</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < shown->forms.count; i++) {
		const struct figure_form *form = &shown->forms.items[i];
		out_put(out, "<tr><td><a");
		out_href(out, "/a/%lld", (long long)form->article);
		out_put(out, ">");
		out_text(out, form->form);
		out_put(out, "</a></td><td>");
		out_text(out, form->latin.n ? form->latin : S("–"));
		out_put(out, "</td><td class='n'>");
		out_int(out, form->texts);
		out_put(out, "</td></tr>\n");
	}
	out_put(out, "</tbody></table>\n");
}

/* Other names of the figures that are the same, and what says so. */
static void
kins_write(struct html_out *out, const struct name_shown *shown)
{
	struct buf why CLEAN(buf_done) = { 0 };

	if (!shown->kins.count)
		return;
	out_put(out, "<h2>");
	out_word(out, WORD_SAME_NAME);
	out_put(out, "</h2>\n<ol class='list'>\n");
	for (size_t i = 0; i < shown->kins.count; i++) {
		const struct name_kin *kin = &shown->kins.items[i];
		buf_reset(&why);
		variant_evidence_write(kin->likeness.evidence, &why);
		out_put(out, "<li><a");
		out_href(out, "/name/%lld", (long long)kin->name);
		out_put(out, ">");
		out_text(out, kin->form.form);
		out_put(out, "</a><small>");
		out_text(out, kin->form.latin);
		out_put(out, " (");
		out_text(out, buf_str(&why));
		out_put(out, ")</small></li>\n");
	}
	lines_end(out);
}

static void
older_write(struct request *request, struct html_out *out, const struct name_shown *shown)
{
	if (shown->listed < LINES)
		return;
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	link_word(out, WORD_OLDER, "/name/%lld?before=%lld.%lld", (long long)shown->id, (long long)shown->last.time,
	    (long long)shown->last.id);
	out_put(out, "</nav>\n");
	(void)request;
}

static void
name_head(struct html_out *out, const struct name_shown *shown)
{
	out_put(out, "<h1>");
	out_said(out, shown->forms.items[0].form, S(""));
	out_put(out, "</h1>\n<p class='meta'>");
	out_word(out, WORD_NAME_WHAT);
	out_put(out, " <code>");
	out_text(out, shown->word);
	out_put(out, "</code>");
	for (size_t i = 0; i < shown->forms.count; i++)
		if (shown->forms.items[i].at.n) {
			out_dot(out);
			out_text(out, shown->forms.items[i].at);
			break;
		}
	out_put(out, "</p>\n<p class='tabs'>");
	link_data(out, str_format(out->arena, "/name/%lld", (long long)shown->id), S(""));
	out_put(out, "</p>\n");
}

struct err
page_name(struct request *request, struct response *response)
{
	struct name_shown shown = { 0 };
	struct html_out *out = &response->out;
	struct err e = name_gather(request, &shown);

	if (!e.code)
		e = claims_gather(request, &shown);
	if (e.code)
		return e;
	page_begin(response, &(struct page){ .title = said(out, shown.forms.items[0].form, S("")), .section = WORD_FIGURES });
	name_head(out, &shown);
	forms_write(out, &shown);
	kins_write(out, &shown);
	out_put(out, "<h2>");
	out_word(out, WORD_FIGURES);
	out_put(out, "</h2>\n");
	lines_begin(out);
	for (size_t i = 0; i < shown.count; i++)
		claim_line(out, &shown.claims[i]);
	lines_end(out);
	older_write(request, out, &shown);
	page_end(request, response);
	return e;
}

struct err
csv_name(struct request *request, struct response *response)
{
	struct name_shown shown = { 0 };
	struct buf *out = &response->body;
	struct err e = name_gather(request, &shown);

	response->media = MEDIA_CSV;
	buf_push_literal(out, "name,form,latin,at,texts,article\r\n");
	for (size_t i = 0; i < shown.forms.count && !e.code; i++) {
		const struct figure_form *form = &shown.forms.items[i];
		csv_cell(out, shown.word);
		buf_push_char(out, ',');
		csv_cell(out, form->form);
		buf_push_char(out, ',');
		csv_cell(out, form->latin);
		buf_push_char(out, ',');
		csv_cell(out, form->at);
		buf_push_format(out, ",%lld,%lld\r\n", (long long)form->texts, (long long)form->article);
	}
	return e;
}

static void
kins_json(struct json *json, const struct name_kins *kins)
{
	json_array(json, "same");
	for (size_t i = 0; i < kins->count; i++) {
		struct buf why CLEAN(buf_done) = { 0 };
		variant_evidence_write(kins->items[i].likeness.evidence, &why);
		json_object(json, NULL);
		json_int(json, "id", kins->items[i].name);
		json_str(json, "form", kins->items[i].form.form);
		json_str(json, "latin", kins->items[i].form.latin.n ? kins->items[i].form.latin : STR_END);
		json_str(json, "evidence", buf_str(&why));
		json_object_end(json);
	}
	json_array_end(json);
}

struct err
json_name(struct request *request, struct response *response)
{
	struct name_shown shown = { 0 };
	struct json json = { .out = &response->body };
	struct err e = name_gather(request, &shown);

	if (!e.code)
		e = claims_gather(request, &shown);
	if (e.code)
		return e;
	response->media = MEDIA_JSON;
	json_out_begin(&json, NULL, "name/1");
	json_int(&json, "id", shown.id);
	json_str(&json, "name", shown.word);
	json_array(&json, "forms");
	for (size_t i = 0; i < shown.forms.count; i++) {
		const struct figure_form *form = &shown.forms.items[i];
		json_object(&json, NULL);
		json_str(&json, "form", form->form);
		json_str(&json, "latin", form->latin.n ? form->latin : STR_END);
		json_str(&json, "at", form->at.n ? form->at : STR_END);
		json_int(&json, "texts", form->texts);
		json_int(&json, "article", form->article);
		json_object_end(&json);
	}
	json_array_end(&json);
	kins_json(&json, &shown.kins);
	claims_json(&json, shown.claims, shown.count, shown.listed == LINES ? &shown.last : NULL);
	json_object_end(&json);
	buf_push_char(&response->body, '\n');
	return e;
}
