# From now on: the follower asks whenever something is due, alone or beside the reading room, and ends when it is told to.
. test/lib.sh "$1"

printf '<rss version="2.0"><channel><title>临江日报</title><item><guid>1</guid><link>http://127.0.0.1/1.html</link><title>水库</title><description>水库的水位今晨又涨了两米，下游三个村子的居民已经搬到高处。</description></item></channel></rss>' >"$work/a.xml"
cat >"$work/script" <<END
at *
answer 200
file application/rss+xml $work/a.xml
END
"$build/httpd/httpd" -r "$work/port" -l "$work/log" "$work/script" &
server=$!
follower=
trap 'kill $server $follower 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/port" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
port=$(cat "$work/port")
at=http://127.0.0.1:$port
"$xinshi" init -q
printf '[net]\nallow = 127.0.0.0/8:%s\nhost-gap = 0\ncontact = keeper@news.example\n' "$port" >"$work/archive/xinshi.conf"
# until_true COMMAND...: it succeeds within some seconds
until_true() {
	tries=0
	until "$@" >/dev/null 2>&1; do
		tries=$((tries + 1))
		[ $tries -le 150 ] || return 1
		sleep 0.1
	done
}
# child_of PID: the first process that it started; ended PID: it runs no more
child_of() { awk -v parent="$1" '$4 == parent { print $1; exit }' /proc/[0-9]*/stat 2>/dev/null; }
has_child() { [ -n "$(child_of "$1")" ]; }
ended() { ! grep -qs '^State:.[RSDT]' "/proc/$1/status"; }

status "no archive" 2 "$xinshi" --archive "$work/none" follow --once
"$xinshi" add "$at/1" --no-fetch -q
status "one round" 0 "$xinshi" follow --once
like "tells news with its time" "$out" "^20[0-9-]+T[0-9:]+Z  临江日报 \(#1\): 1 new article"
status "nothing is due" 0 "$xinshi" follow --once
is "and nothing told" "$out" ""

sed -i 's/1\.html/2.html/; s/<guid>1/<guid>2/' "$work/a.xml"
"$xinshi" feed 1 --resume -q
"$xinshi" follow >"$work/out" 2>"$work/err" &
follower=$!
ok "what is due is asked at once" until_true grep -q '1 new article' "$work/out"
"$xinshi" doctor | grep -q 'lock.*nobody' || sleep 1
like "between rounds nobody holds the archive" "$("$xinshi" doctor)" "lock +nobody is writing"
status "so that others may write" 0 "$xinshi" import "$sample/Harbour Post" -q
kill -TERM $follower
wait $follower
is "it ends when it is told to" $? 0
follower=
like "and said what it did" "$(cat "$work/err")" "Following the feeds of"

# beside the reading room
sed -i 's/2\.html/3.html/; s/<guid>2/<guid>3/' "$work/a.xml"
"$xinshi" feed 1 --resume -q
"$xinshi" serve --follow --listen 127.0.0.1:0 >"$work/out" 2>"$work/err" &
follower=$!
ok "the room opens" until_true grep -q '^http' "$work/out"
ok "what is due is asked" until_true grep -q '1 new article' "$work/err"
like "and can be read" "$(curl -fsS "$(cat "$work/out")api/v1/stats")" '"articles":'
is "standard output is the address alone" "$(wc -l <"$work/out")" 1
child=$(child_of $follower)
like "the follower is a process of its own" "$(tr '\0' ' ' <"/proc/$child/cmdline")" "follow --push-input"
kill -KILL "$child"
ok "if it dies, it is said" until_true grep -q 'xinshi follow ended (signal 9); it is started again' "$work/err"
ok "and it is started again" until_true has_child $follower
child=$(child_of $follower)
kill -TERM $follower
wait $follower
is "the room closes" $? 0
ok "and the follower with it" ended "$child"
"$xinshi" serve --follow --listen 127.0.0.1:0 >"$work/out" 2>"$work/err" &
follower=$!
ok "the room opens again" until_true grep -q '^http' "$work/out"
ok "with its follower" until_true has_child $follower
child=$(child_of $follower)
kill -KILL $follower
wait $follower 2>/dev/null
follower=
ok "which ends though the room was killed" until_true ended "$child"

# a hub (WebSub): it is asked, calls back, and pushes
item() {
	printf '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>Hub</title><a:link rel="hub" href="%s/hub"/><a:link rel="self" href="%s/h"/><item><guid>%s</guid><link>http://127.0.0.1/h%s.html</link><title>t%s</title><description>The reservoir rose by two metres, and three villages were moved uphill.</description></item></channel></rss>' "$at" "$at" "$1" "$1" "$1"
}
item 1 >"$work/a.xml"
"$xinshi" add "$at/h" --no-fetch -q
room=$(sed 's|^http://||; s|/$||' "$work/out")
"$xinshi" serve --follow --websub --listen "$room" --base-url "http://$room" >"$work/out" 2>"$work/err" &
follower=$!
ok "the hub is asked" until_true grep -q '"target":"/hub"' "$work/log"
hub_is() { [ "$("$xinshi" feed "$at/h" --json | jq -r .hub_state)" = "$1" ]; }
ok "which is kept" until_true hub_is asked
token=$(sqlite3 "$XINSHI_ARCHIVE/archive.db" "SELECT hub_token FROM polls WHERE url LIKE '%/h'")
secret=$(sqlite3 "$XINSHI_ARCHIVE/archive.db" "SELECT hub_secret FROM polls WHERE url LIKE '%/h'")
call() { curl -s -o "$work/answer" -w '%{http_code}' "$@"; }
is "what it asks of others is not ours" "$(call "http://$room/websub/$token?hub.mode=subscribe&hub.topic=http://other/&hub.challenge=x")" 404
is "nor what it does not know" "$(call "http://$room/websub/0000?hub.mode=subscribe&hub.topic=$at/h&hub.challenge=x")" 404
is "its call is answered" "$(call "http://$room/websub/$token?hub.mode=subscribe&hub.topic=$at/h&hub.challenge=word&hub.lease_seconds=9000")" 200
is "with its own word" "$(cat "$work/answer")" word
ok "and kept" until_true hub_is confirmed
item 2 >"$work/push"
sign() { python3 -c 'import hmac, sys; print(hmac.new(sys.argv[1].encode(), open(sys.argv[2], "rb").read(), "sha256").hexdigest())' "$1" "$2"; }
push() { call --data-binary "@$work/push" -H 'Content-Type: application/rss+xml' -H "X-Hub-Signature: sha256=$1" "http://$room/websub/$token"; }
is "a push is taken" "$(push "$(sign "$secret" "$work/push")")" 202
ok "and is news" until_true grep -q 'Hub (#2): 1 new article' "$work/err"
item 3 >"$work/push"
push 00 >/dev/null
ok "with a wrong signature it is refused" until_true grep -q 'a push whose signature is not right was refused' "$work/err"
is "and is none" "$("$xinshi" list --feed 2 --json | jq -s length)" 2
kill -TERM $follower
wait $follower
is "all of it closes" $? 0
follower=
status "pushes without a name" 2 "$xinshi" serve --websub
like "are told what they need" "$err" "--websub needs --follow, and --base-url"
status "the archive is whole" 0 "$xinshi" verify
finish
