"""What reading a file yields, and which files are taken at all: without the readers themselves, which are heavy."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from haichieu.text.errors import UnreadableFile

#: Called after each recognised page with the pages done and the pages to do.
OnPage = Callable[[int, int], None]
#: Largest file read unless the caller says otherwise.
MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of one file."""

    #: File name as given, without its folder.
    name: str
    #: Clean text (see `haichieu.text.clean`); a form feed stands exactly where one page ends and the next begins.
    text: str
    #: txt, md, html, docx, doc, rtf, odt, xml (Word 2003), pdf, png, jpg, tiff: what it really is.
    kind: str
    #: Pages where the file has pages, else None.
    pages: int | None
    #: What a person should know, one Vietnamese sentence each.
    warnings: tuple[str, ...]
    #: How the text was found: `text` (plain bytes or markup), `layer` (of a PDF), `office` (LibreOffice), `ocr`.
    method: str = "text"
    #: Ranges of `text` that were recognised with little confidence: better left unread than believed.
    doubtful: tuple[tuple[int, int], ...] = ()


def file_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file on disk, its size looked at first.

    Raises
    ------
    UnreadableFile
        Missing, a folder, not ours to read, or too large.

    >>> file_bytes(Path("khong-co.txt"))
    Traceback (most recent call last):
    haichieu.text.errors.UnreadableFile: Không tìm thấy tệp, hãy kiểm tra lại đường dẫn.
    """
    try:
        refuse_large(path.stat().st_size, max_bytes)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("Không tìm thấy tệp, hãy kiểm tra lại đường dẫn.", reason="missing") from None
    except IsADirectoryError:
        raise UnreadableFile("Đây là thư mục, hãy chọn từng tệp văn bản.", reason="wrong_type") from None
    except OSError:
        raise UnreadableFile("Không mở được tệp, hãy kiểm tra quyền đọc tệp.", reason="missing") from None


def refuse_large(size: int, max_bytes: int) -> None:
    """Raise `UnreadableFile` for a file of more bytes than are taken."""
    if size > max_bytes:
        raise UnreadableFile(
            f"Tệp quá lớn ({size / 1_048_576:.0f} MB), chỉ nhận tệp đến {max_bytes / 1_048_576:.0f} MB.",
            reason="too_large",
        )
