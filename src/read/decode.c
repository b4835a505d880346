#include "read/article_json.h"
#include "read/commonmark.h"
#include "read/decode.h"
#include "read/markdown.h"
#include "record/outlet.h"
#include "text/charset.h"

struct str
decode_cut(struct notes *notes, struct str s, size_t max)
{
	if (s.n <= max)
		return s;
	note(notes, NOTE_CUT);
	return str_slice(s, 0, str_rune_start(s, max));
}

/* Titles stand on one line. */
static struct str
one_line(struct arena *arena, struct str s)
{
	char *p = arena_alloc_dirty(arena, s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool space = char_is_space(s.p[i]);
		if (!space)
			p[n++] = s.p[i];
		else if (n && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return str_trim((struct str){ p, n });
}

/* What is still a reference after decoding was escaped twice. */
static bool
has_reference(struct str s)
{
	static const struct str certain[] = { STR_INIT("&amp;"), STR_INIT("&quot;"),
		STR_INIT("&lt;"), STR_INIT("&gt;"), STR_INIT("&#39;"), STR_INIT("&#039;"),
		STR_INIT("&nbsp;"), STR_INIT("&ldquo;"), STR_INIT("&rdquo;") };

	for (size_t i = 0; i < LENGTH(certain); i++)
		if (str_find(s, certain[i], 0) >= 0)
			return true;
	return false;
}

struct str
decode_title(struct arena *arena, struct markup *markup, struct str title, struct notes *notes)
{
	if (has_reference(title)) {
		title = markup_decode(markup, arena, title);
		note(notes, NOTE_DOUBLE_ESCAPED);
	}
	return decode_cut(notes, one_line(arena, title), TITLE_MAX);
}

static struct str
decode_written(struct arena *arena, struct markup *markup, struct str written, struct notes *notes)
{
	struct str title = markup_decode(markup, arena, written);

	if (str_equal(title, written))
		return decode_cut(notes, one_line(arena, title), TITLE_MAX);
	note(notes, NOTE_TITLE_ENTITY);
	return decode_title(arena, markup, title, notes);
}

static bool
strs_have(const struct strs *list, struct str s)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->items[i], s))
			return true;
	return false;
}

void
decode_tag(struct arena *arena, struct article *article, struct str tag)
{
	struct strs *tags = &article->tags;

	tag = decode_cut(&article->notes, tag, TAG_SIZE_MAX);
	if (!tag.n || tags->count == TAGS_MAX || strs_have(tags, tag))
		return;
	arena_push(arena, tags->items, tags->count, tags->capacity);
	tags->items[tags->count++] = tag;
}

static void
add_tags(struct arena *arena, struct article *article, const struct strs *from)
{
	for (size_t i = 0; i < from->count; i++)
		decode_tag(arena, article, from->items[i]);
}

/* In the forks' files the author is the outlet. */
static struct str
find_source(const struct front_matter *front, const struct outlet *outlet, struct str folder)
{
	if (front->source.n)
		return front->source;
	if (front->author.n)
		return front->author;
	return outlet ? str_from_c(outlet->name) : folder;
}

struct when
decode_zone(struct when when, const struct outlet *outlet, int32_t asked_s)
{
	if (when.zone != ZONE_ASSUMED || !outlet || asked_s)
		return when;
	when.ms -= INT64_C(1000) * outlet->zone_s;
	when.offset_s = outlet->zone_s;
	return when;
}

static struct err
in_file(struct err err, size_t at)
{
	return err_at(err.code, at, err.what);
}

/* The body as markup: as it was written, or made of the clean Markdown that we export. */
static struct err
body_of(struct arena *arena, const struct markdown *file, struct str *out)
{
	struct buf html CLEAN(buf_done) = { .max = MARKUP_MAX };

	*out = file->body;
	if (!file->clean)
		return (struct err){ 0 };
	commonmark_html(&html, file->body);
	*out = str_copy(arena, buf_str(&html));
	return html.err;
}

/* What an export of ours tells of the record, and no feed would. */
static void
take_own_head(struct article *article, const struct front_matter *front)
{
	article->site = decode_cut(&article->notes, front->site, SOURCE_MAX);
	article->deck = decode_cut(&article->notes, front->deck, TITLE_MAX);
	article->lang = decode_cut(&article->notes, front->lang, SOURCE_MAX);
	article->authors = front->authors;
	if (front->updated.n)
		(void)when_parse(front->updated, 0, &article->updated); /* no date: none */
}

static struct err
file_parse(struct arena *arena, struct str text, int32_t zone_s, struct markdown *out)
{
	return article_json_is(text) ? article_json_parse(arena, text, zone_s, out)
				     : markdown_parse(arena, text, zone_s, out);
}

struct err
article_decode(struct arena *arena, struct markup *markup, const struct question *question,
    struct article *article, struct str *body)
{
	const struct outlet *outlet;
	struct markdown file;
	struct str text;
	struct url url;
	struct err err;
	size_t skipped;

	err = text_from_utf8(question->bytes, &text);
	if (err.code)
		return err;
	skipped = (size_t)((const unsigned char *)text.p - question->bytes.p);
	err = file_parse(arena, text, question->zone_s, &file);
	if (err.code)
		return in_file(err, err.at + skipped);
	err = url_parse(arena, file.url, NULL, &url);
	if (err.code)
		return in_file(err, file.url_at + skipped);

	outlet = outlet_from_host(url_host(url));
	article->rules = RULES_VERSION;
	article->url_claimed = file.url;
	article->title = file.own ? decode_cut(&article->notes, one_line(arena, file.title), TITLE_MAX)
				  : decode_written(arena, markup, file.title, &article->notes);
	article->published = decode_zone(file.published, outlet, question->zone_s);
	article->published_evidence = str_from_c(file.evidence);
	article->source =
	    decode_cut(&article->notes, find_source(&file.front, outlet, question->source), SOURCE_MAX);
	article->section = decode_cut(&article->notes, file.front.section, SOURCE_MAX);
	add_tags(arena, article, &file.front.tags);
	add_tags(arena, article, &file.front.categories);
	if (file.own)
		take_own_head(article, &file.front);
	else if (file.has_front_matter)
		note(&article->notes, NOTE_FRONT_MATTER);
	if (!file.ended)
		note(&article->notes, NOTE_UNFINISHED);
	return body_of(arena, &file, body);
}
