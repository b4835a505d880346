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
for command in "list" "list --quarantine" "list --sources" "show $id" "show $id --markdown" "show $id --html" "search 正文" "doctor" "stats" \
	"explain $work/in/源/a.md" "list --json" "show $id --json" "search 正文 --json"; do
	n=$((n + 1))
	# shellcheck disable=SC2086
	"$xinshi" $command >"$work/o$n" 2>"$work/e$n"
	ok "$command" clean "$work/o$n"
	ok "$command: notes" clean "$work/e$n"
done
unlike "no script in the HTML" "$("$xinshi" show "$id" --html)" "<script"
"$xinshi" show "$id" --raw >"$work/raw"
ok "--raw is the file itself" cmp "$work/raw" "$work/in/源/a.md"
status "an argument with an escape sequence" 2 "$xinshi" "frob${esc}[2J"
printf '%s' "$err" >"$work/err"
ok "is shown escaped" clean "$work/err"
finish
