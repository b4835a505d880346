#include "cmd/command.h"
#include "show/json_out.h"
#include "story/stories.h"

enum { PIECE = 200 };

/* ---- one story ---- */

static void
put_article(struct context *context, const struct article_row *row, const struct story_row *placed,
    const struct strs *words)
{
	struct term *out = &context->out;

	when_push_day(&out->buf, row->time, row->source_zone_s);
	term_put(out, "  #%-6lld ", (long long)row->id);
	term_put_text(out, row->source_name);
	term_put(out, "  ");
	term_style(out, STYLE_BOLD);
	term_put_text(out, row->headline);
	term_style(out, STYLE_PLAIN);
	term_put(out, "\n");
	if (!placed->alike)
		return;
	term_put(out, "    %lld %% alike", (long long)placed->alike / (STORY_LIKE_ALL / 100));
	for (size_t i = 0; i < words->count; i++) {
		term_put(out, i ? ", " : ": ");
		term_put_text(out, words->items[i]);
	}
	term_put(out, "\n");
}

static void
put_article_json(struct context *context, const struct article_row *row, const struct story_row *placed,
    const struct strs *words)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "story-article/1");
	json_int(&json, "story", placed->story);
	article_row_json(&json, row);
	json_int(&json, "alike", placed->alike);
	if (placed->nearest)
		json_int(&json, "nearest", placed->nearest);
	json_array(&json, "words");
	for (size_t i = 0; i < words->count; i++)
		json_str(&json, NULL, words->items[i]);
	json_array_end(&json);
	json_line_end(context, &json);
}

static struct err
tell_article(struct context *context, struct arena *arena, const struct article_row *row)
{
	struct story_row placed = { 0 };
	struct strs words = { 0 };
	struct err e = story_of(context->archive, arena, row->id, &placed);

	if (!e.code && placed.alike)
		e = story_why_words(context->archive, arena, &placed, &words);
	if (e.code)
		return e;
	if (context->json)
		put_article_json(context, row, &placed, &words);
	else
		put_article(context, row, &placed, &words);
	return e;
}

static struct err
tell_story(struct context *context, int64_t article)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct story_row row = { 0 };
	struct article_rows rows = { 0 };
	int64_t time = 0, last = 0;
	struct err e = story_of(context->archive, &arena, article, &row);

	if (e.code == ERR_NOT_FOUND)
		return fault(context, e, "xinshi story", "article %lld", (long long)article);
	do {
		arena_reset(&arena);
		if (!e.code)
			e = story_articles(context->archive, &arena, row.story, time, last, PIECE, &rows);
		for (size_t i = 0; !e.code && i < rows.count; i++) {
			time = rows.items[i].time;
			last = rows.items[i].id;
			e = tell_article(context, &arena, &rows.items[i]);
		}
	} while (!e.code && rows.count == PIECE && !interrupted());
	return e;
}

/* ---- many ---- */

static void
put_head(struct context *context, const struct story_head *head, const struct article_row *lead)
{
	struct term *out = &context->out;

	term_put(out, "#%-6lld %s, %s  ", (long long)head->story,
	    counted(context, head->sources, "outlet", "outlets"),
	    counted(context, head->articles, "article", "articles"));
	term_style(out, STYLE_BOLD);
	term_put_text(out, lead->headline);
	term_style(out, STYLE_PLAIN);
	term_put(out, "\n");
}

static void
put_head_json(struct context *context, const struct story_head *head, const struct article_row *lead)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "story/1");
	json_int(&json, "id", head->story);
	json_str(&json, "headline", lead->headline);
	json_str(&json, "lang", lead->lang);
	json_int(&json, "articles", head->articles);
	json_int(&json, "sources", head->sources);
	json_out_time(&json, "first", head->first);
	json_out_time(&json, "last", head->last);
	json_line_end(context, &json);
}

/* The newest day that has a story of several articles, where no other was asked for. */
static struct err
newest_day(struct context *context, int64_t *from, int64_t *to)
{
	int64_t time = 0;
	struct err e = stories_newest(context->archive, &time);

	if (e.code || !time)
		return e;
	*to = time + 1;
	*from = *to - 86400;
	return e;
}

static struct err
tell_stories(struct context *context)
{
	size_t limit = (size_t)option_number(&context->options, "limit", 50);
	struct story_heads heads = { 0 };
	int64_t from = 0, to = 0, total;
	struct err e = option_from_to(context, &from, &to);

	if (!e.code && !from && !to)
		e = newest_day(context, &from, &to);
	if (!e.code)
		e = stories_list(context->archive, &context->arena, from ? from : INT64_MIN, to ? to : INT64_MAX, 0, limit,
		    &heads, &total);
	for (size_t i = 0; !e.code && i < heads.count && heads.items[i].articles > 1 && !interrupted(); i++) {
		struct article_rows lead = { 0 };
		e = story_articles(context->archive, &context->arena, heads.items[i].story, 0, 0, 1, &lead);
		if (e.code || !lead.count)
			continue;
		if (context->json)
			put_head_json(context, &heads.items[i], &lead.items[0]);
		else
			put_head(context, &heads.items[i], &lead.items[0]);
	}
	return e;
}

static struct err
run(struct context *context)
{
	int64_t article;
	struct err e;

	if (!context->options.arg_count)
		return tell_stories(context);
	e = argument_id(context, 0, &article);
	return e.code ? e : tell_story(context, article);
}

const struct command cmd_story = {
	.name = "story",
	.summary = "what several articles tell, and why they are together",
	.arguments = "[ID]",
	.needs = NEED_ARCHIVE_READ,
	.args_max = 1,
	.run = run,
};
