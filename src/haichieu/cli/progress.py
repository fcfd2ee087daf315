"""How far long work is, on the error stream, where a person watches it; nothing where a program reads it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import click

from haichieu.text.file_text import OnPage


class Progress:
    """One line that tells which file and page is being read; it is gone when the work is done.

    Parameters: ``files`` is how many there will be; ``is_watched`` whether a person looks at the error stream
    (asked of the stream itself unless given).
    """

    def __init__(self, files: int, *, is_watched: bool | None = None) -> None:
        self._files = files
        self._number = 0
        self._is_watched = sys.stderr.isatty() if is_watched is None else is_watched
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._show("")

    @contextmanager
    def reading(self, name: str) -> Iterator[OnPage]:
        """While one file is read: takes the pages done. The line is cleared before anything else is printed."""
        self._number += 1
        place = f" ({self._number}/{self._files})" if self._files > 1 else ""
        self._show(f"Đang đọc {name}{place} …")
        try:
            yield lambda done, total: self._show(f"Đang đọc {name}{place}: trang {done}/{total}")
        finally:
            self._show("")

    def counting(self, what: str) -> OnPage:
        """For work that is no file: takes how much is done and how much there is."""
        return lambda done, total: self._show(f"{what}: {done}/{total} …")

    def _show(self, line: str) -> None:
        if self._is_watched:
            click.echo("\r" + line.ljust(self._width) + ("" if line else "\r"), err=True, nl=False)
            self._width = len(line)
