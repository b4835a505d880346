# One writer at a time; readers are never blocked.
. test/lib.sh "$1"

day=1612137600000
mkdir -p "$work/in/源"
awk -v dir="$work/in/源" -v day=$day 'BEGIN {
	for (i = 0; i < 6000; i++) {
		file = dir "/" i ".md"
		printf "<!--%s-->\n[第%d篇](https://a.example/%d)\n------\n\n<p>第 %d 篇文章的正文，写得足够长，好让它算作一篇真正的文章。</p>\n", day, i, i, i >file
		close(file)
	}
}'
"$xinshi" init --quiet
mkfifo "$work/gate"
# a writer that waits: its input comes through a pipe that nobody has opened for writing yet
"$xinshi" import "$work/gate" >"$work/first.out" 2>"$work/first.err" &
writer=$!
n=0
until "$xinshi" doctor | grep -q 'held by' || [ $n -ge 100 ]; do n=$((n + 1)); sleep 0.1; done
status "a second writer" 4 "$xinshi" import "$sample"
like "is told who" "$err" "held by .*import.*process $writer"
status "a reader" 0 "$xinshi" list
status "doctor says so, too" 0 "$xinshi" doctor
like "the lock" "$out" "held by"
printf '<!--%s-->\n[门](https://a.example/gate)\n------\n\n<p>从管道里来的文章，写得足够长，好让它算作一篇。</p>\n' $day >"$work/gate"
wait "$writer"
is "the first ends well" $? 0
status "then the second may" 1 "$xinshi" import "$sample"

"$xinshi" --archive "$work/k" import "$work/in" >"$work/k.out" 2>&1 &
writer=$!
n=0
until "$xinshi" --archive "$work/k" list --limit 1 2>/dev/null | grep -q . || [ $n -ge 100 ]; do n=$((n + 1)); sleep 0.05; done
kill -INT "$writer" 2>/dev/null
wait "$writer"
status=$?
ok "Ctrl-C ends it with status 1, or it was through" test $status -eq 1 -o $status -eq 0
status "what was acknowledged is whole" 0 "$xinshi" --archive "$work/k" verify
status "the same command goes on" 0 "$xinshi" --archive "$work/k" import --json "$work/in"
is "all is there" "$("$xinshi" --archive "$work/k" stats --json | jq .articles)" 6000
finish
