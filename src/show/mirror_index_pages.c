#include "show/mirror_index.h"

/* ---- lines ---- */

static void
line_draw(const struct html_out *as, const struct shelved_article *article, struct buf *line)
{
	struct html_out out = *as;

	out.to = line;
	out_put(&out, "<li><a");
	out_href(&out, "/a/%lld", (long long)article->row.id);
	out_lang(&out, article->row.lang);
	out_put(&out, ">");
	if (article->row.headline.n)
		out_text(&out, article->row.headline);
	else
		out_word(&out, WORD_NO_TITLE);
	out_put(&out, "</a><small>");
	out_text(&out, day_text(out.arena, article->day));
	out_dot(&out);
	out_text(&out, article->row.source_name);
	out_put(&out, "</small></li>\n");
}

static unsigned
depth_of(struct str name)
{
	unsigned depth = 0;

	for (size_t i = 0; i < name.n; i++)
		depth += name.p[i] == '/';
	return depth < DEPTHS ? depth : DEPTHS - 1;
}

static void
lines_write(const struct catalogue *all, struct html_out *out, uint32_t from, uint32_t to)
{
	struct mirror *mirror = all->mirror;
	struct str *drawn = all->drawn[depth_of(mirror->here)];
	struct buf line CLEAN(buf_done) = { 0 };

	lines_begin(out);
	for (uint32_t i = to; i > from; i--) {
		uint32_t item = all->sorted[i - 1];

		if (!drawn[item].p) {
			buf_reset(&line);
			line_draw(out, &mirror->shelf.items[item], &line);
			drawn[item] = str_copy(&mirror->arena, buf_str(&line));
		}
		buf_push_str(out->to, drawn[item]);
	}
	lines_end(out);
}

void
index_heading(struct html_out *out, struct str text)
{
	out_put(out, "<h1>");
	out_text(out, text);
	out_put(out, "</h1>\n");
}

void
index_way_back(const struct catalogue *all, struct html_out *out)
{
	out_put(out, "<p class='meta'>");
	link_word(out, WORD_SEARCH, FILES_SEARCH);
	out_dot(out);
	out_word(out, all->title);
	out_put(out, " ");
	out_text(out, str_from_c(all->month));
	out_put(out, "</p>\n");
}

/* ---- a pair or word of many headlines ---- */

static void
chunk_steps(
    const struct catalogue *all, struct html_out *out, const struct token *token, size_t chunk)
{
	size_t chunks = (token->count + LINES - 1) / LINES;

	if (chunks < 2)
		return;
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	if (chunk < chunks)
		link_word(out, WORD_NEWER, FILES_PREFIX "%.*s",
		    STR_ARGS(token_file(all, out->arena, token, chunk + 1)));
	if (chunk > 1)
		link_word(out, WORD_OLDER, FILES_PREFIX "%.*s",
		    STR_ARGS(token_file(all, out->arena, token, chunk - 1)));
	out_put(out, "</nav>\n");
}

static struct err
chunk_put(struct catalogue *all, const struct token *token, size_t chunk)
{
	struct mirror *mirror = all->mirror;
	uint32_t from = token->from + (uint32_t)(chunk - 1) * LINES,
		 end = token->from + token->count, to = end - from > LINES ? from + LINES : end;
	uint64_t key = key_of_lines(all, from, to);
	struct sheet sheet;

	key_add(&key, to < end); /* whether there is a newer one, and whether that has a number */
	key_add(&key, to < end && end - to <= LINES);
	key_add_str(&key, str_from_c(all->month));
	arena_reset(&mirror->page);
	if (!unit_begin(mirror, token_file(all, &mirror->page, token, chunk), key))
		return (struct err){ 0 };
	sheet_begin(mirror, &sheet, mirror->unit.name, token->text, WORD_SEARCH,
	    captured_of(all, from, to));
	index_heading(sheet.out, token->text);
	index_way_back(all, sheet.out);
	lines_write(all, sheet.out, from, to);
	chunk_steps(all, sheet.out, token, chunk);
	return sheet_put(mirror, &sheet);
}

struct err
token_pages_put(struct catalogue *all, const struct token *token)
{
	struct err e = { 0 };

	for (size_t chunk = 1; (chunk - 1) * LINES < token->count && !e.code; chunk++)
		e = chunk_put(all, token, chunk);
	return e;
}

/* ---- what begins with some characters ---- */

/* The end of the page that begins with token ${from}. */
static size_t
part_end(const struct catalogue *all, size_t from, size_t to)
{
	size_t lines = 0;

	for (; from < to && lines < PART_LINES; from++)
		lines += lines_of(&all->tokens[from]);
	return from;
}

static void
head_link(const struct catalogue *all, struct html_out *out, const struct head *head)
{
	const struct token *token = &all->tokens[head->from];
	struct buf id CLEAN(buf_done) = { 0 };

	hex_push(&id, head_of(token));
	out_put(out, "<li><a");
	out_href(out, FILES_PREFIX "%.*s#%.*s",
	    STR_ARGS(shelf_file(all, out->arena, token, head->part)), STR_ARGS(buf_str(&id)));
	out_put(out, ">");
	out_text(out, head_of(token));
	out_put(out, "</a></li>\n");
}

void
index_heads(
    const struct catalogue *all, struct html_out *out, const struct head *items, size_t count)
{
	out_put(out, "<ul class='chips'>\n");
	for (size_t i = 0; i < count; i++)
		head_link(all, out, &items[i]);
	out_put(out, "</ul>\n");
}

static void
token_write(const struct catalogue *all, struct html_out *out, const struct token *token)
{
	out_put(out, "<h3>");
	if (token->count <= INLINE) {
		out_text(out, token->text);
		out_put(out, "</h3>\n");
		lines_write(all, out, token->from, token->from + token->count);
		return;
	}
	out_put(out, "<a");
	out_href(out, FILES_PREFIX "%.*s", STR_ARGS(token_file(all, out->arena, token, SIZE_MAX)));
	out_put(out, ">");
	out_text(out, token->text);
	out_put(out, "</a> <small>");
	out_count(out, WORD_N_ARTICLES, token->count);
	out_put(out, "</small></h3>\n");
}

/* A head that goes on from the page before has no id: links lead to where it begins. */
static void
head_write(struct html_out *out, const struct token *token, bool begins)
{
	out_put(out, "<h2");
	if (begins) {
		out_put(out, " id='");
		hex_push(out->to, head_of(token));
		out_put(out, "'");
	}
	out_put(out, ">");
	out_text(out, head_of(token));
	out_put(out, "</h2>\n");
}

/* One page of a shelf: tokens [from, to). */
struct part {
	const struct head *heads; /* of the shelf */
	size_t count;
	size_t from, to, number;
	bool goes_on;
};

static void
part_heads(const struct catalogue *all, struct html_out *out, const struct part *part)
{
	size_t first = 0, end;

	while (first < part->count && part->heads[first].from < part->from)
		first++;
	for (end = first; end < part->count && part->heads[end].from < part->to;)
		end++;
	if (end - first > 1)
		index_heads(all, out, &part->heads[first], end - first);
}

static void
part_steps(const struct catalogue *all, struct html_out *out, const struct part *part)
{
	const struct token *token = &all->tokens[part->heads[0].from];

	if (part->number == 1 && !part->goes_on)
		return;
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	if (part->number > 1)
		link_word(out, WORD_PAGE_BEFORE, FILES_PREFIX "%.*s",
		    STR_ARGS(shelf_file(all, out->arena, token, part->number - 1)));
	if (part->goes_on)
		link_word(out, WORD_PAGE_AFTER, FILES_PREFIX "%.*s",
		    STR_ARGS(shelf_file(all, out->arena, token, part->number + 1)));
	out_put(out, "</nav>\n");
}

static struct err
part_put(struct catalogue *all, const struct part *part, struct str name, int64_t captured)
{
	struct mirror *mirror = all->mirror;
	const struct token *first = &all->tokens[part->from], *last = &all->tokens[part->to - 1];
	struct sheet sheet;

	sheet_begin(mirror, &sheet, name,
	    str_join(&mirror->arena, first->text, S(" – "), last->text, STR_END), WORD_SEARCH,
	    captured);
	index_heading(sheet.out, sheet.title);
	index_way_back(all, sheet.out);
	part_heads(all, sheet.out, part);
	for (const struct token *token = first; token <= last; token++) {
		bool begins = token == &all->tokens[part->heads[0].from] ||
			      !str_equal(head_of(token), head_of(token - 1));

		if (begins || token == first)
			head_write(sheet.out, token, begins);
		token_write(all, sheet.out, token);
	}
	part_steps(all, sheet.out, part);
	return sheet_put(mirror, &sheet);
}

static uint64_t
key_of_shelf(const struct catalogue *all, const struct head *heads, size_t count, int64_t *captured)
{
	uint64_t key = all->shift;

	for (size_t i = heads[0].from; i < heads[count - 1].to; i++) {
		const struct token *token = &all->tokens[i];
		uint32_t end = token->from + token->count;

		key_add_str(&key, token->text);
		key_add(&key, token->count);
		if (token->count > INLINE)
			continue;
		int64_t newest = captured_of(all, token->from, end);
		key_add(&key, key_of_lines(all, token->from, end));
		*captured = newest > *captured ? newest : *captured;
	}
	key_add_str(&key, str_from_c(all->month));
	return key;
}

struct err
shelf_pages_put(struct catalogue *all, const struct head *heads, size_t count)
{
	struct mirror *mirror = all->mirror;
	const struct token *first = &all->tokens[heads[0].from];
	int64_t captured = 0;
	uint64_t key = key_of_shelf(all, heads, count, &captured);
	struct err e = { 0 };

	arena_reset(&mirror->page);
	if (!unit_begin(mirror, shelf_file(all, &mirror->page, first, 1), key))
		return e;
	struct part part = { .heads = heads, .count = count, .to = heads[0].from };
	while (part.to < heads[count - 1].to && !e.code) {
		part.from = part.to;
		part.to = part_end(all, part.from, heads[count - 1].to);
		part.goes_on = part.to < heads[count - 1].to;
		part.number++;
		e = part_put(
		    all, &part, shelf_file(all, &mirror->arena, first, part.number), captured);
	}
	return e;
}

void
shelf_parts(const struct catalogue *all, struct head *heads, size_t count)
{
	size_t end = heads[0].from, part = 0;

	for (size_t i = 0; i < count; i++) {
		for (; end <= heads[i].from; part++)
			end = part_end(all, end, heads[count - 1].to);
		heads[i].part = part;
	}
}
