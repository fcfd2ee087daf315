"""Streaming reader of lists of posts: JSON lines and CSV, plain or gzipped.

Only a closed list of columns is kept (`columns.py`); every other column is dropped before anything is
stored and named in `RowReader.dropped`, so that no column about private persons can slip in.
"""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import orjson

from haichieu.channels.rules.columns import ColumnPlan, plan_columns
from haichieu.channels.rules.errors import BadFile, BadRow
from haichieu.channels.rules.sources import check_kind, text_encoding
from haichieu.channels.rules.tables import read_table

_TRUE = {"true", "1", "yes", "y", "x", "có", "co", "đúng"}
_FALSE = {"false", "0", "no", "n", "", "không", "khong", "sai"}


class PostRow(NamedTuple):
    """One row of a list of posts, as imported (a named tuple: it is made 200,000 times a second)."""

    #: Identifier within the channel; the address stands in where the file has no id.
    id: str
    title: str
    lead: str
    channel: str
    unit: str
    #: Date or time as written in the file (ISO 8601 where the source is well-behaved).
    published: str
    #: True when the channel passed on somebody else's post.
    repost: bool
    #: The other kept columns: url, p_positive, p_neutral, p_negative, tone, negative, advisory.
    extra: Mapping[str, Any]


class RowReader:
    """Iterate over the posts of one file with flat memory.

    Args:
        stream: the file, opened in binary mode, at its start.
        name: the name used in messages.
        on_bad: called with each unusable row, which is then skipped; without it the row is raised.

    Raises (while iterating):
        BadFile: empty, not a list of posts, wrong encoding, no id or title column.
        BadRow: one unusable row, when `on_bad` is not given.

    >>> reader = RowReader(io.BytesIO('mã;tiêu đề\\n1;Lịch tiếp công dân\\n'.encode()), "bai.csv")
    >>> [row.title for row in reader]
    ['Lịch tiếp công dân']
    """

    def __init__(self, stream: IO[bytes], name: str, on_bad: Callable[[BadRow], None] | None = None) -> None:
        self.name = name
        #: Headings met in the file that are not on the closed list and were dropped.
        self.dropped: dict[str, None] = {}
        self._stream = stream
        self._on_bad = on_bad
        self._text: IO[str] | None = None
        self._plans: dict[tuple[str, ...], ColumnPlan] = {}

    def __iter__(self) -> Iterator[PostRow]:
        found = False
        try:
            for row in self._rows():
                found = True
                yield row
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise BadFile(f"Tệp nén {self.name} bị cắt cụt hoặc hỏng: hãy tải lại tệp.") from None
        finally:
            (self._text or self._stream).close()
        if not found and self._on_bad is None:
            raise BadFile(f"Tệp {self.name} không có bài nào: hãy kiểm tra lại tệp đã xuất.")

    def _rows(self) -> Iterator[PostRow]:
        head = self._stream.read(8192)
        check_kind(head, self.name)
        stream = _rejoin(head, self._stream)
        return self._json_rows(stream, head) if _looks_like_json(head) else self._table_rows(stream, head)

    def _json_rows(self, stream: IO[bytes], head: bytes) -> Iterator[PostRow]:
        for number, line in enumerate(_json_lines(stream, head, self.name), start=1):
            if line.isspace():
                continue
            try:
                row = self._from_record(line, number)
            except BadRow as error:
                self._set_aside(error)
            else:
                yield row

    def _from_record(self, line: bytes, number: int) -> PostRow:
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError:
            raise BadRow(
                f"Tệp {self.name}, dòng {number}: không phải một dòng JSON trọn vẹn.", number
            ) from None
        if not isinstance(record, dict):
            raise BadRow(f"Tệp {self.name}, dòng {number}: mỗi dòng phải là một bài dạng {{…}}.", number)
        return _make_row(record, self._plan(tuple(record)), self.name, number)

    def _plan(self, shape: tuple[str, ...]) -> ColumnPlan:
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans[shape] = plan_columns((key, key) for key in shape)
            self.dropped |= dict.fromkeys(plan.dropped)
        return plan

    def _table_rows(self, stream: IO[bytes], head: bytes) -> Iterator[PostRow]:
        table = read_table(stream, text_encoding(head), self.name)
        self._text = table.text
        plan = plan_columns((heading, place) for place, heading in enumerate(table.headings))
        missing = [column for column in ("id", "title") if not plan.has(column)]
        if missing:
            raise BadFile(
                f"Tệp {self.name} thiếu cột {' và '.join(missing)}: "
                "dòng đầu tiên phải là tên cột, ít nhất có id và title (hoặc mã và tiêu đề)."
            )
        self.dropped |= dict.fromkeys(plan.dropped)
        width = len(table.headings)
        for number, cells in table.rows:
            try:
                if len(cells) != width:
                    raise BadRow(f"Tệp {self.name}, dòng {number}: có {len(cells)} ô, cần {width} ô.", number)
                row = _make_row(dict(enumerate(cells)), plan, self.name, number)
            except BadRow as error:
                self._set_aside(error)
            else:
                yield row

    def _set_aside(self, error: BadRow) -> None:
        if self._on_bad is None:
            raise error
        self._on_bad(error)


def open_rows(path: Path, on_bad: Callable[[BadRow], None] | None = None) -> RowReader:
    """Open a list of posts; `.gz` files are unpacked while reading.

    Args:
        path: a file of JSON lines (or one JSON list) or CSV.
        on_bad: see `RowReader`.

    Returns:
        A reader to iterate over once.

    Raises:
        BadFile: the file cannot be opened.
    """
    try:
        stream: IO[bytes] = path.open("rb")
    except FileNotFoundError:
        raise BadFile(f"Không tìm thấy tệp {path.name}: hãy kiểm tra lại đường dẫn.") from None
    except OSError:
        raise BadFile(f"Không mở được tệp {path.name}: hãy kiểm tra quyền đọc và đường dẫn.") from None
    zipped = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    if zipped:
        stream.close()
        stream = cast(IO[bytes], gzip.GzipFile(path))
    return RowReader(stream, path.name, on_bad)


def read_flag(value: object) -> bool | None:
    """Read a yes/no cell in English or Vietnamese; None when it is neither.

    >>> read_flag("Có"), read_flag(0), read_flag("có lẽ")
    (True, False, None)
    """
    if isinstance(value, bool):
        return value
    text = "" if value is None else str(value).strip().casefold()
    if text in _TRUE:
        return True
    return False if text in _FALSE else None


def _looks_like_json(head: bytes) -> bool:
    start = head.decode(text_encoding(head), errors="ignore").lstrip("\ufeff \t\r\n")[:1]
    return start in ("{", "[")


def _rejoin(head: bytes, stream: IO[bytes]) -> IO[bytes]:
    """Give back a stream that starts at the beginning, for streams that cannot seek as well."""
    if stream.seekable():
        stream.seek(0)
        return stream
    return io.BytesIO(head + stream.read())


def _json_lines(stream: IO[bytes], head: bytes, name: str) -> Iterator[bytes]:
    encoding = text_encoding(head)
    if encoding == "utf-8":
        return iter(stream) if not head.lstrip().startswith(b"[") else _list_items(stream.read(), name)
    try:
        text = stream.read().decode(encoding)
    except UnicodeDecodeError:
        raise BadFile(f"Tệp {name} sai bảng mã: hãy lưu lại bằng bảng mã UTF-8.") from None
    data = text.lstrip("\ufeff").encode()
    return _list_items(data, name) if data.lstrip().startswith(b"[") else iter(data.splitlines())


def _list_items(data: bytes, name: str) -> Iterator[bytes]:
    try:
        items = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise BadFile(
            f"Tệp {name} là một danh sách JSON bị cắt cụt hoặc sai cú pháp: hãy xuất lại."
        ) from None
    return chain.from_iterable([orjson.dumps(item)] for item in items)


def _make_row(record: Mapping[Any, Any], plan: ColumnPlan, name: str, number: int) -> PostRow:
    get = record.get
    fields = plan.fields
    extra = {column: get(key) for column, key in plan.extras.items()} if plan.extras else {}
    id_ = _text(get(fields.get("id"))).strip() or _text(extra.get("url")).strip()
    if not id_:
        raise BadRow(f"Tệp {name}, dòng {number}: thiếu id (mã bài).", number)
    title = get(fields.get("title"))
    if type(title) is not str or not title.strip():
        raise BadRow(f"Tệp {name}, dòng {number}: thiếu title (tiêu đề).", number)
    repost = read_flag(get(fields.get("repost"))) if "repost" in fields else False
    if repost is None:
        raise BadRow(f"Tệp {name}, dòng {number}: cột repost (đăng lại) phải là có hoặc không.", number)
    return PostRow(
        id_,
        title,
        _text(get(fields.get("lead"))),
        _text(get(fields.get("channel"))),
        _text(get(fields.get("unit"))),
        _text(get(fields.get("published"))),
        repost,
        extra,
    )


def _text(value: object) -> str:
    return value if type(value) is str else "" if value is None else str(value)
