# The reading room from outside: what it prints, what it answers, what it refuses, how it ends.
. test/lib.sh "$1"

status "import" 1 "$xinshi" import "$sample"
"$xinshi" serve --listen 127.0.0.1:0 --zone +08:00 >"$work/address" 2>"$work/serve.err" &
server=$!
trap 'kill "$server" 2>/dev/null; chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
n=0
until [ -s "$work/address" ] || [ $n -ge 100 ]; do n=$((n + 1)); sleep 0.05; done
url=$(head -n 1 "$work/address")
like "it prints where it is" "$url" '^http://127\.0\.0\.1:[0-9]+/$'
url=${url%/}
get() { curl -sS -o "$work/body" -w '%{http_code}' "$@"; }

is "home" "$(get "$url/")" 200
is "an article's id" "$(get "$url/api/v1/articles?changed=1&limit=1")" 200
id=$(jq -r '.articles[0].id' "$work/body")
is "its page" "$(get "$url/a/$id")" 200
is "as it was received" "$(get "$url/a/$id/raw")" 200
"$xinshi" show "$id" --raw >"$work/raw" 2>/dev/null
ok "byte for byte" cmp "$work/body" "$work/raw"
is "as JSON" "$(get "$url/a/$id.json")" 200
is "with the id asked for" "$(jq .id "$work/body")" "$id"
is "a page in traditional characters" "$(get "$url/zh-hant/a/$id")" 200
like "says so" "$(cat "$work/body")" '機器轉換'

for feed in all.atom all.rss changes.atom changes.rss "search.atom?q=dam" "source/$(jq -nr '"临江日报"|@uri').rss"; do
	is "feed $feed" "$(get "$url/feed/$feed")" 200
	ok "is well-formed" xmllint --noout "$work/body"
done
is "feed all.json" "$(get "$url/feed/all.json")" 200
is "names its version" "$(jq -r .version "$work/body")" "https://jsonfeed.org/version/1.1"

is "another's name is refused" "$(get -H 'Host: evil.example' "$url/")" 421
is "nothing can be sent" "$(get -X POST -d x=1 "$url/")" 405
is "nor deleted" "$(get -X DELETE "$url/a/$id")" 405
is "no way out of the folder" "$(get --path-as-is "$url/../../../etc/passwd")" 404
is "a later release's page is not there" "$(get "$url/figure/1")" 404
is "what is wrong is named" "$(get "$url/search?page=zero")" 400
like "in the page" "$(cat "$work/body")" '<code>page</code>'
is "a query that cannot be read" "$(get "$url/search?q=%22")" 400
is "figures for the operator" "$(get "$url/metrics")" 200
like "count articles" "$(cat "$work/body")" '^xinshi_articles [1-9]'

status "others' addresses need a word" 2 "$xinshi" serve --listen 0.0.0.0:0
like "which is named" "$err" 'public-readonly'
status "a taken port" 1 "$xinshi" serve --listen "${url#http://}"
status "no archive" 2 "$xinshi" --archive "$work/none" serve --listen 127.0.0.1:0
kill -TERM "$server"
wait "$server"
is "it ends when told to" $? 0
finish
