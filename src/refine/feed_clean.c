#include "refine/feed_clean.h"
#include "refine/sanitise.h"

static struct str
without_carriage_returns(struct str s)
{
	char *p = (char *)(uintptr_t)s.p; /* our own copy */
	size_t n = 0;

	if (str_find(s, S("\r\n"), 0) < 0)
		return s;
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n'))
			p[n++] = s.p[i];
	return (struct str){ p, n };
}

static void
text_clean(struct arena *arena, struct buf *scratch, struct feed_text *text)
{
	if (text->kind == TEXT_GUESS)
		text->kind = markup_is_likely(text->text) ? TEXT_HTML : TEXT_PLAIN;
	if (!text->text.p || (text->kind != TEXT_HTML && text->kind != TEXT_XHTML))
		return;
	buf_reset(scratch);
	sanitise(arena, text->text, text->base, text->kind == TEXT_XHTML, scratch);
	text->text = without_carriage_returns(str_copy(arena, str_trim(buf_str(scratch))));
	text->kind = TEXT_SAFE;
}

void
feed_entry_clean(struct arena *arena, struct feed_entry *entry)
{
	struct buf scratch CLEAN(buf_done) = { 0 };

	for (unsigned i = 0; i < MEMBER_MAX; i++)
		if (entry_fields[i].kind == ENTRY_MARKUP)
			text_clean(arena, &scratch, entry_member(entry, i));
}

void
feed_clean(struct arena *arena, struct feed *feed)
{
	feed_entry_clean(arena, &feed->head);
	for (size_t i = 0; i < feed->count; i++)
		feed_entry_clean(arena, &feed->items[i]);
}
