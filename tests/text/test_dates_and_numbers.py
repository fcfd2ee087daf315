"""Dates and numbers as offices write them and scanners leave them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.text.dates import find_dates, format_date, format_official_date, make_date, month_end
from haichieu.text.numbers import count, roman_int, scanned_int

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_every_day_is_found_again_in_both_forms(day: date) -> None:
    for words in (format_date(day), format_official_date(day), f"{day.day}.{day.month}.{day.year}"):
        assert [found.value for found in find_dates(f"Trước {words}, các đơn vị")] == [day]


@given(DAYS)
def test_a_found_date_points_at_its_digits(day: date) -> None:
    text = f"ngày {format_date(day)}"
    found = find_dates(text)[0]
    assert text[found.start : found.end] == format_date(day)


@given(st.text())
def test_finding_dates_never_fails(text: str) -> None:
    assert all(1900 <= found.value.year <= 2100 for found in find_dates(text))


@pytest.mark.parametrize(
    ("day", "official"),
    [
        (date(2024, 5, 9), "ngày 09 tháng 5 năm 2024"),
        (date(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        (date(2026, 11, 5), "ngày 05 tháng 11 năm 2026"),
    ],
)
def test_the_official_form_pads_days_and_the_first_two_months(day: date, official: str) -> None:
    assert format_official_date(day) == official


def test_no_date_is_made_of_a_day_that_does_not_exist() -> None:
    assert make_date("31", "4", "2025") is None
    assert find_dates("31/02/2025, 12/13/2025, 1/1/1800") == []


def test_scanner_letters_in_a_date_are_read_as_digits() -> None:
    assert [found.value for found in find_dates("trước ngày l5/9/2025 và 3l/10/2025")] == [
        date(2025, 9, 15), date(2025, 10, 31),
    ]  # fmt: skip


@given(DAYS)
def test_the_strokes_of_a_table_are_no_digits(day: date) -> None:
    written = format_date(day)
    assert [found.value for found in find_dates(f"|{written}|2|{written}|")] == [day, day]
    assert find_dates(f"|{written}|")[0].start == 1


def test_a_stroke_before_one_digit_is_a_one() -> None:
    assert [found.value for found in find_dates("trước ngày |5/9/2025")] == [date(2025, 9, 15)]


def test_a_number_of_a_document_is_no_date() -> None:
    assert find_dates("số 12/2024/NĐ-CP, 4.5.6, 1/2/20245") == []


@given(st.integers(0, 99_999))
def test_digits_come_back(number: int) -> None:
    assert scanned_int(str(number)) == number


def test_roman_numerals_and_words_are_counted() -> None:
    assert [roman_int(word) for word in ("I", "iv", "IX", "xiv", "")] == [1, 4, 9, 14, None]
    assert [count(word) for word in ("hai", "02", "mười", "vài")] == [2, 2, 10, None]


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next_begins(year: int, month: int) -> None:
    assert (month_end(year, month) - date(year, month, 1)).days in (27, 28, 29, 30)
