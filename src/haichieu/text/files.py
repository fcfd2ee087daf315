"""A file becomes text: one door for every kind, one clear sentence for every file that cannot be read."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from haichieu.text import file_docx, file_html, file_odt, file_pdf, file_plain, file_rtf, file_type, office
from haichieu.text.clean import clean_text
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText
from haichieu.text.file_text import MAX_BYTES, FileText, OnPage, file_bytes, refuse_large
from haichieu.text.mending import mend
from haichieu.text.ocr import scan

__all__ = ["MAX_BYTES", "FileText", "OnPage", "read_bytes", "read_file"]

#: Largest file of text or markup, in bytes: a letter of three hundred pages has one million.
MAX_MARKUP = 20 * 1024 * 1024
_MARKUP = frozenset({"txt", "md", "html"})
_RECOGNISED = "Đã nhận dạng chữ từ ảnh: hãy soát lại."
_READERS: dict[str, Callable[[bytes], PlainText]] = {
    "txt": file_plain.plain_text,
    "md": file_plain.plain_text,
    "html": file_html.html_text,
    "docx": file_docx.docx_text,
    "odt": file_odt.odt_text,
    "rtf": file_rtf.rtf_text,
    "doc": lambda data: office.office_text(data, "doc"),
    "xml": lambda data: office.office_text(data, "xml"),
}


def read_file(path: Path, *, max_bytes: int = MAX_BYTES, on_page: OnPage | None = None) -> FileText:
    """Read a file of any kind that offices send, except packages (see `haichieu.text.packages`).

    Parameters
    ----------
    path:
        The file. Its size is checked before a byte is read.
    max_bytes:
        Largest size accepted, in bytes.
    on_page:
        Told the pages done and the pages to do where pages are recognised.

    Raises
    ------
    UnreadableFile
        With one Vietnamese sentence, whatever is wrong.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "thu.txt"
    ...     _ = path.write_text("Kính gửi: Các đơn vị.", encoding="utf-8")
    ...     read_file(path).text
    'Kính gửi: Các đơn vị.'
    """
    data = file_bytes(path, max_bytes=max_bytes)
    return read_bytes(data, path.name, max_bytes=max_bytes, on_page=on_page)


def read_bytes(
    data: bytes, name: str, *, max_bytes: int = MAX_BYTES, on_page: OnPage | None = None
) -> FileText:
    """Read a file already in memory; `name` is used for messages and where the bytes do not tell the kind.

    >>> read_bytes("Số: 12/KH-UBND".encode("utf-16"), "kh.txt").text
    'Số: 12/KH-UBND'
    >>> read_bytes(b"", "rong.txt")
    Traceback (most recent call last):
    haichieu.text.errors.UnreadableFile: Tệp rỗng, hãy gửi lại tệp có nội dung.
    """
    refuse_large(len(data), max_bytes)
    found = file_type.kind_of(data, name)
    if found.kind in file_type.PACKAGES:
        raise UnreadableFile(
            "Đây là gói chứa nhiều tệp, hãy mở gói rồi đọc từng tệp bên trong.", reason="package"
        )
    if found.kind in _MARKUP:
        refuse_large(len(data), min(max_bytes, MAX_MARKUP))
    plain = _cleaned(_plain(data, found.kind, on_page))
    if not plain.text.strip():
        raise UnreadableFile("Tệp không có chữ nào để đọc.", reason="empty")
    warnings = (*found.warnings, *plain.warnings)
    return FileText(
        Path(name).name, plain.text, found.kind, plain.pages, warnings, plain.method, plain.doubtful
    )


def _plain(data: bytes, kind: str, on_page: OnPage | None) -> PlainText:
    if kind == "pdf":
        return file_pdf.pdf_text(data, on_page=on_page)
    if kind in file_type.IMAGES:
        seen = scan.read_image(data, on_page=on_page)
        return PlainText(seen.text, len(seen.pages), (_RECOGNISED, *seen.warnings), "ocr", seen.doubtful)
    return _READERS[kind](data)


def _cleaned(plain: PlainText) -> PlainText:
    """Letters put right, every page cleaned, doubtful ranges moved along."""
    if plain.method in ("text", "office"):
        # Before cleaning: what cleaning takes for a soft hyphen is a letter in legacy encodings.
        mended = mend(unicodedata.normalize("NFC", plain.text))
        plain = replace(plain, text=mended.text, warnings=(*plain.warnings, *mended.warnings))
    pages = plain.text.split("\f")
    text = "\f".join(map(clean_text, pages))
    count = plain.pages if plain.pages is not None or len(pages) == 1 else len(pages)
    return replace(plain, text=text, pages=count, doubtful=_moved(plain.text, text, plain.doubtful))


def _moved(before: str, after: str, ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    if before == after:
        return ranges
    return tuple((_place(before, start), _place(before, end)) for start, end in ranges)


def _place(text: str, at: int) -> int:
    """Where an offset of a text lies after cleaning; a letter keeps the space before it from being trimmed."""
    return len("\f".join(clean_text(page) for page in f"{text[:at]}x".split("\f"))) - 1
