"""Deadlines in a paragraph: by date, month, period, relative to an event, or continuous."""

import re
from datetime import date

from haichieu.dispatches.rules.deadline_period_days import give_days
from haichieu.dispatches.rules.deadline_periods import find_periods, find_quota
from haichieu.dispatches.rules.deadline_relative import find_relative
from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.text.clean import just_before
from haichieu.text.dates import make_date, month_end
from haichieu.text.numbers import DIGITS, roman_int, scanned_int

__all__ = ["Deadline", "find_deadlines"]

_D = rf"(?P<day>{DIGITS})\s?[/.-]\s?(?P<month>{DIGITS})(?:\s?[/.-]\s?(?P<year>\d[\dlIO]{{3}}))?(?![\d/%])"
_W = rf"(?P<day>{DIGITS})\s+tháng\s+(?P<month>{DIGITS})(?:\s+năm\s+(?P<year>\d[\dlIO]{{3}}))?"
_HOUR = r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2}\s?(?:phút)?)?,?\s*)"
_PART = r"(?:(?:sáng|chiều|tối|hết|cuối)\s+)"
_BEFORE = (
    r"(?:trước|chậm\s+nhất|muộn\s+nhất|hạn\s+cuối|hạn\s+chót|đến\s+hết|cho\s+đến|đến|tới|hết|vào|trong|xong|lúc"
    r"|thời\s+hạn)"
)
_LEAD = rf"{_BEFORE}(?:\s+(?:là|đến|hết|trong|vào|nhất|cả|các))*\s*:?\s*"
_DAY = r"(?:(?:thứ\s+\w+|Chủ\s+nhật|chủ\s+nhật),?\s*\(?)?(?:ngày\s*)?"
_MANY = r"(?:(?:hai|ba|\d)\s+)?(?:ngày\s+)(?:\d{1,2}(?:/\d{1,2})?(?:\s*,\s*|\s+và\s+|\s*[-–]\s*))+"
_DATED = tuple(
    re.compile(rf"(?<!\w){_LEAD}{_HOUR}?{_PART}?{_HOUR}?{_DAY}{form}", re.IGNORECASE) for form in (_D, _W)
)
_LIST = re.compile(rf"(?<!\w)(?:{_LEAD})?{_MANY}{_D}", re.IGNORECASE)
_HOURED = re.compile(rf"(?<!\w)(?:lúc\s+)?{_HOUR}ngày\s+{_D}", re.IGNORECASE)
_BARE = re.compile(
    rf"(?:(?<=: )|(?<=:))ngày\s+(?:{_D}"
    rf"|{_W.replace('?P<day>', '?P<day2>').replace('?P<month>', '?P<month2>').replace('?P<year>', '?P<year2>')})",
    re.IGNORECASE,
)
_AGAIN = re.compile(rf"(?:riêng|còn)[^.;]{{3,80}}?(?P<text>ngày\s+{_D})", re.IGNORECASE)
_MONTH = re.compile(
    rf"(?<!\w)(?P<lead>(?:trong|đến\s+hết|hết|đến|trước|chậm\s+nhất|vào|cuối)\s+(?:nửa\s+(?:đầu|cuối)\s+"
    rf"|đầu\s+|cuối\s+|giữa\s+)?)(?:tháng\s+\d{{1,2}}(?:\s?(?:,|và|[-–])\s?))*tháng\s+(?P<month>{DIGITS})"
    rf"(?:\s?[/.-]\s?|\s+năm\s+)(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"(?<!\w)(?P<lead>(?:trong|đến\s+hết|hết|đến|trước|cuối"
    r"|đầu)\s+)?quý\s+(?P<quarter>[IVX1-4l]{1,3})(?:\s?(?:,|và|-)\s?\S{1,3})?(?:\s?/\s?"
    r"|\s+năm\s+)(?P<year>\d{4})",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<!\w)(?P<lead>trong|đến\s+hết|hết|đến|trước|kết\s+thúc|cuối)\s+(?:(?:hai|ba|02|03|2"
    r"|3)\s+)?năm\s+(?:\d{4}\s?[-–]\s?)?(?P<year>\d{4})(?!\s*[-–]\s*\d{4})",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"(?:kể\s+từ|tính\s+từ|bắt\s+đầu\s+từ|từ|hiệu\s+lực|ban\s+hành|sau|sinh|ký|số\s+liệu|tính"
    r"|hiệu\s+lực\s+từ|\d+\s+(?:tuần|ngày|tháng|giờ)|đã\s+gửi|đã\s+đăng|đã\s+\w+|chưa\s+\w+)\s*$",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?:[/–-]\s?[A-ZĐ][\w&-]*(?:[/-][\w&-]+)*|(?:Luật|Pháp\s+lệnh|Hiến\s+pháp)\s[^.;:]{2,90}?),?\s+ngày\s+"
    r"\d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)


def find_deadlines(text: str, issued: date | None) -> tuple[Deadline, ...]:
    """Every deadline stated in a paragraph, in order.

    Parameters
    ----------
    text:
        The paragraph, white space single.
    issued:
        Date of the letter: a date before it is no deadline, and a missing year is taken from it.

    >>> [(d.text, d.type, d.value) for d in find_deadlines("Báo cáo về Sở trước ngày 5/12/2024.", date(2024, 11, 1))]
    [('trước ngày 5/12/2024', 'date', '2024-12-05')]
    >>> [(d.type, d.value) for d in find_deadlines("Định kỳ 6 tháng báo cáo; trả lời trong 02 ngày.", None)]
    [('period', '6 months'), ('relative', '2 days')]
    """
    masked = _CITED.sub(lambda match: "#" * len(match.group(0)), text)
    periods, days = give_days(masked, find_periods(masked))
    for start, end in days:
        masked = masked[:start] + "#" * (end - start) + masked[end:]
    found = [*periods, *_by_date(masked, issued), *find_relative(masked)]
    return _settle(found or find_quota(masked))


def _settle(found: list[Deadline]) -> tuple[Deadline, ...]:
    """Where two readings overlap the earlier in the list of readers wins: a period holds its day, not the reverse."""
    kept: list[Deadline] = []
    for deadline in found:
        if not any(deadline.start < other.end and other.start < deadline.end for other in kept):
            kept.append(deadline)
    return tuple(sorted(kept, key=lambda deadline: deadline.start))


def _by_date(text: str, issued: date | None) -> list[Deadline]:
    found = [*_months(text), *_quarters(text), *_years(text, issued)]
    for pattern in (_LIST, *_DATED, _HOURED):
        for match in pattern.finditer(text):
            found += _dated(text, match, match.start(), match.end(), issued, "")
    for match in _BARE.finditer(text):
        suffix = "" if match.group("day") else "2"
        found += _dated(text, match, match.start(), match.end(), issued, suffix)
    for match in _AGAIN.finditer(text):
        found += _dated(text, match, match.start("text"), match.end("text"), issued, "")
    return found


def _dated(
    text: str, match: re.Match[str], start: int, end: int, issued: date | None, suffix: str
) -> list[Deadline]:
    if _NOT_AFTER.search(just_before(text, start)):
        return []
    year = match.group("year" + suffix) or (str(issued.year) if issued else "")
    value = make_date(match.group("day" + suffix), match.group("month" + suffix), year)
    if value is not None and issued and not match.group("year" + suffix) and value < issued:
        value = make_date(match.group("day" + suffix), match.group("month" + suffix), str(issued.year + 1))
    if value is None or (issued is not None and value < issued):
        return []
    return [Deadline(text[start:end], "date", value.isoformat(), start, end)]


def _months(text: str) -> list[Deadline]:
    found = []
    for match in _MONTH.finditer(text):
        month, year = scanned_int(match.group("month")) or 0, int(match.group("year"))
        if not 1 <= month <= 12 or _NOT_AFTER.search(just_before(text, match.start())):
            continue
        lead = match.group("lead").lower()
        if lead.startswith(("đến", "hết", "chậm", "cuối")):
            found.append(Deadline(match.group(0), "date", month_end(year, month).isoformat(), *match.span()))
        else:
            found.append(Deadline(match.group(0), "month", f"{year}-{month:02d}", *match.span()))
    return found


def _quarters(text: str) -> list[Deadline]:
    found = []
    for match in _QUARTER.finditer(text):
        quarter = roman_int(match.group("quarter")) or scanned_int(match.group("quarter")) or 0
        stated = match.group("lead") or re.search(
            r"(?:thời\s+gian|hoàn\s+thành|thực\s+hiện)[^:]{0,20}:?\s*$",
            just_before(text, match.start()),
            re.I,
        )
        if 1 <= quarter <= 4 and stated and not _NOT_AFTER.search(just_before(text, match.start())):
            value = month_end(int(match.group("year")), quarter * 3)
            found.append(Deadline(match.group(0), "date", value.isoformat(), *match.span()))
    return found


def _years(text: str, issued: date | None) -> list[Deadline]:
    found = []
    for match in _YEAR.finditer(text):
        value = date(int(match.group("year")), 12, 31)
        if (issued and value < issued) or re.search(
            r"(?:(?:giai\s+đoạn|năm\s+học|từ\s+năm\s+\d{4})\W*|(?:kết\s+quả|thành\s+tích|đã|đạt\s+được"
            r"|tình\s+hình)[^,.;]{0,60})$",
            just_before(text, match.start()),
            re.I,
        ):
            continue
        found.append(Deadline(match.group(0), "date", value.isoformat(), *match.span()))
    return found
