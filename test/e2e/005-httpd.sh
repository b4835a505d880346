# The scripted server that other tests lean on does what it is told, and judges what clients send back.
. test/lib.sh "$1"

cat >"$work/script" <<'END'
at /feed
answer 200
header ETag: "one"
header Last-Modified: Mon, 01 Feb 2021 00:05:00 GMT
feed 3
validate
at /next
answer 301
header Location: /feed
answer 200
text text/plain the second answer
at 127.0.0.9 /address
answer 200
text text/plain nine
at /slow
answer 200
text text/plain 0123456789
rate 60
at /cut
answer 200
fill 1000
cut 500
at /lie
answer 200
text text/plain short
length 50
close
at /endless
answer 200
fill forever
length chunked
at /bomb
answer 200
bomb 10000000 1
at /bombs
answer 200
bomb 10000000 3
at /headers
answer 200
headers 20 100
at /silent
answer 200
silent
at /gzip
answer 200
text text/plain words
gzip
at /raw
answer 200
text x SSH-2.0-nothing
raw
END
"$build/httpd/httpd" -r "$work/port" -l "$work/log" -t "$work/tally" "$work/script" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
i=0
while [ ! -s "$work/port" ] && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done
port=$(cat "$work/port")
site=http://127.0.0.1:$port
get() { curl -s --noproxy '*' -m 5 "$@"; }
code() { get -o /dev/null -w '%{http_code} %{size_download}' "$@"; }

is "three items" "$(get "$site/feed" | grep -c '<item>')" 3
is "304 to who holds the ETag" "$(code -H 'If-None-Match: "one"' "$site/feed")" "304 0"
is "304 to who holds the date" "$(code -H 'If-Modified-Since: Mon, 01 Feb 2021 00:05:00 GMT' "$site/feed")" "304 0"
code -H 'If-None-Match: "two"' "$site/feed" >/dev/null
code "$site/feed?x" -b a=b -A '' >/dev/null
code "$site/feed" >/dev/null
like "first answer" "$(code "$site/next")" "^301 0"
is "second answer" "$(get "$site/next")" "the second answer"
is "and again" "$(get "$site/next")" "the second answer"
is "another address" "$(get "http://127.0.0.9:$port/address")" nine
like "not there" "$(code "$site/address")" "^404"
from=$(date +%s)
is "slow" "$(get "$site/slow")" 0123456789
ok "takes its time" test $(($(date +%s) - from)) -ge 1
like "cut off" "$(get -o /dev/null -w '%{exitcode}' "$site/cut")" "^18"
like "a length that is not true" "$(get -o /dev/null -w '%{exitcode}' "$site/lie")" "^18"
is "no end" "$(get "$site/endless" | head -c 20000000 | wc -c)" 20000000
is "a bomb, small on the way" "$(get "$site/bomb" | wc -c | awk '{ print ($1 < 20000) }')" 1
is "ten megabytes of it" "$(get --compressed "$site/bomb" | tr -d '\0' | wc -c) $(get "$site/bomb" | gzip -dc | wc -c)" "0 10485760"
is "three deep" "$(get "$site/bombs" | gzip -dc | gzip -dc | gzip -dc | wc -c)" 10485760
is "headers" "$(get -D - -o /dev/null "$site/headers" | grep -c '^X-')" 20
like "silence" "$(get -m 1 -o /dev/null -w '%{exitcode}' "$site/silent")" "^28"
is "gzip" "$(get --compressed "$site/gzip")" words
is "not even HTTP" "$(get --http0.9 "$site/raw")" SSH-2.0-nothing
kill $server
wait $server 2>/dev/null
is "the log has each request" "$(jq -rs 'map(select(.target == "/feed")) | length' "$work/log")" 5
is "what they sent back" "$(jq -rc 'select(.target == "/feed") | .marks | join(" ")' "$work/log" | tr '\n' ,)" \
	",repeated tag-good,repeated date-good,repeated tag-invented,repeated bare,"
is "bad manners" "$(jq -rc 'select(.target == "/feed?x") | .marks | join(" ")' "$work/log")" "cookie query no-agent"
is "the tally" "$(jq -r '[."tag-invented", ."date-good", .cookie] | join(" ")' "$work/tally")" "1 1 1"
finish
