"""The tree as a list that an import reads again without a change."""

from collections.abc import Collection

from haichieu.units.models import UnitTerm
from haichieu.units.rules import HEADINGS, Held


def held_terms() -> list[Held]:
    """Every name and place of every unit, by codes."""
    rows = UnitTerm.objects.order_by().values_list(
        "unit__code", "name", "short_name", "unit__kind", "parent__code", "valid_from", "valid_to"
    )
    return [Held(*row[:4], row[4] or "", *row[5:]) for row in rows]


def unit_listing(*, within: Collection[int] | None = None) -> list[list[str]]:
    """The list of names and places with its headings; ``within`` are the units asked for (None: all)."""
    found = UnitTerm.objects.order_by("valid_from", "unit__code")
    if within is not None:
        found = found.filter(unit__one_of=within)
    rows = found.values_list(
        "unit__code", "name", "short_name", "unit__kind", "parent__code", "valid_from", "valid_to"
    )
    return [list(HEADINGS)] + [
        [*row[:4], row[4] or "", row[5].isoformat(), row[6].isoformat() if row[6] else ""] for row in rows
    ]
