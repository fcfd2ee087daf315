"""Beliefs about the unread follow the labels, also where the scores are worthless."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from haichieu.stats.arrays import Floats, sigmoid
from haichieu.stats.beliefs import Belief, list_share, recalibrate, start_beliefs
from haichieu.stats.recipes import KELLY_1, KELLY_2, Recipe

LOGITS = np.linspace(-9, 9, 37)
PRECISION_A, PRECISION_B = (1 / sd**2 for sd in (KELLY_1.readings[0].sd_a, KELLY_1.readings[0].sd_b))


def believe(read: Floats, positive: Floats, unread: Floats, recipe: Recipe = KELLY_1) -> Belief:
    return recalibrate(start_beliefs(LOGITS, read + unread, recipe), read, positive, unread)


def test_useless_scores_that_are_sure_of_themselves_are_found_out() -> None:
    read, unread = np.full(37, 20.0), np.full(37, 1000.0)
    belief = believe(read, 0.135 * read, unread)
    assert np.abs(belief.p - 0.135).max() < 0.02
    assert abs(float(belief.mean) / 37_000 - 0.135) < 0.005


def test_reversed_scores_are_turned_round() -> None:
    read = np.full(37, 20.0)
    belief = believe(read, read * sigmoid(-LOGITS), read)
    assert belief.p[0] > 0.9 > 0.1 > belief.p[-1]


def test_without_labels_the_scores_are_believed_and_doubted() -> None:
    nothing, unread = np.zeros(37), np.full(37, 100.0)
    belief = believe(nothing, nothing, unread)
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
    p = believe(read, positive, np.ones(37)).p
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


def calibrated_list(share: float, size: int, seed: int) -> tuple[Floats, Floats]:
    """Log odds and sizes of bins whose scores are chances where 27 % are positive, in a list with another share."""
    rng = np.random.default_rng(seed)
    positive = rng.random(size) < share
    odds = np.log(0.27 / 0.73) + rng.normal(size=size) * 2 + 4 * positive - 2
    cells = np.floor(np.clip(odds, -9, 9) / 0.5).astype(int) + 18
    sizes = np.bincount(cells, minlength=37).astype(float)
    return np.bincount(cells, weights=odds, minlength=37) / np.maximum(sizes, 1), sizes


@pytest.mark.parametrize("share", [0.03, 0.1, 0.27, 0.6])
def test_scores_that_are_chances_elsewhere_tell_the_share_of_a_list(share: float) -> None:
    logits, sizes = calibrated_list(share, 5000, seed=1)
    shift, doubt = list_share(logits, sizes, 0.27)
    found = sigmoid(shift + np.log(0.27 / 0.73))
    assert abs(found - share) < 4 * np.sqrt(doubt) * share * (1 - share)
    belief = recalibrate(start_beliefs(logits, sizes, KELLY_2), np.zeros(37), np.zeros(37), sizes)
    assert abs(float(belief.mean) / 5000 - share) < 0.03


@given(st.lists(st.integers(0, 1000), min_size=37, max_size=37).filter(any), st.floats(0.05, 0.95))
def test_any_scores_settle_on_a_finite_share(sizes: list[int], calibrated_at: float) -> None:
    shift, doubt = list_share(LOGITS, np.array(sizes, dtype=float), calibrated_at)
    assert abs(shift) < 12
    assert 0 < doubt <= 1


def test_a_share_is_found_for_each_list_of_a_batch() -> None:
    one, two = calibrated_list(0.05, 900, 1), calibrated_list(0.3, 900, 2)
    both = list_share(np.stack([one[0], two[0]]), np.stack([one[1], two[1]]), 0.27)
    for place, (logits, sizes) in enumerate((one, two)):
        assert np.allclose([part[place] for part in both], list_share(logits, sizes, 0.27), rtol=1e-9)


def test_scores_that_mislead_lose_the_trust_put_in_them() -> None:
    read = np.full(37, 8.0)
    belief = believe(read, read * sigmoid(-LOGITS), read, KELLY_2)
    assert belief.p[0] > 0.8 > 0.2 > belief.p[-1]
