#include "figure/speech_parts.h"

enum {
	PHRASE_BYTES = 150, /* a longer one is cut to a name in it */
	UNKNOWN_BYTES = 60, /* of a phrase without any word that we know */
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

/* 的一篇, 的这份: bytes that say which of the papers of X it is. */
static uint32_t
one_of_tail(struct str s)
{
	static const struct str tails[] = { STR_INIT("的一篇"), STR_INIT("的一份"),
		STR_INIT("的一项"), STR_INIT("的一则"), STR_INIT("的一个"), STR_INIT("的一封"),
		STR_INIT("的这份"), STR_INIT("的这篇"), STR_INIT("的这项"), STR_INIT("的另一份"),
		STR_INIT("的另一项"), STR_INIT("的另一篇"), STR_INIT("的最新"), STR_INIT("的两份"),
		STR_INIT("的两项"), STR_INIT("的该份"), STR_INIT("的该项") };

	for (size_t i = 0; i < LENGTH(tails); i++)
		if (str_ends(s, tails[i]))
			return (uint32_t)tails[i].n;
	return 0;
}

struct span
speech_without_bracket(const struct speech_reading *r, struct span span)
{
	struct str text = r->analysis->folded;

	for (;;) {
		size_t i = speech_mark_from(r, span.to);
		const struct mark *mark = i ? &r->marks[i - 1] : NULL;
		if (span.to > span.from && text.p[span.to - 1] == ' ')
			span.to--;
		else if (str_ends(span_text(text, span), S("的")) ||
			 str_ends(span_text(text, span), S("、")) ||
			 str_ends(span_text(text, span), S("\u3000")))
			span.to -= 3;
		else if (one_of_tail(span_text(text, span)))
			span.to -= one_of_tail(span_text(text, span));
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

/* 教育局长, 发言人: an office that a name may stand behind. */
static bool
is_office(struct str s)
{
	static const struct str offices[] = { STR_INIT("局长"), STR_INIT("部长"), STR_INIT("院长"),
		STR_INIT("署长"), STR_INIT("厅长"), STR_INIT("处长"), STR_INIT("所长"),
		STR_INIT("会长"), STR_INIT("社长"), STR_INIT("校长"), STR_INIT("队长"),
		STR_INIT("市长"), STR_INIT("县长"), STR_INIT("司长"), STR_INIT("行长"),
		STR_INIT("科长"), STR_INIT("董事长"), STR_INIT("主任"), STR_INIT("发言人"),
		STR_INIT("主席"), STR_INIT("总裁"), STR_INIT("总经理"), STR_INIT("分析师"),
		STR_INIT("研究员"), STR_INIT("教授"), STR_INIT("组长"), STR_INIT("指挥官"),
		STR_INIT("秘书长") };

	return speech_ends_any(s, offices, LENGTH(offices));
}

/* Behind the last title of the phrase, where names are not known: 外长X. */
static struct span
behind_title(const struct speech_reading *r, struct span span)
{
	enum { SHORT_NAME = 6, LONG_NAME = 12 };
	const struct atom *atom = last_atom(r, span);
	struct span name = { atom ? atom->span.to : 0, span.to };
	struct str text = r->analysis->folded, s = span_text(text, name);

	for (uint32_t n = SHORT_NAME; n <= LONG_NAME && n + SHORT_NAME < span.to - span.from;
	     n += 3)
		if (str_rune_start(text, span.to - n) == span.to - n &&
		    is_office(str_slice(text, span.from, span.to - n)))
			return (struct span){ span.to - n, span.to };
	if (!atom || atom->kind || s.n < SHORT_NAME || s.n > NAME_BYTES ||
	    str_find(s, S("的"), 0) >= 0 || str_find(s, S("和"), 0) >= 0)
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
			return speech_atom_phrase(r, &r->atoms[i]);
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
	struct phrase phrase = { .span = span, .name = UINT32_MAX };

	if (last && last->kind == NAME_PRONOUN && last->span.from > span.from)
		return phrase; /* 突破他: a verb and its object */
	phrase.is_known = last != NULL;
	if (last && last->kind && last->kind != NAME_PLACE && last->span.to < span.to &&
	    speech_is_adverb(
		span_text(r->analysis->folded, (struct span){ last->span.to, span.to })))
		span.to = phrase.span.to = last->span.to;
	phrase.is_exact = last && last->kind && last->span.to == span.to;
	if (last && last->kind == NAME_ORGANISATION && last->span.to == span.to &&
	    is_described(r, span, last))
		return speech_atom_phrase(r, last);
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

/* 某某乐观地: without how it is said: what is behind people, or else a word of two characters. */
static struct span
without_manner(const struct speech_reading *r, struct phrase phrase)
{
	enum { MANNER_BYTES = 9 };
	static const struct str grounds[] = { STR_INIT("当地"), STR_INIT("各地"), STR_INIT("内地"),
		STR_INIT("外地"), STR_INIT("基地"), STR_INIT("两地") };
	struct str text = r->analysis->folded, s = span_text(text, phrase.span);
	const struct atom *atom = last_atom(r, phrase.span);
	struct span span = phrase.span;

	if (!str_ends(s, S("地")) || speech_ends_any(s, grounds, LENGTH(grounds)))
		return span;
	if (atom && atom->kind == NAME_PEOPLE && atom->span.to < span.to)
		span.to = atom->span.to;
	else if (!phrase.is_known && s.n > MANNER_BYTES + 3)
		span.to = (uint32_t)str_rune_start(text, span.to - MANNER_BYTES);
	return span;
}

/* 缅甸媒体“当今缅甸”: the name in quotes that is described. */
static struct span
behind_description(const struct speech_reading *r, struct span span)
{
	static const struct str kinds[] = { STR_INIT("媒体"), STR_INIT("报纸"), STR_INIT("网站"),
		STR_INIT("新闻网"), STR_INIT("杂志"), STR_INIT("组织"), STR_INIT("机构"),
		STR_INIT("公司"), STR_INIT("智库"), STR_INIT("团体"), STR_INIT("平台"),
		STR_INIT("日报"), STR_INIT("官媒"), STR_INIT("网媒"), STR_INIT("陆媒"),
		STR_INIT("港媒"), STR_INIT("自媒体"), STR_INIT("公众号") };
	size_t i = speech_mark_from(r, span.to);
	const struct mark *close = i ? &r->marks[i - 1] : NULL, *open;

	if (!close || close->kind != MARK_CLOSE || close->span.to != span.to)
		return span;
	open = &r->marks[close->pair];
	if (open->span.from <= span.from ||
	    !speech_ends_any(
		span_text(r->analysis->folded, (struct span){ span.from, open->span.from }), kinds,
		LENGTH(kinds)))
		return span;
	return (struct span){ open->span.to, close->span.from };
}

/* 某部队打死数十名平民: who does something, and the verb for it right behind. */
static bool
tells_event(const struct speech_reading *r, struct span span)
{
	static const struct str verbs[] = { STR_INIT("打死"), STR_INIT("炸死"), STR_INIT("杀死"),
		STR_INIT("杀害"), STR_INIT("枪杀"), STR_INIT("射杀"), STR_INIT("发射"),
		STR_INIT("摧毁"), STR_INIT("击落"), STR_INIT("炸毁"), STR_INIT("逮捕"),
		STR_INIT("拘捕"), STR_INIT("袭击"), STR_INIT("轰炸"), STR_INIT("绑架"),
		STR_INIT("劫持"), STR_INIT("造成"), STR_INIT("导致"), STR_INIT("举办"),
		STR_INIT("举行"), STR_INIT("开枪"), STR_INIT("开火"), STR_INIT("射击"),
		STR_INIT("投掷"), STR_INIT("鸣枪") };

	for (size_t i = speech_atom_from(r, span.from);
	     i < r->atom_count && r->atoms[i].span.to < span.to; i++)
		if (r->atoms[i].kind &&
		    speech_starts_any(str_slice(r->analysis->folded, r->atoms[i].span.to, span.to),
			verbs, LENGTH(verbs)))
			return true;
	return false;
}

/* 有网友, 也有专家: without the verb, where who it is begins behind it. */
static struct span
without_have(const struct speech_reading *r, struct span span)
{
	static const struct str verbs[] = { STR_INIT("有"), STR_INIT("也有"), STR_INIT("还有"),
		STR_INIT("更有"), STR_INIT("另有"), STR_INIT("亦有"), STR_INIT("曾有"),
		STR_INIT("就有"), STR_INIT("由"), STR_INIT("据"), STR_INIT("连") };
	struct str s = span_text(r->analysis->folded, span);

	for (size_t i = 0; i < LENGTH(verbs); i++) {
		uint32_t behind = span.from + (uint32_t)verbs[i].n;
		size_t atom = speech_atom_from(r, behind);
		if (str_starts(s, verbs[i]) && atom < r->atom_count &&
		    r->atoms[atom].span.from == behind && r->atoms[atom].span.to <= span.to)
			span.from = behind;
	}
	return span;
}

/* 77%的受访者, 两架飞机, 6994起: shares and things, none of whom say what the numbers say. */
static bool
counts_things(struct str s)
{
	static const struct str numerals[] = { STR_INIT("一"), STR_INIT("两"), STR_INIT("三"),
		STR_INIT("四"), STR_INIT("五"), STR_INIT("六"), STR_INIT("七"), STR_INIT("八"),
		STR_INIT("九"), STR_INIT("十"), STR_INIT("百"), STR_INIT("千"), STR_INIT("万"),
		STR_INIT("亿"), STR_INIT("多"), STR_INIT("数"), STR_INIT("几"), STR_INIT("余"),
		STR_INIT("近"), STR_INIT("约"), STR_INIT("逾"), STR_INIT("超过") };
	static const struct str classifiers[] = { STR_INIT("架"), STR_INIT("艘"), STR_INIT("辆"),
		STR_INIT("枚"), STR_INIT("座"), STR_INIT("起"), STR_INIT("件"), STR_INIT("宗"),
		STR_INIT("例"), STR_INIT("条"), STR_INIT("部"), STR_INIT("台"), STR_INIT("只"),
		STR_INIT("颗"), STR_INIT("场"), STR_INIT("次"), STR_INIT("款"), STR_INIT("种"),
		STR_INIT("剂"), STR_INIT("%"), STR_INIT("％"), STR_INIT("成"), STR_INIT("半数"),
		STR_INIT("九成"), STR_INIT("三分之"), STR_INIT("四分之"), STR_INIT("乎所有"),
		STR_INIT("个省"), STR_INIT("省") };
	size_t n = s.n;

	while (s.n) {
		size_t before = s.n;
		while (s.n && (char_is_digit(s.p[0]) || s.p[0] == '.' || s.p[0] == ','))
			s = str_from(s, 1);
		for (size_t i = 0; i < LENGTH(numerals); i++)
			if (str_starts(s, numerals[i]))
				s = str_from(s, numerals[i].n);
		if (s.n == before)
			break;
	}
	return s.n < n && speech_starts_any(s, classifiers, LENGTH(classifiers));
}

/* 某某疫苗, 股价: what is made or traded. */
static bool
is_product(struct str s)
{
	static const struct str words[] = { STR_INIT("疫苗"), STR_INIT("股价"), STR_INIT("股票"),
		STR_INIT("市值"), STR_INIT("汇率"), STR_INIT("油价"), STR_INIT("房价"),
		STR_INIT("价格"), STR_INIT("战机"), STR_INIT("战斗机"), STR_INIT("航班"),
		STR_INIT("客机"), STR_INIT("列车"), STR_INIT("导弹"), STR_INIT("病毒"),
		STR_INIT("股市"), STR_INIT("期货"), STR_INIT("国债"), STR_INIT("收益率") };

	return speech_ends_any(s, words, LENGTH(words));
}

/* 他不肯透露数额: the pronoun is who. */
static bool
is_pronoun_clause(struct str s)
{
	static const struct str firsts[] = { STR_INIT("他"), STR_INIT("她") };
	static const struct str joins[] = { STR_INIT("的"), STR_INIT("们"), STR_INIT("和"),
		STR_INIT("与"), STR_INIT("及"), STR_INIT("、"), STR_INIT("信"), STR_INIT("本") };

	return speech_starts_any(s, firsts, LENGTH(firsts)) && s.n > 3 &&
	       !speech_starts_any(str_from(s, 3), joins, LENGTH(joins));
}

/* Words that clauses have, and names of bodies have not; what describes somebody may have them. */
static bool
is_clause(struct str s)
{
	static const struct str words[] = { STR_INIT("了"), STR_INIT("是"), STR_INIT("我"),
		STR_INIT("你"), STR_INIT("她"), STR_INIT("很"), STR_INIT("吗"), STR_INIT("呢"),
		STR_INIT("没"), STR_INIT("被"), STR_INIT("把"), STR_INIT("么"), STR_INIT("却"),
		STR_INIT("越来") };

	for (ptrdiff_t of = str_find(s, S("的"), 0); of >= 0; of = str_find(s, S("的"), 0))
		s = str_from(s, (size_t)of + 3);
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_find(s, words[i], 0) >= 0)
			return str_find(s, S("了望"), 0) < 0; /* 瞭望台 */
	return false;
}

/* Who is named in ${span}, which ends with such a ${paper}, before the rest of its region. */
static struct phrase
phrase_in(
    const struct speech_reading *r, struct span span, enum paper_kind paper, struct span region)
{
	struct phrase phrase = { .name = UINT32_MAX };
	struct span name;
	struct str s = span_text(r->analysis->folded, span);

	if (paper && (speech_is_bare_document(s) || speech_is_bare_data(s)))
		return (struct phrase){
			.span = span, .name = UINT32_MAX, .is_document = true, .paper = paper
		};
	if (paper)
		span = speech_without_document(r, span);
	span = speech_without_account(r->analysis->folded, speech_without_bracket(r, span));
	if (tells_event(r, span))
		return phrase;
	span = without_have(r, behind_description(r, speech_without_bracket(r, span)));
	s = span_text(r->analysis->folded, span);
	if (speech_is_unsaid(s))
		return (struct phrase){ .span = span, .name = UINT32_MAX, .is_thing = true };
	phrase = speech_person_at_end(r, span);
	if (!span_is_empty(phrase.span))
		return phrase;
	if ((counts_things(s) || is_product(s)) && !speech_paper(s))
		return (struct phrase){ .span = span, .name = UINT32_MAX, .is_thing = true };
	if (span.to - span.from > PHRASE_BYTES)
		return first_speaker(r, span);
	name = behind_title(r, latin_tail(r->analysis->text, span));
	phrase = whole_phrase(r, name);
	if (span.to < region.to) {
		struct phrase person = speech_person_behind(r, (struct span){ span.to, region.to });
		if (span_is_empty(person.span) && !phrase.is_known &&
		    span.to - span.from <= SHORT_BYTES)
			person = speech_person_within(r, (struct span){ span.to, region.to });
		if (person.kind == NAME_PEOPLE && phrase.is_known &&
		    person.span.from == span.to + 3)
			person.span.from = phrase.span.from; /* 某公司的研究人员 */
		if (!span_is_empty(person.span))
			return person;
	}
	phrase.span = without_manner(r, phrase);
	if (!phrase.is_known && phrase.span.to - phrase.span.from <= 3 &&
	    !char_is_alpha(r->analysis->folded.p[phrase.span.from]))
		return (struct phrase){ .name = UINT32_MAX }; /* 要, 更: no word that speaks */
	phrase.has_title = name.from != span.from;
	if (is_pronoun_clause(s))
		return (struct phrase){ .span = { span.from, span.from + 3 }, .name = UINT32_MAX };
	phrase.is_thing =
	    !phrase.is_exact && !phrase.has_title && is_clause(s) && !speech_is_open(r, phrase);
	return speech_is_pointer(span_text(r->analysis->folded, phrase.span))
		   ? (struct phrase){ .name = UINT32_MAX }
		   : phrase;
}

struct phrase
speech_phrase(const struct speech_reading *r, struct span region)
{
	struct span span = without_quotes(r, speech_without_bracket(r, speech_region(r, region)));
	struct str s = span_text(r->analysis->folded, span);
	struct phrase phrase;
	enum paper_kind paper;

	if (span.from >= span.to || str_starts(s, S("的")))
		return (struct phrase){ .name = UINT32_MAX };
	paper = speech_paper(s);
	phrase = phrase_in(r, span, paper, region);
	if (phrase.span.from >= span.from && phrase.span.to <= span.to)
		phrase.paper = paper;
	return phrase;
}
