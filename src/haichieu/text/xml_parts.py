"""XML parts inside office files, opened without entities, network or endless depth."""

import io
import re
import struct
import zipfile
import zlib

from lxml import etree

from haichieu.text.errors import UnreadableFile

#: Largest unpacked size of all parts together: a letter is far smaller, a zip bomb is far larger.
MAX_UNPACKED = 300 * 1024 * 1024
#: Largest unpacked size of one XML part.
MAX_XML = 64 * 1024 * 1024
_MAX_PARTS = 5_000
#: “Strict” Word files differ in the name of the vocabulary only.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: No office program writes these; files made to exhaust a reader's memory or to fetch other files do.
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b")
#: What a damaged archive raises while it is opened or unpacked.
ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, OverflowError,
)  # fmt: skip


class OfficeArchive:
    """The parts of a .docx or .odt file, unpacked one by one after the whole was checked.

    Raises
    ------
    UnreadableFile
        Broken or cut container, password, or more than `max_unpacked` bytes inside.
    """

    def __init__(self, data: bytes, *, label: str, max_unpacked: int = MAX_UNPACKED) -> None:
        self._label = label
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._check(self._archive.infolist(), max_unpacked)
            broken = self._archive.testzip()
        except ZIP_FAULTS:
            raise self.corrupt() from None
        self.names = frozenset(self._archive.namelist())
        if broken is not None:
            raise self.corrupt()

    def _check(self, parts: list[zipfile.ZipInfo], max_unpacked: int) -> None:
        if sum(part.file_size for part in parts) > max_unpacked or len(parts) > _MAX_PARTS:
            raise UnreadableFile(
                f"{self._label} bung ra lớn bất thường nên không được mở, hãy gửi lại tệp gốc.",
                reason="too_large",
            )
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableFile(
                f"{self._label} có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.", reason="password"
            )

    def corrupt(self) -> UnreadableFile:
        """The sentence for a file that is damaged."""
        return UnreadableFile(
            f"{self._label} bị hỏng hoặc tải chưa hết, hãy gửi lại tệp gốc.", reason="corrupt"
        )

    def raw(self, name: str) -> bytes:
        """The bytes of one part.

        Raises
        ------
        UnreadableFile
            The part is damaged or too large.
        """
        try:
            if self._archive.getinfo(name).file_size > MAX_XML:
                raise UnreadableFile(
                    f"{self._label} chứa phần quá lớn nên không được mở, hãy gửi lại tệp gốc.",
                    reason="too_large",
                )
            return self._archive.read(name)
        except (*ZIP_FAULTS, KeyError):
            raise self.corrupt() from None

    def xml(self, name: str) -> etree._Element | None:
        """The root of one XML part, None where the file has no such part."""
        if name not in self.names:
            return None
        try:
            return parse_xml(self.raw(name).replace(_STRICT, _USUAL))
        except (etree.LxmlError, ValueError):
            raise self._foreign() if _DECLARES.search(self.raw(name)[:4096]) else self.corrupt() from None

    def _foreign(self) -> UnreadableFile:
        return UnreadableFile(
            f"{self._label} chứa khai báo lạ có thể gây hại nên không được mở, hãy lưu lại từ bản gốc rồi gửi.",
            reason="unsafe",
        )


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML without entities of its own; 256 levels and 10 MB a text are the parser's limits.

    Raises
    ------
    ValueError
        The document declares a type or entities, which no office file needs.
    lxml.etree.LxmlError
        Not well-formed.

    >>> parse_xml(b"<a><b/></a>").tag
    'a'
    >>> parse_xml(b'<!DOCTYPE a [<!ENTITY x "x">]><a>&x;</a>')
    Traceback (most recent call last):
    ValueError: a document type in an office file
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type in an office file")
    return root
