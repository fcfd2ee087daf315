"""The letter as a sheet of lines and cells: columns that were flattened are taken apart again."""

import itertools
import re
from dataclasses import dataclass

from haichieu.dispatches.rules.spans import Span, trim
from haichieu.text.clean import just_before
from haichieu.text.folding import fold_chars

_GAP = re.compile(r"[ \t]{3,}|\t+")
#: A gap after these words is a blank to be filled in, not the space between two columns.
_BLANK = re.compile(r"(?:\bS[ốoô]\s*:?|\bngày|\btháng|\bnăm|\d\d[.…]*)$", re.IGNORECASE)
_RULE = re.compile(r"^[\s|:_=*.~–—-]*$")
_MOTTO = re.compile(
    r"c[o0]ng h[o0]a x[a@] h[o0][il]|doc lap\s*[-–—.,]*\s*tu d[o0d]\b|dang cong san viet nam"
    r"|doan (?:tncs|thanh nien cong san) ho chi minh"
)
_SUBJECT_MARK = re.compile(r"(?<=\S)\s+(?=[“\"']?V/v\b)")
_GREETING = re.compile(r"(?<=\S)\s+(?=K[íi]nh g[ửưu]i\s*:)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the letter."""

    #: Its place among the lines.
    index: int
    #: Its whole range, without the line break.
    span: Span
    #: The ranges of its cells from left to right; empty for a blank line or a mere rule.
    cells: tuple[Span, ...]
    #: Whether it is a row of a table drawn with bars.
    is_row: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cleaned letter, its folded twin of the same length, and its lines."""

    text: str
    #: `text` without marks and in lower case, character by character.
    flat: str
    lines: tuple[Line, ...]

    def words(self, span: Span) -> str:
        """The text in a range, white space made single."""
        return span.of(self.text)

    def raw(self, span: Span) -> str:
        """The text in a range as it stands."""
        return self.text[span.start : span.end]

    def folded(self, span: Span) -> str:
        """The folded text in a range, same length as `raw`."""
        return self.flat[span.start : span.end]


def make_sheet(text: str) -> Sheet:
    """Lay a cleaned letter out in lines and cells.

    >>> sheet = make_sheet("UBND XÃ A     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    >>> [sheet.words(cell) for cell in sheet.lines[0].cells]
    ['UBND XÃ A', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']
    """
    flat, lines, start = fold_chars(text), [], 0
    for index, raw in enumerate(text.split("\n")):
        span = Span(start, start + len(raw))
        is_row = raw.lstrip().startswith("|") and raw.count("|") >= 2
        lines.append(Line(index, span, tuple(_cells(text, flat, span, is_row)), is_row))
        start += len(raw) + 1
    return Sheet(text, flat, tuple(lines))


def is_motto(flat: str) -> bool:
    """Whether folded words are the national motto or the title line of the Party or the youth union.

    >>> is_motto("cong hoa xa hoi chu nghia viet nam"), is_motto("uy ban nhan dan")
    (True, False)
    """
    return bool(_MOTTO.search(flat))


def _cells(text: str, flat: str, span: Span, is_row: bool) -> list[Span]:
    raw = text[span.start : span.end]
    if _RULE.match(raw):
        return []
    cuts = [0, len(raw)]
    if is_row:
        cuts += [at for i, char in enumerate(raw) if char == "|" for at in (i, i + 1)]
    else:
        cuts += [
            at
            for match in _GAP.finditer(raw)
            if not _BLANK.search(just_before(raw, match.start()))
            for at in match.span()
        ]
    for pattern in (_SUBJECT_MARK, _GREETING):
        cuts += [at for match in pattern.finditer(raw) for at in match.span()]
    cuts += [m.start() - span.start for m in _MOTTO.finditer(flat, span.start, span.end) if _shouted(text, m)]
    edges = sorted(set(cuts))
    pieces = [trim(text, Span(span.start + a, span.start + b)) for a, b in itertools.pairwise(edges)]
    return [piece for piece in pieces if not _RULE.match(text[piece.start : piece.end])]


def _shouted(text: str, match: re.Match[str]) -> bool:
    return text[match.start()].isupper()
