#!/usr/bin/env python3
"""folds.py SET...   how likely each block is to be of its article, judged by forests that never saw its site: SET/likely.bin.

The sites are parted into five folds; each is judged by a forest of the other four (of each page all blocks of the article and 200
others, 150 trees: it is quicker, and as good as what it stands for).  Same input, same output."""
import json, multiprocessing, os, struct, sys, zlib
from urllib.parse import urlsplit
import numpy as np, xgboost as xgb
import train

FOLDS, OTHERS = 5, 200
PARAMS = dict(objective="binary:logistic", max_depth=6, eta=.1, subsample=.7, colsample_bytree=.3, min_child_weight=4, reg_lambda=2,
    tree_method="hist", max_bin=64, nthread=1, seed=7)
ROUNDS = 150


def site(url):
    """The name that is registered, near enough."""
    parts = (urlsplit(url or "").hostname or "").removeprefix("www.").split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-1]) < 3 and len(parts[-2]) < 4 else parts[-2:])


def folds(folder):
    with open(os.path.join(folder, "inputs.jsonl"), encoding="utf8") as f:
        return {row["id"]: zlib.crc32(site(row.get("url")).encode()) % FOLDS for row in map(json.loads, f)}


def some(rows, y, w, rng):
    """A page's blocks that are of the article, and some of the others, which then stand for all of them."""
    if len(y) <= OTHERS + 50: return rows, y, w
    no = np.flatnonzero(y == 0)
    keep = np.sort(np.concatenate([np.flatnonzero(y > 0), rng.choice(no, min(len(no), OTHERS), replace=False)]))
    weight = w[no].sum(); rows, y, w = rows[keep], y[keep], w[keep].copy()
    w[y == 0] *= weight / max(1e-9, w[y == 0].sum())
    return rows, y, w


data = []


def forest(k):
    X, Y, W = (np.concatenate([d[i] for d in data if d[0] != k]) for i in (1, 2, 3))
    return xgb.train(PARAMS, xgb.DMatrix(X, Y, weight=W), ROUNDS)


def main():
    rng = np.random.RandomState(1)
    for folder in sys.argv[1:]:
        fold = folds(folder)
        data.extend((fold[page],) + some(rows, y, w, rng) for page, rows, y, w, _ in train.load(folder))
    with multiprocessing.Pool(2) as pool: forests = pool.map(forest, range(FOLDS), 1)
    for folder in sys.argv[1:]:
        fold = folds(folder)
        with open(os.path.join(folder, "likely.bin"), "wb") as f:
            for page, texts, rows, _ in train.pages(os.path.join(folder, "blocks.bin")):
                if not len(texts): continue
                likely = forests[fold[page]].predict(xgb.DMatrix(rows)).astype("<f4")
                f.write(struct.pack("<I", len(likely)) + likely.tobytes())


if __name__ == "__main__": main()
