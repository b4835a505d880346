# What was imported comes back byte for byte, quarantine and all; Markdown and JSON Lines are the same each time.
. test/lib.sh "$1"

day=1612137600000
in=$work/in
mkdir "$in" && cp -r "$sample/." "$in/" && rm -f "$in/README"
printf 'no article\r\n\377\000\001' >"$in/odd.md"
article "$in/deep/er/a b'c\"d.markdown" $day "深" "https://a.example/deep" "<p>深处的文章，名字里有空格和引号，正文足够长，可以算作一篇。</p>"
printf '<!--%s-->\n[无尾行](https://a.example/notail)\n------\n\n<p>文件末尾没有换行，写的人忘了，可是内容是完整的一段话。</p>' $day >"$in/deep/notail.md"
head -c 17000000 /dev/zero | tr '\0' 'y' >"$in/deep/large.txt"
"$xinshi" import "$in" >/dev/null 2>&1

status "export" 0 "$xinshi" export --output "$work/out"
ok "is what was imported, byte for byte" diff -r "$in" "$work/out"
is "the manifest names every file" "$(jq .count "$work/out.manifest.json")" "$(find "$in" -type f | wc -l)"
is "with its digest" "$(jq -r '.files[] | select(.name == "deep/notail.md") | .sha256' "$work/out.manifest.json")" \
	"$(sha256sum "$in/deep/notail.md" | cut -d' ' -f1)"
status "export again" 0 "$xinshi" export --output "$work/out2"
ok "gives the same bytes" cmp "$work/out.manifest.json" "$work/out2.manifest.json"
mkdir "$work/theirs" && echo mine >"$work/theirs/mine"
status "into a folder that is not empty" 1 "$xinshi" export --output "$work/theirs"
like "says what to do" "$err" "force"
status "with --force" 0 "$xinshi" export --output "$work/theirs" --force
is "what stood there stays" "$(cat "$work/theirs/mine")" mine

# into what an earlier run left: only what is new or changed is touched
find "$work/out" -type f -exec touch -d 2001-01-01 {} +
echo changed >"$work/out/deep/notail.md"
rm "$work/out/odd.md"
status "again into the same folder" 0 "$xinshi" export --output "$work/out"
like "says what it left alone" "$err" "stood there as they had to"
ok "is whole again" diff -r "$in" "$work/out"
is "and touched nothing else" "$(find "$work/out" -type f -newermt 2001-02-01 -newermt "$(date -d '-1 hour' +%FT%T)" | wc -l)" 2

printf 'newer' >"$in/odd.md"
"$xinshi" import "$in" >/dev/null 2>&1
status "export of a name that came twice" 0 "$xinshi" export --output "$work/out3"
is "the newest has the name" "$(cat "$work/out3/odd.md")" "newer"
ok "the older one has a number" test -f "$work/out3/odd~1.md"

# a container may hold any name
mkdir -p "$work/evil" && cd "$work/evil" || exit 1
article x.md $day "恶" "https://a.example/evil" "<p>容器里的名字想要离开文件夹，导出时必须拒绝，并且说出它的名字。</p>"
tar -cf "$work/evil.tar" --transform 's|x.md|../../escaped.md|' -P x.md
tar -rf "$work/evil.tar" --transform "s|x.md|$work/absolute.md|" -P x.md
article x.md $day "善" "https://a.example/good" "<p>容器里的第二篇文章名字没有问题，所以照常收下，也照常导出。</p>"
tar -rf "$work/evil.tar" x.md
cd "$root" || exit 1
status "names that would leave a container" 1 "$xinshi" --archive "$work/e" import "$work/evil.tar"
like "are named" "$out" "\.\./\.\./escaped.md"
status "the others" 0 "$xinshi" --archive "$work/e" export --output "$work/e-out/a/b"
ok "come out" test -f "$work/e-out/a/b/x.md" -a ! -e "$work/e-out/escaped.md" -a ! -e "$work/escaped.md"

status "Markdown" 0 "$xinshi" export --format markdown --output "$work/md"
one=$(find "$work/md" -name '2021-*.md' | sort | head -n 1)
like "has front matter" "$(head -n 3 "$one")" "^id: [0-9]+$"
unlike "has no HTML" "$(cat "$one")" "<(p|div|img|script)"
"$xinshi" export --format markdown --output "$work/md2" 2>/dev/null
ok "is the same again" diff -r "$work/md" "$work/md2"

find "$work/md" -type f -exec touch -d 2001-01-01 {} +
status "a part of it into the same folder" 0 "$xinshi" export --format markdown --to 2021-02-28 --output "$work/md" --json
is "removes what is gone" "$(printf '%s\n' "$out" | jq .removed)" "$(($(jq .count "$work/md2.manifest.json") - $(jq .count "$work/md.manifest.json")))"
is "and writes nothing" "$(find "$work/md" -type f -newermt 2001-02-01 | wc -l)" 0
echo edited >>"$(find "$work/md" -name '2021-*.md' | sort | head -n 1)"
status "all of it again" 0 "$xinshi" export --format markdown --output "$work/md"
ok "is the same as at first" diff -r "$work/md" "$work/md2"
ok "its manifest, too" cmp "$work/md.manifest.json" "$work/md2.manifest.json"

# clean Markdown is read again as what it is
texts() { "$xinshi" --archive "$1" export --format jsonl --output - 2>/dev/null | jq -c '[.url, .title, .text, .published]' | sort; }
status "the Markdown imported" 0 "$xinshi" --archive "$work/again" import "$work/md"
is "has the same articles, word for word" "$(texts "$work/again" | sha256sum)" "$(texts "$XINSHI_ARCHIVE" | sha256sum)"

status "JSON Lines" 0 "$xinshi" export --format jsonl --output "$work/a.jsonl"
is "one object an article" "$(jq -s length "$work/a.jsonl")" "$("$xinshi" list --limit 0 --json | jq -s length)"
is "with all that scripts rely on" "$(jq -s 'all(has("id") and has("title") and has("url") and has("source") and has("published")
	and has("lang") and has("text"))' "$work/a.jsonl")" true
is "to standard output" "$("$xinshi" export --format jsonl --output - 2>/dev/null | sha256sum)" "$(sha256sum <"$work/a.jsonl")"
ok "each line is as the schema says" python3 test/schema.py doc/schema/article-1.json "$work/a.jsonl"

# what the record says comes back; what it was taken from, and when, is another matter
records() { jq -cS 'del(.id, .revision, .revisions, .changes, .capture, .captures, .sha256, .fetched, .last_fetched, .time, .notes)' "$1" | sort | sha256sum; }
status "JSON Lines imported" 0 "$xinshi" --archive "$work/lines" import "$work/a.jsonl"
"$xinshi" --archive "$work/lines" export --format jsonl --output "$work/lines.jsonl" 2>/dev/null
is "are the same records" "$(records "$work/lines.jsonl")" "$(records "$work/a.jsonl")"
gzip -k "$work/a.jsonl"
status "and compressed" 0 "$xinshi" --archive "$work/packed" import "$work/a.jsonl.gz"
is "as many" "$("$xinshi" --archive "$work/packed" stats --json | jq .articles)" "$(wc -l <"$work/a.jsonl")"
head -c 3000 "$work/a.jsonl" >"$work/cut.jsonl"
status "a file that was cut" 1 "$xinshi" --archive "$work/cut" import "$work/cut.jsonl"
like "is in quarantine from there" "$out$err" "article.json"

status "every version" 0 "$xinshi" export --format jsonl --revisions --output "$work/r.jsonl"
is "is as many lines as versions" "$(wc -l <"$work/r.jsonl")" "$("$xinshi" stats --json | jq .revisions)"
status "over a file" 1 "$xinshi" export --format jsonl --output "$work/a.jsonl"
status "a month" 0 "$xinshi" export --format jsonl --from 1999 --to 1999 --output "$work/none.jsonl"
is "without articles" "$(wc -c <"$work/none.jsonl")" 0
status "without --output" 2 "$xinshi" export

status "a backup" 0 "$xinshi" export --backup "$work/copy.db"
mkdir "$work/copy" && mv "$work/copy.db" "$work/copy/archive.db"
is "is an archive" "$("$xinshi" --archive "$work/copy" stats --json | jq .captures)" "$("$xinshi" stats --json | jq .captures)"
status "whole" 0 "$xinshi" --archive "$work/copy" verify
finish
