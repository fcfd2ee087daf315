"""Marks of urgency and secrecy in the letterhead (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 10a and 10b)."""

import re
from dataclasses import dataclass

from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span, Value, value_of
from haichieu.text.patterns import late

_URGENT = late(r"^\W*(?:do khan\s*:?\s*)?(?P<mark>hoa toc(?: hen gio)?|thuong khan|khan)\b(?P<rest>.*)$")
_SECRET = late(r"^\W*(?:do mat\s*:?\s*)?(?P<mark>tuyet mat|toi mat|mat)\W*$")
_NAMES = {
    "hoa toc": "hỏa tốc", "hoa toc hen gio": "hỏa tốc hẹn giờ", "thuong khan": "thượng khẩn", "khan": "khẩn",
    "tuyet mat": "tuyệt mật", "toi mat": "tối mật", "mat": "mật",
}  # fmt: skip
_TITLE = late(r"^\W*(?:cong dien|cong van|giay moi|thong bao)\s*\(?(?P<mark>hoa toc|thuong khan|khan)\)?\W*$")
_WORDS = late(r"[a-z]{2} [a-z]")
#: Every mark holds one of these; few other cells do.
_MARK_WORDS = ("khan", "toc", "mat")


@dataclass(frozen=True, slots=True)
class Marks:
    """How urgent and how secret a letter says it is; `text` is the mark in small letters."""

    urgency: Value | None
    secrecy: Value | None
    #: The cells that hold nothing else.
    cells: tuple[Span, ...]


def find_marks_of_handling(sheet: Sheet, lines: tuple[Line, ...]) -> Marks:
    """Find the marks among the lines of the letterhead: a cell of its own, in capitals, or in the title.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("UBND TỈNH A\\nHỎA TỐC\\nSố: 5/UBND")
    >>> find_marks_of_handling(sheet, sheet.lines).urgency.text
    'hỏa tốc'
    """
    urgency: Value | None = None
    secrecy: Value | None = None
    cells: list[Span] = []
    for cell in (cell for line in lines for cell in line.cells):
        flat = sheet.folded(cell)
        if not any(map(flat.__contains__, _MARK_WORDS)):
            continue
        titled = _TITLE.match(flat)
        if titled is not None:
            urgency = urgency or _value(sheet, cell, titled)
            continue
        urgent, secret = _URGENT.match(flat), _SECRET.match(flat)
        found = urgent if urgent is not None and not _WORDS.search(urgent["rest"]) else secret
        if found is None or not sheet.raw(cell)[found.start("mark") : found.end("mark")].isupper():
            continue
        if found is secret:
            secrecy = secrecy or _value(sheet, cell, found)
        else:
            urgency = urgency or _value(sheet, cell, found)
        cells.append(cell)
    return Marks(urgency, secrecy, tuple(cells))


def _value(sheet: Sheet, cell: Span, match: re.Match[str]) -> Value:
    span = Span(cell.start + match.start("mark"), cell.start + match.end("mark"))
    found = value_of(sheet.text, [span], 0.95)
    return Value(_NAMES[match["mark"]], found.spans, found.confidence)
