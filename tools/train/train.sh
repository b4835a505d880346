#!/bin/sh
# train.sh OUT.inc SET...: from folders of pages to the table of trees.  SET holds inputs.jsonl ({"id","path"}, paths within it),
# html/ and gold.jsonl ({"id","text","type"}); blocks.bin is written beside them.  Run in the project's root, after make.
set -eu
out=$1; shift
build=${BUILD:-build}
rooms="read refine record text base"
libs=; for room in $rooms; do libs="$libs $build/lib$room.a"; done
# shellcheck disable=SC2086,SC2046
cc -std=gnu17 -O2 -D_GNU_SOURCE -Isrc -I"$build" tools/train/features.c $libs \
	$(pkg-config --libs libarchive gumbo libxml-2.0 jansson icu-uc icu-i18n opencc uchardet libsodium) -lmodest -lm -o "$build/features"
for set in "$@"; do
	jq -r --arg set "$set" '[.id, $set + "/" + .path] | @tsv' "$set/inputs.jsonl" | "$build/features" >"$set/blocks.bin"
done
exec /usr/bin/python3 tools/train/train.py "$out" "$@"
