"""Bring the tree up to date from a list, after a look at what it would change."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import Entry, record_many
from haichieu.units.actions.terms import add_terms, renew_tree_stamp, save_term
from haichieu.units.errors import BadUnitsFile, NotAllowed
from haichieu.units.models import Person, Unit, UnitTerm
from haichieu.units.queries import actor_ref, held_terms, units_open_to
from haichieu.units.rules import BadListing, Effect, Held, ImportPlan, csv_rows, plan_import, read_listing

#: Rows sent to the database at once.
_AT_ONCE = 1_000


def preview_import(*, by: Person | None, table: Sequence[Sequence[str]], at: datetime) -> ImportPlan:
    """What a list would change: new, renamed, moved, closed, and the lines refused with a sentence; nothing is written.

    Raises :class:`BadUnitsFile` for what is no list at all, :class:`NotAllowed` for one beyond the person's units.
    """
    try:
        read = read_listing(table)
        plan = plan_import(read.rows, held_terms(), read.bad)
    except BadListing as error:
        raise BadUnitsFile(str(error)) from None
    _require_rights(plan, by=by, at=at)
    return plan


@transaction.atomic
def import_table(*, by: Person | None, table: Sequence[Sequence[str]], at: datetime) -> int:
    """Create or bring up to date the units of a list; returns how many names and places are new or changed.

    Raises :class:`BadUnitsFile` and changes nothing when any line is wrong.
    """
    renew_tree_stamp()
    plan = preview_import(by=by, table=table, at=at)
    if plan.refused:
        raise BadUnitsFile(f"Dòng {plan.refused[0].line}: {plan.refused[0].sentence}")
    changed = [line for line in plan.lines if line.effect is not Effect.SAME]
    units = _units([line.held for line in changed])
    terms = {
        (term.unit.code, term.valid_from): term
        for term in UnitTerm.objects.filter(unit__code__in=[one.code for one in plan.closed]).select_related(
            "unit"
        )
    }
    for one in plan.closed:
        term = terms[one.code, one.first]
        term.valid_to = one.last
        save_term(term)
    add_terms([_term(line.held, units) for line in changed if line.before is None])
    for line in changed:
        if line.before is not None:
            term = UnitTerm.objects.get(unit=units[line.held.code], valid_from=line.held.first)
            save_term(_term(line.held, units, term))
    record_many([_entry(line.held, line.before, by=by, at=at) for line in changed])
    return len(changed)


def import_units(*, by: Person | None, listing: str, at: datetime) -> int:
    """:func:`import_table` from a CSV text."""
    try:
        table = csv_rows(listing)
    except BadListing as error:
        raise BadUnitsFile(str(error)) from None
    return import_table(by=by, table=table, at=at)


def _units(terms: Sequence[Held]) -> dict[str, Unit]:
    """The units that the terms name, made where they are new, with the sort that the list says."""
    codes = {one.code: one.kind for one in terms}
    known = {unit.code for unit in Unit.objects.all().only("code")}
    Unit.objects.bulk_create(
        [Unit(code=code, kind=kind) for code, kind in codes.items() if code not in known], batch_size=_AT_ONCE
    )
    wanted = codes.keys() | {one.parent for one in terms}
    units = {unit.code: unit for unit in Unit.objects.all() if unit.code in wanted}
    other = [unit for code, unit in units.items() if codes.get(code, unit.kind) != unit.kind]
    for unit in other:
        unit.kind = codes[unit.code]
    Unit.objects.bulk_update(other, ["kind"], batch_size=_AT_ONCE)
    return units


def _term(one: Held, units: dict[str, Unit], term: UnitTerm | None = None) -> UnitTerm:
    term = term or UnitTerm(valid_from=one.first)
    term.unit, term.parent = units[one.code], units.get(one.parent)
    term.name, term.short_name, term.valid_to = one.name, one.short_name, one.last
    return term


def _entry(one: Held, before: Held | None, *, by: Person | None, at: datetime) -> Entry:
    return Entry(
        by=actor_ref(by),
        verb="set_unit",
        kind="unit",
        ref=one.code,
        before=_told(before) if before else None,
        after=_told(one),
        at=at,
    )


def _told(one: Held) -> dict[str, str | None]:
    return {
        "name": one.name,
        "short_name": one.short_name,
        "parent": one.parent or None,
        "valid_from": one.first.isoformat(),
        "valid_to": one.last.isoformat() if one.last else None,
    }


def _require_rights(plan: ImportPlan, *, by: Person | None, at: datetime) -> None:
    """Refuse a list that reaches beyond the units the person manages.

    A known unit must be theirs; a new unit, or one that moves, must come under a unit that is theirs or that the
    same list brings. Only the terminal opens a new tree.
    """
    if by is None:
        return
    mine = set(_codes_of(units_open_to(by, "manage_units", on=localdate(at))))
    known = set(Unit.objects.values_list("code", flat=True))
    for line in plan.lines:
        code, parent = line.held.code, line.held.parent
        comes_under_theirs = bool(parent) and (parent in mine or parent not in known)
        is_new = code not in known
        if (not is_new and code not in mine) or (line.arrives and not comes_under_theirs):
            raise NotAllowed(NotAllowed.__doc__)


def _codes_of(units: frozenset[int]) -> list[str]:
    return list(Unit.objects.filter(pk__one_of=units).values_list("code", flat=True))
