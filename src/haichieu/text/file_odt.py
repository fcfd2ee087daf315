"""OpenDocument texts (.odt): paragraphs, lists with their numbers, tables, text boxes and notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from haichieu.text.docx_numbering import number_label
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText, join_pages
from haichieu.text.grid import Cell, grid_lines
from haichieu.text.legacy import by_font
from haichieu.text.xml_parts import MAX_UNPACKED, OfficeArchive

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, STYLE, DRAW, OFFICE = (
    f"{_URN}{name}:1.0}}" for name in ("text", "table", "style", "drawing", "office")
)
FO = f"{_URN}xsl-fo-compatible:1.0}}"
_SKIPPED = frozenset(
    {f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}note-citation", f"{TEXT}ruby-text"}
)
_DEEPEST = 20
_MOST_SPACES = 200


@dataclass(frozen=True, slots=True)
class _Look:
    font: str = ""
    capitals: bool = False
    breaks: bool = False


def odt_text(data: bytes, *, max_unpacked: int = MAX_UNPACKED) -> PlainText:
    """Take the text out of an .odt file; tables as in Word files.

    Raises
    ------
    UnreadableFile
        When the container or the document inside is broken, or unpacks to more than `max_unpacked` bytes.
    """
    archive = OfficeArchive(data, label="Tệp OpenDocument", max_unpacked=max_unpacked)
    content = archive.xml("content.xml")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if content is None or body is None:
        raise UnreadableFile("Tệp nén này không phải văn bản OpenDocument (.odt).", reason="wrong_type")
    try:
        writer = _Writer(content, archive.xml("styles.xml"))
        lines = list(writer.lines(body))
        text, pages = join_pages([*lines, *writer.notes])
    except RecursionError:
        raise archive.corrupt() from None
    return PlainText(text, pages)


class _Writer:
    """Turns blocks into lines, collecting notes on the way."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        self._counts: dict[str, list[int]] = {}
        self.notes: list[str] = []
        for root in (styles, content):
            for element in () if root is None else root.iter(f"{STYLE}style", f"{TEXT}list-style"):
                known = self._lists if element.tag == f"{TEXT}list-style" else self._styles
                known[element.get(f"{STYLE}name", "")] = element

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """The lines of all blocks in an element."""
        for child in parent:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, 1, child.get(f"{TEXT}style-name", ""))
            elif child.tag == f"{TABLE}table":
                yield from self._table(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self.lines(child)

    def _paragraph(self, paragraph: etree._Element, label: str = "") -> Iterator[str]:
        boxes: list[etree._Element] = []
        look = self._look(paragraph.get(f"{TEXT}style-name", ""), _Look())
        text = "".join(self._words(paragraph, look, boxes))
        before, feed, after = text.partition("\f")
        starts = "\f" if look.breaks or (feed and not before.strip()) else ""
        yield from f"{starts}{label if text.strip() else ''}{before}{after}".split("\n")
        if feed and not starts:
            yield "\f"
        for box in boxes:
            yield from self.lines(box)

    def _words(self, element: etree._Element, look: _Look, boxes: list[etree._Element]) -> Iterator[str]:
        yield _shown(element.text, look)
        for child in element:
            if child.tag == f"{TEXT}span":
                yield from self._words(child, self._look(child.get(f"{TEXT}style-name", ""), look), boxes)
            elif child.tag == f"{TEXT}note":
                self._note(child)
            elif isinstance(child.tag, str) and child.tag.startswith(DRAW):
                boxes.append(child)
            elif (sign := _sign(child)) is not None:
                yield sign
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._words(child, look, boxes)
            yield _shown(child.tail, look)

    def _note(self, note: etree._Element) -> None:
        body = note.find(f"{TEXT}note-body")
        words = "" if body is None else " ".join(" ".join(self.lines(body)).split())
        self.notes.append(f"[{len(self.notes) + 1}] {words}")

    def _list(self, element: etree._Element, level: int, style: str) -> Iterator[str]:
        counts = self._counts.setdefault(style, [])
        if (
            level == 1
            and element.get(f"{TEXT}continue-numbering") != "true"
            and not element.get(f"{TEXT}continue-list")
        ):
            counts.clear()
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            label = self._label(style, level) if item.tag == f"{TEXT}list-item" and _begins(item) else ""
            for child in item:
                if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    yield from self._paragraph(child, label)
                    label = ""
                elif child.tag == f"{TEXT}list":
                    yield from self._list(child, level + 1, child.get(f"{TEXT}style-name", style))

    def _label(self, style: str, level: int) -> str:
        counts = self._counts.setdefault(style, [])
        marks = {_level(one): one for one in self._lists.get(style, ())}
        own = marks.get(level)
        del counts[level:]
        while len(counts) < level:
            at = marks.get(len(counts) + 1)
            counts.append(_whole(None if at is None else at.get(f"{TEXT}start-value"), 1) - 1)
        counts[level - 1] += 1
        if own is None or own.tag != f"{TEXT}list-level-style-number":
            return "- "
        shown = _whole(own.get(f"{TEXT}display-levels"), 1)
        numbers = [
            number_label(counts[at - 1], _format(marks.get(at)))
            for at in range(max(1, level - shown + 1), level + 1)
        ]
        if not own.get(f"{STYLE}num-format"):
            return ""
        label = f"{own.get(f'{STYLE}num-prefix', '')}{'.'.join(numbers)}{own.get(f'{STYLE}num-suffix', '')}"
        return f"{label} "

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows, ruled = [], False
        for row in table.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table")) is not table:
                continue
            cells = [cell for cell in row if cell.tag == f"{TABLE}table-cell"]
            ruled = ruled or any(self._is_ruled(cell) for cell in cells)
            rows += [[Cell(tuple(self.lines(cell))) for cell in cells]]
        yield from grid_lines(rows, is_drawn=ruled)

    def _is_ruled(self, cell: etree._Element) -> bool:
        style = self._styles.get(cell.get(f"{TABLE}style-name", ""))
        properties = None if style is None else style.find(f"{STYLE}table-cell-properties")
        sides = (
            ()
            if properties is None
            else (properties.get(f"{FO}border{side}") for side in ("", "-left", "-right"))
        )
        return any(side not in (None, "", "none") for side in sides)

    def _look(self, name: str, below: _Look, depth: int = 0) -> _Look:
        style = self._styles.get(name)
        if style is None or depth > _DEEPEST:
            return below
        below = self._look(style.get(f"{STYLE}parent-style-name", ""), below, depth + 1)
        text, block = style.find(f"{STYLE}text-properties"), style.find(f"{STYLE}paragraph-properties")
        font = "" if text is None else text.get(f"{STYLE}font-name") or text.get(f"{FO}font-family") or ""
        capitals = text is not None and text.get(f"{FO}text-transform") == "uppercase"
        breaks = block is not None and block.get(f"{FO}break-before") == "page"
        return _Look(font.strip("'\"") or below.font, capitals or below.capitals, breaks or below.breaks)


def _shown(text: str | None, look: _Look) -> str:
    if not text:
        return ""
    shown = by_font(re.sub(r"[ \t\r\n\f]+", " ", text), look.font)
    return shown.upper() if look.capitals else shown


def _sign(element: etree._Element) -> str | None:
    if element.tag == f"{TEXT}s":
        return " " * min(_MOST_SPACES, _whole(element.get(f"{TEXT}c"), 1))
    return {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n", f"{TEXT}soft-page-break": "\f"}.get(element.tag)


def _begins(item: etree._Element) -> bool:
    return len(item) > 0 and item[0].tag in (f"{TEXT}p", f"{TEXT}h")


def _level(mark: etree._Element) -> int:
    return _whole(mark.get(f"{TEXT}level"), 0)


def _format(mark: etree._Element | None) -> str:
    return "1" if mark is None else mark.get(f"{STYLE}num-format", "1")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
