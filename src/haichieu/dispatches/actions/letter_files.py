"""The files of a letter of our own: written as Word and PDF, and checked against the official layout."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from haichieu.dispatches.actions.registers import look_of
from haichieu.dispatches.models import OwnLetter
from haichieu.dispatches.queries.own_letters import writer_of
from haichieu.dispatches.rules.relay import Content, Head, letter_document
from haichieu.layout.checker import Deviation, Severity, check_docx, check_facts
from haichieu.layout.checker.pdf_facts import pdf_facts
from haichieu.layout.document import OfficialDocument, OpenDate
from haichieu.layout.docx import write_docx
from haichieu.layout.html import to_html
from haichieu.layout.pdf import pdf_bytes
from haichieu.layout.styles import Style, style_for


@dataclass(frozen=True, slots=True)
class LetterFiles:
    """A letter as Word and PDF, and where they depart from the layout."""

    docx: bytes
    pdf: bytes
    deviations: tuple[Deviation, ...]

    @property
    def wrong(self) -> list[str]:
        """What the layout does not allow, one sentence each."""
        return [each.message for each in self.deviations if each.severity is Severity.ERROR]


def document_of(letter: OwnLetter, *, on: date, number: str = "") -> OfficialDocument:
    """The letter in the layout of its day; without a number as a draft, with the customary gaps."""
    writer, look = writer_of(letter.unit, on=on), look_of(letter.unit, on=on)
    head = Head(
        style=style_for(look.body_kind, on=on),
        unit=writer.unit,
        parent=writer.parent,
        organisation=look.symbol,
        place=look.place,
        date=on if number else OpenDate(on.year),
        number=number,
    )
    return letter_document(head, Content.of(letter.content), kind=letter.kind, subject=letter.subject)


def draft_html(letter: OwnLetter, *, on: date) -> str:
    """The letter as it stands, for the screen; with its number once it has one."""
    return to_html(document_of(letter, on=on, number=letter.number))


def render_letter(document: OfficialDocument) -> LetterFiles:
    """Both files of a letter and what the layout check says of them. Takes a second or two."""
    with TemporaryDirectory(prefix="haichieu-letter-") as folder:
        docx = write_docx(document, Path(folder) / "letter.docx")
        pdf = Path(folder) / "letter.pdf"
        pdf.write_bytes(pdf_bytes(document))
        found = (*check_docx(docx, document.style), *_check_pdf(pdf, document.style))
        return LetterFiles(docx.read_bytes(), pdf.read_bytes(), found)


def _check_pdf(path: Path, style: Style) -> list[Deviation]:
    return check_facts(pdf_facts(path), style)


def check_draft(letter: OwnLetter, content: Content, *, on: date) -> list[str]:
    """What the layout would not allow if the letter were issued on a day, one sentence each."""
    document = document_of(letter, on=on, number="1")
    with TemporaryDirectory(prefix="haichieu-letter-") as folder:
        found = check_docx(write_docx(document, Path(folder) / "letter.docx"), document.style)
    return [f"{each.place}: {each.message}" for each in found if each.severity is Severity.ERROR]
