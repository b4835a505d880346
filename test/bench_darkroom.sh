#!/bin/sh
# bench_darkroom.sh BUILD: pictures through the darkroom: 1,000 photographs to two sizes, beside peers in the same run; bombs; damaged
# ones; the largest there may be.  See doc/bench.md.
#
#   BENCH_PICTURES=1000  how many photographs
#
# Photographs are made: soft shapes in three colours, fine detail and noise, fifty of them in the sizes of the press (1,200 to 4,000
# pixels wide), each several times.  They stay in BUILD/photographs.
set -eu
build=$1
many=${BENCH_PICTURES:-1000}
photographs=$build/photographs
pictures=$build/bench/bench_pictures
work=$(mktemp -d "${TMPDIR:-/tmp}/xinshi-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
say() { printf '%-46s %s\n' "$1" "$2"; }

# photograph WIDTH HEIGHT SEED: pixels in $work/pixels.v
photograph() {
	for band in 1 2 3; do
		vips perlin "$work/$band.v" "$1" "$2" --cell-size 300 --seed $(($3 * 3 + band))
	done
	vips bandjoin "$work/1.v $work/2.v $work/3.v" "$work/soft.v"
	vips linear "$work/soft.v" "$work/shapes.v" 90 110
	vips perlin "$work/fine.v" "$1" "$2" --cell-size 24 --seed "$3"
	vips linear "$work/fine.v" "$work/detail.v" 18 0
	vips gaussnoise "$work/noise.v" "$1" "$2" --mean 0 --sigma 6 --seed "$3"
	vips add "$work/shapes.v" "$work/detail.v" "$work/both.v"
	vips add "$work/both.v" "$work/noise.v" "$work/all.v"
	vips cast "$work/all.v" "$work/bytes.v" uchar
	vips copy "$work/bytes.v" "$work/pixels.v" --interpretation srgb
}

sizes="1600x1067 1600x1067 1600x1067 1200x800 1600x1067 2400x1600 1600x1067 1200x800 1600x1067 4000x3000"
mkdir -p "$photographs"
seed=0
for round in 1 2 3 4 5; do
	for size in $sizes; do
		seed=$((seed + 1))
		[ -f "$photographs/$seed.jpg" ] && continue
		photograph "${size%x*}" "${size#*x}" $seed
		vips jpegsave "$work/pixels.v" "$work/$round.jpg" --Q 85
		mv "$work/$round.jpg" "$photographs/$seed.jpg"
	done
done
mkdir "$work/many"
for i in $(seq "$many"); do
	ln "$photographs/$((i % 50 + 1)).jpg" "$work/many/$i.jpg" 2>/dev/null || cp "$photographs/$((i % 50 + 1)).jpg" "$work/many/$i.jpg"
done
bytes=$(cat "$photographs"/*.jpg | wc -c)
echo "Photographs: $many (50 made), $((bytes / 50)) bytes each."

# timed COMMAND...: seconds, and seconds of the processors, in $work/time; all of them step aside as the darkroom does
timed() {
	{ TIMEFORMAT='%R %U %S' bash -c 'time nice -n 10 "$@" >/dev/null 2>"$0"' "$work/err" "$@"; } 2>"$work/time"
}
rate() { awk -v n="$1" '{ printf "%.1f/s; %.0f ms of the processors each, so %.0f/s on two that are free\n", n / $1, 1000 * ($2 + $3) / n, 2 * n / ($2 + $3) }' "$work/time"; }

timed "$pictures" -w 2 "$work/many"
say "darkroom: to 480 and 960 wide, WebP, 2 workers" "$(rate "$many"); goal 40/s"

few=$((many / 5))
find "$work/many" -name '*.jpg' | head -n "$few" >"$work/list"
mkdir "$work/out"
if command -v vipsthumbnail >/dev/null; then
	for effort in 1 4; do
		timed xargs -a "$work/list" -P 2 -n 10 sh -c 'effort=$0; out=$1; shift
			VIPS_CONCURRENCY=1 vipsthumbnail "$@" -s 480x -o "$out/%s-480.webp[Q=75,effort=$effort,strip]"
			VIPS_CONCURRENCY=1 vipsthumbnail "$@" -s 960x -o "$out/%s-960.webp[Q=75,effort=$effort,strip]"' $effort "$work/out"
		say "peer: vipsthumbnail, effort $effort" "$(rate "$few")"
	done
fi
if command -v convert >/dev/null; then
	timed xargs -a "$work/list" -P 2 -n 1 sh -c 'convert "$1" -strip -quality 75 -define webp:method=1 -resize "960x>" -write "$0/c-960.webp" \
		-resize "480x>" "$0/c-480.webp"' "$work/out"
	say "peer: ImageMagick, effort 1" "$(rate "$few")"
fi

/usr/bin/python3 test/pictures/bombs.py "$work/bombs"
say "bombs" "$("$pictures" -s "$work/bombs" | tail -n 1); goal: none by surprise, 512 MB"
mkdir "$work/good"
cp test/pictures/*.jpg test/pictures/*.png test/pictures/*.webp test/pictures/*.gif test/pictures/*.avif "$photographs/4.jpg" "$work/good"
say "damaged ones" "$("$pictures" -d 25 "$work/good" | tail -n 1)"

photograph 8000 6250 7
largest() {
	say "50 million pixels: $1" "$("$pictures" "$work/$2" | tail -n 1)"
	rm -f "$work/$2"
}
vips jpegsave "$work/pixels.v" "$work/large.jpg" --Q 75
largest "JPEG" large.jpg
vips jpegsave "$work/pixels.v" "$work/large.jpg" --Q 60 --interlace --subsample-mode off
largest "JPEG, progressive, 4:4:4" large.jpg
vips webpsave "$work/pixels.v" "$work/large.webp" --Q 50 --effort 0
largest "WebP" large.webp
vips resize "$work/pixels.v" "$work/small.v" 0.69
vips heifsave "$work/small.v" "$work/large.avif" --compression av1 --speed 9 --Q 40
largest "(23.8 of them) AVIF" large.avif
