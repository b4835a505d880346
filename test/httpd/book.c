#include "book.h"

static const struct {
	const char *name;
	unsigned mark;
} unwanted[] = {
	{ "Cookie", MARK_COOKIE },
	{ "Referer", MARK_REFERER },
};

struct page *
book_page(struct book *book, struct str to, struct str target)
{
	struct str key = str_join(book->arena, to, S(" "), target, STR_END);
	bool made;
	int64_t *at = map_add(&book->pages, key, (int64_t)book->count, &made);

	if (made) {
		arena_push(book->arena, book->items, book->count, book->capacity);
		book->items[book->count++] = (struct page){ 0 };
	}
	return &book->items[*at];
}

/* ---- judging ---- */

static bool
was_given(const struct validator *validator, struct str value)
{
	for (const struct given *g = validator->all; g; g = g->before)
		if (str_equal(g->value, value))
			return true;
	return false;
}

/* good, then old, then invented: the bits follow each other. */
static unsigned
judge(const struct validator *validator, struct str value, unsigned good)
{
	if (!value.p)
		return 0;
	if (validator->current.p && str_equal(validator->current, value))
		return good;
	return was_given(validator, value) ? good << 1 : good << 2;
}

static unsigned
manners(const struct request *request)
{
	unsigned marks = 0;

	for (size_t i = 0; i < LENGTH(unwanted); i++)
		if (header_find(request->headers, str_from_c(unwanted[i].name)).p)
			marks |= unwanted[i].mark;
	if (str_find_char(request->target, '?', 0) >= 0)
		marks |= MARK_QUERY;
	if (!header_find(request->headers, S("User-Agent")).n)
		marks |= MARK_NO_AGENT;
	if (!str_equal(request->method, S("GET")))
		marks |= MARK_NOT_GET;
	return marks;
}

unsigned
book_judge(struct page *page, const struct request *request)
{
	struct str tag = header_find(request->headers, S("If-None-Match"));
	struct str date = header_find(request->headers, S("If-Modified-Since"));
	unsigned marks = manners(request) | judge(&page->tag, tag, MARK_TAG_GOOD) |
			 judge(&page->date, date, MARK_DATE_GOOD);

	if (page->asked)
		marks |= MARK_REPEATED;
	if (page->asked && !tag.p && !date.p && (page->tag.current.p || page->date.current.p))
		marks |= MARK_BARE;
	page->asked = true;
	return marks;
}

/* ---- giving ---- */

static void
give(struct book *book, struct validator *validator, struct str value)
{
	struct given *given = arena_new(book->arena, struct given);

	*given = (struct given){ validator->all, str_copy(book->arena, value) };
	validator->all = given;
}

/* A 304 names only what it changes; a 200 without a validator takes the one before away. */
static void
take_up(struct validator *validator, struct str value, int status)
{
	if (value.p)
		validator->current = validator->all->value;
	else if (status != 304)
		validator->current = STR_END;
}

void
book_give(struct book *book, struct page *page, int status, struct str headers, bool whole)
{
	struct str tag = header_find(headers, S("ETag"));
	struct str date = header_find(headers, S("Last-Modified"));

	if (status != 200 && status != 226 && status != 304)
		return;
	if (tag.p)
		give(book, &page->tag, tag);
	if (date.p)
		give(book, &page->date, date);
	if (!whole)
		return;
	take_up(&page->tag, tag, status);
	take_up(&page->date, date, status);
}
