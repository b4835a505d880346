#!/bin/sh
# run.sh BUILD: does the gate ever speak to an address it must not?  In a network of its own, where one address is public and
# this machine is the name server, every attempt is made through the gate with its default settings, and the system calls are
# traced: who was connected to, and where datagrams went.
set -u
build=$1
case $build in /*) ;; *) build=$PWD/$build ;; esac
denied=$build/denied/denied
public='93\.184\.216\.34'
count=0
failed=0

tell() {
	count=$((count + 1))
	if [ "$2" -eq 0 ]; then echo "ok $count - $1"; else
		echo "not ok $count - $1"
		failed=1
	fi
}

if [ "${DENIED_INSIDE-}" = "" ]; then
	if ! unshare -rmn true 2>/dev/null; then
		echo "ok 1 - no request to a denied address # SKIP no network of our own may be made here (unshare -rmn)"
		echo "1..1"
		exit 0
	fi
	DENIED_INSIDE=1 exec unshare -rmn sh "$0" "$build"
fi

work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
echo "nameserver 127.0.0.53" >"$work/resolv.conf"
printf '127.0.0.1 localhost localhost.localdomain\n::1 ip6-localhost\n' >"$work/hosts"
mount --bind "$work/resolv.conf" /etc/resolv.conf && mount --bind "$work/hosts" /etc/hosts || exit 1
"$denied" serve "$work/ready" "$work/asked" &
server=$!
i=0
while [ ! -s "$work/ready" ] && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done
tell "the network is made" "$([ -s "$work/ready" ]; echo $?)"

# A checker of leaks cannot work where a process is traced already.
export ASAN_OPTIONS=detect_leaks=0
calls=connect,sendto,sendmsg,sendmmsg
strace -f -yy -o "$work/trace" -e trace=$calls "$denied" ask >"$work/tap" 2>"$work/err"
tell "all attempts are made" $?
# and as people type it
export XINSHI_ARCHIVE="$work/archive" XINSHI_CONFIG=/dev/null
"$build/xinshi" init -q >/dev/null 2>>"$work/err"
for url in http://127.0.0.1/ http://2130706433/ http://a-0a000001.test/ http://localhost/ 'http://[::ffff:169.254.169.254]/' \
	http://public.test/to/0 http://public.test:22/ file:///etc/passwd; do
	strace -f -yy -A -o "$work/trace" -e trace=$calls "$build/xinshi" add -q "$url" >>"$work/added" 2>&1
	echo "$? $url" >>"$work/statuses"
done
kill $server
wait $server
server=
while read -r line; do
	case $line in
	"ok - "*) tell "${line#ok - }" 0 ;;
	"not ok - "*) tell "${line#not ok - }" 1 ;;
	*) echo "$line" ;;
	esac
done <"$work/tap"

# Every address that a call names.  The name server is the resolver's; a datagram socket that is connected sends nothing (the
# resolver orders addresses so), and is counted apart.
named() { grep -E 'inet_addr|inet_pton|sin6_addr' "$1" | grep -v 'inet_addr("127\.0\.0\.53")'; }
connected() {
	named "$1" | grep -E ' connect\(' | grep -v '<UDP' |
		sed -n 's/.*inet_addr("\([^"]*\)").*/\1/p; s/.*AF_INET6, "\([^"]*\)".*/\1/p'
}
connected "$work/trace" >"$work/connected"
named "$work/trace" | grep -E ' (sendto|sendmsg|sendmmsg)\(' >"$work/sent"
named "$work/trace" | grep -E ' connect\(.*<UDP' >"$work/datagrams"
others=$(grep -vc "^$public$" "$work/connected")
echo "# $(wc -l <"$work/connected") connections, $others to another address than the public one; $(wc -l <"$work/sent") datagrams to others" \
	"than the name server; $(wc -l <"$work/datagrams") datagram sockets connected, which sends nothing"
grep -v "^$public$" "$work/connected" | sort | uniq -c | head -n 20 | sed 's/^/# /'
tell "connections were traced" "$([ "$(grep -c "^$public$" "$work/connected")" -ge 2 ]; echo $?)"
tell "no connection to a denied address" "$([ "$others" -eq 0 ]; echo $?)"
tell "no datagram to a denied address" "$([ ! -s "$work/sent" ]; echo $?)"
tell "xinshi add: each attempt fails" "$([ "$(grep -vc '^0 ' "$work/statuses")" -eq 8 ]; echo $?)"
tell "and none that the server saw" "$(! grep -qv "^$public:80 " "$work/asked"; echo $?)"
tell "while the public one was asked" "$([ "$(wc -l <"$work/asked")" -ge 500 ]; echo $?)"

# The control: where the operator allows it, what must not be is there to be seen.
"$denied" serve "$work/ready2" "$work/asked2" &
server=$!
i=0
while [ ! -s "$work/ready2" ] && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done
strace -f -yy -o "$work/trace2" -e trace=$calls "$denied" leak
kill $server
wait $server
server=
tell "control: a connection to 127.0.0.1 would be seen" "$(connected "$work/trace2" | grep -q '^127\.0\.0\.1$'; echo $?)"
tell "control: and by name" "$(connected "$work/trace2" | grep -q '^127\.1\.2\.3$'; echo $?)"
[ $failed -eq 0 ] || head -n 20 "$work/err" | sed 's/^/# /'
echo "1..$count"
exit $failed
