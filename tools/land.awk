# land.awk: outlines of land, as `shpdump` of shapelib prints a shapefile -> data/land.tsv.
#
#   shpdump ne_110m_land.shp | awk -f tools/land.awk >data/land.tsv
#
# The file is Natural Earth's "1:110m land", in the public domain (Debian has it in libmagics++-data: 170 MB, hence kept here as
# the few kilobytes that are needed).  A step is half a degree; 0 0 is 180 degrees west and 84 north.  A row is a ring as an SVG
# path; rings that go south of 58 degrees (Antarctica) and those of less than four points are left out.

function rounded(x) { return x < 0 ? -int(-x + 0.5) : int(x + 0.5) }
# A minus parts two numbers as well as a space does.
function step(d) { return d < 0 ? d : " " d }
function ring_end() {
	if (points > 3 && !south)
		print path "z"
	points = south = 0
}
function point(x, y) {
	if (!points)
		path = "M" x " " y "l"
	else if (x == last_x && y == last_y)
		return
	else
		path = path (points > 1 ? step(x - last_x) : x - last_x) step(y - last_y)
	south = south || y > (84 + 58) * 2
	last_x = x
	last_y = y
	points++
}
BEGIN {
	print "# Outlines of land without borders, half a degree a step: Natural Earth 1:110m, in the public domain; made by tools/land.awk."
	print "\"path\""
}
/Ring/ { ring_end() }
/^ +\(/ {
	gsub(/[()]/, "")
	split($1, at, ",")
	point(rounded((at[1] + 180) * 2), rounded((84 - at[2]) * 2))
}
END { ring_end() }
