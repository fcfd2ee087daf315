"""Minh says once who “các cấp công đoàn” are; the next letter asks nobody again."""

import pytest

from haichieu.dispatches.actions import remember_addressees
from haichieu.dispatches.queries import remembered_addressees
from haichieu.dispatches.rules import UnitRule, match_addressees
from haichieu.units.errors import NotAllowed
from haichieu.units.queries import tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
UNIONS = UnitRule("kind", kinds=("union",))


def test_the_rule_is_kept_and_proposed_first(cast: Cast) -> None:
    remember_addressees(by=cast.minh, unit=cast.federation, phrase="Các cấp công đoàn;", rule=UNIONS, at=NOW)
    kept = remembered_addressees(cast.federation)
    assert kept == {"cap cong doan": UNIONS}
    found = match_addressees("các cấp Công đoàn", tree(on=TODAY), cast.federation.pk, kept)
    assert set(found.unit_ids) == {cast.hoa_union.pk, cast.son_union.pk} and found.sure


def test_a_later_choice_takes_its_place(cast: Cast) -> None:
    for rule in (UNIONS, UnitRule("named", codes=("CDCS-1",))):
        kept = remember_addressees(by=cast.minh, unit=cast.federation, phrase="Các tổ", rule=rule, at=NOW)
    assert kept.used == 2
    assert remembered_addressees(cast.federation)["to"].codes == ("CDCS-1",)


def test_nobody_else_says_what_the_office_means(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        remember_addressees(by=cast.hoa, unit=cast.federation, phrase="Các tổ", rule=UNIONS, at=NOW)
    assert remembered_addressees(cast.federation) == {}
