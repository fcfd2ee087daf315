"""Dates as Vietnamese offices write and read them (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4)."""

import calendar
import re
from datetime import date
from typing import NamedTuple

from haichieu.text.numbers import DIGITS, scanned_int

# What stands before is looked at after the first digit: the engine skips to it.
_SLASHED = re.compile(
    r"([\dlI|O](?<![\dlIO/.-].)(?!(?<=\|)\d\d)(?:(?:[\dlIO]|\|(?!\d\d))*\d[\dlIO]*|(?<=\d)[\dlIO]*))"
    rf"\s?[/.-]\s?({DIGITS})\s?[/.-]\s?(\d[\dlIO]{{3}})(?![\d/])"
)
_WORDED = re.compile(
    rf"({DIGITS})\s*tháng\s*({DIGITS})\s*năm\s*(\d[\dlIO]{{3}})(?!\d)",
    re.IGNORECASE,
)


class FoundDate(NamedTuple):
    """A full date and where it stands in the text."""

    #: The date meant.
    value: date
    #: Offset of its first digit.
    start: int
    #: Offset after its last digit.
    end: int


def make_date(day: str, month: str, year: str) -> date | None:
    """Build a date from three pieces of text, forgiving scanner errors; None when there is no such day.

    >>> make_date("3l", "10", "2025")
    datetime.date(2025, 10, 31)
    >>> make_date("31", "02", "2025") is None
    True
    """
    parts = [scanned_int(part) for part in (day, month, year)]
    d, m, y = (part or 0 for part in parts)
    if not (1 <= m <= 12 and 1900 <= y <= 2100 and 1 <= d <= calendar.monthrange(y, m)[1]):
        return None
    return date(y, m, d)


def find_dates(text: str) -> list[FoundDate]:
    """Every full date in `text`, in order: 7/5/2024, 07.05.2024, “07 tháng 5 năm 2024”.

    >>> [found.value.isoformat() for found in find_dates("từ 07/5/2024 đến 9 tháng 6 năm 2024")]
    ['2024-05-07', '2024-06-09']
    """
    found = []
    # Most pieces of text that hold a date have it in figures.
    for pattern in (_SLASHED, _WORDED) if "tháng" in text.lower() else (_SLASHED,):
        for match in pattern.finditer(text):
            value = make_date(*match.groups())
            if value is not None:
                found.append(FoundDate(value, match.start(), match.end()))
    return sorted(found, key=lambda item: item.start)


def month_end(year: int, month: int) -> date:
    """Last day of a month.

    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])


def format_date(value: date) -> str:
    """Short form for tables and running text.

    >>> format_date(date(2026, 11, 5))
    '05/11/2026'
    """
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def format_official_date(value: date) -> str:
    """Date line of an official document: days under 10 and months 1 and 2 get a leading zero.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.4.b.

    >>> format_official_date(date(2026, 11, 5)), format_official_date(date(2020, 3, 12))
    ('ngày 05 tháng 11 năm 2026', 'ngày 12 tháng 3 năm 2020')
    """
    month = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"
