/* What a form's fields make is a query that can be read, and never longer than they are together by much. */
#include <assert.h>

#include "search/search.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str
part(struct raw *rest)
{
	const unsigned char *end = memchr(rest->p, '\n', rest->n);
	struct str s = { (const char *)rest->p, end ? (size_t)(end - rest->p) : rest->n };

	rest->p += s.n + (end != NULL);
	rest->n -= s.n + (end != NULL);
	return s;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct raw rest = { data, size };
	struct arena arena = { 0 };
	struct query_parts parts = { 0 };
	struct query *query = NULL;
	struct str text;

	if (!size || utf8_valid_length(rest) != size)
		return 0;
	parts.title = data[0] & 1;
	parts.all = part(&rest);
	parts.phrase = part(&rest);
	parts.any = part(&rest);
	parts.none = part(&rest);
	text = query_compose(&arena, &parts);
	assert(utf8_valid_length(raw_from_str(text)) == text.n);
	(void)query_parse(&arena, text, 28800, &query);
	arena_done(&arena);
	return 0;
}
