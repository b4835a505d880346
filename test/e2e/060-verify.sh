# Every damage is found and named; nothing else is harmed.
. test/lib.sh "$1"

"$xinshi" import "$sample" >/dev/null 2>&1
status "a whole archive" 0 "$xinshi" verify
like "says what was checked" "$out" "captures"
is "as JSON" "$("$xinshi" verify --json | jq -r '"\(.ok) \(.damages)"')" "true 0"

# one byte in the middle of what is compressed
cp -r "$XINSHI_ARCHIVE" "$work/a"
sqlite3 "$work/a/archive.db" "UPDATE packs SET bytes = CAST(substr(bytes, 1, 40) || x'00' || substr(bytes, 42) AS BLOB)" 2>"$work/.err" ||
	cat "$work/.err"
status "a byte of a capture" 3 "$xinshi" --archive "$work/a" verify
like "is found" "$out" "DAMAGED .*capture"
like "and named with what to do" "$out" "[a-z]"
status "the newest texts are still read" 0 "$xinshi" --archive "$work/a" list

cp -r "$XINSHI_ARCHIVE" "$work/b"
head -c 100 /dev/urandom >"$work/b/archive.db"
status "no database at all" 3 "$xinshi" --archive "$work/b" list
like "is refused with the damage" "$err" "damaged|database"
like "and advice" "$err" "Try: "

cp -r "$XINSHI_ARCHIVE" "$work/c"
sqlite3 "$work/c/archive.db" "PRAGMA user_version = 99"
status "an archive of a newer version" 3 "$xinshi" --archive "$work/c" list
like "is refused" "$err" "newer version"
finish
