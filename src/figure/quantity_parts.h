/*
 * quantity_parts.h: how one quantity is read around a number: for quantity*.c.
 */
#ifndef XINSHI_FIGURE_QUANTITY_PARTS_H
#define XINSHI_FIGURE_QUANTITY_PARTS_H

#include "figure/count_parts.h"

/* A number, or two that are the ends of one, with the unit behind or before it; folded text
 * throughout. */
struct measure {
	struct span core, number;
	uint32_t count; /* index; UINT32_MAX */
	struct decimal min, max;
	struct decimal told; /* as its words say: 50 of 50美分, which is 0.5 */
	bool has_value;	     /* min and max are the one value of the core */
	uint32_t last_from;  /* of a range: where its second number begins; else 0 */
	bool is_negative;
	enum approx approx;	   /* that the numerals themselves say: 三十多, 几百 */
	const struct lexeme *unit; /* NULL: none */
	struct span unit_span;
	enum quantity_kind kind;
	const struct lexeme *money; /* 人民币 before the number; NULL */
	bool is_times; /* 两度遭弹劾: no degrees */
	bool is_piece; /* 一块钛金属: no money */
};

struct quantities {
	struct analysis *analysis;
	struct str text; /* folded */
	size_t capacity, bare_capacity;
	size_t numbered; /* how many of the quantities come from numbers: those are in order */
	uint32_t worded; /* behind the last that words made */
	uint32_t done;	 /* behind the last quantity: the next begins there or later */
	struct str yuan; /* whose 元 it is now; empty: not asked yet */
	size_t yuan_next; /* the match from which on a word may change that */
};

/* One more; NULL at the ceiling. */
struct quantity *quantity_push(struct quantities *q, enum quantity_kind kind, struct span core);

/* ---- words of the tables ---- */

/* The longest word of a table at ${at}, or ending at ${at}, whose arguments have ${key}; NULL. */
const struct match *quantity_word_at(
    const struct quantities *q, enum lexicon lexicon, uint32_t at, struct str key);
const struct match *quantity_word_before(
    const struct quantities *q, enum lexicon lexicon, uint32_t at, struct str key);
/* Whether a word that is no number holds [from, to): 一直, 七国集团; the unit behind may make it
 * one again: 三星期. */
bool quantity_is_stopped(const struct quantities *q, uint32_t from, uint32_t to, uint32_t unit_to);

/* ---- quantity_unit.c ---- */

/* The unit behind count ${i}, and the other end of its range; false: no quantity. */
bool quantity_measure(const struct quantities *q, uint32_t i, struct measure *out);
static inline enum quantity_kind
quantity_kind_of(const struct lexeme *unit)
{
	return unit ? (enum quantity_kind)unit->unit_kind : QUANTITY_COUNT;
}

/* The unit right behind ${at}, or behind a blank there; NULL. */
const struct match *quantity_unit_at(const struct quantities *q, uint32_t at);
void quantity_take_unit(struct measure *m, const struct match *match);
/* The value of a count, or the bounds of a vague one. */
bool quantity_take_value(const struct count *count, struct measure *m);
/* A value without its sign. */
struct str quantity_digits(const char *value);

/* ---- quantity_other.c: what looks like one and is none ---- */

/* By its unit: a day, a clock, a session by number. */
bool quantity_is_time(const struct quantities *q, const struct measure *m);
/* A place in a ranking: 分居14、16名. */
bool quantity_is_place(const struct quantities *q, const struct measure *m);
/* By what stands around: ranks, types, digits, numbers without sense. */
bool quantity_is_other(const struct quantities *q, const struct measure *m);

/* ---- quantity_join.c ---- */

/* 五元三毛, 一吨半, 20至30人: what else belongs to the measure of count ${i}. */
void quantity_join(const struct quantities *q, uint32_t i, struct measure *m);
/* The count behind count ${i} that begins at byte ${at}; NULL. */
const struct count *quantity_count_at(const struct quantities *q, uint32_t i, size_t at);

/* ---- quantity_range.c ---- */

/* The other end, where the measure of count ${i} is one. */
void quantity_range(const struct quantities *q, uint32_t i, struct measure *m);

/* ---- quantity_window.c ---- */

/* Where the noun of a classifier that ends at ${at} must have ended, at most ${max} bytes on. */
uint32_t quantity_window_end(const struct quantities *q, uint32_t at, uint32_t max);
/* Behind 在…的, where that begins at ${at}; else ${at}. */
uint32_t quantity_behind_where(const struct quantities *q, uint32_t at);

/* ---- quantity_bounds.c ---- */

/* What stands before and behind: gives the whole span and the bounds. */
struct span quantity_bounds(
    const struct quantities *q, const struct measure *measure, struct bounds *out);
/* 每年, 每天 before it in its clause; empty. */
struct str quantity_per(const struct quantities *q, struct span span);

/* ---- quantity_noun.c ---- */

/* What is counted: ->noun, ->unit, ->is_inherited. */
void quantity_noun(
    const struct quantities *q, const struct lexeme *unit, struct quantity *quantity);
/* Whether a noun stands right at ${at}: 300士兵. */
const struct match *quantity_noun_at(const struct quantities *q, uint32_t at);

/* The noun before a number, joined to it by 有, 达, 增至 and the like; ${unit} may be NULL. */
const struct match *quantity_noun_before(
    const struct quantities *q, const struct lexeme *unit, uint32_t at);

/* ---- quantity_bare.c: numbers that no unit follows ---- */

/* Whether it counts something all the same. */
bool quantity_is_amount(const struct quantities *q, const struct measure *m);
/* 百亿: it ends in a scale, and no word goes on with that. */
bool quantity_has_scale(struct str text, struct span number);
/* 12亿, 1.5万, 数百万: with digits before it. */
bool quantity_is_scaled(struct str text, struct span number);
/* Whether the number at ${at} is how strong a quake is: 规模8.5以上的地震. */
bool quantity_is_strength(const struct quantities *q, uint32_t at);
/* Whether it is one that no noun need explain: with a scale, or where an index stands (升至71.6). */
bool quantity_is_level(const struct quantities *q, const struct measure *m);
/* The unit that the list says behind its last number. */
void quantity_share_unit(const struct quantities *q, uint32_t i, struct measure *m);

/* ---- quantity_money.c ---- */

/* Whose 元 it is; the unit of an amount without one: 净利1575亿. */
void quantity_money(
    struct quantities *q, const struct measure *m, struct quantity *quantity);

/* ---- quantity_words.c: what needs no number ---- */

/* One pass over the words of the tables, for the following. */
void quantity_words(struct quantities *q);
/* 几人, 数名, 多架 where ${unit} is 人, 名, 架. */
void quantity_vague(struct quantities *q, const struct match *unit);
/* 上百名, 成千上万, 一半. */
void quantity_round(struct quantities *q, const struct match *word);
/* 没有造成人员伤亡 from 没有 on; gives where it ends, or 0. */
uint32_t quantity_zero(struct quantities *q, const struct match *neg);
/* Whether a quantity that was made before overlaps ${span}. */
bool quantity_is_known(const struct quantities *q, struct span span);

#endif
