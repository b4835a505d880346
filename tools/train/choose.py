#!/usr/bin/env python3
"""choose.py OUT.inc SET...   trains the trees that choose between experts (src/refine/choose.c) and writes them as a table of C.

SET holds gold.jsonl, blocks.bin (features.c) and candidates.bin (candidates.c over what folds.py says).  A candidate is worth the F1 of
its text's runs of four words.  Prints, for folds of sites, how good what is chosen is beside the forest alone, and how well what was
expected came true."""
import json, os, sys
from collections import Counter
import numpy as np, xgboost as xgb
import train
from folds import FOLDS, folds

DEPTH, ROUNDS = 5, 120
PARAMS = dict(objective="reg:logistic", max_depth=DEPTH, eta=.06, subsample=.6, colsample_bytree=.4, min_child_weight=3, reg_lambda=3,
    tree_method="hist", max_bin=64, nthread=1, seed=7)
FOREST, MARGIN = 0, .02  # the expert who is right if none is better by more: choose.c


def candidates(path):
    data = open(path, "rb").read(); at = 0
    while at < len(data):
        end = data.index(b"\n", at); page, blocks, count, width = data[at:end].decode().rsplit(" ", 3); at = end + 1
        found = []
        for _ in range(int(count)):
            features = np.frombuffer(data, "<f4", int(width), at); at += 4 * int(width)
            found.append((features, np.frombuffer(data, np.uint8, int(blocks), at) > 0)); at += int(blocks)
        yield page, found


def runs(tokens): return Counter(train.grams(tokens))


def worth(kept, tokens, gold):
    text = runs([word for i in np.flatnonzero(kept) for word in tokens[i]])
    both = sum((text & gold).values()); of = sum(text.values()); wanted = sum(gold.values())
    return 2 * both / (of + wanted) if both else 0


def load(folder):
    """Rows (fold, weight, features, worth), one a page, its candidates in them."""
    found, fold, gold = dict(candidates(os.path.join(folder, "candidates.bin"))), folds(folder), {}
    with open(os.path.join(folder, "gold.jsonl"), encoding="utf8") as f:
        for row in map(json.loads, f):
            if row.get("text") and row.get("type") not in train.LEFT_OUT: gold[row["id"]] = row
    daniel = os.path.basename(os.path.normpath(folder)) == "daniel"
    for page, texts, _, _ in train.pages(os.path.join(folder, "blocks.bin")):
        if page not in gold or not found.get(page): continue
        wanted = runs(train.TOKEN.findall(gold[page]["text"]))
        if sum(wanted.values()) < 30: continue
        tokens = [train.TOKEN.findall(text) for text in texts]
        weight = .3 if gold[page].get("type") in train.NOT_ARTICLES else .6 if daniel else 1
        yield fold[page], weight, np.array([f for f, _ in found[page]]), np.array([worth(k, tokens, wanted) for _, k in found[page]])


def fit(pages):
    X, Y = np.concatenate([p[2] for p in pages]), np.concatenate([p[3] for p in pages])
    W = np.concatenate([np.full(len(p[3]), 5 * p[1] / len(p[3])) for p in pages])
    return xgb.train(PARAMS, xgb.DMatrix(X, Y, weight=W), ROUNDS)


def report(name, pages):
    now, chosen, best, expected = [], [], [], []
    for k in range(FOLDS):
        trees = fit([p for p in pages if p[0] != k])
        for _, _, X, worths in (p for p in pages if p[0] == k):
            says = trees.predict(xgb.DMatrix(X)); forest = np.flatnonzero(X[:, 0] == FOREST)
            if len(forest): says[forest[0]] += MARGIN
            at = int(np.argmax(says))
            now.append(worths[forest[0]] if len(forest) else 0); chosen.append(worths[at]); best.append(worths.max())
            expected.append(says[at] - MARGIN * (len(forest) and at == forest[0]))
    print(name, "forest %.4f chosen %.4f best of all %.4f" % tuple(map(np.mean, (now, chosen, best))))
    chosen, expected = np.array(chosen), np.array(expected)
    for low in np.arange(0, 1, .1):
        inside = (expected >= low) & (expected < low + .1)
        if inside.any(): print("  expected %.1f-%.1f: %4d pages, %.3f came true" % (low, low + .1, inside.sum(), chosen[inside].mean()))


def main():
    out, folders = sys.argv[1], sys.argv[2:]
    pages = [page for folder in folders for page in load(folder)]
    report("all", pages)
    trees = []
    for text in fit(pages).get_dump(dump_format="json"):
        tree = [0.0] * (2 ** DEPTH - 1), [0] * (2 ** DEPTH - 1), [0.0] * 2 ** DEPTH
        train.fill(json.loads(text), 0, tree); trees.append(tree)
    row = lambda values, form: "{" + ",".join(form % v for v in values) + "}"
    with open(out, "w") as f:
        f.write("/* Made by tools/train; not to be edited. */\nenum { CHOICE_DEPTH = %d };\nstatic const struct choice_tree {\n" % DEPTH)
        f.write("\tfloat threshold[%d], weight[%d];\n\tuint8_t feature[%d];\n} choice_trees[] = {\n" % (2 ** DEPTH - 1, 2 ** DEPTH, 2 ** DEPTH - 1))
        for thresholds, features, weights in trees:
            f.write("{" + ",\n".join((row(thresholds, "%.6g"), row(weights, "%.5g"), row(features, "%d"))) + "},\n")
        f.write("};\n")


if __name__ == "__main__": main()
