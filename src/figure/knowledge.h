/*
 * knowledge.h: the words that figures are read by: tables that people edit (data/live, TSV), loaded once, before the worker
 * locks itself in.
 *
 * A line of a table is  form TAB id TAB arguments TAB origin;  "#" begins a comment, "-" is empty.  All forms of all tables are
 * found in one pass over the folded text, overlaps kept: two characters lead to the few forms that begin with them, so loading
 * is reading, and no table is too large.  A form of letters stands for whole words.  Folding here keeps byte offsets: a character becomes another of as many bytes (traditional to simplified, full to half width only where the length stays,
 * case of ASCII), so a span of the folded text is a span of the text.
 */
#ifndef XINSHI_FIGURE_KNOWLEDGE_H
#define XINSHI_FIGURE_KNOWLEDGE_H

#include "base/arena.h"
#include "base/digest.h"
#include "record/figure.h"
#include "text/fold.h"

/* One table each (knowledge_tables in knowledge.c names files and classes). */
enum lexicon {
	LEX_APPROX = 1,	 /* approximators.tsv: 约 至少 超过 左右; id: approx; args: before, after */
	LEX_UNIT,	 /* units.tsv: classifiers and units; id: unit; args: kind, scale */
	LEX_NOUN,	 /* nouns.tsv: what is counted; id: unit it gives */
	LEX_TIME,	 /* times.tsv: words of time */
	LEX_CUE,	 /* cues.tsv: verbs of saying; id: kind; args: where its speaker stands, hedge */
	LEX_HEDGE,	 /* hedges.tsv */
	LEX_TITLE,	 /* titles.tsv: what stands before or behind people's names */
	LEX_PEOPLE,	 /* people.tsv: 官员 警方 当局 发言人: speakers and actors without a name */
	LEX_ORGANISATION, /* organisations.tsv: media, ministries, armies, companies; id; args: kind, country */
	LEX_PLACE,	 /* places.tsv and the gazetteer; id; args: country, kind */
	LEX_PERSON,	 /* persons.tsv: names that are certain; id; args: country */
	LEX_EVENT,	 /* events.tsv: triggers of frames; id: slot; args: template */
	LEX_STOP,	 /* stop.tsv: numerals that are no number: 一些 七国集团 两会 万斯 */
	LEX_WEAPON,	 /* weapons.tsv */
	LEX_MAX
};

/* A word of the arguments: "before" (no value), "kind=media". */
struct lexeme_word {
	struct str whole, name, value;
};

struct lexeme {
	struct str form; /* as in the table */
	struct str id;
	struct str args; /* as in the table: "key=value key" */
	enum lexicon lexicon;
	int32_t priority;
	const struct lexeme_word *words; /* of the arguments */
	uint32_t word_count;
	const struct event_row *event; /* of LEX_EVENT: what the arguments say (figure/frame.h); else NULL */
	const struct cue_hit *cue;     /* the same of LEX_CUE (figure/speech_parts.h) */
	int unit_kind;		       /* the same of LEX_UNIT: enum quantity_kind */
};

enum { MATCH_BLOCK = 8 };

struct match {
	struct span span;
	const struct lexeme *lexeme;
	enum lexicon lexicon; /* its own: asked for so often that it stands here, too */
	uint32_t next;	      /* index of the next one of the same table; UINT32_MAX: none */
};

/* Characters that levels begin at, found in the same pass, so that no level reads the whole text again.  Some others are among them:
 * who asks looks again. */
enum sight {
	SIGHT_NUMBER = 1 << 1, /* count.c: begins a number */
	SIGHT_SIGN = 1 << 2,   /* speech_marks.c: quotes, brackets, ends */
	SIGHT_DOT = 1 << 3,    /* name.c: dots and hyphens in names, brackets, titles of works */
	SIGHT_SUFFIX = 1 << 4, /* name_place.c: what names of places end with */
	SIGHT_WORD = 1 << 5,   /* name_word.c: words that stand for a name */
};
struct sighting {
	uint32_t at : 24, kinds : 8;
};

struct matches {
	struct match *items; /* by from, then longest first */
	size_t count;
	uint32_t *blocks; /* the first item of each MATCH_BLOCK bytes of text, and behind the last one ${count} */
	size_t size;	  /* of the text */
	uint16_t *begins, *ends; /* [size + 1] of the text: a bit for each table with a word that begins (ends) there */
	struct sighting *sights; /* by place */
	size_t sight_count;
};

struct knowledge;

/* Reads the tables from ${dir}; a broken line is told (file, line, reason) and left out.  ERR_NOT_FOUND where a table is missing. */
typedef void knowledge_told(void *context, const char *file, uint32_t line, const char *why);
struct err knowledge_open(const char *dir, knowledge_told *told, void *context, struct knowledge **out);
void knowledge_close(struct knowledge *knowledge);
/* Of all tables: kept with what was read by them. */
struct digest knowledge_digest(const struct knowledge *knowledge);

/* What the arguments of a row of events.tsv, cues.tsv, units.tsv say: for ->event, ->cue, ->unit_kind. */
struct event_row;
struct cue_hit;
const struct event_row *event_row_new(struct arena *arena, const struct lexeme *lexeme);
const struct cue_hit *cue_row_new(struct arena *arena, const struct lexeme *lexeme);
int unit_kind_read(const struct lexeme *unit);

/* What names.c needs of its own tables, made once with the others. */
struct name_sets;
const struct name_sets *name_sets_new(struct arena *arena);
const struct name_sets *knowledge_name_sets(const struct knowledge *knowledge);

/* All words of all tables in the folded text. */
void knowledge_find(struct arena *arena, const struct knowledge *knowledge, struct str folded, struct matches *out);
/* The next character of a kind, from index *${i} on; NULL at the end. */
static inline const struct sighting *
sight_next(const struct matches *matches, enum sight kind, size_t *i)
{
	while (*i < matches->sight_count && !(matches->sights[*i].kinds & kind))
		++*i;
	return *i < matches->sight_count ? &matches->sights[(*i)++] : NULL;
}
/* Each level that begins at characters tells which: called once, while the tables are loaded. */
struct sights;
void sights_add(struct sights *sights, uint32_t rune, enum sight kind);
void count_sights(struct sights *sights);
void speech_sights(struct sights *sights);
void name_sights(const struct name_sets *sets, struct sights *sights);

/* Index of the first hit that begins at or behind ${at}. */
size_t match_from(const struct matches *matches, uint32_t at);
/* Does a word of the table begin (end) at byte ${at}? */
static inline bool
match_begins(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	return at < matches->size && matches->begins[at] >> lexicon & 1;
}
static inline bool
match_ends(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	return at <= matches->size && matches->size && matches->ends[at] >> lexicon & 1;
}
/* The next hit of one table from index *${i} on, which moves to the one behind it; NULL at the end. */
static inline const struct match *
match_next(const struct matches *matches, enum lexicon lexicon, size_t *i)
{
	const struct match *match;

	while (*i < matches->count && matches->items[*i].lexicon != lexicon)
		++*i;
	if (*i >= matches->count)
		return NULL;
	match = &matches->items[*i];
	*i = match->next;
	return match;
}
/* The longest word of a table that begins (ends) at byte ${at}; NULL. */
const struct match *match_find_at(const struct matches *matches, enum lexicon lexicon, uint32_t at);
const struct match *match_find_before(const struct matches *matches, enum lexicon lexicon, uint32_t at);
static inline const struct match *
match_at(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	return match_begins(matches, lexicon, at) ? match_find_at(matches, lexicon, at) : NULL;
}
static inline const struct match *
match_before(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	return match_ends(matches, lexicon, at) ? match_find_before(matches, lexicon, at) : NULL;
}
/* The value of a key in a lexeme's arguments; empty without. */
struct str lexeme_arg(const struct lexeme *lexeme, struct str key);
bool lexeme_has(const struct lexeme *lexeme, struct str key);

#endif
