# css2c.awk: a style sheet, without comments and needless white space -> one C string.
#
# Only what our own style sheet needs: comments, line breaks and the spaces around { } ; , > and behind : go (not before it:
# "a :hover" is not "a:hover"), and the last ; before a }.  A string in quotes must not hold any of these.

{ sheet = sheet $0 " " }
END {
	while ((from = index(sheet, "/*")) > 0) {
		rest = substr(sheet, from + 2)
		to = index(rest, "*/")
		if (!to) {
			print FILENAME ": a comment is not closed" > "/dev/stderr"
			exit 1
		}
		sheet = substr(sheet, 1, from - 1) substr(rest, to + 2)
	}
	gsub(/[ \t]+/, " ", sheet)
	gsub(/ ?[{] ?/, "{", sheet)
	gsub(/ ?[}] ?/, "}", sheet)
	gsub(/ ?; ?/, ";", sheet)
	gsub(/ ?, ?/, ",", sheet)
	gsub(/ ?> ?/, ">", sheet)
	gsub(/: /, ":", sheet)
	gsub(/;}/, "}", sheet)
	gsub(/^ | $/, "", sheet)
	gsub(/\\/, "\\\\", sheet)
	gsub(/"/, "\\\"", sheet)
	# A C compiler need not take strings past 4,095 bytes in one piece: joined ones it does.
	for (; length(sheet) > 0; sheet = substr(sheet, cut + 1)) {
		cut = 100
		while (substr(sheet, cut, 1) == "\\" && cut < length(sheet))
			cut++
		print "\"" substr(sheet, 1, cut) "\""
	}
}
