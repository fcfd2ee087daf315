"""The letter's own text, cut into stretches and marked pieces, so that each value can be seen in its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from haichieu.dispatches.rules import Duty

#: field → (word on the mark, colour group)
FIELD_MARKS = {
    "kind": ("Loại văn bản", "what"),
    "number": ("Số", "sign"),
    "symbol": ("Ký hiệu", "sign"),
    "date": ("Ngày", "sign"),
    "place": ("Nơi ban hành", "sign"),
    "issuer": ("Cơ quan ban hành", "who"),
    "subject": ("Trích yếu", "what"),
    "addressees": ("Kính gửi", "who"),
    "recipients": ("Nơi nhận", "who"),
    "citations": ("Văn bản viện dẫn", "law"),
    "limits": ("Giới hạn", "limit"),
    "signer.authority": ("Thẩm quyền ký", "who"),
    "signer.title": ("Chức vụ", "who"),
    "signer.name": ("Người ký", "who"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One value in its place."""

    start: int
    end: int
    #: word shown on the mark
    label: str
    #: colour group
    group: str
    #: ids of this place, for links to it; only the first range of a value carries them
    places: tuple[str, ...]
    #: id of the field that the mark leads back to
    field: str
    #: id of the input that holds the value on the form
    input: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with at most one mark."""

    text: str
    mark: Mark | None = None
    #: number of the page that begins here; 0 where none does
    page: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines between paragraphs that ask for something, or one such paragraph."""

    start: int
    end: int
    #: numbers of the duties that stand here, counted from 1
    duties: tuple[int, ...] = ()
    #: sentences of the boundaries that the paragraph touches
    boundaries: tuple[str, ...] = ()
    #: ids of this place
    places: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def look(self) -> str:
        """Which look the paragraph gets: boundary, duty or plain."""
        if self.boundaries:
            return "boundary"
        return "duty" if self.duties else "plain"


def duty_place(key: str) -> str:
    """Id of a duty's paragraph in the letter."""
    return f"t-viec-{key.replace('.', '-')}"


def field_place(name: str) -> str:
    """Id of a field's first range in the letter."""
    return f"t-{name.replace('.', '-')}"


def input_id(name: str) -> str:
    """Id of the input that holds a field on the form; empty for what has none.

    >>> input_id("number"), input_id("signer.title"), input_id("citations")
    ('i-field-number', 'i-signer-title', '')
    """
    if name in ("citations", "limits"):
        return ""
    return f"i-{name.replace('.', '-')}" if "." in name else f"i-field-{name}"


def letter_stretches(text: str, values: Mapping[str, Any], duties: Sequence[Duty]) -> list[Stretch]:
    """Cut the cleaned text of a letter along its duties, boundaries and fields.

    No character is lost but the line breaks between stretches.

    >>> [s.look for s in letter_stretches("Kính gửi: A", {}, [])]
    ['plain']
    """
    marks = _field_marks(values, len(text))
    stretches = []
    for stretch in _cut(len(text), _asking(values, duties, len(text))):
        whole = text[stretch.start : stretch.end]
        if whole.strip():
            start = stretch.start + len(whole) - len(whole.lstrip("\n"))
            end = stretch.start + len(whole.rstrip())
            pieces = _paged(_pieces(text, start, end, marks), _page_starts(values, stretch, end), start)
            stretches.append(replace(stretch, pieces=tuple(pieces)))
    return stretches


def marked_fields(values: Mapping[str, Any]) -> frozenset[str]:
    """Fields that have a place in the letter."""
    return frozenset(name for name, spans in (values.get("spans") or {}).items() if any(_ranges(spans)))


def _ranges(spans: Any) -> Iterator[tuple[int, int]]:
    """All ranges in however deep a list of lists."""
    if isinstance(spans, Mapping):
        spans = list(spans.values())
    if not isinstance(spans, list | tuple):
        return
    if len(spans) == 2 and all(isinstance(bound, int) for bound in spans):
        yield spans[0], spans[1]
        return
    for span in spans:
        yield from _ranges(span)


def _field_marks(values: Mapping[str, Any], length: int) -> list[Mark]:
    """Marks in order, none over another; a value without room of its own lends its id to the one in its place."""
    wanted = []
    for name, (label, group) in FIELD_MARKS.items():
        ranges = sorted(_ranges((values.get("spans") or {}).get(name)))
        for nth, (start, end) in enumerate(ranges):
            if 0 <= start < end <= length:
                places = (field_place(name),) if nth == 0 else ()
                field = f"f-{name.partition('.')[0]}"
                wanted.append(Mark(start, end, label, group, places, field, input_id(name)))
    kept: list[Mark] = []
    for mark in sorted(wanted, key=lambda mark: (mark.start, -mark.end)):
        if kept and mark.start < kept[-1].end:
            kept[-1] = replace(kept[-1], places=kept[-1].places + mark.places)
        else:
            kept.append(mark)
    return kept


def _asking(values: Mapping[str, Any], duties: Sequence[Duty], length: int) -> list[Stretch]:
    """Paragraphs that ask for something, in order, overlapping ones joined."""
    found = [
        Stretch(duty.start, min(duty.end, length), (number,), (), (duty_place(duty.key),))
        for number, duty in enumerate(duties, start=1)
        if 0 <= duty.start < min(duty.end, length)
    ]
    found += [
        Stretch(touched["start"], min(touched["end"], length), boundaries=(touched["sentence"],))
        for touched in values.get("boundaries") or []
        if 0 <= touched["start"] < min(touched["end"], length)
    ]
    joined: list[Stretch] = []
    for stretch in sorted(found, key=lambda stretch: (stretch.start, -stretch.end)):
        if joined and stretch.start < joined[-1].end:
            joined[-1] = _join(joined[-1], stretch)
        else:
            joined.append(stretch)
    return joined


def _join(first: Stretch, second: Stretch) -> Stretch:
    fresh = tuple(sentence for sentence in second.boundaries if sentence not in first.boundaries)
    return Stretch(
        first.start,
        max(first.end, second.end),
        first.duties + second.duties,
        first.boundaries + fresh,
        first.places + second.places,
    )


def _cut(length: int, asking: Iterable[Stretch]) -> Iterator[Stretch]:
    at = 0
    for stretch in asking:
        if stretch.start > at:
            yield Stretch(at, stretch.start)
        yield stretch
        at = stretch.end
    if at < length:
        yield Stretch(at, length)


def _page_starts(values: Mapping[str, Any], stretch: Stretch, end: int) -> list[tuple[int, int]]:
    """Offset and number of the pages that begin in a stretch; of a letter on one page none is worth telling."""
    pages = values.get("pages") or []
    last = end if end < stretch.end else stretch.end
    if len(pages) < 2:
        return []
    return [
        (at, number)
        for number, at in enumerate(pages, start=1)
        if stretch.start <= at < max(last, stretch.end)
    ]


def _paged(pieces: Iterable[Piece], pages: Sequence[tuple[int, int]], start: int) -> Iterator[Piece]:
    """The pieces with the beginnings of pages between them; a mark is never cut by one."""
    left, at = list(pages), start
    for piece in pieces:
        end = at + len(piece.text)
        while left and left[0][0] < end:
            place, number = left.pop(0)
            if piece.mark is None and at < place:
                yield Piece(piece.text[: place - at])
                piece, at = replace(piece, text=piece.text[place - at :]), place
            yield Piece("", page=number)
        yield piece
        at = end
    yield from (Piece("", page=number) for _, number in left)


def _pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    at = start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last], mark)
        at = last
    if at < end:
        yield Piece(text[at:end])
