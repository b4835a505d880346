#!/usr/bin/python3
"""stories.py ARCHIVE: how right the stories of an archive are, by test/stories/gold.tsv.

precision: of the pairs that were read and are together in the archive, how many belong together.
kept: of the pairs that belong together, how many are together.
"""
import hashlib
import os
import sqlite3
import sys
from itertools import combinations


def gold(path):
    stories = {}
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            address, story, event = line.split("\t")
            stories.setdefault(story, []).append((address, int(event)))
    return stories.values()


def archive(folder):
    db = sqlite3.connect("file:%s/archive.db?mode=ro" % folder, uri=True)
    rows = db.execute("SELECT r.url, s.story FROM story_articles s JOIN revisions r ON r.id = s.revision")
    return {hashlib.sha256(url.encode()).hexdigest()[:16]: story for url, story in rows}


def main():
    story_of = archive(sys.argv[1])
    count = {(right, together): 0 for right in (True, False) for together in (True, False)}
    for story in gold(os.path.join(os.path.dirname(__file__), "stories", "gold.tsv")):
        known = [article for article in story if article[0] in story_of]
        for a, b in combinations(known, 2):
            count[a[1] == b[1], story_of[a[0]] == story_of[b[0]]] += 1
    print("pairs %d" % sum(count.values()))
    print("precision %.3f" % (count[True, True] / max(1, count[True, True] + count[False, True])))
    print("kept %.3f" % (count[True, True] / max(1, count[True, True] + count[True, False])))


main()
