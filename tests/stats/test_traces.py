"""With the trace of an audit a second program can check every draw and every bet."""

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.stats import BadAudit, Decision, Limit, ShareAudit, Trace
from tests.stats.plain_audit import follow

LIMIT = Limit(15, 100)
halves = st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 2), None])


def read(
    scores: list[float], verdicts: list[Fraction | None], labels: int, limit: Limit = LIMIT
) -> ShareAudit:
    audit = ShareAudit(scores, limit, seed="công khai", fractional=Fraction(1, 2) in verdicts)
    for _ in range(min(labels, len(scores))):
        item = audit.next_item()
        audit.record(item, verdicts[item])
    return audit


def agrees(trace: Trace, audit: ShareAudit, scores: list[float], verdicts: list[Fraction | None]) -> None:
    plain = json.loads(json.dumps(trace.to_dict()))
    drawn = [item for item, _ in audit.labels]
    followed = follow(plain, scores, audit.seed, [verdicts[item] for item in drawn], len(scores))
    assert followed.items == drawn
    assert followed.most_staked < 1
    assert len(followed.wealth) == len(trace.wealth)
    assert np.allclose(np.array(followed.wealth), np.array(trace.wealth), rtol=1e-9, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), halves, halves), min_size=2, max_size=20),
    st.integers(0, 20),
    st.integers(1, 9),
)
def test_a_plain_program_finds_the_same_draws_and_the_same_wealth(
    posts: list[tuple[float, Fraction | None, Fraction | None]], labels: int, tenths: int
) -> None:
    scores, first, second = ([post[i] for post in posts] for i in range(3))
    fractional = Fraction(1, 2) in (*first, *second)
    audit = ShareAudit(scores, Limit(tenths, 10), seed=5, fractional=fractional)
    for _ in range(min(labels, len(scores))):
        item = audit.next_item()
        audit.record(item, first[item])
    agrees(audit.trace(), audit, scores, first)
    companion = audit.companion([second[item] for item, _ in audit.labels])
    agrees(companion.trace, audit, scores, second)


def test_the_trace_ends_in_the_evidence_of_the_audit() -> None:
    audit = read([0.1, 0.7] * 40, [Fraction(0)] * 80, 30)
    trace = audit.trace()
    assert trace.wealth[-1] == audit.log_wealth()
    assert len(trace.wealth) == 30
    assert [plan.since for plan in trace.plans] == list(range(0, 30, 3))
    assert trace.nulls == (11.0, 12.0)


def test_looking_at_the_next_post_leaves_the_trace_as_it_is() -> None:
    audit = read([0.1, 0.7] * 40, [Fraction(0)] * 80, 6)
    before = audit.trace()
    audit.upcoming()
    assert audit.trace() == before
    assert [plan.since for plan in before.plans] == [0, 3]


def test_before_the_first_label_there_is_nothing_to_check() -> None:
    trace = read([0.1, 0.9], [None, None], 0).trace()
    assert trace.plans == trace.wealth == ()
    assert Trace.from_dict(trace.to_dict()) == trace


def test_the_first_crossing_is_the_decision() -> None:
    audit = read([0.02] * 300 + [0.9] * 5, [Fraction(0)] * 300 + [Fraction(1)] * 5, 305)
    crossed = next(n for n, pair in enumerate(audit.trace().wealth) if max(pair) >= np.log(20))
    earlier = read([0.02] * 300 + [0.9] * 5, [Fraction(0)] * 300 + [Fraction(1)] * 5, crossed + 1)
    assert earlier.decision is Decision.BELOW
    assert read([0.02] * 300 + [0.9] * 5, [Fraction(0)] * 305, crossed).decision is Decision.UNDECIDED


def test_a_trace_comes_back_from_its_file_unchanged() -> None:
    trace = read([0.1, 0.4, 0.7] * 30, [Fraction(0), None, Fraction(1, 2)] * 30, 40).trace()
    assert Trace.from_dict(json.loads(json.dumps(trace.to_dict()))) == trace


@pytest.mark.parametrize("part", ["width", "closest", "bettors", "nulls", "bins", "plans", "wealth"])
def test_a_damaged_trace_is_refused_with_one_sentence(part: str) -> None:
    whole = read([0.1, 0.9], [Fraction(0)] * 2, 2).trace().to_dict()
    for wrong in ({k: v for k, v in whole.items() if k != part}, whole | {part: "x"}, whole | {part: [None]}):
        with pytest.raises(BadAudit, match="tệp gốc"):
            Trace.from_dict(wrong)
