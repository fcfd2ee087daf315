"""The parts of a letter's text: head, legal bases, numbered paragraphs, end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haichieu.text.folding import fold
from haichieu.text.patterns import late

_HEAD = ("issuer", "number", "symbol", "place", "date", "kind", "subject", "addressees")
_END = ("recipients", "signer.authority", "signer.title", "signer.name")
_MARKER = late(
    r"\s*(?:(?:Điều|Phần|Chương|Mục)\s+[\dIVXLC]+[a-z]?[.:]?|[IVXLC]{1,5}[.)]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}|[a-zđ][.)]|[-–+•*●])(?=\s+\S)"
)
_CLOSED = late(r"[.;:!?…]\s*$|\./\s*$")
_BASIS = ("can cu ", "xet de nghi", "xet to trinh", "theo de nghi")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text and where it starts."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together, with the marker of the first (“1.”, “a)”), empty where it has none."""

    lines: tuple[Line, ...]
    marker: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A letter divided; all lines are in one of the parts, in order."""

    head: tuple[Line, ...]
    bases: tuple[Group, ...]
    body: tuple[Group, ...]
    end: tuple[Line, ...]


def divide(values: Mapping[str, Any]) -> Parts:
    """Divide the text of a reading by the places of its fields.

    >>> parts = divide({"text": "Số: 1/KH\\nCăn cứ Luật A;\\n1. Làm\\nđúng hạn.", "spans": {"number": [[4, 5]]}})
    >>> len(parts.head), len(parts.bases), [(group.marker, len(group.lines)) for group in parts.body]
    (1, 1, [('1.', 2)])
    """
    lines = _lines(str(values.get("text") or ""))
    spans = values.get("spans") or {}
    acts = _rows(lines, spans, ("obligations",))
    ends = [row for row in _rows(lines, spans, _END) if row > max(acts, default=-1)]
    end = _with_label(lines, min(ends)) if ends else len(lines)
    first = min([end, *acts, *_rows(lines, spans, ("citations",))])
    head = max((row + 1 for row in _rows(lines, spans, _HEAD) if row < first), default=0)
    while head < end and not lines[head].text.strip():
        head += 1
    groups = _groups(lines[head:end])
    bases = next((n for n, group in enumerate(groups) if not _is_basis(group)), len(groups))
    return Parts(tuple(lines[:head]), tuple(groups[:bases]), tuple(groups[bases:]), tuple(lines[end:]))


def _lines(text: str) -> list[Line]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Line(start, line))
        start += len(line) + 1
    return lines


def _rows(lines: Sequence[Line], spans: Mapping[str, Any], keys: Iterable[str]) -> list[int]:
    """The numbers of the lines on which spans of these fields end."""
    ends = [int(span[1]) - 1 for key in keys for span in spans.get(key) or ()]
    starts = [line.start for line in lines]
    return [sum(start <= end for start in starts) - 1 for end in ends if end >= 0]


def _with_label(lines: Sequence[Line], row: int) -> int:
    """The line “Nơi nhận:” and blank lines above belong to the end."""
    while row and (not lines[row - 1].text.strip() or fold(lines[row - 1].text).startswith("noi nhan")):
        row -= 1
    return row


def _groups(lines: Sequence[Line]) -> list[Group]:
    """Wrapped lines are joined to the paragraph above; blank lines close it."""
    groups: list[list[Line]] = []
    closed = True
    for line in lines:
        blank = not line.text.strip()
        if groups and (blank or not (closed or _MARKER.match(line.text))):
            groups[-1].append(line)
        else:
            groups.append([line])
        closed = blank or bool(_CLOSED.search(line.text))
    return [Group(tuple(group), _marker(group[0].text)) for group in groups]


def _marker(text: str) -> str:
    found = _MARKER.match(text)
    return found.group() if found else ""


def _is_basis(group: Group) -> bool:
    first = next((line.text for line in group.lines if line.text.strip()), "")
    return fold(first).removeprefix("- ").startswith(_BASIS)
