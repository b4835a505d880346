/* figures.c: what the archive's texts say in numbers: claims by slot, place, speaker and time; one question over time. */
#include "cmd/command.h"
#include "ledger/ledger.h"
#include "show/claim_out.h"
#include "show/json_out.h"

enum { QUERY_ARTICLES = 1000, LIST_DEFAULT = 50 };

struct figures_run {
	struct context *context;
	struct arena arena; /* of one claim */
	struct figure_filter filter;
	int64_t left; /* how many more are to be told */
	bool csv;
};

/* ---- one claim ---- */

static void
put_sentence(struct term *out, const struct ledger_claim *claim)
{
	const struct figure *figure = &claim->figure;

	term_put(out, "    ");
	term_text(&out->buf, str_trim(str_slice(claim->text, figure->sentence.from, figure->span.from)));
	term_put(out, "[");
	term_text(&out->buf, span_text(claim->text, figure->span));
	term_put(out, "]");
	term_text(&out->buf, str_trim(str_slice(claim->text, figure->span.to, figure->sentence.to)));
	term_put(out, "\n");
}

static void
put_part(struct term *out, const char *before, struct str part)
{
	if (!part.n)
		return;
	term_put(out, "%s", before);
	term_put_text(out, part);
}

/* 2021-03-27 10:00  killed ≥19 person  Linjiang 2021-03-27  officials  (Outlet, article 7) */
static void
put_claim(struct context *context, const struct ledger_claim *claim)
{
	const struct figure *figure = &claim->figure;
	struct term *out = &context->out;

	when_push_utc(&out->buf, claim->key.time);
	term_put(out, "  ");
	term_style(out, STYLE_BOLD);
	term_put_text(out, figure->slot.n ? figure->slot : S("?"));
	term_put(out, " ");
	bounds_push(&out->buf, &figure->value);
	term_style(out, STYLE_PLAIN);
	put_part(out, " ", figure->unit);
	put_part(out, "  in ", figure->place.text);
	put_part(out, "  ", figure->edtf);
	put_part(out, "  says ", figure->speaker.text);
	if (figure->hedge)
		put_part(out, "  ", str_from_c(hedge_name(figure->hedge)));
	term_style(out, STYLE_DIM);
	put_part(out, "  ", claim->source_name);
	term_put(out, "  #%lld", (long long)claim->key.id);
	term_style(out, STYLE_PLAIN);
	term_put(out, "\n");
	put_sentence(out, claim);
}

static void
put(struct figures_run *run, const struct ledger_claim *claim)
{
	struct json json;

	if (run->csv)
		claim_csv(&run->context->out.buf, claim);
	else if (run->context->json) {
		json = json_line(run->context);
		json_out_begin(&json, NULL, "claim/1");
		claim_json(&json, claim);
		json_line_end(run->context, &json);
	} else
		put_claim(run->context, claim);
	term_pace(&run->context->out);
}

/* ---- lists ---- */

static struct err
put_keys(struct figures_run *run, const struct figure_keys *keys)
{
	struct err e = { 0 };

	for (size_t i = 0; i < keys->count && run->left > 0 && !e.code && !interrupted(); i++) {
		struct ledger_claim claim;
		arena_reset(&run->arena);
		e = ledger_claim_read(run->context->archive, &run->arena, &keys->items[i], &claim);
		if (e.code == ERR_NOT_FOUND || e.code == ERR_DAMAGE || e.code == ERR_WIRE) {
			e = (struct err){ 0 };
			continue;
		}
		if (!e.code)
			put(run, &claim);
		run->left--;
	}
	return e;
}

static struct err
put_filtered(struct figures_run *run)
{
	struct figure_keys keys = { 0 };
	struct err e;

	run->filter.limit = (size_t)run->left;
	e = figures_list(run->context->archive, &run->context->arena, &run->filter, &keys);
	return e.code ? e : put_keys(run, &keys);
}

/* Words typed without quotes belong together. */
static struct err
typed(struct context *context, struct str *out)
{
	struct str text = S(""), word;

	for (size_t i = 0; i < context->options.arg_count; i++) {
		struct err e = argument_text(context, i, &word);
		if (e.code)
			return e;
		text = i ? str_join(&context->arena, text, S(" "), word, STR_END) : word;
	}
	*out = text;
	return (struct err){ 0 };
}

/* Those of the articles that a search finds, newest first. */
static struct err
put_searched(struct figures_run *run, struct str words)
{
	const struct search_options options = { .order = SEARCH_NEWEST, .limit = QUERY_ARTICLES };
	struct context *context = run->context;
	struct results results = { 0 };
	struct query *query;
	struct err e = query_parse(&context->arena, words, 0, &query);

	if (!e.code)
		e = search_run(context->search, &context->arena, query, &options, &results);
	for (size_t i = 0; i < results.count && run->left > 0 && !e.code && !interrupted(); i++) {
		run->filter.article = results.items[i].article.id;
		e = put_filtered(run);
	}
	return e;
}

/* ---- one question ---- */

static const char *
apart_reason(enum ledger_apart apart)
{
	static const char *const reasons[] = {
		[LEDGER_COUNTED] = "",
		[APART_PLACE] = "another place, or none is said",
		[APART_DAY] = "other days",
		[APART_SIDE] = "another side",
		[APART_PART] = "a part of a total",
		[APART_RATE] = "another rate",
		[APART_TEXT] = "another count in the same text",
	};

	return reasons[apart];
}

static void
put_judged(struct figures_run *run, const struct ledger *ledger, size_t i)
{
	const struct ledger_claim *claim = &ledger->claims[i];
	struct term *out = &run->context->out;
	struct json json;

	if (run->csv) {
		claim_csv_judged(&out->buf, ledger, i);
		return;
	}
	if (run->context->json) {
		json = json_line(run->context);
		json_out_begin(&json, NULL, "claim/1");
		claim_json_judged(&json, ledger, i);
		json_line_end(run->context, &json);
		return;
	}
	put_claim(run->context, claim);
	if (claim->apart != LEDGER_COUNTED)
		term_put(out, "    not counted: %s\n", apart_reason(claim->apart));
	else if (claim->same != i)
		term_put(out, "    repeats #%lld\n", (long long)ledger->claims[claim->same].key.id);
	else if (claim->replaces != i)
		term_put(out, "    takes the place of #%lld\n", (long long)ledger->claims[claim->replaces].key.id);
	if (claim->apart == LEDGER_COUNTED && claim->same == i && claim->against)
		term_put(out, "    contradicted by %s\n", counted(run->context, (int64_t)claim->against, "claim", "claims"));
}

static struct err
put_question(struct figures_run *run, int64_t id)
{
	struct ledger ledger;
	struct err e = ledger_read(run->context->archive, &run->context->arena, id, &ledger);

	if (e.code == ERR_NOT_FOUND)
		return fault(run->context, e, "xinshi figures", "figure %lld", (long long)id);
	for (size_t i = 0; !e.code && i < ledger.count && !interrupted(); i++)
		put_judged(run, &ledger, i);
	return e;
}

/* ---- the command ---- */

static struct err
take_options(struct figures_run *run)
{
	const struct options *options = &run->context->options;

	run->csv = option_flag(options, "csv");
	run->left = option_number(options, "limit", LIST_DEFAULT);
	run->filter = (struct figure_filter){
		.slot = str_from_c(option_text(options, "slot")),
		.unit = str_from_c(option_text(options, "unit")),
		.place = str_from_c(option_text(options, "place")),
		.speaker = str_from_c(option_text(options, "speaker")),
		.of_any = option_flag(options, "all"),
	};
	if (run->csv && run->context->json)
		return fault(run->context, err_new(ERR_USAGE, NULL), NULL, "figures: --csv or --json, not both");
	return option_from_to(run->context, &run->filter.from, &run->filter.to);
}

static struct err
list(struct figures_run *run, int64_t question)
{
	struct str words;
	struct err e = typed(run->context, &words);

	if (e.code)
		return e;
	if (question)
		return put_question(run, question);
	return words.n ? put_searched(run, words) : put_filtered(run);
}

/* Where nothing was found: are there texts that were not looked at? */
static struct err
waiting_tell(struct context *context)
{
	int64_t waiting = 0;
	struct err e = figures_pending_count(context->archive, &waiting);

	if (waiting) {
		advise(context, "%s not read for figures yet", counted(context, waiting, "text is", "texts are"));
		advise(context, "the next import or fetch reads them, or: xinshi rebuild --figures");
	}
	return e;
}

static struct err
run_figures(struct context *context)
{
	struct figures_run run = { .context = context };
	int64_t question = option_number(&context->options, "question", 0), most;
	struct err e = take_options(&run);

	if (!e.code && run.csv)
		claim_csv_head(&context->out.buf, question != 0);
	most = run.left;
	if (!e.code)
		e = list(&run, question);
	if (!e.code && !question && run.left == most)
		e = waiting_tell(context);
	arena_done(&run.arena);
	return e;
}

const struct command cmd_figures = {
	.name = "figures",
	.summary = "who said how many of what, where and when",
	.arguments = "[QUERY]",
	.needs = NEED_ARCHIVE_READ | NEED_SEARCH,
	.args_max = ARGS_ANY,
	.run = run_figures,
};
