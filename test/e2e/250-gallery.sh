# Pictures from our own host, a proxy's parameters, and quality seen: how a page is read, and what readers say is wrong with it.
. test/lib.sh "$1"

html='text/html;charset=utf-8'
cat >"$work/script" <<END
at /feed.xml
answer 200
file application/rss+xml $work/feed.xml
at /n/1.html
answer 200
file $html $work/1.html
at /p/boat.jpg
answer 200
file image/jpeg $root/test/pictures/profile.jpg
at /p/other.jpg
answer 200
file image/jpeg $root/test/pictures/plain.jpg
END
"$build/httpd/httpd" -r "$work/port" -l "$work/log" "$work/script" &
pids=$!
trap 'kill $pids 2>/dev/null; chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/port" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
port=$(cat "$work/port")
at=http://127.0.0.1:$port
printf '<rss version="2.0"><channel><title>临江日报</title><link>%s/</link><item><guid>1</guid><link>%s/n/1.html</link><title>水库水位上涨</title><description>水库的水位又上涨了两米……</description></item></channel></rss>\n' "$at" "$at" >"$work/feed.xml"
cat >"$work/1.html" <<'END'
<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>水库水位上涨 - 临江日报</title></head><body>
<header><a href="/">首页</a> <a href="/news">新闻</a> <a href="/sport">体育</a></header><main><article><h1>水库水位上涨</h1>
<figure><img src="/p/boat.jpg" alt="街上的船"><figcaption>街上的船，今晨。</figcaption></figure>
<p>今晨六时，水库的水位又上涨了两米，下游三个村子的居民已经全部搬到高处的学校里过夜。</p>
<p>县里的工程师连夜检查了大坝的每一处闸门，他们说坝体完好，没有任何渗漏的迹象，请居民放心。</p>
<p>气象台预计雨势在明天中午以前不会减弱，沿河的公路因此封闭，火车也改走南边的旧线。</p>
</article></main><aside><ul><li><a href="/a1">昨日要闻一</a></li><li><a href="/a2">昨日要闻二</a></li></ul></aside>
<footer>版权所有 临江日报社</footer></body></html>
END
"$xinshi" init -q >/dev/null
printf '[net]\nallow = 127.0.0.0/8:%s\nhost-gap = 0\n' "$port" >"$XINSHI_ARCHIVE/xinshi.conf"
status "a feed, its page" 0 "$xinshi" add "$at/feed.xml" -q
"$xinshi" fetch --all -q >/dev/null 2>&1
"$xinshi" fetch --all -q >/dev/null 2>&1
id=$("$xinshi" list --json | jq .id)

# room NAME OPTION...: serves; $url is where
room() {
	name=$1
	shift
	"$xinshi" serve --listen 127.0.0.1:0 "$@" >"$work/$name" 2>"$work/$name.err" &
	server=$!
	pids="$pids $server"
	i=0
	until [ -s "$work/$name" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
	url=$(head -n 1 "$work/$name")
	url=${url%/}
}
get() { curl -sS -D "$work/head" -o "$work/body" -w '%{http_code}' "$@"; }

room local
# ---- pictures ----
is "the article" "$(get "$url/a/$id")" 200
src=$(grep -o '<img src="/img/[^"]*"' "$work/body" | head -n 1 | cut -d'"' -f2)
like "shows its picture from here, with its size" "$(cat "$work/body")" '<img src="/img/[0-9]+/[0-9a-f]{16}" alt="[^"]+" width="120" height="80" loading="lazy" decoding="async">'
like "with its caption" "$(cat "$work/body")" '<figcaption>街上的船，今晨。</figcaption>'
unlike "and nothing from elsewhere" "$(cat "$work/body")" '(src|srcset)="http'
is "the picture" "$(get "$url$src")" 200
like "is what it is said to be" "$(cat "$work/head")" '^Content-Type: image/jpeg'
like "in a sandbox" "$(cat "$work/head")" "^Content-Security-Policy: default-src 'none'.*sandbox"
like "not sniffed" "$(cat "$work/head")" '^X-Content-Type-Options: nosniff'
is "without what its camera said" "$(grep -ac Exif "$work/body")" 0
is "the original has it" "$(grep -ac Exif "$root/test/pictures/profile.jpg")" 1
etag=$(sed -n 's/^ETag: \(.*\)\r/\1/p' "$work/head")
is "asked again with its tag" "$(get -H "If-None-Match: $etag" "$url$src")" 304
is "a head" "$(get -I "$url$src")" 200
is "as WebP for who takes it" "$(get -H 'Accept: image/webp' "$url$src")" 200
like "and says so" "$(cat "$work/head")" '^Content-Type: image/webp'
is "of the same address" "$(get "$url/feed/all.rss")" 200
like "in feeds by a whole one" "$(cat "$work/body")" "src=(&quot;|\")$url$src"
is "JSON has the original's" "$(get "$url/a/$id.json")" 200
like "which is evidence" "$(jq -r .html "$work/body")" "<img src=\"$at/p/boat.jpg\""

# ---- a proxy's parameters ----
asked=$(grep -c . "$work/log")
old="url=127.0.0.1:$port/p/boat.jpg"
is "an old hot link" "$(get "$url/img?$old&w=300&fit=cover&output=jpg&q=80")" 200
like "is answered" "$(cat "$work/head")" '^Content-Type: image/jpeg'
is "at the proxy's root, too" "$(get -L "$url/?$old")" 200
like "is answered" "$(cat "$work/head")" '^Content-Type: image/jpeg'
is "what is not kept is not found" "$(get "$url/img?url=127.0.0.1:$port/p/other.jpg")" 404
is "nor a stranger's" "$(get "$url/img?url=http://evil.example/%3Cscript%3Ealert(1)%3C/script%3E")" 404
unlike "of which nothing is said back" "$(cat "$work/body")" 'evil.example|<script|alert'
is "a word is no address" "$(get "$url/img?url=x")" 400
is "and nothing was asked of anybody" "$(grep -c . "$work/log")" "$asked"

# ---- how it was read ----
is "the page's reading" "$(get "$url/admin/extract/$id")" 200
like "what was kept" "$(cat "$work/body")" '✓ (kept|保留)'
like "what was dropped" "$(cat "$work/body")" '昨日要闻一'
is "again, by the same worker" "$(get "$url/admin/extract/$id")" 200
is "not for who comes through a proxy" "$(get -H 'X-Forwarded-For: 127.0.0.1' "$url/admin/extract/$id")" 404

# ---- what readers say ----
mark() { get -H 'Sec-Fetch-Site: same-origin' "$@"; }
is "nobody has said anything" "$("$xinshi" list --marks 2>/dev/null)" ''
is "another site's form" "$(get -H 'Sec-Fetch-Site: cross-site' -d what=date "$url/a/$id/wrong")" 403
is "our own" "$(mark -d what=too-much --data-urlencode 'words=页脚也在里面' "$url/a/$id/wrong")" 303
like "leads to its page" "$(cat "$work/head")" "^Location: /a/$id/wrong"
is "is kept" "$("$xinshi" list --marks --json | jq -r '[.article, .what, .words] | join(" ")')" "$id too-much 页脚也在里面"
like "and told to people" "$("$xinshi" list --marks)" "#$id +version [12] +too-much: 页脚也在里面"
is "health counts it" "$(get "$url/admin/health")" 200
like "with a way to it" "$(cat "$work/body")" "/admin/extract/$id"
status "as a case for tests" 0 "$xinshi" extract --marked "$work/golden/extract"
is "page, origin, text, words" "$(ls "$work/golden/extract"/mark-1 | tr '\n' ' ')" 'NOTE from in.html want.json '
ok "the page as it came" cmp "$work/golden/extract/mark-1/in.html" "$work/1.html"
like "the reader's words" "$(cat "$work/golden/extract/mark-1/NOTE")" '^too-much: 页脚也在里面$'
is "the text as it is kept" "$(jq -r .headline "$work/golden/extract/mark-1/want.json")" 水库水位上涨
if [ -x "$build/test/t_golden" ]; then
	ok "which our own tests can run" env GOLDEN_DIR="$work/golden" "$build/test/t_golden"
fi
ok "a rebuild" "$xinshi" rebuild -q
is "leaves what readers said" "$("$xinshi" list --marks --json | jq .article)" "$id"
sum=$(sha256sum <"$XINSHI_ARCHIVE/archive.db")
mark -d what=date "$url/a/$id/wrong" >/dev/null
is "and what they say leaves the archive" "$(sha256sum <"$XINSHI_ARCHIVE/archive.db")" "$sum"
worker=$(pgrep -P "$server" -f xinshi-parse | head -n 1)
kill -TERM "$server"
wait "$server"
is "it ends when told to" $? 0
is "and its worker with it" "$(kill -0 "${worker:-0}" 2>&1 | grep -c 'No such process')" 1

# ---- where others can reach us ----
room shared --public-readonly
is "no mark is taken" "$(mark -d what=date "$url/a/$id/wrong")" 404
get "$url/a/$id" >/dev/null
unlike "nor asked for" "$(cat "$work/body")" '/wrong'
get "$url$src" >/dev/null
like "pictures are for all" "$(cat "$work/head")" '^Cross-Origin-Resource-Policy: cross-origin'
kill "$server"
room marked --base-url https://news.example --marks --img-redirect "cdn.example, 127.0.0.1"
is "unless its keeper says so" "$(mark -d what=date "$url/a/$id/wrong")" 303
is "nor is anybody sent elsewhere" "$(get "$url/img?url=evil.example/a.jpg")" 404
is "but to hosts that are named" "$(get "$url/img?url=https://CDN.example/a.jpg")" 302
like "to the picture itself" "$(cat "$work/head")" '^Location: https://cdn.example/a.jpg'
chmod a-w "$XINSHI_ARCHIVE"
kill "$server"
finish
