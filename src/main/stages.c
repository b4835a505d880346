#include "main/stages.h"
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
	return markup_parse(context->markup, context->arena, context->body,
	    &context->article->notes, &context->page);
}

static struct err
meta(struct stage_context *context)
{
	article_meta(context->arena, context->article, &context->page, context->question);
	return (struct err){ 0 };
}

static struct err
clean(struct stage_context *context)
{
	return article_clean(context->arena, context->article, &context->page);
}

static struct err
text(struct stage_context *context)
{
	article_text(context->arena, context->article);
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

struct err
article_read(struct arena *arena, struct markup *markup, const struct question *question,
    struct article *out)
{
	struct article article = { 0 };
	struct stage_context context = { arena, markup, question, &article, { 0 }, { 0 } };

	for (size_t i = 0; i < stage_count; i++) {
		struct err err = stages[i].run(&context);
		if (err.code)
			return err;
	}
	*out = article;
	return (struct err){ 0 };
}
