"""The exact sequential test without scores: a mixture of hypergeometric likelihood ratios.

The wealth against “at most M positives” is the average, over alternatives M′ > M, of the likelihood of the labels
under M′ divided by that under M, and the mirror image. Each ratio grows by [p′(v)] / [p(v)] a label, where p is the
chance of v among the unread items under M; it increases in v, so counts below M are rejected no more easily.

Source: Wald (1945), Ann. Math. Stat. 16(2), 117–186; Waudby-Smith and Ramdas (2020), arXiv 2006.04347.
"""

from typing import ClassVar

import numpy as np

from haichieu.stats.arrays import Floats, log_sum_exp
from haichieu.stats.methods.games import Game
from haichieu.stats.methods.uniform import UniformBetting

#: Counts of positives bet on, as multiples of the tested count.
ALTERNATIVES = np.array([[1.1, 1.25, 1.5, 2.0, 3.0], [0.9, 0.75, 0.5, 0.25, 0.05]])
_LOST = -1e6


class RatioGame(Game):
    """Likelihood ratios of fixed counts against the bound.

    Args:
        total: N. bounds: whole numbers, any shape. rivals: larger sums bet on, shape (..., B).
    """

    def __init__(self, total: int, bounds: Floats, rivals: Floats) -> None:
        super().__init__(total, bounds)
        self.rivals = rivals
        self.ratios = np.zeros(rivals.shape)

    def log_factor(self, v: Floats, score: Floats, mean: Floats) -> Floats:
        """The growth of the average ratio; v is 0 or 1."""
        left = self.total - self.labels
        chance = np.clip((self.rivals - self.found[..., None]) / left, 0.0, 1.0)
        null = mean[..., None]
        hit = np.broadcast_to(v, self.bounds.shape)[..., None] > 0
        grown = np.log(np.where(hit, chance, 1 - chance)) - np.log(np.where(hit, null, 1 - null))
        # Where the null is void (a mean of 1 or more) no alternative is left to bet on.
        grown = np.where(null < 1, grown, np.where(hit, 0.0, -np.inf))
        before = log_sum_exp(self.ratios)
        self.ratios = np.maximum(self.ratios + grown, _LOST)
        return np.asarray(log_sum_exp(self.ratios) - before)


class Hypergeometric(UniformBetting):
    """The exact test.

    >>> from haichieu.stats.limits import Limit
    >>> audit = Hypergeometric(200, Limit(15, 100), seed=1)
    >>> while audit.decision() == "undecided":
    ...     item = audit.next_item()
    ...     audit.record(item % 2 == 0)
    >>> audit.decision().value, audit.labels < 30
    ('above', True)
    """

    name: ClassVar[str] = "exact hypergeometric"
    takes_fractions: ClassVar[bool] = False

    def games(self, above: Floats, below: Floats, level: float) -> tuple[Game, Game]:
        """Games against “at most” and “at least” these counts of positives."""
        return ratio_games(self.total, above, below)


def ratio_games(total: int, above: Floats, below: Floats) -> tuple[Game, Game]:
    """Both games for counts of positives; those of the lower side count negatives."""
    more = np.round(np.maximum(above, 1)[..., None] * ALTERNATIVES[0])
    less = np.round(np.maximum(below - 1, 1)[..., None] * ALTERNATIVES[1])
    more = np.clip(more, np.minimum(above + 1, total)[..., None], total)
    less = np.clip(less, 0, np.maximum(below - 1, 0)[..., None])
    return RatioGame(total, above, more), RatioGame(total, total - below, total - less)
