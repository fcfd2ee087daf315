"""The moment of publication, as exports and feeds write it.

A time without a zone is Vietnamese time. A bare ``05/11/2026`` is day first, as everybody in Việt Nam writes it,
unless the file itself shows that its months stand first.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from zoneinfo import ZoneInfo

from haichieu.text.dates import find_dates

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_NUMERIC = re.compile(
    r"^(?:[^\d,]+,\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
    r"(?:[ ,T]+(\d{1,2})[:h](\d{2})(?::(\d{2}))?\s*(AM|PM|SA|CH)?)?",
    re.IGNORECASE,
)
#: A date and a clock inside a line of words: “Cập nhật lúc 09:05, 22/11/2026”.
_INSIDE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/.-])")
_CLOCK = re.compile(r"(?<![\d:/.-])(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})(?!\d)")
_GMT7 = re.compile(r"\(?GMT\s*\+\s*0?7(?::?00)?\)?", re.IGNORECASE)


# No channel is older; beyond lie slips of the pen, and moments that no other time zone can express.
_YEARS = range(1990, 2101)


class DateOrder(Enum):
    """Which part of ``05/11/2026`` is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def date_order(values: Iterable[str]) -> DateOrder:
    """The order that a whole file uses; one value whose second part exceeds 12 settles it.

    >>> date_order(["11/05/2026 08:00", "11/22/2026 09:05"])
    <DateOrder.MONTH_FIRST: 'month first'>
    """
    for value in values:
        found = _NUMERIC.match(value.strip()) or _INSIDE.search(value)
        if found and int(found.group(2)) > 12:
            return DateOrder.MONTH_FIRST
        if found and int(found.group(1)) > 12:
            return DateOrder.DAY_FIRST
    return DateOrder.DAY_FIRST


def parse_published(value: str, order: DateOrder = DateOrder.DAY_FIRST) -> datetime | None:
    """A moment with its time zone, or None when the text is none or its year lies outside 1990–2100.

    >>> parse_published("22/11/2026 09:05").isoformat()
    '2026-11-22T09:05:00+07:00'
    >>> parse_published("Sun, 22 Nov 2026 09:05:00 GMT+7").isoformat()
    '2026-11-22T09:05:00+07:00'
    >>> parse_published("09:05, ngày 22 tháng 11 năm 2026").isoformat()
    '2026-11-22T09:05:00+07:00'
    >>> parse_published("hôm nào đó") is None
    True
    """
    text = value.strip()
    if not text:
        return None
    numeric = _NUMERIC.match(text)
    moment = (
        _numeric(numeric.groups(), order)
        if numeric
        else _iso(text) or _mail(_GMT7.sub("+0700", text)) or _worded(text, order)
    )
    return moment if moment and moment.year in _YEARS else None


def published_day(text: str) -> str:
    """The day of publication in Vietnamese time as YYYY-MM-DD, "" when unknown.

    >>> published_day("2026-11-04T23:30:00Z"), published_day("hôm qua")
    ('2026-11-05', '')
    """
    moment = parse_published(text)
    return moment.astimezone(VIETNAM).date().isoformat() if moment else ""


def _numeric(parts: tuple[str | None, ...], order: DateOrder) -> datetime | None:
    first, second, year, hour, minute, seconds, half = parts
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    clock = int(hour or 0)
    if half:
        clock = clock % 12 + (12 if half.upper() in ("PM", "CH") else 0)
    try:
        moment = datetime(
            int(year or 0),
            int(month or 0),
            int(day or 0),
            clock,
            int(minute or 0),
            int(seconds or 0),
            tzinfo=VIETNAM,
        )
    except ValueError:
        return None
    return moment


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _mail(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC if text.rstrip().endswith("-0000") else VIETNAM)
    return moment


def _worded(text: str, order: DateOrder) -> datetime | None:
    """A date inside a line of words, with the clock beside it where there is one."""
    inside = _INSIDE.search(text)
    worded = [] if inside else find_dates(text)
    if not inside and not worded:
        return None
    day = inside.groups() if inside else worded[0].value.strftime("%d %m %Y").split()
    clock = _CLOCK.search(text)
    return _numeric(
        (*day, *(clock.groups() if clock else (None, None)), None, None),
        DateOrder.DAY_FIRST if worded else order,
    )
