#include "follow/choose.h"

/* Words that name a format, in titles and addresses; the higher the better: Atom says most (ids, two dates), JSON Feed least often
 * what the others do. */
static const struct {
	struct str word;
	int rank;
} formats[] = {
	{ STR_INIT("atom"), 3 }, { STR_INIT("rss2"), 2 }, { STR_INIT("rss"), 2 }, { STR_INIT("rdf"), 1 },
	{ STR_INIT("json"), 1 }, { STR_INIT("feed"), 0 }, { STR_INIT("xml"), 0 }, { STR_INIT("2.0"), 0 },
	{ STR_INIT("1.0"), 0 }, { STR_INIT("0.92"), 0 }, { STR_INIT("0.91"), 0 },
};

static const struct str comment_words[] = {
	STR_INIT("comment"), STR_INIT("评论"), STR_INIT("評論"), STR_INIT("留言"), STR_INIT("回應"), STR_INIT("kommentar"),
};

static bool
is_of_comments(const struct outline *feed)
{
	for (size_t i = 0; i < LENGTH(comment_words); i++)
		if (str_find_nocase(feed->title, comment_words[i], 0) >= 0 ||
		    str_find_nocase(feed->url, comment_words[i], 0) >= 0)
			return true;
	return false;
}

static int
rank_of(const struct outline *feed)
{
	for (size_t i = 0; i < LENGTH(formats); i++)
		if (str_find_nocase(feed->title, formats[i].word, 0) >= 0 ||
		    str_find_nocase(feed->url, formats[i].word, 0) >= 0)
			return formats[i].rank;
	return 0;
}

/* Length of the word for a format that ${s} begins with; 0 where there is none. */
static size_t
format_at(struct str s)
{
	for (size_t i = 0; i < LENGTH(formats); i++)
		if (str_starts_nocase(s, formats[i].word))
			return formats[i].word.n;
	return 0;
}

/* Letters and other characters without the words for formats and what is between words. */
static struct str
without_formats(struct arena *arena, struct str s)
{
	char *p = arena_alloc(arena, s.n);
	size_t n = 0;

	while (s.n) {
		size_t format = format_at(s);
		unsigned char c = (unsigned char)*s.p;
		if (!format && (c >= 0x80 || char_is_alpha((char)c) || char_is_digit((char)c)))
			p[n++] = char_lower((char)c);
		s = str_from(s, format ? format : 1);
	}
	return (struct str){ p, n };
}

static bool
gives_the_same(struct arena *arena, const struct outline *a, const struct outline *b)
{
	struct str one = a->title.n && b->title.n ? a->title : a->url;
	struct str other = a->title.n && b->title.n ? b->title : b->url;

	return str_equal(without_formats(arena, one), without_formats(arena, other));
}

/* Those that are worth a choice. */
static bool
is_left_out(const struct outlines *feeds, const struct outline *feed, bool named)
{
	return (named && feed->is_guess) || (feeds->count > 1 && is_of_comments(feed));
}

const struct outline *
outline_choose(struct arena *arena, const struct outlines *feeds)
{
	const struct outline *best = NULL;
	bool named = false;

	for (size_t i = 0; i < feeds->count; i++)
		named |= !feeds->items[i].is_guess;
	for (size_t i = 0; i < feeds->count; i++) {
		const struct outline *feed = &feeds->items[i];
		if (is_left_out(feeds, feed, named))
			continue;
		if (best && !gives_the_same(arena, best, feed))
			return NULL;
		if (!best || rank_of(feed) > rank_of(best))
			best = feed;
	}
	return best;
}
