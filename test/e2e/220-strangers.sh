# Other people's feed readers take our feeds and our list: sfeed, newsboat and Liferea, as Debian has them, without a screen.
. test/lib.sh "$1"

"$xinshi" import -q "$sample" >/dev/null 2>&1
n=0
while [ $n -lt 30 ]; do
	n=$((n + 1))
	article "$work/in/河口日报/$n.md" $((1650000000000 + n * 3600000)) "第 $n 号通告" "https://hekou.example/$n" "<p>水位上升 $n 厘米。</p>"
done
status "import" 0 "$xinshi" import -q "$work/in"
"$xinshi" serve --listen 127.0.0.1:0 >"$work/address" 2>"$work/serve.err" &
server=$!
reader=
stop() {
	kill "$server" 2>/dev/null
	[ -z "$reader" ] || kill -- "-$reader" 2>/dev/null
	wait 2>/dev/null
	chmod -R u+rwx "$work" 2>/dev/null
	rm -rf "$work"
}
trap stop EXIT
n=0
until [ -s "$work/address" ] || [ $n -ge 100 ]; do n=$((n + 1)); sleep 0.05; done
url=$(head -n 1 "$work/address")
url=${url%/}
curl -sS -o "$work/feeds.opml" "$url/feeds.opml"
feeds=$(grep -c xmlUrl "$work/feeds.opml")
articles=$(curl -sS "$url/api/v1/stats" | jq .articles)
export HOME="$work/home" XDG_RUNTIME_DIR="$work/run"
mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR"
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME

# ---- sfeed: the list becomes its configuration; a line an item
sfeed_opml_import <"$work/feeds.opml" >"$work/sfeedrc"
is "sfeed takes the list" "$(grep -c '^	feed ' "$work/sfeedrc")" "$feeds"
mkdir "$work/sfeed"
printf 'sfeedpath="%s"\nfetch() { curl -sS "$2"; }\n' "$work/sfeed" >>"$work/sfeedrc"
sfeed_update "$work/sfeedrc" >"$work/sfeed.log" 2>&1
is "and every feed" "$(grep -c 'OK$' "$work/sfeed.log")" "$feeds"
like "shows an article, with its time" "$(cat "$work/sfeed/河口日报")" '^1650108000	第 30 号通告	http://127\.0\.0\.1:[0-9]*/a/[0-9]*	<p>水位上升 30 厘米。</p>'
for form in rss atom; do
	is "all articles, as $form" "$(curl -sS "$url/feed/all.$form" | sfeed "$url/" | cut -f 6 | sort -u | wc -l)" "$articles"
done

# ---- newsboat: its own table of items
printf 'max-items 0\n' >"$work/config"
: >"$work/urls"
newsboat() { command newsboat -C "$work/config" -u "$work/urls" -c "$work/newsboat.db" "$@"; }
newsboat -i "$work/feeds.opml" >"$work/newsboat.log" 2>&1
is "newsboat takes the list" "$(grep -c "^$url/feed/" "$work/urls")" "$feeds"
printf '%s\n' "$url/feed/all.rss" >"$work/urls"
newsboat -x reload >>"$work/newsboat.log" 2>&1
is "counts the articles" "$(newsboat -x print-unread)" "$articles unread articles"
is "shows one" "$(sqlite3 "$work/newsboat.db" "SELECT title || ' ' || pubDate || ' ' || guid || ' ' || content FROM rss_item WHERE title = '第 30 号通告'")" \
	"第 30 号通告 1650108000 https://hekou.example/30 <p>水位上升 30 厘米。</p>"
newsboat -x reload >>"$work/newsboat.log" 2>&1
is "asks again, and nothing is twice" "$(sqlite3 "$work/newsboat.db" 'SELECT count(*), count(DISTINCT guid) FROM rss_item')" "$articles|$articles"
is "keeps the validator as it was given" "$(sqlite3 "$work/newsboat.db" "SELECT etag <> '' FROM rss_feed WHERE rssurl LIKE '%all.rss'")" 1

# ---- Liferea: a program with windows, on a screen that nobody sees
mkdir -p "$HOME/.config/liferea"
cp "$work/feeds.opml" "$HOME/.config/liferea/feedlist.opml"
setsid dbus-run-session -- xvfb-run -a liferea >"$work/liferea.log" 2>&1 &
reader=$!
items() { sqlite3 "$HOME/.local/share/liferea/liferea.db" "$1" 2>/dev/null; }
n=0
until [ "$(items 'SELECT count(DISTINCT source_id) FROM items WHERE source_id NOT LIKE "%#revision-%"')" = "$articles" ] || [ $n -ge 80 ]; do
	n=$((n + 1))
	sleep 0.5
done
is "Liferea takes the list and every article" \
	"$(items 'SELECT count(DISTINCT source_id) FROM items WHERE source_id NOT LIKE "%#revision-%"')" "$articles"
is "shows one" "$(items "SELECT title || ' ' || date || ' ' || source_id FROM items WHERE title = '第 30 号通告' LIMIT 1")" \
	"第 30 号通告 1650108000 https://hekou.example/30"
finish
