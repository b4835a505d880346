#include "text/decimal.h"

static bool
digits_times10(unsigned __int128 *digits, unsigned power)
{
	unsigned __int128 product = *digits;

	for (; power; power--)
		if (__builtin_mul_overflow(product, (unsigned __int128)10, &product))
			return false;
	*digits = product;
	return true;
}

bool
decimal_shift(struct decimal *a, unsigned power)
{
	unsigned from_scale = power < a->scale ? power : a->scale;

	if (!digits_times10(&a->digits, power - from_scale))
		return false;
	a->scale -= from_scale;
	return true;
}

bool
decimal_add(struct decimal *a, struct decimal b)
{
	struct decimal sum = *a;

	if (sum.scale < b.scale) {
		if (!digits_times10(&sum.digits, b.scale - sum.scale))
			return false;
		sum.scale = b.scale;
	} else if (!digits_times10(&b.digits, sum.scale - b.scale)) {
		return false;
	}
	if (__builtin_add_overflow(sum.digits, b.digits, &sum.digits))
		return false;
	*a = sum;
	return true;
}

bool
decimal_append(struct decimal *a, unsigned digit)
{
	unsigned __int128 digits = a->digits;

	if (!digits_times10(&digits, 1) || __builtin_add_overflow(digits, digit, &digits))
		return false;
	a->digits = digits;
	return true;
}

bool
decimal_append_fraction(struct decimal *a, unsigned digit)
{
	if (a->scale >= DECIMAL_SCALE_MAX || !decimal_append(a, digit))
		return false;
	a->scale++;
	return true;
}

/* Divides *${digits} by ten and gives what is left: nearly all numbers fit into 64 bits, which is much quicker. */
static inline unsigned
digits_pull(unsigned __int128 *digits)
{
	unsigned last;

	if (*digits >> 64) {
		last = (unsigned)(*digits % 10);
		*digits /= 10;
		return last;
	}
	last = (unsigned)((uint64_t)*digits % 10);
	*digits = (uint64_t)*digits / 10;
	return last;
}

static inline bool
ends_in_zero(unsigned __int128 digits)
{
	return digits_pull(&digits) == 0;
}

/* Zeros behind the point that change nothing. */
static struct decimal
shortest(struct decimal a)
{
	for (; a.scale && ends_in_zero(a.digits); a.scale--)
		digits_pull(&a.digits);
	return a;
}

bool
decimal_multiply(struct decimal *a, struct decimal b)
{
	struct decimal product = shortest(*a);

	b = shortest(b);
	if (__builtin_mul_overflow(product.digits, b.digits, &product.digits) ||
	    product.scale + b.scale > DECIMAL_SCALE_MAX)
		return false;
	product.scale += b.scale;
	*a = product;
	return true;
}

/* By hand, as at school: whole part, then a digit at a time of the remainder. */
static struct decimal
divide_whole(unsigned __int128 over, unsigned __int128 under)
{
	struct decimal q = { over / under, 0 };
	unsigned __int128 limit = 1, left = over % under;

	for (unsigned i = 0; i < DECIMAL_QUOTIENT_DIGITS; i++)
		limit *= 10;
	while (left && q.digits < limit && q.scale < DECIMAL_SCALE_MAX) {
		left *= 10;
		q.digits = q.digits * 10 + left / under;
		left %= under;
		q.scale++;
	}
	if (q.scale && q.digits >= limit) {
		q.digits = (q.digits + 5) / 10;
		q.scale--;
	}
	return shortest(q);
}

bool
decimal_divide(struct decimal *a, struct decimal b)
{
	struct decimal over = shortest(*a), under = shortest(b);
	unsigned more;

	if (!under.digits || (over.digits | under.digits) >> 96)
		return false;
	more = over.scale > under.scale ? over.scale - under.scale : under.scale - over.scale;
	if (!digits_times10(over.scale > under.scale ? &under.digits : &over.digits, more) || under.digits >> 120)
		return false;
	*a = divide_whole(over.digits, under.digits);
	return true;
}

int
decimal_compare(struct decimal a, struct decimal b)
{
	struct decimal x = shortest(a), y = shortest(b);

	if (x.scale < y.scale && !digits_times10(&x.digits, y.scale - x.scale))
		return 1;
	if (y.scale < x.scale && !digits_times10(&y.digits, x.scale - y.scale))
		return -1;
	return x.digits < y.digits ? -1 : x.digits > y.digits;
}

int
decimal_last_place(struct decimal a)
{
	int place = -(int)a.scale;

	for (; a.digits && ends_in_zero(a.digits); digits_pull(&a.digits))
		place++;
	return a.digits ? place : 0;
}

bool
decimal_read(struct str s, struct decimal *out)
{
	struct decimal value = { 0 };
	bool is_fraction = false;

	if (!s.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		bool is_point = s.p[i] == '.' && !is_fraction && i;
		if (!is_point && !char_is_digit(s.p[i]))
			return false;
		if (!is_point && !(is_fraction ? decimal_append_fraction(&value, (unsigned)(s.p[i] - '0'))
					       : decimal_append(&value, (unsigned)(s.p[i] - '0'))))
			return false;
		is_fraction |= is_point;
	}
	*out = value;
	return true;
}

void
decimal_write(struct decimal a, char *out)
{
	char reversed[42];
	unsigned n = 0;

	a = shortest(a);
	do {
		reversed[n++] = (char)('0' + digits_pull(&a.digits));
		if (n == a.scale)
			reversed[n++] = '.';
	} while (a.digits || (a.scale && n <= a.scale + 1));
	while (n)
		*out++ = reversed[--n];
	*out = '\0';
}
