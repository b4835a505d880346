#!/bin/sh
# bench_follow.sh BUILD: feeds of a server on this machine, one a loopback address, from the first request to what search finds;
# then again, when nothing has changed; and how much memory it takes to follow ten thousand.  See doc/bench.md.
#
#   BENCH_FEEDS=1000 BENCH_ITEMS=20 BENCH_MANY=10000
set -eu
build=$1
feeds=${BENCH_FEEDS:-1000} items=${BENCH_ITEMS:-20} many=${BENCH_MANY:-10000}
xinshi=$build/xinshi
work=$(mktemp -d "${TMPDIR:-/tmp}/xinshi-bench.XXXXXX")
server=
trap 'kill $server 2>/dev/null || :; rm -rf "$work"' EXIT INT TERM
export XINSHI_ARCHIVE="$work/archive" XINSHI_CONFIG=/dev/null

now() { date +%s.%N; }
since() { echo "$(now) $1" | awk '{ printf "%.2f", $1 - $2 }'; }
say() { printf '%-46s %14s  %s\n' "$1" "$2" "${3:-}"; }

# serve ITEMS: the server, from which each address has a feed of so many items; $port
serve() {
	rm -f "$work/port"
	"$build/httpd/httpd" -f "$1" -r "$work/port" -t "$work/tally" &
	server=$!
	until [ -s "$work/port" ]; do sleep 0.02; done
	port=$(cat "$work/port")
}
serve_end() {
	kill $server
	wait $server || :
	server=
}

# addresses N: a list of feeds, one a loopback address
addresses() {
	awk -v n="$1" -v port="$port" 'BEGIN {
		for (i = 1; i <= n; i++) printf "http://127.%d.%d.%d:%d/feed.xml\n", i / 65536, i / 256 % 256, i % 256, port
	}'
}

family() {
	echo "$1"
	for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do family "$child"; done
}

# peak PID: the largest sum of proportional set sizes (MB) of PID and what it started, while it lives
peak() {
	most=0
	# what has ended and was not waited for is still there, without memory
	while [ "$(cut -d' ' -f3 /proc/"$1"/stat 2>/dev/null || echo Z)" != Z ]; do
		sum=0
		for p in $(family "$1"); do
			kb=$(awk '/^Pss:/ { print $2 }' "/proc/$p/smaps_rollup" 2>/dev/null || :)
			sum=$((sum + ${kb:-0}))
		done
		[ $sum -gt $most ] && most=$sum
		sleep 0.2
	done
	echo $((most / 1024))
}

# cpu: seconds of all processes of the last round
cpu() { tail -n 1 "$work/times" | tr 'ms' '  ' | awk '{ printf "%.1f", $1 * 60 + $2 + $3 * 60 + $4 }'; }

# follow_round NAME GOAL: asks all; how long it took and what it took
follow_round() {
	from=$(now)
	sh -c '"$@" >/dev/null 2>&1; times >"$0"' "$work/times" \
		"$xinshi" fetch -q --all --no-visits --allow "127.0.0.0/8:$port" &
	pid=$!
	memory=$(peak $pid)
	wait $pid || :
	say "$1" "$(since "$from") s" "$2; processor $(cpu) s; $memory MB at most"
}

serve "$items"
"$xinshi" init -q >/dev/null
addresses "$feeds" >"$work/list"
from=$(now)
"$xinshi" add -q --no-fetch "$work/list" >/dev/null
say "$feeds feeds added, nobody asked" "$(since "$from") s"
follow_round "$feeds feeds of $items items, first, to searchable" "goal 20"
say "  articles; found by search" "$("$xinshi" stats --json | jq -r .articles)" \
	"$("$xinshi" search --json --limit 1 大桥 | jq -rs 'length') of 1"
follow_round "the same again, all 304" "goal 3"
serve_end
say "  requests; 304; bytes sent" "$(jq -r .requests "$work/tally")" \
	"$(jq -r '"\(."304") \(.bytes); validators made up: \(."tag-invented" + ."date-invented"), out of sequence: \(."tag-old" + ."date-old")"' "$work/tally")"

rm -rf "$XINSHI_ARCHIVE"
serve 1
"$xinshi" init -q >/dev/null
addresses "$many" >"$work/list"
"$xinshi" add -q --no-fetch "$work/list" >/dev/null
follow_round "$many feeds of one item, first" "goal 150 MB"
follow_round "the same again, all 304" "goal 150 MB"
serve_end
