"""Under its null no method's wealth grows on average, nor does it decide wrongly too often: by enumeration."""

import itertools
import math

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.certificate.peeking import peeked_errors
from benchmarks.certificate.references import WITH_SCORES, WITHOUT_SCORES, Games, simulate_uniform
from haichieu.stats import Limit
from haichieu.stats.intervals import wilson

TOTAL = 6
ORDERS = np.array(list(itertools.permutations(range(TOTAL))))
METHODS = {**WITHOUT_SCORES, **WITH_SCORES}
SCORES = {
    "good": [0.9, 0.8, 0.3, 0.2, 0.1, 0.0],
    "reversed": [0.0, 0.1, 0.2, 0.3, 0.8, 0.9],
    "one stands out": [0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
}
LEVELS = (0.05, 0.2, 0.4)


def wealth_paths(
    games: Games, truth: NDArray[np.float64], scores: NDArray[np.float64], bounds: tuple[float, float]
) -> NDArray[np.float64]:
    """Wealth of both sides after every label of every order, shape (2, orders, N)."""
    verdicts, drawn = truth[ORDERS], scores[ORDERS]
    low, high = (np.full(len(ORDERS), bound) for bound in bounds)
    pair = games(TOTAL, low, high, scores[None], 0.2)
    paths = []
    for v, s in zip(verdicts.T, drawn.T, strict=True):
        pair[0].play(v, s)
        pair[1].play(1 - v, 1 - s)
        paths.append(np.exp([game.wealth for game in pair]))
    return np.stack(paths, axis=-1)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("scores", SCORES)
def test_no_wealth_grows_on_average_under_its_null(name: str, scores: str) -> None:
    for positives, bound in itertools.product(range(TOTAL + 1), range(TOTAL + 1)):
        truth = np.array([1.0] * positives + [0.0] * (TOTAL - positives))
        paths = wealth_paths(METHODS[name], truth, np.array(SCORES[scores]), (bound, bound))
        for side, holds in enumerate((positives <= bound, positives >= bound)):
            if holds:
                assert paths[side].mean(axis=0).max() <= 1 + 1e-9
                peaks = paths[side].max(axis=-1)
                assert all(np.mean(peaks >= 1 / level) <= level for level in LEVELS)


@pytest.mark.parametrize("name", [name for name in METHODS if name != "hypergeometric"])
def test_nor_with_fractional_verdicts(name: str) -> None:
    scores = np.array(SCORES["good"])
    for truth in itertools.combinations_with_replacement((0.0, 0.5, 1.0), TOTAL):
        for bound in (sum(truth), sum(truth) + 0.3):
            paths = wealth_paths(METHODS[name], np.array(truth), scores, (bound, sum(truth) * 2 - bound))
            assert paths.mean(axis=1).max() <= 1 + 1e-9


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("limit", [Limit(15, 100), Limit(1, 2, strict=False)])
def test_wrong_decisions_over_all_orders_stay_within_the_level(name: str, limit: Limit) -> None:
    most, scores = limit.most(TOTAL), np.array(SCORES["good"])
    for positives, level in itertools.product(range(TOTAL + 1), LEVELS):
        truth = np.array([1.0] * positives + [0.0] * (TOTAL - positives))
        outcome = simulate_uniform(
            METHODS[name], truth[ORDERS], most, TOTAL, scores=scores[None], drawn=scores[ORDERS], alpha=level
        )
        wrong = 0 if positives <= most else 1
        assert np.mean(outcome.side == wrong) <= level


def test_the_exact_wealth_is_a_ratio_of_hypergeometric_chances() -> None:
    total, most, verdicts = 50, 7, [1, 0, 0, 1, 0, 0, 0, 1, 1]
    pair = WITHOUT_SCORES["hypergeometric"](total, np.array([7.0]), np.array([8.0]), np.zeros((1, 1)), 0.05)
    for v in verdicts:
        pair[0].play(np.asarray(float(v)), np.asarray(0.0))
        pair[1].play(np.asarray(1.0 - v), np.asarray(0.0))
    n, k = len(verdicts), sum(verdicts)

    def ratio(rivals: list[int], null: int) -> float:
        def chance(m: int) -> float:
            return math.comb(total - n, m - k) / math.comb(total, m) if m >= k else 0.0

        return sum(map(chance, rivals)) / len(rivals) / chance(null)

    assert math.isclose(float(np.exp(pair[0].wealth[0])), ratio([8, 9, 10, 14, 21], most), rel_tol=1e-9)
    assert math.isclose(float(np.exp(pair[1].wealth[0])), ratio([6, 5, 4, 2, 0], most + 1), rel_tol=1e-9)


def test_wilson_keeps_about_its_level_at_one_look_and_breaks_it_under_peeking() -> None:
    n, p = 200, 0.15
    chances = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    once = sum(c for k, c in enumerate(chances) if wilson(k, n, z=1.6448536).low > p)
    assert once < 0.07
    false_above, false_below = peeked_errors(10_000, 400, every=20, until=1000, seed=1)
    assert min(false_above, false_below) > 0.15
