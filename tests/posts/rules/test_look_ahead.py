"""What the coming weeks will probably bring, and how much room a limit leaves."""

import math
import tracemalloc
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.posts.rules import planning
from haichieu.posts.rules.planning import (
    Coming,
    Day,
    Fit,
    Outlook,
    Planned,
    Range,
    expected_mix,
    still_fit,
)
from haichieu.stats.limits import Limit

MONDAY = date(2026, 11, 2)
STRICT = Limit(15, 100)


def is_working(day: date) -> bool:
    return day.weekday() < 5


def past(counts: list[int], counted: list[float]) -> list[Day]:
    days = [MONDAY - timedelta(back) for back in range(len(counts), 0, -1)]
    return [Day(day, is_working(day), n, k) for day, n, k in zip(days, counts, counted, strict=True)]


def ahead(days: int) -> list[Coming]:
    return [Coming(day, is_working(day)) for day in (MONDAY + timedelta(n) for n in range(days))]


def lived(rng: np.random.Generator, days: int, working: float, free: float, share: float) -> list[Day]:
    found = []
    for back in range(days, 0, -1):
        day = MONDAY - timedelta(back)
        count = int(rng.poisson(working if is_working(day) else free))
        found.append(Day(day, is_working(day), count, int(rng.binomial(count, share))))
    return found


def plain_quantiles(history: list[Day], days: int) -> tuple[float, float]:
    """The bounds of the number of posts by adding up negative binomial chances, one after another."""
    counts = [day.count for day in history]
    known = len(counts) + 1
    mean = (sum(counts) + sum(counts) / len(counts)) / known * days
    extra = mean * days / known  # evenly spread history: no dispersion beyond Poisson
    shape, keep = mean * mean / extra, mean / (mean + mean * mean / extra)
    total, bounds = 0.0, []
    for n in range(2000):
        total += math.exp(
            math.lgamma(n + shape) - math.lgamma(shape) - math.lgamma(n + 1)
            + shape * math.log(1 - keep) + n * math.log(keep)
        )  # fmt: skip
        while len(bounds) < 2 and total >= (0.05, 0.95)[len(bounds)]:
            bounds.append(n)
    return bounds[0], bounds[1]


def test_the_bounds_are_those_of_the_exact_sum() -> None:
    history = [Day(MONDAY - timedelta(back), True, 3 + back % 2, 0.0) for back in range(1, 41)]
    outlook = expected_mix(history, [], [Coming(MONDAY + timedelta(n), True) for n in range(15)], seed=1)
    low, high = plain_quantiles(history, 15)
    assert outlook.posts.low == pytest.approx(low, abs=1)
    assert outlook.posts.high == pytest.approx(high, abs=1)


def test_nine_in_ten_periods_end_within_the_bounds() -> None:
    rng = np.random.default_rng(2)
    within = np.zeros(3)
    for seed in range(60):
        history, coming = lived(rng, 60, 5, 2, 0.14), ahead(30)
        later = lived(rng, 30, 5, 2, 0.14)  # as many working and free days, give or take one
        coming = [Coming(day.day, day.working) for day in later]
        outlook = expected_mix(history, [], coming, seed=seed)
        posts, counted = sum(day.count for day in later), sum(day.counted for day in later)
        figures = (posts, outlook.posts), (counted, outlook.counted), (counted / posts, outlook.share)
        within += [bound.low <= figure <= bound.high for figure, bound in figures]
    assert (within / 60 >= 0.8).all()  # 0.9 promised; four standard errors of 60 periods are 0.15


def test_working_and_free_days_are_told_apart() -> None:
    history = lived(np.random.default_rng(3), 70, 8, 0, 0.1)
    week, weekend = ahead(5), ahead(7)[5:]
    assert expected_mix(history, [], week, seed=1).posts.mean == pytest.approx(40, rel=0.15)
    assert expected_mix(history, [], weekend, seed=1).posts.mean < 3


def test_drafts_take_the_place_of_posts_that_would_have_come() -> None:
    history = lived(np.random.default_rng(4), 60, 4, 4, 0.1)
    drafts = [Planned(MONDAY + timedelta(n % 5), 0.0) for n in range(6)]
    without, with_drafts = (expected_mix(history, plans, ahead(5), seed=1) for plans in ([], drafts))
    assert with_drafts.posts.mean == pytest.approx(without.posts.mean, rel=0.02)
    assert with_drafts.counted.mean < without.counted.mean


def test_more_drafts_than_usual_all_count() -> None:
    history = past([0] * 28, [0.0] * 28)
    drafts = [Planned(MONDAY, 1.0)] * 3 + [Planned(MONDAY, 0.0)] * 7
    outlook = expected_mix(history, drafts, ahead(5), seed=1)
    assert outlook.posts == Range(10, 10, 10)
    assert outlook.counted == Range(3, 3, 3)
    assert outlook.share.mean == pytest.approx(0.3)


def test_drafts_of_another_period_are_left_out() -> None:
    outlook = expected_mix([], [Planned(MONDAY + timedelta(40), 1.0)], ahead(5), seed=1)
    assert outlook == Outlook(Range(0, 0, 0), Range(0, 0, 0), Range(0, 0, 0))


def test_a_period_that_is_over_is_what_it_was() -> None:
    outlook = expected_mix(past([4] * 30, [1.0] * 30), [], [], seed=1, published=40, counted=6)
    assert outlook == Outlook(Range(40, 40, 40), Range(6, 6, 6), Range(0.15, pytest.approx(0.15), 0.15))


def test_uneven_weeks_widen_the_bounds() -> None:
    even = past([4] * 56, [0.5] * 56)
    uneven = past(([1] * 7 + [7] * 7) * 4, [0.5] * 56)
    calm, rough = (expected_mix(history, [], ahead(14), seed=1).posts for history in (even, uneven))
    assert calm.mean == pytest.approx(rough.mean, rel=0.02)
    assert rough.high - rough.low > 1.4 * (calm.high - calm.low)


def test_the_same_seed_gives_the_same_outlook() -> None:
    history = lived(np.random.default_rng(5), 60, 4, 1, 0.2)
    first, second, other = (expected_mix(history, [], ahead(20), seed=seed) for seed in (7, 7, 8))
    assert first == second
    assert other.posts.mean == pytest.approx(first.posts.mean, rel=0.02)


def outlook_with(drafts: int) -> Outlook:
    plans = [Planned(MONDAY + timedelta(n % 20), (n % 10) / 10) for n in range(drafts)]
    return expected_mix(past([4] * 30, [0.5] * 30), plans, ahead(20), seed=9)


def test_the_outlook_is_the_same_in_small_pieces_and_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    outlooks = []
    for chances in (64, 65_536, 100_000_000):
        monkeypatch.setattr(planning, "_CHANCES", chances)
        outlooks.append(outlook_with(90))
    assert outlooks[0] == outlooks[1] == outlooks[2]


def test_many_drafts_need_no_more_memory_than_few() -> None:
    peaks = []
    for drafts in (30, 1500):
        tracemalloc.start()
        outlook = outlook_with(drafts)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
    assert outlook.counted.mean == pytest.approx(1500 * 0.45, rel=0.01)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1)), max_size=40),
    st.lists(st.tuples(st.integers(0, 20), st.floats(0, 1)), max_size=8),
    st.integers(0, 20),
)
def test_figures_are_always_in_order(days, drafts, coming: int) -> None:
    history = past([count for count, _ in days], [count * part for count, part in days])
    plans = [Planned(MONDAY + timedelta(day), chance) for day, chance in drafts]
    outlook = expected_mix(history, plans, ahead(coming), seed=1, published=3, counted=1)
    for figure in (outlook.posts, outlook.counted):
        # A rare day outside the range may draw the mean out of it.
        assert 0 <= figure.low <= figure.high
        assert figure.mean >= 0
    assert 0 <= outlook.share.low <= outlook.share.high <= 1
    assert outlook.counted.mean <= outlook.posts.mean
    assert outlook.posts.low >= 3


def test_room_is_what_the_limit_leaves_at_each_number_of_posts() -> None:
    fit = still_fit(STRICT, counted=9, posts=Range(80, 100, 120))
    assert (fit.low, fit.expected, fit.high, fit.others) == (2, 5, 8, 0)
    assert fit.sentence.startswith("Mức dưới 15 % còn chỗ cho khoảng 5 bài tiêu cực nữa (từ 2 đến 8")


def test_strict_and_loose_limits_differ_by_one_at_the_border() -> None:
    posts = Range(100, 100, 100)
    assert still_fit(STRICT, counted=0, posts=posts).expected == 14
    assert still_fit(Limit(15, 100, strict=False), counted=0, posts=posts).expected == 15


def test_a_passed_limit_is_told_by_what_brings_it_back() -> None:
    fit = still_fit(STRICT, counted=18, posts=Range(90, 100, 110))
    assert STRICT.keeps(18, 100 + fit.others)
    assert not STRICT.keeps(18, 100 + fit.others - 1)
    assert fit.sentence == (
        "Đã vượt mức dưới 15 %. Kể 21 việc đã làm mà chưa kể, ngoài số bài dự kiến, thì trở lại dưới mức; "
        "bài đăng cho đủ số không phải là việc."
    )


def test_an_empty_period_leaves_no_room_and_blames_nobody() -> None:
    fit = still_fit(STRICT, counted=0, posts=Range(0, 0, 0))
    assert (fit.low, fit.expected, fit.high, fit.others) == (0, 0, 0, 0)
    assert "vượt" not in fit.sentence


@given(st.integers(0, 60), st.integers(0, 300), st.integers(0, 200), st.integers(1, 99), st.booleans())
def test_the_room_is_exact(counted: int, low: int, more: int, percent: int, strict: bool) -> None:
    limit = Limit(percent, 100, strict)
    fit = still_fit(limit, counted=counted, posts=Range(low, low + more, low + 2 * more))
    for room, total in ((fit.low, low), (fit.expected, low + more), (fit.high, low + 2 * more)):
        if room >= 0 and total:
            assert limit.keeps(counted + room, total) and not limit.keeps(counted + room + 1, total)
    assert "-" not in fit.sentence


@pytest.mark.parametrize(
    "fit", [Fit(2, 5, 8, 0, STRICT), Fit(-4, -2, 0, 14, STRICT), Fit(0, 0, 0, 0, STRICT)]
)
def test_no_sentence_asks_for_a_post_to_wait(fit: Fit) -> None:
    for word in ("giữ lại", "hoãn", "lùi", "gỡ", "xóa", "xoá", "không đăng", "chặn", "ẩn"):
        assert word not in fit.sentence.lower()
