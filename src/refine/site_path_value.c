/* What paths are worked out to: their forms, and comparing them. */
#include <math.h>

#include "refine/site_path_inside.h"

/* ---- values ---- */

double
path_number_of(struct str s)
{
	bool minus;
	double value = 0, unit = 1;
	size_t digits = 0;

	s = str_trim(s);
	minus = pull_char(&s, '-');
	for (; s.n && char_is_digit(s.p[0]); s = str_from(s, 1), digits++)
		value = value * 10 + (s.p[0] - '0');
	if (pull_char(&s, '.'))
		for (; s.n && char_is_digit(s.p[0]); s = str_from(s, 1), digits++)
			value += (s.p[0] - '0') * (unit /= 10);
	if (s.n || !digits)
		return NAN;
	return minus ? -value : value;
}

static struct str
text_of_number(struct site_walk *walk, double number)
{
	if (isnan(number))
		return S("NaN");
	if (number == floor(number) && fabs(number) < 1e15)
		return str_format(path_arena(walk), "%.0f", number);
	return str_format(path_arena(walk), "%.12g", number);
}

/* The text of an element: as written where it holds only one, else joined. */
static struct str
element_text(struct site_walk *walk, uint32_t at)
{
	const struct doc *doc = walk->doc;
	uint32_t end = doc->nodes[at].end;
	struct str only = S("");
	size_t n = 0, texts = 0;
	char *p;

	for (uint32_t i = at + 1; i < end; i++)
		if (doc->nodes[i].tag == TAG_TEXT) {
			only = doc->nodes[i].text;
			n += only.n;
			texts++;
		}
	if (!path_spend(walk, (end - at) / 4 + (texts > 1 ? n / 8 : 0)))
		return S("");
	if (texts <= 1)
		return only;
	p = arena_alloc_dirty(path_arena(walk), n);
	n = 0;
	for (uint32_t i = at + 1; i < end; i++)
		if (doc->nodes[i].tag == TAG_TEXT && doc->nodes[i].text.n) {
			memcpy(p + n, doc->nodes[i].text.p, doc->nodes[i].text.n);
			n += doc->nodes[i].text.n;
		}
	return (struct str){ p, n };
}

struct str
path_place_text(struct site_walk *walk, struct site_place place)
{
	const struct node *node = &walk->doc->nodes[place.node];

	if (place.attr >= 0)
		return node->attrs[place.attr].value;
	if (node->tag == TAG_TEXT)
		return node->text;
	return element_text(walk, place.node);
}

struct str
path_value_text(struct site_walk *walk, const struct path_value *value)
{
	switch (value->kind) {
	case VALUE_PLACES:
		return value->places.count ? path_place_text(walk, value->places.items[0]) : S("");
	case VALUE_NUMBER:
		return text_of_number(walk, value->number);
	case VALUE_TRUTH:
		return value->truth ? S("true") : S("false");
	case VALUE_TEXT:
		break;
	}
	return value->text;
}

double
path_value_number(struct site_walk *walk, const struct path_value *value)
{
	if (value->kind == VALUE_NUMBER)
		return value->number;
	if (value->kind == VALUE_TRUTH)
		return value->truth;
	return path_number_of(path_value_text(walk, value));
}

bool
path_value_truth(const struct path_value *value)
{
	switch (value->kind) {
	case VALUE_PLACES:
		return value->places.count > 0;
	case VALUE_NUMBER:
		return value->number != 0 && !isnan(value->number);
	case VALUE_TEXT:
		return value->text.n > 0;
	case VALUE_TRUTH:
		break;
	}
	return value->truth;
}

struct str
path_normal(struct site_walk *walk, struct str s)
{
	char *p;
	size_t n = 0;

	s = str_trim(s);
	if (!path_spend(walk, s.n / 8))
		return S("");
	p = arena_alloc_dirty(path_arena(walk), s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_space(s.p[i]))
			p[n++] = s.p[i];
		else if (n && p[n - 1] != ' ')
			p[n++] = ' ';
	return (struct str){ p, n };
}

/* ---- comparing ---- */

static bool
compare_numbers(enum path_op op, double a, double b)
{
	switch (op) {
	case OP_LESS:
		return a < b;
	case OP_LESS_EQUAL:
		return a <= b;
	case OP_MORE:
		return a > b;
	case OP_MORE_EQUAL:
		return a >= b;
	case OP_UNEQUAL:
		return !(a == b);
	default:
		return a == b;
	}
}

/* Of two values that are no places. */
static bool
compare_values(
    struct site_walk *walk, enum path_op op, const struct path_value *a, const struct path_value *b)
{
	if (op != OP_EQUAL && op != OP_UNEQUAL)
		return compare_numbers(op, path_value_number(walk, a), path_value_number(walk, b));
	if (a->kind == VALUE_TRUTH || b->kind == VALUE_TRUTH)
		return (path_value_truth(a) == path_value_truth(b)) == (op == OP_EQUAL);
	if (a->kind == VALUE_NUMBER || b->kind == VALUE_NUMBER)
		return compare_numbers(op, path_value_number(walk, a), path_value_number(walk, b));
	if (!path_spend(walk, 1 + (a->text.n < b->text.n ? a->text.n : b->text.n) / 64))
		return false;
	return str_equal(a->text, b->text) == (op == OP_EQUAL);
}

/* Places are compared one by one: what holds for one of them holds. */
bool
path_compare(
    struct site_walk *walk, enum path_op op, const struct path_value *a, const struct path_value *b)
{
	if (a->kind == VALUE_PLACES && b->kind != VALUE_TRUTH) {
		for (size_t i = 0; i < a->places.count && !walk->spent; i++) {
			struct path_value text =
			    path_text(path_place_text(walk, a->places.items[i]));
			if (path_compare(walk, op, &text, b))
				return true;
		}
		return false;
	}
	if (b->kind == VALUE_PLACES && a->kind != VALUE_TRUTH) {
		for (size_t i = 0; i < b->places.count && !walk->spent; i++) {
			struct path_value text =
			    path_text(path_place_text(walk, b->places.items[i]));
			if (compare_values(walk, op, a, &text))
				return true;
		}
		return false;
	}
	return compare_values(walk, op, a, b);
}

double
path_count(enum path_op op, double a, double b)
{
	switch (op) {
	case OP_ADD:
		return a + b;
	case OP_SUBTRACT:
		return a - b;
	case OP_MULTIPLY:
		return a * b;
	case OP_DIVIDE:
		return a / b;
	default:
		return fmod(a, b);
	}
}
