"""A second question about the same posts: its share, its bounds, and its own decision."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.stats import BadAudit, Decision, Limit, ShareAudit
from haichieu.stats.audit import Verdict

LIMIT = Limit(15, 100)
marks = st.sampled_from([Fraction(0), Fraction(0), Fraction(1), Fraction(1, 2), None])


def read(scores: list[float], truth: list[Verdict], labels: int, *, fractional: bool = False) -> ShareAudit:
    audit = ShareAudit(scores, LIMIT, seed=3, fractional=fractional)
    for _ in range(min(labels, len(scores))):
        item = audit.next_item()
        audit.record(item, truth[item])
    return audit


def posts(total: int, share: float, seed: int) -> tuple[list[float], list[Verdict]]:
    rng = np.random.default_rng(seed)
    truth = rng.random(total) < share
    return np.clip(0.2 + 0.5 * truth + 0.15 * rng.normal(size=total), 0, 1).tolist(), truth.tolist()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), marks), min_size=1, max_size=60), st.integers(0, 60))
def test_the_same_question_asked_twice_has_the_same_answer(
    items: list[tuple[float, Fraction | None]], labels: int
) -> None:
    audit = read([score for score, _ in items], [mark for _, mark in items], labels, fractional=True)
    twin = audit.companion([verdict for _, verdict in audit.labels])
    assert (twin.decision, twin.settled) == (audit.decision, audit.settled)
    assert twin.interval == audit.interval()
    assert twin.estimate == audit.estimate
    assert twin.trace == audit.trace()


def test_the_wider_share_may_break_the_limit_that_the_narrower_keeps() -> None:
    scores, truth = posts(400, 0.05, 1)
    audit = read(scores, truth, 200)
    wider = audit.companion([truth[item] or item % 3 == 0 for item, _ in audit.labels])
    assert audit.decision is Decision.BELOW
    assert wider.decision is Decision.ABOVE
    assert wider.interval.low > 0.15 > audit.interval().high
    assert wider.estimate > audit.estimate


def test_a_share_at_the_limit_stays_open_while_the_other_is_decided() -> None:
    scores, truth = posts(400, 0.02, 1)
    audit = read(scores, truth, 60)
    other = audit.companion([item % 20 < 3 for item, _ in audit.labels])
    assert audit.decision is Decision.BELOW
    assert other.decision is Decision.UNDECIDED
    assert other.interval.low < 0.15 < other.interval.high


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 12), st.integers(10, 150))
def test_the_decision_agrees_with_the_interval(seed: int, twentieths: int, labels: int) -> None:
    limit = Limit(twentieths, 20)
    scores, truth = posts(150, 0.1, seed)
    audit = read(scores, truth, labels)
    other = audit.companion([truth[item] or item % 4 == 0 for item, _ in audit.labels], limit=limit)
    if other.decision is Decision.BELOW:
        assert round(other.interval.high * 150) <= limit.most(150)
    elif other.decision is Decision.ABOVE:
        assert round(other.interval.low * 150) > limit.most(150)


def test_a_decision_once_made_stands() -> None:
    scores, truth = posts(200, 0.4, 4)
    audit, second = ShareAudit(scores, LIMIT, seed=1), [truth[i] or i % 4 == 0 for i in range(200)]
    seen = []
    for _ in range(24):
        item = audit.next_item()
        audit.record(item, truth[item])
        seen.append(audit.companion([second[item] for item, _ in audit.labels]).decision)
    first = seen.index(Decision.ABOVE)
    assert 1 < first < 20
    assert set(seen[:first]) == {Decision.UNDECIDED}
    assert set(seen[first:]) == {Decision.ABOVE}


def test_the_second_share_foretells_its_own_labels() -> None:
    scores, truth = posts(400, 0.02, 1)
    audit = read(scores, truth, 60)
    at_the_limit = audit.companion([item % 20 < 3 for item, _ in audit.labels]).forecast
    clear = audit.companion([item % 20 < 10 for item, _ in audit.labels])
    assert at_the_limit is not None
    assert 30 < at_the_limit.middle <= at_the_limit.high <= 340
    assert (clear.decision, clear.forecast) == (Decision.ABOVE, None)
    assert read(scores, truth, 0).companion([]).forecast is None


def test_after_a_census_the_second_share_is_known() -> None:
    scores, truth = posts(60, 0.1, 2)
    audit = read(scores, truth, 60)
    second = [item % 10 == 0 for item, _ in audit.labels]
    known = audit.companion(second)
    assert known.settled
    assert known.decision is Decision.BELOW
    assert known.estimate == pytest.approx(0.1)
    assert audit.companion(second, limit=Limit(1, 10)).decision is Decision.ABOVE
    assert audit.companion(second, limit=Limit(1, 10, strict=False)).decision is Decision.BELOW


def test_unreadable_posts_count_against_both_decisions() -> None:
    scores, truth = posts(60, 0.0, 2)
    audit = read(scores, truth, 60)
    # 9 of 60 could all be positive, and 15 % is not “dưới 15 %”.
    assert audit.companion([None if i < 9 else 0 for i in range(60)], 1e-9).decision is Decision.UNDECIDED
    assert audit.companion([None if i < 8 else 0 for i in range(60)], 1e-9).decision is Decision.BELOW
    assert audit.companion([None] * 60).decision is Decision.UNDECIDED


def test_two_readers_who_differ_count_half() -> None:
    scores, truth = posts(80, 0.05, 2)
    audit = read(scores, truth, 80, fractional=True)
    halves = audit.companion([Fraction(1, 2) if i < 24 else 0 for i in range(80)])
    assert halves.estimate == pytest.approx(0.15)
    assert halves.decision is Decision.ABOVE
    assert halves.interval.low <= 0.15 <= halves.interval.high


def test_half_a_verdict_needs_an_audit_for_several_readers() -> None:
    scores, truth = posts(80, 0.05, 2)
    audit = read(scores, truth, 2)
    with pytest.raises(BadAudit, match="có \\(1\\), không \\(0\\)"):
        audit.companion([Fraction(1, 2), 0])


def test_every_label_needs_its_second_verdict() -> None:
    scores, truth = posts(80, 0.05, 2)
    audit = read(scores, truth, 2)
    with pytest.raises(BadAudit, match="bằng số bài"):
        audit.companion([True])


@pytest.mark.parametrize("level", [0.0, -0.1, 0.6, float("nan")])
def test_a_level_that_makes_no_sense_is_refused(level: float) -> None:
    audit = read([0.1, 0.5, 0.9], [0, 0, 1], 2)
    with pytest.raises(BadAudit, match="Mức sai"):
        audit.companion([0, 0], level)
    with pytest.raises(BadAudit, match="Mức sai"):
        audit.interval(level)
