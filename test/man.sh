#!/bin/sh
# man.sh BUILD: every manual page is well-formed mdoc, every command has one with the sections that people look for.  TAP.
build=$1
n=0
fail=0
result() {
	n=$((n + 1))
	[ -z "$2" ] && { echo "ok $n - $1"; return; }
	echo "not ok $n - $1"
	echo "$2" | head -n 20 | sed 's/^/# /'
	fail=1
}
for page in man/*.[15]; do
	# mandoc knows no pages of ours that are not installed, and warns of operating system and dates: neither is a fault
	result "$page is well-formed" "$(mandoc -T lint -W warning "$page" 2>&1 | grep -vE 'operating system|referenced manual not found|Mdocdate')"
done
for command in $("$build"/xinshi help --names 2>/dev/null); do
	page=man/xinshi-$command.1
	missing=
	[ -f "$page" ] || missing="no page"
	for section in NAME SYNOPSIS DESCRIPTION EXAMPLES 'EXIT STATUS'; do
		[ -f "$page" ] && ! grep -q "^\.Sh $section" "$page" && missing="$missing, no $section"
	done
	result "$command has a manual page with its sections" "$missing"
done
echo "1..$n"
exit $fail
