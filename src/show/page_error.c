#include "show/page.h"
#include "show/pages.h"

/* What readers are told; every other code is our fault, and its details are for /admin/health and
 * the log. */
static const struct {
	enum err_code code;
	enum word title, advice;
} faults[] = {
	{ ERR_NOT_FOUND, WORD_NOT_FOUND, WORD_NOT_FOUND_HOW },
	{ ERR_USAGE, WORD_BAD_VALUE, WORD_BAD_VALUE_HOW },
	{ ERR_TOO_BIG, WORD_TOO_LONG, WORD_BAD_VALUE_HOW },
	{ ERR_METHOD, WORD_BAD_METHOD, WORD_BAD_METHOD_HOW },
	{ ERR_HOST, WORD_BAD_HOST, WORD_BAD_HOST_HOW },
	{ ERR_QUERY, WORD_QUERY_FAULT, WORD_BAD_VALUE_HOW },
	{ ERR_SLOW, WORD_TOO_SLOW, WORD_TOO_SLOW_HOW },
	{ ERR_ACCESS, WORD_REFUSED, WORD_REFUSED_HOW },
	{ ERR_LIMIT, WORD_TOO_MANY, WORD_TOO_MANY_HOW },
	{ ERR_BUSY, WORD_TOO_SLOW, WORD_TOO_SLOW_HOW },
	{ ERR_DAMAGE, WORD_DAMAGED, WORD_DAMAGED_HOW },
	{ ERR_DIGEST, WORD_DAMAGED, WORD_DAMAGED_HOW },
	{ ERR_NONE, WORD_OUR_FAULT, WORD_OUR_FAULT_HOW },
};

static size_t
fault_find(enum err_code code)
{
	size_t i = 0;

	while (faults[i].code != code && faults[i].code != ERR_NONE)
		i++;
	return i;
}

/* What is too large is the address, or what a hub pushes. */
static int
status_of(const struct request *request, struct err err)
{
	return err.code == ERR_TOO_BIG && !request->is_post ? 414 : err_row(err.code)->http;
}

static void
links_write(struct html_out *out)
{
	out_put(out, "<p class='tabs'>");
	link_word(out, WORD_TODAY, "/");
	link_word(out, WORD_SOURCES, "/sources");
	link_word(out, WORD_SEARCH, "/search");
	out_put(out, "</p>\n");
}

void
page_error(struct request *request, struct response *response, struct err err)
{
	size_t fault = fault_find(err.code);
	struct html_out *out = &response->out;

	/* The switch of scripts in the footer leads back here, so it names no address that a
	 * stranger made up. */
	request->path = S("/");
	request->query = S("");
	buf_reset(&response->body);
	response->status = status_of(request, err);
	response->cache = CACHE_NONE;
	page_begin(
	    response, &(struct page){ .title = word_text(faults[fault].title, request->tongue),
			  .section = WORD_MAX });
	out_put(out, "<h1>");
	out_word(out, faults[fault].title);
	out_put(out, "</h1>\n<p>");
	out_word(out, faults[fault].advice);
	out_put(out, "</p>\n");
	if (err.what && (err.code == ERR_USAGE || err.code == ERR_QUERY)) {
		out_put(out, "<p><code>");
		out_text(out, str_from_c(err.what));
		out_put(out, "</code></p>\n");
	}
	links_write(out);
	page_end(request, response);
}
