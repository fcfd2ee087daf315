"""The layout check of a letter's stored file."""

from dataclasses import dataclass

from haichieu.dispatches.layout_check import Checked, check_file
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import letters_of_file
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import FileText
from haichieu.text.file_type import IMAGES, kind_of
from haichieu.web.dispatches.naming import letter_name
from haichieu.web.shell.deviations import Findings


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """Findings, or one sentence on why there are none."""

    letter: Dispatch
    name: str
    checked: Checked | None = None
    refusal: str = ""

    @classmethod
    def of(cls, letter: Dispatch) -> "LayoutPage":
        """Check the file now; of a file with several letters, and of a scan, only the words of this one."""
        try:
            return cls(letter, letter_name(letter), checked=_check(letter))
        except UnreadableFile as error:
            return cls(letter, letter_name(letter), refusal=str(error))

    @property
    def findings(self) -> Findings:
        """The deviations, part by part."""
        return Findings.of(self.checked.deviations if self.checked else ())


def _check(letter: Dispatch) -> Checked:
    if letters_of_file(letter).count() > 1:
        return check_file(letter.text.encode(), "letter.txt", lambda: _text(letter, "text"))
    try:
        with letter.file.open("rb") as stored:
            data = stored.read()
    except FileNotFoundError:
        raise UnreadableFile("Tệp gốc không còn trong kho lưu trữ.", reason="missing") from None
    kind = kind_of(data, letter.file_name).kind
    method = "ocr" if kind == "pdf" or kind in IMAGES else "text"
    return check_file(data, letter.file_name, lambda: _text(letter, method))


def _text(letter: Dispatch, method: str) -> FileText:
    if not letter.text.strip():
        raise UnreadableFile("Máy chưa đọc được chữ của tệp này nên chưa kiểm tra được.", reason="empty")
    return FileText(letter.file_name, letter.text, "txt", None, (), method)
