/*
 * speech_parts.h: what the files of the level of speech share: the signs of a text, its verbs of
 * saying, and its phrases.
 */
#ifndef XINSHI_FIGURE_SPEECH_PARTS_H
#define XINSHI_FIGURE_SPEECH_PARTS_H

#include "figure/analysis.h"

/* ---- signs (speech_marks.c) ---- */

enum mark_kind {
	MARK_LINE,
	MARK_CLAUSE,
	MARK_END,
	MARK_OPEN,
	MARK_CLOSE,
	MARK_BRACKET,
	MARK_BRACKET_END,
	MARK_TITLE,
	MARK_TITLE_END
};

enum { NO_PAIR = UINT32_MAX };

struct mark {
	struct span span;
	enum mark_kind kind;
	uint32_t pair;	 /* index of the other quote or bracket; of one that is never closed the
			    line's end; NO_PAIR */
	uint32_t inside; /* index of the quotation that it stands in, the innermost; NO_PAIR */
};

/* ---- words (speech_words.c) ---- */

enum cue_kind {
	CUE_NOT,    /* holds a verb of saying, and is none */
	CUE_BORDER, /* ends a phrase: 在 对 周二 */
	CUE_JOIN,   /* joins two of a phrase, or ends it: 与 同 */
	CUE_LEAD,   /* stands before a phrase: 但 此外 */
	CUE_SAY,
	CUE_WRITE,
	CUE_REPORT,
	CUE_ANNOUNCE,
	CUE_CONFIRM,
	CUE_CLAIM,
	CUE_DENY,
	CUE_WARN,
	CUE_ESTIMATE,
	CUE_THINK,
	CUE_SHOW,
	CUE_TELL,
	CUE_QUOTE, /* 援引X: whom is quoted stands behind it */
	CUE_ACCORDING,
};

struct cue_hit {
	struct span span;
	enum cue_kind kind;
	bool wants_sign, wants_body, wants_lead, may_end, has_hearer;
	bool is_adverb; /* CUE_BORDER: may stand before the phrase, too */
	bool is_not;	/* CUE_BORDER: denies the verb behind it */
	enum hedge hedge;
};

/* A word or name that is one thing: no phrase ends within it. */
struct atom {
	struct span span;
	enum name_kind kind; /* 0: a title, or a place of the tables alone */
	uint32_t name;	     /* index; UINT32_MAX: of the tables alone */
};

/* What is written, and who says what it says: who wrote it (声明, 报告); itself (招股书, 判决书); a
 * study itself; data only who has them. */
enum paper_kind { PAPER_NONE, PAPER_TEXT, PAPER_BOOK, PAPER_STUDY, PAPER_DATA };

/* A phrase that says who speaks. */
struct phrase {
	struct span span;    /* empty: none is said here */
	uint32_t name;	     /* UINT32_MAX */
	enum name_kind kind; /* 0: not known */
	bool is_media;
	bool is_exact;	       /* it ends with the name or word that it is known by */
	bool is_thing;	       /* 来自某国, 一些: nobody says it */
	bool is_document;      /* 声明, 该报告: what it says is said by who wrote it */
	bool has_title;	       /* the name behind a title that the tables know */
	bool is_known;	       /* a word of the tables or a name stands in it */
	enum paper_kind paper; /* that it ends with, or that was taken off it: X的报告 */
};

/* What was found, in the order of the verbs; for 他 and 声明 further on. */
struct said {
	struct phrase who;
	uint32_t at;	   /* of the verb */
	bool is_inside;	   /* a quotation: who speaks there is not who speaks behind it */
	bool is_published; /* 公布, 显示: whose numbers follow */
	bool is_news;	   /* 报道 */
};

struct speech_reading {
	struct analysis *analysis;
	struct mark *marks;
	size_t mark_count, mark_capacity;
	struct cue_hit *cues; /* by place; no two overlap */
	size_t cue_count, cue_capacity;
	struct atom *atoms; /* by place; overlaps merged into the longer */
	size_t atom_count, atom_capacity;
	struct said *said;
	size_t said_count, said_capacity;
	size_t speech_capacity;
};

void speech_marks_read(struct speech_reading *r);
/* Index of the first mark at or behind ${at}; the text's end is a mark, too. */
size_t speech_mark_from(const struct speech_reading *r, uint32_t at);
/* The innermost quotation, closed in its line, that byte ${at} stands in; NULL. */
const struct mark *speech_quote_around(const struct speech_reading *r, uint32_t at);

void speech_words_read(struct speech_reading *r);
/* Whether ${s} is (begins with, ends with) one of ${count} words. */
bool speech_is_any(struct str s, const struct str *words, size_t count);
bool speech_starts_any(struct str s, const struct str *words, size_t count);
bool speech_ends_any(struct str s, const struct str *words, size_t count);
/* Index of the first cue (atom) that begins at or behind ${at}. */
size_t speech_cue_from(const struct speech_reading *r, uint32_t at);
size_t speech_atom_from(const struct speech_reading *r, uint32_t at);
/* A newspaper, an agency, a station, as the tables know it. */
bool speech_is_medium(const struct speech_reading *r, const struct atom *atom);

/* How a verb of saying stands. */
struct speech_stand {
	const struct cue_hit *cue;
	struct span clause; /* what stands before the verb */
	const struct mark
	    *before; /* the sign that the clause begins behind; NULL: the text's beginning */
	const struct cue_hit *lead; /* 据 or 援引 in the clause; NULL */
	struct span front;	    /* what stands before that */
	uint32_t behind;	    /* the first byte behind the verb that is not blank */
	const struct mark *sign;    /* that stands there; NULL */
};

/* ---- how a verb stands, and how far it reaches (speech_stand.c) ---- */

struct speech_stand speech_stand(const struct speech_reading *r, const struct cue_hit *cue);
/* Nothing of the sentence is behind the verb. */
bool speech_is_last(const struct speech_reading *r, const struct speech_stand *s);
/* A quotation that ends right before the clause, or before its comma: “……”，X说。 */
const struct mark *speech_quote_before(
    const struct speech_reading *r, const struct speech_stand *s);
/* The end of the sentence with ${at}, and further where a quotation that opens behind ${from} goes
 * further. */
uint32_t speech_scope_end(const struct speech_reading *r, uint32_t from, uint32_t at);
/* “……”他说。“……” : ${end}, or the end of the quotation that goes on behind it. */
uint32_t speech_with_next_quote(const struct speech_reading *r, uint32_t end);
/* Behind the hearer of 告诉X and its sign. */
uint32_t speech_behind_hearer(const struct speech_reading *r, const struct speech_stand *s);
uint32_t speech_past_blanks(struct str text, uint32_t at);

/* ---- what is a verb of saying, and whose (speech_verb.c) ---- */

/* 的 or a classifier before it, or 的 behind it. */
bool speech_is_noun(struct str text, const struct cue_hit *cue);
bool speech_is_verb(const struct speech_reading *r, const struct speech_stand *s);
/* Ends as the names of offices, papers and companies do. */
bool speech_is_body(struct str s);
/* Whether ${who} can say what this verb says. */
bool speech_can_say(
    const struct speech_reading *r, const struct speech_stand *s, struct phrase who);

/* ---- where a phrase begins and ends (speech_region.c) ---- */

/* What stands behind what leads to a phrase, and before what ends it; empty where the region says
 * something else. */
struct span speech_region(const struct speech_reading *r, struct span region);

/* Times, adverbs and brackets, and nothing else. */
bool speech_is_adverbial(const struct speech_reading *r, struct span span);

/* ---- papers (speech_paper.c) ---- */

/* Of the word of what is written that it ends with: 报告, 数据. */
enum paper_kind speech_paper(struct str s);
/* 报道, 报道称, 文章, 该文: of what media write. */
bool speech_is_news(struct str s);
/* 报告 and no more. */
bool speech_is_paper_word(struct str s);
/* 声明, 该报告, 上述消息: the word alone, or with what points back. */
bool speech_is_bare_document(struct str s);
/* 数据, without whose. */
bool speech_is_bare_data(struct str s);
/* 一些, 来自某国: whose report it is remains unsaid. */
bool speech_is_unsaid(struct str s);
/* 这, 这一: a word that points at a thing. */
bool speech_is_pointer(struct str s);
/* 报告称 without more: what was reported before, or the report. */
struct phrase speech_own_paper(const struct speech_reading *r, const struct cue_hit *cue);
/* 根据这份对某事的报告统计: the word at the end of ${span}; an empty phrase. */
struct phrase speech_paper_at_end(const struct speech_reading *r, struct span span);
/* X的声明 is said by X, and so are a body's data. */
struct span speech_without_document(const struct speech_reading *r, struct span span);
/* 某局官方微博: without where it is said. */
struct span speech_without_account(struct str text, struct span span);

/* ---- phrases (speech_phrase.c) ---- */

/* Without the bracket and blanks at its end, and what stands between a name and the word for its
 * paper. */
struct span speech_without_bracket(const struct speech_reading *r, struct span span);
/* Who is named at the front of ${region}, behind what leads there and before what ends a phrase. */
struct phrase speech_phrase(const struct speech_reading *r, struct span region);

/* ---- people in phrases (speech_person.c) ---- */

struct phrase speech_atom_phrase(const struct speech_reading *r, const struct atom *atom);
/* The person that the phrase ends with, a title behind the name aside; a name with more behind it,
 * 某某幕僚, is not the person. */
struct phrase speech_person_at_end(const struct speech_reading *r, struct span span);
/* 更, 再, 先: a word alone that may stand between a name and its verb. */
bool speech_is_adverb(struct str s);
/* 刚回到某地的队长某某在…: the person in a region whose front is nobody, where a verb or time
 * follows the name. */
struct phrase speech_person_within(const struct speech_reading *r, struct span region);
/* 负责某事的局长某某23日说: who stands right before the verb, times aside, and nobody speaks to. */
struct phrase speech_person_behind(const struct speech_reading *r, struct span rest);

/* ---- who is meant (speech_who.c) ---- */

/* Follows 他, 该部门, 声明 and an empty phrase to the nearest full mention before ${at}; an empty
 * phrase where there is none. */
struct phrase speech_who(const struct speech_reading *r, struct phrase phrase, uint32_t at);
/* The subject of a verb that has none of its own: who speaks already in its sentence, or stands at
 * the front of a clause of it. */
struct phrase speech_subject(const struct speech_reading *r, uint32_t at);
/* Who spoke last before ${at}, in its paragraph or so many before it; an empty phrase. */
struct phrase speech_last(const struct speech_reading *r, uint32_t at, uint32_t paragraphs);
/* Whether somebody speaks already in the sentence with ${at}, before it. */
bool speech_has_said(const struct speech_reading *r, uint32_t at);
/* Adds, to speeches that are sorted, the sentences behind them that go on with what they say. */
void speech_carry(struct speech_reading *r);
/* 我, 我们: who speaks already. */
bool speech_is_self(const struct speech_reading *r, struct phrase phrase);
/* 他, 该部门, 声明, or nothing. */
bool speech_is_open(const struct speech_reading *r, struct phrase phrase);

#endif
