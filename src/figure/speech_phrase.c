#include "figure/speech_parts.h"

enum {
	PHRASE_BYTES = 150, /* a longer one is cut to a name in it */
	UNKNOWN_BYTES = 60, /* of a phrase without any word that we know */
	BEHIND_BYTES = 18,  /* what may stand behind a person's name: 上校, 女士 */
	NAME_BYTES = 72,    /* of a person, behind the title */
	TAIL_BYTES = 24,    /* behind the last known word of a phrase */
};

/* ---- walking over a region ---- */

struct phrase_walk {
	const struct speech_reading *r;
	struct str text;
	uint32_t at, to;
	size_t cue, atom, mark, moment; /* the next ones */
};

static void
walk_to(struct phrase_walk *w, uint32_t at)
{
	const struct speech_reading *r = w->r;

	w->at = at;
	while (w->cue < r->cue_count && r->cues[w->cue].span.from < at)
		w->cue++;
	while (w->atom < r->atom_count && r->atoms[w->atom].span.from < at)
		w->atom++;
	while (w->mark < r->mark_count && r->marks[w->mark].span.from < at)
		w->mark++;
	while (
	    w->moment < r->analysis->moment_count && r->analysis->moments[w->moment].span.from < at)
		w->moment++;
}

static size_t
moment_from(const struct analysis *a, uint32_t at)
{
	size_t from = 0, to = a->moment_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (a->moments[middle].span.from < at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static struct phrase_walk
walk_in(const struct speech_reading *r, struct span region)
{
	return (struct phrase_walk){
		.r = r,
		.text = r->analysis->folded,
		.at = region.from,
		.to = region.to,
		.cue = speech_cue_from(r, region.from),
		.atom = speech_atom_from(r, region.from),
		.mark = speech_mark_from(r, region.from),
		.moment = moment_from(r->analysis, region.from),
	};
}

static const struct cue_hit *
cue_here(const struct phrase_walk *w)
{
	const struct cue_hit *cue = w->cue < w->r->cue_count ? &w->r->cues[w->cue] : NULL;

	return cue && cue->span.from == w->at && cue->span.to <= w->to ? cue : NULL;
}

static const struct atom *
atom_here(const struct phrase_walk *w)
{
	const struct atom *atom = w->atom < w->r->atom_count ? &w->r->atoms[w->atom] : NULL;

	return atom && atom->span.from == w->at && atom->span.to <= w->to ? atom : NULL;
}

/* Where the quotation or bracket that opens here ends; ${at} where none does. */
static uint32_t
behind_bracket(const struct phrase_walk *w)
{
	const struct mark *mark = w->mark < w->r->mark_count ? &w->r->marks[w->mark] : NULL;

	if (!mark || mark->span.from != w->at || mark->pair == NO_PAIR)
		return w->at;
	if (mark->kind != MARK_OPEN && mark->kind != MARK_BRACKET)
		return w->at;
	return w->r->marks[mark->pair].span.to <= w->to ? w->r->marks[mark->pair].span.to : w->at;
}

/* Where the time that begins here ends: one that was read, or digits with 日 or 月. */
static uint32_t
behind_time(const struct phrase_walk *w)
{
	const struct analysis *a = w->r->analysis;
	struct str rest = str_slice(w->text, w->at, w->to);
	bool has_digits = false;

	if (w->moment < a->moment_count && a->moments[w->moment].span.from == w->at &&
	    a->moments[w->moment].span.to <= w->to)
		return a->moments[w->moment].span.to;
	for (; rest.n && char_is_digit(rest.p[0]); has_digits = true)
		rest = str_from(rest, 1);
	if (has_digits &&
	    (pull_str(&rest, S("日")) || pull_str(&rest, S("年")) || pull_str(&rest, S("月"))))
		return w->to - (uint32_t)rest.n;
	return w->at;
}

static void
step(struct phrase_walk *w)
{
	unsigned char c = (unsigned char)w->text.p[w->at];

	walk_to(w, w->at + (c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4));
}

/* ---- the beginning ---- */

static bool
pull_blank(struct phrase_walk *w)
{
	static const struct str blanks[] = { STR_INIT(" "), STR_INIT("\t"), STR_INIT("\u3000"),
		STR_INIT("\u00a0"), STR_INIT("—"), STR_INIT("-"), STR_INIT("•"), STR_INIT("·"),
		STR_INIT("…"), STR_INIT("、") };
	struct str rest = str_slice(w->text, w->at, w->to);

	for (size_t i = 0; i < LENGTH(blanks); i++)
		if (str_starts(rest, blanks[i])) {
			walk_to(w, w->at + (uint32_t)blanks[i].n);
			return true;
		}
	return false;
}

/* 在X会上Y: past the word of place or time that closes what 在 opened; false where there is none.
 */
static bool
pull_locative(struct phrase_walk *w)
{
	static const struct str closers[] = { STR_INIT("上"), STR_INIT("中"), STR_INIT("时"),
		STR_INIT("后"), STR_INIT("里"), STR_INIT("下"), STR_INIT("期间"), STR_INIT("之际"),
		STR_INIT("前") };
	struct phrase_walk ahead = *w;
	uint32_t found = 0;

	while (ahead.at < ahead.to) {
		const struct atom *atom = atom_here(&ahead);
		uint32_t bracket = behind_bracket(&ahead);
		struct str rest = str_slice(ahead.text, ahead.at, ahead.to);
		if (atom || bracket > ahead.at) {
			walk_to(&ahead, atom ? atom->span.to : bracket);
			continue;
		}
		for (size_t i = 0; i < LENGTH(closers); i++)
			if (str_starts(rest, closers[i]))
				found = ahead.at + (uint32_t)closers[i].n;
		if (found)
			break;
		step(&ahead);
	}
	if (!found || found >= w->to)
		return false;
	walk_to(w, found);
	return true;
}

/* Past what leads to a phrase; false where the region says something else than who speaks. */
static bool
pull_lead(struct phrase_walk *w)
{
	while (w->at < w->to) {
		const struct cue_hit *cue = cue_here(w);
		uint32_t time = behind_time(w), bracket = behind_bracket(w);

		if (pull_blank(w))
			continue;
		if (time > w->at) {
			walk_to(w, time);
			continue;
		}
		if (bracket > w->at && w->text.p[w->at] != '"' &&
		    w->r->marks[w->mark].kind == MARK_BRACKET) {
			walk_to(w, bracket);
			continue;
		}
		if (atom_here(w) || !cue || cue->kind == CUE_NOT)
			return true;
		if (cue->kind == CUE_LEAD || (cue->kind == CUE_BORDER && cue->is_adverb)) {
			walk_to(w, cue->span.to);
			continue;
		}
		if (cue->kind != CUE_BORDER || !pull_locative(w))
			return false;
	}
	return false;
}

/* ---- the end ---- */

/* Whether anything but times stands between ${w} and the end, so that what 与 joins is no speaker.
 */
static bool
goes_on_behind(struct phrase_walk w)
{
	while (w.at < w.to) {
		const struct cue_hit *cue = cue_here(&w);
		const struct atom *atom = atom_here(&w);
		uint32_t time = behind_time(&w), bracket = behind_bracket(&w);

		if (atom || time > w.at || bracket > w.at) {
			walk_to(&w, atom ? atom->span.to : time > w.at ? time : bracket);
			continue;
		}
		if (cue && cue->kind != CUE_NOT && cue->kind != CUE_JOIN && !cue->is_adverb)
			return true;
		if (cue)
			walk_to(&w, cue->span.to);
		else
			step(&w);
	}
	return false;
}

/* 引述的专家, 在议院的发言人: what ends a phrase elsewhere describes who speaks here.  Past its 的;
 * ${at} where it does not. */
static uint32_t
behind_modifier(const struct phrase_walk *w, const struct cue_hit *cue)
{
	struct phrase_walk ahead = *w;
	bool has_speaker = false;
	uint32_t found = 0;

	walk_to(&ahead, cue->span.to);
	if (cue->kind == CUE_QUOTE)
		return str_starts(str_slice(w->text, ahead.at, w->to), S("的")) ? ahead.at + 3
										: w->at;
	if (!str_equal(span_text(w->text, cue->span), S("在")))
		return w->at;
	while (ahead.at < ahead.to) {
		const struct atom *atom = atom_here(&ahead);
		const struct cue_hit *next = cue_here(&ahead);
		if (!atom && next && next->kind != CUE_NOT)
			break;
		has_speaker = has_speaker || (found && atom &&
						 (atom->kind == 0 || atom->kind == NAME_PERSON ||
						     atom->kind == NAME_PEOPLE));
		if (str_starts(str_slice(w->text, ahead.at, w->to), S("的")))
			found = ahead.at + 3;
		if (atom)
			walk_to(&ahead, atom->span.to);
		else
			step(&ahead);
	}
	return has_speaker ? found : w->at;
}

static uint32_t
phrase_end(struct phrase_walk *w)
{
	while (w->at < w->to) {
		const struct cue_hit *cue = cue_here(w);
		const struct atom *atom = atom_here(w);
		uint32_t bracket = behind_bracket(w);

		if (atom || bracket > w->at) {
			walk_to(w, atom ? atom->span.to : bracket);
			continue;
		}
		if (behind_time(w) > w->at)
			break;
		if (cue && cue->kind == CUE_JOIN && goes_on_behind(*w))
			break;
		if (cue && cue->kind != CUE_NOT && cue->kind != CUE_JOIN) {
			uint32_t behind = behind_modifier(w, cue);
			if (behind == w->at)
				break;
			walk_to(w, behind);
		} else if (cue) {
			walk_to(w, cue->span.to);
		} else {
			step(w);
		}
	}
	return w->at;
}

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
		else if (mark && mark->kind == MARK_BRACKET_END && mark->span.to == span.to &&
			 mark->pair != NO_PAIR && r->marks[mark->pair].span.from > span.from)
			span.to = r->marks[mark->pair].span.from;
		else
			return span;
	}
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
	struct phrase_walk w = walk_in(r, region);
	struct phrase phrase = { .name = UINT32_MAX };
	struct span span, name;
	const struct atom *person;

	if (!pull_lead(&w))
		return phrase;
	span.from = w.at;
	span.to = phrase_end(&w);
	span = without_bracket(r, span);
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
