#include "figure/variant.h"

#include "text/fold.h"

enum {
	FORM_BYTES = 240,     /* of a name; longer ones are not compared */
	NEAR_WITH_LATIN = 600, /* a Latin word alone may be of two families: the sound must not contradict */
	NEAR_WITH_OFFICE = 300,
	NEAR_WITH_PLACE = 450, /* the office of a region or body: two holders of like names in a row are rare */
	NEAR_OF_SHORT = 120,
	NEAR = 200,
};

/* ---- forms ---- */

/* Folded, dots of all kinds gone; the last part in ${last}. */
static struct str
form_plain(struct str form, char out[FORM_BYTES], struct str *last)
{
	static const char dots[] = "·•‧・．∙⋅﹒.- ";
	struct buf folded CLEAN(buf_done) = { 0 };
	struct str rest;
	size_t n = 0, part = 0;
	uint32_t rune;

	fold_str(form, &folded);
	for (rest = buf_str(&folded); rest.n && n + 4 < FORM_BYTES;) {
		struct str before = rest;
		(void)pull_rune(&rest, &rune);
		before.n -= rest.n;
		if (str_find(str_from_c(dots), before, 0) < 0) {
			memcpy(out + n, before.p, before.n);
			n += before.n;
		} else if (!str_equal(before, S("-"))) {
			part = n;
		}
	}
	*last = (struct str){ out + part, n - part };
	return (struct str){ out, n };
}

/* The same, or one the last part of the other. */
static bool
form_is_same(struct str a, struct str b)
{
	char x[FORM_BYTES], y[FORM_BYTES];
	struct str last_a, last_b, whole_a = form_plain(a, x, &last_a), whole_b = form_plain(b, y, &last_b);

	if (!whole_a.n || !whole_b.n)
		return false;
	return str_equal(whole_a, whole_b) || str_equal(whole_a, last_b) || str_equal(last_a, whole_b);
}

/* ---- sound ---- */

static size_t
syllables_of(struct pinyin *pinyin, struct str form, bool last_only, struct syllable out[SYLLABLES_MAX])
{
	char plain[FORM_BYTES];
	struct str last, whole = form_plain(form, plain, &last);

	return pinyin_read(pinyin, last_only ? last : whole, out);
}

static bool
has_parts(struct str form)
{
	char plain[FORM_BYTES];
	struct str last;

	return form_plain(form, plain, &last).n > last.n;
}

/* Of whole names, where both have a first name; else of the last parts. */
static unsigned
sound_distance(struct pinyin *pinyin, struct str a, struct str b)
{
	struct syllable x[SYLLABLES_MAX], y[SYLLABLES_MAX];
	bool last_only = !has_parts(a) || !has_parts(b);
	size_t n = syllables_of(pinyin, a, last_only, x), m = syllables_of(pinyin, b, last_only, y);

	return syllables_distance(x, n, y, m);
}

/* ---- the ladder ---- */

static bool
is_one_word(struct str latin)
{
	return str_find_char(str_trim(latin), ' ', 0) < 0;
}

/* Heads of a region, not of a country. */
static bool
is_of_region(struct str office)
{
	return str_ends(office, S(" regional")) && str_find_char(office, ' ', 0) > 2;
}

/* Two Latin names that are not one, or two ids, speak against all else. */
static bool
is_contradicted(const struct name_form *a, const struct name_form *b)
{
	if (a->id.n && b->id.n && !str_equal(a->id, b->id))
		return true;
	return a->latin.n && b->latin.n && !latin_is_same(a->latin, b->latin);
}

static unsigned
evidence_of(const struct name_form *a, const struct name_form *b, unsigned distance)
{
	unsigned evidence = distance <= NEAR ? VARIANT_SOUND : 0;

	if (a->id.n && str_equal(a->id, b->id))
		evidence |= VARIANT_TABLE;
	if (form_is_same(a->form, b->form))
		evidence |= VARIANT_FORM;
	if (a->latin.n && b->latin.n && latin_is_same(a->latin, b->latin))
		evidence |= VARIANT_LATIN;
	if (a->office.n && str_equal(a->office, b->office))
		evidence |= VARIANT_OFFICE;
	return evidence;
}

/* How near the sound must be under one office.  Two Chinese names of two or three characters are soon alike. */
static unsigned
office_limit(const struct name_form *a, const struct name_form *b)
{
	enum { SHORT = 3 * 3 /* bytes */ };

	if (a->form.n <= SHORT && b->form.n <= SHORT)
		return NEAR_OF_SHORT;
	return is_of_region(a->office) ? NEAR_WITH_PLACE : NEAR_WITH_OFFICE;
}

static bool
is_enough(const struct name_form *a, const struct name_form *b, unsigned evidence, unsigned distance)
{
	if (evidence & VARIANT_TABLE)
		return true;
	if (is_contradicted(a, b))
		return false;
	if (evidence & VARIANT_LATIN)
		return (!is_one_word(a->latin) && !is_one_word(b->latin)) || distance <= NEAR_WITH_LATIN;
	if (evidence & VARIANT_FORM)
		return (evidence & VARIANT_OFFICE) || (has_parts(a->form) && has_parts(b->form));
	return (evidence & VARIANT_OFFICE) && distance <= office_limit(a, b);
}

struct likeness
name_likeness(struct pinyin *pinyin, const struct name_form *a, const struct name_form *b)
{
	struct likeness likeness = { .distance = sound_distance(pinyin, a->form, b->form) };

	likeness.evidence = evidence_of(a, b, likeness.distance);
	likeness.is_same = is_enough(a, b, likeness.evidence, likeness.distance);
	return likeness;
}

void
variant_evidence_write(unsigned evidence, struct buf *out)
{
	static const char *const words[] = { "table", "form", "latin", "office", "sound" };
	bool first = true;

	for (size_t i = 0; i < LENGTH(words); i++)
		if (evidence & 1u << i) {
			buf_push_format(out, "%s%s", first ? "" : ", ", words[i]);
			first = false;
		}
}

/* ---- out of a text ---- */

/* Offices that one person holds at a time. */
static const struct {
	struct str kind, id; /* of titles.tsv; an empty id: all of the kind */
	struct str as;	     /* what they count as: heads of a region are called now this, now that; empty: their id */
} single_offices[] = {
	{ STR_INIT("head_of_state"), STR_INIT(""), STR_INIT("") },
	{ STR_INIT("head_of_government"), STR_INIT(""), STR_INIT("") },
	{ STR_INIT("minister"), STR_INIT(""), STR_INIT("") },
	{ STR_INIT("regional"), STR_INIT("mayor"), STR_INIT("") },
	{ STR_INIT("regional"), STR_INIT("deputy_governor"), STR_INIT("") },
	{ STR_INIT("regional"), STR_INIT("deputy_mayor"), STR_INIT("") },
	{ STR_INIT("regional"), STR_INIT(""), STR_INIT("regional") },
	{ STR_INIT("parliament"), STR_INIT("speaker"), STR_INIT("") },
	{ STR_INIT("parliament"), STR_INIT("majority_leader"), STR_INIT("") },
	{ STR_INIT("parliament"), STR_INIT("party_leader"), STR_INIT("") },
	{ STR_INIT("staff"), STR_INIT("spokesperson"), STR_INIT("") },
	{ STR_INIT("staff"), STR_INIT("press_secretary"), STR_INIT("") },
	{ STR_INIT("staff"), STR_INIT("secretary_general"), STR_INIT("") },
	{ STR_INIT("staff"), STR_INIT("national_security_adviser"), STR_INIT("") },
	{ STR_INIT("staff"), STR_INIT("high_commissioner"), STR_INIT("") },
	{ STR_INIT("military"), STR_INIT("chief_of_general_staff"), STR_INIT("") },
	{ STR_INIT("military"), STR_INIT("commander"), STR_INIT("") },
	{ STR_INIT("military"), STR_INIT("intelligence_chief"), STR_INIT("") },
};

/* What the office counts as; empty: many hold it. */
static struct str
office_kind(const struct lexeme *lexeme)
{
	struct str kind = lexeme_arg(lexeme, S("kind"));

	for (size_t i = 0; i < LENGTH(single_offices); i++)
		if (str_equal(single_offices[i].kind, kind) && (!single_offices[i].id.n || str_equal(single_offices[i].id, lexeme->id)))
			return single_offices[i].as.n ? single_offices[i].as : lexeme->id;
	return (struct str){ 0 };
}

/* 在敖德萨地区，州长X: of what was named just before; only for heads of regions. */
static const struct match *
region_before(const struct analysis *analysis, uint32_t at)
{
	enum { REACH = 9 /* bytes: a sign, 的 */ };

	for (uint32_t n = 1; n <= REACH && n < at; n++) {
		const struct match *place = match_before(&analysis->matches, LEX_PLACE, at - n);
		if (place)
			return place;
	}
	return NULL;
}

struct str
name_office(struct arena *arena, const struct analysis *analysis, size_t i)
{
	struct span whole = analysis->names[i].whole, span = analysis->names[i].span;
	const struct match *title, *owner = NULL;
	struct str kind;

	title = match_before(&analysis->matches, LEX_TITLE, span.from);
	if (!title || title->span.from < whole.from)
		return (struct str){ 0 };
	for (enum lexicon lexicon = LEX_ORGANISATION; lexicon <= LEX_PLACE && !owner; lexicon++) {
		owner = match_before(&analysis->matches, lexicon, title->span.from);
		if (owner && owner->span.from < whole.from)
			owner = NULL;
	}
	kind = office_kind(title->lexeme);
	if (!owner && str_equal(kind, S("regional")))
		owner = region_before(analysis, title->span.from);
	if (!owner || !owner->lexeme->id.n || !kind.n)
		return (struct str){ 0 };
	return str_format(arena, "%.*s %.*s", STR_ARGS(owner->lexeme->id), STR_ARGS(kind));
}

struct name_form
name_form_of(struct arena *arena, const struct analysis *analysis, size_t i)
{
	const struct name *name = &analysis->names[i];

	return (struct name_form){ .form = span_text(analysis->text, name->span),
		.latin = span_text(analysis->text, name->latin),
		.id = name->id,
		.office = name_office(arena, analysis, i) };
}
