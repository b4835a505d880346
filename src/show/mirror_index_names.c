#include "show/mirror_index.h"

void
hex_push(struct buf *out, struct str text)
{
	uint32_t rune;

	for (bool first = true; pull_rune(&text, &rune); first = false)
		buf_push_format(out, first ? "%x" : "-%x", rune);
}

/* "i/a/4e": characters are told apart by their code, words by their first letter. */
static struct str
folder_of(const struct catalogue *all, struct arena *arena, struct str text)
{
	bool cjk = head_is_cjk(text);
	uint32_t rune = 0;

	pull_rune(&text, &rune);
	return str_format(arena, cjk ? "i/%s/%x" : "i/%s/w%x", all->name, cjk ? rune >> 8 : rune);
}

uint64_t
shelf_of_token(const struct catalogue *all, const struct token *token)
{
	struct str head = head_of(token);
	uint32_t first = 0, second = 0;
	bool cjk = head_is_cjk(head);

	pull_rune(&head, &first);
	pull_rune(&head, &second);
	if (cjk)
		return first >> all->shift;
	return UINT64_C(1) << 60 | (uint64_t)first << 24 | (all->shift ? 0 : second);
}

struct str
shelf_file(const struct catalogue *all, struct arena *arena, const struct token *token, size_t part)
{
	struct str folder = folder_of(all, arena, token->text);
	unsigned long long shelf = shelf_of_token(all, token) & 0xffffffffffff;

	return part > 1 ? str_format(arena, "%.*s/%llx/p%zu.html", STR_ARGS(folder), shelf, part)
			: str_format(arena, "%.*s/%llx.html", STR_ARGS(folder), shelf);
}

struct str
token_file(
    const struct catalogue *all, struct arena *arena, const struct token *token, size_t chunk)
{
	struct str folder = folder_of(all, arena, token->text);
	size_t chunks = (token->count + LINES - 1) / LINES;
	struct buf out CLEAN(buf_done) = { 0 };

	buf_push_format(&out, "%.*s/c", STR_ARGS(folder));
	hex_push(&out, head_of(token));
	buf_push_char(&out, '/');
	if (token->text.n <= NAME_MAX_BYTES)
		hex_push(&out, token->text);
	else
		buf_push_format(&out, "x%016llx", (unsigned long long)str_hash(token->text));
	if (chunk < chunks)
		buf_push_format(&out, "_%zu", chunk);
	buf_push_literal(&out, ".html");
	return str_copy(arena, buf_str(&out));
}
