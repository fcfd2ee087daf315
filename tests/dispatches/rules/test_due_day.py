"""The first due day of a deadline, and the sentence that explains the count."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import Counting, first_due
from haichieu.dispatches.rules.due import LAW

KNOWN = date(2026, 11, 5)


def due(text: str, kind: str, value: str, counting: Counting = LAW) -> date | None:
    return first_due({"text": text, "type": kind, "value": value}, known_on=KNOWN, counting=counting).on


@pytest.mark.parametrize(
    ("text", "kind", "value", "day"),
    [
        ("trước ngày 10/11/2026", "date", "2026-11-10", date(2026, 11, 9)),
        ("chậm nhất ngày 10/11/2026", "date", "2026-11-10", date(2026, 11, 10)),
        ("đến hết ngày 10/11/2026", "date", "2026-11-10", date(2026, 11, 10)),
        ("Trong tháng 10/2026", "month", "2026-10", date(2026, 10, 31)),
        ("6 tháng/lần", "period", "6 months", date(2026, 12, 31)),
        ("hằng quý", "period", "quarter", date(2026, 12, 31)),
        ("hằng năm", "period", "year", date(2026, 12, 31)),
        ("trước ngày 25 hằng tháng", "period", "1 month; day 25", date(2026, 11, 24)),
        ("ngày 25 hằng tháng", "period", "1 month; day 25", date(2026, 11, 25)),
        ("trước ngày 03 hằng tháng", "period", "1 month; day 3", date(2026, 12, 2)),
        ("6 tháng (trước ngày 15/6, 15/12)", "period", "6 months; day 15/6", date(2026, 12, 14)),
        ("hằng năm (trước ngày 10 tháng 12)", "period", "year; 10 December", date(2026, 12, 9)),
        ("trước ngày 20 tháng cuối quý", "period", "quarter; day 20 of the last month", date(2026, 12, 19)),
        ("ngày 3 tháng sau", "period", "1 month; day 3 of the following month", date(2026, 12, 3)),
        ("ngày 5 tháng đầu quý sau", "period", "quarter; day 5 of the following quarter", date(2027, 1, 5)),
        ("hằng ngày", "period", "day", date(2026, 11, 5)),
        ("trước tháng 12/2026", "month", "2026-12", date(2026, 11, 30)),
        ("thứ Sáu hằng tuần", "period", "1 week; Friday", date(2026, 11, 6)),
        (
            "05 ngày làm việc kể từ ngày nhận được",
            "relative",
            "5 working days after receipt",
            date(2026, 11, 12),
        ),
        ("10 ngày sau khi kết thúc hội thi", "relative", "10 days after the contest", None),
        ("thường xuyên", "continuous", "continuous", None),
        ("ngày không có", "date", "2026-02-31", None),
    ],
)
def test_each_kind_of_deadline(text: str, kind: str, value: str, day: date | None) -> None:
    assert due(text, kind, value) == day


def test_an_office_may_count_the_named_day_itself() -> None:
    rule = Counting(before_excludes=False)
    assert due("trước ngày 10/11/2026", "date", "2026-11-10", rule) == date(2026, 11, 10)


def test_the_count_is_explained() -> None:
    found = first_due(
        {"text": "trước ngày 10/11/2026", "type": "date", "value": "2026-11-10"}, known_on=KNOWN
    )
    assert found.sentence == "“trước ngày 10/11/2026”: tính đến hết ngày 09/11/2026."


def test_no_deadline_has_no_day() -> None:
    assert first_due(None, known_on=KNOWN).on is None


@given(
    st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)),
    st.sampled_from(
        ["1 month", "2 months", "quarter", "6 months", "year", "1 month; day 31", "1 week; Monday"]
    ),
)
def test_a_periodic_duty_never_falls_due_before_it_is_known(known_on: date, value: str) -> None:
    on = first_due({"text": "định kỳ", "type": "period", "value": value}, known_on=known_on).on
    assert on is not None and known_on <= on and (on - known_on).days <= 366
