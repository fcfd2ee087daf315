"""Tables of tasks with deadlines, in the three ways that extraction leaves them: bars, wide gaps, a cell a line."""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass

from haichieu.dispatches.rules.deadline_relative import whole_duration
from haichieu.dispatches.rules.deadlines import find_deadlines
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span
from haichieu.text.clean import squeeze
from haichieu.text.patterns import late

_DEADLINE = late(
    r"(?:hạn|thời hạn|hạn gửi|thời gian (?:thực hiện|hoàn thành|gửi)|hạn hoàn thành|tiến độ|hoàn thành"
    r"|thời gian)(?!\w)"
)
#: “Nơi nhận”, “Hình thức gửi”: where the result goes, not who acts.
_RECEIVER = late(
    r"(?:nơi|đơn vị|cơ quan|hình thức|cách(?: thức)?|phương thức|địa chỉ|đầu mối) (?:nhận|gửi|nộp|tiếp nhận)"
    r"|gửi (?:về|đến|cho)"
)
_CUT_OFF = late(r"chốt số liệu")
_OWNER = late(r"(?:đơn vị|nơi|cơ quan|chủ trì|phụ trách|người|bộ phận|thực hiện|phân công|trách nhiệm)")
_CONTENT = late(
    r"(?:nội dung|nhiệm vụ|công việc|loại báo cáo|hoạt động|tên|sản phẩm|đầu việc|báo cáo|việc cần)"
)
#: What a heading has, without marks: lines that lack it need not be taken up.
_MAY_HEAD = late(
    r"noi\s+dung|nhiem\s+vu|cong\s+viec|loai\s+bao\s+cao|hoat\s+dong|ten|san\s+pham|dau\s+viec|bao\s+cao|viec\s+can|tt"
)
#: “Tháng 4/2024”, “Quý II/2024”: a deadline when it is all that a cell holds.
_SPAN_CELL = late(r"\W*(?:tháng|quý)\s\S{1,4}[\s/]{0,3}(?:năm\s)?\d{4}\W*$", re.IGNORECASE)
#: The heading of the next part of the letter ends a table.
_ROMAN = late(r"[IVX]+\s?[.\-)–]\s")
_LEADS = late(r"(?:chủ trì|phụ trách|phân công|thực hiện|chịu trách nhiệm)")
_PRODUCT = late(r"(?:sản phẩm|kết quả|đầu ra)")
#: A cell that breaks off here goes on in the line below.
_BREAKS_OFF = late(r"(?:trước|ngày|tháng|quý|năm|hằng|hàng|vòng|từ|đến|hết|[/,–-])\s*$", re.IGNORECASE)
_ENDS_LETTER = late(r"Nơi nhận\s*:")
#: How many places a cell may stand beside the heading of its column.
_ASKEW = 3
_MAX_DEADLINE = 70
_MAX_HEADER = 45
_TIME_WORDS = late(r"\d|hằng|hàng|thường xuyên|trong|trước", re.IGNORECASE)
_NUMBER_COLUMN = late(r"(?:tt|stt)$")
_NO_NAME = late(r"[.;:\d]|^[IVX]+[-.]")
_DAY_ALONE = late(r"\W*(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?\W*", re.I)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of a table of tasks."""

    span: Span
    #: What is to be done.
    content: str
    #: Who is to do it, empty where the table does not say.
    owner: str
    #: The words of the deadline cell, empty where the table has none.
    deadline: str
    #: Who is to help, and what is to come out of it, where the table has such columns.
    partners: str = ""
    product: str = ""
    #: To whom or by what way the result goes, where the table has such a column.
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    content: int
    owner: int | None
    deadline: int | None
    partners: int | None = None
    product: int | None = None
    receiver: int | None = None

    def of(self, cells: list[str], column: int | None) -> str:
        """The words of a cell; empty where the row or the table has no such column."""
        return squeeze(cells[column]) if column is not None and column < len(cells) else ""


def find_task_rows(sheet: Sheet, lines: tuple[Line, ...]) -> dict[int, TaskRow | None]:
    """Rows of tables that have a deadline column, by index of their first line; further lines map to None.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("| Nội dung | Đơn vị | Thời hạn |\\n|---|---|---|\\n| Viết bài | Ban A | 03 ngày |")
    >>> [row for row in find_task_rows(sheet, sheet.lines).values() if row][0].content
    'Viết bài'
    """
    found: dict[int, TaskRow | None] = {}
    filled = [line for line in lines if line.cells]
    for place, line in enumerate(filled):
        if line.index in found:
            continue
        columns = _columns([sheet.words(cell) for cell in line.cells]) if len(line.cells) >= 2 else None
        if columns is not None and (line.is_row or columns.deadline is not None):
            found[line.index] = None
            found |= (
                _barred(sheet, filled[place + 1 :], columns)
                if line.is_row
                else _gapped(sheet, lines, line, columns)
            )
        elif _is_header_word(sheet, line):
            found |= _stacked(sheet, filled, place)
    return found


def _columns(names: list[str]) -> _Columns | None:
    forms = [matching_form(name) for name in names]
    if any(len(name) > _MAX_HEADER for name in names):
        return None
    deadline = _last(forms, lambda form: bool(_DEADLINE.match(form)) and not _CUT_OFF.search(form))
    partners = _first(forms, lambda form: "phối hợp" in form and not _LEADS.search(form))
    product = _first(forms, lambda form: bool(_PRODUCT.match(form)))
    receiver = _first(forms, lambda form: bool(_RECEIVER.match(form)), but={deadline})
    taken = {deadline, partners, product, receiver}
    content = _first(forms, lambda form: bool(_CONTENT.search(form)), but=taken)
    owner = _first(forms, lambda form: bool(_LEADS.search(form)), but={*taken, content})
    if owner is None:
        owner = _first(forms, lambda form: bool(_OWNER.search(form)), but={*taken, content})
    if content is None or deadline == 0:
        return None
    if deadline is None and (owner is None or not _LEADS.search(forms[owner])):
        return None
    return _Columns(content, owner, deadline, partners, product, receiver)


def _first(forms: list[str], fits: Callable[[str], bool], but: Container[int | None] = ()) -> int | None:
    return next((place for place, form in enumerate(forms) if place not in but and fits(form)), None)


def _last(forms: list[str], fits: Callable[[str], bool]) -> int | None:
    return next((place for place in range(len(forms) - 1, -1, -1) if fits(forms[place])), None)


def _row(span: Span, cells: list[str], columns: _Columns) -> TaskRow | None:
    content, owner = columns.of(cells, columns.content), columns.of(cells, columns.owner)
    deadline = columns.of(cells, columns.deadline)
    if len(content) < 4 or content.isupper():
        return None
    timed = bool(_TIME_WORDS.search(deadline))
    if not timed and (columns.deadline is not None or len(owner) < 3 or len(content) < 12):
        return None
    return TaskRow(
        span,
        content,
        owner,
        deadline,
        columns.of(cells, columns.partners),
        columns.of(cells, columns.product),
        columns.of(cells, columns.receiver),
    )


def _barred(sheet: Sheet, following: list[Line], columns: _Columns) -> dict[int, TaskRow | None]:
    found: dict[int, TaskRow | None] = {}
    for line in following:
        if not line.is_row:
            break
        found[line.index] = _row(line.span, [sheet.words(cell) for cell in line.cells], columns)
    return found


@dataclass(slots=True)
class _GappedRow:
    """A row laid out with spaces, as it grows line by line."""

    lines: list[Line]
    #: Per column the pieces that the lines hold, from top to bottom.
    cells: list[list[str]]

    def is_open(self, columns: _Columns) -> bool:
        """Whether the deadline breaks off in the middle: “Trước ngày”."""
        pieces = [] if columns.deadline is None else self.cells[columns.deadline]
        return bool(pieces) and bool(_BREAKS_OFF.search(pieces[-1]))


def _gapped(
    sheet: Sheet, lines: tuple[Line, ...], header: Line, columns: _Columns
) -> dict[int, TaskRow | None]:
    """Rows laid out with spaces: a cell belongs to the column whose heading begins nearest to it."""
    lefts = [cell.start - header.span.start for cell in header.cells]
    numbered = bool(_NUMBER_COLUMN.match(matching_form(sheet.words(header.cells[0]))))
    rows: list[_GappedRow] = []
    parted = False
    for line in lines:
        if line.index <= header.index:
            continue
        if not line.cells:
            parted = True
            continue
        if _is_below(sheet, line, lefts, parted=parted):
            break
        placed = [(_nearest(lefts, line, cell), sheet.words(cell)) for cell in line.cells]
        if not rows or _opens_row(placed, rows[-1], columns, numbered=numbered, parted=parted):
            rows.append(_GappedRow([], [[] for _ in lefts]))
        rows[-1].lines.append(line)
        for place, words in placed:
            rows[-1].cells[place].append(words)
        parted = False
    found: dict[int, TaskRow | None] = {}
    for row in rows:
        found |= {line.index: None for line in row.lines}
        span = Span(row.lines[0].span.start, row.lines[-1].span.end)
        found[row.lines[0].index] = _row(span, [" ".join(words) for words in row.cells], columns)
    return found


def _nearest(lefts: list[int], line: Line, cell: Span) -> int:
    return min(range(len(lefts)), key=lambda i: abs(lefts[i] - (cell.start - line.span.start)))


def _is_below(sheet: Sheet, line: Line, lefts: list[int], *, parted: bool) -> bool:
    """Whether a line stands below the table: it runs across the columns, or behind a blank line it keeps to none."""
    if _ENDS_LETTER.match(sheet.words(line.cells[0])):
        return True
    if len(line.cells) == 1 and _nearest(lefts, line, line.cells[0]) == 0:
        return parted or line.cells[0].end - line.span.start > lefts[1] + _ASKEW
    if not parted:
        return False
    starts = [cell.start - line.span.start for cell in line.cells]
    return len(starts) < 2 or any(min(abs(left - start) for left in lefts) > _ASKEW for start in starts)


def _opens_row(
    placed: list[tuple[int, str]], last: _GappedRow, columns: _Columns, *, numbered: bool, parted: bool
) -> bool:
    """Whether a line is the first of a row and not the rest of a wrapped cell."""
    first = next((words for place, words in placed if place == 0), None)
    if first is None or numbered:
        return first is not None
    if any(words[:1].islower() for _, words in placed) or last.is_open(columns):
        return False
    if parted or len(placed) > 1 or first.isupper() or not last.cells[0]:
        return True
    widest = max(map(len, last.cells[0]))
    return len(last.cells[0][-1]) + 1 + len(first.split()[0]) <= widest


def _is_header_word(sheet: Sheet, line: Line) -> bool:
    if not _MAY_HEAD.search(sheet.flat, line.span.start, line.span.end):
        return False
    words = sheet.words(line.span)
    if len(words) > _MAX_HEADER:
        return False
    form = matching_form(words)
    return bool(_CONTENT.search(form) or _NUMBER_COLUMN.match(form))


def _stacked(sheet: Sheet, filled: list[Line], place: int) -> dict[int, TaskRow | None]:
    """One cell a line: the number of columns is the one for which every group has its deadline in place."""
    for width in (3, 4, 5, 2, 6):
        names = [sheet.words(line.span) for line in filled[place : place + width]]
        columns = _columns(names) if len(names) == width else None
        if columns is None or columns.deadline is None or any(_NO_NAME.search(name) for name in names):
            continue
        found: dict[int, TaskRow | None] = {line.index: None for line in filled[place : place + width]}
        rows = 0
        for start in range(place + width, len(filled) - width + 1, width):
            group = filled[start : start + width]
            cells = [sheet.words(line.span) for line in group]
            if not _is_deadline(cells[columns.deadline]) or any(len(cell) > 200 for cell in cells):
                break
            if len(cells[columns.deadline]) > _MAX_DEADLINE or _ROMAN.match(cells[0]):
                break
            found |= {line.index: None for line in group}
            found[group[0].index] = _row(Span(group[0].span.start, group[-1].span.end), cells, columns)
            rows += 1
        if rows >= 2:
            return found
    return {}


def _is_deadline(cell: str) -> bool:
    return (
        whole_duration(cell) is not None
        or bool(find_deadlines(cell, None))
        or (bool(_SPAN_CELL.match(cell)) and bool(find_deadlines(f"trước {cell}", None)))
        or bool(_DAY_ALONE.fullmatch(cell))
    )
