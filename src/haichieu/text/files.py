"""A file becomes text: one door for every kind, one clear sentence for every file that cannot be read."""

from dataclasses import dataclass
from pathlib import Path

from haichieu.text import file_docx, file_pdf, file_plain, file_type
from haichieu.text.clean import clean_text
from haichieu.text.errors import UnreadableFile

#: Largest file read unless the caller says otherwise.
MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of one file."""

    #: File name as given, without its folder.
    name: str
    #: Clean text (see `haichieu.text.clean`).
    text: str
    #: txt, md, docx or pdf.
    kind: str
    #: Pages where the kind has pages (pdf), else None.
    pages: int | None
    #: What a person should know, one Vietnamese sentence each.
    warnings: tuple[str, ...]


def read_file(path: Path, *, max_bytes: int = MAX_BYTES) -> FileText:
    """Read a .txt, .md, .docx or .pdf file.

    Parameters
    ----------
    path:
        The file. Its size is checked before a byte is read.
    max_bytes:
        Largest size accepted, in bytes.

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
    try:
        _refuse_large(path.stat().st_size, max_bytes)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("Không tìm thấy tệp, hãy kiểm tra lại đường dẫn.", reason="missing") from None
    except IsADirectoryError:
        raise UnreadableFile("Đây là thư mục, hãy chọn từng tệp văn bản.", reason="wrong_type") from None
    except OSError:
        raise UnreadableFile("Không mở được tệp, hãy kiểm tra quyền đọc tệp.", reason="missing") from None
    return read_bytes(data, path.name, max_bytes=max_bytes)


def read_bytes(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> FileText:
    """Read a file already in memory; `name` is used for its kind and for messages.

    >>> read_bytes("Số: 12/KH-UBND".encode("utf-16"), "kh.txt").text
    'Số: 12/KH-UBND'
    >>> read_bytes(b"", "rong.txt")
    Traceback (most recent call last):
    haichieu.text.errors.UnreadableFile: Tệp rỗng, hãy gửi lại tệp có nội dung.
    """
    _refuse_large(len(data), max_bytes)
    kind = file_type.kind_of(data, name)
    if kind == "docx":
        plain = file_docx.docx_text(data)
    elif kind == "pdf":
        plain = file_pdf.pdf_text(data)
    else:
        plain = file_plain.plain_text(data)
    text = clean_text(plain.text)
    if not text.strip():
        raise UnreadableFile("Tệp không có chữ nào để đọc.", reason="empty")
    return FileText(Path(name).name, text, kind, plain.pages, plain.warnings)


def _refuse_large(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise UnreadableFile(
            f"Tệp quá lớn ({size / 1_048_576:.0f} MB), chỉ nhận tệp đến {max_bytes / 1_048_576:.0f} MB.",
            reason="too_large",
        )
