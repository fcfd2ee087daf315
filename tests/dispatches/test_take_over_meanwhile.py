"""What others do while the work of ended units is handed on, and who decides on it afterwards."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.dispatches.actions import (
    accept_assignment,
    approve_assignment,
    for_each,
    give_back_work,
    submit_assignment,
    take_over_work,
    taking_over,
    withdraw_assignment,
)
from haichieu.dispatches.models import Assignment, Obligation
from haichieu.dispatches.queries import folded, standing_of
from haichieu.units.actions import dissolve_unit, merge_units, move_unit, undo_change
from haichieu.units.models import Unit, UnitChange
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_dispatch, make_obligation, make_unit

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def duty(cast: Cast) -> Obligation:
    return make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))


def merge(ended: Unit, heir: Unit) -> UnitChange:
    return merge_units(by=None, units=[ended], into=heir, on=TODAY, at=NOW)


def undo(change: UnitChange) -> None:
    give_back_work(change=change, at=LATER)
    undo_change(by=None, change=change, reason="nhầm", at=LATER)


def fresh(row: Assignment) -> Assignment:
    row = Assignment.objects.select_related("unit", "giver").get(pk=row.pk)
    assert folded(row) == standing_of(row)
    return row


def last_note(row: Assignment) -> str:
    return row.facts.order_by("pk").last().note


def meanwhile(monkeypatch: pytest.MonkeyPatch, door: str, deed: Callable[[], object]) -> None:
    """``deed`` is done once, between the listing of work and the chunk that ``door`` writes."""
    real, done = getattr(taking_over, door), []

    def first_the_deed(*args: object) -> object:
        if not done:
            done.append(True)
            deed()
        return real(*args)

    monkeypatch.setattr(taking_over, door, first_the_deed)


@pytest.mark.parametrize("door", ["_own", "_give", "_hold"])
def test_two_at_once_hand_everything_on_once(
    cast: Cast, duty: Obligation, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    below = make_unit(parent=cast.hoa_union)
    passed = make_assignment(obligation=duty, unit=below, giver=cast.hoa_union, passed_from=row)
    copy = make_assignment(
        obligation=make_obligation(dispatch=duty.dispatch), unit=cast.hoa_union, part="copy"
    )
    owned = make_obligation(dispatch=duty.dispatch, owner=cast.hoa_union)
    merge(cast.hoa_union, cast.son_union)
    meanwhile(monkeypatch, door, lambda: take_over_work(at=LATER))
    take_over_work(at=LATER)
    assert [(fresh(one).unit, fresh(one).state) for one in (row, copy)] == [(cast.son_union, "sent")] * 2
    assert (fresh(passed).giver, fresh(passed).state) == (cast.son_union, "sent")
    assert [one.facts.filter(verb="taken_over").count() for one in (row, copy, passed, owned)] == [1] * 4


def test_one_answer_meanwhile_does_not_stop_the_others(
    cast: Cast, duty: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        make_assignment(obligation=make_obligation(dispatch=duty.dispatch), unit=cast.hoa_union)
        for _ in range(3)
    ]
    merge(cast.hoa_union, cast.son_union)
    meanwhile(
        monkeypatch,
        "_hold",
        lambda: withdraw_assignment(by=cast.minh, assignment=rows[1], reason="Thôi", at=LATER),
    )
    assert take_over_work(at=LATER).moved == 2
    assert [fresh(row).unit.code for row in rows] == ["CDCS-2", "CDCS-1", "CDCS-2"]


@pytest.mark.parametrize("door", ["_own", "_give", "_hold"])
def test_a_change_undone_meanwhile_moves_nothing_any_more(
    cast: Cast, duty: Obligation, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    below = make_unit(parent=cast.hoa_union)
    passed = make_assignment(obligation=duty, unit=below, giver=cast.hoa_union, passed_from=row)
    owned = make_obligation(dispatch=duty.dispatch, owner=cast.hoa_union)
    change = merge(cast.hoa_union, cast.son_union)
    meanwhile(monkeypatch, door, lambda: undo(change))
    take_over_work(at=LATER)
    owned.refresh_from_db()
    assert (fresh(row).unit, fresh(passed).giver, owned.owner) == (cast.hoa_union,) * 3


def reassigned(cast: Cast, row: Assignment, to: Unit) -> Assignment:
    done = for_each(by=cast.minh, assignments=[row.pk], verb="reassign", to=to, reason="Chuyển", at=NOW)
    assert done.done == (row.pk,)
    return Assignment.objects.get(obligation=row.obligation, unit=to)


@pytest.mark.parametrize("by_a_third", [False, True])
def test_work_handed_to_the_unit_that_ends_returns_to_who_had_it(
    cast: Cast, duty: Obligation, by_a_third: bool
) -> None:
    own = make_assignment(obligation=duty, unit=cast.son_union)
    third = reassigned(cast, own, make_unit(parent=cast.federation)) if by_a_third else own
    row = reassigned(cast, third, cast.hoa_union)
    accept_assignment(by=cast.hoa, assignment=row, at=NOW)
    below = make_unit(parent=cast.hoa_union)
    passed = make_assignment(obligation=duty, unit=below, giver=cast.hoa_union, passed_from=row)
    change = merge(cast.hoa_union, cast.son_union)
    assert take_over_work(at=LATER).joined == 1
    assert (fresh(own).state, fresh(row).state) == ("sent", "withdrawn")
    assert (fresh(passed).giver, fresh(passed).passed_from_id) == (cast.son_union, own.pk)
    undo(change)
    assert (fresh(own).state, fresh(row).state) == ("withdrawn", "accepted")
    assert (fresh(passed).giver, fresh(passed).passed_from_id) == (cast.hoa_union, row.pk)
    merge(cast.hoa_union, cast.son_union)
    assert take_over_work(at=LATER).joined == 1
    submit_assignment(by=cast.son, assignment=fresh(own), note="Xong", at=LATER)


def test_who_goes_on_for_its_giver_answers_to_the_unit_above(cast: Cast) -> None:
    giver = cast.hoa_union
    unit = make_unit(parent=giver)
    duty = make_obligation(dispatch=make_dispatch(unit=giver, confirmed=True))
    row = make_assignment(obligation=duty, unit=unit)
    move_unit(by=None, unit=unit, parent=cast.federation, on=TODAY - timedelta(days=2), at=NOW)
    change = merge(giver, unit)
    take_over_work(at=LATER)
    assert (fresh(row).unit, fresh(row).giver, fresh(row).state) == (unit, cast.federation, "sent")
    undo(change)
    assert fresh(row).giver == giver


def test_at_the_very_top_nobody_decides_and_the_unit_owes_its_own_work(cast: Cast) -> None:
    unit = make_unit()
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    row = make_assignment(obligation=duty, unit=unit)
    for below in (cast.hoa_union, cast.son_union):
        move_unit(by=None, unit=below, parent=unit, on=TODAY - timedelta(days=1), at=NOW)
    change = merge(cast.federation, unit)
    take_over_work(at=LATER)
    duty.refresh_from_db()
    assert (fresh(row).state, duty.owner, duty.done_at) == ("withdrawn", unit, None)
    assert "tự theo dõi việc này" in last_note(row)
    undo(change)
    assert (fresh(row).state, fresh(row).giver) == ("sent", cast.federation)


def test_a_giver_reads_why_the_work_came_back(cast: Cast, duty: Obligation) -> None:
    finished = make_assignment(obligation=duty, unit=cast.hoa_union)
    own = make_assignment(obligation=duty, unit=cast.son_union)
    submit_assignment(by=cast.son, assignment=own, note="Xong", at=NOW)
    approve_assignment(by=cast.minh, assignment=own, expected_version=fresh(own).version, at=NOW)
    other = make_obligation(dispatch=duty.dispatch)
    spared = make_assignment(obligation=other, unit=cast.hoa_union)
    copy = make_assignment(obligation=other, unit=cast.son_union)
    withdraw_assignment(by=cast.minh, assignment=copy, reason="Không thuộc diện", at=NOW)
    given = make_assignment(
        obligation=make_obligation(dispatch=duty.dispatch), unit=cast.hoa_union, giver=cast.son_union
    )
    merge(cast.hoa_union, cast.son_union)
    assert take_over_work(at=LATER).returned == 3
    assert "đã làm xong chính việc này; hãy rút lại" in last_note(finished)
    assert "hãy hoàn tác bước rút lại ở đó trước" in last_note(spared)
    assert "chính là đơn vị đã giao việc này; hãy chuyển" in last_note(given)
    assert "không có đơn vị tiếp nhận" not in last_note(finished) + last_note(spared) + last_note(given)


def test_a_copy_that_ends_asks_nothing_of_anybody(cast: Cast, duty: Obligation) -> None:
    copy = make_assignment(obligation=duty, unit=cast.hoa_union, part="copy")
    dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    take_over_work(at=LATER)
    assert fresh(copy).state == "withdrawn" and "hãy" not in last_note(copy)


def test_joining_asks_little_more_for_more_rows(cast: Cast, duty: Obligation) -> None:
    def asked(rows: int) -> int:
        ended = make_unit(parent=cast.federation)
        for _ in range(rows):
            one = make_obligation(dispatch=duty.dispatch)
            for unit in (ended, cast.son_union):
                make_assignment(obligation=one, unit=unit)
        merge(ended, cast.son_union)
        with CaptureQueriesContext(connection) as found:
            assert take_over_work(at=LATER).joined == rows
        return len(found)

    assert asked(12) - asked(2) <= 20
