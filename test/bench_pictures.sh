#!/bin/sh
# bench_pictures.sh BUILD DIR: pictures of a server on this machine, fetched, kept and printed.  DIR holds photographs (*.jpg); each is
# served under many addresses, with a few bytes behind its end that make it another one.  See doc/bench.md.
#
#   BENCH_COUNT=1000
set -eu
build=$1 photographs=$2
count=${BENCH_COUNT:-1000}
xinshi=$build/xinshi
work=$(mktemp -d "${TMPDIR:-/tmp}/xinshi-bench.XXXXXX")
server=
trap 'kill $server 2>/dev/null || :; rm -rf "$work"' EXIT INT TERM
export XINSHI_ARCHIVE="$work/archive" XINSHI_CONFIG=/dev/null

say() { printf '%-46s %14s  %s\n' "$1" "$2" "${3:-}"; }
size() { du -sb "$XINSHI_ARCHIVE/archive.db" | cut -f 1; }

set -- "$photographs"/*.jpg
i=0
while [ $i -lt "$count" ]; do
	{ cat "$1"; echo "$i"; } >"$work/$i.jpg"
	set -- "$@" "$1"
	shift
	i=$((i + 1))
done
awk -v n="$count" -v dir="$work" 'BEGIN {
	for (i = 0; i < n; i++) printf "at /%d.jpg\nanswer 200\nfile image/jpeg %s/%d.jpg\n", i, dir, i
	print "at /feed.xml\nanswer 200\nfile application/rss+xml " dir "/feed.xml"
}' >"$work/script"
"$build/httpd/httpd" -r "$work/port" "$work/script" &
server=$!
until [ -s "$work/port" ]; do sleep 0.02; done
port=$(cat "$work/port")
awk -v n="$count" -v port="$port" 'BEGIN {
	printf "<rss version=\"2.0\"><channel><title>Pictures</title>"
	for (i = 0; i < n; i++)
		printf "<item><guid>%d</guid><link>http://127.0.0.1:%d/%d</link><title>Picture %d</title><description>&lt;p&gt;Words.&lt;/p&gt;&lt;img src=\"http://127.0.%d.1:%d/%d.jpg\"&gt;</description></item>", i, port, i, i, i % 50, port, i
	print "</channel></rss>"
}' >"$work/feed.xml"
"$xinshi" init -q >/dev/null
"$xinshi" add -q --no-fetch "http://127.0.0.1:$port/feed.xml" >/dev/null
"$xinshi" fetch -q --no-visits --pages never --pictures none --allow "127.0.0.0/8:$port" --host-gap 0 >/dev/null
before=$(size)
begun=$(date +%s.%N)
"$xinshi" fetch -q --all --no-visits --pages never --pictures all --pictures-max 0 --allow "127.0.0.0/8:$port" --host-gap 0 >/dev/null
ended=$(date +%s.%N)
"$xinshi" stats --json >"$work/stats"
kept=$(jq .pictures.kept "$work/stats")
seconds=$(echo "$ended $begun" | awk '{ printf "%.1f", $1 - $2 }')
say "pictures fetched, kept and printed" "$kept" "of $count in $seconds s: $(echo "$kept $seconds" | awk '{ printf "%.0f", $1 / $2 }')/s"
say "originals, prints" "$(jq .pictures.original_bytes "$work/stats")" "and $(jq .pictures.print_bytes "$work/stats") bytes ($(jq .pictures.prints "$work/stats") prints)"
say "growth of archive.db" "$(($(size) - before))" "bytes, $((($(size) - before) / kept)) a picture"
begun=$(date +%s.%N)
"$xinshi" verify -q
say "verify" "$(echo "$(date +%s.%N) $begun" | awk '{ printf "%.1f", $1 - $2 }') s"
