"""Addressees: what follows “Kính gửi”, on its line or as a list under it."""

import itertools
import re
from dataclasses import dataclass

from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span, Value, trim, value_of
from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late

_GREETING = late(r"k[i1l]nh\s?g[uo][irl]\s*[:.;]?\s*")
#: An invitation is sent to those it lists after “kính mời:”.
_INVITED = late(r"(?:^|.{3,120}\s)(?:kinh|tran trong) moi\s*:\s*")
_INVITATION = late(r"(?:giay|thu) moi\b")
#: A telegram (công điện) is sent to those it lists after “điện:”.
_WIRED = late(r"(?:^|.{3,90}\s)dien\s*:\s*")
_TELEGRAM = late(r"cong dien\b")
_DASH = late(r"^[-–—•+*~=]\s*")
_ORDINAL = late(r"^\d{1,2}[.)/-]\s+(?=\S)")
_INLINE_DASH = late(rf"(?:(?<=[;,.])|^)\s*[-–—•]\s+(?=\S)|(?<=;)\s+(?=[{UPPER}][{LOWER}])")
_BODY_START = late(
    r"^\W{0,3}(?:can cu|thuc hien|thi hanh|tra loi|ngay \d|xet|theo |de |tiep theo|qua |trong thoi|thoi gian|hien nay|"
    r"sau khi|vua qua|nhung nam|dong kinh|nhan duoc|phuc dap|tai )"
)
#: The same on a line that a crawler joined to the greeting: nothing but the capital tells where it begins.
_BODY_JOINED = late(
    rf"(?<=[\w)]) (?=(?:Căn cứ|Thực hiện|Thi hành|Trả lời|Phúc đáp|Tiếp theo|Trong thời gian|Thời gian (?:qua|vừa)"
    rf"|Hiện nay|Vừa qua|Nhằm|Để (?=[{LOWER}])|Sau khi|Nhận được|Xét|Ngày \d|Theo (?=[{LOWER}]|Công văn|Quyết|Kế)"
    r"|Qua (?=theo|kiểm|công|nghiên|xem|thực))(?!\w).{60})"
)
#: A sentence behind the brackets on the same line is the body.
_ASIDE = late(rf"\([^()]*\)\s+(?=[{UPPER}]).{{60}}")
#: Addressees and the beginning of a body on one line are longer than this.
_LONG = 100
_SEARCH_LINES = 70
_CLAUSE_END = late(r"[.;]\s+(?=\w)")
_NO_ADDRESSEE = late(r"\b(?:tai khoan|can cu|thuc hien)\b")
_ADDRESS = late(r"\.?\s*\((?:Địa chỉ|địa chỉ|ĐC)")


@dataclass(frozen=True, slots=True)
class Greeting:
    """The “Kính gửi” block."""

    values: tuple[Value, ...]
    #: Index of the line with “Kính gửi”.
    first: int
    #: Index of the first line after the block.
    end: int
    #: Offset of “Kính gửi”.
    at: int
    #: Offset at which the body begins on line `end`, where that line holds the last addressee too.
    cut: int | None = None


def find_greeting(sheet: Sheet) -> Greeting | None:
    """Find the block, or None in a document without addressees.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> greeting = find_greeting(make_sheet("Kính gửi:\\n- Các xã;\\n- Các phường.\\n\\nCăn cứ"))
    >>> [value.text for value in greeting.values]
    ['Các xã', 'Các phường']
    """
    cues = [_GREETING]
    if "cong dien" in sheet.flat and _TELEGRAM.search(sheet.flat, 0, 2_000):
        cues.append(_WIRED)
    if " moi" in sheet.flat and _INVITATION.search(sheet.flat, 0, 2_000):
        cues.append(_INVITED)
    for line in sheet.lines[:_SEARCH_LINES]:
        for place, cell in enumerate(line.cells):
            match = _cued(cues, sheet.folded(cell))
            if match and sheet.raw(cell)[:1].isupper():
                rest = Span(cell.start + match.end(), cell.end)
                # A word after the cell is more of it when the greeting is alone in its column.
                spans = [rest, *line.cells[place + 1 :]]
                return _collect(
                    sheet, line, cell.start, [span for span in spans if len(span.of(sheet.text)) > 1]
                )
    return None


def _cued(cues: list[re.Pattern[str]], flat: str) -> re.Match[str] | None:
    for cue in cues:
        match = cue.match(flat)
        if match:
            return match
    return None


def _collect(sheet: Sheet, first: Line, at: int, opening: list[Span]) -> Greeting:
    if opening and (cut := _body_within(sheet, opening[0])) is not None:
        items = [[piece] for piece in _split_inline(sheet, Span(opening[0].start, cut.start))]
        return Greeting(tuple(_value(sheet, item) for item in items), first.index, first.index, at, cut.end)
    pieces = [piece for span in opening for piece in _split_inline(sheet, span)]
    items = [[piece] for piece in pieces]
    index = first.index + 1
    cut = None
    while index < len(sheet.lines) and not first.is_row:
        line = sheet.lines[index]
        if not line.cells:
            if items and not _next_is_item(sheet, index):
                break
            index += 1
            continue
        cell = Span(line.cells[0].start, line.cells[-1].end)
        if not _belongs(sheet, cell, items):
            break
        cut = _body_within(sheet, cell)
        _add(sheet, items, cell if cut is None else Span(cell.start, cut.start))
        if cut is not None:
            break
        index += 1
    values = tuple(_value(sheet, item) for item in items)
    return Greeting(
        tuple(value for value in values if value.text), first.index, index, at, cut.end if cut else None
    )


def _body_within(sheet: Sheet, span: Span) -> Span | None:
    """Between the last addressee and the body on the same line: “Kính gửi: Các trường. Thực hiện Kế hoạch …”."""
    flat = sheet.folded(span)
    ends = [match for match in _CLAUSE_END.finditer(flat) if _BODY_START.match(flat[match.end() :])]
    joined = _BODY_JOINED.search(sheet.raw(span)) if len(flat) > _LONG else None
    found = min((match.span() for match in (*ends[:1], joined) if match), default=None)
    return Span(span.start + found[0], span.start + found[1]) if found else None


def _split_inline(sheet: Sheet, span: Span) -> list[Span]:
    cuts = [0, *(match.end() for match in _INLINE_DASH.finditer(sheet.raw(span))), span.end - span.start]
    pieces = [Span(span.start + a, span.start + b) for a, b in itertools.pairwise(cuts)]
    pieces = [trim(sheet.text, piece, " \t-–—•|*=") for piece in pieces]
    return [piece for piece in pieces if piece.end > piece.start]


def _next_is_item(sheet: Sheet, index: int) -> bool:
    later = next((line for line in sheet.lines[index + 1 : index + 3] if line.cells), None)
    return later is not None and bool(_DASH.match(sheet.raw(later.cells[0])))


def _belongs(sheet: Sheet, cell: Span, items: list[list[Span]]) -> bool:
    raw, flat = sheet.raw(cell), sheet.folded(cell)
    if _DASH.match(raw):
        return not _NO_ADDRESSEE.search(flat[:14])
    if _ORDINAL.match(raw):
        return not items or bool(_ORDINAL.match(sheet.raw(items[0][0])))
    if items and raw.startswith("("):
        return not _ASIDE.match(raw)
    if _BODY_START.match(flat):
        return False
    if not items:
        return len(raw) < 160
    last = sheet.raw(items[-1][-1]).rstrip()
    if raw[:1].islower() or raw[:1] == "(":
        return True
    # A second line in the same list: the line above ends in a comma, or in a semicolon without a dash.
    return (len(raw) < 90 and last.endswith((",", ";"))) or (
        len(raw) < 60 and last.endswith((" và", " -", "–"))
    )


def _add(sheet: Sheet, items: list[list[Span]], cell: Span) -> None:
    raw = sheet.raw(cell)
    last = sheet.raw(items[-1][-1]).rstrip() if items else ""
    if _DASH.match(raw) or _ORDINAL.match(raw) or not items or (last.endswith(";") and raw[:1].isupper()):
        items.extend([piece] for piece in _split_inline(sheet, cell))
    else:
        items[-1].append(cell)


def _value(sheet: Sheet, item: list[Span]) -> Value:
    last = item[-1]
    address = _ADDRESS.search(sheet.raw(last))
    last = Span(last.start, last.start + address.start()) if address else last
    kept = sheet.raw(last).rstrip(" .;,:|*_-–/")
    spans = [*item[:-1], Span(last.start, last.start + len(kept))]
    ordinal = _ORDINAL.match(sheet.raw(spans[0]))
    if ordinal:
        spans[0] = Span(spans[0].start + ordinal.end(), spans[0].end)
    return value_of(sheet.text, spans, 0.93)
