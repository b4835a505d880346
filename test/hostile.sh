#!/bin/sh
# hostile.sh DIR: pages that are out to hurt whoever reads them, written to DIR (300 MB); prints their paths.  All invented.
set -eu
dir=$1
mkdir -p "$dir"
export LC_ALL=C

# repeat N WORDS: WORDS, N times
repeat() { awk -v n="$1" -v s="$2" 'BEGIN { while (n--) printf "%s", s }'; }
# page NAME: what is read, as a page of that name
page() {
	cat >"$dir/$1.html"
	echo "$dir/$1.html"
}

# within each other
for tag in div b a font span section blockquote; do repeat 100000 "<$tag>x" | page "nested-$tag"; done
repeat 100000 '<ul><li>x' | page nested-list
repeat 100000 '<table><tr><td>x' | page nested-cells
repeat 20000 '<b><p>x' | page bold-paragraphs
repeat 50000 '<table>' | page tables
{ printf '<table>'; repeat 50000 '<b>x'; } | page table-of-bold
{ repeat 5000 '<b>'; repeat 5000 '<p>x'; } | page bold-then-paragraphs
{ repeat 300 '<i>'; repeat 100000 '</b>'; } | page ends-of-nothing
repeat 50000 '<svg><path d="M0 0">' | page drawings
repeat 50000 '<math><mi>x' | page formulas
{ printf '<select>'; repeat 50000 '<option>x'; } | page options
repeat 50000 '<form><input>' | page forms
repeat 50000 '<template><div>x' | page templates
repeat 5000000 '<div>' | page endless-div
repeat 3000000 '<p>x</p>' | page endless-paragraphs

# attributes
{ printf '<div'; awk 'BEGIN { for (i = 0; i < 50000; i++) printf " a%d=%d", i, i }'; printf '>x</div>'; } | page attributes
{ printf '<div'; repeat 50000 ' onclick=x'; printf '>x</div>'; } | page attribute-again
{ printf '<div class="'; repeat 1000000 'article-x '; printf '">x</div>'; } | page attribute-long
{ printf '<p style="'; repeat 1000000 'display:x;'; printf '">x</p>'; } | page style-long

# text
{ printf '<!--'; repeat 500000 '- comment -'; } | page comment-open
repeat 1000000 '&amp;' | page references
repeat 500000 '&#x1F600;&CounterClockwiseContourIntegral;' | page references-long
head -c 1000000 /dev/zero | page zeros
for tag in script style title textarea plaintext xmp noscript iframe; do
	{ printf '<p>x</p><%s>' $tag; repeat 500000 'some text '; } | page "open-$tag"
done
{ printf '<p>'; repeat 5000000 'word word '; } | page block
{ printf '<p>'; repeat 1500000 '临江市周一暴雨。'; } | page block-chinese
repeat 1000000 '<p></p>' | page blocks-empty
repeat 400000 '<br>x' | page breaks
repeat 200000 '<p><a href=/x>x</a></p>' | page links
repeat 30000 '<h1>Rain in town</h1><p class=byline>By Ada Lind</p><time>5 May 2024</time>' | page bylines
repeat 60000 '<p>By Ada Lind and Ben Ost, 5 May 2024</p>' | page byline-lines
repeat 50000 '<meta property="article:author" content="Ada Lind"><meta name=date content="2024-05-05">' | page metas

# data
ld='<script type="application/ld+json">'
{ printf '%s' "$ld"; repeat 100000 '{"@graph":['; } | page data-deep
{ printf '%s' "$ld"; repeat 100000 '['; repeat 100000 ']'; printf '</script><p>x</p>'; } | page data-arrays
{ printf '%s{"@type":"NewsArticle","articleBody":"' "$ld"; repeat 2000000 'word word '; printf '"}</script><p>x</p>'; } | page data-long
{ printf '%s[' "$ld"; repeat 200000 '{"@type":"NewsArticle","author":{"name":"A B"}},'; printf '0]</script><p>x</p>'; } | page data-many

# what is no page
{ printf '%%PDF-1.4\n'; repeat 100000 'stream \200\377 '; } | page pdf
{ printf '\211PNG\r\n\032\n'; repeat 100000 'IDAT\201\202\0'; } | page picture
repeat 100000 '<p>x</p>' | gzip -n | page packed
printf 'x' | page letter
: | page nothing
{ printf '<p>'; repeat 20000 'letters and words '; } | iconv -f utf-8 -t utf-16le | page utf16
{ printf '<p>'; repeat 20000 '临江市周一暴雨'; } | iconv -f utf-8 -t utf-16be | page utf16-chinese
for byte in '\200' '\201' '\377' '\2010' '\201\060\201'; do
	for at in 1 2 3 4 5; do
		{ printf '<meta charset=gb18030><p>'; repeat 20 '临江市周一暴雨，下城被淹。' | iconv -f utf-8 -t gb18030 | head -c $((100 + at)); printf "$byte"; printf '<b>x</b></p>'; } |
			page "broken-$(printf %s "$byte" | tr -d '\\')-$at"
	done
done
