#!/usr/bin/env python3
"""charsets.py XINSHI GUESS SET...   Chinese pages in every character set, with labels left out and labels that lie.

SET is a folder with inputs.jsonl ({"id","path"}) and gold.jsonl ({"id","type"}); its pages of type zh, all UTF-8, are written anew in
each set, and what XINSHI extracts must be what it extracts from the same page in UTF-8.  GUESS is build/bench/bench_charset, which
names the set of whole pages and of their first kB.  For Big5 characters it lacks are written as references, for the text to be the
same; simplified ones go through opencc where there is one.  Prints "name same of all" a line."""
import json, os, re, shutil, subprocess, sys, tempfile

LABELS = re.compile(rb"""<meta[^>]*charset[^>]*>|<\?xml[^>]*\?>""", re.I)
HAN = re.compile(r"[\u4e00-\u9fa5，。、；：？！「」『』（）《》〈〉]")


def pages(folder):
    rows = {}
    for line in open(os.path.join(folder, "gold.jsonl"), encoding="utf8"):
        row = json.loads(line)
        if row.get("type") == "zh": rows[row["id"]] = row
    for line in open(os.path.join(folder, "inputs.jsonl"), encoding="utf8"):
        row = json.loads(line)
        if row["id"] in rows:
            text = LABELS.sub(b"", open(os.path.join(folder, row["path"]), "rb").read())
            try: text = text.decode("utf8").replace("\ufeff", "").replace("\0", "")
            except UnicodeDecodeError: continue
            if len(re.findall("[\u4e00-\u9fa5]", text)) >= 50: yield text  # else it was read in a wrong set by those who collected it


def traditional(text):
    if not shutil.which("opencc"): return text
    return subprocess.run(["opencc", "-c", "s2t.json"], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()


def to_big5(text):
    def one(c):
        if ord(c) < 128: return c.encode()
        try: return c.encode("big5") if HAN.match(c) else b"&#%d;" % ord(c)
        except UnicodeEncodeError: return b"&#%d;" % ord(c)
    return b"".join(map(one, text))


def label(name, data):
    return b'<meta charset="' + name.encode() + b'">' + data if name else data


def variants(text, big):
    gb = text.encode("gb18030")
    for name in ("", "gb2312", "utf-8", "big5", "iso-8859-1"): yield "gb18030", name, label(name, gb), text
    for name in ("", "gb2312", "big5", "iso-8859-1", "utf-16"): yield "utf-8", name, label(name, text.encode()), text
    five = to_big5(big)
    for name in ("", "big5", "utf-8", "gbk", "iso-8859-1"): yield "big5", name, label(name, five), big
    for form, mark in (("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff"), ("utf-16-le", ""), ("utf-16-be", "")):
        yield form, "mark" if mark else "", (mark + text).encode(form), text


def extracted(xinshi, paths):
    lines = "".join(json.dumps({"id": str(i), "path": p}) + "\n" for i, p in enumerate(paths))
    out = subprocess.run([xinshi, "extract", "--batch"], input=lines.encode(), stdout=subprocess.PIPE).stdout
    return [(r.get("text"), r.get("title"), r.get("content")) for r in map(json.loads, filter(None, out.decode().split("\n")))]


def main():
    xinshi, guess, folders = sys.argv[1], sys.argv[2], [a for a in sys.argv[3:] if a != "-v"]
    work = tempfile.mkdtemp(); kinds, paths, wanted = [], [], []
    def put(data):
        paths.append(os.path.join(work, str(len(paths)))); open(paths[-1], "wb").write(data); return len(paths) - 1
    for folder in folders:
        for text in pages(folder):
            big = traditional(text); reference = {text: put(text.encode()), big: put(big.encode())}
            for form, name, data, source in variants(text, big):
                kinds.append((form, name)); wanted.append((put(data), reference[source]))
    texts = extracted(xinshi, paths); same = {}
    for kind, (got, want) in zip(kinds, wanted):
        hit, of = same.get(kind, (0, 0)); same[kind] = (hit + (texts[got] == texts[want]), of + 1)
        if texts[got] != texts[want]: print("differs:", *kind, paths[got] if "-v" in sys.argv else "", file=sys.stderr)
    for (form, name), (hit, of) in same.items(): print("charset.%s.%s %d of %d" % (form, name or "bare", hit, of))
    named = subprocess.run([guess], input="".join(p + "\n" for p in paths).encode(), stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
    names = {"gb18030": "GB18030", "big5": "BIG5", "utf-8": "UTF-8"}; kilo = {}
    for kind, (got, _) in zip(kinds, wanted):
        if kind[1] or kind[0] not in names: continue
        whole, first, said = named[got].split(" ")
        if not int(said): continue  # all ASCII in the first kB: nothing to know it by
        hit, of = kilo.get(kind[0], (0, 0)); kilo[kind[0]] = (hit + (first == names[kind[0]]), of + 1)
        if first != names[kind[0]]: print("first kB:", kind[0], first, said, file=sys.stderr)
    for form, (hit, of) in kilo.items(): print("charset.%s.first_kb %d of %d" % (form, hit, of))
    if "-v" not in sys.argv: shutil.rmtree(work)


if __name__ == "__main__": main()
