"""Figures are printed as a Vietnamese office prints them and must add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.reports.rules import (
    Figure,
    FiguresDisagree,
    ObligationTotals,
    PostTotals,
    format_count,
    format_share,
    share_of,
)
from tests.reports.rules.factories import make_channel, make_obligations, make_posts


def make_figure(value: int | Fraction) -> Figure:
    return Figure("key", value, "Số tin, bài", "https://haichieu.example/", "Đếm")


@given(st.integers(0, 10**12))
def test_dots_between_thousands_change_nothing_else(value: int) -> None:
    assert int(format_count(value).replace(".", "")) == value
    assert all(len(group) == 3 for group in format_count(value).split(".")[1:])


@given(st.fractions(0, 1))
def test_a_share_is_rounded_by_less_than_a_tenth_of_a_per_cent(value: Fraction) -> None:
    shown = format_share(value)
    assert shown.endswith("\u00a0%") and "." not in shown
    number = Fraction(shown.removesuffix("\u00a0%").replace(",", "."))
    assert abs(number - 100 * value) <= Fraction(1, 20)


@pytest.mark.parametrize(("value", "words"), [(0, "0"), (3, "03"), (10, "10"), (1760, "1.760")])
def test_small_counts_in_a_sentence_get_a_zero(value: int, words: str) -> None:
    assert make_figure(value).clerical == words


def test_a_share_of_nothing_is_no_figure() -> None:
    assert share_of(make_figure(0), make_figure(0), key="k", label="Tỷ lệ") is None


def test_a_share_says_what_was_divided_by_what() -> None:
    share = share_of(make_figure(5), make_figure(40), key="k", label="Tỷ lệ")
    assert share is not None and share.text == "12,5\u00a0%"
    assert "(5) chia cho" in share.description and "(40)" in share.description


def test_obligations_that_do_not_add_up_are_refused() -> None:
    totals = make_obligations(on_time=3, overdue=1)
    with pytest.raises(FiguresDisagree, match="Số nhiệm vụ không khớp"):
        ObligationTotals(
            total=make_figure(5),
            on_time=totals.on_time,
            late=totals.late,
            in_progress=totals.in_progress,
            not_started=totals.not_started,
            overdue=totals.overdue,
            standing=totals.standing,
        )


@pytest.mark.parametrize(
    "counts", [{"published": 3, "positive": 4}, {"published": 5, "negative": 2, "counted": 3}]
)
def test_tones_cannot_exceed_the_posts(counts: dict[str, int]) -> None:
    with pytest.raises(FiguresDisagree, match="không khớp giữa tổng số và các sắc thái"):
        make_channel(**counts)


def test_a_total_line_must_be_the_sum_of_its_channels() -> None:
    posts = make_posts(make_channel(published=4, positive=4), make_channel("B", published=2, neutral=2))
    assert posts.all.published.value == 6
    with pytest.raises(FiguresDisagree, match="Dòng tổng cộng"):
        PostTotals(posts.channels[:1], posts.all, posts.labelled)
