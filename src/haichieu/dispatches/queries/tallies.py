"""Which units counts are kept for, and whether the kept counts hold today."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import date

from django.db.models import Q

from haichieu.dispatches.models import Assignment, AssignmentTally, TallyStamp
from haichieu.dispatches.queries.assignments import standing_of
from haichieu.dispatches.rules import Tally, tally_of
from haichieu.units.models import TreeStamp, UnitTerm
from haichieu.units.rules import Tree

#: what tells one count of an obligation from another: unit and day
TallyKey = tuple[int, date | None]
_NAMES = tuple(each.name for each in fields(Tally))


def counted_under(tree: Tree, unit: int) -> tuple[int, ...]:
    """The units whose kept counts hold what this unit was given: the top above it, and the one below that.

    What a unit was given that is no more is counted under who keeps its records.
    """
    one = tree.keeper(unit)
    chain = (one, *tree.above(one))
    return chain[-2:]


def are_tallies_good(on: date) -> bool:
    """Whether the kept counts were built under the tree of units of this day."""
    stamp = TallyStamp.objects.first()
    number = TreeStamp.objects.values_list("number", flat=True).first()
    if stamp is None or stamp.tree_number != number or on < stamp.on:
        return False
    if on == stamp.on:
        return True
    begun = Q(valid_from__gt=stamp.on, valid_from__lte=on)
    return not UnitTerm.objects.filter(begun | Q(valid_to__gte=stamp.on, valid_to__lt=on)).exists()


def counted_again(obligation: int, tree: Tree) -> dict[TallyKey, Tally]:
    """The counts of an obligation from its assignments: the slow way that builds and checks the kept ones."""
    sums: dict[TallyKey, Tally] = defaultdict(Tally)
    for row in Assignment.objects.filter(obligation=obligation).iterator(2000):
        mine = tally_of(standing_of(row), is_copy=row.part == Assignment.Part.COPY)
        for unit in counted_under(tree, row.unit_id):
            sums[unit, row.due_on] += mine
    return {key: count for key, count in sums.items() if count != Tally()}


def added_up(rows: Iterable[AssignmentTally]) -> dict[TallyKey, Tally]:
    """What rows of one obligation come to."""
    sums: dict[TallyKey, Tally] = defaultdict(Tally)
    for row in rows:
        sums[row.unit_id, row.due_on] += Tally(*(getattr(row, name) for name in _NAMES))
    return {key: count for key, count in sums.items() if count != Tally()}


def wrong_tallies(tree: Tree, among: Collection[int] | None = None) -> list[int]:
    """Obligations (all, or ``among`` some) whose kept counts are not what their assignments come to.

    There are none, unless something is broken.
    """
    held = set(Assignment.objects.values_list("obligation_id", flat=True).distinct())
    kept = set(AssignmentTally.objects.values_list("obligation_id", flat=True).distinct())
    return [
        pk
        for pk in sorted(held | kept if among is None else among)
        if counted_again(pk, tree) != added_up(AssignmentTally.objects.filter(obligation=pk))
    ]
