"""The machine alone says only what its chances make clear; its range holds the truth."""

import numpy as np
import pytest

from haichieu.posts.rules.estimates import ABOVE, BELOW, UNSURE, Estimate
from haichieu.stats import Limit

LIMIT = Limit(15, 100)


def drawn(rng: np.random.Generator, posts: int, share: float) -> tuple[Estimate, float]:
    """Posts of which a share counts, with chances calibrated at one in four: what a label shift does to a model."""
    truth = np.arange(posts) < round(posts * share)
    odds = np.where(truth, rng.normal(1.7, 1.7, posts), rng.normal(-2.0, 1.7, posts)) * 1.28 - 0.9
    return Estimate(1 / (1 + np.exp(-odds)), np.ones(posts), prior=0.25), float(truth.mean())


@pytest.mark.parametrize("posts", [20, 41, 150, 1000])
@pytest.mark.parametrize("share", [0.0, 0.05, 0.122, 0.3])
def test_the_range_holds_the_truth_nearly_always(posts: int, share: float) -> None:
    rng = np.random.default_rng([posts, round(1000 * share)])
    held, wrong = 0, 0
    for _ in range(60):
        estimate, truth = drawn(rng, posts, share)
        low, high = estimate.range
        held += low - 1e-3 <= truth <= high + 1e-3
        wrong += estimate.standing(LIMIT) == (BELOW if truth >= 0.15 else ABOVE)
    assert held >= 54 and wrong <= 2


def test_few_posts_near_the_limit_leave_it_open_and_many_far_from_it_do_not() -> None:
    rng = np.random.default_rng(4)
    assert drawn(rng, 41, 0.122)[0].standing(LIMIT) == UNSURE
    assert drawn(rng, 2000, 0.02)[0].standing(LIMIT) == BELOW
    assert drawn(rng, 2000, 0.4)[0].standing(LIMIT) == ABOVE


def test_more_posts_never_make_the_machine_certain() -> None:
    low, high = Estimate(np.array([0.1, 0.6]), np.array([800_000.0, 200_000.0]), prior=0.25).range
    assert high - low > 0.02


def test_nothing_read_says_nothing() -> None:
    nothing = Estimate(np.zeros(0), np.zeros(0), prior=0.25)
    assert nothing.range == (0.0, 1.0) and nothing.standing(LIMIT) == UNSURE
