"""Read CSV whose delimiter nobody wrote down: comma, semicolon or tab."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from haichieu.channels.rules.columns import plan_columns
from haichieu.channels.rules.errors import BadFile

_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """A table opened for reading."""

    headings: list[str]
    #: Number of the (last) line of each row, counted from 1, and its cells.
    rows: Iterator[tuple[int, list[str]]]
    #: The open file, for the reader to close.
    text: IO[str]


def read_table(stream: IO[bytes], encoding: str, name: str) -> Table:
    """Open a CSV file and find its delimiter from the headings.

    Args:
        stream: the file in binary mode, at its start.
        encoding: text encoding as told by `sources.text_encoding`.
        name: the file's name, for messages.

    Returns:
        The headings and a stream of numbered rows.

    Raises:
        BadFile: the bytes are not text in this encoding, the first line is no headings, or quotes never close.

    >>> table = read_table(io.BytesIO(b"id;title\\n7;Tin"), "utf-8", "a.csv")
    >>> table.headings, list(table.rows)
    (['id', 'title'], [(2, ['7', 'Tin'])])
    """
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="")
    try:
        first = text.readline(_LONGEST_CELL)
    except UnicodeDecodeError:
        # Given back to its owner, who closes it; a wrapper that is merely dropped warns.
        text.detach()
        raise _wrong_encoding(name) from None
    if len(first) == _LONGEST_CELL:
        text.detach()
        raise BadFile(
            f"Tệp {name} không phải bảng: dòng đầu tiên dài quá một triệu chữ, hãy xuất lại dạng CSV."
        )
    delimiter = find_delimiter(first)
    headings = next(csv.reader([first], delimiter=delimiter), [])
    return Table(headings, _numbered_rows(text, delimiter, name), text)


def find_delimiter(line: str) -> str:
    """Choose the delimiter that makes most headings known, then most cells.

    >>> find_delimiter("id;tiêu đề;lead, ngắn")
    ';'
    """

    def fit(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        plan = plan_columns((cell, place) for place, cell in enumerate(cells))
        return len(plan.fields) + len(plan.extras), len(cells)

    return max(_DELIMITERS, key=fit)


def _numbered_rows(text: IO[str], delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cells):
                yield reader.line_num + 1, cells
    except UnicodeDecodeError:
        raise _wrong_encoding(name) from None
    except csv.Error:
        place = f"Tệp {name} hỏng từ khoảng dòng {reader.line_num + 1}"
        raise BadFile(f"{place}: dấu nháy không khép hoặc ô quá dài, hãy xuất lại.") from None


def _wrong_encoding(name: str) -> BadFile:
    return BadFile(f"Tệp {name} sai bảng mã: hãy lưu lại dạng CSV với bảng mã UTF-8.")
