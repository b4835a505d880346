#include "show/epub.h"

enum { LANGS_MAX = 8, LANG_MAX = 35 };

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char style[] =
    "body{line-height:1.7;margin:0 5%;overflow-wrap:anywhere}\n"
    "h1,h2,h3{line-height:1.3;page-break-after:avoid}\n"
    "p{margin:0 0 1em}\n"
    "img{max-width:100%;height:auto}\n"
    "figure{margin:1em 0}\n"
    "figcaption,.meta,.facts{font-size:.85em}\n"
    ".facts{border-top:1px solid;margin-top:2em;padding-top:.5em;page-break-inside:avoid}\n"
    ".note{border-left:3px solid;padding-left:.7em}\n"
    "dt{font-weight:bold}\ndd{margin:0 0 .5em}\n"
    "table{border-collapse:collapse}\ntd,th{border:1px solid;padding:.2em .4em}\n"
    "nav ol{padding-left:1.2em}\n";

static const char container[] =
    XML_HEAD "<container version=\"1.0\" "
	     "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
	     "<rootfile full-path=\"EPUB/content.opf\" "
	     "media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";

/* ---- languages and titles ---- */

/* The shape of RFC 5646, 2.1, as far as a reader would look: letters, then parts of letters and
 * digits. */
static bool
is_tag(struct str lang)
{
	struct str part;

	if (!lang.n || lang.n > LANG_MAX || lang.p[lang.n - 1] == '-')
		return false;
	for (bool first = true; pull_field(&lang, '-', &part); first = false) {
		if (part.n > 8 || part.n < (first ? 2 : 1) || (first && part.n > 3))
			return false;
		for (size_t i = 0; i < part.n; i++)
			if (!char_is_alpha(part.p[i]) && (first || !char_is_digit(part.p[i])))
				return false;
	}
	return true;
}

bool
epub_is_converted(const struct html_out *out, struct str lang)
{
	return out->converter &&
	       (!lang.n || str_starts_nocase(lang, S("zh")) || str_equal(lang, S("und")));
}

struct str
epub_lang(const struct html_out *out, struct str lang)
{
	if (epub_is_converted(out, lang))
		return script_lang(out->script);
	return is_tag(lang) ? lang : S("und");
}

struct str
epub_title(const struct html_out *out, struct str title)
{
	struct str rest = title;
	uint32_t rune;

	while (pull_rune(&rest, &rune))
		if (rune > ' ' && rune != 0x7f && rune != 0xa0 && rune != 0x3000)
			return title;
	return word_text(WORD_NO_TITLE, out->tongue);
}

static void
push_lang(struct buf *out, struct str lang)
{
	buf_push_literal(out, " xml:lang=\"");
	html_attr(out, lang);
	buf_push_literal(out, "\" lang=\"");
	html_attr(out, lang);
	buf_push_char(out, '"');
}

void
epub_page_begin(struct html_out *out, struct str title, struct str lang)
{
	out_put(out, XML_HEAD "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
			      "xmlns:epub=\"http://www.idpf.org/2007/ops\"");
	push_lang(out->to, lang);
	out_put(out, ">\n<head><meta charset=\"utf-8\"/><title>");
	out_text(out, title);
	out_put(out, "</title><link rel=\"stylesheet\" type=\"text/css\" "
		     "href=\"style.css\"/></head>\n<body>\n");
}

void
epub_page_end(struct html_out *out)
{
	out_put(out, "</body>\n</html>\n");
}

/* ---- files ---- */

static void
file_put(struct epub *epub, struct str name, struct raw bytes, enum zip_method method)
{
	struct buf path CLEAN(buf_done) = { 0 };

	buf_push_literal(&path, "EPUB/");
	buf_push_str(&path, name);
	digest_add(&epub->state, raw_from_str(name));
	digest_add(&epub->state, (struct raw){ (const unsigned char *)"", 1 });
	digest_add(&epub->state, bytes);
	zip_put(&epub->zip, buf_str(&path), bytes, method);
}

/* An item of the package; its id is its name, which holds nothing that an id may not. */
static void
item_put(struct epub *epub, struct str href, struct str media, const char *more)
{
	buf_push_literal(&epub->manifest, "<item id=\"");
	for (size_t i = 0; i < href.n; i++)
		buf_push_char(&epub->manifest, href.p[i] == '/' ? '-' : href.p[i]);
	buf_push_format(&epub->manifest, "\" href=\"%.*s\" media-type=\"%.*s\"%s/>\n",
	    STR_ARGS(href), STR_ARGS(media), more);
}

void
epub_begin(struct epub *epub, struct buf *out, const struct html_out *as, struct str title,
    int64_t modified)
{
	*epub = (struct epub){ .as = as, .title = epub_title(as, title), .modified = modified };
	digest_init(&epub->state);
	zip_begin(&epub->zip, out, modified);
	zip_put(&epub->zip, S("mimetype"), raw_from_str(S("application/epub+zip")), ZIP_STORED);
	zip_put(&epub->zip, S("META-INF/container.xml"), raw_from_str(str_from_c(container)),
	    ZIP_DEFLATED);
	file_put(epub, S("style.css"), raw_from_str(str_from_c(style)), ZIP_DEFLATED);
	item_put(epub, S("style.css"), S("text/css"), "");
}

/* ---- chapters ---- */

static void
point_open(struct epub *epub, struct str name, struct str href)
{
	epub->points++;
	buf_push_format(&epub->ncx, "<navPoint id=\"n%d\"><navLabel><text>", epub->points);
	html_text(&epub->ncx, name);
	buf_push_format(&epub->ncx, "</text></navLabel><content src=\"%.*s\"/>", STR_ARGS(href));
}

static void
section_close(struct epub *epub)
{
	if (!epub->in_section)
		return;
	buf_push_literal(&epub->nav, "</ol></li>\n");
	buf_push_literal(&epub->ncx, "</navPoint>\n");
	epub->in_section = false;
}

void
epub_section(struct epub *epub, struct str name, struct str href)
{
	section_close(epub);
	name = epub_title(epub->as, name);
	buf_push_literal(&epub->nav, "<li><span>");
	html_text(&epub->nav, name);
	buf_push_literal(&epub->nav, "</span><ol>\n");
	point_open(epub, name, href);
	epub->in_section = true;
}

/* dc:language, each once; the first is the book's. */
static void
lang_add(struct epub *epub, struct str lang)
{
	struct buf element CLEAN(buf_done) = { 0 };

	if (epub->lang_count == LANGS_MAX)
		return;
	buf_push_literal(&element, "<dc:language>");
	html_text(&element, lang);
	buf_push_literal(&element, "</dc:language>\n");
	if (str_find(buf_str(&epub->langs), buf_str(&element), 0) >= 0)
		return;
	buf_push_str(&epub->langs, buf_str(&element));
	epub->lang_count++;
}

static void
page_put(struct epub *epub, struct str href, struct buf *markup)
{
	if (markup->err.code)
		buf_fail(epub->zip.out, markup->err);
	file_put(epub, href, buf_raw(markup), ZIP_DEFLATED);
}

void
epub_chapter(
    struct epub *epub, struct str href, struct str title, struct str lang, struct buf *markup)
{
	title = epub_title(epub->as, title);
	page_put(epub, href, markup);
	item_put(epub, href, S("application/xhtml+xml"), "");
	buf_push_format(&epub->spine, "<itemref idref=\"%.*s\"/>\n", STR_ARGS(href));
	buf_push_format(&epub->nav, "<li><a href=\"%.*s\"", STR_ARGS(href));
	push_lang(&epub->nav, lang);
	buf_push_literal(&epub->nav, ">");
	html_text(&epub->nav, title);
	buf_push_literal(&epub->nav, "</a></li>\n");
	point_open(epub, title, href);
	buf_push_literal(&epub->ncx, "</navPoint>\n");
	lang_add(epub, lang);
}

void
epub_picture(struct epub *epub, struct str href, struct str media, struct raw bytes)
{
	file_put(epub, href, bytes, ZIP_STORED);
	item_put(epub, href, media, "");
}

/* ---- what lists the rest ---- */

static void
front_put(struct epub *epub, struct buf *front)
{
	page_put(epub, S("front.xhtml"), front);
	item_put(epub, S("front.xhtml"), S("application/xhtml+xml"), "");
}

static void
nav_put(struct epub *epub)
{
	struct buf page CLEAN(buf_done) = { 0 };
	struct html_out out = *epub->as;

	out.to = &page;
	epub_page_begin(&out, epub->title, tongue_lang(out.tongue));
	out_put(&out, "<nav epub:type=\"toc\" id=\"toc\"><h1>");
	out_word(&out, WORD_CONTENTS);
	out_put(&out, "</h1>\n<ol>\n<li><a href=\"front.xhtml\">");
	out_text(&out, epub->title);
	out_put(&out, "</a></li>\n");
	buf_push_str(&page, buf_str(&epub->nav));
	out_put(&out, "</ol></nav>\n");
	epub_page_end(&out);
	page_put(epub, S("nav.xhtml"), &page);
	item_put(epub, S("nav.xhtml"), S("application/xhtml+xml"), " properties=\"nav\"");
}

/* A UUID of our own making (RFC 9562, version 8): the first bytes of the digest. */
static void
identifier_make(struct epub *epub, struct buf *out)
{
	struct digest digest = digest_final(&epub->state);
	static const size_t ends[] = { 4, 6, 8, 10, 16 };
	size_t at = 0;

	digest.b[6] = (uint8_t)((digest.b[6] & 0x0f) | 0x80);
	digest.b[8] = (uint8_t)((digest.b[8] & 0x3f) | 0x80);
	buf_push_literal(out, "urn:uuid:");
	for (size_t i = 0; i < LENGTH(ends); at = ends[i++]) {
		if (i)
			buf_push_char(out, '-');
		buf_push_hex(out, (struct raw){ digest.b + at, ends[i] - at });
	}
}

static void
ncx_put(struct epub *epub, struct str identifier)
{
	struct buf ncx CLEAN(buf_done) = { 0 };

	buf_push_literal(
	    &ncx, XML_HEAD "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
			   "version=\"2005-1\">\n<head><meta name=\"dtb:uid\" content=\"");
	html_attr(&ncx, identifier);
	buf_push_literal(&ncx, "\"/></head>\n<docTitle><text>");
	html_text(&ncx, epub->title);
	buf_push_literal(
	    &ncx, "</text></docTitle>\n<navMap>\n<navPoint id=\"n0\"><navLabel><text>");
	html_text(&ncx, epub->title);
	buf_push_literal(&ncx, "</text></navLabel><content src=\"front.xhtml\"/></navPoint>\n");
	buf_push_str(&ncx, buf_str(&epub->ncx));
	buf_push_literal(&ncx, "</navMap>\n</ncx>\n");
	zip_put(&epub->zip, S("EPUB/toc.ncx"), buf_raw(&ncx), ZIP_DEFLATED);
	item_put(epub, S("toc.ncx"), S("application/x-dtbncx+xml"), "");
}

static void
package_put(struct epub *epub, struct str identifier)
{
	struct buf opf CLEAN(buf_done) = { 0 };

	buf_push_literal(&opf, XML_HEAD
	    "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
	    "unique-identifier=\"id\">\n"
	    "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier id=\"id\">");
	html_text(&opf, identifier);
	buf_push_literal(&opf, "</dc:identifier>\n<dc:title>");
	html_text(&opf, epub->title);
	buf_push_literal(&opf, "</dc:title>\n<dc:creator>");
	html_text(&opf, word_text(WORD_NAME, epub->as->tongue));
	buf_push_literal(&opf, "</dc:creator>\n");
	if (!epub->langs.n)
		lang_add(epub, tongue_lang(epub->as->tongue));
	buf_push_str(&opf, buf_str(&epub->langs));
	buf_push_literal(&opf, "<meta property=\"dcterms:modified\">");
	when_push_utc(&opf, epub->modified);
	buf_push_literal(&opf, "</meta>\n</metadata>\n<manifest>\n");
	buf_push_str(&opf, buf_str(&epub->manifest));
	buf_push_literal(&opf,
	    "</manifest>\n<spine toc=\"toc.ncx\">\n<itemref idref=\"front.xhtml\"/>\n"
	    "<itemref idref=\"nav.xhtml\"/>\n");
	buf_push_str(&opf, buf_str(&epub->spine));
	buf_push_literal(&opf, "</spine>\n</package>\n");
	zip_put(&epub->zip, S("EPUB/content.opf"), buf_raw(&opf), ZIP_DEFLATED);
}

struct err
epub_end(struct epub *epub, struct buf *front)
{
	struct buf identifier CLEAN(buf_done) = { 0 };
	struct buf *lists[] = { &epub->manifest, &epub->spine, &epub->nav, &epub->ncx,
		&epub->langs };

	section_close(epub);
	front_put(epub, front);
	nav_put(epub);
	identifier_make(epub, &identifier);
	ncx_put(epub, buf_str(&identifier));
	package_put(epub, buf_str(&identifier));
	for (size_t i = 0; i < LENGTH(lists); i++) {
		if (lists[i]->err.code)
			buf_fail(epub->zip.out, lists[i]->err);
		buf_done(lists[i]);
	}
	return zip_end(&epub->zip);
}
