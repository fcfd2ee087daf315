"""Cut a folder of posts into parts of bounded size, the same parts on every machine and in every run."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from haichieu.channels.rules import text_encoding
from haichieu.cli.datasets.errors import DatasetError
from haichieu.cli.datasets.late import load

#: `lines`: a stretch of a file of JSON lines; `parquet`: row groups; `whole`: a file that cannot be cut.
Form = Literal["lines", "parquet", "whole"]

PARQUET = (".parquet", ".pq")
TEXT = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".xml", ".rss", ".atom")
#: Bytes of text, or of unpacked columns, in one part: minutes of work at most, seconds as a rule.
PART_BYTES = 64 << 20
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the folder as it was when the work was planned."""

    #: Path below the folder, with forward slashes.
    path: str
    size: int
    #: Moment of the last change in nanoseconds, so that a changed file is noticed.
    modified: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """One part of the work: a stretch of one file, and the number of its result."""

    number: int
    source: Source
    form: Form
    #: First byte (`lines`) or first row group (`parquet`).
    first: int
    #: Bytes or row groups.
    count: int

    @property
    def suffix(self) -> str:
        """Results have the form of their source: Parquet from Parquet, JSON lines from text."""
        return "parquet" if self.form == "parquet" else "jsonl"


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a folder."""

    sources: tuple[Source, ...]
    #: Files that are no lists of posts by their names.
    ignored: tuple[str, ...]


def find_sources(root: Path) -> Found:
    """The lists of posts below a folder (or the one file), in the order of their paths.

    Names that begin with a dot or an underscore are left out, as other readers of such folders do.

    Raises:
        DatasetError: nothing there, or no list of posts in it.
    """
    if root.is_file():
        return Found((_source(root, root.name),), ())
    paths = sorted(_paths(root))
    found = Found(
        tuple(_source(root / path, path) for path in paths if _is_list(path)),
        tuple(path for path in paths if not _is_list(path)),
    )
    if not found.sources:
        raise DatasetError(
            f"Thư mục {root.name} không có tệp .parquet, .jsonl, .csv hay .xml nào: hãy kiểm tra lại đường dẫn."
        )
    return found


def _paths(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name[0] not in "._"]
        for name in files:
            if name[0] not in "._":
                yield (Path(folder) / name).relative_to(root).as_posix()


def _is_list(path: str) -> bool:
    return path.lower().removesuffix(".gz").endswith(TEXT) or path.lower().endswith(PARQUET)


def _source(path: Path, name: str) -> Source:
    try:
        state = path.stat()
    except OSError:
        raise DatasetError(f"Không mở được tệp {name}: hãy kiểm tra quyền đọc và đường dẫn.") from None
    return Source(name, state.st_size, state.st_mtime_ns)


def located(root: Path, source: Source) -> Path:
    """Where a source stands: below the folder, or the one file itself."""
    return root if root.is_file() else root / source.path


def plan_fragments(root: Path, sources: tuple[Source, ...], part_bytes: int) -> tuple[Fragment, ...]:
    """All parts, numbered from 0 in the order of files and of rows in them.

    Args:
        root: the folder.
        sources: its files, from `find_sources`.
        part_bytes: bytes from which a part ends at the next line or row group.

    Raises:
        DatasetError: a file cannot be opened, or is Parquet and the extra is not installed.
    """
    parts = (
        (source, form, first, count)
        for source in sources
        for form, first, count in _cut(located(root, source), source, part_bytes)
    )
    return tuple(Fragment(number, *part) for number, part in enumerate(parts))


def _cut(path: Path, source: Source, part_bytes: int) -> Iterator[tuple[Form, int, int]]:
    if source.path.lower().endswith(PARQUET):
        for first, count in load("parquet_files").cut(path, part_bytes):
            yield "parquet", first, count
        return
    try:
        with path.open("rb") as stream:
            head = stream.read(8192)
    except OSError:
        raise DatasetError(f"Không mở được tệp {source.path}: hãy kiểm tra quyền đọc và đường dẫn.") from None
    if not _is_json_lines(head):
        yield "whole", 0, 0
        return
    start = len(_BOM) if head.startswith(_BOM) else 0
    for first, end in cut_lines(path, start, source.size, part_bytes):
        yield "lines", first, end - first


def _is_json_lines(head: bytes) -> bool:
    is_utf8 = text_encoding(head) in ("utf-8", "utf-8-sig")
    return is_utf8 and head.removeprefix(_BOM).lstrip()[:1] == b"{"


def cut_lines(path: Path, first: int, size: int, part_bytes: int) -> Iterator[tuple[int, int]]:
    """Stretches of a file, each from the begin of a line to the end of one, as byte offsets (first, end)."""
    with path.open("rb") as stream:
        while size - first > part_bytes:
            stream.seek(first + part_bytes - 1)
            stream.readline()
            end = min(stream.tell(), size)
            yield first, end
            first = end
    if first < size:
        yield first, size
