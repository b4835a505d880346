# What is derived comes out the same when it is made again from the captures.
. test/lib.sh "$1"

day=1612137600000
article "$work/flat/x.md" $day "平" "https://a.example/flat" "<p>没有文件夹的文章，来源是上一级的名字，重建之后也要一样。</p>"
"$xinshi" import "$sample" >/dev/null 2>&1
"$xinshi" import "$work/flat" >/dev/null 2>&1
dump() {
	"$xinshi" export --format jsonl --revisions --output - 2>/dev/null
	"$xinshi" list --quarantine --json --limit 0
	"$xinshi" list --sources --json
	"$xinshi" search 水库 --json
}
dump >"$work/before"
status "rebuild" 0 "$xinshi" rebuild --json
is "nothing differs" "$(printf '%s' "$out" | jq .changed)" 0
dump >"$work/after"
ok "all is as it was" diff "$work/before" "$work/after"
status "and whole" 0 "$xinshi" verify
status "the index alone" 0 "$xinshi" rebuild --index
is "finds the same" "$("$xinshi" search 水库 --json | sha256sum)" "$(grep '"hit/1"' "$work/before" | sha256sum)"
# as the first thing that the rebuilding does, it is told to stop
before=$("$xinshi" search 水库 --json)
"$xinshi" rebuild --index >/dev/null 2>&1 &
kill -INT $! 2>/dev/null
wait $! 2>/dev/null
is "stopped or not, the index is whole" "$("$xinshi" search 水库 --json)" "$before"
status "and verified" 0 "$xinshi" verify
sqlite3 "$XINSHI_ARCHIVE/archive.db" "DELETE FROM bodies; DELETE FROM sightings" >/dev/null 2>&1
status "lost texts" 3 "$xinshi" verify
status "are made again" 0 "$xinshi" rebuild
dump >"$work/again"
ok "all is as it was, again" diff "$work/before" "$work/again"
sqlite3 "$XINSHI_ARCHIVE/archive.db" "UPDATE captures SET digest = zeroblob(32) WHERE id = (SELECT min(capture) FROM sightings)"
status "a damaged capture is told" 3 "$xinshi" rebuild --json
is "the others are made again, its text stays" "$(printf '%s' "$out" | jq -c '[.damaged, .kept, .lost, .changed]')" "[1,1,0,0]"
ok "and named" sh -c "printf '%s' \"\$1\" | grep -q 'capture [0-9]'" - "$err"
is "the same is found" "$("$xinshi" search 水库 --json | sha256sum)" "$(grep '"hit/1"' "$work/before" | sha256sum)"
finish
