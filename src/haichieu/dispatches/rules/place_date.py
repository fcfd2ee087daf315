"""Place and date line: “Mỹ Hào, ngày 09 tháng 5 năm 2024”, with blanks and scanner noise."""

import re
from dataclasses import dataclass

from haichieu.dispatches.rules.names import gapped_start
from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span, Value, value_of
from haichieu.text.dates import find_dates, make_date
from haichieu.text.letters import UPPER
from haichieu.text.numbers import scanned_int
from haichieu.text.patterns import late

_WORDED = late(
    r"nga[^\s\d]{0,2}(?P<day>(?:[\s.,…_]*\S{1,5}?)??)[\s.,…_]*(?<![a-z])(?:th)?ang[\s.,…_]*(?P<month>\S{0,3}?)[\s.,…_]*"
    r"n[a@]m(?![a-z])[\s.,…_]*(?P<year>(?:19|20)\d\d|[2z][o0][\dolz]{2}(?!\w)|(?:20\d?)?(?=[\s.,…_]*$))"
)
#: Digits of a year that a scanner took for letters: “2O25”, “20l5”.
_SCANNED = str.maketrans("olz", "012")
_SLASHED = late(r",\s*(?:nga\S{0,2}\s*)?(?P<date>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d)\W*$")
_WORD = rf"[{UPPER}][\w’'.-]*"
#: A telegram names the hour too: “Phú Lộc, hồi 15 giờ 30 ngày 22 tháng 10 năm 2025”.
_HOUR = late(r",?\s*(?:hồi|lúc)\s+\d{1,2}\s?(?:giờ|h|g)(?:\s?\d{1,2})?(?:\s?phút)?,?\s*$", re.IGNORECASE)
#: The day of a document that is cited: “Công văn số 5/SGD ngày 3 tháng 2 năm 2025 của Sở …”.
_CITED = late(r"\s+cua\s")
_LEVEL = r"Thành phố|Tỉnh|Huyện|Thị xã|Thị trấn|Quận|Phường|Xã|Đặc khu"
_PLACE = late(
    rf"(?<![\w/])(?<!\w-)(?:TP\s?\.?\s?|Tp\s?\.?\s?)?(?:(?:{_LEVEL})\s+\d{{1,2}}|(?:(?:{_LEVEL})\s+)?(?:{_WORD}\s+){{0,4}}{_WORD})"
    r"(?=\s*[,.;]?\s*$)"
)
#: A place and nothing else before the date.
_PLACE_ALONE = late(
    rf"\W{{0,3}}(?:(?:{_LEVEL}|TP\s?\.?|Tp\s?\.?)\s+)?(?:{_WORD}\s+){{0,4}}{_WORD}\s?,\s*(?:ng|\d)"
)


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """What the place and date line says."""

    place: Value | None
    #: `date.text` is the words; `iso` its meaning: 2024-05-09, or 2024-05 where the day is blank.
    date: Value | None
    iso: str | None
    line: int
    #: Whether something unreadable stood in the place of the day.
    garbled: bool


def find_place_date(sheet: Sheet, lines: tuple[Line, ...], number_end: int = 0) -> PlaceDate | None:
    """Find the place and date line among the lines of the letterhead.

    `number_end` is the offset after the number and symbol, which may stand on the same line.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Bình Thành, ngày   tháng 5 năm 2024")
    >>> found = find_place_date(sheet, sheet.lines)
    >>> found.place.text, found.iso
    ('Bình Thành', '2024-05')
    """
    for line in lines:
        for cell in line.cells:
            match = _WORDED.search(sheet.folded(cell))
            if (
                match
                and _comes_after_place(sheet, cell, match)
                and not _CITED.match(sheet.flat, match.end() + cell.start)
            ):
                return _worded(sheet, line, cell, match, number_end)
    for line in lines:
        for cell in line.cells:
            match = _SLASHED.search(sheet.folded(cell))
            if match:
                return _slashed(sheet, line, cell, match, number_end)
    return None


def find_date_below(sheet: Sheet, lines: tuple[Line, ...]) -> PlaceDate | None:
    """Place and date above the signature, alone in their cell, where the letterhead has none.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Nơi nhận:      Phú Lộc, ngày 5 tháng 3 năm 2024")
    >>> find_date_below(sheet, sheet.lines).iso
    '2024-03-05'
    """
    for line in lines:
        for cell in line.cells:
            flat = sheet.folded(cell)
            match = _WORDED.search(flat) or _SLASHED.search(flat)
            if match is None or flat[match.end() :].strip(" .*_") or not _PLACE_ALONE.match(sheet.raw(cell)):
                continue
            read = _worded if "month" in match.re.groupindex else _slashed
            return read(sheet, line, cell, match, 0)
    return None


def _comes_after_place(sheet: Sheet, cell: Span, match: re.Match[str]) -> bool:
    before = _HOUR.sub("", sheet.raw(cell)[: match.start()]).rstrip()
    return not before or before.endswith((",", ".", ";")) or bool(_PLACE.search(before))


def _worded(sheet: Sheet, line: Line, cell: Span, match: re.Match[str], number_end: int) -> PlaceDate:
    raw = sheet.raw(cell)
    day, month = (raw[slice(*match.span(group))].strip(" .,…_") for group in ("day", "month"))
    iso = _iso(day, month, match.group("year").translate(_SCANNED))
    span = Span(cell.start + match.start(), cell.start + match.end())
    garbled = bool(day) and (iso is None or len(iso) < 10)
    date = value_of(sheet.text, [span], 0.75 if garbled else 0.97)
    return PlaceDate(_place(sheet, cell, match.start(), number_end), date, iso, line.index, garbled)


def _slashed(sheet: Sheet, line: Line, cell: Span, match: re.Match[str], number_end: int) -> PlaceDate:
    span = Span(cell.start + match.start("date"), cell.start + match.end("date"))
    dates = find_dates(sheet.raw(span))
    iso = dates[0].value.isoformat() if dates else None
    date = value_of(sheet.text, [span], 0.8)
    return PlaceDate(
        _place(sheet, cell, match.start(), number_end), date, iso, line.index, garbled=iso is None
    )


def _iso(day: str, month: str, year: str) -> str | None:
    full = make_date(day, month, year)
    if full is not None:
        return full.isoformat()
    number = scanned_int(month) if month else None
    return f"{year}-{number:02d}" if number and 1 <= number <= 12 else None


def _place(sheet: Sheet, cell: Span, end: int, number_end: int) -> Value | None:
    start = max(cell.start, number_end if number_end < cell.start + end else cell.start)
    before = _HOUR.sub("", sheet.text[start : cell.start + end]).rstrip(" ,.;")
    match = _PLACE.search(before)
    if match is None:
        return None
    words = match.group(0).split()
    # “SỞ NỘI VỤ Hà Nội, ngày …”: capitals before a name in mixed case are the end of another cell.
    if not words[-1].isupper():
        while len(words) > 1 and words[0].isupper() and words[0].rstrip(".") not in ("TP", "TX"):
            words = words[1:]
    kept = start + gapped_start(before, match.end() - _raw_length(before[: match.end()], len(words)))
    return value_of(sheet.text, [Span(kept, start + match.end())], 0.95)


def _raw_length(text: str, words: int) -> int:
    tail = re.search(rf"(?:\S+\s+){{{words - 1}}}\S+$", text)
    return len(tail.group(0)) if tail else 0
