/*
 * name.h: the finders of names, inside level 4; names.c runs them in order.
 *
 * Each finder goes once through the text (or through what an earlier one gathered) and claims spans; a span that is claimed stays
 * so, which makes the order of the finders their rank.  Finders read the folded text, so only simplified forms stand in the code.
 */
#ifndef XINSHI_FIGURE_NAME_H
#define XINSHI_FIGURE_NAME_H

#include "figure/analysis.h"

enum {
	HAN_SIZE = 3,	     /* bytes of the Han characters that names are written in */
	NAME_SOUND_MAX = 10, /* characters of one part of a name that is written by sound */
	HAN_FIRST = 0x4e00,
	HAN_LAST = 0x9fff,
};

/* What is between names while they are gathered: offices without a bearer yet. */
enum { NAME_TITLE = 100 };

struct name_part {
	struct name name;
	const struct lexeme *lexeme; /* of the tables; NULL: found by pattern */
	uint32_t of;	 /* the mention that it was known by, plus one; 0: none */
	bool is_word;	 /* 他, 当地: it stands for a name */
	bool is_road;	 /* 台61线: nothing goes on behind it */
	size_t suffix;	 /* bytes of what made it a place: 市 */
	struct str key;	 /* what all mentions of one have in common */
};

/* A set of Han characters. */
struct rune_set {
	uint64_t bits[0x5200 / 64];
};

static inline void
rune_set_add(struct rune_set *set, uint32_t rune)
{
	if (rune >= HAN_FIRST && rune <= HAN_LAST)
		set->bits[(rune - HAN_FIRST) / 64] |= 1ull << (rune - HAN_FIRST) % 64;
}

static inline bool
rune_set_has(const struct rune_set *set, uint32_t rune)
{
	return rune >= HAN_FIRST && rune <= HAN_LAST && set->bits[(rune - HAN_FIRST) / 64] >> (rune - HAN_FIRST) % 64 & 1;
}

/* The Han character of three bytes at ${at}; 0: none. */
static inline uint32_t
han_at(struct str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.p + at;

	if (at + HAN_SIZE > text.n || p[0] < 0xe4 || p[0] > 0xe9)
		return 0;
	return (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63u);
}

/* The next place after ${at} where a character begins. */
static inline size_t
after_char(struct str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at];

	return at + (c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4);
}

/* What names are written with by sound; what words behind names, family names, suffixes of places and things named after others begin
 * with. */
struct name_sets {
	struct rune_set sounds, breaks, surnames, suffixes, own_suffixes, things;
	struct rune_set words; /* 他, 当地 */
	uint16_t suffix_from[HAN_LAST - HAN_FIRST + 1]; /* by character: the first row of name_suffixes.tsv that begins with it */
};

struct offsets {
	uint32_t *items;
	size_t count, capacity;
};

struct known_names;

struct naming {
	const struct name_sets *sets;
	struct analysis *analysis;
	struct str text; /* folded */
	unsigned char *taken; /* per byte: part of a claimed span */
	unsigned char *edges; /* per byte: EDGE_ flags */
	struct name_part *parts;
	size_t count, capacity;
	struct known_names *known; /* name_again.c */
	size_t first_sought;	   /* name_other.c: how often it went through the words of people */
	struct offsets dots;	 /* between Han characters */
	struct offsets brackets; /* that Latin letters follow */
};

/* A word of the tables begins here, that no name contains; a title, place, organisation or other word ends here. */
enum { EDGE_BEGIN = 1, EDGE_END = 2 };

/* ---- name_chars.c: characters ---- */

/* Is there a character that names are written with by sound: 斯, 尔, 克? */
bool is_sound(const struct naming *naming, size_t at);
/* Does a word of name_breaks.tsv begin at ${at}? */
bool is_break_word(const struct naming *naming, size_t at);
/* Does any word begin at ${at} that stands behind names rather than in them? */
bool is_name_break(const struct naming *naming, size_t at);
/* Bytes of the dot or hyphen between the parts of a name (· • ‧ ・ ． -) at ${at}; 0: none. */
size_t dot_size(struct str text, size_t at);
/* The same where a part of a name follows, with an initial between: the bytes to it. */
size_t dot_to_name(struct str text, size_t at);
bool is_hyphen(struct str text, size_t at);
/* Bytes of an opening (closing) bracket at ${at}; 0: none. */
size_t bracket_size(struct str text, size_t at);
size_t bracket_end_size(struct str text, size_t at);
/* Where the run of characters of sound that begins (ends) at ${at} ends (begins). */
size_t sound_end(const struct naming *naming, size_t at);
size_t sound_begin(const struct naming *naming, size_t at);
/* A character of sound that begins ordinary words as often: 西 加 本. */
bool han_is_plain(struct str text, size_t at);
/* A Han character that may stand in a given name here: no word begins with it. */
bool is_given(const struct naming *naming, size_t at);
/* Is there a family name of one character? */
bool is_surname(const struct naming *naming, size_t at, bool *is_sure);
/* Bytes of a Chinese, Korean or Japanese name, family name and one or two characters; 0: none. */
size_t han_name_size(const struct naming *naming, size_t at, bool *is_sure);

/* Each file that has a table fills its sets. */
void sounds_fill(struct name_sets *sets);
void places_fill(struct name_sets *sets);
void things_fill(struct name_sets *sets);
void words_fill(struct name_sets *sets);

/* ---- names.c ---- */

/* Claims [from, to) unless something of it is claimed; NULL then. */
struct name_part *name_claim(struct naming *naming, size_t from, size_t to, int kind, const struct lexeme *lexeme);
void names_sort(struct naming *naming);
bool name_is_free(const struct naming *naming, size_t from, size_t to);

/* What makes another thing of a name before it. */
struct name_thing {
	const char *form;
	int kind;	    /* enum name_kind; 0: no name */
	bool is_of_place; /* behind a place too */
};
const struct name_thing *name_thing_at(const struct naming *naming, size_t at);
/* Nothing in the 《》 that opens at ${at} is a name, but for a body. */
void names_hide_work(struct naming *naming, size_t at);

/* ---- the finders, each in its file, and what they lend one another ---- */

/* Between an office and ${end}, where it stands up to five characters before: where it ends; 0: none does. */
size_t office_end_before(const struct naming *naming, size_t end);
/* Where the name by sound that ends at ${end} begins: behind an office or place before it. */
size_t name_begin(const struct naming *naming, size_t end);
/* The Latin letters in the bracket at ${at}; empty: none. */
struct span name_latin_span(struct str text, size_t at);
/* Does a word that places end with begin at ${at}? */
bool is_place_suffix(const struct naming *naming, size_t at);
/* Bytes of the longest row of name_suffixes.tsv at ${at}, whatever it says; 0: none. */
size_t place_word_size(const struct naming *naming, size_t at);
/* Bytes of the longest one that makes a place of what stands before it; 0: none. */
size_t place_own_suffix_size(const struct naming *naming, size_t at);
/* Does a word end at ${at} that says what the place behind it is: 城镇|, 首府|? */
bool is_behind_place_noun(struct str text, size_t at);
/* Bytes of what goes on behind the name of a place at ${at}: 市, 东部; 0: nothing. */
size_t place_suffix_size(const struct naming *naming, size_t at);

void names_by_dot(struct naming *naming);   /* 弗拉基米尔·泽连斯基 */
void names_by_table(struct naming *naming); /* whatever the tables have, longest first */
void names_by_latin(struct naming *naming); /* 库列巴（Dmytro Kuleba） */
void names_by_title(struct naming *naming); /* 外长王毅, 王毅外长, 发言人扎哈罗娃 */
void names_by_cue(struct naming *naming);   /* 梁文山说 */
void names_by_road(struct naming *naming);   /* 台61线 */
void names_by_suffix(struct naming *naming); /* 斯维特洛格勒市 */
void names_again(struct naming *naming);    /* later mentions, in whole or by the last part */
void names_by_word(struct naming *naming);  /* 他, 当地 */
/* name_other.c: is the last part, which begins at ${part}, that of somebody whom the tables have, and whom the text goes on to mean? */
bool is_of_better_known(struct naming *naming, struct span span, size_t part);
const struct lexeme *person_by_any_dot(struct naming *naming, struct span span);
void names_other(struct naming *naming);    /* 加尼（Nusrat Ghani） is another */
void names_join(struct naming *naming);	    /* 俄罗斯 国防部, 乌克兰 官员; what stands before a name */
void names_same(struct naming *naming);	    /* chains */

#endif
