/* Places by what their names end with. */
#include "figure/name.h"

#include "base/table.h"

static const struct place_suffix {
	const char *form;
	bool is_own, is_more;
} suffix_rows[] = {
#define ROW(f, o, m) { f, o, m },
#include "gen/name_suffixes.inc"
#undef ROW
};

static const struct place_suffix *
suffix_at(struct str text, size_t at)
{
	for (size_t n = 6 * HAN_SIZE; n; n -= HAN_SIZE) {
		const struct place_suffix *row = at + n <= text.n ? TABLE_FIND(suffix_rows, str_slice(text, at, at + n)) : NULL;
		if (row)
			return row;
	}
	return NULL;
}

/* 市 of 市场, 区 of 区域, 山 of 山大: a word that only begins like a suffix. */
static bool
is_other_word(struct str text, size_t at)
{
	static const struct str words[] = { STR_INIT("市场"), STR_INIT("市值"), STR_INIT("市长"), STR_INIT("市民"), STR_INIT("市议"), STR_INIT("市政"), STR_INIT("区域"),
		STR_INIT("区别"), STR_INIT("区分"), STR_INIT("区议"), STR_INIT("州长"), STR_INIT("州立"), STR_INIT("州议"), STR_INIT("州政"), STR_INIT("省长"),
		STR_INIT("省政"), STR_INIT("县长"), STR_INIT("县政"), STR_INIT("村民"), STR_INIT("村长"), STR_INIT("镇长"), STR_INIT("镇压"), STR_INIT("镇民"), STR_INIT("港口"),
		STR_INIT("港元"), STR_INIT("岛屿"), STR_INIT("岛国"), STR_INIT("城市"), STR_INIT("城镇"), STR_INIT("山谷"), STR_INIT("山大"), STR_INIT("河流"), STR_INIT("湖泊"),
		STR_INIT("谷歌"), STR_INIT("峰会"), STR_INIT("峰值"), STR_INIT("首都机场"), STR_INIT("堡垒"), STR_INIT("乡村"), STR_INIT("基地组织"), STR_INIT("北方邦"),
		STR_INIT("市府"), STR_INIT("省府"), STR_INIT("市警"), STR_INIT("市区重建") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_starts(str_from(text, at), words[i]))
			return true;
	return false;
}

bool
is_place_suffix(const struct naming *naming, size_t at)
{
	return at < naming->text.n && !is_other_word(naming->text, at) && suffix_at(naming->text, at);
}

/* 西北部约80公里: the part is a direction from there. */
static bool
is_before_distance(struct str text, size_t at)
{
	static const struct str words[] = { STR_INIT("约"), STR_INIT("大约"), STR_INIT("近"), STR_INIT("数"), STR_INIT("几"), STR_INIT("距"), STR_INIT("逾") };

	if (at < text.n && char_is_digit(text.p[at]))
		return true;
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_starts(str_from(text, at), words[i]))
			return true;
	return false;
}

size_t
place_suffix_size(const struct naming *naming, size_t at)
{
	const struct place_suffix *row;

	if (at >= naming->text.n || naming->taken[at] || is_other_word(naming->text, at))
		return 0;
	row = suffix_at(naming->text, at);
	if (!row || !row->is_more || is_before_distance(naming->text, at + strlen(row->form)))
		return 0;
	return name_is_free(naming, at, at + strlen(row->form)) ? strlen(row->form) : 0;
}

/* Characters of sound, three or more, and a suffix: a place that no table has. */
static void
own_claim(struct naming *naming, size_t at)
{
	const struct place_suffix *row = is_other_word(naming->text, at) ? NULL : suffix_at(naming->text, at);
	struct name_part *part;
	size_t begin;

	if (!row || !row->is_own || naming->taken[at - 1])
		return;
	begin = name_begin(naming, at);
	if (at - begin >= 3 * HAN_SIZE && (part = name_claim(naming, begin, at + strlen(row->form), NAME_PLACE, NULL)))
		part->suffix = strlen(row->form);
}

void
names_by_suffix(struct naming *naming)
{
	for (size_t at = 0; at < naming->text.n; at = after_char(naming->text, at))
		if (rune_set_has(&naming->suffixes, han_at(naming->text, at)) && !naming->taken[at] && at >= HAN_SIZE &&
		    is_sound(naming, at - HAN_SIZE))
			own_claim(naming, at);
}

void
place_sets_fill(struct naming *naming)
{
	for (size_t i = 0; i < LENGTH(suffix_rows); i++)
		if (suffix_rows[i].is_own)
			rune_set_add(&naming->suffixes, han_at(str_from_c(suffix_rows[i].form), 0));
}
