#include "figure/speech_parts.h"

enum {
	PHRASE_BYTES = 150, /* a longer one is cut to a name in it */
	UNKNOWN_BYTES = 60, /* of a phrase without any word that we know */
	BEHIND_BYTES = 18,  /* what may stand behind a person's name: 上校, 女士 */
	NAME_BYTES = 72,    /* of a person, behind the title */
	TAIL_BYTES = 24,    /* behind the last known word of a phrase */
};

/* ---- what it is ---- */

/* What is written, and says what its writer says. */
static const struct str documents[] = { STR_INIT("声明"), STR_INIT("报告"), STR_INIT("通报"),
	STR_INIT("报道"), STR_INIT("报导"), STR_INIT("公告"), STR_INIT("公报"), STR_INIT("文章"),
	STR_INIT("消息"), STR_INIT("数据"), STR_INIT("统计"), STR_INIT("资料"), STR_INIT("新闻稿"),
	STR_INIT("简报"), STR_INIT("帖子"), STR_INIT("推文"), STR_INIT("贴文"), STR_INIT("研究"),
	STR_INIT("调查"), STR_INIT("通告"), STR_INIT("公开信"), STR_INIT("信件"), STR_INIT("社论"),
	STR_INIT("文件"), STR_INIT("判决书"), STR_INIT("起诉书"), STR_INIT("财报"),
	STR_INIT("民调"), STR_INIT("白皮书"), STR_INIT("证据"), STR_INIT("视频"), STR_INIT("结果"),
	STR_INIT("信"), STR_INIT("消息来源"), STR_INIT("评论"), STR_INIT("来信"),
	STR_INIT("聲明稿"), STR_INIT("声明稿"), STR_INIT("说法") };

static size_t
document_size(struct str s)
{
	size_t best = 0;

	for (size_t i = 0; i < LENGTH(documents); i++)
		if (documents[i].n > best && str_ends(s, documents[i]))
			best = documents[i].n;
	return best;
}

bool
speech_ends_document(struct str s)
{
	return document_size(s) > 0;
}

/* 该, 这份, 上述, 有关 before the word alone. */
static bool
is_bare_document(struct str s)
{
	static const struct str before[] = { STR_INIT(""), STR_INIT("该"), STR_INIT("这份"),
		STR_INIT("该份"), STR_INIT("这项"), STR_INIT("该项"), STR_INIT("上述"),
		STR_INIT("有关"), STR_INIT("这篇"), STR_INIT("该篇"), STR_INIT("这一"),
		STR_INIT("此份"), STR_INIT("这则"), STR_INIT("该则"), STR_INIT("相关"),
		STR_INIT("本次"), STR_INIT("这封"), STR_INIT("上文"), STR_INIT("这些") };
	size_t n = document_size(s);

	for (size_t i = 0; n && i < LENGTH(before); i++)
		if (s.n == n + before[i].n && str_starts(s, before[i]))
			return true;
	return false;
}

/* X的声明 is said by X. */
static struct span
without_document(struct str text, struct span span)
{
	struct str s = span_text(text, span);
	size_t n = document_size(s);
	ptrdiff_t of = -1, next;

	if (!n)
		return span;
	for (next = str_find(s, S("的"), 0); next >= 0;
	     next = str_find(s, S("的"), (size_t)next + 3))
		of = next;
	if (of > 0 && s.n - (size_t)of <= 3 + n + 15)
		span.to = span.from + (uint32_t)of;
	return span;
}

/* The last atom within ${span}. */
static const struct atom *
last_atom(const struct speech_reading *r, struct span span)
{
	size_t i = speech_atom_from(r, span.to);

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
phrase_of_atom(const struct atom *atom)
{
	return (struct phrase){ .span = atom->span,
		.name = atom->name,
		.kind = atom->kind,
		.is_media = atom->is_media };
}

/* The person that the phrase ends with, the title behind the name aside; NULL. */
static const struct atom *
person_at_end(const struct speech_reading *r, struct span span)
{
	struct str text = r->analysis->folded;
	size_t i = speech_atom_from(r, span.to);

	for (unsigned n = 0; n < 3 && i-- > 0 && r->atoms[i].span.from >= span.from; n++) {
		struct span behind = { r->atoms[i].span.to, span.to };
		if (r->atoms[i].kind != NAME_PERSON)
			continue;
		while (behind.from < behind.to) { /* the Latin name in brackets */
			size_t mark = speech_mark_from(r, behind.from);
			if (mark >= r->mark_count || r->marks[mark].span.from != behind.from ||
			    r->marks[mark].kind != MARK_BRACKET || r->marks[mark].pair == NO_PAIR)
				break;
			behind.from = r->marks[r->marks[mark].pair].span.to;
		}
		if (behind.to < behind.from || behind.to - behind.from > BEHIND_BYTES)
			return NULL;
		return str_starts(span_text(text, behind), S("的")) ||
			       str_find(span_text(text, behind), S("和"), 0) >= 0
			   ? NULL
			   : &r->atoms[i];
	}
	return NULL;
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

/* The first that can speak within a phrase that is too long to be one. */
static struct phrase
first_speaker(const struct speech_reading *r, struct span span)
{
	for (size_t i = speech_atom_from(r, span.from);
	     i < r->atom_count && r->atoms[i].span.to <= span.to; i++)
		if (r->atoms[i].kind && r->atoms[i].kind != NAME_WEAPON)
			return phrase_of_atom(&r->atoms[i]);
	return (struct phrase){ .name = UINT32_MAX };
}

/* The phrase as a whole, named by what it ends with. */
static struct phrase
whole_phrase(const struct speech_reading *r, struct span span)
{
	const struct atom *last = last_atom(r, span);
	struct phrase phrase = { .span = span,
		.name = UINT32_MAX,
		.is_study = document_size(span_text(r->analysis->folded, span)) > 0 };

	phrase.is_known = last != NULL;
	if (last && last->kind && span.to - last->span.to <= TAIL_BYTES) {
		phrase.kind = last->kind == NAME_PLACE && last->span.to < span.to ? 0 : last->kind;
		phrase.is_media = last->is_media && last->span.to == span.to;
		if (last->span.from == span.from && last->span.to == span.to)
			phrase.name = last->name;
		return phrase;
	}
	if (span.to - span.from <= (last ? PHRASE_BYTES : UNKNOWN_BYTES))
		return phrase;
	return first_speaker(r, span);
}

/* 这, 这一: a word that points at a thing. */
static bool
is_pointer(struct str s)
{
	static const struct str words[] = { STR_INIT("这"), STR_INIT("这一"), STR_INIT("那"),
		STR_INIT("此"), STR_INIT("这种"), STR_INIT("这个"), STR_INIT("该"), STR_INIT("本"),
		STR_INIT("其"), STR_INIT("以"), STR_INIT("的"), STR_INIT("这是") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_equal(s, words[i]))
			return true;
	return false;
}

struct phrase
speech_phrase(const struct speech_reading *r, struct span region)
{
	struct phrase phrase = { .name = UINT32_MAX };
	struct span span = without_quotes(r, without_bracket(r, speech_region(r, region))), name;
	const struct atom *person;

	if (span.from >= span.to)
		return phrase;
	if (is_bare_document(span_text(r->analysis->folded, span)))
		return (struct phrase){ .span = span, .name = UINT32_MAX, .is_document = true };
	span = without_bracket(r, without_document(r->analysis->folded, span));
	person = person_at_end(r, span);
	if (person)
		return phrase_of_atom(person);
	if (span.to - span.from > PHRASE_BYTES)
		return first_speaker(r, span);
	name = behind_title(r, span);
	phrase = whole_phrase(r, name);
	phrase.has_title = name.from != span.from;
	return is_pointer(span_text(r->analysis->folded, phrase.span))
		   ? (struct phrase){ .name = UINT32_MAX }
		   : phrase;
}
