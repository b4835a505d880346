#!/bin/sh
# rooms.sh: checks that each room of src/ includes only the rooms that the Makefile's list allows, that what one room alone knows
# stays there, and that nothing hands words to a shell.  TAP.
n=0
fail=0
result() {
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		echo "$2" | sed 's/^/# /'
		fail=1
	fi
}
for dir in src/*/; do
	room=$(basename "$dir")
	[ "$room" = main ] && continue
	allowed="$room $(sed -n "s/^room_$room := *//p" Makefile)"
	bad=$(grep -nE '^#include "[a-z]+/' "$dir"*.[ch] 2>/dev/null | awk -v allowed=" $allowed gen " '
		{ split($0, quote, "\""); split(quote[2], part, "/"); if (index(allowed, " " part[1] " ") == 0) print }')
	result "$room includes only: $allowed" "$bad"
done
# header -> the folder that alone may include it
while read -r header folder; do
	bad=$(grep -rnE "^#include <$header" src --include='*.[ch]' | grep -vE "^src/$folder/" || :)
	result "<$header stays in $folder" "$bad"
done <<'LIST'
sqlite3 (store|search)
zstd (store|show)
zdict store
sodium base
unicode/ text
opencc text
uchardet text
myhtml/ read
gumbo read
archive read
libxml/ read
jansson read
seccomp guard
linux/seccomp guard
microhttpd show
libdeflate show
zlib (net|show)
curl net
vips image
g(lib|object|module|io) image
brotli net
openssl net
ini cmd
LIST
bad=$(grep -rnE '\b(system|popen|strcpy|strcat|sprintf|gets)\(' src --include='*.c' || :)
result "no shell, no unbounded copies" "$bad"
# execve and friends stand in guard alone (workers) and where help calls man
bad=$(grep -rnE '\b(exec[vl]p?e?|posix_spawnp?)\(' src --include='*.c' | grep -vE '^src/(guard|cmd)/' || :)
result "programs are started by guard and cmd alone" "$bad"
echo "1..$n"
exit $fail
