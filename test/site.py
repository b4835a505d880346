#!/usr/bin/env python3
"""site.py DIR: whether a mirror is whole: every link leads to a file, nothing is loaded from elsewhere, no script, the manifest
says what is there, names are legal everywhere, folders are small.  What is wrong, a line each; status 1."""
import hashlib
import json
import os
import posixpath
import re
import sys
from html.parser import HTMLParser

LEGAL = re.compile(r"^(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))[a-z0-9][a-z0-9._-]*$", re.I)
FOLDER_MAX = 1100


class Links(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.links, self.loads, self.ids, self.faults = [], [], set(), []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("script", "iframe", "form", "object", "embed", "base"):
            self.faults.append("<%s>" % tag)
        self.faults += ["%s=" % name for name in attrs if name.startswith("on") or name == "style"]
        if "id" in attrs:
            self.ids.add(attrs["id"])
        if tag == "a" and attrs.get("href") is not None:
            self.links.append(attrs["href"])
        elif tag == "a":
            self.faults.append("<a> that leads nowhere")
        if tag == "link":
            self.loads.append(attrs.get("href", ""))
        self.loads += [attrs[name] for name in ("src", "srcset", "poster") if attrs.get(name)]


def read(path):
    links = Links()
    with open(path, encoding="utf-8") as f:
        links.feed(f.read())
    return links


def main(root):
    faults, pages, linked = [], {}, {"index.html"}
    names = set()
    for folder, folders, files in os.walk(root):
        if len(folders) + len(files) > FOLDER_MAX:
            faults.append("%s: %d entries" % (folder, len(folders) + len(files)))
        names |= {posixpath.relpath(posixpath.join(folder, name), root) for name in files}
        faults += ["%s: no legal name" % name for name in folders + files if not LEGAL.match(name)]
    for name in sorted(names):
        if name.endswith(".html"):
            pages[name] = read(posixpath.join(root, name))
    for name, page in pages.items():
        faults += ["%s: %s" % (name, fault) for fault in page.faults]
        here = posixpath.dirname(name)
        for link in page.loads + page.links:
            path, _, fragment = link.partition("#")
            if re.match(r"[a-z]+:", link):
                if link in page.loads or not re.match(r"https?:", link):
                    faults.append("%s: %s" % (name, link))
                continue
            if path.startswith("/"):
                faults.append("%s: %s is no relative link" % (name, link))
                continue
            to = posixpath.normpath(posixpath.join(here, path)) if path else name
            linked.add(to)
            if to not in names:
                faults.append("%s: %s leads nowhere" % (name, link))
            elif fragment and to in pages and fragment not in pages[to].ids:
                faults.append("%s: %s has no such place" % (name, link))
    faults += ["%s: nothing leads there" % name for name in sorted(names - linked - {"manifest.json"})]
    with open(posixpath.join(root, "manifest.json"), encoding="utf-8") as f:
        manifest = json.load(f)
    listed = {entry["name"]: entry for entry in manifest["files"]}
    faults += ["%s: not in the manifest" % name for name in sorted(names - set(listed) - {"manifest.json"})]
    for name, entry in listed.items():
        if name not in names:
            faults.append("%s: only in the manifest" % name)
            continue
        with open(posixpath.join(root, name), "rb") as f:
            if hashlib.sha256(f.read()).hexdigest() != entry["sha256"]:
                faults.append("%s: another digest" % name)
    print("\n".join(faults[:50]))
    print("%d files, %d pages, %d faults" % (len(names), len(pages), len(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
