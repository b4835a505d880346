/*
 * figure.h: what an article says of the world in numbers: each figure is a claim, with its sentence,
 * its bounds, its unit, who says it, of where and when, and its doubts.
 *
 * Spans are half-open byte ranges of the revision's text.  Values are exact decimals as text ("425000000", "0.5"), never floating
 * point; empty: that side is open.  What was not found is empty; nothing is invented.
 */
#ifndef XINSHI_RECORD_FIGURE_H
#define XINSHI_RECORD_FIGURE_H

#include "base/arena.h"
#include "base/buf.h"

enum {
	FIGURES_MAX = 4096,   /* of one text */
	FIGURE_VALUE_MAX = 48, /* bytes of a decimal, with its end */
	FIGURE_SURE = 100,
};

struct span {
	uint32_t from, to;
};

static inline bool
span_is_empty(struct span span)
{
	return span.from >= span.to;
}

static inline struct str
span_text(struct str text, struct span span)
{
	return str_slice(text, span.from, span.to);
}

/* How the number is qualified (notes on bounds: doc/figures.md). */
enum approx {
	APPROX_EXACT,
	APPROX_ABOUT,
	APPROX_AT_LEAST,
	APPROX_AT_MOST,
	APPROX_MORE_THAN,
	APPROX_LESS_THAN,
	APPROX_NEARLY,
	APPROX_VAGUE,
	APPROX_MAX
};
/* "exact", "about", "at_least", ... */
const char *approx_name(enum approx approx);

struct bounds {
	char min[FIGURE_VALUE_MAX], max[FIGURE_VALUE_MAX]; /* "" : open */
	bool min_open, max_open; /* the bound itself is not in */
	enum approx approx;
};

/* Where a part of a figure was found. */
enum provenance { PROV_NONE, PROV_FRAME, PROV_SENTENCE, PROV_PREVIOUS, PROV_PARAGRAPH, PROV_DOCUMENT };
const char *provenance_name(enum provenance prov);

/* A part of a figure: as written, and by its one name. */
struct role {
	struct str text; /* as written at the nearest full mention; empty: none */
	struct span span; /* of that mention; empty where it stands outside the text */
	struct str id;	 /* its one name in the tables, or ""; "UA-63", "place:kyiv", "person:..." */
	struct str country; /* ISO 3166-1 of a place and of what belongs to one; "" */
	struct str at;	 /* of a place: "50.45,30.52", degrees north and east; "" */
	enum provenance prov;
};

enum hedge {
	HEDGE_NONE,
	HEDGE_UNVERIFIED,
	HEDGE_BELIEVED,
	HEDGE_REPORTED,
	HEDGE_ESTIMATED,
	HEDGE_PLANNED,
	HEDGE_ALLEGED,
	HEDGE_NO_REPORTS,
	HEDGE_MAX
};
const char *hedge_name(enum hedge hedge);

struct figure {
	struct span sentence, span; /* span: approximator, number, suffix, unit */
	struct bounds value;
	struct str unit; /* by its one name: "person", "drone", "USD", "km" */
	struct str per;	 /* "year": of a rate; else empty */
	struct str slot; /* what it is the number of: "killed", "destroyed", "aid"; empty: not known */
	struct span noun; /* what is counted, where it stands */
	struct role actor, target, place, speaker;
	struct str edtf; /* when what it counts happened; EDTF */
	struct span date; /* where that was read */
	enum provenance date_prov;
	enum hedge hedge;
	struct span hedge_span, cue; /* cue: the verb of saying */
	int32_t of;	   /* index of the total that it is a part of, in the same text; -1 */
	int32_t same_as;   /* index of an earlier figure that is the same claim; -1 */
	bool singular, zero, anaphoric;
	struct str rule;   /* which rule found it: "frame.killed.3" */
	int32_t sure;	   /* of FIGURE_SURE */
};

struct figures {
	struct figure *items;
	size_t count;
	struct str tables; /* digest of the knowledge it was read with, hex; may be empty */
};

/* As one value: in an article's wire form and in rows.  Reading checks as a stranger's message: spans within ${text} and on
 * character borders, decimals, enums, UTF-8. */
void wire_put_figures(struct buf *out, const struct figures *figures, struct str text);
struct err wire_get_figures(struct arena *arena, struct raw bytes, struct str text, struct figures *out);

#endif
