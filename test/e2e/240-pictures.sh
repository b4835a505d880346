# Pictures of articles are fetched, kept once and printed; what is none is refused with its reason; the budget gives originals up, and
# says so; a round that is killed loses nothing.
. test/lib.sh "$1"

# feed FILE NAME...: an item for each picture
feed() {
	file=$1
	printf '<rss version="2.0"><channel><title>临江日报</title><link>%s/</link>' "$at" >"$file.new"
	shift
	for name in "$@"; do
		printf '<item><guid>%s</guid><link>%s/%s.html</link><title>%s 的消息</title><description>&lt;p&gt;水库的水位今晨又涨了两米，下游 %s 村的居民已经搬到高处，官员说大坝没有危险。&lt;/p&gt;&lt;img src="%s/%s"&gt;</description></item>' "$name" "$at" "$name" "$name" "$name" "$at" "$name" >>"$file.new"
	done
	printf '</channel></rss>\n' >>"$file.new"
	mv "$file.new" "$file"
}
cat >"$work/script" <<END
at /feed.xml
answer 200
file application/rss+xml $work/feed.xml
at /later.xml
answer 200
file application/rss+xml $work/later.xml
END
for file in large.png other.png; do
	printf 'at /%s\nanswer 200\nfile image/png %s\n' "$file" "$work/$file" >>"$work/script"
done
for file in a.jpg:plain.jpg b.png:plain.png same.jpg:plain.jpg c.webp:plain.webp d.gif:plain.gif; do
	printf 'at /%s\nanswer 200\nfile image/x %s\n' "${file%:*}" "$root/test/pictures/${file#*:}" >>"$work/script"
done
cat >>"$work/script" <<END
at /drawing.svg
answer 200
text image/svg+xml <svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>
at /gone.jpg
answer 404
at /login.jpg
answer 200
text image/jpeg <!doctype html><title>Log in</title>
END
"$build/httpd/httpd" -r "$work/port" -l "$work/log" "$work/script" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/port" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
port=$(cat "$work/port")
at=http://127.0.0.1:$port
feed "$work/feed.xml" a.jpg b.png same.jpg drawing.svg gone.jpg login.jpg
feed "$work/later.xml" c.webp d.gif
"$xinshi" init -q >/dev/null
printf '[net]\nallow = 127.0.0.0/8:%s\nhost-gap = 0\n' "$port" >"$XINSHI_ARCHIVE/xinshi.conf"
"$xinshi" add -q --no-fetch "$at/feed.xml" >/dev/null
cp -r "$XINSHI_ARCHIVE" "$work/fresh"
cp -r "$XINSHI_ARCHIVE" "$work/none"

status "a round of feeds" 0 "$xinshi" fetch --all
like "the report counts pictures" "$out" '6 pictures asked for: 3 not kept'
stats=$("$xinshi" stats --json)
is "kept, not to be had, refused" "$(echo "$stats" | jq -c '.pictures | [.kept, .failed, .refused, .due, .originals]')" '[3,1,2,0,2]'
like "stats says so to people" "$("$xinshi" stats)" 'pictures kept +3$'
one=$("$xinshi" list --limit 20 --json | jq -r 'select(.url | endswith("/a.jpg.html")) | .id')
shown=$("$xinshi" show "$one" --json)
is "an article names its picture" "$(echo "$shown" | jq -c '.pictures[0] | [.state, .format, .width, .height, (.prints | length > 1)]')" '["kept","jpeg",120,80,true]'
like "and to people" "$("$xinshi" show "$one")" '^Picture http.*/a.jpg: kept, jpeg, 120 x 80'
capture=$(echo "$shown" | jq '.pictures[0].capture')
ok "the original is as it came" sh -c "'$xinshi' show $capture --capture | cmp - test/pictures/plain.jpg"
like "with its exchange" "$("$xinshi" show "$capture" --exchange)" '^> Accept: image/'
unlike "without a referrer or cookies" "$("$xinshi" show "$capture" --exchange)" '(Referer|Cookie):'
svg=$("$xinshi" list --limit 20 --json | jq -r 'select(.url | endswith("/drawing.svg.html")) | .id')
like "a drawing that may hold scripts is refused" "$("$xinshi" show "$svg")" '^Picture .*/drawing.svg: refused: .*'
status "all is as it was kept" 0 "$xinshi" verify
like "verify counts pictures" "$out" '6 pictures'
asked=$(grep -c '/a.jpg' "$work/log")
"$xinshi" fetch --all -q
is "what is kept is not asked for again" "$(grep -c '/a.jpg' "$work/log")" "$asked"

# an archive, rebuilt, still has them; a copy has them, too
ok "a rebuild" "$xinshi" rebuild -q
is "keeps pictures and prints" "$("$xinshi" stats --json | jq -c '.pictures | [.kept, .originals]')" '[3,2]'
ok "so does a copy" sh -c "'$xinshi' export -q --backup '$work/copy.db' && mkdir '$work/copy' && mv '$work/copy.db' '$work/copy/archive.db' && '$xinshi' --archive '$work/copy' verify -q"
is "of all of them" "$("$xinshi" --archive "$work/copy" stats --json | jq -c '.pictures | [.kept, .originals]')" '[3,2]'

# damage is found
cp -r "$XINSHI_ARCHIVE" "$work/damaged"
sqlite3 "$work/damaged/archive.db" "UPDATE blobs SET bytes = CAST(zeroblob(length(bytes)) AS BLOB) WHERE id = (SELECT original FROM pictures WHERE url LIKE '%/a.jpg')"
status "a picture that changed is found" 3 "$xinshi" --archive "$work/damaged" verify
like "by name" "$out" 'DAMAGED  .*pictures.*/a.jpg'

# ---- nobody asks for what he does not want ----
XINSHI_ARCHIVE=$work/none "$xinshi" fetch --all -q --pictures none
is "none: none is planned" "$("$xinshi" --archive "$work/none" stats --json | jq -c '.pictures | [.wanted, .kept]')" '[0,0]'
printf '[pictures]\npictures = none\n' >>"$work/none/xinshi.conf"
: >"$work/log"
"$xinshi" --archive "$work/none" fetch -q
is "as in xinshi.conf" "$(grep -c 'jpg' "$work/log")" 0
"$xinshi" --archive "$work/none" fetch -q --pictures all
is "all: those of kept articles" "$("$xinshi" --archive "$work/none" stats --json | jq -c '.pictures | [.wanted, .kept, .originals]')" '[0,3,2]'

# ---- the budget ----
cat >"$work/noise.py" <<'END'
import random, struct, sys, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
width, height = 700, 600
random.seed(sys.argv[1])
rows = b"".join(b"\0" + random.randbytes(3 * width) for _ in range(height))
sys.stdout.buffer.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                        chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))
END
python3 "$work/noise.py" 1 >"$work/large.png"
python3 "$work/noise.py" 2 >"$work/other.png"
"$xinshi" add -q --no-fetch "$at/later.xml" >/dev/null
status "a budget that holds all" 0 "$xinshi" fetch --all --pictures-max 10
unlike "gives nothing up" "$out" 'given up'
is "all is kept" "$("$xinshi" stats --json | jq -c '.pictures.kept')" 5
feed "$work/later.xml" large.png
"$xinshi" fetch --all -q --pictures-max 3
feed "$work/later.xml" other.png
status "one that does not" 0 "$xinshi" fetch --all --pictures-max 3
like "gives originals up, and says so" "$out" 'originals? of pictures given up by the budget'
unlike "silently never" "$out" 'the budget for pictures is full'
status "that is no damage" 0 "$xinshi" verify
like "but is told" "$out" '^Given up by the budget for pictures, from .*: [0-9]+ originals? .*; their digests and prints stay'
is "the newest original is kept, the prints of the others are" "$("$xinshi" list --limit 50 --json | jq -r 'select(.url | endswith("r.png.html")) | .id' |
	while read -r id; do "$xinshi" show "$id" --json | jq -c '.pictures[0] | [.state, (.prints | length > 2)]'; done)" '["kept",true]'
gone=$("$xinshi" list --limit 50 --json | jq -r 'select(.url | endswith("large.png.html")) | .id')
shown=$("$xinshi" show "$gone" --json | jq -c '.pictures[0]')
is "of what was given up the prints are there" "$(echo "$shown" | jq -c '[.state, (.prints | length > 2)]')" '["given-up",true]'
status "its bytes are not" 1 "$xinshi" show "$(echo "$shown" | jq .capture)" --capture
like "and that is said" "$err" 'given up'

# ---- killed ----
faults=$build/crash/faults.so
round() { "$@" "$xinshi" fetch -q --all --no-visits >"$work/out" 2>&1; }
faulty() { LD_PRELOAD=$faults ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 FAULT_KIND=$1 FAULT_AT=$2 FAULT_SEED=$2 round env; }
kept() { "$xinshi" stats --json | jq -c '.pictures | [.kept, .failed, .refused, .due]'; }
rm -rf "$XINSHI_ARCHIVE"
cp -r "$work/fresh" "$XINSHI_ARCHIVE"
FAULT_REPORT=$work/calls faulty count 0
calls=$(cat "$work/calls")
torn=0
for part in 3 5 7; do
	rm -rf "$XINSHI_ARCHIVE"
	cp -r "$work/fresh" "$XINSHI_ARCHIVE"
	faulty kill $((calls * part / 8 + 1))
	"$xinshi" verify -q >/dev/null 2>&1 || torn=$((torn + 1))
	round env
	[ "$(kept)" = '[3,1,2,0]' ] && "$xinshi" verify -q >/dev/null 2>&1 || torn=$((torn + 1))
done
is "killed at 3 points of $calls calls: whole each time, and every picture there after the next round" $torn 0
finish
