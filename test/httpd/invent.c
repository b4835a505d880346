/*
 * invent.c: feeds with invented news, the same at each call.
 */
#include "httpd.h"
#include "text/date.h"

static const char *const words[] = { "港口", "会议", "工程师", "周二", "表示", "河流", "大桥",
	"预算", "学校", "水位", "超过", "三十", "居民", "铁路", "重新", "开放", "委员会", "报告",
	"夏季", "粮食", "价格", "上升", "记者", "获悉" };

enum { NEWEST = 1700000000, STEP = 3600, SENTENCES = 12, WORDS = 9 };

static uint32_t
chance(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void
sentence(struct buf *out, uint32_t *state)
{
	for (unsigned i = 0; i < WORDS; i++)
		buf_push_str(out, str_from_c(words[chance(state) % LENGTH(words)]));
}

static void
text(struct buf *out, uint32_t *state)
{
	for (unsigned i = 0; i < SENTENCES; i++) {
		buf_push_str(out, i % 4 ? S("") : S("<p>"));
		sentence(out, state);
		buf_push_str(out, i % 4 == 3 ? S("。</p>") : S("，"));
	}
}

static void
item(struct buf *out, unsigned n, unsigned number, struct str site)
{
	uint32_t state = n * 7919u + number * 104729u;

	buf_push_literal(out, "<item><title>");
	sentence(out, &state);
	buf_push_format(out,
	    "%u</title><link>%.*s/item/%u</link><guid>%.*s/item/%u</guid><pubDate>", number,
	    STR_ARGS(site), number, STR_ARGS(site), number);
	when_push_http(out, NEWEST + (int64_t)number * STEP);
	buf_push_literal(out, "</pubDate><content:encoded><![CDATA[");
	text(out, &state);
	buf_push_literal(out, "]]></content:encoded></item>\n");
}

struct str
feed_invent(struct arena *arena, const struct invented *feed)
{
	struct buf out CLEAN(buf_done) = { 0 };

	buf_push_format(&out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\""
	    " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
	    " xmlns:atom=\"http://www.w3.org/2005/Atom\""
	    " xmlns:fh=\"http://purl.org/syndication/history/1.0\"><channel>\n"
	    "<title>第%u报</title><link>%.*s/</link><description>Invented news</description>\n",
	    feed->number, STR_ARGS(feed->site));
	buf_push_str(&out, feed->more);
	for (unsigned i = feed->items; i-- > 0;)
		item(&out, feed->number, feed->version + i, feed->site);
	buf_push_literal(&out, "</channel></rss>\n");
	return str_copy(arena, buf_str(&out));
}
