"""Deadlines that name a month, a quarter or a year: “trong tháng 10/2025”, “quý IV”, “đến hết năm 2025”."""

import re
from datetime import date

from haichieu.dispatches.rules.deadline_days import is_not_due
from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.text.clean import just_before
from haichieu.text.dates import month_end
from haichieu.text.numbers import DIGITS, roman_int, scanned_int
from haichieu.text.patterns import late

_MONTH = late(
    rf"(?<!\w)(?P<lead>(?:trong\s+(?:tuần|ngày)\s+(?:đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|thứ\s+\w+)(?:\s+của)?|dự\s+kiến|trong|đến\s+hết|hết|đến|trước"
    rf"|chậm\s+nhất|vào|đầu|giữa|cuối)\s+(?:nửa\s+(?:đầu|cuối)\s+"
    rf"|đầu\s+|cuối\s+|giữa\s+)?)(?:tháng\s+\d{{1,2}}(?:/\d{{4}})?(?:\s?(?:,|và"
    rf"|[-–])\s?))*(?:tháng\s+)?(?<=[\s,–-])(?P<month>{DIGITS})"
    rf"(?:\s?[/.-]\s?|\s+năm\s+)(?P<year>\d{{4}})",
    re.IGNORECASE,
)
#: Without a year: this year's month, where it is still to come.
_BARE_MONTH = late(
    rf"(?<!\w)(?P<lead>(?:trong|đến\s+hết|hết|chậm\s+nhất(?:\s+là|\s+trong)?"
    rf"|trước)\s+)tháng\s+(?P<month>{DIGITS})"
    r"(?!\w|\s?[/.-]\s?\d|\s+năm|\s?%)",
    re.IGNORECASE,
)
#: “hằng tuần trong tháng 3” is due every week.
_RECURS = late(r"(?:hằng|hàng|mỗi)\s+\w+,?\s*$", re.IGNORECASE)
_TIME_LABEL = late(
    r"(?:thời\s+gian|tiến\s+độ|thời\s+hạn|hoàn\s+thành|thực\s+hiện)[^:]{0,20}:\s*(?:ngày[\s.…_]*)?$",
    re.IGNORECASE,
)
_LABELLED_MONTH = late(
    rf"(?<!\w)(?P<lead>)tháng\s+(?:\d{{1,2}}\s?(?:,|và|[-–])\s?(?:tháng\s+)?){{0,11}}(?P<month>{DIGITS})"
    rf"(?:\s?[/.-]\s?|\s+năm\s+)(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_QUARTER = late(
    r"(?<!\w)(?P<lead>(?:trong|đến\s+hết|hết|đến|trước|cuối"
    r"|đầu|chậm\s+nhất)\s+)?(?:quý\s+[IVX1-4]{1,3}\s?/\s?\d{4}\s?(?:,|và|đến|[-–])\s?)?quý\s+(?P<quarter>0?[IVX1-4l]{1,3})(?:\s?(?:,|và"
    r"|[-–])\s?(?:quý\s+)?(?P<last>[IVXH1-4l]{1,3}))?"
    r"(?:(?:\s?/\s?|\s+năm\s+|\s*[-–]\s*)(?P<year>\d{4})|(?!\w|\s?[/-]))",
    re.IGNORECASE,
)
_YEAR = late(
    r"(?<!\w)(?P<lead>trong(?:\s+cả)?|cả|đến\s+hết|hết|đến|trước|kết\s+thúc|cuối)\s+(?:(?:hai|ba|02|03|2"
    r"|3)\s+)?năm\s+(?:\d{4}\s?[-–]\s?)?(?P<year>\d{4})(?!\s*[-–]\s*\d{4})",
    re.IGNORECASE,
)
#: “Thời gian thực hiện: Năm 2026”.
_LABELLED_YEAR = late(r"(?<!\w)năm\s+(?P<year>\d{4})(?=\s*(?:[.;,)]|$))", re.IGNORECASE)
#: “trong 6 tháng đầu năm”: a half-year ends with its last day, as a quarter does.
_HALF_YEAR = late(
    r"(?<!\w)(?:trong|đến\s+hết|hết)\s+(?:0?6|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?:\s+(?P<year>\d{4}))?(?!\w|\s?\d)",
    re.IGNORECASE,
)
_NO_YEAR_END = late(
    r"(?:(?:giai\s+đoạn|năm\s+học|từ\s+năm\s+\d{4})\W*|(?:kết\s+quả|thành\s+tích|đã|đạt\s+được"
    r"|tình\s+hình)[^,.;]{0,60})$",
    re.IGNORECASE,
)


def find_spans(text: str, issued: date | None) -> list[Deadline]:
    """Deadlines that name a month, a quarter or a year.

    >>> [(d.type, d.value) for d in find_spans("Xong trong quý IV, riêng báo cáo trong tháng 12.", date(2025, 9, 1))]
    [('month', '2025-12'), ('date', '2025-12-31')]
    """
    folded = text.lower()
    found: list[Deadline] = []
    if "tháng" in folded:
        found += _months(text, issued)
    if "quý" in folded:
        found += _quarters(text, issued)
    if "năm" in folded:
        found += _years(text, issued)
        found += _half_years(text, issued) if "tháng" in folded else []
    return found


def _months(text: str, issued: date | None) -> list[Deadline]:
    found = []
    for pattern in (_MONTH, _LABELLED_MONTH, _BARE_MONTH):
        for match in pattern.finditer(text):
            month, year = scanned_int(match.group("month")) or 0, _year_of(match, issued)
            if not 1 <= month <= 12 or year is None or is_not_due(text, match.start()):
                continue
            if pattern is _LABELLED_MONTH and not _TIME_LABEL.search(just_before(text, match.start())):
                continue
            if pattern is _BARE_MONTH and (
                (issued and month < issued.month) or _RECURS.search(just_before(text, match.start(), 20))
            ):
                continue
            if issued and month_end(year, month) < issued:
                continue
            if (
                match.group("lead")
                .lower()
                .startswith(("đến", "hết", "chậm nhất tháng", "chậm nhất là", "cuối"))
            ):
                found.append(
                    Deadline(match.group(0), "date", month_end(year, month).isoformat(), *match.span())
                )
            else:
                found.append(Deadline(match.group(0), "month", f"{year}-{month:02d}", *match.span()))
    return found


def _year_of(match: re.Match[str], issued: date | None) -> int | None:
    stated = match.groupdict().get("year")
    if stated:
        return int(stated)
    return issued.year if issued else None


def _quarters(text: str, issued: date | None) -> list[Deadline]:
    found = []
    for match in _QUARTER.finditer(text):
        lead, before = match.group("lead"), just_before(text, match.start())
        if not (lead or _TIME_LABEL.search(before)) or is_not_due(text, match.start()):
            continue
        quarter, year = _last_quarter(match), _year_of(match, issued)
        if quarter is None or year is None:
            continue
        value = month_end(year, quarter * 3)
        if match.group("year") or issued is None or value >= issued:
            found.append(Deadline(match.group(0), "date", value.isoformat(), *match.span()))
    return found


def _last_quarter(match: re.Match[str]) -> int | None:
    """“Quý II, III/2025” ends with the third; where a scanner garbled the last one, with the one after the first."""
    first = _quarter_number(match.group("quarter"))
    if first is None or match.group("last") is None:
        return first
    last = _quarter_number(match.group("last"))
    return last if last is not None and last > first else min(first + 1, 4)


def _quarter_number(words: str) -> int | None:
    number = roman_int(words) or scanned_int(words)
    return number if number is not None and 1 <= number <= 4 else None


def _years(text: str, issued: date | None) -> list[Deadline]:
    found = []
    labels = _LABELLED_YEAR.finditer(text) if ":" in text else ()
    labelled = [each for each in labels if _TIME_LABEL.search(just_before(text, each.start()))]
    for match in [*_YEAR.finditer(text), *labelled]:
        value = date(int(match.group("year")), 12, 31)
        past = issued is not None and value < issued
        if past or is_not_due(text, match.start()) or _NO_YEAR_END.search(just_before(text, match.start())):
            continue
        found.append(Deadline(match.group(0), "date", value.isoformat(), *match.span()))
    return found


def _half_years(text: str, issued: date | None) -> list[Deadline]:
    found = []
    for match in _HALF_YEAR.finditer(text):
        year = _year_of(match, issued)
        if year is None:
            continue
        value = date(year, 6, 30) if match.group("half").lower() == "đầu" else date(year, 12, 31)
        if issued is None or value >= issued:
            found.append(Deadline(match.group(0), "date", value.isoformat(), *match.span()))
    return found
