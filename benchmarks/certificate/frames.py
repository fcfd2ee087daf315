"""Simulated lists: binormal scores of a wanted AUC, badly calibrated on purpose."""

import math
from statistics import NormalDist

import numpy as np

from haichieu.stats.arrays import Floats, sigmoid

#: The scores were trained where 30 % were positive, and are overconfident.
TRAINED_AT, OVERCONFIDENCE = 0.30, 1.6
KINDS = ("auc .95", "auc .80", "reversed", "hidden")


def make_scores(truth: Floats, auc: float, rng: np.random.Generator) -> Floats:
    """Scores of items with given verdicts: z ~ N(d·y, 1) with AUC = Φ(d/√2), logits stretched by 1.6."""
    d = NormalDist().inv_cdf(auc) * math.sqrt(2)
    z = rng.normal(size=len(truth)) + d * truth
    odds = math.log(TRAINED_AT / (1 - TRAINED_AT)) + d * z - d * d / 2
    return sigmoid(OVERCONFIDENCE * odds)


def make_frame(
    total: int, positives: int, kind: str, rng: np.random.Generator, auc: float = 0.95
) -> tuple[Floats, Floats]:
    """One list: scores and verdicts.

    Args:
        total, positives: N and how many of them are positive.
        kind: “auc .95”, “auc .80”, “reversed” (scores point the wrong way), “hidden” (half of the positives
            get the lowest scores), or “auc” for the given `auc`.
    """
    truth = np.zeros(total)
    truth[:positives] = 1.0
    scores = make_scores(truth, 0.8 if kind == "auc .80" else auc if kind == "auc" else 0.95, rng)
    if kind == "reversed":
        scores = 1 - scores
    if kind == "hidden":
        scores[: positives // 2] = 1e-4
    return scores, truth
