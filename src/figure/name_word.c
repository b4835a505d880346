/* Words that stand for a name: 他, 当地. */
#include "figure/name.h"

static const struct word_rule {
	struct str form;
	int kind;
	const char *not_before, *not_behind; /* characters beside it that make another word of it */
} word_rules[] = {
	/* the longer ones first */
	{ STR_INIT("该地区"), NAME_PLACE, "", "" },
	{ STR_INIT("这座城市"), NAME_PLACE, "", "" },
	{ STR_INIT("该城市"), NAME_PLACE, "应", "" },
	{ STR_INIT("该市"), NAME_PLACE, "应", "场" },
	{ STR_INIT("该州"), NAME_PLACE, "应", "" },
	{ STR_INIT("该省"), NAME_PLACE, "应", "" },
	{ STR_INIT("该国"), NAME_PLACE, "应", "" },
	{ STR_INIT("该县"), NAME_PLACE, "应", "" },
	{ STR_INIT("该村"), NAME_PLACE, "应", "" },
	{ STR_INIT("该镇"), NAME_PLACE, "应", "" },
	{ STR_INIT("该城"), NAME_PLACE, "应", "" },
	{ STR_INIT("该岛"), NAME_PLACE, "应", "" },
	{ STR_INIT("当地"), NAME_PLACE, "适恰相妥应正", "时" },
	{ STR_INIT("首都"), NAME_PLACE, "", "机师圈" },
	{ STR_INIT("他们"), NAME_PRONOUN, "其", "" },
	{ STR_INIT("她们"), NAME_PRONOUN, "", "" },
	{ STR_INIT("他"), NAME_PRONOUN, "其吉维无利排", "国人者乡杀处地山" },
	{ STR_INIT("她"), NAME_PRONOUN, "", "" },
};

static bool
is_among(const char *characters, struct str text, size_t at)
{
	return han_at(text, at) && str_find(str_from_c(characters), str_slice(text, at, at + HAN_SIZE), 0) >= 0;
}

static size_t
word_claim(struct naming *naming, size_t at)
{
	struct str text = naming->text;
	struct name_part *part;

	for (size_t i = 0; i < LENGTH(word_rules); i++) {
		const struct word_rule *rule = &word_rules[i];
		size_t to = at + rule->form.n;
		if (!str_starts(str_from(text, at), rule->form))
			continue;
		if ((at >= HAN_SIZE && is_among(rule->not_before, text, at - HAN_SIZE)) || is_among(rule->not_behind, text, to))
			return HAN_SIZE;
		part = name_claim(naming, at, to, rule->kind, NULL);
		if (part)
			part->is_word = true;
		return rule->form.n;
	}
	return HAN_SIZE;
}

void
names_by_word(struct naming *naming)
{
	const struct sighting *sight;

	for (size_t i = 0, done = 0; (sight = sight_next(&naming->analysis->matches, SIGHT_WORD, &i)) != NULL;)
		if (sight->at >= done && !naming->taken[sight->at])
			done = sight->at + word_claim(naming, sight->at);
}

void
words_fill(struct name_sets *sets)
{
	for (size_t i = 0; i < LENGTH(word_rules); i++)
		rune_set_add(&sets->words, han_at(word_rules[i].form, 0));
}
