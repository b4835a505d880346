/*
 * outlet.h: outlets we know, by host or by name (data/hosts.tsv).
 */
#ifndef XINSHI_RECORD_OUTLET_H
#define XINSHI_RECORD_OUTLET_H

#include "base/str.h"

struct outlet {
	const char *host;
	const char *name;
	const char *slug; /* lower-case ASCII */
	int32_t zone_s;	  /* offset of its local times, where a date names no zone */
	const char *lang; /* BCP 47; NULL where it has several */
};

/* The outlet at ${host} (lower case) or at the nearest domain above it; NULL if we know none. */
const struct outlet *outlet_from_host(struct str host);
/* The first row with this name; NULL if there is none. */
const struct outlet *outlet_from_name(struct str name);

#endif
