"""Whose a duty is: the federation's own, of unions below it, or somebody else's."""

import pytest

from haichieu.dispatches.rules import ActorFinder, DutyActors, UnitRule
from tests.dispatches.rules.test_addressees import KINDS, tree


def whose(*actors: str, office: int = 1, **more: object) -> DutyActors:
    return ActorFinder(tree(), office, kind_names=KINDS, **more).whose(actors)


@pytest.mark.parametrize(
    "actors",
    [
        (),
        ("Các cấp công đoàn",),
        ("các đơn vị",),
        ("các cơ quan, địa phương, đơn vị",),
        ("cán bộ, đoàn viên và người lao động",),
        ("Các đơn vị được giao",),
    ],
)
def test_nobody_in_particular_is_whoever_the_letter_is_for(actors: tuple[str, ...]) -> None:
    found = whose(*actors)
    assert found.anybody and found.is_ours and not found.below and not found.others


@pytest.mark.parametrize(
    "actor",
    ["Liên đoàn Lao động tỉnh Đông Triều", "Liên đoàn Lao động tỉnh", "LĐLĐ tỉnh", "Các LĐLĐ tỉnh"],
)
def test_the_office_itself_is_named(actor: str) -> None:
    assert whose(actor).is_office and not whose(actor).others


def test_unions_below_are_named_by_sort_and_by_name() -> None:
    assert whose("Các công đoàn cơ sở").unit_ids == {4, 5, 6}
    assert whose("Công đoàn khu vực Sơn Hà", "Công đoàn cơ sở Trường Thanh Lộc").unit_ids == {2, 6}
    assert not whose("Các công đoàn cơ sở").is_office


def test_a_sort_of_unit_is_the_office_where_it_is_one_and_has_none_below() -> None:
    found = whose("Các công đoàn cơ sở", office=4)
    assert found.is_office and not found.below


@pytest.mark.parametrize(
    "actor",
    [
        "Liên đoàn Lao động tỉnh Tây Lĩnh",
        "Công đoàn cơ sở Xi măng Tây Lĩnh",
        "Công an tỉnh",
        "Sở Nội vụ",
        "Các doanh nghiệp, cơ sở sản xuất",
        "Ban Chính sách",
    ],
)
def test_somebody_else_is_not_us(actor: str) -> None:
    found = whose(actor)
    assert not found.is_ours and found.others == (actor,)


def test_ours_among_others_stays_ours() -> None:
    found = whose("Sở Nội vụ", "Các công đoàn khu vực")
    assert found.is_ours and found.unit_ids == {2, 3} and found.others == ("Sở Nội vụ",)


def test_what_a_person_confirmed_comes_first() -> None:
    kept = {"ban chinh sach": UnitRule("named", codes=("U2",))}
    assert whose("Ban Chính sách", remembered=kept).unit_ids == {2}
