"""Every method behind the one interface: right decisions, honest bounds, plain refusals."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.certificate.references import WITH_SCORES, WITHOUT_SCORES, simulate_uniform
from haichieu.stats import BadAudit, Decision, Limit
from haichieu.stats.methods import METHODS, FixedWilson, Hypergeometric, SequentialMethod

LIMIT = Limit(15, 100)
TOTAL = 400
ANYTIME = [method for method in METHODS if method.anytime]
BATCHED = {"hypergeometric": 1, "ALPHA": 2, "betting EB": 3, "control variate": 4}


def scores_of(truth: list[int]) -> list[float]:
    """Scores that know something: 0.6 for positives, 0.1 or 0.4 for the rest."""
    return [0.6 if y else 0.4 if place % 7 == 0 else 0.1 for place, y in enumerate(truth)]


def list_of(total: int, positives: int) -> list[int]:
    return [int(place * positives // total != (place + 1) * positives // total) for place in range(total)]


def run(method: type[SequentialMethod], truth: list[int], seed: int = 3) -> tuple[SequentialMethod, int]:
    audit = method(len(truth), LIMIT, scores=scores_of(truth), seed=seed)
    for read in range(1, len(truth) + 1):
        audit.record(truth[audit.next_item()])
        if audit.decision() is not Decision.UNDECIDED:
            return audit, read
    raise AssertionError("a census decides")


@pytest.mark.parametrize("method", ANYTIME)
@pytest.mark.parametrize(("positives", "right"), [(12, "below"), (140, "above")])
def test_far_from_the_limit_each_method_decides_early_and_right(
    method: type[SequentialMethod], positives: int, right: str
) -> None:
    audit, read = run(method, list_of(TOTAL, positives))
    assert audit.decision() == right
    assert read < TOTAL / 2
    bounds = audit.interval()
    assert bounds.anytime
    assert bounds.low <= positives / TOTAL <= bounds.high
    assert max(audit.log_wealth()) >= math.log(20)


@pytest.mark.parametrize("method", ANYTIME)
@pytest.mark.parametrize("excess", [0, 1])
def test_after_a_census_each_method_is_certain(method: type[SequentialMethod], excess: int) -> None:
    truth = list_of(60, LIMIT.most(60) + excess)
    audit = method(60, LIMIT, scores=scores_of(truth), seed=1, alpha=1e-6)
    for _ in truth:
        audit.record(truth[audit.next_item()])
    assert audit.decision() == ("above" if excess else "below")
    assert audit.interval().low == audit.interval().high == sum(truth) / 60
    with pytest.raises(BadAudit):
        audit.next_item()


@pytest.mark.parametrize("method", METHODS)
def test_posts_that_nobody_can_read_count_against_both_decisions(method: type[SequentialMethod]) -> None:
    audit = method(100, LIMIT, scores=[0.2] * 100, seed=1)
    for _ in range(100):
        audit.next_item()
        audit.record(None)
    assert audit.decision() is Decision.UNDECIDED
    assert audit.interval().high == 1.0 or audit.interval().high > 0.9


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_draws_the_same_items_and_asking_twice_changes_nothing(
    method: type[SequentialMethod],
) -> None:
    def drawn() -> list[int]:
        audit = method(30, LIMIT, scores=[0.2] * 30, seed="xúc xắc 3 5 1")
        items = []
        for _ in range(30):
            assert audit.next_item() == audit.next_item()
            items.append(audit.next_item())
            audit.record(0)
        return items

    assert drawn() == drawn()
    assert sorted(drawn()) == list(range(30))


@pytest.mark.parametrize("method", [m for m in METHODS if m not in (Hypergeometric, FixedWilson)])
def test_the_mean_of_several_readers_is_a_verdict(method: type[SequentialMethod]) -> None:
    audit = method(300, LIMIT, scores=[0.1] * 300, seed=1, fractional=True)
    while audit.decision() is Decision.UNDECIDED:
        audit.record(Fraction(1, 3) if audit.next_item() % 10 == 0 else 0)
    assert audit.decision() is Decision.BELOW
    assert audit.interval().high <= 0.15


@pytest.mark.parametrize("method", METHODS)
def test_what_cannot_be_audited_is_refused_in_one_sentence(method: type[SequentialMethod]) -> None:
    cases = [{"total": 0, "scores": []}, {"alpha": 0.0}, {"alpha": 0.6}]
    if method.uses_scores:
        cases += [{"scores": None}, {"scores": [0.1] * 9}, {"scores": [2.0] * 10}]
    for case in cases:
        settings = {"total": 10, "limit": LIMIT, "alpha": 0.05, "scores": [0.1] * 10} | case
        with pytest.raises(BadAudit) as caught:
            method(**settings)  # type: ignore[arg-type]
        assert str(caught.value).endswith(".")
    audit = method(10, LIMIT, scores=[0.1] * 10)
    for verdict in (0.5, -1, 2, math.nan):
        audit.next_item()
        with pytest.raises(BadAudit):
            audit.record(verdict)


def test_the_exact_test_takes_no_fractions() -> None:
    with pytest.raises(BadAudit):
        Hypergeometric(10, LIMIT, fractional=True)


@pytest.mark.parametrize("name", BATCHED)
def test_the_lockstep_simulation_decides_as_the_method_does(name: str) -> None:
    method, games = METHODS[BATCHED[name]], {**WITHOUT_SCORES, **WITH_SCORES}[name]
    truth = list_of(TOTAL, 40)
    scores = np.array(scores_of(truth))
    audit = method(TOTAL, LIMIT, scores=scores, seed=5)
    order: list[int] = []
    while audit.decision() is Decision.UNDECIDED:
        order.append(audit.next_item())
        audit.record(truth[order[-1]])
    verdicts = np.array([[truth[item] for item in order]], dtype=float)
    outcome = simulate_uniform(
        games, verdicts, LIMIT.most(TOTAL), TOTAL, scores=scores[None], drawn=scores[order][None]
    )
    assert outcome.labels[0] == len(order)
    assert ("above", "below")[outcome.side[0]] == audit.decision()


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(ANYTIME),
    st.sampled_from(["0,1%", "1%", "1/3", "50%", "97%", "99%"]),
    st.booleans(),
    st.integers(0, 40),
    st.integers(0, 10**6),
)
def test_limits_of_any_size_bound_the_truth_after_a_census(
    method: type[SequentialMethod], text: str, strict: bool, positives: int, seed: int
) -> None:
    limit, truth = Limit.parse(text, strict=strict), list_of(40, positives)
    audit = method(40, limit, scores=scores_of(truth), seed=seed, alpha=1e-9)
    for read in range(40):
        if read % 13 == 0:
            bounds = audit.interval()
            assert 0 <= bounds.low <= positives / 40 <= bounds.high <= 1
        audit.record(truth[audit.next_item()])
        assert all(not math.isnan(value) for value in audit.log_wealth())
    assert audit.decision() == ("below" if limit.keeps(positives, 40) else "above")


def test_wilson_says_that_it_may_be_looked_at_once() -> None:
    audit = FixedWilson(1000, LIMIT, seed=1, planned=40)
    assert not audit.anytime
    assert "một lần" in audit.caution
    for _ in range(39):
        audit.record(0)
    assert audit.decision() is Decision.UNDECIDED
    audit.record(0)
    assert audit.decision() is Decision.BELOW
    fixed = audit.interval()
    assert not fixed.anytime
    for _ in range(30):
        audit.record(1)
    assert audit.decision() is Decision.BELOW
    assert audit.interval() == fixed
    assert all(math.isnan(value) for value in audit.log_wealth())
    with pytest.raises(BadAudit):
        FixedWilson(10, LIMIT, planned=11)
