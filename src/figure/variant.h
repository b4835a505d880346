/*
 * variant.h: is one name in two texts one person, written in two ways?  斯托尔滕贝格 and 史托腾伯格, 库列巴 and 库莱巴.
 *
 * Each step of a ladder is evidence: the tables, the same form, the same Latin letters, the same office with a like sound.  Sound
 * alone never joins: a false join costs more trust than a missing one.  What was found is said, so that readers may judge.
 */
#ifndef XINSHI_FIGURE_VARIANT_H
#define XINSHI_FIGURE_VARIANT_H

#include "figure/analysis.h"
#include "text/pinyin.h"

enum variant_evidence {
	VARIANT_TABLE = 1 << 0,	 /* the tables have both as one */
	VARIANT_FORM = 1 << 1,	 /* the same characters, folded; or one is the last part of the other */
	VARIANT_LATIN = 1 << 2,	 /* the same Latin name, romanisations folded, one letter apart at most */
	VARIANT_OFFICE = 1 << 3, /* the same office of the same place or body */
	VARIANT_SOUND = 1 << 4,	 /* syllables of like sound */
};

/* A name as one text has it. */
struct name_form {
	struct str form;   /* 奥列赫·基佩尔 */
	struct str latin;  /* "Oleh Kiper"; empty: none */
	struct str id;	   /* of the tables; empty: none */
	struct str office; /* name_office; empty: none */
};

struct likeness {
	bool is_same;
	unsigned evidence; /* enum variant_evidence */
	unsigned distance; /* of sound, in thousandths (text/pinyin.h) */
};

/* What the two have in common.  Pure; ${pinyin} only reads. */
struct likeness name_likeness(struct pinyin *pinyin, const struct name_form *a, const struct name_form *b);

/* Do two Latin names stand for one: Dmytro Kuleba, Dmitro Kouleba? */
bool latin_is_same(struct str a, struct str b);

/* The office that stands around the name ${i}, of whom: "UA-51 regional"; empty: none. */
struct str name_office(struct arena *arena, const struct analysis *analysis, size_t i);
/* That name as a form. */
struct name_form name_form_of(struct arena *arena, const struct analysis *analysis, size_t i);

/* "latin, office, sound" */
void variant_evidence_write(unsigned evidence, struct buf *out);

#endif
