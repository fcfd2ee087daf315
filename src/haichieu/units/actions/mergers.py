"""Merge units into one, and split one into several: predecessors and successors many to many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from haichieu.units.actions.changes import Pair, end_unit, new_unit, start_term, write_change
from haichieu.units.actions.guards import (
    last_term,
    lower_terms,
    require_earlier,
    require_open,
    require_place,
    require_units,
)
from haichieu.units.actions.terms import renew_tree_stamp
from haichieu.units.errors import UnitsError
from haichieu.units.models import Person, Unit, UnitChange


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that a merger or a split founds."""

    code: str
    name: str
    kind: str
    short_name: str = ""


@transaction.atomic
def merge_units(
    *,
    by: Person | None,
    units: Sequence[Unit],
    into: Unit | NewUnit,
    on: date,
    decision: str = "",
    parent: Unit | None = None,
    at: datetime,
) -> UnitChange:
    """End ``units`` from a day on in favour of one: a unit that exists, one of them too, or a new one.

    A new one stands under ``parent``, or where the first of the units stood. The lower units go along into it.
    """
    renew_tree_stamp()
    units = list(dict.fromkeys(units))
    ending = [unit for unit in units if unit != into]
    if not ending or (isinstance(into, NewUnit) and len(units) < 2):
        raise UnitsError("Sáp nhập cần ít nhất hai đơn vị.")
    require_units(by, [unit.pk for unit in units], on=on, at=at)
    one = _one_after(into, units[0], parent, by=by, on=on, at=at)
    # the units that end may stand under each other: they go from below upwards
    moved = _bring_over(ending, one, on)
    for unit in ending:
        end_unit(unit, on)
    pairs: list[Pair] = [(unit, one) for unit in units] + [(unit, unit) for unit in moved]
    if isinstance(into, Unit):
        pairs.append((one, one))
    return write_change(by=by, kind=UnitChange.Kind.MERGED, on=on, decision=decision, pairs=pairs, at=at)


def _one_after(
    into: Unit | NewUnit, first: Unit, parent: Unit | None, *, by: Person | None, on: date, at: datetime
) -> Unit:
    if isinstance(into, Unit):
        require_units(by, [into.pk], on=on, at=at)
        require_open(last_term(into, on))
        return into
    above = parent or last_term(first, on).parent
    if above is not None:
        require_units(by, [above.pk], on=on, at=at)
    return new_unit(
        code=into.code, name=into.name, short_name=into.short_name, kind=into.kind, parent=above, on=on
    )


def _bring_over(ending: Sequence[Unit], one: Unit, on: date) -> list[Unit]:
    """Move what stands under the ending units under the one that goes on; the ending ones themselves stay."""
    moved: list[Unit] = []
    for unit in ending:
        for term in lower_terms(unit, on):
            if term.unit in ending:
                raise UnitsError(
                    f"“{term.name}” đứng dưới một đơn vị cùng sáp nhập; hãy sáp nhập hai cấp bằng hai quyết định."
                )
            if term.unit == one:
                raise UnitsError(
                    f"“{term.name}” đang đứng dưới đơn vị sẽ nhập vào nó; hãy chuyển nó lên trước."
                )
            if term.valid_from > on:
                raise UnitsError(
                    f"“{term.name}” sẽ về dưới đơn vị này từ {term.valid_from:%d/%m/%Y}; hãy hoàn tác việc đó trước."
                )
            require_earlier(term, on)
            require_place(term.unit, one, on, term.valid_to)
            start_term(last_term(term.unit, on), on, parent_id=one.pk)
            moved.append(term.unit)
    return moved


@transaction.atomic
def split_unit(
    *,
    by: Person | None,
    unit: Unit,
    parts: Sequence[NewUnit],
    goes_on: bool,
    on: date,
    decision: str = "",
    at: datetime,
) -> UnitChange:
    """Found ``parts`` out of a unit from a day on, beside it; the unit goes on as one of them or ends."""
    renew_tree_stamp()
    if len(parts) + goes_on < 2:
        raise UnitsError("Chia tách cần ít nhất hai phần.")
    require_units(by, [unit.pk], on=on, at=at)
    term = last_term(unit, on)
    require_earlier(term, on)
    require_open(term)
    if term.parent is not None:
        require_units(by, [term.parent.pk], on=on, at=at)
    if not goes_on:
        end_unit(unit, on)
    made = [
        new_unit(
            code=part.code,
            name=part.name,
            short_name=part.short_name,
            kind=part.kind,
            parent=term.parent,
            on=on,
        )
        for part in parts
    ]
    pairs: list[Pair] = [(unit, part) for part in made]
    if goes_on:
        pairs.append((unit, unit))
    return write_change(by=by, kind=UnitChange.Kind.SPLIT, on=on, decision=decision, pairs=pairs, at=at)
