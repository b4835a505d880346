/*
 * edtf.h: days of dates in EDTF (ISO 8601-2), as far as figures use it.
 */
#ifndef XINSHI_TEXT_EDTF_H
#define XINSHI_TEXT_EDTF_H

#include "base/str.h"

/*
 * edtf_days(s, first, last):
 * The days that ${s} covers, since 1970, both in:  2024, 2024-11, 2024-11-07, 2024-11-07T10:00, 2024-11-07TNI, 2024-W41, seasons (2024-21
 * to 2024-24, of the northern half), intervals a/b, open ones ../b (INT64_MIN) and a/.. (INT64_MAX); "~" and "?" behind a date are passed
 * over.  False for what has no place in time (P2Y, PAST_REF) or is no date; then nothing is given.
 */
bool edtf_days(struct str s, int64_t *first, int64_t *last);

#endif
