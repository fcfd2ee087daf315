"""Read a dispatch: clean, find, resolve, annotate."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from haichieu.dispatches.rules.annexes import find_annexes
from haichieu.dispatches.rules.annotation import Annotation, Findings
from haichieu.dispatches.rules.boundaries import find_marks
from haichieu.dispatches.rules.citations import find_citations
from haichieu.dispatches.rules.confidence import Draft, assess
from haichieu.dispatches.rules.doubt import Doubts, carry_over
from haichieu.dispatches.rules.kind import kind_from_symbol
from haichieu.dispatches.rules.limits import LimitText, binding_limits, find_limits
from haichieu.dispatches.rules.obligations import orders_something, read_obligations
from haichieu.dispatches.rules.outline import PROPOSALS
from haichieu.dispatches.rules.page_title import find_page_title
from haichieu.dispatches.rules.pages import lay_pages
from haichieu.dispatches.rules.paragraphs import Paragraph, find_paragraphs
from haichieu.dispatches.rules.reading import Reading
from haichieu.dispatches.rules.sheet import Line, Sheet, make_sheet, set_aside
from haichieu.dispatches.rules.spans import Span
from haichieu.dispatches.rules.stamps import Stamp, find_stamp
from haichieu.dispatches.rules.tables import TaskRow, find_task_rows
from haichieu.dispatches.rules.urgency import Marks, find_marks_of_handling
from haichieu.dispatches.rules.zones import End, Head, dated_below, read_end, read_head

_HANDLING_LINES = 25


def read_dispatch(text: str, *, doubtful: Sequence[tuple[int, int]] = ()) -> Reading:
    """Read an official letter.

    Parameters
    ----------
    text:
        The text of the letter as extraction left it: flattened columns, markdown or scanner noise are expected; a form
        feed stands where one page ends and the next begins.
    doubtful:
        Ranges of `text` (start and end offsets) that a scanner was not sure of: a number, date or name that stands
        there is called unreadable unless the letter repeats it where there is no doubt.

    Returns
    -------
    Reading
        Fields, obligations, limits, marked sentences; never raises, whatever the text.

    >>> reading = read_dispatch("Số: 12/UBND-VP\\nPhú Lộc, ngày 3/6/2025\\nV/v báo cáo\\nKính gửi: Các thôn.")
    >>> reading.number, reading.symbol, reading.place, reading.date, reading.subject, reading.addressees
    ('12', 'UBND-VP', 'Phú Lộc', '2025-06-03', 'báo cáo', ('Các thôn',))
    """
    return assess(draft_reading(text, doubtful=doubtful))


def draft_reading(text: str, *, doubtful: Sequence[tuple[int, int]] = ()) -> Draft:
    """Read a letter as `read_dispatch` does, but leave open how sure each value is.

    >>> draft_reading("Số: 12/UBND-VP").sources["number"]
    [Source(rule=0.97, doubted=False)]
    """
    cleaned, pages = lay_pages(text)
    sheet, stamp, handling = _own_words(make_sheet(cleaned, pages))
    head = read_head(sheet)
    sheet = _without_stray_subject(sheet, head)
    end = read_end(sheet, head.body)
    head = head.signed_by(end)
    paragraphs, rows = _paragraphs(sheet, head, end)
    kind, kind_rule = _kind(head)
    top, head = head, dated_below(sheet, head, end)
    iso = head.place_date.iso if head.place_date else None
    addressees = [value.text for value in head.greeting.values] if head.greeting else []
    obligations = read_obligations(paragraphs, rows=rows, issued=_day(iso), kind=kind, addressees=addressees)
    found = Findings(
        kind,
        kind_rule,
        obligations,
        _limits(paragraphs, {each.paragraph for each in obligations}, reports=kind in PROPOSALS),
        find_citations(sheet, _head_end(top), _own(head)),
        find_marks(sheet, paragraphs),
        find_annexes(sheet, sheet.lines[end.after :]) if end else (),
        stamp.in_year_of(iso) if stamp else None,
        handling,
        unread_orders=not obligations and orders_something(paragraphs, kind=kind),
    )
    doubts = Doubts(cleaned, carry_over(text, cleaned, doubtful))
    return Annotation(sheet, head, end, doubts).draft(found, pages)


def _limits(
    paragraphs: tuple[Paragraph, ...], asked: set[Paragraph], *, reports: bool
) -> list[tuple[Paragraph, LimitText]]:
    """The limits that bind; what a report counts outside its requests binds nobody and is not even looked for."""
    read = (paragraph for paragraph in paragraphs if not reports or paragraph in asked)
    found = [(paragraph, limit) for paragraph in read for limit in find_limits(paragraph.text)]
    return binding_limits(found, asked, reports=reports)


def _own_words(sheet: Sheet) -> tuple[Sheet, Stamp | None, Marks]:
    """The sheet without what web pages, stamps and signing programs wrote, and without marks of urgency and secrecy."""
    title = find_page_title(sheet.text)
    sheet = set_aside(sheet, [title]) if title else sheet
    stamp = find_stamp(sheet)
    sheet = set_aside(sheet, stamp.spans) if stamp else sheet
    handling = find_marks_of_handling(sheet, sheet.lines[:_HANDLING_LINES])
    return set_aside(sheet, handling.cells), stamp, handling


def _without_stray_subject(sheet: Sheet, head: Head) -> Sheet:
    """The sheet without a subject that was read behind the body: it belongs to no list and no paragraph there."""
    if head.subject is None or not head.subject.spans or head.body >= len(sheet.lines):
        return sheet
    below = head.subject.spans[0].start > sheet.lines[head.body].span.end
    return set_aside(sheet, head.subject.spans) if below else sheet


def _paragraphs(
    sheet: Sheet, head: Head, end: End | None
) -> tuple[tuple[Paragraph, ...], dict[Paragraph, TaskRow]]:
    """Paragraphs of body and annexes, and those among them that are rows of a table of tasks."""
    body = _without_addressees(sheet.lines[head.body : end.start if end else None], head)
    annex = sheet.lines[end.after :] if end else ()
    found: list[Paragraph] = []
    rows: dict[Paragraph, TaskRow] = {}
    for lines, in_annex in ((body, False), (annex, True)):
        tasks = find_task_rows(sheet, lines)
        plain = tuple(line for line in lines if line.index not in tasks)
        found += find_paragraphs(sheet, plain, in_annex=in_annex)
        for row in tasks.values():
            if row is not None:
                paragraph = Paragraph(row.span, row.content, "", 0, (row.span,), in_annex)
                rows[paragraph] = row
                found.append(paragraph)
    return tuple(sorted(found, key=lambda paragraph: paragraph.span)), rows


def _without_addressees(body: tuple[Line, ...], head: Head) -> tuple[Line, ...]:
    """The lines of the body, the first one without the addressees whom a crawler left on it."""
    cut = head.greeting.cut if head.greeting else None
    if cut is None or not body:
        return body
    cells = tuple(Span(max(cell.start, cut), cell.end) for cell in body[0].cells if cell.end > cut)
    return (replace(body[0], cells=cells), *body[1:])


def _kind(head: Head) -> tuple[str, str]:
    """The kind, and what tells it."""
    if head.title is not None:
        return head.title[0], "title"
    symbol = head.number.symbol if head.number and head.subject is None else None
    by_code = kind_from_symbol(symbol.text) if symbol else None
    return (
        (by_code, "code") if by_code else ("công văn", "form" if head.subject or head.greeting else "nothing")
    )


def _day(iso: str | None) -> date | None:
    if iso is None:
        return None
    return date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")


def _own(head: Head) -> tuple[str | None, str | None]:
    number, symbol = (head.number.number, head.number.symbol) if head.number else (None, None)
    return number.text if number else None, symbol.text if symbol else None


def _head_end(head: Head) -> int:
    ends = [head.number.end if head.number else 0]
    if head.place_date is not None and head.place_date.date is not None:
        ends.append(head.place_date.date.spans[-1].end)
    return max(ends)
