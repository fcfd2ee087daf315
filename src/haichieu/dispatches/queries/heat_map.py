"""The heat map: units by obligations, one sign in each cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from haichieu.dispatches.models import Assignment, AssignmentTally
from haichieu.dispatches.queries.figures import counts_of, kept_columns, pressing
from haichieu.dispatches.queries.roll_up import Scope, branches
from haichieu.dispatches.queries.tallies import are_tallies_good
from haichieu.dispatches.rules import SIGN_ORDER, Sign, most_pressing

#: With fewer units the database looks them up, with more this does.
_MANY_UNITS = 2_000


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit with everything under it."""

    unit: int
    #: one sign for each obligation
    signs: str
    #: units stand below it: its row opens
    has_lower: bool


def heat_map(
    scope: Scope, obligations: Sequence[int], *, among: Sequence[int] | None = None
) -> list[HeatRow]:
    """A row for each unit right below the scope's top (first the top itself, where it was given anything).

    ``among`` are those of them that are asked for; None asks for all.
    """
    units = (scope.unit, *scope.children) if among is None else among
    if scope.is_top and are_tallies_good(scope.on):
        found = _from_tallies(scope, obligations, units)
    else:
        found = _from_assignments(scope, obligations, branches(scope, units))
    nothing = Sign.NONE * len(obligations)
    rows = []
    for unit in units:
        signs = "".join(found[unit]) if unit in found else nothing
        if unit != scope.unit or signs != nothing:
            rows.append(HeatRow(unit, signs, unit != scope.unit and bool(scope.tree.children.get(unit))))
    return rows


def _from_assignments(
    scope: Scope, obligations: Sequence[int], branch: Mapping[int, int]
) -> dict[int, list[str]]:
    column = {pk: place for place, pk in enumerate(obligations)}
    cells: dict[int, list[int]] = {}
    width = len(obligations)
    found = Assignment.objects.filter(obligation__one_of=obligations).annotate(rank=pressing(scope.on))
    if len(branch) < _MANY_UNITS:
        found = found.filter(unit__one_of=branch)
    for unit, obligation, rank in found.order_by().values_list("unit_id", "obligation_id", "rank"):
        top = branch.get(unit)
        if top is None:
            continue
        row = cells.get(top) or cells.setdefault(top, [0] * width)
        place = column[obligation]
        if rank > row[place]:
            row[place] = rank
    return {unit: [SIGN_ORDER[rank] for rank in row] for unit, row in cells.items()}


def _from_tallies(scope: Scope, obligations: Sequence[int], units: Sequence[int]) -> dict[int, list[str]]:
    column = {pk: place for place, pk in enumerate(obligations)}
    lower = [pk for pk in units if pk != scope.unit]
    found = AssignmentTally.objects.filter(unit__one_of=lower, obligation__one_of=obligations)
    grouped = found.values("unit_id", "obligation_id").annotate(**kept_columns(scope.on)).order_by()
    cells: dict[int, list[str]] = {}
    for row in grouped:
        signs = cells.setdefault(row["unit_id"], [Sign.NONE] * len(obligations))
        signs[column[row["obligation_id"]]] = most_pressing(counts_of(row))
    own = branches(scope, [scope.unit]) if scope.unit in units else {}
    return cells | _from_assignments(scope, obligations, own)
