# What changed between two versions: numbers by value, words and characters, noise folded away; without colours.
. test/lib.sh "$1"

"$xinshi" import "$sample" >/dev/null 2>&1
id=$("$xinshi" list --changed --json | jq -rs '.[0].id')
status "diff" 0 "$xinshi" diff "$id"
like "the number stands out" "$out" "@ number changed"
like "the old one between brackets" "$out" "\[-12-\]"
like "the new one between braces" "$out" "\{\+19\+\}"
unlike "no colours" "$out" "$(printf '\033')"
status "as JSON" 0 "$xinshi" diff "$id" --json
is "the weight" "$(printf '%s' "$out" | jq -r .weight)" figure
is "pieces give both texts back" "$(printf '%s' "$out" | jq '[.rows[].pieces[] | select(.edit != "insert") | .old] | join("") | length > 0')" true
status "backwards" 0 "$xinshi" diff "$id" 2 1
like "19 goes" "$out" "\[-19-\]"
status "numbers only" 0 "$xinshi" diff "$id" --numbers
like "still has them" "$out" "\{\+19\+\}"
status "a version that is not there" 1 "$xinshi" diff "$id" 1 99
single=$("$xinshi" list --json --limit 0 | jq -rs 'map(select(.revisions == 1))[0].id')
status "an article with one version" 1 "$xinshi" diff "$single"
like "says so" "$err" "one version only"
finish
