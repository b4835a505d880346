/*
 * frame.h: what the parts of level 6 share: rows of events.tsv as templates, and a sentence as a scene of quantities and triggers.
 *
 * A template (a row's arguments) says where the quantity stands from the trigger, what may be counted, and who takes part:
 *
 *	q=before,after,in	the quantity stands before the trigger, behind it, or holds it; both: before,after; all: each of them
 *	of=CLASS,...		what is counted: person arm building thing money percent time dimension area place times event body bare any,
 *				or a unit's name
 *	reach=N			at most so many characters between them
 *	over=N			at most so many commas between them
 *	rank=N			how strong the word is; nearness and rank decide between rows
 *	by=subject|cause|none	who does it: the subject; what stands before 造成, after 被, 遭; nobody
 *	at=here|goal|subject|none  where: named beside it; whom it is for (向 P, 对 P); the subject's own; nowhere
 *	unit=UNIT		what is counted where the quantity does not say
 *
 * A row without a slot is a word that only looks like a trigger: it keeps what it covers from being read.  Where it says on which
 * side a quantity stands, it takes that quantity, which then has none: money that flows in is no cost, though a word of cost stands near.
 */
#ifndef XINSHI_FIGURE_FRAME_H
#define XINSHI_FIGURE_FRAME_H

#include "figure/analysis.h"

enum {
	SCENE_TRIGGERS_MAX = 128,
	SCENE_QUANTITIES_MAX = 96,
	PART_RANK = 50,	     /* of a word that is stronger than what befell the whole */
};

enum thing_class {
	OF_PERSON = 1 << 0,
	OF_THING = 1 << 1,
	OF_MONEY = 1 << 2,
	OF_PERCENT = 1 << 3,
	OF_TIME = 1 << 4,
	OF_DIMENSION = 1 << 5,
	OF_AREA = 1 << 6,
	OF_PLACE = 1 << 7,
	OF_TIMES = 1 << 8,
	OF_BARE = 1 << 9,
	OF_ARM = 1 << 10,
	OF_BUILDING = 1 << 11,
	OF_EVENT = 1 << 12, /* attacks, accidents */
	OF_BODY = 1 << 13,  /* companies, organisations */
	OF_ANY = (1 << 14) - 1,
	OF_FLOOR = 1 << 14, /* tells how high a building is: nothing happens to it, and it is in nobody's way */
};

enum event_side { SIDE_BEFORE = 1, SIDE_AFTER = 2, SIDE_BOTH = 3, SIDE_IN = 4, SIDE_ALL = 7 };
enum event_by { BY_SUBJECT, BY_CAUSE, BY_NONE };

struct event_row {
	unsigned sides, classes;
	struct str units; /* further units by name, as in the table; may be empty */
	int reach, over, rank;
	enum event_by by;
	enum frame_at at;
	struct str unit;
};

struct trigger {
	struct span span;
	struct str slot, form;
	struct event_row row;
	struct str hidden; /* units that a longer word around it takes */
};

/* What is known of one quantity of the scene. */
struct cast {
	int trigger;	 /* index in the scene; -1 */
	int score;
	int first, last; /* of the list it stands in: 28架无人机和3枚导弹 */
	int total;	 /* index in the scene of what it is a part of; -1 */
	int from;	 /* index of the one whose trigger, and kind of thing, it takes over; -1 */
	bool is_marked;	 /* said to be a part of what stands nowhere before it in the sentence */
	unsigned class;
};

struct scene {
	struct analysis *analysis;
	struct span span; /* of the sentence */
	uint32_t base;	  /* the first quantity's index in the analysis */
	int quantity_count, trigger_count;
	struct trigger triggers[SCENE_TRIGGERS_MAX];
	struct cast casts[SCENE_QUANTITIES_MAX];
};

/* Is ${word} one of ${words} (a list by spaces)? */
bool word_is_listed(const char *words, struct str word);
/* What a unit is the number of where no words around it say; empty. */
struct str unit_slot(struct str unit);
/* What kind of thing a quantity counts. */
unsigned quantity_class(const struct quantity *quantity);
/* Is the quantity's unit one of a row's that are no classes? */
bool event_units_hold(struct str units, const struct quantity *quantity);
bool event_row_takes(const struct event_row *row, const struct quantity *quantity, unsigned class);

/* Characters of [from, to) of the text, without what stands in brackets; commas and semicolons among them in *${breaks}. */
int text_distance(struct str text, uint32_t from, uint32_t to, int *breaks);
/* The clause around byte ${at} of the sentence: from comma to comma. */
struct span clause_at(struct str text, struct span sentence, uint32_t at);
/* The clause before ${*clause}; false at the sentence's first. */
bool clause_before(struct str text, struct span sentence, struct span *clause);
/* Is one of ${words} (a list by spaces) in [from, to)? Where the last of them ends in *${end}. */
bool words_in(struct str text, uint32_t from, uint32_t to, const char *words, uint32_t *end);
bool words_stand_before(struct str text, uint32_t at, const char *words);
bool words_stand_at(struct str text, uint32_t at, const char *words);

/* Does one of ${words} end (begin) at byte ${at}?  Mostly none has the last byte of the character there, and that is all that is asked. */
static inline bool
words_before(struct str text, uint32_t at, const char *words)
{
	return at && memchr(words, text.p[at - 1], strlen(words)) && words_stand_before(text, at, words);
}

static inline size_t
words_key_at(struct str text, uint32_t at)
{
	return at + (at < text.n && (unsigned char)text.p[at] >= 0xe0 ? 2 : 0);
}

static inline bool
words_at(struct str text, uint32_t at, const char *words)
{
	size_t last = words_key_at(text, at);

	return last < text.n && memchr(words, text.p[last], strlen(words)) && words_stand_at(text, at, words);
}

/* Triggers that take a quantity of ${class}, in [from, to). */
int scene_triggers_between(const struct scene *scene, uint32_t from, uint32_t to, unsigned class);

static inline const struct quantity *
scene_quantity(const struct scene *scene, int i)
{
	return &scene->analysis->quantities[scene->base + (uint32_t)i];
}

/* frame_bind.c: for each quantity the trigger that explains it best. */
void scene_bind(struct scene *scene);
/* frame_part.c: lists before triggers are bound; parts and totals, and what is carried on, after. */
void scene_lists(struct scene *scene);
void scene_parts(struct scene *scene);
/* frame_sum.c: parts named in other sentences than their total: 83 = 36 + 20 + 12 + 8 + 4 + 3. */
void frames_total(struct analysis *analysis);

/* frame_role.c */
void frame_roles(const struct analysis *analysis, struct span sentence, const struct event_row *row, struct event_frame *frame);

#endif
