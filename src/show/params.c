#include "show/params.h"

#include "text/date.h"

struct param_row {
	const char *name;
	enum param_kind kind;
	int64_t min, max;
	const char *choices;
};

static const struct param_row rows[PARAM_MAX] = {
#define ROW(name, param, kind, min, max, choices) [param] = { name, kind, min, max, choices },
#include "gen/params.inc"
#undef ROW
};

_Static_assert(PARAM_MAX <= 64, "the parameters of a route are the bits of one uint64_t");

struct str
param_name(enum param param)
{
	return str_from_c(rows[param].name);
}

enum param
param_from_name(struct str name)
{
	for (enum param p = 0; p < PARAM_MAX; p++)
		if (str_equal(name, param_name(p)))
			return p;
	return PARAM_MAX;
}

/* ---- percent-encoding ---- */

static bool
is_control(unsigned char c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

static bool
pull_percent(struct str *s, unsigned char *out)
{
	int high = s->n >= 3 ? char_hex(s->p[1]) : -1, low = s->n >= 3 ? char_hex(s->p[2]) : -1;

	if (high < 0 || low < 0)
		return false;
	*out = (unsigned char)(high << 4 | low);
	*s = str_from(*s, 3);
	return true;
}

bool
percent_decode(struct arena *arena, struct str s, bool form, struct str *out)
{
	unsigned char *to = arena_alloc_dirty(arena, s.n + 1);
	size_t n = 0;

	while (s.n) {
		unsigned char c = (unsigned char)s.p[0];

		if (c == '%') {
			if (!pull_percent(&s, &c))
				return false;
		} else {
			c = form && c == '+' ? ' ' : c;
			s = str_from(s, 1);
		}
		if (is_control(c))
			return false;
		to[n++] = c;
	}
	if (utf8_valid_length((struct raw){ to, n }) != n)
		return false;
	*out = (struct str){ (const char *)to, n };
	return true;
}

struct str
percent_encode(struct arena *arena, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	char *to = arena_alloc_dirty(arena, 3 * s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (char_is_alpha((char)c) || char_is_digit((char)c) || (c && strchr("-._~", c))) {
			to[n++] = (char)c;
			continue;
		}
		to[n++] = '%', to[n++] = hex[c >> 4], to[n++] = hex[c & 15];
	}
	return (struct str){ to, n };
}

/* ---- one value by its row ---- */

static bool
is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alpha(s.p[i]) && !char_is_digit(s.p[i]) && s.p[i] != '-')
			return false;
	return true;
}

static bool
parse_number(struct str s, const struct param_row *row, int64_t *out)
{
	uint64_t value;

	if (!pull_number(&s, (uint64_t)row->max, &value) || s.n || (int64_t)value < row->min)
		return false;
	*out = (int64_t)value;
	return true;
}

static bool
parse_day(struct str s, int64_t *out)
{
	unsigned year, month, day, m, d;
	int y;

	if (!pull_digits(&s, 4, &year) || !pull_char(&s, '-') || !pull_digits(&s, 2, &month) ||
	    !pull_char(&s, '-') || !pull_digits(&s, 2, &day) || s.n || !year || month < 1 ||
	    month > 12 || day < 1 || day > 31)
		return false;
	*out = days_from_civil((int)year, month, day);
	civil_from_days(*out, &y, &m, &d);
	return m == month && d == day;
}

static bool
parse_place(struct str s, struct place *out)
{
	struct place place;

	if (!pull_int(&s, &place.time) || !pull_char(&s, '.') || !pull_int(&s, &place.id) || s.n)
		return false;
	*out = place;
	return true;
}

static bool
parse_choice(struct str s, const struct param_row *row, int64_t *out)
{
	struct str words = str_from_c(row->choices), word;

	for (int64_t i = 0; pull_field(&words, '|', &word); i++) {
		if (str_equal(word, s)) {
			*out = i;
			return true;
		}
	}
	return false;
}

static bool
parse_value(struct args *args, enum param param, struct str value)
{
	const struct param_row *row = &rows[param];
	int64_t from, to;

	switch (row->kind) {
	case PARAM_NUMBER:
		return parse_number(value, row, &args->number[param]);
	case PARAM_CHOICE:
		return parse_choice(value, row, &args->number[param]);
	case PARAM_IS_DAY:
		return parse_day(value, &args->number[param]);
	case PARAM_PLACE:
		return parse_place(value, &args->place[param]);
	case PARAM_DATE:
		return when_parse_range(value, 0, &from, &to);
	case PARAM_TOKEN:
		return is_token(value) && value.n >= (size_t)row->min &&
		       value.n <= (size_t)row->max;
	case PARAM_TEXT:
		break;
	}
	return value.n >= (size_t)row->min && value.n <= (size_t)row->max;
}

struct err
arg_set(struct args *args, enum param param, struct str value)
{
	if (!parse_value(args, param, value))
		return err_new(ERR_USAGE, rows[param].name);
	args->text[param] = value;
	return (struct err){ 0 };
}

/* ---- a whole query ---- */

struct err
args_parse(struct arena *arena, struct str query, uint64_t allowed, struct args *args)
{
	struct str field, name, value;

	while (pull_field(&query, '&', &field)) {
		enum param param;
		struct err e;

		if (!pull_until(&field, S("="), &name))
			continue;
		param = param_from_name(name);
		if (param == PARAM_MAX || !(allowed & PARAM_BIT(param)) || args->text[param].p)
			continue;
		if (!percent_decode(arena, field, true, &value))
			return err_new(ERR_USAGE, rows[param].name);
		value = str_trim(value);
		if (!value.n)
			continue;
		e = arg_set(args, param, value);
		if (e.code)
			return e;
	}
	return (struct err){ 0 };
}

struct str
args_query(struct arena *arena, const struct args *args, uint64_t allowed, enum param change,
    struct str value, enum param drop)
{
	struct str out = S("");

	for (enum param p = 0; p < PARAM_MAX; p++) {
		struct str text = p == change ? value : args->text[p];

		if (!(allowed & PARAM_BIT(p)) || !text.n || (p == drop && p != change))
			continue;
		out = str_join(arena, out, out.n ? S("&") : S("?"), param_name(p), S("="),
		    percent_encode(arena, text), STR_END);
	}
	return out;
}
