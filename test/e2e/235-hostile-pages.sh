# Pages that are out to hurt (test/hostile.sh): each ends in an article, or in an error that says why, and no worker dies of one.
. test/lib.sh "$1"

sh test/hostile.sh "$work/pages" >"$work/list"
jq -Rc '{ id: (split("/") | last | rtrimstr(".html")), path: . }' "$work/list" >"$work/lines"
"$xinshi" extract --batch --workers 1 <"$work/lines" >"$work/answers" 2>"$work/said"
is "an answer to each" "$(jq -r .id "$work/answers" | sort)" "$(jq -r .id "$work/lines" | sort)"
is "a text or an error, never neither" "$(jq -r 'select(.text == null and .error == null) | .id' "$work/answers")" ''
is "no worker died" "$(jq -r 'select(.error != null and (.error | test("WORKER"))) | "\(.id) \(.error)"' "$work/answers")" ''

# outcome ID: the error, or "article"
outcome() { jq -r --arg id "$1" 'select(.id == $id) | .error // "article"' "$work/answers"; }
for id in nested-div nested-list attributes attribute-long comment-open references bold-paragraphs data-deep zeros utf16; do
	is "$id is read" "$(outcome $id)" article
done
for id in block endless-div blocks-empty; do is "$id is too big" "$(outcome $id)" ERR_TOO_BIG; done
for id in pdf picture packed; do is "$id is no text" "$(outcome $id)" ERR_BINARY; done
is "nothing is empty" "$(outcome nothing)" ERR_EMPTY
is "broken bytes take nothing with them" "$(jq -r 'select(.id | startswith("broken")) | .text | test("\ufffd.?x|x$")' "$work/answers" | sort | uniq -c | tr -d ' ')" '25true'
is "UTF-16 without a mark" "$(jq -r 'select(.id == "utf16-chinese") | .text[0:7]' "$work/answers")" '临江市周一暴雨'

# people are told what, and why
status "a PDF is refused" 1 "$xinshi" extract "$work/pages/pdf.html"
like "with what it is" "$err" 'a PDF document'
status "so is a page of 50 MB" 1 "$xinshi" extract "$work/pages/block.html"
like "with its limit" "$err" 'larger than the limit'
ok "and one that is only deep is read" "$xinshi" extract "$work/pages/nested-div.html"
finish
