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
	if (!decimal_append(a, digit))
		return false;
	a->scale++;
	return true;
}

void
decimal_write(struct decimal a, char *out)
{
	char reversed[42];
	unsigned n = 0;

	for (; a.scale && a.digits % 10 == 0; a.scale--)
		a.digits /= 10;
	do {
		reversed[n++] = (char)('0' + (unsigned)(a.digits % 10));
		a.digits /= 10;
		if (n == a.scale)
			reversed[n++] = '.';
	} while (a.digits || (a.scale && n <= a.scale + 1));
	while (n)
		*out++ = reversed[--n];
	*out = '\0';
}
