# text2c.awk: a text -> C strings, line by line, without the blanks that lines begin with and without lines of // comment.

/^[ \t]*\/\// { next }
{
	sub(/^[ \t]+/, "")
	gsub(/\\/, "&&")
	gsub(/"/, "\\\"")
	if (length($0))
		print "\"" $0 "\\n\""
}
