#include "figure/frame.h"

enum {
	LIST_REACH = 24, /* characters between two that stand in a list */
	MARK_REACH = 14, /* between 其中 and the quantity */
	AMONG_REACH = 16, /* between 死者 8 人中 and the quantity */
	AMONG_BEHIND = 4,
	ROW_BACK = 3, /* quantities between two sums of one row */
	WHOLE_RANK = 58, /* of a word that tells what befell the whole */
	SENTENCED_REACH = 10, /* 、 and a name between two terms */
	PREDICATE_REACH = 14, /* between 8 人丧生 and 6 人是 */
};

/* ---- lists ---- */

/* Things of all kinds stand in one list; people and money do not stand among them. */
static bool
are_alike(const struct scene *scene, int a, int b)
{
	static const unsigned things = OF_THING | OF_ARM | OF_BUILDING | OF_BARE | OF_EVENT | OF_BODY | OF_PLACE;
	unsigned x = scene->casts[a].class, y = scene->casts[b].class;

	return x == y || (x & things && y & things);
}

static bool
is_joined(const struct scene *scene, int i)
{
	struct str text = scene->analysis->folded;
	const struct quantity *a = scene_quantity(scene, i - 1), *b = scene_quantity(scene, i);
	unsigned class = scene->casts[i].class;
	int breaks;

	if (!are_alike(scene, i - 1, i) || a->span.to > b->span.from)
		return false;
	if (!words_before(text, b->span.from, "和 及 与 、 跟 或 并 和另外 以及另外"))
		return false;
	return text_distance(text, a->span.to, b->span.from, &breaks) <= LIST_REACH && !breaks &&
	       !scene_triggers_between(scene, a->span.to, b->span.from, class);
}

void
scene_lists(struct scene *scene)
{
	for (int i = 0; i < scene->quantity_count; i++)
		scene->casts[i].first = i && is_joined(scene, i) ? scene->casts[i - 1].first : i;
	for (int i = scene->quantity_count; i-- > 0;) {
		bool goes_on = i + 1 < scene->quantity_count && scene->casts[i + 1].first < i + 1;
		scene->casts[i].last = goes_on ? scene->casts[i + 1].last : i;
	}
}

/* ---- parts ---- */

/* The one before it in the sentence, where both count the same; NULL. */
static const struct quantity *
alike_before(const struct scene *scene, int i)
{
	const struct quantity *before = i ? scene_quantity(scene, i - 1) : NULL, *quantity = scene_quantity(scene, i);

	if (!before || before->span.to > quantity->span.from || !are_alike(scene, i - 1, i))
		return NULL;
	return !quantity->unit.n || str_equal(quantity->unit, before->unit) ? before : NULL;
}

/* 死者 8 人中，有 6 人... */
static bool
is_among(const struct scene *scene, int i)
{
	struct str text = scene->analysis->folded;
	const struct quantity *before = alike_before(scene, i);
	uint32_t to = scene_quantity(scene, i)->span.from, end = 0;
	int breaks, breaks_behind;

	if (!before || !words_in(text, before->span.to, to, "中 里", &end) || !(end == to || words_at(text, end, "， 有 则 就 仅 只 也 共 又"))) /* no 中学 */
		return false;
	return text_distance(text, before->span.to, end, &breaks) <= AMONG_REACH && !breaks && text_distance(text, end, to, &breaks_behind) <= AMONG_BEHIND;
}

/* 5 人是..., 5 人来自...: no verb that tells of a deed. */
static bool
says_who(struct str text, const struct quantity *quantity)
{
	return words_at(text, quantity->span.to, "是 为 均为 都是 皆为 系 来自 属于");
}

/* 8 人丧生，6 人是... : said of the same people. */
static bool
is_predicate(const struct scene *scene, int i)
{
	struct str text = scene->analysis->folded;
	const struct quantity *quantity = scene_quantity(scene, i);
	int breaks;

	if (scene->casts[i].class != OF_PERSON || !alike_before(scene, i) ||
	    (scene->casts[i].trigger >= 0 && scene->triggers[scene->casts[i].trigger].row.rank >= PART_RANK))
		return false;
	return says_who(text, quantity) &&
	       text_distance(text, scene_quantity(scene, i - 1)->span.to, quantity->span.from, &breaks) <= PREDICATE_REACH && breaks <= 1;
}

/* Is the quantity said to be one of several: 其中 5 名, 其中，5 名, 包括 5 名? */
static bool
is_marked(const struct scene *scene, int i)
{
	struct str text = scene->analysis->folded;
	uint32_t to = scene_quantity(scene, i)->span.from, from = scene->span.from, end = 0;
	int breaks;

	if (i && scene_quantity(scene, i - 1)->span.to <= to)
		from = scene_quantity(scene, i - 1)->span.to;
	if (words_in(text, from, to, "其中 包括 包含 当中", &end)) {
		int distance = text_distance(text, end, to, &breaks);
		return distance <= (breaks ? AMONG_BEHIND : MARK_REACH) && breaks <= words_at(text, end, "，");
	}
	return is_among(scene, i) || is_predicate(scene, i);
}

/* A part of which no more is said than of its whole. */
static bool
is_part_alike(const struct scene *scene, int i)
{
	int own = scene->casts[i].trigger, total = scene->casts[i].total, whole = total >= 0 ? scene->casts[total].trigger : -1;

	return own >= 0 && whole >= 0 && str_equal(scene->triggers[own].slot, scene->triggers[whole].slot);
}

/* 其中 2 人是学生，3 人是教师；1 人... : the next of a row of parts. */
static bool
is_next_part(const struct scene *scene, int i)
{
	struct str text = scene->analysis->folded;
	const struct quantity *before = alike_before(scene, i), *quantity = scene_quantity(scene, i);
	int breaks;

	if (!before || scene->casts[i].class != OF_PERSON || scene->casts[i].trigger >= 0 || !is_part_alike(scene, i - 1))
		return false;
	if (str_equal(quantity->classifier, S("人")) && !says_who(text, quantity))
		return false;
	if (quantity->span.from == before->span.to) /* 39 男 8 女 */
		return true;
	return words_before(text, quantity->span.from, "， ； 、 ，另 ，另有 ，还有 ，以及 ，有 ；另 和 及") &&
	       text_distance(text, before->span.to, quantity->span.from, &breaks) <= AMONG_REACH && breaks <= 1;
}

/* 包括 5 名儿童在内的 11 人: the whole stands behind. */
static bool
is_inside_next(const struct scene *scene, int i)
{
	uint32_t from = scene_quantity(scene, i)->span.to, end = 0;

	if (i + 1 >= scene->quantity_count || scene->casts[i + 1].class != scene->casts[i].class)
		return false;
	return scene_quantity(scene, i + 1)->span.from > from &&
	       words_in(scene->analysis->folded, from, scene_quantity(scene, i + 1)->span.from, "在内", &end);
}

static int
total_before(const struct scene *scene, int i)
{
	for (int k = i; k-- > 0;)
		if (are_alike(scene, k, i) && scene->casts[k].trigger >= 0)
			return scene->casts[k].total >= 0 ? scene->casts[k].total : k;
	return -1;
}

/* 其中 50 多人逃脱: a deed that no row tells of is not what befell the whole. */
static bool
does_else(const struct scene *scene, int i)
{
	struct str text = scene->analysis->folded;
	const struct quantity *quantity = scene_quantity(scene, i);

	if (!str_equal(quantity->classifier, S("人")) || quantity->span.to >= scene->span.to || says_who(text, quantity))
		return false;
	return !words_at(text, quantity->span.to, "在 于 已 ， 。 、 ； （ ( ） ) 均 都 全 ！ ； ; 和 及 与 以 年 的 ： 即 其 有 占 被 遭 因 受 尚 仍 还 正 一 也 目前");
}

static void
take_over(struct scene *scene, int i, int from)
{
	struct cast *cast = &scene->casts[i];

	if (cast->trigger >= 0 || scene->casts[from].trigger < 0)
		return;
	cast->trigger = scene->casts[from].trigger;
	cast->from = from;
}

/* 2 人丧生，其中一名与使馆合作的记者: what the part is said to do besides is weaker than what befell the whole. */
static bool
is_weaker(const struct scene *scene, int i, int total)
{
	int own = scene->casts[i].trigger, whole = scene->casts[total].trigger;

	if (own >= 0 && str_equal(scene_quantity(scene, i)->classifier, S("人")) && !says_who(scene->analysis->folded, scene_quantity(scene, i))) /* 其中 4 人就读于...: a verb */
		return false;
	return own >= 0 && whole >= 0 && scene->triggers[own].row.rank < PART_RANK && scene->triggers[whole].row.rank >= WHOLE_RANK;
}

static void
part_of(struct scene *scene, int i, int total)
{
	scene->casts[i].is_marked = total < 0;
	if (total < 0)
		return;
	scene->casts[i].total = total;
	if (scene->casts[i].trigger < 0 && does_else(scene, i))
		return;
	if (is_weaker(scene, i, total))
		scene->casts[i].trigger = -1;
	take_over(scene, i, total);
}

/* 甲被判刑 5 年、乙 4 年 6 个月: of those who stand in one row. */
static bool
is_same_sentence(const struct scene *scene, int i)
{
	int breaks, distance = text_distance(scene->analysis->folded, scene_quantity(scene, i - 1)->span.to, scene_quantity(scene, i)->span.from, &breaks);

	if (breaks && !words_at(scene->analysis->folded, scene_quantity(scene, i)->span.to, "， 、 。 ； （ ( ； 。"))
		return false;
	return breaks <= 1 && distance <= SENTENCED_REACH && str_equal(scene->triggers[scene->casts[i - 1].trigger].slot, S("sentence"));
}

/* 36架无人机在甲地被击落，20架在乙地: verb and noun are carried on where the quantity has neither; the verb alone where it
 * goes on: 另有三个装置. */
static bool
is_gapped(const struct scene *scene, int i)
{
	const struct quantity *a = scene_quantity(scene, i - 1), *b = scene_quantity(scene, i);
	int breaks;

	if (scene->casts[i].trigger >= 0 || scene->casts[i - 1].trigger < 0)
		return false;
	if (words_before(scene->analysis->folded, b->span.from, "另有 还有 另外 外加 加上 另外还有 以及"))
		return are_alike(scene, i - 1, i) && (scene->casts[i].class != OF_PERSON || words_at(scene->analysis->folded, b->span.to, "， 。 、 ； ） ) 在"));
	if (words_before(scene->analysis->folded, b->span.from, "，或 ，即 ，相当于 ，约合")) /* the same by another measure */
		return true;
	if (scene->casts[i].class & (OF_MONEY | OF_PERCENT) && str_equal(a->unit, b->unit))
		return true;
	if (scene->casts[i].class == OF_TIME && scene->casts[i - 1].class == OF_TIME)
		return is_same_sentence(scene, i);
	if (!span_is_empty(b->noun) || words_before(scene->analysis->folded, b->span.from, "为 至 报 到 收 收在 来到 于 回 站上 收复"))
		return false;
	if (!str_equal(a->classifier, b->classifier) || scene->casts[i].class != scene->casts[i - 1].class)
		return false;
	text_distance(scene->analysis->folded, a->span.to, b->span.from, &breaks);
	return breaks <= 2 && words_at(scene->analysis->folded, b->span.to, "在 来自 于 为 是 属于 ， 。 、 ） )");
}

/* 6 人丧生，...6 人中有两对夫妇: which of those before is meant; -1. */
static int
same_before(const struct scene *scene, int i)
{
	const struct quantity *quantity = scene_quantity(scene, i);

	if (scene->casts[i].class != OF_PERSON || scene->casts[i].trigger >= 0 || !words_at(scene->analysis->folded, quantity->span.to, "中有 当中 之中 中， 里有 全部 全都"))
		return -1;
	for (int k = i; k-- > 0;)
		if (scene->casts[k].class == OF_PERSON && scene->casts[k].trigger >= 0 && strcmp(scene_quantity(scene, k)->value.min, quantity->value.min) == 0 &&
		    strcmp(scene_quantity(scene, k)->value.max, quantity->value.max) == 0)
			return k;
	return -1;
}

/* 甲院 60 亿元、第二名乙院 24 亿元: the last sum before it in the row that is explained; -1. */
static int
sum_before(const struct scene *scene, int i)
{
	uint32_t end;
	int breaks;

	if (scene->casts[i].trigger >= 0 || !(scene->casts[i].class & (OF_MONEY | OF_PERCENT)))
		return -1;
	for (int k = i - 1; k >= 0 && k >= i - ROW_BACK; k--) {
		if (scene->casts[k].class != scene->casts[i].class || !str_equal(scene_quantity(scene, k)->unit, scene_quantity(scene, i)->unit))
			continue;
		text_distance(scene->analysis->folded, scene_quantity(scene, k)->span.to, scene_quantity(scene, i)->span.from, &breaks);
		if (words_in(scene->analysis->folded, scene_quantity(scene, k)->span.to, scene_quantity(scene, i)->span.from, "占 相当", &end))
			return -1;
		return breaks <= 1 && scene->casts[k].trigger >= 0 && words_at(scene->analysis->folded, scene_quantity(scene, k)->span.to, "、 和 及 ，") ? k : -1;
	}
	return -1;
}

void
scene_parts(struct scene *scene)
{
	for (int i = 0; i < scene->quantity_count; i++) {
		int first = scene->casts[i].first, same = same_before(scene, i);
		if (same >= 0)
			take_over(scene, i, same);
		else if (first < i && scene->casts[first].total >= 0)
			part_of(scene, i, scene->casts[first].total);
		else if (first < i && scene->casts[i].trigger < 0 && scene->casts[i].class != OF_PERSON)
			take_over(scene, i, first);
		else if (is_marked(scene, i))
			part_of(scene, i, is_inside_next(scene, i) ? i + 1 : total_before(scene, i));
		else if (is_next_part(scene, i))
			part_of(scene, i, scene->casts[i - 1].total);
		else if (i && is_gapped(scene, i))
			take_over(scene, i, i - 1);
		else if (sum_before(scene, i) >= 0)
			take_over(scene, i, sum_before(scene, i));
	}
}
