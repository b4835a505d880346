#!/bin/sh
# bench.sh BUILD: measures import, size, search, serve and round trip, beside a baseline in the same run.  See doc/bench.md.
#
#   BENCH_CORPUS=PATH  a folder or container of articles (default: the collection beside the project, else sample/)
#   BENCH_ROUNDS=3     repeats; medians are printed
set -eu
build=$1
rounds=${BENCH_ROUNDS:-3}
work=$(mktemp -d "${TMPDIR:-/tmp}/xinshi-bench.XXXXXX")
trap 'kill $(cat "$work/pids" 2>/dev/null) 2>/dev/null || :; rm -rf "$work"' EXIT INT TERM
: >"$work/pids"
xinshi=$build/xinshi

now() { date +%s.%N; }
since() { echo "$(now) $1" | awk '{ printf "%.3f", $1 - $2 }'; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
say() { printf '%-46s %14s  %s\n' "$1" "$2" "${3:-}"; }
per_second() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%.0f/s", n / s }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# family PID: it and all that it started
family() {
	echo "$1"
	for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do family "$child"; done
}

# peak PID FILE [SECONDS]: the largest sum of proportional set sizes (kB) of a family, while PID lives; looked at this often.
peak() {
	most=0
	while kill -0 "$1" 2>/dev/null; do
		sum=0
		for p in $(family "$1"); do
			kb=$(awk '/^Pss:/ { print $2 }' "/proc/$p/smaps_rollup" 2>/dev/null || :)
			sum=$((sum + ${kb:-0}))
		done
		[ $sum -gt $most ] && most=$sum
		sleep "${3:-0.1}"
	done
	echo $most >"$2"
}

corpus=${BENCH_CORPUS:-}
if [ -z "$corpus" ]; then
	corpus=sample
	for tar in ../shared/corpus/*.tar.zst; do [ -f "$tar" ] && corpus=$tar; done
fi
if [ ! -d "$corpus" ]; then
	mkdir "$work/corpus"
	tar -xf "$corpus" -C "$work/corpus"
	corpus=$work/corpus
fi
files=$(find "$corpus" -type f -name '*.md' | wc -l)
bytes=$(find "$corpus" -type f -name '*.md' -print0 | xargs -0 cat | wc -c)
echo "Corpus: $files files, $bytes bytes.  Machine: $(nproc) cores, $(awk -F: '/model name/ { print $2; exit }' /proc/cpuinfo)."
find "$corpus" -type f -print0 | xargs -0 cat >/dev/null # warm

for i in $(seq "$rounds"); do
	rm -rf "$work/a"
	from=$(now)
	"$xinshi" -q --archive "$work/a" import "$corpus" >/dev/null 2>&1 &
	pid=$!
	peak $pid "$work/peak"
	wait $pid || :
	since "$from" >>"$work/import"
	echo >>"$work/import"
	from=$(now)
	"$xinshi" -q --archive "$work/a" import "$corpus" >/dev/null 2>&1 || :
	since "$from" >>"$work/again"
	echo >>"$work/again"
done
import=$(median <"$work/import")
again=$(median <"$work/again")
say "import, end to end" "$(per_second "$files" "$import")" "goal 1500/s; $import s"
say "import, memory of all processes" "$(awk '{ printf "%.0f MB", $1 / 1024 }' "$work/peak")" "goal 200 MB"
say "second, unchanged import" "$(per_second "$files" "$again")" "goal 10000/s; $again s"
size=$(du -sb "$work/a" | cut -f1)
say "archive on disk / input bytes" "$(ratio "$size" "$bytes")" "goal 1.5; $size bytes"

from=$(now)
"$xinshi" -q --archive "$work/a" rebuild --figures >/dev/null 2>&1
say "figures of all texts" "$(per_second "$files" "$(since "$from")")" "goal $files files in 12 s; part of the import above"

mkdir "$work/git"
cp -r "$corpus" "$work/git/articles"
from=$(now)
(cd "$work/git" && git init -q . && git add -A && git -c user.name=b -c user.email=b@example.org commit -qm b) >/dev/null
git_s=$(since "$from")
git_size=$(du -sb "$work/git/.git" | cut -f1)
say "baseline: the same files into git" "$(per_second "$files" "$git_s")" "xinshi / git: time $(ratio "$import" "$git_s"), bytes $(ratio "$size" "$git_size")"
rm -rf "$work/git"

from=$(now)
"$xinshi" -q --archive "$work/a" export --format archive --output "$work/out" >/dev/null 2>&1
say "export, byte for byte" "$(per_second "$files" "$(since "$from")")"
say "round trip: files that differ" "$(diff -rq "$corpus" "$work/out" | grep -cv '^Only in .*out: manifest' || :)" "goal 0"

"$build/bench/bench_search" "$work/a"
"$build/bench/bench_known" "$work/a"
"$build/bench/bench_figures" "$work/a" "$build/live"

# an invented feed of 38 MB: whole articles, half escaped, half in CDATA
awk 'BEGIN {
	text = "<p class=\"a\">临江市大雨，市长在记者会上表示，<b>水库</b>的水位仍在上升。<a href=\"/x?a=1&amp;b=2\">The river</a> rose again on Tuesday.<br></p>\n"
	for (i = 0; i < 22; i++) body = body text
	escaped = body
	gsub(/&/, "\\&amp;", escaped); gsub(/</, "\\&lt;", escaped)
	print "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>大</title>"
	for (; k < 9500; k++) {
		inside = k % 2 ? escaped : "<![CDATA[" body "]]>"
		item = "<item><title>" k "</title><link>/" k "</link><description>" inside "</description></item>"
		print item
	}
	print "</channel></rss>"
}' >"$work/feed.xml"
bytes=$(stat -c %s "$work/feed.xml")
say "feed of $((bytes / 1000000)) MB, in the worker" "" "$("$build/bench/bench_feed" "$work/feed.xml"); goals 100, 40"
say "items of feeds into articles, one worker" "$("$build/bench/bench_items")" "goal 3,000/s"

# reads TIMES NAME GOAL COMMAND...: the feed on its standard input; the best time, and that of the processors
reads() {
	times=$1 name=$2 goal=$3
	shift 3
	: >"$work/times"
	for i in $(seq "$times"); do
		from=$(now)
		(
			"$@" <"$work/feed.xml" >"$work/feed.out" || :
			times >"$work/cpu"
		) &
		reader=$!
		peak $reader "$work/peak" 0.01 &
		wait $reader
		echo "$(since "$from") $(sed -n 2p "$work/cpu" | tr 'ms' '  ' | awk '{ print $1 * 60 + $2 + $3 * 60 + $4 }')" >>"$work/times"
		wait
	done
	sort -n "$work/times" | head -n 1 | awk -v name="$name" -v goal="$goal" -v b="$bytes" -v kb="$(cat "$work/peak")" '{
		printf "%-46s %12.2f s  %.0f MB/s, processors %.2f s, peak %.1f MB%s\n", name, $1, b / $1 / 1e6, $2, kb / 1024, goal }'
}
reads "$rounds" "read-feed --json of it" "; goal 30 MB" "$xinshi" read-feed --json --base https://a.example/ -
reads "$rounds" "lint of it" "" "$xinshi" lint --json -
if command -v sfeed >/dev/null; then reads "$rounds" "baseline: sfeed, nothing sanitised" "" sfeed https://a.example/; fi
if /usr/bin/python3 -c 'import feedparser' 2>/dev/null; then
	reads 1 "baseline: python3-feedparser" "" /usr/bin/python3 -c 'import feedparser, sys; feedparser.parse(sys.stdin.buffer.read())'
fi
rm -f "$work"/feed.*

serve() {
	"$xinshi" -q --archive "$work/a" serve --listen 127.0.0.1:0 >"$work/serve.out" 2>&1 &
	echo $! >>"$work/pids"
	server=$!
	until url=$(grep -o 'http://127[^ ]*' "$work/serve.out" | head -n 1) && [ -n "$url" ]; do sleep 0.005; done
	url=${url%/}
	until curl -sf -o /dev/null "$url/"; do sleep 0.005; done
}
from=$(now)
serve
say "start to first page" "$(since "$from") s" "goal 0.2"
id=$("$xinshi" --archive "$work/a" list --limit 1 --json | jq -r .id)
# load URL NAME [ARGUMENT OF wrk]...
load() {
	page=$1 name=$2
	shift 2
	wrk -t1 -c64 -d8s --latency "$page" "$@" >"$work/wrk" 2>&1
	awk -v name="$name" '/Requests\/sec/ { r = $2 } /99%/ { p = $2 } /Non-2xx/ { bad = $0 }
		END { printf "%-46s %14s  goal 3000/s, p99 5 ms; p99 %s %s\n", name, sprintf("%.0f/s", r), p, bad }' "$work/wrk"
}
load "$url/" "serve: home, 64 connections"
load "$url/a/$id" "serve: article, 64 connections"
articles=$("$xinshi" --archive "$work/a" stats --json | jq .articles)
load "$url" "serve: another article each time, plain" -s test/bench/articles.lua -- "$articles"
load "$url" "serve: another article each time, gzip" -s test/bench/articles.lua -H 'Accept-Encoding: gzip' -- "$articles"
load "$url" "serve: another search each time, with counts" -s test/bench/searches.lua -- 外交 疫苗 大选 中国 美国 总统 经济 香港 台湾 \
	病毒 军方 缅甸 欧盟 会议 选举 人权 公司 政府
(while :; do rm -rf "$work/b"; "$xinshi" -q --archive "$work/b" import "$corpus" >/dev/null 2>&1 || :; done) &
echo $! >>"$work/pids"
sleep 1
load "$url/a/$id" "serve: article, while another import runs"
awk '/VmHWM/ { printf "%-46s %11.0f MB  goal 60 MB\n", "serve: memory at most", $2 / 1024 }' "/proc/$server/status"

sh test/bench_darkroom.sh "$build"
sh test/bench_pictures.sh "$build" "$build/photographs"
sh test/bench_extract.sh "$build"
sh test/bench_follow.sh "$build"
