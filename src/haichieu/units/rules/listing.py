"""A list of units as a CSV text → checked rows, or one sentence that says which line is wrong."""

import csv
import io
from dataclasses import dataclass
from datetime import date

COLUMNS = ("code", "name", "short_name", "kind", "parent_code", "valid_from", "valid_to")


class BadListing(Exception):
    """Danh sách đơn vị không đọc được."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of the list: a unit's name and place from one day to another."""

    code: str
    name: str
    short_name: str
    kind: str
    parent_code: str
    valid_from: date
    valid_to: date | None


def parse_listing(text: str) -> list[UnitRow]:
    """Read the list; its columns are :data:`COLUMNS`, its dates ISO.

    Raises :class:`BadListing` naming the line.

    >>> rows = parse_listing(",".join(COLUMNS) + "\\nA,Liên đoàn,LĐ,x,,2020-01-01,\\n")
    >>> rows[0].code, rows[0].valid_to
    ('A', None)
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise BadListing(f"Danh sách đơn vị thiếu cột {', '.join(missing)}; hãy thêm cột rồi nạp lại.")
    rows = [_row(line, values) for line, values in enumerate(reader, start=2)]
    if not rows:
        raise BadListing("Danh sách đơn vị không có dòng nào.")
    _check_parents(rows)
    return rows


def _row(line: int, values: dict[str, str | None]) -> UnitRow:
    cell = {column: (values.get(column) or "").strip() for column in COLUMNS}
    for column in ("code", "name", "kind", "valid_from"):
        if not cell[column]:
            raise BadListing(f"Dòng {line}: ô “{column}” đang trống.")
    first = _day(line, cell["valid_from"])
    last = _day(line, cell["valid_to"]) if cell["valid_to"] else None
    if last is not None and last < first:
        raise BadListing(f"Dòng {line}: ngày kết thúc đứng trước ngày bắt đầu.")
    return UnitRow(
        cell["code"],
        cell["name"],
        cell["short_name"] or cell["name"],
        cell["kind"],
        cell["parent_code"],
        first,
        last,
    )


def _day(line: int, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadListing(f"Dòng {line}: “{value}” không phải ngày (cần dạng 2026-07-01).") from None


def _check_parents(rows: list[UnitRow]) -> None:
    known = {row.code for row in rows}
    above = {row.code: row.parent_code for row in rows}
    for row in rows:
        if row.parent_code and row.parent_code not in known:
            raise BadListing(f"Đơn vị {row.code} ghi cấp trên “{row.parent_code}” không có trong danh sách.")
        seen, code = {row.code}, row.parent_code
        while code:
            if code in seen:
                raise BadListing(f"Đơn vị {row.code} nằm trong một vòng cấp trên – cấp dưới.")
            seen.add(code)
            code = above[code]
