"""Writes the blocks of a text: headings, paragraphs, list items, tables."""

from collections.abc import Sequence
from functools import singledispatchmethod
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from haichieu.layout.components import inline_text, nfc
from haichieu.layout.document import (
    Align,
    Block,
    FigureLink,
    Heading,
    Inline,
    Inlines,
    Item,
    PageBreak,
    Paragraph,
    Run,
    Table,
    safe_link,
)
from haichieu.layout.docx.ooxml import add_cell, add_row, open_hyperlink, table_frame
from haichieu.layout.styles import Style, TypeStyle

WORD_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_FIRST_LINE_MM = 12.7
_GAP_PT = 6
_LINE_SPACING = 1.15


def write_inlines(paragraph: WordParagraph, inlines: Sequence[Inline], size: float) -> None:
    """Write runs and links into a paragraph, `size` in points."""
    for inline in inlines:
        _write_inline(paragraph, inline, size)


def _write_inline(paragraph: WordParagraph, inline: Inline, size: float) -> None:
    run = paragraph.add_run(inline_text(inline))
    run.font.size = Pt(size)
    run.font.bold = inline.bold or None
    run.font.italic = (isinstance(inline, Run) and inline.italic) or None
    url = word_link(inline.url if isinstance(inline, FigureLink) else inline.link)
    if url:
        # Links stay black as the rule wants; the dots tell the reader on a screen that they open.
        run.font.underline = WD_UNDERLINE.DOTTED
        open_hyperlink(paragraph, url).append(run._r)


def word_link(url: str) -> str:
    """An address that works outside the site: a bare path would open a file on the reader's disk.

    >>> word_link("https://vi.example/tin-bai"), word_link("/tin-bai")
    ('https://vi.example/tin-bai', '')
    """
    address = safe_link(url)
    return "" if address.startswith("/") else address


def write_typed(run: WordRun, kind: TypeStyle) -> None:
    """Give a run the type of a component."""
    run.font.size, run.font.bold, run.font.italic = Pt(kind.size), kind.bold, kind.italic


class BlockWriter:
    """Adds blocks at the end of a Word file in one style."""

    def __init__(self, word: WordDocument, style: Style) -> None:
        self._word = word
        self._style = style
        self._size = style.type_of("body").size
        self._width = style.page[0] - style.margins.left - style.margins.right

    def add(self, blocks: Sequence[Block], *, keep_last: bool = False) -> None:
        """Add blocks; `keep_last` holds the last paragraph on the page of the signature."""
        for block in blocks:
            self._add(block)
        if keep_last and blocks and isinstance(blocks[-1], Paragraph | Item):
            self._word.paragraphs[-1].paragraph_format.keep_with_next = True

    @singledispatchmethod
    def _add(self, block: Block) -> None:
        raise TypeError(f"no way to write a {type(block).__name__}")

    @_add.register
    def _(self, block: Heading) -> None:
        paragraph = self._word.add_paragraph(nfc(block.text), style=f"Heading {min(max(block.level, 1), 3)}")
        paragraph.paragraph_format.first_line_indent = Mm(_FIRST_LINE_MM)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    @_add.register
    def _(self, block: Paragraph) -> None:
        paragraph = self._text_paragraph(block.align, indent=block.indent)
        write_inlines(paragraph, block.inlines, self._size)

    @_add.register
    def _(self, block: Item) -> None:
        paragraph = self._text_paragraph(Align.JUSTIFY, indent=True)
        write_inlines(paragraph, (Run(f"{block.marker} "), *block.inlines), self._size)

    @_add.register
    def _(self, block: PageBreak) -> None:
        self._word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    @_add.register
    def _(self, block: Table) -> None:
        if block.caption:
            caption = self._text_paragraph(Align.CENTER, indent=False)
            write_inlines(caption, (Run(block.caption, bold=True),), self._size)
            caption.paragraph_format.keep_with_next = True
        self._word.element.body.insert_element_before(self._table(block), "w:sectPr")
        self._word.add_paragraph().paragraph_format.line_spacing = Pt(_GAP_PT)

    def _text_paragraph(self, align: Align, *, indent: bool) -> WordParagraph:
        paragraph = self._word.add_paragraph()
        paragraph.alignment = WORD_ALIGN[align]
        layout = paragraph.paragraph_format
        layout.space_before, layout.space_after = Pt(0), Pt(_GAP_PT)
        layout.line_spacing = _LINE_SPACING
        layout.first_line_indent = Mm(_FIRST_LINE_MM if indent else 0)
        return paragraph

    def _table(self, block: Table) -> Any:
        columns = len(block.header)
        shares = block.widths or (1.0,) * columns
        widths = [self._width * share / sum(shares) for share in shares]
        alignments = block.alignments or (Align.LEFT,) * columns
        table = table_frame(widths, ruled=True)
        header = tuple((Run(text, bold=True),) for text in block.header)
        self._fill_row(add_row(table, header=True), header, widths, (Align.CENTER,) * columns, keep=True)
        for cells in block.rows:
            keep = block.is_short and cells is not block.rows[-1]
            self._fill_row(add_row(table), cells, widths, alignments, keep=keep)
        return table

    def _fill_row(
        self,
        row: Any,
        cells: Sequence[Inlines],
        widths: Sequence[float],
        alignments: Sequence[Align],
        *,
        keep: bool,
    ) -> None:
        size = self._style.type_of("table").size
        for inlines, width, align in zip(cells, widths, alignments, strict=True):
            cell = add_cell(row, width)
            paragraph = WordParagraph(OxmlElement("w:p"), self._word._body)
            cell.append(paragraph._p)
            paragraph.alignment = WORD_ALIGN[align]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.keep_with_next = keep or None
            write_inlines(paragraph, inlines, size)
