"""Uniform draws, and bets on what the score does not explain: a control variate.

The mean score of the unread items is known, so x = v − β(s − s̄) has the same conditional mean as v and less spread
where scores are good. The factor is 1 + λ(x − m) with λ ≥ 0 small enough that no unread score makes it negative. β
is the regression of v on s over the labels so far; λ is the approximate growth-optimal (μ̂ − m)/(σ̂² + (μ̂ − m)²),
cut at a part of the largest safe value.

Source: Shekhar, Xu, Lipton, Liang and Ramdas (2023), arXiv 2305.06884, section 3 (control variates);
Waudby-Smith and Ramdas (2024), arXiv 2010.09686, section B.3 (aGRAPA bets).
"""

from typing import ClassVar

import numpy as np

from haichieu.stats.arrays import Floats
from haichieu.stats.methods.games import Game
from haichieu.stats.methods.uniform import UniformBetting

#: Largest part of the safe stake.
STAKE = 0.75
#: Labels that the starting beliefs are worth: no slope, spread 1/4, a mean this far above the bound's.
_PRIOR, _LEAD = 10.0, 0.3


class VariateGame(Game):
    """Bets on residuals.

    Args:
        total: N. bounds: any shape. mean, top: mean and maximum of all scores, turned to this side.
    """

    def __init__(self, total: int, bounds: Floats, mean: Floats, top: Floats) -> None:
        super().__init__(total, bounds)
        self.rest, self.top = np.asarray(mean * total, dtype=np.float64), np.asarray(top, dtype=np.float64)
        self.sums = np.zeros((5, *self.bounds.shape))

    def log_factor(self, v: Floats, score: Floats, mean: Floats) -> Floats:
        """log(1 + λ(x − m))."""
        centre = self.rest / (self.total - self.labels)
        slope, guess, spread = self._fit()
        edge = guess + slope * centre - mean
        safe = STAKE / (mean + slope * np.maximum(self.top - centre, 0.0))
        stake = np.clip(edge / (spread + edge * edge), 0.0, safe)
        return np.asarray(np.log1p(stake * (v - slope * (score - centre) - mean)))

    def _fit(self) -> tuple[Floats, Floats, Floats]:
        """Slope of v on the score, intercept, and variance of what is left, from the labels before this one."""
        s, v, ss, sv, vv = self.sums
        n = self.labels
        start = np.minimum((1 + _LEAD) * self.bounds / self.total, (1 + self.bounds / self.total) / 2)
        middle = s / max(n, 1)
        covered, across = ss - middle * s, sv - middle * v
        slope = np.clip(across / (covered + 0.25 * _PRIOR / 10), 0.0, 1.0)
        guess = (_PRIOR * start + v) / (_PRIOR + n) - slope * middle * n / (_PRIOR + n)
        left = vv - v * v / max(n, 1) - 2 * slope * across + slope * slope * covered
        return slope, guess, (0.25 * _PRIOR / 10 + np.maximum(left, 0.0)) / (1 + n)

    def learn(self, v: Floats, score: Floats) -> None:
        """Keep the sums that the regression needs, and forget the score of an item that has been read."""
        self.rest = self.rest - score
        new = np.broadcast_arrays(score, v, score * score, score * v, v * v, self.bounds)[:5]
        self.sums = self.sums + np.stack(new)


class ControlVariate(UniformBetting):
    """Control-variate bets against either null.

    >>> from haichieu.stats.limits import Limit
    >>> truth = [i % 20 == 0 for i in range(1000)]
    >>> audit = ControlVariate(1000, Limit(15, 100), seed=1, scores=[0.6 if y else 0.1 for y in truth])
    >>> while audit.decision() == "undecided":
    ...     audit.record(truth[audit.next_item()])
    >>> audit.decision().value
    'below'
    """

    name: ClassVar[str] = "control variate"
    uses_scores: ClassVar[bool] = True

    def games(self, above: Floats, below: Floats, level: float) -> tuple[Game, Game]:
        """Games against “at most” and “at least” these counts of positives."""
        return variate_games(self.total, above, below, self.scores)


def variate_games(total: int, above: Floats, below: Floats, scores: Floats) -> tuple[Game, Game]:
    """Both games for counts of positives; those of the lower side count negatives.

    Args:
        scores: of the list, shape (..., N); leading axes broadcast with the counts.
    """
    mean, top, low = scores.mean(axis=-1), scores.max(axis=-1), scores.min(axis=-1)
    return VariateGame(total, above, mean, top), VariateGame(total, total - below, 1 - mean, 1 - low)
