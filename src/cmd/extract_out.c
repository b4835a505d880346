#include "cmd/extract.h"
#include "record/html.h"
#include "show/json_out.h"

/* ---- for programs ---- */

static void
put_some(struct json *json, const char *key, struct str value)
{
	json_str(json, key, value.n ? value : STR_END);
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
	extracted_json_head(arena, &json, extracted);
	json_double(&json, "confidence", (double)extracted->confidence / CONFIDENCE_ALL, 3);
	json_str(&json, "rule", extracted->rule);
	if (extracted->remarks.count)
		extracted_put_strs(&json, "remarks", &extracted->remarks);
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
put_kind(struct term *out, const struct extracted *extracted)
{
	if (extracted->kind == PAGE_ARTICLE)
		return;
	extracted_put_line(out, "kind", str_from_c(page_kind_name(extracted->kind)), extracted->kind_evidence);
}

static void
print_remarks(struct term *out, const struct extracted *extracted)
{
	for (size_t i = 0; i < extracted->remarks.count; i++)
		extracted_put_line(out, "rules", extracted->remarks.items[i], S(""));
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
	struct term *out = &context->out;

	extracted_print_head(out, extracted);
	extracted_put_line(out, "next", extracted->next, S(""));
	extracted_put_line(out, "whole", extracted->whole, S(""));
	put_kind(out, extracted);
	extracted_put_line(out, "found by", extracted->rule, S(""));
	print_remarks(out, extracted);
	term_put(out, "%-12s %d %%\n\n", "confidence", (int)(extracted->confidence * 100 / CONFIDENCE_ALL));
	if (extracted->count)
		print_blocks(out, extracted);
	else
		term_lines(&out->buf, extracted->plain);
	term_put(out, "\n");
}
