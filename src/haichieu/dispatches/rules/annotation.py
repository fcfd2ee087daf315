"""Put what was found together: every value with its place, its state and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from haichieu.dispatches.rules.annexes import Annex
from haichieu.dispatches.rules.boundaries import Mark
from haichieu.dispatches.rules.citations import Citation
from haichieu.dispatches.rules.confidence import Draft, Source
from haichieu.dispatches.rules.deadline_days import impossible_days
from haichieu.dispatches.rules.doubt import Doubts, is_garbled
from haichieu.dispatches.rules.letterhead import issuer_from_signature
from haichieu.dispatches.rules.obligations import Obligation
from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.dispatches.rules.reading import Reading
from haichieu.dispatches.rules.sheet import Sheet
from haichieu.dispatches.rules.spans import Span, Value, locate
from haichieu.dispatches.rules.stamps import Stamp
from haichieu.dispatches.rules.urgency import Marks
from haichieu.dispatches.rules.zones import End, Head

#: How sure we are that a field is blank in the letter, or that what stands there cannot be read.
_BLANK, _UNREADABLE = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Findings:
    """What the readers of the single parts found."""

    kind: str
    #: How the kind was found.
    kind_rule: str
    obligations: tuple[Obligation, ...]
    limits: list[tuple[Paragraph, Any]]
    citations: tuple[Citation, ...]
    #: Marked sentences.
    boundaries: tuple[Mark, ...]
    annexes: tuple[Annex, ...]
    stamp: Stamp | None
    handling: Marks
    #: Whether the letter orders something and no obligation was read.
    unread_orders: bool = False


class Annotation:
    """Puts the findings together with their places, states and confidence."""

    def __init__(self, sheet: Sheet, head: Head, end: End | None, doubts: Doubts) -> None:
        self.sheet, self.head, self.end, self.doubts = sheet, head, end, doubts
        self.spans: dict[str, list[Span]] = {}
        self.confidence: dict[str, float] = {}
        self.sources: dict[str, list[Source]] = {}
        self.states: dict[str, str] = {}

    def draft(self, found: Findings, pages: Sequence[int]) -> Draft:
        """The reading of the letter, and how each value was found."""
        return Draft(self._reading(found, pages), self.sources)

    def _reading(self, found: Findings, pages: Sequence[int]) -> Reading:
        head, end = self.head, self.end
        place_date = head.place_date
        self.spans["kind"], self.states["kind"] = [head.title[2]] if head.title else [], "value"
        self.sources["kind"] = [Source(found.kind_rule, False)]
        return Reading(
            text=self.sheet.text,
            kind=found.kind,
            issuer=(issuer := self._issuer()),
            issuers=(*((issuer,) if issuer else ()), *(value.text for value in head.co_issuers)),
            number=self._number(),
            symbol=self._symbol(),
            place=self._field("place", place_date.place if place_date else None),
            date=self._date(),
            subject=self._field("subject", head.subject),
            addressees=self._fields("addressees", head.greeting.values if head.greeting else ()),
            citations=self._citations(found.citations),
            obligations=self._obligations(found),
            limits=self._limits(found.limits),
            recipients=self._fields("recipients", end.recipients if end else ()),
            signer=(signer := self._signer()),
            signers=self._signers(signer),
            boundaries=tuple(mark.to_dict() for mark in found.boundaries),
            pages=tuple(pages),
            annexes=self._annexes(found.annexes),
            stamp=self._stamp(found.stamp),
            urgency=self._field("urgency", found.handling.urgency),
            secrecy=self._field("secrecy", found.handling.secrecy),
            spans=self.spans,
            states=self.states,
            confidence=self.confidence,
            warnings=self._warnings(found.obligations, found.boundaries),
        )

    def _number(self) -> str | None:
        line = self.head.number
        if line is None:
            return self._field("number", None)
        if line.number is not None and self.doubts.about_number(line.number, line.symbol):
            return self._unreadable("number", line.number)
        return self._field("number", line.number, garbled=line.garbled)

    def _symbol(self) -> str | None:
        line = self.head.number
        symbol = line.symbol if line else None
        if symbol is not None and self.doubts.about_words(symbol):
            return self._unreadable("symbol", symbol)
        return self._field("symbol", symbol, garbled=bool(line and line.symbol_garbled))

    def _date(self) -> str | None:
        found = self.head.place_date
        if found is None or found.iso is None or found.date is None:
            self._field("date", None, garbled=bool(found and found.garbled))
            return None
        if self.doubts.about_digits(found.date):
            return self._unreadable("date", found.date)
        self._field("date", found.date)
        if found.garbled:
            self.states["date"] = "unreadable"
        elif len(found.iso) < 10:
            self.states["date"] = "blank"
        return found.iso

    def _signer(self) -> dict[str, str | None]:
        signer = self.end.signer if self.end else None
        if signer is None:
            return {part: self._field(f"signer.{part}", None) for part in ("authority", "title", "name")}
        name = signer.name
        return {
            "authority": self._field("signer.authority", signer.authority),
            "title": self._field("signer.title", signer.title, garbled=signer.title_garbled),
            "name": self._unreadable("signer.name", name)
            if name is not None and self.doubts.about_words(name)
            else self._field("signer.name", name, garbled=signer.name_garbled),
        }

    def _signers(self, first: dict[str, str | None]) -> tuple[dict[str, str | None], ...]:
        """The signer and, in a joint letter, those who signed beside."""
        others = self.end.co_signers if self.end else ()
        parts = ({"authority": each.authority, "title": each.title, "name": each.name} for each in others)
        more = ({key: value.text if value else None for key, value in each.items()} for each in parts)
        return (*((first,) if any(first.values()) else ()), *more)

    def _issuer(self) -> str | None:
        found = self.head.issuer or self._issuer_below()
        return self._field("issuer", found, garbled=self.head.issuer_garbled)

    def _issuer_below(self) -> Value | None:
        authority = self.end.signer.authority if self.end else None
        if authority is None:
            return None
        line = next(line for line in self.sheet.lines if line.span.end >= authority.spans[0].start)
        cell = next((cell for cell in line.cells if cell.start <= authority.spans[0].start < cell.end), None)
        return issuer_from_signature(self.sheet, cell) if cell else None

    def _note(self, key: str, values: Sequence[Value]) -> None:
        self.spans[key] = [span for value in values for span in value.spans]
        self.sources[key] = [Source(value.confidence, self._is_doubted(value)) for value in values]
        self.confidence[key] = min(value.confidence for value in values)
        self.states[key] = "value"

    def _is_doubted(self, value: Value) -> bool:
        return self.doubts.touch_any(value.spans) or is_garbled(value.text)

    def _unreadable(self, key: str, value: Value) -> str | None:
        """The place is known, what stands there is not."""
        self.spans[key], self.confidence[key] = list(value.spans), _UNREADABLE
        self.states[key] = "unreadable"
        return None

    def _field(self, key: str, value: Value | None, *, garbled: bool = False) -> str | None:
        if value is None or not value.text:
            self.spans[key], self.confidence[key] = [], _UNREADABLE if garbled else _BLANK
            self.states[key] = "unreadable" if garbled else "blank"
            return None
        self._note(key, [value])
        return value.text

    def _fields(self, key: str, values: tuple[Value, ...]) -> tuple[str, ...]:
        if not values:
            self._field(key, None)
        else:
            self._note(key, values)
        return tuple(value.text for value in values)

    def _list(self, key: str, values: Sequence[object]) -> None:
        """State of a list, and how sure we are that there is nothing where nothing was found."""
        self.confidence[key] = _BLANK
        self.states[key] = "value" if values else "blank"

    def _citations(self, citations: tuple[Citation, ...]) -> tuple[dict[str, Any], ...]:
        self.spans["citations"] = [citation.span for citation in citations]
        self.sources["citations"] = [
            Source(citation.confidence, self.doubts.touch(citation.span)) for citation in citations
        ]
        self._list("citations", citations)
        return tuple(citation.to_dict() for citation in citations)

    def _annexes(self, annexes: tuple[Annex, ...]) -> tuple[dict[str, Any], ...]:
        self.spans["annexes"] = [annex.span for annex in annexes]
        self._list("annexes", annexes)
        return tuple(annex.to_dict() for annex in annexes)

    def _stamp(self, stamp: Stamp | None) -> dict[str, str | None] | None:
        self.spans["stamp"] = list(stamp.spans) if stamp else []
        self.confidence["stamp"] = _BLANK
        self.states["stamp"] = "value" if stamp else "blank"
        return stamp.to_dict() if stamp else None

    def _limits(self, limits: list[tuple[Paragraph, Any]]) -> tuple[dict[str, Any], ...]:
        located = [locate(self.sheet.text, paragraph.span, limit.text) for paragraph, limit in limits]
        self.spans["limits"] = [span for span in located if span]
        self._list("limits", limits)
        return tuple(limit.to_dict() for _, limit in limits)

    def _obligations(self, found: Findings) -> tuple[dict[str, Any], ...]:
        items = found.obligations
        self.spans["obligations"] = [item.paragraph.span for item in items]
        self._list("obligations", items)
        if found.unread_orders:
            self.states["obligations"], self.confidence["obligations"] = "unreadable", _UNREADABLE
        paragraphs = [paragraph for paragraph, _ in found.limits]
        return tuple(self._obligation(item, paragraphs, found.boundaries) for item in items)

    def _obligation(
        self, item: Obligation, limited: list[Paragraph], marks: tuple[Mark, ...]
    ) -> dict[str, Any]:
        span = item.paragraph.span
        limits = [index for index, paragraph in enumerate(limited) if paragraph == item.paragraph]
        mark = next((mark for mark in marks if span.start <= mark.span.start < span.end), None)
        return {
            "start": item.start,
            "actors": list(item.actors),
            "deadline": item.deadline.to_dict() if item.deadline else None,
            "report_to": None if self._is_marked(item, marks) else item.report_to,
            "text": item.paragraph.text,
            "span": [span.start, span.end],
            "kind": item.kind,
            "limit": limits[0] if limits else None,
            "limits": limits,
            "boundary": mark.boundary if mark else None,
            "rule": item.rule,
            **self._parts(item),
        }

    def _parts(self, item: Obligation) -> dict[str, Any]:
        """The obligation in its normal form, and the words it was read from."""
        parts = item.parts()
        return {
            "action": parts.action,
            "lead": parts.lead,
            "cooperating": list(parts.cooperating),
            "product": parts.product,
            "quote": self.sheet.raw(item.paragraph.span),
        }

    def _is_marked(self, item: Obligation, marks: tuple[Mark, ...]) -> bool:
        """Whether the words that say to whom to report stand in a marked clause: that can get no report line."""
        where = locate(self.sheet.text, item.paragraph.span, item.report_to or "")
        return where is not None and any(mark.span.start <= where.start < mark.span.end for mark in marks)

    def _warnings(self, obligations: tuple[Obligation, ...], marks: tuple[Mark, ...]) -> tuple[str, ...]:
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
        if self.states["signer.name"] == "unreadable":
            found.append("Tên người ký không đọc được, hãy xem bản gốc.")
        if self.states["obligations"] == "unreadable":
            found.append("Văn bản có giao việc nhưng không đọc được nhiệm vụ nào, hãy xem bản gốc.")
        if self.end is None:
            found.append("Không thấy phần nơi nhận và chữ ký.")
        found += [
            f"Hạn “{words}” không có trong lịch, hãy xem bản gốc."
            for paragraph in dict.fromkeys(item.paragraph for item in obligations)
            for words in impossible_days(paragraph.text)
        ]
        if marks:
            found.append(
                "Có câu yêu cầu việc mà phần mềm không làm: câu đó được đánh dấu và không thành nhiệm vụ."
            )
        return tuple(found)
