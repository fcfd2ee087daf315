"""Predictable plug-in empirical-Bernstein bets, without scores: the default of Waudby-Smith and Ramdas.

The factor is 1 + λ(v − m) with λ = min(√(2·log(1/level) / (σ̂²·t·log(1 + t))), c/m): σ̂² is the variance of the
labels before this one, pulled to 1/4, and c = 1/2 keeps the factor above 1/2. It knows nothing of 0 and 1, so
it also serves fractional verdicts.

Source: Waudby-Smith and Ramdas (2024), JRSS-B 86(1), 1–27, arXiv 2010.09686, equations (15) and (26).
"""

import math
from typing import ClassVar

import numpy as np

from haichieu.stats.arrays import Floats
from haichieu.stats.methods.games import Game
from haichieu.stats.methods.uniform import UniformBetting

#: Largest part of the wealth at stake.
STAKE = 0.5


class BernsteinGame(Game):
    """Empirical-Bernstein bets.

    Args:
        total: N. bounds: any shape. level: at which the bets aim.
    """

    def __init__(self, total: int, bounds: Floats, level: float) -> None:
        super().__init__(total, bounds)
        self.aim = 2 * math.log(1 / level)
        #: 1/4 and the squared distances so far.
        self.spread = np.full(self.bounds.shape, 0.25)

    def log_factor(self, v: Floats, score: Floats, mean: Floats) -> Floats:
        """log(1 + λ(v − m))."""
        t = self.labels + 1
        wish = np.sqrt(self.aim / (self.spread * math.log1p(t)))  # spread is σ̂²·t
        return np.asarray(np.log1p(np.minimum(wish, STAKE / mean) * (v - mean)))

    def learn(self, v: Floats, score: Floats) -> None:
        """Add the squared distance from the running mean, which already counts this label."""
        middle = (0.5 + self.found) / (self.labels + 1)
        self.spread = self.spread + (v - middle) ** 2


class EmpiricalBernstein(UniformBetting):
    """Empirical-Bernstein bets against either null.

    >>> from haichieu.stats.limits import Limit
    >>> audit = EmpiricalBernstein(1000, Limit(15, 100), seed=1, fractional=True)
    >>> for _ in range(80):
    ...     audit.record(0.02)
    >>> audit.decision().value
    'below'
    """

    name: ClassVar[str] = "betting empirical-Bernstein"

    def games(self, above: Floats, below: Floats, level: float) -> tuple[Game, Game]:
        """Games against “at most” and “at least” these counts of positives."""
        return bernstein_games(self.total, above, below, level)


def bernstein_games(total: int, above: Floats, below: Floats, level: float) -> tuple[Game, Game]:
    """Both games for counts of positives; those of the lower side count negatives."""
    return BernsteinGame(total, above, level), BernsteinGame(total, total - below, level)
