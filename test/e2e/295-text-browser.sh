#!/bin/sh
# What a text browser makes of the pages, as golden files: order, headings and words are all there is without a style sheet.
# GOLDEN_WRITE=1 writes them anew; the difference is read like code.
. test/lib.sh "$1"

golden=test/text
command -v w3m >/dev/null || {
	skip "pages in a text browser" "there is no w3m"
	finish
}

file() { # OUTLET NAME TIME HEADLINE TEXT
	mkdir -p "$work/in/$1"
	printf '<!--%s000-->\n[%s](https://%s.example/%s)\n------\n\n%s\n' "$3" "$4" "$1" "$2" "$5" >"$work/in/$1/$2.md"
}
file 甲报 1 1617000000 '临江水库决堤 下游居民撤离' '<p>临江水库的堤坝周五凌晨决口，下游三个村的居民连夜撤离，市长说至少十九人失踪。</p><h2>军队</h2><ul><li>两架直升机搜索</li><li>桥梁封闭</li></ul><blockquote><p>“我们不会放弃。”</p></blockquote>'
file 乙台 1 1617007200 '臨江水庫決口 村民連夜撤離' '<p>臨江水庫堤壩決口後，下游村民連夜撤離，市長稱十九人失蹤。</p>'
file 丙社 1 1617010800 'Dam fails above Linjiang' '<p>Villagers fled at night; the mayor said 19 people were missing.</p>'
file 甲报 2 1617003600 '议会通过预算案' '<p>议会周一以多数票通过明年预算案，反对党表示遗憾。</p>'
status "import" 0 "$xinshi" import "$work/in"
"$xinshi" serve --listen 127.0.0.1:0 --zone +08:00 >"$work/address" 2>"$work/serve.log" &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
tries=0
while [ ! -s "$work/address" ] && [ $tries -lt 100 ]; do
	tries=$((tries + 1))
	sleep 0.05
done
base=$(head -n 1 "$work/address")
base=${base%/}
article=$(curl -s "$base/api/v1/search?q=title:%E5%86%B3%E5%A0%A4" | jq -r '.articles[0].id')

# text NAME LANGUAGE PATH: the page as text is the golden one; when it was taken in, and by which port, is this run's own
text() {
	curl -s -H "Accept-Language: $2" "$base$3" | w3m -dump -T text/html -I UTF-8 -O UTF-8 -cols 80 |
		sed -E "s/20(2[2-9]|[3-9][0-9])-[0-9-]+ [0-9:]+ \+08:00/(taken in)/; s/127.0.0.1:[0-9]+/127.0.0.1/; s/[ \t]+$//" >"$work/$1.txt"
	[ -z "${GOLDEN_WRITE-}" ] || cp "$work/$1.txt" "$golden/$1.txt"
	result "$1 as text" "$(cmp -s "$work/$1.txt" "$golden/$1.txt"; echo $?)" "$(diff "$golden/$1.txt" "$work/$1.txt")"
}
mkdir -p "$golden"
text home zh-CN /
text article zh-CN "/a/$article"
text article-hant zh-TW "/zh-hant/a/$article"
text search en "/search?q=%E4%B8%B4%E6%B1%9F"
text search-nothing zh-CN "/search?q=%E4%B8%B4%E6%B1%9F%E6%B0%B4%E8%A3%A4"
text story zh-CN "/story/$article"
finish
