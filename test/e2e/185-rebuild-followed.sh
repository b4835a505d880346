# What feeds gave is made again from their documents as it was: articles, versions, mentions; pages and answers on the way stay.
. test/lib.sh "$1"

# item NUMBER TEXT
item() {
	printf '<item><guid>urn:x:%s</guid><link>http://127.0.0.1/%s.html</link><title>第%s条消息</title><pubDate>2021-02-01 08:00:00</pubDate><description>&lt;p&gt;%s&lt;/p&gt;</description></item>' "$1" "$1" "$1" "$2"
}
# feed FILE HEAD ITEMS
feed() {
	printf '<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>临江日报</title><link>http://127.0.0.1/</link>%s%s</channel></rss>\n' "$2" "$3" >"$1"
}
old='今晨水库水位上涨两米，下游三个村子的居民已经搬到高处，官员说大坝没有危险。'
new='今晨水库水位上涨三米，下游五个村子的居民已经搬到高处，官员说大坝没有危险。'
feed "$work/1.xml" '<atom:link rel="prev-archive" href="/past.xml"/>' "$(item 1 "$old")$(item 2 甲地的桥昨天重新开放。)"
feed "$work/2.xml" '' "$(item 1 "$new")$(item 3 乙地下了今年的第一场雪。)"
feed "$work/past.xml" '' "$(item 0 去年的丰收比前年多了一成。)"
# an item without a page and words before the declaration; and a page where a feed stood
printf 'odd<rss version="2.0"><channel><title>x</title><item><title>无地址</title><description>没有地址的一条短讯。</description></item><item/></channel></rss>' >"$work/odd.xml"
cat >"$work/script" <<END
at /a.xml
answer 200
header ETag: "1"
file application/rss+xml $work/1.xml
answer 304
answer 200
file application/rss+xml $work/1.xml
answer 200
file application/rss+xml $work/2.xml
answer 200
text text/html <html><title>Sold</title><body>This domain is for sale</body></html>
at /b.xml
answer 200
file application/rss+xml $work/odd.xml
at /past.xml
answer 200
file application/rss+xml $work/past.xml
END
"$build/httpd/httpd" -r "$work/port" "$work/script" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/port" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
port=$(cat "$work/port")
"$xinshi" init -q >/dev/null
printf '[net]\nallow = 127.0.0.0/8:%s\nhost-gap = 0\n' "$port" >"$XINSHI_ARCHIVE/xinshi.conf"
status "a feed" 0 "$xinshi" add "http://127.0.0.1:$port/a.xml" --source 临江日报 --zone +08:00 -q
status "an odd one" 0 "$xinshi" add "http://127.0.0.1:$port/b.xml" -q
status "its past, and a 304" 0 "$xinshi" fetch --history 1 -q
"$xinshi" import "$sample" -q >/dev/null 2>&1
"$xinshi" fetch 1 -q >/dev/null 2>&1 # the same bytes
status "a changed item" 0 "$xinshi" fetch 1 -q
status "no feed any more" 1 "$xinshi" fetch 1 -q
is "three of them, the past one, and one without an address" "$("$xinshi" list --feed 1 --json | jq -s length) $("$xinshi" list --feed 2 --json | jq -s length)" "4 1"
is "one has two versions" "$("$xinshi" list --feed 1 --changed --json | jq -s length)" 1

dump() {
	"$xinshi" export --format jsonl --revisions --output - 2>/dev/null
	"$xinshi" list --feeds --json | jq -c 'del(.next_in, .age)'
	"$xinshi" list --quarantine --json --limit 0
	"$xinshi" list --sources --json
	sqlite3 "$XINSHI_ARCHIVE/archive.db" 'SELECT * FROM mentions ORDER BY feed, article; SELECT article, state, next FROM visits ORDER BY article'
}
dump >"$work/before"
status "whole" 0 "$xinshi" verify
status "rebuild" 0 "$xinshi" rebuild --json
is "nothing differs" "$(printf '%s' "$out" | jq .changed)" 0
dump >"$work/after"
ok "all is as it was" diff "$work/before" "$work/after"
status "and whole, again" 0 "$xinshi" verify
is "what came instead of a feed is in quarantine" "$("$xinshi" list --quarantine --json | jq -r 'select(.fault == "ERR_FEED") | .fault')" ERR_FEED
finish
