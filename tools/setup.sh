#!/bin/sh
# setup.sh build|check|bench: installs the Debian packages that are missing for building, testing or measuring.
# Says what it installs, asks nothing, does nothing where nothing is missing.  Needs root or sudo only then.
set -eu

build="gcc libc6-dev make pkg-config \
 libsqlite3-dev libzstd-dev libsodium-dev libicu-dev libopencc-dev libopencc-data libuchardet-dev libmodest-dev libgumbo-dev \
 libarchive-dev libxml2-dev libjansson-dev libseccomp-dev libmicrohttpd-dev zlib1g-dev libdeflate-dev libcurl4-openssl-dev libssl-dev libbrotli-dev libinih-dev libvips-dev \
 unicode-cldr-core libgeonames-common libgeonames-dev"
check="$build libcmocka-dev jq sqlite3 zstd xz-utils curl strace valgrind mandoc libxml2-utils nodejs npm chromium fonts-noto-cjk \
 default-jre-headless zsh fish python3 jing newsboat sfeed liferea xvfb xauth dbus-daemon epubcheck unzip w3m firefox-esr python3-jsonschema zim-tools"
bench="$check libvips-tools imagemagick wrk python3-feedparser python3-readability opencc universal-ctags"

case "${1:-build}" in
build) wanted=$build ;;
check) wanted=$check ;;
bench) wanted=$bench ;;
*)
	echo "usage: setup.sh build|check|bench" >&2
	exit 2
	;;
esac

missing=
for package in $wanted; do
	case $package in
	nodejs | npm) # any Node.js will do, Debian's or the machine's own
		command -v node >/dev/null && command -v npm >/dev/null && continue
		;;
	default-jre-headless)
		command -v java >/dev/null && continue
		;;
	esac
	dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Installing what is missing:$missing"
as_root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		echo "These packages are missing, and this is neither root nor is there sudo. Type, as root:" >&2
		echo "  apt-get install --no-install-recommends$missing" >&2
		exit 1
	}
	as_root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # a list of words
install() { $as_root apt-get install -y -q --no-install-recommends $missing; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{ $as_root apt-get update -q && install; } >"$log" 2>&1 || {
	tail -n 20 "$log" >&2
	echo "The packages could not be installed (see above)." >&2
	exit 1
}
