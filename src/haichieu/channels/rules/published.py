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

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_NUMERIC = re.compile(
    r"^(?:[^\d,]+,\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
    r"(?:[ ,T]+(\d{1,2})[:h](\d{2})(?::(\d{2}))?\s*(AM|PM|SA|CH)?)?",
    re.IGNORECASE,
)
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
        found = _NUMERIC.match(value.strip())
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
    >>> parse_published("hôm nào đó") is None
    True
    """
    text = value.strip()
    if not text:
        return None
    numeric = _NUMERIC.match(text)
    moment = _numeric(numeric, order) if numeric else _iso(text) or _mail(_GMT7.sub("+0700", text))
    return moment if moment and moment.year in _YEARS else None


def _numeric(found: re.Match[str], order: DateOrder) -> datetime | None:
    first, second, year, hour, minute, seconds, half = found.groups()
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    clock = int(hour or 0)
    if half:
        clock = clock % 12 + (12 if half.upper() in ("PM", "CH") else 0)
    try:
        moment = datetime(
            int(year), int(month), int(day), clock, int(minute or 0), int(seconds or 0), tzinfo=VIETNAM
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
