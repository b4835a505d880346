#include "cmd/extract.h"
#include "cmd/single.h"
#include "follow/sites.h"

enum { PAGE_FILE_MAX = 32 << 20 };

static struct err
take_headers(struct context *context, struct extract_question *question)
{
	const char *header;

	for (size_t i = 0; (header = option_item(&context->options, "header", i)); i++) {
		struct str value = str_from_c(header), name;
		if (!pull_until(&value, S(":"), &name))
			return fault(context, err_new(ERR_USAGE, NULL), NULL,
			    "--header is of the form 'Name: value', not '%s'", header);
		if (str_equal_nocase(str_trim(name), S("Content-Type")))
			question->content_type = str_trim(value);
	}
	return (struct err){ 0 };
}

static struct err
take_options(struct context *context, struct extract_question *question)
{
	struct url url;
	const char *typed = option_text(&context->options, "url");

	question->now = context->now;
	question->explain = option_flag(&context->options, "explain");
	if (!option_zone(&context->options, "zone", &question->zone_s))
		return fault(context, err_new(ERR_USAGE, NULL), NULL, "--zone is of the form +08:00, not '%s'",
		    option_text(&context->options, "zone"));
	if (typed && url_parse(&context->arena, str_from_c(typed), NULL, &url).code)
		return fault(context, err_new(ERR_USAGE, NULL), NULL, "--url is an address with http or https, not '%s'", typed);
	question->url = typed ? str_from_c(typed) : S("");
	return take_headers(context, question);
}

/* The site's rules: those that are named, else those of the page's host. */
struct err
extract_rules(struct context *context, struct arena *arena, const struct sites *sites, struct extract_question *question)
{
	const char *path = option_text(&context->options, "rules");
	struct err e;

	if (option_flag(&context->options, "no-rules"))
		return (struct err){ 0 };
	if (!path) {
		e = sites_find(arena, sites, question->url, question);
		return e.code ? fault(context, e, NULL, "the rules of %.*s", STR_ARGS(question->url)) : e;
	}
	e = sites_read(arena, path, &question->rules, &question->rules_name);
	return e.code ? fault(context, e, NULL, "%s", path) : e;
}

static struct err
extract(struct context *context, const char *path, struct extract_question *asking, struct extracted *out)
{
	struct buf bytes CLEAN(buf_done) = { 0 }, asked CLEAN(buf_done) = { 0 }, answer CLEAN(buf_done) = { 0 };
	struct extract_question question = { 0 };
	struct err e = take_options(context, &question);
	struct sites sites;

	sites_begin(&context->arena, context->dir, &sites);
	if (!e.code)
		e = extract_rules(context, &context->arena, &sites, &question);
	if (!e.code)
		e = single_read(context, path, PAGE_FILE_MAX, &bytes);
	if (e.code)
		return e;
	question.bytes = buf_raw(&bytes);
	wire_put_extract_question(&asked, &question);
	e = single_ask(context, FRAME_EXTRACT, buf_raw(&asked), FRAME_EXTRACTED, &answer);
	if (!e.code)
		e = wire_get_extracted(&context->arena, raw_copy(&context->arena, buf_raw(&answer)), out);
	question.bytes = (struct raw){ 0 };
	*asking = question;
	return e.code && !context->told ? fault(context, e, NULL, "%s", path) : e;
}

static struct err
extract_one(struct context *context)
{
	const char *path = context->options.args[0];
	struct extract_question question;
	struct extracted extracted;
	struct err e;

	if (!context->options.arg_count)
		return fault(context, err_new(ERR_USAGE, NULL), "xinshi help extract", "extract: a FILE is wanted, or --batch, or --marked");
	if (context->options.arg_count > 1)
		return fault(context, err_new(ERR_USAGE, NULL), NULL, "extract: one FILE is wanted; many with --batch");
	e = extract(context, path, &question, &extracted);
	if (e.code)
		return e;
	if (option_flag(&context->options, "check-rules"))
		return extract_test_page(context, path, &question, &extracted);
	if (context->json)
		extracted_json(context, &context->arena, STR_END, &extracted);
	else
		extracted_print(context, &extracted);
	context->status = extracted.kind > PAGE_PARTIAL ? 1 : context->status;
	return e;
}

static struct err
run(struct context *context)
{
	const struct options *options = &context->options;

	if (option_flag(options, "import-rules") || (option_flag(options, "check-rules") && !option_text(options, "rules")))
		return extract_about_rules(context);
	if (option_text(options, "marked"))
		return extract_marked(context, option_text(options, "marked"));
	return option_flag(options, "batch") ? extract_batch(context) : extract_one(context);
}

const struct command cmd_extract = {
	.name = "extract",
	.summary = "the article in a web page, without what stands around it",
	.arguments = "[FILE...]",
	.needs = NEED_NOTHING,
	.args_min = 0,
	.args_max = ARGS_ANY,
	.run = run,
};
