"""Reads the facts of plain text: lines, taken apart where columns were laid side by side."""

import re
from collections.abc import Iterator

from haichieu.layout.checker.facts import Facts, Line, Source

_GAP = re.compile(r"[ \u00a0]{3,}|[ \u00a0]*\t+[ \u00a0]*|\s*\|\s*")
#: A gap after these words is a blank to be filled in, not the space between two columns.
_BLANK = re.compile(r"(?:\bSố\s*:?|\bngày|\btháng|\bnăm|\d|[/-])$", re.IGNORECASE)
_BLANK_BEFORE = re.compile(r"^(?:tháng|năm|[/-]\s?\w|\d)", re.IGNORECASE)
#: A component that begins within a line, without a wide gap before it.
_MARK = re.compile(
    r"\s+(?=CỘNG H[OÒ][AÀ] XÃ|ĐẢNG CỘNG SẢN VIỆT NAM\b|Độc lập\s*[-–]|(?:TM|KT|TL|TUQ)\.|V/v\b|Kính gửi\s*:)"
)
_NUMBER_AND_PLACE = re.compile(r"^\s*Số\s*:?[^,]*?[A-ZĐ]{2}[\w.&/-]*(\s+)(?=[A-ZĐ]\S*(?: \S+){0,4}, ngày\b)")
#: In a row that flattened a whole column: the next recipient, the next post, the name below the posts.
_ROW = re.compile(
    r"(?<=[;:.)])\s+(?=[-–]\s)|(?<=[A-ZĐÀ-Ỹ])\s+(?=PHÓ\s)"
    r"|(?<=[A-ZĐÀ-Ỹ]{2})\s+(?=(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+\s?){2,5}$)"
)
_FRAME = re.compile(r"CỘNG H[OÒ]|Độc lập|ĐẢNG CỘNG|^Số\s*:|Kính gửi|Nơi nhận|^(?:TM|KT|TL|TUQ)\.|, ngày\s")
_SPACE = " \t\u00a0*_|~#>\\"
_DRAWN = re.compile(r"\s*[-–—_=.]{3,}$")
_RULE = re.compile(r"^[\s|:_=*.~–—-]*$")
_STARS = re.compile(r"^[\s*\\]*\*[\s*\\]*$")
_END_MARK = re.compile(r"^[\s*_]*\.\s?/\s?\.?[\s*_]*$")


def text_facts(text: str) -> Facts:
    r"""The lines of a cleaned text; paper and type stay unknown.

    >>> [(line.text, line.column) for line in text_facts("UBND XÃ A     Độc lập - Tự do\nSố: 5/BC-UBND").lines]
    [('UBND XÃ A', 0), ('Độc lập - Tự do', 1), ('Số: 5/BC-UBND', None)]
    """
    return Facts(Source.TEXT, (), tuple(_lines(text)), None)


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for raw in re.split(r"[\n\f]", text):
        if _STARS.match(raw):
            stars = raw.replace("\\", "").strip()
            # Markdown writes a lone star behind a bold mark: what is left between the marks is the star.
            inner = stars[2:-2] if len(stars) > 4 else stars
            yield Line(inner, (), None, None, span=(start + raw.index("*"), start + len(raw.rstrip())))
        else:
            yield from _cells_of(raw, start)
        start += len(raw) + 1


def _cells_of(raw: str, start: int) -> Iterator[Line]:
    cells = [(a, b) for a, b in _cells(raw) if not _RULE.match(raw[a:b]) or _END_MARK.match(raw[a:b])]
    is_row = raw.lstrip().startswith("|")
    is_frame = any(_FRAME.search(raw[a:b]) for a, b in cells)
    for column, (a, b) in enumerate(cells):
        place = column if len(cells) > 1 or is_row else None
        in_table = (len(cells) > 2 or is_row) and not is_frame
        for first, last in _pieces(raw, a, b, is_row=is_row and is_frame):
            yield Line(raw[first:last], (), None, place, in_table, span=(start + first, start + last))


def _cells(raw: str) -> Iterator[tuple[int, int]]:
    gaps = [match.span() for match in _GAP.finditer(raw) if not _is_blank(raw, match)]
    yield from _between(raw, 0, len(raw), [*gaps, *_marks(raw)])


def _marks(raw: str) -> Iterator[tuple[int, int]]:
    """Where a second component stands on a line: only lines of a letterhead or a signing block are cut."""
    place = _NUMBER_AND_PLACE.match(raw)
    if place is not None:
        yield place.span(1)
    if len(raw) < 200 or raw.lstrip().startswith("|"):
        for match in _MARK.finditer(raw):
            before = raw[: match.start()].strip(_SPACE)
            if before and (before.isupper() or re.match(r"Số\s*:?[\s\d._/-]", before) or ";" in before):
                yield match.span()


def _pieces(raw: str, a: int, b: int, *, is_row: bool) -> Iterator[tuple[int, int]]:
    cell = raw[a:b]
    if not is_row and not re.match(r"(?:TM|KT|TL|TUQ)\.", cell):
        yield a, b
        return
    yield from _between(raw, a, b, [(a + m.start(), a + m.end()) for m in _ROW.finditer(cell)])


def _between(raw: str, start: int, end: int, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for a, b in [*sorted(cuts), (end, end)]:
        first, last = start, max(a, start)
        while first < last and raw[first] in _SPACE:
            first += 1
        while last > first and raw[last - 1] in _SPACE:
            last -= 1
        drawn = _DRAWN.search(raw[first:last])
        if drawn is not None and drawn.start() > 0:
            last = first + drawn.start()
        if last > first:
            yield first, last
        start = max(start, b)


def _is_blank(raw: str, gap: re.Match[str]) -> bool:
    if "|" in gap[0]:
        return False
    before, after = raw[: gap.start()].rstrip(), raw[gap.end() :]
    return bool(_BLANK.search(before) and _BLANK_BEFORE.match(after))
