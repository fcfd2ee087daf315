"""A reading is corrected after its duties went down: units are previewed, and their ledgers get facts, never edits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import (
    Confirmation,
    add_dispatch,
    change_cascaded,
    confirm_reading,
    extend_assignment,
    preview_assignments,
    preview_change,
    preview_confirmation,
    submit_assignment,
)
from haichieu.dispatches.errors import BadReading, BoundaryTouched
from haichieu.dispatches.models import Assignment, Dispatch, Obligation
from haichieu.dispatches.queries import current_reading, folded, standing_of
from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS, proposed_duties
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.dispatches.letters import LETTER
from tests.factories import NOW, TODAY, make_assignment, make_unit

pytestmark = pytest.mark.django_db
NEW_DAY = date(2026, 12, 5)


@pytest.fixture
def dispatch(cast: Cast) -> Dispatch:
    letter, _ = add_dispatch(
        by=cast.minh, unit=cast.federation, file_name="512.txt", data=LETTER.encode(), at=NOW
    )
    confirm(cast, letter, proposal(letter), 1)
    return letter


def proposal(dispatch: Dispatch, place: int = -1, **changes: object) -> Confirmation:
    reading = current_reading(dispatch)
    assert reading is not None
    duties = [replace(d, owner=dispatch.unit_id) for d in proposed_duties(reading.values, known_on=TODAY)]
    if place >= 0:
        duties[place] = replace(duties[place], **changes)
    fields = {name: reading.values.get(name) for name in (*LETTER_FIELDS, *LIST_FIELDS)}
    return Confirmation(fields=fields, duties=duties, limits=frozenset())


def confirm(cast: Cast, dispatch: Dispatch, confirmation: Confirmation, expected: int = 2) -> None:
    confirm_reading(
        by=cast.minh, dispatch=dispatch, confirmation=confirmation, expected_version=expected, at=NOW
    )


@pytest.fixture
def given(cast: Cast, dispatch: Dispatch) -> tuple[Obligation, Assignment, Assignment]:
    duty = dispatch.obligations.order_by("pk").first()
    assert duty is not None and duty.due_on == date(2026, 11, 29)
    hoas = make_assignment(obligation=duty, unit=cast.hoa_union)
    team = make_unit(parent=cast.hoa_union)
    below = make_assignment(
        obligation=duty,
        unit=team,
        giver=cast.hoa_union,
        passed_from=hoas,
        due_on=duty.due_on - timedelta(days=4),
    )
    return duty, hoas, below


def facts(row: Assignment) -> list[tuple[str, date | None]]:
    fresh = Assignment.objects.get(pk=row.pk)
    assert folded(fresh) == standing_of(fresh)
    return list(row.facts.order_by("pk").values_list("verb", "due_on"))


def test_a_later_day_reaches_the_units_and_leaves_what_they_decided_themselves(
    cast: Cast, dispatch: Dispatch, given: tuple
) -> None:
    duty, hoas, below = given
    before = facts(below)
    corrected = proposal(dispatch, 0, due_on=NEW_DAY)
    [change] = preview_assignments(dispatch, preview_confirmation(dispatch, corrected))
    assert (change.unit, change.verb, change.after) == (cast.hoa_union.pk, "extended", NEW_DAY)
    confirm(cast, dispatch, corrected)
    assert facts(hoas) == [("sent", duty.due_on), ("extended", NEW_DAY)] and facts(below) == before


def test_an_earlier_day_caps_what_was_passed_on(cast: Cast, dispatch: Dispatch, given: tuple) -> None:
    _, hoas, below = given
    early = date(2026, 11, 23)
    confirm(cast, dispatch, proposal(dispatch, 0, due_on=early))
    assert facts(hoas)[-1] == facts(below)[-1] == ("extended", early)


def test_a_duty_that_falls_away_is_withdrawn_all_the_way_down(
    cast: Cast, dispatch: Dispatch, given: tuple
) -> None:
    _, hoas, below = given
    corrected = proposal(dispatch, 0, take=False)
    changes = preview_assignments(dispatch, preview_confirmation(dispatch, corrected))
    assert [change.verb for change in changes] == ["withdrawn", "withdrawn"]
    assert facts(hoas)[-1][0] == "sent"
    confirm(cast, dispatch, corrected)
    assert facts(hoas)[-1][0] == facts(below)[-1][0] == "withdrawn"
    assert LogEntry.objects.filter(verb="assignments_withdrawn").count() == 1


def test_other_words_are_told_to_every_unit(cast: Cast, dispatch: Dispatch, given: tuple) -> None:
    _, hoas, below = given
    confirm(cast, dispatch, proposal(dispatch, 0, text="Rà soát các trang, nhóm và gửi danh sách"))
    assert facts(hoas)[-1][0] == facts(below)[-1][0] == "changed"


def test_what_is_submitted_or_done_is_left_alone(cast: Cast, dispatch: Dispatch, given: tuple) -> None:
    _, hoas, _ = given
    submit_assignment(by=cast.hoa, assignment=hoas, note="Xong", at=NOW)
    confirm(cast, dispatch, proposal(dispatch, 0, due_on=date(2026, 11, 19)))
    assert facts(hoas)[-1][0] == "submitted"


def test_the_unit_that_answers_for_it_stays_while_units_hold_it(
    cast: Cast, dispatch: Dispatch, given: tuple
) -> None:
    with pytest.raises(BadReading, match="rút lại ở các đơn vị trước"):
        confirm(cast, dispatch, proposal(dispatch, 0, owner=cast.son_union.pk))


def test_confirming_the_same_again_adds_no_fact(cast: Cast, dispatch: Dispatch, given: tuple) -> None:
    confirm(cast, dispatch, proposal(dispatch))
    assert [len(facts(row)) for row in given[1:]] == [1, 1]


def test_an_officer_changes_the_day_or_withdraws_units_by_hand(
    cast: Cast, dispatch: Dispatch, given: tuple
) -> None:
    duty, hoas, below = given
    sons = make_assignment(obligation=duty, unit=cast.son_union)
    extend_assignment(by=cast.minh, assignment=sons, due_on=NEW_DAY, reason="Bão", at=NOW)
    planned = preview_change(duty, due_on=date(2026, 12, 1), withdrawn=[cast.hoa_union.pk])
    wish = {"obligation": duty, "due_on": date(2026, 12, 1), "withdrawn": [cast.hoa_union.pk], "at": NOW}
    with pytest.raises(NotAllowed):
        change_cascaded(by=cast.son, reason="x", **wish)
    with pytest.raises(BadReading, match="lý do"):
        change_cascaded(by=cast.minh, reason="", **wish)
    ask = "Lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng bài trái quan điểm cho cơ quan chức năng."
    with pytest.raises(BoundaryTouched):
        change_cascaded(by=cast.minh, reason=ask, **wish)
    assert change_cascaded(by=cast.minh, reason="Theo công văn mới", **wish) == planned
    assert [facts(row)[-1][0] for row in (hoas, below, sons)] == ["withdrawn", "withdrawn", "extended"]
    assert facts(sons)[-1][1] == NEW_DAY  # an extension of its own is not taken away
    duty.refresh_from_db()
    assert duty.due_on == date(2026, 12, 1) and duty.facts.last().note == "Theo công văn mới"
