# Every command under valgrind: no bad access, no leak, no descriptor left; the workers as well.
. test/lib.sh "$1"

if readelf -Ws "$xinshi" 2>/dev/null | grep -q "__asan_init\|__ubsan_handle\|__tsan_init"; then
	skip "valgrind" "this build has sanitisers, which look for the same"
	finish
fi
if ! command -v valgrind >/dev/null; then
	skip "valgrind" "valgrind is not installed"
	finish
fi

watched() {
	valgrind -q --child-silent-after-fork=yes --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite,possible --track-fds=yes \
		--log-file="$work/vg.%p" "$@"
}
# clean NAME STATUS COMMAND...
clean() {
	rm -f "$work"/vg.*
	name=$1 want=$2
	shift 2
	status "$name" "$want" watched "$@"
	nothing "$name: nothing to say" "$(cat "$work"/vg.* | grep -v '^==[0-9]*== *$')"
}
# What --track-fds lists is open at the end: the standard ones, and what was inherited.  Lines of -- are valgrind on itself.
nothing() {
	rest=$(printf '%s\n' "$2" | awk '
		/Open file descriptor|Open AF_/ { held = $0; next }
		/<inherited from parent>/ { held = ""; next }
		held != "" { print held; held = "" }
		/FILE DESCRIPTORS/ || /^==[0-9]+== *$/ || /^--[0-9]+-- / || /^$/ { next }
		{ print }
		END { if (held != "") print held }')
	is "$1" "$rest" ""
}

clean "init" 0 "$xinshi" init
clean "import" 1 "$xinshi" import "$sample" --workers 1
for command in "list" "list --quarantine" "show 2" "show 2 --json" "show 2 --markdown" \
	"show 2 --raw" "search 水库" "search 水 --order relevance --count" "diff 2 --json" "stats" "verify" \
	"export --output $work/out" "export --format markdown --output $work/md" "export --format jsonl --output $work/a.jsonl" \
	"export --backup $work/b.db" "export --format sqlite --output $work/a.db" "export --format site --output $work/site" \
	"figures" "figures --json --slot killed" "story" "changes" "rebuild --workers 1" "explain $sample/临江日报/000001.md"; do
	# shellcheck disable=SC2086
	clean "$command" 0 "$xinshi" $command
done
clean "add" 0 "$xinshi" add https://a.example/rss "b.example/feed?x=y" --label x --no-fetch
for command in "list --feeds" "feed 1 --title x --label y --pause --json" "fetch --dry-run" "export --format opml --output -" "remove 2"; do
	# shellcheck disable=SC2086
	clean "$command" 0 "$xinshi" $command
done
clean "a query that is none" 2 "$xinshi" search '"'
clean "an article that is not there" 1 "$xinshi" show 77
clean "no archive" 2 "$xinshi" --archive "$work/none" list

# The workers are watched while they read; their walls end valgrind before it can tell of leaks, which sanitisers look for.
rm -f "$work"/vg.*
status "import with the worker watched" 1 valgrind -q --trace-children=yes --error-exitcode=9 --log-file="$work/vg.%p" \
	"$xinshi" --archive "$work/traced" import "$sample" --workers 1
is "three processes were: ours, who read the files, who read the figures" "$(find "$work" -name 'vg.*' | wc -l)" 3
nothing "nothing to say" "$(cat "$work"/vg.*)"
finish
