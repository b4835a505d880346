#include "follow/page.h"

#include "follow/full.h"
#include "record/outlet.h"
#include "store/site_memory.h"

/* ---- the question ---- */

/* An item that shares its address with others has a key of its own. */
static struct err
shared_find(struct archive *archive, struct arena *arena, int64_t article, struct page_kept *kept)
{
	int64_t by_address = 0;
	struct err e =
	    article_by_key(archive, url_key(arena, kept->revision.record.url), &by_address);

	kept->is_shared = by_address != article;
	return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
}

struct err
page_kept_get(struct archive *archive, struct arena *arena, int64_t article, int64_t revision,
    struct page_kept *out)
{
	struct page_kept kept = { 0 };
	struct err e =
	    revision ? revision_get_id(archive, arena, revision, REVISION_HEAD, &kept.revision)
		     : revision_get(archive, arena, article, 0, REVISION_HEAD, &kept.revision);

	if (!e.code)
		e = revision_text(archive, arena, kept.revision.id, &kept.text);
	if (!e.code)
		e = revision_is_of_page(archive, article, kept.revision.id, &kept.of_page);
	if (!e.code)
		e = shared_find(archive, arena, article, &kept);
	if (!e.code)
		*out = kept;
	return e;
}

static int32_t
zone_of(const struct article *record)
{
	const struct outlet *outlet = outlet_from_name(record->source);

	if (!outlet)
		outlet = outlet_from_host(url_host(record->url));
	return outlet ? outlet->zone_s : 0;
}

/* ---- what is no page ---- */

/* How documents begin that are none of markup (WHATWG, MIME Sniffing, 6 and 7.1). */
static const struct str signatures[] = {
	STR_INIT("%PDF-"),
	STR_INIT("%!PS-Adobe-"),
	STR_INIT("PK\x03\x04"),
	STR_INIT("\x1f\x8b\x08"),
	STR_INIT("Rar \x1a\x07"),
	STR_INIT("7z\xbc\xaf\x27\x1c"),
	STR_INIT("\x89PNG\r\n"),
	STR_INIT("GIF8"),
	STR_INIT("\xff\xd8\xff"),
	STR_INIT("RIFF"),
	STR_INIT("OggS"),
	STR_INIT("ID3"),
	STR_INIT("{\\rtf"),
	STR_INIT("\xd0\xcf\x11\xe0"),
	STR_INIT("\x7f"
		 "ELF"),
};

/* Types that are read; a server that gives none is not asked twice. */
static const struct str types[] = { STR_INIT("text/"), STR_INIT("application/xhtml"),
	STR_INIT("application/xml"), STR_INIT("application/octet-stream") };

static bool
type_is_read(struct str type)
{
	for (size_t i = 0; i < LENGTH(types); i++)
		if (str_starts_nocase(type, types[i]))
			return true;
	return !type.n;
}

struct err
page_check(const struct extract_part *page)
{
	struct str begin = { (const char *)page->bytes.p, page->bytes.n };

	if (!page->bytes.n)
		return err_new(ERR_EMPTY, NULL);
	if (!type_is_read(str_trim(page->content_type)))
		return err_new(ERR_BINARY, "by its type it is no page");
	for (size_t i = 0; i < LENGTH(signatures); i++)
		if (str_starts(begin, signatures[i]))
			return err_new(ERR_BINARY, "by its first bytes it is no page");
	return (struct err){ 0 };
}

static struct str
host_of(const struct page_came *came)
{
	struct str url = came->pages[0].url;

	return url_host((struct url){ url.p, url.n });
}

static struct err
ask_memory(struct archive *archive, struct arena *arena, const struct page_came *came,
    struct extract_question *question)
{
	struct site_memory memory = { 0 };
	struct err e = site_memory_get(archive, arena, host_of(came), SITE_PRINTS_MAX, &memory);

	question->repeated = memory.prints;
	question->repeated_count = memory.count;
	question->container = memory.container;
	return e;
}

static void
ask_kept(struct extract_question *question, const struct page_kept *kept)
{
	const struct when *published = &kept->revision.record.published;

	question->zone_s = zone_of(&kept->revision.record);
	if (published->precision != WHEN_NONE)
		question->kept_published = when_seconds(*published);
	question->kept_title = str_trim(kept->revision.record.headline);
	question->kept_text = kept->text;
}

struct err
page_question(struct archive *archive, const struct sites *sites, const struct page_came *came,
    const struct page_kept *kept, struct buf *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct extract_question question = {
		.bytes = came->pages[0].bytes,
		.url = came->pages[0].url,
		.content_type = came->pages[0].content_type,
		.now = came->fetched,
		.part_count = came->count - 1,
	};
	struct err e = ask_memory(archive, &arena, came, &question);

	if (e.code)
		return e;
	if (kept)
		ask_kept(&question, kept);
	/* A file that cannot be used keeps no page from being read: doctor tells of it. */
	if (sites)
		(void)sites_find(&arena, sites, question.url, &question);
	memcpy(question.parts, came->pages + 1, question.part_count * sizeof(question.parts[0]));
	wire_put_extract_question(out, &question);
	return out->err;
}

/* ---- the judgement ---- */

/* What is no article. */
static const enum reading_verdict kinds[] = {
	[PAGE_PARTIAL] = READING_PARTIAL,
	[PAGE_LISTING] = READING_LIST,
	[PAGE_ERROR] = READING_ERROR,
	[PAGE_WALL] = READING_WALL,
};

static bool
holds(const struct extracted *page, int64_t parts, int64_t of)
{
	return page->held * of >= page->blocks_kept * parts;
}

/* Where the page gave the text before: whatever it gives now, unless most of it is missing. */
static enum reading_verdict
judge_again(const struct extracted *page, const struct page_kept *kept)
{
	bool is_short = 2 * page->article.characters < kept->revision.record.characters;

	return is_short && !holds(page, 1, 2) ? READING_SHORT : READING_KEPT;
}

/* Beside a teaser: a page that has it, or is called the same, or says much more. */
static enum reading_verdict
judge_thin(const struct extracted *page, int64_t kept)
{
	enum { MUCH = 3 };

	if (!article_is_fuller(page->article.characters, kept))
		return READING_LESS;
	if (page->has_title || (page->blocks_kept && holds(page, 1, 2)) ||
	    page->article.characters >= MUCH * kept)
		return READING_KEPT;
	return READING_OTHER;
}

/* Beside what reads like a whole text: only one that has nearly all of it, and half as much again.
 */
static enum reading_verdict
judge_full(const struct extracted *page, int64_t kept)
{
	if (2 * page->article.characters < 3 * kept)
		return READING_LESS;
	return holds(page, 2, 3) ? READING_KEPT : READING_OTHER;
}

enum reading_verdict
page_judge(const struct extracted *page, const struct page_kept *kept, bool *is_whole)
{
	int64_t characters = kept->revision.record.characters;

	*is_whole = !kept->of_page;
	if (page->kind != PAGE_ARTICLE)
		return kinds[page->kind];
	if (!page->article.characters)
		return READING_EMPTY;
	if (kept->is_shared)
		return READING_OTHER;
	if (kept->of_page)
		return judge_again(page, kept);
	return article_is_full(kept->text) ? judge_full(page, characters)
					   : judge_thin(page, characters);
}

/* ---- the record ---- */

/* The feed's date was set by the machine that published; a page's is what it shows people, often
 * without zone or hour. */
static void
fill_dates(struct article *page, const struct article *kept)
{
	bool is_finer = page->published.precision > kept->published.precision &&
			kept->published.precision < WHEN_MINUTE;

	if (kept->published.precision && !is_finer) {
		page->published = kept->published;
		page->published_evidence = kept->published_evidence;
	}
	if (!page->updated.precision)
		page->updated = kept->updated;
}

static void
fill(struct str *to, struct str from)
{
	if (!str_trim(*to).n)
		*to = from;
}

void
page_fill(struct article *page, const struct article *kept)
{
	fill_dates(page, kept);
	fill(&page->deck, kept->deck);
	fill(&page->section, kept->section);
	fill(&page->site, kept->site);
	page->source = kept->source;
	if (!page->authors.count)
		page->authors = kept->authors;
	if (!page->tags.count)
		page->tags = kept->tags;
	if (!page->lang.n || str_equal(page->lang, S("und")))
		page->lang = kept->lang;
}

/* ---- what becomes of it ---- */

static struct err
add(struct archive *archive, const struct page_came *came, const struct page_kept *kept,
    const struct extracted *page, bool is_whole, struct added *added)
{
	struct article record = page->article;
	const struct page_arrival arrival = { .article = came->article,
		.captures = came->captures,
		.count = came->count,
		.fetched = came->fetched,
		.as_of = came->ended,
		.is_whole = is_whole };

	page_fill(&record, &kept->revision.record);
	return articles_add_page(archive, &record, &arrival, added);
}

struct err
page_remember(struct archive *archive, const struct page_came *came, const struct extracted *page)
{
	if (page->kind != PAGE_ARTICLE)
		return (struct err){ 0 };
	return site_memory_add(archive, host_of(came), came->captures[0], page->article.title,
	    page->prints, page->print_count, page->container);
}

/* Each article's page counts once. */
static struct err
remember_first(struct archive *archive, const struct page_came *came, const struct extracted *page)
{
	bool first = false;
	struct err e = reading_is_first(archive, came->article, &first);

	return e.code || !first ? e : page_remember(archive, came, page);
}

struct err
page_take(struct archive *archive, const struct page_came *came, const struct page_kept *kept,
    const struct extracted *page, bool remembers, struct reading_row *reading, struct added *added)
{
	bool is_whole;
	struct err e = { 0 };

	*added = (struct added){ 0 };
	*reading = (struct reading_row){
		.capture = came->captures[0],
		.article = came->article,
		.verdict = page_judge(page, kept, &is_whole),
		.characters = page->article.characters,
		.confidence = page->confidence,
		.rule = page->rule,
		.evidence = page->kind_evidence,
	};
	if (remembers)
		e = remember_first(archive, came, page);
	if (!e.code && reading->verdict == READING_KEPT)
		e = add(archive, came, kept, page, is_whole, added);
	return e.code ? e : reading_put(archive, reading);
}

struct err
page_fault(struct archive *archive, const struct page_came *came, struct err why,
    struct reading_row *reading)
{
	*reading = (struct reading_row){
		.capture = came->captures[0],
		.article = came->article,
		.verdict = READING_FAULT,
		.evidence = str_from_c(err_row(why.code)->name),
	};
	return reading_put(archive, reading);
}
