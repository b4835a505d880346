#include "figure/speech_parts.h"

/* People in a phrase: at its end, within it, behind it. */

enum { BEHIND_BYTES = 18 }; /* what may stand behind a person's name: 上校, 女士 */

struct phrase
speech_atom_phrase(const struct speech_reading *r, const struct atom *atom)
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

	return speech_is_any(s, words, LENGTH(words));
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
bool
speech_is_adverb(struct str s)
{
	static const struct str words[] = { STR_INIT("更"), STR_INIT("再"), STR_INIT("先"),
		STR_INIT("正"), STR_INIT("才"), STR_INIT("便"), STR_INIT("昨"), STR_INIT("随"),
		STR_INIT("亦"), STR_INIT("并"), STR_INIT("还"), STR_INIT("也"), STR_INIT("早"),
		STR_INIT("引述"), STR_INIT("援引"), STR_INIT("转发"), STR_INIT("转载") };

	return speech_is_any(s, words, LENGTH(words));
}

struct phrase
speech_person_at_end(const struct speech_reading *r, struct span span)
{
	size_t i = speech_atom_from(r, span.to);
	struct phrase phrase = { .name = UINT32_MAX };

	for (unsigned n = 0; n < 3 && i-- > 0 && r->atoms[i].span.from >= span.from; n++) {
		struct span behind = { r->atoms[i].span.to, span.to };
		if (r->atoms[i].kind != NAME_PERSON)
			continue;
		behind = behind_titles(r, behind);
		if (is_courtesy(span_text(r->analysis->folded, behind)) ||
		    speech_is_adverb(span_text(r->analysis->folded, behind)))
			return speech_atom_phrase(r, &r->atoms[i]);
		if (behind.to - behind.from > BEHIND_BYTES ||
		    str_starts(span_text(r->analysis->folded, behind), S("的")))
			return phrase;
		if (starts_time(str_from(r->analysis->folded, span.to)) || /* 某某会上讲话时 */
		    str_ends(span_text(r->analysis->folded, behind), S("地"))) /* 某某乐观地 */
			return speech_atom_phrase(r, &r->atoms[i]);
		phrase.span = (struct span){ r->atoms[i].span.from, span.to };
		phrase.kind = behind.to - behind.from <= 3
				  ? NAME_PERSON
				  : 0; /* a character more may be the name's own */
		phrase.is_known = true;
		return phrase;
	}
	return phrase;
}

/* 刚回到某地的队长某某在…: the person in a region whose front is nobody, where a verb or time
 * follows the name. */
struct phrase
speech_person_within(const struct speech_reading *r, struct span region)
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
			return speech_atom_phrase(r, &r->atoms[i]);
	}
	return (struct phrase){ .name = UINT32_MAX };
}

/* 对某某说, 与某某会面: a word before a name that makes another of it than who speaks. */
static bool
is_hearer(struct str before)
{
	static const struct str words[] = { STR_INIT("对"), STR_INIT("向"), STR_INIT("给"),
		STR_INIT("跟"), STR_INIT("与"), STR_INIT("同"), STR_INIT("被"), STR_INIT("就"),
		STR_INIT("替"), STR_INIT("为") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_find(before, words[i], 0) >= 0)
			return true;
	return false;
}

struct phrase
speech_person_behind(const struct speech_reading *r, struct span rest)
{
	struct str text = r->analysis->folded;

	for (size_t i = speech_atom_from(r, rest.to);
	     i-- > 0 && r->atoms[i].span.from >= rest.from;) {
		const struct atom *atom = &r->atoms[i];
		struct str before = span_text(text, (struct span){ rest.from, atom->span.from });
		bool is_person = atom->kind == NAME_PERSON ||
				 (atom->kind == NAME_PEOPLE && str_ends(before, S("的")));
		if (atom->span.to > rest.to || !atom->kind || !is_person)
			continue;
		if (!speech_is_adverbial(
			r, behind_titles(r, (struct span){ atom->span.to, rest.to })) ||
		    is_hearer(before))
			break;
		return speech_atom_phrase(r, atom);
	}
	return (struct phrase){ .name = UINT32_MAX };
}
