"""A merger was entered by mistake: taken back, it gives each unit its work again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.base.models import JobRun
from haichieu.dispatches.actions import (
    accept_assignment,
    give_back_work,
    rebuild_tallies,
    submit_assignment,
    take_over_work,
    withdraw_assignment,
)
from haichieu.dispatches.models import Assignment, AssignmentTally, LetterSeen, Obligation
from haichieu.dispatches.queries import folded, standing_of, wrong_tallies
from haichieu.units.actions import (
    NewUnit,
    dissolve_unit,
    grant_role,
    merge_units,
    move_unit,
    undo_change,
)
from haichieu.units.errors import UnitsError
from haichieu.units.models import Unit, UnitChange
from haichieu.units.queries import tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_dispatch, make_obligation, make_unit

pytestmark = pytest.mark.django_db

NEW = NewUnit("CDCS-M", "Công đoàn cơ sở Hợp Nhất", "union")
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def duty(cast: Cast) -> Obligation:
    return make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))


def taken_over(cast: Cast, *, new: bool = False) -> UnitChange:
    """Hoa's union merges into Son's, or both into a new one, and the night passes."""
    units = [cast.hoa_union, cast.son_union] if new else [cast.hoa_union]
    change = merge_units(by=None, units=units, into=NEW if new else cast.son_union, on=TODAY, at=NOW)
    rebuild_tallies(at=NOW)
    take_over_work(at=LATER)
    return change


def undo(change: UnitChange) -> None:
    give_back_work(change=change, at=LATER)
    undo_change(by=None, change=change, reason="nhầm", at=LATER)
    rebuild_tallies(at=LATER)
    assert wrong_tallies(tree(on=TODAY)) == []


def fresh(row: Assignment) -> Assignment:
    row = Assignment.objects.select_related("unit", "giver").get(pk=row.pk)
    assert folded(row) == standing_of(row)
    return row


def test_work_taken_over_comes_back_as_it_stands(cast: Cast, duty: Obligation) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    change = taken_over(cast)
    accept_assignment(by=cast.son, assignment=fresh(row), at=LATER)
    undo(change)
    row = fresh(row)
    assert (row.unit, row.state) == (cast.hoa_union, "accepted")
    said = "Đã hoàn tác thay đổi ngày 20/11/2026; trả về “Công đoàn cơ sở May Phù Sa”."
    assert row.facts.order_by("pk").last().note == said
    submit_assignment(by=cast.hoa, assignment=row, note="Xong", at=LATER)


def test_a_new_unit_that_only_kept_work_for_others_can_be_taken_away(cast: Cast, duty: Obligation) -> None:
    rows = [make_assignment(obligation=duty, unit=unit) for unit in (cast.hoa_union, cast.son_union)]
    change = taken_over(cast, new=True)
    assert AssignmentTally.objects.filter(unit__code="CDCS-M").exists()
    undo(change)
    assert [fresh(row).unit for row in rows] == [cast.hoa_union, cast.son_union]
    assert [fresh(row).state for row in rows] == ["sent", "sent"]
    assert not Unit.objects.filter(code="CDCS-M").exists()


def test_counts_of_units_below_do_not_keep_a_new_unit(cast: Cast, duty: Obligation) -> None:
    below = make_unit(parent=cast.hoa_union)
    make_assignment(obligation=duty, unit=below)
    change = taken_over(cast, new=True)
    assert AssignmentTally.objects.filter(unit__code="CDCS-M").exists()
    undo_change(by=None, change=change, reason="nhầm", at=LATER)
    assert not Unit.objects.filter(code="CDCS-M").exists()


def test_a_unit_that_opened_a_letter_is_not_taken_away_silently(cast: Cast, duty: Obligation) -> None:
    change = taken_over(cast, new=True)
    LetterSeen.objects.create(dispatch=duty.dispatch, unit=Unit.objects.get(code="CDCS-M"), at=NOW)
    with pytest.raises(UnitsError, match="đã có hồ sơ"):
        undo_change(by=None, change=change, reason="nhầm", at=LATER)
    assert LetterSeen.objects.exists()


def test_what_was_joined_goes_on_apart(cast: Cast, duty: Obligation) -> None:
    below = make_unit(parent=cast.hoa_union)
    mine = make_assignment(obligation=duty, unit=cast.hoa_union)
    copy = make_assignment(obligation=duty, unit=cast.son_union, part="copy")
    passed = make_assignment(obligation=duty, unit=below, giver=cast.hoa_union, passed_from=mine)
    change = taken_over(cast)
    assert fresh(passed).passed_from_id == copy.pk
    undo(change)
    assert fresh(mine).state == "sent"
    assert (fresh(copy).part, fresh(copy).due_on) == ("copy", None)
    passed = fresh(passed)
    assert (passed.giver, passed.passed_from_id) == (cast.hoa_union, mine.pk)


def test_a_unit_that_went_on_for_its_giver_stands_below_it_again(cast: Cast, duty: Obligation) -> None:
    below = make_unit(parent=cast.hoa_union)
    mine = make_assignment(obligation=duty, unit=cast.hoa_union)
    passed = make_assignment(obligation=duty, unit=below, giver=cast.hoa_union, passed_from=mine)
    move_unit(by=None, unit=below, parent=cast.federation, on=TODAY, at=NOW)
    change = merge_units(by=None, units=[cast.hoa_union], into=below, on=TODAY, at=NOW)
    take_over_work(at=LATER)
    undo(change)
    passed = fresh(passed)
    assert (passed.giver, passed.passed_from_id) == (cast.hoa_union, mine.pk)
    assert fresh(mine).state == "sent"


def test_what_the_successor_finished_stays_with_it(cast: Cast, duty: Obligation) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    change = taken_over(cast)
    withdraw_assignment(by=cast.minh, assignment=fresh(row), reason="Không cần nữa", at=LATER)
    undo(change)
    assert (fresh(row).unit, fresh(row).state) == (cast.son_union, "withdrawn")


def test_what_came_back_to_the_giver_goes_to_the_unit_again(cast: Cast, duty: Obligation) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    owed = make_obligation(dispatch=make_dispatch(unit=cast.hoa_union, confirmed=True))
    change = dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    take_over_work(at=LATER)
    owed.refresh_from_db()
    assert (fresh(row).state, owed.owner) == ("returned", cast.federation)
    undo(change)
    owed.refresh_from_db()
    assert (fresh(row).state, owed.owner) == ("sent", cast.hoa_union)


def test_the_page_of_a_unit_does_both_or_neither(client: Client, cast: Cast, duty: Obligation) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    change = taken_over(cast)
    grant_role(
        by=None, person=cast.minh, unit=cast.federation, role="administrator", valid_from=TODAY, at=NOW
    )
    client.force_login(cast.minh)
    address = reverse("unit-undo", args=(cast.son_union.pk, change.pk))
    client.post(address, {"reason": ""})
    assert fresh(row).unit == cast.son_union
    assert not JobRun.objects.filter(name="dispatches.take_over_work").exists()
    client.post(address, {"reason": "nhập nhầm"})
    assert fresh(row).unit == cast.hoa_union
    assert JobRun.objects.filter(name="dispatches.take_over_work").exists()


def test_of_two_mergers_the_second_undone_leaves_work_with_the_first_heir(
    cast: Cast, duty: Obligation
) -> None:
    last = make_unit(parent=cast.federation, code="CDCS-3", name="Công đoàn cơ sở Ba")
    given, below = make_dispatch(unit=cast.hoa_union, confirmed=True), make_unit(parent=cast.hoa_union)
    owed = make_obligation(dispatch=given)
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    passed = make_assignment(obligation=owed, unit=below, giver=cast.hoa_union)
    joined = make_assignment(obligation=make_obligation(dispatch=duty.dispatch), unit=cast.hoa_union)
    theirs = make_assignment(obligation=joined.obligation, unit=last)
    days = [TODAY - timedelta(days=days) for days in (9, 5)]
    merge_units(by=None, units=[cast.hoa_union], into=cast.son_union, on=days[0], at=NOW)
    second = merge_units(by=None, units=[cast.son_union], into=last, on=days[1], at=NOW)
    take_over_work(at=LATER)
    assert (fresh(row).unit, fresh(passed).giver, fresh(joined).state) == (last, last, "withdrawn")
    undo(second)
    take_over_work(at=LATER)
    owed.refresh_from_db()
    assert (fresh(row).unit, fresh(passed).giver, owed.owner) == (cast.son_union,) * 3
    assert (fresh(joined).unit, fresh(joined).state) == (cast.son_union, "sent")
    assert (fresh(theirs).unit, fresh(theirs).state) == (last, "sent")


def test_a_unit_that_was_given_the_same_work_anew_keeps_that(cast: Cast, duty: Obligation) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    change = taken_over(cast)
    anew = make_assignment(obligation=duty, unit=cast.hoa_union)
    rebuild_tallies(at=LATER)
    undo(change)
    assert (fresh(row).unit, fresh(anew).unit) == (cast.son_union, cast.hoa_union)
