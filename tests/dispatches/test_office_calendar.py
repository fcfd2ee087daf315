"""An office's own days and counting rules: inherited, dated, with a source; deadlines move only when confirmed."""

from datetime import date

import pytest

from haichieu.dispatches.actions import (
    leave_deadlines,
    move_deadlines,
    plan_counting_rule,
    plan_office_days,
    remove_counting_rule,
    remove_office_day,
    set_counting_rule,
    set_office_days,
)
from haichieu.dispatches.errors import BadReading
from haichieu.dispatches.models import CountingRule, Obligation, OfficeDay
from haichieu.dispatches.queries import (
    CalendarChange,
    counting_rule,
    deadline_moves,
    moves_by,
    recount,
    work_calendar,
)
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_dispatch, make_obligation

pytestmark = pytest.mark.django_db
#: a Wednesday and a Saturday
FREE, SATURDAY = date(2026, 11, 25), date(2026, 11, 28)


def owed_in_days(cast: Cast) -> Obligation:
    """Five working days from Friday 20/11/2026 on, without Culture Day: due on Monday 30."""
    owed = make_obligation(
        dispatch=make_dispatch(unit=cast.federation, confirmed=True), due_on=date(2026, 11, 30)
    )
    owed.schedule = {
        "text": "05 ngày làm việc kể từ ngày nhận",
        "type": "relative",
        "value": "5 working days after receipt",
        "issued": "2026-11-02",
        "known": "2026-11-20",
        "on": "2026-11-30",
        "periodic": False,
        "counted": True,
    }
    owed.save()
    return owed


def day_off(cast: Cast, day: date = FREE, **wish: object) -> list:
    wish = {"unit": cast.federation, "is_worked": False, "name": "Nghỉ ngành", "source": "TB 12"} | wish
    return set_office_days(by=cast.lan, first=day, at=NOW, **wish)


def rule(cast: Cast, **wish: object) -> object:
    values = {"counts_first_day": True, "roll": "none", "before_excludes": False, "source": "QC 05"}
    values |= {"unit": cast.federation, "valid_from": date(2026, 1, 1)} | wish
    return set_counting_rule(by=cast.lan, at=NOW, **values)


def test_units_below_have_the_days_of_the_office_unless_they_say_otherwise(cast: Cast) -> None:
    day_off(cast)
    assert work_calendar(cast.hoa_union.pk, on=TODAY).day_off(FREE) == "Nghỉ ngành"
    day_off(cast, unit=cast.hoa_union, is_worked=True, name="Vẫn làm", day=SATURDAY)
    assert work_calendar(cast.hoa_union.pk, on=TODAY).is_working(SATURDAY)
    assert not work_calendar(cast.son_union.pk, on=TODAY).is_working(SATURDAY)


def test_a_day_that_is_so_already_needs_no_words(cast: Cast) -> None:
    with pytest.raises(BadReading, match="đã là ngày nghỉ"):
        day_off(cast, day=SATURDAY)
    with pytest.raises(BadReading, match="văn bản"):
        day_off(cast, source=" ")


def test_only_leaders_and_administrators_set_the_calendar(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_office_days(
            by=cast.minh, unit=cast.federation, first=FREE, is_worked=False, name="A", source="B", at=NOW
        )
    row = day_off(cast)[0]
    with pytest.raises(NotAllowed):
        remove_office_day(by=cast.hoa, day=row, at=NOW)
    remove_office_day(by=cast.lan, day=row, at=NOW)
    assert work_calendar(cast.federation.pk, on=TODAY).is_working(FREE)


def test_a_rule_holds_from_its_day_on_and_is_inherited(cast: Cast) -> None:
    held = rule(cast)
    assert counting_rule(cast.hoa_union.pk, on=TODAY).source == "QC 05"
    assert counting_rule(cast.hoa_union.pk, on=date(2025, 12, 31)).source == ""
    remove_counting_rule(by=cast.lan, rule=held, at=NOW)
    assert counting_rule(cast.hoa_union.pk, on=TODAY).roll == "following"


def test_a_new_day_off_shows_which_deadlines_would_move_and_moves_none(cast: Cast) -> None:
    owed = owed_in_days(cast)
    assert deadline_moves([cast.federation.pk], on=TODAY) == []
    day_off(cast)
    [move] = deadline_moves([cast.federation.pk], on=TODAY)
    assert (move.before, move.after) == (date(2026, 11, 30), date(2026, 12, 1))
    assert (
        "24/11–25/11 (Ngày Văn hóa Việt Nam, Nghỉ ngành)" in move.due.sentence
        and "TB 12" in move.due.sentence
    )
    owed.refresh_from_db()
    assert owed.due_on == date(2026, 11, 30)


def expected(cast: Cast, **change: object) -> list[date]:
    return [move.after for move in moves_by(CalendarChange(**change), [cast.federation.pk], on=TODAY)]


def test_which_deadlines_a_day_or_a_rule_would_move_is_known_before_it_is_written(cast: Cast) -> None:
    owed_in_days(cast)
    day = {"unit": cast.federation, "first": FREE, "last": None, "is_worked": False, "at": NOW}
    planned = plan_office_days(name="Nghỉ ngành", source="TB 12", **day)
    first_day = {"counts_first_day": True, "roll": "none", "before_excludes": False, "source": "QC 05"}
    counts_first = plan_counting_rule(unit=cast.federation, valid_from=date(2026, 1, 1), at=NOW, **first_day)
    assert expected(cast, days=planned) == [date(2026, 12, 1)]
    assert expected(cast, rules=[counts_first]) == [date(2026, 11, 27)]
    assert not OfficeDay.objects.exists() and not CountingRule.objects.exists()
    row = day_off(cast)[0]
    assert expected(cast, days=planned) == [], "it moves there already"
    assert expected(cast, gone=row) == [], "back to the day that it has"
    assert expected(cast, rules=[counts_first]) == [], "the day off and the first day come to the same day"
    held = rule(cast)
    assert expected(cast, gone=row) == [date(2026, 11, 27)]
    assert expected(cast, gone=held) == [date(2026, 12, 1)]


def test_a_confirmed_move_adds_facts_to_what_units_hold(cast: Cast) -> None:
    owed = owed_in_days(cast)
    given = make_assignment(obligation=owed, unit=cast.hoa_union)
    day_off(cast)
    with pytest.raises(NotAllowed):
        move_deadlines(by=cast.hoa, obligations=[owed.pk], reason="Nghỉ ngành", at=NOW)
    assert move_deadlines(by=cast.lan, obligations=[owed.pk], reason="Nghỉ ngành", at=NOW) == [owed]
    owed.refresh_from_db()
    given.refresh_from_db()
    assert owed.due_on == given.due_on == date(2026, 12, 1)
    assert "24/11–25/11 (Ngày Văn hóa Việt Nam, Nghỉ ngành)" in owed.deadline_reason
    assert [fact.verb for fact in given.facts.order_by("pk")] == ["sent", "extended"]
    assert owed.facts.get(verb="changed").snapshot == {"due_on": "2026-11-30"}
    assert deadline_moves([cast.federation.pk], on=TODAY) == []


def test_a_deadline_left_as_it_is_is_not_offered_again(cast: Cast) -> None:
    owed = owed_in_days(cast)
    day_off(cast)
    leave_deadlines(by=cast.lan, obligations=[owed.pk], reason="Việc gấp", at=NOW)
    assert deadline_moves([cast.federation.pk], on=TODAY) == []
    day_off(cast, day=date(2026, 11, 26))
    assert [move.after for move in deadline_moves([cast.federation.pk], on=TODAY)] == [date(2026, 12, 2)]


def test_a_day_set_by_hand_never_moves(cast: Cast) -> None:
    owed = owed_in_days(cast)
    owed.due_on = date(2026, 11, 26)
    owed.save()
    day_off(cast)
    assert deadline_moves([cast.federation.pk], on=TODAY) == []


def test_a_rule_that_counts_the_first_day_moves_terms(cast: Cast) -> None:
    owed = owed_in_days(cast)
    rule(cast)
    [move] = deadline_moves([cast.federation.pk], on=TODAY)
    assert move.after == date(2026, 11, 27)
    assert "tính cả ngày đầu" in move.due.sentence and "QC 05" in move.due.sentence
    assert recount(owed, on=TODAY).on == date(2026, 11, 27)
