/*
 * inherit_date.h: which day a figure is of: for inherit_date*.c.
 *
 * inherit_date.c looks in the figure's own sentence (inherit_date_not.c: at which times not);
 * inherit_date_around.c in what stands before it, inherit_date_beside.c in what its sentence tells
 * beside it; inherit_date_text.c knows the days of the whole text.
 */
#ifndef XINSHI_FIGURE_INHERIT_DATE_H
#define XINSHI_FIGURE_INHERIT_DATE_H

#include "figure/inherit.h"
#include "figure/moment.h"

enum { DAY_SIZE = 10, /* 2021-02-03 */ };

/* It says where in time: no duration, no 最近. */
bool date_has_place(const struct moment *moment);
/* Still to come when the text was written, or said to be. */
bool date_is_ahead(const struct analysis *analysis, const struct moment *moment);
/* The day of publication in the source's zone; INT64_MIN: not known. */
int64_t date_published(const struct analysis *analysis);
/* As it stands in a figure: what part of the day it was is not of an event's date. */
struct str date_text(const struct moment *moment);
void date_take(struct figure *figure, const struct moment *moment, enum provenance prov);
void date_copy(struct figure *figure, const struct figure *from, enum provenance prov);

/* inherit_date_not.c: can a time of the figure's sentence be when it happened? Is it in the
 * figure's own clause? */
bool date_can_be(const struct setting *setting, const struct moment *moment);
bool date_in_clause(const struct setting *setting, const struct moment *moment);

/* inherit_date_sum.c: 迄今, 累计: ../the day it was written; 2月1日爆发迄今: from that day on;
 * 目前: as of that day. ${moment}: the time of its sentence; may be NULL. */
bool date_so_far(const struct setting *setting, const struct moment *moment, struct figure *figure);
/* 截至8日: a count that runs up to that day; not what was new on it, nor a disaster's. */
bool date_is_up_to(const struct setting *setting, const struct moment *moment);

/* Its sentence says that the day is not known (近日, 曾), or that nothing has happened (如果). */
bool date_is_withheld(const struct setting *setting);

/* What the same speaker counted last, what statistics go on to say; false: nothing was taken over.
 */
bool date_of_last(const struct setting *setting, struct figure *figure);
/* A day that the paragraph's last figure is of. */
bool date_of_paragraph(const struct setting *setting, struct figure *figure);
/* A time that what is told after it may be of: short, past, and no other one's background. */
bool date_is_lasting(const struct analysis *analysis, const struct moment *moment, bool is_next);
/* The day on which it was written: its dateline's, else that of publication; INT64_MIN: not known.
 */
int64_t date_written(const struct analysis *analysis);
/* The day of which the whole text tells. */
void date_of_text(const struct setting *setting, struct figure *figure);
/* Sentence by sentence back, not further than two paragraphs. */
void date_before(const struct setting *setting, struct figure *figure);
/* The day up to which counts of illness run: that of the last such figure, else ${today}. */
struct str date_of_count(const struct setting *setting, struct str today);
/* 其中 N: what the figure before it is of, where that is the sentence before. */
void date_of_whole(const struct setting *setting, struct figure *figure);
/* From the sentence before alone. */
void date_meanwhile(const struct setting *setting, struct figure *figure);

#endif
