"""What the labels read so far have counted, by bin and in all."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from haichieu.stats.arrays import Floats
from haichieu.stats.beliefs import Belief, Start, recalibrate, start_beliefs
from haichieu.stats.bins import ScoreBins
from haichieu.stats.plans import Tally
from haichieu.stats.recipes import PRESENT, Recipe


@dataclass(slots=True)
class Counts:
    """Running counts of one question's verdicts.

    Attributes:
        bins: the items by score; start: what their scores said before the first label.
        unread, read, found: unread items, readable labels and positives among them by bin, shape (K,).
        positives, negatives: exact sums of the verdicts; unknown: unreadable items, which are in neither.
    """

    bins: ScoreBins
    start: Start
    unread: Floats
    read: Floats
    found: Floats
    positives: Fraction = Fraction(0)
    negatives: Fraction = Fraction(0)
    unknown: int = 0

    @classmethod
    def empty(cls, bins: ScoreBins, recipe: Recipe = PRESENT) -> "Counts":
        """Counts before the first label."""
        zeros, sizes = np.zeros(len(bins.sizes)), bins.sizes.astype(np.float64)
        return cls(bins, start_beliefs(bins.logits, sizes, recipe), sizes, zeros, zeros.copy())

    def add(self, place: int, value: Fraction | None) -> None:
        """Count the verdict on one item of bin `place`, None where it cannot be read."""
        self.unread[place] -= 1
        if value is None:
            self.unknown += 1
            return
        self.read[place] += 1
        self.found[place] += float(value)
        self.positives += value
        self.negatives += 1 - value

    @property
    def total(self) -> int:
        """N, the number of items."""
        return len(self.bins.of_item)

    def tally(self) -> Tally:
        """A copy of the counts as plans take them."""
        positives, negatives = np.asarray(float(self.positives)), np.asarray(float(self.negatives))
        return Tally(self.unread.copy(), positives, negatives, float(self.total))

    def belief(self) -> Belief:
        """What is believed about the unread items."""
        return recalibrate(self.start, self.read, self.found, self.unread.copy())

    def doubted_belief(self) -> Belief:
        """The same by the reading that trusts the scores least: for forecasts, which nothing else keeps honest."""
        return recalibrate(self.start.doubted(), self.read, self.found, self.unread.copy())

    def estimate(self) -> float:
        """Share of positives: those found, plus those believed to be among the unread and the unreadable."""
        missing = self.bins.sizes - self.read
        belief = recalibrate(self.start, self.read, self.found, missing)
        return (float(self.positives) + float(belief.mean)) / self.total
