/* mirror_about.c: what these files are; what all pages share; the whole of it. */
#include "show/mirror_work.h"
#include "show/style.h"

static struct err
file_put(struct mirror *mirror, struct str name, enum mirror_kind kind, struct raw bytes)
{
	if (!unit_begin(mirror, name, (uint64_t)kind))
		return (struct err){ 0 };
	return unit_put(mirror, &(struct mirror_file){ .name = name, .kind = kind }, bytes);
}

static struct err
icon_put(struct mirror *mirror)
{
	if (!unit_begin(mirror, S("favicon.ico"), 1))
		return (struct err){ 0 };
	return page_put(mirror, S("/favicon.ico"), 0);
}

static void
facts_write(struct mirror *mirror, struct html_out *out)
{
	const struct shelf *shelf = &mirror->shelf;

	out_put(out, "<dl>\n");
	fact(out, WORD_ARTICLES);
	out_int(out, (int64_t)shelf->count);
	out_put(out, "</dd>\n");
	if (shelf->count) {
		fact(out, WORD_SPAN);
		out_time(out, shelf->items[shelf->by_time[0]].row.time, TIME_DAY);
		out_put(out, " – ");
		out_time(out, shelf->items[shelf->by_time[shelf->count - 1]].row.time, TIME_DAY);
		out_put(out, "</dd>\n");
	}
	out_put(out, "</dl>\n");
}

struct err
mirror_about(struct mirror *mirror)
{
	static const enum word paragraphs[] = { WORD_FILES_ABOUT, WORD_FILES_SEARCH_HOW,
		WORD_ABOUT_KEPT };
	struct sheet sheet;
	uint64_t key = mirror->shelf.count;
	struct err e = file_put(mirror, S("style.css"), MIRROR_STYLE, raw_from_str(style_sheet()));

	if (!e.code)
		e = icon_put(mirror);
	key_add(&key, (uint64_t)mirror->shelf.captured);
	if (e.code || !unit_begin(mirror, S("about.html"), key))
		return e;
	sheet_begin(mirror, &sheet, S("about.html"), word_text(WORD_ABOUT, mirror->tongue),
	    WORD_MAX, mirror->shelf.captured);
	out_put(sheet.out, "<h1>");
	out_text(sheet.out, sheet.title);
	out_put(sheet.out, "</h1>\n");
	for (size_t i = 0; i < LENGTH(paragraphs); i++) {
		out_put(sheet.out, "<p>");
		out_word(sheet.out, paragraphs[i]);
		out_put(sheet.out, "</p>\n");
	}
	facts_write(mirror, sheet.out);
	out_put(sheet.out, "<p class='meta'>xinshi " VERSION "</p>\n");
	return sheet_put(mirror, &sheet);
}
