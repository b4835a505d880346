#include "show/page.h"
#include "show/pages.h"
#include "store/feeds.h"

static const struct {
	const char *suffix, *name;
} formats[] = { { "atom", "Atom" }, { "rss", "RSS" }, { "json", "JSON Feed" } };

static void
feed_row(struct html_out *out, struct str name, enum word kind, struct str path)
{
	out_put(out, "<tr><th scope='row'>");
	out_said(out, name, S(""));
	if (kind != WORD_MAX) {
		out_put(out, " <small>");
		out_word(out, kind);
		out_put(out, "</small>");
	}
	out_put(out, "</th>");
	for (size_t i = 0; i < LENGTH(formats); i++) {
		out_put(out, "<td><a");
		out_href(out, "/feed/%.*s.%s", STR_ARGS(path), formats[i].suffix);
		buf_push_format(out->to, ">%s</a></td>", formats[i].name);
	}
	out_put(out, "</tr>\n");
}

struct err
page_feeds(struct request *request, struct response *response)
{
	struct sources sources;
	struct strs labels = { 0 };
	struct err e = sources_names(request->clerk->archive, request->arena, &sources);
	struct html_out *out;

	if (!e.code)
		e = feeds_labels(request->clerk->archive, request->arena, &labels);
	if (e.code)
		return e;
	out = page_begin(response, &(struct page){ .title = word_text(WORD_FEEDS, request->tongue),
				       .section = WORD_FEEDS });
	out_put(out, "<h1>");
	out_word(out, WORD_FEEDS);
	out_put(out, "</h1>\n<p>");
	out_word(out, WORD_FEEDS_WHAT);
	out_put(out, "</p>\n<p class='tabs'>");
	link_word(out, WORD_FEEDS_OPML, "/feeds.opml");
	out_put(out, "</p>\n<div class='wide' tabindex='0' role='region' aria-label=\"");
	html_attr(out->to, word_text(WORD_FEEDS, out->tongue));
	out_put(out, "\"><table><tbody>\n");
	feed_row(out, word_text(WORD_ALL, out->tongue), WORD_MAX, S("all"));
	feed_row(out, word_text(WORD_CHANGES, out->tongue), WORD_MAX, S("changes"));
	for (size_t i = 0; i < labels.count; i++)
		feed_row(out, labels.items[i], WORD_LABEL,
		    str_join(request->arena, S("label/"),
			percent_encode(request->arena, labels.items[i]), STR_END));
	for (size_t i = 0; i < sources.count; i++)
		feed_row(out, sources.items[i].name, WORD_MAX,
		    str_join(request->arena, S("source/"),
			percent_encode(request->arena, sources.items[i].slug), STR_END));
	out_put(out, "</tbody></table></div>\n<p>");
	out_word(out, WORD_FEEDS_SEARCH);
	out_put(out, "</p>\n");
	page_end(request, response);
	return e;
}
