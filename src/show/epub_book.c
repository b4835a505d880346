#include "show/epub_book.h"

#include <stdlib.h>

#include "base/map.h"

enum {
	CHAPTER_MAX = 8 << 20, /* of markup; a longer article is no chapter of a book */
	LISTS_SHARE = 8, /* of the ceiling, one part in so many stays for what lists the rest */
	PICTURE_WIDTH_MAX = 800, /* pixels: what e-readers show, and more than phones do */
	DAY_S = 86400,
};

struct binding {
	struct archive *archive;
	const struct epub_wish *wish;
	struct epub epub;
	struct html_out out; /* of the chapter at hand */
	struct arena arena;  /* the same */
	struct buf markup;
	struct arena lasting;
	struct map shown; /* name of a picture -> 1 */
	size_t room;	  /* for chapters and pictures */
	struct epub_report report;
};

/* ---- order ---- */

static int64_t
local_day(int64_t seconds, int32_t zone_s)
{
	int64_t local = seconds + zone_s;

	return (local - (local < 0 ? DAY_S - 1 : 0)) / DAY_S;
}

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_time(const void *a, const void *b)
{
	const struct article_row *left = a, *right = b;
	int order = compare_numbers(left->time, right->time);

	return order ? order : compare_numbers(left->id, right->id);
}

static int
by_outlet(const void *a, const void *b)
{
	const struct article_row *left = a, *right = b;
	int order = str_compare(left->source_name, right->source_name);

	if (!order)
		order = compare_numbers(left->source, right->source);
	return order ? order : by_time(a, b);
}

/* The rows that become chapters, in their order. */
static struct article_rows
rows_ordered(struct arena *arena, const struct epub_wish *wish)
{
	size_t count = wish->rows.count < wish->most ? wish->rows.count : wish->most;
	struct article_rows rows = { arena_array(arena, struct article_row, count), count };

	if (!count)
		return rows;
	memcpy(rows.items, wish->rows.items, count * sizeof(*rows.items));
	if (wish->group != EPUB_FLAT)
		qsort(rows.items, count, sizeof(*rows.items),
		    wish->group == EPUB_BY_SOURCE ? by_outlet : by_time);
	return rows;
}

static int64_t
newest_capture(const struct article_rows *rows)
{
	int64_t newest = 0;

	for (size_t i = 0; i < rows->count; i++)
		if (rows->items[i].last_fetched > newest)
			newest = rows->items[i].last_fetched;
	return newest;
}

/* ---- pictures ---- */

static const struct print_row *
print_small(const struct print_rows *prints)
{
	const struct print_row *print =
	    print_choose(prints, PICTURE_PAGE_WIDTH, PICTURE_JPEG, false);

	/* what EPUB 3.2 knows */
	if (print && (print->width > PICTURE_WIDTH_MAX ||
			 (print->format != PICTURE_JPEG && print->format != PICTURE_PNG)))
		return NULL;
	return print;
}

static bool
picture_find(struct binding *binding, struct str url, struct print_rows *prints)
{
	struct picture_row row;
	struct url parsed;

	return !url_parse(binding->out.arena, url, NULL, &parsed).code &&
	       !picture_by_url(binding->archive, binding->out.arena, parsed, &row).code &&
	       !prints_list(binding->archive, row.id, prints).code && prints->count;
}

/* Puts the print into the book, unless it is there already; false where it has no room. */
static bool
picture_bind(struct binding *binding, const struct print_row *print, struct str name)
{
	bool is_new = false;
	struct raw bytes;

	if (map_find(&binding->shown, name))
		return true;
	if (binding->epub.zip.out->n + (size_t)print->size > binding->room / 2) {
		binding->report.pictures_named++;
		return false;
	}
	if (blob_read(binding->archive, binding->out.arena, print->blob, &bytes).code)
		return false;
	map_add(&binding->shown, str_copy(&binding->lasting, name), 1, &is_new);
	epub_picture(&binding->epub, name, str_from_c(picture_format_media(print->format)), bytes);
	binding->report.pictures++;
	return true;
}

/* What stands for the picture of this address; of none of ours nothing, and it is named. */
static struct html_picture
picture_of(void *context, struct str url)
{
	struct binding *binding = context;
	struct html_picture none = { 0 };
	struct print_rows prints = { 0 };
	const struct print_row *print;
	char hex[DIGEST_HEX + 1];
	struct str name;

	if (!binding->wish->pictures || !picture_find(binding, url, &prints) ||
	    !(print = print_small(&prints)))
		return none;
	digest_hex(&print->digest, hex);
	name = str_format(
	    binding->out.arena, "p%.16s.%s", hex, print->format == PICTURE_PNG ? "png" : "jpg");
	if (!picture_bind(binding, print, name))
		return none;
	return (struct html_picture){ .src = name, .width = print->width, .height = print->height };
}

/* ---- chapters ---- */

static bool
begins_section(const struct binding *binding, const struct article_rows *rows, size_t at)
{
	const struct article_row *row = &rows->items[at], *before = row - 1;
	int32_t zone_s = binding->epub.as->zone_s;

	switch (binding->wish->group) {
	case EPUB_BY_SOURCE:
		return !at || row->source != before->source;
	case EPUB_BY_DAY:
		return !at || local_day(row->time, zone_s) != local_day(before->time, zone_s);
	case EPUB_FLAT:
		break;
	}
	return false;
}

static void
section_begin(struct binding *binding, const struct article_row *row, struct str href)
{
	struct buf name CLEAN(buf_done) = { 0 };
	struct html_out out = binding->out;

	out.to = &name;
	if (binding->wish->group == EPUB_BY_SOURCE)
		epub_section(&binding->epub, said(&out, row->source_name, S("")), href);
	else {
		out_day_name(&out, local_day(row->time, out.zone_s));
		epub_section(&binding->epub, buf_str(&name), href);
	}
}

/* Writes one to binding->markup; false where it cannot be a chapter. */
static bool
chapter_make(struct binding *binding, const struct article_row *row, struct revision *revision)
{
	struct gallery gallery = {
		.archive = binding->archive, .image = picture_of, .context = binding
	};

	if (revision_get(binding->archive, binding->out.arena, row->id, 0, REVISION_BODY, revision)
		.code)
		return false;
	epub_chapter_write(&binding->out, row, revision, &gallery);
	return !binding->markup.err.code;
}

static void
chapter_bind(struct binding *binding, const struct article_row *row,
    const struct revision *revision, bool opens)
{
	const struct article *record = &revision->record;
	struct str href = str_format(binding->out.arena, "a%lld.xhtml", (long long)row->id);

	if (opens)
		section_begin(binding, row, href);
	epub_chapter(&binding->epub, href, said(&binding->out, record->headline, record->lang),
	    epub_lang(&binding->out, record->lang), &binding->markup);
	binding->report.articles++;
	if (record->rules > binding->report.rules)
		binding->report.rules = record->rules;
}

static bool
has_room(const struct binding *binding)
{
	return binding->epub.zip.out->n + binding->markup.n <= binding->room &&
	       binding->epub.zip.count < ZIP_FILES_MAX - 1000;
}

static struct err
chapters_bind(struct binding *binding, const struct article_rows *rows)
{
	const struct epub_wish *wish = binding->wish;
	bool opens = false;

	for (size_t i = 0; i < rows->count; i++) {
		struct revision revision = { 0 };

		arena_reset(&binding->arena);
		buf_reset(&binding->markup);
		opens = opens || begins_section(binding, rows, i);
		if (!chapter_make(binding, &rows->items[i], &revision)) {
			binding->report.unreadable++;
			continue;
		}
		if (!has_room(binding)) {
			binding->report.cut += (int64_t)(rows->count - i);
			break;
		}
		chapter_bind(binding, &rows->items[i], &revision, opens);
		opens = false;
		if (wish->progress &&
		    !wish->progress(wish->context, (int64_t)i + 1, (int64_t)rows->count))
			return err_new(ERR_INTERRUPTED, NULL);
	}
	return (struct err){ 0 };
}

/* ---- the first page ---- */

static void
front_count(struct html_out *out, enum word word, int64_t n)
{
	if (!n)
		return;
	out_put(out, "<p class=\"note\">");
	out_count(out, word, n);
	out_put(out, "</p>\n");
}

static void
front_write(struct binding *binding, struct html_out *out)
{
	const struct epub_report *report = &binding->report;

	epub_page_begin(out, binding->epub.title, tongue_lang(out->tongue));
	out_put(out, "<h1>");
	out_text(out, binding->epub.title);
	out_put(out, "</h1>\n<p>");
	out_count(out, WORD_N_ARTICLES, report->articles);
	if (binding->epub.modified) {
		out_dot(out);
		out_word(out, WORD_BOOK_NEWEST);
		out_put(out, " ");
		out_time(out, binding->epub.modified, TIME_ZONE);
	}
	out_put(out, "</p>\n<p>");
	out_word(out, WORD_BOOK_ABOUT);
	out_put(out, "</p>\n");
	if (out->converter) {
		out_put(out, "<p class=\"note\">");
		out_word(out, WORD_MACHINE);
		out_put(out, "</p>\n");
	}
	front_count(out, WORD_BOOK_CUT, report->cut ? report->articles : 0);
	front_count(out, WORD_BOOK_UNREADABLE, report->unreadable);
	front_count(out, WORD_BOOK_PICTURES, report->pictures_named);
	epub_page_end(out);
}

/* ---- the whole ---- */

struct err
epub_book(struct archive *archive, const struct html_out *as, const struct epub_wish *wish,
    struct buf *out, struct epub_report *report)
{
	struct article_rows rows = rows_ordered(as->arena, wish);
	size_t max = out->max ? out->max : BUF_MAX;
	struct binding binding = {
		.archive = archive,
		.wish = wish,
		.out = *as,
		.markup = { .max = CHAPTER_MAX },
		.room = max - max / LISTS_SHARE,
		.report = { .cut = (int64_t)(wish->rows.count - rows.count) },
	};
	struct err e, ended;

	binding.out.to = &binding.markup;
	binding.out.arena = &binding.arena;
	binding.shown.arena = &binding.lasting;
	epub_begin(&binding.epub, out, as, wish->title, newest_capture(&rows));
	e = chapters_bind(&binding, &rows);
	buf_reset(&binding.markup);
	front_write(&binding, &binding.out);
	ended = epub_end(&binding.epub, &binding.markup);
	*report = binding.report;
	buf_done(&binding.markup);
	arena_done(&binding.arena);
	arena_done(&binding.lasting);
	return e.code ? e : ended;
}
