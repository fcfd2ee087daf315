"""Plain text files in the encodings that Vietnamese offices leave behind."""

import re
import unicodedata

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u0300\u0301\u0303\u0309\u0323]")
_LEGACY = "Tệp dùng bảng mã Windows-1258, đã chuyển sang Unicode: hãy soát lại dấu."


def plain_text(data: bytes) -> PlainText:
    """Decode a text file: UTF-8 with or without mark, UTF-16 with or without mark, Windows-1258.

    Raises
    ------
    UnreadableFile
        When the bytes are no text in any of them.

    >>> plain_text("Số".encode("windows-1258", errors="ignore") + b" 12").text[-3:]
    ' 12'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return PlainText(_decode(data, encoding))
    if data.count(0) > len(data) // 8:
        return PlainText(_decode(data, "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"))
    try:
        return PlainText(_printable(data.decode("utf-8")))
    except UnicodeDecodeError:
        return _legacy(data)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return _printable(data.decode(encoding))
    except UnicodeDecodeError:
        raise _not_text() from None


def _legacy(data: bytes) -> PlainText:
    try:
        text = unicodedata.normalize("NFC", data.decode("windows-1258"))
    except UnicodeDecodeError:
        raise _not_text() from None
    letters = sum(char.isalpha() or char.isspace() for char in text)
    if letters < len(text) * 0.7 or not _VIETNAMESE.search(unicodedata.normalize("NFD", text)):
        raise _not_text()
    return PlainText(_printable(text), warnings=(_LEGACY,))


def _printable(text: str) -> str:
    controls = sum(
        unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\n\r\f" for char in text
    )
    if controls > max(2, len(text) // 50):
        raise _not_text()
    return text


def _not_text() -> UnreadableFile:
    return UnreadableFile(
        "Tệp không phải văn bản thuần hoặc dùng bảng mã lạ, hãy lưu lại dạng UTF-8 hoặc gửi tệp .docx.",
        reason="encoding",
    )
