# What is odd but happens: closed descriptors, archives that may only be read, folders that are files, empty answers.
. test/lib.sh "$1"

status "a folder whose parents are missing" 0 "$xinshi" init "$work/a/b/c"
ok "is made" test -f "$work/a/b/c/archive.db"
status "import into another" 1 "$xinshi" --archive "$work/d/e" import "$sample"
echo text >"$work/file"
for command in "list" "import $sample" "init"; do
	# shellcheck disable=SC2086
	status "a file for an archive: $command" 2 "$xinshi" --archive "$work/file" $command
	like "is told" "$err" "a file, not a folder"
done
status "an empty name" 2 "$xinshi" --archive '' list
like "is told, too" "$err" "wants the name of a folder"

# a closed descriptor is not the archive's
"$xinshi" import "$sample" >/dev/null 2>&1
before=$(sha256sum <"$XINSHI_ARCHIVE/archive.db")
got=0
"$xinshi" list >&- 2>"$work/err" || got=$?
is "a closed standard output" "$got" 1
like "is told on standard error" "$(cat "$work/err")" "standard output"
got=0
"$xinshi" import "$sample" <&- >&- 2>&- || got=$?
is "all three closed" "$got" 1
is "the archive is the same" "$(sha256sum <"$XINSHI_ARCHIVE/archive.db")" "$before"
unlike "the lock file holds no report" "$(cat "$XINSHI_ARCHIVE/lock")" "unchanged"
ok "and it is whole" "$xinshi" verify
got=0
"$xinshi" list >/dev/full 2>"$work/err" || got=$?
is "a full standard output" "$got" 1
status "a reader that goes away is no fault" 0 sh -c "'$xinshi' list | head -n 1"

# empty answers say so on standard error; data stays empty
status "no article" 0 "$xinshi" list --from 1999 --to 1999
like "is said" "$err" "No article is of this kind"
is "and nothing written" "$out" ""
status "times the wrong way round" 2 "$xinshi" list --from 2022 --to 2021
like "are named" "$err" "--from lies behind --to"
status "an empty archive" 0 "$xinshi" --archive "$work/a/b/c" list
like "says how to fill it" "$err" "Fill it: .*import"
status "no version of this number" 1 "$xinshi" show 1 --revision 9
like "says which there are" "$err" "version 9 of article 1: .*it has one version"
status "of an article that has two" 1 "$xinshi" diff 2 1 7
like "says so as well" "$err" "it has versions 1 to 2"
status "behind the last hit" 0 "$xinshi" search 水 --offset 1000
like "is none" "$err" "none behind --offset 1000"

# export with a filter
status "one outlet" 0 "$xinshi" export --source harbour-post --output "$work/one"
like "leaves the quarantine out and says so" "$err" "1 file in quarantine left out"
is "the manifest counts it" "$(jq .quarantine_left_out "$work/one.manifest.json")" 1
status "all" 0 "$xinshi" export --output "$work/all" --json
is "leaves out nothing" "$(printf '%s' "$out" | jq .quarantine_left_out)" 0
is "nor does its manifest say so" "$(jq .quarantine_left_out "$work/all.manifest.json")" null
like "import counts files per second" "$("$xinshi" import "$sample" --json | jq .files_per_second)" "^[0-9]+$"

# what is typed oddly is told
status "two forms at once" 2 "$xinshi" show 1 --html --raw
like "are too many" "$err" "one of them at a time"
status "a base URL that is none" 2 "$xinshi" serve --base-url foo
like "is told what it is like" "$err" "https://news.example, not 'foo'"
status "a folder to explain" 1 "$xinshi" explain "$sample"
like "is no file" "$err" "a folder, not a file"
mkdir "$work/nothing"
status "an empty folder" 0 "$xinshi" import "$work/nothing"
like "is said to be one" "$err" "no .md, .markdown or .txt file"
status "nothing at all" 1 "$xinshi" import ''
like "is shown as such" "$err" "''"
status "quarantine, quietly" 1 "$xinshi" --archive "$work/quiet" import -q "$sample"
is "is all that is said" "$out$err" "xinshi: import: 1 file in quarantine, 0 could not be read"

# an archive nobody may write can be read
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	reader="setpriv --reuid=65534 --regid=65534 --clear-groups"
	# shellcheck disable=SC2086
	$reader test -x "$xinshi" || reader=
else
	reader=
fi
chmod 755 "$work"
mkdir "$work/fro?en %41" && cp "$XINSHI_ARCHIVE/archive.db" "$work/fro?en %41/"
chmod -R a-w "$work/fro?en %41"
for command in "list" "search 水" "stats" "verify" "show 2"; do
	# shellcheck disable=SC2086
	status "frozen: $command" 0 $reader "$xinshi" --archive "$work/fro?en %41" $command
done
is "nothing was put beside it" "$(ls "$work/fro?en %41")" "archive.db"
# shellcheck disable=SC2086
status "frozen: import" 1 $reader "$xinshi" --archive "$work/fro?en %41" import "$sample"
like "is refused with a reason" "$err" "permission was refused"
chmod -R u+w "$work/fro?en %41"
finish
