#include "show/evidence.h"

#include "store/site_memory.h"

/* Of one that was never read as a page: what its text is evidence of, or what was seen when the
 * page was looked at again. */
static struct err
page_unread(struct archive *archive, struct arena *arena, int64_t article, int64_t *id)
{
	struct captures captures = { 0 };
	struct visit visit;
	struct err e = captures_of_article(archive, arena, article, &captures);

	for (size_t i = 0; i < captures.count && !e.code; i++)
		if (captures.items[i].kind == CAPTURE_PAGE && captures.items[i].size)
			*id = captures.items[i].id;
	if (!e.code && !*id && !visit_get(archive, arena, article, &visit).code)
		*id = visit.alive_capture;
	return e;
}

/* The page that was read last, also where nothing of it was kept. */
static struct err
newest_page(struct archive *archive, struct arena *arena, int64_t article,
    struct reading_row *reading, int64_t *id)
{
	struct err e = reading_last(archive, arena, article, reading);

	*id = e.code ? 0 : reading->capture;
	return e.code == ERR_NOT_FOUND ? page_unread(archive, arena, article, id) : e;
}

struct err
evidence_gather(
    struct archive *archive, struct arena *arena, int64_t article, int64_t n, struct evidence *out)
{
	struct evidence evidence = { 0 };
	int64_t page = 0;
	struct err e = article_get(archive, arena, article, &evidence.row);

	if (!e.code)
		e = revision_get(archive, arena, article, n, REVISION_BODY, &evidence.revision);
	if (!e.code)
		e = newest_page(archive, arena, article, &evidence.reading, &page);
	if (!e.code && page)
		e = capture_get(archive, arena, page, &evidence.page);
	if (!e.code && page)
		e = exchange_get(archive, arena, page, &evidence.exchange);
	if (!e.code)
		*out = evidence;
	return e;
}

struct err
evidence_question(struct archive *archive, struct arena *arena, const struct evidence *evidence,
    struct extract_question *out)
{
	const struct article *record = &evidence->revision.record;
	struct extract_question question = {
		.url = evidence->page.url,
		.content_type = evidence->exchange.content_type,
		.zone_s = evidence->row.source_zone_s,
		.now = evidence->page.fetched,
		.explain = true,
		.kept_title = record->headline,
		.kept_text = record->text,
	};
	struct site_memory memory = { 0 };
	struct url url;
	struct err e =
	    capture_read(archive, arena, evidence->page.id, EVIDENCE_MAX, &question.bytes);

	if (!e.code && !url_parse(arena, question.url, NULL, &url).code)
		e = site_memory_get(archive, arena, url_host(url), SITE_PRINTS_MAX, &memory);
	if (e.code)
		return e;
	question.repeated = memory.prints;
	question.repeated_count = memory.count;
	question.container = memory.container;
	*out = question;
	return e;
}
