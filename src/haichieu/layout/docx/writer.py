"""Puts the components of an official document into a Word file in their order."""

from datetime import UTC, date, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument

from haichieu.layout.components import closed_body, document_title, nfc
from haichieu.layout.document import OfficialDocument
from haichieu.layout.docx.blocks import BlockWriter
from haichieu.layout.docx.closing import add_annexes, add_closing
from haichieu.layout.docx.letterhead import add_addressees, add_letterhead, add_title
from haichieu.layout.docx.page import set_page


def write_docx(doc: OfficialDocument, path: Path) -> Path:
    """Write an official document as a Word file (A4, Times New Roman) and return its path.

    The layout follows `doc.style` (Nghị định 30/2020/NĐ-CP, Phụ lục I, or the rule of the union, Party or
    youth union). Raises `OSError` when the path cannot be written.

    >>> import tempfile
    >>> from haichieu.layout.document import OpenDate, Paragraph, Run, Signature
    >>> from haichieu.layout.styles import style_for
    >>> union, text = style_for("union", date(2026, 12, 10)), (Paragraph((Run("Nội dung."),)),)
    >>> doc = OfficialDocument(union, "LĐLĐ TỈNH", "BC-LĐLĐ", "", OpenDate(2026), "Kết quả", text, Signature())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_docx(doc, Path(folder) / "bao-cao.docx").stat().st_size > 10_000
    True
    """
    word = Document()
    set_page(word, doc.style)
    _set_properties(word, doc)
    add_letterhead(word, doc)
    add_title(word, doc)
    add_addressees(word, doc)
    BlockWriter(word, doc.style).add(closed_body(doc), keep_last=True)
    add_closing(word, doc)
    add_annexes(word, doc)
    word.save(str(path))
    return path


def _set_properties(word: WordDocument, doc: OfficialDocument) -> None:
    """Properties that the file shows outside; the days are those of the document, not of the machine."""
    properties = word.core_properties
    day = doc.date if isinstance(doc.date, date) else date(doc.date.year, doc.date.month or 1, 1)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    # Word refuses a title or an author of more than 255 characters.
    properties.title = document_title(doc)[:255]
    properties.author = nfc(doc.issuing_body)[:255]
    properties.last_modified_by = nfc(doc.issuing_body)[:255]
    properties.language = "vi-VN"
    properties.comments = ""
    properties.created = moment
    properties.modified = moment
