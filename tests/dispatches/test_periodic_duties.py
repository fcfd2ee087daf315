"""“Báo cáo 6 tháng/lần”: the next instance comes by itself, once, to the units that had the last one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from haichieu.base.jobs import run_waiting
from haichieu.dispatches.actions import (
    cascade_obligation,
    finish_obligation,
    go_on_periodic,
    remove_obligation,
    restart_recurring,
    stop_recurring,
    take_over_work,
    waiting_instances,
    withdraw_assignment,
)
from haichieu.dispatches.errors import BadReading, DispatchesError
from haichieu.dispatches.models import Assignment, Obligation
from haichieu.dispatches.queries import recurrence_of
from haichieu.units.actions import NewUnit, merge_units, split_unit
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_dispatch, make_obligation, make_person, make_unit

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 31)
JANUARY = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)


def periodic(cast: Cast, value: str = "6 months", due_on: date = DUE, **kept: object) -> Obligation:
    owed = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), due_on=due_on)
    owed.schedule = {
        "text": "6 tháng/lần",
        "type": "period",
        "value": value,
        "issued": "2026-11-02",
        "known": TODAY.isoformat(),
        "on": due_on.isoformat(),
        "periodic": True,
        "counted": False,
    } | kept
    owed.save()
    return owed


def hand_down(cast: Cast, owed: Obligation, *units: object, **wish: object) -> None:
    wish = {"by": cast.minh, "giver": cast.federation, "at": NOW} | wish
    cascade_obligation(obligation=owed, lead=[unit.pk for unit in units], **wish)
    run_waiting(clock=lambda: NOW)


def units_of(owed: Obligation) -> set[int]:
    return set(Assignment.objects.filter(obligation=owed).values_list("unit_id", flat=True))


def test_finishing_one_makes_the_next(cast: Cast) -> None:
    owed = periodic(cast)
    finish_obligation(by=cast.minh, obligation=owed, note="Đã gửi.", at=NOW)
    run_waiting(clock=lambda: NOW)
    after = owed.followed_by
    assert (after.due_on, after.owner_id, after.text) == (date(2027, 6, 30), owed.owner_id, owed.text)
    assert "sau 31/12/2026 là ngày 30/06/2027" in after.deadline_reason
    assert after.facts.get().note == f"Kỳ tiếp theo của việc số {owed.pk}."


def test_a_day_that_passed_starts_the_next_though_nobody_was_done(cast: Cast) -> None:
    owed = periodic(cast)
    assert waiting_instances(at=NOW) == []
    assert go_on_periodic(obligation_id=owed.pk, at=NOW) is None
    assert waiting_instances(at=JANUARY) == [owed.pk]
    after = go_on_periodic(obligation_id=owed.pk, at=JANUARY)
    assert after.due_on == date(2027, 6, 30)
    assert waiting_instances(at=JANUARY) == []


def test_twice_or_after_a_kill_it_is_made_once(cast: Cast) -> None:
    owed = periodic(cast)
    hand_down(cast, owed, cast.hoa_union, cast.son_union)
    after = go_on_periodic(obligation_id=owed.pk, at=JANUARY)
    # Killed before the units had it: the rest is taken up, nothing doubled.
    Obligation.objects.filter(pk=after.pk).update(schedule={**after.schedule, "handed": False})
    assert waiting_instances(at=JANUARY) == [owed.pk]
    again = go_on_periodic(obligation_id=owed.pk, at=JANUARY)
    assert again == after
    assert Obligation.objects.count() == 2
    assert Assignment.objects.filter(obligation=after).count() == 2
    assert waiting_instances(at=JANUARY) == []


def test_the_units_that_had_it_get_it_with_their_own_earlier_day(cast: Cast) -> None:
    owed = periodic(cast)
    hand_down(cast, owed, cast.hoa_union, due_on=DUE - timedelta(days=5))
    after = go_on_periodic(obligation_id=owed.pk, at=JANUARY)
    given = Assignment.objects.get(obligation=after)
    assert (given.unit_id, given.due_on) == (cast.hoa_union.pk, date(2027, 6, 25))


def test_a_merged_unit_is_followed_by_the_one_it_went_into(cast: Cast) -> None:
    owed = periodic(cast)
    hand_down(cast, owed, cast.hoa_union, cast.son_union)
    merge_units(
        by=None, units=[cast.hoa_union], into=cast.son_union, on=date(2027, 1, 1), decision="QĐ 1", at=NOW
    )
    after = go_on_periodic(obligation_id=owed.pk, at=JANUARY)
    assert units_of(after) == {cast.son_union.pk}


def test_what_every_unit_of_a_kind_had_a_new_one_gets_too(cast: Cast) -> None:
    for_all, for_one = periodic(cast), periodic(cast)
    hand_down(cast, for_all, cast.hoa_union, cast.son_union)
    hand_down(cast, for_one, cast.hoa_union)
    new = make_unit(parent=cast.federation)
    new.terms.update(valid_from=date(2026, 12, 1))
    assert new.pk in units_of(go_on_periodic(obligation_id=for_all.pk, at=JANUARY))
    assert units_of(go_on_periodic(obligation_id=for_one.pk, at=JANUARY)) == {cast.hoa_union.pk}


@pytest.mark.parametrize("days_ago", [0, 9])
def test_whoever_goes_on_for_a_unit_and_who_is_new_get_it_after_a_take_over(
    cast: Cast, days_ago: int
) -> None:
    third = make_unit(parent=cast.federation)
    for_all, for_two = periodic(cast), periodic(cast)
    hand_down(cast, for_all, cast.hoa_union, cast.son_union, third)
    hand_down(cast, for_two, cast.hoa_union, third)
    parts = [NewUnit(code, f"Công đoàn cơ sở {code}", "union") for code in ("P1", "P2")]
    day = TODAY - timedelta(days=days_ago)
    split_unit(by=None, unit=cast.hoa_union, parts=parts, goes_on=False, on=day, at=NOW)
    new = make_unit(parent=cast.federation)
    new.terms.update(valid_from=date(2026, 12, 1))
    take_over_work(at=NOW)
    carried_on = set(Unit.objects.filter(code__in=("P1", "P2")).values_list("pk", flat=True)) | {third.pk}
    assert units_of(go_on_periodic(obligation_id=for_two.pk, at=JANUARY)) == carried_on
    everybody = carried_on | {cast.son_union.pk, new.pk}
    assert units_of(go_on_periodic(obligation_id=for_all.pk, at=JANUARY)) == everybody


def test_work_that_was_joined_counts_for_both_units_while_the_joined_one_stands(cast: Cast) -> None:
    given, withdrawn, third = periodic(cast), periodic(cast), make_unit(parent=cast.federation)
    for owed in (given, withdrawn):
        hand_down(cast, owed, cast.hoa_union, cast.son_union, third)
    new = make_unit(parent=cast.federation)
    new.terms.update(valid_from=date(2026, 12, 1))
    day = TODAY + timedelta(days=1)
    merge_units(by=None, units=[cast.hoa_union], into=cast.son_union, on=day, at=NOW)
    take_over_work(at=NOW + timedelta(days=1))
    own = Assignment.objects.get(obligation=withdrawn, unit=cast.son_union)
    withdraw_assignment(by=cast.minh, assignment=own, reason="Thôi", at=NOW + timedelta(days=1))
    everybody = {cast.son_union.pk, third.pk, new.pk}
    assert units_of(go_on_periodic(obligation_id=given.pk, at=JANUARY)) == everybody
    assert units_of(go_on_periodic(obligation_id=withdrawn.pk, at=JANUARY)) == {third.pk}


def test_what_a_unit_passed_on_reaches_its_lower_units_again(cast: Cast) -> None:
    owed = periodic(cast)
    team = make_unit(parent=cast.hoa_union)
    hand_down(cast, owed, cast.hoa_union)
    own = Assignment.objects.get(obligation=owed)
    hand_down(cast, owed, team, by=cast.hoa, giver=cast.hoa_union, passed_from=own)
    after = go_on_periodic(obligation_id=owed.pk, at=JANUARY)
    passed = Assignment.objects.get(obligation=after, unit=team)
    assert (passed.giver_id, passed.passed_from.unit_id) == (cast.hoa_union.pk, cast.hoa_union.pk)


def test_a_stopped_duty_ends_and_a_restarted_one_goes_on(cast: Cast) -> None:
    owed = periodic(cast)
    with pytest.raises(BadReading, match="lý do"):
        stop_recurring(by=cast.minh, obligation=owed, reason=" ", at=NOW)
    with pytest.raises(NotAllowed):
        stop_recurring(by=cast.hoa, obligation=owed, reason="Thôi", at=NOW)
    stop_recurring(by=cast.minh, obligation=owed, reason="Tỉnh bỏ báo cáo này.", at=NOW)
    assert go_on_periodic(obligation_id=owed.pk, at=JANUARY) is None
    assert recurrence_of(Obligation.objects.get(pk=owed.pk), on=TODAY).is_stopped
    restart_recurring(by=cast.minh, obligation=owed, reason="Tỉnh yêu cầu lại.", at=NOW)
    assert go_on_periodic(obligation_id=owed.pk, at=JANUARY) is not None
    assert list(owed.facts.values_list("verb", flat=True)) == ["recurring_stopped", "recurring_restarted"]


def test_it_ends_with_its_last_day(cast: Cast) -> None:
    owed = periodic(cast)
    stop_recurring(by=cast.minh, obligation=owed, reason="Hết chương trình", until=date(2027, 3, 31), at=NOW)
    assert go_on_periodic(obligation_id=owed.pk, at=JANUARY) is None
    assert recurrence_of(Obligation.objects.get(pk=owed.pk), on=TODAY).next_on is None


def test_what_was_taken_out_of_force_or_does_not_repeat_goes_no_further(cast: Cast) -> None:
    owed = periodic(cast)
    remove_obligation(by=cast.minh, obligation=owed, reason="Trùng", at=NOW)
    assert go_on_periodic(obligation_id=owed.pk, at=JANUARY) is None
    once = make_obligation(dispatch=owed.dispatch)
    with pytest.raises(DispatchesError, match="không lặp lại"):
        stop_recurring(by=cast.minh, obligation=once, reason="Thôi", at=NOW)


def test_periods_that_nobody_was_told_of_are_named(cast: Cast) -> None:
    owed = periodic(cast, "1 month", date(2026, 8, 31))
    after = go_on_periodic(obligation_id=owed.pk, at=NOW)
    assert after.due_on == date(2026, 11, 30)
    assert "30/09/2026, 31/10/2026" in after.facts.get().note


def test_the_page_knows_the_last_and_the_next(cast: Cast) -> None:
    owed = periodic(cast)
    finish_obligation(by=cast.minh, obligation=owed, note="", at=NOW)
    run_waiting(clock=lambda: NOW)
    found = recurrence_of(owed, on=TODAY)
    assert (found.last_done.pk, found.running, found.next_on) == (
        owed.pk,
        owed.followed_by,
        date(2027, 12, 31),
    )


def test_a_stranger_leaves_it_alone(cast: Cast) -> None:
    owed = periodic(cast)
    with pytest.raises(NotAllowed):
        restart_recurring(by=make_person(), obligation=owed, reason="Tiếp", at=NOW)
