#include "record/outline.h"

struct outline *
outlines_add(struct arena *arena, struct outlines *outlines)
{
	if (outlines->count == OUTLINES_MAX)
		return NULL;
	arena_push(arena, outlines->items, outlines->count, outlines->capacity);
	outlines->items[outlines->count] = (struct outline){ 0 };
	return &outlines->items[outlines->count++];
}

bool
outline_is_of_comments(struct str title, struct str url)
{
	static const char *const words[] = { "comment", "kommentar", "评论", "評論", "留言",
		"回應" };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_find_nocase(title, str_from_c(words[i]), 0) >= 0)
			return true;
	return str_find_nocase(url, S("/comments/"), 0) >= 0 ||
	       str_find_nocase(url, S("comments-rss"), 0) >= 0;
}

/* ---- one feed in several formats ---- */

/* Best first: Atom says most (ids, two dates), JSON Feed least often what the others do. */
enum format_kind { KIND_ATOM, KIND_RSS, KIND_RDF, KIND_JSON, KIND_UNSAID };

static bool
is_word_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || (unsigned char)c >= 0x80;
}

/* The next run of letters and digits; false at the end. */
static bool
pull_word(struct str *s, struct str *word)
{
	size_t from = 0, to;

	while (from < s->n && !is_word_char(s->p[from]))
		from++;
	for (to = from; to < s->n && is_word_char(s->p[to]);)
		to++;
	*word = str_slice(*s, from, to);
	*s = str_from(*s, to);
	return word->n > 0;
}

static const struct format_word {
	struct str word;
	enum format_kind kind;
} format_words[] = {
	{ STR_INIT("atom"), KIND_ATOM },
	{ STR_INIT("atom1"), KIND_ATOM },
	{ STR_INIT("atom10"), KIND_ATOM },
	{ STR_INIT("atom03"), KIND_ATOM },
	{ STR_INIT("rss"), KIND_RSS },
	{ STR_INIT("rss1"), KIND_RDF },
	{ STR_INIT("rss2"), KIND_RSS },
	{ STR_INIT("rss20"), KIND_RSS },
	{ STR_INIT("rss10"), KIND_RDF },
	{ STR_INIT("rss091"), KIND_RSS },
	{ STR_INIT("rss092"), KIND_RSS },
	{ STR_INIT("rdf"), KIND_RDF },
	{ STR_INIT("json"), KIND_JSON },
	{ STR_INIT("jsonfeed"), KIND_JSON },
	{ STR_INIT("feedjson"), KIND_JSON },
	{ STR_INIT("xml"), KIND_UNSAID },
	{ STR_INIT("feed"), KIND_UNSAID },
	{ STR_INIT("feeds"), KIND_UNSAID },
	{ STR_INIT("index"), KIND_UNSAID },
	{ STR_INIT("format"), KIND_UNSAID },
	{ STR_INIT("type"), KIND_UNSAID },
	{ STR_INIT("alt"), KIND_UNSAID },
};

static const struct format_word *
format_word(struct str word)
{
	for (size_t i = 0; i < LENGTH(format_words); i++)
		if (str_equal_nocase(word, format_words[i].word))
			return &format_words[i];
	return NULL;
}

static enum format_kind
kind_in(struct str s)
{
	struct str word;

	while (pull_word(&s, &word)) {
		const struct format_word *row = format_word(word);

		if (row && row->kind != KIND_UNSAID)
			return row->kind;
	}
	return KIND_UNSAID;
}

static struct str
host_of(struct str url)
{
	struct str host = url_host((struct url){ url.p, url.n });

	pull_str(&host, S("www."));
	return host;
}

static struct str
path_of(struct str url)
{
	struct str path = url_path((struct url){ url.p, url.n });

	return (struct str){ path.p, (size_t)(url.p + url.n - path.p) };
}

static enum format_kind
kind_of(const struct outline *outline)
{
	struct str path = path_of(outline->url);
	const struct str say[] = { outline->type, outline->title, path };
	enum format_kind kind = KIND_UNSAID;

	for (size_t i = 0; i < LENGTH(say) && kind == KIND_UNSAID; i++)
		kind = kind_in(say[i]);
	return kind;
}

static bool
is_version(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!char_is_digit(word.p[i]))
			return false;
	return word.n <= 2;
}

/* Without words of formats and (of a title) the numbers behind them, in lower case. */
static struct str
stem_of(struct arena *arena, struct str s, bool is_title)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct str word;
	bool behind = false;

	while (pull_word(&s, &word)) {
		bool format = format_word(word) || (is_title && behind && is_version(word));

		behind = format;
		for (size_t i = 0; !format && i < word.n; i++)
			buf_push_char(&out, char_lower(word.p[i]));
		if (!format)
			buf_push_char(&out, ' ');
	}
	return str_copy(arena, buf_str(&out));
}

static bool
is_same(struct arena *arena, const struct outline *a, const struct outline *b)
{
	struct str title_a = stem_of(arena, a->title, true);
	struct str title_b = stem_of(arena, b->title, true);

	if (kind_of(a) == kind_of(b) || !str_equal(host_of(a->url), host_of(b->url)))
		return false;
	if (title_a.n && title_b.n && !str_equal(title_a, title_b))
		return false;
	return title_a.n && title_b.n ? true
				      : str_equal(stem_of(arena, path_of(a->url), false),
					    stem_of(arena, path_of(b->url), false));
}

static bool
is_of_comments(const struct outline *outline)
{
	return outline_is_of_comments(outline->title, outline->url);
}

/* What is worth a choice, where there is anything better: a feed that is named, one that is not of
 * comments. */
struct worth {
	bool named, articles;
};

static struct worth
worth_of(const struct outlines *outlines)
{
	struct worth worth = { false, false };

	for (size_t i = 0; i < outlines->count; i++) {
		worth.named |= !outlines->items[i].is_guess;
		worth.articles |= !is_of_comments(&outlines->items[i]);
	}
	return worth;
}

static bool
is_passed_over(const struct worth *worth, const struct outline *one)
{
	return (worth->named && one->is_guess) || (worth->articles && is_of_comments(one));
}

ptrdiff_t
outlines_best(struct arena *arena, const struct outlines *outlines)
{
	struct worth worth = worth_of(outlines);
	ptrdiff_t best = -1;
	unsigned kinds = 0;

	for (size_t i = 0; i < outlines->count; i++) {
		const struct outline *one = &outlines->items[i];
		enum format_kind kind = kind_of(one);

		if (is_passed_over(&worth, one))
			continue;
		if (kinds & 1u << kind ||
		    (best >= 0 && !is_same(arena, &outlines->items[best], one)))
			return -1;
		kinds |= 1u << kind;
		if (best < 0 || kind < kind_of(&outlines->items[best]))
			best = (ptrdiff_t)i;
	}
	return best;
}
