"""Bounds of the share that hold at any stopping time.

The audit's draws never depended on which count was tested, so its labels can be bet again against every
other count M. The counts not rejected by “Σy ≤ M” and by “Σy ≥ M” bound the truth from below and from above,
each at the audit's level (a confidence sequence: Waudby-Smith and Ramdas, NeurIPS 2020, arXiv 2006.04347).
Counts between the points of a grid fixed beforehand are held by the null of the next point outwards, which
they imply, so the coarser grid widens the interval and never breaks it.
"""

import math
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from haichieu.stats.arrays import Floats, log_sum_exp
from haichieu.stats.plans import ABOVE, BELOW, SAFETY, Plan, Stakes, Step, Tally, make_stakes

#: Points of the grid between 0 and three times the tested count, and beyond.
_FINE, _COARSE = 120, 40


def anytime_bounds(
    plans: Sequence[Plan], steps: Sequence[Step], tally: Tally, nulls: Floats, level: float, *, whole: bool
) -> tuple[float, float]:
    """Lower and upper bound of the share.

    Args:
        plans, steps: the history of the audit.
        tally: what is known now.
        nulls: the counts that the audit itself tests, shape (2,).
        level: largest probability that one given bound is wrong.
        whole: True when verdicts are 0 or 1, so that counts are whole numbers.

    Returns:
        Two shares in [0, 1].
    """
    grid = candidate_counts(int(tally.total), nulls)
    rejected = _rejected(plans, steps, tally.total, grid, level)
    gap = 1.0 if whole else 0.0
    positives, total = float(tally.positives), tally.total
    keep_low = np.flatnonzero(~rejected[:, ABOVE])
    keep_high = np.flatnonzero(~rejected[:, BELOW])
    low = 0.0 if keep_low[0] == 0 else float(grid[keep_low[0] - 1]) + gap
    high = total if keep_high[-1] == len(grid) - 1 else float(grid[keep_high[-1] + 1]) - gap
    low, high = max(low, positives), min(high, total - float(tally.negatives))
    return min(low, high) / total, max(low, high) / total


def candidate_counts(total: int, nulls: Floats) -> Floats:
    """The grid of counts, fixed by the size of the list and the limit alone.

    >>> candidate_counts(8, np.array([1.0, 2.0])).tolist()
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    """
    turn = min(float(total), 3 * float(nulls[BELOW]))
    points = np.concatenate([np.linspace(0, turn, _FINE), np.linspace(turn, total, _COARSE), nulls])
    return np.unique(np.concatenate([np.round(points), nulls]))


def _rejected(
    plans: Sequence[Plan], steps: Sequence[Step], total: float, grid: Floats, level: float
) -> NDArray[np.bool_]:
    """Which counts each side has ever rejected, shape (G, 2)."""
    nulls = np.stack([grid, grid], axis=-1)
    bettors = len(plans[0].recipe.bettors) if plans else 1
    wealth = np.zeros((len(grid), 2, bettors))
    peak = np.zeros((len(grid), 2))
    found = np.zeros(2)
    for number, group in groupby(steps, key=lambda step: step.plan):
        run, plan = list(group), plans[number]
        stakes = make_stakes(plan.weights, plan.belief, nulls, plan.tally, plan.recipe)
        wealth, highest, found = _replay(stakes, run, plan, nulls, wealth, found)
        peak = np.maximum(peak, highest)
    disproved = np.stack([grid < found[0], total - grid < found[1]], axis=-1)
    return np.asarray((peak >= -math.log(level)) | disproved)


def _replay(
    stakes: Stakes, run: list[Step], plan: Plan, nulls: Floats, wealth: Floats, found: Floats
) -> tuple[Floats, Floats, Floats]:
    """Bet the labels of one plan against all counts: the wealth after them, its peak, and Σv of each side."""
    bins = np.array([step.bin for step in run])
    v = np.array([step.v for step in run])
    before = np.cumsum(v, axis=0) - v + found
    drawn = np.zeros((len(run), len(plan.weights)))
    drawn[np.arange(len(run)), bins] = 1
    unread = plan.tally.unread - np.cumsum(drawn, axis=0) + drawn
    limits = np.stack([nulls[:, ABOVE], plan.tally.total - nulls[:, BELOW]], axis=-1)
    slacks = np.maximum(limits[:, :, None] - before.T, 0.0)
    used = stakes.alpha @ unread.T + stakes.c[..., None] * slacks[:, :, None, :]
    won = stakes.alpha[..., bins] + stakes.c[..., None] * v.T[:, None, :]
    inverse_q = np.array([step.inverse_q for step in run])
    path = wealth[..., None] + np.cumsum(np.log(won / used * inverse_q * (1 - SAFETY)), axis=-1)
    mixed = log_sum_exp(np.moveaxis(path, -1, -2) + np.log(plan.recipe.bettors))
    return path[..., -1], np.asarray(mixed.max(axis=-1)), before[-1] + v[-1]
