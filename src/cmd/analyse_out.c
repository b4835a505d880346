#include "cmd/analyse.h"
#include "show/figure_json.h"
#include "show/json_out.h"

/* ---- for programs ---- */

static void
put_some(struct json *json, const char *key, struct str value)
{
	json_str(json, key, value.n ? value : STR_END);
}

static void
put_span(struct json *json, const struct found_part *finding, struct str text)
{
	json_int(json, "start", finding->span.from);
	json_int(json, "end", finding->span.to);
	json_str(json, "text", span_text(text, finding->span));
	json_str(json, "kind", finding->kind);
}

/* Decimals as texts: a program that reads them as floating point would lose digits. */
static void
put_decimals(struct json *json, const struct found_part *finding)
{
	const struct bounds *bounds = &finding->bounds;

	put_some(json, "value", finding->value);
	put_some(json, "min", str_from_c(bounds->min));
	put_some(json, "max", str_from_c(bounds->max));
	json_bool(json, "min_open", bounds->min_open);
	json_bool(json, "max_open", bounds->max_open);
}

static void
put_number(struct json *json, const struct found_part *finding, const struct analysed *analysed, struct str text)
{
	(void)analysed;
	put_span(json, finding, text);
	put_decimals(json, finding);
}

static void
put_quantity(struct json *json, const struct found_part *finding, const struct analysed *analysed, struct str text)
{
	(void)analysed;
	put_span(json, finding, text);
	put_decimals(json, finding);
	json_c(json, "approx", approx_name(finding->bounds.approx));
	put_some(json, "unit", finding->unit);
}

static void
put_time(struct json *json, const struct found_part *finding, const struct analysed *analysed, struct str text)
{
	(void)analysed;
	put_span(json, finding, text);
	json_str(json, "edtf", finding->value);
}

static void
put_name(struct json *json, const struct found_part *finding, const struct analysed *analysed, struct str text)
{
	put_span(json, finding, text);
	put_some(json, "id", finding->value);
	put_some(json, "country", finding->unit);
	put_some(json, "latin", span_text(text, finding->latin));
	put_some(json, "same_as", span_text(text, analysed->findings[finding->same].span));
}

static void
put_findings(struct json *json, const struct analysed *analysed, struct str text)
{
	static const struct {
		const char *key;
		void (*put)(struct json *json, const struct found_part *finding, const struct analysed *analysed, struct str text);
	} lists[FINDING_LISTS] = {
		[FINDING_NUMBER] = { "numbers", put_number },
		[FINDING_QUANTITY] = { "quantities", put_quantity },
		[FINDING_TIME] = { "times", put_time },
		[FINDING_NAME] = { "names", put_name },
	};

	for (size_t list = 0; list < FINDING_LISTS; list++) {
		json_array(json, lists[list].key);
		for (size_t i = 0; i < analysed->count; i++) {
			if (analysed->findings[i].list != list)
				continue;
			json_object(json, NULL);
			lists[list].put(json, &analysed->findings[i], analysed, text);
			json_object_end(json);
		}
		json_array_end(json);
	}
}

/* A bare number of the line stays one; all else is text. */
static void
put_id(struct json *json, struct str id, bool is_number)
{
	if (is_number)
		json_number(json, "id", id);
	else if (id.p)
		json_str(json, "id", id);
}

void
analysed_json(struct context *context, const struct line_id *id, const struct analysed *analysed, struct str text)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "analysis/1");
	put_id(&json, id->text, id->is_number);
	put_some(&json, "tables", analysed->figures.tables);
	put_findings(&json, analysed, text);
	json_array(&json, "figures");
	for (size_t i = 0; i < analysed->figures.count; i++) {
		json_object(&json, NULL);
		figure_json(&json, &analysed->figures.items[i], text);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_line_end(context, &json);
}

void
analysed_json_fault(struct context *context, const struct line_id *id, struct err err)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "analysis/1");
	put_id(&json, id->text, id->is_number);
	json_c(&json, "error", err_row(err.code)->name);
	json_c(&json, "what", err.what ? err.what : err_row(err.code)->text);
	json_line_end(context, &json);
}

/* ---- for people ---- */

/* The sentence, its number between marks that need no colour. */
static void
print_sentence(struct term *out, const struct figure *figure, struct str text)
{
	term_text(&out->buf, str_trim(str_slice(text, figure->sentence.from, figure->span.from)));
	term_put(out, " [");
	term_style(out, STYLE_BOLD);
	term_text(&out->buf, span_text(text, figure->span));
	term_style(out, STYLE_PLAIN);
	term_put(out, "] ");
	term_text(&out->buf, str_trim(str_slice(text, figure->span.to, figure->sentence.to)));
	term_put(out, "\n");
}

static void
print_part(struct term *out, const char *label, struct str value)
{
	if (!value.n)
		return;
	term_put(out, "  %-9s", label);
	term_text(&out->buf, value);
	term_put(out, "\n");
}

/* "19"; "at_least 19"; "nearly 200"; "200-900". */
static void
print_value(struct term *out, const struct figure *figure)
{
	const struct bounds *value = &figure->value;
	bool is_one = strcmp(value->min, value->max) == 0 || !value->min[0] || !value->max[0];

	term_put(out, "  %-9s", "value");
	if (value->approx != APPROX_EXACT)
		term_put(out, "%s ", approx_name(value->approx));
	if (is_one)
		term_put(out, "%s", value->min[0] ? value->min : value->max);
	else
		term_put(out, "%s-%s", value->min, value->max);
	term_put(out, " ");
	term_text(&out->buf, figure->unit);
	term_put(out, figure->per.n ? " per " : "");
	term_text(&out->buf, figure->per);
	term_put(out, "\n");
}

static void
print_figure(struct term *out, const struct figure *figure, struct str text)
{
	print_sentence(out, figure, text);
	print_part(out, "slot", figure->slot);
	print_value(out, figure);
	print_part(out, "speaker", figure->speaker.text);
	print_part(out, "actor", figure->actor.text);
	print_part(out, "target", figure->target.text);
	print_part(out, "place", figure->place.text);
	print_part(out, "date", figure->edtf);
	if (figure->hedge)
		print_part(out, "doubt", str_from_c(hedge_name(figure->hedge)));
	term_put(out, "\n");
}

void
analysed_print(struct context *context, const struct analysed *analysed, struct str text)
{
	struct term *out = &context->out;

	term_style(out, STYLE_BOLD);
	term_text(&out->buf, analysed->headline);
	term_style(out, STYLE_PLAIN);
	term_put(out, "\n\n");
	for (size_t i = 0; i < analysed->figures.count; i++)
		print_figure(out, &analysed->figures.items[i], text);
}
