#include "text/zone_name.h"

#include <unicode/ucal.h>

enum { NAME_SIZE = 64 };

/* The names are ASCII. */
static bool
widen(struct str name, UChar *out)
{
	if (!name.n || name.n >= NAME_SIZE)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		if ((unsigned char)name.p[i] >= 0x80)
			return false;
		out[i] = (UChar)name.p[i];
	}
	out[name.n] = 0;
	return true;
}

bool
zone_offset_at(struct str name, int64_t at, int32_t *out)
{
	UChar wide[NAME_SIZE], canonical[NAME_SIZE];
	UErrorCode code = U_ZERO_ERROR;
	UCalendar *calendar;

	if (!widen(name, wide))
		return false;
	/* ucal_open takes any name for a zone, unknown ones for UTC */
	ucal_getCanonicalTimeZoneID(wide, -1, canonical, NAME_SIZE, NULL, &code);
	if (U_FAILURE(code))
		return false;
	calendar = ucal_open(wide, -1, "", UCAL_GREGORIAN, &code);
	if (U_FAILURE(code))
		return false;
	ucal_setMillis(calendar, (UDate)at * 1000, &code);
	*out = (ucal_get(calendar, UCAL_ZONE_OFFSET, &code) + ucal_get(calendar, UCAL_DST_OFFSET, &code)) / 1000;
	ucal_close(calendar);
	return U_SUCCESS(code);
}
