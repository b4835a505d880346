#include <stdlib.h>

#include "text/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must_parse_to(struct arena *arena, struct str s, struct url want)
{
	struct url url;

	if (url_parse(arena, s, NULL, &url).code || !str_equal(url_str(url), url_str(want)))
		abort();
}

/* What was normalised stays as it is; what people are shown leads to the same place. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str s = { (const char *)data, utf8_valid_length((struct raw){ data, size }) }, proxy;
	struct url base, url, shorter;

	if (url_parse(&arena, S("http://example.org/a/b?c"), NULL, &base).code || url_parse(&arena, s, &base, &url).code)
		return 0;
	must_parse_to(&arena, url_str(url), url);
	must_parse_to(&arena, url_display(&arena, url), url);
	shorter = url_without_tracking(&arena, url);
	must_parse_to(&arena, url_str(shorter), shorter);
	shorter = url_unproxied(&arena, url, &proxy);
	must_parse_to(&arena, url_str(shorter), shorter);
	if (!url_key(&arena, url).n || !url_host(url).n || url_path(url).p[0] != '/')
		abort();
	return 0;
}
