/* analyst.c: the reading of figures as a question to the desk: a text, a file or a kept revision in, figures out. */
#include "figure/analysis.h"
#include "figure/variant.h"
#include "main/desk.h"
#include "main/stages.h"
#include "record/analysed.h"
#include "record/outlet.h"
#include "record/wire.h"

/* ---- what is asked about ---- */

static int32_t
outlet_zone(struct str source)
{
	const struct outlet *outlet = outlet_from_name(source);

	return outlet ? outlet->zone_s : 0;
}

static struct err
take_file(struct desk *desk, const struct analyse_question *question, struct article *article, struct analysis_question *out)
{
	const struct question file = {
		.bytes = question->bytes,
		.source = question->source,
		.zone_s = question->zone_s ? question->zone_s : outlet_zone(question->source),
		.now = question->now,
	};
	struct err err = article_read(&desk->arena, desk->markup, &file, article);

	if (err.code)
		return err;
	out->text = article->text;
	out->doc = &article->doc;
	out->headline = article->headline;
	out->source = article->source;
	out->published = article->published.precision ? when_seconds(article->published) : INT64_MIN;
	out->zone_s = outlet_from_name(article->source) ? outlet_zone(article->source) : file.zone_s;
	return err;
}

static struct err
take_body(struct desk *desk, const struct analyse_question *question, struct article *article, struct analysis_question *out)
{
	struct err err = wire_get_body(&desk->arena, question->bytes, article);

	out->text = article->text;
	out->doc = article->doc.count ? &article->doc : NULL;
	return err;
}

static struct err
take_question(struct desk *desk, const struct analyse_question *question, struct article *article, struct analysis_question *out)
{
	*out = (struct analysis_question){
		.headline = question->headline,
		.source = question->source,
		.published = question->published,
		.zone_s = question->zone_s,
	};
	if (question->form == ANALYSE_FILE)
		return take_file(desk, question, article, out);
	if (question->form == ANALYSE_BODY)
		return take_body(desk, question, article, out);
	out->text = (struct str){ (const char *)question->bytes.p, question->bytes.n };
	return (struct err){ 0 };
}

/* ---- what is answered besides figures ---- */

static struct found_part *
add_finding(struct analysed *out, struct span span, enum finding_list list, const char *kind)
{
	struct found_part *finding = &out->findings[out->count];

	*finding = (struct found_part){ .span = span, .list = list, .kind = str_from_c(kind), .same = (uint32_t)out->count };
	out->count++;
	return finding;
}

/* Numbers that say something by themselves: without scores, vague words, numerals read one by one. */
static void
add_numbers(const struct analysis *analysis, struct analysed *out)
{
	static const char *const kinds[] = {
		[COUNT_NUMBER] = "number",
		[COUNT_PERCENT] = "percent",
		[COUNT_ORDINAL] = "ordinal",
		[COUNT_FRACTION] = "number",
		[COUNT_RANGE] = "range",
		[COUNT_DIGITS] = NULL,
	};

	for (size_t i = 0; i < analysis->count_count; i++) {
		const struct count *count = &analysis->counts[i];
		struct found_part *finding;
		if (!kinds[count->kind] || (count->kind != COUNT_RANGE && !count->value[0]))
			continue;
		finding = add_finding(out, count->span, FINDING_NUMBER, kinds[count->kind]);
		finding->value = str_from_c(count->value);
		finding->bounds = count->range;
	}
}

/* Without what stands before the number: 约100公里 is a length of 100公里. */
static void
add_quantity(const struct quantity *quantity, struct analysed *out)
{
	static const char *const kinds[] = {
		[QUANTITY_COUNT] = "count",
		[QUANTITY_CURRENCY] = "currency",
		[QUANTITY_DIMENSION] = "dimension",
		[QUANTITY_AGE] = "age",
		[QUANTITY_TEMPERATURE] = "temperature",
		[QUANTITY_PERCENT] = "percent",
		[QUANTITY_TIME] = "time",
	};
	struct found_part *finding = add_finding(out, quantity->core, FINDING_QUANTITY, kinds[quantity->kind]);

	finding->value = str_from_c(quantity->amount);
	finding->bounds = quantity->value;
	finding->unit = quantity->unit;
}

static void
add_quantities(const struct analysis *analysis, struct analysed *out)
{
	for (size_t i = 0; i < analysis->quantity_count; i++)
		add_quantity(&analysis->quantities[i], out);
	for (size_t i = 0; i < analysis->bare_unit_count; i++)
		add_quantity(&analysis->bare_units[i], out);
}

static void
add_times(const struct analysis *analysis, struct analysed *out)
{
	static const char *const kinds[] = {
		[GRAIN_TIME] = "time",
		[GRAIN_DAY] = "day",
		[GRAIN_WEEK] = "week",
		[GRAIN_MONTH] = "month",
		[GRAIN_SEASON] = "season",
		[GRAIN_YEAR] = "year",
		[GRAIN_OPEN] = "open",
		[GRAIN_DURATION] = "duration",
		[GRAIN_REF] = "reference",
	};

	for (size_t i = 0; i < analysis->moment_count; i++) {
		const struct moment *moment = &analysis->moments[i];
		add_finding(out, moment->span, FINDING_TIME, kinds[moment->grain])->value = moment->edtf;
	}
}

static void
add_names(const struct analysis *analysis, struct analysed *out)
{
	static const char *const kinds[] = {
		[NAME_PERSON] = "person",
		[NAME_PLACE] = "place",
		[NAME_ORGANISATION] = "organisation",
		[NAME_PEOPLE] = "people",
		[NAME_PRONOUN] = "pronoun",
		[NAME_WEAPON] = "weapon",
	};
	size_t first = out->count;

	for (size_t i = 0; i < analysis->name_count; i++) {
		const struct name *name = &analysis->names[i];
		struct found_part *finding = add_finding(out, name->span, FINDING_NAME, kinds[name->kind]);
		finding->value = name->id;
		finding->unit = name->country;
		finding->latin = name->latin;
		if (name->kind == NAME_PERSON)
			finding->office = name_office(analysis->arena, analysis, i);
		finding->same = (uint32_t)first + name->same;
	}
}

static void
add_findings(struct arena *arena, const struct analysis *analysis, unsigned want, struct analysed *out)
{
	const struct {
		enum analyse_want want;
		size_t count;
		void (*add)(const struct analysis *analysis, struct analysed *out);
	} lists[] = {
		{ WANT_NUMBERS, analysis->count_count, add_numbers },
		{ WANT_QUANTITIES, analysis->quantity_count + analysis->bare_unit_count, add_quantities },
		{ WANT_TIMES, analysis->moment_count, add_times },
		{ WANT_NAMES, analysis->name_count, add_names },
	};
	size_t count = 0;

	for (size_t i = 0; i < LENGTH(lists); i++)
		count += lists[i].count;
	out->findings = arena_array(arena, struct found_part, count);
	for (size_t i = 0; i < LENGTH(lists); i++)
		if (want & lists[i].want)
			lists[i].add(analysis, out);
}

/* ---- what the tables know of the names in figures ---- */

/* The tables whose rows have a country. */
static const bool has_country[LEX_MAX] = { [LEX_PLACE] = true, [LEX_ORGANISATION] = true, [LEX_PERSON] = true, [LEX_PEOPLE] = true, [LEX_TITLE] = true };

/* The row of the tables with this id, of those whose words stand in the text; of a part of a place ("UA/东部"), its place's. */
static const struct lexeme *
lexeme_of(const struct analysis *analysis, struct str id)
{
	ptrdiff_t part = str_find_char(id, '/', 0);

	id = part < 0 ? id : str_slice(id, 0, (size_t)part);
	for (size_t i = 0; id.n && i < analysis->matches.count; i++) {
		const struct match *match = &analysis->matches.items[i];
		if (has_country[match->lexicon] && str_equal(match->lexeme->id, id) && lexeme_arg(match->lexeme, S("country")).n)
			return match->lexeme;
	}
	return NULL;
}

static void
complete_role(const struct analysis *analysis, struct role *role)
{
	const struct lexeme *lexeme = role->country.n && role->at.n ? NULL : lexeme_of(analysis, role->id);

	if (!lexeme)
		return;
	role->country = role->country.n ? role->country : lexeme_arg(lexeme, S("country"));
	role->at = role->at.n ? role->at : lexeme_arg(lexeme, S("at"));
}

static void
complete_figures(struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->figure_count; i++) {
		struct figure *figure = &analysis->figures[i];
		complete_role(analysis, &figure->actor);
		complete_role(analysis, &figure->target);
		complete_role(analysis, &figure->place);
		complete_role(analysis, &figure->speaker);
	}
}

/* ---- the answer ---- */

static struct str
digest_text(struct arena *arena, const struct knowledge *knowledge)
{
	struct buf hex CLEAN(buf_done) = { 0 };
	struct digest digest = knowledge_digest(knowledge);

	buf_push_hex(&hex, (struct raw){ digest.b, DIGEST_SIZE });
	return str_copy(arena, buf_str(&hex));
}

struct err
answer_analyse(struct desk *desk, struct raw bytes)
{
	struct analyse_question question;
	struct analysis_question asked;
	struct article article = { 0 };
	struct analysis analysis;
	struct analysed analysed = { 0 };
	struct err err = wire_get_analyse_question(bytes, &question);

	if (!err.code && !desk->knowledge)
		err = err_new(ERR_WIRE, "not a question to this desk");
	if (!err.code)
		err = take_question(desk, &question, &article, &asked);
	if (err.code)
		return err;
	analyse(&desk->arena, desk->knowledge, &asked, &analysis);
	complete_figures(&analysis);
	if (question.form == ANALYSE_FILE) {
		analysed.text = asked.text;
		analysed.headline = asked.headline;
	}
	analysed.figures = (struct figures){ analysis.figures, analysis.figure_count, digest_text(&desk->arena, desk->knowledge) };
	add_findings(&desk->arena, &analysis, question.want, &analysed);
	wire_put_analysed(&desk->body, &analysed, asked.text);
	return err;
}
