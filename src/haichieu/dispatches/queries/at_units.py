"""How far work has come that other units have, counted over every unit that works on it, as in the roll-up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from haichieu.dispatches.models import Assignment, AssignmentTally, Obligation, OwnLetter
from haichieu.dispatches.queries.figures import counted_by, counts_of, kept_columns, live_columns
from haichieu.dispatches.queries.tallies import are_tallies_good
from haichieu.dispatches.queries.waiting import LEADS, UNDONE_STATES, handed_down, waits_for_units
from haichieu.dispatches.rules import Counts, Figure, State
from haichieu.units.rules import Tree


@dataclass(frozen=True, slots=True)
class AtUnits:
    """How work stands that other units have."""

    counts: Counts
    #: a unit that leads it has not finished
    waits: bool
    #: every unit that leads it has finished
    is_finished: bool
    #: its day is somebody else's: neither of an order nor of a letter of the office's own
    is_owed_above: bool = True


def at_units(obligations: Collection[int], *, tree: Tree, on: date) -> dict[int, AtUnits]:
    """How those of these obligations stand that units work on; few questions, however many units."""
    if not obligations:
        return {}
    counts = _counts_at_units(obligations, tree, on)
    own = Exists(OwnLetter.objects.filter(issued_as=OuterRef("dispatch")))
    rows = Obligation.objects.filter(pk__one_of=counts).order_by()
    found = rows.values_list("pk", waits_for_units(), handed_down(state=State.DONE), "dispatch__is_oral", own)
    return {
        pk: AtUnits(counts[pk], waits, done and not waits, not (is_oral or is_own))
        for pk, waits, done, is_oral, is_own in found
        if counts[pk].sent
    }


def _counts_at_units(obligations: Collection[int], tree: Tree, on: date) -> dict[int, Counts]:
    """Everything counted under the tops of the tree is everything there is."""
    if are_tallies_good(on):
        kept = AssignmentTally.objects.filter(unit__one_of=tree.children.get(None, ()))
        rows = (
            kept.filter(obligation__one_of=obligations).values("obligation_id").annotate(**kept_columns(on))
        )
    else:
        held = Assignment.objects.filter(obligation__one_of=obligations)
        rows = held.exclude(state=State.WITHDRAWN).values("obligation_id").annotate(**live_columns(on))
    return {row["obligation_id"]: counts_of(row) for row in rows.order_by()}


def overdue_at_units(found: QuerySet[Obligation], *, tree: Tree, on: date) -> int:
    """How often a unit is late with one of these obligations: a unit late with two of them counts twice."""
    ids = found.order_by().values("pk")
    if are_tallies_good(on):
        kept = AssignmentTally.objects.filter(unit__one_of=tree.children.get(None, ()), obligation__in=ids)
        late: int = kept.aggregate(n=Sum("open", filter=Q(due_on__lt=on), default=0))["n"]
        return late
    return Assignment.objects.filter(counted_by(Figure.OVERDUE, on), obligation__in=ids).count()


def at_lower_units(assignments: Collection[int], *, on: date) -> dict[int, AtUnits]:
    """How those of these assignments stand that were passed on; one question."""
    held = Assignment.objects.filter(passed_from__one_of=assignments).exclude(state=State.WITHDRAWN)
    rows = held.values("passed_from_id").annotate(
        **live_columns(on),
        n_leads=Count("pk", filter=LEADS),
        n_waits=Count("pk", filter=LEADS & Q(state__in=UNDONE_STATES)),
    )
    return {
        row["passed_from_id"]: AtUnits(
            counts_of(row), bool(row["n_waits"]), bool(row["n_leads"] and not row["n_waits"])
        )
        for row in (rows.order_by() if assignments else ())
    }
