"""Read one part of a folder: the same function on this machine and on any machine of a cluster.

Safe to run twice, at once or again after a kill: results are written under a name of their own and renamed when
complete, and the part counts as done only when its record stands beside them.
"""

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

import orjson

from haichieu.channels.rules import BadFile, BadRow, ListingError, PostRow
from haichieu.cli.datasets.errors import DatasetError
from haichieu.cli.datasets.fragments import Fragment, Source, located
from haichieu.cli.datasets.late import load
from haichieu.cli.datasets.stretches import Stretch, read_stretch
from haichieu.cli.post_files import open_posts
from haichieu.cli.tone_lines import Tally, batches, score_lines
from haichieu.posts.rules import PostsError, ToneModel, ToneScores, load_model

#: Folder for records and unfinished files; other readers skip names that begin with an underscore.
STATE = "_state"


@dataclass(frozen=True, slots=True)
class Job:
    """What every machine has to know: absolute paths that mean the same everywhere, and the model wanted."""

    root: str
    out: str
    model: str


@dataclass(frozen=True, slots=True)
class Done:
    """The record of a part that is complete."""

    number: int
    posts: int
    #: Rows set aside.
    aside: int
    #: Lines or rows of the source in this part; 0 where the part is the whole file.
    lines: int
    tones: dict[str, int]
    advisories: int
    negative_counted: int
    sha256: str


@dataclass(slots=True)
class Notes:
    """What is set aside while a part is read, one JSON line each, straight into its file."""

    stream: IO[bytes]
    source: Source
    count: int = 0
    lines: int = field(default=0)

    def row(self, error: BadRow) -> None:
        """An unusable row."""
        reason = error.args[0].removeprefix(f"Tệp {self.source.path}, dòng {error.line}: ")
        reason = reason.removeprefix(f"Tệp {Path(self.source.path).name}, dòng {error.line}: ")
        self._write(error.line, reason)

    def file(self, error: ListingError) -> None:
        """A file that cannot be read, or not further."""
        self._write(None, str(error))

    def _write(self, line: int | None, reason: str) -> None:
        self.count += 1
        record = {"file": self.source.path, "line": line, "reason": reason}
        self.stream.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


class PartWriter(Protocol):
    """Where the readings of a part go."""

    def write(self, rows: list[PostRow], scores: ToneScores) -> None: ...

    def close(self) -> None: ...


class LinesPart:
    """The readings of one part, written as JSON lines."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")

    def write(self, rows: list[PostRow], scores: ToneScores) -> None:
        """Add a batch."""
        self._stream.write(score_lines(rows, scores))

    def close(self) -> None:
        """Write what waits."""
        self._stream.close()


def part_name(fragment: Fragment) -> str:
    """The file of a part's readings."""
    return f"part-{fragment.number:05d}.{fragment.suffix}"


def score_fragment(job: Job, fragment: Fragment) -> Done:
    """Read one part and leave its results in the folder of results.

    Raises:
        DatasetError: this machine does not see the file as planned, has another model, or cannot write.
    """
    root, out = Path(job.root), Path(job.out)
    model = _model(job.model)
    _check_source(root, fragment.source)
    mark = f"{fragment.number:05d}.{os.getpid()}.{uuid.uuid4().hex[:8]}"
    try:
        part, notes = out / STATE / f"{mark}.part", out / STATE / f"{mark}.aside"
        done = _write(root, fragment, model, part, notes)
        part.replace(out / part_name(fragment))
        notes.replace(out / STATE / f"{fragment.number:05d}.aside.jsonl")
        record = out / STATE / f"{mark}.done"
        record.write_bytes(orjson.dumps(done, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        record.replace(out / STATE / f"{fragment.number:05d}.done.json")
    except OSError as error:
        raise DatasetError(
            f"Không ghi được kết quả vào {out.name} ({error.strerror}): hãy kiểm tra chỗ trống và quyền ghi."
        ) from None
    return done


def _model(version: str) -> ToneModel:
    try:
        model = load_model()
    except PostsError as error:
        raise DatasetError(str(error)) from None
    if model.version != version:
        raise DatasetError(
            f"Máy {os.uname().nodename} có mô hình {model.version}, cần {version}: "
            "hãy cài cùng một bản Hai Chiều trên mọi máy."
        )
    return model


def _check_source(root: Path, source: Source) -> None:
    try:
        state = located(root, source).stat()
    except OSError:
        raise DatasetError(
            f"Máy {os.uname().nodename} không thấy tệp {source.path}: mọi máy phải thấy cùng một thư mục."
        ) from None
    if (state.st_size, state.st_mtime_ns) != (source.size, source.modified):
        raise DatasetError(f"Tệp {source.path} đã đổi trong lúc đọc: hãy đọc lại vào một thư mục mới.")


def _write(root: Path, fragment: Fragment, model: ToneModel, part: Path, aside: Path) -> Done:
    tally = Tally()
    with aside.open("wb") as stream:
        notes = Notes(stream, fragment.source)
        writer: PartWriter = (
            load("parquet_files").ParquetPart(part) if fragment.form == "parquet" else LinesPart(part)
        )
        try:
            for batch in _batches(located(root, fragment.source), fragment, notes):
                scores = model.read([row.title for row in batch], [row.lead for row in batch])
                tally.add(scores)
                writer.write(batch, scores)
        except ListingError as error:
            notes.file(error)
        finally:
            writer.close()
        if not tally.posts and not notes.count and fragment.form != "lines":
            name = fragment.source.path
            notes.file(BadFile(f"Tệp {name} không có bài nào: hãy kiểm tra lại tệp đã xuất."))
    return Done(
        fragment.number,
        tally.posts,
        notes.count,
        notes.lines,
        dict(sorted(tally.tones.items())),
        tally.advisories,
        tally.negative_counted,
        _kept(part),
    )


def _batches(path: Path, fragment: Fragment, notes: Notes) -> Iterator[list[PostRow]]:
    return _BATCHES[fragment.form](path, fragment, notes)


def _of_lines(path: Path, fragment: Fragment, notes: Notes) -> Iterator[list[PostRow]]:
    stretch = Stretch(path, fragment.first, fragment.count)
    yield from batches(read_stretch(stretch, fragment.source.path, notes.row))
    notes.lines = stretch.lines


def _of_row_groups(path: Path, fragment: Fragment, notes: Notes) -> Iterator[list[PostRow]]:
    read = load("parquet_files").row_batches
    for rows, batch in read(path, fragment.source.path, fragment.first, fragment.count, notes.row):
        notes.lines += rows
        if batch:
            yield batch


def _of_whole(path: Path, fragment: Fragment, notes: Notes) -> Iterator[list[PostRow]]:
    yield from batches(open_posts(path, notes.row))


_BATCHES: dict[str, Callable[[Path, Fragment, Notes], Iterator[list[PostRow]]]] = {
    "lines": _of_lines,
    "parquet": _of_row_groups,
    "whole": _of_whole,
}


def _kept(path: Path) -> str:
    """Make sure that a file is on the disk before its name says so; its hash."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest()
