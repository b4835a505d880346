# Every kind of feed that is given away, against the schemas of its format, our own lint, and what HTTP promises.
. test/lib.sh "$1"

# Sixty notes of one outlet, so that there is a document of the past; characters and markup that hurt; two changed.
n=0
while [ $n -lt 60 ]; do
	n=$((n + 1))
	article "$work/in/河口日报/$n.md" $((1650000000000 + n * 3600000)) "第 $n 号 & \"通告\" 3 < 5 ]]>" \
		"https://hekou.example/$n?a=1&b=%E6%B0%B4" "<p>第 $n 段：<i>水位</i> &lt;b&gt; 上升 ]]&gt; $n 厘米。</p><img src=\"/$n.jpg\">"
done
article "$work/in/河口日报/7b.md" 1650999000000 "第 7 号" "https://hekou.example/7?a=1&b=%E6%B0%B4" "<p>第 7 段：水位下降 3 厘米。</p>"
"$xinshi" import -q "$sample" >/dev/null 2>&1
status "import" 0 "$xinshi" import -q "$work/in"
serve() {
	: >"$work/address"
	"$xinshi" serve --listen 127.0.0.1:0 --base-url https://news.example --hub https://hub.example/ >"$work/address" 2>"$work/serve.err" &
	server=$!
	n=0
	until [ -s "$work/address" ] || [ $n -ge 100 ]; do n=$((n + 1)); sleep 0.05; done
	url=$(head -n 1 "$work/address")
	url=${url%/}
}
serve
trap 'kill "$server" 2>/dev/null; chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
slug=$(jq -nr '"河口日报"|@uri')

mkdir "$work/feeds"
n=0
for prefix in "" /zh-hans /zh-hant; do
	for feed in "all.FORM" "all.FORM?archive=1" "all.FORM?filter=%E6%B0%B4&limit=9" "source/$slug.FORM" "source/$slug.FORM?archive=1" \
		"changes.FORM" "search.FORM?q=%E6%B0%B4%E4%BD%8D" "search.FORM?q=%E6%B0%B4%E4%BD%8D&page=2" "search.FORM?q=nothingatall"; do
		for form in atom rss json; do
			n=$((n + 1))
			curl -sS -o "$work/feeds/$n.$form" "$url$prefix/feed/$(echo "$feed" | sed "s/FORM/$form/")"
		done
	done
done
curl -sS -o "$work/feeds/feeds.opml" "$url/feeds.opml"
ok "$(ls "$work"/feeds/*.atom | wc -l) Atom feeds by RFC 4287" jing -c test/schema/atom.rnc "$work"/feeds/*.atom
ok "$(ls "$work"/feeds/*.rss | wc -l) feeds by RSS 2.0" jing -c test/schema/rss.rnc "$work"/feeds/*.rss
ok "lists by OPML 2.0" jing -c test/schema/opml.rnc "$work"/feeds/*.opml
is "$(ls "$work"/feeds/*.json | wc -l) feeds by JSON Feed 1.1" "$(jq -r -f test/schema/jsonfeed.jq "$work"/feeds/*.json)" ""
n=0
for feed in "$work"/feeds/[1-9].* "$work"/feeds/1[0-9].* "$work"/feeds/2[0-7].*; do # those that are not converted
	n=$((n + 1))
	"$xinshi" lint "$feed" >>"$work/lint" 2>>"$work/praise" || echo "$feed: status $?" >>"$work/lint"
done
is "lint finds nothing in any" "$(cat "$work/lint")" ""
is "and has looked at all" "$n $(grep -c 'nothing wrong' "$work/praise")" "27 27"
"$xinshi" read-feed --json "$work/feeds/1.atom" >"$work/read.json"
is "read again, they hold what they were made of" "$(jq -r '[.items[] | select(.url | test("hekou|/a/"))] | length > 50' "$work/read.json")" true

# The schemas refuse what they should.
refuses() {
	sed "$3" "$work/feeds/$2" >"$work/broken.xml"
	status "$1" 1 jing -c "test/schema/$4.rnc" "$work/broken.xml"
}
refuses "no id of an entry" 1.atom '/<entry>/,/<title>/s/<id>.*<\/id>//' atom
refuses "a date that is none" 1.atom 's/<updated>2/<updated>x/' atom
refuses "an unknown element" 1.atom 's/<generator/<generater\/><generator/' atom
refuses "a date of Atom in RSS" 2.rss 's/<pubDate>.*<\/pubDate>/<pubDate>2021-01-01T00:00:00Z<\/pubDate>/' rss
refuses "a list without an address" feeds.opml 's/xmlUrl="[^"]*"//' opml

# What HTTP says: validators, compression, what is new alone, the hub.
for feed in all.atom all.rss all.json changes.atom "source/$slug.rss" "search.json?q=%E6%B0%B4" "all.atom?archive=1" feeds.opml; do
	case $feed in feeds.opml) path=/$feed ;; *) path=/feed/$feed ;; esac
	curl -sS -D "$work/head" -o "$work/plain" "$url$path"
	etag=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' "$work/head")
	is "$feed: not modified" "$(curl -sS -o /dev/null -w '%{http_code}' -H "If-None-Match: $etag" "$url$path")" 304
	curl -sS -D "$work/head" -H 'Accept-Encoding: gzip' -o "$work/gz" "$url$path"
	like "$feed: compressed" "$(cat "$work/head")" '^Content-Encoding: gzip'
	ok "$feed: the same text" sh -c "gzip -dc '$work/gz' | cmp - '$work/plain'"
	since=$(sed -n 's/^Last-Modified: \(.*\)\r$/\1/p' "$work/head")
	[ -z "$since" ] || is "$feed: not modified since" \
		"$(curl -sS -o /dev/null -w '%{http_code}' -H "If-Modified-Since: $since" "$url$path")" 304
done
curl -sS -D "$work/head" -o /dev/null "$url/feed/all.rss"
like "the hub in the head" "$(cat "$work/head")" '^Link: <https://hub.example/>; rel="hub", <https://news.example/feed/all.rss>; rel="self"'
like "kept for a while, by what was asked" "$(cat "$work/head")" '^Vary: .*A-IM'
etag=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' "$work/head")
article "$work/more/河口日报/61.md" 1650999900000 "第 61 号" "https://hekou.example/61" "<p>新的一段。</p>"
status "one more comes" 0 "$xinshi" import -q "$work/more"
sleep 1.1
is "to one who says so, only the new one" "$(curl -sS -o "$work/delta" -w '%{http_code}' -H 'A-IM: feed' -H "If-None-Match: $etag" "$url/feed/all.rss")" 226
is "is sent" "$(grep -c '<item>' "$work/delta")" 1
ok "as a feed" jing -c test/schema/rss.rnc "$work/delta"
curl -sS -o "$work/again" "$url/feed/all.atom?archive=1"
ok "a document of the past is the same, byte for byte" cmp "$work/again" "$work/feeds/4.atom"
kill -TERM "$server"
wait "$server"
status "everything derived is made again" 0 "$xinshi" rebuild -q
serve
curl -sS -o "$work/again" "$url/feed/all.atom?archive=1"
ok "and it is the same still" cmp "$work/again" "$work/feeds/4.atom"
kill -TERM "$server"
wait "$server"
finish
