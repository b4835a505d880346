#!/bin/sh
# bench_extract.sh BUILD: how fast articles are found in pages, beside others where they are installed, and how long hostile pages take.
#
#   BENCH_PAGES=DIR    a folder with inputs.jsonl ({"id","path","url"}) and its pages (default: the collection beside the project)
set -eu
build=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/xinshi-bench-extract.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

pages=${BENCH_PAGES:-}
tar=../shared/suites/extract/traf.tar.zst
if [ -z "$pages" ] && [ -f "$tar" ]; then
	tar -I 'zstd --long=27' -xf "$tar" -C "$work"
	pages=$work/traf
fi
# cpu FILE: the processor's seconds of children in what times wrote there
cpu() { sed -n 2p "$1" | tr 'ms' '  ' | awk '{ print $1 * 60 + $2 + $3 * 60 + $4 }'; }
# rate NAME PAGES FILE: so many pages in the time written there
rate() { echo "$2 $(cpu "$3")" | awk -v name="$1" '{ printf "%-46s %12.0f/s  %s s of processor for %d pages%s\n", name, $1 / $2, $2, $1, name ~ /xinshi/ ? "; goal 400/s" : "" }'; }

if [ -n "$pages" ]; then
	n=$(wc -l <"$pages/inputs.jsonl")
	jq -c --arg dir "$pages/" '.path |= $dir + .' "$pages/inputs.jsonl" >"$work/lines"
	jq -r '[.path, .url // "https://a.example/"] | @tsv' "$work/lines" >"$work/tsv"
	cut -f 1 "$work/tsv" | tr '\n' '\0' | xargs -0 cat >/dev/null # warm
	("$build/xinshi" extract --batch <"$work/lines" >/dev/null; times >"$work/time")
	rate "xinshi extract --batch" "$n" "$work/time"
	"$build/bench/bench_extract" <"$work/tsv"
	if /usr/bin/python3 -c 'import readability' 2>/dev/null; then
		cut -f 1 "$work/tsv" | head -n 60 >"$work/some"
		(/usr/bin/python3 test/bench/peer_readability.py <"$work/some" >/dev/null 2>&1; times >"$work/time")
		rate "baseline: python3-readability, no fields" "$(wc -l <"$work/some")" "$work/time"
	fi
fi

sh test/hostile.sh "$work/hostile" >"$work/list"
"$build/bench/bench_extract" -e <"$work/list" | sed "s,$work/hostile/,," | awk '
	/decode/ && !/^together/ { beyond = $9 - $3; if (beyond > most) { most = beyond; worst = $1 } if (beyond > 100) slow++; n++ }
	END { printf "%-46s %11.0f ms  goal 100 beyond reading it; the worst, %s; over it: %d of %d\n", "hostile pages", most, worst, slow, n }'
