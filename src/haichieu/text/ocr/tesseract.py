"""Tesseract as a separate process: a picture of a page goes in, words with boxes and confidence come out."""

import math
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

import cv2

from haichieu.text.clean import clean_text
from haichieu.text.errors import UnreadableFile
from haichieu.text.ocr.words import Picture, Word

#: Longest processor time for one page, in seconds; a dense A4 page takes two to four. On a machine with much else to do
#: that may last several times as long.
PAGE_SECONDS = 60.0
_SLOWED = 4
#: Page segmentation as one column of text of varied sizes. The automatic one (3) takes a streak for a border and cuts
#: words in half; one block of text (6) passes over less but reads more seals and strokes as words.
ONE_COLUMN, ONE_BLOCK = 4, 6
_WORD_LEVEL = "5"
_COLUMNS = 12


def is_installed() -> bool:
    """Whether the Debian program is there."""
    return shutil.which("tesseract") is not None


def recognise(
    picture: Picture, *, layout: int = ONE_COLUMN, seconds: float = PAGE_SECONDS
) -> tuple[Word, ...]:
    """Read the words of one upright page.

    Parameters
    ----------
    picture:
        Grey values of shape (height, width), about 300 dots per inch.
    layout:
        Tesseract's page segmentation mode (3 automatic, 4 one column, 6 one block, 11 scattered words).
    seconds:
        Longest processor time for this page.

    Raises
    ------
    UnreadableFile
        `no_ocr` where the program or its Vietnamese data is missing, `too_slow` past the time.
    """
    output = _run(picture, ["-l", "vie", "--oem", "1", "--psm", str(layout), "tsv"], seconds)
    return tuple(words_of_tsv(output))


def turn_needed(picture: Picture, *, seconds: float = PAGE_SECONDS) -> tuple[int, float]:
    """By how many degrees clockwise (0, 90, 180, 270) a page must be turned to stand upright, and how sure that is.

    Tesseract's own scale: above about 2 the answer can be trusted; 0.0 where there are too few letters to tell.
    """
    try:
        output = _run(picture, ["-l", "osd", "--psm", "0"], seconds)
    except _Failed:
        return 0, 0.0
    facts = dict(line.split(": ", 1) for line in output.splitlines() if ": " in line)
    return int(facts.get("Rotate", "0")), float(facts.get("Orientation confidence", "0"))


def words_of_tsv(output: str) -> Iterator[Word]:
    """The words of Tesseract's table.

    >>> row = "5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t30\\t12\\t96.5\\tSố"
    >>> [(word.text, word.left, word.bottom, word.confidence) for word in words_of_tsv(row)]
    [('Số', 10.0, 32.0, 0.965)]
    """
    for row in output.split("\n"):
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL:
            continue
        text = clean_text(cells[11]).strip()
        if not text:
            continue
        left, top, width, height = (float(cell) for cell in cells[6:10])
        line = (int(cells[2]) * 1000 + int(cells[3])) * 1000 + int(cells[4])
        yield Word(text, left, top, left + width, top + height, max(0.0, float(cells[10]) / 100), line)


class _Failed(UnreadableFile):
    """The program ended with an error on this page."""


def _run(picture: Picture, options: list[str], seconds: float) -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableFile(
            "Máy chủ chưa cài chương trình nhận dạng chữ (tesseract-ocr-vie) nên chưa đọc được bản chụp, "
            "hãy báo người quản trị hoặc gửi tệp gốc.",
            reason="no_ocr",
        )
    # One thread: two pages at once beat one page on two cores, and the office decides how many run.
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    # As a file without compression: through its standard input the program takes a quarter longer for a page.
    with tempfile.NamedTemporaryFile(prefix="haichieu-page-", suffix=".bmp") as page:
        page.write(cv2.imencode(".bmp", picture)[1].data)
        page.flush()
        command = [program, page.name, "stdout", "--dpi", "300", *options]
        status, output, said = _ended(command, environment, seconds)
    if status == 0:
        return output.decode("utf-8", errors="replace")
    if status == -signal.SIGXCPU:
        raise _too_slow()
    if b"load" in said and b"language" in said:
        raise UnreadableFile(
            "Máy chủ thiếu dữ liệu nhận dạng chữ tiếng Việt (tesseract-ocr-vie), hãy báo người quản trị.",
            reason="no_ocr",
        )
    raise _Failed("Không nhận dạng được chữ trên một trang, hãy chụp lại trang rõ hơn.", reason="no_text")


def _ended(
    command: Sequence[str], environment: Mapping[str, str], seconds: float
) -> tuple[int, bytes, bytes]:
    """Status, output and complaints of a program that was given so much processor time."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        _bound(process.pid, seconds)
        try:
            output, said = process.communicate(timeout=_SLOWED * seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise _too_slow() from None
    return process.returncode, output, said


def _bound(pid: int, seconds: float) -> None:
    """Give a process so much processor time (Linux; elsewhere the clock alone bounds it)."""
    if sys.platform == "linux":
        with suppress(ProcessLookupError, PermissionError):
            _, hard = resource.prlimit(pid, resource.RLIMIT_CPU)
            resource.prlimit(pid, resource.RLIMIT_CPU, (math.ceil(seconds), hard))


def _too_slow() -> UnreadableFile:
    return UnreadableFile(
        "Nhận dạng chữ trên một trang quá lâu, hãy chụp lại trang rõ hơn.", reason="too_slow"
    )
