"""Working days of Viet Nam, checked against the Labour Code and the yearly notices."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.dispatches.rules.calendar import VIETNAM, public_days
from haichieu.dispatches.rules.workdays import Calendar

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2095, 1, 1))

#: First day of the lunar year and Hùng Kings' day (10th of the third lunar month), from printed almanacs.
LUNAR = {
    2020: (date(2020, 1, 25), date(2020, 4, 2)),
    2021: (date(2021, 2, 12), date(2021, 4, 21)),
    2022: (date(2022, 2, 1), date(2022, 4, 10)),
    2023: (date(2023, 1, 22), date(2023, 4, 29)),
    2024: (date(2024, 2, 10), date(2024, 4, 18)),
    2025: (date(2025, 1, 29), date(2025, 4, 7)),
    2026: (date(2026, 2, 17), date(2026, 4, 26)),
    2027: (date(2027, 2, 6), date(2027, 4, 16)),
}


@pytest.mark.parametrize("year", LUNAR)
def test_the_eleven_days_of_the_labour_code_are_free(year: int) -> None:
    """Bộ luật Lao động 2019, điều 112: 1 + 5 (Tết) + 1 + 1 + 2 (Quốc khánh) + 1 (Giỗ Tổ)."""
    new_year, hung_kings = LUNAR[year]
    tet = {new_year + timedelta(days=offset) for offset in range(-1, 4)}
    fixed = {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2), hung_kings}
    free = public_days(year)[0]
    assert tet | fixed <= set(free)
    # The second day of National Day is the one before or after; the Code of 2019 is in force from 2021.
    assert year == 2020 or date(year, 9, 1) in free or date(year, 9, 3) in free


@pytest.mark.parametrize("year", LUNAR)
def test_a_holiday_on_a_weekend_is_made_up_on_a_working_day(year: int) -> None:
    """Điều 111 khoản 3: weekdays free each year are at least the statutory days."""
    statutory = 10 if year == 2020 else 11
    on_weekdays = [day for day in public_days(year)[0] if day.weekday() < 5]
    swapped_in = [day for day in public_days(year)[1] if day.year == year]
    assert len(on_weekdays) - len(swapped_in) >= statutory


@pytest.mark.parametrize(
    ("off", "works"),
    [
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_days_that_the_government_swapped(off: date, works: date) -> None:
    assert not VIETNAM.is_working(off) and off.weekday() < 5
    assert VIETNAM.is_working(works) and works.weekday() == 5


@pytest.mark.parametrize(
    ("first_free", "last_free"),
    [
        (date(2023, 1, 20), date(2023, 1, 26)),
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2025, 1, 25), date(2025, 2, 2)),
        (date(2026, 2, 14), date(2026, 2, 22)),
        (date(2024, 8, 31), date(2024, 9, 3)),
        (date(2025, 8, 30), date(2025, 9, 2)),
        (date(2026, 8, 29), date(2026, 9, 2)),
    ],
)
def test_long_holidays_are_as_announced(first_free: date, last_free: date) -> None:
    length = (last_free - first_free).days + 1
    assert all(VIETNAM.day_off(first_free + timedelta(days=n)) for n in range(length))
    assert VIETNAM.is_working(first_free - timedelta(days=1))
    assert VIETNAM.is_working(last_free + timedelta(days=1))


def test_five_working_days_over_national_day_are_explained() -> None:
    count = VIETNAM.add_working_days(date(2024, 8, 30), 5)
    assert count.on == date(2024, 9, 10)
    assert [day.day for day in count.counted] == [4, 5, 6, 9, 10]
    assert count.sentence == (
        "5 ngày làm việc kể từ 30/08/2024, không tính ngày đầu: trừ 31/08–03/09 (thứ Bảy, Chủ nhật, Quốc khánh), "
        "07/09–08/09 (thứ Bảy, Chủ nhật) → 10/09/2024"
    )


def test_the_first_day_counts_where_the_rule_says_so() -> None:
    assert VIETNAM.add_working_days(date(2024, 8, 30), 5, count_first=True).on == date(2024, 9, 9)


def test_a_term_that_ends_on_a_holiday_ends_with_the_next_working_day() -> None:
    assert VIETNAM.add_days(date(2024, 8, 26), 5, roll="following").on == date(2024, 9, 4)
    assert VIETNAM.add_days(date(2024, 8, 26), 5, roll="preceding").on == date(2024, 8, 30)
    assert VIETNAM.add_days(date(2024, 8, 26), 5).on == date(2024, 8, 31)


def test_a_calendar_without_a_working_day_says_so() -> None:
    with pytest.raises(ValueError, match="không có ngày làm việc"):
        Calendar(weekend=frozenset(range(7))).add_working_days(date(2026, 1, 1), 1)


def test_an_office_may_work_on_saturdays() -> None:
    assert Calendar(weekend=frozenset({6})).add_working_days(date(2026, 11, 6), 1).on == date(2026, 11, 7)


@settings(deadline=None)
@given(DAYS, st.integers(min_value=1, max_value=40))
def test_counting_there_and_back_meets_again(start: date, count: int) -> None:
    """From a working day, n working days on and n back is where it began; a slow count agrees."""
    start = VIETNAM.roll(start, "following")
    forth = VIETNAM.add_working_days(start, count)
    assert VIETNAM.add_working_days(forth.on, -count).on == start
    span = (forth.on - start).days
    slow = sum(VIETNAM.is_working(start + timedelta(days=n + 1)) for n in range(span))
    assert slow == count == len(forth.counted)
    assert len(forth.counted) + len(forth.skipped) == span
