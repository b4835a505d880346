/* What the desk answers to each kind of question. */
#include "main/desk.h"
#include "main/item.h"
#include "main/webpages.h"
#include "read/lint.h"
#include "read/opml.h"
#include "read/webpage.h"
#include "record/rules_report.h"
#include "refine/feed_clean.h"
#include "refine/held.h"
#include "refine/site.h"

static struct err
answer_article(struct desk *desk, struct raw bytes)
{
	struct question question;
	struct article article;
	struct err err = wire_get_question(bytes, &question);

	if (!err.code)
		err = article_read(&desk->arena, desk->markup, &question, &article);
	if (!err.code)
		wire_put_article(&desk->body, &article);
	return err;
}

static struct err
answer_explain(struct desk *desk, struct raw bytes)
{
	struct question question;
	struct err err = wire_get_question(bytes, &question);

	if (!err.code)
		article_explain(&desk->arena, desk->markup, &question, &desk->body);
	return err;
}

/* A feed, read by ${read}; its texts as written only where that was asked for. */
static struct err
answer_by(struct desk *desk, struct raw bytes,
    struct err (*read)(struct arena *arena, const struct feed_question *question, struct feed *out))
{
	struct feed_question question;
	struct feed feed;
	struct err err = wire_get_feed_question(bytes, &question);

	if (!err.code)
		err = read(&desk->arena, &question, &feed);
	if (err.code)
		return err;
	if (!question.raw)
		feed_clean(&desk->arena, &feed);
	wire_put_feed(&desk->body, &feed);
	return err;
}

static struct err
answer_feed(struct desk *desk, struct raw bytes)
{
	return answer_by(desk, bytes, feed_parse);
}

static struct err
answer_lint(struct desk *desk, struct raw bytes)
{
	return answer_by(desk, bytes, feed_lint);
}

/* Item after item, so that what is in memory is the feed and one of its articles. */
static void
put_item(struct desk *desk, const struct items_plan *plan, size_t i, size_t *nodes, struct buf *out)
{
	struct article article;
	struct err err;

	arena_reset(&desk->item);
	err = items_article(&desk->item, desk->markup, plan, i, &article);
	if (!err.code && article.doc.count > ITEMS_NODES_MAX - *nodes)
		err = err_new(ERR_TOO_BIG, "all items together");
	if (!err.code)
		*nodes += article.doc.count;
	wire_put_item(out, &article, err);
}

/* What one message cannot hold is left out item by item, each with its fault. */
static void
put_items(struct desk *desk, const struct items_plan *plan)
{
	enum { FAULT_SIZE = 64 };
	struct buf item CLEAN(buf_done) = { .max = FRAME_MAX };
	size_t nodes = 0, count = plan->feed.count;

	wire_put_items_head(&desk->body, &plan->feed, count);
	for (size_t i = 0; i < count; i++) {
		buf_reset(&item);
		put_item(desk, plan, i, &nodes, &item);
		if (item.err.code || desk->body.n + item.n + FAULT_SIZE * (count - i) > FRAME_MAX) {
			buf_reset(&item);
			wire_put_item(&item, NULL, err_new(ERR_TOO_BIG, "all items together"));
		}
		buf_push_raw(&desk->body, buf_raw(&item));
	}
}

static struct err
answer_items(struct desk *desk, struct raw bytes)
{
	struct items_question question;
	struct items_plan plan;
	struct err err = wire_get_items_question(bytes, &question);

	if (!err.code)
		err = items_plan(&desk->arena, desk->markup, &question, &plan);
	if (!err.code)
		put_items(desk, &plan);
	return err;
}

static struct err
answer_page(struct desk *desk, struct raw bytes)
{
	struct page_question question;
	struct page_view view;
	struct doc page;
	struct err err = wire_get_page_question(bytes, &question);

	if (!err.code)
		err = webpage_read(&desk->arena, desk->markup, &question, &page, &view);
	if (err.code)
		return err;
	webpage_feeds(&desk->arena, &page, question.url, &view.feeds);
	held_count(&desk->arena, question.text, &page, &view.blocks, &view.held);
	wire_put_page_view(&desk->body, &view);
	return err;
}

static struct err
answer_extract(struct desk *desk, struct raw bytes)
{
	struct extract_question question;
	struct extracted extracted;
	struct err err = wire_get_extract_question(&desk->arena, bytes, &question);

	if (!err.code)
		err = webpages_read(&desk->arena, desk->markup, desk->words, &question, &extracted);
	if (!err.code)
		wire_put_extracted(&desk->body, &extracted);
	return err;
}

/* The pages that the rules name as tests, each with what it must hold. */
static void
put_tests(struct arena *arena, const struct site *site, struct rules_report *report)
{
	report->tests = arena_array(arena, struct rules_test, site->count);
	for (size_t i = 0; i < site->count && report->test_count < RULES_TESTS_MAX; i++) {
		const struct site_rule *rule = &site->rules[i];
		struct rules_test *test = report->test_count ? &report->tests[report->test_count - 1] : NULL;
		if (rule->key == SITE_TEST)
			report->tests[report->test_count++].url = rule->value;
		if (rule->key != SITE_CONTAINS || !test || test->contains.count >= STRS_MAX)
			continue;
		arena_push(arena, test->contains.items, test->contains.count, test->contains.capacity);
		test->contains.items[test->contains.count++] = rule->value;
	}
}

/* Rewritten rules were judged line by line as they were written, with the numbers of their own lines. */
static struct err
answer_rules(struct desk *desk, struct raw bytes)
{
	struct rules_question question;
	struct rules_report report = { 0 };
	struct site_remarks remarks = { .arena = &desk->arena }, again = { .arena = &desk->arena };
	struct site site;
	struct err err = wire_get_rules_question(bytes, &question);

	if (err.code)
		return err;
	if (question.foreign)
		report.text = question.text = site_import(&desk->arena, question.text, &remarks);
	site_read(&desk->arena, question.text, &site, question.foreign ? &again : &remarks);
	report.lines = site.lines;
	report.refused = site.refused;
	report.has_body = site_has_body_rule(&site);
	report.remarks = arena_array(&desk->arena, struct rules_remark, remarks.count);
	for (size_t i = 0; i < remarks.count; i++)
		report.remarks[report.remark_count++] = (struct rules_remark){ remarks.items[i].line, remarks.items[i].what };
	put_tests(&desk->arena, &site, &report);
	wire_put_rules_report(&desk->body, &report);
	return err;
}

static struct err
answer_opml(struct desk *desk, struct raw bytes)
{
	struct page_question question;
	struct outlines outlines;
	struct err err = wire_get_page_question(bytes, &question);

	if (!err.code)
		err = opml_read(&desk->arena, &question, &outlines);
	if (!err.code)
		wire_put_outlines(&desk->body, &outlines);
	return err;
}

const struct verb desk_verbs[FRAME_KINDS] = {
	[FRAME_QUESTION] = { answer_article, FRAME_ARTICLE },
	[FRAME_EXPLAIN] = { answer_explain, FRAME_TEXT },
	[FRAME_READ_FEED] = { answer_feed, FRAME_FEED },
	[FRAME_LINT_FEED] = { answer_lint, FRAME_FEED },
	[FRAME_READ_ITEMS] = { answer_items, FRAME_ITEMS },
	[FRAME_READ_PAGE] = { answer_page, FRAME_PAGE },
	[FRAME_EXTRACT] = { answer_extract, FRAME_EXTRACTED },
	[FRAME_CHECK_RULES] = { answer_rules, FRAME_RULES },
	[FRAME_READ_OPML] = { answer_opml, FRAME_OUTLINES },
	[FRAME_ANALYSE] = { answer_analyse, FRAME_ANALYSED },
};
