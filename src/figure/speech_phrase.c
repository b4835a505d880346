#include "figure/speech_parts.h"

enum {
	PHRASE_BYTES = 150, /* a longer one is cut to a name in it */
	UNKNOWN_BYTES = 60, /* of a phrase without any word that we know */
	BEHIND_BYTES = 18,  /* what may stand behind a person's name: 上校, 女士 */
	NAME_BYTES = 72,    /* of a person, behind the title */
	SHORT_BYTES = 6,    /* of an unknown phrase that may be a verb's beginning */
	TAIL_BYTES = 24,    /* behind the last known word of a phrase */
};

/* The last atom within ${span}. */
static const struct atom *
last_atom(const struct speech_reading *r, struct span span)
{
	size_t i = speech_atom_from(r, span.to);

	if (i && r->atoms[i - 1].span.to > span.to) /* it goes on behind */
		i--;
	return i && r->atoms[i - 1].span.from >= span.from && r->atoms[i - 1].span.to <= span.to
		   ? &r->atoms[i - 1]
		   : NULL;
}

/* Without the bracket and blanks at its end. */
static struct span
without_bracket(const struct speech_reading *r, struct span span)
{
	struct str text = r->analysis->folded;

	for (;;) {
		size_t i = speech_mark_from(r, span.to);
		const struct mark *mark = i ? &r->marks[i - 1] : NULL;
		if (span.to > span.from && text.p[span.to - 1] == ' ')
			span.to--;
		else if (str_ends(span_text(text, span), S("的")))
			span.to -= 3;
		else if (mark && mark->kind == MARK_BRACKET_END && mark->span.to == span.to &&
			 mark->pair != NO_PAIR && r->marks[mark->pair].span.from > span.from)
			span.to = r->marks[mark->pair].span.from;
		else
			return span;
	}
}

/* Without the quotes around the whole of it. */
static struct span
without_quotes(const struct speech_reading *r, struct span span)
{
	size_t i = speech_mark_from(r, span.from);
	const struct mark *open = i < r->mark_count ? &r->marks[i] : NULL;

	if (open && open->kind == MARK_OPEN && open->span.from == span.from &&
	    r->marks[open->pair].kind == MARK_CLOSE && r->marks[open->pair].span.to == span.to)
		return (struct span){ open->span.to, r->marks[open->pair].span.from };
	return span;
}

static struct phrase
phrase_of_atom(const struct speech_reading *r, const struct atom *atom)
{
	return (struct phrase){ .span = atom->span,
		.name = atom->name,
		.kind = atom->kind,
		.is_media = speech_is_medium(r, atom) };
}

/* Past brackets and titles that stand at the front of ${span}. */
static struct span
behind_titles(const struct speech_reading *r, struct span span)
{
	while (span.from < span.to) {
		size_t mark = speech_mark_from(r, span.from), atom = speech_atom_from(r, span.from);
		const struct mark *m = mark < r->mark_count ? &r->marks[mark] : NULL;
		if (m && m->span.from == span.from && m->kind == MARK_BRACKET && m->pair != NO_PAIR)
			span.from = r->marks[m->pair].span.to;
		else if (atom < r->atom_count && r->atoms[atom].span.from == span.from &&
			 !r->atoms[atom].kind)
			span.from = r->atoms[atom].span.to;
		else if (r->analysis->text.p[span.from] == ' ')
			span.from++;
		else
			break;
	}
	return span;
}

/* 先生, 等人: what is said behind a name and is no part of it. */
static bool
is_courtesy(struct str s)
{
	static const struct str words[] = { STR_INIT(""), STR_INIT("先生"), STR_INIT("女士"),
		STR_INIT("小姐"), STR_INIT("夫人"), STR_INIT("博士"), STR_INIT("教授"),
		STR_INIT("律师"), STR_INIT("议员"), STR_INIT("上校"), STR_INIT("将军"),
		STR_INIT("上将"), STR_INIT("中将"), STR_INIT("少将"), STR_INIT("中校"),
		STR_INIT("少校"), STR_INIT("等"), STR_INIT("等人"), STR_INIT("本人"),
		STR_INIT("爵士"), STR_INIT("医生"), STR_INIT("总统"), STR_INIT("总理"),
		STR_INIT("主席"), STR_INIT("部长"), STR_INIT("外长"), STR_INIT("市长"),
		STR_INIT("院长"), STR_INIT("大使"), STR_INIT("老师"), STR_INIT("法官"),
		STR_INIT("参议员"), STR_INIT("众议员"), STR_INIT("国务卿"), STR_INIT("一行") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_equal(s, words[i]))
			return true;
	return false;
}

/* The phrase was ended by a word that makes what is behind the name a time. */
static bool
starts_time(struct str s)
{
	return str_starts(s, S("时")) || str_starts(s, S("后")) || str_starts(s, S("期间")) ||
	       str_starts(s, S("之"));
}

/* The person that the phrase ends with, a title behind the name aside; a name with more behind it,
 * 某某幕僚, is not the person. */
static struct phrase
person_at_end(const struct speech_reading *r, struct span span)
{
	size_t i = speech_atom_from(r, span.to);
	struct phrase phrase = { .name = UINT32_MAX };

	for (unsigned n = 0; n < 3 && i-- > 0 && r->atoms[i].span.from >= span.from; n++) {
		struct span behind = { r->atoms[i].span.to, span.to };
		if (r->atoms[i].kind != NAME_PERSON)
			continue;
		behind = behind_titles(r, behind);
		if (is_courtesy(span_text(r->analysis->folded, behind)))
			return phrase_of_atom(r, &r->atoms[i]);
		if (behind.to - behind.from > BEHIND_BYTES ||
		    str_starts(span_text(r->analysis->folded, behind), S("的")))
			return phrase;
		if (starts_time(str_from(r->analysis->folded, span.to)) || /* 某某会上讲话时 */
		    str_ends(span_text(r->analysis->folded, behind), S("地"))) /* 某某乐观地 */
			return phrase_of_atom(r, &r->atoms[i]);
		phrase.span = (struct span){ r->atoms[i].span.from, span.to };
		phrase.kind = behind.to - behind.from <= 3
				  ? NAME_PERSON
				  : 0; /* a character more may be the name's own */
		phrase.is_known = true;
		return phrase;
	}
	return phrase;
}

/* Behind the last title of the phrase, where names are not known: 外长X. */
static struct span
behind_title(const struct speech_reading *r, struct span span)
{
	const struct atom *atom = last_atom(r, span);
	struct span name = { atom ? atom->span.to : 0, span.to };
	struct str s = span_text(r->analysis->folded, name);

	if (!atom || atom->kind || s.n < 6 || s.n > NAME_BYTES || str_find(s, S("的"), 0) >= 0 ||
	    str_find(s, S("和"), 0) >= 0)
		return span;
	return name;
}

/* 某公司执行长Jane Doe: the name in letters at the end, of two words at least. */
static struct span
latin_tail(struct str text, struct span span)
{
	uint32_t from = span.to;
	bool has_space = false;

	while (from > span.from &&
	       (char_is_alpha(text.p[from - 1]) || strchr(" .-'", text.p[from - 1]))) {
		has_space = has_space || (text.p[from - 1] == ' ' && from < span.to);
		from--;
	}
	while (from < span.to && text.p[from] == ' ')
		from++;
	return has_space && from > span.from && span.to - from > SHORT_BYTES
		   ? (struct span){ from, span.to }
		   : span;
}

/* The first that can speak within a phrase that is too long to be one. */
static struct phrase
first_speaker(const struct speech_reading *r, struct span span)
{
	for (size_t i = speech_atom_from(r, span.from);
	     i < r->atom_count && r->atoms[i].span.to <= span.to; i++)
		if (r->atoms[i].kind && r->atoms[i].kind != NAME_WEAPON &&
		    r->atoms[i].span.to - r->atoms[i].span.from > SHORT_BYTES)
			return phrase_of_atom(r, &r->atoms[i]);
	return (struct phrase){ .name = UINT32_MAX };
}

/* 另一家芯片生产商X: what stands before the name of a body describes it. */
static bool
is_described(const struct speech_reading *r, struct span span, const struct atom *name)
{
	struct str before =
	    span_text(r->analysis->folded, (struct span){ span.from, name->span.from });

	static const struct str kinds[] = { STR_INIT("商"), STR_INIT("公司"), STR_INIT("集团"),
		STR_INIT("机构"), STR_INIT("组织"), STR_INIT("企业"), STR_INIT("巨头"),
		STR_INIT("智库"), STR_INIT("媒体"), STR_INIT("团体") };

	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (str_ends(before, kinds[i]))
			return true;
	return str_find(before, S("的"), 0) >= 0 || str_find(before, S("一家"), 0) >= 0 ||
	       str_find(before, S("这家"), 0) >= 0;
}

/* The phrase as a whole, named by what it ends with. */
static struct phrase
whole_phrase(const struct speech_reading *r, struct span span)
{
	const struct atom *last = last_atom(r, span);
	struct phrase phrase = { .span = span,
		.name = UINT32_MAX,
		.is_study = speech_ends_document(span_text(r->analysis->folded, span)) };

	if (last && last->kind == NAME_PRONOUN && last->span.from > span.from)
		return phrase; /* 突破他: a verb and its object */
	phrase.is_known = last != NULL;
	phrase.is_exact = last && last->kind && last->span.to == span.to;
	if (last && last->kind == NAME_ORGANISATION && last->span.to == span.to &&
	    is_described(r, span, last))
		return phrase_of_atom(r, last);
	if (last && last->kind && span.to - last->span.to <= TAIL_BYTES) {
		phrase.kind = last->kind == NAME_PLACE && last->span.to < span.to ? 0 : last->kind;
		phrase.is_media = last->span.to == span.to && speech_is_medium(r, last);
		if (last->span.from == span.from && last->span.to == span.to)
			phrase.name = last->name;
		return phrase;
	}
	if (span.to - span.from <= (last ? PHRASE_BYTES : UNKNOWN_BYTES))
		return phrase;
	return first_speaker(r, span);
}

/* 刚回到某地的队长某某在…: the person in a region whose front is nobody, where a verb or time
 * follows the name. */
static struct phrase
person_within(const struct speech_reading *r, struct span region)
{
	for (size_t i = speech_atom_from(r, region.to);
	     i-- > 0 && r->atoms[i].span.from >= region.from;) {
		struct span behind = { r->atoms[i].span.to, region.to };
		size_t cue;
		if (r->atoms[i].kind != NAME_PERSON || behind.to < behind.from)
			continue;
		behind = behind_titles(r, behind);
		cue = speech_cue_from(r, behind.from);
		if (span_is_empty(behind) ||
		    (cue < r->cue_count && r->cues[cue].span.from == behind.from &&
			r->cues[cue].kind == CUE_BORDER))
			return phrase_of_atom(r, &r->atoms[i]);
	}
	return (struct phrase){ .name = UINT32_MAX };
}

/* 某某乐观地: without how it is said, a word of two characters. */
static struct span
without_manner(struct str text, struct span span)
{
	enum { MANNER_BYTES = 9 };
	static const struct str grounds[] = { STR_INIT("当地"), STR_INIT("各地"), STR_INIT("内地"),
		STR_INIT("外地"), STR_INIT("基地"), STR_INIT("两地") };
	struct str s = span_text(text, span);

	for (size_t i = 0; i < LENGTH(grounds); i++)
		if (str_ends(s, grounds[i]))
			return span;
	if (str_ends(s, S("地")) && s.n > MANNER_BYTES + 3)
		span.to = (uint32_t)str_rune_start(text, span.to - MANNER_BYTES);
	return span;
}

/* 专家考察组组长某某说: the person right before the verb, to whom nobody speaks. */
static struct phrase
person_behind(const struct speech_reading *r, struct span rest)
{
	static const struct str hearers[] = { STR_INIT("对"), STR_INIT("向"), STR_INIT("给"),
		STR_INIT("跟"), STR_INIT("与"), STR_INIT("同"), STR_INIT("被"), STR_INIT("就"),
		STR_INIT("替"), STR_INIT("为") };
	size_t i = speech_atom_from(r, rest.to);
	struct phrase nobody = { .name = UINT32_MAX };
	struct str before;

	while (i && r->atoms[i - 1].span.from >= rest.from && !r->atoms[i - 1].kind)
		i--;
	if (!i || r->atoms[i - 1].kind != NAME_PERSON || r->atoms[i - 1].span.from < rest.from)
		return nobody;
	if (!span_is_empty(behind_titles(r, (struct span){ r->atoms[i - 1].span.to, rest.to })))
		return nobody;
	before =
	    span_text(r->analysis->folded, (struct span){ rest.from, r->atoms[i - 1].span.from });
	for (size_t k = 0; k < LENGTH(hearers); k++)
		if (str_find(before, hearers[k], 0) >= 0)
			return nobody;
	return phrase_of_atom(r, &r->atoms[i - 1]);
}

struct phrase
speech_phrase(const struct speech_reading *r, struct span region)
{
	struct phrase phrase = { .name = UINT32_MAX };
	struct span span = without_quotes(r, without_bracket(r, speech_region(r, region))), name;
	struct str s = span_text(r->analysis->folded, span);

	if (span.from >= span.to || str_starts(s, S("的")))
		return phrase;
	if (speech_is_bare_document(s))
		return (struct phrase){ .span = span,
			.name = UINT32_MAX,
			.is_document = !speech_is_bare_data(s),
			.is_thing = speech_is_bare_data(s) };
	span = speech_without_account(
	    r->analysis->folded, without_bracket(r, speech_without_document(r, span)));
	if (speech_is_unsaid(span_text(r->analysis->folded, span)))
		return (struct phrase){ .span = span, .name = UINT32_MAX, .is_thing = true };
	phrase = person_at_end(r, span);
	if (!span_is_empty(phrase.span))
		return phrase;
	if (span.to - span.from > PHRASE_BYTES)
		return first_speaker(r, span);
	name = behind_title(r, latin_tail(r->analysis->text, span));
	phrase = whole_phrase(r, name);
	if (span.to < region.to) {
		struct phrase person = person_behind(r, (struct span){ span.to, region.to });
		if (span_is_empty(person.span) && !phrase.is_known &&
		    span.to - span.from <= SHORT_BYTES)
			person = person_within(r, (struct span){ span.to, region.to });
		if (!span_is_empty(person.span))
			return person;
	}
	if (!phrase.is_known)
		phrase.span = without_manner(r->analysis->folded, phrase.span);
	phrase.has_title = name.from != span.from;
	return speech_is_pointer(span_text(r->analysis->folded, phrase.span))
		   ? (struct phrase){ .name = UINT32_MAX }
		   : phrase;
}
