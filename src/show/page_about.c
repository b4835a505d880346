#include "show/page.h"
#include "show/pages.h"

static void
counts_write(struct html_out *out, const struct archive_stats *stats)
{
	const struct {
		enum word word;
		int64_t n;
	} rows[] = {
		{ WORD_ARTICLES, stats->articles },
		{ WORD_REVISIONS, stats->revisions },
		{ WORD_CAPTURES, stats->captures },
		{ WORD_SOURCES, stats->sources },
		{ WORD_QUARANTINED, stats->bad },
	};

	out_put(out, "<dl>\n");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		fact(out, rows[i].word);
		out_int(out, rows[i].n);
		out_put(out, "</dd>\n");
	}
	fact(out, WORD_SPAN);
	out_time(out, stats->oldest, TIME_DAY);
	out_put(out, " – ");
	out_time(out, stats->newest, TIME_DAY);
	out_put(out, "</dd>\n</dl>\n");
}

struct err
page_about(struct request *request, struct response *response)
{
	static const enum word paragraphs[] = { WORD_ABOUT_WHAT, WORD_ABOUT_KEPT, WORD_ABOUT_SCRIPT,
		WORD_ABOUT_READER };
	struct archive_stats stats;
	struct err e = clerk_stats(request->clerk, &stats);
	struct html_out *out;

	if (e.code)
		return e;
	out = page_begin(response,
	    &(struct page){ .title = word_text(WORD_ABOUT, request->tongue), .section = WORD_MAX });
	out_put(out, "<h1>");
	out_word(out, WORD_ABOUT);
	out_put(out, "</h1>\n");
	for (size_t i = 0; i < LENGTH(paragraphs); i++) {
		out_put(out, "<p>");
		out_word(out, paragraphs[i]);
		out_put(out, "</p>\n");
	}
	counts_write(out, &stats);
	out_put(out, "<p class='meta'>xinshi " VERSION "</p>\n");
	page_end(request, response);
	return e;
}
