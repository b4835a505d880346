# Pictures made to exhaust, confuse or break who decodes them; and good ones, damaged.  The archive's process lives, no worker has
# more than its memory, and what comes after passes.
. test/lib.sh "$1"

pictures=$build/bench/bench_pictures

ok "bombs are made" python3 test/pictures/bombs.py "$work/bombs" quick
like "more than thirty" "$(find "$work/bombs" -type f | wc -l)" '^3[0-9]$'
mkdir "$work/good"
cp test/pictures/*.jpg test/pictures/*.png test/pictures/*.webp test/pictures/*.gif test/pictures/*.avif "$work/good"

# The last is a good one: it must pass when all the others are done.
cp test/pictures/plain.jpg "$work/printed after all of them"
status "each comes to what it must" 0 "$pictures" -s "$work/bombs" "$work/printed after all of them"
like "and is counted" "$out" '^3[0-9] pictures: [0-9]+ printed, [0-9]+ refused, 0 by a worker.s death'
unlike "none unexpected" "$out" 'UNEXPECTED'

status "damaged ones harm nobody" 0 "$pictures" -d 6 "$work/good"
like "all of them are answered" "$out" '^1[0-9][0-9] pictures'
status "good ones are printed" 0 "$pictures" -w 2 "$work/good"
like "all of them" "$out" '^([0-9]+) pictures: [0-9]+ printed, 0 refused, 0 by'
finish
