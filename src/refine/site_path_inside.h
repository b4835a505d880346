/* site_path_inside.h: a path as it is read, for the files that read it and walk it.  Only for
 * site_path*.c. */
#ifndef XINSHI_REFINE_SITE_PATH_INSIDE_H
#define XINSHI_REFINE_SITE_PATH_INSIDE_H

#include "base/buf.h"
#include "refine/site_path.h"

enum path_axis {
	AXIS_CHILD,
	AXIS_DESCENDANT,
	AXIS_DESCENDANT_OR_SELF,
	AXIS_SELF,
	AXIS_PARENT,
	AXIS_ANCESTOR,
	AXIS_ANCESTOR_OR_SELF,
	AXIS_FOLLOWING,
	AXIS_FOLLOWING_SIBLING,
	AXIS_PRECEDING,
	AXIS_PRECEDING_SIBLING,
	AXIS_ATTRIBUTE,
};

enum path_test { TEST_NAME, TEST_ANY, TEST_TEXT, TEST_NODE, TEST_NOTHING };

enum path_kind {
	PART_PLACES,
	PART_UNION,
	PART_OR,
	PART_AND,
	PART_COMPARE,
	PART_COUNT,
	PART_NEGATE,
	PART_CALL,
	PART_LITERAL,
	PART_NUMBER,
	PART_MATCH
};

enum path_op {
	OP_EQUAL,
	OP_UNEQUAL,
	OP_LESS,
	OP_LESS_EQUAL,
	OP_MORE,
	OP_MORE_EQUAL,
	OP_ADD,
	OP_SUBTRACT,
	OP_MULTIPLY,
	OP_DIVIDE,
	OP_REMAINDER,
	/* of selectors */
	OP_HAS,
	OP_WORD,
	OP_BEGINS,
	OP_ENDS,
	OP_HOLDS,
};

struct path_part;

struct path_step {
	enum path_axis axis;
	enum path_test test;
	enum tag tag; /* TEST_NAME of an element; TAG_UNKNOWN: by ${name} */
	int attr;     /* TEST_NAME of an attribute; -1: none we know */
	struct str name;
	bool by_place; /* one of the predicates asks for a position */
	struct path_part *predicates;
	struct path_step *next;
};

struct path_part {
	enum path_kind kind;
	enum path_op op;
	const struct path_call *call;
	struct str text; /* PART_LITERAL, the value of PART_MATCH */
	double number;
	int attr; /* PART_MATCH */
	bool absolute;
	struct path_part *first, *next; /* operands; PART_PLACES: what its steps begin from */
	struct path_step *steps;
	struct path_part *predicates; /* PART_PLACES: of what its steps begin from */
};

struct site_path {
	struct path_part *whole;
	struct str unseen;
};

/* ---- reading ---- */

struct path_reader {
	struct arena *arena;
	struct str all, s; /* s: the rest */
	unsigned depth, parts;
	struct err err; /* sticks */
	struct str reason;
	struct str unseen;
	struct strs *asked;
};

struct path_part *path_part_new(struct path_reader *reader, enum path_kind kind);
struct path_step *path_step_new(struct path_reader *reader, enum path_axis axis);
void path_fail(struct path_reader *reader, enum err_code code, const char *why, struct str what);
/* As much of what is left as people need to find it. */
struct str path_ahead(const struct path_reader *reader);
bool path_name(struct path_reader *reader, struct str *out);
/* As ${name} or "*"; sets test, tag and attr. */
void path_name_step(struct path_reader *reader, struct path_step *step, struct str name);
struct path_part *path_read_selector(struct path_reader *reader);
/* An XPath, or what stands in brackets in one. */
struct path_part *path_read_whole(struct path_reader *reader);
void path_read_steps(struct path_reader *reader, struct path_step **list, bool deep);
/* "[...]", as many as there are; *${by_place} is set where one asks for a position. */
void path_read_predicates(struct path_reader *reader, struct path_part **list, bool *by_place);
/* After white space. */
bool path_pull_token(struct path_reader *reader, struct str token);
void path_want(struct path_reader *reader, struct str token);
/* "text", "node", "comment". */
bool path_is_node_test(struct str name);

static inline bool
path_is_name_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '_' || c == '-' ||
	       (unsigned char)c >= 0x80;
}

/* ---- values ---- */

enum path_value_kind { VALUE_PLACES, VALUE_TEXT, VALUE_NUMBER, VALUE_TRUTH };

struct path_value {
	enum path_value_kind kind;
	struct str text;
	double number;
	bool truth;
	struct site_places places;
};

struct path_focus {
	struct site_place at;
	size_t position, size;
};

struct path_value path_work_out(
    struct site_walk *walk, const struct path_part *part, struct path_focus focus);
struct str path_value_text(struct site_walk *walk, const struct path_value *value);
double path_value_number(struct site_walk *walk, const struct path_value *value);
bool path_value_truth(const struct path_value *value);
struct str path_place_text(struct site_walk *walk, struct site_place place);
double path_number_of(struct str s);
/* Of places each is compared: what holds for one of them holds. */
bool path_compare(struct site_walk *walk, enum path_op op, const struct path_value *a,
    const struct path_value *b);
double path_count(enum path_op op, double a, double b);
/* Without white space at its ends, that within as one blank each. */
struct str path_normal(struct site_walk *walk, struct str s);

static inline struct path_value
path_text(struct str text)
{
	return (struct path_value){ .kind = VALUE_TEXT, .text = text };
}

static inline struct path_value
path_number(double number)
{
	return (struct path_value){ .kind = VALUE_NUMBER, .number = number };
}

static inline struct path_value
path_truth(bool truth)
{
	return (struct path_value){ .kind = VALUE_TRUTH, .truth = truth };
}

/* ${n} more steps; false where there are none left. */
static inline bool
path_spend(struct site_walk *walk, uint64_t n)
{
	if (walk->spent || n > walk->steps) {
		walk->spent = true;
		return false;
	}
	walk->steps -= n;
	return true;
}

/* What is made on the way to a value. */
static inline struct arena *
path_arena(struct site_walk *walk)
{
	return walk->level ? &walk->inner : &walk->work;
}

/* ---- axes ---- */

void path_add(struct site_walk *walk, struct site_places *places, struct site_place place);
/* All places on the step's axis from all of ${from} that pass its test; in document order where
 * ${from} is more than one place, else in the axis's own. */
void path_gather(struct site_walk *walk, const struct path_step *step,
    const struct site_place *from, size_t count, struct site_places *out);
void path_sort(struct site_walk *walk, struct site_places *places);

/* ---- functions ---- */

enum { CALL_ARGUMENTS_MAX = 16 };

struct path_call {
	const char *name;
	unsigned min, max;
	enum path_value_kind gives;
	bool by_place; /* position(), last() */
	struct path_value (*run)(struct site_walk *walk, const struct path_focus *focus,
	    const struct path_value *arguments, size_t count);
};

const struct path_call *path_call_find(struct str name);

#endif
