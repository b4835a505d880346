#include <stdlib.h>

#include "show/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line is the target, the second Host, the third Accept-Language; bytes of any kind, as a
 * stranger sends them. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct server_options options = { .public_readonly = true };
	struct request request = { .arena = &arena, .options = &options };
	struct ask ask = { .method = S("GET") };

	pull_line(&rest, &ask.target);
	pull_line(&rest, &ask.host);
	pull_line(&rest, &ask.accept_language);
	if (request_parse(&request, &ask).code || !request.route)
		return 0;
	/* what was understood is written so that it is understood the same */
	struct args again = { 0 };
	if (args_parse(&arena, str_from(request.query, 1), request.route->params, &again).code)
		abort();
	struct str query =
	    args_query(&arena, &again, request.route->params, PARAM_MAX, S(""), PARAM_MAX);
	if (!str_equal(query, request.query))
		abort();
	return 0;
}
