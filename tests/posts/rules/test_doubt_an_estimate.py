"""When a channel's estimate is doubted: thin windows, misshapen scores, certificates that say otherwise."""

import numpy as np
import pytest

from haichieu.posts.rules.drift import examine, look
from haichieu.stats.intervals import Interval
from haichieu.stats.quantification import ReferenceScores

APART, PRIOR = 1.812, 0.3  # AUC 0.9


def scored(rng: np.random.Generator, posts: int, share: float, *, lower: float = 0.0, higher: float = 0.0):
    """Binormal scores calibrated at `PRIOR`; positives may look milder, the others harsher, than they did then."""
    truth = rng.random(posts) < share
    z = rng.normal(np.where(truth, APART - lower, higher))
    odds = PRIOR / (1 - PRIOR) * np.exp(APART * z - APART * APART / 2)
    return odds / (1 + odds), truth


@pytest.fixture(scope="module")
def reference() -> ReferenceScores:
    return ReferenceScores.of(*scored(np.random.default_rng(0), 8000, PRIOR))


def strikes(
    reference: ReferenceScores, posts: int, windows: int, share: float = 0.15, **shift: float
) -> float:
    rng = np.random.default_rng([posts, windows])
    looks = (
        look(scored(rng, posts, share, **shift)[0], reference, certified=None, seed=seed)
        for seed in range(windows)
    )
    return sum(found is not None for found in looks) / windows


def test_few_posts_tell_nothing_either_way(reference: ReferenceScores) -> None:
    found = look(np.full(99, 0.99), reference, certified=Interval(0.0, 0.1, 0.05, True), seed=1)
    assert found is not None
    assert found.kind == "thin"
    assert "99 bài" in found.sentence


def test_an_empty_window_is_thin(reference: ReferenceScores) -> None:
    found = look(np.array([]), reference, certified=None, seed=1)
    assert found is not None
    assert (found.kind, found.mean, found.emq) == ("thin", 0.0, 0.0)


@pytest.mark.parametrize("share", [0.02, 0.15, 0.5])
def test_another_share_alone_raises_no_doubt(reference: ReferenceScores, share: float) -> None:
    assert strikes(reference, 1000, 60, share) <= 0.05  # 1 % promised; 4 of 60 by chance: 0.3 %


def test_positives_that_look_milder_are_noticed(reference: ReferenceScores) -> None:
    assert strikes(reference, 2000, 30, share=0.3, lower=0.6) >= 0.8


def test_other_posts_that_look_harsher_are_noticed(reference: ReferenceScores) -> None:
    assert strikes(reference, 2000, 30, higher=0.4) >= 0.8


def test_a_shape_that_no_share_explains_is_said_in_words(reference: ReferenceScores) -> None:
    found = look(np.full(1240, 0.4), reference, certified=None, seed=1)
    assert found is not None
    assert found.kind == "shape"
    assert found.distance > found.threshold > 0
    assert "1.240 bài" in found.sentence and "đừng dựa vào ước lượng" in found.sentence


def test_a_certificate_outweighs_the_estimate(reference: ReferenceScores) -> None:
    now, _ = scored(np.random.default_rng(2), 2000, 0.1)
    found = look(now, reference, certified=Interval(0.16, 0.21, 0.05, True), seed=1)
    assert found is not None
    assert found.kind == "audit"
    assert "từ 16,0 % đến 21,0 %" in found.sentence
    assert look(now, reference, certified=Interval(0.05, 0.12, 0.05, True), seed=1) is None


def test_an_estimate_within_chance_of_a_bound_is_not_doubted(reference: ReferenceScores) -> None:
    now, _ = scored(np.random.default_rng(2), 2000, 0.1)
    emq = examine(now, reference, certified=None, seed=1).emq
    assert look(now, reference, certified=Interval(emq + 0.005, 0.2, 0.05, True), seed=1) is None


def test_the_same_seed_looks_the_same_and_figures_stand_without_doubt(reference: ReferenceScores) -> None:
    now, truth = scored(np.random.default_rng(4), 1500, 0.1)
    first, second = (examine(now, reference, certified=None, seed=9) for _ in range(2))
    assert first == second
    assert (first.kind, first.sentence) == ("", "")
    assert first.emq == pytest.approx(truth.mean(), abs=0.03)
    assert first.mean == pytest.approx(now.mean())


def test_a_small_reference_does_not_cry_wolf_over_a_large_window() -> None:
    """The chance in the reference itself counts: 300 items against 20,000."""
    rng = np.random.default_rng(5)
    struck = 0
    for seed in range(40):
        small = ReferenceScores.of(*scored(rng, 300, PRIOR))
        struck += look(scored(rng, 20_000, 0.15)[0], small, certified=None, seed=seed) is not None
    assert struck <= 4
