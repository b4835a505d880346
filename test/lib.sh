# lib.sh: end-to-end tests in sh, as TAP.  A test begins with
#
#   . test/lib.sh "$1"
#
# and has then: $xinshi (the program), $work (a folder of its own, removed at the end), an empty $XINSHI_ARCHIVE in it, and the
# verbs below.  It ends with: finish
set -u
case $1 in
/*) build=$1 ;;
*) build=$PWD/$1 ;;
esac
xinshi=$build/xinshi
sample=$PWD/sample
root=$PWD
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export XINSHI_ARCHIVE="$work/archive" LC_ALL=C.UTF-8 NO_COLOR=1
count=0
failed=0

# result NAME 0|1 [DETAILS]
result() {
	count=$((count + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $count - $1"
		return
	fi
	failed=1
	echo "not ok $count - $1"
	[ -z "${3-}" ] || printf '%s\n' "$3" | cut -c 1-200 | head -n 30 | sed 's/^/# /'
}

# ok NAME COMMAND...: it ends with status 0
ok() {
	name=$1
	shift
	if details=$("$@" 2>&1); then result "$name" 0; else result "$name" 1 "status $?: $details"; fi
}

# is NAME GOT WANT
is() {
	if [ "$2" = "$3" ]; then result "$1" 0; else result "$1" 1 "got:  $2
want: $3"; fi
}

# like NAME TEXT PATTERN: an extended regular expression matches a line
like() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then result "$1" 0; else result "$1" 1 "no line like $3 in:
$2"; fi
}

# unlike NAME TEXT PATTERN
unlike() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then result "$1" 1 "a line like $3 in:
$2"; else result "$1" 0; fi
}

# status NAME WANT COMMAND...: it ends with this status; $out and $err hold what it wrote
status() {
	name=$1 want=$2
	shift 2
	got=0
	"$@" >"$work/.out" 2>"$work/.err" </dev/null || got=$?
	out=$(cat "$work/.out")
	err=$(cat "$work/.err")
	if [ "$got" -eq "$want" ]; then result "$name" 0; else result "$name" 1 "status $got, not $want
$out
$err"; fi
}

# skip NAME WHY
skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

# article FILE MILLISECONDS TITLE URL BODY: a file as the importers' archives have it
article() {
	mkdir -p "$(dirname "$1")"
	printf '<!--%s-->\n[%s](%s)\n------\n\n%s\n' "$2" "$3" "$4" "$5" >"$1"
}

finish() {
	echo "1..$count"
	exit $failed
}
