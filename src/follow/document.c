#include "follow/document.h"
#include "record/outlet.h"

static int32_t
zone_of(const struct document *document, const struct feed_row *row)
{
	const struct outlet *outlet = outlet_from_name(document->source);

	if (row && row->has_zone)
		return row->zone_s;
	if (!outlet)
		outlet =
		    outlet_from_host(url_host((struct url){ document->url.p, document->url.n }));
	return outlet ? outlet->zone_s : 0;
}

void
document_question(struct buf *out, const struct document *document, const struct feed_row *row)
{
	struct items_question question = {
		.feed = { .bytes = document->bytes,
		    .base = document->url,
		    .content_type = document->content_type,
		    .location = document->location,
		    .language = row && row->lang.n ? row->lang : document->language,
		    .zone_s = zone_of(document, row) },
		.source = document->source,
		.now = document->now,
	};

	wire_put_items_question(out, &question);
}

struct document
document_of(const struct capture *capture, const struct exchange_row *exchange, struct raw bytes)
{
	return (struct document){ .bytes = bytes,
		.url = capture->url,
		.source = capture->source,
		.content_type = exchange->content_type,
		.location = exchange->content_location,
		.language = exchange->content_language,
		.now = capture->fetched };
}
