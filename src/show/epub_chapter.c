/* epub_chapter.c: one article as a page of a book: headline, where and when, the text, and the
 * record under it. */
#include "show/body.h"
#include "show/epub_book.h"
#include "show/page.h"

static void
heading(struct html_out *out, const struct article_row *row, const struct article *record)
{
	out_put(out, "<h1>");
	out_text(out, epub_title(out, said(out, record->headline, record->lang)));
	out_put(out, "</h1>\n<p class=\"meta\">");
	out_said(out, row->source_name, S(""));
	if (record->published.precision != WHEN_NONE) {
		out_dot(out);
		out_when(out, record->published, row->source_zone_s);
	}
	for (size_t i = 0; i < record->authors.count; i++) {
		out_dot(out);
		out_said(out, record->authors.items[i], record->lang);
	}
	out_put(out, "</p>\n");
	if (record->deck.n) {
		out_put(out, "<p><strong>");
		out_said(out, record->deck, record->lang);
		out_put(out, "</strong></p>\n");
	}
}

static void
note_word(struct html_out *out, enum word word)
{
	out_put(out, "<p class=\"note\">");
	out_word(out, word);
	out_put(out, "</p>\n");
}

/* ---- the record ---- */

static void
dates_facts(struct html_out *out, const struct article_row *row, const struct revision *revision)
{
	const struct article *record = &revision->record;

	if (record->published.precision != WHEN_NONE) {
		fact(out, WORD_PUBLISHED);
		out_when(out, record->published, row->source_zone_s);
		out_put(out, "</dd>\n");
	}
	if (record->updated.precision != WHEN_NONE) {
		fact(out, WORD_UPDATED);
		out_when(out, record->updated, row->source_zone_s);
		out_put(out, "</dd>\n");
	}
	fact(out, WORD_CAPTURED);
	out_time(out, revision->fetched, TIME_ZONE);
	out_put(out, "</dd>\n");
}

static void
tags_fact(struct html_out *out, const struct article *record)
{
	if (!record->tags.count)
		return;
	fact(out, WORD_TAGS);
	for (size_t i = 0; i < record->tags.count; i++) {
		if (i)
			out_dot(out);
		out_said(out, record->tags.items[i], record->lang);
	}
	out_put(out, "</dd>\n");
}

static struct str
address_shown(struct html_out *out, const struct article_row *row, const struct article *record)
{
	return record->url.n ? url_display(out->arena, record->url) : row->url;
}

static void
original_fact(struct html_out *out, const struct article_row *row, const struct article *record)
{
	struct url url;

	fact(out, WORD_ORIGINAL);
	if (url_parse(out->arena, record->url.n ? url_str(record->url) : row->url, NULL, &url).code)
		out_text(out, row->url);
	else {
		out_put(out, "<a");
		out_href_url(out, url_str(url));
		out_put(out, ">");
		out_text(out, address_shown(out, row, record));
		out_put(out, "</a>");
	}
	out_put(out, "</dd>\n");
}

/* As published, in any script: what is quoted is what was captured. */
static void
cite_fact(struct html_out *out, const struct article_row *row, const struct revision *revision,
    const char *hex)
{
	const struct article *record = &revision->record;

	fact(out, WORD_CITE);
	out_text(out, record->headline);
	out_put(out, ". ");
	out_text(out, row->source_name);
	if (record->published.precision != WHEN_NONE) {
		out_put(out, ", ");
		when_push(out->to, record->published);
	}
	out_put(out, ". ");
	out_text(out, address_shown(out, row, record));
	out_put(out, ". ");
	when_push_utc(out->to, revision->fetched);
	buf_push_format(out->to, ", SHA-256 %.16s…</dd>\n", hex);
}

static void
record_section(struct html_out *out, const struct article_row *row, const struct revision *revision)
{
	char hex[DIGEST_HEX + 1];
	struct str lang = tongue_lang(out->tongue);

	digest_hex(&revision->capture_digest, hex);
	buf_push_format(out->to, "<section class=\"facts\" xml:lang=\"%.*s\" lang=\"%.*s\"><h2>",
	    STR_ARGS(lang), STR_ARGS(lang));
	out_word(out, WORD_RECORD);
	out_put(out, "</h2>\n<dl>\n");
	original_fact(out, row, &revision->record);
	dates_facts(out, row, revision);
	tags_fact(out, &revision->record);
	fact(out, WORD_DIGEST);
	buf_push_format(out->to, "<code>%s</code></dd>\n", hex);
	cite_fact(out, row, revision, hex);
	out_put(out, "</dl>\n</section>\n");
}

void
epub_chapter_write(struct html_out *out, const struct article_row *row,
    const struct revision *revision, const struct gallery *gallery)
{
	const struct article *record = &revision->record;

	epub_page_begin(out, epub_title(out, said(out, record->headline, record->lang)),
	    epub_lang(out, record->lang));
	heading(out, row, record);
	if (epub_is_converted(out, record->lang))
		note_word(out, WORD_MACHINE);
	body_write(
	    out, &record->doc, record->lang, gallery, NULL, HTML_XHTML | HTML_PRETTY | HTML_BOOK);
	if (!record->text.n)
		note_word(out, WORD_NO_TEXT);
	record_section(out, row, revision);
	epub_page_end(out);
}
