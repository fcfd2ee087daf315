"""Wilson's interval for one look at a sample size that was fixed beforehand.

Its error holds, about, at that one look. Looked at after every 20 labels and stopped when convenient, it decides
wrongly in about one case of four at the limit: the audit by betting exists because of this.

Source: Wilson (1927), JASA 22(158), 209–212.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import ClassVar

from haichieu.stats.arrays import Floats
from haichieu.stats.errors import BadAudit
from haichieu.stats.intervals import Interval, wilson
from haichieu.stats.limits import Limit
from haichieu.stats.methods.uniform import UniformCount
from haichieu.stats.verdicts import Decision


class FixedWilson(UniformCount):
    """The interval as a decision, for comparison only.

    Args:
        total, limit, alpha, scores, seed, fractional: as for every method.
        planned: the sample size fixed beforehand. Nothing is decided before so many labels, and nothing changes
            after them. Without it the decision is that of the labels at hand: right for one look, not for many.

    >>> audit = FixedWilson(1000, Limit(15, 100), seed=1, planned=50)
    >>> for _ in range(50):
    ...     audit.record(0)
    >>> audit.decision().value, audit.anytime
    ('below', False)
    """

    name: ClassVar[str] = "Wilson, fixed n"
    anytime: ClassVar[bool] = False
    caution: ClassVar[str] = (
        "Chỉ đúng khi số bài đọc đã định từ trước và chỉ xem kết quả một lần; "
        "xem nhiều lần rồi dừng thì sai khoảng một phần tư số lần ở sát giới hạn."
    )

    def __init__(
        self,
        total: int,
        limit: Limit,
        *,
        alpha: float = 0.05,
        scores: Sequence[float] | Floats | None = None,
        seed: str | int = 0,
        fractional: bool = False,
        planned: int | None = None,
    ) -> None:
        super().__init__(total, limit, alpha=alpha, scores=scores, seed=seed, fractional=fractional)
        if planned is not None and not 1 <= planned <= total:
            raise BadAudit("Số bài định đọc phải từ 1 đến số bài trong danh sách.")
        self.planned = planned

    def _begin(self) -> None:
        self._low, self._high = 0.0, 0.0

    def _settle(self, v: tuple[float, float], score: float) -> None:
        if self.planned is None or self.labels <= self.planned:
            # An unreadable item counts against both decisions.
            self._low += v[0]
            self._high += 1 - v[1]

    def log_wealth(self) -> tuple[float, float]:
        """Not a number: a fixed-size interval carries no evidence that could be multiplied."""
        return math.nan, math.nan

    def decision(self) -> Decision:
        """The decision of the one look; `anytime` is False and `caution` says what that means."""
        settled = self.settled()
        if settled is not None or not self.labels or self.labels < (self.planned or 0):
            return settled or Decision.UNDECIDED
        bounds = self.interval()
        if bounds.low > self.limit.share:
            return Decision.ABOVE
        return Decision.BELOW if bounds.high < self.limit.share else Decision.UNDECIDED

    def interval(self, level: float | None = None) -> Interval:
        """Wilson's bounds at the planned size, marked as not valid at any other time."""
        level = self.alpha if level is None else level
        read = min(self.labels, self.planned or self.labels)
        if not read:
            return Interval(0.0, 1.0, level, anytime=False)
        z = NormalDist().inv_cdf(1 - level)
        low, high = wilson(self._low, read, z=z).low, wilson(self._high, read, z=z).high
        return Interval(low, high, level, anytime=False)
