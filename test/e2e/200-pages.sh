# Thin feeds: the page behind an item gives its whole text; what is no article is kept with its reason, and the teaser stays.
. test/lib.sh "$1"

# page FILE TITLE PARAGRAPH...: as an outlet has them, with what is around every text
page() {
	file=$1 title=$2
	shift 2
	{
		printf '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>%s - 临江日报</title><link rel="canonical" href="/elsewhere/%s"></head><body>' "$title" "${file##*/}"
		printf '<header><a href="/">首页</a> <a href="/news">新闻</a> <a href="/sport">体育</a></header><main><article><h1>%s</h1>' "$title"
		while [ $# -gt 1 ]; do printf '<p>%s</p>\n' "$1"; shift; done
		printf '<p class="last">%s</p>\n' "$1"
		printf '</article></main><aside><ul><li><a href="/a1">昨日要闻一</a></li><li><a href="/a2">昨日要闻二</a></li></ul></aside><footer>版权所有 临江日报社 <a href="/about">关于我们</a></footer></body></html>\n'
	} >"$file.new"
	mv "$file.new" "$file"
}
# feed FILE ITEM...: number|title|teaser
feed() {
	file=$1
	shift
	{
		printf '<rss version="2.0"><channel><title>临江日报</title><link>http://127.0.0.1/</link>'
		for item in "$@"; do
			n=${item%%|*} rest=${item#*|}
			printf '<item><guid>%s</guid><link>http://127.0.0.1:%s/n/%s.html</link><title>%s</title><pubDate>Mon, 01 Feb 2021 00:00:00 GMT</pubDate><description>%s</description></item>' "$n" "$port" "$n" "${rest%%|*}" "${rest#*|}"
		done
		printf '</channel></rss>\n'
	} >"$file.new"
	mv "$file.new" "$file"
}
first='今晨六时，水库的水位又上涨了两米，下游三个村子的居民已经全部搬到高处的学校里过夜。'
second='县里的工程师连夜检查了大坝的每一处闸门，他们说坝体完好，没有任何渗漏的迹象，请居民放心。'
third='气象台预计雨势在明天中午以前不会减弱，沿河的公路因此封闭，火车也改走南边的旧线。'
fourth='当地的医院准备了二百张病床，志愿者从省城带来了棉被、药品和够用三天的饮用水。'
server_begin() {
	"$build/httpd/httpd" -r "$work/port" -l "$work/log" "$work/script" &
	server=$!
	trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
	i=0
	until [ -s "$work/port" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
	port=$(cat "$work/port")
}
place() { printf 'at %s\nanswer 200\nfile %s %s\n' "$1" "$2" "$3"; }
html='text/html;charset=utf-8'
{
	place /a.xml application/rss+xml "$work/a.xml"
	for n in 1 2 3; do place "/n/$n.html" "$html" "$work/$n.html"; done
	# a text over three pages; a document under a false name; nesting without end; a circle; the beginning for subscribers
	place /b.xml application/rss+xml "$work/b.xml"
	for n in 4 4_2 4_3 5 6 8 9; do place "/n/$n.html" "$html" "$work/$n.html"; done
	printf 'at /n/7.html\nanswer 302\nheader Location: /n/7b.html\nat /n/7b.html\nanswer 302\nheader Location: /n/7.html\n'
} >"$work/script"
server_begin
at=http://127.0.0.1:$port
"$xinshi" init -q
printf '[net]\nallow = 127.0.0.0/8:%s\nhost-gap = 0\ncontact = keeper@news.example\n' "$port" >"$XINSHI_ARCHIVE/xinshi.conf"
feed "$work/a.xml" "1|水库水位上涨|水库的水位又上涨了两米……" "2|雨势不减|气象台预计雨势不会减弱。" "3|只有标题|只有这一句。"
page "$work/1.html" 水库水位上涨 "$first" "$second" "$third"
page "$work/2.html" 雨势不减 '气象台的人说，这场雨是从海上来的，要到后天清早才会停，山里的路那时才能走。' "$fourth"
printf '<!doctype html><title>登录</title><body><form action="/login" method="post"><h1>请登录</h1><p>您需要登录才能继续阅读本文。</p><input name="user"><input type="password" name="password"><button>登录</button></form></body>' >"$work/3.html"

ok "a feed of teasers" "$xinshi" add "$at/a.xml" -q
is "gives teasers" "$("$xinshi" search 工程师 --json 2>/dev/null | jq -s length)" 0
status "the next round asks its pages" 0 "$xinshi" fetch
like "and says so" "$out" "3 pages looked at: 2 with the whole text"
is "whose texts are found" "$("$xinshi" search 工程师 --json 2>/dev/null | jq -r .headline)" 水库水位上涨
text=$("$xinshi" show 1)
like "whole" "$text" "公路因此封闭"
unlike "and without what is around them" "$text" "昨日要闻|版权所有|关于我们"
like "which is told" "$(sqlite3 "$XINSHI_ARCHIVE/archive.db" 'SELECT verdict FROM readings ORDER BY capture' | tr '\n' ' ')" '^1 1 '
is "that is no change" "$("$xinshi" list --changed --json | jq -s length)" 0

# what stands there instead of an article; and one that goes on
turn() { sed -i "s|</article>|<p class=\"pages\"><a rel=\"next\" href=\"$2\">下一页</a></p></article>|" "$work/$1.html"; }
one='去年秋天，省里决定在山谷里修一条新路，把七个只有驿道相通的村子同县城连起来，工程队十月就进了山。'
two='进山的第一个月下了二十天雨，队伍只好在祠堂里住下，村里的老人每天送来热茶和烤红薯，谁也没有要钱。'
three='路基修到第三座桥时，勘探的人发现河床下面是空的，图纸只得重画，工期因此推迟了整整一个冬天。'
four='今年清明以后，第一辆班车终于开进了最远的村子，车上坐着的是二十年没有回过家的老邮递员。'
page "$work/4.html" 三页长文 "$one" "$two"
page "$work/4_2.html" 三页长文 "$one" "$three"
page "$work/4_3.html" 三页长文 "$four"
turn 4 4_2.html
turn 4_2 4_3.html
turn 4_3 4.html
printf '%%PDF-1.7\n1 0 obj\n<< /Length 44 >>\nstream\n%s\nendstream\n%%%%EOF\n' "$first$second$third" >"$work/5.html"
{ printf '<!doctype html><title>深</title><body>'; awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<div>" }'; printf '<p>%s' "$first"; } >"$work/6.html"
printf '<!doctype html><html><head><title>找不到页面</title></head><body><h1>404</h1><p>抱歉，您访问的页面不存在。</p></body></html>' >"$work/8.html"
page "$work/9.html" 付费文章 '城东的旧船厂下个月改成博物馆，头三天不收门票，船台上的吊车也会留在原来的地方。'
sed -i 's|</article>|<div class="paywall"><p>订阅后继续阅读</p></div></article>|' "$work/9.html"
feed "$work/b.xml" "4|三页长文|省里决定在山谷里修一条新路……" "5|假网页|甲地的一份文件。" "6|深渊|乙地的一条短讯。" "7|转圈|丙地的一条短讯。" "8|没有了|丁地的一条短讯。" "9|付费文章|戊地的一条短讯……"
ok "pages that are none" "$xinshi" add "$at/b.xml" -q
status "do not end the round" 0 "$xinshi" fetch --json
is "which says how many" "$(printf '%s' "$out" | jq -c '[.visits, .pages_whole, .workers_replaced]')" "[6,2,0]"
long=$("$xinshi" search 三页长文 --json 2>/dev/null | jq -r .id)
text=$("$xinshi" show "$long")
like "a text goes on" "$text" "$two"
like "over pages" "$text" "$three"
like "to its end" "$text" "$four"
is "without what stands on two of them" "$(printf '%s\n' "$text" | grep -c "$one")" 1
like "nesting without end hides no text" "$("$xinshi" show "$("$xinshi" search title:深渊 --json 2>/dev/null | jq -r .id)")" "$first"
for n in 假网页 转圈 没有了 付费文章; do
	like "$n: the teaser stays" "$("$xinshi" show "$("$xinshi" search "title:$n" --json 2>/dev/null | jq -r .id)")" "短讯|文件"
done
list=$("$xinshi" list --visits)
like "what is no page is told" "$list" "it could not be read \(ERR_BINARY\)"
like "a login, too" "$list" "it asks for a login"
is "for programs as well" "$("$xinshi" list --visits --json | jq -r 'select(.schema == "reading/1") | .verdict' | sort -u | grep -cE '^(fault|wall|error|partial)$')" 4

# made again, all is as it was
dump() {
	"$xinshi" export --format jsonl --revisions --output - 2>/dev/null
	sqlite3 "$XINSHI_ARCHIVE/archive.db" 'SELECT * FROM causes ORDER BY 1; SELECT capture, article, verdict, characters FROM readings ORDER BY 1; SELECT * FROM parts; SELECT * FROM sightings; SELECT * FROM mentions; SELECT article, state, next FROM visits ORDER BY article'
}
dump >"$work/before"
status "whole" 0 "$xinshi" verify
status "rebuild" 0 "$xinshi" rebuild --json
is "nothing differs" "$(printf '%s' "$out" | jq '.changed, .pages' | tr '\n' ' ')" "0 8 "
dump >"$work/after"
ok "all is as it was" diff "$work/before" "$work/after"
status "and whole, again" 0 "$xinshi" verify

# other rules read the same pages another way; the source did not change
status "by the same rules" 0 "$xinshi" rebuild --extract --json
is "nothing changes" "$(printf '%s' "$out" | jq -c '[.pages, .same, .changed, .merged, .added, .refused, .failed]')" "[7,4,0,0,0,3,1]"
mkdir -p "$XINSHI_ARCHIVE/sites"
printf 'body: main article\nstrip: p.last\n' >"$XINSHI_ARCHIVE/sites/127.0.0.1.rules"
status "what other rules would do" 0 "$xinshi" rebuild --extract --dry-run
like "is told" "$out" "^7 pages would be read again: 3 texts differ"
like "with what differs" "$out" "^  - .*火车也改走南边的旧线"
is "and not done" "$("$xinshi" search 棉被 --json 2>/dev/null | jq -s length)" 1
status "they do it" 0 "$xinshi" rebuild --extract
like "in place" "$out" "^7 pages read again: 3 texts differ"
is "of the versions that were there" "$("$xinshi" show 1 --json | jq '.revisions')" 2
is "that is no change" "$("$xinshi" list --changed --json | jq -s length)" 0
is "the index knows" "$("$xinshi" search 棉被 --json 2>/dev/null | jq -s length)" 0
is "and finds what is left" "$("$xinshi" search 工程师 --json 2>/dev/null | jq -s length)" 1
is "since when" "$(sqlite3 "$XINSHI_ARCHIVE/archive.db" 'SELECT count(*) FROM causes WHERE reread > 0 AND rules_before > 0')" 3
status "whole" 0 "$xinshi" verify
dump | grep -v '^[0-9]*|[0-9]*|1|' >"$work/before"
status "a rebuild makes the same texts" 0 "$xinshi" rebuild --json
is "as read again" "$(printf '%s' "$out" | jq .changed)" 0
status "and whole" 0 "$xinshi" verify
status "what is for --extract alone" 2 "$xinshi" rebuild --dry-run
finish
