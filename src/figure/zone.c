#include "figure/zone.h"
#include "record/doc.h"

enum {
	HEADING_BYTES = 120, /* of a line without an end that stands above others */
	TITLE_BYTES = 240,
	CAPTION_BYTES = 600,
	CAPTION_FRONT_BYTES = 18, /* of the longest words that begin one */
	CAPTION_END_BYTES = 180,  /* where those that end one stand */
	DATELINE_BYTES = 180,	  /* of brackets or a place and date at the front of a text */
	CREDIT_BYTES = 300,
	SIGN_BYTES = 3, /* of one wide sign */
};

enum says { SAYS_DATELINE, SAYS_AGENCY, SAYS_CAPTION, SAYS_PICTURE, SAYS_CREDIT };
enum says_where { AT_FRONT, AT_END, WITHIN };

static const struct {
	struct str word;
	enum says says;
	enum says_where where;
} zone_words[] = {
#define ROW(word, says, where) { STR_INIT(word), says, where },
#include "gen/zone_words.inc"
#undef ROW
};

static bool
says(struct str s, enum says what)
{
	for (size_t i = 0; i < LENGTH(zone_words); i++) {
		struct str word = zone_words[i].word;
		if (zone_words[i].says != what)
			continue;
		if (zone_words[i].where == AT_FRONT ? str_starts(s, word)
		    : zone_words[i].where == AT_END ? str_ends(s, word)
						    : str_find(s, word, 0) >= 0)
			return true;
	}
	return false;
}

/* ---- signs ---- */

static uint32_t
last_rune(struct str s)
{
	struct str last = s.n ? str_from(s, str_rune_start(s, s.n - 1)) : s;
	uint32_t rune = 0;

	(void)pull_rune(&last, &rune);
	return rune;
}

static bool
is_blank(uint32_t rune)
{
	return rune == ' ' || rune == 0x3000 || rune == 0xa0 || rune == '\t' || rune == '\r' || rune == '\n';
}

static bool
is_end(uint32_t rune)
{
	switch (rune) {
	case U'。': case U'！': case U'？': case U'；': case U'：': case U'，': case U'、': case U'…': case U'!': case U'?': case U';':
	case U':': case U'.': case U',': case U'”': case U'」': case U'』': case U'"':
		return true;
	default:
		return false;
	}
}

/* Without white space, wide or unbreakable too, at both ends. */
static struct str
bare(struct str s)
{
	uint32_t rune;

	for (struct str rest = s; pull_rune(&rest, &rune) && is_blank(rune);)
		s = rest;
	while (s.n && is_blank(last_rune(s)))
		s.n = str_rune_start(s, s.n - 1);
	return s;
}

static bool
is_ended(struct str line)
{
	return is_end(last_rune(line));
}

/* The bracket that ${s} begins with: its inside, and what is behind it. */
static bool
pull_bracket(struct str *s, struct str *inside)
{
	static const struct {
		struct str open, close;
	} brackets[] = {
		{ STR_INIT("（"), STR_INIT("）") },
		{ STR_INIT("("), STR_INIT(")") },
		{ STR_INIT("【"), STR_INIT("】") },
		{ STR_INIT("["), STR_INIT("]") },
		{ STR_INIT("〔"), STR_INIT("〕") },
	};

	for (size_t i = 0; i < LENGTH(brackets); i++) {
		struct str rest = *s;
		if (pull_str(&rest, brackets[i].open) &&
		    pull_until(&rest, brackets[i].close, inside)) {
			*s = rest;
			return true;
		}
	}
	return false;
}

/* The inside of the bracket that ${s} ends with; empty. */
static struct str
last_bracket(struct str s)
{
	size_t at = s.n;

	if (!str_ends(s, S("）")) && !str_ends(s, S(")")))
		return S("");
	while (at) {
		struct str rest, inside;
		at = str_rune_start(s, at - 1);
		rest = str_from(s, at);
		if (str_starts(rest, S("（")) || s.p[at] == '(')
			return pull_bracket(&rest, &inside) ? inside : S("");
	}
	return S("");
}

/* ---- lines ---- */

/* "Mon, 08 Jan 2024 01:46:36 GMT", "05/04/2024 - 00:13": digits and a clock, few words. */
static bool
is_date_line(struct str line)
{
	size_t digits = 0, wide = 0;

	if (line.n > 60 || str_find_char(line, ':', 0) < 0)
		return false;
	for (size_t i = 0; i < line.n; i++) {
		digits += char_is_digit(line.p[i]);
		wide += (unsigned char)line.p[i] >= 0xc0;
	}
	return digits >= 8 && wide <= 10;
}

static bool
is_credit(struct str s)
{
	struct str rest = s, inside;

	if (s.n > CREDIT_BYTES)
		return false;
	if (str_starts(s, S("©")))
		return true;
	if (pull_bracket(&rest, &inside))
		return says(inside, SAYS_CREDIT) && rest.n <= 24;
	return !is_ended(s) && (str_find_char(s, ':', 0) > 0 || str_find(s, S("："), 0) > 0) &&
	       says(s, SAYS_CREDIT);
}

static bool
is_caption(struct str line)
{
	struct str end = line;

	if (line.n > CAPTION_BYTES)
		return false;
	if (says(str_slice(line, 0, CAPTION_FRONT_BYTES), SAYS_CAPTION))
		return true;
	if (line.n > CAPTION_END_BYTES)
		end = str_from(line, str_rune_start(line, line.n - CAPTION_END_BYTES));
	if (str_find(end, S("）"), 0) < 0 && str_find_char(end, ')', 0) < 0 &&
	    str_find_char(end, '/', 0) < 0)
		return false;
	return says(end, SAYS_CAPTION) || says(last_bracket(end), SAYS_PICTURE);
}

/* What a line is by its text alone; ${next}: the one below it that is not empty. */
static enum text_zone
zone_by_text(const struct analysis *analysis, struct str line, bool is_first, struct str next)
{
	if (is_first && line.n && str_equal(line, bare(analysis->headline)))
		return IN_TITLE;
	if (is_date_line(line))
		return IN_DATELINE;
	if (is_credit(line))
		return IN_CREDIT;
	if (is_caption(line))
		return IN_CAPTION;
	if (is_ended(line) || next.n < 2 * line.n || !is_ended(next))
		return IN_BODY;
	if (is_first && !analysis->headline.n && line.n <= TITLE_BYTES)
		return IN_TITLE;
	return line.n <= HEADING_BYTES ? IN_HEADING : IN_BODY;
}

/* ---- the tree ---- */

struct zone_walk {
	struct analysis *analysis;
	const struct doc *doc; /* NULL: none that shares the text */
	uint32_t node;	       /* the first whose text is not passed yet */
	size_t capacity;
	uint32_t paragraph;
	bool has_lead, has_line;
	uint32_t quotes; /* how many signs of quotation are open */
	bool has_quotes; /* the line has any that opens */
};

static bool
node_is_in(const struct analysis *analysis, const struct node *node)
{
	uintptr_t p = (uintptr_t)node->text.p, from = (uintptr_t)analysis->text.p;

	return node->tag == TAG_TEXT && p >= from && p < from + analysis->text.n;
}

/* Whether the tree's texts are views of the text itself (article_text makes them so). */
static bool
doc_is_of(const struct analysis *analysis, const struct doc *doc)
{
	for (uint32_t i = 0; doc && i < doc->count; i++)
		if (doc->nodes[i].tag == TAG_TEXT)
			return node_is_in(analysis, &doc->nodes[i]);
	return false;
}

enum { ABOVE_HEADING = 1, ABOVE_CAPTION = 2, ABOVE_STRONG = 4 };

/* What stands above a text. */
static unsigned
node_above(const struct doc *doc, uint32_t at)
{
	unsigned above = 0;

	for (unsigned depth = 0; at && depth < DOC_DEPTH_MAX; depth++) {
		enum tag tag = doc->nodes[at].tag;
		if (tag_row(tag)->kind == KIND_HEADING)
			above |= ABOVE_HEADING;
		if (tag_row(tag)->kind == KIND_CAPTION)
			above |= ABOVE_CAPTION;
		if (tag == TAG_STRONG || tag == TAG_B)
			above |= ABOVE_STRONG;
		at = doc->nodes[at].parent;
	}
	return above;
}

/* What the tree says of the line that ends at ${to}: what stands above all its texts. */
static unsigned
line_above(struct zone_walk *w, size_t to)
{
	unsigned above = ~0u;

	for (; w->doc && w->node < w->doc->count; w->node++) {
		const struct node *node = &w->doc->nodes[w->node];
		if (!node_is_in(w->analysis, node))
			continue;
		if ((size_t)(node->text.p - w->analysis->text.p) >= to)
			break;
		if (bare(node->text).n)
			above &= node_above(w->doc, w->node);
	}
	return above == ~0u ? 0 : above;
}

static enum text_zone
zone_of_line(struct zone_walk *w, struct str line, size_t to, struct str next)
{
	unsigned above = line_above(w, to);

	if (above & ABOVE_HEADING)
		return IN_HEADING;
	if (above & ABOVE_CAPTION)
		return IN_CAPTION;
	if ((above & ABOVE_STRONG) && line.n <= HEADING_BYTES && !is_ended(line) && next.n)
		return IN_HEADING;
	return zone_by_text(w->analysis, line, !w->has_line, next);
}

/* ---- sentences ---- */

/* Counts the quotation marks of ${s} that are open at its end, those open before it among them. */
static uint32_t
quotes_open(struct str s, uint32_t open)
{
	uint32_t rune;

	while (s.n) {
		unsigned char first = (unsigned char)s.p[0];
		if (first != 0xe2 && first != 0xe3) { /* none of the quotes begins so */
			s = str_from(s, first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
			continue;
		}
		(void)pull_rune(&s, &rune);
		if (rune == 0x201c || rune == 0x300c || rune == 0x300e)
			open++;
		else if ((rune == 0x201d || rune == 0x300d || rune == 0x300f) && open)
			open--;
	}
	return open;
}

static void
sentence_add(struct zone_walk *w, struct str s, enum text_zone zone)
{
	struct analysis *a = w->analysis;
	uint32_t from = (uint32_t)(s.p - a->text.p);

	if (a->sentence_count ==
	    ANALYSIS_ITEMS_MAX) { /* the last one takes the rest, so that all is covered */
		a->sentences[a->sentence_count - 1].span.to = from + (uint32_t)s.n;
		return;
	}
	arena_push(a->arena, a->sentences, a->sentence_count, w->capacity);
	a->sentences[a->sentence_count++] = (struct sentence){
		.span = { from, from + (uint32_t)s.n },
		.paragraph = w->paragraph,
		.zone = zone,
		.in_quote = w->quotes > 0,
	};
	if (w->has_quotes)
		w->quotes = quotes_open(s, w->quotes);
}

/* A lone sign behind a sentence is its own: a closing quote that was written as an opening one. */
static void
sentence_extend(struct zone_walk *w, struct str s)
{
	w->analysis->sentences[w->analysis->sentence_count - 1].span.to += (uint32_t)s.n;
	w->quotes = 0;
}

/* "路透伦敦3月1日 - ": an agency, a place and a day, up to a dash. */
static bool
pull_dash_dateline(struct str *s)
{
	struct str head = str_slice(*s, 0, str_rune_start(*s, DATELINE_BYTES / 2));
	ptrdiff_t dash = str_find(head, S(" - "), 0);
	struct str before = dash > 0 ? bare(str_slice(head, 0, (size_t)dash)) : S("");

	if (!says(before, SAYS_AGENCY) || str_find(before, S("，"), 0) >= 0 ||
	    str_find(before, S("。"), 0) >= 0)
		return false;
	*s = str_from(*s, (size_t)dash + 3);
	return true;
}

/* The date line at the front of a paragraph. */
static bool
pull_dateline(struct str *s)
{
	struct str rest = *s, inside;
	uint32_t rune;

	for (struct str next = rest; pull_rune(&next, &rune) && is_blank(rune) && rune != '\r' && rune != '\n';)
		rest = next;
	if (pull_bracket(&rest, &inside)) {
		if (inside.n > DATELINE_BYTES || !says(bare(inside), SAYS_DATELINE) ||
		    !bare(rest).n)
			return false;
		*s = rest;
		return true;
	}
	return pull_dash_dateline(s);
}

/* ${line} with its line break, which belongs to its last sentence. */
static void
line_read(struct zone_walk *w, struct str line, enum text_zone zone)
{
	struct str sentence, whole = line;

	w->quotes = 0;
	w->has_quotes = str_find(line, S("“"), 0) >= 0 || str_find(line, S("「"), 0) >= 0 ||
			str_find(line, S("『"), 0) >= 0;
	if (zone == IN_BODY || zone == IN_LEAD)
		for (; pull_dateline(&line); whole = line)
			sentence_add(w, str_slice(whole, 0, whole.n - line.n), IN_DATELINE);
	while (zone_pull_sentence(&line, &sentence)) {
		if (sentence.p != whole.p && bare(sentence).n <= SIGN_BYTES &&
		    w->analysis->sentence_count)
			sentence_extend(w, sentence);
		else
			sentence_add(w, sentence,
			    zone == IN_BODY && is_credit(bare(sentence)) ? IN_CREDIT : zone);
	}
}

/* The first line of ${s} that is not blank. */
static struct str
next_line(struct str s)
{
	struct str line;

	while (pull_line(&s, &line))
		if (bare(line).n)
			return bare(line);
	return S("");
}

void
zones_read(struct analysis *analysis, const struct doc *doc)
{
	struct zone_walk w = { .analysis = analysis, .doc = doc_is_of(analysis, doc) ? doc : NULL };
	struct str rest = analysis->text;

	while (rest.n) {
		ptrdiff_t end = str_find_char(rest, '\n', 0);
		size_t n = end < 0 ? rest.n : (size_t)end + 1;
		struct str line = str_slice(rest, 0, n), text = bare(line);
		enum text_zone zone;

		rest = str_from(rest, n);
		zone = text.n ? zone_of_line(
				    &w, text, (size_t)(rest.p - analysis->text.p), next_line(rest))
			      : IN_BODY;
		if (zone == IN_BODY && text.n && !w.has_lead) {
			zone = IN_LEAD;
			w.has_lead = true;
		}
		w.has_line = w.has_line || text.n > 0;
		line_read(&w, line, zone);
		w.paragraph++;
	}
}

size_t
sentence_at(const struct analysis *analysis, uint32_t at)
{
	size_t from = 0, to = analysis->sentence_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (analysis->sentences[middle].span.to <= at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

size_t
name_from(const struct analysis *analysis, uint32_t at)
{
	size_t from = 0, to = analysis->name_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (analysis->names[middle].span.from < at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

size_t
moment_from(const struct analysis *analysis, uint32_t at)
{
	size_t from = 0, to = analysis->moment_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (analysis->moments[middle].span.from < at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}
