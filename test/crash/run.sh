#!/bin/sh
# run.sh BUILD: kills the writer, cuts the power, fills the disk at CRASH_POINTS (200) calls, and looks at what is left.
set -eu
build=$1
points=${CRASH_POINTS:-200}
# In memory where that can be had: the faults are ours, and a sync of a real disk only takes time.
scratch=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$scratch"' EXIT
case $build in /*) ;; *) build=$PWD/$build ;; esac
"$build/crash/crash" "$scratch/archive" "$build/crash/faults.so" "$points"
