"""Word files (.docx): what a reader of the printed pages sees, in its order.

Automatic numbers are written out, tracked deletions dropped, text boxes and footnotes kept. A page break inside a
paragraph stands before the next one: a paragraph counts to the page on which it begins.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from haichieu.text.docx_numbering import Numbering
from haichieu.text.docx_runs import words_of
from haichieu.text.docx_styles import Style, Styles, W, has_rules, is_on, numbering_of, value_of
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText, join_pages
from haichieu.text.file_type import WORD_BODY
from haichieu.text.grid import Cell, grid_lines
from haichieu.text.xml_parts import MAX_UNPACKED, OfficeArchive

_LABEL = "Tệp Word"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LONGEST_REPEATED = 300
_BLOCK_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def docx_text(data: bytes, *, max_unpacked: int = MAX_UNPACKED) -> PlainText:
    """Take the text out of a .docx file.

    A table that only places blocks on the page (letterhead, signature) is written one cell after the other; any
    other table one row a line, cells between bars.

    Raises
    ------
    UnreadableFile
        When the container or the document inside is broken, or unpacks to more than `max_unpacked` bytes.
    """
    archive = OfficeArchive(data, label=_LABEL, max_unpacked=max_unpacked)
    part = next(filter(WORD_BODY.fullmatch, sorted(archive.names)), None)
    document = None if part is None else archive.xml(part)
    if part is None or document is None:
        raise UnreadableFile("Tệp nén này không phải tệp Word (.docx).", reason="wrong_type")
    body = document.find(f"{W}body")
    if body is None:
        raise archive.corrupt()
    try:
        writer = _Writer(archive)
        lines = [*_header_lines(archive, part, body, writer), *writer.lines(body)]
        text, pages = join_pages([*lines, *writer.note_lines(archive)])
    except RecursionError:
        raise archive.corrupt() from None
    return PlainText(text, pages)


class _Writer:
    """Turns blocks into lines, counting list items and collecting notes on the way."""

    def __init__(self, archive: OfficeArchive) -> None:
        self._styles = Styles(archive.xml("word/styles.xml"))
        self._numbering = Numbering(archive.xml("word/numbering.xml"))
        self._notes: list[tuple[str, str]] = []
        self._page_ended = False

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """The lines of all blocks in an element; a line that begins a page begins with a form feed."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _BLOCK_WRAPPERS:
                yield from self.lines(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        properties = paragraph.find(f"{W}pPr")
        named = None if properties is None else value_of(properties.find(f"{W}pStyle"))
        style = self._styles.paragraph(named)
        words = words_of(paragraph, self._styles, style.look.over(self._styles.base))
        self._notes += words.notes
        text = words.text()
        own_break = is_on(properties, "pageBreakBefore")
        if own_break or (own_break is None and style.breaks_page):
            self._page_ended = True
        yield from self._broken(f"{self._label(properties, style, text)}{text}")
        for box in words.boxes:
            yield from self.lines(box)

    def _broken(self, text: str) -> Iterator[str]:
        """A paragraph's lines, and page breaks moved to its edges."""
        before, feed, after = text.partition("\f")
        begins = bool(feed) and not before.strip()
        whole = (before + after).replace("\f", "")
        starts = "\f" if self._page_ended or begins else ""
        self._page_ended = bool(feed) and (not begins or "\f" in after.rstrip("\f") or not whole.strip())
        if self._page_ended and not whole.strip():
            return
        yield from f"{starts}{whole}".split("\n")

    def _label(self, properties: etree._Element | None, style: Style, text: str) -> str:
        number, level = numbering_of(properties)
        number = style.numbering[0] if number is None else number
        level = style.numbering[1] if level is None else level
        if not text.strip():
            return ""
        label = self._numbering.label(number, level or 0)
        return "" if label[:1] in ("-", "+") and text.lstrip()[:1] in ("-", "+", "–", "•") else label

    def _table(self, table: etree._Element) -> Iterator[str]:
        above: dict[int, tuple[str, ...]] = {}
        rows = [self._row(row, above) for row in _rows(table)]
        starts = "\f" if self._page_ended and rows else ""
        lines = grid_lines(rows, is_drawn=self._is_drawn(table))
        for line in lines:
            yield f"{starts}{line}"
            starts = ""

    def _row(self, row: etree._Element, above: dict[int, tuple[str, ...]]) -> list[Cell]:
        cells, column = [], 0
        for element in _cells(row):
            properties = element.find(f"{W}tcPr")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            continues = merge is not None and merge.get(f"{W}val") != "restart"
            lines = above.get(column, ()) if continues else tuple(self.lines(element))
            # A long text is not said again for every row: it would be done again as often, too.
            above[column] = lines if sum(map(len, lines)) <= _LONGEST_REPEATED else ()
            cells.append(Cell(lines, continues))
            column += _span(properties)
        return cells

    def _is_drawn(self, table: etree._Element) -> bool:
        borders = table.find(f"{W}tblPr/{W}tblBorders")
        style = self._styles.named(value_of(table.find(f"{W}tblPr/{W}tblStyle")))
        ruled = has_rules(borders) if borders is not None else style.is_ruled
        cells = (cell.find(f"{W}tcPr/{W}tcBorders") for row in _rows(table) for cell in _cells(row))
        return ruled or any(map(has_rules, cells))

    def note_lines(self, archive: OfficeArchive) -> Iterator[str]:
        """Footnotes and endnotes in the order of their marks, each begun by its number in brackets."""
        roots = {kind: archive.xml(f"word/{kind}s.xml") for kind in ("footnote", "endnote")}
        for number, (kind, name) in enumerate(dict.fromkeys(self._notes), 1):
            root = roots[kind]
            found = () if root is None else root.iterchildren(f"{W}{kind}")
            for note in found:
                if note.get(f"{W}id") == name:
                    yield f"[{number}] " + " ".join(" ".join(self.lines(note)).split())


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{W}tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in _BLOCK_WRAPPERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _BLOCK_WRAPPERS:
            yield from _cells(child)


def _span(properties: etree._Element | None) -> int:
    value = None if properties is None else value_of(properties.find(f"{W}gridSpan"))
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 4 else 1


def _header_lines(archive: OfficeArchive, part: str, body: etree._Element, writer: _Writer) -> Sequence[str]:
    """The header of the first page: page numbers say nothing, but a letterhead may stand there."""
    section = next(body.iter(f"{W}sectPr"), None)
    if section is None:
        return ()
    wanted = "first" if is_on(section, "titlePg") else "default"
    for reference in section.findall(f"{W}headerReference"):
        if reference.get(f"{W}type", "default") == wanted:
            header = _target(archive, part, reference.get(_RELATION, ""))
            root = archive.xml(header) if header else None
            lines = () if root is None else tuple(line for line in writer.lines(root) if line.strip())
            return () if all(line.strip(" -–.").isdigit() for line in lines) else lines
    return ()


def _target(archive: OfficeArchive, part: str, relation: str) -> str | None:
    root = archive.xml(part.replace("word/", "word/_rels/", 1) + ".rels")
    for found in () if root is None else root:
        if found.get("Id") == relation and found.get("TargetMode") != "External":
            return f"word/{found.get('Target', '')}".replace("word//word/", "word/")
    return None
