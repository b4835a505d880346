#include "main/stages.h"
#include "record/html.h"

enum {
	TEXT_SHOWN = 2000, /* bytes of a long text */
	NODES_SHOWN = 300, /* lines of a tree */
	VALUE_SHOWN = 60,
};

static void
put_text(struct buf *out, struct str s, size_t max)
{
	struct str shown = str_slice(s, 0, str_rune_start(s, max < s.n ? max : s.n)), line;

	while (pull_line(&shown, &line)) {
		buf_push_str(out, line);
		if (shown.n)
			buf_push_literal(out, "\n                      ");
	}
	if (s.n > max)
		buf_push_format(out, " ... (%zu bytes)", s.n);
}

static bool
is_empty(const struct article *article, const struct field *field)
{
	const void *member = field_of(article, field);

	switch (field->kind) {
	case FIELD_STR:
	case FIELD_URL:
		return !((const struct str *)member)->n;
	case FIELD_WHEN:
		return ((const struct when *)member)->precision == WHEN_NONE;
	case FIELD_INT:
	case FIELD_HASH:
		return !*(const int64_t *)member;
	case FIELD_DIGEST:
		return digest_is_zero(member);
	case FIELD_STRS:
		return !((const struct strs *)member)->count;
	case FIELD_DOC:
		return !((const struct doc *)member)->nodes;
	case FIELD_NOTES:
		return true; /* told stage by stage: see put_notes */
	}
	return true;
}

static void
put_strs(struct buf *out, const struct strs *list)
{
	for (size_t i = 0; i < list->count; i++) {
		if (i)
			buf_push_literal(out, " | ");
		buf_push_str(out, list->items[i]);
	}
}

static void
put_value(
    struct arena *arena, struct buf *out, const struct article *article, const struct field *field)
{
	const void *member = field_of(article, field);
	char hex[DIGEST_HEX + 1];
	struct html html;

	switch (field->kind) {
	case FIELD_STR:
	case FIELD_URL:
		put_text(out, *(const struct str *)member, TEXT_SHOWN);
		break;
	case FIELD_WHEN:
		when_push(out, *(const struct when *)member);
		break;
	case FIELD_INT:
		buf_push_int(out, *(const int64_t *)member);
		break;
	case FIELD_HASH:
		buf_push_format(out, "%016llx", (unsigned long long)*(const int64_t *)member);
		break;
	case FIELD_DIGEST:
		digest_hex(member, hex);
		buf_push_format(out, "%s", hex);
		break;
	case FIELD_STRS:
		put_strs(out, member);
		break;
	case FIELD_DOC:
		html = html_from_doc(arena, member, HTML_PRETTY, NULL, NULL);
		put_text(out, (struct str){ html.p, html.n }, TEXT_SHOWN);
		break;
	case FIELD_NOTES:
		break;
	}
}

static void
put_fields(struct stage_context *context, const char *stage, struct buf *out)
{
	for (size_t i = 0; i < article_field_count; i++) {
		const struct field *field = &article_fields[i];
		if (strcmp(field->stage, stage) != 0 || is_empty(context->article, field))
			continue;
		buf_push_format(out, "  %-18s  ", field->name);
		put_value(context->arena, out, context->article, field);
		buf_push_char(out, '\n');
	}
}

static void
put_notes(const struct notes *now, const struct notes *before, struct buf *out)
{
	for (unsigned code = 0; code < NOTE_MAX; code++)
		if (now->count[code] > before->count[code])
			buf_push_format(out, "  note %11s%3u x  %s\n", "",
			    now->count[code] - before->count[code],
			    note_row((enum note_code)code)->text);
}

static void
put_node(struct buf *out, const struct node *node, unsigned depth)
{
	const char *name = tag_row((enum tag)node->tag)->name;

	buf_push_format(out, "  %*s", 2 * (int)depth, "");
	if (node->tag == TAG_TEXT) {
		struct str line = str_trim(node->text);
		line.n = str_find_char(line, '\n', 0) >= 0 ? (size_t)str_find_char(line, '\n', 0)
							   : line.n;
		buf_push_literal(out, "\"");
		put_text(out, line, VALUE_SHOWN);
		buf_push_literal(out, "\"\n");
		return;
	}
	if (node->tag == TAG_UNKNOWN)
		buf_push_str(out, node->text);
	else
		buf_push_format(out, "%s", name);
	for (unsigned i = 0; i < node->attr_count; i++) {
		buf_push_char(out, ' ');
		buf_push_str(out, attr_row(node->attrs[i].name)->name);
		buf_push_char(out, '=');
		put_text(out, node->attrs[i].value, VALUE_SHOWN);
	}
	buf_push_char(out, '\n');
}

static unsigned
depth_of(const struct doc *doc, uint32_t node)
{
	unsigned depth = 0;

	for (; node; node = doc->nodes[node].parent)
		depth++;
	return depth;
}

/* The page as parsed; blank texts are left out. */
static void
put_page(const struct doc *page, struct buf *out)
{
	unsigned lines = 0;

	buf_push_format(out, "  %u nodes\n", page->count);
	for (uint32_t i = 1; i < page->count && lines < NODES_SHOWN; i++) {
		if (page->nodes[i].tag == TAG_TEXT && !str_trim(page->nodes[i].text).n)
			continue;
		put_node(out, &page->nodes[i], depth_of(page, i));
		lines++;
	}
	if (lines == NODES_SHOWN)
		buf_push_literal(out, "  ...\n");
}

static void
put_fault(struct buf *out, const char *stage, struct err err)
{
	const struct err_row *row = err_row(err.code);

	buf_push_format(out, "== %s\n  %s: %s%s%s, at byte %u\n", stage, row->name, row->text,
	    err.what ? ": " : "", err.what ? err.what : "", err.at);
}

void
article_explain(
    struct arena *arena, struct markup *markup, const struct question *question, struct buf *out)
{
	struct article article = { 0 };
	struct stage_context context = {
		.arena = arena, .markup = markup, .question = question, .article = &article
	};

	for (size_t i = 0; i < stage_count; i++) {
		struct notes before = article.notes;
		bool parsed = context.page.nodes;
		struct err err = stages[i].run(&context);
		if (err.code) {
			put_fault(out, stages[i].name, err);
			return;
		}
		buf_push_format(out, "== %s\n", stages[i].name);
		if (!parsed && context.page.nodes)
			put_page(&context.page, out);
		put_fields(&context, stages[i].name, out);
		put_notes(&article.notes, &before, out);
	}
}
