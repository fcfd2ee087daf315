"""What the checker needs to know of a Word file: paper, lines of text with their type, page numbers."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.section import Section
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from haichieu.layout.errors import UnreadableDocument

_MM = 36000
#: Size Word takes where a file says nothing, in points.
_WORD_DEFAULT_SIZE = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one type."""

    text: str
    #: Family; “theme” where the file leaves it to a theme, empty where it says nothing.
    font: str
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph that is not blank."""

    text: str
    pieces: tuple[Piece, ...]
    align: WD_ALIGN_PARAGRAPH | None
    #: Column of the table it stands in, or None outside of tables.
    column: int | None
    #: Whether its table shows ruled lines (a table of data, not a frame for the letterhead).
    in_data_table: bool = False

    @property
    def sizes(self) -> set[float]:
        """Type sizes used in it."""
        return {piece.size for piece in self.pieces}

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(piece.bold for piece in self.pieces)

    @property
    def is_italic(self) -> bool:
        """Whether all of it is italic."""
        return all(piece.italic for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """Paper of one section, in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Facts:
    """A Word file as the rules see it."""

    sections: tuple[SectionFacts, ...]
    lines: tuple[Line, ...]
    #: Whether the header or the footer carries a page number.
    has_page_number: bool
    #: Whether that number is left out on the first page.
    hides_first_number: bool


def read_facts(path: Path) -> Facts:
    """Read a Word file. Raises `UnreadableDocument` with one Vietnamese sentence."""
    try:
        word = Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        raise UnreadableDocument(
            f"Không mở được “{path.name}” như một tệp Word (.docx); hãy lưu lại ở dạng .docx rồi kiểm tra lần nữa."
        ) from error
    return Facts(
        sections=tuple(_section(section) for section in word.sections),
        lines=tuple(_lines(word)),
        has_page_number=any(_has_page_field(section) for section in word.sections),
        hides_first_number=bool(word.sections[0].different_first_page_header_footer),
    )


def _section(section: Section) -> SectionFacts:
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    width, height = (section.page_width or 0) / _MM, (section.page_height or 0) / _MM
    top, bottom, left, right = ((side or 0) / _MM for side in sides)
    return SectionFacts(width, height, top, bottom, left, right)


def _has_page_field(section: Section) -> bool:
    parts = (section.header, section.footer)
    return any(
        "PAGE" in (code.text or "") for part in parts for code in part._element.iter(qn("w:instrText"))
    ) or any(
        "PAGE" in (field.get(qn("w:instr")) or "")
        for part in parts
        for field in part._element.iter(qn("w:fldSimple"))
    )


def _lines(word: WordDocument) -> Iterator[Line]:
    for content in word.iter_inner_content():
        if isinstance(content, Paragraph):
            yield from _line(word, content, None, in_data_table=False)
        else:
            yield from _table_lines(word, content)


def _table_lines(word: WordDocument, table: Table) -> Iterator[Line]:
    ruled = _is_ruled(table)
    for row in table._tbl.tr_lst:
        for column, cell in enumerate(row.tc_lst):
            for paragraph in cell.p_lst:
                yield from _line(word, Paragraph(paragraph, word._body), column, in_data_table=ruled)


def _is_ruled(table: Table) -> bool:
    inside = table._tbl.tblPr.find(f"{qn('w:tblBorders')}/{qn('w:insideH')}")
    if inside is not None:
        return inside.get(qn("w:val")) not in ("nil", "none")
    return table.style is not None and "Grid" in (table.style.name or "")


def _line(
    word: WordDocument, paragraph: Paragraph, column: int | None, *, in_data_table: bool
) -> Iterator[Line]:
    runs = list(_runs(paragraph))
    pieces = tuple(_piece(word, paragraph, run) for run in runs if run.text.strip())
    if pieces:
        # Not paragraph.text: it leaves out words that Word has put into smart tags.
        yield Line(
            "".join(run.text for run in runs).strip(), pieces, _align(paragraph), column, in_data_table
        )


def _runs(paragraph: Paragraph) -> Iterator[Run]:
    """All runs, those inside of links too."""
    for run in paragraph._p.iter(qn("w:r")):
        if isinstance(run, CT_R):
            yield Run(run, paragraph)


def _align(paragraph: Paragraph) -> WD_ALIGN_PARAGRAPH | None:
    if paragraph.alignment is not None:
        return paragraph.alignment
    for style in _style_chain(paragraph):
        align: WD_ALIGN_PARAGRAPH | None = style.paragraph_format.alignment
        if align is not None:
            return align
    return None


def _style_chain(paragraph: Paragraph) -> Iterator[ParagraphStyle]:
    style = paragraph.style
    while isinstance(style, ParagraphStyle):
        yield style
        style = style.base_style


def _piece(word: WordDocument, paragraph: Paragraph, run: Run) -> Piece:
    styles = list(_style_chain(paragraph))
    size = next((font.size for font in (run.font, *(s.font for s in styles)) if font.size is not None), None)
    bold = next((font.bold for font in (run.font, *(s.font for s in styles)) if font.bold is not None), False)
    italic = next(
        (font.italic for font in (run.font, *(s.font for s in styles)) if font.italic is not None), False
    )
    return Piece(
        run.text,
        _family(word, run, styles),
        size.pt if size else _default_size(word),
        bool(bold),
        bool(italic),
    )


def _family(word: WordDocument, run: Run, styles: list[ParagraphStyle]) -> str:
    holders = [run._r.rPr, *(style.element.rPr for style in styles), _default_properties(word)]
    for holder in holders:
        fonts = holder.find(qn("w:rFonts")) if holder is not None else None
        if fonts is None:
            continue
        if fonts.get(qn("w:asciiTheme")):
            return "theme"
        if fonts.get(qn("w:ascii")):
            return str(fonts.get(qn("w:ascii")))
    return ""


def _default_properties(word: WordDocument) -> object:
    path = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    return word.styles.element.find(path)


def _default_size(word: WordDocument) -> float:
    path = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}"
    size = word.styles.element.find(path)
    return int(size.get(qn("w:val"))) / 2 if size is not None else _WORD_DEFAULT_SIZE
