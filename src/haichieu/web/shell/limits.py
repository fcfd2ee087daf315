"""The limit that a unit's posts are measured against."""

from collections.abc import Iterable

from haichieu.dispatches.models import MeasuredLimit
from haichieu.stats.limits import Limit
from haichieu.units.rules import Tree


def exact(row: MeasuredLimit) -> Limit:
    """The stored limit as exact arithmetic.

    >>> print(exact(MeasuredLimit(numerator=15, denominator=100, strict=True)))
    dưới 15 %
    """
    return Limit(row.numerator, row.denominator, row.strict)


def limit_of(unit_id: int, rows: Iterable[MeasuredLimit], tree: Tree) -> MeasuredLimit | None:
    """The strictest limit on negative posts laid on this unit or a unit above it; rows come strictest first."""
    chain = {unit_id, *tree.above(unit_id)}
    return next((row for row in rows if row.unit_id in chain and row.counts == "negative"), None)
