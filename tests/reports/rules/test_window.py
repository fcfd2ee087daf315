"""The days a report counts tile the calendar and follow Nghị định 09/2019/NĐ-CP."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.reports.rules import Period, PeriodKind, WindowIsBinding, WindowRule, window
from tests.reports.rules.test_periods import periods

BODIES = st.sampled_from(["state", "union", "party", "youth"])
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
NOW = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025-11", date(2025, 10, 15), date(2025, 11, 14)),
        ("2025-01", date(2024, 12, 15), date(2025, 1, 14)),
        ("2025-Q1", date(2024, 12, 15), date(2025, 3, 14)),
        ("2025-Q3", date(2025, 6, 15), date(2025, 9, 14)),
        ("2025-H1", date(2024, 12, 15), date(2025, 6, 14)),
        ("2025-H2", date(2025, 6, 15), date(2025, 12, 14)),
        ("2025", date(2024, 12, 15), date(2025, 12, 14)),
    ],
)
def test_article_12_gives_the_first_and_the_last_day(period: str, first: date, last: date) -> None:
    found = window(Period.parse(period), "state", NOW)
    assert (found.first, found.last, found.binding) == (first, last, True)
    assert found.sentence_vi.endswith("theo Điều 12 Nghị định 09/2019/NĐ-CP.")


@given(periods(), BODIES, DAYS)
def test_windows_of_neighbouring_periods_touch_and_never_overlap(period: Period, body: str, on: date) -> None:
    here, after = window(period, body, on), window(period.following(), body, on)
    assert here.first <= here.last
    assert here.last + timedelta(days=1) == after.first


@given(st.integers(1950, 2900), BODIES, DAYS)
def test_months_fill_quarters_fill_halves_fill_the_year(year: int, body: str, on: date) -> None:
    whole = window(Period(PeriodKind.YEAR, year), body, on)
    for kind, count in ((PeriodKind.HALF, 2), (PeriodKind.QUARTER, 4), (PeriodKind.MONTH, 12)):
        parts = [window(Period(kind, year, index), body, on) for index in range(1, count + 1)]
        assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)


@given(periods(), DAYS, DAYS)
def test_every_day_belongs_to_exactly_one_of_three_neighbours_or_none(
    period: Period, day: date, on: date
) -> None:
    three = [window(each, "union", on) for each in (period.preceding(), period, period.following())]
    assert sum(day in each for each in three) == (three[0].first <= day <= three[2].last)


def test_the_decree_is_only_a_suggestion_to_a_union() -> None:
    found = window(Period.parse("2026-H2"), "union", NOW)
    assert (found.first, found.last, found.binding) == (date(2026, 6, 15), date(2026, 12, 14), False)
    assert "không bắt buộc đối với tổ chức công đoàn" in found.sentence_vi


def test_before_the_decree_the_calendar_counts() -> None:
    found = window(Period.parse("2018-H2"), "state", date(2019, 3, 11))
    assert (found.first, found.last, found.binding) == (date(2018, 7, 1), date(2018, 12, 31), False)
    assert window(Period.parse("2018-H2"), "state", date(2019, 3, 12)).last == date(2018, 12, 14)


def own_rule(**optional: object) -> WindowRule:
    """A federation's own days: from the 11th to the 10th of the last month."""
    values = {
        "source": "Quy chế báo cáo năm 2026",
        "article": "Điều 3",
        "valid_from": date(2026, 1, 1),
        "valid_to": None,
        "first_day": 11,
        "first_month_offset": -1,
        "last_day": 10,
        "last_month_offset": 0,
        "organisation": "ldld",
    }
    return WindowRule(**{**values, **optional})


def test_an_organisation_may_set_its_own_days() -> None:
    found = window(Period.parse("2026-H2"), "union", NOW, organisation="ldld", overrides=[own_rule()])
    assert (found.first, found.last) == (date(2026, 6, 11), date(2026, 12, 10))
    assert found.sentence_vi.endswith("theo Điều 3 Quy chế báo cáo năm 2026 của đơn vị.")


def test_an_own_rule_holds_for_its_organisation_time_and_kind_only() -> None:
    half, law = Period.parse("2026-H2"), window(Period.parse("2026-H2"), "union", NOW)
    others = (
        window(half, "union", NOW, organisation="khac", overrides=[own_rule()]),
        window(half, "union", NOW, organisation="ldld", overrides=[own_rule(valid_to=date(2026, 6, 30))]),
        window(half, "union", NOW, organisation="ldld", overrides=[own_rule(kinds=(PeriodKind.MONTH,))]),
    )
    assert all((each.first, each.last) == (law.first, law.last) for each in others)


def test_a_state_body_may_not_choose_its_days() -> None:
    with pytest.raises(WindowIsBinding, match="Điều 12 Nghị định 09/2019/NĐ-CP"):
        window(Period.parse("2026-H2"), "state", NOW, organisation="ldld", overrides=[own_rule()])
