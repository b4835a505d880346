#!/usr/bin/env python3
"""train.py OUT.inc SET...   trains the forest that judges blocks (src/refine/forest.c) and writes it as a table of C.

SET is a folder with gold.jsonl ({"id","text","type",...}) and blocks.bin, what tools/train/features.c wrote of its pages.  How the
table in the repository was made, and of what: tools/train/README.  Needs python3-xgboost (Debian) and /usr/bin/python3.  Same input,
same output: one thread, fixed seed, fixed order."""
import json, os, re, struct, sys
from collections import Counter
import numpy as np, xgboost as xgb

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
# Kinds of pages that are no articles weigh half; those of forums are left out, since their text is what comments are on articles.
NOT_ARTICLES = {"service", "product", "collection", "forum", "listing", "documentation"}
LEFT_OUT, HALF = {"forum"}, .5
ROUNDS, DEPTH = 500, 6
TAG, H1 = 15, 8  # the feature "tag", its value


def pages(path):
    data = open(path, "rb").read(); at = 0
    while at < len(data):
        end = data.index(b"\n", at); head = data[at:end].decode(); at = end + 1
        page, count, width = head.rsplit(" ", 2); count = int(count); width = int(width)
        texts, rows, around = [], np.empty((count, width), dtype=np.float32), np.empty((count, 8), dtype=np.uint32)
        for i in range(count):
            n, = struct.unpack_from("<I", data, at); at += 4
            texts.append(data[at:at + n].decode("utf8", "replace")); at += n
            rows[i] = np.frombuffer(data, dtype="<f4", count=width, offset=at); at += 4 * width
            around[i] = np.frombuffer(data, dtype="<u4", count=8, offset=at); at += 32
        yield page, texts, rows, around


def grams(tokens, n=4):
    return [tuple(tokens[i:i + n]) for i in range(max(1, len(tokens) - n + 1))] if tokens else []


def label(texts, gold):
    lines = {tuple(TOKEN.findall(l.lower())) for l in gold.split("\n")}
    words = TOKEN.findall(gold.lower()); known = set(grams(words)); flat = " " + " ".join(words) + " "
    y, tokens = np.zeros(len(texts)), []
    for i, text in enumerate(texts):
        t = TOKEN.findall(text.lower()); tokens.append(t)
        if len(t) >= 6:
            g = grams(t); y[i] = sum(x in known for x in g) / len(g) > .6
        elif t:
            y[i] = tuple(t) in lines
    for i, t in enumerate(tokens):
        if 3 <= len(t) < 6 and not y[i] and " " + " ".join(t) + " " in flat:
            y[i] = (i > 0 and y[i - 1] > 0) or (i + 1 < len(texts) and y[i + 1] > 0)
    return once(y, tokens, flat), np.array([len(t) for t in tokens]), len(words)


def once(y, tokens, flat):
    """A text that stands on the page more often than in the gold is of the article where most of the article is around it."""
    where = {}
    for i, t in enumerate(tokens):
        if y[i] and len(t) >= 6: where.setdefault(" ".join(t), []).append(i)
    near = np.convolve(y, np.ones(11), "same") if len(y) > 11 else y.copy()
    for text, at in where.items():
        if len(at) < 2: continue
        for i in sorted(at, key=lambda i: -near[i])[max(1, flat.count(" " + text + " ")):]: y[i] = 0
    return y


def load(folder):
    """Pages as rows of features, labels, weights: each page weighs 50 in sum.  Where the gold holds headlines (daniel) they do not
    count, but in Chinese, whose pages are of that set alone."""
    gold, kind = {}, {}
    daniel = os.path.basename(os.path.normpath(folder)) == "daniel"
    for line in open(os.path.join(folder, "gold.jsonl"), encoding="utf8"):
        row = json.loads(line)
        if row.get("text") and row.get("type") not in LEFT_OUT: gold[row["id"]], kind[row["id"]] = row["text"], row.get("type")
    for page, texts, rows, around in pages(os.path.join(folder, "blocks.bin")):
        if page not in gold or not len(texts): continue
        y, n, words = label(texts, gold[page])
        if words < 30 or not y.any(): continue
        w = n + 1.5; w = w * 50 / w.sum()
        if kind[page] in NOT_ARTICLES: w *= HALF
        if daniel: w *= .6
        if daniel and kind[page] != "zh": w[rows[:, TAG] == H1] = 0
        yield page, rows, y, w, around


def fill(node, at, tree):
    """A node and what is under it, at its place in a tree in which every leaf lies equally deep."""
    thresholds, features, weights = tree
    if at >= len(thresholds): weights[at - len(thresholds)] = node["leaf"]; return
    kids = {k["nodeid"]: k for k in node.get("children", [])}
    if kids: thresholds[at], features[at] = node["split_condition"], int(node["split"][1:])
    fill(kids[node["yes"]] if kids else node, 2 * at + 1, tree); fill(kids[node["no"]] if kids else node, 2 * at + 2, tree)


def write(trees, width, out):
    """A value takes part only by how many of its feature's thresholds it has reached, which fits a byte."""
    inner = 2 ** DEPTH - 1
    cuts = [sorted({float(t) for tree in trees for t, f in zip(tree[0], tree[1]) if f == feature}) for feature in range(width)]
    assert max(map(len, cuts)) < 128
    starts = np.cumsum([0] + [len(c) for c in cuts])
    row = lambda values, form: "{" + ",".join(form % v for v in values) + "}"
    with open(out, "w") as f:
        f.write("/* Made by tools/train; not to be edited. */\nenum { TREE_DEPTH = %d };\n" % DEPTH)
        f.write("static const float cuts[] = %s;\n" % row([c for of in cuts for c in of], "%.6g"))
        f.write("static const uint16_t cuts_of[] = %s;\n" % row(starts, "%d"))
        f.write("static const struct tree {\n\tuint8_t feature[%d];\n\tint8_t cut[%d];\n\tfloat weight[%d];\n} trees[] = {\n" % (inner, inner, inner + 1))
        for thresholds, features, weights in trees:
            at = [cuts[feature].index(float(t)) for t, feature in zip(thresholds, features)]
            f.write("{" + ",\n".join((row(features, "%d"), row(at, "%d"), row(weights, "%.5g"))) + "},\n")
        f.write("};\n")


def dump(booster, width, out):
    inner = 2 ** DEPTH - 1
    trees = []
    for text in booster.get_dump(dump_format="json"):
        tree = [0.0] * inner, [0] * inner, [0.0] * (inner + 1)
        fill(json.loads(text), 0, tree)
        trees.append((["%.6g" % x for x in tree[0]], tree[1], tree[2]))
    write(trees, width, out)


def main():
    out, folders = sys.argv[1], sys.argv[2:]
    X, Y, W = [], [], []
    for folder in folders:
        n = 0
        for page, rows, y, w, around in load(folder):
            X.append(rows); Y.append(y); W.append(w); n += 1
        print(folder, n, "pages")
    X, Y, W = map(np.concatenate, (X, Y, W))
    params = dict(objective="binary:logistic", max_depth=DEPTH, eta=.035, subsample=.7, colsample_bytree=.3, min_child_weight=6,
        reg_lambda=2, tree_method="hist", max_bin=64, nthread=1, seed=7)
    dump(xgb.train(params, xgb.DMatrix(X, Y, weight=W), ROUNDS), X.shape[1], out)


if __name__ == "__main__": main()
