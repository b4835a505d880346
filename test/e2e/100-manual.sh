# Manual pages, help, completion and the table of options agree; exit statuses are those of data/errors.tsv.
. test/lib.sh "$1"

awkfile=tools/man-options.awk
# list_of PAGE NAME: whether the page holds the list of the options of a command or group, word for word
list_of() {
	want=$(awk -v command="$2" -f $awkfile data/options.tsv)
	sed -n '/^\.Bl -tag -width Ds$/,/^\.El$/p' "$1" | awk -v want="$want" '
		/^\.Bl/ { block = "" } { block = block (block == "" ? "" : "\n") $0 }
		/^\.El/ && block == want { found = 1 } END { print want == "" || found ? "yes" : "no" }'
}
for command in $("$xinshi" help --names); do
	page=man/xinshi-$command.1
	is "$page has the options of the table" "$(list_of "$page" "$command")" yes
	help=$("$xinshi" help "$command")
	for option in $(awk -F '\t' -v c="$command" '!/^#/ && ($1 == c || $1 == "*") { print $2 }' data/options.tsv); do
		printf '%s\n' "$help" | grep -q -- "--$option\>" || missing="${missing-} $command:$option"
	done
	is "$command --help says the same as help" "$("$xinshi" "$command" --help)" "$help"
	grep -q "^\.Cm $command$" man/xinshi.1 || grep -q "^\.It Cm $command$" man/xinshi.1 || missing="${missing-} xinshi.1:$command"
done
for group in $(awk -F '\t' '!/^#/ && $1 != "\"name\"" && NF { print $1 }' data/option_groups.tsv); do
	is "xinshi.conf.5 has the options of $group" "$(list_of man/xinshi.conf.5 "$group")" yes
	for command in $(awk -F '\t' -v g="$group" '$1 == g { print $3 }' data/option_groups.tsv); do
		help=$("$xinshi" help "$command" 2>/dev/null) || continue
		for option in $(awk -F '\t' -v c="$group" '!/^#/ && $1 == c { print $2 }' data/options.tsv); do
			printf '%s\n' "$help" | grep -q -- "--$option\>" || missing="${missing-} $command:$option"
		done
	done
done
is "help names every option, xinshi.1 every command" "${missing-}" ""
is "xinshi.1 has the options of all commands" "$(awk -v 'command=*' -f $awkfile data/options.tsv | grep -c '^\.It')" \
	"$(sed -n '/^Options of every command/,/^\.El/p' man/xinshi.1 | grep -c '^\.It')"

"$xinshi" help --completion bash >"$work/c.bash"
ok "bash reads its completion" bash -n "$work/c.bash"
is "bash completes commands" "$(bash -c ". '$work/c.bash'; COMP_WORDS=(xinshi ver); COMP_CWORD=1; _xinshi; echo \"\${COMPREPLY[@]}\"")" verify
is "bash completes choices" "$(bash -c ". '$work/c.bash'; COMP_WORDS=(xinshi export --format mark); COMP_CWORD=3; _xinshi; echo \"\${COMPREPLY[@]}\"")" markdown
is "bash completes options" "$(bash -c ". '$work/c.bash'; COMP_WORDS=(xinshi list --cha); COMP_CWORD=2; _xinshi; echo \"\${COMPREPLY[@]}\"")" --changed
"$xinshi" help --completion fish >"$work/c.fish"
is "fish knows every option" "$(grep -c -- ' -l ' "$work/c.fish")" "$(grep -vcE '^#|^"command"|^$' data/options.tsv)"
"$xinshi" help --completion zsh >"$work/c.zsh"
like "zsh knows every command" "$(cat "$work/c.zsh")" "'serve:"
if command -v zsh >/dev/null; then ok "zsh reads its completion" zsh -n "$work/c.zsh"; else skip "zsh reads its completion" "no zsh here"; fi
if command -v fish >/dev/null; then ok "fish reads its completion" fish -n "$work/c.fish"; else skip "fish reads its completion" "no fish here"; fi

status "usage is 2" 2 "$xinshi" frobnicate
status "no archive is 2" 2 "$xinshi" --archive "$work/none" stats
status "not found is 1" 1 sh -c "'$xinshi' init >/dev/null && '$xinshi' show 1"
status "a reader that goes away is no fault" 0 sh -c "'$xinshi' help --completion bash | head -n 1 >/dev/null"
status "a full standard output is" 1 sh -c "'$xinshi' help >/dev/full"
finish
