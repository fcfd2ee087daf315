"""The zones of a letter: letterhead, body, end, annexes."""

from dataclasses import dataclass, replace

from haichieu.dispatches.rules.addressees import Greeting, find_greeting
from haichieu.dispatches.rules.kind import find_headline, find_title
from haichieu.dispatches.rules.letterhead import find_issuers, find_named_issuers, is_printed, whole_name
from haichieu.dispatches.rules.number import LetterNumber, find_number
from haichieu.dispatches.rules.place_date import PlaceDate, find_date_below, find_place_date
from haichieu.dispatches.rules.recipients import find_recipients
from haichieu.dispatches.rules.sheet import Line, Sheet, is_motto
from haichieu.dispatches.rules.signer import Signer, find_co_signers, find_signer
from haichieu.dispatches.rules.spans import Span, Value
from haichieu.dispatches.rules.subject import (
    find_heading_subject,
    find_marked_subject,
    find_stray_subject,
    headline_subject,
    titled_subject,
)
from haichieu.dispatches.rules.tail import Tail, find_tail, split_caps
from haichieu.text.patterns import late

_HEAD_LINES = 60
#: A decision names its body again within so many lines of its title.
_NAME_LINES = 16
#: So many lines above the end the place and date may stand.
_ABOVE_END = 4
_LINK = late(r"https?://")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the body."""

    issuer: Value | None
    number: LetterNumber | None
    place_date: PlaceDate | None
    title: tuple[str, Line, Span] | None
    subject: Value | None
    greeting: Greeting | None
    #: Index of the first line of the body.
    body: int
    #: Whether words stand in the place of the issuer that name none.
    issuer_garbled: bool = False
    #: The bodies that issue the letter together with the issuer.
    co_issuers: tuple[Value, ...] = ()
    #: Bodies that the symbol names: they issue together where each signs for itself.
    named: tuple[Value, ...] = ()

    def signed_by(self, end: "End | None") -> "Head":
        """The head of a letter with this end: two who sign for two bodies make the letter theirs.

        >>> head = Head(None, None, None, None, None, None, 0)
        >>> head.signed_by(None) is head
        True
        """
        if end is None or not end.co_signers or self.co_issuers or not self.named:
            return self
        return replace(self, issuer=self.named[0], co_issuers=self.named[1:])


@dataclass(frozen=True, slots=True)
class End:
    """What stands below the body."""

    recipients: tuple[Value, ...]
    signer: Signer
    #: Index of the first line of the end, and of the first line after it.
    start: int
    after: int
    #: Who signed beside or below the signer, for a body of their own.
    co_signers: tuple[Signer, ...] = ()


def read_head(sheet: Sheet) -> Head:
    """Read everything above the body."""
    first = _first_line(sheet)
    greeting = find_greeting(sheet)
    limit = greeting.first if greeting else min(len(sheet.lines), first + _HEAD_LINES)
    lines = sheet.lines[first:limit]
    if greeting is not None and greeting.at > sheet.lines[limit].span.start:
        lines = (*lines, _before(sheet.lines[limit], greeting.at))
    title = _own_title(sheet, lines)
    if title is not None and greeting is None:
        lines = tuple(line for line in lines if line.index <= title[1].index)
    number = find_number(sheet, lines)
    place_date = find_place_date(sheet, lines, number.end if number else 0)
    above = _above(lines, number, place_date, title)
    symbol = number.symbol.text if number and number.symbol else None
    issuers = find_issuers(sheet, above, _place_start(place_date), symbol)
    named = find_named_issuers(sheet, above, _place_start(place_date), symbol)
    issuer = issuers[0] if issuers else None
    if title is not None:
        subject, body = titled_subject(sheet, title[1], title[2], _folded(issuer, sheet), limit)
        subject = subject or find_marked_subject(sheet, lines)
    else:
        subject = find_marked_subject(sheet, lines)
        if subject is None and greeting is not None:
            stray = find_stray_subject(sheet, sheet.lines[greeting.end :])
            subject = stray or find_heading_subject(sheet, lines)
        body = _after_head(sheet, lines, number, place_date)
    if greeting is not None:
        body = greeting.end
    if title is not None and issuer is not None:
        issuer = whole_name(sheet, issuer, sheet.lines[title[1].index + 1 : title[1].index + _NAME_LINES])
    garbled = issuer is None and is_printed(sheet, above)
    if title is None and not (subject or greeting or number or place_date or issuer):
        title = find_headline(sheet, lines)
        if title is not None:
            subject, body = headline_subject(sheet, title[1], title[2])
    return Head(issuer, number, place_date, title, subject, greeting, body, garbled, issuers[1:], named)


def _own_title(sheet: Sheet, lines: tuple[Line, ...]) -> tuple[str, Line, Span] | None:
    """The title of the letter itself: one that stands below its end is the title of what is attached to it."""
    title = find_title(sheet, lines)
    if title is None:
        return None
    tail = find_tail(sheet, tuple(line for line in lines if line.index < title[1].index))
    # Without a number above, the end may be that of what stood on a page before the letter.
    return title if tail is None or find_number(sheet, lines) is None else None


def read_end(sheet: Sheet, body: int) -> End | None:
    """Read everything below the body that begins at line `body`; None when the letter has no end."""
    tail = find_tail(sheet, sheet.lines[body:])
    if tail is None:
        return None
    listed: tuple[Value, ...] = ()
    after = tail.start + 1
    above = sheet.lines[tail.start : tail.recipients or tail.start + 14]
    pieces = [part for line in above for cell in line.cells for part in split_caps(sheet, cell)]
    if tail.recipients is not None:
        listed, others, after = find_recipients(sheet, sheet.lines[tail.recipients : tail.recipients + 60])
        pieces += others
    signer = find_signer(sheet, tuple(pieces))
    beside = find_co_signers(sheet, tuple(pieces), signer)
    last = beside[-1] if beside else signer
    after = max(_after_end(sheet, tail, each, after) for each in (signer, last))
    return End(listed, signer, tail.start, after, beside)


def dated_below(sheet: Sheet, head: Head, end: End | None) -> Head:
    """The head with the place and date that some letters print above the signature, where it has none of its own."""
    if head.place_date is not None or end is None:
        return head
    near = sheet.lines[max(head.body, end.start - _ABOVE_END) : end.start + 2]
    return replace(head, place_date=find_date_below(sheet, near))


def _after_end(sheet: Sheet, tail: Tail, signer: Signer, after: int) -> int:
    ends = [after, tail.start + 1]
    for value in (signer.name, signer.title):
        if value is not None:
            ends.append(_line_at(sheet, value.spans[-1].start) + 1)
    return max(ends)


def _line_at(sheet: Sheet, offset: int) -> int:
    return next((line.index for line in sheet.lines if line.span.end >= offset), len(sheet.lines) - 1)


def _first_line(sheet: Sheet) -> int:
    """Skip what a web page put above the letter: its address, and its own heading over the letterhead."""
    start = 0
    for line in sheet.lines[:12]:
        if _LINK.search(sheet.raw(line.span)):
            start = line.index + 1
    for line in sheet.lines[start : start + 6]:
        if (
            sheet.raw(line.span).startswith("#")
            and _motto_follows(sheet, line)
            and not find_title(sheet, (line,))
        ):
            start = line.index + 1
    return start


def _motto_follows(sheet: Sheet, line: Line) -> bool:
    later = sheet.lines[line.index + 1 : line.index + 8]
    return any(is_motto(sheet.folded(cell)) for each in later for cell in each.cells)


def _above(
    lines: tuple[Line, ...],
    number: LetterNumber | None,
    place_date: PlaceDate | None,
    title: tuple[str, Line, Span] | None,
) -> tuple[Line, ...]:
    """Lines that can hold the letterhead: those up to the number line, or to the next thing known to follow it."""
    if number is not None:
        return tuple(_before(line, number.start) for line in lines if line.index <= number.line)
    if place_date is not None:
        return tuple(line for line in lines if line.index < place_date.line)
    if title is None:
        return ()
    _, at, span = title
    beside = _before(at, span.start)
    return (*(line for line in lines if line.index < at.index), beside)


def _before(line: Line, offset: int) -> Line:
    """The line with what stands before an offset, in its cells and in that one which goes on behind it."""
    if line.span.end < offset:
        return line
    cells = (Span(cell.start, min(cell.end, offset)) for cell in line.cells if cell.start < offset)
    return replace(line, cells=tuple(cells))


def _place_start(place_date: PlaceDate | None) -> int | None:
    return (
        place_date.place.spans[0].start if place_date is not None and place_date.place is not None else None
    )


def _folded(issuer: Value | None, sheet: Sheet) -> str:
    return " ".join(" ".join(sheet.folded(span).split()) for span in issuer.spans) if issuer else ""


def _after_head(
    sheet: Sheet, lines: tuple[Line, ...], number: LetterNumber | None, place_date: PlaceDate | None
) -> int:
    known = [part.line for part in (number, place_date) if part is not None]
    return max(known) + 1 if known else (lines[0].index if lines else 0)
