# Feeds are followed: by address, from a page, from lists; looked after, and given back as a list.
. test/lib.sh "$1"

# feed FILE TITLE NUMBER...: an RSS feed with an item for each number
feed() {
	file=$1
	printf '<rss version="2.0"><channel><title>%s</title><link>http://127.0.0.1/</link>' "$2" >"$file"
	shift 2
	for n in "$@"; do
		printf '<item><guid>%s</guid><link>http://127.0.0.1/%s.html</link><title>第%s条消息</title><description>&lt;p&gt;%s号水库的水位今晨又涨了两米，下游三个村子的居民已经搬到高处，官员说大坝没有危险。&lt;/p&gt;</description></item>' "$n" "$n" "$n" "$n" >>"$file"
	done
	printf '</channel></rss>\n' >>"$file"
}
link() { printf '<link rel=alternate type=application/rss+xml title=%s href=%s>' "$1" "$2"; }
feed "$work/a.xml" 临江日报 1 2 3
feed "$work/b.xml" 'Harbour Post' 4 5
feed "$work/c.xml" "$(printf 'red \033[31m and \342\200\256reversed')" 6
cat >"$work/script" <<END
at /a.xml
answer 200
file application/rss+xml $work/a.xml
at /b.xml
answer 200
file application/rss+xml $work/b.xml
at /c.xml
answer 200
file application/rss+xml $work/c.xml
at /one
answer 200
text text/html <html><head><title>t</title>$(link Post /b.xml)</head><body>x</body></html>
at /several
answer 200
text text/html <html><head><title>t</title>$(link News /a.xml)$(link Sport /sport.xml)$(link Bad "\"/c.xml?a=';touch ran&amp;b\"")</head><body>x</body></html>
at /none
answer 200
text text/html <html><head><title>t</title></head><body><p>Nothing to follow here.</p></body></html>
at /feeds.opml
answer 200
file text/x-opml $work/remote.opml
at /empty.opml
answer 200
text text/xml <opml version="2.0"><body><outline text="x" xmlUrl="exec:ls"/></body></opml>
at /missing
answer 404
text text/plain no
END
"$build/httpd/httpd" -r "$work/port" -l "$work/log" "$work/script" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/port" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
port=$(cat "$work/port")
at=http://127.0.0.1:$port
# conf FOLDER: what tests need of the network
conf() { printf '[net]\nallow = 127.0.0.0/8:%s\nhost-gap = 0\ncontact = keeper@news.example\n' "$port" >"$1/xinshi.conf"; }

# one address
status "a private address" 1 "$xinshi" add "$at/a.xml"
like "is refused" "$err" "is an address that may not be reached"
like "with what to do" "$err" "allow = "
like "the archive was made" "$err" "Made a new archive"
conf "$work/archive"
status "a feed" 0 "$xinshi" add "$at/a.xml" --label 家乡 --label 新闻
like "is added" "$out" "^Added 临江日报 \(#[0-9]+\)  $at/a.xml  \[家乡, 新闻\]: 3 items, 3 new articles; asked again in "
like "and what to type next is said" "$err" "xinshi .*serve --follow"
is "its items are articles" "$("$xinshi" list --json | jq -s length)" 3
is "which are found" "$("$xinshi" search 水库 --json 2>/dev/null | jq -s length)" 3
like "who asks is said" "$(cat "$work/log")" "xinshi/[0-9.]+ \(\+mailto:keeper@news.example\)"
status "the same feed again" 0 "$xinshi" add "$at/a.xml"
like "is followed already" "$out" "is followed already"
status "a page that names one" 0 "$xinshi" add "$at/one" --json
is "adds that" "$(printf '%s' "$out" | jq -r '.state, .url, .items')" "added
$at/b.xml
2"
status "a page that names several" 1 "$xinshi" add "$at/several"
like "lists what to type" "$out" "^    xinshi .*add $at/sport.xml$"
like "in quotes, where a shell would take it for more" "$out" "add 'http://127.0.0.1:$port/c.xml\?a='\\\\'';touch%20ran&b'$"
is "and adds none" "$("$xinshi" list --feeds --json | jq -s length)" 2
status "a page that names none" 1 "$xinshi" add "$at/none"
like "is no feed" "$err" "$at/none is not a feed.*which names no feed"
status "a missing page" 1 "$xinshi" add "$at/missing"
like "answers with an error" "$err" "$at/missing answers 404"
status "two at once, one of them bad" 1 "$xinshi" add "$at/missing" "$at/c.xml"
like "the other is added" "$out" "^Added red .*: 1 item, 1 new article"
unlike "what a title does to a terminal is taken from it" "$out" "$(printf '\033')"
status "a title for two" 2 "$xinshi" add --title x "$at/a.xml" "$at/b.xml"
status "nothing" 2 "$xinshi" add
status "no address" 1 "$xinshi" add 'javascript:alert(1)'
status "a file that is not there" 1 "$xinshi" add missing.opml
status "a contact that would break the header" 2 "$xinshi" add --contact 'a b@c (d)' "$at/a.xml"
status "a proxy of no kind" 2 "$xinshi" add --proxy 'gopher://x' "$at/a.xml"

# one feed
id=$("$xinshi" list --feeds --json | jq -r 'select(.title_claimed == "Harbour Post") | .id')
status "all of one feed" 0 "$xinshi" feed "Harbour Post"
like "with its address" "$out" "^address +$at/b.xml"
status "settings" 0 "$xinshi" feed "$id" --title 海港 --label 外国 --label 港 --zone +08:00 --pause --json
is "are kept" "$("$xinshi" feed 海港 --json | jq -c '[.title, .labels, .zone_s, .state, .next]')" '["海港",["外国","港"],28800,"paused",null]'
status "a paused feed" 0 "$xinshi" add "$at/b.xml"
like "can be resumed" "$out" "but paused.*feed $id --resume"
"$xinshi" feed "$id" --resume --quiet
is "and is asked again" "$("$xinshi" feed "$id" --json | jq -r .state)" active
status "to rest and not to rest" 2 "$xinshi" feed "$id" --pause --resume
status "a zone that is none" 2 "$xinshi" feed "$id" --zone Beijing
status "no such feed" 1 "$xinshi" feed 海港报
like "the nearest is named" "$err" "did you mean 海港\?"
status "articles of a feed" 0 "$xinshi" list --feed "$id" --json
is "are those it names" "$(printf '%s' "$out" | jq -s length)" 2
is "the same by label" "$("$xinshi" list --label 港 --json | jq -s length)" 2
status "the list of feeds" 0 "$xinshi" list --feeds
like "tells how they are" "$out" "^ok +$id  海港 +now +[0-9]+ s ago +2 "
is "names alone" "$("$xinshi" list --feeds --names | grep -c 海港)" 1
status "names of nothing" 2 "$xinshi" list --names
is "by label" "$("$xinshi" list --feeds --label 家乡 --json | jq -r .name)" 临江日报

# lists
status "a list goes out" 0 "$xinshi" export --format opml --output "$work/feeds.opml"
ok "as well-formed OPML" xmllint --noout "$work/feeds.opml"
"$xinshi" init -q "$work/second" >/dev/null
conf "$work/second"
status "and comes in" 0 "$xinshi" --archive "$work/second" add "$work/feeds.opml" --no-fetch
"$xinshi" --archive "$work/second" export --format opml --output - >"$work/again.opml"
ok "and is the same" cmp "$work/feeds.opml" "$work/again.opml"
status "the list again" 0 "$xinshi" --archive "$work/second" add "$work/feeds.opml" --no-fetch
like "adds nothing" "$err" "0 feeds added, 3 followed already"
printf '# mine\n%s/a.xml 江 "两 岸" "~日报"\n%s/gone.xml\nexec:touch %s/ran\n' "$at" "$at" "$work" >"$work/urls"
status "a list of addresses" 1 "$xinshi" --archive "$work/third" add --allow 127.0.0.0/8:"$port" --host-gap 0 - <"$work/urls"
status "a list of addresses in a file" 1 "$xinshi" --archive "$work/third" add --allow 127.0.0.0/8:"$port" --host-gap 0 "$work/urls" --json
is "each is told" "$(printf '%s' "$out" | jq -r .state | sort | tr '\n' ' ')" "added added "
is "labels and titles are kept" "$("$xinshi" --archive "$work/third" feed 日报 --json | jq -c .labels)" '["江","两 岸"]'
is "what fails stays and says why" "$("$xinshi" --archive "$work/third" list --feeds --json | jq -r 'select(.failing > 0) | .fault')" ERR_STATUS
ok "nothing is run" test ! -e "$work/ran"
printf '<opml><body><outline text="x" xmlUrl="file:///etc/passwd"/><outline text="y" xmlUrl="exec:ls"/></body></opml>' >"$work/bad.opml"
printf '<?xml version="1.0"?><opml version="2.0"><head><title>mine</title></head><body><outline text="江南"><outline text="江边的报" type="rss" xmlUrl="%s/a.xml" category="/水"/><outline text="港" xmlUrl="%s/b.xml"/></outline><outline text="no" xmlUrl="exec:ls"/></body></opml>' "$at" "$at" >"$work/remote.opml"
"$xinshi" init -q "$work/fourth" >/dev/null
conf "$work/fourth"
status "a list at an address" 0 "$xinshi" --archive "$work/fourth" add "$at/feeds.opml" --label 远
like "is said to be one" "$err" "^$at/feeds.opml is a list of 2 feeds \(OPML\)"
like "what cannot be followed is counted" "$err" "1 line was left out"
is "its feeds are added and asked" "$("$xinshi" --archive "$work/fourth" list --feeds --json | jq -c '[.name, .labels, .counts.items // .items]' | sort)" '["江边的报",["江南","水","远"],3]
["港",["江南","远"],2]'
status "the list again" 0 "$xinshi" --archive "$work/fourth" add "$at/feeds.opml" --json
is "adds nothing" "$(printf '%s' "$out" | jq -r .state | tr '\n' ' ')" "exists exists "
status "an empty list at an address" 1 "$xinshi" --archive "$work/fourth" add "$at/empty.opml"
like "is told" "$err" "$at/empty.opml.*no address of a feed"
status "a list of nothing that can be followed" 1 "$xinshi" --archive "$work/third" add "$work/bad.opml"
status "a list that is none" 1 "$xinshi" --archive "$work/third" add "$build/xinshi"
status "a list to begin with" 0 "$xinshi" add --starter zh --dry-run
like "is shown" "$out" "^Would add 德国之声  https://rss.dw.com/"
is "and not taken" "$("$xinshi" list --feeds --json | jq -s length)" 3

# names are completed
"$xinshi" help --completion bash >"$work/c.bash"
is "a shell knows the names of feeds" "$(PATH="$build:$PATH" bash -c ". '$work/c.bash'; COMP_WORDS=(xinshi feed 临); COMP_CWORD=2; _xinshi; echo \"\${COMPREPLY[@]}\"")" 临江日报

# the end
articles=$("$xinshi" stats --json | jq .articles)
status "one name of two is wrong" 1 "$xinshi" remove "$id" nobody
is "and nothing is removed" "$("$xinshi" list --feeds --json | jq -s length)" 3
status "a feed is removed" 0 "$xinshi" remove "$id"
like "what it gave stays" "$out" "the 2 items it gave stay"
is "indeed" "$("$xinshi" stats --json | jq .articles)" "$articles"
is "it is not asked" "$("$xinshi" fetch --all --dry-run --json | jq -s length)" 2
status "it is followed again" 0 "$xinshi" add "$at/b.xml"
is "under its number" "$("$xinshi" feed "$at/b.xml" --json | jq .id)" "$id"
status "the archive is whole" 0 "$xinshi" verify
finish
