#include "base/buf.h"
#include "refine/state_text.h"

enum { PASSAGE_MIN = 60, SOLID_LETTERS = 60, HAN_WORTH = 2, SCRIPTS_MAX = 64, PARAGRAPHS_MAX = 5000 };

static const struct str states[] = {
#define ROW(words) STR_INIT(words),
#include "gen/states.inc"
#undef ROW
};

/* Texts that stand beside an article's. */
static const struct str beside[] = { STR_INIT("description"), STR_INIT("summary"), STR_INIT("excerpt"), STR_INIT("caption"),
	STR_INIT("alt"), STR_INIT("bio"), STR_INIT("copyright"), STR_INIT("credit"), STR_INIT("title"), STR_INIT("headline") };

/* ---- how much there is ---- */

static size_t
letters_of(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += !char_is_space(s.p[i]) && ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

static size_t
page_says(const struct page *page)
{
	size_t letters = 0;

	for (size_t i = 0; i < page->count; i++) {
		const struct page_block *block = &page->blocks[i];
		size_t n = block->chars + HAN_WORTH * block->cjk;
		letters += n >= SOLID_LETTERS && block->link_chars * 2 < block->chars ? n : 0;
	}
	return letters;
}

static bool
has_paragraphs(struct str s)
{
	return str_find_nocase(s, S("<p"), 0) >= 0 || str_find_nocase(s, S("<br"), 0) >= 0;
}

/* Sentences, not an address, a program or a style. */
static bool
is_passage(struct str key, struct str value)
{
	static const struct str ends[] = { STR_INIT(". "), STR_INIT("."), STR_INIT("。"), STR_INIT("！"), STR_INIT("？"), STR_INIT("!"),
		STR_INIT("?") };
	bool ends_somewhere = false;

	if (value.n < PASSAGE_MIN || str_starts_nocase(value, S("http")) || value.p[0] == '{' || value.p[0] == '[' ||
	    str_find(value, S("function("), 0) >= 0 || str_starts_nocase(value, S("<svg")))
		return false;
	for (size_t i = 0; i < LENGTH(beside); i++)
		if (str_equal_nocase(key, beside[i]))
			return false;
	for (size_t i = 0; i < LENGTH(ends); i++)
		ends_somewhere |= str_find(value, ends[i], 0) >= 0;
	return ends_somewhere && (str_find_char(value, ' ', 0) >= 0 || (unsigned char)value.p[0] >= 0xe3);
}

/* ---- the texts of one script ---- */

/* Texts that stand under one key, in objects of one parent. */
struct group {
	size_t letters, count;
	bool has_markup;
};

struct state {
	struct arena *arena;
	struct ld ld;
	struct map groups, seen;
	struct group *items;
	size_t count, capacity;
};

static struct str
group_key(const struct state *state, const struct ld_pair *pair)
{
	return str_format(state->arena, "%u %.*s", state->ld.objects[pair->object].parent, (int)pair->key.n, pair->key.p);
}

static void
count_passage(struct state *state, const struct ld_pair *pair)
{
	bool made;
	int64_t *at = map_add(&state->groups, group_key(state, pair), (int64_t)state->count, &made);

	if (made) {
		arena_push(state->arena, state->items, state->count, state->capacity);
		state->items[state->count++] = (struct group){ 0 };
	}
	struct group *group = &state->items[*at];
	group->count++;
	group->has_markup |= has_paragraphs(pair->value);
	/* several whole texts under one key are several articles: the first is this one */
	if (group->count == 1 || !has_paragraphs(pair->value))
		group->letters += letters_of(pair->value);
}

static const struct group *
largest(const struct state *state)
{
	const struct group *best = NULL;

	for (size_t i = 0; i < state->count; i++)
		if (!best || state->items[i].letters > best->letters)
			best = &state->items[i];
	return best;
}

static void
push_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '<')
			buf_push_literal(out, "&lt;");
		else
			buf_push_char(out, s.p[i]);
}

static void
push_passage(struct buf *out, struct str value)
{
	struct str line;

	if (has_paragraphs(value)) {
		buf_push_literal(out, "<div>");
		buf_push_str(out, value);
		buf_push_literal(out, "</div>");
		return;
	}
	while (value.n && pull_line(&value, &line)) {
		if (!str_trim(line).n)
			continue;
		buf_push_literal(out, "<p>");
		if (str_find(line, S("</"), 0) >= 0)
			buf_push_str(out, line);
		else
			push_escaped(out, line);
		buf_push_literal(out, "</p>");
	}
}

static void
push_group(struct state *state, const struct group *group, struct buf *out)
{
	size_t pushed = 0;

	for (size_t i = 0; i < state->ld.pair_count && pushed < PARAGRAPHS_MAX && out->n < STATE_TEXT_MAX; i++) {
		const struct ld_pair *pair = &state->ld.pairs[i];
		bool made;
		if (!is_passage(pair->key, pair->value) ||
		    &state->items[*map_find(&state->groups, group_key(state, pair))] != group)
			continue;
		map_add(&state->seen, pair->value, 0, &made);
		if (!made || (pushed && group->has_markup && has_paragraphs(pair->value)))
			continue;
		push_passage(out, pair->value);
		pushed++;
	}
}

/* The most of the texts that ${script}, an object, holds; gives how many letters. */
static size_t
read_state(struct arena *arena, struct str script, struct buf *out)
{
	struct state state = { .arena = arena, .groups.arena = arena, .seen.arena = arena };
	const struct group *best;

	ld_read(arena, script, &state.ld);
	for (size_t i = 0; i < state.ld.pair_count; i++)
		if (is_passage(state.ld.pairs[i].key, state.ld.pairs[i].value))
			count_passage(&state, &state.ld.pairs[i]);
	best = largest(&state);
	if (!best)
		return 0;
	push_group(&state, best, out);
	return best->letters;
}

/* ---- the scripts of the page ---- */

/* The object that a script begins with or gives a name to; empty: none. */
static struct str
state_of(const struct node *node, struct str script)
{
	ptrdiff_t at;

	if (str_equal_nocase(str_trim(node_attr(node, ATTR_TYPE)), S("application/json")))
		return script;
	for (size_t i = 0; i < LENGTH(states); i++) {
		at = str_find(script, states[i], 0);
		at = at < 0 ? at : str_find_char(script, '{', (size_t)at);
		if (at >= 0)
			return str_from(script, (size_t)at);
	}
	return S("");
}

static size_t
read_scripts(struct arena *arena, const struct page *page, struct buf *out)
{
	size_t most = 0;
	unsigned left = SCRIPTS_MAX;

	for (uint32_t i = 1; i < page->doc->count && left; i++) {
		struct buf text CLEAN(buf_done) = { .max = STATE_TEXT_MAX };
		struct str state;
		size_t letters;
		if (page->doc->nodes[i].tag != TAG_SCRIPT)
			continue;
		state = state_of(&page->doc->nodes[i], doc_text_of(arena, page->doc, i));
		left -= state.n > 0;
		letters = state.n ? read_state(arena, state, &text) : 0;
		if (letters <= most)
			continue;
		most = letters;
		buf_reset(out);
		buf_push_str(out, buf_str(&text));
	}
	return most;
}

struct str
state_text(struct arena *arena, const struct page *page)
{
	struct buf out CLEAN(buf_done) = { .max = 2 * STATE_TEXT_MAX };
	size_t says = page_says(page), found;

	/* a page of headlines and prices has texts in its scripts, too */
	if (says > STATE_PAGE_MAX || (!page->is_article && page->regions[0].chars > STATE_SHELL_MAX))
		return S("");
	found = letters_of(page->body_claimed);
	if (found >= STATE_TEXT_MIN)
		push_passage(&out, page->body_claimed);
	else
		found = read_scripts(arena, page, &out);
	if (out.err.code || found < STATE_TEXT_MIN || found < STATE_TIMES * says)
		return S("");
	return str_join(arena, S("<article>"), buf_str(&out), S("</article>"), STR_END);
}
