"""Rich text (.rtf): LibreOffice where it is installed, else without tables and fonts."""

from striprtf.striprtf import rtf_to_text

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText
from haichieu.text.office import office_program, office_text

_BARE = "Máy chủ chưa cài LibreOffice nên bảng và phông chữ của tệp RTF không được giữ: hãy soát lại."


def rtf_text(data: bytes) -> PlainText:
    """Take the text out of an .rtf file.

    Raises
    ------
    UnreadableFile
        The file is damaged.
    """
    if office_program() is not None:
        return office_text(data, "rtf")
    try:
        text = str(rtf_to_text(data.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, RecursionError):
        raise UnreadableFile("Tệp RTF bị hỏng, hãy lưu lại thành .docx rồi gửi.", reason="corrupt") from None
    return PlainText(text, warnings=(_BARE,))
