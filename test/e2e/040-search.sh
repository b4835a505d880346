# Words of one, two and more characters, both scripts, Latin words, the forms of a query, faults in it.
. test/lib.sh "$1"

"$xinshi" import "$sample" >/dev/null 2>&1
hits() { "$xinshi" search "$@" --json 2>/dev/null | jq -s length; }

ok "a word of two characters" test "$(hits 水库)" -gt 0
is "simplified finds traditional, and the other way round" "$(hits 水库)" "$(hits 水庫)"
ok "a single character" test "$(hits 县)" -gt 0
is "nothing" "$(hits 恐龙化石)" 0
ok "all words" test "$(hits 水库 临江)" -le "$(hits 水库)"
ok "without a word, as people type it" test "$(hits 水库 -临江)" -lt "$(hits 水库)"
ok "a phrase" test "$(hits '"水库"')" -gt 0
ok "either" test "$(hits '水库 OR 天气')" -gt "$(hits 水库)"
is "the source as option and as word" "$(hits 水库 --source 临江日报)" "$(hits '水库 source:临江日报')"
ok "full-width signs" test "$(hits '水库　－临江')" -le "$(hits 水库)"
status "limit" 0 "$xinshi" search 水库 --limit 1 --json
is "is kept" "$(printf '%s\n' "$out" | grep -c .)" 1
is "a hit has what scripts rely on" "$(printf '%s' "$out" | jq 'has("id") and has("source") and has("title") and has("url") and has("published")
	and has("fetched") and has("revisions") and has("lang")')" true
is "the marks are in the text" "$(printf '%s' "$out" | jq -r '.snippet as $s | $s.marks[0] as $m | $s.text | @base64' | base64 -d |
	tail -c +"$(($(printf '%s' "$out" | jq '.snippet.marks[0][0]') + 1))" | head -c 3)" "水"
status "for people" 0 "$xinshi" search 水库
like "the word is marked" "$out" '\*水[库庫]\*'
status "counts" 0 "$xinshi" search 水库 --count --json
is "agree" "$(printf '%s' "$out" | jq '(.sources | map(.count) | add) == .total')" true
status "relevance" 0 "$xinshi" search 水库 --order relevance
status "an open quote" 2 "$xinshi" search '"水库'
like "is shown with its place" "$err" '\^'
unlike "without a word of SQL" "$err" '(fts5|SQL|syntax error)'
status "an unknown outlet" 1 "$xinshi" search 水库 --source 临江日
status "hostile words" 2 "$xinshi" search "\"; DROP TABLE articles; --"
finish
