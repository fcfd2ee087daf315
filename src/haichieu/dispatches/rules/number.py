"""Number and symbol of the letter: “134” and “LĐLĐ” of “Số: 134/LĐLĐ”."""

import re
from dataclasses import dataclass

from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span, Value, value_of
from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late

_PART = rf"[{UPPER}](?:[{UPPER}\d&.]|(?<=\d)[lI](?!\w)|(?<=[{UPPER}])[{LOWER}](?![{LOWER}]{{2}}))*"
#: The code after the number: parts in capitals joined by slash or hyphen, a year allowed in front.
SYMBOL = (
    rf"(?:\d{{4}}\s?/\s?)?{_PART}(?:\s[IVX]{{1,4}}(?=-))?(?:(?:[-–/]\s?|\s[-–/]|\s[-–—]\s(?=(?-i:[{UPPER}]{{2}})))(?:{_PART}|\d+\b))*"
    rf"(?:\([{UPPER}]{{1,4}}\d?\))?"
    # A blank for the joint behind the code of a kind: “630/CV SNV ngày …”.
    rf"(?:(?<=/(?-i:CV|QĐ|TB|KH|BC|CT|HD|NQ|KL|TT|GM))\s(?-i:[{UPPER}]{{2}}[{UPPER}&.-]*(?<![.-]))(?=\s*$|\s{{1,3}}ng[àa]y\s))?"
)
#: A number in the thousands, written with a dot: “1.245”.
_THOUSANDS = r"[1-9]\d?\.\d{3}(?!\d)"
_LABELLED = late(
    rf"(?<!\w)S[ốỐoOôÔồổỗóòễ6]\w?\s{{0,3}}[:.,;]*\s*(?P<number>{_THOUSANDS}|\d\w{{0,6}}|[OlI]{{1,2}}\d{{1,4}}(?=\s?[/–-]))?[\s._…·]*(?P<join>[/\\–-])"
    rf"[\s/]*(?P<symbol>{SYMBOL})"
)
_SPACED = late(
    rf"(?:^\W{{0,3}}|(?<!\w)(?=S\w{{0,2}}\s?[:.]))S\w{{0,2}}[\s:.]{{1,4}}(?P<number>\d{{1,5}})\s+(?P<symbol>{_PART}\s{_PART})"
)
#: A blank where the slash was forgotten or lost: “Số: 03 CTr/UBH”.
_UNJOINED = late(
    rf"(?<!\w)S[ốỐoOôÔ]\s{{0,3}}[:.,;]*\s*(?P<number>\d{{1,5}}[a-zđ]?)\s{{1,3}}(?P<symbol>{_PART}\s?[-–/]\s?{SYMBOL})"
)
#: Marks of emphasis, dots to be written on or brackets around the number: “Số: _44_/UBND”, “Số: ….44…./UBND”.
_MARKED = late(
    rf"(?<!\w)S[ốỐoOôÔ]\s{{0,3}}[:.,;]*\s*[*_.…“\"'(]{{0,6}}\s?(?P<number>\d{{1,5}}[a-zđ]?)\s?[*_.…,”\"')]{{0,6}}\s*(?P<join>/)"
    rf"\s?(?P<symbol>{SYMBOL})"
)
#: Alone in its cell behind the kind or in small letters: “Nghị quyết số: 45/2024/UBTVQH15”, “Số hiệu: 4/UBND”.
_NAMED = late(
    rf"^\W{{0,3}}(?:(?:Luật|Pháp lệnh|Nghị quyết|Quyết định|Thông tư|Công văn|Công điện)\s)?"
    rf"[Ss][ốô](?:\shiệu)?\s{{0,2}}[:.]?\s*"
    rf"(?P<number>\d{{1,5}}[a-zđ]?)\s?(?P<join>[/-])\s?(?P<symbol>{SYMBOL})\W*$"
)
_NOISY = late(rf"^\W{{0,3}}S\S{{0,6}}.{{0,12}}?(?P<join>[/])\s?(?P<symbol>{SYMBOL})")
_LABEL = late(r"^\W{0,3}S[ốỐoOôÔồổỗóòễ]\s{0,3}:(?P<rest>.*)$")
_LABEL_ONLY = late(r"^\W{0,3}S\w?\s{0,3}[:.,;]*")
#: A number whose symbol was left out or left to be filled in: “45”, “45/……”.
_ALONE = late(r"\s*(\d{1,5})(?:[^\w/]*|\s*/(?:[\s._]*…[\s._…]*|[\s._]{3,}|\s*))")
_WRITTEN = late(r"[^\s._…·:,;*/-]")
_LONGEST_LABEL = 60
#: Symbols of certified copies (Nghị định 30/2020/NĐ-CP, Điều 26): the number of the copy, not of the letter.
_COPY = late(r"(?:SY|SL|TrS|TS|BS)(?:[-–/]|$)")
#: Behind the number line: the place of the place and date line, in capitals and small letters, which is no symbol.
_PLACE = late(
    rf"(?<![\w/–-])(?:(?:TP|TX|Tp|Tx|T\.P)\b\.?\s?)?(?:[{UPPER}][{LOWER}]+(?:[-’'][{UPPER}]?[{LOWER}]+)?\s{{0,2}}){{1,5}}"
    rf"[,.;]?\s*[Nn]g[àaảáạ]y(?![{LOWER}])"
)
_BARE = late(rf"^(?P<number>\d{{1,5}}[a-z]?)\s?(?P<join>[/-])\s?(?P<symbol>{SYMBOL})$")


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """The two halves of the number line and where the line stands."""

    #: None where the number was left blank or cannot be read.
    number: Value | None
    #: None where the symbol was left out or cannot be read.
    symbol: Value | None
    #: Index of the line.
    line: int
    #: Offset after the symbol.
    end: int
    #: Whether something stood in the place of the number that is no number.
    garbled: bool
    #: Whether something stood in the place of the symbol that is no symbol.
    symbol_garbled: bool = False
    #: Offset of the label before the number.
    start: int = 0


def find_number(sheet: Sheet, lines: tuple[Line, ...]) -> LetterNumber | None:
    """Find the number line among the lines of the letterhead.

    A blank number (“Số:     /UBND”) gives `number=None`; scanner noise before the slash the same, marked garbled.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Số: 12/KH-UBND")
    >>> found = find_number(sheet, sheet.lines)
    >>> found.number.text, found.symbol.text
    ('12', 'KH-UBND')
    """
    for pattern, confidence in (
        (_LABELLED, 0.97),
        (_UNJOINED, 0.9),
        (_SPACED, 0.6),
        (_MARKED, 0.8),
        (_NAMED, 0.8),
        (_NOISY, 0.7),
        (_BARE, 0.6),
    ):
        for line in lines:
            for cell in _own_cells(sheet, line):
                match = pattern.search(sheet.raw(cell))
                if match and not _COPY.match(match.group("symbol")):
                    return _letter_number(sheet, line, cell, match, confidence)
    return _bare_label(sheet, lines)


def _own_cells(sheet: Sheet, line: Line) -> tuple[Span, ...]:
    """The cells of a line and the line itself, each without the place and date that follow on it."""
    if not line.cells:
        return ()
    spans = (*line.cells, line.span)
    place = _PLACE.search(sheet.raw(line.span))
    if place is None:
        return spans
    cut = line.span.start + place.start()
    return tuple(Span(span.start, min(span.end, cut)) if span.start < cut else span for span in spans)


def _bare_label(sheet: Sheet, lines: tuple[Line, ...]) -> LetterNumber | None:
    """A line “Số: …” without a symbol that can be read: both blank, or unreadable, or a number alone."""
    for line in lines:
        for cell in _own_cells(sheet, line)[:-1]:
            match = _LABEL.match(sheet.raw(cell))
            if match is None or cell.end - cell.start > _LONGEST_LABEL:
                continue
            rest = match.group("rest")
            alone = _ALONE.fullmatch(rest)
            if alone is not None:
                start = cell.start + match.start("rest") + alone.start(1)
                number = value_of(sheet.text, [Span(start, start + len(alone[1]))], 0.6)
                return LetterNumber(number, None, line.index, cell.end, garbled=False, start=cell.start)
            garbled = any(char.isalnum() for char in rest)
            return LetterNumber(None, None, line.index, cell.end, garbled, garbled, cell.start)
    return None


def _letter_number(sheet: Sheet, line: Line, cell: Span, match: re.Match[str], sure: float) -> LetterNumber:
    def value(group: str) -> Value:
        return value_of(
            sheet.text, [Span(cell.start + match.start(group), cell.start + match.end(group))], sure
        )

    groups = match.groupdict()
    number = value("number") if groups.get("number") else None
    start = match.start("join") if "join" in groups else match.start("symbol")
    before = match.group(0)[: start - match.start()]
    # Whatever stands between the label and the slash is a number that cannot be read, unless it only fills a blank.
    garbled = number is None and bool(_WRITTEN.search(_LABEL_ONLY.sub("", before)))
    end, label = cell.start + match.end("symbol"), cell.start + match.start()
    return LetterNumber(number, value("symbol"), line.index, end, garbled, start=label)
