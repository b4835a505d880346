#!/bin/sh
# suites.sh BUILD SHARED: the collections that lie beside the project, against test/thresholds.tsv.
# Prints a line a measure; ends with 1 if a threshold is missed.
set -u
build=$1
shared=$2
work=$build/suites
thresholds=test/thresholds.tsv
failed=0

# measured NAME VALUE: holds it against its bound; a measure without one is printed all the same.
measured() {
	awk -F'\t' -v name="$1" -v value="$2" '
		/^#/ { next }
		$1 == name { found = 1; ok = $2 == "min" ? value + 0 >= $3 + 0 : value + 0 <= $3 + 0; bound = $2 " " $3 }
		END {
			if (value == "") ok = 0
			printf "%-4s %-34s %12s  (%s)\n", !found ? "" : ok ? "ok" : "FAIL", name, value, found ? bound : "no bound"
			exit found && !ok
		}' "$thresholds" || failed=1
}

# identical FROM TO: how many files of FROM stand in TO with the same bytes.
identical() {
	(cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$work/sums.txt"
	(cd "$2" && sha256sum -c --quiet "$work/sums.txt" 2>/dev/null) >"$work/differ.txt" || :
	echo $(($(wc -l <"$work/sums.txt") - $(grep -c . "$work/differ.txt")))
}
figure() { jq -r "$2 // empty" "$1" | tail -n 1; }

rm -rf "$work"
mkdir -p "$work"
work=$(cd "$work" && pwd)
xinshi=$build/xinshi

for tar in "$shared"/corpus/*.tar.zst; do
	[ -f "$tar" ] || continue
	mkdir -p "$work/corpus"
	tar -I zstd -xf "$tar" -C "$work/corpus"
done
if [ -d "$work/corpus" ]; then
	"$xinshi" -q --archive "$work/a" import --json "$work/corpus" >"$work/import.json" || :
	measured corpus.files "$(figure "$work/import.json" .files)"
	measured corpus.quarantined "$(figure "$work/import.json" .quarantined)"
	"$xinshi" -q --archive "$work/a" import --json "$work/corpus" >"$work/again.json" || :
	measured corpus.second_import_changes "$(jq -s 'last | .files - .unchanged' "$work/again.json")"
	"$xinshi" -q --archive "$work/a" export --format archive --output "$work/out" >/dev/null
	measured corpus.identical "$(identical "$work/corpus" "$work/out")"
	bytes=$(find "$work/corpus" -type f -print0 | xargs -0 cat | wc -c)
	# what stood there before there were figures, and these by themselves
	figure_bytes=$(sqlite3 -readonly "$work/a/archive.db" \
		"SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'figure*' OR name GLOB 'sqlite_autoindex_figure*'")
	measured corpus.bytes_ratio "$(du -sb "$work/a" | awk -v b="$bytes" -v f="$figure_bytes" '{ printf "%.3f", ($1 - f) / b }')"
	measured corpus.figures_ratio "$(awk -v b="$bytes" -v f="$figure_bytes" 'BEGIN { printf "%.3f", f / b }')"
	"$xinshi" -q --archive "$work/a" verify --json >"$work/verify.json"
	measured corpus.verify_damages "$(figure "$work/verify.json" .damages)"
	before=$("$xinshi" --archive "$work/a" stats --json | jq .articles)
	"$xinshi" -q --archive "$work/a" rebuild >/dev/null
	after=$("$xinshi" --archive "$work/a" stats --json | jq .articles)
	measured corpus.articles_lost_by_rebuild $((before - after))
	/usr/bin/python3 test/stories.py "$work/a" >"$work/stories.txt"
	measured stories.precision "$(awk '$1 == "precision" { print $2 }' "$work/stories.txt")"
	measured stories.kept "$(awk '$1 == "kept" { print $2 }' "$work/stories.txt")"
	make --no-print-directory BUILD="$build" "$build/bench/bench_search" >/dev/null
	"$build/bench/bench_search" "$work/a" | grep 'Chinese words' >"$work/exact.txt"
	for name in recall precision; do
		measured search.$name "$(grep -o "$name *[0-9.]*" "$work/exact.txt" | grep -o '[0-9.]*$')"
	done
fi
if [ -d "$shared/seeds" ]; then
	"$xinshi" -q --archive "$work/s" import --json "$shared/seeds" >"$work/seeds.json" || :
	measured seeds.quarantined "$(figure "$work/seeds.json" .quarantined)"
	"$xinshi" -q --archive "$work/s" export --format archive --output "$work/seeds" >/dev/null
	measured seeds.identical "$(identical "$shared/seeds" "$work/seeds")"
fi
if [ -x "$shared/score/feeds" ] && [ -d "$shared/suites/feedparser" ]; then
	"$shared/score/feeds" "$shared/suites/feedparser/tests" -- "$xinshi" read-feed --json >"$work/feeds.txt"
	measured feeds.core "$(awk '$1 == "feeds" { print $4 }' "$work/feeds.txt")"
	measured feeds.crashed "$(awk '$1 == "crashed" { print $2 }' "$work/feeds.txt")"
fi
if [ -f "$shared/suites/xss/payloads.jsonl" ]; then
	make --no-print-directory BUILD="$build" "$build/test/t_mutation" >/dev/null
	"$build/test/t_mutation" "$shared/suites/xss/payloads.jsonl" >"$work/mutation.txt" 2>&1
	measured xss.changed_when_read_again $?
fi
# extraction_of SET: unpacks it, extracts, scores; the columns of score.py go to $work/score.txt
extraction_of() {
	tar -I 'zstd --long=27' -xf "$shared/suites/extract/$1.tar.zst" -C "$work"
	/usr/bin/python3 "$shared/score/extract/run.py" "$work/$1" "$work/$1.jsonl" -- "$xinshi" extract --batch >"$work/score.txt"
	find "$work/$1/html" -type f | sort | "$build/bench/bench_parsers" >>"$work/parsers.txt"
	rm -rf "${work:?}/$1"
}
# value LINE KEY: KEY=number in the line of score.txt that begins with LINE
value() { sed -n "s/^ *$1 .*$2=\([0-9.]*\).*/\1/p" "$work/score.txt" | head -n 1; }
if [ -x "$shared/score/extract/run.py" ] && [ -d "$shared/suites/extract" ]; then
	make --no-print-directory BUILD="$build" "$build/bench/bench_parsers" >/dev/null
	extraction_of aeb
	measured extract.aeb "$(value shingle4 F1)"
	extraction_of moz
	measured extract.moz "$(value shingle4 F1)"
	extraction_of htmldate1000
	measured extract.htmldate "$(value date acc)"
	extraction_of traf
	measured extract.traf "$(value segment F1)"
	measured extract.traf_title "$(value title exact)"
	measured extract.traf_date "$(value date acc)"
	measured extract.traf_author "$(value author F1)"
fi
# How many pages are the same tree from both parsers; why the others are not: doc/wild.md
if [ -f "$work/parsers.txt" ]; then
	measured parsers.same "$(awk '/^same/ { same += $2; all += $4 } END { printf "%.3f", same / all }' "$work/parsers.txt")"
fi
# Chinese pages of the training sets, in every character set.
if [ -d "$shared/suites/extract" ]; then
	tar -I 'zstd --long=27' -xf "$shared/suites/extract/daniel.tar.zst" -C "$work"
	make --no-print-directory BUILD="$build" "$build/bench/bench_charset" >/dev/null
	/usr/bin/python3 test/charsets.py "$xinshi" "$build/bench/bench_charset" "$work/daniel" >"$work/charsets.txt"
	measured charset.pages "$(awk 'NR == 1 { print $4 }' "$work/charsets.txt")"
	measured charset.differ "$(awk '$1 !~ /first_kb/ { n += $4 - $2 } END { print n + 0 }' "$work/charsets.txt")"
	measured charset.first_kb_differ "$(awk '$1 ~ /first_kb/ { n += $4 - $2 } END { print n + 0 }' "$work/charsets.txt")"
	rm -rf "${work:?}/daniel"
fi
# What texts say in numbers: the suites of others, weekdays that newsrooms resolved themselves, and the seeds read by hand.
if [ -f "$shared/score/facts" ]; then
	facts() { /usr/bin/python3 "$shared/score/facts" "$@" -- "$xinshi" analyse --json; }
	facts numbers "$shared/suites/recognizers" >"$work/numbers.txt"
	measured figures.numbers "$(awk '$1 == "numbers" { print $4 }' "$work/numbers.txt")"
	facts weekday "$shared/gold/weekday.jsonl" >"$work/weekday.txt"
	measured figures.weekday "$(awk '$1 == "weekday" { print $4 }' "$work/weekday.txt")"
	facts figures "$shared/gold/seeds.figures.jsonl" "$shared/seeds" >"$work/figures.txt"
	for name in unit slot speaker date place all; do
		measured figures.$name "$(awk -v name=$name '$1 == name { print $4 }' "$work/figures.txt")"
	done
	measured figures.f1 "$(awk '$1 == "figures" { print $NF }' "$work/figures.txt")"
fi
rm -rf "$work"
exit $failed
