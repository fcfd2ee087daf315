"""Files sent to the office: several at once, each judged on its own."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from haichieu.dispatches.models import Dispatch
from haichieu.web.shell.unit_choice import UnitChoice

#: Kinds that are taken in, as a person reads them and as the browser's file dialogue takes them.
KINDS = (
    ".docx, .doc, .pdf, .odt, .rtf, .txt, .md, .html, ảnh .jpg .png .tiff, thư .eml, tệp nén .zip, "
    "gói tin hoặc tin trạng thái .edxml .xml"
)
ACCEPTED = ".docx,.doc,.pdf,.odt,.rtf,.txt,.md,.html,.htm,.jpg,.jpeg,.png,.tif,.tiff,.eml,.zip,.edxml,.xml"


@dataclass(frozen=True, slots=True)
class Upload:
    """The upload form: the files, and the unit that received them."""

    files: tuple[UploadedFile, ...]
    unit: int | None
    errors: dict[str, str]

    @classmethod
    def read(cls, files: list[UploadedFile], typed_unit: str, units: UnitChoice) -> "Upload":
        """From posted values."""
        unit = units.find(typed_unit)
        errors = {}
        if not files:
            errors["files"] = f"Chưa chọn tệp nào; hãy chọn một hoặc nhiều tệp {KINDS}."
        if unit is None:
            errors["unit"] = "Hãy chọn đơn vị nhận văn bản trong danh sách."
        return cls(tuple(files), unit, errors)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file, or of one file inside an archive or a mail."""

    file_name: str
    #: the stored letter; None when the file was refused before it was stored
    letter: Dispatch | None
    #: false when the same bytes had been stored before
    is_new: bool
    #: why it was refused
    refusal: str = ""
    #: what the file said about the letter, where it was no letter itself
    said: str = ""

    @property
    def sentence(self) -> str:
        """One sentence for the person who sent it."""
        if self.letter is None:
            return f"{self.file_name}: {self.refusal}"
        if self.said:
            return f"{self.file_name}: {self.said}"
        if not self.is_new:
            return f"{self.file_name}: văn bản này đã có từ trước, không thêm lần nữa."
        if self.letter.waits_since is not None:
            return f"{self.file_name}: đã nhận, máy đang đọc; bạn có thể rời trang này và xem lại sau."
        if self.letter.set_aside:
            return f"{self.file_name}: đã giữ tệp và để riêng. {self.letter.set_aside}"
        return f"{self.file_name}: đã đọc, chờ bạn xác nhận."

    @property
    def is_good(self) -> bool:
        """Whether it now waits to be confirmed, or to be read."""
        return self.letter is not None and self.is_new and not self.letter.set_aside
