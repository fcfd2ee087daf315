"""How the work under a unit stands: by lower unit, by obligation, by letter, each number with its rows.

For the two highest levels of the tree the kept counts answer (:class:`AssignmentTally`), however many assignments
there are; below, and while the kept counts are being built, the assignments themselves.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Min, Prefetch, QuerySet

from haichieu.base.sets import numbers
from haichieu.dispatches.models import Assignment, AssignmentTally, Dispatch, Obligation
from haichieu.dispatches.queries.figures import counted_by, counts_of, kept_columns, live_columns
from haichieu.dispatches.queries.tallies import are_tallies_good
from haichieu.dispatches.rules import Counts
from haichieu.units.queries import units_with_receivers
from haichieu.units.rules import Tree

#: With more units than this the database goes through assignments in their order, not unit by unit.
_MANY_UNITS = 2_000


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: the work of a unit and of every unit below it, as of a day.

    What units did that are no more is counted under who keeps their records, so that a merger takes nothing away.
    """

    tree: Tree
    unit: int
    on: date
    #: narrowed to one obligation, or to one letter
    obligation: int | None = None
    letter: int | None = None
    #: only what the unit was given itself
    is_alone: bool = False

    @property
    def units(self) -> frozenset[int]:
        """The units that are counted."""
        return self.tree.reach_alone(self.unit) if self.is_alone else self.tree.reach(self.unit)

    @property
    def is_near_top(self) -> bool:
        """Whether counts are kept for this very unit."""
        return len(self.tree.above(self.unit)) <= 1 and not self.is_alone

    @property
    def children(self) -> tuple[int, ...]:
        """The units right below, in their order."""
        return () if self.is_alone else self.tree.children.get(self.unit, ())

    @property
    def is_top(self) -> bool:
        """Whether counts are kept for the units right below."""
        return self.tree.nodes[self.unit].parent not in self.tree.nodes and not self.is_alone


@dataclass(frozen=True, slots=True)
class ObligationRollUp:
    """The counts of one obligation."""

    obligation: int
    letter: int
    counts: Counts


def roll_up(scope: Scope) -> list[ObligationRollUp]:
    """The counts of every obligation that was handed to units of the scope, the newest first."""
    if scope.is_near_top and are_tallies_good(scope.on):
        rows = _narrowed(AssignmentTally.objects.filter(unit=scope.unit), scope)
        columns: Mapping = kept_columns(scope.on)
    else:
        rows, columns = _assignments(scope), live_columns(scope.on)
    grouped = rows.values("obligation_id", "obligation__dispatch_id").annotate(**columns)
    found = grouped.order_by("-obligation_id")
    lines = [
        ObligationRollUp(row["obligation_id"], row["obligation__dispatch_id"], counts_of(row))
        for row in found
    ]
    return [line for line in lines if line.counts.sent]


def total(lines: Iterable[ObligationRollUp]) -> Counts:
    """All counts together."""
    return sum((line.counts for line in lines), Counts())


def by_letter(lines: Iterable[ObligationRollUp]) -> dict[int, Counts]:
    """The counts of each letter, in the order of the lines."""
    sums: dict[int, Counts] = defaultdict(Counts)
    for line in lines:
        sums[line.letter] += line.counts
    return dict(sums)


def roll_up_below(scope: Scope, *, own: bool = True) -> dict[int, Counts]:
    """The counts of each unit right below with all under it, in the tree's order; first what the unit has itself."""
    wanted = (scope.unit, *scope.children)
    if scope.is_top and are_tallies_good(scope.on):
        rows = _narrowed(AssignmentTally.objects.filter(unit__one_of=wanted), scope)
        grouped = rows.values("unit_id").annotate(**kept_columns(scope.on)).order_by()
        sums = {row["unit_id"]: counts_of(row) for row in grouped}
        lower = sum((sums.get(pk, Counts()) for pk in scope.children), Counts())
        sums[scope.unit] = sums.get(scope.unit, Counts()) - lower
    else:
        sums = _gathered(scope)
    return {pk: sums[pk] for pk in wanted if pk in sums and (pk != scope.unit or (own and sums[pk].sent))}


def _gathered(scope: Scope) -> dict[int, Counts]:
    """Counts unit by unit from the assignments, then put under the unit right below."""
    sums: dict[int, Counts] = defaultdict(Counts)
    branch = branches(scope)
    grouped = _assignments(scope).values("unit_id").annotate(**live_columns(scope.on)).order_by()
    for row in grouped:
        sums[branch[row["unit_id"]]] += counts_of(row)
    return {pk: counts for pk, counts in sums.items() if counts.sent}


def branches(scope: Scope, among: Collection[int] | None = None) -> dict[int, int]:
    """For each unit of the scope the unit right below its top that it stands under; the top stands for itself.

    ``among`` narrows it to some of these.
    """
    wanted = (scope.unit, *scope.children) if among is None else among
    found = {}
    for pk in wanted:
        counted = scope.tree.reach_alone(pk) if pk == scope.unit else scope.tree.reach(pk)
        found.update(dict.fromkeys(counted, pk))
    return found


def rows_of(scope: Scope, figure: str) -> QuerySet[Assignment]:
    """The assignments that a figure counts, those sent last first."""
    # Each kind of record by a question of its own: joined, a database may begin with the letters and sort for seconds.
    duties = Obligation.objects.defer("search", "actors", "schedule")
    letters = Dispatch.objects.defer("text", "search")
    found = _assignments(scope).filter(counted_by(figure, scope.on))
    # Few rows are sorted: going through all assignments backwards to meet them would take longer.
    is_few = scope.obligation or scope.letter
    found = found.alias(place=F("pk") + 0).order_by("-place") if is_few else found.order_by("-pk")
    return found.prefetch_related(
        Prefetch("obligation", duties), Prefetch("obligation__dispatch", letters), "unit"
    )


def counts(scope: Scope) -> Counts:
    """All counts of a scope."""
    return total(roll_up(scope))


def _assignments(scope: Scope) -> QuerySet[Assignment]:
    units = scope.units
    found = _narrowed(Assignment.objects.exclude(state=Assignment.State.WITHDRAWN), scope)
    if len(units) <= _MANY_UNITS or scope.obligation or scope.letter:
        return found.filter(unit__one_of=numbers(units))
    # A sum has no index: the database keeps to the order of the rows and looks each unit up.
    unit = ExpressionWrapper(F("unit_id") + 0, output_field=BigIntegerField())
    return found.alias(unit_number=unit).filter(unit_number__one_of=numbers(units))


def _narrowed(found: QuerySet, scope: Scope) -> QuerySet:
    if scope.obligation:
        found = found.filter(obligation=scope.obligation)
    return found.filter(obligation__dispatch=scope.letter) if scope.letter else found


@dataclass(frozen=True, slots=True)
class Silence:
    """A unit that has not opened what it was sent."""

    unit: int
    #: when the oldest of it was sent
    since: datetime
    waiting: int


@dataclass(frozen=True, slots=True)
class Unopened:
    """The units that have not opened something, those longest without first."""

    #: somebody holds a role there and has not looked
    silent: list[Silence]
    #: nobody who has come in holds a role there: nobody could look
    nobody: list[Silence]
    #: how many units have nobody, shown or not; of a letter or an obligation those that have not opened it
    nobody_count: int


def unopened(scope: Scope, *, most: int = 10) -> Unopened:
    """Which units have not opened the oldest thing sent; those where nobody holds a role are not called silent."""
    living = frozenset({scope.unit}) if scope.is_alone else scope.tree.below(scope.unit)
    held = units_with_receivers(units=living, verb="answer_assignment", on=scope.on)
    without = living - held
    nobody = _unread(scope, without)
    return Unopened(
        _longest(_unread(scope, held), most),
        _longest(nobody, most),
        nobody.aggregate(units=Count("unit_id", distinct=True))["units"]
        if scope.obligation or scope.letter
        else len(without),
    )


def _unread(scope: Scope, units: frozenset[int]) -> QuerySet[Assignment]:
    """What these units were sent and have not opened."""
    return _narrowed(
        Assignment.objects.filter(state=Assignment.State.SENT, unit__one_of=numbers(units)), scope
    )


def _longest(found: QuerySet[Assignment], most: int) -> list[Silence]:
    # Counted without a column, so that the index of a unit's work answers and no row is looked up.
    grouped = found.values("unit_id").annotate(since=Min("sent_at"), waiting=Count("*"))
    rows = grouped.order_by("since", "-waiting", "unit_id").values_list("unit_id", "since", "waiting")
    return [Silence(*row) for row in rows[:most]]
