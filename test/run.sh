#!/bin/sh
# run.sh NAME LOG COMMAND...: runs one test program that speaks TAP (or none: then its exit status is the one test), under a
# limit of time, and leaves in LOG its output and, as last line, "#= passed failed skipped seconds NAME".
name=$1 log=$2
shift 2
from=$(date +%s)
status=0
timeout -k 10 "${TEST_LIMIT_S:-300}" "$@" >"$log.out" 2>"$log.err" </dev/null || status=$?
seconds=$(($(date +%s) - from))
awk -v status=$status -v seconds=$seconds -v name="$name" '
	/^ok / { if ($0 ~ /# *[Ss][Kk][Ii][Pp]/) { skipped++; print name ": skipped: " $0 } else passed++ }
	/^not ok / { failed++; print name ": " $0 }
	/^1\.\.[0-9]+/ { plan = substr($1, 4) + 0; planned = 1 }
	END {
		total = passed + failed + skipped
		if (status == 124 || status == 137) { failed++; print name ": stopped: took longer than the limit" }
		else if (status && !failed) { failed++; print name ": ended with status " status }
		else if (planned && total < plan) { failed++; print name ": " plan " tests planned, " total " run" }
		else if (!total && !status) passed++
		printf "#= %d %d %d %d %s\n", passed, failed, skipped, seconds, name
	}' "$log.out" >"$log"
grep -q '^#= [0-9]* 0 ' "$log" || { echo "--- $name: output"; tail -n 30 "$log.out"; tail -n 30 "$log.err"; echo "---"; } >>"$log"
grep -v '^#=' "$log" || :
awk '/^#=/ { printf "  %-6s %5d passed %3d failed %3d skipped %4d s  %s\n", $3 ? "FAIL" : "ok", $2, $3, $4, $5, $6 }' "$log"
