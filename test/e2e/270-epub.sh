# Books: an article, a day, a story, a search, some days; hostile texts stay well-formed, the same articles give the same bytes.
. test/lib.sh "$1"

check=/usr/share/java/epubcheck.jar
# valid NAME FILE: by epubcheck, and every part well-formed
valid() {
	rm -rf "$work/parts"
	mkdir "$work/parts"
	ok "$1: unpacks" unzip -q "$2" -d "$work/parts"
	ok "$1: every part is well-formed" xmllint --noout $(find "$work/parts" -name '*.xhtml' -o -name '*.opf' -o -name '*.ncx' -o -name '*.xml')
	is "$1: mimetype first, stored" "$(dd if="$2" bs=1 skip=30 count=28 2>/dev/null)" 'mimetypeapplication/epub+zip'
	unlike "$1: nothing is loaded from elsewhere" "$(grep -rhoE '(src|srcset|poster)="[^"]*"' "$work/parts" --include='*.xhtml')" '"(https?:)?//'
	if [ -f $check ]; then
		ok "$1: epubcheck" java -jar $check -q "$2"
	else
		skip "$1: epubcheck" "no $check"
	fi
}
part() { cat "$work/parts/EPUB/$1"; }

# ---- hostile texts ----
h=$work/hostile/甲报
mkdir -p "$h"
day=1612310400000
article "$h/1.md" $day '水库 <script>alert(1)</script> & ]]> "堤" &#x1;' https://a.example/1 '<p>第一段 &amp; <b>粗</b> &lt;script&gt; ]]&gt; &#11; 末</p><img src="https://elsewhere.example/x.png" alt="&quot;船&quot; onerror=x"><p><a href="https://b.example/?a=1|2&amp;b={x} y">链接</a> <a href="javascript:alert(1)">坏</a></p>'
article "$h/2.md" $((day + 1000)) '　 ' https://a.example/2 '<ul><li>一<ul><li>二</li></ul></li></ul><ol start="3"><li>三</li></ol><dl><dt>词</dt><dd>义</dd></dl><table><caption>表</caption><tr><th colspan="2">甲</th></tr><tr><td>1</td><td>2</td></tr></table><pre>  行
行</pre><blockquote cite="https://a.example/ &lt;"><p>引</p></blockquote><p><ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby> <bdo dir="rtl">abc</bdo> <bdo>abc</bdo> <time datetime="yesterday">昨天</time> <del>旧</del><ins>新</ins> <q>问</q> x<sup>2</sup></p><h1>大</h1><h6>小</h6><hr>'
printf '<!--%s-->\n[%s](%s)\n------\n\n%s\n' $((day + 2000)) "$(printf '\001\002\033[31m控\357\277\277\357\277\276制\302\205\177')" https://a.example/3 "$(printf '<p>\001正\013文\014 \357\277\277 &#xFFFE; &#0; &#xD800; 末</p><p lang="x y&quot;">歪</p><p lang="zh-Hant">體</p><p dir="sideways">斜</p>')" >"$h/3.md"
article "$h/4.md" $((day + 3000)) "$(printf '长%.0s' $(seq 400))" 'https://a.example/四?x="&amp;<' '<figure><img src="https://elsewhere.example/y.svg"><figcaption>图说 &lt;</figcaption></figure><figure><figcaption>只有图说</figcaption></figure><p></p><p> </p>'
article "$h/5.md" $((day + 4000)) '　 ' https://a.example/5 ''
article "$work/hostile/Courier/6.md" $((day + 5000)) 'The dam holds' https://c.example/6 '<p>Engineers looked at every gate of the dam through the night and found no leak of any kind.</p>'
article "$work/hostile/Courier/7.md" $((day + 90000000)) 'The day after' https://c.example/7 '<p>The rain has stopped, and the road along the river is open again for those who must travel.</p>'
"$xinshi" init -q
"$xinshi" import -q "$work/hostile" >/dev/null 2>&1

"$xinshi" serve --listen 127.0.0.1:0 --zone +00:00 >"$work/url" 2>/dev/null &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/url" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
url=$(head -n 1 "$work/url")
url=${url%/}
# book PATH FILE: asks for it in Chinese; the status
book() { curl -sS -D "$work/head" -H 'Accept-Language: zh-CN' -o "$2" -w '%{http_code}' "$url$1"; }

is "a day" "$(book /d/2021-02-03.epub "$work/day.epub")" 200
like "is a book" "$(cat "$work/head")" '^Content-Type: application/epub\+zip'
valid "the day" "$work/day.epub"
is "has a chapter an article" "$(ls "$work/parts/EPUB" | grep -c '^a[0-9]*\.xhtml$')" 6
like "under its outlet" "$(part nav.xhtml)" '<li><span>甲报</span><ol>'
like "for old readers, too" "$(part toc.ncx)" '<text>The dam holds</text>'
like "each with its own language" "$(part nav.xhtml)" 'xml:lang="en" lang="en">The dam holds'
first=$(grep -l 'a.example/1"' "$work/parts/EPUB"/a*.xhtml)
like "its title as a heading" "$(cat "$first")" '<h1>水库 &lt;script&gt;alert\(1\)&lt;/script&gt; &amp; \]\]&gt;'
like "its address" "$(cat "$first")" '<a href="https://a.example/1" rel='
like "its digest" "$(cat "$first")" "<code>$(sha256sum <"$h/1.md" | cut -c 1-64)</code>"
like "its dates" "$(cat "$first")" '<time datetime="2021-02-03T00:00:00Z">'
like "a picture that is not kept is named" "$(cat "$first")" '图片'
unlike "no script, nothing that begins one" "$(cat "$first")" '<script|javascript:|onerror="'
like "no title is said so" "$(part nav.xhtml)" '（无标题）'
book /d/2021-02-03.epub "$work/again.epub" >/dev/null
ok "the same bytes when it is made again" cmp "$work/day.epub" "$work/again.epub"
like "named by its newest capture" "$(part content.opf)" '<meta property="dcterms:modified">[0-9]{4}-[0-9-]{5}T[0-9:]{8}Z</meta>'

is "in the other script" "$(book '/zh-hant/search.epub?q=from:2021-02-03' "$work/hant.epub")" 200
valid "a search" "$work/hant.epub"
like "which is said" "$(part front.xhtml)" '<p class="note">機器轉換'
like "chapters are in it" "$(part nav.xhtml)" 'lang="zh-Hant">水庫'
like "but for what is quoted" "$(grep -h 'a.example/1' "$work/parts/EPUB"/a*.xhtml)" '水库'
is "a story, by any of its articles" "$(book /story/1.epub "$work/story.epub")" 200
valid "the story" "$work/story.epub"
is "an article without pictures" "$(book '/a/1.epub?img=0' "$work/one.epub")" 200
is "a day without articles is no book" "$(book /d/1999-01-01.epub "$work/none.epub")" 404
is "nor an article that is not there" "$(book /a/99999.epub "$work/none.epub")" 404
is "nor a word for a day" "$(book /d/tomorrow.epub "$work/none.epub")" 404
is "nor a search that is none" "$(book '/search.epub?q=%22open' "$work/none.epub")" 400
is "an entry to cite" "$(book /a/1.bib "$work/bib")" 200
like "with time and digest" "$(cat "$work/bib")" '^  note = .Captured [0-9TZ:-]+, SHA-256 [0-9a-f]{64}, kept as http.*/a/1/v/1.$'
curl -sS "$url/a/1" >"$work/page"
like "an article's page offers it" "$(cat "$work/page")" 'href="/a/1.epub"'
curl -sS "$url/d/2021-02-03" >"$work/page"
like "a day's page, too" "$(cat "$work/page")" 'href="/d/2021-02-03.epub"'
curl -sS "$url/search?q=dam" >"$work/page"
like "and a search" "$(cat "$work/page")" 'href="/search.epub\?q=dam"'

# ---- a day of more than a book holds ----
for i in $(seq 1003); do
	printf '<!--%s-->\n[%s](https://many.example/%s)\n------\n\n<p>%s: the gates were looked at once more, and nothing was found.</p>\n' $((1614556800000 + i)) "Gate $i" "$i" "$i" >"$h/many$i.md"
done
"$xinshi" import -q "$h" >/dev/null 2>&1
is "a day of 1,003 articles" "$(book /d/2021-03-01.epub "$work/many.epub")" 200
is "is cut at 1,000 chapters" "$(unzip -l "$work/many.epub" | grep -c 'EPUB/a[0-9]*\.xhtml')" 1000
like "which the book says" "$(unzip -p "$work/many.epub" EPUB/front.xhtml)" '本书只收 1,?000 篇'
status "an export takes them all" 0 "$xinshi" export -q --format epub --from 2021-03-01 --to 2021-03-01 --output "$work/many2.epub"
is "in one book" "$(unzip -l "$work/many2.epub" | grep -c 'EPUB/a[0-9]*\.xhtml')" 1003

# ---- exported ----
status "some days" 0 "$xinshi" export --format epub --from 2021-02-03 --to 2021-02-04 --output "$work/days.epub"
like "are one file" "$err" 'Wrote 1 file'
valid "the days" "$work/days.epub"
is "under each day" "$(part nav.xhtml | grep -c '<li><span>')" 2
like "with a manifest" "$(jq -r '.format + " " + (.files[0].sha256)' "$work/days.epub.manifest.json")" "^epub $(sha256sum <"$work/days.epub" | cut -c 1-64)"
status "is not written over" 1 "$xinshi" export --format epub --output "$work/days.epub"
status "one outlet, to standard output" 0 sh -c "'$xinshi' export -q --format epub --source Courier --output - >'$work/outlet.epub'"
is "has its articles" "$(unzip -l "$work/outlet.epub" | grep -c 'EPUB/a[0-9]*\.xhtml')" 2
"$xinshi" export -q --format epub --source Courier --output - >"$work/outlet2.epub"
ok "and the same bytes again" cmp "$work/outlet.epub" "$work/outlet2.epub"
status "no article, no book" 1 "$xinshi" export --format epub --from 1999 --to 1999 --output "$work/none"

# ---- pictures of our own ----
cat >"$work/script" <<END
at /feed.xml
answer 200
file application/rss+xml $work/feed.xml
at /p/boat.jpg
answer 200
file image/jpeg $root/test/pictures/profile.jpg
END
"$build/httpd/httpd" -r "$work/port" -l "$work/log" "$work/script" &
outlet=$!
trap 'kill $server $outlet 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/port" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
at=http://127.0.0.1:$(cat "$work/port")
figure='&lt;figure>&lt;img src="/p/boat.jpg" alt="街上的船">&lt;figcaption>街上的船，今晨。&lt;/figcaption>&lt;/figure>'
text='&lt;p>今晨六时，水库的水位又上涨了两米，下游三个村子的居民已经全部搬到高处的学校里过夜。&lt;/p>'
printf '<rss version="2.0"><channel><title>临江日报</title><link>%s/</link><item><guid>1</guid><link>%s/1</link><title>水库水位上涨</title><description>%s%s</description></item><item><guid>2</guid><link>%s/2</link><title>居民已搬走</title><description>%s%s</description></item></channel></rss>\n' "$at" "$at" "$figure" "$text" "$at" "$figure" "${text}${text}" >"$work/feed.xml"
export XINSHI_ARCHIVE="$work/pictures"
"$xinshi" init -q
printf '[net]\nallow = 127.0.0.0/8:%s\nhost-gap = 0\n' "${at##*:}" >"$XINSHI_ARCHIVE/xinshi.conf"
status "a feed with pictures" 0 "$xinshi" add "$at/feed.xml" -q
"$xinshi" fetch --all --pages never -q >/dev/null 2>&1
"$xinshi" fetch --all --pages never -q >/dev/null 2>&1
status "as a book" 0 "$xinshi" export -q --format epub --output "$work/shown.epub"
valid "with pictures" "$work/shown.epub"
is "has each picture once" "$(ls "$work/parts/EPUB" | grep -c '\.jpg$')" 1
is "in both chapters, with size and words" "$(cat "$work/parts/EPUB"/a*.xhtml | grep -cE '<img src="p[0-9a-f]{16}\.jpg" alt="[^"]+" width="120" height="80"/>')" 2
like "with its caption" "$(cat "$work/parts/EPUB"/a*.xhtml)" '<figcaption>街上的船，今晨。</figcaption>'
status "without pictures" 0 "$xinshi" export -q --format epub --no-pictures --output "$work/plain.epub"
unlike "there is none" "$(unzip -l "$work/plain.epub")" '\.jpg'
finish
