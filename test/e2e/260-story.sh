# Stories: articles of several outlets on one event; pages, feed, the command; a reader's word counts.
. test/lib.sh "$1"

file() { # OUTLET NAME TIME HEADLINE TEXT
	mkdir -p "$work/in/$1"
	printf '<!--%s000-->\n[%s](https://%s.example/%s)\n------\n\n<p>%s</p>\n' "$3" "$4" "$1" "$2" "$5" >"$work/in/$1/$2.md"
}
file jiabao 1 1617000000 '临江水库决堤 下游居民撤离' '临江水库的堤坝周五凌晨决口，下游三个村的居民连夜撤离，市长说至少十九人失踪。'
file yitai 1 1617007200 '临江水库决口 村民连夜撤离' '临江水库堤坝决口后，下游村民连夜撤离，市长称十九人失踪。'
file jiabao 2 1617003600 '议会通过预算案' '议会周一以多数票通过明年预算案，反对党表示遗憾。'
file yitai 2 1617004600 '博物馆新展开幕' '市博物馆的古钟展览吸引大批市民参观。'
file bingshe 1 1617005600 '面包价格再次上调' '面粉成本增加，烘焙业公会宣布调价。'
status "import" 0 "$xinshi" import "$work/in"
status "stories" 0 "$xinshi" story --json
is "one of two outlets" "$(printf '%s' "$out" | jq -r '"\(.articles) \(.sources)"')" "2 2"
story=$(printf '%s' "$out" | jq -r .id)
status "for people" 0 "$xinshi" story
like "with its headline" "$out" "2 outlets, 2 articles +临江水库决堤"
status "one story" 0 "$xinshi" story "$story" --json
is "oldest first, and why" "$(printf '%s' "$out" | jq -s -r '"\(length) \(.[0].alike) \(.[1].nearest) \(.[1].words | length > 0)"')" "2 0 $story true"
other=$(printf '%s' "$out" | jq -s -r '.[1].id')
status "by any of its articles" 0 "$xinshi" story "$other"
like "with words" "$out" "alike: .*水库"
status "none" 1 "$xinshi" story 99
status "verify" 0 "$xinshi" verify
finish
