# A round of fetching that is killed, or loses power, at some call that writes: the archive stays whole, and the next round has
# every item, once.
. test/lib.sh "$1"

faults=$build/crash/faults.so
"$build/httpd/httpd" -f 5 -r "$work/port" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
i=0
while [ ! -s "$work/port" ] && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done
port=$(cat "$work/port")
"$xinshi" init -q >/dev/null
awk -v port="$port" 'BEGIN { for (i = 1; i <= 20; i++) printf "http://127.0.9.%d:%d/feed\n", i, port }' >"$work/list"
"$xinshi" add -q --no-fetch "$work/list" >/dev/null
cp -r "$XINSHI_ARCHIVE" "$work/fresh"

round() { "$@" "$xinshi" fetch -q --all --no-visits --allow "127.0.0.0/8:$port" >"$work/out" 2>&1; }
faulty() { LD_PRELOAD=$faults ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 FAULT_KIND=$1 FAULT_AT=$2 FAULT_SEED=$2 round env; }
articles() { "$xinshi" list --limit 1000 --json | jq -r .url | sort | uniq -c | awk '$1 == 1' | wc -l; }

FAULT_REPORT=$work/calls faulty count 0
calls=$(cat "$work/calls")
is "an untroubled round" "$(articles)" 100
torn=0 stopped=0 points=0
for kind in kill power; do
	for part in 1 2 3 4 5 6 7 8; do
		rm -rf "$XINSHI_ARCHIVE"
		cp -r "$work/fresh" "$XINSHI_ARCHIVE"
		points=$((points + 1))
		faulty $kind $((calls * part / 9 + 1)) || stopped=$((stopped + 1))
		"$xinshi" verify -q >/dev/null 2>&1 || torn=$((torn + 1))
		round env
		[ "$(articles)" = 100 ] && "$xinshi" verify -q >/dev/null 2>&1 || torn=$((torn + 1))
	done
done
is "$points points of $calls calls: each stopped the round" $stopped $points
is "whole each time, and every item there once after the next round" $torn 0
finish
