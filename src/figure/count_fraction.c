#include "figure/count_parts.h"

/* 三分之一, 五又四分之一, 3/5, 1 4/3. */

static bool
is_negative_at(struct str text, size_t *at)
{
	size_t to = count_word_spaced(text, *at, S("负"));

	if (to)
		*at = count_after_blank(text, to);
	return to != 0;
}

static bool
pull_part(struct str text, size_t at, struct numerals *out)
{
	return count_numerals(text, at, out) && out->has_value && !out->has_letter &&
	       !out->is_digits;
}

/* under 分之 over, ${under} being read */
static bool
read_parts(struct str text, const struct numerals *under, bool is_negative, struct fraction *out)
{
	size_t at = count_word_spaced(text, under->to, S("分之"));
	struct numerals over;
	struct fraction f = { 0 };

	if (!at)
		return false;
	at = count_after_blank(text, at);
	f.is_negative = is_negative_at(text, &at) != is_negative;
	if (!pull_part(text, at, &over))
		return false;
	f.value = over.value;
	f.to = over.to;
	if (!decimal_divide(&f.value, under->value))
		return false;
	*out = f;
	return true;
}

/* Quotients are rounded to so many digits; so is their sum with a whole number. */
static bool
add_whole(struct decimal whole, struct decimal over, struct decimal under, struct decimal *out)
{
	if (!decimal_multiply(&whole, under) || !decimal_add(&whole, over) ||
	    !decimal_divide(&whole, under))
		return false;
	*out = whole;
	return true;
}

/* 五又四分之一 */
static bool
read_mixed(struct str text, const struct numerals *whole, bool is_negative, struct fraction *out)
{
	size_t at = count_word_spaced(text, whole->to, S("又"));
	struct numerals under, over;
	struct fraction f = { .is_negative = is_negative };

	if (!at || !pull_part(text, count_after_blank(text, at), &under))
		return false;
	at = count_word_spaced(text, under.to, S("分之"));
	if (!at || !pull_part(text, count_after_blank(text, at), &over) ||
	    !add_whole(whole->value, over.value, under.value, &f.value))
		return false;
	f.to = over.to;
	*out = f;
	return true;
}

static unsigned
slash_size(struct str text, size_t at)
{
	uint32_t rune;
	unsigned n = count_rune(text, at, &rune);

	return rune == '/' || rune == 0xff0f ? n : 0;
}

static bool
pull_whole(struct str text, size_t at, struct written *out)
{
	return count_written(text, at, out) && out->is_whole;
}

/* 3/5; with a whole number and a blank before it 1 4/3. */
static bool
read_slash(struct str text, const struct numerals *first, bool is_negative, struct fraction *out)
{
	struct written over, under;
	size_t at = count_after_blank(text, first->to);
	struct fraction f = { .is_negative = is_negative };
	bool is_mixed = at > first->to && pull_whole(text, at, &over) && slash_size(text, over.to);
	size_t slash = is_mixed ? over.to : first->to;

	uint32_t before = count_rune_before(text, first->from);

	if (!first->is_written || before == '/' || before == 0xff0f || !slash_size(text, slash) ||
	    !pull_whole(text, slash + slash_size(text, slash), &under) ||
	    slash_size(text, under.to))
		return false;
	if (is_mixed ? !add_whole(first->value, over.value, under.value, &f.value)
		     : (f.value = first->value, !decimal_divide(&f.value, under.value)))
		return false;
	f.to = under.to;
	*out = f;
	return true;
}

bool
count_fraction(
    struct str text, const struct numerals *first, bool is_negative, struct fraction *out)
{
	if (!first->has_value || first->has_letter || first->is_power || first->is_digits)
		return false;
	return read_parts(text, first, is_negative, out) ||
	       read_mixed(text, first, is_negative, out) ||
	       read_slash(text, first, is_negative, out);
}
