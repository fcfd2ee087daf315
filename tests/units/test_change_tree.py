"""Units are founded, renamed, moved, merged, split and dissolved from a day on; each refusal says what to do first."""

from datetime import date

import pytest

from haichieu.base.models import LogEntry
from haichieu.units.actions import (
    NewUnit,
    dissolve_unit,
    found_unit,
    merge_units,
    move_unit,
    rename_unit,
    set_agency_code,
    set_kind,
    split_unit,
    undo_change,
)
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Unit, UnitChange
from haichieu.units.queries import history, left_to, successors_on, tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_person, make_unit

pytestmark = pytest.mark.django_db

DAY, EVE = date(2026, 7, 1), date(2026, 6, 30)


def shape(on: date) -> list[str]:
    return ["·" * depth + node.name for depth, node in tree(on=on).walk()]


@pytest.fixture
def province() -> dict[str, Unit]:
    top = make_unit(code="TINH", name="Tỉnh")
    units = {"top": top}
    for code, name in (("A", "Xã An"), ("B", "Xã Bình")):
        units[code] = make_unit(code=code, name=name, parent=top)
    units["xom"] = make_unit(code="XOM", name="Xóm Chè", parent=units["A"])
    return units


def test_a_unit_is_founded_from_its_day_on(province: dict[str, Unit]) -> None:
    change = found_unit(
        by=None,
        code="C",
        name="Xã Cát",
        kind="commune",
        parent=province["top"],
        on=DAY,
        decision="NQ 1",
        at=NOW,
    )
    assert "·Xã Cát" in shape(DAY) and "·Xã Cát" not in shape(EVE)
    told = history(Unit.objects.get(code="C")).changes
    assert [(one.change, one.sentence) for one in told] == [
        (change, "Từ 01/07/2026: thành lập “Xã Cát”, trực thuộc “Tỉnh”.")
    ]


def test_a_new_name_stands_beside_the_old_one(province: dict[str, Unit]) -> None:
    rename_unit(by=None, unit=province["A"], name="Xã An Hòa", on=DAY, at=NOW)
    assert "·Xã An" in shape(EVE) and "·Xã An Hòa" in shape(DAY)
    assert [term.name for term in history(province["A"]).terms] == ["Xã An Hòa", "Xã An"]


def test_lower_units_go_along_when_a_unit_moves(province: dict[str, Unit]) -> None:
    move_unit(by=None, unit=province["A"], parent=province["B"], on=DAY, at=NOW)
    assert shape(DAY) == ["Tỉnh", "·Xã Bình", "··Xã An", "···Xóm Chè"]
    assert "chuyển từ “Tỉnh” về “Xã Bình”" in history(province["A"]).changes[0].sentence


def test_a_unit_is_moved_and_renamed_on_the_same_day(province: dict[str, Unit]) -> None:
    moved = move_unit(by=None, unit=province["A"], parent=province["B"], on=DAY, at=NOW)
    renamed = rename_unit(by=None, unit=province["A"], name="Xã Mới", on=DAY, at=NOW)
    assert shape(DAY)[2] == "··Xã Mới" and len(history(province["A"]).terms) == 2
    with pytest.raises(UnitsError, match="hoàn tác thay đổi đó trước"):
        undo_change(by=None, change=moved, reason="nhầm", at=NOW)
    undo_change(by=None, change=renamed, reason="nhầm", at=NOW)
    assert shape(DAY)[2] == "··Xã An"
    undo_change(by=None, change=moved, reason="nhầm", at=NOW)
    assert shape(DAY) == shape(EVE) and len(history(province["A"]).terms) == 1


def test_no_unit_comes_to_stand_under_itself_on_any_day(province: dict[str, Unit]) -> None:
    with pytest.raises(UnitsError, match="không thể là cấp trên"):
        move_unit(by=None, unit=province["A"], parent=province["xom"], on=DAY, at=NOW)
    move_unit(by=None, unit=province["B"], parent=province["A"], on=date(2027, 1, 1), at=NOW)
    with pytest.raises(UnitsError, match="01/01/2027"):
        move_unit(by=None, unit=province["A"], parent=province["B"], on=DAY, at=NOW)


def test_communes_merge_with_their_hamlets(province: dict[str, Unit]) -> None:
    change = merge_units(
        by=None,
        units=[province["A"], province["B"]],
        into=NewUnit("C", "Xã An Bình", "commune"),
        on=DAY,
        decision="Nghị quyết 1685/NQ-UBTVQH15",
        at=NOW,
    )
    one = Unit.objects.get(code="C")
    assert shape(DAY) == ["Tỉnh", "·Xã An Bình", "··Xóm Chè"]
    assert list(history(one).predecessors) == [province["A"], province["B"]]
    assert successors_on(province["A"], on=DAY) == [one] and successors_on(province["A"], on=EVE) == [
        province["A"]
    ]
    sentence = history(one).changes[0].sentence
    assert (
        sentence
        == "Từ 01/07/2026: “Xã An” và “Xã Bình” sáp nhập thành “Xã An Bình”; 1 đơn vị dưới cùng chuyển về."
    )
    undo_change(by=None, change=change, reason="sai nghị quyết", at=NOW)
    assert shape(DAY) == shape(EVE) and not Unit.objects.filter(code="C").exists()


def test_a_unit_merges_into_one_that_goes_on(province: dict[str, Unit]) -> None:
    merge_units(by=None, units=[province["A"]], into=province["B"], on=DAY, at=NOW)
    assert shape(DAY) == ["Tỉnh", "·Xã Bình", "··Xóm Chè"]
    assert successors_on(province["A"], on=TODAY) == [province["B"]]


def test_a_unit_splits_and_its_parts_are_its_successors(province: dict[str, Unit]) -> None:
    parts = [NewUnit("B1", "Xã Bình Đông", "commune"), NewUnit("B2", "Xã Bình Tây", "commune")]
    change = split_unit(by=None, unit=province["B"], parts=parts, goes_on=False, on=DAY, at=NOW)
    assert shape(DAY)[3:] == ["·Xã Bình Đông", "·Xã Bình Tây"]
    assert [unit.code for unit in successors_on(province["B"], on=DAY)] == ["B1", "B2"]
    undo_change(by=None, change=change, reason="nhầm", at=NOW)
    assert shape(DAY) == shape(EVE)


def test_a_unit_goes_on_beside_the_part_that_left_it(province: dict[str, Unit]) -> None:
    split_unit(
        by=None,
        unit=province["A"],
        parts=[NewUnit("A1", "Xã An Mới", "commune")],
        goes_on=True,
        on=DAY,
        at=NOW,
    )
    assert shape(DAY) == ["Tỉnh", "·Xã An", "··Xóm Chè", "·Xã An Mới", "·Xã Bình"]


def test_a_unit_with_lower_units_is_not_dissolved(province: dict[str, Unit]) -> None:
    with pytest.raises(UnitsError, match=r"“Xóm Chè”\. Hãy chuyển các đơn vị đó trước"):
        dissolve_unit(by=None, unit=province["A"], on=DAY, at=NOW)
    move_unit(by=None, unit=province["xom"], parent=province["B"], on=DAY, at=NOW)
    change = dissolve_unit(by=None, unit=province["A"], on=DAY, at=NOW)
    assert shape(DAY) == ["Tỉnh", "·Xã Bình", "··Xóm Chè"] and successors_on(province["A"], on=DAY) == []
    undo_change(by=None, change=change, reason="nhầm", at=NOW)
    assert "·Xã An" in shape(DAY)


def test_a_change_of_the_future_waits_for_its_day(province: dict[str, Unit]) -> None:
    later = date(2030, 1, 1)
    rename_unit(by=None, unit=province["A"], name="Xã Tương Lai", on=later, at=NOW)
    assert "·Xã An" in shape(TODAY) and "·Xã Tương Lai" in shape(later)
    with pytest.raises(UnitsError, match="đã có thay đổi ghi cho ngày 01/01/2030"):
        rename_unit(by=None, unit=province["A"], name="Xã Khác", on=DAY, at=NOW)


def test_a_place_under_a_unit_that_ends_is_refused(province: dict[str, Unit]) -> None:
    dissolve_unit(by=None, unit=province["B"], on=DAY, at=NOW)
    for day in (DAY, EVE):
        with pytest.raises(UnitsError, match="“Xã Bình” không tồn tại vào ngày 01/07/2026"):
            move_unit(by=None, unit=province["A"], parent=province["B"], on=day, at=NOW)


def test_a_founding_is_not_undone_when_somebody_works_there(province: dict[str, Unit]) -> None:
    change = found_unit(by=None, code="C", name="Xã Cát", kind="x", parent=province["top"], on=DAY, at=NOW)
    unit = Unit.objects.get(code="C")
    make_person(unit=unit)
    with pytest.raises(UnitsError, match="chỉ giải thể được"):
        undo_change(by=None, change=change, reason="nhầm", at=NOW)
    assert UnitChange.objects.filter(pk=change.pk).exists() and "·Xã Cát" in shape(DAY)


def test_only_administrators_of_both_sides_change_the_tree(cast: Cast) -> None:
    own = make_person(unit=cast.hoa_union, role="administrator")
    above = make_person(unit=cast.federation, role="administrator")
    for person in (cast.lan, cast.minh, cast.hoa, cast.son, own):
        with pytest.raises(NotAllowed):
            move_unit(by=person, unit=cast.hoa_union, parent=cast.son_union, on=DAY, at=NOW)
        with pytest.raises(NotAllowed):
            found_unit(by=person, code="X", name="X", kind="x", parent=cast.federation, on=DAY, at=NOW)
    with pytest.raises(NotAllowed):
        found_unit(by=above, code="X", name="X", kind="x", parent=None, on=DAY, at=NOW)
    move_unit(by=above, unit=cast.hoa_union, parent=cast.son_union, on=DAY, at=NOW)
    rename_unit(by=own, unit=cast.hoa_union, name="Công đoàn May", on=TODAY, at=NOW)
    assert LogEntry.objects.filter(verb="unit_moved", ref=cast.hoa_union.code).exists()


def test_sort_and_code_of_exchange(cast: Cast) -> None:
    set_kind(by=None, unit=cast.hoa_union, kind="grassroots", at=NOW)
    assert tree(on=TODAY).nodes[cast.hoa_union.pk].kind == "grassroots"
    assert (
        set_agency_code(by=None, unit=cast.federation, agency_code="h41.12", at=NOW).agency_code == "H41.12"
    )
    with pytest.raises(UnitsError, match="không phải mã định danh"):
        set_agency_code(by=None, unit=cast.federation, agency_code="41-H", at=NOW)
    with pytest.raises(UnitsError, match="đang ghi cho đơn vị LDLD"):
        set_agency_code(by=None, unit=cast.hoa_union, agency_code="H41.12", at=NOW)


@pytest.mark.parametrize("day", [date(2025, 9, 1), DAY])
def test_a_part_that_split_off_earlier_does_not_inherit(province: dict[str, Unit], day: date) -> None:
    part = [NewUnit("A1", "Xã An Mới", "commune")]
    split_unit(by=None, unit=province["A"], parts=part, goes_on=True, on=day, at=NOW)
    merge_units(by=None, units=[province["A"]], into=province["B"], on=DAY, at=NOW)
    assert tree(on=DAY).heirs == {province["A"].pk: province["B"].pk}
    assert successors_on(province["A"], on=TODAY) == [province["B"]]


def test_a_unit_that_ends_without_an_heir_does_not_go_on_in_its_part(province: dict[str, Unit]) -> None:
    part = [NewUnit("B1", "Xã Bình Mới", "commune")]
    split_unit(by=None, unit=province["B"], parts=part, goes_on=True, on=date(2025, 9, 1), at=NOW)
    dissolve_unit(by=None, unit=province["B"], on=DAY, at=NOW)
    day_tree = tree(on=DAY)
    assert not day_tree.heirs and day_tree.keepers == {province["B"].pk: province["top"].pk}
    assert successors_on(province["B"], on=TODAY) == []


def test_work_goes_on_through_two_mergers(province: dict[str, Unit]) -> None:
    into = NewUnit("C", "Xã An Bình", "commune")
    merge_units(by=None, units=[province["A"], province["B"]], into=into, on=DAY, at=NOW)
    one = Unit.objects.get(code="C")
    merge_units(by=None, units=[one], into=province["top"], on=TODAY, at=NOW)
    assert tree(on=TODAY).heirs == dict.fromkeys(
        (province["A"].pk, province["B"].pk, one.pk), province["top"].pk
    )
    assert left_to([one.pk], on=TODAY) == {province["A"].pk, province["B"].pk, one.pk}
