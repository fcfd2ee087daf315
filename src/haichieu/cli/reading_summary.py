"""What `haichieu read` prints of a letter for people: every field, every duty, and what to look at."""

from collections.abc import Iterator
from typing import Any

import click

from haichieu.dispatches.rules import Reading, page_of
from haichieu.text.file_text import FileText

_KINDS = {"task": "việc có hạn", "standing": "việc thường xuyên", "acknowledgement": "tiếp nhận"}
_NO_VALUE = {"blank": "(văn bản để trống)", "unreadable": "(không đọc được)"}
_EMPTY = "–"


def reading_summary(name: str, file_text: FileText, reading: Reading) -> Iterator[str]:
    """The lines to print for one letter, its name first."""
    yield click.style(name, bold=True)
    for label, value in _fields(reading):
        yield f"  {label + ':':<13}{value or _EMPTY}"
    for label, value in _extras(reading):
        if value:
            yield f"  {label + ':':<13}{value}"
    yield from _cited(reading)
    yield from _obligations(reading)
    yield from _limits(reading)
    yield from _marked(reading)
    for warning in (*file_text.warnings, *reading.warnings):
        yield f"  ! {warning}"


def _fields(reading: Reading) -> Iterator[tuple[str, str | None]]:
    signer = " ".join(part for part in (reading.signer[k] for k in ("authority", "title", "name")) if part)
    yield "Loại", reading.kind
    yield "Cơ quan", _or_why(reading, "issuer", reading.issuer)
    yield "Số, ký hiệu", f"{_or_why(reading, 'number', reading.number)} / {reading.symbol or _EMPTY}"
    yield (
        "Nơi, ngày",
        ", ".join(part for part in (reading.place, _or_why(reading, "date", reading.date)) if part),
    )
    yield "Trích yếu", _or_why(reading, "subject", reading.subject)
    yield "Kính gửi", "; ".join(reading.addressees)
    yield "Người ký", signer or _or_why(reading, "signer.name", None)
    yield "Nơi nhận", "; ".join(reading.recipients)


def _or_why(reading: Reading, key: str, value: str | None) -> str:
    """The value, or which of the two ways it is missing."""
    return value or _NO_VALUE.get(reading.states.get(key, ""), _EMPTY)


def _extras(reading: Reading) -> Iterator[tuple[str, str | None]]:
    """What only some letters carry."""
    stamp = reading.stamp or {}
    arrived = [f"số {stamp['number']}" if stamp.get("number") else None, stamp.get("date")]
    yield "Mức độ", ", ".join(mark for mark in (reading.urgency, reading.secrecy) if mark)
    yield "Dấu đến", ", ".join(part for part in arrived if part)
    yield "Ký số", ", ".join(part for part in (stamp.get("signed_by"), stamp.get("signed_at")) if part)
    yield "Kèm theo", "; ".join(annex["title"] for annex in reading.annexes)


def _cited(reading: Reading) -> Iterator[str]:
    if reading.citations:
        yield f"  Văn bản dẫn chiếu ({len(reading.citations)}):"
    for citation in reading.citations:
        yield f"    - {citation['text']}"


def _obligations(reading: Reading) -> Iterator[str]:
    yield f"  Nhiệm vụ ({len(reading.obligations)}):"
    for place, item in enumerate(reading.obligations, 1):
        yield f"    ({place}) {_shortened(item['text'])}"
        yield "       " + " · ".join(_details(reading, item))


def _details(reading: Reading, item: dict[str, Any]) -> list[str]:
    page = page_of(reading, item["span"][0])
    details = [
        _KINDS[item["kind"]],
        "; ".join(item["actors"]),
        f"phối hợp: {'; '.join(item['cooperating'])}" if item["cooperating"] else "",
        f"hạn: {item['deadline']['text']}" if item["deadline"] else "",
        f"báo cáo về: {item['report_to']}" if item["report_to"] else "",
        f"trang {page}" if page else "",
        "không thành nhiệm vụ" if item["boundary"] else "",
    ]
    return [detail for detail in details if detail]


def _limits(reading: Reading) -> Iterator[str]:
    """The limits to keep, in the letter's words, and which of them the program cannot measure."""
    if reading.limits:
        yield f"  Giới hạn ({len(reading.limits)}):"
    for limit in reading.limits:
        what = f": {_shortened(limit['what'])}" if limit["what"] else ""
        yield f"    - {limit['text']}{what}{'' if limit['share'] else ' (máy chưa đo được)'}"


def _marked(reading: Reading) -> Iterator[str]:
    if reading.boundaries:
        yield f"  Câu được đánh dấu, không thành nhiệm vụ ({len(reading.boundaries)}):"
    for mark in reading.boundaries:
        yield f"    - [{mark['boundary']}] {_shortened(reading.text[mark['start'] : mark['end']])}"
        yield f"      {mark['sentence']}"


def _shortened(text: str, width: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"
