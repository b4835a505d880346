/* The functions of paths, as XPath 1.0 has them. */
#include <math.h>

#include "base/table.h"
#include "refine/site_path_inside.h"

#define TEXT(i) path_value_text(walk, &arguments[i])

/* Without an argument: of the place where we stand. */
static struct str
first_or_here(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	return count ? TEXT(0) : path_place_text(walk, focus->at);
}

static struct path_value
call_boolean(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	(void)walk, (void)focus, (void)count;
	return path_truth(path_value_truth(&arguments[0]));
}

static struct path_value
call_concat(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	struct str parts[CALL_ARGUMENTS_MAX];
	size_t n = 0;
	char *p;

	(void)focus;
	for (size_t i = 0; i < count; i++) {
		parts[i] = TEXT(i);
		n += parts[i].n;
	}
	if (!path_spend(walk, n / 8))
		return path_text(S(""));
	p = arena_alloc_dirty(path_arena(walk), n + 1);
	n = 0;
	for (size_t i = 0; i < count; n += parts[i].n, i++)
		if (parts[i].n)
			memcpy(p + n, parts[i].p, parts[i].n);
	return path_text((struct str){ p, n });
}

/* Searching costs as much as the text is long. */
static ptrdiff_t
find(struct site_walk *walk, struct str in, struct str what)
{
	return path_spend(walk, in.n / 64) ? str_find(in, what, 0) : -1;
}

static struct path_value
call_contains(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	(void)focus, (void)count;
	return path_truth(find(walk, TEXT(0), TEXT(1)) >= 0);
}

static struct path_value
call_count(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	(void)walk, (void)focus, (void)count;
	return path_number((double)arguments[0].places.count);
}

static struct path_value
call_ends_with(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	(void)focus, (void)count;
	return path_truth(str_ends(TEXT(0), TEXT(1)));
}

static struct path_value
call_false(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	(void)walk, (void)focus, (void)arguments, (void)count;
	return path_truth(false);
}

static struct path_value
call_id(struct site_walk *walk, const struct path_focus *focus, const struct path_value *arguments,
    size_t count)
{
	struct path_value value = { .kind = VALUE_PLACES };
	struct str id = str_trim(TEXT(0));

	(void)focus, (void)count;
	for (uint32_t i = 1; i < walk->doc->count && path_spend(walk, 1); i++)
		if (str_equal(node_attr(&walk->doc->nodes[i], ATTR_ID), id) && id.n) {
			path_add(walk, &value.places, (struct site_place){ i, -1 });
			break;
		}
	return value;
}

static struct path_value
call_last(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	(void)walk, (void)arguments, (void)count;
	return path_number((double)focus->size);
}

static struct path_value
call_name(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	struct site_place place = focus->at;
	const struct node *node;

	if (count && !arguments[0].places.count)
		return path_text(S(""));
	if (count)
		place = arguments[0].places.items[0];
	node = &walk->doc->nodes[place.node];
	if (place.attr >= 0)
		return path_text(attr_row(node->attrs[place.attr].name)->name);
	if (node->tag == TAG_TEXT || node->tag == TAG_ROOT)
		return path_text(S(""));
	return path_text(
	    node->tag == TAG_UNKNOWN ? node->text : str_from_c(tag_row(node->tag)->name));
}

static struct path_value
call_normalize_space(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	return path_text(path_normal(walk, first_or_here(walk, focus, arguments, count)));
}

static struct path_value
call_not(struct site_walk *walk, const struct path_focus *focus, const struct path_value *arguments,
    size_t count)
{
	(void)walk, (void)focus, (void)count;
	return path_truth(!path_value_truth(&arguments[0]));
}

static struct path_value
call_number(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	if (count)
		return path_number(path_value_number(walk, &arguments[0]));
	return path_number(path_number_of(path_place_text(walk, focus->at)));
}

static struct path_value
call_position(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	(void)walk, (void)arguments, (void)count;
	return path_number((double)focus->position);
}

static struct path_value
call_starts_with(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	(void)focus, (void)count;
	return path_truth(str_starts(TEXT(0), TEXT(1)));
}

static struct path_value
call_string(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	return path_text(first_or_here(walk, focus, arguments, count));
}

static size_t
runes_in(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

static struct path_value
call_string_length(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	struct str s = first_or_here(walk, focus, arguments, count);

	return path_number(path_spend(walk, s.n / 16) ? (double)runes_in(s) : 0);
}

/* Characters from ${from} on, counted from 1, ${length} of them; both as XPath rounds them. */
static struct path_value
call_substring(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	struct str s = TEXT(0), rest = s;
	double from = floor(path_value_number(walk, &arguments[1]) + 0.5), at = 1;
	double end =
	    count > 2 ? from + floor(path_value_number(walk, &arguments[2]) + 0.5) : INFINITY;
	size_t first = s.n, last = s.n;
	uint32_t rune;

	(void)focus;
	if (!path_spend(walk, s.n / 8))
		return path_text(S(""));
	for (; rest.n; at++) {
		size_t offset = s.n - rest.n;
		if (at >= from && at < end && first == s.n)
			first = offset;
		if (at >= end) {
			last = offset;
			break;
		}
		pull_rune(&rest, &rune);
	}
	return path_text(str_slice(s, first, last));
}

static struct path_value
call_substring_after(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	struct str s = TEXT(0), what = TEXT(1);
	ptrdiff_t at = find(walk, s, what);

	(void)focus, (void)count;
	return path_text(at < 0 ? S("") : str_from(s, (size_t)at + what.n));
}

static struct path_value
call_substring_before(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	struct str s = TEXT(0);
	ptrdiff_t at = find(walk, s, TEXT(1));

	(void)focus, (void)count;
	return path_text(at < 0 ? S("") : str_slice(s, 0, (size_t)at));
}

/* What ${rune} becomes; 0: nothing. */
static uint32_t
translated(uint32_t rune, struct str from, struct str to)
{
	uint32_t was, is;

	while (pull_rune(&from, &was)) {
		bool has = pull_rune(&to, &is);
		if (was == rune)
			return has ? is : 0;
	}
	return rune;
}

static struct path_value
call_translate(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	struct str s = TEXT(0), from = TEXT(1), to = TEXT(2);
	struct buf out CLEAN(buf_done) = { 0 };
	uint32_t rune;

	(void)focus, (void)count;
	if (!path_spend(walk, (s.n + 1) * (from.n / 8 + 1)))
		return path_text(S(""));
	while (pull_rune(&s, &rune))
		if ((rune = translated(rune, from, to)))
			buf_push_rune(&out, rune);
	return path_text(str_copy(path_arena(walk), buf_str(&out)));
}

static struct path_value
call_true(struct site_walk *walk, const struct path_focus *focus,
    const struct path_value *arguments, size_t count)
{
	(void)walk, (void)focus, (void)arguments, (void)count;
	return path_truth(true);
}

static const struct path_call calls[] = {
	{ "boolean", 1, 1, VALUE_TRUTH, false, call_boolean },
	{ "concat", 2, CALL_ARGUMENTS_MAX, VALUE_TEXT, false, call_concat },
	{ "contains", 2, 2, VALUE_TRUTH, false, call_contains },
	{ "count", 1, 1, VALUE_NUMBER, false, call_count },
	{ "ends-with", 2, 2, VALUE_TRUTH, false, call_ends_with },
	{ "false", 0, 0, VALUE_TRUTH, false, call_false },
	{ "id", 1, 1, VALUE_PLACES, false, call_id },
	{ "last", 0, 0, VALUE_NUMBER, true, call_last },
	{ "local-name", 0, 1, VALUE_TEXT, false, call_name },
	{ "name", 0, 1, VALUE_TEXT, false, call_name },
	{ "normalize-space", 0, 1, VALUE_TEXT, false, call_normalize_space },
	{ "not", 1, 1, VALUE_TRUTH, false, call_not },
	{ "number", 0, 1, VALUE_NUMBER, false, call_number },
	{ "position", 0, 0, VALUE_NUMBER, true, call_position },
	{ "starts-with", 2, 2, VALUE_TRUTH, false, call_starts_with },
	{ "string", 0, 1, VALUE_TEXT, false, call_string },
	{ "string-length", 0, 1, VALUE_NUMBER, false, call_string_length },
	{ "substring", 2, 3, VALUE_TEXT, false, call_substring },
	{ "substring-after", 2, 2, VALUE_TEXT, false, call_substring_after },
	{ "substring-before", 2, 2, VALUE_TEXT, false, call_substring_before },
	{ "translate", 3, 3, VALUE_TEXT, false, call_translate },
	{ "true", 0, 0, VALUE_TRUTH, false, call_true },
};

const struct path_call *
path_call_find(struct str name)
{
	return TABLE_FIND(calls, name);
}
