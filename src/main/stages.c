#include "main/item.h"
#include "main/webarticle.h"
#include "refine/clean.h"
#include "refine/meta.h"
#include "refine/prints.h"
#include "refine/totext.h"

static struct err
decode(struct stage_context *context)
{
	return article_decode(
	    context->arena, context->markup, context->question, context->article, &context->body);
}

static struct err
parse(struct stage_context *context)
{
	struct err err;

	if (context->web)
		return (struct err){ 0 }; /* it had to be, to find the article in it */
	err = markup_parse(context->markup, context->arena, context->body,
	    &context->article->notes, &context->page);
	return err.code || !context->item ? err : item_page(context);
}

static struct err
meta(struct stage_context *context)
{
	struct article *article = context->article;

	article_meta(context->arena, article, &context->page, context->question);
	if (context->item && context->item->key_tail.n)
		article->key =
		    str_join(context->arena, article->key, context->item->key_tail, STR_END);
	return (struct err){ 0 };
}

static struct err
clean(struct stage_context *context)
{
	return article_clean(context->arena, context->article, &context->page, context->base);
}

static struct err
text(struct stage_context *context)
{
	article_text(context->arena, context->article);
	if (context->lang.n && str_equal(context->article->lang, S("und")))
		context->article->lang = context->lang;
	return (struct err){ 0 };
}

static struct err
prints(struct stage_context *context)
{
	article_prints(context->arena, context->article);
	return (struct err){ 0 };
}

const struct stage stages[] = {
	{ "decode", decode },
	{ "parse", parse },
	{ "meta", meta },
	{ "clean", clean },
	{ "text", text },
	{ "prints", prints },
};
const size_t stage_count = LENGTH(stages);

static struct err
run_stages(struct stage_context *context, const struct stage *first)
{
	struct err err = first->run(context);

	for (size_t i = 1; i < stage_count && !err.code; i++)
		err = stages[i].run(context);
	return err;
}

struct err
article_read(struct arena *arena, struct markup *markup, const struct question *question,
    struct article *out)
{
	struct article article = { 0 };
	struct stage_context context = {
		.arena = arena, .markup = markup, .question = question, .article = &article
	};
	struct err err = run_stages(&context, &stages[0]);

	if (!err.code)
		*out = article;
	return err;
}

struct err
article_read_item(struct arena *arena, struct markup *markup, const struct question *question,
    const struct item *item, struct article *out)
{
	static const struct stage first = { "item", item_decode };
	struct article article = { 0 };
	struct stage_context context = { .arena = arena,
		.markup = markup,
		.question = question,
		.article = &article,
		.item = item };
	struct err err = run_stages(&context, &first);

	if (!err.code)
		*out = article;
	return err;
}

struct err
article_read_page(struct arena *arena, struct markup *markup, const struct question *question,
    struct webpage *web, struct article *out)
{
	static const struct stage first = { "webpage", webarticle_decode };
	struct article article = { 0 };
	struct stage_context context = { .arena = arena,
		.markup = markup,
		.question = question,
		.article = &article,
		.web = web };
	struct err err = run_stages(&context, &first);

	if (!err.code)
		*out = article;
	return err;
}
