"""Before a list is written it is told what it would change; what was exported changes nothing."""

from datetime import date

import pytest

from haichieu.text.sheets import read_sheet, write_sheet
from haichieu.units.actions import import_table, preview_import
from haichieu.units.errors import BadUnitsFile
from haichieu.units.models import Unit, UnitTerm
from haichieu.units.queries import tree, unit_listing
from haichieu.units.rules import Effect, ImportPlan, csv_rows, read_listing
from tests.conftest import Cast
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db

HEADINGS = ["Mã", "Tên đơn vị", "Loại", "Cấp trên", "Từ ngày", "Đến ngày"]
KNOWN = ["CDCS-1", "Công đoàn cơ sở May Phù Sa", "union", "LDLD"]


def plan(*rows: list[str]) -> ImportPlan:
    return preview_import(by=None, table=[HEADINGS, *rows], at=NOW)


def test_a_list_of_vietnamese_columns_says_what_it_brings(cast: Cast) -> None:
    seen = plan(
        ["MOI", "Công đoàn mới", "union", "Liên đoàn Lao động tỉnh Đông Triều", "1/7/2026", ""],
        [*KNOWN[:1], "Công đoàn May Phù Sa", *KNOWN[2:], "01/07/2026", ""],
        ["CDCS-2", "Công đoàn cơ sở Thủy sản Thanh Lộc", "union", "CDCS-1", "2026-07-01", ""],
    )
    assert [(line.effect, line.sentence) for line in seen.lines] == [
        (Effect.NEW, "“Công đoàn mới” từ 01/07/2026, trực thuộc LDLD"),
        (Effect.RENAMED, "“Công đoàn cơ sở May Phù Sa” → “Công đoàn May Phù Sa” từ 01/07/2026"),
        (Effect.MOVED, "“Công đoàn cơ sở Thủy sản Thanh Lộc”: LDLD → CDCS-1 từ 01/07/2026"),
    ]
    assert [(one.code, one.last) for one in seen.closed] == [
        ("CDCS-1", date(2026, 6, 30)),
        ("CDCS-2", date(2026, 6, 30)),
    ]
    assert not seen.refused and not Unit.objects.filter(code="MOI").exists()


def test_every_refused_line_is_named(cast: Cast) -> None:
    seen = plan(
        ["A", "Tên", "x", "KHONG-CO", "2026-01-01", ""],
        ["B", "", "x", "LDLD", "2026-01-01", ""],
        ["C", "Tên", "x", "LDLD", "31/02/2026", ""],
        ["D", "Tên", "x", "LDLD", "2019-01-01", ""],
        ["LDLD", "Liên đoàn", "federation", "CDCS-1", "2026-01-01", ""],
        [*KNOWN, "2026-03-01", ""],
        [*KNOWN, "2026-03-01", ""],
        ["E", "Tên", "x", "CDCS-2", "2026-01-01", ""],
        ["CDCS-2", "Công đoàn cơ sở Thủy sản Thanh Lộc", "union", "LDLD", "2020-01-01", "2026-06-30"],
    )
    said = {bad.line: bad.sentence for bad in seen.refused}
    assert "không có trong danh sách" in said[2] and "đang trống" in said[3] and "không phải ngày" in said[4]
    assert "LDLD không tồn tại vào ngày 01/01/2019" in said[5] and "vòng" in said[6]
    assert "đã có ở dòng 7" in said[8]
    assert "CDCS-2 không tồn tại vào ngày 01/07/2026" in said[9] and "hãy chuyển đơn vị đó trước" in said[10]
    with pytest.raises(BadUnitsFile, match="Dòng 2"):
        import_table(by=None, table=[HEADINGS, ["A", "Tên", "x", "KHONG-CO", "2026-01-01", ""]], at=NOW)


def test_what_is_closed_by_a_newer_line_is_written_closed(cast: Cast) -> None:
    import_table(by=None, table=[HEADINGS, [*KNOWN[:1], "Tên mới", *KNOWN[2:], "01/07/2026", ""]], at=NOW)
    days = (
        UnitTerm.objects.filter(unit=cast.hoa_union)
        .order_by("valid_from")
        .values_list("valid_from", "valid_to")
    )
    assert list(days) == [(date(2020, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), None)]
    assert tree(on=TODAY).nodes[cast.hoa_union.pk].name == "Tên mới"


@pytest.mark.parametrize("through", ["csv", "xlsx"])
def test_an_export_comes_back_without_a_change(cast: Cast, through: str) -> None:
    import_table(by=None, table=[HEADINGS, [*KNOWN[:1], "=Tên, “mới”", *KNOWN[2:], "01/07/2026", ""]], at=NOW)
    table = unit_listing()
    if through == "xlsx":
        table = read_sheet(write_sheet(table))
    seen = preview_import(by=None, table=table, at=NOW)
    assert {line.effect for line in seen.lines} == {Effect.SAME} and not seen.closed and not seen.refused
    assert import_table(by=None, table=table, at=NOW) == 0


def test_names_of_two_units_need_a_code(cast: Cast) -> None:
    seen = plan(
        ["A1", "Tổ Một", "x", "LDLD", "2026-01-01", ""],
        ["A2", "Tổ Một", "x", "LDLD", "2026-01-01", ""],
        ["A3", "Nhóm", "x", "tổ một", "2026-01-01", ""],
    )
    assert [bad.sentence for bad in seen.refused] == ["có 2 đơn vị tên “tổ một”; hãy ghi mã cấp trên."]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_the_sign_between_cells_is_found(between: str) -> None:
    text = between.join(HEADINGS) + "\r\n" + between.join(["A", "Xã", "x", "", "01/07/2025", ""])
    assert read_listing(csv_rows("\ufeff" + text)).rows[0].name == "Xã"
