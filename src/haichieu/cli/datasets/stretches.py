"""The rows of one part of a text file, through the same reader as a whole file."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from haichieu.channels.rules import BadRow, PostRow, RowReader

_OPENING = b"{}\n"
_AHEAD = 1 << 20


class Stretch(io.RawIOBase):
    """Bytes first … first + count of a file behind one opening line of our own.

    The opening line is an empty record, so that the reader takes the part for JSON lines whatever stands in its
    first line: the same line must not be read differently where a cut happens to fall before it.
    """

    def __init__(self, path: Path, first: int, count: int) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._first, self._length, self._at = first, count + len(_OPENING), 0
        self._seen = 0
        self._last = b""
        #: Line ends met so far, our own line left out.
        self.ends = 0

    @property
    def lines(self) -> int:
        """Lines met so far."""
        return self.ends + (self._last not in (b"", b"\n"))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        self._at = start + offset
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        room = memoryview(buffer)
        if self._at < len(_OPENING):
            piece = _OPENING[self._at : self._at + len(room)]
            room[: len(piece)] = piece
            self._at += len(piece)
            return len(piece)
        self._file.seek(self._first + self._at - len(_OPENING))
        got = self._file.readinto(room[: max(self._length - self._at, 0)]) or 0
        self._count(bytes(room[:got]))
        self._at += got
        return got

    def _count(self, piece: bytes) -> None:
        """Count line ends once, though the reader looks at the head of a file twice."""
        fresh = piece[max(self._seen - self._at, 0) :]
        self.ends += fresh.count(b"\n")
        self._last = fresh[-1:] or self._last
        self._seen = max(self._seen, self._at + len(piece))

    def close(self) -> None:
        self._file.close()
        super().close()


def read_stretch(stretch: Stretch, name: str, on_bad: Callable[[BadRow], None]) -> Iterator[PostRow]:
    """The posts of a stretch; lines in messages and errors are counted from 1 in the stretch.

    Args:
        stretch: closed when all is read.
        name: the file's name, for messages.
        on_bad: called with each unusable line.
    """

    def shift(error: BadRow) -> None:
        line = error.line - 1
        if line:
            reason = error.args[0].removeprefix(f"Tệp {name}, dòng {error.line}: ")
            on_bad(BadRow(f"Tệp {name}, dòng {line}: {reason}", line))

    stream = io.BufferedReader(stretch, _AHEAD)
    yield from RowReader(cast(IO[bytes], stream), name, shift)
