/*
 * analysis.h: the reading of figures, level by level: what each level is given, and what it leaves.
 *
 * A level is a pass over the whole text that reads what the levels before it left and adds its own; none rewrites another's
 * (the table in analyse.c).  Everything lives in the arena of the analysis; spans are byte ranges of ${text}.  Each level is linear
 * in the text but for small windows, has a ceiling on what it leaves, and finds nothing rather than inventing something.
 */
#ifndef XINSHI_FIGURE_ANALYSIS_H
#define XINSHI_FIGURE_ANALYSIS_H

#include "figure/knowledge.h"
#include "record/figure.h"
#include "text/date.h"

enum {
	ANALYSIS_TEXT_MAX = 4 << 20, /* bytes; a longer text is read to there */
	ANALYSIS_ITEMS_MAX = 1 << 16, /* of each kind */
};

/* ---- level 0, zone.c: what is what, and sentences ---- */

enum text_zone { IN_BODY, IN_TITLE, IN_LEAD, IN_HEADING, IN_CAPTION, IN_DATELINE, IN_CREDIT };

/* One sentence, with the closing quotes, the white space and the line break behind its end. */
struct sentence {
	struct span span;
	uint32_t paragraph; /* number of its line in the text */
	enum text_zone zone;
	bool in_quote; /* it begins inside a quotation that an earlier sentence opened */
};

/* ---- level 1, count.c: numbers ---- */

enum count_kind {
	COUNT_NUMBER,
	COUNT_PERCENT,
	COUNT_ORDINAL,
	COUNT_FRACTION, /* 三分之一, 3/5: a number too */
	COUNT_SCORE,	/* 4比0, 2:1 */
	COUNT_RANGE,	/* 20至30, 至少3, 超过50: with their words */
	COUNT_VAGUE,	/* 数百, 几, 多: no number of its own; ->range where it says one */
	COUNT_DIGITS,	/* 二〇二四: numerals read one by one */
};

/* A number as written, digits and numerals alone (and what makes it a per cent, an ordinal, a range).  One may stand inside
 * another: the 5 of 百分之五, the 20 and the 30 of 20至30. */
struct count {
	struct span span;
	struct span whole; /* with what its own numerals say of it: 三十多, 几十, 两三; else as ->span */
	enum count_kind kind;
	char value[FIGURE_VALUE_MAX]; /* exact decimal; "" of a range, or where it is vague (数百) */
	struct bounds range; /* COUNT_RANGE, and vague numerals (几十, 数百, 三十多, 两三): what they say of themselves */
	bool is_vague;
	char place_value[FIGURE_VALUE_MAX]; /* of its last digit that is not zero: "10" of 30, "1000" of 3万2千: what N多 adds up to */
};

/* ---- level 2, quantity.c: bounds, and what is counted ---- */

enum quantity_kind { QUANTITY_COUNT, QUANTITY_CURRENCY, QUANTITY_DIMENSION, QUANTITY_AGE, QUANTITY_TEMPERATURE, QUANTITY_PERCENT, QUANTITY_TIME };

struct quantity {
	struct span span;  /* approximator, number, suffix, classifier or unit */
	struct span core;  /* number and unit alone: 80公里 of 大约80公里; the second of a range */
	struct span number; /* of the count */
	uint32_t count;	   /* which; UINT32_MAX: none (没有伤亡, a 一 that is one) */
	enum quantity_kind kind;
	struct bounds value;
	char amount[FIGURE_VALUE_MAX]; /* as the core's words say, whatever qualifies it: "50" of 50美分; "" where it has no one value */
	struct str classifier; /* as written: 名, 架, 人 */
	struct str unit;   /* by its one name; from the noun behind a classifier where that decides */
	struct span noun;  /* what is counted; empty where it is not said beside it */
	struct str per;
	bool is_one;	   /* 一 with a classifier: an article, unless a frame says otherwise */
	bool is_zero;	   /* 没有人员伤亡 */
	bool is_definite;  /* 那三枚, 这两位: what was spoken of before */
	bool is_inherited; /* the unit is from an earlier quantity with the same classifier */
	bool is_amount;	   /* it counts although nothing says what: 1.5万, an index at 71.6 */
};

/* ---- level 3, moment.c: times ---- */

struct moment {
	struct span span;
	struct str edtf;  /* ISO 8601 or EDTF: day, month, year, interval, "../2030", "P2Y", "2024-11-07TNI" */
	int64_t first_day, last_day; /* days since 1970, both in; INT64_MIN, INT64_MAX: open; first > last: no place in time (durations, sets) */
	enum moment_grain { GRAIN_TIME, GRAIN_DAY, GRAIN_WEEK, GRAIN_MONTH, GRAIN_SEASON, GRAIN_YEAR, GRAIN_OPEN, GRAIN_DURATION, GRAIN_REF } grain;
	bool is_future;	  /* as its words say */
	bool is_piece;	  /* some days of a month: 12月底, 3月上旬 */
	bool is_doubtful; /* contradicts itself: 星期四(11月8日) that was a Friday */
};

/* ---- level 4, name.c: people, places, organisations ---- */

enum name_kind { NAME_PERSON = 1, NAME_PLACE, NAME_ORGANISATION, NAME_PEOPLE /* 官员, 警方, 当局 */, NAME_PRONOUN, NAME_WEAPON };

struct name {
	struct span span;  /* the name alone; of NAME_PEOPLE the phrase */
	struct span whole; /* with title and organisation before it */
	struct span latin; /* in brackets behind it; empty */
	enum name_kind kind;
	struct str id;	   /* in the gazetteer or the tables; "" where not known */
	struct str country; /* ISO 3166-1, of places and what belongs to one; "" */
	uint32_t same;	   /* index of the fullest mention of the same in this text; its own otherwise */
};

/* ---- level 5, speech.c: who says what, how far ---- */

enum speech_mode { SPEECH_DIRECT = 1, SPEECH_INDIRECT, SPEECH_REPORT };

struct speech {
	struct span scope; /* what is said: from, to */
	struct span cue;   /* the verb of saying, 据, 根据 */
	struct span speaker_span;
	uint32_t speaker;  /* name index; UINT32_MAX: a phrase that is no name, or none */
	enum speech_mode mode;
	bool is_channel;   /* a medium that passes on what others say */
	enum hedge hedge;  /* that the cue itself carries: 声称, 估计 */
};

/* ---- level 6, frame.c: what happened ---- */

enum { FRAME_ROLES_MAX = 4 };

/* One quantity in a frame of harm, launch, loss, aid, ... */
struct event_frame {
	uint32_t quantity;
	struct str slot;
	struct span trigger;
	struct str unit; /* what is counted, by quantity, template, or what it is carried on from */
	struct span actor, target, place; /* as the template binds them; empty: not */
	enum frame_at { AT_HERE, AT_GOAL, AT_SUBJECT, AT_NONE } at; /* where its place is to be sought */
	bool is_harm; /* what stands before it is its cause: who is harmed is not the actor */
	int32_t total;	     /* quantity that this is a part of; -1 */
	struct str rule;
	int32_t sure;
};

/* ---- the whole ---- */

struct analysis {
	struct arena *arena;
	const struct knowledge *knowledge;
	struct str text;   /* clean text, a line a paragraph */
	struct str folded; /* the same length: each character folded to one of as many bytes (knowledge.h) */
	int64_t published; /* seconds since 1970; INT64_MIN: not known */
	int32_t zone_s;	   /* of the source: its days turn there */
	struct str headline; /* may be empty; not part of ${text} */
	struct str source;   /* the outlet's name; may be empty */
	struct matches matches;  /* all words of the tables that stand in the text, by place */

	struct sentence *sentences;
	size_t sentence_count;
	struct count *counts; /* by place, as the next ones */
	size_t count_count;
	struct quantity *quantities;
	size_t quantity_count;
	struct quantity *bare_units; /* units of money and temperature without a number: 人民币 */
	size_t bare_unit_count;
	struct moment *moments;
	size_t moment_count;
	struct name *names;
	size_t name_count;
	struct speech *speeches;
	size_t speech_count;
	struct event_frame *frames;
	size_t frame_count;
	struct figure *figures;
	size_t figure_count;
};

/* What is asked about one text. */
struct analysis_question {
	struct str text, headline, source;
	const struct doc *doc; /* its tree, where there is one: tells captions and headings; may be NULL */
	int64_t published;     /* INT64_MIN: not known */
	int32_t zone_s;
};

/* What every level reads: the text folded, and where the words of the tables stand in it.  Arena, knowledge and text are set. */
void analysis_begin(struct analysis *analysis);
/* All levels.  Never fails: what cannot be read is left out. */
void analyse(struct arena *arena, const struct knowledge *knowledge, const struct analysis_question *question, struct analysis *out);

/* The levels, in order; only for analyse.c and tests of one level. */
void zones_read(struct analysis *analysis, const struct doc *doc);
void counts_read(struct analysis *analysis);
void quantities_read(struct analysis *analysis);
void moments_read(struct analysis *analysis);
void names_read(struct analysis *analysis);
void speeches_read(struct analysis *analysis);
void frames_read(struct analysis *analysis);
void figures_inherit(struct analysis *analysis); /* frames become figures, with what they take over from around them */
void figures_filter(struct analysis *analysis);	 /* what is no claim goes */
void figures_hedge(struct analysis *analysis);

/* Index of the sentence that holds byte ${at}; sentences cover the text. */
size_t sentence_at(const struct analysis *analysis, uint32_t at);
/* Index of the first name (moment) that begins at or behind byte ${at}. */
size_t name_from(const struct analysis *analysis, uint32_t at);
size_t moment_from(const struct analysis *analysis, uint32_t at);

#endif
