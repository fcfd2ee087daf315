"""The wealth held against the two nulls of one limit, label by label, and the decision it allows.

One null says the limit is kept, the other that it is not; exactly one is true, so both are tested at the full
level. Stakes must be fixed before the label they are bet on; `bets.py` says why that alone makes the bets fair.
"""

import math

import numpy as np

from haichieu.stats.arrays import Floats, Ints, log_sum_exp
from haichieu.stats.counts import Counts
from haichieu.stats.forecast import Forecast, further_labels
from haichieu.stats.limits import Limit
from haichieu.stats.plans import ABOVE, BELOW, Stakes, rescale, slack
from haichieu.stats.recipes import PRESENT, Recipe
from haichieu.stats.verdicts import Decision, settle


def tested_counts(limit: Limit, total: int, *, fractional: bool) -> Floats:
    """The counts M of the two nulls “at most M” and “at least M”, shape (2,).

    Whole verdicts: the largest count that keeps the limit, and one more. Fractional ones: L·N for both, since
    their sum may lie anywhere between.

    >>> tested_counts(Limit(15, 100), 1240, fractional=False).tolist()
    [185.0, 186.0]
    """
    most, bound = limit.most(total), float(limit.share * total)
    return np.array([bound, bound] if fractional else [most, most + 1], dtype=np.float64)


class Wealth:
    """Evidence about one limit.

    Args:
        limit: the limit; total: N; alpha: level.
        fractional: verdicts may lie between 0 and 1.
        recipe: how the wealth is divided among bettors.
    """

    def __init__(
        self, limit: Limit, total: int, *, alpha: float, fractional: bool, recipe: Recipe = PRESENT
    ) -> None:
        self.limit, self.alpha, self.recipe = limit, alpha, recipe
        self.nulls = tested_counts(limit, total, fractional=fractional)
        self.decision = Decision.UNDECIDED
        #: Log wealth (above, below) after each label.
        self.path: list[tuple[float, float]] = []
        self._log = np.zeros((2, len(recipe.bettors)))

    def bet(
        self, stakes: Stakes, counts: Counts, place: int, inverse_q: float, v: tuple[float, float]
    ) -> None:
        """Settle the bets on one verdict.

        Args:
            stakes: fixed before the label.
            counts: what was known before the label.
            place: bin of the item; inverse_q: 1 / its drawing probability; v: its verdict from `sides`.
        """
        scale = rescale(stakes, counts.unread, slack(self.nulls, counts.tally()))
        won = stakes.alpha[..., place] + stakes.c * np.array(v)[:, None]
        self._log += np.log(won * scale * inverse_q)
        self.path.append(self.log())

    def decide(self, counts: Counts) -> None:
        """Take note of a decision; what the verdicts alone settle outranks what the wealth says."""
        settled = self.settled(counts)
        if settled is not None:
            self.decision = settled
        elif self.decision is Decision.UNDECIDED:
            above, below = self.log()
            if max(above, below) >= -math.log(self.alpha):
                self.decision = Decision.ABOVE if above > below else Decision.BELOW

    def settled(self, counts: Counts) -> Decision | None:
        """The decision that the verdicts alone settle."""
        return settle(self.limit, counts.positives, counts.negatives, counts.total)

    def log(self) -> tuple[float, float]:
        """Natural logarithm of the wealth against “limit kept” (above) and “limit broken” (below)."""
        mixed = log_sum_exp(self._log + np.log(self.recipe.bettors))
        return float(mixed[ABOVE]), float(mixed[BELOW])

    def forecast(self, counts: Counts, weights: Ints | None = None) -> Forecast | None:
        """Further labels until a decision, None once decided or when all is read.

        Args:
            counts: what is known.
            weights: of an unread item by bin, where another question decides the draws.
        """
        tally = counts.tally()
        if self.decision is not Decision.UNDECIDED or not tally.unread.any():
            return None
        above, below = (-math.log(self.alpha) - log for log in self.log())
        bounds = slack(self.nulls, tally)
        return further_labels(counts.doubted_belief(), tally, bounds, (above, below), weights, self.recipe)

    def missing(self) -> Floats:
        """Log wealth that each bettor still needs to decide alone, shape (2, 4)."""
        return np.asarray(-math.log(self.alpha) - (self._log + np.log(self.recipe.bettors)))
