"""Reads the facts of a Word file: every length, type and paragraph as the file and its styles say them."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.section import Section
from docx.shared import Length
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat
from docx.text.run import Run

from haichieu.layout.checker.facts import Facts, Line, PageNumber, Piece, SectionFacts, Shape, Source
from haichieu.layout.document import Align
from haichieu.layout.errors import UnreadableDocument

_MM = 36000
#: Single distance of lines in shares of the type size, for Times New Roman.
_SINGLE = 1.15
#: Size Word takes where a file says nothing, in points.
_WORD_DEFAULT_SIZE = 10.0


def word_facts(path: Path) -> Facts:
    """Read a Word file. Raises `UnreadableDocument` with one Vietnamese sentence."""
    try:
        word = Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        raise UnreadableDocument(
            f"Không mở được “{path.name}” như một tệp Word (.docx); hãy lưu lại ở dạng .docx rồi kiểm tra lần nữa."
        ) from error
    return Facts(
        Source.WORD,
        sections=tuple(_section(section) for section in word.sections),
        lines=tuple(_lines(word)),
        page_number=next(filter(None, map(_page_number, word.sections)), None),
    )


def _section(section: Section) -> SectionFacts:
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    width, height = (section.page_width or 0) / _MM, (section.page_height or 0) / _MM
    top, bottom, left, right = ((side or 0) / _MM for side in sides)
    return SectionFacts(width, height, top, bottom, left, right)


def _page_number(section: Section) -> PageNumber | None:
    for part, at_top in ((section.header, True), (section.footer, False)):
        holder = next((p for p in part._element.iter(qn("w:p")) if _has_page_field(p)), None)
        if holder is not None:
            paragraph = Paragraph(holder, part)
            size = next((run.font.size.pt for run in paragraph.runs if run.font.size is not None), None)
            is_centred = _align(paragraph) is Align.CENTER or _is_framed_in_middle(holder)
            return PageNumber(at_top, is_centred, size, bool(section.different_first_page_header_footer))
    return None


def _has_page_field(paragraph: Any) -> bool:
    codes = [code.text for code in paragraph.iter(qn("w:instrText"))]
    codes += [field.get(qn("w:instr")) for field in paragraph.iter(qn("w:fldSimple"))]
    return any("PAGE" in (code or "") and "NUMPAGES" not in (code or "") for code in codes)


def _is_framed_in_middle(paragraph: Any) -> bool:
    """Word's own command puts the number into a frame in the middle of the margin."""
    frame = next(paragraph.iter(qn("w:framePr")), None)
    return frame is not None and frame.get(qn("w:xAlign")) == "center"


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
    """The lines of a paragraph: one, or as many as its line breaks make where it is not justified."""
    runs = list(_runs(paragraph))
    align = _align(paragraph)
    for part in _broken(runs) if align is not Align.JUSTIFY else [[(run, run.text) for run in runs]]:
        pieces = tuple(_piece(word, paragraph, run, text) for run, text in part if text.strip())
        if pieces:
            # Not paragraph.text: it leaves out words that Word has put into smart tags.
            text = "".join(text for _, text in part).strip()
            shape = _shape(paragraph, runs, max(piece.size for piece in pieces))
            yield Line(text, pieces, align, column, in_data_table, shape)


def _broken(runs: list[Run]) -> list[list[tuple[Run, str]]]:
    lines: list[list[tuple[Run, str]]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append((run, first))
        lines += [[(run, text)] for text in others]
    return lines


def _runs(paragraph: Paragraph) -> Iterator[Run]:
    """All runs, those inside of links too."""
    for run in paragraph._p.iter(qn("w:r")):
        if isinstance(run, CT_R):
            yield Run(run, paragraph)


_ALIGN = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "center": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.JUSTIFY,
    "distribute": Align.JUSTIFY,
}


def _align(paragraph: Paragraph) -> Align | None:
    """Read as it is written: the newer words “start” and “end” are unknown to the library."""
    holders = (paragraph._p, *(style.element for style in _style_chain(paragraph)))
    said = (holder.find(f"{qn('w:pPr')}/{qn('w:jc')}") for holder in holders)
    return next((_ALIGN.get(str(jc.get(qn("w:val")))) for jc in said if jc is not None), None)


def _shape(paragraph: Paragraph, runs: list[Run], size: float) -> Shape:
    formats = [paragraph.paragraph_format, *(style.paragraph_format for style in _style_chain(paragraph))]
    before, after = (
        next((gap.pt for form in formats if (gap := getattr(form, side)) is not None), 0.0)
        for side in ("space_before", "space_after")
    )
    return Shape(_first_line(paragraph, runs, formats), _spacing(formats, size), before, after)


def _first_line(paragraph: Paragraph, runs: list[Run], formats: list[ParagraphFormat]) -> float | None:
    if next(paragraph._p.iter(qn("w:numPr")), None) is not None or runs[0].text[:1] in ("\t", " ", "\u00a0"):
        return None
    left = next((form.left_indent for form in formats if form.left_indent is not None), Length(0))
    first = next(
        (form.first_line_indent for form in formats if form.first_line_indent is not None), Length(0)
    )
    return None if first < 0 else (left + first) / _MM


def _spacing(formats: list[ParagraphFormat], size: float) -> float:
    """Distance of lines; an exact one is compared with the single distance of its type."""
    for form in formats:
        found = form.line_spacing
        if isinstance(found, Length):
            lines = float(found.pt) / (size * _SINGLE)
            return max(lines, 1.0) if form.line_spacing_rule is WD_LINE_SPACING.AT_LEAST else lines
        if found is not None:
            return float(found)
    return 1.0


def _style_chain(paragraph: Paragraph) -> Iterator[ParagraphStyle]:
    style = paragraph.style
    while isinstance(style, ParagraphStyle):
        yield style
        style = style.base_style


def _piece(word: WordDocument, paragraph: Paragraph, run: Run, text: str) -> Piece:
    styles = list(_style_chain(paragraph))
    size = next((font.size for font in (run.font, *(s.font for s in styles)) if font.size is not None), None)
    bold = next((font.bold for font in (run.font, *(s.font for s in styles)) if font.bold is not None), False)
    italic = next(
        (font.italic for font in (run.font, *(s.font for s in styles)) if font.italic is not None), False
    )
    return Piece(
        text,
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
