#!/bin/sh
# bench_mirror.sh BUILD: a mirror and a ZIM of a corpus, whole, with nothing new, and with one new day; wall clock and processor, medians.
#
#   BENCH_CORPUS=PATH  a folder or container of articles (default: the collection beside the project, else sample/)
#   BENCH_ROUNDS=3     repeats
#   TMPDIR             where it works: on a disk that others use, the wall clock says more of them
set -eu
build=$1
rounds=${BENCH_ROUNDS:-3}
work=$(mktemp -d "${TMPDIR:-/tmp}/xinshi-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
xinshi=$build/xinshi

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

# median NAME: of the rounds' "wall processor" lines
median() {
	sort -n "$work/times" | awk -v name="$1" '{ wall[NR] = $1; cpu[NR] = $2 } END { m = int((NR + 1) / 2); printf "%-40s %8.2f s %8.2f s\n", name, wall[m], cpu[m] }'
	: >"$work/times"
}
# timed COMMAND...: one line of times
timed() {
	python3 - "$@" >>"$work/times" <<'END'
import os, subprocess, sys, time
began, before = time.monotonic(), os.times()
subprocess.run(sys.argv[1:], check=True)
after = os.times()
print("%.3f %.3f" % (time.monotonic() - began, after.children_user + after.children_system - before.children_user - before.children_system))
END
}
site() { "$xinshi" -q --archive "$1" export --format site --output "$2"; }

# The newest day with at least 300 articles is new; what is younger is left out.
find "$corpus" -type f -name '*.md' -print0 | xargs -0 awk 'FNR == 1 { match($0, /[0-9]+/)
	print int((substr($0, RSTART, RLENGTH) / 1000 + 28800) / 86400) "\t" FILENAME; nextfile }' >"$work/days"
day=$(cut -f 1 "$work/days" | sort -n | uniq -c | awk '$1 >= 300 { day = $2 } END { print day }')
[ -n "$day" ] || day=$(cut -f 1 "$work/days" | sort -n | tail -n 1)
mkdir "$work/before" "$work/new"
awk -F '\t' -v day="$day" '$1 < day { print $2 }' "$work/days" | tr '\n' '\0' | xargs -0 cp --parents -t "$work/before"
awk -F '\t' -v day="$day" '$1 == day { print $2 }' "$work/days" | tr '\n' '\0' | xargs -0 cp --parents -t "$work/new"
"$xinshi" -q --archive "$work/a" import "$work/before$corpus" >/dev/null 2>&1 || :
cp -a "$work/a" "$work/b"
"$xinshi" -q --archive "$work/b" import "$work/new$corpus" >/dev/null 2>&1 || :
: >"$work/times"
echo "$("$xinshi" --archive "$work/b" stats --json | jq -r .articles) articles, $(awk -F '\t' -v day="$day" '$1 == day' "$work/days" | wc -l) files of them new.  Wall clock, processor:"

for i in $(seq "$rounds"); do
	rm -rf "$work/site"
	timed "$xinshi" -q --archive "$work/a" export --format site --output "$work/site"
done
median "mirror, whole"
for i in $(seq "$rounds"); do timed "$xinshi" -q --archive "$work/a" export --format site --output "$work/site"; done
median "nothing new"
for i in $(seq "$rounds"); do
	rm -rf "$work/next"
	cp -a "$work/site" "$work/next"
	sync
	sleep 5
	timed "$xinshi" -q --archive "$work/b" export --format site --output "$work/next"
done
median "one new day"
site "$work/b" "$work/check"
diff -rq "$work/check" "$work/next" >/dev/null && echo "made on is as made whole"
echo "$(find "$work/next" -type f | wc -l) files, $(du -sm --apparent-size "$work/next" | cut -f 1) MB"
for i in $(seq "$rounds"); do timed "$xinshi" -q --archive "$work/b" export --force --format zim --output "$work/all.zim"; done
median "ZIM"
echo "$(stat -c %s "$work/all.zim") bytes"
