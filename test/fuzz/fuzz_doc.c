#include <stdlib.h>

#include "record/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes as what a parser would say: a byte for the verb, then its name and its text. */
static void
say(struct doc_builder *builder, struct reader *reader)
{
	uint8_t verb = read_u8(reader), name = read_u8(reader);
	struct raw bytes = read_raw(reader, verb >> 4 < reader->rest.n ? verb >> 4 : reader->rest.n);
	struct str text = { (const char *)bytes.p, bytes.n };

	if (verb % 4 == 0 && builder->depth > 1)
		doc_close(builder);
	else if (verb % 4 == 1)
		doc_text(builder, text);
	else if (name % TAG_MAX > TAG_TEXT)
		doc_open(builder, name % TAG_MAX);
	if (verb % 4 == 3 && builder->doc.nodes[builder->doc.count - 1].tag != TAG_TEXT &&
	    builder->open[builder->depth - 1] == builder->doc.count - 1)
		doc_attr(builder, name % ATTR_MAX, text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct reader reader = reader_init((struct raw){ data, size });
	struct doc_builder builder;
	struct html html;
	struct doc doc;

	doc_begin(&builder, &arena);
	while (reader.rest.n)
		say(&builder, &reader);
	if (doc_finish(&builder, &doc).code)
		return 0;
	(void)doc_check(&doc);
	(void)doc_text_of(&arena, &doc, 0);
	html = html_from_doc(&arena, &doc, HTML_PRETTY, NULL, NULL);
	if (str_find_nocase((struct str){ html.p, html.n }, S("<script"), 0) >= 0)
		abort();
	return 0;
}
