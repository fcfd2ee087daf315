"""Moments of publication as exports and feeds write them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.channels.rules import VIETNAM, DateOrder, date_order, parse_published, published_day


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-22T09:05:00+07:00", "2026-11-22T09:05:00+07:00"),
        ("2026-11-22 09:05", "2026-11-22T09:05:00+07:00"),
        ("22/11/2026", "2026-11-22T00:00:00+07:00"),
        ("22/11/2026 9:05:00 CH", "2026-11-22T21:05:00+07:00"),
        ("Chủ nhật, 22/11/2026, 09:05 (GMT+7)", "2026-11-22T09:05:00+07:00"),
        ("Sun, 22 Nov 2026 09:05:00 GMT+7", "2026-11-22T09:05:00+07:00"),
        ("Sun, 22 Nov 2026 09:05:00 +0700", "2026-11-22T09:05:00+07:00"),
        ("Sun, 22 Nov 2026 02:05:00 GMT", "2026-11-22T02:05:00+00:00"),
        ("Sun, 22 Nov 2026 09:05:00", "2026-11-22T09:05:00+07:00"),
        ("09:05 22/11/2026", "2026-11-22T09:05:00+07:00"),
        ("Cập nhật lúc 9h05, ngày 22-11-2026", "2026-11-22T09:05:00+07:00"),
        ("22 tháng 11 năm 2026", "2026-11-22T00:00:00+07:00"),
        ("Chủ nhật, ngày 22 tháng 11 năm 2026, 9 giờ 05", "2026-11-22T09:05:00+07:00"),
    ],
)
def test_common_spellings(written: str, moment: str) -> None:
    found = parse_published(written)
    assert found is not None and found.isoformat() == moment


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hôm nào đó",
        "31/02/2026",
        "2026-13-01",
        "99/99/9999 99:99",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01",
    ],
)
def test_what_is_no_moment_is_none(written: str) -> None:
    assert parse_published(written) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01T23:30:00+07:00", "2026-03-01"),
        ("2026-03-01T17:30:00Z", "2026-03-02"),
        ("Sun, 01 Mar 2026 17:30:00 GMT", "2026-03-02"),
        ("01/03/2026 08:00", "2026-03-01"),
        ("", ""),
        ("đầu tháng", ""),
    ],
)
def test_days_are_vietnamese_days(written: str, day: str) -> None:
    assert published_day(written) == day


def test_a_clock_before_the_date_keeps_the_order_of_its_file() -> None:
    order = date_order(["08:00 11/22/2026"])
    found = parse_published("08:00 11/05/2026", order)
    assert found is not None and found.isoformat() == "2026-11-05T08:00:00+07:00"


def test_one_clear_value_settles_the_order_of_a_file() -> None:
    assert date_order(["11/05/2026", "11/22/2026"]) is DateOrder.MONTH_FIRST
    assert date_order(["05/11/2026", "22/11/2026"]) is DateOrder.DAY_FIRST
    assert date_order(["05/11/2026"]) is DateOrder.DAY_FIRST


@given(st.text(max_size=40))
def test_no_text_breaks_it(written: str) -> None:
    found = parse_published(written)
    assert found is None or found.tzinfo is not None


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31)))  # noqa: DTZ001
def test_day_first_times_come_back(moment: datetime) -> None:
    whole = moment.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    assert parse_published(whole.strftime("%d/%m/%Y %H:%M")) == whole
