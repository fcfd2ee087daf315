"""The head of an official document: bodies, emblem lines, number, place and date, title, addressees."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from haichieu.layout.components import (
    addressee_lines,
    letter_subject,
    nfc,
    number_line,
    place_date_line,
)
from haichieu.layout.document import OfficialDocument
from haichieu.layout.docx.blocks import write_typed
from haichieu.layout.docx.ooxml import add_cell, add_row, draw_rule, table_frame
from haichieu.layout.styles import Style

#: Share of the text width that the names of the bodies take; the rest holds the emblem lines.
LEFT_SHARE = 0.4
#: Widths of letters in shares of the type size, measured on Times New Roman bold.
_CAPITAL_WIDTH, _SMALL_WIDTH = 0.614, 0.453
_MM_PER_PT = 25.4 / 72
#: Free room between the names of the bodies and the emblem lines.
_GUTTER_MM = 3.0


class Column:
    """One cell that takes centred lines and rules."""

    def __init__(
        self, word: WordDocument, style: Style, cell: Any, width_mm: float, *, gutter_mm: float = 0
    ) -> None:
        self._word, self._style, self._cell = word, style, cell
        self._width, self._gutter = width_mm - gutter_mm, gutter_mm

    def line(self, text: str, component: str, *, before: float = 0) -> None:
        """Add a centred line in the type of a component, `before` points under the last one."""
        paragraph = self._paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(before)
        write_typed(paragraph.add_run(text), self._style.type_of(component))

    def rule(self, length_mm: float) -> None:
        """Add a thin centred line of this length."""
        rest = Mm(max(self._width - length_mm, 0) / 2)
        draw_rule(self._paragraph(), left=rest, right=Length(rest + Mm(self._gutter)))

    def close(self) -> None:
        """Leave the cell valid: Word wants a paragraph at its end."""
        if not self._cell.p_lst:
            self._paragraph()

    def _paragraph(self) -> WordParagraph:
        paragraph = WordParagraph(OxmlElement("w:p"), self._word._body)
        self._cell.append(paragraph._p)
        paragraph.paragraph_format.right_indent = Mm(self._gutter) if self._gutter else None
        return paragraph


def text_width_mm(style: Style) -> float:
    """Width between the margins."""
    return style.page[0] - style.margins.left - style.margins.right


def add_letterhead(word: WordDocument, doc: OfficialDocument) -> None:
    """Write boxes 1 to 4: two columns without visible borders."""
    style, width = doc.style, text_width_mm(doc.style)
    widths = (width * LEFT_SHARE, width * (1 - LEFT_SHARE))
    table = table_frame(widths, ruled=False)
    for fill_left, fill_right in ((_fill_bodies, _fill_emblem), (_fill_number, _fill_place_date)):
        row = add_row(table)
        left = Column(word, style, add_cell(row, widths[0]), widths[0], gutter_mm=_GUTTER_MM)
        right = Column(word, style, add_cell(row, widths[1]), widths[1])
        fill_left(left, doc)
        fill_right(right, doc)
        left.close()
        right.close()
    word.element.body.insert_element_before(table, "w:sectPr")


def _fill_bodies(column: Column, doc: OfficialDocument) -> None:
    style = doc.style
    if doc.parent_body.strip():
        column.line(nfc(doc.parent_body).strip().upper(), "parent_body")
    name = nfc(doc.issuing_body).strip().upper()
    column.line(name, "issuing_body")
    if style.body_rule:
        full = len(name) * _CAPITAL_WIDTH * style.type_of("issuing_body").size * _MM_PER_PT
        column.rule(0.4 * min(full, LEFT_SHARE * text_width_mm(style)))
    if style.body_separator:
        column.line(style.body_separator, "issuing_body")


def _fill_emblem(column: Column, doc: OfficialDocument) -> None:
    *upper, last = doc.style.emblem_lines
    for text in upper:
        column.line(text, "emblem_first")
    column.line(last, "emblem_last")
    letter = _CAPITAL_WIDTH if last.isupper() else _SMALL_WIDTH
    column.rule(len(last) * letter * doc.style.type_of("emblem_last").size * _MM_PER_PT)


def _fill_number(column: Column, doc: OfficialDocument) -> None:
    column.line(number_line(doc), "number", before=6)
    if letter_subject(doc):
        column.line(letter_subject(doc), "letter_subject", before=3)
    if doc.draft_mark.strip():
        column.line(nfc(doc.draft_mark).strip().upper(), "draft_mark", before=3)


def _fill_place_date(column: Column, doc: OfficialDocument) -> None:
    column.line(place_date_line(doc), "place_date", before=6)


def add_title(word: WordDocument, doc: OfficialDocument) -> None:
    """Write box 5a: kind and subject, centred, with a short line below. A công văn has none."""
    if not doc.kind.strip():
        return
    kind, subject = doc.style.type_of("kind"), doc.style.type_of("subject")
    _centred(word, nfc(doc.kind).strip().upper(), before=18).paragraph_format.keep_with_next = True
    write_typed(word.paragraphs[-1].runs[0], kind)
    if doc.subject.strip():
        layout = _centred(word, nfc(doc.subject).strip(), before=0).paragraph_format
        layout.left_indent = layout.right_indent = Mm(text_width_mm(doc.style) * 0.1)
        write_typed(word.paragraphs[-1].runs[0], subject)
    add_title_rule(word, doc.style)


def add_title_rule(word: WordDocument, style: Style) -> None:
    """Draw the short line under a title and leave a little room."""
    side = Mm(text_width_mm(style) * 0.41)
    draw_rule(word.add_paragraph(), left=side, right=side)
    word.add_paragraph().paragraph_format.line_spacing = Pt(8)


def add_addressees(word: WordDocument, doc: OfficialDocument) -> None:
    """Write box 9a: “Kính gửi: …”, one name on the line, several below it."""
    lines = addressee_lines(doc)
    if not lines:
        return
    only = lines[0] if len(lines) == 1 else ""
    head = _centred(word, f"Kính gửi: {only}".rstrip(), before=0 if doc.kind else 12)
    for line in () if only else lines:
        entry = word.add_paragraph(line)
        entry.paragraph_format.left_indent = Mm(text_width_mm(doc.style) * LEFT_SHARE)
        entry.runs[0].font.size = Pt(doc.style.type_of("addressees").size)
    head.runs[0].font.size = Pt(doc.style.type_of("addressees").size)
    word.paragraphs[-1].paragraph_format.space_after = Pt(12)


def _centred(word: WordDocument, text: str, *, before: float) -> WordParagraph:
    paragraph = word.add_paragraph()
    paragraph.add_run(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph
