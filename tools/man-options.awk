# man-options.awk: the option list of a command as mdoc, out of data/options.tsv:
#
#   awk -v command=list -f tools/man-options.awk data/options.tsv
#
# A manual page holds this text word for word (test/e2e/100-manual.sh compares); command=* gives those of all commands.
BEGIN { FS = "\t" }
/^#/ || /^[ \t]*$/ { next }
!header { header = 1; next }
$1 != command { next }
{
	if (!some++)
		print ".Bl -tag -width Ds"
	item = ".It " ($3 == "-" ? "" : "Fl " $3 " , ") "Fl -" $2
	if ($4 == "OPTION_CHOICE")
		item = item " Ar WORD"
	else if ($8 != "-")
		item = item " Ar " $8
	print item
	text = toupper(substr($9, 1, 1)) substr($9, 2)
	if ($4 == "OPTION_CHOICE") {
		choices = $8
		gsub(/\|/, ", ", choices)
		text = text ": " choices
	}
	print text "."
	if ($5 != "-")
		print "Default: " $5 "."
}
END { if (some) print ".El" }
