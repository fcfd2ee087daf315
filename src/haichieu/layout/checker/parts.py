"""Finds the components of an official document among its lines."""

import re
from dataclasses import dataclass
from datetime import date

from docx.enum.text import WD_ALIGN_PARAGRAPH

from haichieu.layout.checker.facts import Facts, Line
from haichieu.layout.styles import Style, all_styles

#: How far from its beginning a document may still show its letterhead, in lines.
_HEAD_LINES = 30
#: How far below “Nơi nhận” a signature without a table may begin, in lines.
_CLOSING_LINES = 15
#: “Số:”, “Số 127-QĐ/TW”, “Số /LĐLĐ”; but not a sentence that begins with “Số liệu”.
_NUMBER = re.compile(r"^Số(\s*:|\s+\d|\s*[/-])", re.IGNORECASE)
_DATE = re.compile(r"ngày\s*(\d{0,2})\s*tháng\s*(\d{0,2})\s*năm\s*(\d{4})\s*$", re.IGNORECASE)
_RECIPIENTS = re.compile(r"^Nơi\s+nhận\b", re.IGNORECASE)
_LETTER_SUBJECT = re.compile(r"^(V/v|Về việc)\b", re.IGNORECASE)
_AUTHORITY = re.compile(r"^(TM|KT|TL|TUQ|Q)\.?\s")
_UNION_WORDS = ("CÔNG ĐOÀN", "LIÊN ĐOÀN LAO ĐỘNG", "LĐLĐ", "CĐCS")


@dataclass(frozen=True, slots=True)
class Parts:
    """Index of the line that holds each component, or None where it is missing."""

    emblem: int | None
    issuing_body: int | None
    number: int | None
    place_date: int | None
    kind: int | None
    recipients: int | None
    signature: int | None
    #: Indices of the lines of the text proper.
    body: tuple[int, ...]


def find_parts(facts: Facts, style: Style) -> Parts:
    """Place each component of a style in a document."""
    lines = facts.lines
    head = range(min(len(lines), _HEAD_LINES))
    emblem = next((i for i in head if is_emblem(lines[i].text, style)), None)
    number = next((i for i in head if _NUMBER.match(lines[i].text)), None)
    place_date = next((i for i in head if date_match(lines[i].text)), None)
    kind = next((i for i in head if _is_kind(lines[i], style)), None)
    bodies = (i for i in head if (number is None or i < number) and _may_be_body(lines[i], style))
    issuing_body = next(bodies, None)
    recipients = next((i for i, line in enumerate(lines) if _RECIPIENTS.match(line.text)), None)
    after_head = max((i for i in (number, place_date, kind, emblem) if i is not None), default=-1) + 1
    while after_head < len(lines) and _continues_title(lines[after_head]):
        after_head += 1
    signature = _signature(lines, (number or 0) + 1, recipients)
    ends = [i for i in (recipients, signature) if i is not None]
    body = tuple(i for i in range(after_head, min(ends, default=len(lines))) if lines[i].column is None)
    return Parts(emblem, issuing_body, number, place_date, kind, recipients, signature, body)


def detect_style(facts: Facts) -> Style:
    """The style a document means to follow, from its emblem lines and the name of its body.

    The rule in force on the day of the document is taken, else the newest; without any emblem the State's.
    """
    day = _document_day(facts)
    keys = _keys(facts)
    candidates = [style for style in reversed(all_styles()) if style.key in keys]
    in_force = (style for style in candidates if day is None or style.holds_on(day))
    return next(in_force, candidates[0])


def _keys(facts: Facts) -> tuple[str, ...]:
    head = facts.lines[:_HEAD_LINES]
    for style in all_styles():
        if style.key in ("party", "youth") and any(is_emblem(line.text, style) for line in head):
            return (style.key,)
    bodies = [line.text.upper() for line in head if line.text.isupper()]
    is_union = any(word in text for text in bodies for word in _UNION_WORDS)
    return ("union",) if is_union else ("state",)


def _document_day(facts: Facts) -> date | None:
    for line in facts.lines[:_HEAD_LINES]:
        match = date_match(line.text)
        if match and match[1] and match[2]:
            try:
                return date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                return None
    return None


def is_emblem(text: str, style: Style) -> bool:
    """Whether a line is the first emblem line of a style (Quốc hiệu or its Party and youth counterparts)."""
    return " ".join(text.upper().split()) == style.emblem_lines[0]


def date_match(text: str) -> re.Match[str] | None:
    """Day, month and year of a place-and-date line; a draft leaves day and month empty."""
    return _DATE.search(text) if "," in text or text.lower().startswith("ngày") else None


def _is_kind(line: Line, style: Style) -> bool:
    return " ".join(line.text.upper().split()) in style.kinds or bool(_LETTER_SUBJECT.match(line.text))


def _continues_title(line: Line) -> bool:
    return line.column is None and line.align is WD_ALIGN_PARAGRAPH.CENTER


def _may_be_body(line: Line, style: Style) -> bool:
    emblem = {text.upper() for text in style.emblem_lines}
    text = " ".join(line.text.split())
    return text.isupper() and text.upper() not in emblem and text not in style.kinds


def _signature(lines: tuple[Line, ...], start: int, recipients: int | None) -> int | None:
    """First line of the signing block: an authority form, or capitals beside or after the recipients."""
    for index in range(start, len(lines)):
        text = lines[index].text
        if _AUTHORITY.match(text) and text.isupper():
            return index
        if recipients is not None and _closes_beside(lines, recipients, index) and text.isupper():
            return index
    return None


def _closes_beside(lines: tuple[Line, ...], recipients: int, index: int) -> bool:
    """Whether a line stands where the signature goes: the cell beside the recipients, or shortly after them."""
    if lines[recipients].column is not None:
        return index > recipients and lines[index].column not in (None, lines[recipients].column)
    return recipients < index <= recipients + _CLOSING_LINES and not lines[index].text.startswith("PHỤ LỤC")
