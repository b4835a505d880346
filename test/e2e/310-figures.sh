#!/bin/sh
# What articles say in numbers: read as they come, found by what they count and who says it; one question over time.
. test/lib.sh "$1"

# ---- as a filter, without an archive

lines() {
	printf '%s\n' '{"id":1,"text":"警方说，事故造成至少12人死亡。","published":"2024-05-02T02:00:00Z","zone":"Asia/Shanghai"}' \
		"{\"id\":\"two\",\"file\":\"$root/sample/临江日报/000001.md\"}" '{"id":3}' 'no line' '{"id":4,"text":""}'
}
lines | "$xinshi" analyse --json >"$work/lines"
is "a line for each, in order" "$(jq -c .id "$work/lines" | tr '\n' ' ')" '1 "two" 3 null 4 '
is "who says how many of what" "$(jq -c 'select(.id == 1) | .figures[0] | [.slot, .min, .max, .approx, .unit, .speaker]' "$work/lines")" \
	'["killed",12,null,"at_least","person","警方"]'
is "its sentence and its words" "$(jq -r 'select(.id == 1) | .figures[0] | .text, .sentence' "$work/lines" | tr '\n' ' ')" \
	"至少12人 警方说，事故造成至少12人死亡。 "
is "a file is read with its date" "$(jq -c 'select(.id == "two") | [.figures[] | select(.slot == "killed") | .min, .date]' "$work/lines")" \
	'[12,"2024-05-01"]'
is "a line without anything says so" "$(jq -r 'select(.id == 3) | .error' "$work/lines")" ERR_SYNTAX
status "and the status is 1" 1 sh -c "printf '{}\n' | '$xinshi' analyse --json"
is "people see the number in its sentence" "$("$xinshi" analyse "$root/sample/临江日报/000001.md" | grep -c '\[至少12人\]')" 1
status "analyse --json takes no file" 2 "$xinshi" analyse --json "$root/sample/临江日报/000001.md"

# ---- kept

"$xinshi" init -q >/dev/null
"$xinshi" import -q "$sample" >/dev/null 2>&1
ids() { "$xinshi" figures "$@" --json | jq -r .id; }
is "the dead, newest saying first" "$("$xinshi" figures --slot killed --json | jq -c .min | tr '\n' ' ')" "$("$xinshi" figures --slot killed --json |
	jq -sc 'sort_by(.time) | reverse | .[].min' | tr '\n' ' ')"
is "by who says it, in either script" "$(ids --slot killed --speaker 临江县政府)" "$(ids --slot killed --speaker 臨江縣政府)"
[ -n "$(ids --slot killed --speaker 临江县政府)" ]
ok "and there are some" test $? -eq 0
is "none where none is" "$(ids --slot bail)" ""
is "by words of the article" "$(ids 水库 决堤 --slot killed | sort -u | wc -l | tr -d ' ')" "$(ids 水库 决堤 --slot killed | wc -l | tr -d ' ')"
is "CSV has a line of names" "$("$xinshi" figures --slot killed --csv | head -n 1 | cut -d, -f1-6)" id,article,version,time,source,slot
is "and a line for each" "$("$xinshi" figures --slot killed --csv | wc -l | tr -d ' ')" "$(($(ids --slot killed | wc -l) + 1))"
status "not both" 2 "$xinshi" figures --csv --json

# ---- one question over time: twelve in the first text of an article, nineteen in the next

asked=$("$xinshi" figures --slot killed --json | jq -r 'select(.min == 19 and .max == null) | .id' | head -n 1)
"$xinshi" figures --question "$asked" --json >"$work/question"
is "the later claim takes the place of the earlier" \
	"$(jq -sc '[.[] | select(.counted)] | [.[0].min, .[0].replaced, .[1].min, .[1].change, .[1].replaces == .[0].id]' "$work/question")" \
	'[12,true,19,"more",true]'
status "an unknown figure" 1 "$xinshi" figures --question 999999999

# ---- derived: gone and made again, the same

state() { sqlite3 "$XINSHI_ARCHIVE/archive.db" "SELECT chunk, oldest, newest, hex(rows) FROM figure_rows; SELECT * FROM figure_words;
	SELECT revision, count, hex(forms), hex(figures) FROM figure_texts; SELECT * FROM figure_forms; SELECT * FROM figure_names" | sha256sum; }
before=$(state)
ok "all texts once more" "$xinshi" rebuild --figures -q
is "gives the same" "$(state)" "$before"
ok "verify finds nothing" "$xinshi" verify -q
sqlite3 "$XINSHI_ARCHIVE/archive.db" "UPDATE figure_texts SET count = count + 1 WHERE revision = $asked / 4096"
status "what is missing is found" 3 "$xinshi" verify -q
ok "a rebuild makes it again" "$xinshi" rebuild -q
is "as it was" "$(state)" "$before"

# ---- texts that were not read

mkdir "$work/waits"
cp "$XINSHI_ARCHIVE/archive.db" "$work/waits/"
sqlite3 "$work/waits/archive.db" 'UPDATE figure_texts SET rules = 0'
like "where nothing is found, texts that wait are named" "$("$xinshi" --archive "$work/waits" figures --slot bail 2>&1)" 'not read for figures yet'
is "nobody who asks for none of them is told" "$("$xinshi" figures --slot killed 2>&1 | grep -c 'not read')" 0

# ---- pages

mkdir -p "$work/more/海港通讯"
cat >"$work/more/海港通讯/000001.md" <<'TEXT'
<!--1714701812000-->
[一日之内：车祸和洪水](https://harbour-news.example/a/one-day.html)
------

<div><i>Fri, 03 May 2024 02:03:32 GMT</i></div><p>加拿大警方星期五（5月3日）说，一场车祸造成14人死亡。</p><p>巴西南部的洪水造成9人死亡。</p>
TEXT
"$xinshi" import -q "$work/more" >/dev/null 2>&1
"$xinshi" serve --listen 127.0.0.1:0 >"$work/address" 2>/dev/null &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
i=0
until [ -s "$work/address" ] || [ $i -ge 100 ]; do i=$((i + 1)); sleep 0.05; done
base=$(head -n 1 "$work/address" | sed 's,/$,,')
article=$(jq -sr '.[1] | "/a/\(.article)/v/\(.version)"' "$work/question")
asked=$(ids --slot killed --speaker 临江县政府 | head -n 1)
is "the number in the article leads to its question" "$(curl -s "$base$article" | grep -c "href=\"/figure/$asked\"")" 1
is "and the question to the number in the article" "$(curl -s "$base/figure/$asked" | grep -c "href=\"$article#f$((asked % 4096))\"")" 1
is "the anchor is there" "$(curl -s "$base$article" | grep -c "id='f$((asked % 4096))'")" 1
for path in /figures "/figures?slot=killed&place=x" "/figure/$asked" /places; do
	is "$path" "$(curl -s -o "$work/page" -w '%{http_code}' "$base$path")" 200
done
is "JSON of a question" "$(curl -s "$base/figure/$asked.json" | jq -r .schema)" question/1
is "CSV of a question" "$(curl -s -o /dev/null -w '%{content_type}' "$base/figure/$asked.csv")" "text/csv; charset=utf-8"
name=$(curl -s "$base/figure/$asked" | grep -o '/name/[0-9]*' | head -n 1)
is "a name with its forms" "$(curl -s "$base$name.json" | jq -r '.schema, (.forms | length > 0), (.claims | length > 0), (.claims | map(has("sentence")) | all)' |
	tr '\n' ' ')" "name/1 true true true "
is "places as CSV" "$(curl -s "$base/places.csv" | head -n 1 | tr -d '\r')" "id,place,form,at,figures"
like "places on a map" "$(curl -s "$base/places")" "<svg viewBox='0 0 720 284'.*"
like "places that have degrees are dots" "$(curl -s "$base/places")" "<circle cx='[0-9.]+' cy='[0-9.]+' r='12.0'/><title>[^<]+: [0-9]+</title>"
is "no map where there is no place" "$(curl -s "$base/places?slot=votes&from=1999-01-01&to=1999-01-02" | grep -c '<svg')" 0
is "an unknown figure" "$(curl -s -o /dev/null -w '%{http_code}' "$base/figure/999999999")" 404
story=$("$xinshi" story --from 2000 --to 2100 --json | jq -r .id | head -n 1)
like "a story says what it says in numbers" "$(curl -s "$base/story/$story")" "/figure/[0-9]+"
finish
