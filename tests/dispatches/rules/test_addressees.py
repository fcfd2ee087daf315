"""What an office means by the words after “Kính gửi”: units below it, by kind, by place, by name."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import Matched, UnitRule, match_addressees, phrase_key, units_of_rule


@dataclass(frozen=True)
class Node:
    pk: int
    code: str
    name: str
    short_name: str
    kind: str
    parent: int | None


@dataclass(frozen=True)
class Tree:
    nodes: dict[int, Node]
    known: dict[int, frozenset[int]] = field(default_factory=dict)

    def below(self, pk: int) -> frozenset[int]:
        reached = [pk]
        for one in reached:
            reached += [node.pk for node in self.nodes.values() if node.parent == one]
        return frozenset(reached)


KINDS = {
    "grassroots": "Công đoàn cơ sở",
    "area": "Công đoàn khu vực",
    "federation": "Liên đoàn Lao động tỉnh",
}


def tree() -> Tree:
    rows = [
        (1, "federation", "Liên đoàn Lao động tỉnh Đông Triều", None),
        (2, "area", "Công đoàn khu vực Sơn Hà", 1),
        (3, "area", "Công đoàn khu vực Thanh Lộc", 1),
        (4, "grassroots", "Công đoàn cơ sở Công ty May Phù Sa", 1),
        (5, "grassroots", "Công đoàn cơ sở Bệnh viện Sơn Hà", 2),
        (6, "grassroots", "Công đoàn cơ sở Trường Thanh Lộc", 3),
        (7, "federation", "Liên đoàn Lao động tỉnh Tây Lĩnh", None),
        (8, "grassroots", "Công đoàn cơ sở Xi măng Tây Lĩnh", 7),
    ]
    return Tree({pk: Node(pk, f"U{pk}", name, name, kind, parent) for pk, kind, name, parent in rows})


def commune() -> Tree:
    rows = [
        (1, "commune", "Ủy ban nhân dân xã Tân Lương", None),
        (2, "hamlet", "Xóm Đông", 1),
        (3, "hamlet", "Xóm Đoài", 1),
        (4, "office", "Phòng Văn hóa - Xã hội", 1),
        (5, "school", "Trường Tiểu học Tân Lương", 1),
    ]
    return Tree({pk: Node(pk, f"X{pk}", name, name, kind, parent) for pk, kind, name, parent in rows})


def ask(phrase: str, units: Tree | None = None, **more: object) -> Matched:
    return match_addressees(phrase, units or tree(), 1, kind_names=KINDS, **more)


def test_the_grassroots_unions_are_those_below_and_never_the_federation_itself() -> None:
    found = ask("Các công đoàn cơ sở")
    assert set(found.unit_ids) == {4, 5, 6}
    assert found.sure
    assert "3 đơn vị" in found.why and "Công đoàn cơ sở" in found.why


def test_directly_attached_means_straight_below() -> None:
    assert ask("- Các công đoàn cơ sở trực thuộc;").unit_ids == (4,)
    assert set(ask("Các CĐCS trên địa bàn tỉnh").unit_ids) == {4, 5, 6}


def test_two_sorts_in_one_phrase() -> None:
    assert set(ask("Các công đoàn khu vực và công đoàn cơ sở trong toàn tỉnh").unit_ids) == {2, 3, 4, 5, 6}


def test_the_heads_of_hamlets_mean_the_hamlets() -> None:
    found = ask("Các ông (bà) Trưởng xóm", commune())
    assert set(found.unit_ids) == {2, 3}
    assert found.sure


def test_a_body_of_each_place() -> None:
    rows = [
        (1, "province", "Tỉnh ủy Đông Triều", None),
        (2, "party", "Huyện ủy Sơn Hà", 1),
        (3, "party", "Thành ủy Thanh Lộc", 1),
        (4, "union", "Liên đoàn Lao động huyện Sơn Hà", 1),
    ]
    units = Tree({pk: Node(pk, f"T{pk}", name, name, kind, parent) for pk, kind, name, parent in rows})
    assert set(ask("Ban Thường vụ các huyện ủy, thành ủy", units).unit_ids) == {2, 3}
    assert set(ask("LĐLĐ các huyện", units).unit_ids) == {4}


def test_units_of_every_sort_wait_for_a_person_unless_the_phrase_says_whose() -> None:
    vague = ask("Các phòng, ban, đơn vị", commune())
    assert not vague.sure
    assert set(ask("Các đơn vị trực thuộc", commune()).unit_ids) == {2, 3, 4, 5}


def test_one_named_unit() -> None:
    found = ask("Công đoàn cơ sở Bệnh viện Sơn Hà")
    assert found.unit_ids == (5,)
    assert found.sure and "đích danh" in found.why


@pytest.mark.parametrize(
    "phrase",
    [
        "Công đoàn cơ sở Xi măng Tây Lĩnh",
        "Liên đoàn Lao động tỉnh Tây Lĩnh",
        "Tỉnh ủy",
        "Như Kính gửi",
        "Lưu: VT",
    ],
)
def test_who_does_not_stand_below_is_never_chosen(phrase: str) -> None:
    found = ask(phrase)
    assert found.unit_ids == () and not found.sure and found.why.endswith(".")


def test_the_office_is_not_its_own_addressee() -> None:
    assert ask("Liên đoàn Lao động tỉnh Đông Triều").unit_ids == ()


def test_a_phrase_confirmed_once_comes_first_and_finds_units_of_the_later_day() -> None:
    rule = UnitRule("kind", kinds=("area",))
    remembered = {phrase_key("Các cấp công đoàn"): rule}
    found = ask("các cấp Công đoàn.", remembered=remembered)
    assert set(found.unit_ids) == {2, 3} and found.sure and "Lần trước" in found.why
    later = Tree({**tree().nodes, 9: Node(9, "U9", "Công đoàn khu vực Hạ Long", "", "area", 1)})
    assert set(match_addressees("Các cấp công đoàn", later, 1, remembered).unit_ids) == {2, 3, 9}


def test_a_branch_is_a_unit_and_what_stands_below_it() -> None:
    assert set(units_of_rule(UnitRule("branch", codes=("U2",)), tree(), 1)) == {2, 5}
    assert units_of_rule(UnitRule("branch", codes=("U7",)), tree(), 1) == ()


def test_a_kept_rule_comes_back_as_it_was_and_rubbish_finds_nobody() -> None:
    rule = UnitRule("begin", words=("xom",))
    assert UnitRule.from_dict(rule.to_dict()) == rule
    assert units_of_rule(UnitRule.from_dict({"how": "drop table"}), tree(), 1) == ()


@given(st.text(max_size=80))
def test_no_phrase_reaches_the_office_or_a_unit_elsewhere(phrase: str) -> None:
    found = ask(phrase)
    assert not {1, 7, 8} & set(found.unit_ids)
    assert bool(found.unit_ids) or not found.sure


def with_trade() -> Tree:
    trade = Node(10, "U10", "Công đoàn ngành Dệt may - Da giày tỉnh Đông Triều", "CĐN Dệt may", "trade", 1)
    return Tree({**tree().nodes, 10: trade})


@pytest.mark.parametrize(
    "phrase",
    [
        "Công đoàn khu vực Sơn Hà, Công đoàn khu vực Thanh Lộc",
        "- Công đoàn khu vực Sơn Hà và Công đoàn khu vực Thanh Lộc;",
        "Công đoàn khu vực Sơn Hà; CĐ khu vực Thanh Lộc.",
        "Các Công đoàn khu vực Sơn Hà, Thanh Lộc",
    ],
)
def test_several_named_units_are_all_meant(phrase: str) -> None:
    found = ask(phrase)
    assert found.unit_ids == (2, 3) and found.sure and found.missing == ()
    assert found.rule == UnitRule("named", codes=("U2", "U3"))


def test_a_part_that_finds_nobody_is_said_and_nothing_is_sure() -> None:
    found = ask("Công đoàn khu vực Sơn Hà, Công đoàn khu vực Hạ Bình")
    assert found.unit_ids == (2,) and not found.sure
    assert found.missing == ("Công đoàn khu vực Hạ Bình",)
    assert "“Công đoàn khu vực Hạ Bình”" in found.why
    mixed = ask("Các công đoàn cơ sở, Hội Nông dân")
    assert mixed.missing == ("Hội Nông dân",) and not mixed.sure


@pytest.mark.parametrize(
    "phrase",
    ["Công đoàn ngành Dệt may - Da giày tỉnh", "Công đoàn ngành Dệt may – Da giày tỉnh", "CĐN Dệt may"],
)
def test_one_unit_called_by_the_beginning_of_its_name_is_that_unit(phrase: str) -> None:
    found = ask(phrase, with_trade())
    assert found.unit_ids == (10,) and found.sure
    assert found.rule == UnitRule("named", codes=("U10",))


def test_two_units_of_one_name_wait_for_a_person() -> None:
    twin = Node(11, "U11", "Công đoàn cơ sở Bệnh viện Sơn Hà", "", "grassroots", 3)
    found = ask("Công đoàn cơ sở Bệnh viện Sơn Hà", Tree({**tree().nodes, 11: twin}))
    assert not found.sure
