"""Posts drawn ahead, so that several people can read at once."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.stats import BadAudit, Limit, ShareAudit
from haichieu.stats.audit import REPLAN_LEAST, REPLAN_SHARE

LIMIT = Limit(15, 100)
marks = st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 2), None])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), marks, marks), min_size=1, max_size=80), st.integers(0, 99))
def test_what_is_drawn_ahead_does_not_depend_on_how_it_will_be_judged(
    posts: list[tuple[float, Fraction | None, Fraction | None]], seed: int
) -> None:
    audit = ShareAudit([score for score, _, _ in posts], LIMIT, seed=seed, fractional=True)
    while batch := audit.upcoming():
        other = ShareAudit([score for score, _, _ in posts], LIMIT, seed=seed, fractional=True)
        for item, verdict in audit.labels:
            other.record(item, verdict)
        for item in batch:
            assert other.next_item() == item
            other.record(item, posts[item][2])
        for place, item in enumerate(batch):
            assert audit.upcoming() == batch[place:]
            assert audit.next_item() == item
            audit.record(item, posts[item][1])
    assert sorted(item for item, _ in audit.labels) == list(range(len(posts)))


def test_asking_ahead_or_one_by_one_reads_the_same_posts() -> None:
    scores = [0.02 * i for i in range(50)]
    one, ahead = (ShareAudit(scores, LIMIT, seed="x") for _ in range(2))
    while not one.finished:
        for item in ahead.upcoming():
            assert one.next_item() == item
            one.record(item, item > 40)
            ahead.record(item, item > 40)
    assert one.log_wealth() == ahead.log_wealth()
    assert one.trace() == ahead.trace()


def test_a_batch_ends_where_the_next_plan_begins() -> None:
    audit = ShareAudit([0.2] * 300, LIMIT, seed=1)
    while not audit.finished:
        since, batch = len(audit.labels), audit.upcoming()
        assert len(batch) >= min(max(REPLAN_LEAST, REPLAN_SHARE * since), 300 - since)
        assert len(batch) < max(REPLAN_LEAST, REPLAN_SHARE * since) + 1
        for item in batch:
            audit.record(item, 0)


def test_a_post_of_the_batch_waits_for_its_turn() -> None:
    audit = ShareAudit([0.2] * 30, LIMIT, seed=1)
    with pytest.raises(BadAudit, match="vừa được rút"):
        audit.record(audit.upcoming()[1], 0)
    assert not audit.labels


def test_a_refused_verdict_keeps_the_batch() -> None:
    audit = ShareAudit([0.2] * 30, LIMIT, seed=1)
    batch = audit.upcoming()
    with pytest.raises(BadAudit):
        audit.record(batch[0], 0.5)
    assert audit.upcoming() == batch


def test_when_all_is_read_nothing_comes() -> None:
    audit = ShareAudit([0.2], LIMIT, seed=1)
    audit.record(audit.next_item(), 1)
    assert audit.upcoming() == ()
    with pytest.raises(BadAudit, match="Đã đọc hết"):
        audit.next_item()
    with pytest.raises(BadAudit, match="Đã đọc hết"):
        audit.record(0, 1)
