#include <assert.h>

#include "search/query.h"
#include "text/charset.h"

/* A query, then a line break and a text: what is understood is understood again from its own words,
 * and marks lie in the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf match CLEAN(buf_done) = { 0 };
	struct query *query, *again;
	struct marked marked;
	struct str text, typed;

	if (text_from_utf8((struct raw){ data, size }, &text).code ||
	    !pull_field(&text, '\n', &typed))
		return 0;
	if (query_parse(&arena, typed, 0, &query).code)
		return 0;
	query_push_match(&match, query);
	query_mark(&arena, query, text, &marked);
	assert(marked.count == 0 || marked.marks[marked.count - 1].to <= text.n);
	query_snippet(&arena, query, text, &marked);
	assert(utf8_valid_length(raw_from_str(marked.text)) == marked.text.n);
	again = query;
	if (query_parse(&arena, query_text(&arena, query), 0, &again).code == ERR_NONE)
		assert(query_is_empty(query) == query_is_empty(again));
	return 0;
}
