"""A second share read off the same labels: another yes/no question about the items that were drawn.

The draws were fixed without looking at the second question, so its labels can be bet against every count
just as those of the first (`bounds.py`), with beliefs of their own. The interval is as valid as the first one;
it is wider where the draws suited the first question better.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from haichieu.stats.arrays import Floats
from haichieu.stats.beliefs import Belief, recalibrate
from haichieu.stats.bins import ScoreBins
from haichieu.stats.bounds import anytime_bounds
from haichieu.stats.intervals import Interval
from haichieu.stats.plans import Plan, Step, Tally


@dataclass(frozen=True, slots=True)
class Companion:
    """Estimate and anytime-valid interval of the second share."""

    estimate: float
    interval: Interval


def companion_share(
    bins: ScoreBins,
    plans: Sequence[Plan],
    steps: Sequence[Step],
    verdicts: Sequence[bool | None],
    *,
    nulls: Floats,
    level: float,
) -> Companion:
    """Estimate and bound the share of another verdict from the draws of an audit.

    Args:
        bins, plans, steps: the audit's history.
        verdicts: the second verdict of each drawn item in order, None where unreadable.
        nulls: counts the audit tests, shape (2,); they only place the grid.
        level: largest probability that one given bound is wrong.

    Returns:
        The share of items whose second verdict is True.
    """
    known = _Known.empty(bins)
    shadows: list[Plan] = []
    shadow_steps: list[Step] = []
    for step, verdict in zip(steps, verdicts, strict=True):
        if step.plan == len(shadows):
            plan = plans[step.plan]
            shadows.append(replace(plan, belief=known.belief(bins.logits), tally=known.tally()))
        v = (0.0, 0.0) if verdict is None else (float(verdict), float(not verdict))
        shadow_steps.append(replace(step, v=v))
        known.add(step.bin, verdict)
    tally = known.tally()
    low, high = anytime_bounds(shadows, shadow_steps, tally, nulls, level, whole=True)
    missing = known.belief(bins.logits, bins.sizes - known.read).mean
    estimate = (float(tally.positives) + float(missing)) / tally.total
    return Companion(estimate, Interval(low, high, level, anytime=True))


@dataclass(slots=True)
class _Known:
    """Labels of the second question so far, by bin."""

    unread: Floats
    read: Floats
    found: Floats
    total: float

    @classmethod
    def empty(cls, bins: ScoreBins) -> "_Known":
        zeros = np.zeros(len(bins.sizes))
        return cls(bins.sizes.astype(np.float64), zeros, zeros.copy(), float(bins.sizes.sum()))

    def add(self, place: int, verdict: bool | None) -> None:
        self.unread[place] -= 1
        if verdict is not None:
            self.read[place] += 1
            self.found[place] += verdict

    def belief(self, logits: Floats, unread: Floats | None = None) -> Belief:
        return recalibrate(logits, self.read, self.found, self.unread if unread is None else unread)

    def tally(self) -> Tally:
        positives = np.asarray(self.found.sum())
        return Tally(self.unread.copy(), positives, np.asarray(self.read.sum() - positives), self.total)
