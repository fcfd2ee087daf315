"""Files that a system zipped one by one before it put them into a message, unpacked within one budget."""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from haichieu.dispatches.rules.exchange.errors import ExchangeError

#: Archives by nature: they are the file itself.
_PACKED = (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar")
#: From here on it counts how many bytes came of each byte packed.
_RATIO_FROM = 2**20
_CHUNK = 256 * 1024
_END_MARK = b"PK\x05\x06"
#: An archive of one file has one entry in its directory; a longer one is no wrapping, and costly to list.
_LARGEST_DIRECTORY = 65_536
_FAULTS = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, OverflowError,
)  # fmt: skip


@dataclass(slots=True)
class Budget:
    """What the files of one message may still come to.

    Parameters
    ----------
    each, total:
        Most bytes of one file and of all files that are yet to come.
    ratio:
        Most bytes out for each byte in, over all files, from a megabyte on.
    """

    each: int
    total: int
    ratio: int
    _put_in: int = 0
    _come_out: int = 0

    def left(self, packed: int) -> int:
        """How many bytes the next file may come to that has so many in the message."""
        tight = max(_RATIO_FROM, (self._put_in + packed) * self.ratio) - self._come_out
        return min(self.each, self.total - self._come_out, tight)

    def spend(self, packed: int, size: int) -> None:
        """Count a file."""
        self._put_in += packed
        self._come_out += size


def unpacked(data: bytes, name: str, budget: Budget) -> bytes:
    """The one file inside where the bytes are an archive of one, else the bytes themselves.

    Raises
    ------
    ExchangeError
        The message comes to more than its budget.

    >>> unpacked(b"%PDF-1.7", "cv.pdf", Budget(each=10, total=20, ratio=300))
    b'%PDF-1.7'
    >>> unpacked(b"%PDF-1.7 1234", "cv.pdf", Budget(each=10, total=20, ratio=300))
    Traceback (most recent call last):
    haichieu.dispatches.rules.exchange.errors.ExchangeError: Tệp đính kèm “cv.pdf” giải nén ra quá lớn nên gói tin \
không được nhận.
    """
    most = budget.left(len(data))
    content = _only_file(data, most) if _is_wrapped(data, name) else data
    if len(content) > most:
        raise ExchangeError(f"Tệp đính kèm “{name}” giải nén ra quá lớn nên gói tin không được nhận.")
    budget.spend(len(data), len(content))
    return content


def _is_wrapped(data: bytes, name: str) -> bool:
    if not data.startswith(b"PK\x03\x04") or name.lower().endswith(_PACKED):
        return False
    end = data.rfind(_END_MARK)
    return end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") <= _LARGEST_DIRECTORY


def _only_file(data: bytes, most: int) -> bytes:
    """At most one byte more than `most`."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            inside = [entry for entry in packed.infolist() if not entry.is_dir()]
            if len(inside) != 1:
                return data
            return _taken_out(packed, inside[0], most)
    except _FAULTS:
        return data


def _taken_out(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    found = bytearray()
    with packed.open(entry) as file:
        while len(found) <= most and (chunk := file.read(min(_CHUNK, most + 1 - len(found)))):
            found += chunk
    return bytes(found)
