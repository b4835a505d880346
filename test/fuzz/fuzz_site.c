#include <stdlib.h>

#include "main/webarticle.h"
#include "read/markup.h"
#include "record/wire.h"
#include "refine/site.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Rules and page both out of the input, parted by a NUL.  Whatever they say, what comes of it is an
 * article that the archive would take; and rules rewritten as ours are read without a word. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct markup *markup;
	static struct page_words *words;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct str rules = { (const char *)data, utf8_valid_length((struct raw){ data, size }) },
		   ours;
	struct extract_question question = { .url = S("https://a.example/1"),
		.rules_name = S("fuzz") };
	struct site_remarks remarks = { .arena = &arena };
	struct extracted extracted;
	struct site site;

	if (!markup && markup_open(MARKUP_MYHTML, &markup).code)
		abort();
	words = words ? words : page_words_open();
	pull_field(&rules, 0, &question.rules);
	question.bytes = raw_from_str(rules);
	if (!webarticle_read(&arena, markup, words, &question, &extracted).code) {
		wire_put_extracted(&wire, &extracted);
		if (wire_get_extracted(&arena, buf_raw(&wire), &extracted).code)
			abort();
	}
	ours = site_import(&arena, question.rules, &remarks);
	remarks.count = 0;
	site_read(&arena, ours, &site, &remarks);
	for (size_t i = 0; i < remarks.count; i++)
		if (!str_starts(remarks.items[i].what, S("note: ")))
			abort();
	return 0;
}
