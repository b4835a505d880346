/* What stands together becomes one: 俄罗斯|国防部, 乌克兰|官员, 外长|王毅. */
#include "figure/name.h"

static bool
is_generic(const struct name_part *part)
{
	return part->lexeme && part->lexeme->lexicon == LEX_ORGANISATION && str_equal(lexeme_arg(part->lexeme, S("kind")), S("generic"));
}

static bool
has_kind(const struct name_part *part, int kind)
{
	return (int)part->name.kind == kind;
}

static bool
is_owner(const struct name_part *part)
{
	return has_kind(part, NAME_PLACE) || has_kind(part, NAME_ORGANISATION);
}

/* ---- places ---- */

/* 哈尔科夫|市 is 哈尔科夫; 乌克兰|东部, 香港|机场 are other places, which lie in it: "UA/东部". */
static bool
is_same_place(const struct name_part *part, struct str suffix)
{
	enum { OF_TOWNS = 4 /* 尼日|州 is not 尼日 */ };
	static const struct str same[] = { STR_INIT("市"), STR_INIT("省"), STR_INIT("州"), STR_INIT("邦"), STR_INIT("地区"), STR_INIT("境内"), STR_INIT("全国"),
		STR_INIT("全境"), STR_INIT("各地"), STR_INIT("本土"), STR_INIT("自治区"), STR_INIT("特区"), STR_INIT("行政区"), STR_INIT("共和国") };
	bool is_country = part->name.id.n == 2;

	for (size_t i = is_country ? OF_TOWNS : 0; i < LENGTH(same); i++)
		if (str_equal(suffix, same[i]))
			return true;
	return false;
}

static void
place_extend(struct naming *naming, struct name_part *part)
{
	size_t to = part->name.span.to, n = place_suffix_size(naming, to);

	if (!n || part->is_road)
		return;
	memset(naming->taken + to, 1, n);
	part->name.span.to = part->name.whole.to = (uint32_t)(to + n);
	if (part->name.id.n && !is_same_place(part, str_slice(naming->text, to, to + n)))
		part->name.id = str_format(naming->analysis->arena, "%.*s/%.*s", STR_ARGS(part->name.id), (int)n, naming->text.p + to);
}

/* 美国|人, 加沙|民众 are people; 人 of 人口, 人民, 人士 is not. */
static void
people_extend(struct naming *naming, struct name_part *part)
{
	static const char others[] = "口民士员大权质均道工类群数才造生选文格家力物行";
	size_t to = part->name.span.to;

	if (!str_starts(str_from(naming->text, to), S("人")) || naming->taken[to] || part->is_word)
		return;
	if (han_at(naming->text, to + HAN_SIZE) &&
	    str_find(str_from_c(others), str_slice(naming->text, to + HAN_SIZE, to + 2 * HAN_SIZE), 0) >= 0)
		return;
	naming->taken[to] = 1;
	part->name.kind = NAME_PEOPLE;
	part->name.id = (struct str){ 0 };
	part->name.span.to = part->name.whole.to = (uint32_t)(to + HAN_SIZE);
}

/* ---- pairs ---- */

typedef bool join_test(const struct name_part *before, const struct name_part *part);

/* 英伟达|公司 is 英伟达. */
static bool
is_mere_company(const struct name_part *part)
{
	return str_equal(part->name.id, S("公司")) || str_equal(part->name.id, S("集团"));
}

/* The country, and the id of a body that many places have, made of the place's: "UA:ministry_of_defence". */
static void
take_owner(struct naming *naming, struct name_part *part, const struct name_part *owner)
{
	part->name.span.from = owner->name.span.from;
	part->name.whole.from = owner->name.whole.from;
	part->is_word = false;
	if (is_mere_company(part) && has_kind(owner, NAME_ORGANISATION))
		part->name.id = owner->name.id;
	else if (is_generic(part) && !owner->is_word) {
		/* a place that no table has is called by its words */
		struct str id = owner->name.id.n ? owner->name.id : span_text(naming->text, owner->name.span);
		part->name.id = str_format(naming->analysis->arena, "%.*s:%.*s", STR_ARGS(id), STR_ARGS(part->name.id));
	}
	if (!part->name.country.n || is_generic(part))
		part->name.country = owner->name.country;
}

/* An office before a name, or behind it, goes into what is around the name. */
static void
take_title(struct naming *naming, struct name_part *part, const struct name_part *title)
{
	(void)naming;
	if (title->name.span.from < part->name.span.from)
		part->name.whole.from = title->name.whole.from;
	else
		part->name.whole.to = title->name.whole.to;
	if (!part->name.country.n)
		part->name.country = title->name.country;
}

static bool
is_body_of(const struct name_part *before, const struct name_part *part)
{
	if (!has_kind(part, NAME_ORGANISATION) || !is_owner(before))
		return false;
	if (is_generic(part))
		return true;
	return has_kind(before, NAME_PLACE) && part->name.country.n && str_equal(part->name.country, before->name.country);
}

/* 乌克兰|首都 is one place; in 首都|东京 the word only tells what Tokyo is. */
static bool
is_capital_of(const struct naming *naming, const struct name_part *before, const struct name_part *part)
{
	return has_kind(before, NAME_PLACE) && !before->is_word && part->is_word && has_kind(part, NAME_PLACE) &&
	    str_starts(str_from(naming->text, part->name.span.from), S("首都"));
}

static bool
is_word_for(const struct name_part *before, const struct name_part *part)
{
	return has_kind(part, NAME_PLACE) && has_kind(before, NAME_PLACE) && before->is_word;
}

static bool
is_people_of(const struct name_part *before, const struct name_part *part)
{
	return has_kind(part, NAME_PEOPLE) && (is_owner(before) || has_kind(before, NAME_PEOPLE));
}

static bool
is_title_of(const struct name_part *before, const struct name_part *part)
{
	return has_kind(part, NAME_TITLE) && (is_owner(before) || has_kind(before, NAME_PEOPLE));
}

static bool
is_double_title(const struct name_part *before, const struct name_part *part)
{
	return has_kind(part, NAME_TITLE) && has_kind(before, NAME_TITLE);
}

/* Around a person whatever stands before; a place stays a name of its own there. */
static bool
is_titled(const struct name_part *before, const struct name_part *part)
{
	return has_kind(part, NAME_PERSON) && has_kind(before, NAME_TITLE) && lexeme_has(before->lexeme, S("before"));
}

static bool
is_titled_behind(const struct name_part *before, const struct name_part *part)
{
	return has_kind(before, NAME_PERSON) && has_kind(part, NAME_TITLE) && lexeme_has(part->lexeme, S("after"));
}

static void
title_owner(struct naming *naming, struct name_part *part, const struct name_part *owner)
{
	(void)naming;
	part->name.whole.from = owner->name.whole.from;
	if (owner->name.country.n)
		part->name.country = owner->name.country;
}

static void
title_title(struct naming *naming, struct name_part *part, const struct name_part *before)
{
	title_owner(naming, part, before);
	part->name.span.from = before->name.span.from;
}

/* ---- the whole list ---- */

/* An office without a bearer is a person without a name: 顿涅茨克州长. */
static void
title_alone(struct name_part *part)
{
	part->name.kind = NAME_PEOPLE;
	part->name.span = part->name.whole;
}

static void
latin_attach(struct naming *naming, struct name_part *part)
{
	size_t end = part->name.span.to, to = end + (end < naming->text.n && naming->text.p[end] == ' ');
	struct span latin = to < naming->text.n ? name_latin_span(naming->text, to) : (struct span){ 0 };

	if (!span_is_empty(latin))
		part->name.latin = latin;
}

/* Joins ${part} to the last of those that are done; gives how many of them are left. */
static size_t
part_join(struct naming *naming, struct name_part *done, size_t count, struct name_part *part)
{
	struct name_part *before = count ? &done[count - 1] : NULL;

	if (!before || before->name.whole.to != part->name.span.from)
		return count;
	if (is_body_of(before, part) || is_people_of(before, part) || is_capital_of(naming, before, part)) {
		take_owner(naming, part, before);
		return count - 1;
	}
	if (is_word_for(before, part)) {
		part->name.whole.from = before->name.whole.from;
		return count - 1;
	}
	if (is_double_title(before, part)) {
		title_title(naming, part, before);
		return count - 1;
	}
	if (is_title_of(before, part)) {
		title_owner(naming, part, before);
		return count;
	}
	if (is_titled(before, part)) {
		take_title(naming, part, before);
		return count - 1;
	}
	return count;
}

/* Of what a title alone covers, only the title stays. */
static size_t
titles_settle(struct naming *naming, size_t count)
{
	struct name_part *parts = naming->parts;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (has_kind(&parts[i], NAME_TITLE))
			title_alone(&parts[i]);
		while (n && parts[n - 1].name.span.from >= parts[i].name.span.from && parts[n - 1].name.span.to <= parts[i].name.span.to)
			n--;
		parts[n++] = parts[i];
	}
	return n;
}

void
names_join(struct naming *naming)
{
	struct name_part *parts = naming->parts;
	size_t n = 0;

	for (size_t i = 0; i < naming->count; i++) {
		struct name_part part = parts[i];
		if (has_kind(&part, NAME_PLACE)) {
			place_extend(naming, &part);
			people_extend(naming, &part);
		}
		if (n && is_titled_behind(&parts[n - 1], &part) && parts[n - 1].name.span.to == part.name.span.from &&
		    !(i + 1 < naming->count && has_kind(&parts[i + 1], NAME_PERSON) && parts[i + 1].name.span.from == part.name.span.to)) {
			take_title(naming, &parts[n - 1], &part);
			continue;
		}
		n = part_join(naming, parts, n, &part);
		latin_attach(naming, &part);
		parts[n++] = part;
	}
	naming->count = titles_settle(naming, n);
}
