#include <opencc/opencc.h>
#include <stdlib.h>

#include "text/fold.h"
#include "text/script.h"

/*
 * OpenCC converts some megabytes a second, so it is given only what it could change: runs of Han characters; and to
 * simplified only those in which some character does not stand for itself already.
 */
struct script_converter {
	enum script to;
	opencc_t opencc;
};

static const struct {
	const char *config;
	struct str lang;
} scripts[] = {
	[SCRIPT_AS_WRITTEN] = { NULL, STR_INIT("") },
	[SCRIPT_HANS] = { "t2s.json", STR_INIT("zh-Hans") },
	[SCRIPT_HANT] = { "s2tw.json", STR_INIT("zh-Hant") },
};

struct str
script_lang(enum script script)
{
	return scripts[script].lang;
}

struct err
script_open(enum script to, struct script_converter **out)
{
	struct script_converter *converter = mem_alloc(sizeof(*converter));

	*converter = (struct script_converter){ .to = to };
	if (scripts[to].config) {
		converter->opencc = opencc_open(scripts[to].config);
		if (converter->opencc == (opencc_t)-1) {
			free(converter);
			return err_new(ERR_LIBRARY, "OpenCC has no such conversion");
		}
	}
	*out = converter;
	return (struct err){ 0 };
}

void
script_close(struct script_converter *converter)
{
	if (!converter)
		return;
	if (converter->opencc)
		opencc_close(converter->opencc);
	free(converter);
}

/* ---- Han characters ---- */

/* Whether ${rune} could become another in simplified script: it folds to another, or it is one of those that both
 * scripts have and OpenCC's phrases change in some words (TSPhrases: hui fu, jie you, chen mo, di chu). */
static bool
may_change(uint32_t rune)
{
	uint32_t folded[FOLD_MAX];

	if (rune == U'覆' || rune == U'藉' || rune == U'沈' || rune == U'牴')
		return true;
	return fold_rune(rune, folded) != 1 || folded[0] != rune;
}

/* Takes the run of Han characters at the front; empty where there is none. */
static struct str
pull_han(struct str *s, bool *changes)
{
	struct str run = { s->p, 0 }, rest = *s;
	uint32_t rune;

	*changes = false;
	while (pull_rune(&rest, &rune) && rune_class(rune) == RUNE_HAN) {
		*changes |= may_change(rune);
		*s = rest;
	}
	run.n = (size_t)(s->p - run.p);
	return run;
}

/* What OpenCC refuses stays as written. */
static void
push_converted(struct script_converter *converter, struct str run, struct buf *out)
{
	char *converted = opencc_convert_utf8(converter->opencc, run.p, run.n);

	if (!converted) {
		buf_push_str(out, run);
		return;
	}
	buf_push(out, converted, strlen(converted));
	opencc_convert_utf8_free(converted);
}

/* ---- quotation marks ---- */

struct quotes {
	bool convert;
	bool open;	   /* a single one is open, so ’ closes it */
	bool after_letter; /* what came last was a Latin letter, so ’ may be an apostrophe */
};

/* Takes one character that is not Han; pushes it, or the quotation mark that readers of traditional script expect. */
static void
convert_sign(struct quotes *quotes, struct str *s, struct buf *out)
{
	const char *from = s->p;
	uint32_t rune;

	pull_rune(s, &rune);
	if (quotes->convert && (rune == 0x201c || rune == 0x201d)) {
		buf_push_rune(out, rune == 0x201c ? 0x300c : 0x300d);
	} else if (quotes->convert && rune == 0x2018) {
		quotes->open = true;
		buf_push_rune(out, 0x300e);
	} else if (quotes->convert && rune == 0x2019 && (quotes->open || !quotes->after_letter)) {
		quotes->open = false;
		buf_push_rune(out, 0x300f);
	} else {
		buf_push(out, from, (size_t)(s->p - from));
	}
	quotes->after_letter = rune_class(rune) == RUNE_LETTER;
}

/* Whether ${s} is Chinese or nothing but signs: the quotation marks of other languages are their own. */
static bool
has_chinese_quotes(struct str s)
{
	bool han = false, letters = false;
	uint32_t rune;

	while (!han && pull_rune(&s, &rune)) {
		enum rune_class class = rune_class(rune);
		han = class == RUNE_HAN;
		letters |= class == RUNE_LETTER || class == RUNE_KANA || class == RUNE_HANGUL;
	}
	return han || !letters;
}

void
script_convert(struct script_converter *converter, struct str s, struct buf *out)
{
	struct quotes quotes = { .convert = converter->to == SCRIPT_HANT && has_chinese_quotes(s) };

	if (converter->to == SCRIPT_AS_WRITTEN) {
		buf_push_str(out, s);
		return;
	}
	while (s.n) {
		bool changes;
		struct str run = pull_han(&s, &changes);
		if (!run.n)
			convert_sign(&quotes, &s, out);
		else if (changes || converter->to == SCRIPT_HANT)
			push_converted(converter, run, out);
		else
			buf_push_str(out, run);
		if (run.n)
			quotes.after_letter = false;
	}
}
