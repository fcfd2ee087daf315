"""Verdicts on single items and what an audit concludes from them."""

from enum import StrEnum
from fractions import Fraction

from haichieu.stats.errors import BadAudit
from haichieu.stats.limits import Limit

#: A verdict: 1 (or True) positive, 0 negative, between them the mean of several readers, None unreadable.
Verdict = bool | int | float | Fraction | None


class Decision(StrEnum):
    """What an audit has established."""

    BELOW = "below"
    ABOVE = "above"
    UNDECIDED = "undecided"


def read_verdict(verdict: Verdict, *, fractional: bool) -> Fraction | None:
    """Turn a verdict into an exact share of its readers who say yes, None where nobody can read the item.

    Args:
        verdict: see `Verdict`.
        fractional: allow values strictly between 0 and 1.

    Raises:
        BadAudit: not a number in [0, 1], or a fraction where none is allowed.

    >>> read_verdict(True, fractional=False), read_verdict(0.5, fractional=True)
    (Fraction(1, 1), Fraction(1, 2))
    """
    if verdict is None:
        return None
    value = (
        verdict if isinstance(verdict, Fraction) else Fraction(float(verdict) if verdict == verdict else -1)
    )
    if not 0 <= value <= 1 or (value.denominator != 1 and not fractional):
        raise BadAudit("Kết luận về một bài phải là có (1), không (0) hoặc không đọc được.")
    return value


def sides(value: Fraction | None) -> tuple[float, float]:
    """A verdict as either null counts it, (v above, v below); an unreadable item counts for neither.

    >>> sides(Fraction(1, 4)), sides(None)
    ((0.25, 0.75), (0.0, 0.0))
    """
    return (0.0, 0.0) if value is None else (float(value), float(1 - value))


def settle(limit: Limit, positives: Fraction, negatives: Fraction, total: int) -> Decision | None:
    """The decision that verdicts alone settle, whatever the remaining items are; None if they do not.

    >>> settle(Limit(1, 2), Fraction(0), Fraction(3), 5).value, settle(Limit(1, 2), Fraction(1), Fraction(1), 5)
    ('below', None)
    """
    if not limit.keeps(positives, total):
        return Decision.ABOVE
    return Decision.BELOW if limit.keeps(total - negatives, total) else None
