# Rules of sites: found by host, in the archive's folder before the program's; checked, tried on pages, imported; failing softly.
. test/lib.sh "$1"

page=$work/page.html
cat >"$page" <<'HTML'
<html><head><title>The mill - Post</title></head><body><h1>The mill</h1><div class="top"><p>Written on Monday, and again on Tuesday, by people of the Harbour Post.</p></div>
<div class="story"><p>The old mill at the river was sold on Monday, for the third time in ten years, to a family that bakes bread.</p>
<p>They want to grind their own flour again, the new owner said, and to sell it in the market hall from the spring on.</p>
<p class="box">Everybody who subscribes before the end of the month gets a loaf of bread for nothing, and a second one at Easter.</p></div></body></html>
HTML
mkdir -p "$XINSHI_ARCHIVE/sites"
extract() { "$xinshi" extract --json "$@" "$page"; }

# by host
cat >"$XINSHI_ARCHIVE/sites/post.example.rules" <<'RULES'
# the Post
source: Post
body: .story
strip: .box
test: https://www.post.example/mill
contains: The old mill at the river
contains: in the market hall
RULES
cat >"$XINSHI_ARCHIVE/sites/.post.example.rules" <<'RULES'
body: .top
RULES
is "the rules of a host" "$(extract --url https://post.example/mill | jq -r .rule)" post.example.rules
is "of the same with www" "$(extract --url https://www.post.example/mill | jq -r .rule)" post.example.rules
is "what they strip is gone" "$(extract --url https://post.example/mill | jq -r .text | grep -c loaf)" 0
like "a host below has those of its own" "$(extract --explain --url https://sport.post.example/mill | jq -r '.remarks[]?, .rule')" 'post.example.rules|far|find'
is "without rules" "$(extract --no-rules --url https://post.example/mill | jq -r '.rule | test("rules")')" false
is "another host has none" "$(extract --url https://other.example/mill | jq -r '.rule | test("rules")')" false
is "a host that looks like a path is no file" "$(extract --url 'https://..%2fpost.example/' 2>&1 | jq -r '.rule | test("rules")' 2>/dev/null || echo refused)" refused
printf 'body: .top\n' >"$work/mine.rules"
printf '{"id":"1","path":"%s","url":"https://post.example/1"}\n{"id":"2","path":"%s","url":null}\n' "$page" "$page" >"$work/lines"
is "in a batch each page has its own" "$("$xinshi" extract --batch <"$work/lines" | jq -r '.rule' | grep -c post.example)" 1

# those that come with the program, and the archive's before them
like "those that come with it" "$("$xinshi" extract --check-rules 2>&1 | tail -n 1)" '^[0-9]+ files: [0-9]+ without a remark'
is "all of them are understood" "$("$xinshi" extract --check-rules >/dev/null 2>&1; echo $?)" 0
is "no page: nothing found, by the program's rules" "$(extract --url https://www.dw.com/1 | jq -r '.remarks[0]')" 'no body rule finds text on this page'
printf 'body: .story\n' >"$XINSHI_ARCHIVE/sites/dw.com.rules"
is "the archive's own come first" "$(extract --url https://www.dw.com/1 | jq -r .rule)" dw.com.rules

# failing softly
printf 'body: .gone\nbody: .story[\nnonsense\nhalf(: x\ntitle: h1\n' >"$work/old.rules"
extract --rules "$work/old.rules" >"$work/old.json"
is "a layout that is gone: found without rules" "$(jq -r '.text | test("old mill")' "$work/old.json")" true
is "and told" "$(jq -r '.remarks[-1]' "$work/old.json")" 'no body rule finds text on this page'
like "people see it as well" "$("$xinshi" extract --rules "$work/old.rules" "$page")" '^rules +no body rule'
"$xinshi" extract --check-rules "$work/old.rules" >"$work/told" 2>/dev/null
is "lines that are not understood: status" $? 1
is "with file, line and reason" "$(sed "s|$work/||" "$work/told" | head -n 1)" "old.rules:2: an attribute's name is missing, in: .story["
is "each of them" "$(grep -c '^[^:]*:[234]:' "$work/told")" 3
is "as JSON" "$("$xinshi" extract --json --check-rules "$work/old.rules" | jq -r '"\(.schema) \(.remarks | length) \(.body)"')" 'rules/1 3 true'
printf 'body: \377\n' >"$XINSHI_ARCHIVE/sites/bad.example.rules"
like "a file that is no text" "$("$xinshi" extract --url https://bad.example/ "$page" 2>&1)" 'not valid UTF-8'

"$xinshi" extract --check-rules >"$work/told" 2>&1
is "which keeps none of the others from being checked" "$? $(grep -cE 'bad.example.*UTF-8|^[0-9]+ files: [0-9]{2} without' "$work/told")" '1 2'

# tests in the file
ok "a page that passes its test" "$xinshi" extract --check-rules --rules "$XINSHI_ARCHIVE/sites/post.example.rules" --url https://www.post.example/mill "$page"
printf 'contains: a sentence that is not there\n' >>"$XINSHI_ARCHIVE/sites/post.example.rules"
"$xinshi" extract --check-rules --rules "$XINSHI_ARCHIVE/sites/post.example.rules" --url https://www.post.example/mill "$page" >"$work/told"
is "one that does not: status" $? 1
like "and what it misses" "$(cat "$work/told")" 'does not hold: a sentence that is not there'

# import
mkdir "$work/ftr"
printf 'title://h1\nbody: //div[@class="story"]\nstrip_id_or_class: box\nfind_string: mill\nreplace_string: bakery\nhttp_header(user-agent): X\nnext_page_link: //a[@rel="next"]\n' \
	>"$work/ftr/theirs.example.txt"
"$xinshi" extract --import-rules --into "$work/imported" "$work/ftr/theirs.example.txt" 2>"$work/told"
is "imported" "$(cat "$work/imported/theirs.example.rules")" '# from theirs.example.txt of the shared site-configuration collection
title: //h1
body: //div[@class="story"]
strip-class: box
replace(mill): bakery
# not taken over: http_header(user-agent): X
next: //a[@rel="next"]'
like "what is not taken over is said" "$(cat "$work/told")" 'theirs.example.txt:6: note: not taken over: http_header'
is "and works" "$(extract --rules "$work/imported/theirs.example.rules" | jq -r '"\(.title) \(.text | test("old bakery")) \(.text | test("loaf"))"')" 'The bakery true false'
"$xinshi" extract --import-rules --into "$work/imported" "$work/ftr/theirs.example.txt" >/dev/null 2>&1
is "a file that is there stays" $? 1
finish
