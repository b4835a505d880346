# tsv2c.awk: a table of data/ -> rows of C.
#
# In:   the first line that is neither empty nor a comment (# and a space) names the columns, tab-separated.
#       A name in "quotes" makes its cells C strings; any other cell stands as written (an enum, a number, flags).
#       A cell "-" is empty: NULL for a string, 0 otherwise.
#       A line "%sorted" orders the rows by their first cell, byte by byte, and refuses equal ones.
# Out:  ROW(cell, cell, ...) a line, and the number of rows: define ROW, then include the file.
# Bad:  a row with another number of cells stops the build with file, line and reason.

function die(why) { printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"; failed = 1; exit 1 }
function cstring(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); return "\"" s "\"" }
BEGIN { FS = "\t" }
/^# / || /^#$/ || /^[ \t]*$/ { next }
$0 == "%sorted" { sorted = 1; next }
!columns {
	columns = NF
	for (i = 1; i <= NF; i++)
		quoted[i] = $i ~ /^"/
	next
}
NF != columns { die("expected " columns " cells, found " NF) }
{
	line = ""
	for (i = 1; i <= NF; i++) {
		cell = $i == "-" ? (quoted[i] ? "NULL" : "0") : quoted[i] ? cstring($i) : $i
		line = line (i > 1 ? ", " : "") cell
	}
	key = $1
	at = ++rows
	if (sorted) {
		for (; at > 1 && keys[at - 1] >= key; at--) {
			if (keys[at - 1] == key)
				die("two rows for " key)
			keys[at] = keys[at - 1]
			text[at] = text[at - 1]
		}
		keys[at] = key
	}
	text[at] = "ROW(" line ")"
}
END {
	if (failed)
		exit 1
	for (i = 1; i <= rows; i++)
		print text[i]
}
