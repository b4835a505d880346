#!/bin/sh
# The program in xinshi-archive(5) reads an archive without ours: every file comes back byte for byte, with its text beside it.
. test/lib.sh "$1"

awk '/^#!\/usr\/bin\/env python3/ { on = 1 } /^\.Ed/ { on = 0 } on' "$root/man/xinshi-archive.5" | sed 's/\\e/\\/g' >"$work/read.py"
"$xinshi" init -q >/dev/null
"$xinshi" import -q "$sample" >/dev/null
ok "the manual's program runs" python3 "$work/read.py" "$XINSHI_ARCHIVE" "$work/out"

lost=0 files=0 texts=0
find "$sample" -type f ! -name README >"$work/files"
while read -r file; do
	found=$(find "$work/out" -type f -name "$(basename "$file")" -exec cmp -s {} "$file" \; -print | head -n 1)
	files=$((files + 1))
	[ -n "$found" ] || { lost=$((lost + 1)); echo "# not found: $file"; continue; }
	[ -s "$found.text" ] && texts=$((texts + 1))
done <"$work/files"
is "every imported file is written as it was" "$lost of $files lost" "0 of $files lost"
is "the texts are those of the articles that were understood" "$texts" \
	"$(sqlite3 "$XINSHI_ARCHIVE/archive.db" 'SELECT count(*) FROM sightings JOIN captures ON id = capture')"
newest=$(sed -n '/^sqlite3 -readonly/,/^\.Ed/p' "$root/man/xinshi-archive.5" | sed '/^\.Ed/d' | sed 's/^sqlite3 -readonly archive/sqlite3 -readonly $XINSHI_ARCHIVE/')
is "the manual's query lists articles" "$(eval "$newest" | wc -l)" \
	"$(sqlite3 "$XINSHI_ARCHIVE/archive.db" 'SELECT min(10, count(*)) FROM articles')"
finish
