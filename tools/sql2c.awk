# sql2c.awk: SQL -> C strings, one a line, without comments (-- to the end of the line) and indentation.
#
# Out:  "...\n" for each line that says something: include the file where a string literal may stand.
# Bad:  a quote that is not closed on its line stops the build, since a "--" inside it would be taken for a comment.

function die(why) { printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"; exit 1 }
{
	sub(/[ \t]*--.*$/, "")
	sub(/^[ \t]+/, "")
	sub(/[ \t]+$/, "")
	if ($0 == "")
		next
	if (gsub(/'/, "'") % 2)
		die("a quote is not closed")
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	print "\"" $0 "\\n\""
}
