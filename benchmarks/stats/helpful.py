"""Whether chosen labels teach more than random ones: `python -m benchmarks.stats.helpful [--seeds N]`.

From 600 labelled posts of `data/tone/train.jsonl` (found through HAICHIEU_DATA), three rounds of 200 further labels,
chosen at random, by margin alone, or by `most_helpful`; a TF-IDF logistic regression is trained after each. Prints AUC
of negative and macro-F1 on 3,000 other posts. Exit status 2 without data.
"""

import argparse
import json
import sys

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score

from benchmarks.archive import ABSENT, POSTS
from haichieu.posts.rules import TONES
from haichieu.posts.rules.helpful import most_helpful

LABELS = POSTS.parent.parent / "tone" / "train.jsonl"
FIRST, EACH, ROUNDS, TEST, POOL = 600, 200, 3, 3000, 6000
WAYS = ("random", "margin", "helpful")


def choose(
    way: str, chances: np.ndarray, known: list[int], titles: list[str], rng: np.random.Generator
) -> list[int]:
    """The next posts to label."""
    if way == "helpful":
        return most_helpful(chances, known, titles, count=EACH)
    rest = np.setdiff1d(np.arange(len(titles)), known)
    if way == "random":
        return rng.choice(rest, EACH, replace=False).tolist()
    ranked = np.sort(chances[rest], axis=1)
    return rest[np.argsort(ranked[:, -1] - ranked[:, -2])[:EACH]].tolist()


def run(
    facts: csr_matrix, truth: np.ndarray, titles: list[str], seed: int, way: str
) -> list[tuple[float, float]]:
    """AUC of negative and macro-F1 before any choice and after each round."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(truth))
    test, pool = order[:TEST], order[TEST : TEST + POOL]
    names, known, found = [titles[index] for index in pool], list(range(FIRST)), []
    for _ in range(ROUNDS + 1):
        model = LogisticRegression(C=5, max_iter=60, tol=1e-3).fit(facts[pool[known]], truth[pool[known]])
        chances = model.predict_proba(facts[test])
        auc = float(roc_auc_score(truth[test] == 2, chances[:, 2]))
        found.append((auc, float(f1_score(truth[test], chances.argmax(axis=1), average="macro"))))
        known += choose(way, model.predict_proba(facts[pool]), known, names, rng)
    return found


def main() -> int:
    """Print one line for each way of choosing."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seeds", type=int, default=3)
    options = ask.parse_args()
    if not LABELS.is_file():
        print(f"no labels: {LABELS.name} is absent")
        return ABSENT
    posts = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    words = HashingVectorizer(ngram_range=(1, 2), n_features=2**17, alternate_sign=False, norm=None)
    counted = words.transform(f"{post['title']} {post['title']} {post['lead']}" for post in posts)
    facts = TfidfTransformer(sublinear_tf=True).fit_transform(counted).tocsr()
    truth = np.array([TONES.index(post["tone"]) for post in posts])
    titles = [post["title"] for post in posts]
    print("AUC of negative / macro-F1 at", *(FIRST + EACH * n for n in range(ROUNDS + 1)), "labels")
    for way in WAYS:
        found = np.mean([run(facts, truth, titles, seed, way) for seed in range(options.seeds)], axis=0)
        print(f"{way:<8}", *(f"{auc:.3f}/{f1:.3f}" for auc, f1 in found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
