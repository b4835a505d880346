#include "figure/speech_parts.h"

enum {
	BACK_PARAGRAPHS = 3, /* that 他 may look back */
	NEWS_PARAGRAPHS = 8, /* the same of 该报道 */
	BACK_SENTENCES = 12,
	BACK_SAID = 48,	 /* verbs of saying */
	CLAUSES_MAX = 3, /* of a sentence whose subject is looked for */
	ATOMS_MAX = 32,	 /* of a sentence that are looked at */
};

enum open_kind {
	OPEN_NOT,
	OPEN_PERSON,
	OPEN_PEOPLE,
	OPEN_BODY,
	OPEN_DOCUMENT,
	OPEN_MEDIUM,
	OPEN_NOBODY
};

/* Words that stand for who was named before, and what that was. */
static const struct {
	struct str word;
	enum open_kind kind;
	bool is_whole; /* the phrase is this word, and does not only begin with it */
} opens[] = {
	{ STR_INIT("他们"), OPEN_PEOPLE, true },
	{ STR_INIT("她们"), OPEN_PEOPLE, true },
	{ STR_INIT("它们"), OPEN_BODY, true },
	{ STR_INIT("两人"), OPEN_PEOPLE, true },
	{ STR_INIT("二人"), OPEN_PEOPLE, true },
	{ STR_INIT("他"), OPEN_PERSON, true },
	{ STR_INIT("她"), OPEN_PERSON, true },
	{ STR_INIT("他本人"), OPEN_PERSON, true },
	{ STR_INIT("其"), OPEN_BODY, true },
	{ STR_INIT("前者"), OPEN_PERSON, true },
	{ STR_INIT("后者"), OPEN_PERSON, true },
	{ STR_INIT("它"), OPEN_BODY, true },
	{ STR_INIT("这位"), OPEN_PERSON, false },
	{ STR_INIT("这名"), OPEN_PERSON, false },
	{ STR_INIT("该名"), OPEN_PERSON, false },
	{ STR_INIT("该位"), OPEN_PERSON, false },
	{ STR_INIT("此人"), OPEN_PERSON, true },
	{ STR_INIT("该官员"), OPEN_PERSON, true },
	{ STR_INIT("该发言人"), OPEN_PERSON, true },
	{ STR_INIT("该人士"), OPEN_PERSON, true },
	{ STR_INIT("该消息人士"), OPEN_PERSON, true },
	{ STR_INIT("公司"), OPEN_BODY, true },
	{ STR_INIT("本公司"), OPEN_BODY, true },
	{ STR_INIT("这家"), OPEN_BODY, false },
	{ STR_INIT("这个"), OPEN_BODY, false },
	{ STR_INIT("该"), OPEN_BODY, false },
	{ STR_INIT("这些"), OPEN_PEOPLE, false },
};

static enum open_kind
open_kind_of(const struct speech_reading *r, struct phrase phrase)
{
	struct str s = span_text(r->analysis->folded, phrase.span);

	if (phrase.is_document)
		return OPEN_DOCUMENT;
	if (!s.n)
		return OPEN_NOBODY;
	for (size_t i = 0; i < LENGTH(opens); i++)
		if (opens[i].is_whole ? str_equal(s, opens[i].word) : str_starts(s, opens[i].word))
			return opens[i].kind;
	return OPEN_NOT;
}

bool
speech_is_open(const struct speech_reading *r, struct phrase phrase)
{
	return open_kind_of(r, phrase) != OPEN_NOT;
}

bool
speech_is_self(const struct speech_reading *r, struct phrase phrase)
{
	static const struct str selves[] = { STR_INIT("我"), STR_INIT("我们"), STR_INIT("咱们"),
		STR_INIT("你"), STR_INIT("你们"), STR_INIT("您"), STR_INIT("大家"), STR_INIT("谁"),
		STR_INIT("什么"), STR_INIT("自己"), STR_INIT("人们"), STR_INIT("on"),
		STR_INIT("in"), STR_INIT("the"), STR_INIT("at"), STR_INIT("as"), STR_INIT("it"),
		STR_INIT("he"), STR_INIT("she"), STR_INIT("we"), STR_INIT("they"), STR_INIT("but"),
		STR_INIT("and"), STR_INIT("who") };
	static const struct str kin[] = { STR_INIT("我国"), STR_INIT("我方"), STR_INIT("我军"),
		STR_INIT("我院"), STR_INIT("我市"), STR_INIT("我省"), STR_INIT("我县"),
		STR_INIT("我的"), STR_INIT("我爸"), STR_INIT("我妈"), STR_INIT("我父"),
		STR_INIT("我母"), STR_INIT("我姐"), STR_INIT("我哥"), STR_INIT("我弟"),
		STR_INIT("我妹"), STR_INIT("我儿"), STR_INIT("我女"), STR_INIT("我丈"),
		STR_INIT("我妻"), STR_INIT("我老"), STR_INIT("我朋"), STR_INIT("我同"),
		STR_INIT("我们的") };
	struct str s = span_text(r->analysis->folded, phrase.span);

	if (str_starts(s, S("我")) && !phrase.kind)
		return !speech_starts_any(s, kin, LENGTH(kin));
	return speech_is_any(s, selves, LENGTH(selves));
}

/* 多名医生, 专家们: more than one. */
static bool
is_many(struct str s)
{
	static const struct str firsts[] = { STR_INIT("多"), STR_INIT("数"), STR_INIT("几"),
		STR_INIT("一些"), STR_INIT("部分"), STR_INIT("许多"), STR_INIT("不少"),
		STR_INIT("各"), STR_INIT("近"), STR_INIT("将近"), STR_INIT("超过"),
		STR_INIT("双方") };

	return str_ends(s, S("们")) || speech_starts_any(s, firsts, LENGTH(firsts));
}

/* Whether who spoke before can be meant by such a word. */
static bool
fits(const struct speech_reading *r, struct phrase who, enum open_kind kind)
{
	switch (kind) {
	case OPEN_PERSON:
		return who.kind == NAME_PERSON ||
		       ((who.kind == 0 || who.kind == NAME_PEOPLE) && !who.paper &&
			   !is_many(span_text(r->analysis->folded, who.span)));
	case OPEN_PEOPLE:
		return who.kind != NAME_PERSON || who.name == UINT32_MAX;
	case OPEN_BODY:
		return who.kind != NAME_PERSON;
	default:
		return true;
	}
}

static uint32_t
paragraph_of(const struct analysis *a, uint32_t at)
{
	size_t i = sentence_at(a, at);

	return i < a->sentence_count ? a->sentences[i].paragraph : UINT32_MAX;
}

/* Who spoke last before ${at}, in the same paragraph or a few before it. */
static const struct said *
last_said(const struct speech_reading *r, uint32_t at, enum open_kind kind, uint32_t paragraphs)
{
	uint32_t here = paragraph_of(r->analysis, at);

	for (size_t i = r->said_count, n = 0; i-- > 0 && n < BACK_SAID; n++) {
		const struct said *said = &r->said[i];
		if (said->at >= at || said->is_inside)
			continue;
		if (paragraph_of(r->analysis, said->at) + paragraphs < here)
			return NULL;
		if (kind == OPEN_MEDIUM ? said->is_news : fits(r, said->who, kind))
			return said;
	}
	return NULL;
}

/* The first person of a sentence, outside quotations, before ${at}. */
static struct phrase
first_person(const struct speech_reading *r, struct span sentence)
{
	size_t i = speech_atom_from(r, sentence.from);

	for (size_t n = 0; n < ATOMS_MAX && i < r->atom_count && r->atoms[i].span.to <= sentence.to;
	     i++, n++)
		if (r->atoms[i].kind == NAME_PERSON)
			return (struct phrase){ .span = r->atoms[i].span,
				.name = r->atoms[i].name,
				.kind = NAME_PERSON };
	return (struct phrase){ .name = UINT32_MAX };
}

/* 他: who spoke last as a person, or stands first in a sentence nearer than that. */
static struct phrase
person_before(const struct speech_reading *r, uint32_t at)
{
	const struct analysis *a = r->analysis;
	size_t i = sentence_at(a, at);
	uint32_t here = i < a->sentence_count ? a->sentences[i].paragraph : 0;
	const struct said *said = last_said(r, at, OPEN_PERSON, BACK_PARAGRAPHS);

	for (unsigned n = 0; n < BACK_SENTENCES && i < a->sentence_count; n++, i--) {
		struct span sentence = a->sentences[i].span;
		struct phrase person;
		sentence.to = sentence.to < at ? sentence.to : at;
		if (a->sentences[i].paragraph + BACK_PARAGRAPHS < here)
			break;
		if (said && said->at >= sentence.from)
			return said->who;
		person = first_person(r, sentence);
		if (person.span.to && !a->sentences[i].in_quote)
			return person;
	}
	return (struct phrase){ .name = UINT32_MAX };
}

/* Who stands at the front of a clause in [${from}, ${at}); people alone where a medium has spoken
 * before: 某社报道，甲在会上…时表示. */
static struct phrase
clause_subject(const struct speech_reading *r, uint32_t from, uint32_t at, bool is_person)
{
	size_t mark = speech_mark_from(r, from);

	for (unsigned n = 0;
	     n < CLAUSES_MAX && mark < r->mark_count && r->marks[mark].span.from < at; n++) {
		struct phrase who;
		while (r->marks[mark].kind != MARK_CLAUSE && mark + 1 < r->mark_count &&
		       r->marks[mark].span.from < at)
			mark++;
		if (r->marks[mark].span.from >= at)
			break;
		who = speech_phrase(r, (struct span){ from, r->marks[mark].span.from });
		if (open_kind_of(r, who) == OPEN_PERSON)
			return person_before(r, from);
		if (who.kind && who.kind != NAME_WEAPON && open_kind_of(r, who) == OPEN_NOT &&
		    (!is_person || who.kind == NAME_PERSON))
			return who;
		from = r->marks[mark++].span.to;
	}
	return (struct phrase){ .name = UINT32_MAX };
}

struct phrase
speech_subject(const struct speech_reading *r, uint32_t at)
{
	const struct analysis *a = r->analysis;
	size_t i = sentence_at(a, at);
	uint32_t from = i < a->sentence_count ? a->sentences[i].span.from : 0;
	const struct said *said = last_said(r, at, OPEN_NOBODY, 0);
	bool is_here = said && said->at >= from;
	struct phrase who;

	if (is_here && !said->is_news)
		return said->who;
	if (is_here) {
		size_t mark = speech_mark_from(r, said->at);
		from = mark < r->mark_count ? r->marks[mark].span.to : at;
	}
	who = clause_subject(r, from, at, is_here);
	return span_is_empty(who.span) && said ? said->who : who;
}

bool
speech_has_said(const struct speech_reading *r, uint32_t at)
{
	const struct said *said = last_said(r, at, OPEN_NOBODY, 0);
	size_t i = sentence_at(r->analysis, at);

	return said && i < r->analysis->sentence_count &&
	       said->at >= r->analysis->sentences[i].span.from;
}

struct phrase
speech_last(const struct speech_reading *r, uint32_t at, uint32_t paragraphs)
{
	const struct said *said = last_said(r, at, OPEN_NOBODY, paragraphs);

	return said ? said->who : (struct phrase){ .name = UINT32_MAX };
}

/* 这名退役飞官: who spoke before and is called so, 一名退役飞官; an empty phrase. */
static struct phrase
called_before(const struct speech_reading *r, struct phrase phrase, uint32_t at)
{
	enum { FIRST_BYTES = 6 }; /* 这名 */
	struct str text = r->analysis->folded, noun = span_text(text, phrase.span);
	uint32_t here = paragraph_of(r->analysis, at);

	noun = str_from(noun, FIRST_BYTES);
	for (ptrdiff_t of = str_find(noun, S("的"), 0); of >= 0; of = str_find(noun, S("的"), 0))
		noun = str_from(noun, (size_t)of + 3);
	for (size_t i = r->said_count, n = 0; noun.n && i-- > 0 && n < BACK_SAID; n++) {
		const struct said *said = &r->said[i];
		if (said->at < at &&
		    paragraph_of(r->analysis, said->at) + BACK_PARAGRAPHS >= here &&
		    str_ends(span_text(text, said->who.span), noun))
			return said->who;
	}
	return (struct phrase){ .name = UINT32_MAX };
}

/* 消息人士, 知情人士: people who are never named. */
static bool
is_nameless(struct str s)
{
	static const struct str words[] = { STR_INIT("消息人士"), STR_INIT("知情人士"),
		STR_INIT("知情者"), STR_INIT("网友"), STR_INIT("网民"), STR_INIT("飞官"),
		STR_INIT("目击者") };

	return speech_ends_any(s, words, LENGTH(words));
}

/* 该报, 该台: a medium is meant. */
static bool
means_medium(struct str s)
{
	static const struct str words[] = { STR_INIT("该报"), STR_INIT("该台"), STR_INIT("该网"),
		STR_INIT("该刊"), STR_INIT("该社"), STR_INIT("该媒体"), STR_INIT("该杂志"),
		STR_INIT("该通讯社"), STR_INIT("该电视台") };

	return speech_starts_any(s, words, LENGTH(words));
}

/* 该部门, 它, 该报: the body that spoke last, or is named nearest. */
static struct phrase
body_before(const struct speech_reading *r, struct phrase phrase, uint32_t at)
{
	struct str means = span_text(r->analysis->folded, phrase.span);
	bool is_medium = means_medium(means);
	const struct said *said = last_said(r, at, OPEN_BODY, BACK_PARAGRAPHS);

	if (said && (said->who.kind || said->who.is_known) && is_medium == said->who.is_media)
		return said->who;
	for (size_t i = speech_atom_from(r, at), n = 0; i-- > 0 && n < ATOMS_MAX; n++) {
		const struct atom *atom = &r->atoms[i];
		if (paragraph_of(r->analysis, atom->span.from) + BACK_PARAGRAPHS <
		    paragraph_of(r->analysis, at))
			break;
		if (atom->span.to < at && atom->kind == NAME_ORGANISATION &&
		    is_medium == speech_is_medium(r, atom) &&
		    !str_equal(span_text(r->analysis->folded, atom->span), means))
			return (struct phrase){ .span = atom->span,
				.name = atom->name,
				.kind = atom->kind,
				.is_media = is_medium };
	}
	return phrase.span.to - phrase.span.from >= 6 ? phrase
						      : (struct phrase){ .name = UINT32_MAX };
}

/* Who published numbers last before ${at}, in its paragraph or the one before: whose 数据 are. */
static const struct said *
last_published(const struct speech_reading *r, uint32_t at)
{
	uint32_t here = paragraph_of(r->analysis, at);

	for (size_t i = r->said_count, n = 0; i-- > 0 && n < BACK_SAID; n++) {
		const struct said *said = &r->said[i];
		if (said->at >= at || said->is_inside)
			continue;
		if (paragraph_of(r->analysis, said->at) + 1 < here)
			return NULL;
		if (said->is_published && fits(r, said->who, OPEN_BODY) && !said->who.is_media)
			return said;
	}
	return NULL;
}

/* 某某说，研究显示: somebody speaks of it; a medium only passes it on. */
static bool
is_in_speech(const struct speech_reading *r, uint32_t at)
{
	const struct said *said = last_said(r, at, OPEN_NOBODY, 0);

	return speech_has_said(r, at) && !said->who.is_media;
}

/* 报告, 该声明: who wrote it, as far as the text has said; else the paper itself. */
static struct phrase
writer_before(const struct speech_reading *r, struct phrase phrase, uint32_t at)
{
	bool is_news = speech_is_news(span_text(r->analysis->folded, phrase.span));
	const struct said *said = NULL;

	if (phrase.paper == PAPER_BOOK && !is_in_speech(r, at))
		return phrase;
	if (phrase.paper == PAPER_DATA || phrase.paper == PAPER_STUDY)
		said = last_published(r, at);
	else if (is_news)
		said = last_said(r, at, OPEN_MEDIUM, NEWS_PARAGRAPHS);
	if (phrase.paper == PAPER_STUDY && said && !said->who.paper)
		said = NULL;
	if (!said && !is_news && phrase.paper <= PAPER_TEXT)
		said = last_said(r, at, OPEN_BODY, BACK_PARAGRAPHS);
	if (!said && !is_news && phrase.paper <= PAPER_TEXT)
		said = last_said(r, at, OPEN_DOCUMENT, BACK_PARAGRAPHS);
	if (said)
		return said->who;
	if (is_news || phrase.paper == PAPER_DATA || is_in_speech(r, at))
		return (struct phrase){ .name = UINT32_MAX };
	phrase.is_document = false;
	return phrase;
}

struct phrase
speech_who(const struct speech_reading *r, struct phrase phrase, uint32_t at)
{
	enum open_kind kind = open_kind_of(r, phrase);
	const struct said *said;

	if (kind == OPEN_DOCUMENT)
		return writer_before(r, phrase, at);
	if (kind == OPEN_NOT)
		return phrase;
	if (kind == OPEN_PERSON) {
		struct phrase person = called_before(r, phrase, at);
		if (span_is_empty(person.span) &&
		    !is_nameless(span_text(r->analysis->folded, phrase.span)))
			person = person_before(r, at);
		return span_is_empty(person.span) && phrase.span.to - phrase.span.from > 3 ? phrase
											   : person;
	}
	if (kind == OPEN_NOBODY)
		return speech_subject(r, at);
	if (kind == OPEN_BODY)
		return body_before(r, phrase, at);
	said = last_said(r, at, kind, BACK_PARAGRAPHS);
	if (said)
		return said->who;
	return (struct phrase){ .name = UINT32_MAX };
}
