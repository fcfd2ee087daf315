"""PDF files: the text layer page by page, and recognition for the pages that have none or a broken one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText, page_body
from haichieu.text.mending import mend
from haichieu.text.ocr import scan
from haichieu.text.pdf_pages import (
    Fault,
    LegacyFonts,
    fault_of,
    has_legacy_signs,
    large_pictures,
    legacy_fonts,
    without_legacy,
)

#: Called after each recognised page with the pages done and the pages to do.
OnPage = Callable[[int, int], None]
#: Most pages read of one file; a dispatch with its annexes is far shorter.
MAX_PAGES = 300
#: Longest time for the text layer of one file, in seconds.
MAX_SECONDS = 60.0
#: Most bytes of text taken from one file.
MAX_TEXT = 20 * 1024 * 1024
#: Pictures are streams of their own, whose dictionaries are never packed.
_PICTURE = b"/Image"
_PASSWORD_SIGNS = (b"Incorrect password", b"PDFPasswordIncorrect", b"PasswordIncorrect")


@dataclass(frozen=True, slots=True)
class _Page:
    """One page as it will be handed on."""

    text: str
    doubtful: tuple[tuple[int, int], ...] = ()
    was_recognised: bool = False


def pdf_text(
    data: bytes, *, max_pages: int = MAX_PAGES, seconds: float = MAX_SECONDS, on_page: OnPage | None = None
) -> PlainText:
    """Take the text out of a PDF, keeping its columns.

    `pdftotext -layout` (poppler) is used where it is installed, else pdfplumber; both as another process. A page
    whose layer is missing or is no Vietnamese is recognised from its picture, and the warnings say so.

    Raises
    ------
    UnreadableFile
        Broken or cut file, password, too slow, or nothing to read on any page.
    """
    if b"%%EOF" not in data[-2048:]:
        raise _corrupt()
    with tempfile.NamedTemporaryFile(prefix="haichieu-", suffix=".pdf") as kept:
        kept.write(data)
        kept.flush()
        path = Path(kept.name)
        layer, warnings = _layer(path, max_pages, seconds)
        faults = _faults(path, layer, has_pictures=_PICTURE in data)
        pages, said = _completed(path, layer, faults, on_page)
    if len(layer) >= max_pages:
        said = (*said, f"Chỉ đọc {max_pages} trang đầu của tệp.")
    return _joined(pages, (*warnings, *said))


def _layer(path: Path, max_pages: int, seconds: float) -> tuple[list[str], tuple[str, ...]]:
    text = _extracted(_command(path, max_pages), seconds)
    fonts = legacy_fonts(path, max_pages) if has_legacy_signs(text) else LegacyFonts()
    mended = [mend(without_legacy(page, fonts)) for page in text.removesuffix("\f").split("\f")]
    return [page_body(one.text) for one in mended], tuple(
        dict.fromkeys(sentence for one in mended for sentence in one.warnings)
    )


def _faults(path: Path, layer: Sequence[str], *, has_pictures: bool) -> dict[int, Fault]:
    """By number from 1, the pages that need recognition."""
    pictured = large_pictures(path, layer) if has_pictures else frozenset()
    found = {number: fault_of(page, has_picture=number in pictured) for number, page in enumerate(layer, 1)}
    return {number: fault for number, fault in found.items() if fault is not None}


def _completed(
    path: Path, layer: Sequence[str], faults: dict[int, Fault], on_page: OnPage | None
) -> tuple[list[_Page], tuple[str, ...]]:
    """The pages of the layer, recognised anew where they were faulty; and what to say about it."""
    pages = [_Page(text) for text in layer]
    if not faults:
        return pages, ()
    try:
        recognised = scan.read_pdf(path, numbers=sorted(faults), on_page=on_page)
    except UnreadableFile as refused:
        return pages, _unrecognised(layer, faults, refused)
    for one in recognised.pages:
        if faults[one.number].is_bettered_by(one.text):
            pages[one.number - 1] = _Page(one.text, one.doubtful, was_recognised=True)
    changed = {number: fault for number, fault in faults.items() if pages[number - 1].was_recognised}
    return pages, (*_sentences(changed), *recognised.warnings)


def _unrecognised(layer: Sequence[str], faults: dict[int, Fault], refused: UnreadableFile) -> tuple[str, ...]:
    """What to say where recognition failed but some pages can be read; without any, the refusal stands."""
    if not any(layer[number - 1].strip() for number in range(1, len(layer) + 1) if number not in faults):
        raise refused
    if refused.reason == "no_text":
        # Blank pages behind a letter are no loss.
        return ()
    return (f"{_listed(faults)} không đọc được từ lớp chữ: {refused}",)


def _sentences(faults: dict[int, Fault]) -> tuple[str, ...]:
    by_sentence: dict[str, list[int]] = {}
    for number, fault in faults.items():
        by_sentence.setdefault(fault.sentence, []).append(number)
    return tuple(f"{_listed(numbers)} {sentence}" for sentence, numbers in by_sentence.items())


def _listed(numbers: Sequence[int] | dict[int, Fault]) -> str:
    return f"Trang {', '.join(map(str, sorted(numbers)))}"


def _joined(pages: Sequence[_Page], warnings: tuple[str, ...]) -> PlainText:
    doubtful, offset = [], 0
    for page in pages:
        doubtful += [(offset + start, offset + end) for start, end in page.doubtful]
        offset += len(page.text) + 1
    method = "ocr" if any(page.was_recognised for page in pages) else "layer"
    return PlainText("\f".join(page.text for page in pages), len(pages), warnings, method, tuple(doubtful))


def _corrupt() -> UnreadableFile:
    return UnreadableFile("Tệp PDF bị hỏng hoặc tải chưa hết, hãy gửi lại tệp gốc.", reason="corrupt")


def _command(path: Path, max_pages: int) -> list[str]:
    program = shutil.which("pdftotext")
    if program is not None:
        return [program, "-layout", "-enc", "UTF-8", "-l", str(max_pages), str(path), "-"]
    return [sys.executable, "-m", "haichieu.text.pdf_columns", str(path), str(max_pages)]


def _extracted(command: list[str], seconds: float) -> str:
    """Run a program that prints the text; into a file, since a bad PDF may print without end."""
    with tempfile.TemporaryFile() as sink:
        try:
            done = subprocess.run(command, stdout=sink, stderr=subprocess.PIPE, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            raise UnreadableFile(
                "Đọc tệp PDF quá lâu, hãy tách nhỏ tệp rồi gửi lại.", reason="too_slow"
            ) from None
        if any(sign in done.stderr for sign in _PASSWORD_SIGNS):
            raise UnreadableFile("Tệp PDF có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.", reason="password")
        if done.returncode != 0:
            raise _corrupt()
        return _printed(sink)


def _printed(sink: IO[bytes]) -> str:
    if os.fstat(sink.fileno()).st_size > MAX_TEXT:
        raise UnreadableFile("Tệp PDF chứa quá nhiều chữ, hãy tách nhỏ tệp rồi gửi lại.", reason="too_large")
    sink.seek(0)
    return sink.read().decode("utf-8", "replace")
