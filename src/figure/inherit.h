/*
 * inherit.h: what the parts of level 7 share: a quantity on its way to a figure, and where place, date, actor and speaker
 * are taken over from: its frame, its sentence, the one before, its paragraph's head, the document; each with its provenance.
 */
#ifndef XINSHI_FIGURE_INHERIT_H
#define XINSHI_FIGURE_INHERIT_H

#include "figure/frame.h"

enum { PARAGRAPHS_BACK = 2 };

/* What is known of a name as a place; asked once of each. */
enum { MARK_ASKED = 1, MARK_PLACE = 2, MARK_LOCATED = 4, MARK_OWNER = 8 };

/* How a slot takes part in what is around it. */
enum slot_kind {
	SLOT_EVENT,	/* place and date may come from other sentences */
	SLOT_GATHERING, /* its date may */
	SLOT_OPEN,	/* not known what it counts: what its own sentence says, its place from the paragraph */
	SLOT_RATE,	/* its date may, and its place is a subject */
	SLOT_STATE,	/* neither */
	SLOT_LASTING,	/* of no time */
};

/* One quantity and what stands around it. */
struct setting {
	const struct analysis *analysis;
	const struct quantity *quantity;
	const struct event_frame *frame; /* NULL: none */
	struct str slot; /* of the figure that is made */
	enum slot_kind kind; /* of that slot */
	size_t sentence;
	struct span clause;
	struct role country; /* of the text */
	bool is_ill;	     /* the text is about an illness */
	uint8_t *marks; /* of each name */
	const struct figure *figures; /* the ones before it */
	size_t figure_count;
};

enum slot_kind slot_kind_of(struct str slot);

/* One of an article, and what nothing around it explains: nothing is taken over from it. */
static inline bool
is_passing(const struct figure *figure)
{
	return figure->singular && (!str_starts(figure->rule, S("frame.")) || str_equal(figure->slot, S("participants")));
}

/* inherit_name.c: which names are places of what is counted. */
enum place_grain { GRAIN_COUNTRY, GRAIN_PART, GRAIN_SPOT };
enum place_grain place_grain_of(const struct name *name);
/* 当地, 首都; what a distance is from; where it was written; one of several: 甲、乙和丙. */
bool place_is_pointer(const struct analysis *analysis, const struct name *name);
bool place_is_landmark(const struct analysis *analysis, const struct name *name);
bool place_is_dateline(const struct analysis *analysis, const struct name *name);
bool place_is_listed(const struct analysis *analysis, size_t i);
/* Where somebody sits or comes from. */
bool place_is_seat(const struct analysis *analysis, const struct name *name);
/* 仰光 in 仰光的莱达雅区: the place behind it is finer. */
bool place_is_whose(const struct analysis *analysis, size_t i);
/* MARK_ of the name; can it be a place of something; is it said to be one: 在 P, P 境内. */
unsigned place_marks(const struct setting *setting, size_t i);
bool place_is_good(const struct setting *setting, size_t i);
bool place_is_located(const struct setting *setting, const struct name *name);
/* As it is to be shown: 乌克兰首都 is one place, 日本全国 is 日本. */
struct role place_role(const struct setting *setting, const struct name *name, enum provenance prov);
/* The place that a name begins with: 俄罗斯 of 俄罗斯国防部; empty. */
struct role place_of_name(const struct setting *setting, struct span span);

/* Does it begin the stretch that begins at ${from}, but for a day or a small word? */
bool place_is_head(const struct analysis *analysis, const struct name *name, uint32_t from);
/* The same from elsewhere. */
struct role role_with_prov(struct role role, enum provenance prov);

/* inherit_place_rate.c: whose statistics, and whose share, they are; what shares and companies do, which is of no place */
struct role place_of_rate(const struct setting *setting);
struct role place_of_share(const struct setting *setting);
bool is_of_shares(const struct setting *setting);
struct role place_of_stock(const struct setting *setting);
const struct name *place_of_own_rate(const struct setting *setting); /* in the own clause; NULL */

/* inherit_place_before.c: what the last figure of a sentence had */
struct role place_of_figures(const struct setting *setting, struct span sentence);
/* Sentence by sentence back, not further than two paragraphs: what was counted there, or named; a whole country last. */
struct role place_before(const struct setting *setting, bool is_country);
/* The country that the text speaks of most: where all of it happens, where nothing nearer says. */
struct role country_of_text(const struct setting *setting);

/* inherit_place.c */
/* 香港政府: whose the bodies of the sentence are, but for media and companies. */
struct role place_of_bodies(const struct setting *setting);
struct role place_of(const struct setting *setting, const struct figure *figure);
/* The best of a stretch; NULL: none. */
const struct name *place_in(const struct setting *setting, struct span stretch);
/* The world is a place only of what is counted of it. */
const struct name *not_world(const struct name *name);
/* inherit_date.c: ->edtf, ->date, ->date_prov */
void date_of(const struct setting *setting, struct figure *figure);
/* What is told by its unit alone is of the day of what happened in its sentence. */
void dates_share(struct analysis *analysis);
/* inherit_who.c */
struct role actor_of(const struct setting *setting, const struct figure *figure);
struct role target_of(const struct setting *setting, const struct figure *figure);

bool is_in_speaker(const struct analysis *analysis, struct span span);

/* A name as a role: its own words. */
struct role role_of_name(const struct analysis *analysis, const struct name *name, struct span span, enum provenance prov);
struct role role_of_span(const struct analysis *analysis, struct span span, enum provenance prov);

#endif
