#include <stdio.h>

#include "show/page.h"
#include "show/pages.h"

enum { QUARANTINE_SHOWN = 200 };

static void
sizes_write(struct html_out *out, const struct archive_stats *stats)
{
	const struct {
		enum word word;
		int64_t bytes;
	} rows[] = {
		{ WORD_BYTES_INPUT, stats->input_bytes },
		{ WORD_BYTES_CAPTURES, stats->capture_bytes },
		{ WORD_BYTES_TEXTS, stats->body_bytes },
		{ WORD_BYTES_INDEX, stats->index_bytes },
		{ WORD_BYTES_FILE, stats->file_bytes },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		fact(out, rows[i].word);
		out_size(out, rows[i].bytes);
		out_put(out, "</dd>\n");
	}
}

static void
state_write(struct request *request, struct html_out *out, const struct archive_stats *stats)
{
	struct str holder = archive_lock_holder(request->arena, request->options->dir);

	out_put(out, "<dl>\n");
	fact(out, WORD_WRITER);
	if (holder.n)
		out_text(out, holder);
	else
		out_word(out, WORD_NOBODY);
	out_put(out, "</dd>\n");
	fact(out, WORD_ARTICLES);
	out_int(out, stats->articles);
	out_put(out, "</dd>\n");
	fact(out, WORD_REVISIONS);
	out_int(out, stats->revisions);
	out_put(out, "</dd>\n");
	fact(out, WORD_CAPTURES);
	out_int(out, stats->captures);
	out_put(out, "</dd>\n");
	sizes_write(out, stats);
	out_put(out, "</dl>\n");
}

/* A file's name is bytes of any kind; what is not UTF-8 is shown as U+FFFD. */
static void
out_name(struct html_out *out, struct raw name)
{
	while (name.n) {
		size_t good = utf8_valid_length(name);

		out_text(out, (struct str){ (const char *)name.p, good });
		name.p += good, name.n -= good;
		if (!name.n)
			return;
		out_put(out, "\xef\xbf\xbd");
		name.p++, name.n--;
	}
}

static void
capture_row(struct html_out *out, const struct capture *capture)
{
	enum err_code code = ERR_NONE;
	char name[64];

	snprintf(name, sizeof(name), "%.*s", STR_ARGS(capture->fault));
	code = err_code_from_name(name);
	out_put(out, "<tr><td class='n'>");
	out_int(out, capture->id);
	out_put(out, "</td><th scope='row'>");
	out_name(out, capture->name);
	out_put(out, "</th><td>");
	out_text(out, str_from_c(err_row(code)->text));
	if (capture->fault_what.n) {
		out_put(out, ": ");
		out_text(out, capture->fault_what);
	}
	out_put(out, "</td><td class='n'>");
	out_int(out, capture->fault_at);
	out_put(out, "</td></tr>\n");
}

static void
quarantine_write(struct html_out *out, const struct captures *captures, int64_t bad)
{
	out_put(out, "<h2>");
	out_word(out, WORD_QUARANTINED);
	out_put(out, ": ");
	out_int(out, bad);
	out_put(out, "</h2>\n");
	if (!captures->count)
		return;
	out_put(out, "<div class='wide' tabindex='0' role='region' aria-label=\"");
	html_attr(out->to, word_text(WORD_QUARANTINED, out->tongue));
	out_put(out, "\"><table>\n<thead><tr><th scope='col'>#</th><th scope='col'>");
	out_word(out, WORD_FILE);
	out_put(out, "</th><th scope='col'>");
	out_word(out, WORD_REASON);
	out_put(out, "</th><th scope='col'>");
	out_word(out, WORD_BYTE);
	out_put(out, "</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < captures->count; i++)
		capture_row(out, &captures->items[i]);
	out_put(out, "</tbody></table></div>\n");
}

struct err
page_health(struct request *request, struct response *response)
{
	struct archive *archive = request->clerk->archive;
	struct archive_stats stats;
	struct captures captures = { 0 };
	struct html_out *out;
	struct err e = clerk_stats(request->clerk, &stats);

	if (!e.code)
		e = captures_list(
		    archive, request->arena, CAPTURES_QUARANTINED, 0, QUARANTINE_SHOWN, &captures);
	if (e.code)
		return e;
	out = page_begin(response, &(struct page){ .title = word_text(WORD_HEALTH, request->tongue),
				       .section = WORD_MAX });
	out_put(out, "<h1>");
	out_word(out, WORD_HEALTH);
	out_put(out, "</h1>\n");
	state_write(request, out, &stats);
	quarantine_write(out, &captures, stats.bad);
	page_end(request, response);
	return e;
}
