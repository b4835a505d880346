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

# what was fetched comes with its heads, and with the texts of all its items
printf '<rss version="2.0"><channel><title>x</title><item><guid>1</guid><link>http://127.0.0.1/1</link><title>One</title><description>The first text.</description></item><item><guid>2</guid><link>http://127.0.0.1/2</link><title>Two</title><description>The second text.</description></item></channel></rss>' >"$work/feed.xml"
printf 'at /feed.xml\nanswer 200\nheader X-Kept: yes\nfile application/rss+xml %s\n' "$work/feed.xml" >"$work/script"
"$build/httpd/httpd" -r "$work/port" "$work/script" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/port" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
printf '[net]\nallow = 127.0.0.0/8:%s\nhost-gap = 0\n' "$(cat "$work/port")" >"$XINSHI_ARCHIVE/xinshi.conf"
"$xinshi" add -q "http://127.0.0.1:$(cat "$work/port")/feed.xml" >/dev/null
ok "the program runs on it again" python3 "$work/read.py" "$XINSHI_ARCHIVE" "$work/out"
kept=$work/out/capture-$(sqlite3 "$XINSHI_ARCHIVE/archive.db" "SELECT max(id) FROM captures WHERE kind = 2")
ok "the feed is there as it came" cmp "$work/feed.xml" "$kept"
is "its texts" "$(grep -c 'text\.$' "$kept.text")" 2
is "and its heads" "$(grep -c -e '^GET /feed.xml' -e '^X-Kept: yes' "$kept.head")" 2
finish
