#include "figure/count_parts.h"

#include <stdlib.h>

/* Level 1: one pass over the folded text; where a character may begin a number, one reader says how
 * far it goes. */

struct count *
count_push(struct counting *counting, enum count_kind kind, size_t from, size_t to)
{
	struct analysis *a = counting->analysis;
	struct count *count;

	if (a->count_count >= ANALYSIS_ITEMS_MAX)
		return NULL;
	arena_push(a->arena, a->counts, a->count_count, counting->capacity);
	count = &a->counts[a->count_count++];
	memset(count, 0, sizeof(*count));
	count->kind = kind;
	count->span = count->whole = (struct span){ (uint32_t)from, (uint32_t)to };
	return count;
}

void
count_write_value(struct decimal value, bool is_negative, char out[FIGURE_VALUE_MAX])
{
	if (is_negative && value.digits)
		*out++ = '-';
	decimal_write(value, out);
}

static void
write_place(int place, char out[FIGURE_VALUE_MAX])
{
	struct decimal one = { 1, 0 };

	if (place < 0)
		one.scale = (unsigned)-place;
	else if (!decimal_shift(&one, (unsigned)place))
		return;
	decimal_write(one, out);
}

struct count *
count_push_numerals(struct counting *counting, enum count_kind kind, size_t from, size_t to,
    const struct numerals *n, bool is_negative)
{
	struct count *count = count_push(counting, kind, from, to);

	if (!count)
		return NULL;
	if (n->has_value) {
		count_write_value(n->value, is_negative, count->value);
		write_place(decimal_last_place(n->value), count->place_value);
	}
	count->is_vague = n->is_vague;
	if (!n->is_vague)
		return count;
	decimal_write(n->min, count->range.min);
	decimal_write(n->max, count->range.max);
	count->range.approx = n->is_more ? APPROX_MORE_THAN : APPROX_VAGUE;
	return count;
}

/* ---- what may stand alone ---- */

/* Characters behind a single numeral that leave it a number, beside the units and classifiers of
 * the table. */
static bool
is_follower(struct str text, size_t at)
{
	static const char followers[] =
	    "。，、（）“”是这那也还而却更但到以至加减乘除对的等点分步夜国周者字句段面边样代维重路楼"
	    "站级行期场线世类系"
	    "打公方厘船车卷叠碟下小章星键生郎带色战食井流开刻洲宫集环体尾版阶板侧身房课式相区文端心"
	    "胎出单旁招卡室作脸目"
	    "模网向极科核关瞬联格社技院堂寨举客餐剑任叶团派嘴桥抹拳机型柱拍剧命扇壶觉叉校泉射证轴束"
	    "弹炮鼎帆帧足梯箭锅届屋"
	    "旗巷池勺库棒树缸签匙案厂仓床屏园馆职亭背番宿轮甲处省里海遍品尺山词问笑指首幡股";
	uint32_t rune;
	unsigned n = count_rune(text, at, &rune);

	if (n == 0 ||
	    (rune < 0x80 &&
		(char_is_space((char)rune) || rune == ',' || rune == ')' || rune == '"')) ||
	    rune == 0x3000)
		return true;
	if (count_is_at(text, at, S("不是")) || count_is_at(text, at, S("另")))
		return true;
	return n == 3 && COUNT_IS_AMONG(followers, text.p + at);
}

/* 陆, 伍, 拾 are common words too: alone they are numbers only where no other word leads to them.
 */
static bool
is_formal_alone(struct str text, size_t at)
{
	uint32_t before = count_rune_before(text, at);

	return before < 0x3400 || before > 0x9fff || before == 0x662f /* 是 */;
}

/* 陆地, 十足 */
static bool
is_in_word(const struct counting *counting, size_t from, size_t to)
{
	const struct match *match =
	    match_at(&counting->analysis->matches, LEX_STOP, (uint32_t)from);

	if (!match)
		match = match_before(&counting->analysis->matches, LEX_STOP, (uint32_t)to);
	return match != NULL;
}

/* A unit or classifier, but no money by its full name. */
static bool
is_counted(const struct counting *counting, size_t at)
{
	const struct match *unit = match_at(&counting->analysis->matches, LEX_UNIT, (uint32_t)at);

	return unit && !(lexeme_has(unit->lexeme, S("alone")) &&
			   str_equal(lexeme_arg(unit->lexeme, S("kind")), S("currency")));
}

static bool
may_stand(const struct counting *counting, const struct numerals *n)
{
	if ((n->is_formal || count_is_at(counting->text, n->from, S("十足"))) &&
	    n->to - n->from == 3 && is_in_word(counting, n->from, n->to))
		return false;
	if (n->is_formal && n->is_single && !is_formal_alone(counting->text, n->from))
		return false;
	if (n->is_formal && !n->is_single)
		return is_formal_alone(counting->text, n->from) &&
		       is_follower(counting->text, n->to);
	if (!n->is_single)
		return true;
	return is_follower(counting->text, n->to) || is_counted(counting, n->to);
}

/* ---- signs ---- */

/* 欺负, 担负 end with 负 and are no signs. */
static bool
is_burden(struct str text, size_t at)
{
	static const char before[] = "欺担抱肩胜辜背自";
	uint32_t rune = count_rune_before(text, at);

	return rune >= 0x4e00 && rune <= 0x9fff &&
	       COUNT_IS_AMONG(before, text.p + at - 3);
}

/* A minus sign, or 负, right before the number: where it begins then, else ${at}. */
static size_t
sign_before(struct str text, size_t at, bool is_digits)
{
	size_t end = at, from;
	uint32_t before;

	while (end && text.p[end - 1] == ' ')
		end--;
	before = count_rune_before(text, end);
	if (before == 0x8d1f) /* 负 */
		return is_burden(text, end - 3) ? at : end - 3;
	if (!is_digits || count_class(before).kind != RUNE_KIND_SIGN)
		return at;
	from = end - (before == '-' ? 1 : 3);
	for (end = from; end && text.p[end - 1] == ' ';)
		end--;
	before = count_rune_before(text, end);
	return count_class(before).kind == RUNE_KIND_WRITTEN ||
		       count_class(before).kind == RUNE_KIND_SIGN || before == '%'
		   ? at
		   : from;
}

/* .5: a point before the digits that no digit and no other point precedes. */
static size_t
point_before(struct str text, size_t at)
{
	uint32_t point = count_rune_before(text, at), before;
	size_t from = at - (point == '.' ? 1 : 3);

	if (point != '.' && point != 0xff0e)
		return at;
	before = count_rune_before(text, from);
	return before == point || count_class(before).kind == RUNE_KIND_WRITTEN ? at : from;
}

/* ---- one number ---- */

/* 4比0, and what stands on both sides of 比 is a number of its own. */
static void
push_score(struct counting *counting, const struct numerals *n)
{
	struct str text = counting->text;
	struct numerals other;
	struct count *count;

	if (!count_is_at(text, n->to, S("比")) || !n->has_value ||
	    !count_numerals(text, n->to + 3, &other) || !other.has_value ||
	    other.is_written != n->is_written)
		return;
	count = count_push(counting, COUNT_SCORE, n->from, other.to);
	if (count)
		count_write_value(n->value, false, count->value);
}

/* 十打: twelve each. */
static bool
take_dozen(struct str text, struct numerals *n)
{
	uint32_t rune;

	if (!n->has_value || n->is_digits || n->is_vague || !count_is_at(text, n->to, S("打")) ||
	    n->to != n->whole_to)
		return false;
	count_rune(text, n->to + 3, &rune);
	if (count_class(rune).kind != RUNE_KIND_NONE ||
	    !decimal_multiply(&n->value, (struct decimal){ 12, 0 }))
		return false;
	n->to += 3;
	n->whole_to = n->to;
	return true;
}

static void
push_value(struct counting *counting, size_t from, const struct numerals *n, bool is_negative)
{
	struct count *count;
	enum count_kind kind = n->is_digits				? COUNT_DIGITS
			       : n->has_value && may_stand(counting, n) ? COUNT_NUMBER
									: COUNT_VAGUE;

	if (kind == COUNT_VAGUE && n->has_value &&
	    (n->is_formal || !match_at(&counting->analysis->matches, LEX_UNIT, (uint32_t)n->to)))
		return; /* 四 of 四川; but 一美元 */
	count = count_push_numerals(counting, kind, kind == COUNT_VAGUE ? n->whole_from : from,
	    kind == COUNT_VAGUE ? n->whole_to : n->to, n, is_negative);
	if (count && n->is_vague)
		count->whole =
		    (struct span){ (uint32_t)(n->whole_from < from ? n->whole_from : from),
			    (uint32_t)n->whole_to };
}

static void
push_percent(
    struct counting *counting, size_t from, size_t to, const struct numerals *n, bool is_negative)
{
	struct count *count = count_push_numerals(
	    counting, COUNT_PERCENT, n->has_value ? from : n->whole_from, to, n, is_negative);

	if (count && n->is_vague)
		count->value[0] = '\0';
}

/* A number that was read at ${at}: its sign, then what makes it more than a number. */
static size_t
take_number(struct counting *counting, struct numerals *n)
{
	struct str text = counting->text;
	size_t from = n->has_value ? sign_before(text, n->from, n->is_written) : n->from, to;
	bool is_negative = from < n->from;
	struct fraction f;

	if (count_fraction(text, n, is_negative, &f)) {
		struct count *count = count_push(counting, COUNT_FRACTION, from, f.to);
		if (count)
			count_write_value(f.value, f.is_negative, count->value);
		return f.to;
	}
	if (n->is_written && !n->has_letter)
		count_english_scale(text, n);
	take_dozen(text, n);
	if ((to = count_percent_behind(text, n->whole_to)) != 0 && !n->is_digits)
		push_percent(counting, from, to, n, is_negative);
	else
		push_score(counting, n);
	push_value(counting, from, n, is_negative);
	return to ? to : n->whole_to > n->to ? n->whole_to : n->to;
}

static void
push_ordinal(struct counting *counting, size_t from)
{
	struct numerals n;
	size_t at = count_after_blank(counting->text, from + 3);

	if (count_numerals(counting->text, at, &n) && n.has_value && n.from == at && !n.has_letter)
		count_push_numerals(counting, COUNT_ORDINAL, from, n.to, &n, false);
}

/* 半打 */
static size_t
take_half_dozen(struct counting *counting, size_t at)
{
	struct count *count;

	if (!count_is_at(counting->text, at, S("半打")))
		return 0;
	count = count_push(counting, COUNT_NUMBER, at, at + 6);
	if (count)
		count_write_value((struct decimal){ 6, 0 }, false, count->value);
	return at + 6;
}

static size_t
read_number(struct counting *counting, size_t at, bool is_letter)
{
	struct numerals n;
	size_t from = is_letter ? at : point_before(counting->text, at);

	if (is_letter ? !count_english(counting->text, at, &n)
		      : !count_numerals(counting->text, from, &n))
		return is_letter ? 0 : count_written_end(counting->text, at);
	return take_number(counting, &n);
}

static size_t
read_at(struct counting *counting, size_t at, struct numeral_class class)
{
	size_t to;

	switch (class.kind) {
	case RUNE_KIND_NONE:
	case RUNE_KIND_MORE:
	case RUNE_KIND_SIGN:
		return 0;
	case RUNE_KIND_RANK:
		push_ordinal(counting, at);
		return 0;
	case RUNE_KIND_UNIT:
	case RUNE_KIND_SCALE:
		if ((to = count_percent_before(counting, at)) != 0)
			return to;
		break;
	case RUNE_KIND_HALF:
		if ((to = take_half_dozen(counting, at)) != 0)
			return to;
		break;
	default:
		break;
	}
	if (class.kind != RUNE_KIND_SOME && (to = count_tenths(counting, at)) != 0)
		return to;
	return class.kind == RUNE_KIND_FOLD ? 0 : read_number(counting, at, false);
}

static int
by_place(const void *a, const void *b)
{
	const struct count *x = a, *y = b;

	if (x->span.from != y->span.from)
		return x->span.from < y->span.from ? -1 : 1;
	return x->span.to != y->span.to ? (x->span.to > y->span.to ? -1 : 1)
					: (int)x->kind - (int)y->kind;
}

void
counts_read(struct analysis *analysis)
{
	struct counting counting = { .analysis = analysis, .text = analysis->folded };
	struct str text = analysis->folded;
	const struct sighting *sight;

	for (size_t i = 0, done = 0; (sight = sight_next(&analysis->matches, SIGHT_NUMBER, &i)) != NULL;) {
		uint32_t rune;
		size_t at = sight->at, to;
		if (at < done || !count_rune(text, at, &rune))
			continue;
		if (rune < 0x80 && char_is_alpha((char)rune))
			to = at && char_is_alpha(text.p[at - 1]) ? 0 : read_number(&counting, at, true);
		else
			to = read_at(&counting, at, count_class(rune));
		done = to > at ? to : done;
	}
	count_ranges(&counting);
	if (analysis->count_count)
		qsort(analysis->counts, analysis->count_count, sizeof(*analysis->counts), by_place);
}
