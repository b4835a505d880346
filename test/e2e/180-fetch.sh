# Feeds are asked when they are due: news, corrections, faults, what is gone for good; and what is told of it.
. test/lib.sh "$1"

# feed FILE TITLE NUMBER...
feed() {
	file=$1
	printf '<rss version="2.0"><channel><title>%s</title><link>http://127.0.0.1/</link>' "$2" >"$file.new"
	shift 2
	for n in "$@"; do
		printf '<item><guid>%s</guid><link>http://127.0.0.1/%s.html</link><title>第%s条消息</title><description>&lt;p&gt;%s号水库的水位今晨又涨了两米，下游三个村子的居民已经搬到高处，官员说大坝没有危险。&lt;/p&gt;</description></item>' "$n" "$n" "$n" "$n" >>"$file.new"
	done
	printf '</channel></rss>\n' >>"$file.new"
	mv "$file.new" "$file"
}
feed "$work/a.xml" 临江日报 1 2 3
feed "$work/b.xml" 'Harbour Post' 4
feed "$work/past-1.xml" 往日 91 92
feed "$work/past.xml" 今日 93
sed -i 's|<channel>|<channel><a:link xmlns:a="http://www.w3.org/2005/Atom" rel="prev-archive" href="past-1.xml"/>|' "$work/past.xml"
sed -i 's|<channel>|<channel><h:archive xmlns:h="http://purl.org/syndication/history/1.0"/>|' "$work/past-1.xml"
cat >"$work/script" <<END
at /a.xml
answer 200
file application/rss+xml $work/a.xml
at /b.xml
answer 200
header ETag: "b"
file application/rss+xml $work/b.xml
validate
at /wait.xml
answer 200
file application/rss+xml $work/b.xml
answer 429
header Retry-After: 7200
at /gone.xml
answer 200
file application/rss+xml $work/b.xml
answer 410
at /page.xml
answer 200
file application/rss+xml $work/b.xml
answer 200
text text/html <html><head><title>Sorry</title></head><body>We are down for today.</body></html>
at /past.xml
answer 200
file application/rss+xml $work/past.xml
at /past-1.xml
answer 200
file application/rss+xml $work/past-1.xml
at /silent.xml
answer 200
silent
END
"$build/httpd/httpd" -r "$work/port" -l "$work/log" "$work/script" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/port" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
port=$(cat "$work/port")
at=http://127.0.0.1:$port
"$xinshi" init -q
printf '[net]\nallow = 127.0.0.0/8:%s\nhost-gap = 0\ncontact = keeper@news.example\n[pages]\npages = later\n' "$port" >"$work/archive/xinshi.conf"

status "no feed" 0 "$xinshi" fetch
like "says how to begin" "$err" "No feed is followed.*add URL"
ok "feeds" "$xinshi" add "$at/a.xml" "$at/b.xml"
before=$(wc -l <"$work/log")
status "nothing is due" 0 "$xinshi" fetch
like "says when" "$err" "Nothing is due; the next is in [0-9]+ (min|h|s)"
is "and asks nobody" "$(wc -l <"$work/log")" "$before"
status "what would be asked" 0 "$xinshi" fetch --dry-run
like "is told with the time" "$out" "^in [0-9]+ min +临江日报 \(#1\)  $at/a.xml"
is "and asks nobody" "$(wc -l <"$work/log")" "$before"
status "a named one is asked now" 0 "$xinshi" fetch "Harbour Post" -v
like "with what was given to it" "$out" "Harbour Post \(#2\): unchanged \(304\); next in "
is "byte for byte" "$(jq -r '.marks | join(" ")' "$work/log" | tail -n 1)" "repeated tag-good"

# news, a correction, an item that left
feed "$work/a.xml" 临江日报 2 3 5 6
sed -i 's/3号水库的水位今晨又涨了两米/3号水库的水位今晨又涨了五米/' "$work/a.xml"
status "news" 0 "$xinshi" fetch 1
like "is told by feed" "$out" "^临江日报 \(#1\): 2 new articles, 1 changed"
like "and in sums" "$out" "^  2 new items: 2 new articles, 1 changed, "
is "a correction is a version" "$("$xinshi" list --changed --json | jq -r .headline)" 第3条消息
like "of which the difference is told" "$("$xinshi" diff "$("$xinshi" list --changed --json | jq .id)")" "五"
is "what left the feed stays" "$("$xinshi" search 1号水库 --json 2>/dev/null | jq -s length)" 1
is "and news is found" "$("$xinshi" search 6号水库 --json 2>/dev/null | jq -s length)" 1
status "sums for programs" 0 "$xinshi" fetch --all --json
is "are one object" "$(printf '%s' "$out" | jq -c '[.schema, .complete, .feeds, .failed, .unchanged, .items, (.faults | length)]')" '["fetch/1",true,2,0,2,0,0]'

# faults
ok "feeds that will fail" "$xinshi" add "$at/wait.xml" "$at/gone.xml" "$at/page.xml"
status "they fail, the others do not" 1 "$xinshi" fetch --all
like "a page where a feed stood, and what was tried" "$err" "^xinshi: .*\(#5\): $at/page.xml is not a feed: .*text/html"
like "429" "$err" "^xinshi: .*\(#3\): $at/wait.xml answers 429"
like "gone for good" "$err" "^xinshi: .*\(#4\): $at/gone.xml answers 410"
like "for ever" "$err" "not asked again"
like "the sums count them" "$out" "5 feeds asked: 2 unchanged, 3 failed"
is "what they gave stays" "$("$xinshi" list --feed 5 --json | jq -s length)" 1
is "Retry-After is obeyed" "$("$xinshi" feed 3 --json | jq '(.next | fromdate) - (.last_try | fromdate) >= 7200')" true
before=$(wc -l <"$work/log")
"$xinshi" fetch 3 -q 2>/dev/null
is "also where it is named" "$(wc -l <"$work/log")" "$before"
is "what is gone is not asked" "$("$xinshi" fetch --all --dry-run --json | jq -s 'map(.feed) | contains([4])')" false
is "list tells all that" "$("$xinshi" list --feeds --json | jq -sr 'sort_by(.id) | map("\(.state) \(.fault)") | join(", ")')" \
	"active null, active null, active ERR_STATUS, gone ERR_GONE, active ERR_FEED"
like "also for people" "$("$xinshi" list --feeds)" "is not a feed: "
status "doctor looks at them" 0 "$xinshi" doctor
like "and says so" "$out" "look  feeds .*5 feeds are followed: 2 well"
like "and that it is known who asks" "$out" "ok    contact +keeper@news.example"
like "that the darkroom opens" "$out" "ok    darkroom +xinshi-image starts"
like "and that the gate opens" "$out" "ok    gate +xinshi-fetch starts"
status "stats count them" 0 "$xinshi" stats --json
is "as they are" "$(printf '%s' "$out" | jq -c '[.following.feeds, .following.items]')" "[5,9]"

# the evidence
capture=$("$xinshi" feed 1 --json | jq .capture)
"$xinshi" show "$capture" --capture >"$work/bytes"
ok "a capture is what was received" cmp "$work/bytes" "$work/a.xml"
status "what went over the wire" 0 "$xinshi" show "$capture" --exchange
like "is kept" "$out" "^> GET /a.xml HTTP/1.1"
like "both ways" "$out" "^< HTTP/1.1 200 OK"
is "also for programs" "$("$xinshi" show "$capture" --exchange --json | jq -r '.status, .kind')" "200
feed"
status "a capture that is not there" 1 "$xinshi" show 9999 --exchange

# what was before (RFC 5005)
ok "a feed with archives" "$xinshi" add "$at/past.xml"
is "begins with what it shows" "$("$xinshi" list --feed "$at/past.xml" --json | jq -s length)" 1
status "its history" 0 "$xinshi" fetch --history "$at/past.xml"
is "comes on request" "$("$xinshi" list --feed "$at/past.xml" --json | jq -s length)" 3
status "and once" 0 "$xinshi" fetch --history "$at/past.xml" --json
is "is enough" "$(printf '%s' "$out" | jq .items)" 0
"$xinshi" remove "$at/past.xml" -q

# one writer after the other
"$xinshi" add "$at/silent.xml" --no-fetch -q
"$xinshi" fetch "$at/silent.xml" --total-timeout 3 --idle-timeout 3 >"$work/slow.out" 2>"$work/slow.err" &
slow=$!
i=0
until grep -q 'xinshi fetch' "$XINSHI_ARCHIVE/lock" || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
status "who meets a round waits" 1 "$xinshi" import -v "$sample"
like "and says so" "$err" "Waiting for xinshi fetch "
wait $slow
is "the round ends with its fault" $? 1
like "which is told" "$(cat "$work/slow.err")" "took longer than the limit"
status "the archive is whole" 0 "$xinshi" verify
status "and is made again the same" 0 "$xinshi" rebuild
is "with its feeds" "$("$xinshi" list --feeds --json | jq -s length)" 6
finish
