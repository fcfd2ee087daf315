"""The reading of a letter: every field with its words, its place and how sure it is."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from haichieu.dispatches.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What `read_dispatch` found. `to_dict` gives the keys of the annotation guide and the places of the values."""

    #: The cleaned letter; all spans index it.
    text: str
    kind: str
    issuer: str | None
    number: str | None
    symbol: str | None
    place: str | None
    #: ISO date, or ISO month where the day was left blank.
    date: str | None
    subject: str | None
    addressees: tuple[str, ...]
    citations: tuple[dict[str, Any], ...]
    obligations: tuple[dict[str, Any], ...]
    limits: tuple[dict[str, Any], ...]
    recipients: tuple[str, ...]
    signer: dict[str, str | None]
    #: Marked sentences: start, end, boundary (1–8), sentence.
    boundaries: tuple[dict[str, Any], ...]
    #: The bodies that issue the letter, the issuer first; more than one for a joint letter.
    issuers: tuple[str, ...] = ()
    #: Who signed, the signer first; more than one for a joint letter.
    signers: tuple[dict[str, str | None], ...] = ()
    #: Offsets at which the pages begin; empty when the file has no pages.
    pages: tuple[int, ...] = ()
    #: Annexes and attached plans: title, span.
    annexes: tuple[dict[str, Any], ...] = ()
    #: What the receiver's stamp and a digital signature say: number, date, signed_by, signed_at.
    stamp: dict[str, str | None] | None = None
    #: hỏa tốc, thượng khẩn, khẩn …
    urgency: str | None = None
    #: mật, tối mật, tuyệt mật.
    secrecy: str | None = None
    #: Per field the ranges of its values.
    spans: dict[str, list[Span]] = field(default_factory=dict)
    #: Per field: value, blank or unreadable.
    states: dict[str, str] = field(default_factory=dict)
    #: Per field, 0 to 1: its least sure value.
    confidence: dict[str, float] = field(default_factory=dict)
    #: Per field, one figure a value: the share of such values that are right. `deadlines`, `report_to` and `actors`
    #: go with `obligations`, None where an obligation has no such part.
    confidences: dict[str, list[float | None]] = field(default_factory=dict)
    #: What a person should look at, one Vietnamese sentence each.
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON.

        >>> Reading("", "công văn", None, None, None, None, None, None, (), (), (), (), (), {}, ()).to_dict()["kind"]
        'công văn'
        """
        return {
            "kind": self.kind,
            "issuer": self.issuer,
            "issuers": list(self.issuers),
            "number": self.number,
            "symbol": self.symbol,
            "place": self.place,
            "date": self.date,
            "subject": self.subject,
            "addressees": list(self.addressees),
            "citations": list(self.citations),
            "obligations": list(self.obligations),
            "limits": list(self.limits),
            "recipients": list(self.recipients),
            "signer": dict(self.signer),
            "signers": [dict(each) for each in self.signers],
            "boundaries": list(self.boundaries),
            "pages": list(self.pages),
            "annexes": list(self.annexes),
            "stamp": dict(self.stamp) if self.stamp else None,
            "urgency": self.urgency,
            "secrecy": self.secrecy,
            "states": dict(self.states),
            "spans": {key: [[span.start, span.end] for span in spans] for key, spans in self.spans.items()},
            "confidence": dict(self.confidence),
            "confidences": {key: list(each) for key, each in self.confidences.items()},
            "warnings": list(self.warnings),
            "text": self.text,
        }


def page_of(reading: Reading, offset: int) -> int | None:
    """Number of the page, from 1, on which an offset of the text stands; None when the file has no pages.

    >>> reading = Reading("Trang một\\nTrang hai", "", *[None] * 6, *[()] * 5, {}, (), pages=(0, 10))
    >>> page_of(reading, 3), page_of(reading, 12)
    (1, 2)
    """
    return max(1, bisect_right(reading.pages, offset)) if reading.pages else None
