"""One side of a uniform audit: bets against “the verdicts v of all N items add up to at most a bound”.

Items are drawn uniformly without replacement. After t of them with verdicts adding up to S, the null says that the
N − t left have a mean of at most m = (bound − S)/(N − t). A game multiplies its wealth by a factor that is fixed
as a function of v before the draw, never negative, and on average at most 1 whenever that mean is at most m: the
wealth is then a non-negative supermartingale, and by Ville's inequality ever reaches 1/level with probability at
most `level`. All arrays are batches: many bounds for an interval, or many audits in a simulation.

Source: Waudby-Smith and Ramdas (2020), NeurIPS, arXiv 2006.04347; Ville (1939).
"""

from abc import ABC, abstractmethod

import numpy as np

from haichieu.stats.arrays import Floats

#: Sums of fractional verdicts err by less than this.
_ROUNDING = 1e-9
_LEAST_MEAN = 1e-12


class Game(ABC):
    """The wealth of one side for a batch of bounds.

    Args:
        total: N. bounds: largest Σv under the null, any shape; later arguments broadcast to it.
    """

    def __init__(self, total: int, bounds: Floats) -> None:
        self.total, self.bounds = total, np.asarray(bounds, dtype=np.float64)
        self.labels = 0
        self.found = np.zeros(self.bounds.shape)
        self.wealth = np.zeros(self.bounds.shape)

    def play(self, v: Floats, score: Floats) -> None:
        """Settle the bets on one item.

        Args:
            v: its verdict as this side counts it, in [0, 1].
            score: its score turned to the same side; only some games look at it.
        """
        mean = np.maximum((self.bounds - self.found) / (self.total - self.labels), _LEAST_MEAN)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.wealth = self.wealth + self.log_factor(v, score, mean)
        self.found = self.found + v
        self.labels += 1
        self.wealth = np.where(self.found > self.bounds + _ROUNDING, np.inf, self.wealth)
        self.learn(v, score)

    @abstractmethod
    def log_factor(self, v: Floats, score: Floats, mean: Floats) -> Floats:
        """Logarithm of the factor that verdict `v` earns where the null allows a mean of `mean`."""

    def learn(self, v: Floats, score: Floats) -> None:  # noqa: B027 - most games keep no statistics of their own
        """Take the item into account for later bets."""
