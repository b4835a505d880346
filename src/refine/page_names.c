#include "refine/mend.h"
#include "refine/page_name_words.h"
#include "refine/page_names.h"
#include "text/fold.h"

enum { WORDS_MAX = 6, NAME_BYTES_MAX = 80, HAN_NAME_MAX = 4, HAN_TOLD_MAX = 16 };

struct reading {
	struct arena *arena;
	struct strs *out;
	bool seen;
	struct str piece; /* the name at hand, so far; p NULL: none */
	struct str last;  /* its last word */
	unsigned count, small; /* its words; those that begin with a small letter and are no particle */
	bool ignoring;	  /* the name is over, to the next comma */
	bool other;	  /* who did something else, to the next line */
	bool announced;	  /* the name at hand follows "by" */
	bool behind_mark; /* the name at hand follows a bar or a bullet */
	bool after_digits;
	size_t before;	  /* names there were */
};

/* ---- a name ends ---- */

static void
forget(struct reading *reading)
{
	reading->piece = reading->last = (struct str){ 0 };
	reading->count = reading->small = 0;
}

static struct str
without_end_mark(struct str name, struct str last)
{
	return last.n > 4 && name.n && name.p[name.n - 1] == '.' && str_find_char(last, '.', 0) == (ptrdiff_t)last.n - 1
	    ? str_slice(name, 0, name.n - 1) : name;
}

static bool
is_held(const struct strs *names, struct str name)
{
	for (size_t i = 0; i < names->count; i++)
		if (str_equal_nocase(names->items[i], name))
			return true;
	return false;
}

static bool
looks_like_han_name(const struct reading *reading, struct str name)
{
	size_t runes = 0;
	uint32_t rune;

	for (struct str rest = name; pull_rune(&rest, &rune);)
		runes++;
	return runes >= 2 && runes <= (reading->seen && !reading->announced && str_find(name, S("·"), 0) < 0 ? HAN_NAME_MAX : HAN_TOLD_MAX);
}

static bool
looks_like_name(const struct reading *reading, struct str name)
{
	struct strs *out = reading->out;
	bool later = out->count > reading->before;

	if (name.n < 2 || name.n > NAME_BYTES_MAX || str_find_char(name, '{', 0) >= 0 || reading->count > WORDS_MAX || out->count >= PAGE_NAMES_MAX || is_held(out, name))
		return false;
	if (name_is_cjk(name))
		return looks_like_han_name(reading, name);
	if (reading->behind_mark && later && !reading->announced)
		return false;
	if (reading->small && (reading->seen || reading->count > 3))
		return false;
	/* "Ada Byron, London" and "Ada Byron, BSc" are one */
	return !later || reading->count > 1 || str_find_char(out->items[reading->before], ' ', 0) < 0;
}

static void
end_name(struct reading *reading)
{
	struct str name = text_trim(without_end_mark(reading->piece, reading->last));
	struct strs *out = reading->out;

	if (reading->count == 1 && name_word_kind(name_word_fold(reading->arena, reading->last)) == NAME_DAY)
		name.n = 0;
	if (!reading->other && name.n && looks_like_name(reading, name)) {
		arena_push(reading->arena, out->items, out->count, out->capacity);
		out->items[out->count++] = name;
	}
	forget(reading);
}

/* ---- one word ---- */

static void
join_word(struct reading *reading, struct str word)
{
	if (reading->ignoring)
		return;
	reading->piece = reading->piece.p ? (struct str){ reading->piece.p, (size_t)(word.p + word.n - reading->piece.p) } : word;
	reading->last = word;
	reading->count++;
}

static void
drop_last_month(struct reading *reading)
{
	if (!reading->last.n || !name_word_is_month(name_word_fold(reading->arena, reading->last)))
		return;
	reading->count--;
	reading->piece.n = (size_t)(reading->last.p - reading->piece.p);
	reading->piece = text_trim(reading->piece);
}

/* "Ada Byron Staff Writer" names her, "Staff Writer" behind a comma nobody, "Resy Staff" a desk. */
static void
take_role(struct reading *reading, struct str word)
{
	if (reading->out->count > reading->before && !reading->announced)
		forget(reading);
	else if (reading->count == 1 && !reading->seen) {
		join_word(reading, word);
		return;
	}
	end_name(reading);
	reading->ignoring = true;
}

static void
take_kind(struct reading *reading, struct str word, enum name_kind kind)
{
	bool small = name_begins_small(word);

	if (kind == NAME_BY || ((kind == NAME_LABEL || kind == NAME_BEFORE) && !reading->piece.n)) {
		forget(reading);
		reading->ignoring = false;
		reading->announced |= kind != NAME_BEFORE;
	} else if (kind == NAME_AND && small) {
		end_name(reading);
		reading->ignoring = false;
	} else if (kind == NAME_OTHER) {
		end_name(reading);
		reading->other = true;
	} else if (kind == NAME_ROLE) {
		take_role(reading, word);
	} else if ((kind == NAME_STOP && (small || reading->after_digits || !reading->piece.n))) {
		end_name(reading);
		reading->ignoring = true;
	} else {
		join_word(reading, word);
		reading->small += small && kind != NAME_PARTICLE;
	}
}

/* Han words have no space between what one is and who. */
static struct str
without_han_words(struct reading *reading, struct str word)
{
	struct str fold = name_word_fold(reading->arena, word);
	enum name_kind kind;
	size_t n = fold.n == word.n ? name_han_before(fold, &kind) : 0;

	if (n) {
		take_kind(reading, word, kind);
		word = str_from(word, n);
		fold = str_from(fold, n);
	}
	return fold.n == word.n ? str_slice(word, 0, word.n - name_han_behind(fold)) : word;
}

static void
take_word(struct reading *reading, struct str word)
{
	struct str fold;
	enum name_kind kind;

	if (!word.n)
		return;
	if (char_is_digit(word.p[0])) {
		drop_last_month(reading);
		end_name(reading);
		reading->after_digits = true;
		return;
	}
	if (name_is_cjk(word)) {
		word = without_han_words(reading, word);
		if (word.n)
			join_word(reading, word);
		return;
	}
	fold = name_word_fold(reading->arena, word);
	kind = name_word_kind(fold);
	if (kind != NAME_PLAIN)
		take_kind(reading, word, kind);
	else if (!reading->after_digits || !name_word_is_month(fold)) {
		join_word(reading, word);
		reading->small += name_begins_small(word);
	}
	reading->after_digits = false;
}

/* ---- marks between words ---- */

enum mark { MARK_NONE, MARK_SPACE, MARK_COMMA, MARK_LINE, MARK_COLON, MARK_OPEN, MARK_SKIP };

static const struct {
	uint32_t rune;
	enum mark mark;
} marks[] = {
	{ ' ', MARK_SPACE }, { '\t', MARK_SPACE }, { 0xa0, MARK_SPACE }, { 0x3000, MARK_SPACE }, { ',', MARK_COMMA }, { ';', MARK_COMMA },
	{ '/', MARK_COMMA }, { '&', MARK_COMMA }, { '+', MARK_COMMA }, { 0x3001, MARK_COMMA }, { 0xff0c, MARK_COMMA }, { 0xff1b, MARK_COMMA },
	{ 0xff0f, MARK_COMMA }, { '|', MARK_LINE }, { '\n', MARK_LINE }, { 0x2022, MARK_LINE }, { 0x22c5, MARK_LINE }, { 0x25cf, MARK_LINE },
	{ 0x2013, MARK_LINE }, { 0x2014, MARK_LINE }, { 0x2502, MARK_LINE }, { 0xff5c, MARK_LINE }, { 0x203a, MARK_LINE }, { 0xbb, MARK_LINE },
	{ ':', MARK_COLON }, { 0xff1a, MARK_COLON }, { '(', MARK_OPEN }, { '[', MARK_OPEN }, { 0xff08, MARK_OPEN }, { 0x3010, MARK_OPEN },
	{ '"', MARK_SKIP }, { ')', MARK_SKIP }, { ']', MARK_SKIP }, { 0xff09, MARK_SKIP }, { 0x3011, MARK_SKIP }, { '*', MARK_SKIP },
	{ 0x201c, MARK_SKIP }, { 0x201d, MARK_SKIP }, { '#', MARK_SKIP },
};

/* A hyphen or a middle dot is part of a name, unless it stands free. */
static enum mark
mark_of(uint32_t rune, bool free)
{
	for (size_t i = 0; i < LENGTH(marks); i++)
		if (marks[i].rune == rune)
			return marks[i].mark;
	return free && (rune == '-' || rune == 0xb7) ? MARK_LINE : MARK_NONE;
}

static void
take_mark(struct reading *reading, enum mark mark)
{
	if (mark == MARK_COMMA || mark == MARK_LINE || (mark == MARK_OPEN && reading->piece.n)) {
		end_name(reading);
		reading->ignoring = mark == MARK_OPEN;
	}
	if (mark == MARK_LINE) {
		reading->other = reading->announced = false;
		reading->behind_mark = true;
	}
	if (mark == MARK_COLON)
		forget(reading);
}

void
names_in(struct arena *arena, struct str text, bool seen, struct strs *out)
{
	struct reading reading = { .arena = arena, .out = out, .seen = seen, .before = out->count };
	size_t word = 0;
	bool free = true;
	uint32_t rune;

	for (struct str rest = text; rest.n;) {
		size_t at = (size_t)(rest.p - text.p), end;
		enum mark mark;

		if (!pull_rune(&rest, &rune))
			break;
		end = (size_t)(rest.p - text.p);
		mark = mark_of(rune, free || !rest.n || rest.p[0] == ' ');
		free = mark == MARK_SPACE;
		if (mark == MARK_NONE)
			continue;
		take_word(&reading, str_slice(text, word, at));
		take_mark(&reading, mark);
		word = end;
	}
	take_word(&reading, str_from(text, word));
	end_name(&reading);
}

bool
names_announced(struct str text)
{
	struct buf fold CLEAN(buf_done) = { 0 };
	struct str rest, word;
	enum name_kind kind = NAME_BEFORE;

	fold_str(str_slice(text, 0, str_rune_start(text, text.n < NAME_WORD_BYTES ? text.n : NAME_WORD_BYTES)), &fold);
	rest = buf_str(&fold);
	if (name_is_cjk(rest) && name_han_announces(rest))
		return true;
	for (unsigned i = 0; i < 3 && kind == NAME_BEFORE && pull_field(&rest, ' ', &word); i++)
		kind = name_word_kind(word.n && word.p[word.n - 1] == ':' ? str_slice(word, 0, word.n - 1) : word);
	return kind == NAME_BY || kind == NAME_LABEL;
}
