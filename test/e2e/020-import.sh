# A tree with everything that goes wrong: what is understood, what is kept in quarantine and why, what is left out.
. test/lib.sh "$1"

in=$work/in
day=1612137600000
article "$in/甲报/000001.md" $day "水库决堤" "https://jia.example/a/1.html" "<p>造成至少12人死亡。救援人员仍在搜索，道路中断，附近居民已经转移到高处。</p>"
article "$in/甲报/000002.md" $day "水库决堤" "https://jia.example/a/1.html?utm_source=rss" "<p>造成至少19人死亡。救援人员仍在搜索，道路中断，附近居民已经转移到高处。</p>"
article "$in/甲报/000003.md" $day "水库决堤" "http://www.jia.example/a/1.html" "<p>造成至少12人死亡。救援人员仍在搜索，道路中断，附近居民已经转移到高处。</p>"
article "$in/甲报/nan.md" NaN "坏日期" "https://jia.example/a/2" "<p>x</p>"
article "$in/乙报/000001.md" $day "演习开始" "https://yi.example/1" "<p>海上演习今天开始，为期三天，沿岸港口照常开放，渔船须绕行。</p>"
article "$in/乙报/front.md" $day "前言" "https://yi.example/2" "<p>带前言的文章，讲述港口的历史与今天，篇幅不长，但是完整。</p>"
{ printf -- '---\ntitle: 前言\nauthor: 乙报\n---\n'; cat "$in/乙报/front.md"; } >"$in/乙报/f" && mv "$in/乙报/f" "$in/乙报/front.md"
printf '<!--%s-->\n[gb](https://yi.example/3)\n------\n\n<p>\326\320\271\372\320\302\316\305\275\361\314\354\273\341\265\302\326\320\271\372</p>\n' $day >"$in/乙报/gb.md"
printf '\177ELF\002\001\001\000\000\000\000' >"$in/乙报/binary.md"
printf '<!--%s-->\n[half](https://yi.exa' $day >"$in/乙报/truncated.md"
: >"$in/乙报/empty.md"
printf 'hello\n' >"$in/乙报/plain.txt"
article "$in/乙报/noscheme.md" $day "ftp" "ftp://yi.example/4" "<p>x</p>"
head -c 20000000 /dev/zero | tr '\0' 'x' >"$in/乙报/large.md"
article "$in/乙报/a\"b
c.md" $day "名字" "https://yi.example/5" "<p>文件名里有引号和换行，内容本身没有什么特别，只是为了试一试。</p>"
echo '{}' >"$in/data.json"
mkdir "$in/.git" && echo x >"$in/.git/x.md"
ln -s "$in/甲报/000001.md" "$in/link.md"
ln -s /etc "$in/out"
mkfifo "$in/pipe.md"

status "import of all that" 1 "$xinshi" import --json "$in"
printf '%s' "$out" >"$work/report.json"
r() { jq -r "$1" "$work/report.json"; }
is "the shape" "$(r .schema)" "import/1"
is "files read" "$(r .files)" 14
is "articles" "$(r .articles)" 4
is "a revision" "$(r .revisions)" 1
is "a copy folded" "$(r .duplicates)" 1
is "in quarantine" "$(r .quarantined)" 8
is "why" "$(r '[.quarantine[].fault] | sort | join(" ")')" \
	"ERR_BINARY ERR_DATE ERR_EMPTY ERR_HEADER ERR_TOO_BIG ERR_TRUNCATED ERR_URL_SCHEME ERR_UTF8"
is "a name is shown without control characters" "$(r '[.quarantine[].examples[].name] | join("") | test("\n")')" false
is "left out: another type" "$(r .left_out.type)" 1
is "left out: hidden" "$(r .left_out.hidden)" 1
is "left out: links" "$(r .left_out.link)" 2
is "left out: pipes" "$(r .left_out.special)" 1
is "front matter was noted" "$(r .notes.names.front_matter.files)" 1
is "tracking was noted" "$(r .notes.url.url_tracking.files)" 1

is "the list" "$("$xinshi" list --json | jq -s length)" 4
is "the revision" "$("$xinshi" list --changed --json | jq -r .revisions)" 2
is "the outlets are the folders" "$("$xinshi" list --sources --json | jq -rs '[.[].name] | sort | join(" ")')" "乙报 甲报"
is "quarantine is listed" "$("$xinshi" list --quarantine --json | jq -s length)" 8
id=$("$xinshi" list --changed --json | jq -r .id)
like "show" "$("$xinshi" show "$id")" "至少1[29]人死亡"
is "one version is the file itself" "$("$xinshi" show "$id" --revision 1 --raw | sha256sum)" "$(sha256sum <"$in/甲报/000001.md")"

status "the same again" 0 "$xinshi" import --json "$in"
is "is all unchanged" "$(printf '%s' "$out" | jq -r '"\(.unchanged) \(.articles) \(.revisions) \(.duplicates) \(.quarantined)"')" "14 0 0 0 0"
is "and changes nothing" "$("$xinshi" stats --json | jq -r '"\(.captures) \(.articles) \(.revisions)"')" "14 4 5"

article "$in/乙报/000001.md" $day "演习开始" "https://yi.example/1" "<p>海上演习推迟到星期五开始，为期四天，沿岸港口照常开放，渔船须绕行。</p>"
status "one file changed" 0 "$xinshi" import --json "$in"
is "is one revision" "$(printf '%s' "$out" | jq -r '"\(.unchanged) \(.revisions)"')" "13 1"

status "a dry run" 0 "$xinshi" --archive "$work/none" import --dry-run --json "$in/甲报/000001.md"
is "reads" "$(printf '%s' "$out" | jq -r .articles)" 1
ok "and keeps nothing" test ! -e "$work/none"

for form in tar tar.gz tgz tar.zst tar.xz; do
	archive=$work/a-$form
	tar -C "$in" -caf "$work/in.$form" ./甲报 data.json .git
	status "a .$form" 1 "$xinshi" --archive "$archive" import --json "$work/in.$form"
	is "has the same articles" "$(printf '%s' "$out" | jq -r '"\(.files) \(.articles) \(.revisions) \(.quarantined)"')" "4 1 1 1"
	is "what is no article is left out" "$(printf '%s' "$out" | jq -r '"\(.left_out.type) \(.left_out.hidden)"')" "1 1"
	is "and the folder is the outlet" "$("$xinshi" --archive "$archive" list --json | jq -r .source)" "甲报"
done
status "the folder after its .tar" 1 "$xinshi" --archive "$work/a-tar" import --json "$in/甲报" "$in"
is "is known by its names" "$(printf '%s' "$out" | jq -r '.unchanged >= 4')" true

head -c 300 "$work/in.tar.gz" >"$work/broken.tar.gz"
status "a container that breaks off" 1 "$xinshi" --archive "$work/b" import "$work/broken.tar.gz"
like "is reported" "$out" "broken.tar.gz"
status "a path that is not there" 1 "$xinshi" import "$work/nowhere"
like "is named" "$err" "nowhere"

mkdir "$work/p" && article "$work/p/open.md" $day "开" "https://yi.example/9" "<p>一段足够长的正文，说明这个文件可以读，另一个不可以读。</p>"
cp "$work/p/open.md" "$work/p/shut.md" && chmod 0 "$work/p/shut.md"
mkdir "$work/p/dir" && chmod 0 "$work/p/dir"
# root may read everything, unless it gives that right away
mortal=
[ "$(id -u)" -ne 0 ] || mortal="setpriv --bounding-set=-dac_override,-dac_read_search"
# shellcheck disable=SC2086
status "files and folders without permission" 1 $mortal "$xinshi" import --json "$work/p"
is "are counted" "$(printf '%s' "$out" | jq -r '"\(.articles) \(.unreadable)"')" "1 2"
status "the sample" 1 "$xinshi" --archive "$work/s" import "$sample"
like "the report has a table" "$out" "new articles"
like "names what is in quarantine" "$out" "000006.md"
like "and how to go on" "$err" "serve .*http://127.0.0.1:8080/"
finish
