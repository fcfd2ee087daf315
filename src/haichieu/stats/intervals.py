"""Intervals for a share. Only those of an audit stay valid when one looks again after every label."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of a share and how often each of them may be wrong.

    Attributes:
        low, high: bounds in [0, 1].
        level: largest probability that one given bound is wrong; for both together twice this.
        anytime: True when the bounds hold at any stopping time, False for a fixed sample size only.
    """

    low: float
    high: float
    level: float
    anytime: bool

    @property
    def confidence(self) -> float:
        """Confidence of the two bounds together, 1 − 2·level."""
        return 1 - 2 * self.level


def wilson(positives: float, read: int, *, z: float = 1.959964) -> Interval:
    """Wilson score interval for a share, for the running estimate on a dashboard.

    Its sample size must be fixed beforehand and every item must have had the same chance: looked at after
    every 20 labels and stopped when convenient, it is wrong in about one case of four at the limit.
    Never certify with it.

    Args:
        positives: positive verdicts found, 0 … read.
        read: items read, at least 1.
        z: normal quantile; 1.96 gives 95 % for the two bounds together.

    Returns:
        The interval, marked as not valid under peeking.

    Source: Wilson (1927), JASA 22(158), 209–212.

    >>> interval = wilson(15, 100)
    >>> round(interval.low, 4), round(interval.high, 4), interval.anytime
    (0.0931, 0.2328, False)
    """
    share = positives / read
    weight = z * z / read
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * math.sqrt(share * (1 - share) / read + weight / (4 * read))
    level = 0.5 * math.erfc(z / math.sqrt(2))
    return Interval(max(0.0, middle - half), min(1.0, middle + half), level, anytime=False)
