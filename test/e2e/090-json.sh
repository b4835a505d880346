# The shapes that scripts rely on.
. test/lib.sh "$1"

"$xinshi" import --json "$sample" >"$work/import.json" 2>/dev/null
id=$("$xinshi" list --json | jq -rs '.[0].id')
changed=$("$xinshi" list --changed --json | jq -rs '.[0].id')
# shape NAME SCHEMA KEYS COMMAND...
shape() {
	name=$1 schema=$2 keys=$3
	shift 3
	"$@" >"$work/shape" 2>/dev/null
	is "$name: every line is an object of $schema" "$(jq -s --arg s "$schema" 'length > 0 and all(.schema == $s)' "$work/shape")" true
	is "$name: with $keys" "$(jq -s --arg k "$keys" '($k | split(" ")) as $k | all(. as $o | $k | all(. as $x | $o | has($x)))' "$work/shape")" true
}
article_keys="id source source_slug title headline url published time fetched last_fetched revisions lang section characters images"
shape list article/1 "$article_keys" "$xinshi" list --json
shape show article/1 "$article_keys text html revision sha256 notes authors tags digest feeds page" "$xinshi" show "$id" --json
shape search hit/1 "$article_keys score snippet marked_headline" "$xinshi" search 水库 --json
shape count count/1 "query total total_is_floor sources months langs changed in_story with_figures" "$xinshi" search 水库 --count --json
shape diff diff/1 "id old new weight headline rows removed added figures" "$xinshi" diff "$changed" --json
shape quarantine capture/1 "capture name fetched size sha256 fault at what" "$xinshi" list --quarantine --json
shape sources source/1 "id slug name host lang articles revisions oldest newest" "$xinshi" list --sources --json
shape stats stats/1 "articles revisions captures sources input_bytes file_bytes following notes" "$xinshi" stats --json
shape verify verify/1 "ok captures damages damage" "$xinshi" verify --json
shape doctor doctor/1 "checks ok" "$xinshi" doctor --json
shape rebuild rebuild/1 "captures articles revisions quarantined changed" "$xinshi" rebuild --json
shape import import/1 "files articles revisions duplicates unchanged quarantined quarantine notes left_out seconds" cat "$work/import.json"
shape help command/1 "name summary arguments options" "$xinshi" help --json
shape export export/1 "output format files bytes articles" "$xinshi" export --output "$work/out" --json
shape add add/1 "argument state feed name url labels fault detail" "$xinshi" add https://a.example/rss b.example --label x --no-fetch --json
shape feeds subscription/1 "id name url url_added title labels state health next last_success fault counts hub_state" "$xinshi" list --feeds --json
shape feed subscription/1 "id name url state" "$xinshi" feed 1 --json
shape plan plan/1 "feed name url now next" "$xinshi" fetch --dry-run --json
shape remove remove/1 "feed name url items" "$xinshi" remove 2 --json
printf '<rss version="2.0"><channel><title>a</title><item><title>b</title></item></channel></rss>' >"$work/feed.xml"
shape read-feed feed/1 "version encoding feed items faults cut" "$xinshi" read-feed --json "$work/feed.xml"
shape lint lint/1 "version encoding faults more" "$xinshi" lint --json "$work/feed.xml"
is "dates are RFC 3339" "$("$xinshi" list --json | jq -s 'all(.published == null or (.published | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)$")))')" true
is "nothing of the progress is in it" "$("$xinshi" rebuild --json 2>/dev/null | grep -c .)" 1
finish
