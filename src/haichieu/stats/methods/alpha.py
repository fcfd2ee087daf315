"""ALPHA: bets that learn the share from the labels so far, without scores.

With m the largest mean that the null still allows and η > m a guess of the true mean made before the draw, the
factor is v·η/m + (1 − v)·(1 − η)/(1 − m), equal to 1 + λ(v − m) with λ = (η − m)/(m(1 − m)) ≥ 0. The guess shrinks
the mean so far to a starting value as if that had been seen `WEIGHT` times, and stays above m.

Source: Stark (2022), “ALPHA: audit that learns from previously hand-audited ballots”, arXiv 2201.02707, section 2.5.
"""

from typing import ClassVar

import numpy as np

from haichieu.stats.arrays import Floats
from haichieu.stats.methods.games import Game
from haichieu.stats.methods.uniform import UniformBetting

#: How many labels the starting guess is worth, and its place: this multiple of the limit.
WEIGHT, ABOVE_START, BELOW_START = 20.0, 1.6, 0.5
#: The guess stays this far above the null's mean, shrinking as 1/√(WEIGHT + labels), and below 1.
_KEEP, _TOP = 0.05, 1 - 1e-5


class ShrinkGame(Game):
    """Truncated shrinkage.

    Args:
        total: N. bounds: any shape. start: first guess of the mean of v, same shape.
    """

    def __init__(self, total: int, bounds: Floats, start: Floats) -> None:
        super().__init__(total, bounds)
        self.start = start

    def log_factor(self, v: Floats, score: Floats, mean: Floats) -> Floats:
        """The factor of Stark's equation (4) with u = 1."""
        seen = WEIGHT + self.labels
        guess = (WEIGHT * self.start + self.found) / seen
        guess = np.maximum(np.minimum(np.maximum(guess, mean + _KEEP / np.sqrt(seen)), _TOP), mean)
        factor = v * guess / mean + (1 - v) * (1 - guess) / (1 - mean)
        return np.asarray(np.where(mean < 1, np.log(factor), 0.0))


class Alpha(UniformBetting):
    """ALPHA against either null.

    >>> from haichieu.stats.limits import Limit
    >>> audit = Alpha(1000, Limit(15, 100), seed=1)
    >>> for _ in range(60):
    ...     audit.record(0)
    >>> audit.decision().value
    'below'
    """

    name: ClassVar[str] = "ALPHA"

    def games(self, above: Floats, below: Floats, level: float) -> tuple[Game, Game]:
        """Games against “at most” and “at least” these counts of positives."""
        return shrink_games(self.total, above, below)


def shrink_games(total: int, above: Floats, below: Floats) -> tuple[Game, Game]:
    """Both games for counts of positives; those of the lower side count negatives."""
    more = np.minimum(ABOVE_START * above / total, (1 + above / total) / 2)
    return ShrinkGame(total, above, more), ShrinkGame(total, total - below, 1 - BELOW_START * below / total)
