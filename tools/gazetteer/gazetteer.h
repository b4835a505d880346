/*
 * gazetteer.h: the tool that makes build/live/gazetteer.tsv: places with their Chinese names, out of two Debian packages.
 *
 * unicode-cldr-core has countries and their regions (ISO 3166-2), libgeonames-common names of towns by GeoNames id,
 * libgeonames what is known of those ids (country, place on the map, people).  The output depends on these packages and on the
 * tables of data/gazetteer alone, line for line.
 */
#ifndef XINSHI_TOOLS_GAZETTEER_H
#define XINSHI_TOOLS_GAZETTEER_H

#include "base/arena.h"
#include "base/map.h"

enum place_kind { PLACE_COUNTRY, PLACE_REGION, PLACE_CITY };

struct place {
	struct str id;	    /* "UA", "UA-63", "gn:706448" */
	struct str country; /* ISO 3166-1 */
	enum place_kind kind;
	bool has_map;
	double latitude, longitude;
	uint32_t people;
	struct str id_by_hand; /* in data/live/places.tsv; empty: not there */
};

struct hand_place {
	struct str form, id, country, at; /* at: "50.45,30.52"; empty: not said */
};

/* One way to write a place; of equal forms the one with the lowest rank stays. */
struct form {
	struct str text; /* folded */
	struct place *place;
	int rank;
	const char *origin;
};

struct gazetteer {
	struct arena *arena;
	struct form *forms;
	size_t count, capacity;
	struct hand_place *hand; /* data/live/places.tsv */
	size_t hand_count, hand_capacity;
	struct map by_hand; /* its forms, folded, and its ids */
	struct map degrees; /* id -> struct str *: data/gazetteer/degrees.tsv */
	struct map banned; /* forms that are words, or anything but a place */
};

/* Ranks: whole names before short ones, large before small. */
enum { RANK_COUNTRY, RANK_REGION, RANK_CITY, RANK_SHORT_REGION, RANK_TOWN };

/* The bytes of a file; ends the program with a message where it cannot be read. */
struct str file_text(struct arena *arena, const char *path);

/* Adds ${text} (folded here) as a form of ${place}; words that are banned, and names of one character, are left out. */
void gazetteer_add(struct gazetteer *gazetteer, struct str text, struct place *place, int rank, const char *origin);
/* Countries and territories, regions. */
void cldr_add(struct gazetteer *gazetteer, const char *folder);
/* Towns. */
void geonames_add(struct gazetteer *gazetteer, const char *locales);
/* A region's other forms: without its suffix, with those that newsrooms use for one another. */
void region_forms(struct gazetteer *gazetteer, struct str name, struct place *place);
/* A town's: with 市 or without. */
void city_forms(struct gazetteer *gazetteer, struct str name, struct place *place);

#endif
