"""Plain text in the encodings that Vietnamese offices leave behind."""

import re
import unicodedata

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText
from haichieu.text.legacy import by_statistics
from haichieu.text.syllables import share_of_syllables
from haichieu.text.viscii import from_viscii

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u0300\u0301\u0303\u0309\u0323]")
_WINDOWS = "Tệp dùng bảng mã Windows-1258, đã chuyển sang Unicode: hãy soát lại dấu."
_LEGACY = {
    "tcvn3": "Tệp dùng bảng mã cũ TCVN3 (ABC), đã chuyển sang Unicode: hãy soát lại dấu và chữ hoa.",
    "vni": "Tệp dùng bảng mã cũ VNI, đã chuyển sang Unicode: hãy soát lại dấu.",
}
_VISCII = "Tệp dùng bảng mã cũ VISCII, đã chuyển sang Unicode: hãy soát lại dấu."
_VISCII_FLOOR = 0.85
_SPOILT = "Tệp có vài chữ bị hỏng, đã thay bằng dấu �: hãy soát lại."
#: Fewest signs, and largest share of them, that may be broken in a file taken for UTF-8 nevertheless.
_FEW = 3
_SPOILT_SHARE = 0.005


def plain_text(data: bytes) -> PlainText:
    """Decode a text file: UTF-8 or UTF-16 with or without mark, Windows-1258, TCVN3, VNI, VISCII.

    Raises
    ------
    UnreadableFile
        When the bytes are no text in any of them.

    >>> plain_text("Số".encode("windows-1258", errors="ignore") + b" 12").text[-3:]
    ' 12'
    """
    return decode_text(data, None)


def decode_text(data: bytes, declared: str | None) -> PlainText:
    """Decode bytes; `declared` is the encoding that the file itself names, believed only where nothing else fits.

    Raises
    ------
    UnreadableFile
        When the bytes are no text in any known encoding.

    >>> decode_text("C«ng v¨n sè 5 cña Uû ban nh©n d©n".encode("latin-1"), None).text
    'Công văn số 5 của Uỷ ban nhân dân'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return PlainText(_decode(data, encoding))
    if data.count(0) > len(data) // 8:
        return PlainText(_decode(data, "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"))
    try:
        return PlainText(_printable(data.decode("utf-8")))
    except UnicodeDecodeError:
        return _one_byte(data, declared)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return _printable(data.decode(encoding))
    except UnicodeDecodeError:
        raise _not_text() from None


def _one_byte(data: bytes, declared: str | None) -> PlainText:
    """Bytes that are no UTF-8: whichever table makes the most syllables of them."""
    spoilt = data.decode("utf-8", "replace")
    broken = spoilt.count("\ufffd")
    if broken <= max(_FEW, len(spoilt) * _SPOILT_SHARE) and _VIETNAMESE.search(
        unicodedata.normalize("NFD", spoilt)
    ):
        return PlainText(_printable(spoilt), warnings=(_SPOILT,))
    converted, encoding = by_statistics(data.decode("cp1252", "replace"))
    if encoding is not None:
        return PlainText(_printable(converted), warnings=(_LEGACY[encoding],))
    windows = unicodedata.normalize("NFC", data.decode("windows-1258", "replace"))
    viscii = from_viscii(data)
    # A table that is wrong for a text leaves letters inside words that no syllable has.
    if share_of_syllables(viscii) >= max(_VISCII_FLOOR, share_of_syllables(windows)) and _is_vietnamese(
        viscii
    ):
        return PlainText(_printable(viscii), warnings=(_VISCII,))
    if _is_vietnamese(windows):
        return PlainText(_printable(windows), warnings=(_WINDOWS,))
    if declared is not None and declared.lower() in ("iso-8859-1", "latin-1", "windows-1252", "us-ascii"):
        # Pages written with character references name a Latin encoding and mean little by it.
        return PlainText(_printable(data.decode("cp1252", "replace")))
    raise _not_text()


def _is_vietnamese(text: str) -> bool:
    if "\ufffd" in text or not _VIETNAMESE.search(unicodedata.normalize("NFD", text)):
        return False
    return sum(char.isalpha() or char.isspace() for char in text) >= len(text) * 0.7 and _reads(text)


def _reads(text: str) -> bool:
    return share_of_syllables(text) >= 0.5


def _printable(text: str) -> str:
    # The upper controls are let through: they are bytes of letters that some program decoded by the wrong table.
    controls = sum(
        unicodedata.category(char) in ("Cc", "Cn")
        and char not in "\t\n\r\f\x0b"
        and not "\x80" <= char <= "\x9f"
        for char in text
    )
    if controls > max(2, len(text) // 50):
        raise _not_text()
    return text


def _not_text() -> UnreadableFile:
    return UnreadableFile(
        "Tệp không phải văn bản thuần hoặc dùng bảng mã lạ, hãy lưu lại dạng UTF-8 hoặc gửi tệp .docx.",
        reason="encoding",
    )
