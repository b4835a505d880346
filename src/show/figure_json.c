#include "show/figure_json.h"

static void
put_some(struct json *json, const char *key, struct str value)
{
	json_str(json, key, value.n ? value : STR_END);
}

static void
put_decimal(struct json *json, const char *key, const char *value)
{
	if (value[0])
		json_number(json, key, str_from_c(value));
	else
		json_null(json, key);
}

static void
put_span(struct json *json, const char *key, struct span span)
{
	if (span_is_empty(span)) {
		json_null(json, key);
		return;
	}
	json_array(json, key);
	json_int(json, NULL, span.from);
	json_int(json, NULL, span.to);
	json_array_end(json);
}

static void
put_role(struct json *json, const char *key, const char *evidence, const struct role *role)
{
	put_some(json, key, role->text);
	if (!role->text.n)
		return;
	json_object(json, evidence);
	put_some(json, "id", role->id);
	if (role->country.n)
		json_str(json, "country", role->country);
	if (role->at.n)
		json_str(json, "at", role->at);
	put_span(json, "span", role->span);
	json_c(json, "from", provenance_name(role->prov));
	json_object_end(json);
}

static void
put_value(struct json *json, const struct bounds *value)
{
	put_decimal(json, "min", value->min);
	put_decimal(json, "max", value->max);
	json_bool(json, "min_open", value->min_open);
	json_bool(json, "max_open", value->max_open);
	json_c(json, "approx", approx_name(value->approx));
}

static void
put_index(struct json *json, const char *key, int32_t index)
{
	if (index >= 0)
		json_int(json, key, index);
}

static void
put_flags(struct json *json, const struct figure *figure)
{
	if (figure->singular)
		json_bool(json, "singular", true);
	if (figure->zero)
		json_bool(json, "zero", true);
	if (figure->anaphoric)
		json_bool(json, "anaphoric", true);
}

void
figure_json(struct json *json, const struct figure *figure, struct str text)
{
	json_str(json, "text", span_text(text, figure->span));
	json_str(json, "sentence", span_text(text, figure->sentence));
	put_span(json, "span", figure->span);
	put_span(json, "sentence_span", figure->sentence);
	put_value(json, &figure->value);
	put_some(json, "unit", figure->unit);
	put_some(json, "per", figure->per);
	put_some(json, "slot", figure->slot);
	put_some(json, "what", span_text(text, figure->noun));
	put_role(json, "actor", "actor_evidence", &figure->actor);
	put_role(json, "target", "target_evidence", &figure->target);
	put_role(json, "place", "place_evidence", &figure->place);
	put_some(json, "date", figure->edtf);
	if (figure->edtf.n) {
		json_object(json, "date_evidence");
		put_span(json, "span", figure->date);
		json_c(json, "from", provenance_name(figure->date_prov));
		json_object_end(json);
	}
	put_role(json, "speaker", "speaker_evidence", &figure->speaker);
	put_some(json, "cue", span_text(text, figure->cue));
	put_some(json, "hedge", figure->hedge ? str_from_c(hedge_name(figure->hedge)) : S(""));
	put_span(json, "hedge_span", figure->hedge_span);
	put_index(json, "of", figure->of);
	put_index(json, "same_as", figure->same_as);
	put_flags(json, figure);
	put_some(json, "rule", figure->rule);
	json_int(json, "sure", figure->sure);
}
