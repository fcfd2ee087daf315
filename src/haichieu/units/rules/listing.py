"""A list of units as a table of texts → checked rows and the lines that cannot be used, each with its sentence.

One line is one name and place of a unit from one day to another. Offices write their columns in Vietnamese too.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from haichieu.text.csv_cells import without_guard
from haichieu.text.folding import fold

COLUMNS = ("code", "name", "short_name", "kind", "parent_code", "valid_from", "valid_to")
#: What an export writes above its columns.
HEADINGS = ("Mã", "Tên đơn vị", "Tên ngắn", "Loại", "Cấp trên", "Từ ngày", "Đến ngày")
_REQUIRED = ("code", "name", "kind", "parent_code", "valid_from")
_KNOWN_AS = {
    "code": ("code", "ma", "ma don vi", "ma dv"),
    "name": ("name", "ten", "ten don vi", "don vi", "ten day du"),
    "short_name": ("short_name", "short name", "ten ngan", "ten viet tat", "ten tat", "ten goi tat"),
    "kind": ("kind", "loai", "loai don vi", "loai hinh", "cap"),
    "parent_code": (
        "parent_code",
        "parent code",
        "cap tren",
        "ma cap tren",
        "don vi cap tren",
        "truc thuoc",
        "cap tren truc tiep",
    ),
    "valid_from": ("valid_from", "valid from", "tu ngay", "ngay bat dau", "hieu luc tu", "ngay thanh lap"),
    "valid_to": ("valid_to", "valid to", "den ngay", "ngay ket thuc", "den het ngay", "hieu luc den"),
}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_LONGEST = {"code": 40, "name": 300, "short_name": 120, "kind": 40}


class BadListing(Exception):
    """Danh sách đơn vị không đọc được."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of the list: a unit's name and place from one day to another."""

    code: str
    name: str
    short_name: str
    kind: str
    #: code or name of the unit above, empty at the top
    parent_code: str
    valid_from: date
    valid_to: date | None
    #: where it stands in the list, the headings being line 1
    line: int = 0


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used, and why."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What could be read of a list, and what could not."""

    rows: tuple[UnitRow, ...]
    bad: tuple[BadLine, ...]


def csv_rows(text: str) -> list[list[str]]:
    """The cells of a CSV text, whether a comma, a semicolon or a tab stands between them.

    >>> csv_rows("Mã;Tên\\nA;Xã Đông")
    [['Mã', 'Tên'], ['A', 'Xã Đông']]
    """
    text = text.lstrip("\ufeff")
    heading = text.partition("\n")[0]
    between = max(",;\t", key=heading.count)
    try:
        read = csv.reader(io.StringIO(text), delimiter=between)
        return [[without_guard(cell) for cell in row] for row in read]
    except csv.Error:
        raise BadListing(
            "Danh sách đơn vị không đọc được như một bảng CSV; hãy lưu lại dạng CSV hoặc XLSX."
        ) from None


def read_listing(table: Sequence[Sequence[str]]) -> Listing:
    """Read the list from its cells; the first row names the columns.

    Raises :class:`BadListing` when columns are missing or nothing stands below them.

    >>> read = read_listing([["Mã", "Tên đơn vị", "Loại", "Cấp trên", "Từ ngày"], ["A", "Xã", "x", "", "01/07/2025"]])
    >>> read.rows[0].valid_from, read.bad
    (datetime.date(2025, 7, 1), ())
    """
    places = _places(table[0] if table else ())
    rows: list[UnitRow] = []
    bad: list[BadLine] = []
    for line, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            rows.append(_row(line, {name: _cell(cells, place) for name, place in places.items()}))
        except BadListing as error:
            bad.append(BadLine(line, str(error)))
    if not rows and not bad:
        raise BadListing("Danh sách đơn vị không có dòng nào.")
    bad += _repeated(rows)
    refused = {one.line for one in bad}
    return Listing(
        tuple(row for row in rows if row.line not in refused), tuple(sorted(bad, key=lambda one: one.line))
    )


def _places(headings: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        words = fold(heading.lstrip("\ufeff")).strip(" *:.")
        column = next((name for name, known in _KNOWN_AS.items() if words in known), None)
        if column is not None:
            found.setdefault(column, place)
    missing = [f"“{HEADINGS[COLUMNS.index(name)]}” ({name})" for name in _REQUIRED if name not in found]
    if missing:
        raise BadListing(f"Danh sách đơn vị thiếu cột {', '.join(missing)}; hãy thêm cột rồi nạp lại.")
    return found


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _row(line: int, cell: dict[str, str]) -> UnitRow:
    for column in ("code", "name", "kind", "valid_from"):
        if not cell[column]:
            raise BadListing(f"ô “{column}” đang trống ({HEADINGS[COLUMNS.index(column)]}).")
    for column, longest in _LONGEST.items():
        if len(cell.get(column, "")) > longest:
            raise BadListing(f"ô “{column}” dài quá {longest} ký tự.")
    first = read_day(cell["valid_from"])
    last = read_day(cell["valid_to"]) if cell.get("valid_to") else None
    if last is not None and last < first:
        raise BadListing("ngày kết thúc đứng trước ngày bắt đầu.")
    short_name = cell.get("short_name") or cell["name"][: _LONGEST["short_name"]]
    return UnitRow(
        cell["code"], cell["name"], short_name, cell["kind"], cell["parent_code"], first, last, line
    )


def read_day(value: str) -> date:
    """A day as 2025-07-01 or 01/07/2025; raises :class:`BadListing`.

    >>> read_day("1/7/2025") == read_day("2025-07-01") == date(2025, 7, 1)
    True
    """
    typed = _DAY.fullmatch(value)
    try:
        return date(int(typed[3]), int(typed[2]), int(typed[1])) if typed else date.fromisoformat(value)
    except ValueError:
        raise BadListing(f"“{value}” không phải ngày (cần dạng 2026-07-01 hoặc 01/07/2026).") from None


def _repeated(rows: Iterable[UnitRow]) -> list[BadLine]:
    seen: dict[tuple[str, date], int] = {}
    bad = []
    for row in rows:
        earlier = seen.setdefault((row.code, row.valid_from), row.line)
        if earlier != row.line:
            bad.append(
                BadLine(
                    row.line, f"đơn vị {row.code} từ ngày {row.valid_from:%d/%m/%Y} đã có ở dòng {earlier}."
                )
            )
    return bad
