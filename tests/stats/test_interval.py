"""Bounds that hold whenever one stops, and those that do not."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.stats import Decision, Limit, ShareAudit, wilson
from haichieu.stats.bounds import candidate_counts

LIMIT = Limit(15, 100)


def audit_of(truth: list[int], scores: list[float], seed: int, labels: int) -> ShareAudit:
    audit = ShareAudit(scores, LIMIT, seed=seed)
    for _ in range(min(labels, len(truth))):
        item = audit.next_item()
        audit.record(item, truth[item])
    return audit


def test_bounds_hold_at_a_fixed_number_of_labels_in_nearly_all_runs() -> None:
    rng = np.random.default_rng(8)
    missed_low = missed_high = 0
    for seed in range(40):
        truth = rng.permutation(np.arange(500) < 60).astype(int)
        scores = np.clip(0.2 + 0.3 * truth + 0.2 * rng.normal(size=500), 0, 1)
        interval = audit_of(truth.tolist(), scores.tolist(), seed, 60).interval()
        missed_low += interval.low > 0.12
        missed_high += interval.high < 0.12
    # At most 5 % each; 40 runs at exactly 5 % give more than 8 in one of 10,000 cases.
    assert missed_low <= 8
    assert missed_high <= 8


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([0, 0, 1]), min_size=1, max_size=80), st.integers(0, 80), st.integers(0, 99))
def test_bounds_are_ordered_and_hold_what_is_certain(truth: list[int], labels: int, seed: int) -> None:
    audit = audit_of(truth, [0.3] * len(truth), seed, labels)
    interval, n = audit.interval(), len(truth)
    assert 0 <= interval.low <= interval.high <= 1
    assert interval.anytime
    if audit.finished:
        assert interval.low <= sum(truth) / n + 1e-9
        assert interval.high >= sum(truth) / n - 1e-9


@settings(max_examples=25, deadline=None)
@given(st.integers(20, 300), st.floats(0, 0.6), st.integers(0, 2**31))
def test_the_interval_agrees_with_the_decision(n: int, share: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth = (rng.random(n) < share).astype(int)
    audit = ShareAudit(np.clip(0.2 + 0.4 * truth + 0.2 * rng.normal(size=n), 0, 1), LIMIT, seed=seed)
    while audit.decision is Decision.UNDECIDED:
        item = audit.next_item()
        audit.record(item, int(truth[item]))
    interval, most = audit.interval(), LIMIT.most(n)
    if audit.decision is Decision.BELOW:
        assert round(interval.high * n) <= most
    else:
        assert round(interval.low * n) >= most + 1


def test_the_grid_holds_the_counts_that_are_tested_and_both_ends() -> None:
    for n in (1, 7, 160, 5000):
        most = float(LIMIT.most(n))
        grid = candidate_counts(n, np.array([most, most + 1]))
        assert {0.0, most, most + 1, float(n)} <= set(grid.tolist())
        assert (np.diff(grid) > 0).all()


@given(st.integers(1, 500), st.data())
def test_wilson_bounds_hold_the_share_and_are_marked_for_a_fixed_size(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    interval = wilson(k, n)
    assert 0 <= interval.low <= k / n + 1e-12
    assert k / n - 1e-12 <= interval.high <= 1
    assert not interval.anytime
