#!/bin/sh
# train.sh FOREST.inc CHOICE.inc SET...: from folders of pages to the two tables of trees.  SET holds inputs.jsonl ({"id","path","url"},
# paths within it), html/ and gold.jsonl ({"id","text","type"}); blocks.bin, likely.bin and candidates.bin are written beside them.  Run in
# the project's root, after make.
set -eu
forest=$1; choice=$2; shift 2
build=${BUILD:-build}
rooms="read refine record text base"
libs=; for room in $rooms; do libs="$libs $build/lib$room.a"; done
for program in features candidates; do
	# shellcheck disable=SC2086,SC2046
	cc -std=gnu17 -O2 -D_GNU_SOURCE -Isrc -I"$build" $(pkg-config --cflags libxml-2.0) tools/train/$program.c $libs \
		$(pkg-config --libs libarchive gumbo libxml-2.0 jansson icu-uc icu-i18n opencc uchardet libsodium) -lmodest -lm -o "$build/$program"
done
pages() { jq -r --arg set "$1" '[.id, $set + "/" + .path] | @tsv' "$1/inputs.jsonl"; }
for set in "$@"; do
	pages "$set" | "$build/features" >"$set/blocks.bin"
done
/usr/bin/python3 tools/train/train.py "$forest" "$@"
/usr/bin/python3 tools/train/folds.py "$@"
for set in "$@"; do
	pages "$set" | "$build/candidates" "$set/likely.bin" >"$set/candidates.bin"
done
exec /usr/bin/python3 tools/train/choose.py "$choice" "$@"
