"""Phrases of letters whose units an office has confirmed before."""

from haichieu.dispatches.models import AddresseePhrase
from haichieu.dispatches.rules import UnitRule
from haichieu.units.models import Unit


def remembered_addressees(unit: Unit) -> dict[str, UnitRule]:
    """How the units of a phrase are found, by the phrase's key."""
    rows = AddresseePhrase.objects.filter(unit=unit).values_list("key", "rule")
    return {key: UnitRule.from_dict(rule) for key, rule in rows}
