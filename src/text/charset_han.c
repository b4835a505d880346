#include "text/charset_han.h"

enum { WINDOW = 16 << 10, HAN_MIN = 4 };

/* The commonest characters of Chinese, simplified and traditional, in order of their code points: two thirds of any running text, and
 * one in twenty of what a wrong set makes of it. */
static const uint32_t common[] =
    U"一万三上下不与且世业东两並个中为主么义之也书了争事二于五些交产人什今从他代以们件任会传但位住体何"
    U"作你使來便保信個們候做傳像儿先光克兒入內全兩公共关其内再军决几出分切则別利别到制則前力加务动動務"
    U"化北区區十南即却卻原去又及反发取受变口只可司各合同名后向听告员命和品員問四回因国國在地场基報場声"
    U"处外多大天太头女她好如子学學它安完定实家實对导将將對導小少尔就展山工己已市师带師帶常平年并幾应度"
    U"建开式张張強强当形很後得從德心必思性总情想意感應成我或战戰所手才打把报拉指据接提據放政教数數文斯"
    U"新方於无日时明是時更書最會月有望期本术机权条来東果样格條業樣機權次正此死比民气氣水求決沒没治法活"
    U"海清点為無然爭爾物特王现現理生產用由电界當發白的目直相看真眼着知确確社神种科程種空立第等管类系結"
    U"給統經總经结给统美義老者而聲聽能自至與色萬著處行術表被裡西要見規覺觀见观规觉解計記設許話該認說論"
    U"識變讓计认让记许论设识话该说象資资走起路身軍边达过运还这进這通進運過道達還邊那部都里重量金長长門"
    U"開間關门问间队院隊难難電非面領頭題類领题馬马體高麼點";

static bool
is_common(uint32_t rune)
{
	size_t from = 0, to = LENGTH(common) - 1;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (common[middle] < rune)
			from = middle + 1;
		else
			to = middle;
	}
	return common[from] == rune;
}

struct han_census {
	unsigned han, common, lost;
};

static void
take_census(struct str text, struct han_census *out)
{
	uint32_t rune;

	while (pull_rune(&text, &rune)) {
		bool han = rune >= 0x3400 && rune <= 0x9fff;
		out->han += han;
		out->common += han && is_common(rune);
		out->lost += rune == 0xfffd || (rune >= 0xe000 && rune <= 0xf8ff);
	}
}

/* How common its characters are, of 1000; 0: it is not Chinese in that set. */
static unsigned
share_as(struct raw window, const char *charset)
{
	struct buf text CLEAN(buf_done) = { .max = 3 * WINDOW + 64 };
	struct han_census census = { 0 };
	struct text_stream *stream;
	struct err e = text_stream_open(charset, &stream);

	if (e.code)
		return 0;
	/* not the last piece: a character that the window's end cuts is no fault */
	e = text_stream_push(stream, window, false, &text);
	text_stream_close(stream);
	if (!e.code)
		take_census(buf_str(&text), &census);
	return census.han >= HAN_MIN && census.lost * 20 <= census.han ? census.common * 1000 / census.han : 0;
}

const char *
charset_guess_han(struct raw bytes)
{
	enum { SHARE_MIN = 300 };
	struct raw window = bytes;
	unsigned gb, big5;

	while (window.n && window.p[0] < 0x80)
		window = (struct raw){ window.p + 1, window.n - 1 };
	window.n = window.n < WINDOW ? window.n : WINDOW;
	if (window.n < 2 * HAN_MIN)
		return NULL;
	gb = share_as(window, "GB18030");
	big5 = share_as(window, "BIG5");
	if (gb < SHARE_MIN && big5 < SHARE_MIN)
		return NULL;
	return gb >= big5 ? "GB18030" : "BIG5";
}
