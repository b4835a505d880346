# What was changed, what weighs most first: on the command line, in the API, after a rebuild.
. test/lib.sh "$1"

"$xinshi" import "$sample" >/dev/null 2>&1
status "changes" 0 "$xinshi" changes
like "the class in words" "$out" "number changed"
like "the edit, readable without colours" "$out" "至少\[-12-\]\{\+19\+\}人"
unlike "no colours" "$out" "$(printf '\033')"
status "as JSON" 0 "$xinshi" changes --json --limit 0 --noise
all=$out
is "each names its shape" "$(printf '%s\n' "$all" | jq -r .schema | sort -u)" change/1
is "as many as there are changed texts" "$(printf '%s\n' "$all" | jq -s length)" \
	"$("$xinshi" list --changed --json --limit 0 | jq -s 'map(.changes) | add')"
is "the heaviest first" "$(printf '%s\n' "$all" | jq -s '[.[].weight] == ([.[].weight] | sort | reverse)')" true
is "class and weight agree with diff" \
	"$(printf '%s\n' "$all" | jq -rs '.[0].class')" \
	"$("$xinshi" diff "$(printf '%s\n' "$all" | jq -rs '.[0].id')" --json | jq -r .weight)"
is "one class" "$("$xinshi" changes --class figure --json | jq -r .class | sort -u)" figure
is "one outlet" "$("$xinshi" changes --source "$(printf '%s\n' "$all" | jq -rs '.[0].source_slug')" --json | jq -r .source_slug | sort -u | wc -l | tr -d ' ')" 1
day=$(printf '%s\n' "$all" | jq -rs '.[0].time[:10]')
is "one day" "$("$xinshi" changes --noise --day "$day" --json | jq -r '.time[:10]' | sort -u)" "$day"
is "newest first" "$("$xinshi" changes --order time --limit 0 --json | jq -s '[.[].time] == ([.[].time] | sort | reverse)')" true
status "a year without any" 0 "$xinshi" changes --day 1999
is "gives nothing" "$out" ""
like "and says so" "$err" "No change is of this kind"
status "--day and --from" 2 "$xinshi" changes --day 2021 --from 2021
status "a class that is none" 2 "$xinshi" changes --class heavy
status "sound" 0 "$xinshi" verify
sqlite3 "$XINSHI_ARCHIVE/archive.db" "UPDATE changes SET weight = weight + 1 WHERE revision = (SELECT min(revision) FROM changes)"
status "a row that was touched" 3 "$xinshi" verify
like "is named" "$out$err" "of changes"
status "rebuild" 0 "$xinshi" rebuild
status "mends it" 0 "$xinshi" verify
is "and they are the same again" "$("$xinshi" changes --json --limit 0 --noise | sed 's/"time":"[^"]*",//')" \
	"$(printf '%s\n' "$all" | sed 's/"time":"[^"]*",//')"
finish
