#!/bin/sh
# demo.sh BUILD: an archive out of sample/, served at http://127.0.0.1:8080 (PORT=... for another port).
set -eu
build=$1
archive=$build/demo-archive
port=${PORT:-8080}
rm -rf "$archive"
"$build/xinshi" --archive "$archive" init
# The sample holds one broken file on purpose: import says so, keeps it in quarantine, and ends with status 1.
"$build/xinshi" --archive "$archive" import sample || [ $? -eq 1 ]
cat <<TRY

  Open http://127.0.0.1:$port/ and try: an article with a changed number (/changes), the same in traditional characters
  (/zh-hant/), a search for 水库, the broken file (/admin/health).  Ctrl-C ends it.

  To follow an outlet, in another terminal: $build/xinshi --archive $archive add https://news.example/

TRY
exec "$build/xinshi" --archive "$archive" serve --listen "127.0.0.1:$port"
