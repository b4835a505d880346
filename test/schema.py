#!/usr/bin/env python3
"""Lines of JSON against a schema: schema.py SCHEMA FILE; the first three that do not fit, and status 1."""
import json
import sys

import jsonschema

check = jsonschema.Draft7Validator(json.load(open(sys.argv[1], encoding="utf-8")))
bad = count = 0
for number, line in enumerate(open(sys.argv[2], encoding="utf-8"), 1):
    count += 1
    for error in check.iter_errors(json.loads(line)):
        bad += 1
        if bad <= 3:
            print(f"{sys.argv[2]}:{number}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
print(f"{count} lines, {bad} faults")
sys.exit(bad > 0 or not count)
