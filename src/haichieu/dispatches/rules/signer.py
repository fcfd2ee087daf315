"""Signer: authority (TM., KT., TL., TUQ., Q.), the signer's own title, and the name."""

import itertools
from dataclasses import dataclass

from haichieu.dispatches.rules.names import is_name, name_start, without_degree
from haichieu.dispatches.rules.sheet import Sheet
from haichieu.dispatches.rules.spans import Span, Value, trim, value_of
from haichieu.dispatches.rules.tail import AUTHORITY, TITLE, is_authority, is_capital
from haichieu.text.patterns import late
from haichieu.text.syllables import counted_words, is_syllable

_LABELS = {"tm": "TM.", "kt": "KT.", "tl": "TL.", "tuq": "TUQ.", "q": "Q."}
_MARK = late(
    r"(?<![a-z])(?:t[./ ]{0,2}u[./ ]{0,2}q|t[./]{0,2}m|k[./]{0,2}t|t[./]{0,2}l|q)(?:[.,/:]{1,2}\s?|\s)(?=[a-z])"
)
_SMALL_AUTHORITY = late(r"(?:T/M|K/T|T/L)(?!\w)|(?:TM|KT|TL|TUQ)\s?[./]")
_BARE_MARK = late(r"(?:TM|KT|TL|TUQ)\s?\.?")
#: What stands below a title and is none of it.
_NO_MORE = late(
    r"\W*(?:da ky|ky |ban |sao |chu ky|dau |mau |phu luc|danh sach|ke hoach|noi nhan|so:)|.*\bda k[yi]\b"
)
_MORE_LINES = 2
#: What was written into the place of the signature, on the line of the title or of the name.
_NOTE = late(r"[(\[]\s*(?:da |chu )?k[yi]\b[^()\[\]]{0,30}[)\]]|(?<!\S)da k[yi](?!\S)")
_LONGEST_TITLE = 7
_EDGE = " \t|*_.,:;-–—#“”\"'"
_NO_SIGNATURE = late(r"^\W*(?:noi nhan|luu|so )")
_NO_LETTER = late(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as far as it can be read."""

    authority: Value | None
    title: Value | None
    name: Value | None
    #: Whether something stands in the place of the title, or of the name, that cannot be read.
    title_garbled: bool = False
    name_garbled: bool = False


def find_signer(sheet: Sheet, pieces: tuple[Span, ...]) -> Signer:
    """Read the signature from the pieces of the tail that are not recipients.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("TM. BAN THƯỜNG VỤ\\nPHÓ CHỦ TỊCH\\n\\nĐỗ Lê Tín")
    >>> signer = find_signer(sheet, tuple(cell for line in sheet.lines for cell in line.cells))
    >>> signer.authority.text, signer.title.text, signer.name.text
    ('TM.', 'PHÓ CHỦ TỊCH', 'Đỗ Lê Tín')
    """
    pieces = _with_marks(sheet, tuple(part for piece in pieces for part in _parts(sheet, piece)))
    name_at, name = _find_name(sheet, pieces)
    if name_at is not None and (head := _head_beside(sheet, pieces, name_at)) is not None:
        pieces, name_at = head, len(head) - 1
        name = _name_value(sheet, head[-1], 0.8)
    before = pieces[: name_at + 1] if name_at is not None else pieces[:12]
    if name_at is not None:
        before = _same_column(sheet, pieces, name_at)
    capitals = [piece for piece in before if _is_capital_piece(sheet, piece)]
    if not capitals and name_at is not None:
        return _in_small_letters(sheet, before, name)
    title = _title(sheet, capitals)
    garbled = title is None and any(_holds_title(sheet, piece) for piece in capitals)
    return Signer(_authority(sheet, capitals), title, name, title_garbled=garbled)


def find_co_signers(sheet: Sheet, pieces: tuple[Span, ...], signer: Signer) -> tuple[Signer, ...]:
    """Who else signed, with a title of their own: on the right of the signer, or below.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("CHỦ TỊCH\\nLê An Na\\nGIÁM ĐỐC\\nTrần Văn Bình")
    >>> pieces = tuple(cell for line in sheet.lines for cell in line.cells)
    >>> [other.name.text for other in find_co_signers(sheet, pieces, find_signer(sheet, pieces))]
    ['Trần Văn Bình']
    """
    if signer.name is None or signer.title is None:
        return ()
    at_name = next((at for at, piece in enumerate(pieces) if _touches(piece, signer.name)), len(pieces))
    behind = [part for piece in pieces[at_name:] for part in _parts(sheet, piece)]
    after = next((at for at, part in enumerate(behind) if _touches(part, signer.name)), len(behind)) + 1
    # Most letters are signed once: what stands before the name is then left alone.
    if not any(is_name(sheet.raw(part)) for part in behind[after:]):
        return ()
    pieces = (*(part for piece in pieces[:at_name] for part in _parts(sheet, piece)), *behind)
    first = len(pieces) - len(behind) + after - 1
    found: list[Signer] = []
    last = first
    for at in range(first + 1, len(pieces)):
        if not is_name(sheet.raw(pieces[at])):
            continue
        own = pieces[last + 1 : at]
        if not own and "\n" not in sheet.text[pieces[last].end : pieces[at].start]:
            edge = (_column(sheet, pieces[last]) + _column(sheet, pieces[at])) / 2
            own = tuple(piece for piece in pieces[:first] if _column(sheet, piece) >= edge)
        capitals = [piece for piece in own if _is_capital_piece(sheet, piece)]
        title = _title(sheet, capitals)
        if title is not None:
            found.append(Signer(_authority(sheet, capitals), title, _name_value(sheet, pieces[at], 0.8)))
        last = at
    return tuple(found)


def _touches(piece: Span, value: Value) -> bool:
    return any(span.start < piece.end and piece.start < span.end for span in value.spans)


def _holds_title(sheet: Sheet, piece: Span) -> bool:
    """Whether a title of the signer's own stands in a piece from which none could be read."""
    flat = sheet.folded(piece)
    mark = AUTHORITY.match(flat) if is_authority(sheet, piece) else None
    # The first title behind KT. or TL. is another's.
    return len(TITLE.findall(flat)) > (mark is not None and bool(TITLE.match(flat, mark.end())))


def _head_beside(sheet: Sheet, pieces: tuple[Span, ...], name_at: int) -> tuple[Span, ...] | None:
    """The pieces of the right-hand column where only that one has a title: on the left signs who wrote the report."""
    name = pieces[name_at]
    beside = [piece for piece in pieces[name_at + 1 : name_at + 2] if is_name(sheet.raw(piece))]
    if not beside or "\n" in sheet.text[name.end : beside[0].start]:
        return None
    edge = (_column(sheet, name) + _column(sheet, beside[0])) / 2
    left = [piece for piece in pieces[:name_at] if _column(sheet, piece) < edge]
    right = [piece for piece in pieces[:name_at] if _column(sheet, piece) >= edge]
    if any(_signs(sheet, piece) for piece in left) or not any(_signs(sheet, piece) for piece in right):
        return None
    return (*right, beside[0])


def _signs(sheet: Sheet, piece: Span) -> bool:
    return is_authority(sheet, piece) or (
        bool(TITLE.match(sheet.folded(piece))) and is_capital(sheet.raw(piece))
    )


def _same_column(sheet: Sheet, pieces: tuple[Span, ...], name_at: int) -> tuple[Span, ...]:
    """What stands above a name; where two names stand side by side, only what is nearer to the first of them."""
    name = pieces[name_at]
    line = sheet.text.count("\n", 0, name.start)
    beside = [
        piece
        for piece in pieces[name_at + 1 : name_at + 3]
        if is_name(sheet.raw(piece)) and sheet.text.count("\n", 0, piece.start) == line
    ]
    before = pieces[: name_at + 1]
    if not beside:
        return before
    edge = (_column(sheet, name) + _column(sheet, beside[0])) / 2
    return tuple(piece for piece in before if _column(sheet, piece) < edge)


def _column(sheet: Sheet, piece: Span) -> int:
    return piece.start - (sheet.text.rfind("\n", 0, piece.start) + 1)


def _in_small_letters(sheet: Sheet, pieces: tuple[Span, ...], name: Value | None) -> Signer:
    """A signature without capitals: “TM. Ban Thường vụ”, “Phó Chủ tịch”."""
    marked = [piece for piece in pieces if _SMALL_AUTHORITY.match(sheet.raw(piece))]
    titles = [piece for piece in pieces if _is_small_title(sheet, piece)]
    authority = _marks(sheet, marked)
    title = value_of(sheet.text, [trim(sheet.text, titles[-1], _EDGE)], 0.7) if titles else None
    return Signer(authority, title, name)


def _is_small_title(sheet: Sheet, piece: Span) -> bool:
    raw = sheet.raw(piece)
    return raw[:1].isupper() and len(raw.split()) <= _LONGEST_TITLE and bool(TITLE.match(sheet.folded(piece)))


def _parts(sheet: Sheet, piece: Span) -> list[Span]:
    """Cut one flattened cell at a note of signing, before each authority mark, each further title and the name."""
    piece = trim(sheet.text, piece)
    raw, flat = sheet.raw(piece), sheet.folded(piece)
    noted = _NOTE.search(flat)
    if noted and noted.end() - noted.start() < len(flat):
        around = (0, noted.start(), noted.end(), len(flat))
        cut = [Span(piece.start + a, piece.start + b) for a, b in itertools.pairwise(around) if a < b]
        return [part for span in cut if span.of(sheet.text) for part in _parts(sheet, span)]
    start = name_start(raw)
    name_cut = start if start is not None and start > 0 else len(raw)
    cuts = {0, name_cut, len(raw)}
    if is_capital(raw[:name_cut]):
        marks = list(_MARK.finditer(flat, 0, name_cut))
        cuts.update(match.start() for match in marks)
        owned = {match.end() for match in marks}
        for match in TITLE.finditer(flat, 0, name_cut):
            fresh = match.start() not in owned and not _follows_comma(flat, match.start())
            if fresh and (match.start() == 0 or not flat[match.start() - 1].isalnum()):
                cuts.add(match.start())
    edges = sorted(cuts)
    spans = [trim(sheet.text, Span(piece.start + a, piece.start + b)) for a, b in itertools.pairwise(edges)]
    return [span for span in spans if span.end > span.start]


def _with_marks(sheet: Sheet, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """The pieces, a mark that stands alone on its line joined to the title below it: “TL.” / “BỘ TRƯỞNG”."""
    found: list[Span] = []
    for piece in pieces:
        if found and _BARE_MARK.fullmatch(sheet.raw(found[-1])):
            piece = Span(found.pop().start, piece.end)
        found.append(piece)
    return tuple(found)


def _follows_comma(flat: str, at: int) -> bool:
    before = flat[:at].rstrip()
    return before.endswith((",", "-", " kiem", " ban")) and not before.endswith("truong ban")


def _is_capital_piece(sheet: Sheet, piece: Span) -> bool:
    raw = sheet.raw(piece)
    return is_capital(raw) and len(raw) < 100


def _find_name(sheet: Sheet, pieces: tuple[Span, ...]) -> tuple[int | None, Value | None]:
    seen_capitals = False
    for index, piece in enumerate(pieces[:40]):
        raw = sheet.raw(piece)
        seen_capitals = seen_capitals or _is_capital_piece(sheet, piece)
        if is_name(raw):
            return index, _name_value(sheet, piece, 0.95 if seen_capitals else 0.7)
        start = name_start(raw)
        if start is not None and seen_capitals and not _NO_SIGNATURE.match(sheet.folded(piece)):
            span = Span(piece.start + start, piece.end)
            return index, value_of(sheet.text, [trim(sheet.text, span, _EDGE)], 0.6)
    return None, None


def _name_value(sheet: Sheet, piece: Span, sure: float) -> Value:
    bare = trim(sheet.text, piece, _EDGE)
    return value_of(sheet.text, [Span(bare.start + without_degree(sheet.raw(bare)), bare.end)], sure)


def _authority(sheet: Sheet, capitals: list[Span]) -> Value | None:
    return _marks(sheet, [piece for piece in capitals if is_authority(sheet, piece)])


def _marks(sheet: Sheet, pieces: list[Span]) -> Value | None:
    marks: list[str] = []
    spans: list[Span] = []
    for piece in pieces:
        match = AUTHORITY.match(sheet.folded(piece))
        if match is None:
            continue
        label = _LABELS.get(_NO_LETTER.sub("", match.group(0)), "")
        if label and label not in marks:
            marks.append(label)
            spans.append(trim(sheet.text, Span(piece.start, piece.start + match.end()), " \t,:/"))
    return Value(" ".join(marks), tuple(spans), 0.95) if marks else None


def _title(sheet: Sheet, capitals: list[Span]) -> Value | None:
    titles = [
        own
        for own in (_own_title(sheet, piece) for piece in capitals)
        if own is not None and TITLE.match(sheet.folded(trim(sheet.text, own, _EDGE)))
    ]
    if not titles:
        return None
    more = _continued(sheet, titles[-1], capitals)
    return value_of(sheet.text, [trim(sheet.text, span, _EDGE) for span in (titles[-1], *more)], 0.93)


def _continued(sheet: Sheet, title: Span, capitals: list[Span]) -> list[Span]:
    """The lines right below a title that only go on with it: “GIÁM ĐỐC TRUNG TÂM / PHỤC VỤ HÀNH CHÍNH CÔNG”."""
    found: list[Span] = []
    last = title
    for piece in capitals:
        if piece.start <= title.start:
            continue
        between = sheet.text[last.end : piece.start]
        same_line = bool(found) and between == " "
        if (
            not (between.count("\n") == 1 or same_line)
            or _NO_MORE.match(sheet.folded(piece))
            or len(found) == _MORE_LINES
        ):
            break
        words = counted_words(sheet.raw(piece))
        if (
            not words
            or not all(is_syllable(word) for word in words)
            or any(map(str.isdigit, sheet.raw(piece)))
        ):
            break
        found.append(piece)
        last = piece
    return found


def _own_title(sheet: Sheet, piece: Span) -> Span | None:
    """The title that can be the signer's own: after TM., KT., TL. and TUQ. it is another's, after Q. it is not."""
    match = AUTHORITY.match(sheet.folded(piece)) if is_authority(sheet, piece) else None
    if match is None:
        return piece
    return Span(piece.start + match.end(), piece.end) if match.group(0)[0] == "q" else None
