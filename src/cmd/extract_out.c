#include "cmd/extract.h"
#include "record/html.h"
#include "show/json_out.h"

/* ---- for programs ---- */

static void
put_day(struct json *json, struct when when)
{
	struct buf day CLEAN(buf_done) = { 0 };

	when_push(&day, when);
	json_str(json, "date", day.n >= 10 ? str_slice(buf_str(&day), 0, 10) : STR_END);
}

static void
put_strs(struct json *json, const char *key, const struct strs *list)
{
	json_array(json, key);
	for (size_t i = 0; i < list->count; i++)
		json_str(json, NULL, list->items[i]);
	json_array_end(json);
}

static void
put_some(struct json *json, const char *key, struct str value)
{
	json_str(json, key, value.n ? value : STR_END);
}

/* The caption that stands in the figure around the picture at ${at}. */
static struct str
caption_of(struct arena *arena, const struct doc *doc, uint32_t at)
{
	uint32_t figure = doc->nodes[at].parent;

	while (figure && doc->nodes[figure].tag != TAG_FIGURE)
		figure = doc->nodes[figure].parent;
	for (uint32_t i = figure; figure && i < doc->nodes[figure].end; i++)
		if (doc->nodes[i].tag == TAG_FIGCAPTION)
			return doc_text_of(arena, doc, i);
	return STR_END;
}

static void
put_images(struct arena *arena, struct json *json, const struct doc *doc)
{
	json_array(json, "images");
	for (uint32_t i = 0; i < doc->count; i++) {
		const struct node *node = &doc->nodes[i];
		if (node->tag != TAG_IMG)
			continue;
		json_object(json, NULL);
		json_str(json, "url", node_attr(node, ATTR_SRC));
		json_str(json, "alt", node_attr(node, ATTR_ALT));
		json_str(json, "caption", caption_of(arena, doc, i));
		json_object_end(json);
	}
	json_array_end(json);
}

static void
put_head(struct arena *arena, struct json *json, const struct extracted *extracted)
{
	const struct article *article = &extracted->article;
	struct buf author CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < article->authors.count; i++) {
		if (i)
			buf_push_literal(&author, "; ");
		buf_push_str(&author, article->authors.items[i]);
	}
	json_str(json, "url", article->url.n ? url_str(article->url) : STR_END);
	json_str(json, "title", article->headline);
	json_str(json, "title_evidence", extracted->title_evidence);
	json_str(json, "deck", article->deck.n ? article->deck : STR_END);
	json_str(json, "author", buf_str(&author));
	put_strs(json, "authors", &article->authors);
	put_day(json, article->published);
	json_out_when(json, "published", article->published);
	json_str(json, "published_evidence", article->published_evidence);
	json_out_when(json, "updated", article->updated);
	json_str(json, "lang", article->lang);
	json_str(json, "section", article->section.n ? article->section : STR_END);
	json_str(json, "site", article->site.n ? article->site : STR_END);
	json_str(json, "image", extracted->image.n ? extracted->image : STR_END);
	put_images(arena, json, &article->doc);
}

static void
put_blocks(struct json *json, const struct extracted *extracted)
{
	json_array(json, "blocks");
	for (size_t i = 0; i < extracted->count; i++) {
		const struct extracted_block *block = &extracted->blocks[i];
		json_object(json, NULL);
		json_bool(json, "kept", block->kept);
		json_double(json, "likely", (double)block->likely / CONFIDENCE_ALL, 3);
		json_str(json, "path", block->path);
		json_str(json, "text", block->text);
		json_object_end(json);
	}
	json_array_end(json);
}

void
extracted_json(struct context *context, struct arena *arena, struct str id, const struct extracted *extracted)
{
	struct json json = json_line(context);
	struct html html = html_from_doc(arena, &extracted->article.doc, 0, NULL, NULL);

	json_out_begin(&json, NULL, "extract/1");
	if (id.p)
		json_str(&json, "id", id);
	put_head(arena, &json, extracted);
	json_double(&json, "confidence", (double)extracted->confidence / CONFIDENCE_ALL, 3);
	json_str(&json, "rule", extracted->rule);
	if (extracted->remarks.count)
		put_strs(&json, "remarks", &extracted->remarks);
	json_c(&json, "kind", page_kind_name(extracted->kind));
	put_some(&json, "kind_evidence", extracted->kind_evidence);
	put_some(&json, "next", extracted->next);
	put_some(&json, "whole", extracted->whole);
	put_some(&json, "container", extracted->container);
	json_str(&json, "text", extracted->plain);
	json_str(&json, "content", (struct str){ html.p, html.n });
	if (extracted->count)
		put_blocks(&json, extracted);
	json_line_end(context, &json);
}

void
extracted_json_fault(struct context *context, struct str id, struct err err)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "extract/1");
	if (id.p)
		json_str(&json, "id", id);
	json_null(&json, "text");
	json_c(&json, "error", err_row(err.code)->name);
	json_c(&json, "what", err.what ? err.what : err_row(err.code)->text);
	json_line_end(context, &json);
}

/* ---- for people ---- */

static void
put_line(struct term *out, const char *label, struct str value)
{
	if (!value.n)
		return;
	term_put(out, "%-12s ", label);
	term_text(&out->buf, value);
	term_put(out, "\n");
}

static void
put_when(struct term *out, const char *label, struct when when, struct str evidence)
{
	struct buf line CLEAN(buf_done) = { 0 };

	when_push(&line, when);
	if (line.n && evidence.n) {
		buf_push_literal(&line, "  (");
		buf_push_str(&line, evidence);
		buf_push_literal(&line, ")");
	}
	put_line(out, label, buf_str(&line));
}

static void
put_kind(struct term *out, const struct extracted *extracted)
{
	if (extracted->kind == PAGE_ARTICLE)
		return;
	term_put(out, "%-12s %s  (", "kind", page_kind_name(extracted->kind));
	term_text(&out->buf, extracted->kind_evidence);
	term_put(out, ")\n");
}

static void
print_remarks(struct term *out, const struct extracted *extracted)
{
	for (size_t i = 0; i < extracted->remarks.count; i++)
		put_line(out, "rules", extracted->remarks.items[i]);
}

static void
print_blocks(struct term *out, const struct extracted *extracted)
{
	for (size_t i = 0; i < extracted->count; i++) {
		const struct extracted_block *block = &extracted->blocks[i];
		term_put(out, "%s %4d  ", block->kept ? "keep" : "    ", (int)block->likely);
		term_text(&out->buf, block->path);
		term_put(out, "\n           ");
		term_text(&out->buf, block->text);
		term_put(out, "\n");
	}
}

void
extracted_print(struct context *context, const struct extracted *extracted)
{
	const struct article *article = &extracted->article;
	struct term *out = &context->out;

	put_line(out, "title", article->headline);
	put_line(out, "deck", article->deck);
	for (size_t i = 0; i < article->authors.count; i++)
		put_line(out, "author", article->authors.items[i]);
	put_when(out, "published", article->published, article->published_evidence);
	put_when(out, "updated", article->updated, S(""));
	put_line(out, "language", article->lang);
	put_line(out, "section", article->section);
	put_line(out, "site", article->site);
	put_line(out, "page", url_str(article->url));
	put_line(out, "image", extracted->image);
	put_line(out, "next", extracted->next);
	put_line(out, "whole", extracted->whole);
	put_kind(out, extracted);
	put_line(out, "found by", extracted->rule);
	print_remarks(out, extracted);
	term_put(out, "%-12s %d %%\n\n", "confidence", (int)(extracted->confidence * 100 / CONFIDENCE_ALL));
	if (extracted->count)
		print_blocks(out, extracted);
	else
		term_lines(&out->buf, extracted->plain);
	term_put(out, "\n");
}
