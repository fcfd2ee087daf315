"""Read a dispatch: clean, find, resolve, annotate."""

from datetime import date
from typing import Any

from haichieu.dispatches.rules.boundaries import Mark, find_marks
from haichieu.dispatches.rules.citations import Citation, find_citations
from haichieu.dispatches.rules.kind import kind_from_symbol
from haichieu.dispatches.rules.letterhead import issuer_from_signature
from haichieu.dispatches.rules.limits import find_limits
from haichieu.dispatches.rules.markup import clean_letter
from haichieu.dispatches.rules.obligations import Obligation, read_obligations
from haichieu.dispatches.rules.paragraphs import Paragraph, find_paragraphs
from haichieu.dispatches.rules.reading import Reading
from haichieu.dispatches.rules.sheet import Sheet, make_sheet
from haichieu.dispatches.rules.spans import Span, Value, locate
from haichieu.dispatches.rules.tables import TaskRow, find_task_rows
from haichieu.dispatches.rules.zones import End, Head, read_end, read_head


def read_dispatch(text: str) -> Reading:
    """Read an official letter.

    Parameters
    ----------
    text:
        The text of the letter as extraction left it: flattened columns, markdown or scanner noise are expected.

    Returns
    -------
    Reading
        Fields, obligations, limits, marked sentences; never raises, whatever the text.

    >>> reading = read_dispatch("Số: 12/UBND-VP\\nPhú Lộc, ngày 3/6/2025\\nV/v báo cáo\\nKính gửi: Các thôn.")
    >>> reading.number, reading.symbol, reading.place, reading.date, reading.subject, reading.addressees
    ('12', 'UBND-VP', 'Phú Lộc', '2025-06-03', 'báo cáo', ('Các thôn',))
    """
    sheet = make_sheet(clean_letter(text))
    head = read_head(sheet)
    end = read_end(sheet, head.body)
    paragraphs, rows = _paragraphs(sheet, head, end)
    marks = find_marks(sheet, paragraphs)
    limits = [(paragraph, limit) for paragraph in paragraphs for limit in find_limits(paragraph.text)]
    addressees = [value.text for value in head.greeting.values] if head.greeting else []
    iso = head.place_date.iso if head.place_date else None
    kind, kind_sure = _kind(head)
    obligations = read_obligations(paragraphs, rows=rows, issued=_day(iso), kind=kind, addressees=addressees)
    citations = find_citations(sheet, _head_end(head), _own(head))
    return _Annotation(sheet, head, end).reading(kind, kind_sure, obligations, limits, citations, marks)


def _paragraphs(
    sheet: Sheet, head: Head, end: End | None
) -> tuple[tuple[Paragraph, ...], dict[Paragraph, TaskRow]]:
    """Paragraphs of body and annexes, and those among them that are rows of a table of tasks."""
    body = sheet.lines[head.body : end.start if end else None]
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


def _kind(head: Head) -> tuple[str, float]:
    if head.title is not None:
        return head.title[0], 0.97
    by_code = kind_from_symbol(head.number.symbol.text) if head.number and head.subject is None else None
    return (by_code, 0.6) if by_code else ("công văn", 0.9 if head.subject or head.greeting else 0.5)


def _day(iso: str | None) -> date | None:
    if iso is None:
        return None
    return date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")


def _own(head: Head) -> tuple[str | None, str | None]:
    if head.number is None:
        return None, None
    return head.number.number.text if head.number.number else None, head.number.symbol.text


def _head_end(head: Head) -> int:
    ends = [head.number.end if head.number else 0]
    if head.place_date is not None and head.place_date.date is not None:
        ends.append(head.place_date.date.spans[-1].end)
    return max(ends)


class _Annotation:
    """Puts the findings together with their places, states and confidence."""

    def __init__(self, sheet: Sheet, head: Head, end: End | None) -> None:
        self.sheet, self.head, self.end = sheet, head, end
        self.spans: dict[str, list[Span]] = {}
        self.confidence: dict[str, float] = {}
        self.states: dict[str, str] = {}

    def reading(
        self,
        kind: str,
        kind_sure: float,
        obligations: tuple[Obligation, ...],
        limits: list[tuple[Paragraph, Any]],
        citations: tuple[Citation, ...],
        marks: tuple[Mark, ...],
    ) -> Reading:
        head, end = self.head, self.end
        signer = end.signer if end else None
        number = head.number.number if head.number else None
        place_date = head.place_date
        issuer = head.issuer or self._issuer_below()
        self._note("kind", kind_sure, [head.title[2]] if head.title else [])
        return Reading(
            text=self.sheet.text,
            kind=kind,
            issuer=self._field("issuer", issuer),
            number=self._field("number", number, garbled=bool(head.number and head.number.garbled)),
            symbol=self._field("symbol", head.number.symbol if head.number else None),
            place=self._field("place", place_date.place if place_date else None),
            date=self._date(),
            subject=self._field("subject", head.subject),
            addressees=self._fields("addressees", head.greeting.values if head.greeting else ()),
            citations=self._citations(citations),
            obligations=self._obligations(obligations, limits, marks),
            limits=self._limits(limits),
            recipients=self._fields("recipients", end.recipients if end else ()),
            signer={
                part: self._field(f"signer.{part}", getattr(signer, part) if signer else None)
                for part in ("authority", "title", "name")
            },
            boundaries=tuple(mark.to_dict() for mark in marks),
            spans=self.spans,
            states=self.states,
            confidence=self.confidence,
            warnings=self._warnings(marks),
        )

    def _issuer_below(self) -> Value | None:
        authority = self.end.signer.authority if self.end else None
        if authority is None:
            return None
        line = next(line for line in self.sheet.lines if line.span.end >= authority.spans[0].start)
        cell = next((cell for cell in line.cells if cell.start <= authority.spans[0].start < cell.end), None)
        return issuer_from_signature(self.sheet, cell) if cell else None

    def _note(self, key: str, confidence: float, spans: list[Span]) -> None:
        self.spans[key], self.confidence[key] = spans, round(confidence, 2)
        self.states[key] = "value"

    def _field(self, key: str, value: Value | None, *, garbled: bool = False) -> str | None:
        if value is None or not value.text:
            self.spans[key], self.confidence[key] = [], 0.5 if garbled else 0.8
            self.states[key] = "unreadable" if garbled else "blank"
            return None
        self._note(key, value.confidence, list(value.spans))
        return value.text

    def _fields(self, key: str, values: tuple[Value, ...]) -> tuple[str, ...]:
        self.spans[key] = [span for value in values for span in value.spans]
        self.confidence[key] = round(min((value.confidence for value in values), default=0.7), 2)
        self.states[key] = "value" if values else "blank"
        return tuple(value.text for value in values)

    def _date(self) -> str | None:
        found = self.head.place_date
        if found is None or found.iso is None:
            self._field("date", None, garbled=bool(found and found.garbled))
            return None
        self._field("date", found.date)
        if found.garbled:
            self.states["date"] = "unreadable"
        elif len(found.iso) < 10:
            self.states["date"] = "blank"
        return found.iso

    def _citations(self, citations: tuple[Citation, ...]) -> tuple[dict[str, Any], ...]:
        self.spans["citations"] = [citation.span for citation in citations]
        self.confidence["citations"] = round(min((c.confidence for c in citations), default=0.9), 2)
        self.states["citations"] = "value" if citations else "blank"
        return tuple(citation.to_dict() for citation in citations)

    def _limits(self, limits: list[tuple[Paragraph, Any]]) -> tuple[dict[str, Any], ...]:
        located = [locate(self.sheet.text, paragraph.span, limit.text) for paragraph, limit in limits]
        self.spans["limits"] = [span for span in located if span]
        self.confidence["limits"] = 0.6
        self.states["limits"] = "value" if limits else "blank"
        return tuple(limit.to_dict() for _, limit in limits)

    def _obligations(
        self,
        obligations: tuple[Obligation, ...],
        limits: list[tuple[Paragraph, Any]],
        marks: tuple[Mark, ...],
    ) -> tuple[dict[str, Any], ...]:
        self.spans["obligations"] = [obligation.paragraph.span for obligation in obligations]
        self.confidence["obligations"] = round(min((o.confidence for o in obligations), default=0.7), 2)
        self.states["obligations"] = "value" if obligations else "blank"
        paragraphs = [paragraph for paragraph, _ in limits]
        return tuple(self._obligation(obligation, paragraphs, marks) for obligation in obligations)

    def _obligation(
        self, item: Obligation, limited: list[Paragraph], marks: tuple[Mark, ...]
    ) -> dict[str, Any]:
        span = item.paragraph.span
        mark = next((mark for mark in marks if span.start <= mark.span.start < span.end), None)
        return {
            "start": item.start,
            "actors": list(item.actors),
            "deadline": item.deadline.to_dict() if item.deadline else None,
            "report_to": None if self._is_marked(item, marks) else item.report_to,
            "text": item.paragraph.text,
            "span": [span.start, span.end],
            "kind": item.kind,
            "limit": limited.index(item.paragraph) if item.paragraph in limited else None,
            "boundary": mark.boundary if mark else None,
            "confidence": item.confidence,
        }

    def _is_marked(self, item: Obligation, marks: tuple[Mark, ...]) -> bool:
        """Whether the words that say to whom to report stand in a marked clause: that can get no report line."""
        where = locate(self.sheet.text, item.paragraph.span, item.report_to or "")
        return where is not None and any(mark.span.start <= where.start < mark.span.end for mark in marks)

    def _warnings(self, marks: tuple[Mark, ...]) -> tuple[str, ...]:
        found = []
        if self.states["number"] == "blank" and self.head.number is not None:
            found.append("Số văn bản để trống, hãy điền khi có bản chính thức.")
        if self.states["number"] == "unreadable":
            found.append("Số văn bản không đọc được, hãy xem bản gốc.")
        if self.head.number is None:
            found.append("Không thấy số và ký hiệu văn bản.")
        if self.head.place_date is None:
            found.append("Không thấy địa danh và ngày tháng văn bản.")
        elif self.states["date"] != "value":
            found.append("Ngày ban hành để trống hoặc không đọc được, hãy xem bản gốc.")
        if self.end is None:
            found.append("Không thấy phần nơi nhận và chữ ký.")
        if marks:
            found.append(
                "Có câu yêu cầu việc mà phần mềm không làm: câu đó được đánh dấu và không thành nhiệm vụ."
            )
        return tuple(found)
