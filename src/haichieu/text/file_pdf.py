"""PDF files with a text layer, read by a separate process so that a bad file can neither hang nor bloat us."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText

#: Most pages read of one file; a dispatch with its annexes is far shorter.
MAX_PAGES = 300
#: Longest time for one file, in seconds.
MAX_SECONDS = 60.0
#: A page with fewer letters than this on average is a picture of a page.
_LETTERS_A_PAGE = 20
_PASSWORD_SIGNS = ("Incorrect password", "PDFPasswordIncorrect", "PasswordIncorrect")


def pdf_text(data: bytes, *, max_pages: int = MAX_PAGES, seconds: float = MAX_SECONDS) -> PlainText:
    """Take the text layer out of a PDF, keeping its columns.

    `pdftotext -layout` (poppler) is used where it is installed, else pdfplumber; both as another process.

    Raises
    ------
    UnreadableFile
        Broken or cut file, password, no text layer (a scan), or too slow.
    """
    if b"%%EOF" not in data[-2048:]:
        raise _corrupt()
    with tempfile.TemporaryDirectory(prefix="haichieu-") as folder:
        path = Path(folder) / "letter.pdf"
        path.write_bytes(data)
        done = _run(_command(path, max_pages), seconds)
    if any(sign in done.stderr for sign in _PASSWORD_SIGNS):
        raise UnreadableFile("Tệp PDF có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.", reason="password")
    if done.returncode != 0:
        raise _corrupt()
    return _checked(done.stdout, max_pages)


def _corrupt() -> UnreadableFile:
    return UnreadableFile("Tệp PDF bị hỏng hoặc tải chưa hết, hãy gửi lại tệp gốc.", reason="corrupt")


def _command(path: Path, max_pages: int) -> list[str]:
    program = shutil.which("pdftotext")
    if program is not None:
        return [program, "-layout", "-enc", "UTF-8", "-l", str(max_pages), str(path), "-"]
    return [sys.executable, "-m", "haichieu.text.pdf_columns", str(path), str(max_pages)]


def _run(command: list[str], seconds: float) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, capture_output=True, timeout=seconds, check=False, encoding="utf-8", errors="replace"
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(
            "Đọc tệp PDF quá lâu, hãy tách nhỏ tệp rồi gửi lại.", reason="too_slow"
        ) from None


def _checked(text: str, max_pages: int) -> PlainText:
    pages = max(1, text.count("\f"))
    if sum(char.isalpha() for char in text) < _LETTERS_A_PAGE * pages:
        raise UnreadableFile(
            "Tệp PDF là bản chụp, không có lớp chữ nên chưa đọc được gì, hãy gửi tệp gốc hoặc bản đã nhận dạng chữ.",
            reason="no_text",
        )
    warnings = (f"Chỉ đọc {max_pages} trang đầu của tệp.",) if pages >= max_pages else ()
    return PlainText(text, pages, warnings)
