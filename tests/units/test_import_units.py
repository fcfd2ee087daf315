"""A list of units becomes a dated tree; one wrong line changes nothing."""

from datetime import date

import pytest

from haichieu.base.models import LogEntry
from haichieu.units.actions import import_units
from haichieu.units.errors import BadUnitsFile
from haichieu.units.models import Unit, UnitTerm
from haichieu.units.queries import tree
from tests.factories import NOW

HEADER = "code,name,short_name,kind,parent_code,valid_from,valid_to\n"
LISTING = HEADER + (
    "LD,Liên đoàn Lao động tỉnh,LĐLĐ tỉnh,federation,,2013-06-01,\n"
    "TX,Liên đoàn Lao động thị xã,LĐLĐ thị xã,area,LD,2013-06-01,2025-06-30\n"
    "KV,Công đoàn khu vực,CĐ khu vực,area,LD,2025-07-01,\n"
)

pytestmark = pytest.mark.django_db


def test_each_day_has_its_own_tree() -> None:
    import_units(by=None, listing=LISTING, at=NOW)
    assert [node.code for _, node in tree(on=date(2025, 6, 30)).walk()] == ["LD", "TX"]
    assert [node.code for _, node in tree(on=date(2025, 7, 1)).walk()] == ["LD", "KV"]


def test_importing_the_same_list_again_changes_nothing() -> None:
    assert import_units(by=None, listing=LISTING, at=NOW) == 3
    assert import_units(by=None, listing=LISTING, at=NOW) == 0
    assert UnitTerm.objects.count() == 3


def test_a_new_name_is_logged_with_what_stood_before() -> None:
    import_units(by=None, listing=LISTING, at=NOW)
    import_units(by=None, listing=LISTING.replace("Công đoàn khu vực", "Công đoàn khu vực Sơn Hà"), at=NOW)
    assert tree(on=date(2026, 1, 1)).nodes[Unit.objects.get(code="KV").pk].name == "Công đoàn khu vực Sơn Hà"
    assert LogEntry.objects.filter(verb="set_unit", ref="KV").count() == 2


@pytest.mark.parametrize(
    ("listing", "says"),
    [
        ("", "thiếu cột"),
        ("code,name\nA,B\n", "thiếu cột"),
        (HEADER, "không có dòng nào"),
        (HEADER + "A,Tên,,k,,hôm qua,\n", "Dòng 2"),
        (HEADER + "A,Tên,,k,B,2020-01-01,\n", "không có trong danh sách"),
        (HEADER + "A,Tên,,k,B,2020-01-01,\nB,Tên,,k,A,2020-01-01,\n", "vòng"),
        (HEADER + "A,,,k,,2020-01-01,\n", "“name” đang trống"),
        (HEADER + "A,Tên,,k,,2020-01-02,2020-01-01\n", "ngày kết thúc"),
    ],
)
def test_a_wrong_list_is_one_sentence_and_changes_nothing(listing: str, says: str) -> None:
    with pytest.raises(BadUnitsFile, match=says):
        import_units(by=None, listing=listing, at=NOW)
    assert not Unit.objects.exists()
