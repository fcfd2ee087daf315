"""Units merge or are dissolved between the decision to hand work down and the job, or in its middle."""

from datetime import timedelta

import pytest

from haichieu.dispatches.actions import (
    carry_out_cascade,
    cascade_obligation,
    cascading,
    give_back_work,
    keep_tallies,
    take_over_work,
    withdraw_assignment,
)
from haichieu.dispatches.models import Assignment, Cascade, Obligation
from haichieu.dispatches.queries import wrong_tallies
from haichieu.units.actions import dissolve_unit, merge_units
from haichieu.units.models import Unit, UnitChange
from haichieu.units.queries import tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_dispatch, make_obligation, make_unit

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def duty(cast: Cast) -> Obligation:
    keep_tallies(at=NOW)
    return make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))


def decide(cast: Cast, duty: Obligation, lead: list[Unit], copies: tuple[Unit, ...] = ()) -> Cascade:
    wish = {"lead": [unit.pk for unit in lead], "copies": [unit.pk for unit in copies]}
    return cascade_obligation(by=cast.minh, obligation=duty, giver=cast.federation, at=NOW, **wish)


def merge(one: Unit, into: Unit) -> UnitChange:
    return merge_units(by=None, units=[one], into=into, on=TODAY, at=NOW)


def carry_out(made: Cascade) -> int:
    return carry_out_cascade(cascade_id=made.pk, at=LATER)


def holding() -> dict[str, str]:
    return dict(Assignment.objects.values_list("unit__code", "part"))


def test_the_heir_is_given_the_work_once_and_as_the_most_that_either_had(
    cast: Cast, duty: Obligation
) -> None:
    made = decide(cast, duty, [cast.hoa_union], copies=(cast.son_union,))
    merge(cast.hoa_union, cast.son_union)
    assert carry_out(made) == 1
    assert holding() == {"CDCS-2": "lead"}
    assert wrong_tallies(tree(on=TODAY)) == [] and not duty.facts.filter(verb="not_handed").exists()


def test_what_was_taken_over_in_the_middle_is_given_once_and_can_go_back(
    cast: Cast, duty: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    third, fourth = make_unit(parent=cast.federation, code="CDCS-3"), make_unit(parent=cast.federation)
    made, real, changes = decide(cast, duty, [cast.hoa_union, fourth]), cascading._log, []

    def after_a_chunk(*told: object) -> None:
        real(*told)
        if not changes:
            changes.append(merge(cast.hoa_union, third))
            take_over_work(at=LATER)

    monkeypatch.setattr(cascading, "_log", after_a_chunk)
    assert carry_out_cascade(cascade_id=made.pk, at=LATER, chunk=1) == 2
    assert holding() == {"CDCS-3": "lead", fourth.code: "lead"}
    give_back_work(change=changes[0], at=LATER)
    assert holding() == {"CDCS-1": "lead", fourth.code: "lead"}


def test_whom_nobody_goes_on_for_is_told_in_the_history(cast: Cast, duty: Obligation) -> None:
    made = decide(cast, duty, [cast.hoa_union, cast.son_union])
    dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    assert carry_out(made) == 1 and holding() == {"CDCS-2": "lead"}
    assert "Không giao cho “Công đoàn cơ sở May Phù Sa”" in duty.facts.get(verb="not_handed").note


def test_an_heir_of_others_is_given_nothing(cast: Cast, duty: Obligation) -> None:
    made = decide(cast, duty, [cast.hoa_union])
    merge(cast.hoa_union, make_unit(code="OTHER"))
    assert carry_out(made) == 0 and holding() == {}
    assert duty.facts.filter(verb="not_handed").count() == 1


def test_what_the_heir_was_spared_meanwhile_stays_so(cast: Cast, duty: Obligation) -> None:
    made = decide(cast, duty, [cast.hoa_union])
    carry_out(decide(cast, duty, [cast.son_union]))
    merge(cast.hoa_union, cast.son_union)
    own = Assignment.objects.get(unit=cast.son_union)
    withdraw_assignment(by=cast.minh, assignment=own, reason="Không thuộc diện", at=LATER)
    assert carry_out(made) == 0
    assert list(Assignment.objects.values_list("unit__code", "state")) == [("CDCS-2", "withdrawn")]
