"""The leader counts what became of the work at every level; each number is the length of a list that can be opened."""

from datetime import timedelta

import pytest
from django.db import transaction

from haichieu.base.jobs import run_waiting
from haichieu.cli.office.province import build
from haichieu.dispatches.actions import (
    accept_assignment,
    cascade_obligation,
    extend_assignment,
    keep_tallies,
    rebuild_tallies,
    return_assignment,
    see_assignment,
    submit_assignment,
    take_back,
    withdraw_assignment,
)
from haichieu.dispatches.models import Assignment, AssignmentFact, AssignmentTally, TallyStamp
from haichieu.dispatches.queries import (
    Scope,
    are_tallies_good,
    by_letter,
    counts,
    folded,
    heat_map,
    roll_up,
    roll_up_below,
    rows_of,
    standing_of,
    total,
    unopened,
    wrong_tallies,
)
from haichieu.dispatches.rules import Counts, Figure, Sign, is_late
from haichieu.units.actions.terms import save_term
from haichieu.units.models import UnitTerm
from haichieu.units.queries import tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_dispatch, make_obligation, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db: None) -> Scope:
    """Sixty units on four levels with some thousand facts, seen from the top."""
    build(units=60, letters=6, facts=2500, seed=7, at=NOW)
    return top()


def top(on=TODAY) -> Scope:
    day_tree = tree(on=on)
    return Scope(day_tree, day_tree.children[None][0], on)


def every_scope(scope: Scope) -> list[Scope]:
    return [Scope(scope.tree, pk, scope.on) for pk in scope.tree.below(scope.unit)]


def test_the_columns_of_a_simulated_province_are_what_its_facts_come_to(province: Scope) -> None:
    rows = list(Assignment.objects.all())
    assert len(rows) > 200 and len({row.state for row in rows}) >= 6
    assert all(folded(row) == standing_of(row) for row in rows)
    assert AssignmentFact.objects.filter(verb="taken_back", undoes=None).count() == 0


def test_the_same_seed_makes_the_same_province(db: None) -> None:
    made = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            build(units=20, letters=2, facts=300, seed=seed, at=NOW)
            lines = AssignmentFact.objects.order_by("pk")
            made.append(list(lines.values_list("assignment__unit__code", "verb", "at")))
            transaction.set_rollback(True)
    assert made[0] == made[1] != made[2]


def test_every_number_at_every_level_is_the_length_of_its_list(province: Scope) -> None:
    for scope in every_scope(province):
        found = counts(scope)
        assert {f: found.of(f) for f in Figure} == {f: rows_of(scope, f).count() for f in Figure}, scope.unit


def test_the_parts_come_to_the_whole(province: Scope) -> None:
    for scope in every_scope(province):
        lines = roll_up(scope)
        whole = total(lines)
        assert sum(roll_up_below(scope).values(), Counts()) == whole
        assert sum(by_letter(lines).values(), Counts()) == whole
        for line in lines[:2]:
            narrow = Scope(scope.tree, scope.unit, scope.on, obligation=line.obligation)
            assert counts(narrow) == line.counts == sum(roll_up_below(narrow).values(), Counts())


def test_late_is_what_the_rule_calls_late(province: Scope) -> None:
    rows = Assignment.objects.exclude(part="copy").exclude(state="withdrawn")
    assert counts(province).late == sum(is_late(standing_of(row), TODAY) for row in rows) > 0


def test_kept_counts_and_counting_again_agree(province: Scope) -> None:
    assert are_tallies_good(TODAY)
    kept = [(counts(scope), roll_up_below(scope)) for scope in every_scope(province)]
    signs = [heat_map(scope, [1, 2, 3]) for scope in every_scope(province)]
    TallyStamp.objects.all().delete()
    assert not are_tallies_good(TODAY)
    assert kept == [(counts(scope), roll_up_below(scope)) for scope in every_scope(province)]
    assert signs == [heat_map(scope, [1, 2, 3]) for scope in every_scope(province)]


def test_tomorrow_what_is_due_today_is_overdue_without_any_write(province: Scope) -> None:
    row = Assignment.objects.filter(
        state__in=("sent", "seen", "accepted"), part="lead", due_on__gte=TODAY
    ).first()
    assert row is not None and row.due_on is not None
    on, later = row.due_on, row.due_on + timedelta(days=1)
    before = counts(Scope(tree(on=on), province.unit, on, obligation=row.obligation_id))
    after = counts(Scope(tree(on=later), province.unit, later, obligation=row.obligation_id))
    assert after.overdue > before.overdue and after.sent == before.sent


@pytest.fixture
def handed_down(cast: Cast) -> list[Assignment]:
    """An obligation with the two unions of the federation, and one of them has a section of its own."""
    section = make_unit(parent=cast.hoa_union)
    rebuild_tallies(at=NOW)
    owed = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), due_on=TODAY)
    cascade_obligation(
        by=cast.minh, obligation=owed, giver=cast.federation, at=NOW,
        lead=[cast.hoa_union.pk, cast.son_union.pk], copies=[section.pk],
    )  # fmt: skip
    run_waiting(clock=lambda: NOW)
    return list(Assignment.objects.order_by("unit_id"))


def is_right() -> bool:
    return wrong_tallies(tree(on=TODAY)) == []


def test_each_step_of_a_unit_is_counted_in_its_own_transaction(
    cast: Cast, handed_down: list[Assignment]
) -> None:
    row = next(row for row in handed_down if row.unit_id == cast.hoa_union.pk)
    scope = top()
    assert (counts(scope).sent, counts(scope).silent, counts(scope).soon) == (3, 3, 2)
    see_assignment(by=cast.hoa, assignment=row, at=NOW)
    assert (counts(scope).seen, counts(scope).silent) == (1, 2)
    accepted = accept_assignment(by=cast.hoa, assignment=row, at=NOW)
    take_back(by=cast.hoa, fact=accepted, at=NOW)
    assert counts(scope).accepted == 0
    accept_assignment(by=cast.hoa, assignment=row, at=NOW)
    extend_assignment(
        by=cast.minh, assignment=row, due_on=TODAY + timedelta(days=3), reason="Thêm thời gian.", at=NOW
    )
    assert is_right()
    submit_assignment(by=cast.hoa, assignment=row, note="Đã làm xong.", at=NOW + timedelta(days=5))
    assert (counts(scope).submitted, counts(scope).late, counts(scope).on_time) == (1, 1, 0)
    other = next(row for row in handed_down if row.unit_id == cast.son_union.pk)
    return_assignment(by=cast.son, assignment=other, reason="Không có việc này.", at=NOW)
    withdraw_assignment(by=cast.minh, assignment=other, reason="Giao nhầm.", at=NOW)
    assert counts(scope).sent == 2
    assert is_right()


def test_adding_up_changes_no_number(cast: Cast, handed_down: list[Assignment]) -> None:
    for row in handed_down:
        person = {cast.hoa_union.pk: cast.hoa, cast.son_union.pk: cast.son}.get(row.unit_id)
        if person:
            see_assignment(by=person, assignment=row, at=NOW)
    before, rows = counts(top()), AssignmentTally.objects.count()
    assert keep_tallies(at=NOW) == 1 and keep_tallies(at=NOW) == 0
    assert counts(top()) == before and AssignmentTally.objects.count() < rows
    assert not AssignmentTally.objects.filter(is_new=True).exists() and is_right()


def test_when_a_unit_moves_its_work_moves_with_it(cast: Cast, handed_down: list[Assignment]) -> None:
    term = UnitTerm.objects.get(unit=cast.hoa_union)
    new_area = make_unit(parent=cast.federation)
    term.parent = new_area
    save_term(term)
    assert not are_tallies_good(TODAY)
    assert roll_up_below(top())[new_area.pk].sent == 2
    keep_tallies(at=NOW)
    assert are_tallies_good(TODAY) and is_right()
    assert roll_up_below(top())[new_area.pk].sent == 2


def test_the_units_silent_longest_come_first(cast: Cast, handed_down: list[Assignment]) -> None:
    Assignment.objects.filter(unit=cast.son_union).update(sent_at=NOW - timedelta(days=9))
    found = unopened(top()).silent
    assert found[0].unit == cast.son_union.pk and found[0].since == NOW - timedelta(days=9)
    assert len(found) == 2
    accept_assignment(by=cast.son, assignment=Assignment.objects.get(unit=cast.son_union), at=NOW)
    assert cast.son_union.pk not in {line.unit for line in unopened(top()).silent}


def test_a_unit_where_nobody_holds_a_role_is_not_called_silent(
    cast: Cast, handed_down: list[Assignment]
) -> None:
    found = unopened(top())
    staffed = {cast.hoa_union.pk, cast.son_union.pk}
    assert {line.unit for line in found.silent} == staffed
    assert {line.unit for line in found.nobody} == {row.unit_id for row in handed_down} - staffed
    assert found.nobody_count == 1


def test_a_cell_of_the_heat_map_shows_the_most_pressing_work(
    cast: Cast, handed_down: list[Assignment]
) -> None:
    duty = handed_down[0].obligation_id
    rows = {row.unit: row for row in heat_map(top(), [duty])}
    assert rows[cast.hoa_union.pk].signs == Sign.SILENT and rows[cast.hoa_union.pk].has_lower
    late = top(TODAY + timedelta(days=1))
    rows = {row.unit: row for row in heat_map(late, [duty])}
    assert rows[cast.son_union.pk].signs == Sign.OVERDUE and not rows[cast.son_union.pk].has_lower
