/*
 * zone_name.h: time zones by their names in the tz database: "Europe/Paris".
 */
#ifndef XINSHI_TEXT_ZONE_NAME_H
#define XINSHI_TEXT_ZONE_NAME_H

#include "base/str.h"

/* Seconds east of UTC in the zone ${name} at the moment ${at} (seconds), summer time counted; false where there is no such zone. */
bool zone_offset_at(struct str name, int64_t at, int32_t *out);

#endif
