/* The first stage of an item: what decode.c reads in a file's head stands in the feed. */
#include "main/item.h"
#include "read/tohtml.h"
#include "record/outlet.h"
#include "refine/dateline.h"
#include "refine/sanitise.h"

enum { WORDS_MIN = 20 /* bytes of text; less beside a summary is a picture or a link */ };

/* What is said to be plain by those who are often wrong is looked at. */
static enum text_kind
kind_of(const struct feed_text *text)
{
	if (text->kind != TEXT_GUESS)
		return text->kind;
	return markup_is_likely(text->text) ? TEXT_HTML : TEXT_PLAIN;
}

struct str
item_plain(struct arena *arena, struct markup *markup, const struct feed_text *text)
{
	enum text_kind kind = kind_of(text);
	struct str html = text->text;
	struct doc doc;

	if (kind == TEXT_PLAIN ||
	    (str_find_char(html, '<', 0) < 0 && str_find_char(html, '&', 0) < 0))
		return html;
	if (kind == TEXT_XHTML)
		html = tohtml_xhtml(arena, html);
	if (markup_parse(markup, arena, html, NULL, &doc).code)
		return text->text;
	return doc_text_of(arena, &doc, 0);
}

/* ---- people ---- */

/* The name in "x@y.example (Name)", "Name <x@y.example>"; none where there is an address alone. */
static struct str
without_mail(struct str s)
{
	struct str first = s, inner;
	ptrdiff_t at = str_find_char(s, '@', 0), angle = str_find_char(s, '<', 0);

	if (at < 0)
		return s;
	if (angle >= 0 && angle < at)
		return str_slice(s, 0, (size_t)angle);
	if (pull_until(&first, S("("), &inner) && str_find_char(inner, '@', 0) >= 0)
		return pull_until(&first, S(")"), &inner) ? inner : first;
	return str_find_char(str_slice(s, 0, (size_t)at), ' ', 0) >= 0 ? s : S("");
}

static void
take_authors(struct stage_context *context, const struct outlet *outlet)
{
	struct article *article = context->article;
	struct str names = str_trim(without_mail(str_trim(context->item->entry->author)));

	/* the outlet is no author */
	if (!str_equal(names, article->source) &&
	    !(outlet && str_equal_nocase(names, str_from_c(outlet->slug))))
		byline_split(context->arena, names, &article->authors);
}

static void
take_tags(struct stage_context *context)
{
	const struct feed_tags *tags = &context->item->entry->tags;

	for (size_t i = 0; i < tags->count; i++) {
		struct str label = str_trim(tags->items[i].label),
			   term = str_trim(tags->items[i].term);

		decode_tag(context->arena, context->article, label.n ? label : term);
	}
}

/* ---- source, dates ---- */

static const struct outlet *
outlet_of(struct arena *arena, struct str address, struct str *host)
{
	struct url url;

	if (url_parse(arena, address, NULL, &url).code)
		return NULL;
	*host = url_host(url);
	return outlet_from_host(*host);
}

static struct str
source_of(const struct item *item, const struct outlet *outlet, struct str host)
{
	if (str_trim(item->question->source).n)
		return str_trim(item->question->source);
	if (outlet)
		return str_from_c(outlet->name);
	pull_str(&host, S("www."));
	return host;
}

static void
take_dates(struct article *article, const struct item *item, const struct outlet *outlet)
{
	const struct feed_entry *entry = item->entry;
	int32_t zone_s = item->question->feed.zone_s;
	bool is_published = entry->published.precision != WHEN_NONE;
	struct when updated = decode_zone(entry->updated, outlet, zone_s);

	article->published = is_published ? decode_zone(entry->published, outlet, zone_s) : updated;
	if (article->published.precision)
		article->published_evidence =
		    is_published ? S("feed: published") : S("feed: updated");
	if (updated.precision && updated.ms != article->published.ms)
		article->updated = updated;
}

/* ---- the body ---- */

static struct str
markup_of(struct arena *arena, const struct feed_text *text)
{
	switch (kind_of(text)) {
	case TEXT_PLAIN:
		return tohtml_plain(arena, text->text);
	case TEXT_XHTML:
		return tohtml_xhtml(arena, text->text);
	default:
		return tohtml_untagged(arena, text->text);
	}
}

/* Bytes of ${markup} that are neither tags nor white space: whether it says anything. */
static size_t
words_in(struct str markup)
{
	size_t count = 0;
	bool in_tag = false;

	for (size_t i = 0; i < markup.n; i++) {
		in_tag = markup.p[i] == '<' || (in_tag && markup.p[i] != '>');
		count += !in_tag && markup.p[i] != '>' && !char_is_space(markup.p[i]);
	}
	return count;
}

/* The content; before it the summary, where the content is no more than a picture. */
static struct str
body_of(struct arena *arena, const struct feed_entry *entry)
{
	struct str content = markup_of(arena, &entry->content);
	struct str summary;

	if (words_in(content) >= WORDS_MIN || !entry->summary.text.n)
		return content;
	summary = markup_of(arena, &entry->summary);
	if (str_trim(content).n && words_in(summary) <= words_in(content))
		return content;
	return str_join(arena, summary, S("\n"), content, STR_END);
}

static struct str
lang_of(const struct item *item)
{
	return str_trim(
	    item->entry->language.n ? item->entry->language : item->feed->head.language);
}

struct err
item_decode(struct stage_context *context)
{
	const struct item *item = context->item;
	struct article *article = context->article;
	struct str host = { 0 };
	const struct outlet *outlet = outlet_of(context->arena, item->url, &host);

	article->rules = RULES_VERSION;
	article->guid = str_trim(item->entry->id);
	article->url_claimed = item->url;
	article->title = decode_title(context->arena, context->markup,
	    item_plain(context->arena, context->markup, &item->entry->title), &article->notes);
	article->source = decode_cut(&article->notes, source_of(item, outlet, host), SOURCE_MAX);
	take_dates(article, item, outlet);
	take_authors(context, outlet);
	take_tags(context);
	context->lang = lang_of(item);
	context->body = body_of(context->arena, item->entry);
	return (struct err){ 0 };
}
