"""Limits and lists of any size, from one post to 100,000 and from one in 100,000 to nearly all."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.stats import Decision, Limit, ShareAudit
from haichieu.stats.audit import Verdict
from haichieu.stats.plans import SAFETY, WEIGHT_SCALE

FEW_OR_NEARLY_ALL = [
    (1, 100_000),
    (1, 1000),
    (1, 100),
    (1, 2),
    (2, 3),
    (99, 100),
    (999, 1000),
    (99_999, 100_000),
]
limits = st.builds(
    lambda share, strict: Limit(*share, strict), st.sampled_from(FEW_OR_NEARLY_ALL), st.booleans()
)
sizes = st.sampled_from([1, 2, 3, 7, 30])
scores = st.sampled_from([0.0, 1.0, 1e-300, 0.5, 0.15, 1 - 1e-16])
levels = st.sampled_from([1e-12, 0.05, 0.5])


@settings(max_examples=40, deadline=None)
@given(limits, sizes, levels, st.booleans(), st.data())
def test_any_limit_on_any_list_is_bet_fairly_and_ends_in_the_truth(
    limit: Limit, total: int, level: float, fractional: bool, data: st.DataObject
) -> None:
    kinds = [Fraction(0), Fraction(1), *([Fraction(1, 2), Fraction(1, 3)] if fractional else [])]
    some = data.draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=len(kinds)))
    truth = data.draw(st.lists(st.sampled_from(some), min_size=total, max_size=total))
    guesses = data.draw(st.lists(scores, min_size=total, max_size=total))
    audit = ShareAudit(guesses, limit, seed=total, alpha=level, fractional=fractional)
    while not audit.finished:
        more = audit.expected_more()
        assert (more is None) == (audit.decision is not Decision.UNDECIDED)
        assert more is None or 1 <= more <= total - len(audit.labels)
        range_ = audit.forecast()
        assert (range_ is None) == (more is None)
        assert range_ is None or 1 <= range_.low <= range_.middle <= range_.high <= total - len(audit.labels)
        item = audit.next_item()
        audit.record(item, truth[item])
    keeps = limit.keeps(sum(truth, Fraction(0)), total)
    assert audit.decision is (Decision.BELOW if keeps else Decision.ABOVE)
    assert audit.settled
    assert audit.estimate == pytest.approx(float(sum(truth) / total))
    interval = audit.interval()
    assert 0 <= interval.low <= interval.high <= 1
    assert np.isfinite(audit.trace().wealth).all()
    stakes_keep_the_constraint(audit)


def stakes_keep_the_constraint(audit: ShareAudit) -> None:
    """Σ α·unread + c·max(T, 0) after scaling, in exact fractions, for every bettor before every label."""
    unread = [int(size) for size in audit.bins.sizes]
    bounds = [Fraction(audit.nulls[0]), audit.total - Fraction(audit.nulls[1])]
    for step in audit.steps:
        plan = audit.plans[step.plan]
        assert plan.weights.min() >= 1
        assert plan.weights.max() <= WEIGHT_SCALE
        for side in (0, 1):
            for alphas, c in zip(plan.stakes.alpha[side], plan.stakes.c[side], strict=True):
                assert alphas.min() > 0
                assert c >= 0
                used = sum(
                    (Fraction(a) * n for a, n in zip(alphas.tolist(), unread, strict=True)), Fraction(0)
                )
                used += Fraction(float(c)) * max(bounds[side], Fraction(0))
                floating = float((alphas * unread).sum() + c * max(float(bounds[side]), 0.0))
                assert used * Fraction((1 - SAFETY) / floating) < 1
        unread[step.bin] -= 1
        bounds = [bound - Fraction(v) for bound, v in zip(bounds, step.v, strict=True)]


@pytest.mark.parametrize(
    ("limit", "positives", "expected", "most"),
    [
        # Uniform draws need at least log(20)·1,000 ≈ 3,000 labels to exclude one in 1,000 with nobody positive,
        # log(20)·100 ≈ 300 to exclude 99 in 100 with everybody; bets on other shares cost up to half more.
        (Limit(1, 1000), 0, "below", 4500),
        (Limit(99, 100), 100_000, "above", 450),
        (Limit(1, 1000), 1000, "above", 100),
        (Limit(99, 100), 0, "below", 10),
        (Limit(1, 2), 10_000, "below", 20),
        (Limit(1, 2), 90_000, "above", 20),
    ],
)
def test_with_100_000_posts_a_far_share_is_decided_quickly(
    limit: Limit, positives: int, expected: str, most: int
) -> None:
    rng = np.random.default_rng(0)
    truth = rng.permutation(np.arange(100_000) < positives)
    audit = ShareAudit(np.clip(0.15 + 0.6 * truth + 0.1 * rng.normal(size=100_000), 0, 1), limit, seed=1)
    while audit.decision is Decision.UNDECIDED and len(audit.labels) < most:
        item = audit.next_item()
        audit.record(item, bool(truth[item]))
    assert audit.decision.value == expected


@pytest.mark.parametrize("limit", [Limit(1, 100_000), Limit(99_999, 100_000, strict=False)])
def test_a_limit_finer_than_one_post_asks_for_all_or_nothing(limit: Limit) -> None:
    """Of 50 posts “below one in 100,000” allows none, and “at most 99,999 of 100,000” all but one."""
    none: list[Verdict] = [0] * 50
    every: list[Verdict] = [1] * 50
    for truth in (none, every):
        audit = ShareAudit([0.3] * 50, limit, seed=1, alpha=1e-9)
        while audit.decision is Decision.UNDECIDED:
            item = audit.next_item()
            audit.record(item, truth[item])
        keeps = limit.keeps(sum(int(bool(v)) for v in truth), 50)
        assert audit.decision is (Decision.BELOW if keeps else Decision.ABOVE)
        easy = (limit.most(50) == 0) == (truth is every)
        assert (len(audit.labels) == 1) == easy
