# An archive is made, refused twice, named by option and environment; the program says what is to be typed.
. test/lib.sh "$1"

status "list without an archive" 2 "$xinshi" list
like "says what is missing" "$err" "there is no archive here"
like "says what to type" "$err" "Try: .*init"

status "init" 0 "$xinshi" init
like "init says where" "$out" "$work/archive"
ok "one file is the archive" test -f "$work/archive/archive.db"
status "a second init" 1 "$xinshi" init
like "says that there is one" "$err" "exists already"

status "an empty archive is whole" 0 "$xinshi" verify
status "search in it" 0 "$xinshi" search 水库
like "says that nothing was found" "$err" "Nothing was found"
status "doctor of it" 0 "$xinshi" doctor
status "init of a folder by argument" 0 "$xinshi" init "$work/other"
status "list of the option's archive" 0 "$xinshi" --archive "$work/other" list
is "an empty archive lists nothing" "$out" ""
status "init as JSON" 0 "$xinshi" init "$work/third" --json
is "init's JSON" "$(printf '%s' "$out" | jq -r .schema)" "init/1"

mkdir "$work/in" && cd "$work/in" || exit 1
status "the preset folder" 0 env -u XINSHI_ARCHIVE "$xinshi" init
ok "is ./archive" test -f "$work/in/archive/archive.db"
cd "$root" || exit 1

status "a misspelt command" 2 "$xinshi" imprt x
like "is guessed" "$err" "did you mean import\?"
status "a misspelt option" 2 "$xinshi" list --limti 3
like "is guessed, too" "$err" "did you mean --limit\?"
status "a bad value" 2 "$xinshi" list --from yesterday
like "says what would be good" "$err" "2021-02-03, 2021-02, 2021"
status "a missing argument" 2 "$xinshi" show
status "too many arguments" 2 "$xinshi" list 1
status "an id that is none" 2 "$xinshi" show seven
status "an article that is not there" 1 "$xinshi" show 7
like "says so" "$err" "article 7: there is no such thing here"
status "the version" 0 "$xinshi" --version
like "is one line" "$out" "^xinshi [0-9]+\.[0-9]+"
status "no command" 0 "$xinshi"
like "shows the commands" "$out" "^  import "

printf '[list]\nlimit = 3\nquiet = yes\n' >"$work/archive/xinshi.conf"
status "a configuration" 0 "$xinshi" list
printf '[list]\nlimt = 3\n' >"$work/archive/xinshi.conf"
status "a wrong line in it" 2 "$xinshi" list
like "is named" "$err" "xinshi.conf, line 2"
finish
