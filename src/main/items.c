/* A feed's items: where each lives, by which key, and all of them as articles. */
#include "base/map.h"
#include "main/item.h"
#include "read/feed.h"
#include "refine/feed_clean.h"
#include "text/reference.h"

enum { TAIL_DIGITS = 16 };

struct planner {
	struct arena *arena;
	struct items_plan *plan;
	struct str *keys;    /* of each item's page; empty: it has none */
	struct str *tails;   /* see tail_of; empty: not asked for yet */
	struct map by_key;   /* to the first item with it */
	struct str feed_url; /* where an item without an address is put; empty: nowhere */
	struct str own_key;  /* of the outlet's page */
	struct str document_key;
};

/* ---- the page ---- */

static bool
is_web(struct arena *arena, struct str s, struct url *out)
{
	return s.n && !url_parse(arena, s, NULL, out).code;
}

/* The item's page: what it links to, but past those who only send readers on. */
static struct str
page_of(struct arena *arena, const struct feed_entry *entry, struct url *out)
{
	struct str claimed = str_trim(entry->url), id = str_trim(entry->id);
	struct url url, direct, of_id;

	if (!is_web(arena, claimed, &url))
		return is_web(arena, id, out) ? id : S("");
	direct = url_unredirected(arena, url);
	if (url_is_opaque(direct) && is_web(arena, id, &of_id) && !url_is_opaque(of_id)) {
		*out = of_id;
		return id;
	}
	*out = direct;
	return direct.p == url.p ? claimed : url_str(direct);
}

/* ---- who is who ---- */

static bool
is_universal(struct str id)
{
	struct str scheme;

	return pull_scheme(&id, &scheme);
}

/* An id that is an address is one in all its spellings, and as two sections of an outlet write it;
 * but in a ticker the fragment is the item. */
static void
push_id(struct planner *planner, struct str id, struct buf *out)
{
	struct url url;
	struct str fragment;

	if (!is_universal(id)) {
		buf_push_str(out, planner->document_key);
		buf_push_char(out, '\n');
	}
	if (!is_web(planner->arena, id, &url)) {
		buf_push_str(out, id);
		return;
	}
	buf_push_str(out, url_key(planner->arena, url));
	fragment = url_str(url);
	pull_to(&fragment, "#");
	buf_push_str(out, fragment);
}

static void
push_title(const struct feed_entry *entry, struct buf *out)
{
	const struct when *when = entry->published.precision ? &entry->published : &entry->updated;

	buf_push_str(out, str_trim(entry->title.text));
	buf_push_format(out, "\n%lld", (long long)when->ms);
}

/* What tells an item from others at the same page: a digest of its id; without one, of title and
 * date. */
static struct str
tail_of(struct planner *planner, size_t i)
{
	const struct feed_entry *entry = &planner->plan->feed.items[i];
	struct buf text CLEAN(buf_done) = { 0 };
	struct str id = str_trim(entry->id);
	struct digest digest;
	char hex[DIGEST_HEX + 1];

	if (planner->tails[i].n)
		return planner->tails[i];
	if (id.n)
		push_id(planner, id, &text);
	else
		push_title(entry, &text);
	digest = digest_of(buf_raw(&text));
	digest_hex(&digest, hex);
	return planner->tails[i] = str_format(planner->arena, "#%.*s", TAIL_DIGITS, hex);
}

static bool
is_nothing(const struct feed_entry *entry)
{
	return !str_trim(entry->title.text).n && !str_trim(entry->content.text).n &&
	       !str_trim(entry->summary.text).n && !entry->enclosures.count;
}

static bool
is_front_page(struct url url)
{
	return str_equal(url_path(url), S("/")) && !url_query(url).n;
}

static void
plan_item(struct planner *planner, size_t i)
{
	struct items_plan *plan = planner->plan;
	const struct feed_entry *entry = &plan->feed.items[i];
	struct item *item = &plan->items[i];
	struct url url;
	bool made;

	*item = (struct item){ &plan->question, &plan->feed, entry, item->base, { 0 }, { 0 } };
	item->url = page_of(planner->arena, entry, &url);
	if (is_nothing(entry)) {
		plan->faults[i] = err_new(ERR_EMPTY, "item without title and text");
	} else if (item->url.n) {
		planner->keys[i] = url_key(planner->arena, url);
		map_add(&planner->by_key, planner->keys[i], (int64_t)i, &made);
		if (is_front_page(url) ||
		    (planner->own_key.n && str_equal(planner->keys[i], planner->own_key)))
			item->key_tail = tail_of(planner, i);
	} else if (planner->feed_url.n) {
		item->key_tail = tail_of(planner, i);
		item->url = str_join(planner->arena, planner->feed_url, item->key_tail, STR_END);
	} else {
		plan->faults[i] = err_new(ERR_URL, "item without an address");
	}
}

static size_t
first_at(const struct planner *planner, size_t i)
{
	return (size_t)*map_find(&planner->by_key, planner->keys[i]);
}

/* Whether the item is another than the first at its page. */
static bool
is_other(struct planner *planner, size_t i)
{
	size_t first;

	if (!planner->keys[i].n || (first = first_at(planner, i)) == i)
		return false;
	return !str_equal(tail_of(planner, i), tail_of(planner, first));
}

/* A page that several items share is no item's own. */
static void
part(struct planner *planner)
{
	struct items_plan *plan = planner->plan;
	bool *shared = arena_array(planner->arena, bool, plan->feed.count);

	for (size_t i = 0; i < plan->feed.count; i++)
		if (is_other(planner, i))
			shared[first_at(planner, i)] = true;
	for (size_t i = 0; i < plan->feed.count; i++)
		if (planner->keys[i].n && !plan->items[i].key_tail.n &&
		    shared[first_at(planner, i)])
			plan->items[i].key_tail = tail_of(planner, i);
}

/* ---- the feed ---- */

static struct str
document_base(struct arena *arena, const struct feed_question *question)
{
	struct str location = str_trim(question->location);

	if (!location.n || !reference_is_safe(location))
		return str_trim(question->base);
	return reference_resolve(arena, str_trim(question->base), location);
}

/* The page the feed stands for, else the feed; without fragment: one of our own will be put behind
 * it. */
static void
plan_addresses(struct planner *planner)
{
	const struct items_plan *plan = planner->plan;
	struct url document = { 0 }, url;
	struct str s;

	if (is_web(planner->arena, plan->question.feed.base, &document))
		planner->document_key = url_key(planner->arena, document);
	if (is_web(planner->arena, plan->feed.head.url, &url))
		planner->own_key = url_key(planner->arena, url);
	else
		url = document;
	s = url_str(url);
	planner->feed_url = pull_to(&s, "#");
}

/* The head alone goes out with the items: its texts are made safe. */
static void
head_clean(struct arena *arena, struct markup *markup, struct feed *feed)
{
	struct feed head = *feed;
	struct feed_text *title = &feed->head.title;

	if (title->text.p)
		*title = (struct feed_text){ str_trim(item_plain(arena, markup, title)),
			title->base, TEXT_PLAIN };
	head.head = feed->head;
	head.count = 0;
	feed_clean(arena, &head);
	feed->head = head.head;
}

struct err
items_plan(struct arena *arena, struct markup *markup, const struct items_question *question,
    struct items_plan *plan)
{
	struct planner planner = { .arena = arena, .plan = plan, .by_key = { .arena = arena } };
	struct str base = document_base(arena, &question->feed);
	struct feed_question feed_question = question->feed;
	struct feed feed;
	struct err err;

	feed_question.raw = true;
	err = feed_parse(arena, &feed_question, &feed);
	if (err.code)
		return err;
	head_clean(arena, markup, &feed);
	*plan = (struct items_plan){ .question = *question,
		.feed = feed,
		.items = arena_array(arena, struct item, feed.count),
		.faults = arena_array(arena, struct err, feed.count) };
	planner.keys = arena_array(arena, struct str, feed.count);
	planner.tails = arena_array(arena, struct str, feed.count);
	plan_addresses(&planner);
	for (size_t i = 0; i < feed.count; i++) {
		plan->items[i].base = base;
		plan_item(&planner, i);
	}
	part(&planner);
	return err;
}

struct err
items_article(struct arena *arena, struct markup *markup, const struct items_plan *plan, size_t i,
    struct article *out)
{
	const struct item *item = &plan->items[i];
	struct question question = { .source = item->question->source,
		.zone_s = item->question->feed.zone_s,
		.now = item->question->now };

	if (plan->faults[i].code)
		return plan->faults[i];
	return article_read_item(arena, markup, &question, item, out);
}

struct err
items_read(struct arena *arena, struct markup *markup, const struct items_question *question,
    struct items *out)
{
	struct items_plan *plan = arena_new(arena, struct items_plan);
	struct items items = { 0 };
	struct err err = items_plan(arena, markup, question, plan);

	if (err.code)
		return err;
	items.head = plan->feed;
	items.head.items = NULL;
	items.head.count = items.head.capacity = 0;
	items.count = plan->feed.count;
	items.articles = arena_array(arena, struct article, items.count);
	items.faults = arena_array(arena, struct err, items.count);
	for (size_t i = 0; i < items.count; i++)
		items.faults[i] = items_article(arena, markup, plan, i, &items.articles[i]);
	*out = items;
	return err;
}
