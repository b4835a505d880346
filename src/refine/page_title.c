#include "refine/page_title.h"
#include "text/fold.h"

enum { HEAD_MIN = 8 };

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
	STR_INIT("－"), STR_INIT(" ~ "), STR_INIT("|") };

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

static bool
contains(struct str a, struct str b)
{
	return a.n && b.n && str_find(a, b, 0) >= 0;
}

/* Without what names the site: as long as the end is the site's name, or much shorter than what is left. */
static struct str
without_site(struct arena *arena, struct str title, struct str site)
{
	struct str folded_site = fold(arena, site);

	for (unsigned i = 0; i < 3; i++) {
		size_t width = 0;
		ptrdiff_t at = last_separator(title, &width);
		struct str head, tail, folded;

		if (at < HEAD_MIN)
			break;
		head = str_trim(str_slice(title, 0, (size_t)at));
		tail = str_trim(str_from(title, (size_t)at + width));
		folded = fold(arena, tail);
		if (!contains(folded_site, folded) && !contains(folded, folded_site) && tail.n * 3 > head.n * 2)
			break;
		title = head;
	}
	return title;
}

/* ---- choosing ---- */

static void
add_cut(struct titles *titles, struct str site)
{
	size_t count = titles->count;

	for (size_t i = 0; i < count; i++) {
		struct titles_one *one = &titles->items[i];
		struct str cut = without_site(titles->arena, one->text, site);
		bool is_title = str_equal(str_from_c(one->from), S("title"));
		if (cut.n == one->text.n)
			continue;
		titles_add(titles, cut, is_title ? 58 : one->weight, one->from);
		/* what names the site is less likely the headline */
		one->weight /= 3;
	}
}

static int
weight_of(const struct titles *titles, const struct titles_one *one)
{
	int weight = 0;

	for (size_t i = 0; i < titles->count; i++) {
		const struct titles_one *other = &titles->items[i];
		if (str_equal(one->folded, other->folded))
			weight += other->weight;
		else if (one->folded.n > 10 && str_starts(other->folded, one->folded))
			weight += other->weight / 3;
	}
	return weight;
}

void
titles_choose(struct titles *titles, struct str site, struct str *out, struct str *evidence)
{
	int best = 0, own = 0;

	add_cut(titles, site);
	for (size_t i = 0; i < titles->count; i++) {
		const struct titles_one *one = &titles->items[i];
		int weight = one->folded.n ? weight_of(titles, one) : 0;
		if (weight > best || (weight == best && one->weight > own)) {
			best = weight;
			own = one->weight;
			*out = one->text;
			*evidence = str_from_c(one->from);
		}
	}
}
