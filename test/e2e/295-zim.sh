# A ZIM: the pages of the mirror in one file, as its readers and their checker want it.
. test/lib.sh "$1"

zim() { "$xinshi" export --format zim --output "$@"; }

"$xinshi" init -q
status "an empty archive" 0 zim "$work/empty.zim"
"$xinshi" import -q "$sample" >/dev/null 2>&1
article "$work/in/甲报/1.md" 1612310400000 "$(printf '水库 <b>决堤</b> \001 & "x"')" https://a.example/1 '<p>临江水库昨夜决堤，洪水淹没了下游的村庄。</p>'
article "$work/in/甲报/2.md" 1612310400000 '　' https://a.example/2 ''
"$xinshi" import -q "$work/in" >/dev/null 2>&1
status "an archive" 0 zim "$work/all.zim"
like "says so" "$err" 'Wrote 1 file'
like "its manifest has its digest" "$(cat "$work/all.zim.manifest.json")" "$(sha256sum <"$work/all.zim" | cut -c 1-64)"
status "is not written over" 1 zim "$work/all.zim"
status "but when told to" 0 zim "$work/all.zim" --force
status "made again" 0 zim "$work/again.zim"
ok "the same bytes" cmp "$work/all.zim" "$work/again.zim"
is "nothing half-made stays" "$(ls "$work" | grep -c part)" 0
status "a part of it" 0 zim "$work/part.zim" --from 2021-02-03 --to 2021-02-03 --no-pictures
ok "is smaller" test "$(wc -c <"$work/part.zim")" -lt "$(wc -c <"$work/all.zim")"
if command -v zimcheck >/dev/null; then
	for name in empty all part; do
		details=$(zimcheck -A "$work/$name.zim" 2>&1)
		like "$name: zimcheck" "$details" 'Overall Test Status: Pass'
		unlike "$name: without a word" "$details" 'ERROR|WARNING'
	done
	"$xinshi" export -q --format site --output "$work/site"
	ok "the mirror that it is made of is whole" python3 test/site.py "$work/site"
	zimdump dump --dir="$work/dump" "$work/all.zim" >/dev/null 2>&1
	# readers of ZIM put their own scripts into pages, so there is no policy against these
	find "$work/site" -name '*.html' -exec sed -i "/^<meta http-equiv='Content-Security-Policy'/d" {} +
	is "every page of the mirror is in it" "$(cd "$work/site" && find . -type f ! -name manifest.json | sort | xargs sha256sum | sha256sum)" \
		"$(cd "$work/dump" && find . -type f ! -path './_*' ! -path './[A-Z]/*' ! -name mainPage | sort | xargs sha256sum | sha256sum)"
else
	skip "zimcheck" "there is no zim-tools"
fi
cut=$work/cut.zim
head -c 20000 "$work/all.zim" >"$cut"
ok "a ZIM that was cut is known by its sum" sh -c "! command -v zimcheck >/dev/null || ! zimcheck -C '$cut' >/dev/null 2>&1"
finish
