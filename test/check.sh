#!/bin/sh
# check.sh BUILD: builds everything, runs every test (unit, golden, end to end, fuzz-corpus replay, crash, browser), two at a
# time; the last line is "N passed, N failed, N skipped".  Logs stay in BUILD/log.
set -u
build=$1
logs=$build/log
rm -rf "$logs"
mkdir -p "$logs"

make --no-print-directory -j"$(nproc)" BUILD="$build" SAN="${SAN:-}" all tests >"$logs/build.txt" 2>&1 || {
	tail -n 40 "$logs/build.txt"
	echo "The build failed."
	echo "0 passed, 1 failed, 0 skipped"
	exit 1
}
grep -E 'warning:' "$logs/build.txt" | head -n 20

export CMOCKA_MESSAGE_OUTPUT=TAP
list() {
	echo "rooms tools/rooms.sh"
	echo "man test/man.sh $build"
	for t in "$build"/test/t_*; do
		case $t in *.d) continue ;; esac
		echo "unit/${t##*/} $t"
	done
	for f in "$build"/fuzz/fuzz_*; do
		case $f in *.d) continue ;; esac
		parser=${f##*/fuzz_}
		echo "fuzz/$parser $f test/fuzz/corpus/$parser"
	done
	for s in test/e2e/[0-9]*.sh; do
		echo "e2e/$(basename "$s" .sh) sh $s $build"
	done
	echo "polite $build/polite/polite polite"
	echo "hostile $build/polite/polite hostile"
	[ -x test/denied/run.sh ] && echo "denied sh test/denied/run.sh $build"
	[ -x test/crash/run.sh ] && echo "crash sh test/crash/run.sh $build"
	[ -x test/web/run.sh ] && echo "web sh test/web/run.sh $build"
}
# The longest first, so that they run beside all the others.
list | awk '{ print ($1 ~ /^(web|crash)/ ? 0 : 1), NR, $0 }' | sort -k1,1n -k2,2n | cut -d' ' -f3- |
	while read -r name command; do
		echo "$name $logs/$(echo "$name" | tr / -) $command"
	done | xargs -P "$(nproc)" -L 1 sh test/run.sh
cat "$logs"/* 2>/dev/null | awk '
	/^#= / { passed += $2; failed += $3; skipped += $4 }
	END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit failed > 0 }'
