"""The limit that a unit's posts are measured against, and how an estimate stands to it."""

from collections.abc import Iterable
from fractions import Fraction

from haichieu.dispatches.models import MeasuredLimit
from haichieu.posts.queries import Mix
from haichieu.stats.limits import Limit
from haichieu.units.rules import Tree

#: From this part of the limit on, an estimate is called near.
NEAR = Fraction(4, 5)


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


def standing(mix: Mix, limit: Limit | None) -> str:
    """How the machine's estimate stands: “above”, “near” or “within”; empty without posts or limit.

    >>> standing(Mix(items=100, negative_counted=13), Limit(15, 100))
    'near'
    """
    if limit is None or not mix.items:
        return ""
    if not limit.keeps(mix.negative_counted, mix.items):
        return "above"
    return "near" if Fraction(mix.negative_counted, mix.items) >= limit.share * NEAR else "within"
