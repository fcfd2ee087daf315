"""Parquet in and out: row groups to posts by the columns of every other list, readings to columns."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from haichieu.channels.rules import BadFile, BadRow, PostRow, RowReader
from haichieu.cli.tone_lines import BATCH
from haichieu.posts.rules import ToneScores

#: Rows in one row group of a result.
GROUP = 1 << 16
_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("tone", pa.string()),
        ("p_positive", pa.float32()),
        ("p_neutral", pa.float32()),
        ("p_negative", pa.float32()),
        ("advisory", pa.bool_()),
    ]
)
_OPENING = b"{}\n"


def cut(path: Path, part_bytes: int) -> Iterator[tuple[int, int]]:
    """Runs of row groups, as (first, how many); a file that is damaged is one run of none."""
    try:
        with pq.ParquetFile(path) as file:
            sizes = [file.metadata.row_group(place).total_byte_size for place in range(file.num_row_groups)]
    except (pa.ArrowException, OSError):
        sizes = []
    first = size = 0
    for place, bytes_ in enumerate(sizes):
        size += bytes_
        if size >= part_bytes:
            yield first, place + 1 - first
            first, size = place + 1, 0
    if first < len(sizes) or not sizes:
        yield first, len(sizes) - first


def row_batches(
    path: Path, name: str, first: int, count: int, on_bad: Callable[[BadRow], None]
) -> Iterator[tuple[int, list[PostRow]]]:
    """Batches of posts with the rows that each batch was read from; only columns of the closed list are read.

    Args:
        path: the file.
        name: its name for messages.
        first: first row group.
        count: how many row groups.
        on_bad: called with each unusable row, numbered from 1 in these row groups.

    Raises:
        BadFile: the file is damaged, or has no column for id or title.
    """
    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            columns = kept_columns(file.schema_arrow.names, name)
            groups = list(range(first, first + count))
            before = 0
            for batch in file.iter_batches(BATCH, row_groups=groups, columns=columns, use_threads=False):
                rows = list(_rows_of(batch, name, before, on_bad))
                before += batch.num_rows
                yield batch.num_rows, rows
    except (pa.ArrowException, OSError):
        raise BadFile(f"Tệp {name} không phải tệp Parquet trọn vẹn: hãy xuất lại.") from None


def kept_columns(names: Sequence[str], name: str) -> list[str]:
    """The columns on the closed list; every other column is never read.

    Raises:
        BadFile: no column for the id, or none for the title.
    """
    probe = RowReader(BytesIO(orjson.dumps(dict.fromkeys(names, None))), name, lambda _: None)
    list(probe)
    kept = [column for column in names if column not in probe.dropped]
    for what, sample in (("id", {"title": "a"}), ("title", {"id": "1"})):
        if not any(_fills(column, sample, name) for column in kept):
            raise BadFile(f"Tệp {name} thiếu cột {what}: cần ít nhất id và title (hoặc mã và tiêu đề).")
    return kept


def _fills(column: str, sample: dict[str, str], name: str) -> bool:
    """Whether a column gives what the sample lacks to be a post."""
    return bool(list(RowReader(BytesIO(orjson.dumps({column: "1"} | sample)), name, lambda _: None)))


def _rows_of(
    batch: pa.RecordBatch, name: str, before: int, on_bad: Callable[[BadRow], None]
) -> Iterator[PostRow]:
    def shift(error: BadRow) -> None:
        if error.line > 1:
            reason = error.args[0].removeprefix(f"Tệp {name}, dòng {error.line}: ")
            line = before + error.line - 1
            on_bad(BadRow(f"Tệp {name}, dòng {line}: {reason}", line))

    columns = [_values(column) for column in batch.columns]
    names = batch.schema.names
    lines = [_OPENING, *(_line(dict(zip(names, cells, strict=True))) for cells in zip(*columns, strict=True))]
    return iter(RowReader(BytesIO(b"".join(lines)), name, shift))


def _line(record: dict[str, Any]) -> bytes:
    return orjson.dumps(record, default=str, option=orjson.OPT_APPEND_NEWLINE)


def _values(column: pa.Array) -> list[Any]:
    """The cells of a column as text, numbers or flags; None for what is neither."""
    kind = column.type
    is_plain = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_boolean(kind)
    if not (is_plain or pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        try:
            column = column.cast(pa.string())
        except pa.ArrowException:
            return [None] * len(column) if pa.types.is_nested(kind) else [_cell(cell) for cell in column]
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        return [_cell(cell) for cell in column]


def _cell(cell: pa.Scalar) -> Any:
    try:
        value = cell.as_py()
        return value.decode() if isinstance(value, bytes) else value
    except (UnicodeDecodeError, ValueError):
        return None


class ParquetPart:
    """The readings of one part, written as columns."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, _SCHEMA, compression="zstd")
        self._waiting: list[pa.RecordBatch] = []
        self._rows = 0

    def write(self, rows: Sequence[PostRow], scores: ToneScores) -> None:
        """Add a batch."""
        columns = [
            pa.array([row.id for row in rows], pa.string()),
            pa.array(scores.tones(), pa.string()),
            *(pa.array(p.round(6)) for p in (scores.positive, scores.neutral, scores.negative)),
            pa.array(scores.advisory),
        ]
        self._waiting.append(pa.record_batch(columns, schema=_SCHEMA))
        self._rows += len(rows)
        if self._rows >= GROUP:
            self._flush()

    def close(self) -> None:
        """Write what waits, and the end of the file."""
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_batches(self._waiting), row_group_size=GROUP)
        self._waiting, self._rows = [], 0


def json_lines(path: Path) -> Iterator[bytes]:
    """The readings of a Parquet part as JSON lines, a batch at a time."""
    with pq.ParquetFile(path, pre_buffer=False) as file:
        for batch in file.iter_batches(BATCH, use_threads=False):
            yield b"".join(_line(_rounded(record)) for record in batch.to_pylist())


def _rounded(record: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 6) if key.startswith("p_") else value for key, value in record.items()}
