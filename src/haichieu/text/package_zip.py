"""Entries of a .zip archive: names decoded and made harmless, contents unpacked no further than allowed."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from haichieu.text.errors import UnreadableFile
from haichieu.text.syllables import share_of_syllables
from haichieu.text.xml_parts import ZIP_FAULTS

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_LITTER = re.compile(
    r"(?:^|/)(?:__MACOSX(?:/|$)|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE
)
_DRIVE = re.compile(r"^[A-Za-z]:")
_LONGEST_NAME = 200
_RATIO_FROM = 1024 * 1024
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a package, not yet looked into."""

    #: Harmless name.
    name: str
    #: Unpacked bytes; empty where they could not be taken out.
    data: bytes
    #: Why it is set aside, one Vietnamese sentence, or None.
    reason: str | None = None
    #: Subject of the mail that it came with.
    subject: str | None = None


def zip_entries(data: bytes, most: int, ratio: int) -> Iterator[Entry]:
    """The files of an archive in its order.

    Parameters
    ----------
    most:
        Most bytes of one file, unpacked.
    ratio:
        Most bytes unpacked for each byte packed, counted from a megabyte on.

    Raises
    ------
    UnreadableFile
        The archive is damaged, or every file in it is locked by a password.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except ZIP_FAULTS:
        raise UnreadableFile(
            "Tệp nén bị hỏng hoặc tải chưa hết, hãy nén và gửi lại.", reason="corrupt"
        ) from None
    if infos and all(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
        raise UnreadableFile("Tệp nén có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.", reason="password")
    for info in infos:
        name = harmless_name(_decoded_name(info))
        if not _LITTER.search(name):
            yield _unpacked(archive, info, name, most, ratio)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: int, ratio: int) -> Entry:
    if info.flag_bits & _ENCRYPTED_FLAG:
        return Entry(name, b"", "Tệp trong gói có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.")
    most = min(most, max(_RATIO_FROM, info.compress_size * ratio))
    found = bytearray()
    try:
        with archive.open(info) as file:
            # The size that the archive states may be a lie: what is counted is what comes out.
            while chunk := file.read(_CHUNK):
                found += chunk
                if len(found) > most:
                    return Entry(name, b"", "Tệp trong gói bung ra lớn bất thường nên không được mở.")
    except ZIP_FAULTS:
        return Entry(name, b"", "Tệp trong gói bị hỏng, hãy nén và gửi lại.")
    return Entry(name, bytes(found))


def harmless_name(name: str) -> str:
    r"""A name that points nowhere but into its package.

    >>> [harmless_name(name) for name in ("../../etc/passwd", "C:\\a\\..\\kh.docx", "/x//y.txt", "\x00..")]
    ['etc/passwd', 'a/kh.docx', 'x/y.txt', 'tep']
    """
    plain = "".join(char for char in unicodedata.normalize("NFC", name) if char.isprintable())
    pieces = [_DRIVE.sub("", piece).strip() for piece in plain.replace("\\", "/").split("/")]
    safe = "/".join(piece for piece in pieces if piece.strip(". "))
    return safe[-_LONGEST_NAME:].lstrip("/") or "tep"


def _decoded_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: archives without the UTF-8 mark hold UTF-8 or a Windows table all the same."""
    if info.flag_bits & _UTF8_FLAG or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        windows = unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))
    return max(info.filename, windows, key=share_of_syllables)
