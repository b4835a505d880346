/*
 * names.h: names in figures that are one name, written in several ways: by the tables, by the same Latin letters, by the same office
 * and a like sound; never by sound alone.  Nothing is merged: they are found when they are asked for, each with what says so.
 */
#ifndef XINSHI_LEDGER_NAMES_H
#define XINSHI_LEDGER_NAMES_H

#include "figure/variant.h"
#include "store/figures.h"

struct name_kin {
	int64_t name;
	struct figure_form form; /* that tells most */
	struct likeness likeness;
};
struct name_kins {
	struct name_kin *items;
	size_t count;
};

/* Other names that are the same as ${name}, whose own forms are ${forms}; each once.  None are found without ${pinyin}. */
struct err name_kins_find(struct archive *archive, struct arena *arena, struct pinyin *pinyin, int64_t name,
    const struct figure_forms *forms, struct name_kins *out);

#endif
