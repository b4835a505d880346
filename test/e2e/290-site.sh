# A mirror: pages in files that need no server; made twice they are the same, made on they are as if made whole.
. test/lib.sh "$1"

# whole NAME DIR: links, names, digests
whole() {
	if command -v python3 >/dev/null; then ok "$1: every link leads somewhere, the manifest is right" python3 test/site.py "$2"; else skip "$1: links" "no python3"; fi
}
# page FILE: of the mirror
page() { cat "$work/site/$1"; }
mirror() { "$xinshi" export --format site --output "$work/site" "$@"; }

# ---- an empty archive ----
"$xinshi" init -q
status "an empty archive" 0 mirror
whole "which is a mirror, too" "$work/site"
like "that says so" "$(page index.html)" 'Nothing is kept yet'
unlike "and no command of this machine" "$(cat "$work"/site/*.html)" "$work"
rm -r "$work/site"

# ---- hostile and odd texts, and an article that was changed ----
day=1612310400000
h=$work/in/甲报
article "$h/1.md" $day '水库 <script>alert(1)</script> & ]]> "堤" ../../x' https://a.example/1 '<p>第一段</p><img src="https://elsewhere.example/x.png" alt="&quot;船&quot; onerror=x"><p><a href="javascript:alert(1)">坏</a> <a href="https://b.example/">好</a></p>'
article "$h/2.md" $((day + 1000)) '　 ' https://a.example/2 ''
article "$h/3.md" $((day + 2000)) "$(printf '长%.0s' $(seq 400))" 'https://a.example/四?x="&amp;<' '<p>长</p>'
article "$h/4.md" $((day + 86400000)) '临江水庫決堤' https://a.example/4 '<p>临江水库昨夜决堤，洪水淹没了下游的村庄，至少12人死亡。</p>'
article "$work/in/Con/5.md" $((day + 90000000)) 'The dam of Linjiang broke' https://c.example/5 '<p>Engineers had looked at every gate of the dam through the night and found no leak of any kind.</p>'
"$xinshi" import -q "$work/in" >/dev/null 2>&1
article "$h/4.md" $((day + 172800000)) '临江水庫決堤' https://a.example/4 '<p>临江水库昨夜决堤，洪水淹没了下游的村庄，至少19人死亡。</p>'
"$xinshi" import -q "$work/in" >/dev/null 2>&1
status "an archive" 0 mirror
like "says how much it wrote" "$err" 'Wrote [0-9,]+ files'
whole "it is whole" "$work/site"
unlike "no script, no path of this machine" "$(cat "$work"/site/*.html "$work"/site/a/0/0/*.html)" "<script|$work"
changed=$(grep -rl '至少19人' "$work/site/a" | head -n 1)
like "an article leads to what changed" "$(cat "$changed")" 'href="../../../v/0/0/[0-9]+/0/1-2.html"'
like "which is there" "$(cat "$work"/site/v/0/0/*/0/1-2.html)" '<del>12</del><ins>19</ins>|12.*19'
is "every page has its policy" "$(grep -rL "http-equiv='Content-Security-Policy' content=.script-src 'none'" "$work/site" --include='*.html' | wc -l)" 0
like "each page says what it is" "$(page index.html)" '静态副本|A static copy'
like "the day has its page" "$(page d/2021/2021-02-05.html)" '临江'
like "an outlet has a month" "$(cat "$work"/site/s/*/2021-02.html)" '临江水庫決堤'
ok "an outlet's name is legal on every disk" test -d "$work/site/s" -a ! -e "$work/site/s/con"
like "a word is found by its letters" "$(grep -rl 'linjiang' "$work/site/i")" '/i/b/w6c/'
like "a name in either script by its first pair" "$(grep -rh -A 3 '<h3>水库' "$work/site/i")" '临江水庫決堤'
if command -v jq >/dev/null; then
	like "the manifest names articles and revisions" "$(jq -c '.files[] | select(.id) | [.name, .id, .revision]' "$work/site/manifest.json")" '^\["a/0/0/[0-9]+.html",[0-9]+,2\]'
	like "the rules and the time" "$(jq -r '"\(.rules) \(.captured)"' "$work/site/manifest.json")" '^[1-9][0-9]* 20[0-9-]*T'
fi

# ---- twice, and on ----
status "made again elsewhere" 0 "$xinshi" export -q --format site --output "$work/again"
ok "the same bytes" diff -r "$work/site" "$work/again"
status "made on with nothing new" 0 mirror
like "writes nothing" "$err" 'stood there as they had to'
ok "and leaves all" diff -r "$work/site" "$work/again"
article "$h/6.md" $((day + 3 * 86400000)) '临江重建' https://a.example/6 '<p>临江开始重建被洪水冲毁的村庄，工程预计三个月。</p>'
"$xinshi" import -q "$work/in" >/dev/null 2>&1
touch -d '2001-01-01' "$work/site/a/0/0/1.html"
status "with a new day" 0 mirror
like "leaves most" "$err" '^[0-9]+ of them stood there'
is "an older article is not touched" "$(date -r "$work/site/a/0/0/1.html" +%Y)" 2001
"$xinshi" export -q --format site --output "$work/whole"
ok "it is as if made whole" diff -r "$work/site" "$work/whole"
whole "and whole it is" "$work/site"

# ---- what is missing or damaged is made again; what went, goes ----
rm "$work/site/a/0/0/2.html"
printf x >>"$work/site/days.html"
status "after a loss" 0 mirror
ok "it is there again" diff -r "$work/site" "$work/whole"
printf '{}\n' >"$work/site/manifest.json.part"
sed -i 's/2021/2012/' "$work/site/about.html"
status "after a run that was stopped" 0 mirror
ok "no file is trusted that is not as it should be" diff -r "$work/site" "$work/whole"
printf '{"schema":"mirror/1",\n{"name":"../other/x","sha256":"%064d","size":1,"key":"%016d"}\n]\n' 0 0 >"$work/site/manifest.json"
printf x >"$work/other-x"
status "a manifest that somebody made up" 0 mirror --force
ok "leads to no file elsewhere" test -f "$work/other-x"
ok "and what comes of it is whole" diff -r "$work/site" "$work/whole"
printf keep >"$work/site/mine.txt"
status "a part of the archive into the same folder" 0 mirror --source Con
whole "is whole" "$work/again"
ok "what is not part of it went" test ! -e "$work/site/v"
is "what is not ours stayed" "$(cat "$work/site/mine.txt")" keep
rm "$work/site/mine.txt"
whole "a part" "$work/site"
is "holds one outlet's" "$(ls "$work/site/a/0/0" | wc -l)" 1
status "some days" 0 "$xinshi" export -q --format site --from 2021-02-04 --to 2021-02-05 --output "$work/days"
whole "some days" "$work/days"
is "hold theirs" "$(find "$work/days/a" -type f | wc -l)" 2
mkdir "$work/other"
printf x >"$work/other/x"
status "a folder of something else" 1 "$xinshi" export --format site --output "$work/other"
like "is left alone" "$err" 'not empty'
ln -s "$work/other" "$work/link"
mkdir "$work/bad"
ln -s "$work/other" "$work/bad/a"
"$xinshi" export -q --format site --output "$work/bad" --force >/dev/null 2>&1
is "no link leads out of the folder" "$(ls "$work/other")" x

# ---- pictures ----
if [ -x "$build/test/t_serve_pictures" ]; then
	"$build/test/t_serve_pictures" fill "$work/gallery" >/dev/null 2>&1
	gallery() { "$xinshi" --archive "$work/gallery" export --format site --output "$work/pictures" "$@"; }
	status "pictures that are kept" 0 gallery
	whole "pictures" "$work/pictures"
	is "are files, each once" "$(find "$work/pictures/img" -type f | wc -l)" 2
	like "shown by their articles" "$(cat "$work"/pictures/a/0/0/*.html)" '<img src="../../../img/[0-9a-f]{2}/[0-9a-f]{24}.png" alt='
	rm -r "$work/pictures/img"
	status "and made again where they are missing" 0 gallery
	whole "pictures again" "$work/pictures"
	status "or left out" 0 gallery --no-pictures
	ok "then none is there" test ! -e "$work/pictures/img"
	whole "without pictures" "$work/pictures"
else
	skip "pictures" "t_serve_pictures is not built"
fi

# ---- many ----
for i in $(seq 300); do
	article "$work/many/甲报/7.md" $((day + i * 1000)) '三百次' https://a.example/7 "<p>这篇文章改动了许多次，现在是第 $i 次，洪水淹没了 $i 个村庄。</p>"
	mkdir -p "$work/versions/$i/甲报"
	cp "$work/many/甲报/7.md" "$work/versions/$i/甲报/7-$i.md"
done
rm -r "$work/many"
for i in $(seq 700); do
	printf '<!--%s-->\n[%s](https://many.example/%s)\n------\n\n<p>Gate %s was looked at once more, and nothing was found, said the keeper of gate %s.</p>\n' $((1614556800000 + i)) "Gate $i of the dam" "$i" "$i" "$i" >"$h/many$i.md"
done
"$xinshi" import -q "$work/versions" "$h" >/dev/null 2>&1
status "300 revisions and a day of 700" 0 "$xinshi" export -q --format site --output "$work/large"
whole "are whole" "$work/large"
is "every revision is there, and each difference" "$(find "$work"/large/v/0/0/*/0 -type f | wc -l)" "$((2 + 1 + 300 + 299 + 1))"
finish
