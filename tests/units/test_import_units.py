"""A list of units becomes a dated tree; one wrong line changes nothing."""

from datetime import date

import pytest

from haichieu.base.models import LogEntry
from haichieu.units.actions import import_units
from haichieu.units.errors import BadUnitsFile, NotAllowed
from haichieu.units.models import Unit, UnitTerm
from haichieu.units.queries import tree
from tests.conftest import Cast
from tests.factories import NOW, make_person

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


TREE = HEADER + (
    "LDLD,Liên đoàn Lao động tỉnh Đông Triều,LĐLĐ tỉnh,federation,,2020-01-01,\n"
    "CDCS-1,Công đoàn cơ sở May Phù Sa,CĐCS May,grassroots,LDLD,2020-01-01,\n"
)
#: new or moved units, and whether the administrator of the whole tree may bring them
CHANGES = (
    ("CDCS-9,Công đoàn mới,CĐ mới,grassroots,LDLD,2026-01-01,\n", True),
    ("CUM,Cụm,Cụm,area,LDLD,2026-01-01,\nTO,Tổ,Tổ,group,CUM,2026-01-01,\n", True),
    ("RIENG,Cây riêng,Riêng,area,,2026-01-01,\n", False),
    ("RIENG,Cây riêng,Riêng,area,,2026-01-01,\nTO,Tổ,Tổ,group,RIENG,2026-01-01,\n", False),
)


@pytest.mark.parametrize(("lines", "may"), CHANGES)
def test_new_units_come_only_under_a_unit_that_the_person_manages(cast: Cast, lines: str, may: bool) -> None:
    stranger = make_person(unit=cast.son_union, role="administrator")
    administrator = make_person(unit=cast.federation, role="administrator")
    known = Unit.objects.count()
    for person in (cast.minh, stranger, None if may else administrator):
        with pytest.raises(NotAllowed):
            import_units(by=person or cast.lan, listing=TREE + lines, at=NOW)
        assert Unit.objects.count() == known
    if may:
        import_units(by=administrator, listing=TREE + lines, at=NOW)
        assert Unit.objects.count() > known


def test_a_unit_is_not_cut_loose_by_who_manages_only_that_unit(cast: Cast) -> None:
    administrator = make_person(unit=cast.hoa_union, role="administrator")
    loose = HEADER + "CDCS-1,Công đoàn cơ sở May Phù Sa,CĐCS May,grassroots,,2026-01-01,\n"
    with pytest.raises(NotAllowed):
        import_units(by=administrator, listing=loose, at=NOW)
