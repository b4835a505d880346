# What strangers wrote reaches the terminal as text: no escape sequences, no characters that reorder what is shown.
. test/lib.sh "$1"

day=1612137600000
esc=$(printf '\033')
rlo=$(printf '\342\200\256')
bell=$(printf '\007')
article "$work/in/源/a.md" $day "标题${esc}[2J${rlo}txt.exe${bell}" "https://a.example/h" \
	"<p>正文${esc}]0;title${bell}里有控制字符${rlo}，也有足够多的字，可以算作一篇文章。</p><script>alert(1)</script>"
article "$work/in/源/${esc}[31mred.md" NaN "坏" "https://a.example/bad" "<p>x</p>"
"$xinshi" import "$work/in" >"$work/report" 2>"$work/notes"
clean() { ! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$1" && ! grep -q "$rlo" "$1"; }
ok "the report" clean "$work/report"
ok "the notes" clean "$work/notes"
like "the bad name is shown escaped" "$(cat "$work/report")" '\\x1b\[31mred.md'
id=$("$xinshi" list --json | jq -r .id)
n=0
for command in "list" "list --quarantine" "list --sources" "show $id" "search 正文" "doctor" "stats" "explain $work/in/源/a.md"; do
	n=$((n + 1))
	# shellcheck disable=SC2086
	"$xinshi" $command >"$work/o$n" 2>"$work/e$n"
	ok "$command" clean "$work/o$n"
	ok "$command: notes" clean "$work/e$n"
done
# data keeps what reorders text, as it was written; a terminal is spared it all the same
for command in "show $id --markdown" "show $id --html" "list --json" "show $id --json" "search 正文 --json"; do
	n=$((n + 1))
	# shellcheck disable=SC2086
	"$xinshi" $command >"$work/o$n" 2>/dev/null
	ok "$command: no escape sequence in a pipe" sh -c "! LC_ALL=C grep -q '$esc' '$work/o$n'"
	if command -v script >/dev/null; then
		TERM=dumb script -qec "'$xinshi' $command" /dev/null </dev/null | tr -d '\r' >"$work/t$n"
		ok "$command: on a terminal" clean "$work/t$n"
	else
		skip "$command: on a terminal" "no script(1) here"
	fi
done
unlike "no script in the HTML" "$("$xinshi" show "$id" --html)" "<script"
"$xinshi" show "$id" --raw >"$work/raw"
ok "--raw is the file itself" cmp "$work/raw" "$work/in/源/a.md"
status "an argument with an escape sequence" 2 "$xinshi" "frob${esc}[2J"
printf '%s' "$err" >"$work/err"
ok "is shown escaped" clean "$work/err"
finish
