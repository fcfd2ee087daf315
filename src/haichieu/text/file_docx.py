"""Word files (.docx): paragraphs and tables in document order, headers first."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText

#: Largest unpacked size of all parts together: a letter is far smaller, a zip bomb is far larger.
MAX_UNPACKED = 300 * 1024 * 1024
_MAX_PARTS = 5_000
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, OverflowError,
)  # fmt: skip
_DOCX_FAULTS = (
    *_ZIP_FAULTS, OpcError, InvalidXmlError, LxmlError, KeyError, AttributeError, IndexError, TypeError,
    AssertionError,
)  # fmt: skip


def docx_text(data: bytes, *, max_unpacked: int = MAX_UNPACKED) -> PlainText:
    """Take the text out of a .docx file.

    A table whose cells hold a letterhead or a signature is written one cell after the other; any other table
    is written one row a line, cells between bars.

    Raises
    ------
    UnreadableFile
        When the container or the document inside is broken, or unpacks to more than `max_unpacked` bytes.
    """
    _check_container(data, max_unpacked)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = [*_header_lines(document), *_body_lines(document)]
    except _DOCX_FAULTS:
        raise _corrupt() from None
    return PlainText("\n".join(lines))


def _corrupt() -> UnreadableFile:
    return UnreadableFile("Tệp Word bị hỏng hoặc tải chưa hết, hãy gửi lại tệp gốc.", reason="corrupt")


def _check_container(data: bytes, max_unpacked: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > max_unpacked or len(parts) > _MAX_PARTS:
                raise UnreadableFile(
                    "Tệp Word bung ra lớn bất thường nên không được mở, hãy gửi lại tệp gốc.",
                    reason="too_large",
                )
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableFile("Tệp Word có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.", reason="password")
            names = {part.filename for part in parts}
            broken = archive.testzip()
    except _ZIP_FAULTS:
        raise _corrupt() from None
    if "word/document.xml" not in names:
        raise UnreadableFile("Tệp nén này không phải tệp Word (.docx).", reason="wrong_type")
    if broken is not None:
        raise _corrupt()


def _header_lines(document: Document) -> Iterator[str]:
    seen: set[str] = set()
    for section in document.sections:
        for header in (section.first_page_header, section.header):
            for paragraph in [] if header.is_linked_to_previous else header.paragraphs:
                text = paragraph.text.strip()
                if text and text not in seen and not text.isdigit():
                    seen.add(text)
                    yield text


def _body_lines(parent: Document | _Cell) -> Iterator[str]:
    for block in parent.iter_inner_content():
        if isinstance(block, Paragraph):
            yield _paragraph_line(block)
        else:
            yield from _table_lines(block)


def _paragraph_line(paragraph: Paragraph) -> str:
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    text = paragraph.text
    # Automatic bullets are no characters of the text; without them a list would read as plain lines.
    return f"- {text}" if numbered and text.strip() and not _has_marker(text) else text


def _has_marker(text: str) -> bool:
    head = text.lstrip()[:4]
    return (
        head[:1] in "-–+*•("
        or head[:1].isdigit()
        or ")" in head
        or head.startswith(("Điề", "I.", "V.", "X."))
    )


def _table_lines(table: Table) -> Iterator[str]:
    rows = [_distinct_cells(row.cells) for row in table.rows]
    if all(len(row) <= 2 for row in rows):
        for row in rows:
            for cell in row:
                yield from _body_lines(cell)
        return
    for row in rows:
        yield "| " + " | ".join(" ".join(cell.text.split()) for cell in row) + " |"


def _distinct_cells(cells: tuple[_Cell, ...]) -> list[_Cell]:
    return [cell for i, cell in enumerate(cells) if i == 0 or cell._tc is not cells[i - 1]._tc]
