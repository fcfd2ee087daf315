"""The letter as a sheet of lines and cells: columns that were flattened are taken apart again."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from haichieu.dispatches.rules.page_title import find_page_title
from haichieu.dispatches.rules.pages import find_furniture
from haichieu.dispatches.rules.spans import Span, trim
from haichieu.text.clean import just_before
from haichieu.text.folding import fold_chars
from haichieu.text.letters import UPPER
from haichieu.text.patterns import late

_QUOTES = ("“", '"', "'")
_GAP = late(r"[ \t]{3,}|\t+")
#: A gap after these words is a blank to be filled in, not the space between two columns.
_BLANK = late(r"(?:\bS[ốoô]\s*:?|\bngày|\btháng|\bnăm|\d\d[.…]*)$", re.IGNORECASE)
_RULE = late(r"^[\s|:_=*.~+–—-]*$")
#: Bars between columns where the outer ones were left out: “Nơi nhận: | GIÁM ĐỐC”.
_INNER_BAR = late(r"(?<=\s)\|(?=\s|$)")
_MOST_BARS = 7
_MOTTO = late(
    r"c[o0]ng h[o0]a x[a@] h[o0][il]|doc lap\s*[-–—.,]*\s*tu d[o0d]\b|dang cong san viet nam"
    r"|doan (?:tncs|thanh nien cong san) ho chi minh"
)
#: The motto as a narrow cell breaks it; its last words alone may be those of a body.
_BROKEN_MOTTO = {"cong", "cong hoa", "cong hoa xa"} | {
    f"{words}chu nghia viet nam" for words in ("", "hoi ", "xa hoi ", "hoa xa hoi ")
}
#: A body behind the motto: the second line of the left column, on a letterhead that became one line.
_BEHIND_MOTTO = late(rf"VIỆT NAM(?<=NGHĨA VIỆT NAM) (?=[{UPPER}&]{{2,}} [{UPPER}])")
_SUBJECT_MARK = late(r"V/v\b")
_TITLES = ("THÔNG BÁO", "KẾ HOẠCH", "QUYẾT ĐỊNH", "HƯỚNG DẪN", "BÁO CÁO", "NGHỊ QUYẾT")
#: A web page prints body, kind and subject in capitals on one line.
_TITLED = late(
    rf"^\W*(?:[{UPPER}\d]+[ ,&-]+){{3,12}}?(?<!THỰC HIỆN )(?<!BAN HÀNH )(?<!VỀ )(?<!CỦA )(?<!THEO )"
    rf"(?P<title>(?:{'|'.join(_TITLES)}) "
    r"(?:VỀ|V/V|THỰC HIỆN|TRIỂN KHAI|TỔ CHỨC|KẾT QUẢ) )",
    re.MULTILINE,
)
_HEAD = 3_000
_RECIPIENTS = late(r"Nơi nhận\s*:")
_GREETING = late(r"K[íi]nh g[ửưuởơừ]i\s*:")


@dataclass(slots=True)
class Line:
    """One line of the letter; nothing changes it, but a frozen record costs three times as much to make."""

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


def make_sheet(text: str, pages: Sequence[int] = ()) -> Sheet:
    """Lay a cleaned letter out in lines and cells; what only page breaks put there is left out of the lines.

    `pages` are the offsets at which the pages begin.

    >>> sheet = make_sheet("UBND XÃ A     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    >>> [sheet.words(cell) for cell in sheet.lines[0].cells]
    ['UBND XÃ A', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']
    """
    flat, lines = fold_chars(text), []
    cuts = _marked_cuts(text, flat)
    for index, (start, raw) in enumerate(_kept_lines(text, pages)):
        span = Span(start, start + len(raw))
        is_row = "|" in raw and _is_row(raw)
        marked = cuts[bisect_left(cuts, span.start) : bisect_left(cuts, span.end)]
        lines.append(Line(index, span, tuple(_cells(text, raw, span, is_row, marked)), is_row))
    return Sheet(text, flat, tuple(lines))


def set_aside(sheet: Sheet, spans: Iterable[Span]) -> Sheet:
    """The sheet without the cells that touch a range: what stands there belongs to somebody else, such as a stamp.

    >>> sheet = make_sheet("ĐẾN Số: 88\\nSố: 5/UBND")
    >>> [len(line.cells) for line in set_aside(sheet, [Span(0, 10)]).lines]
    [0, 1]
    """
    taken = sorted(spans)
    if not taken:
        return sheet

    def kept(cell: Span) -> bool:
        return not any(span.start < cell.end and cell.start < span.end for span in taken)

    first, last = taken[0].start, max(span.end for span in taken)
    lines = tuple(
        replace(line, cells=tuple(cell for cell in line.cells if kept(cell)))
        if line.span.start < last and first < line.span.end
        else line
        for line in sheet.lines
    )
    return replace(sheet, lines=lines)


def _kept_lines(text: str, pages: Sequence[int]) -> list[tuple[int, str]]:
    found, start = [], 0
    for raw in text.split("\n"):
        found.append((start, raw))
        start += len(raw) + 1
    dropped = find_furniture(found, pages)
    if not dropped:
        return found
    return [line for place, line in enumerate(found) if place not in dropped]


def _marked_cuts(text: str, flat: str) -> list[int]:
    """Where a cell begins by its words: “V/v”, “Kính gửi”, “Nơi nhận”, the motto, a title behind a name in capitals."""
    cuts = [
        at
        for p in (_SUBJECT_MARK, _GREETING, _RECIPIENTS)
        for match in p.finditer(text)
        for at in _gap_before(text, match)
    ]
    if any(map(text.__contains__, _TITLES)):
        cuts += [match.start("title") for match in _TITLED.finditer(text, 0, _HEAD)]
    cuts += [match.start() for match in _MOTTO.finditer(flat) if _shouted(text, match)]
    cuts += [match.end() for match in _BEHIND_MOTTO.finditer(text, 0, _HEAD)]
    title = find_page_title(text)
    if title is not None:
        cuts.append(title.end)
    return sorted(cuts)


def is_motto(flat: str) -> bool:
    """Whether folded words are the national motto or the title line of the Party or the youth union.

    >>> is_motto("cong hoa xa hoi chu nghia viet nam"), is_motto("uy ban nhan dan")
    (True, False)
    """
    return bool(_MOTTO.search(flat)) or flat.strip() in _BROKEN_MOTTO


def _gap_before(text: str, match: re.Match[str]) -> tuple[int, ...]:
    """Both ends of the spaces in front of a mark, and of the quotation mark that may open it; none at a line's edge."""
    end = match.start()
    if match.group(0) == "V/v" and text[end - 1 : end] in _QUOTES:
        end -= 1
    start = end
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    return (start, end) if start < end else ()


def _cells(text: str, raw: str, span: Span, is_row: bool, marked: list[int]) -> list[Span]:
    # A line that begins with a letter is no rule; most do.
    if not raw[:1].isalpha() and _RULE.match(raw):
        return []
    if not marked and "|" not in raw and "   " not in raw and "\t" not in raw:
        return [trim(text, span)]
    gaps = _row_gaps(raw) if is_row else _gaps(raw) + _inner_bars(raw)
    cuts = [*(span.start + at for at in gaps), *marked]
    if not cuts:
        return [trim(text, span)]
    edges = sorted({span.start, *cuts, span.end})
    pieces = [trim(text, Span(a, b)) for a, b in itertools.pairwise(edges)]
    return [piece for piece in pieces if not _RULE.match(text[piece.start : piece.end])]


def _is_row(raw: str) -> bool:
    """A row begins with a bar; where the outer bars were left out it has two between words at least."""
    bars = raw.count("|")
    return bars >= 2 and (raw.lstrip().startswith("|") or len(_inner_bars(raw)) == 2 * bars)


def _inner_bars(raw: str) -> list[int]:
    """Both sides of every bar between spaces; none where a scanner made bars of a drawing."""
    if "|" not in raw or raw.count("|") > _MOST_BARS:
        return []
    found = [match.start() for match in _INNER_BAR.finditer(raw)]
    return [at for bar in found for at in (bar, bar + 1)] if len(found) == raw.count("|") else []


def _row_gaps(raw: str) -> list[int]:
    return [at for i, char in enumerate(raw) if char == "|" for at in (i, i + 1)]


def _gaps(raw: str) -> list[int]:
    if "   " not in raw and "\t" not in raw:
        return []
    wide = (match for match in _GAP.finditer(raw) if not _BLANK.search(just_before(raw, match.start())))
    return [at for match in wide for at in match.span()]


def _shouted(text: str, match: re.Match[str]) -> bool:
    return text[match.start()].isupper()
