"""The tree of a day, and its units."""

from datetime import date

from haichieu.units.errors import UnitsError
from haichieu.units.models import Letterhead, Unit, UnitTerm
from haichieu.units.queries.dates import in_force
from haichieu.units.rules import Node, Tree


def tree(*, on: date) -> Tree:
    """All units of the day ``on``, in one query."""
    rows = UnitTerm.objects.filter(in_force(on)).values_list(
        "unit_id", "unit__code", "name", "short_name", "unit__kind", "parent_id"
    )
    return Tree.of((Node(*row) for row in rows), on)


def unit_by_code(code: str) -> Unit:
    """The unit with this code."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise UnitsError(f"Không có đơn vị mã “{code}”.")
    return unit


def letterhead(unit: Unit, *, on: date) -> Letterhead | None:
    """How the unit's documents look on the day; None when nobody has said."""
    return unit.letterheads.filter(valid_from__lte=on).order_by("-valid_from").first()
