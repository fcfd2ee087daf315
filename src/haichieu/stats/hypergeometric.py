"""Exact methods for uniform draws without replacement: the score-free references of the audit."""

from collections.abc import Sequence
from math import lgamma, log

import numpy as np

from haichieu.stats.arrays import Floats, log_sum_exp


def log_chance(total: int, successes: Floats, draws: int, hits: int) -> Floats:
    """Log probability of one given order of `hits` hits in `draws` uniform draws without replacement.

    Args:
        total: N items.
        successes: candidate numbers of positives, shape (G,).
        draws, hits: items read and positives among them.

    Returns:
        log [ C(N−draws, M−hits) / C(N, M) ], −inf where impossible; shape (G,).

    >>> float(np.exp(log_chance(4, np.array([2.0]), 2, 2))[0].round(6))
    0.166667
    """

    def log_choose(n: float, k: float) -> float:
        return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)

    def one(m: float) -> float:
        if m < hits or total - m < draws - hits:
            return -np.inf
        return log_choose(total - draws, m - hits) - log_choose(total, m)

    return np.array([one(float(m)) for m in successes])


class UniformAudit:
    """The exact sequential test without scores: a mixture of hypergeometric likelihood ratios.

    The wealth against “at most M positives” is the average, over alternatives M′ > M, of the likelihood of
    the labels under M′ divided by that under M (the count that is hardest to reject); and the mirror image.

    Args:
        total: N items; most: the largest count that keeps the limit.
        alternatives: counts bet on above and below, as multiples of the tested count.

    Source: Wald (1945), Ann. Math. Stat. 16(2), 117–186; Waudby-Smith and Ramdas (2020), arXiv 2006.04347.

    >>> audit = UniformAudit(200, 30)
    >>> audit.record(0) or audit.record(1) or audit.labels
    2
    """

    ABOVE: Sequence[float] = (1.1, 1.25, 1.5, 2.0, 3.0)
    BELOW: Sequence[float] = (0.9, 0.75, 0.5, 0.25, 0.05)

    def __init__(self, total: int, most: int) -> None:
        self.total, self.most = total, most
        self.labels = self.positives = 0
        self._above = _counts(self.ABOVE, most + 1, total, most)
        self._below = _counts(self.BELOW, 0, most, most)

    def record(self, verdict: int) -> None:
        """Enter the verdict (0 or 1) on the next item drawn uniformly."""
        self.labels += 1
        self.positives += verdict

    def log_wealth(self) -> tuple[float, float]:
        """Log wealth against “at most `most`” and against “more than `most`”; inf once disproved."""
        n, k = self.labels, self.positives
        null_above = log_chance(self.total, np.array([self.most]), n, k)[0]
        null_below = log_chance(self.total, np.array([self.most + 1]), n, k)[0]
        above = np.inf if k > self.most else self._mix(self._above, n, k) - null_above
        below = np.inf if n - k > self.total - self.most - 1 else self._mix(self._below, n, k) - null_below
        return float(above), float(below)

    def _mix(self, counts: Floats, n: int, k: int) -> float:
        chances = np.maximum(log_chance(self.total, counts, n, k), -1e6)
        return float(log_sum_exp(chances)) - log(len(counts))


def _counts(multiples: Sequence[float], least: int, largest: int, most: int) -> Floats:
    return np.array([float(min(max(round(m * max(most, 1)), least), largest)) for m in multiples])
