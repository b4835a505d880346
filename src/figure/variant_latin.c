/* Latin names of one person, as different romanisations write them: Zelensky, Zelenskyy, Zelenskiy; Kuleba, Kouleba. */
#include "figure/variant.h"
#include "text/fold.h"

enum { WORDS_MAX = 6, WORD_BYTES = 40, SLIP_LAST = 5, SLIP_FIRST = 4 /* letters of a word that may have one wrong */ };

struct latin_word {
	char p[WORD_BYTES];
	size_t n;
	char first;	 /* as written, small */
	bool is_initial; /* J. of J. Chung, not I of I-wei */
};

/* What is written in more than one way, in order. */
static const struct {
	struct str from;
	char to[3];
} spellings[] = { { STR_INIT("tch"), "ch" }, { STR_INIT("sch"), "sh" }, { STR_INIT("ou"), "u" }, { STR_INIT("iy"), "y" }, { STR_INIT("yi"), "y" },
	{ STR_INIT("yy"), "y" }, { STR_INIT("ii"), "y" }, { STR_INIT("ij"), "y" }, { STR_INIT("kh"), "h" }, { STR_INIT("ph"), "f" },
	{ STR_INIT("ks"), "x" }, { STR_INIT("i"), "y" }, { STR_INIT("j"), "y" }, { STR_INIT("w"), "v" } };

static bool
spelling_at(struct str s, struct latin_word *out)
{
	for (size_t i = 0; i < LENGTH(spellings); i++)
		if (str_starts(s, spellings[i].from)) {
			size_t n = strlen(spellings[i].to);
			memcpy(out->p + out->n, spellings[i].to, n);
			out->n += n;
			return true;
		}
	return false;
}

static size_t
spelling_size(struct str s)
{
	for (size_t i = 0; i < LENGTH(spellings); i++)
		if (str_starts(s, spellings[i].from))
			return spellings[i].from.n;
	return 1;
}

/* One word: letters alone, spellings folded, doubled letters once. */
static struct latin_word
word_fold(struct str s)
{
	struct latin_word word = { 0 };

	while (s.n && word.n + 3 < WORD_BYTES) {
		size_t from = word.n;
		if (!spelling_at(s, &word) && char_is_alpha(s.p[0]))
			word.p[word.n++] = s.p[0];
		if (from && word.n == from + 1 && word.p[from] == word.p[from - 1])
			word.n = from;
		s = str_from(s, spelling_size(s));
	}
	return word;
}

static size_t
words_fold(struct str latin, struct latin_word out[WORDS_MAX])
{
	struct buf folded CLEAN(buf_done) = { 0 };
	ptrdiff_t comma = str_find_char(latin, ',', 0);
	struct str text;
	size_t n = 0;

	/* Rubio, R-FL */
	fold_str(str_slice(latin, 0, comma < 0 ? latin.n : (size_t)comma), &folded);
	text = buf_str(&folded);
	for (size_t from = 0, to; from < text.n && n < WORDS_MAX; from = to + 1) {
		for (to = from; to < text.n && text.p[to] != ' ' && text.p[to] != '-';)
			to++;
		out[n] = word_fold(str_slice(text, from, to));
		if (!out[n].n)
			continue;
		out[n].first = text.p[from];
		out[n].is_initial = out[n].n == 1 && !(to < text.n && text.p[to] == '-');
		n++;
	}
	return n;
}

/* Petrov, Petrova: two people. */
static bool
is_woman_of(const struct latin_word *a, const struct latin_word *b)
{
	const struct latin_word *longer = a->n > b->n ? a : b;

	return a->n != b->n && longer->p[longer->n - 1] == 'a';
}

/* One letter at the end, at most, of ${letters} at least; elsewhere, or another one, of one letter more in a last name: Green, Groen are two. */
static bool
is_one_slip(const struct latin_word *a, const struct latin_word *b, size_t letters)
{
	size_t front = 0, back = 0, least = a->n < b->n ? a->n : b->n, most = a->n < b->n ? b->n : a->n;

	while (front < least && a->p[front] == b->p[front])
		front++;
	while (back < least - front && a->p[a->n - 1 - back] == b->p[b->n - 1 - back])
		back++;
	return most - least <= 1 && front + back + 1 >= most && most >= letters + (front < least && letters >= SLIP_LAST) && !is_woman_of(a, b);
}

static bool
word_is_same(const struct latin_word *a, const struct latin_word *b, size_t letters)
{
	return (a->n == b->n && memcmp(a->p, b->p, a->n) == 0) || is_one_slip(a, b, letters);
}

/* First names: the same, or one the initial of the other. */
static bool
first_is_same(const struct latin_word *a, const struct latin_word *b)
{
	return word_is_same(a, b, SLIP_FIRST) || ((a->is_initial || b->is_initial) && a->first == b->first);
}

/* A word alone must be the very last word of the other. */
bool
latin_is_same(struct str a, struct str b)
{
	struct latin_word x[WORDS_MAX], y[WORDS_MAX];
	size_t n = words_fold(a, x), m = words_fold(b, y);

	if (!n || !m || !word_is_same(&x[n - 1], &y[m - 1], (n == 1) == (m == 1) ? SLIP_LAST : WORD_BYTES))
		return false;
	/* Nguyen Xuan Phuc, Nguyen Hanh Phuc */
	if (n == 3 && m == 3 && !first_is_same(&x[1], &y[1]))
		return false;
	return n == 1 || m == 1 || first_is_same(&x[0], &y[0]);
}
