/*
 * moment.h: how words become a time: for moment*.c and for levels that ask which time something
 * belongs to.
 *
 * Three steps.  Words that say something of time are found (moment_words.c: 去年, 3月, 星期四,
 * 两年), those that stand beside each other are joined, coarse to fine (moment_join.c: 去年3月,
 * 星期四(11月7日), 周三至周四夜间), and what is joined is placed in the calendar, counted from the
 * publication or from the day last named (moment_place.c).
 */
#ifndef XINSHI_FIGURE_MOMENT_H
#define XINSHI_FIGURE_MOMENT_H

#include "figure/analysis.h"

#define MOMENT_OPEN_PAST INT64_MIN
#define MOMENT_OPEN_FUTURE INT64_MAX

/* The moment that a figure at byte ${at} most naturally belongs to: of the same clause, then the
 * nearest before it in its sentence, then the nearest behind it there; NULL.  Only such as have a
 * place in time. */
const struct moment *moment_for(const struct analysis *analysis, uint32_t at);

/* ---- what words say ---- */

/* From coarse to fine: words that join must become finer. */
enum moment_field {
	FIELD_CENTURY,
	FIELD_DECADE,
	FIELD_YEAR,
	FIELD_HALF,    /* 1, 2 */
	FIELD_QUARTER, /* 1 to 4 */
	FIELD_SEASON,  /* EDTF: 21 spring to 24 winter */
	FIELD_FEAST,   /* row of moment_feasts */
	FIELD_MONTH,
	FIELD_PIECE, /* enum moment_piece */
	FIELD_WEEK,
	FIELD_WEEKDAY, /* 1 Monday to 7; 8: the weekend */
	FIELD_DAY,
	FIELD_PART,   /* enum moment_part */
	FIELD_MINUTE, /* of the day */
	FIELD_MAX
};

enum moment_piece {
	PIECE_BEGIN = 1,
	PIECE_MIDDLE,
	PIECE_END,
	PIECE_FIRST_TEN,
	PIECE_SECOND_TEN,
	PIECE_LAST_TEN,
	PIECE_FIRST_DAY,
	PIECE_LAST_DAY,
	PIECE_FIRST_DAYS,
	PIECE_FIRST_SPAN, /* 前三个月: ${halves} of ${unit} */
};
enum moment_part { PART_MORNING = 1, PART_AFTERNOON, PART_EVENING, PART_NIGHT };

enum moment_kind {
	KIND_POINT,
	KIND_SPAN,
	KIND_REF,
	KIND_EVERY,
	KIND_OVERNIGHT,
	KIND_LATER /* 早些时候, 晚些时候 */,
	KIND_SAME /* 同期: the months or the year named last */,
	KIND_NOT
};

/* What one word, or several that were joined, say. */
struct moment_words {
	struct span span;
	enum moment_kind kind;
	uint16_t has;	  /* a bit for each field */
	uint16_t counted; /* of these: steps from now, not a number of the calendar */
	bool is_that;	  /* steps from the day last named: 当天, 次日 */
	bool is_earlier;  /* 早些时候: the part of it up to now */
	bool is_same;	  /* 去年同期: of that year what was named last */
	bool is_first;	  /* 前2个月 without its year */
	bool is_lunar;
	bool is_weak;  /* gives way to what overlaps it: 至今|年 */
	bool is_short; /* a day or a year that is only sure beside another word: 12号, 98年 */
	bool has_low;  /* the finest is the end of a range that begins at ${low}: 3至5日 */
	int16_t low;
	int16_t value[FIELD_MAX];
	struct str edtf; /* KIND_REF, KIND_EVERY: as in the table */
	int32_t halves;	 /* KIND_SPAN: its amount, doubled; 0: not said (几) */
	char unit;	 /* of it: Y M W D, h m s */
};

struct moment_word_list {
	struct moment_words *items;
	size_t count, capacity;
};

static inline bool
words_have(const struct moment_words *words, enum moment_field field)
{
	return words->has & 1u << field;
}

static inline void
words_set(struct moment_words *words, enum moment_field field, int value)
{
	words->has |= (uint16_t)(1u << field);
	words->value[field] = (int16_t)value;
}

/* All words of time in the text, by place, none over another. */
void moment_words_find(const struct analysis *analysis, struct moment_word_list *out);
/* A date or time of day in digits that begins at ${at}: 2021-03-04, 05/04/2024 - 00:13, 10:30;
 * false if none. */
bool moment_digits(struct str text, size_t at, struct moment_words *out);
/* A number that ends at ${at}. */
struct moment_number {
	size_t from;
	int32_t halves;	 /* doubled */
	unsigned digits; /* characters */
	bool is_vague, is_ordinal, is_han, is_positional, is_cut;
};
bool moment_number_before(struct str text, size_t at, struct moment_number *out);

/* ---- joined ---- */

enum moment_bound {
	BOUND_NONE,
	BOUND_SINCE,
	BOUND_UNTIL,
	BOUND_BEFORE,
	BOUND_AFTER,
	BOUND_AGO,
	BOUND_LATER,
	BOUND_WITHIN,
	BOUND_PAST,
	BOUND_FUTURE
};

struct moment_phrase {
	struct span span;
	struct moment_words from, to; /* ${to}: of a range */
	bool is_range;
	bool has_date; /* a weekday and, beside it, its date: ${date} */
	struct moment_words date;
	enum moment_bound bound;
	bool is_behind;	   /* 以来: it has begun */
	struct span inner; /* within a wide 自...以来 the time alone; empty */
};

/* The phrase that begins with words ${*i}, which moves on behind it. */
void moment_join(const struct analysis *analysis, const struct moment_word_list *words, size_t *i,
    struct moment_phrase *out);

/* ---- placed ---- */

/* A stretch of days with the grain it was said in. */
struct moment_stretch {
	int64_t first, last;
	enum moment_grain grain, to_grain; /* of its two ends */
	enum moment_part part;
	int minute; /* of the day; -1 */
	int season; /* GRAIN_SEASON */
};

/* What times are counted from, as the text goes on. */
struct moment_clock {
	bool is_known;	   /* whether the day of publication is */
	int64_t published; /* that day, in the source's zone */
	int64_t today;	   /* the day of which the article writes as its own: its dateline's or its
			      first date's */
	bool has_line;	   /* the dateline said ${today}: 今天, 昨天 count from there */
	bool has_day;	   /* a day was named */
	int64_t day;
	uint32_t day_at, month_at, year_at;
	bool has_month, has_year; /* and a month, a year, in figures */
	bool is_month_alone; /* without a day of it */
	int year, month, month_year;
	int that_year; /* named last, alone or with a month; 0: none */
	bool has_period; /* months or a year: what 同期 means */
	struct moment_stretch period;
	uint32_t period_at;
};

/* Places a phrase; false where it has no sense (2月30日) or cannot be known. */
bool moment_place(const struct analysis *analysis, struct moment_clock *clock,
    const struct moment_phrase *phrase, struct moment *out);
/* Do the words around say that this is ahead (将于, 定于)? */
bool moment_is_ahead(const struct analysis *analysis, struct span span);
/* The clause around: from the last comma or stop to the next one. */
struct span moment_clause(struct str text, struct span span);

/* ---- the calendar ---- */

int moment_month_days(int year, int month);
bool moment_day(int year, int month, int day, int64_t *out);
/* 1 Monday to 7 Sunday. */
int moment_weekday(int64_t day);
/* The Monday of its week. */
int64_t moment_monday(int64_t day);
/* A day of the Chinese calendar, 1990 to 2040, of the year that begins in spring ${year}; month 1
 * to 12, never a leap one. */
bool moment_lunar(int year, int month, int day, int64_t *out);
enum { MOMENT_FEASTS_MAX = 64 };
/* The day of a feast (the row's rule, as in times.tsv: "day=12-25", "lunar=01-01", "easter=-2",
 * "nth=11-4-4") in a year. */
bool moment_feast(struct str rule, int year, int64_t *out);

void moment_push_stretch(struct buf *out, struct moment_stretch stretch);

#endif
