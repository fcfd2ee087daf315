"""Finds the components of an official document among its lines."""

import re
from dataclasses import dataclass

from haichieu.layout.checker.facts import Facts, Line
from haichieu.layout.checker.folded import bare
from haichieu.layout.checker.tail import Entry, Tail, find_tail
from haichieu.layout.document import Align
from haichieu.layout.styles import Style

#: How far from its beginning a document may still show its letterhead, in lines.
_HEAD_LINES = 30
#: “Số:”, “Số 127-QĐ/TW”, “Số /LĐLĐ”; but not a sentence that begins with “Số liệu”.
_NUMBER = re.compile(r"^Số(\s*:|\s*\d|\s*[/-])", re.IGNORECASE)
_DATE = re.compile(r"ngày\s*(\d{0,2})[\s._…]*tháng\s*(\d{0,2})[\s._…]*năm\s*(\d{4})?[\s._…]*$", re.IGNORECASE)
_SUBJECT = re.compile(r"^[“\"'(]?\s*(V/v|V\s*/\s*v|Về việc|Về)\b", re.IGNORECASE)
_GREETING = re.compile(r"^Kính\s+(gửi|trình|thưa)\b", re.IGNORECASE)
_DASH = re.compile(r"^\s*[-–—+•]")
#: Letters of the emblem that tell it from any other line.
_EMBLEM_LETTERS = 18
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Parts:
    """Index of the line that holds each component, or None where it is missing."""

    emblem: int | None
    #: Second emblem line (Tiêu ngữ) of the State and the unions.
    motto: int | None
    issuing_body: int | None
    number: int | None
    place_date: int | None
    #: Line with the name of the kind in capitals, and that name.
    title: int | None
    title_kind: str
    #: Line of a công văn's subject (“V/v …”).
    letter_subject: int | None
    greeting: int | None
    #: Names under or beside “Kính gửi”.
    addressees: tuple[Entry, ...]
    tail: Tail
    #: Indices of the lines of the text proper.
    body: tuple[int, ...]

    @property
    def kind(self) -> int | None:
        """Title or, in a công văn, its subject."""
        return self.title if self.title is not None else self.letter_subject

    @property
    def recipients(self) -> int | None:
        """Line of “Nơi nhận”."""
        return self.tail.recipients

    @property
    def signature(self) -> int | None:
        """First line of the signing block."""
        return self.tail.signature

    @property
    def is_letter(self) -> bool:
        """Whether it is a công văn: a subject or an address without the name of a kind."""
        return self.title is None and (self.letter_subject is not None or self.greeting is not None)


def find_parts(facts: Facts, style: Style) -> Parts:
    """Place each component of a style in a document."""
    lines = facts.lines
    head = range(min(len(lines), _HEAD_LINES))
    emblem = next((i for i in head if is_emblem(lines[i].text, style)), None)
    motto = next((i for i in head if is_motto(lines[i].text, style)), None)
    number = next((i for i in head if _NUMBER.match(lines[i].text)), None)
    place_date = next((i for i in head if date_match(lines[i].text)), None)
    greeting = next((i for i in head if _GREETING.match(lines[i].text)), None)
    title = next(
        (i for i in head if title_kind(lines[i], style) and (greeting is None or i < greeting)), None
    )
    above = (i for i in head if (number is None or i < number) and _may_be_body(lines[i], style))
    subject = _letter_subject(lines, head, title, greeting, (number, place_date))
    issuing_body = next(above, None)
    start = (
        max((i for i in (number, place_date, title, subject, emblem, motto) if i is not None), default=-1) + 1
    )
    tail = find_tail(lines, number or 0, start)
    addressees, start = _addressees(lines, greeting, start)
    while title is not None and start < len(lines) and _continues_title(lines[start]):
        start += 1
    ends = [i for i in (tail.recipients, tail.signature) if i is not None]
    end = min(ends, default=len(lines))
    body = tuple(i for i in range(start, end) if lines[i].column is None and _says_something(lines[i]))
    return Parts(
        emblem, motto, issuing_body, number, place_date, title,
        title_kind(lines[title], style) if title is not None else "",
        subject, greeting, addressees, tail, body,
    )  # fmt: skip


def is_emblem(text: str, style: Style) -> bool:
    """Whether a line is meant as the first emblem line of a style, written rightly or not."""
    letters = bare(style.emblem_lines[0])
    found = bare(text)
    return found.startswith(letters[:_EMBLEM_LETTERS]) and len(found) <= len(letters) + 2


def is_motto(text: str, style: Style) -> bool:
    """Whether a line is meant as the second emblem line of a style."""
    return len(style.emblem_lines) > 1 and bare(text) == bare(style.emblem_lines[1])


def date_match(text: str) -> re.Match[str] | None:
    """Day, month and year of a place-and-date line; a draft leaves day and month empty."""
    if "," not in text and not text.lower().startswith("ngày"):
        return None
    return _DATE.search(text) if len(text) < 90 else None


def title_kind(line: Line, style: Style) -> str:
    """The kind that a line names as a title, alone or with the subject behind it; empty when none."""
    text = " ".join(line.text.split()).rstrip(":")
    upper = text.upper()
    for kind in style.kinds:
        if upper == kind or (text.startswith(f"{kind} ") and len(text) < _LONGEST_TITLE and upper != text):
            return kind
    return ""


def _letter_subject(
    lines: tuple[Line, ...],
    head: range,
    title: int | None,
    greeting: int | None,
    before: tuple[int | None, ...],
) -> int | None:
    """“V/v …” anywhere in the head; “Về việc …” only where no kind is named and nothing but the letterhead is above."""
    end = greeting if greeting is not None else len(head)
    marked = next(
        (i for i in head if i < end and re.match(r"^[“\"'(]?\s*V\s*/\s*v\b", lines[i].text, re.I)), None
    )
    if marked is not None or title is not None or not any(index is not None for index in before):
        return marked
    first = min(index for index in before if index is not None)
    return next((i for i in range(first + 1, end) if _SUBJECT.match(lines[i].text)), None)


def _addressees(lines: tuple[Line, ...], greeting: int | None, start: int) -> tuple[tuple[Entry, ...], int]:
    if greeting is None:
        return (), start
    rest = re.sub(r"^Kính\s+\w+\s*:?\s*", "", lines[greeting].text, flags=re.IGNORECASE)
    entries = [Entry(rest, greeting)] if rest else []
    index = greeting + 1
    while index < len(lines) and _goes_on(lines[index], entries, is_first=index == greeting + 1):
        if _DASH.match(lines[index].text) or not entries:
            entries.append(Entry(lines[index].text.strip(), index))
        else:
            entries[-1] = Entry(f"{entries[-1].text} {lines[index].text.strip()}", entries[-1].line)
        index += 1
    return tuple(entries), max(index, start)


def _goes_on(line: Line, entries: list[Entry], *, is_first: bool) -> bool:
    if _DASH.match(line.text):
        return not entries or bool(_DASH.match(entries[-1].text))
    if not entries:
        return is_first and len(line.text) < 120 and not line.text.rstrip().endswith(("./.", ":"))
    last = entries[-1].text.rstrip()
    return not last.endswith((".", ";", ":")) and (line.text[:1].islower() or last.endswith(","))


def _says_something(line: Line) -> bool:
    """Not a crumb that recognition left between the text and the recipients."""
    return sum(map(str.isalpha, line.text)) > 1 or "/" in line.text


def _continues_title(line: Line) -> bool:
    return line.column is None and line.align is Align.CENTER


def _may_be_body(line: Line, style: Style) -> bool:
    text = " ".join(line.text.split())
    return (
        text.isupper()
        and sum(map(str.isalpha, text)) > 3
        and not is_emblem(text, style)
        and not title_kind(line, style)
    )
