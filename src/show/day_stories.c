#include "show/day_stories.h"

#include "show/story_mark.h"

struct err
day_stories_gather(struct request *request, int64_t articles, int64_t page, struct day_stories *day)
{
	struct archive *archive = request->clerk->archive;
	int64_t known = 0;
	struct err e = stories_known(archive, day->from, day->to, &known);

	if (!e.code)
		e = stories_list(archive, request->arena, day->from, day->to, (size_t)(page - 1) * DAY_STORIES_PAGE,
		    DAY_STORIES_PAGE, &day->heads, &day->count);
	if (e.code)
		return e;
	day->is_known = known >= articles;
	return e;
}

static struct err
alone_write(struct request *request, struct html_out *out, const struct day_stories *day, int64_t story)
{
	struct article_rows rows;
	struct err e = story_articles(
	    request->clerk->archive, request->arena, story, day->from - 1, INT64_MAX, 1, &rows);

	if (!e.code && rows.count)
		line_article(out, &rows.items[0], LINE_SOURCE | LINE_CLOCK);
	return e;
}

struct err
day_stories_write(struct request *request, struct html_out *out, const struct day_stories *day)
{
	struct err e = { 0 };

	if (!day->heads.count)
		return e;
	lines_begin(out);
	for (size_t i = 0; i < day->heads.count && !e.code; i++) {
		const struct story_head *head = &day->heads.items[i];
		e = head->articles > 1 ? story_line(request, out, head, day->from)
				       : alone_write(request, out, day, head->story);
	}
	lines_end(out);
	return e;
}
