"""The share estimated from scores alone: what it equals, when it holds, and when it does not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.stats.quantification import (
    ReferenceScores,
    bin_counts,
    emq_error,
    emq_share,
    mixture_distance,
    pacc_share,
)

chances = st.lists(st.floats(0.001, 0.999), min_size=1, max_size=40).map(np.array)
priors = st.floats(0.05, 0.95)


def likelihood(share: float, given: np.ndarray, prior: float) -> float:
    return float(np.log(share * given / prior + (1 - share) * (1 - given) / (1 - prior)).sum())


def plain_steps(given: np.ndarray, prior: float, rounds: int) -> float:
    """The published steps of expectation and maximisation, one after another."""
    share = prior
    for _ in range(rounds):
        yes, no = share * given / prior, (1 - share) * (1 - given) / (1 - prior)
        share = float((yes / (yes + no)).mean())
    return share


def scored(rng: np.random.Generator, posts: int, share: float, *, prior: float = 0.3, lower: float = 0.0):
    """Binormal scores (AUC 0.9) calibrated at `prior`; positives may come out lower than they did then."""
    apart = 1.812
    truth = rng.random(posts) < share
    z = rng.normal(np.where(truth, apart - lower, 0.0))
    odds = prior / (1 - prior) * np.exp(apart * z - apart * apart / 2)
    return odds / (1 + odds), truth


@given(chances, priors)
def test_no_other_share_is_more_likely(given_: np.ndarray, prior: float) -> None:
    best = emq_share(given_, prior)
    top = likelihood(min(max(best, 1e-9), 1 - 1e-9), given_, prior)
    assert all(likelihood(other, given_, prior) <= top + 1e-7 for other in np.linspace(0.001, 0.999, 50))


def test_it_is_where_the_published_steps_end() -> None:
    for seed in range(5):
        given_, _ = scored(np.random.default_rng(seed), 400, 0.15)
        assert emq_share(given_, 0.3) == pytest.approx(plain_steps(given_, 0.3, 3000), abs=1e-9)


def test_certain_scores_are_counted() -> None:
    assert emq_share(np.array([1.0, 0.0, 0.0, 0.0]), 0.5) == pytest.approx(0.25)
    assert emq_share(np.array([0.0, 0.0]), 0.3) == 0.0
    assert emq_share(np.array([1.0, 1.0]), 0.3) == 1.0


def test_scores_that_tell_nothing_leave_the_share_where_it_was() -> None:
    assert emq_share(np.full(50, 0.3), 0.3) == pytest.approx(0.3)


@pytest.mark.parametrize("given_", [[], [1.2], [-0.1], [float("nan")]])
def test_what_is_no_probability_is_refused(given_: list[float]) -> None:
    with pytest.raises(ValueError, match="chances"):
        emq_share(np.array(given_), 0.3)


@pytest.mark.parametrize("prior", [0.0, 1.0, -0.2])
def test_a_prior_of_nothing_or_everything_is_refused(prior: float) -> None:
    with pytest.raises(ValueError, match="prior"):
        emq_share(np.array([0.5]), prior)


def test_where_only_the_share_changed_both_estimates_find_it() -> None:
    rng = np.random.default_rng(3)
    past, truth = scored(rng, 20_000, 0.3)
    means = ReferenceScores.of(past, truth).means
    found = [
        (emq_share(now, 0.3), pacc_share(now, means))
        for now, _ in (scored(rng, 2000, 0.1) for _ in range(40))
    ]
    assert np.mean(found, axis=0) == pytest.approx([0.1, 0.1], abs=0.006)


def test_the_standard_error_is_that_of_many_windows() -> None:
    rng = np.random.default_rng(4)
    windows = [scored(rng, 1000, 0.15)[0] for _ in range(150)]
    found = [emq_share(now, 0.3) for now in windows]
    assert emq_error(windows[0], 0.3, found[0]) == pytest.approx(float(np.std(found)), rel=0.2)


def test_where_positives_look_milder_the_estimate_is_wrong() -> None:
    """The reason why an estimate is never a certificate."""
    rng = np.random.default_rng(5)
    found = [emq_share(scored(rng, 2000, 0.15, lower=0.3)[0], 0.3) for _ in range(20)]
    assert max(found) < 0.15


def test_means_that_do_not_rise_tell_nothing() -> None:
    with pytest.raises(ValueError, match="mean"):
        pacc_share(np.array([0.4]), (0.5, 0.5))


@given(st.floats(0, 1), st.integers(0, 1000))
def test_a_mixture_is_recognised_whatever_its_share(share: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    parts = rng.dirichlet(np.ones(8), size=2)
    distance, found = mixture_distance((1 - share) * parts[0] + share * parts[1], parts)
    assert distance < 1e-4
    assert found == pytest.approx(share, abs=1e-3)


@given(st.integers(0, 1000))
def test_no_share_brings_the_mixture_closer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    parts, observed = rng.dirichlet(np.ones(6), size=2), rng.dirichlet(np.ones(6))
    distance, _ = mixture_distance(observed, parts)
    for share in np.linspace(0, 1, 101):
        mixture = (1 - share) * parts[0] + share * parts[1]
        assert distance <= np.sqrt(max(0.0, 1 - np.sqrt(observed * mixture).sum())) + 1e-9


def test_many_histograms_are_measured_as_one_by_one() -> None:
    rng = np.random.default_rng(6)
    parts, observed = rng.dirichlet(np.ones(5), size=(7, 2)), rng.dirichlet(np.ones(5), size=7)
    together, shares = mixture_distance(observed, parts)
    for row in range(7):
        distance, share = mixture_distance(observed[row], parts[row])
        assert (together[row], shares[row]) == (pytest.approx(float(distance)), pytest.approx(float(share)))


def test_a_reference_keeps_the_two_shapes_and_their_sizes() -> None:
    past, truth = scored(np.random.default_rng(7), 3000, 0.2)
    reference = ReferenceScores.of(past, truth)
    assert reference.edges.shape == (21,) and reference.counts.shape == (2, 20)
    assert reference.sizes == (int((~truth).sum()), int(truth.sum()))
    assert reference.prior == pytest.approx(truth.mean())
    assert (np.diff(reference.edges) > 0).all()
    assert reference.shares.sum(axis=0) == pytest.approx(np.full(20, 0.1), abs=0.002)
    assert (bin_counts(past, reference.edges) == reference.counts.sum(axis=0)).all()


def test_a_reference_of_one_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        ReferenceScores.of(np.array([0.1, 0.2]), np.array([False, False]))


def test_a_reference_of_few_or_equal_scores_still_sorts_all() -> None:
    few = ReferenceScores.of(np.array([0.2, 0.7]), np.array([False, True]))
    same = ReferenceScores.of(np.full(30, 0.4), np.arange(30) % 3 == 0)
    assert few.sizes == (1, 1) and same.sizes == (20, 10)
