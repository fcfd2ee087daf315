"""Bring the tree up to date from a listing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.units.actions.terms import save_term
from haichieu.units.errors import BadUnitsFile, NotAllowed
from haichieu.units.models import Person, Unit, UnitTerm
from haichieu.units.queries import actor_ref, units_open_to
from haichieu.units.rules import BadListing, UnitRow, parse_listing


@transaction.atomic
def import_units(*, by: Person | None, listing: str, at: datetime) -> int:
    """Create or bring up to date the units of a CSV listing; returns how many terms changed.

    Raises :class:`BadUnitsFile` and changes nothing when any line is wrong.
    """
    try:
        rows = parse_listing(listing)
    except BadListing as error:
        raise BadUnitsFile(str(error)) from None
    units = {row.code: _unit(row) for row in rows}
    mine = None if by is None else units_open_to(by, "manage_units", on=localdate(at))
    if mine is not None:
        _require_rights(rows, units, mine)
    return sum(_term(row, units, by=by, at=at) for row in rows)


def _unit(row: UnitRow) -> Unit:
    return Unit.objects.get_or_create(code=row.code, defaults={"kind": row.kind})[0]


def _require_rights(rows: Sequence[UnitRow], units: dict[str, Unit], mine: frozenset[int]) -> None:
    """Refuse a listing that reaches beyond the units the person manages; the whole import then rolls back.

    A known unit must be theirs; a new unit, or one that moves, must come under a unit that is theirs or that the
    same listing brings. Only the terminal opens a new tree.
    """
    parents: dict[int, set[int | None]] = {}
    for unit_id, parent_id in UnitTerm.objects.filter(unit__one_of=units.values()).values_list(
        "unit", "parent"
    ):
        parents.setdefault(unit_id, set()).add(parent_id)
    for row in rows:
        unit, parent = units[row.code], units.get(row.parent_code)
        parent_id = parent.pk if parent else None
        is_new = unit.pk not in parents
        moves = is_new or parent_id not in parents[unit.pk]
        comes_under_theirs = parent_id in mine or (parent_id is not None and parent_id not in parents)
        if (not is_new and unit.pk not in mine) or (moves and not comes_under_theirs):
            raise NotAllowed(NotAllowed.__doc__)


def _term(row: UnitRow, units: dict[str, Unit], *, by: Person | None, at: datetime) -> bool:
    values = {
        "name": row.name,
        "short_name": row.short_name,
        "parent": units.get(row.parent_code),
        "valid_to": row.valid_to,
    }
    term = UnitTerm.objects.filter(unit=units[row.code], valid_from=row.valid_from).first()
    before = _term_values(term) if term else None
    term = term or UnitTerm(unit=units[row.code], valid_from=row.valid_from)
    for name, value in values.items():
        setattr(term, name, value)
    after = _term_values(term)
    if before == after:
        return False
    save_term(term)
    record(by=actor_ref(by), verb="set_unit", kind="unit", ref=row.code, before=before, after=after, at=at)
    return True


def _term_values(term: UnitTerm) -> dict[str, str | None]:
    return {
        "name": term.name,
        "short_name": term.short_name,
        "parent": term.parent.code if term.parent else None,
        "valid_from": term.valid_from.isoformat(),
        "valid_to": term.valid_to.isoformat() if term.valid_to else None,
    }
