/*
 * moment_parts.h: what the files of the level share: for moment_*.c alone.
 */
#ifndef XINSHI_FIGURE_MOMENT_PARTS_H
#define XINSHI_FIGURE_MOMENT_PARTS_H

#include "figure/moment.h"

/* ---- words ---- */

/* A number in the arguments of a row; 0. */
int moment_arg(const struct lexeme *lexeme, struct str key);
/* The length of the first of ${words} that stands at ${at}; 0. */
size_t moment_any_at(struct str text, size_t at, const struct str *words, size_t count);
/* A number of one or two digits; -1. */
int moment_digits_at(struct str s, size_t at, size_t *used);
/* Takes what stands behind a year or a month: 2021年|初, 3月|份. */
void moment_take_tail(struct str text, struct moment_words *words);
/* Does a classifier stand at ${at}: 一周一|次? */
bool moment_is_count(struct str text, size_t at);
/* A number and the unit of a match. */
bool moment_read_unit(
    const struct analysis *analysis, const struct match *match, struct moment_words *words);

/* ---- phrases ---- */

/* Each widens the span of a phrase over what bounds it: 过去三天; 2030年前, 三天后; 自…以来. */
void moment_edge_before(struct str text, struct moment_phrase *out);
void moment_edge_behind(const struct analysis *analysis, struct moment_phrase *out);
void moment_edge_since(struct str text, struct moment_phrase *out);

/* ---- places ---- */

struct moment_place {
	const struct analysis *analysis;
	struct moment_clock *clock;
	struct span span;
	bool is_ahead, is_behind; /* as the words around say */
	int weekday;		  /* that the day must be; 0: any */
};

void moment_split(int64_t day, int *year, int *month, int *date);
struct moment_stretch moment_stretch_new(int64_t first, int64_t last, enum moment_grain grain);
struct moment_stretch moment_months(int year, int month, int count, enum moment_grain grain);
bool moment_years(int from, int to, struct moment_stretch *out);
bool moment_is_counted(const struct moment_words *words, enum moment_field field);
/* The year that words name; 0: they name none. */
int moment_year_of(const struct moment_place *place, const struct moment_words *words);
/* A year that stands shortly before, in the same sentence. */
bool moment_year_beside(const struct moment_place *place, int *year);
bool moment_month_of(
    const struct moment_place *place, const struct moment_words *words, int *year, int *month);
bool moment_day_of(
    const struct moment_place *place, const struct moment_words *words, int64_t *out);
int64_t moment_weekday_of(const struct moment_place *place, const struct moment_words *words);
bool moment_is_wanted(const struct moment_place *place, int64_t day);
bool moment_day_counted(
    const struct moment_place *place, const struct moment_words *words, int64_t *out);
bool moment_place_point(
    const struct moment_place *place, const struct moment_words *words, struct moment_stretch *out);
bool moment_place_span(const struct moment_place *place, const struct moment_phrase *phrase,
    struct moment_stretch *out);
/* As a duration: P2Y. */
bool moment_say_span(
    const struct analysis *analysis, const struct moment_words *words, struct moment *out);

/* moment_era.c: the year of an era whose name stands before ${number}, with its words; false where none does. */
bool moment_take_era(const struct analysis *analysis, struct moment_words *words, int32_t number);
bool moment_before_christ(struct str folded, size_t at);
/* 108年接获, in a text from Taiwan. */
bool moment_of_republic(const struct analysis *analysis, struct span span);

#endif
