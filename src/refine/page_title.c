#include "refine/page_title.h"
#include "text/fold.h"

enum { HEAD_MIN = 8, TAIL_WORDS_MAX = 4, CUT_TITLE_WEIGHT = 31, BEGINNING_PART = 4 };

static struct str
fold(struct arena *arena, struct str s)
{
	struct buf out CLEAN(buf_done) = { 0 };
	size_t n = 0;

	fold_str(s, &out);
	for (size_t i = 0; i < out.n; i++) {
		unsigned char c = (unsigned char)out.p[i];
		if (c >= 0x80 || char_is_alpha((char)c) || char_is_digit((char)c))
			out.p[n++] = (char)c;
	}
	return str_copy(arena, (struct str){ out.p, n });
}

void
titles_add(struct titles *titles, struct str text, int weight, const char *from)
{
	text = str_trim(text);
	if (!text.n || titles->count == TITLES_MAX)
		return;
	titles->items[titles->count++] =
	    (struct titles_one){ text, fold(titles->arena, text), weight, from };
}

/* ---- the site's name at the end, or before ---- */

static const struct str separators[] = { STR_INIT(" | "), STR_INIT(" - "), STR_INIT(" – "), STR_INIT(" — "),
	STR_INIT(" · "), STR_INIT(" » "), STR_INIT(" :: "), STR_INIT(" « "), STR_INIT(" • "), STR_INIT("｜"), STR_INIT("_"),
	STR_INIT("－"), STR_INIT(" ~ "), STR_INIT("|"), STR_INIT("ㅣ") };

static ptrdiff_t
find_last(struct str s, struct str what)
{
	ptrdiff_t last = -1;

	for (ptrdiff_t at = 0; (at = str_find(s, what, (size_t)at)) >= 0; at++)
		last = at;
	return last;
}

/* Where the last separator stands; -1 without one. */
static ptrdiff_t
last_separator(struct str s, size_t *width)
{
	ptrdiff_t best = -1;

	for (size_t i = 0; i < LENGTH(separators); i++) {
		ptrdiff_t at = find_last(s, separators[i]);
		if (at > best) {
			best = at;
			*width = separators[i].n;
		}
	}
	return best;
}

/* What names the site, in letters only. */
struct names {
	struct arena *arena;
	struct str site, host;
};

static bool
is_site(const struct names *names, struct str text)
{
	struct str letters = fold(names->arena, text);

	if (!letters.n)
		return true;
	if (names->site.n && (str_find(names->site, letters, 0) >= 0 || str_find(letters, names->site, 0) >= 0))
		return true;
	return letters.n > 3 && str_find(names->host, letters, 0) >= 0;
}

static size_t
words_of(struct str s)
{
	size_t words = 0;

	for (struct str word; pull_field(&s, ' ', &word);)
		words += word.n > 0;
	return words;
}

/* A tail that names a site that we do not know: few words, no sentence. */
static bool
is_tail(struct str head, struct str tail)
{
	return tail.n && tail.n * 2 <= head.n && words_of(tail) <= TAIL_WORDS_MAX && !strchr(".?!\"", tail.p[tail.n - 1]);
}

/* Without what names the site at the end; of titles that programs write also what only looks like it. */
static struct str
without_site(const struct names *names, struct str title, bool loose)
{
	for (unsigned i = 0; i < 3; i++) {
		size_t width = 0;
		ptrdiff_t at = last_separator(title, &width);
		struct str head, tail;

		if (at < HEAD_MIN)
			break;
		head = str_trim(str_slice(title, 0, (size_t)at));
		tail = str_trim(str_from(title, (size_t)at + width));
		if (!is_site(names, tail) && !(loose && is_tail(head, tail)))
			break;
		title = head;
	}
	return title;
}

/* "Outlook | Headline": the site's name before. */
static struct str
without_site_before(const struct names *names, struct str title)
{
	for (size_t i = 0; i < LENGTH(separators); i++) {
		ptrdiff_t at = str_find(title, separators[i], 0);
		struct str rest = str_trim(str_from(title, (size_t)(at < 0 ? 0 : at) + separators[i].n));
		if (at > 1 && rest.n > HEAD_MIN && words_of(rest) > 2 && words_of(str_slice(title, 0, (size_t)at)) <= TAIL_WORDS_MAX &&
		    is_site(names, str_slice(title, 0, (size_t)at)))
			return rest;
	}
	return title;
}

/* ---- choosing ---- */

static bool
is_from(const struct titles_one *one, const char *from)
{
	return strcmp(one->from, from) == 0;
}

/* What people see as the headline has no site's name behind it that we do not know. */
static bool
is_seen(const struct titles *titles, size_t count, struct str folded)
{
	for (size_t i = 0; i < count; i++)
		if (is_from(&titles->items[i], "h1") && str_equal(titles->items[i].folded, folded))
			return true;
	return false;
}

static void
add_cut(struct titles *titles, const struct names *names)
{
	size_t count = titles->count;

	for (size_t i = 0; i < count; i++) {
		struct titles_one *one = &titles->items[i];
		bool loose = !is_from(one, "headline") && !is_seen(titles, count, one->folded);
		struct str cut = without_site_before(names, without_site(names, one->text, loose));
		if (cut.n == one->text.n)
			continue;
		titles_add(titles, cut, is_from(one, "title") ? CUT_TITLE_WEIGHT : one->weight, one->from);
		/* what names the site is less likely the headline */
		one->weight /= 3;
	}
}

/* Texts cut off by programs speak for the longer ones that begin so. */
static bool
is_cut_off(const struct titles_one *one, const struct titles_one *other)
{
	return (str_ends(one->text, S("...")) || str_ends(one->text, S("…"))) && other->folded.n > one->folded.n &&
	       one->folded.n > HEAD_MIN && str_starts(other->folded, one->folded);
}

static bool
is_cut_off_any(const struct titles *titles, const struct titles_one *one)
{
	for (size_t i = 0; i < titles->count; i++)
		if (is_cut_off(one, &titles->items[i]))
			return true;
	return false;
}

static int
weight_of(const struct titles *titles, const struct titles_one *one)
{
	int weight = 0;

	for (size_t i = 0; i < titles->count; i++) {
		const struct titles_one *other = &titles->items[i];
		if (str_equal(one->folded, other->folded) || is_cut_off(other, one))
			weight += other->weight;
		else if (one->folded.n > 10 && str_starts(other->folded, one->folded))
			weight += other->weight / BEGINNING_PART;
	}
	return weight;
}

void
titles_choose(struct titles *titles, struct str site, struct str host, struct str *out, struct str *evidence)
{
	struct names names = { titles->arena, fold(titles->arena, site), fold(titles->arena, host) };
	int best = 0, own = 0;

	add_cut(titles, &names);
	for (size_t i = 0; i < titles->count; i++) {
		const struct titles_one *one = &titles->items[i];
		int weight = one->folded.n && !is_cut_off_any(titles, one) ? weight_of(titles, one) : 0;

		if (names.site.n && str_equal(one->folded, names.site))
			weight /= 4;
		if (weight > best || (weight == best && one->weight > own)) {
			best = weight;
			own = one->weight;
			*out = one->text;
			*evidence = str_from_c(one->from);
		}
	}
}
