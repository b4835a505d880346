#include "figure/count_sum.h"

#include "base/err.h"

/* 三億五千萬: the term 3e8, then the group 5000, which 萬 makes the term 5e7. */
enum { TERMS_MAX = 8 };
struct adding {
	struct {
		struct decimal value;
		unsigned power;
	} terms[TERMS_MAX];
	size_t count;
	struct decimal group, pending;
	bool has_group, has_pending;
	bool is_implied;     /* pending is one numeral right behind a unit: 五 of 二百五 */
	unsigned last_power; /* of the unit or scale before it */
};

static const struct decimal one = { 1, 0 };

static struct decimal
side_of(const struct count_token *token, enum count_side side)
{
	return side == SIDE_MIN ? token->min : side == SIDE_MAX ? token->max : token->value;
}

/* 二百五 is 250: its last numeral counts the place below. */
static bool
close_pending(struct adding *a)
{
	if (!a->has_pending)
		return true;
	if (a->is_implied && a->last_power > 1 && !decimal_shift(&a->pending, a->last_power - 1))
		return false;
	if (!decimal_add(&a->group, a->pending))
		return false;
	a->has_pending = false;
	return a->has_group = true;
}

static bool
add_digit(struct adding *a, const struct count_token *token, enum count_side side)
{
	a->pending = side_of(token, side);
	a->is_implied =
	    token->kind == TOKEN_DIGIT || (a->last_power >= 4 && token->to - token->from == 1);
	return a->has_pending = true;
}

static bool
add_unit(struct adding *a, const struct count_token *token)
{
	struct decimal value = a->has_pending ? a->pending : one;

	if (!decimal_shift(&value, token->power) || !decimal_add(&a->group, value))
		return false;
	a->has_pending = false;
	a->has_group = true;
	a->last_power = token->power;
	return true;
}

/* 万, 亿: times the group, and times the smaller terms before it: 三十万亿. */
static bool
add_scale(struct adding *a, const struct count_token *token)
{
	bool is_begun = a->has_group || a->has_pending;
	struct decimal value = a->group;

	if (a->has_pending && !decimal_add(&value, a->pending))
		return false;
	while (a->count && (a->terms[a->count - 1].power < token->power ||
			       (!is_begun && a->terms[a->count - 1].power == token->power))) {
		if (!decimal_add(&value, a->terms[--a->count].value))
			return false;
		is_begun = true;
	}
	if (!is_begun || a->count == TERMS_MAX || !decimal_shift(&value, token->power))
		return false;
	a->terms[a->count].value = value;
	a->terms[a->count++].power = token->power;
	a->group = a->pending = (struct decimal){ 0 };
	a->has_group = a->has_pending = false;
	a->last_power = token->power;
	return true;
}

static bool
add_token(struct adding *a, const struct count_token *token, enum count_side side)
{
	switch (token->kind) {
	case TOKEN_WRITTEN:
	case TOKEN_DIGIT:
		return add_digit(a, token, side);
	case TOKEN_ZERO:
		a->last_power = 0; /* 一百零五 */
		a->has_group = true;
		return true;
	case TOKEN_UNIT:
		return add_unit(a, token);
	case TOKEN_SCALE:
		return add_scale(a, token);
	case TOKEN_FRACTION:
		return close_pending(a) && decimal_add(&a->group, token->value) &&
		       (a->has_group = true);
	case TOKEN_MORE:
		break;
	}
	return true;
}

bool
count_sum(const struct count_token *tokens, size_t count, enum count_side side, struct decimal *out)
{
	struct adding a DIRTY;

	if (count == 1 && (tokens->kind == TOKEN_WRITTEN || tokens->kind == TOKEN_DIGIT)) {
		*out = side_of(tokens, side);
		return true;
	}
	a = (struct adding){ 0 };
	for (size_t i = 0; i < count; i++)
		if (!add_token(&a, &tokens[i], side))
			return false;
	if (!close_pending(&a))
		return false;
	for (size_t i = 0; i < a.count; i++)
		if (!decimal_add(&a.group, a.terms[i].value))
			return false;
	*out = a.group;
	return true;
}
