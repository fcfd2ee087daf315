"""The end of an official document: recipients beside the signature, then the annexes."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from haichieu.layout.components import annex_reference, authority_lines, nfc, recipient_lines
from haichieu.layout.document import Annex, OfficialDocument
from haichieu.layout.docx.blocks import BlockWriter, write_typed
from haichieu.layout.docx.letterhead import Column, add_title_rule, text_width_mm
from haichieu.layout.docx.ooxml import add_cell, add_row, table_frame

#: Room for the signature and the seal, in points.
_SIGNATURE_ROOM = 64


def add_closing(word: WordDocument, doc: OfficialDocument) -> None:
    """Write boxes 9b and 7: “Nơi nhận” at the left, level with the signing block at the right."""
    width = text_width_mm(doc.style) / 2
    table = table_frame((width, width), ruled=False)
    row = add_row(table)
    left, right = add_cell(row, width), add_cell(row, width)
    _fill_recipients(word, doc, left)
    _fill_signature(word, doc, right, width)
    word.element.body.insert_element_before(table, "w:sectPr")
    # A table must not be the last thing in a file; this paragraph takes no visible room.
    word.add_paragraph().paragraph_format.line_spacing = Pt(1)


def _fill_recipients(word: WordDocument, doc: OfficialDocument, cell: Any) -> None:
    lines = recipient_lines(doc)
    texts = [("Nơi nhận:", "recipients_label"), *((line, "recipients") for line in lines)]
    for text, component in texts if lines else [("", "recipients")]:
        paragraph = WordParagraph(OxmlElement("w:p"), word._body)
        cell.append(paragraph._p)
        write_typed(paragraph.add_run(text), doc.style.type_of(component))


def _fill_signature(word: WordDocument, doc: OfficialDocument, cell: Any, width_mm: float) -> None:
    column = Column(word, doc.style, cell, width_mm)
    for line in (*authority_lines(doc), *(nfc(line).strip().upper() for line in doc.signature.title_lines)):
        column.line(line, "authority")
    column.line(nfc(doc.signature.name).strip(), "signer_name", before=_SIGNATURE_ROOM)


def add_annexes(word: WordDocument, doc: OfficialDocument) -> None:
    """Write each annex on a page of its own, tied to the document by a line under its title."""
    for annex in doc.annexes:
        word.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        _add_annex_title(word, doc, annex)
        BlockWriter(word, doc.style).add(annex.body)


def _add_annex_title(word: WordDocument, doc: OfficialDocument, annex: Annex) -> None:
    label, title = nfc(annex.label).strip(), nfc(annex.title).strip()
    kind, subject = doc.style.type_of("kind"), doc.style.type_of("subject")
    for text, look in ((label, kind), (title.upper(), subject), (annex_reference(doc), None)):
        paragraph = word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        if look is None:
            run.font.size, run.font.italic = Pt(doc.style.type_of("body").size), True
        else:
            write_typed(run, look)
    add_title_rule(word, doc.style)
