"""Beliefs about the unread follow the labels, also where the scores are worthless."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from haichieu.stats.arrays import sigmoid
from haichieu.stats.beliefs import PRECISION_A, PRECISION_B, recalibrate

LOGITS = np.linspace(-9, 9, 37)


def test_useless_scores_that_are_sure_of_themselves_are_found_out() -> None:
    read, unread = np.full(37, 20.0), np.full(37, 1000.0)
    belief = recalibrate(LOGITS, read, 0.135 * read, unread)
    assert np.abs(belief.p - 0.135).max() < 0.02
    assert abs(float(belief.mean) / 37_000 - 0.135) < 0.005


def test_reversed_scores_are_turned_round() -> None:
    read = np.full(37, 20.0)
    belief = recalibrate(LOGITS, read, read * sigmoid(-LOGITS), read)
    assert belief.p[0] > 0.9 > 0.1 > belief.p[-1]


def test_without_labels_the_scores_are_believed_and_doubted() -> None:
    nothing, unread = np.zeros(37), np.full(37, 100.0)
    belief = recalibrate(LOGITS, nothing, nothing, unread)
    assert np.allclose(belief.p, sigmoid(LOGITS), atol=2e-4)
    assert float(belief.sd) > 300


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.sampled_from([2, 20, 300]))
@example(4503, 20)
def test_no_other_curve_fits_better(seed: int, most: int) -> None:
    rng = np.random.default_rng(seed)
    read = rng.integers(1, most, 37).astype(float)
    positive = rng.binomial(
        read.astype(int), sigmoid(rng.normal(-2, 1) + rng.normal(0.6, 0.5) * LOGITS)
    ).astype(float)
    p = recalibrate(LOGITS, read, positive, np.ones(37)).p
    curve = np.clip((p * (30 + read) - positive) / 30, 1e-9, 1 - 1e-9)
    middle = np.flatnonzero((curve > 1e-3) & (curve < 1 - 1e-3))
    if len(middle) < 2:
        return
    odds = np.log(curve / (1 - curve))[middle]
    b, a = np.polyfit(LOGITS[middle], odds, 1)

    def height(a: float, b: float) -> float:
        eta = a + b * LOGITS
        fit = float((positive * eta - read * np.logaddexp(0, eta)).sum())
        return fit - 0.5 * (PRECISION_A * a * a + PRECISION_B * (b - 1) ** 2)

    best = height(a, b)
    for _ in range(20):
        assert height(a + 0.1 * rng.normal(), b + 0.05 * rng.normal()) <= best + 1e-3
