"""Annexes and attached plans after the end of the letter."""

import itertools
from dataclasses import dataclass

from haichieu.dispatches.rules.kind import find_title
from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span, value_of
from haichieu.text.letters import UPPER
from haichieu.text.patterns import late

_LABEL = late(
    r"^\W{0,3}(?:phu luc|phu bieu|bieu mau|mau so|mau|bieu so|bieu|danh sach|danh muc|de cuong|bang tong hop|dinh kem)"
    r"(?:\s+(?:so\s*:?\s*)?[\divxl]{1,4}[a-z]?)?(?=\W|$)"
)
_ATTACHED = late(r"^\W{0,3}\(?\s*(?:ban hanh )?(?:kem theo|dinh kem)\b")
_LONGEST = 200
_TITLE_LINES = 4
_CAPITAL_START = late(rf"^\W{{0,3}}[{UPPER}]")


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex."""

    #: Its label and title on one line: “Phụ lục I DANH SÁCH ĐƠN VỊ”.
    title: str
    #: From its title to its last character.
    span: Span

    def to_dict(self) -> dict[str, object]:
        """Plain data."""
        return {"title": self.title, "span": [self.span.start, self.span.end]}


def find_annexes(sheet: Sheet, lines: tuple[Line, ...]) -> tuple[Annex, ...]:
    """Annexes among the lines after the end of the letter, in their order.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("PHỤ LỤC 1\\nDANH SÁCH ĐƠN VỊ\\n(Kèm theo Công văn số 5/UBND)\\n1. Thôn A")
    >>> [annex.title for annex in find_annexes(sheet, sheet.lines)]
    ['PHỤ LỤC 1 DANH SÁCH ĐƠN VỊ']
    """
    filled = [line for line in lines if line.cells]
    begins = [place for place in range(len(filled)) if _begins(sheet, filled, place)]
    begins = [b for a, b in zip([-9, *begins], begins, strict=False) if b - a > 1 or a < 0]
    found = []
    for first, after in itertools.pairwise([*begins, len(filled)]):
        span = Span(filled[first].cells[0].start, filled[after - 1].cells[-1].end)
        found.append(Annex(_title(sheet, filled[first:after]), span))
    return tuple(found)


def _begins(sheet: Sheet, lines: list[Line], place: int) -> bool:
    line = lines[place]
    raw, flat = _raw(sheet, line), _flat(sheet, line)
    if line.is_row or len(raw) > _LONGEST or not _CAPITAL_START.match(raw):
        return False
    label = _LABEL.match(flat)
    if label is not None:
        words = raw[: label.end()]
        return words.isupper() or len(raw.split()) <= 4 or _attached_below(sheet, lines, place)
    return find_title(sheet, (line,)) is not None and _attached_below(sheet, lines, place)


def _attached_below(sheet: Sheet, lines: list[Line], place: int) -> bool:
    return any(_ATTACHED.match(_flat(sheet, line)) for line in lines[place + 1 : place + 1 + _TITLE_LINES])


def _title(sheet: Sheet, lines: list[Line]) -> str:
    spans = [_whole(lines[0])]
    for line in lines[1:_TITLE_LINES]:
        raw = _raw(sheet, line)
        if (
            line.is_row
            or _ATTACHED.match(_flat(sheet, line))
            or not (raw.isupper() or _only_label(sheet, spans))
        ):
            break
        spans.append(_whole(line))
    return value_of(sheet.text, spans, 0.8).text.strip(" :.*#")


def _only_label(sheet: Sheet, spans: list[Span]) -> bool:
    return len(spans) == 1 and len(sheet.raw(spans[0]).split()) <= 3


def _whole(line: Line) -> Span:
    return Span(line.cells[0].start, line.cells[-1].end)


def _raw(sheet: Sheet, line: Line) -> str:
    return sheet.raw(_whole(line))


def _flat(sheet: Sheet, line: Line) -> str:
    return sheet.folded(_whole(line))
