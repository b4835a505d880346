/* How far names are apart by sound: the least cost of making one of the other, syllable by syllable. */
#include <string.h>

#include "text/pinyin.h"

enum {
	COST_WHOLE = 1000, /* a syllable more, or one of another sound */
	COST_WEAK = 500,   /* a weak one more */
	COST_CLASS = 250,  /* beginnings of one class */
	COST_INITIAL = 500, /* of two */
	COST_FINAL_NEAR = 200,
	COST_FINAL = 600,
};

/* Beginnings that stand for one foreign sound. */
static int
class_of(const char *initial)
{
	static const char *const classes[] = { "b p", "d t", "g k h", "z zh j c ch q", "s sh x", "l r n", "f w v h", "m" };
	size_t n = strlen(initial);

	for (size_t i = 0; n && i < LENGTH(classes); i++)
		for (const char *at = classes[i]; (at = strstr(at, initial)); at += n)
			if ((at == classes[i] || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
				return (int)i + 1;
	return 0;
}

static unsigned
initial_cost(const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return 0;
	return class_of(a) && class_of(a) == class_of(b) ? COST_CLASS : COST_INITIAL;
}

/* Finals with a vowel in common: ie and ai, ei and ui, an and ang. */
static unsigned
final_cost(const char *a, const char *b)
{
	static const char vowels[] = "aeiouv";

	if (strcmp(a, b) == 0)
		return 0;
	for (const char *at = a; *at; at++)
		if (strchr(vowels, *at) && strchr(b, *at))
			return COST_FINAL_NEAR;
	return COST_FINAL;
}

static unsigned
change_cost(const struct syllable *a, const struct syllable *b)
{
	unsigned cost = initial_cost(a->initial, b->initial) + final_cost(a->final, b->final);

	return cost < COST_WHOLE ? cost : COST_WHOLE;
}

static unsigned
drop_cost(const struct syllable *syllable)
{
	return syllable->is_weak ? COST_WEAK : COST_WHOLE;
}

static unsigned
least(unsigned a, unsigned b, unsigned c)
{
	unsigned least = a < b ? a : b;

	return least < c ? least : c;
}

unsigned
syllables_distance(const struct syllable *a, size_t n, const struct syllable *b, size_t m)
{
	unsigned rows[2][SYLLABLES_MAX + 1] = { 0 };

	if (!n || !m || n > SYLLABLES_MAX || m > SYLLABLES_MAX)
		return COST_WHOLE;
	for (size_t k = 0; k < m; k++)
		rows[0][k + 1] = rows[0][k] + drop_cost(&b[k]);
	for (size_t i = 0; i < n; i++) {
		unsigned *above = rows[i % 2], *row = rows[(i + 1) % 2];
		row[0] = above[0] + drop_cost(&a[i]);
		for (size_t k = 0; k < m; k++)
			row[k + 1] = least(above[k] + change_cost(&a[i], &b[k]), above[k + 1] + drop_cost(&a[i]), row[k] + drop_cost(&b[k]));
	}
	return rows[n % 2][m] / (unsigned)(n > m ? n : m);
}
