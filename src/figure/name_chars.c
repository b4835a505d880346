#include "figure/name.h"

#include "base/table.h"

/* ---- characters of sound ---- */

static const char sounds[] =
    "斯尔克特德布拉普利科格巴里卡林阿奥罗莱恩雷尼森萨维马曼纳夫肯基伯达勒西姆鲁顿沙佩哈赫文麦弗兹拜登金贝帕迪诺亚提多伊塔库伦霍"
    "瓦兰洛菲本希奇博比米朗加蒂吉安沃莫施密汗史埃福艾逊梅默威塞茨吾波力依索戴戈瑞内托蒙切法孜耶什蓬考穆扎皮列买约合卢杰图凯丁汀"
    "杜辛根别泽舍查木大韦古桑舒泰乔珀坦川努翰玛费热明叶坎因海鲍柯康迈温琼劳南星齐夏班赛摩贾易芬盖宁奈思钦高范李乌苏赖廉怀丹厄土欧理"
    "华祖门雅庞吐杨佐宾那瑟胡吴道惠嘉伍英生冯路亨歇娃扬隆万滕邦谢锡保灵孔潘詹卜邓平洪蒲麻嘎珠茹翠珊朱涅纽尤佛爱契贡昂通旺松翁申魏杂"
    "拖彻豪冈农彼日乐丝儿毛培廷丽黛奎毕彭葛耐娜修甫江甘柏武肖休派墨津晓凡荣琪侯历露堡汤莉曾莎嫩素妮欣芒吕朴钟京士娅瑙岑蔡崔铁柳蕾薇"
    "蓓萝洁婕芙芭缇碧绮黎妲仙茜瑶缪谟佳狄琳卫赞帖藤腾坝涌阮黄孙阳子鸠桂栗圭彦亿谱邱谭庄皇恰朵朔昌桃楚汉圣唐斐烈连山东治姬勃若琴浦敦坤涵田绍泼寇夸刘何哥盛珍蕊莲迦赵诚弥罕延车";

static const struct word_row {
	const char *form;
} breaks[] = {
#define ROW(f) { f },
#include "gen/name_breaks.inc"
#undef ROW
};

static const struct surname_row {
	const char *form;
	bool is_sure;
} surnames[] = {
#define ROW(f, s) { f, s },
#include "gen/surnames.inc"
#undef ROW
};

void
sounds_fill(struct name_sets *sets)
{
	for (size_t at = 0; at + 1 < sizeof(sounds); at += HAN_SIZE)
		rune_set_add(&sets->sounds, han_at(str_from_c(sounds), at));
	for (size_t i = 0; i < LENGTH(breaks); i++)
		rune_set_add(&sets->breaks, han_at(str_from_c(breaks[i].form), 0));
	for (size_t i = 0; i < LENGTH(surnames); i++)
		rune_set_add(&sets->surnames, han_at(str_from_c(surnames[i].form), 0));
}

bool
is_sound(const struct naming *naming, size_t at)
{
	return rune_set_has(&naming->sets->sounds, han_at(naming->text, at));
}

bool
is_break_word(const struct naming *naming, size_t at)
{
	return rune_set_has(&naming->sets->breaks, han_at(naming->text, at)) &&
	    TABLE_FIND(breaks, str_slice(naming->text, at, at + 2 * HAN_SIZE));
}

bool
is_name_break(const struct naming *naming, size_t at)
{
	return at >= naming->text.n || (naming->edges[at] & EDGE_BEGIN) || is_break_word(naming, at);
}

size_t
sound_end(const struct naming *naming, size_t at)
{
	for (size_t n = 0; n < NAME_SOUND_MAX && is_sound(naming, at) && !is_name_break(naming, at); n++)
		at += HAN_SIZE;
	return at;
}

size_t
sound_begin(const struct naming *naming, size_t at)
{
	for (size_t n = 0; n < NAME_SOUND_MAX && at >= HAN_SIZE && is_sound(naming, at - HAN_SIZE); n++)
		at -= HAN_SIZE;
	return at;
}

bool
han_is_plain(struct str text, size_t at)
{
	static const char plain[] = "大西加本安法文南海明高道理生平日士京内列比提多金历史普科特希约通儿乐保因曾合什都将则";

	return han_at(text, at) && str_find(str_from_c(plain), str_slice(text, at, at + HAN_SIZE), 0) >= 0;
}

/* ---- signs ---- */

/* Most characters are Han, and looked at no further. */
static bool
may_be_sign(char c)
{
	unsigned char first = (unsigned char)c;

	return first == '(' || first == ')' || first == '-' || first == 0xc2 || first == 0xe2 || first == 0xe3 || first == 0xef;
}

static size_t
sign_size(struct str text, size_t at, const struct str *signs, size_t count)
{
	if (at >= text.n || !may_be_sign(text.p[at]))
		return 0;
	for (size_t i = 0; i < count; i++)
		if (str_starts(str_from(text, at), signs[i]))
			return signs[i].n;
	return 0;
}

size_t
dot_size(struct str text, size_t at)
{
	static const struct str dots[] = { STR_INIT("·"), STR_INIT("•"), STR_INIT("‧"), STR_INIT("・"), STR_INIT("．"), STR_INIT("∙"),
		STR_INIT("⋅"), STR_INIT("﹒"), STR_INIT("-"), STR_INIT("－"), STR_INIT("–"), STR_INIT("‐") };

	return sign_size(text, at, dots, LENGTH(dots));
}

/* A · or A. between, folded: 德米特里·A·梅德韦杰夫. */
static size_t
initial_size(struct str text, size_t at)
{
	size_t n = 1;

	if (at + 1 >= text.n || !char_is_alpha(text.p[at]))
		return 0;
	n += text.p[at + n] == '.';
	n += dot_size(text, at + n);
	return n > 1 && han_at(text, at + n) ? n : 0;
}

size_t
dot_to_name(struct str text, size_t at)
{
	size_t n = dot_size(text, at), initial;

	if (!n || han_at(text, at + n))
		return n;
	initial = initial_size(text, at + n);
	return initial ? n + initial : 0;
}

bool
is_hyphen(struct str text, size_t at)
{
	static const struct str hyphens[] = { STR_INIT("-"), STR_INIT("－"), STR_INIT("–"), STR_INIT("‐") };

	return sign_size(text, at, hyphens, LENGTH(hyphens)) > 0;
}

size_t
bracket_size(struct str text, size_t at)
{
	static const struct str brackets[] = { STR_INIT("（"), STR_INIT("(") };

	return sign_size(text, at, brackets, LENGTH(brackets));
}

size_t
bracket_end_size(struct str text, size_t at)
{
	static const struct str brackets[] = { STR_INIT("）"), STR_INIT(")") };

	return sign_size(text, at, brackets, LENGTH(brackets));
}

/* ---- names of one or two characters behind a family name ---- */

static size_t
surname_size(const struct naming *naming, size_t at, bool *is_sure)
{
	if (!rune_set_has(&naming->sets->surnames, han_at(naming->text, at)))
		return 0;
	for (size_t n = 3 * HAN_SIZE; n; n -= HAN_SIZE) {
		const struct surname_row *row = TABLE_FIND(surnames, str_slice(naming->text, at, at + n));
		if (row) {
			*is_sure = row->is_sure;
			return n;
		}
	}
	return 0;
}

bool
is_surname(const struct naming *naming, size_t at, bool *is_sure)
{
	return surname_size(naming, at, is_sure) == HAN_SIZE;
}

bool
is_given(const struct naming *naming, size_t at)
{
	static const char never[] = "的了是在和与及对说称于为就也将向从被把等则都还又再不没有这那他她它们你我而或并但因由使让给到至"
				    "去要会能可曾已正前后上下中内外里年月日时次个名位人者之其此该各每某当与与跟同以所表示指出认就今昨"
				    "周星期谈问答话讲摄姓案涉采";
	uint32_t rune = han_at(naming->text, at);

	if (!rune || is_name_break(naming, at))
		return false;
	return str_find(str_from_c(never), str_slice(naming->text, at, at + HAN_SIZE), 0) < 0;
}

/* 中 of 李笃中, 正 of 邱垂正: ends names as well, where nothing goes on behind it. */
static bool
is_seldom_given(const struct naming *naming, size_t at)
{
	static const char seldom[] = "中正年之同位能可成里";
	size_t to = at + HAN_SIZE;

	if (!han_at(naming->text, at) || (naming->edges[at] & EDGE_BEGIN) || str_find(str_from_c(seldom), str_slice(naming->text, at, to), 0) < 0)
		return false;
	return to >= naming->text.n || !han_at(naming->text, to) || (naming->edges[to] & EDGE_BEGIN) ||
	       match_at(&naming->analysis->matches, LEX_CUE, (uint32_t)to);
}

size_t
han_name_size(const struct naming *naming, size_t at, bool *is_sure)
{
	size_t surname = surname_size(naming, at, is_sure), size;

	if (!surname || is_break_word(naming, at) || !is_given(naming, at + surname))
		return 0;
	size = surname + HAN_SIZE;
	return is_given(naming, at + size) || is_seldom_given(naming, at + size) ? size + HAN_SIZE : size;
}
