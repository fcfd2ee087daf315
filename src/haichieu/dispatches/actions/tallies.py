"""Keeping the counts of assignments: rows added with each fact, added up from time to time, rebuilt when units move."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from haichieu.dispatches.models import Assignment, AssignmentTally, TallyStamp
from haichieu.dispatches.queries import (
    TallyKey,
    added_up,
    are_tallies_good,
    counted_again,
    counted_under,
    standing_of,
)
from haichieu.dispatches.rules import Standing, Tally, tally_of
from haichieu.units.models import TreeStamp
from haichieu.units.queries import tree
from haichieu.units.rules import Tree

_NOTHING = Tally()


def count_new(rows: Sequence[Assignment]) -> None:
    """Count assignments that were just made; part of the caller's transaction."""
    _add((row, _NOTHING, tally_of(standing_of(row), is_copy=_is_copy(row)), row.due_on) for row in rows)


def count_changes(pairs: Sequence[tuple[Assignment, Standing]]) -> None:
    """Count what these assignments come to instead of what their columns still say; part of the same transaction."""
    _add(
        (
            row,
            tally_of(standing_of(row), is_copy=_is_copy(row)),
            tally_of(now, is_copy=_is_copy(row)),
            now.due_on,
        )
        for row, now in pairs
    )


def count_gone(rows: Sequence[Assignment]) -> None:
    """Count assignments no more under their unit, before they are put under another and counted as new there."""
    _add((row, tally_of(standing_of(row), is_copy=_is_copy(row)), _NOTHING, row.due_on) for row in rows)


def _is_copy(row: Assignment) -> bool:
    return row.part == Assignment.Part.COPY


def _add(changes: Iterable[tuple[Assignment, Tally, Tally, date | None]]) -> None:
    on = TallyStamp.objects.values_list("on", flat=True).first()
    if on is None:
        return  # nothing is kept yet: the first building counts everything
    day_tree = tree(on=on)
    sums: dict[tuple[int, int, date | None], Tally] = defaultdict(Tally)
    for row, before, after, due_on in changes:
        for unit in counted_under(day_tree, row.unit_id):
            sums[row.obligation_id, unit, row.due_on] -= before
            sums[row.obligation_id, unit, due_on] += after
    AssignmentTally.objects.bulk_create(
        AssignmentTally(obligation_id=obligation, unit_id=unit, due_on=day, **asdict(change))
        for (obligation, unit, day), change in sums.items()
        if change != _NOTHING
    )


def keep_tallies(*, at: datetime) -> int:
    """Rebuild the counts where the units are others than when they were built, else add new rows up.

    Returns how many obligations were gone through. Safe to run twice, and to be killed between two obligations.
    """
    if not are_tallies_good(localdate(at)):
        return rebuild_tallies(at=at)
    waiting = AssignmentTally.objects.filter(is_new=True).values_list("obligation_id", flat=True).distinct()
    ids = sorted(waiting)
    for obligation in ids:
        _add_up(obligation)
    return len(ids)


def rebuild_tallies(*, at: datetime) -> int:
    """Count everything again under the tree of today; returns how many obligations there are."""
    on = localdate(at)
    number = TreeStamp.objects.values_list("number", flat=True).first() or 0
    TallyStamp.objects.update_or_create(id=1, defaults={"tree_number": -1, "on": on})
    day_tree = tree(on=on)
    ids = sorted(Assignment.objects.values_list("obligation_id", flat=True).distinct())
    for obligation in ids:
        _count_again(obligation, day_tree)
    TallyStamp.objects.update(tree_number=number, on=on)
    return len(ids)


def _snapshot() -> None:
    """See the database as it is now until the transaction ends; what others add meanwhile comes on top."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _count_again(obligation: int, day_tree: Tree) -> None:
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            _snapshot()
        AssignmentTally.objects.filter(obligation=obligation).delete()
        _store(obligation, counted_again(obligation, day_tree))


@transaction.atomic
def _add_up(obligation: int) -> None:
    """Put one row in place of all rows that count the same; only rows that are gone through are taken away."""
    rows = AssignmentTally.objects.select_for_update().filter(obligation=obligation).order_by("pk")
    found = list(rows)
    AssignmentTally.objects.filter(pk__one_of=found).delete()
    _store(obligation, added_up(found))


def _store(obligation: int, sums: Mapping[TallyKey, Tally]) -> None:
    AssignmentTally.objects.bulk_create(
        AssignmentTally(obligation_id=obligation, unit_id=unit, due_on=day, is_new=False, **asdict(count))
        for (unit, day), count in sums.items()
        if count != _NOTHING
    )
