# Plain tables in one file: what the archive says, twice the same, and nothing half made.
. test/lib.sh "$1"

"$xinshi" import "$sample" >/dev/null 2>&1
sql() { sqlite3 "$work/a.db" "$1"; }

status "sqlite" 0 "$xinshi" export --format sqlite --output "$work/a.db"
is "sound" "$(sql 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
is "of our own kind" "$(sql 'PRAGMA application_id; PRAGMA user_version' | tr '\n' ' ')" "1481198931 1 "
is "every article" "$(sql 'SELECT count(*) FROM newest')" "$("$xinshi" stats --json | jq .articles)"
is "the text as everywhere" "$(sql 'SELECT text FROM newest ORDER BY id' | sha256sum)" \
	"$("$xinshi" export --format jsonl --output - 2>/dev/null | jq -r .text | sha256sum)"
is "its changes" "$(sql 'SELECT sum(changes) FROM articles')" "$("$xinshi" list --limit 0 --json | jq -s 'map(.changes) | add')"
like "stories" "$(sql 'SELECT articles, sources FROM stories')" '^[2-9]'
like "who said how many" "$(sql "SELECT min, unit, slot FROM claims WHERE slot = 'killed'")" '^[0-9]+\|person\|killed'
is "in their own words" "$(sql 'SELECT count(*) FROM figures f JOIN revisions r USING (article, n)
	WHERE CAST(substr(CAST(r.text AS BLOB), span_from + 1, span_to - span_from) AS TEXT) <> f.words')" 0
is "says what it holds" "$(sql "SELECT value FROM about WHERE key = 'schema'")" "snapshot/1"
is "the manifest names it" "$(jq -r '.files[0].sha256' "$work/a.db.manifest.json")" "$(sha256sum "$work/a.db" | cut -d' ' -f1)"
is "every example of the manual runs" "$(sed -n 's/^\.Dl \(SELECT .*\)/\1;/p' man/xinshi-snapshot.5 | sqlite3 -bail "$work/a.db" >/dev/null 2>&1 && echo yes)" yes
for name in $(sql "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"); do
	grep -q "^\.It Va $name\$" man/xinshi-snapshot.5 || echo "$name"
done >"$work/unsaid"
is "every table and view is in the manual" "$(cat "$work/unsaid")" ""

status "again" 0 "$xinshi" export --format sqlite --output "$work/b.db"
ok "gives the same bytes" cmp "$work/a.db" "$work/b.db"
status "over a file" 1 "$xinshi" export --format sqlite --output "$work/a.db"
like "says how" "$err" "force"
status "with --force" 0 "$xinshi" export --format sqlite --output "$work/a.db" --force
status "every version" 0 "$xinshi" export --format sqlite --revisions --output "$work/r.db"
is "as many" "$(sqlite3 "$work/r.db" 'SELECT count(*) FROM revisions')" "$("$xinshi" stats --json | jq .revisions)"
like "with what changed" "$(sqlite3 "$work/r.db" 'SELECT class FROM corrections')" figure
status "a folder that is not there" 1 "$xinshi" export --format sqlite --output "$work/no/such/a.db"
ok "nothing half made" test -z "$(find "$work" -name '*.part')"
status "to standard output" 2 "$xinshi" export --format sqlite --output -
status "an empty archive" 0 "$xinshi" --archive "$work/none" init
status "gives empty tables" 0 "$xinshi" --archive "$work/none" export --format sqlite --output "$work/none.db"
is "that can be asked" "$(sqlite3 "$work/none.db" 'SELECT count(*) FROM stories')" 0

# a text that comes back is the newest again
for n in 1 2 3; do
	words="河水上涨，沿岸的居民已经转移到高处。"
	[ $n = 2 ] && words="河水回落，沿岸的居民已经回到家中。"
	mkdir -p "$work/back/$n"
	article "$work/back/$n/a.md" $((1612137600000 + n * 60000)) "河水" "https://a.example/back" "<p>$words 下游的三座水库仍然照常放水，观测站每小时报告一次水位。</p>"
	"$xinshi" --archive "$work/aba" import "$work/back/$n" >/dev/null 2>&1
done
like "what stands now" "$("$xinshi" --archive "$work/aba" export --format jsonl --output - 2>/dev/null | jq -r .text)" "上涨"
status "and so the snapshot" 0 "$xinshi" --archive "$work/aba" export --format sqlite --output "$work/aba.db"
like "says" "$(sqlite3 "$work/aba.db" 'SELECT text FROM newest')" "上涨"
"$xinshi" --archive "$work/aba" export --format markdown --revisions --output "$work/aba.md" >/dev/null 2>&1
like "the plain name is the newest's" "$(cat "$work"/aba.md/*/2021-02-0?-1.md)" "上涨"
finish
