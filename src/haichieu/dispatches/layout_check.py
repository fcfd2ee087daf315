"""The layout check of a file of any kind: what can be measured is measured, of the others the words are looked at."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from haichieu.layout.checker import (
    Choice,
    Deviation,
    Facts,
    Severity,
    Source,
    check_facts,
    choose_style,
    text_facts,
)
from haichieu.layout.checker.wire import facts_from_dict
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import FileText
from haichieu.text.file_type import PACKAGES, kind_of
from haichieu.text.limited import Limits
from haichieu.text.syllables import share_of_marked

#: Longest time for measuring one file, in seconds.
MAX_SECONDS = 60.0
_MEASURED = frozenset({"docx", "doc", "odt", "rtf", "xml", "pdf"})
_LEGACY_FONT = re.compile(r"^(\.?Vn|VNI)", re.IGNORECASE)
#: Rules that need no words.
_PAPER = frozenset({"page", "margins", "page_number", "font"})
#: A PDF with fewer lines is a picture of a letter.
_FEWEST_LINES = 8
_FEWEST_MARKED = 0.5
_SOURCES = Path(__file__).parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH")
_NOT_MEASURED = "Tệp này chỉ cho biết lời văn: khổ giấy, lề, phông, cỡ chữ và đoạn văn chưa kiểm tra được."
_PDF_LIMITS = "Tệp PDF không cho biết giãn dòng, lùi đầu dòng và khoảng cách đoạn; lề được đo trên trang."
_RECOGNISED = "Chữ được nhận dạng từ ảnh chụp: mọi điều nêu ra chỉ để nhắc, hãy soát lại trên bản giấy."
_LEGACY = "Tệp dùng phông chữ cũ (TCVN3 hoặc VNI): lời văn được kiểm tra trên bản đã chuyển mã."


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of one file found."""

    choice: Choice
    deviations: tuple[Deviation, ...]
    #: What could not be looked at, one Vietnamese sentence each.
    limits: tuple[str, ...]

    @property
    def errors(self) -> tuple[Deviation, ...]:
        """Deviations that are more than notes."""
        return tuple(each for each in self.deviations if each.severity is Severity.ERROR)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        style = self.choice.style
        return {
            "style": style.key,
            "source": style.source,
            "provenance": style.provenance,
            "reason": self.choice.reason,
            "limits": list(self.limits),
            "deviations": [each.to_dict() for each in self.deviations],
        }


def check_file(
    data: bytes, name: str, read: Callable[[], FileText], *, key: str = "", on: date | None = None
) -> Checked:
    """Check one file against the layout rule of its issuing body.

    Parameters
    ----------
    read:
        Gives the text of the file; asked only where the file cannot be measured.
    key:
        state, union, party or youth; empty to let the document tell.
    on:
        Take the rule of this day instead of the document's own.

    Raises
    ------
    UnreadableFile
        With one Vietnamese sentence.
    """
    kind = kind_of(data, name).kind
    if kind in PACKAGES:
        raise UnreadableFile("Đây là gói chứa nhiều tệp, hãy kiểm tra từng tệp bên trong.", reason="package")
    facts = _measure(data, kind) if kind in _MEASURED else None
    if facts is None or not _tells_words(facts):
        return _check_words(read(), key=key, on=on)
    if _is_legacy(facts):
        return _check_legacy(facts, read(), key=key, on=on)
    choice = choose_style(facts, key=key, on=on)
    limits = (_PDF_LIMITS,) if facts.source is Source.PDF else ()
    return Checked(choice, tuple(check_facts(facts, choice.style)), limits)


def _check_words(file_text: FileText, *, key: str, on: date | None) -> Checked:
    facts, is_sure = text_facts(file_text.text), file_text.method != "ocr"
    choice = choose_style(facts, key=key, on=on)
    limits = (_NOT_MEASURED,) if is_sure else (_NOT_MEASURED, _RECOGNISED)
    return Checked(choice, tuple(check_facts(facts, choice.style, is_sure=is_sure)), limits)


def _check_legacy(facts: Facts, file_text: FileText, *, key: str, on: date | None) -> Checked:
    words = _check_words(file_text, key=key, on=on)
    paper = (each for each in check_facts(facts, words.choice.style) if each.rule in _PAPER)
    return Checked(words.choice, (*paper, *words.deviations), (_LEGACY,))


def _tells_words(facts: Facts) -> bool:
    """Whether the letters of a PDF are there and are Vietnamese."""
    if facts.source is not Source.PDF:
        return True
    text = "\n".join(line.text for line in facts.lines)
    return len(facts.lines) >= _FEWEST_LINES and share_of_marked(text) >= _FEWEST_MARKED


def _is_legacy(facts: Facts) -> bool:
    return any(_LEGACY_FONT.match(piece.font) for line in facts.lines for piece in line.pieces)


def _measure(data: bytes, kind: str, *, seconds: float = MAX_SECONDS) -> Facts:
    """The facts of a file, from a process with limits on memory and time."""
    with tempfile.TemporaryDirectory(prefix="haichieu-layout-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"letter.{kind}"
        path.write_bytes(data)
        answer = _answer(path, kind, folder, seconds)
    if "refused" in answer:
        raise UnreadableFile(str(answer["refused"]).replace(f"“{path.name}”", "tệp này"), reason="corrupt")
    try:
        return facts_from_dict(answer["facts"])
    except (KeyError, TypeError, ValueError):
        raise _failed() from None


def _answer(path: Path, kind: str, folder: str, seconds: float) -> dict[str, Any]:
    kept = {each: os.environ[each] for each in _KEPT if each in os.environ}
    own = {
        "HOME": folder,
        "TMPDIR": folder,
        "PYTHONPATH": str(_SOURCES),
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
    }
    limits = json.dumps(asdict(Limits()))
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "haichieu.dispatches.layout_measuring", str(path), kind, limits],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**kept, **own},
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise UnreadableFile("Kiểm tra tệp quá lâu, hãy gửi bản ngắn hơn.", reason="too_slow") from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError:
        raise _failed() from None
    return answer


def _failed() -> UnreadableFile:
    return UnreadableFile(
        "Không đo được tệp này, hãy lưu lại thành .docx rồi kiểm tra lần nữa.", reason="crashed"
    )
