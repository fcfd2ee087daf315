"""Work that was withdrawn is given again, by whoever gives it now and as they say; what ended above stays ended."""

from datetime import timedelta

import pytest

from haichieu.base.jobs import run_waiting
from haichieu.dispatches.actions import (
    accept_assignment,
    approve_assignment,
    cascade_obligation,
    change_cascaded,
    extend_assignment,
    for_each,
    keep_outside,
    keep_tallies,
    remind_assignment,
    remove_obligation,
    submit_assignment,
    take_back,
    take_back_bulk,
    withdraw_assignment,
)
from haichieu.dispatches.errors import DispatchesError, KeptOutside, NotInLedger
from haichieu.dispatches.models import Assignment, Obligation
from haichieu.dispatches.queries import folded, ledger, standing_of, wrong_tallies
from haichieu.units.models import Unit
from haichieu.units.queries import tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_dispatch, make_obligation, make_unit

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=10)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def duty(cast: Cast) -> Obligation:
    return make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), due_on=SOON)


@pytest.fixture
def team(cast: Cast) -> Unit:
    return make_unit(parent=cast.hoa_union)


def give(cast: Cast, duty: Obligation, **wish: object) -> None:
    wish = {"by": cast.minh, "giver": cast.federation, "lead": [cast.hoa_union.pk], "at": NOW} | wish
    cascade_obligation(obligation=duty, **wish)
    run_waiting(clock=lambda: wish["at"])


def of(unit: Unit) -> Assignment:
    row = Assignment.objects.get(unit=unit)
    assert folded(row) == standing_of(row)
    return row


def passed_on(cast: Cast, duty: Obligation, team: Unit) -> tuple[Assignment, Assignment]:
    give(cast, duty)
    own = of(cast.hoa_union)
    give(cast, duty, by=cast.hoa, giver=cast.hoa_union, lead=[team.pk], passed_from=own)
    return of(cast.hoa_union), of(team)


def test_what_came_through_a_level_that_ended_is_given_by_the_one_above(
    cast: Cast, duty: Obligation, team: Unit
) -> None:
    own, _ = passed_on(cast, duty, team)
    withdraw_assignment(by=cast.minh, assignment=own, reason="Cấp này kết thúc", at=NOW)
    give(cast, duty, lead=[team.pk, cast.son_union.pk], at=LATER)
    row = of(team)
    assert (row.state, row.giver_id, row.passed_from) == ("sent", cast.federation.pk, None)
    assert of(cast.son_union).state == "sent"
    told = [line.fact.note for line in ledger(row) if line.fact.verb == "taken_back"]
    assert len(told) == 1 and told[0].startswith("Nay do “") and told[0].endswith("” giao. Giao lại.")


def test_work_is_given_again_in_the_part_that_was_chosen(cast: Cast, duty: Obligation) -> None:
    keep_tallies(at=NOW)
    give(cast, duty, lead=[], copies=[cast.hoa_union.pk])
    withdraw_assignment(by=cast.minh, assignment=of(cast.hoa_union), reason="Nhầm", at=NOW)
    give(cast, duty, at=LATER)
    row = of(cast.hoa_union)
    assert (row.part, row.due_on) == ("lead", SOON)
    assert "Nay là “Chủ trì”, trước là “Để biết”." in ledger(row)[-1].fact.note
    withdraw_assignment(by=cast.minh, assignment=row, reason="Chỉ để biết", at=LATER)
    give(cast, duty, lead=[], copies=[cast.hoa_union.pk], at=LATER + timedelta(hours=1))
    row = of(cast.hoa_union)
    assert (row.part, row.due_on, row.state) == ("copy", None, "sent")


def test_who_knew_of_a_copy_has_not_taken_on_the_work(cast: Cast, duty: Obligation) -> None:
    both = [cast.hoa_union.pk, cast.son_union.pk]
    keep_tallies(at=NOW)
    give(cast, duty, lead=[], copies=both)
    accept_assignment(by=cast.hoa, assignment=of(cast.hoa_union), at=NOW)
    for unit in (cast.hoa_union, cast.son_union):
        withdraw_assignment(by=cast.minh, assignment=of(unit), reason="Nhầm", at=NOW)
    give(cast, duty, lead=[cast.hoa_union.pk], cooperating=[cast.son_union.pk], at=LATER)
    row = of(cast.hoa_union)
    assert (row.part, row.state, row.accepted_at, of(cast.son_union).state) == ("lead", "sent", None, "sent")
    assert "cần nhận lại" in [line.fact.note for line in ledger(row) if line.fact.verb == "taken_back"][-1]
    assert wrong_tallies(tree(on=TODAY)) == []
    accept_assignment(by=cast.hoa, assignment=row, at=LATER)
    assert of(cast.hoa_union).state == "accepted"


@pytest.mark.parametrize("parts", [("lead", "copy"), ("copy", "lead"), ("cooperating", "lead")])
def test_counts_follow_the_part(cast: Cast, duty: Obligation, parts: tuple[str, str]) -> None:
    keep_tallies(at=NOW)
    for place, part in enumerate(parts):
        name = "copies" if part == "copy" else part
        give(cast, duty, **({"lead": []} | {name: [cast.hoa_union.pk]}), at=NOW + timedelta(hours=place))
        if not place:
            withdraw_assignment(by=cast.minh, assignment=of(cast.hoa_union), reason="Nhầm", at=NOW)
    assert sum(duty.tallies.values_list("open", flat=True)) == 2 * (parts[1] != "copy")


def test_a_withdrawal_is_not_taken_back_where_the_duty_is_no_more(cast: Cast, duty: Obligation) -> None:
    give(cast, duty)
    fact = withdraw_assignment(by=cast.minh, assignment=of(cast.hoa_union), reason="Nhầm", at=NOW)
    keep_outside(by=cast.minh, obligation=duty, reason="Làm trên hệ thống của tỉnh", at=NOW)
    with pytest.raises(KeptOutside):
        take_back(by=cast.minh, fact=fact, at=LATER)
    Obligation.objects.update(outside_at=None)
    remove_obligation(by=cast.minh, obligation=duty, reason="Văn bản đã thu hồi", at=NOW)
    with pytest.raises(DispatchesError, match="đã được bỏ"):
        take_back(by=cast.minh, fact=fact, at=LATER)
    assert of(cast.hoa_union).state == "withdrawn"


def test_nothing_lives_below_work_that_was_withdrawn(cast: Cast, duty: Obligation, team: Unit) -> None:
    own, below = passed_on(cast, duty, team)
    upper = withdraw_assignment(by=cast.minh, assignment=own, reason="Thôi", at=NOW)
    fact = below.facts.get(verb="withdrawn")
    with pytest.raises(NotInLedger, match="hoàn tác ở đơn vị giao trước"):
        take_back(by=cast.minh, fact=fact, at=LATER)
    take_back(by=cast.minh, fact=upper, at=LATER)
    take_back(by=cast.hoa, fact=fact, at=LATER)
    assert of(team).state == "sent"


def test_an_approval_is_not_taken_back_below_work_that_was_withdrawn(
    cast: Cast, duty: Obligation, team: Unit
) -> None:
    own, below = passed_on(cast, duty, team)
    submit_assignment(by=cast.hoa, assignment=below, note="Xong", via="telephone", at=NOW)
    approved = approve_assignment(by=cast.hoa, assignment=below, expected_version=2, at=NOW)
    withdraw_assignment(by=cast.minh, assignment=own, reason="Thôi", at=NOW)
    with pytest.raises(NotInLedger, match="đơn vị giao trước"):
        take_back(by=cast.hoa, fact=approved, at=LATER)


def test_a_reminder_taken_back_leaves_the_receipt(cast: Cast, duty: Obligation) -> None:
    duty.kind = "acknowledgement"
    duty.save()
    give(cast, duty, lead=[cast.hoa_union.pk, cast.son_union.pk])
    one, other = of(cast.hoa_union), of(cast.son_union)
    single = remind_assignment(by=cast.minh, assignment=one, at=NOW)
    many = for_each(by=cast.minh, assignments=[one.pk, other.pk], verb="remind", at=LATER)
    for who, row in ((cast.hoa, one), (cast.son, other)):
        accept_assignment(by=who, assignment=row, at=LATER)
    take_back(by=cast.minh, fact=single, at=LATER)
    take_back_bulk(by=cast.minh, batch=many.batch, at=LATER)
    assert of(cast.hoa_union).state == of(cast.son_union).state == "done"


def test_more_time_is_not_taken_back_from_under_those_it_was_passed_on_to(
    cast: Cast, duty: Obligation, team: Unit
) -> None:
    give(cast, duty, due_on=TODAY)
    own = of(cast.hoa_union)
    give(cast, duty, by=cast.hoa, giver=cast.hoa_union, lead=[team.pk], passed_from=own)
    wish = {"due_on": SOON, "reason": "Thêm", "at": NOW}
    more = extend_assignment(by=cast.minh, assignment=own, **wish)
    below = extend_assignment(by=cast.hoa, assignment=of(team), **wish)
    with pytest.raises(NotInLedger, match="hạn 30/11/2026, muộn hơn hạn cũ 20/11/2026"):
        take_back(by=cast.minh, fact=more, at=LATER)
    take_back(by=cast.hoa, fact=below, at=LATER)
    take_back(by=cast.minh, fact=more, at=LATER)
    assert of(cast.hoa_union).due_on == of(team).due_on == TODAY


def test_a_day_that_the_giver_cut_does_not_come_back_below(cast: Cast, duty: Obligation, team: Unit) -> None:
    _, below = passed_on(cast, duty, team)
    change_cascaded(by=cast.minh, obligation=duty, due_on=TODAY, reason="Sớm hơn", at=NOW)
    cut = below.facts.get(verb="extended")
    with pytest.raises(NotInLedger, match="phải xong trước hết ngày 20/11/2026"):
        take_back(by=cast.hoa, fact=cut, at=LATER)
    assert of(team).due_on == TODAY
