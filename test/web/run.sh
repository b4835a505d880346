#!/bin/sh
# run.sh BUILD: the reading room in a real browser, as TAP.  Serves the sample and an archive of hostile articles, each on a free
# port of this machine; leaves screenshots in BUILD/shots.  Needs node, chromium and java; installs its modules once.
. test/lib.sh "$1"

modules=$PWD/test/web/node_modules
[ -d "$modules/playwright-core" ] && [ -d "$modules/axe-core" ] && [ -d "$modules/vnu-jar" ] ||
	(cd test/web && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-fund --no-audit >"$work/npm.log" 2>&1) || {
	cat "$work/npm.log" >&2
	skip "the pages in a browser" "npm could not fetch its modules: $(grep -m 1 -iE 'err(or|!) code' "$work/npm.log")"
	finish
}

# serve ARCHIVE: prints the address; the server's process id goes to $work/pids
serve() {
	"$xinshi" --archive "$1" serve --listen 127.0.0.1:0 >"$1.address" 2>"$1.log" &
	echo $! >>"$work/pids"
	tries=0
	while [ ! -s "$1.address" ] && [ $tries -lt 100 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
	head -n 1 "$1.address"
}
stop() {
	while read -r pid; do kill "$pid" 2>/dev/null; done <"$work/pids"
	chmod -R u+rwx "$work" 2>/dev/null
	rm -rf "$work"
}
trap stop EXIT

# What the archives of such files hold is partly broken on purpose: status 1 says that some of it is in quarantine.
"$xinshi" --archive "$work/sample" import "$sample" >"$work/import.log" 2>&1 || [ $? -eq 1 ] || cat "$work/import.log" >&2
node test/web/hostile.mjs make "$work/hostile" test/web/payloads/invented.jsonl ../shared/suites/xss/payloads.jsonl
"$xinshi" --archive "$work/evil" import "$work/hostile" >"$work/import.log" 2>&1 || [ $? -eq 1 ] || cat "$work/import.log" >&2

file() { # OUTLET NAME TIME HEADLINE TEXT
	mkdir -p "$work/told.in/$1"
	printf '<!--%s000-->\n[%s](https://%s.example/%s)\n------\n\n<p>%s</p>\n' "$3" "$4" "$1" "$2" "$5" >"$work/told.in/$1/$2.md"
}
file jiabao 1 1617000000 '临江水库决堤 下游居民撤离' '临江水库的堤坝周五凌晨决口，下游三个村的居民连夜撤离，市长说至少十九人失踪。军队派出两架直升机搜索。'
file yitai 1 1617007200 '臨江水庫決口 村民連夜撤離' '臨江水庫堤壩決口後，下游村民連夜撤離，市長稱十九人失蹤。'
file bingshe 1 1617005600 '临江水库决堤 十九人失踪' '临江水库堤坝决口，市长说至少十九人失踪，村民连夜撤离。'
file yitai 2 1617003600 '議會通過預算案' '議會週一以多數票通過明年預算案，反對黨表示遺憾。'
"$xinshi" --archive "$work/told" import "$work/told.in" >"$work/import.log" 2>&1 || cat "$work/import.log" >&2
"$build/test/t_watch" fill "$work/fed"
"$build/test/t_serve_pictures" fill "$work/gallery"
node test/web/hostile.mjs pages "$work/pages" test/web/payloads/invented.jsonl ../shared/suites/xss/payloads.jsonl
"$xinshi" extract --batch <"$work/pages/batch" >"$work/contents" 2>"$work/extract.log" || [ $? -eq 1 ] || cat "$work/extract.log" >&2

mkdir -p "$build/shots"
for archive in sample fed gallery told evil; do
	serve "$work/$archive" >/dev/null
done
"$xinshi" --archive "$work/sample" export -q --format site --output "$work/files"
if command -v firefox-esr >/dev/null; then safest="node test/web/safest.mjs"; else safest=no_firefox; fi
no_firefox() { echo "ok 1 - a browser without scripts, SVG, MathML and fonts # SKIP there is no firefox-esr"; }

# look NAME COMMAND...: its TAP goes to $work/NAME.tap
look() {
	look=$1
	shift
	"$@" >"$work/$look.tap" 2>&1 || echo "Bail out! $look" >>"$work/$look.tap"
}
address() { head -n 1 "$work/$1.address"; }
# Two at a time: the sample has about half of all pages.
{
	look fed node test/web/pages.mjs "$(address fed)" "$build/shots" fed
	look gallery node test/web/pages.mjs "$(address gallery)" "$build/shots" gallery
	look told node test/web/pages.mjs "$(address told)" "$build/shots" told
	look hostile node test/web/hostile.mjs open "$(address evil)"
	look contents node test/web/hostile.mjs contents "$(address evil)" "$work/contents"
	look files node test/web/files.mjs "$work/files" "$build/shots"
} &
others=$!
look pages node test/web/pages.mjs "$(address sample)" "$build/shots"
look safest $safest "$(address sample)" "$build/shots"
wait $others
cat "$work/pages.tap" "$work/fed.tap" "$work/gallery.tap" "$work/told.tap" "$work/safest.tap" "$work/hostile.tap" "$work/contents.tap" "$work/files.tap" | awk '
	/^(not )?ok / { n++; sub(/ok [0-9]*/, "ok " n); bad += /^not/ }
	/^Bail out/ { bad++ }
	{ print }
	END { print "1.." n; exit bad > 0 }'
