"""A reading as an Akoma Ntoso document."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from haichieu.dispatches.rules.exchange.akoma_ntoso.names import AKN, HC, slug, work_iri
from haichieu.dispatches.rules.exchange.akoma_ntoso.parts import Group, Line, Parts, divide
from haichieu.dispatches.rules.exchange.akoma_ntoso.values import add_value
from haichieu.dispatches.rules.exchange.xml_input import xml_text
from haichieu.dispatches.rules.signs import letter_sign

_SOURCE = "#haichieu"
#: Field → element of the standard, with its attributes.
_MARKS: dict[str, tuple[str, dict[str, str]]] = {
    "issuer": ("docAuthority", {}),
    "kind": ("docType", {}),
    "subject": ("docTitle", {}),
    "place": ("inline", {"name": "place"}),
    "addressees": ("inline", {"name": "addressee"}),
    "recipients": ("inline", {"name": "recipient"}),
    "signer.authority": ("inline", {"name": "authority"}),
    "signer.title": ("role", {"refersTo": "#signer-role"}),
    "signer.name": ("person", {"refersTo": "#signer", "as": "#signer-role"}),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of the text that gets an element of its own."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str]


def write_letter(values: Mapping[str, Any], *, made: date) -> bytes:
    """A letter as Akoma Ntoso 1.0 (OASIS Standard, 29 August 2018), valid against its schema.

    Parameters
    ----------
    values:
        A reading as `haichieu read --json` prints it; its spans index its text.
    made:
        The day on which this file is made.

    The text stands whole in preface, preamble, body and conclusions. What a reading knows beyond the standard
    (obligations, limits, places, confidence) stands in ``proprietary`` in our own name space.

    >>> written = write_letter({"kind": "công văn", "number": "12", "symbol": "LĐLĐ", "text": "Số: 12/LĐLĐ"},
    ...     made=date(2026, 11, 5))
    >>> b'<FRBRuri value="/akn/vn/doc/cong-van/12-ldld" />' in written
    True
    """
    parts, marks = divide(values), _marks(values)
    root = Element("akomaNtoso", {"xmlns": AKN, "xmlns:hc": HC})
    name = slug(str(values.get("kind") or "văn bản"))
    document = SubElement(root, "doc", {"name": name, "contains": "originalVersion"})
    meta = SubElement(document, "meta")
    ids = _body(document, parts, marks)
    _identification(meta, values, made)
    _analysis(meta, values, ids)
    _references(meta, values)
    kept = SubElement(SubElement(meta, "proprietary", {"source": _SOURCE}), "hc:reading")
    kept.set("digest", text_digest(str(values.get("text") or "")))
    for key, value in values.items():
        if key != "text":
            add_value(kept, value, name=key)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def text_digest(text: str) -> str:
    """What tells whether the text of a file is still the one that was read.

    >>> text_digest("a") == text_digest("a "), len(text_digest(""))
    (False, 64)
    """
    return hashlib.sha256(xml_text(text).encode()).hexdigest()


def _marks(values: Mapping[str, Any]) -> list[_Mark]:
    """Fields and citations with their places, none overlapping another."""
    spans = values.get("spans") or {}
    marks = _number_marks(values, spans) + _citation_marks(values, spans)
    for field, (tag, attributes) in _MARKS.items():
        marks += [_Mark(start, end, tag, attributes) for start, end in spans.get(field) or ()]
    whole = str(values.get("date") or "")
    if len(whole) == len("2026-11-05"):
        marks += [_Mark(start, end, "docDate", {"date": whole}) for start, end in spans.get("date") or ()]
    kept: list[_Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < mark.end and (not kept or kept[-1].end <= mark.start):
            kept.append(mark)
    return kept


def _number_marks(values: Mapping[str, Any], spans: Mapping[str, Any]) -> list[_Mark]:
    """Number and symbol are one number of a document, where they stand on one line."""
    places = [*(spans.get("number") or ())[:1], *(spans.get("symbol") or ())[:1]]
    if not places:
        return []
    start, end = min(place[0] for place in places), max(place[1] for place in places)
    joined = "\n" not in str(values.get("text") or "")[start:end] and end - start < 60
    return [_Mark(start, end, "docNumber", {})] if joined else []


def _citation_marks(values: Mapping[str, Any], spans: Mapping[str, Any]) -> list[_Mark]:
    places, citations = spans.get("citations") or (), values.get("citations") or ()
    if len(places) != len(citations):
        return []
    return [
        _Mark(start, end, "ref", {"href": work_iri(citation)})
        for (start, end), citation in zip(places, citations, strict=True)
    ]


def _body(document: Element, parts: Parts, marks: list[_Mark]) -> list[tuple[int, int, str]]:
    """Write the text; the range of each paragraph with its id is returned."""
    if parts.head:
        _add_lines(SubElement(document, "preface"), parts.head, marks)
    ids: list[tuple[int, int, str]] = []
    if parts.bases:
        listed = SubElement(SubElement(document, "preamble"), "citations", {"eId": "cits"})
        for place, group in enumerate(parts.bases, 1):
            name = f"cits__cit_{place}"
            _add_lines(SubElement(listed, "citation", {"eId": name}), group.lines, marks)
    body = SubElement(document, "mainBody")
    for place, group in enumerate(parts.body, 1):
        ids.append(_paragraph(body, group, place, marks))
    if not parts.body:
        SubElement(body, "p", {"class": "none"})
    if parts.end:
        _add_lines(SubElement(document, "conclusions"), parts.end, marks)
    return ids


def _paragraph(body: Element, group: Group, place: int, marks: list[_Mark]) -> tuple[int, int, str]:
    article = group.marker.strip().startswith("Điều")
    name = f"{'art' if article else 'para'}_{place}"
    element = SubElement(body, "article" if article else "paragraph", {"eId": name})
    first, *rest = group.lines
    if group.marker:
        SubElement(element, "num").text = xml_text(group.marker)
        first = Line(first.start + len(group.marker), first.text[len(group.marker) :])
    _add_lines(SubElement(element, "content", {"eId": f"{name}__content"}), (first, *rest), marks)
    last = group.lines[-1]
    return group.lines[0].start, last.start + len(last.text), name


def _add_lines(parent: Element, lines: Iterable[Line], marks: list[_Mark]) -> None:
    for line in lines:
        paragraph = SubElement(parent, "p")
        at, stop = line.start, line.start + len(line.text)
        inside = [mark for mark in marks if mark.start < stop and at < mark.end]
        previous: Element | None = None
        for mark in inside:
            start, end = max(mark.start, line.start), min(mark.end, stop)
            _append(paragraph, previous, line.text[at - line.start : start - line.start])
            previous = SubElement(paragraph, mark.tag, dict(mark.attributes))
            previous.text = xml_text(line.text[start - line.start : end - line.start])
            at = end
        _append(paragraph, previous, line.text[at - line.start :])


def _append(paragraph: Element, previous: Element | None, text: str) -> None:
    if previous is None:
        paragraph.text = xml_text(text) or None
    else:
        previous.tail = xml_text(text) or None


def _identification(meta: Element, values: Mapping[str, Any], made: date) -> None:
    part = SubElement(meta, "identification", {"source": _SOURCE})
    work = work_iri(values)
    issued, name = _issued(str(values.get("date") or ""), made)
    frbr = _frbr(part, "FRBRWork", work, issued, name, "#issuer")
    SubElement(frbr, "FRBRcountry", {"value": "vn"})
    SubElement(frbr, "FRBRsubtype", {"value": slug(str(values.get("kind") or "văn bản"))})
    sign = letter_sign(values.get("number"), values.get("symbol"))
    if sign:
        SubElement(frbr, "FRBRnumber", {"value": xml_text(sign)})
    if values.get("subject"):
        SubElement(frbr, "FRBRname", {"value": xml_text(str(values["subject"]))})
    expression = _frbr(part, "FRBRExpression", f"{work}/vie@", issued, name, "#issuer")
    SubElement(expression, "FRBRlanguage", {"language": "vie"})
    file = _frbr(part, "FRBRManifestation", f"{work}/vie@.akn", made.isoformat(), "transcription", _SOURCE)
    SubElement(file, "FRBRformat", {"value": "application/akn+xml"})


def _issued(text: str, made: date) -> tuple[str, str]:
    """The schema wants a whole day: where the letter left it blank, the first it can be, and a name that says so."""
    if len(text) == len("2026-11-05"):
        return text, "issued"
    return (
        (f"{text}-01", "issuedInMonth")
        if len(text) == len("2026-11")
        else (made.isoformat(), "issuedUnknown")
    )


def _frbr(part: Element, tag: str, iri: str, day: str, name: str, author: str) -> Element:
    level = SubElement(part, tag)
    SubElement(level, "FRBRthis", {"value": f"{iri}/!main" if tag == "FRBRWork" else iri})
    SubElement(level, "FRBRuri", {"value": iri})
    SubElement(level, "FRBRdate", {"date": day, "name": name})
    SubElement(level, "FRBRauthor", {"href": author})
    return level


def _analysis(meta: Element, values: Mapping[str, Any], ids: list[tuple[int, int, str]]) -> None:
    """Which paragraph holds which obligation."""
    found = []
    for place, item in enumerate(values.get("obligations") or ()):
        start = (item.get("span") or [-1])[0]
        found += [(place, name) for first, last, name in ids if first <= start <= last]
    if found:
        part = SubElement(
            SubElement(meta, "analysis", {"source": _SOURCE}), "otherAnalysis", {"source": _SOURCE}
        )
        for place, name in found:
            SubElement(part, "hc:obligation", {"place": str(place), "href": f"#{name}"})


def _references(meta: Element, values: Mapping[str, Any]) -> None:
    part = SubElement(meta, "references", {"source": _SOURCE})
    for place, citation in enumerate(values.get("citations") or (), 1):
        shown = xml_text(str(citation.get("text") or ""))
        SubElement(part, "activeRef", {"eId": f"ref_{place}", "href": work_iri(citation), "showAs": shown})
    issuer = str(values.get("issuer") or "")
    _concept(
        part, "TLCOrganization", "issuer", f"organization/vn/{slug(issuer) or 'chua-ro'}", issuer or "chưa rõ"
    )
    _concept(part, "TLCOrganization", "haichieu", "organization/vn/hai-chieu", "Hai Chiều")
    signer = values.get("signer") or {}
    _concept(part, "TLCPerson", "signer", "person/vn/signer", str(signer.get("name") or "người ký"))
    title = str(signer.get("title") or "")
    _concept(part, "TLCRole", "signer-role", f"role/vn/{slug(title) or 'nguoi-ky'}", title or "người ký")


def _concept(part: Element, tag: str, name: str, place: str, shown: str) -> None:
    SubElement(part, tag, {"eId": name, "href": f"/akn/ontology/{place}", "showAs": xml_text(shown)})
