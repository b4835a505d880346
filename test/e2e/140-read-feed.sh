# Feeds: what they say, in any format and character set, and what is wrong with them.
. test/lib.sh "$1"

cat >"$work/rss.xml" <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>临江日报</title><link>/</link><description>新闻</description>
<item><title>大雨 &amp; 风</title><link>a/1</link><pubDate>Mon, 05 Feb 2024 10:00:00 +0800</pubDate>
<content:encoded><![CDATA[<p onclick="x()">甲<script>alert(1)</script> <a href="b">乙</a></p>]]></content:encoded>
<category>天气</category><enclosure url="c.mp3" length="9" type="audio/mpeg"/></item>
</channel></rss>
XML
read_feed() { "$xinshi" read-feed --json --base https://a.example/f/ "$@"; }
read_feed "$work/rss.xml" >"$work/rss.json"
field() { jq -r "$1" "$work/rss.json"; }
is "the format" "$(field .version)" rss20
is "the title" "$(field .feed.title)" 临江日报
is "an address, resolved" "$(field '.items[0].url')" https://a.example/f/a/1
is "a date, in UTC" "$(field '.items[0].published')" 2024-02-05T02:00:00Z
is "markup, safe" "$(field '.items[0].content')" '<p>甲 <a href="https://a.example/f/b">乙</a></p>'
is "a tag" "$(field '.items[0].tags[0].term')" 天气
is "a file" "$(field '.items[0].enclosures[0] | "\(.url) \(.length)"')" "https://a.example/f/c.mp3 9"
is "nothing wrong" "$(field '.faults | length')" 0
like "people are told as well" "$("$xinshi" read-feed "$work/rss.xml")" '2024-02-05  大雨 & 风'
is "standard input" "$(read_feed - <"$work/rss.xml")" "$(cat "$work/rss.json")"

read_feed --header 'Content-Location: https://b.example/g/' --header 'Content-Type: text/xml' "$work/rss.xml" >"$work/rss.json"
is "headers decide the base" "$(field '.items[0].url')" https://b.example/g/a/1

for charset in gbk gb18030 big5 euc-jp shift_jis euc-kr utf-16le utf-16be; do
	case $charset in
	euc-jp | shift_jis) text='東京で大雨、市長は記者会見で避難を呼びかけた' ;;
	euc-kr) text='서울에 큰비가 내려 시장이 기자회견을 열었다' ;;
	big5) text='臨江市大雨，市長在記者會上表示，水庫的水位仍在上升' ;;
	*) text='临江市大雨，市长在记者会上表示，水库的水位仍在上升' ;;
	esac
	printf '<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel><title>%s</title></channel></rss>' \
		"$charset" "$text" | iconv -f utf-8 -t "$charset" >"$work/declared.xml"
	printf '<rss version="2.0"><channel><title>%s</title><description>%s</description></channel></rss>' "$text" "$text" |
		iconv -f utf-8 -t "$charset" >"$work/bare.xml"
	is "$charset, declared" "$(read_feed "$work/declared.xml" | jq -r .feed.title)" "$text"
	is "$charset, in the header" \
		"$(read_feed --header "Content-Type: text/xml; charset=$charset" "$work/bare.xml" | jq -r .feed.title)" "$text"
	is "$charset, not said" "$(read_feed "$work/bare.xml" | jq -r .feed.title)" "$text"
done

printf '<rss><channel><title>a & b</title>\n<item><title>one<item><title>two</title></item></chan' >"$work/bad.xml"
read_feed "$work/bad.xml" >"$work/rss.json"
is "malformed: both items" "$(field '[.items[].title] | join(" ")')" "one two"
is "malformed: where" "$(field '.faults[0] | "\(.line) \(.rule)"')" "1 stray ampersand"

{
	echo '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa">'
	i=0
	last=a
	while [ $i -lt 12 ]; do
		echo "<!ENTITY x$i \"&$last;&$last;&$last;&$last;&$last;&$last;&$last;&$last;&$last;&$last;\">"
		last=x$i
		i=$((i + 1))
	done
	echo "]><rss><channel><title>&$last; &f;</title></channel></rss>"
} >"$work/bomb.xml"
is "no entity is expanded" "$(read_feed "$work/bomb.xml" | jq -r .feed.title)" "&$last; &f;"

# a feed of any size takes no more memory than an item: 20 MB of heap are enough for this one of 30
feed_of() {
	awk -v n="$1" 'BEGIN {
		for (; i < 40; i++) text = text "&lt;p&gt;大雨 in the evening, and more of it.&lt;/p&gt;\n"
		print "<rss version=\"2.0\"><channel><title>long</title>"
		for (; k < n; k++) print "<item><guid>" k "</guid><description>" text "</description></item>"
	}'
}
if [ -n "${SAN-}" ]; then
	skip "a large feed in little memory" "sanitisers need more"
else
	feed_of 13000 >"$work/large.xml"
	is "a large feed in little memory" \
		"$( (ulimit -d 20480; read_feed "$work/large.xml") | jq -c '[.feed.title, (.items | length), .cut]')" \
		'["long",13000,false]'
fi
feed_of 20002 | read_feed - | jq -c '[(.items | length), .cut]' >"$work/cut"
is "too many items" "$(cat "$work/cut")" "[20000,true]"

status "a folder cannot be read" 1 "$xinshi" read-feed --json "$work"
is "and gives nothing" "$out" ""
printf '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}' >"$work/bad.json"
status "JSON that is cut off" 1 "$xinshi" read-feed --json "$work/bad.json"

echo '<html><body>404</body></html>' >"$work/page.html"
status "a page is no feed" 1 "$xinshi" read-feed "$work/page.html"
like "and it says so" "$err" 'is not a feed'
status "an empty file" 1 "$xinshi" read-feed /dev/null
status "a header without a colon" 2 "$xinshi" read-feed --header nonsense "$work/rss.xml"
status "a missing file" 1 "$xinshi" read-feed "$work/none"

status "lint finds faults" 1 "$xinshi" lint "$work/bad.xml"
like "with line and rule" "$out" "bad.xml:1: not well-formed"
cat >"$work/good.xml" <<'XML'
<rss version="2.0"><channel><title>a</title><link>https://a.example/</link><description>b</description></channel></rss>
XML
status "and praises" 0 "$xinshi" lint "$work/good.xml"
is "in silence" "$out" ""
finish
