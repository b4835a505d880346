/* extract.h: the head of an extracted article, for programs and for people. */
#include "cmd/extract.h"
#include "show/json_out.h"

/* ---- for programs ---- */

static void
put_day(struct json *json, struct when when)
{
	struct buf day CLEAN(buf_done) = { 0 };

	when_push(&day, when);
	json_str(json, "date", day.n >= 10 ? str_slice(buf_str(&day), 0, 10) : STR_END);
}

/* A text, or null. */
static void
put_text(struct json *json, const char *key, struct str value)
{
	json_str(json, key, value.n ? value : STR_END);
}

void
extracted_put_strs(struct json *json, const char *key, const struct strs *list)
{
	json_array(json, key);
	for (size_t i = 0; i < list->count; i++)
		json_str(json, NULL, list->items[i]);
	json_array_end(json);
}

/* The caption of the figure around the picture at ${at}; 0: none. */
static uint32_t
caption_of(const struct doc *doc, uint32_t at)
{
	uint32_t figure = doc->nodes[at].parent;

	while (figure && doc->nodes[figure].tag != TAG_FIGURE)
		figure = doc->nodes[figure].parent;
	for (uint32_t i = figure; figure && i < doc->nodes[figure].end; i++)
		if (doc->nodes[i].tag == TAG_FIGCAPTION)
			return i;
	return 0;
}

/* The text of a caption that is in small print, or the one that is not: cleaning puts the credit in small print. */
static struct str
caption_part(struct arena *arena, const struct doc *doc, uint32_t caption, bool small)
{
	struct buf out CLEAN(buf_done) = { 0 };
	uint32_t small_end = 0;

	for (uint32_t i = caption; caption && i < doc->nodes[caption].end; i++) {
		if (doc->nodes[i].tag == TAG_SMALL)
			small_end = doc->nodes[i].end;
		if (doc->nodes[i].tag == TAG_BR)
			buf_push_char(&out, ' ');
		if (doc->nodes[i].tag == TAG_TEXT && (i < small_end) == small)
			buf_push_str(&out, doc->nodes[i].text);
	}
	return str_copy(arena, str_trim(buf_str(&out)));
}

static void
put_images(struct arena *arena, struct json *json, const struct doc *doc)
{
	json_array(json, "images");
	for (uint32_t i = 0; i < doc->count; i++) {
		const struct node *node = &doc->nodes[i];
		uint32_t caption = node->tag == TAG_IMG ? caption_of(doc, i) : 0;

		if (node->tag != TAG_IMG)
			continue;
		json_object(json, NULL);
		json_str(json, "url", node_attr(node, ATTR_SRC));
		json_str(json, "alt", node_attr(node, ATTR_ALT));
		put_text(json, "caption", caption_part(arena, doc, caption, false));
		put_text(json, "credit", caption_part(arena, doc, caption, true));
		json_object_end(json);
	}
	json_array_end(json);
}

/* Where each field was read; those that are empty are left out. */
static void
put_evidence(struct json *json, const struct extracted *extracted)
{
	json_object(json, "evidence");
	if (extracted->title_evidence.n)
		json_str(json, "title", extracted->title_evidence);
	if (extracted->article.published_evidence.n)
		json_str(json, "published", extracted->article.published_evidence);
	for (size_t i = 0; i < EVIDENCE_FIELDS; i++)
		if (extracted->evidence[i].n)
			json_str(json, evidence_name((enum evidence_field)i), extracted->evidence[i]);
	json_object_end(json);
}

static void
put_author(struct json *json, const struct strs *authors)
{
	struct buf author CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < authors->count; i++) {
		if (i)
			buf_push_literal(&author, "; ");
		buf_push_str(&author, authors->items[i]);
	}
	json_str(json, "author", buf_str(&author));
	extracted_put_strs(json, "authors", authors);
}

void
extracted_json_head(struct arena *arena, struct json *json, const struct extracted *extracted)
{
	const struct article *article = &extracted->article;

	json_str(json, "url", article->url.n ? url_str(article->url) : STR_END);
	json_str(json, "title", article->headline);
	json_str(json, "title_evidence", extracted->title_evidence);
	put_text(json, "deck", article->deck);
	put_author(json, &article->authors);
	extracted_put_strs(json, "editors", &extracted->editors);
	put_text(json, "origin", extracted->origin);
	put_day(json, article->published);
	json_out_when(json, "published", article->published);
	json_str(json, "published_evidence", article->published_evidence);
	json_out_when(json, "updated", article->updated);
	json_str(json, "lang", article->lang);
	put_text(json, "section", article->section);
	put_text(json, "site", article->site);
	put_text(json, "image", extracted->image);
	extracted_put_strs(json, "tags", &article->tags);
	put_images(arena, json, &article->doc);
	put_evidence(json, extracted);
}

/* ---- for people ---- */

void
extracted_put_line(struct term *out, const char *label, struct str value, struct str evidence)
{
	if (!value.n)
		return;
	term_put(out, "%-12s ", label);
	term_text(&out->buf, value);
	if (evidence.n) {
		term_put(out, "  (");
		term_text(&out->buf, evidence);
		term_put(out, ")");
	}
	term_put(out, "\n");
}

static void
put_when(struct term *out, const char *label, struct when when, struct str evidence)
{
	struct buf line CLEAN(buf_done) = { 0 };

	when_push(&line, when);
	extracted_put_line(out, label, buf_str(&line), evidence);
}

static void
put_all(struct term *out, const char *label, const struct strs *values, struct str evidence)
{
	for (size_t i = 0; i < values->count; i++)
		extracted_put_line(out, label, values->items[i], i ? S("") : evidence);
}

/* All tags in one line. */
static void
put_tags(struct term *out, const struct strs *tags, struct str evidence)
{
	struct buf line CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < tags->count; i++) {
		if (i)
			buf_push_literal(&line, ", ");
		buf_push_str(&line, tags->items[i]);
	}
	extracted_put_line(out, "tags", buf_str(&line), evidence);
}

void
extracted_print_head(struct term *out, const struct extracted *extracted)
{
	const struct article *article = &extracted->article;
	const struct str *evidence = extracted->evidence;

	extracted_put_line(out, "title", article->headline, extracted->title_evidence);
	extracted_put_line(out, "deck", article->deck, evidence[EVIDENCE_DECK]);
	put_all(out, "author", &article->authors, evidence[EVIDENCE_AUTHORS]);
	put_all(out, "editor", &extracted->editors, evidence[EVIDENCE_EDITORS]);
	extracted_put_line(out, "origin", extracted->origin, evidence[EVIDENCE_ORIGIN]);
	put_when(out, "published", article->published, article->published_evidence);
	put_when(out, "updated", article->updated, evidence[EVIDENCE_UPDATED]);
	extracted_put_line(out, "language", article->lang, evidence[EVIDENCE_LANGUAGE]);
	extracted_put_line(out, "section", article->section, evidence[EVIDENCE_SECTION]);
	extracted_put_line(out, "site", article->site, evidence[EVIDENCE_SITE]);
	extracted_put_line(out, "page", url_str(article->url), evidence[EVIDENCE_URL]);
	extracted_put_line(out, "image", extracted->image, evidence[EVIDENCE_IMAGE]);
	put_tags(out, &article->tags, evidence[EVIDENCE_TAGS]);
}
