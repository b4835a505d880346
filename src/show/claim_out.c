#include "show/claim_out.h"

#include "show/figure_json.h"
#include "show/json_out.h"

/* ---- JSON ---- */

void
claim_json(struct json *json, const struct ledger_claim *claim)
{
	json_int(json, "id", claim->key.id);
	json_int(json, "article", claim->key.article);
	json_int(json, "version", claim->key.n);
	json_out_time(json, "time", claim->key.time);
	json_str(json, "source", claim->source_name);
	json_str(json, "source_slug", claim->source_slug);
	json_str(json, "headline", claim->headline);
	json_str(json, "lang", claim->lang);
	json_bool(json, "latest", claim->key.is_latest);
	figure_json(json, &claim->figure, claim->text);
}

static const char *
direction_name(int direction)
{
	return direction > 0 ? "more" : direction < 0 ? "less" : "otherwise";
}

static void
sum_json(struct json *json, const struct ledger_sum *sum)
{
	static const char *const verdicts[] = { [SUM_AGREES] = "agrees", [SUM_LESS] = "less", [SUM_MORE] = "more" };

	json_object(json, "parts");
	json_int(json, "count", (int64_t)sum->parts);
	json_c(json, "sum", verdicts[sum->verdict]);
	json_str(json, "min", sum->sum.min[0] ? str_from_c(sum->sum.min) : STR_END);
	json_str(json, "max", sum->sum.max[0] ? str_from_c(sum->sum.max) : STR_END);
	json_object_end(json);
}

void
claims_json(struct json *json, const struct ledger_claim *claims, size_t count, const struct figure_key *last)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	json_array(json, "claims");
	for (size_t i = 0; i < count; i++) {
		json_object(json, NULL);
		claim_json(json, &claims[i]);
		json_object_end(json);
	}
	json_array_end(json);
	json_str(json, "next", last ? str_format(&arena, "%lld.%lld", (long long)last->time, (long long)last->id) : STR_END);
}

void
claim_json_judged(struct json *json, const struct ledger *ledger, size_t index)
{
	const struct ledger_claim *claim = &ledger->claims[index];
	bool counted = claim->apart == LEDGER_COUNTED;

	claim_json(json, claim);
	json_bool(json, "counted", counted && claim->same == index);
	if (!counted)
		json_c(json, "apart", ledger_apart_name(claim->apart));
	if (!counted)
		return;
	if (claim->same != index) {
		json_int(json, "repeats", ledger->claims[claim->same].key.id);
		return;
	}
	json_int(json, "mentions", (int64_t)claim->mentions);
	json_int(json, "outlets", (int64_t)claim->outlets);
	if (claim->replaces != index) {
		json_int(json, "replaces", ledger->claims[claim->replaces].key.id);
		json_c(json, "change", direction_name(claim->direction));
	}
	if (claim->sum.verdict)
		sum_json(json, &claim->sum);
	json_bool(json, "replaced", claim->is_replaced);
	json_int(json, "against", (int64_t)claim->against);
	json_int(json, "in_line", (int64_t)claim->in_line);
}

/* ---- CSV ---- */

/* What a cell must be quoted for. */
static bool
is_plain(struct str value)
{
	for (size_t i = 0; i < value.n; i++)
		if (strchr("\",\r\n", value.p[i]))
			return false;
	return true;
}

/* A spreadsheet would take it for a formula. */
static bool
is_formula(struct str value)
{
	return value.n && (strchr("=+@", value.p[0]) || (value.p[0] == '-' && (value.n < 2 || !char_is_digit(value.p[1]))));
}

void
csv_cell(struct buf *out, struct str value)
{
	if (is_plain(value) && !is_formula(value)) {
		buf_push_str(out, value);
		return;
	}
	buf_push_char(out, '"');
	if (is_formula(value))
		buf_push_char(out, '\'');
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"')
			buf_push_char(out, '"');
		buf_push_char(out, value.p[i]);
	}
	buf_push_char(out, '"');
}

static void
next_cell(struct buf *out, struct str value)
{
	buf_push_char(out, ',');
	csv_cell(out, value);
}

static void
next_number(struct buf *out, int64_t value)
{
	buf_push_char(out, ',');
	buf_push_int(out, value);
}

void
claim_csv_head(struct buf *out, bool judged)
{
	buf_push_literal(out, "id,article,version,time,source,slot,min,max,min_open,max_open,approx,unit,per,actor,target,place,place_id,"
			      "date,speaker,hedge,text,sentence,headline");
	if (judged)
		buf_push_literal(out, ",counted,apart,repeats,mentions,outlets,replaces,replaced,against,in_line");
	buf_push_literal(out, "\r\n");
}

static void
value_cells(struct buf *out, const struct bounds *value)
{
	next_cell(out, str_from_c(value->min));
	next_cell(out, str_from_c(value->max));
	next_number(out, value->min_open);
	next_number(out, value->max_open);
	next_cell(out, str_from_c(approx_name(value->approx)));
}

static void
claim_cells(struct buf *out, const struct ledger_claim *claim)
{
	const struct figure *figure = &claim->figure;

	buf_push_int(out, claim->key.id);
	next_number(out, claim->key.article);
	next_number(out, claim->key.n);
	buf_push_char(out, ',');
	when_push_utc(out, claim->key.time);
	next_cell(out, claim->source_name);
	next_cell(out, figure->slot);
	value_cells(out, &figure->value);
	next_cell(out, figure->unit);
	next_cell(out, figure->per);
	next_cell(out, figure->actor.text);
	next_cell(out, figure->target.text);
	next_cell(out, figure->place.text);
	next_cell(out, figure->place.id);
	next_cell(out, figure->edtf);
	next_cell(out, figure->speaker.text);
	next_cell(out, figure->hedge ? str_from_c(hedge_name(figure->hedge)) : S(""));
	next_cell(out, span_text(claim->text, figure->span));
	next_cell(out, str_trim(span_text(claim->text, figure->sentence)));
	next_cell(out, claim->headline);
}

void
claim_csv(struct buf *out, const struct ledger_claim *claim)
{
	claim_cells(out, claim);
	buf_push_literal(out, "\r\n");
}

/* The id of another claim; empty where it is the claim itself. */
static void
claim_cell(struct buf *out, const struct ledger *ledger, size_t index, size_t other)
{
	buf_push_char(out, ',');
	if (other != index)
		buf_push_int(out, ledger->claims[other].key.id);
}

void
claim_csv_judged(struct buf *out, const struct ledger *ledger, size_t index)
{
	const struct ledger_claim *claim = &ledger->claims[index];
	bool counted = claim->apart == LEDGER_COUNTED;

	claim_cells(out, claim);
	next_number(out, counted && claim->same == index);
	next_cell(out, counted ? S("") : str_from_c(ledger_apart_name(claim->apart)));
	claim_cell(out, ledger, index, counted ? claim->same : index);
	next_number(out, (int64_t)claim->mentions);
	next_number(out, (int64_t)claim->outlets);
	claim_cell(out, ledger, index, counted ? claim->replaces : index);
	next_number(out, claim->is_replaced);
	next_number(out, (int64_t)claim->against);
	next_number(out, (int64_t)claim->in_line);
	buf_push_literal(out, "\r\n");
}

/* ---- for people ---- */

/* 12,345.5 */
static void
push_grouped(struct buf *out, const char *decimal)
{
	struct str s = str_from_c(decimal), whole;

	if (pull_char(&s, '-'))
		buf_push_char(out, '-');
	if (!pull_until(&s, S("."), &whole)) {
		whole = s;
		s = S("");
	}
	for (size_t i = 0; i < whole.n; i++) {
		if (i && (whole.n - i) % 3 == 0)
			buf_push_char(out, ',');
		buf_push_char(out, whole.p[i]);
	}
	if (s.n) {
		buf_push_char(out, '.');
		buf_push_str(out, s);
	}
}

void
bounds_push(struct buf *out, const struct bounds *value)
{
	bool has_min = value->min[0], has_max = value->max[0];

	if (has_min && has_max && strcmp(value->min, value->max) != 0) {
		push_grouped(out, value->min);
		buf_push_literal(out, "–");
		push_grouped(out, value->max);
	} else if (has_min && has_max) {
		if (value->approx == APPROX_ABOUT)
			buf_push_literal(out, "≈");
		push_grouped(out, value->min);
	} else if (has_min) {
		buf_push_str(out, value->min_open ? S(">") : S("≥"));
		push_grouped(out, value->min);
	} else if (has_max) {
		buf_push_str(out, value->max_open ? S("<") : S("≤"));
		push_grouped(out, value->max);
	}
}
