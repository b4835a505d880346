#include "main/webarticle.h"
#include "read/webpage.h"
#include "record/outlet.h"
#include "refine/element_path.h"
#include "refine/extract.h"
#include "refine/held.h"
#include "refine/lead.h"
#include "refine/page_kind.h"
#include "refine/page_links.h"
#include "refine/page_meta.h"
#include "refine/passages.h"
#include "refine/state_text.h"
#include "refine/site_apply.h"

/* What is known of the page between the stages. */
struct webpage {
	const struct extract_question *question;
	const struct page_words *words;
	struct doc doc;
	struct page_view view;
	struct url url; /* of the page; p NULL: not known */
	struct page page;
	struct features features;
	struct extraction extraction;
	struct page_meta meta;
	struct site site;	/* the site's rules; without a line where there are none */
	struct site_view ruled; /* what they say of the page */
	struct site_remarks remarks;
	bool by_rules; /* they found the text */
	bool by_state; /* it stood in a script alone */
};

/* ---- the first stage ---- */

/* The page's canonical address, where it is of the same host; else the one it came from. */
static struct str
address_of(const struct webpage *web, struct arena *arena)
{
	struct url canonical;

	if (!web->view.canonical.n || url_parse(arena, web->view.canonical, NULL, &canonical).code)
		return url_str(web->url);
	if (!web->url.p || (str_equal(url_host(canonical), url_host(web->url)) && !str_equal(url_path(canonical), S("/"))))
		return url_str(canonical);
	return url_str(web->url);
}

static void
fill(struct stage_context *context)
{
	struct webpage *web = context->web;
	struct article *article = context->article;
	const struct page_meta *meta = &web->meta;
	const struct outlet *outlet;

	article->rules = RULES_VERSION;
	article->url_claimed = address_of(web, context->arena);
	article->title = meta->title.n ? meta->title : web->view.title;
	article->deck = meta->deck;
	article->section = meta->section;
	article->site = meta->site;
	article->authors = meta->authors;
	article->tags = meta->tags;
	article->published = meta->published;
	article->published_evidence = meta->published_evidence;
	article->updated = meta->updated;
	outlet = web->url.p ? outlet_from_host(url_host(web->url)) : NULL;
	article->source = outlet ? str_from_c(outlet->name) : meta->site;
	article->source = web->site.source.n ? web->site.source : article->source;
	context->lang = web->view.lang.n ? web->view.lang : meta->lang;
	context->lang = web->site.language.n ? web->site.language : context->lang;
}

/* ---- the site's rules ---- */

/* The page as the rules want it read. */
static struct err
read_by_rules(struct stage_context *context, struct webpage *web)
{
	const struct extract_question *question = web->question;
	struct str text;
	struct err err;

	web->remarks.arena = context->arena;
	site_read(context->arena, question->rules, &web->site, &web->remarks);
	if (!question->bytes.n)
		return err_new(ERR_EMPTY, NULL);
	err = webpage_decode(context->arena, question->bytes, question->content_type, &text);
	if (err.code)
		return err;
	text = site_replace(context->arena, &web->site, text, &web->remarks);
	markup_ask(context->markup, &web->site.attributes);
	err = webpage_read_text(context->arena, context->markup, text, question->url, &web->doc, &web->view);
	if (err.code)
		return err;
	site_apply(context->arena, &web->site, &web->doc, &web->ruled);
	web->doc = web->ruled.doc;
	return err;
}

static struct err
read_page(struct stage_context *context, struct webpage *web)
{
	const struct extract_question *question = web->question;
	const struct page_question asked = {
		.bytes = question->bytes, .url = question->url, .content_type = question->content_type
	};

	if (question->rules.n)
		return read_by_rules(context, web);
	return webpage_read(context->arena, context->markup, &asked, &web->doc, &web->view);
}

/* The page's text; that of its scripts, read as if it stood behind the rest, where there is no other. */
static struct err
find_blocks(struct stage_context *context, struct webpage *web)
{
	const struct extract_question *question = web->question;
	struct str more, text;
	struct err err;

	page_blocks(context->arena, web->words, &web->doc, &web->page);
	more = web->site.count ? S("") : state_text(context->arena, &web->page);
	if (!more.n)
		return (struct err){ 0 };
	err = webpage_decode(context->arena, question->bytes, question->content_type, &text);
	if (!err.code)
		err = markup_parse(context->markup, context->arena, str_join(context->arena, text, more, STR_END), NULL, &web->doc);
	if (!err.code)
		page_blocks(context->arena, web->words, &web->doc, &web->page);
	web->by_state = !err.code;
	return err;
}

/* The rules' choice and what they say, in the place of what was found without them. */
static void
prefer_rules(struct stage_context *context, struct webpage *web, int32_t zone_s)
{
	if (!web->site.count)
		return;
	web->by_rules = site_choose(context->arena, &web->ruled, &web->page, &web->extraction);
	site_fields(context->arena, &web->ruled, context->base, zone_s, &web->meta);
	if (!web->by_rules && site_has_body_rule(&web->site))
		note(&context->article->notes, NOTE_RULES_FAILED);
}

/* Reads the page's head and finds the article in it; what is left for the stages behind is the article's part of the page. */
struct err
webarticle_decode(struct stage_context *context)
{
	struct webpage *web = context->web;
	const struct extract_question *question = web->question;
	struct err err = read_page(context, web);
	int32_t zone_s = web->site.has_zone ? web->site.zone_s : question->zone_s;
	const struct extract_known known = {
		.title = question->kept_title, .text = question->kept_text,
		.repeated = question->repeated, .repeated_count = question->repeated_count, .container = question->container,
	};

	if (err.code)
		return err;
	if (url_parse(context->arena, question->url, NULL, &web->url).code)
		web->url = (struct url){ 0 };
	err = find_blocks(context, web);
	if (err.code)
		return err;
	if (!site_setting(&web->site, SITE_JSON, true))
		web->page.body_claimed = S("");
	page_features(context->arena, &web->page, &web->features);
	page_extract(context->arena, &web->page, &web->features, &known, &web->extraction);
	page_meta(context->arena, &web->page, &web->features,
	    &(struct meta_asked){ web->url, web->view.lang, zone_s, question->now, question->kept_title, question->kept_published },
	    &web->meta);
	context->base = webpage_base(context->arena, &web->doc, web->url);
	prefer_rules(context, web, zone_s);
	fill(context);
	return extract_article(context->arena, &web->page, &web->extraction, &context->page);
}

/* ---- how it was found ---- */

static void
explain(struct arena *arena, const struct webpage *web, struct extracted *out)
{
	out->count = web->page.count;
	out->blocks = arena_array(arena, struct extracted_block, out->count);
	for (size_t i = 0; i < out->count; i++) {
		const struct page_block *block = &web->page.blocks[i];
		out->blocks[i] = (struct extracted_block){
			.text = block->text,
			.kept = web->extraction.kept[i],
			.likely = (int64_t)(web->extraction.likely[i] * CONFIDENCE_ALL),
			.path = element_path(arena, &web->doc, block->owner, ELEMENT_PATH_SHOWN),
		};
	}
}

static struct str
image_of(struct arena *arena, const struct webpage *web, struct url base)
{
	struct url url;
	struct str proxy;

	if (!web->meta.image.n || url_parse(arena, web->meta.image, base.p ? &base : NULL, &url).code)
		return S("");
	return url_str(url_unproxied(arena, url, &proxy));
}

/* What was kept before, looked for on the page. */
static void
compare(struct arena *arena, const struct webpage *web, struct extracted *out)
{
	const struct extract_question *question = web->question;

	held_count(arena, question->kept_text, &web->doc, &out->blocks_kept, &out->held);
	out->has_title = question->kept_title.n && str_find(web->view.title, question->kept_title, 0) >= 0;
}

/* What the rules say of the page as a whole, before what is guessed. */
static void
judge_by_rules(struct arena *arena, const struct webpage *web, struct url base, struct extracted *out)
{
	struct url url;

	if (!url_parse(arena, web->ruled.next, base.p ? &base : NULL, &url).code && web->ruled.next.n)
		out->next = url_str(url);
	if (!url_parse(arena, web->ruled.whole, base.p ? &base : NULL, &url).code && web->ruled.whole.n)
		out->whole = url_str(url);
	if (web->ruled.paywall && out->kind == PAGE_ARTICLE) {
		out->kind = PAGE_PARTIAL;
		out->kind_evidence = S("site rule: paywall");
	}
	if (web->by_rules)
		out->rule = web->question->rules_name.n ? web->question->rules_name : S("rules");
}

static void
put_remarks(struct arena *arena, const struct site_remarks *remarks, struct strs *out)
{
	for (size_t i = 0; i < remarks->count; i++) {
		const struct site_remark *remark = &remarks->items[i];
		struct str line = remark->line ? str_format(arena, "line %u: %.*s", remark->line, STR_ARGS(remark->what)) : remark->what;
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = line;
	}
}

/* What the page is, where it goes on, and what a site's memory keeps of it. */
static void
judge(struct arena *arena, const struct webpage *web, struct url base, struct extracted *out)
{
	struct kind_found found;
	struct page_links links;

	page_kind_judge(arena, &web->page, &web->extraction, web->url, &found);
	out->kind = found.kind;
	out->kind_evidence = found.evidence;
	page_links_find(arena, &web->doc, web->url, base, &links);
	out->next = links.next;
	out->whole = links.whole;
	if (web->extraction.kept_count)
		out->container = element_path(arena, &web->doc, web->extraction.container, ELEMENT_PATH_MAX);
	passages_print(arena, &web->page, &out->prints, &out->print_count);
}

/* What the page says beside the record's own fields, and where all of it was read. */
static void
take_findings(const struct webpage *web, struct extracted *out)
{
	bool as_asked = str_equal(out->article.url_claimed, url_str(web->url));

	out->title_evidence = web->meta.title_evidence;
	out->editors = web->meta.editors;
	out->origin = web->meta.origin;
	memcpy(out->evidence, web->meta.evidence, sizeof(out->evidence));
	out->evidence[EVIDENCE_URL] = !out->article.url.n ? S("") : as_asked ? S("as asked for") : S("link canonical");
	if (!out->image.n)
		out->evidence[EVIDENCE_IMAGE] = S("");
	out->evidence[EVIDENCE_LANGUAGE] = web->view.lang.n ? S("html lang") : web->meta.lang.n ? web->meta.evidence[EVIDENCE_LANGUAGE] : S("the text");
}

struct err
webarticle_read(struct arena *arena, struct markup *markup, const struct page_words *words,
    const struct extract_question *question, struct extracted *out)
{
	struct webpage *web = arena_new(arena, struct webpage);
	const struct question asked = {
		.bytes = question->bytes, .zone_s = question->zone_s, .now = question->now
	};
	struct extracted extracted = { 0 };
	struct url base;
	struct err err;

	web->question = question;
	web->words = words;
	err = article_read_page(arena, markup, &asked, web, &extracted.article);
	if (err.code)
		return err;
	base = webpage_base(arena, &web->doc, web->url);
	extracted.image = image_of(arena, web, base);
	take_findings(web, &extracted);
	extracted.plain = web->extraction.text;
	extracted.rule = web->by_state ? S("text in a script") : web->extraction.rule;
	extracted.confidence = (int64_t)(web->extraction.confidence * CONFIDENCE_ALL);
	judge(arena, web, base, &extracted);
	judge_by_rules(arena, web, base, &extracted);
	put_remarks(arena, &web->remarks, &extracted.remarks);
	put_remarks(arena, &web->ruled.remarks, &extracted.remarks);
	compare(arena, web, &extracted);
	if (extracted.kind == PAGE_ARTICLE || extracted.kind == PAGE_PARTIAL)
		lead_put(arena, &extracted.article, extracted.image);
	if (question->explain)
		explain(arena, web, &extracted);
	*out = extracted;
	return err;
}
