# Pages: the article in them, without what stands around it; one or many, in any character set, and whatever else arrives.
. test/lib.sh "$1"

cat >"$work/rain.html" <<'HTML'
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rain floods the lower town | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="Rain floods the lower town">
<meta property="og:image" content="/pictures/rain.jpg?w=1200"><meta property="og:type" content="article">
<link rel="canonical" href="https://harbour.example/2024/02/05/rain">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Harbour Post"},
{"@type":"NewsArticle","headline":"Rain floods the lower town","datePublished":"2024-02-05T18:30:00+08:00",
"author":[{"@type":"Person","name":"Ada Lind"},{"@type":"Person","name":"Ben Ost"}],"articleSection":"Town",}]}</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/town">Town</a></li><li><a href="/sea">Sea</a></li></ul></nav></header>
<main><article class="story"><h1>Rain floods the lower town</h1>
<p class="byline">By <a rel="author" href="/ada">Ada Lind</a></p><time datetime="2024-02-05T18:30:00+08:00">5 February 2024</time>
<figure><img src="/pictures/rain.jpg" alt="A boat in a street"><figcaption>A boat in Mill Street on Monday.</figcaption></figure>
<div class="story-body">
<p>Heavy rain has flooded the lower town for the third time this winter, and 214 people had to leave their houses on Monday evening.</p>
<p>The mayor said that the old pumps at the mill could not keep up with the water, although they had been repaired in the autumn.</p>
<h2>What happens next</h2>
<p>Schools stay closed until Thursday. The town will hand out dry clothes, blankets and warm meals in the hall at the market, he added.</p>
<p>Those who live near the river were asked to bring their cars to higher ground, and to keep away from the banks until the water falls.</p>
</div></article>
<section class="related"><h2>Related stories</h2><ul><li><a href="/1">Pumps repaired at last</a></li><li><a href="/2">A winter of storms</a></li>
<li><a href="/3">How the mill was built</a></li></ul></section>
<div class="newsletter">Sign up for our newsletter and never miss a story.</div></main>
<footer>Copyright Harbour Post. All rights reserved. <a href="/privacy">Privacy</a></footer></body></html>
HTML
"$xinshi" extract --json --url 'https://harbour.example/2024/02/05/rain?utm_source=x' "$work/rain.html" >"$work/rain.json"
field() { jq -r "$1" "$work/rain.json"; }
is "the shape" "$(field .schema)" extract/1
is "the headline, without the site" "$(field .title)" 'Rain floods the lower town'
is "the authors, out of JSON-LD with a comma too many" "$(field '.authors | join("; ")')" 'Ada Lind; Ben Ost'
is "the day as the page has it" "$(field .date)" 2024-02-05
is "the moment, in its zone" "$(field .published)" 2024-02-05T18:30:00+08:00
is "the section" "$(field .section)" Town
is "the site" "$(field .site)" 'Harbour Post'
is "the address" "$(field .url)" https://harbour.example/2024/02/05/rain
is "the picture that stands for it" "$(field .image)" https://harbour.example/pictures/rain.jpg
is "a picture with its caption" "$(field '.images[0] | "\(.url) \(.caption)"')" \
	'https://harbour.example/pictures/rain.jpg A boat in Mill Street on Monday.'
like "the text begins with the article" "$(field .text | head -n 1)" '^Heavy rain has flooded'
is "a heading in it" "$(field .text | grep -c 'What happens next')" 1
is "its end" "$(field .text | grep -c 'until the water falls')" 1
is "nothing of what stands around it" "$(field .text | grep -cE 'newsletter|Related|Pumps repaired|Copyright|Privacy')" 0
is "safe markup" "$(field .content | grep -c '<h2>What happens next</h2>')" 1
is "confidence is a share" "$(field '.confidence > 0.5 and .confidence <= 1')" true
like "people are told as well" "$("$xinshi" extract "$work/rain.html")" 'title        Rain floods the lower town'
"$xinshi" extract --explain "$work/rain.html" >"$work/why"
like "what was dropped, and from where" "$(grep -A 1 'newsletter' "$work/why")" 'Sign up for our newsletter'
is "it is not kept" "$(grep 'div.newsletter' "$work/why" | grep -c '^keep')" 0

# ---- Chinese, without a word about the character set ----

cat >"$work/river.html" <<'HTML'
<html><head><title>临江暴雨致下城被淹 - 临江日报</title></head><body><div id="nav"><a href="/">首页</a> <a href="/c">评论</a></div>
<div class="wrap"><h1>临江暴雨致下城被淹</h1><div class="info">2024年2月5日 18:30　来源：临江日报</div>
<div class="txt"><p>临江市周一傍晚遭遇入冬以来第三次暴雨，下城多条街道被淹，二百一十四名居民连夜转移，无人受伤。</p>
<p>市长在记者会上表示，旧水泵虽在去年秋天修过，仍来不及排水，市政府将在春天以前换上新的设备。</p>
<p>学校停课至周四，市场旁的礼堂发放干衣、毛毯和热饭，河边的居民被要求把车辆移到高处。</p></div>
<div class="rel"><h3>相关新闻</h3><ul><li><a href="/1">水泵终于修好</a></li><li><a href="/2">多风暴的冬天</a></li></ul></div></div>
<div class="foot">版权所有 临江日报</div></body></html>
HTML
for charset in utf-8 gb18030 big5; do
	case $charset in
	big5) sed 's/临/臨/g;s/报/報/g;s/评论/評論/g;s/来/來/g;s/页/頁/g' "$work/river.html" | iconv -c -f utf-8 -t big5 >"$work/page.html" ;;
	*) iconv -f utf-8 -t $charset "$work/river.html" >"$work/page.html" ;;
	esac
	"$xinshi" extract --json "$work/page.html" >"$work/page.json"
	is "$charset: the day" "$(jq -r .date "$work/page.json")" 2024-02-05
	is "$charset: three paragraphs" "$(jq -r .text "$work/page.json" | grep -c '。')" 3
	is "$charset: no list of links" "$(jq -r .text "$work/page.json" | grep -c '水泵终')" 0
done

# ---- many ----

printf '{"id":"a","path":"%s","url":"https://harbour.example/x"}\n{"id":"b","path":"%s/none"}\nno object\n\n{"id":"c","path":"%s"}\n' \
	"$work/rain.html" "$work" "$work/river.html" | "$xinshi" extract --batch >"$work/many" 2>"$work/faults"
is "status 1 where one could not be read" "$?" 1
is "a line for each, in order" "$(jq -r '.id // "-"' "$work/many" | tr '\n' ' ')" 'a b - c '
is "a fault says what" "$(sed -n 2p "$work/many" | jq -r '.error, .text' | tr '\n' ' ')" 'ERR_NOT_FOUND null '
is "the same article as by itself" "$(sed -n 4p "$work/many" | jq -r .title)" 临江暴雨致下城被淹

# ---- what a host's pages have in common, in any order ----

for n in snow hail wind fog; do
	{
		printf '<title>On %s</title><article><h1>On %s</h1>' $n $n
		printf '<p>The %s of this week was the worst that the old harbour master has seen, he said on Monday morning.</p>' $n
		printf '<p>Nobody knows when the %s will end, and the boats stay where they are, tied to the quay in the north.</p>' $n
		printf '<p>Our readers keep this paper alive: in the small shop at the market you find our mugs, our maps and our old pictures.</p>'
		printf '<p>Whoever wants to see the %s with their own eyes should take the road along the river, it is still open.</p></article>' $n
	} >"$work/$n.html"
	printf '{"id":"%s","path":"%s/%s.html","url":"https://memory.example/%s"}\n' $n "$work" $n $n >>"$work/list"
done
"$xinshi" extract --batch --site-memory <"$work/list" >"$work/there"
sort -r "$work/list" | "$xinshi" extract --batch --site-memory >"$work/back"
is "the same articles in any order" "$(sort "$work/there" | cksum)" "$(sort "$work/back" | cksum)"
is "what repeats on all of them is no article's" "$(grep -c 'small shop' "$work/there")" 0
is "the rest stays" "$(grep -c 'along the river' "$work/there")" 4
is "fewer than three pages repeat nothing" "$(head -n 2 "$work/list" | "$xinshi" extract --batch --site-memory | grep -c 'small shop')" 2

# ---- pages that are no articles, pages that go on ----

printf '<title>Page not found | Harbour Post</title><h1>Sorry</h1><p>It has gone with the tide.</p>' >"$work/gone.html"
"$xinshi" extract --json "$work/gone.html" >"$work/out"
is "no article: status 1" "$?" 1
is "and what it is, and why" "$(jq -r '.kind, .kind_evidence' "$work/out" | tr '\n' ' ')" 'error title: "page not found" '
sed 's|</main>|<a href="/2024/02/05/rain/2">Next page</a></main>|' "$work/rain.html" >"$work/goes-on.html"
is "where it goes on" "$("$xinshi" extract --json --url https://harbour.example/2024/02/05/rain "$work/goes-on.html" | jq -r '.kind, .next' | tr '\n' ' ')" \
	'article https://harbour.example/2024/02/05/rain/2 '

# ---- whatever arrives ----

: >"$work/empty"
"$xinshi" extract "$work/empty" >"$work/out" 2>"$work/err"
is "nothing at all: status 1" "$?" 1
like "and why" "$(cat "$work/err")" 'is empty'
printf '%%PDF-1.4\n%%\342\343\317\323\n1 0 obj\000\001\002' >"$work/pdf"
"$xinshi" extract "$work/pdf" >"$work/out" 2>"$work/err"
is "a PDF ends, one way or the other" "$(($? < 2))" 1
{
	printf '<p>first words of the page, long enough to stand for an article on their own, one would think</p>'
	awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<div>"; print "deep" }'
} >"$work/deep"
"$xinshi" extract --json "$work/deep" >"$work/out" 2>"$work/err"
is "a hundred thousand elements in one another end, one way or the other" "$(($? < 2))" 1
printf '<body><h1>Only a headline</h1></body>' | "$xinshi" extract --json - >"$work/out"
is "a page without text is no fault" "$(jq -r .title "$work/out")" 'Only a headline'
"$xinshi" extract >"$work/out" 2>"$work/err"
is "no file: status 2" "$?" 2
"$xinshi" extract --url ftp://a.example/ "$work/rain.html" >"$work/out" 2>"$work/err"
is "an address of another kind: status 2" "$?" 2
finish
