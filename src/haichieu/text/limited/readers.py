"""A pool of workers: each file goes to an idle one, a worker that ended or grew is replaced."""

import queue
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import MAX_BYTES, FileText, OnPage, file_bytes, refuse_large
from haichieu.text.limited import answers, wire
from haichieu.text.limited.answers import Package
from haichieu.text.limited.limits import Limits
from haichieu.text.limited.worker import CRASHED, Worker

T = TypeVar("T")


class Readers:
    """Reads files in limited processes, which start with the first file and end with the pool.

    Parameters
    ----------
    size:
        How many files are read at the same time; further threads wait for their turn.
    limits:
        What one file may cost.

    >>> with Readers() as readers:
    ...     readers.read("Kính gửi: Các đơn vị.".encode(), "thu.txt").text
    'Kính gửi: Các đơn vị.'
    """

    def __init__(self, size: int = 1, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(None)
        self._size = size

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers; waits for files that are being read. The pool may be used again."""
        for worker in [self._idle.get() for _ in range(self._size)]:
            if worker is not None:
                worker.close()
            self._idle.put(None)

    def read(
        self,
        data: bytes,
        name: str,
        *,
        on_page: OnPage | None = None,
        max_bytes: int = MAX_BYTES,
        seconds: float | None = None,
    ) -> FileText:
        """Read one file as `haichieu.text.files.read_bytes` does, in a limited process.

        Parameters
        ----------
        on_page:
            Told of pages done and pages there are; what it raises stops the reading and reaches the caller.
        seconds:
            Longest silence for this file instead of the pool's.

        Raises
        ------
        UnreadableFile
            As `read_bytes`; besides with the reasons `too_slow`, `too_heavy` and `crashed`.
        """
        refuse_large(len(data), max_bytes)
        header = {"ask": "read", "name": name, "max_bytes": max_bytes}
        return self._ask(header, data, answers.file_text, on_page=on_page, seconds=seconds)

    def open_package(self, data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> Package:
        """Take a .zip or .eml file apart as `haichieu.text.packages.open_package` does, in a limited process.

        Raises
        ------
        UnreadableFile
            As `open_package`; besides with the reasons `too_slow`, `too_heavy` and `crashed`.
        """
        refuse_large(len(data), max_bytes)
        return self._ask({"ask": "open", "name": name}, data, answers.package)

    def check_xml(self, data: bytes, *, max_bytes: int = MAX_BYTES, seconds: float | None = None) -> None:
        """Parse an XML file once in a limited process, within the bounds of `haichieu.text.xml_bounds`.

        Whoever asked may parse it again afterwards: it is well-formed, bounded, and has not harmed a parser.

        Raises
        ------
        UnreadableFile
            As `bounded_root`; besides with the reasons `too_slow`, `too_heavy` and `crashed`.

        >>> with Readers() as readers:
        ...     readers.check_xml(b"<a><")
        Traceback (most recent call last):
        haichieu.text.errors.UnreadableFile: Tệp không phải XML đúng dạng; hãy đề nghị nơi gửi gửi lại tệp.
        """
        refuse_large(len(data), max_bytes)
        self._ask({"ask": "xml", "name": "", "max_bytes": max_bytes}, data, answers.approval, seconds=seconds)

    def read_file(self, path: Path, *, on_page: OnPage | None = None, max_bytes: int = MAX_BYTES) -> FileText:
        """As `read`, for a file on disk; its size is looked at before a byte is read."""
        return self.read(
            file_bytes(path, max_bytes=max_bytes), path.name, on_page=on_page, max_bytes=max_bytes
        )

    def _ask(
        self,
        header: Mapping[str, Any],
        data: bytes,
        take: Callable[[wire.Message], T],
        *,
        on_page: OnPage | None = None,
        seconds: float | None = None,
    ) -> T:
        worker = _fit(self._idle.get())
        silence = seconds or self._limits.seconds
        try:
            if worker is not None:
                try:
                    return worker.ask(header, data, take, on_page=on_page, seconds=silence)
                except UnreadableFile as error:
                    # What ended a used worker may be what an earlier file left in it: a fresh one will tell.
                    if error.reason != CRASHED:
                        raise
                    worker = _fit(worker)
            worker = Worker(self._limits)
            return worker.ask(header, data, take, on_page=on_page, seconds=silence)
        finally:
            self._idle.put(_fit(worker))


def _fit(worker: Worker | None) -> Worker | None:
    """The worker where it may be asked again; ended otherwise, so that nothing of a bad file lives on."""
    if worker is None or worker.is_fit:
        return worker
    worker.close()
    return None
