"""How many more labels a decision will take, as far as present beliefs can tell."""

import math

import numpy as np

from haichieu.stats.arrays import Floats, logit, upper_tail
from haichieu.stats.bets import tilt
from haichieu.stats.plans import ABOVE, BELOW, Plan, likely_totals, rescale


def expected_labels(plan: Plan, missing: Floats, bounds: Floats, left: int) -> int:
    """Labels until the likelier side has grown the evidence it misses.

    Args:
        plan: a plan made now.
        missing: log wealth that each bettor still needs to decide alone, shape (2, 4).
        bounds: T of both sides, shape (2,).
        left: items not read yet, the most it can take.

    Returns:
        The smallest of missing / growth over the bettors of the likelier side, at least 1.
    """
    unread, belief = plan.tally.unread, plan.belief
    sd = max(float(belief.sd), 1e-9)
    above = float(upper_tail(np.asarray((bounds[ABOVE] + 0.5 - belief.mean) / sd)))
    side = ABOVE if above > 0.5 else BELOW
    p = tilt(logit(belief.p), unread, likely_totals(belief, bounds, unread.sum(axis=-1))[side, 0])
    hit = p if side == ABOVE else 1 - p
    q = plan.weights / (unread * plan.weights).sum()
    scale = rescale(plan.stakes, unread, bounds)[side, :, None]
    alpha, c = plan.stakes.alpha[side] * scale, plan.stakes.c[side, :, None] * scale
    growth = (unread * q * (hit * np.log((alpha + c) / q) + (1 - hit) * np.log(alpha / q))).sum(axis=-1)
    waits = [float(m / g) for m, g in zip(missing[side], growth, strict=True) if g > 1e-9]
    return max(1, min([left, *map(math.ceil, waits)]))
