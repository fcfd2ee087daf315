"""Units that merged or ended: what they did is still counted, under who keeps their records."""

from datetime import timedelta

import pytest

from haichieu.dispatches.actions import (
    approve_assignment,
    rebuild_tallies,
    submit_assignment,
    take_over_work,
)
from haichieu.dispatches.models import Assignment, Obligation
from haichieu.dispatches.queries import (
    Scope,
    are_tallies_good,
    counts,
    heat_map,
    roll_up_below,
    rows_of,
    unopened,
    wrong_tallies,
)
from haichieu.units.actions import NewUnit, dissolve_unit, merge_units
from haichieu.units.models import Unit
from haichieu.units.queries import tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_dispatch, make_obligation, make_unit

pytestmark = pytest.mark.django_db

NEW = NewUnit("CDCS-M", "Công đoàn cơ sở Hợp Nhất", "union")
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def duty(cast: Cast) -> Obligation:
    return make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))


def finished(cast: Cast, duty: Obligation, unit: Unit) -> Assignment:
    row = make_assignment(obligation=duty, unit=unit)
    submit_assignment(by=cast.hoa, assignment=row, note="Xong", at=NOW)
    row.refresh_from_db()
    approve_assignment(by=cast.minh, assignment=row, expected_version=row.version, at=NOW)
    return row


def seen_from(unit: Unit, **narrowed: bool) -> Scope:
    return Scope(tree(on=TODAY), unit.pk, TODAY, **narrowed)


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_merger_takes_nothing_out_of_the_counts(cast: Cast, duty: Obligation, is_kept: bool) -> None:
    row = finished(cast, duty, cast.hoa_union)
    make_assignment(obligation=duty, unit=cast.son_union)
    merge_units(by=None, units=[cast.hoa_union, cast.son_union], into=NEW, on=TODAY, at=NOW)
    take_over_work(at=LATER)
    if is_kept:
        rebuild_tallies(at=LATER)
    assert are_tallies_good(TODAY) == is_kept
    heir = Unit.objects.get(code="CDCS-M")
    for unit in (cast.federation, heir):
        found = counts(seen_from(unit))
        assert (found.sent, found.done) == (2, 1)
        assert rows_of(seen_from(unit), "done").get() == row
    below = roll_up_below(seen_from(cast.federation))
    assert [(pk, line.sent, line.done) for pk, line in below.items()] == [(heir.pk, 2, 1)]
    assert {line.unit for line in unopened(seen_from(cast.federation)).nobody} == {heir.pk}


@pytest.mark.parametrize("is_kept", [True, False])
def test_what_a_dissolved_unit_did_is_counted_with_the_unit_above(
    cast: Cast, duty: Obligation, is_kept: bool
) -> None:
    finished(cast, duty, cast.hoa_union)
    make_assignment(obligation=duty, unit=cast.son_union)
    dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    if is_kept:
        rebuild_tallies(at=LATER)
    scope = seen_from(cast.federation)
    assert {pk: line.done for pk, line in roll_up_below(scope).items()} == {
        cast.federation.pk: 1,
        cast.son_union.pk: 0,
    }
    alone = seen_from(cast.federation, is_alone=True)
    assert counts(alone).done == rows_of(alone, "done").count() == 1
    rows = {row.unit: row.signs for row in heat_map(scope, [duty.pk])}
    assert set(rows) == {cast.federation.pk, cast.son_union.pk}
    assert rows[cast.federation.pk] != rows[cast.son_union.pk]


def test_the_kept_counts_follow_what_an_ended_unit_still_has(cast: Cast, duty: Obligation) -> None:
    below = make_unit(parent=cast.hoa_union)
    row = make_assignment(obligation=duty, unit=below)
    dissolve_unit(by=None, unit=below, on=TODAY, at=NOW)
    rebuild_tallies(at=NOW)
    take_over_work(at=LATER)
    row.refresh_from_db()
    assert row.state == "returned" and counts(seen_from(cast.hoa_union)).returned == 1
    assert wrong_tallies(tree(on=TODAY)) == []
