"""Units merge, split and end while they hold open work: none of it is lost, and the ledger says where it went."""

from datetime import date, timedelta

import pytest

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import (
    accept_assignment,
    add_evidence,
    approve_assignment,
    extend_assignment,
    for_each,
    rebuild_tallies,
    submit_assignment,
    take_over_work,
    withdraw_assignment,
)
from haichieu.dispatches.models import Assignment, Obligation
from haichieu.dispatches.queries import folded, open_work, standing_of, wrong_tallies
from haichieu.units.actions import NewUnit, dissolve_unit, grant_role, merge_units, move_unit, split_unit
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


def merge(cast: Cast, *, into: Unit | NewUnit = NEW, on: date = TODAY) -> UnitChange:
    units = [cast.hoa_union] if isinstance(into, Unit) else [cast.hoa_union, cast.son_union]
    return merge_units(by=None, units=units, into=into, on=on, at=NOW)


def fresh(row: Assignment) -> Assignment:
    row = Assignment.objects.select_related("unit", "giver").get(pk=row.pk)
    assert folded(row) == standing_of(row)
    return row


def notes(row: Assignment) -> list[str]:
    return [f"{fact.verb}: {fact.note}" for fact in row.facts.order_by("pk")]


def test_work_goes_on_with_the_successor_as_it_stood(cast: Cast, duty: Obligation) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    accept_assignment(by=cast.hoa, assignment=row, at=NOW)
    add_evidence(by=cast.hoa, assignment=row, kind="note", note="Đã làm một nửa", at=NOW)
    rebuild_tallies(at=NOW)
    merge(cast)
    assert take_over_work(at=LATER).moved == 1
    row = fresh(row)
    assert (row.unit.code, row.state, row.due_on) == ("CDCS-M", "in_progress", duty.due_on)
    said = "“Công đoàn cơ sở Hợp Nhất” tiếp nhận từ “Công đoàn cơ sở May Phù Sa”, đơn vị không còn."
    assert notes(row)[-1] == f"taken_over: {said}"
    assert LogEntry.objects.filter(verb="assignment_taken_over", ref=str(row.pk)).count() == 1
    rebuild_tallies(at=LATER)
    assert wrong_tallies(tree(on=TODAY)) == []
    grant_role(by=None, person=cast.hoa, unit=row.unit, role="officer", valid_from=TODAY, at=NOW)
    sent = submit_assignment(by=cast.hoa, assignment=row, note="Xong", at=LATER)
    approve_assignment(by=cast.minh, assignment=row, expected_version=fresh(row).version, at=LATER)
    assert sent.pk and fresh(row).state == "done"


def test_a_change_of_a_later_day_waits_for_it_and_nothing_is_done_twice(cast: Cast, duty: Obligation) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    merge(cast, on=TODAY + timedelta(days=3))
    assert take_over_work(at=LATER).moved == 0 and fresh(row).unit == cast.hoa_union
    assert take_over_work(at=LATER + timedelta(days=3)).moved == 1
    facts = row.facts.count()
    again = take_over_work(at=LATER + timedelta(days=4))
    assert (again.moved, again.joined, again.returned, again.watched) == (0, 0, 0, 0)
    assert row.facts.count() == facts


def test_the_same_work_of_two_units_becomes_one_with_what_was_passed_on(cast: Cast, duty: Obligation) -> None:
    below = make_unit(parent=cast.hoa_union)
    mine = make_assignment(obligation=duty, unit=cast.hoa_union)
    own = make_assignment(obligation=duty, unit=cast.son_union)
    passed = make_assignment(obligation=duty, unit=below, giver=cast.hoa_union, passed_from=mine)
    merge(cast, into=cast.son_union)
    told = take_over_work(at=LATER)
    assert (told.moved, told.joined, told.watched) == (0, 1, 1)
    assert fresh(mine).state == "withdrawn" and "theo dõi tiếp ở đó" in notes(mine)[-1]
    assert fresh(own).state == "sent" and "Gộp cả phần của “Công đoàn cơ sở May Phù Sa”" in notes(own)[-1]
    passed = fresh(passed)
    assert (passed.giver, passed.passed_from_id, passed.state) == (cast.son_union, own.pk, "sent")
    assert "theo dõi và duyệt việc này" in notes(passed)[-1]


def test_what_the_successor_was_once_spared_is_decided_by_the_giver(cast: Cast, duty: Obligation) -> None:
    mine = make_assignment(obligation=duty, unit=cast.hoa_union)
    own = make_assignment(obligation=duty, unit=cast.son_union)
    withdraw_assignment(by=cast.minh, assignment=own, reason="Không thuộc diện", at=NOW)
    merge(cast, into=cast.son_union)
    assert take_over_work(at=LATER).returned == 1
    assert fresh(mine).state == "returned" and fresh(own).state == "withdrawn"


def test_work_without_a_successor_comes_back_to_its_giver(cast: Cast, duty: Obligation) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    copy = make_assignment(
        obligation=make_obligation(dispatch=duty.dispatch), unit=cast.hoa_union, part="copy"
    )
    waiting = make_assignment(obligation=make_obligation(dispatch=duty.dispatch), unit=cast.hoa_union)
    submit_assignment(by=cast.hoa, assignment=waiting, note="Xong", at=NOW)
    dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    take_over_work(at=LATER)
    assert [fresh(one).state for one in (row, copy, waiting)] == ["returned", "withdrawn", "submitted"]
    assert "hãy chuyển việc cho đơn vị khác hoặc rút lại" in notes(row)[-1]
    done = for_each(
        by=cast.minh, assignments=[row.pk], verb="reassign", to=cast.son_union, reason="Giải thể", at=LATER
    )
    assert done.done == (row.pk,) and Assignment.objects.filter(obligation=duty, unit=cast.son_union).exists()


def test_the_first_part_of_a_split_goes_on_and_finished_work_stays(cast: Cast, duty: Obligation) -> None:
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    done = make_assignment(obligation=make_obligation(dispatch=duty.dispatch), unit=cast.hoa_union)
    submit_assignment(by=cast.hoa, assignment=done, note="Xong", at=NOW)
    approve_assignment(by=cast.minh, assignment=done, expected_version=fresh(done).version, at=NOW)
    parts = [NewUnit("P1", "Phần một", "union"), NewUnit("P2", "Phần hai", "union")]
    split_unit(by=None, unit=cast.hoa_union, parts=parts, goes_on=False, on=TODAY, at=NOW)
    assert take_over_work(at=LATER).moved == 1
    assert fresh(row).unit.code == "P1" and fresh(done).unit == cast.hoa_union


def test_what_an_ended_unit_gave_and_owed_is_watched_by_who_goes_on(cast: Cast) -> None:
    below = make_unit(parent=cast.hoa_union)
    owed = make_obligation(dispatch=make_dispatch(unit=cast.hoa_union, confirmed=True))
    given = make_assignment(obligation=owed, unit=below)
    merge(cast)
    take_over_work(at=LATER)
    heir = Unit.objects.get(code="CDCS-M")
    owed.refresh_from_db()
    assert owed.owner == heir and owed.facts.get().verb == "taken_over"
    extend_assignment(
        by=cast.minh, assignment=fresh(given), due_on=TODAY + timedelta(days=9), reason="Sáp nhập", at=LATER
    )
    assert fresh(given).giver == heir


def test_open_work_is_counted_before_the_change(cast: Cast, duty: Obligation) -> None:
    make_assignment(obligation=duty, unit=cast.hoa_union)
    make_assignment(obligation=make_obligation(dispatch=duty.dispatch), unit=cast.hoa_union, part="copy")
    assert open_work([cast.hoa_union.pk]).assigned == 1 and open_work([cast.son_union.pk]).assigned == 0
    assert (open_work([cast.federation.pk]).given, open_work([cast.federation.pk]).owned) == (1, 2)


def test_a_unit_that_goes_on_for_its_giver_answers_to_the_one_above(cast: Cast, duty: Obligation) -> None:
    below = make_unit(parent=cast.hoa_union)
    mine = make_assignment(obligation=duty, unit=cast.hoa_union)
    passed = make_assignment(obligation=duty, unit=below, giver=cast.hoa_union, passed_from=mine)
    move_unit(by=None, unit=below, parent=cast.federation, on=TODAY, at=NOW)
    merge_units(by=None, units=[cast.hoa_union], into=below, on=TODAY, at=NOW)
    take_over_work(at=LATER)
    passed = fresh(passed)
    assert (passed.giver, passed.passed_from, passed.state) == (cast.federation, None, "sent")
    assert fresh(mine).state == "withdrawn"
    withdraw_assignment(by=cast.minh, assignment=passed, reason="Không cần nữa", at=LATER)
    assert fresh(passed).state == "withdrawn"


def test_a_unit_two_steps_below_takes_the_place_of_the_one_it_goes_on_for(
    cast: Cast, duty: Obligation
) -> None:
    middle = make_unit(parent=cast.hoa_union)
    lowest = make_unit(parent=middle)
    top_row = make_assignment(obligation=duty, unit=cast.hoa_union)
    middle_row = make_assignment(obligation=duty, unit=middle, giver=cast.hoa_union, passed_from=top_row)
    row = make_assignment(obligation=duty, unit=lowest, giver=middle, passed_from=middle_row)
    move_unit(by=None, unit=lowest, parent=cast.federation, on=TODAY, at=NOW)
    merge_units(by=None, units=[cast.hoa_union], into=lowest, on=TODAY, at=NOW)
    take_over_work(at=LATER)
    row, middle_row = fresh(row), fresh(middle_row)
    assert (row.giver, row.passed_from) == (cast.federation, None)
    assert (middle_row.giver, middle_row.passed_from_id) == (lowest, row.pk)
    withdraw_assignment(by=cast.minh, assignment=row, reason="Không cần nữa", at=LATER)
    assert fresh(middle_row).state == "withdrawn"


def test_work_does_not_end_in_a_copy(cast: Cast, duty: Obligation) -> None:
    mine = make_assignment(obligation=duty, unit=cast.hoa_union)
    copy = make_assignment(obligation=duty, unit=cast.son_union, part="copy")
    accept_assignment(by=cast.son, assignment=copy, at=NOW)
    rebuild_tallies(at=NOW)
    merge(cast, into=cast.son_union)
    assert take_over_work(at=LATER).joined == 1
    own = fresh(copy)
    assert (own.part, own.due_on, own.state, own.giver) == ("lead", duty.due_on, "sent", cast.federation)
    assert fresh(mine).state == "withdrawn"
    rebuild_tallies(at=LATER)
    accept_assignment(by=cast.son, assignment=own, at=LATER)
    submit_assignment(by=cast.son, assignment=own, note="Xong", at=LATER)
    assert fresh(own).state == "submitted" and wrong_tallies(tree(on=TODAY)) == []


def test_the_counts_hold_while_a_copy_becomes_work(cast: Cast, duty: Obligation) -> None:
    make_assignment(obligation=duty, unit=cast.hoa_union)
    make_assignment(obligation=duty, unit=cast.son_union, part="copy")
    merge(cast, into=cast.son_union)
    rebuild_tallies(at=NOW)
    take_over_work(at=LATER)
    assert wrong_tallies(tree(on=TODAY)) == []


def test_of_a_copy_and_work_going_to_one_new_unit_the_work_goes_on(cast: Cast, duty: Obligation) -> None:
    copy = make_assignment(obligation=duty, unit=cast.hoa_union, part="copy")
    work = make_assignment(obligation=duty, unit=cast.son_union)
    merge(cast)
    told = take_over_work(at=LATER)
    assert (told.moved, told.joined) == (1, 1)
    assert fresh(work).unit.code == "CDCS-M" and fresh(copy).state == "withdrawn"
