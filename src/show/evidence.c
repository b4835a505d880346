#include "show/evidence.h"

static struct err
newest_page(struct archive *archive, struct arena *arena, int64_t article, int64_t *id)
{
	struct captures captures = { 0 };
	struct visit visit;
	struct err e = captures_of_article(archive, arena, article, &captures);

	*id = 0;
	for (size_t i = 0; i < captures.count && !e.code; i++)
		if (captures.items[i].kind == CAPTURE_PAGE && captures.items[i].size)
			*id = captures.items[i].id;
	/* A page that was only looked at again is evidence of no text. */
	if (!e.code && !*id && !visit_get(archive, arena, article, &visit).code)
		*id = visit.alive_capture;
	return e;
}

struct err
evidence_gather(struct archive *archive, struct arena *arena, int64_t article, int64_t n, struct evidence *out)
{
	struct evidence evidence = { 0 };
	int64_t page = 0;
	struct err e = article_get(archive, arena, article, &evidence.row);

	if (!e.code)
		e = revision_get(archive, arena, article, n, REVISION_BODY, &evidence.revision);
	if (!e.code)
		e = newest_page(archive, arena, article, &page);
	if (!e.code && page)
		e = capture_get(archive, arena, page, &evidence.page);
	if (!e.code && page)
		e = exchange_get(archive, arena, page, &evidence.exchange);
	if (!e.code)
		*out = evidence;
	return e;
}

struct err
evidence_question(struct archive *archive, struct arena *arena, const struct evidence *evidence, struct extract_question *out)
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
	struct err e = capture_read(archive, arena, evidence->page.id, EVIDENCE_MAX, &question.bytes);

	if (!e.code)
		*out = question;
	return e;
}
