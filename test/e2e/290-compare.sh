#!/bin/sh
# Two outlets and two articles side by side; a search that finds nothing leads on; filters have a way back.
. test/lib.sh "$1"

file() { # OUTLET NAME TIME HEADLINE TEXT
	mkdir -p "$work/in/$1"
	printf '<!--%s000-->\n[%s](https://%s.example/%s)\n------\n\n<p>%s</p>\n' "$3" "$4" "$1" "$2" "$5" >"$work/in/$1/$2.md"
}
file jiabao 1 1617000000 '临江水库决堤 下游居民撤离' '临江水库的堤坝周五凌晨决口，下游三个村的居民连夜撤离，市长说至少十九人失踪。军队派出两架直升机搜索。'
file yitai 1 1617007200 '臨江水庫決口 村民連夜撤離' '臨江水庫堤壩決口後，下游村民連夜撤離，市長稱十九人失蹤。'
file jiabao 2 1617003600 '议会通过预算案' '议会周一以多数票通过明年预算案，反对党表示遗憾。'
file bingshe 1 1617051600 '面包价格再次上调' '面粉成本增加，烘焙业公会宣布调价。'
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
page() { curl -s -G -H 'Accept-Language: en' "$@"; }
slug() { curl -s "${base}api/v1/sources" | jq -r ".sources[] | select(.slug | test(\"$1\")) | .slug"; }

base=${base%/}/
a=$(slug jiabao) b=$(slug yitai)
out=$(page "${base}compare" -d "a=$a" -d "b=$b" -d from=2021-03-20 -d to=2021-03-31)
like "both told one story" "$out" 'told by both</th><td class=.n.>1</td><td class=.n.>1</td>'
like "who was first, by how much" "$out" '120 minutes later'
pair=$(printf '%s' "$out" | grep -o '/story/[^"]*b=[0-9]*' | sed 's/&amp;/\&/')
out=$(page "${base%/}$pair")
like "what only one of them has" "$out" '<mark>▲<span class=.hide.>\[only here:</span>军队派出两架直升机搜索。'
unlike "what both have, in two scripts" "$out" 'only here:</span>臨江水庫'
like "nothing found leads on" "$(page "${base}search" --data-urlencode 'q=临江水裤')" '<b>(临江水库|臨江水庫)</b>'
like "a filter can be left out" "$(page "${base}search" -d q= -d "source=$a" -d story=1)" 'told by several articles.*leave out'
like "only those of a story" "$(curl -s -G "${base}api/v1/search" -d story=1 | jq -c '[.total, .in_story]')" '\[2,2\]'
# 21:00 of 29 March at Greenwich is the 30th here, in a query as in the form.
like "a day in the query" "$(page "${base}search" --data-urlencode 'q=from:2021-03-30 to:2021-03-30')" "<p class='meta'>1 article "
like "a day in the form" "$(page "${base}search" -d from=2021-03-30 -d to=2021-03-30)" "<p class='meta'>1 article "
finish
