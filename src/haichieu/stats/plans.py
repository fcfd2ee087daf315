"""A plan for the next few draws: where to look, and four stakes against each of the two nulls.

Axes: (..., side, bettor, bin); side 0 tests “at most M positives” (rejecting it certifies above the limit),
side 1 tests “at least M positives” (rejecting it certifies below), both written as a bound T on the verdicts
v still unread: v = y and T = M − positives on side 0, v = 1 − y and T = N − M − negatives on side 1.
"""

from dataclasses import dataclass

import numpy as np

from haichieu.stats.arrays import Floats, Ints, logit, mean_excess, upper_tail
from haichieu.stats.beliefs import Belief
from haichieu.stats.bets import best_draws, best_stakes, neyman_draws, tilt
from haichieu.stats.recipes import Recipe

#: Sides of the audit.
ABOVE, BELOW = 0, 1
#: Drawing weights are whole numbers up to this, so that a second implementation finds the same draws.
WEIGHT_SCALE = 1 << 20
#: Stakes are scaled to add up to this much below 1, more than rounding can add over 40 bins.
SAFETY = 1e-12


@dataclass(frozen=True, slots=True)
class Tally:
    """What is known when a plan is made.

    Attributes:
        unread: unread items by bin, shape (..., K).
        positives, negatives: verdicts found so far, shape (...); unknown verdicts are in neither.
        total: N, the number of items.
    """

    unread: Floats
    positives: Floats
    negatives: Floats
    total: float


@dataclass(frozen=True, slots=True)
class Stakes:
    """α of shape (..., 2, 4, K) and c of shape (..., 2, 4), not yet scaled to the constraint."""

    alpha: Floats
    c: Floats


@dataclass(frozen=True, slots=True)
class Plan:
    """Drawing weights and stakes, fixed before the labels they are used for."""

    #: Number of labels when the plan was made.
    since: int
    weights: Ints
    belief: Belief
    stakes: Stakes
    tally: Tally
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Step:
    """One draw and its verdict: all that the interval needs to replay the bets."""

    plan: int
    bin: int
    #: 1 / q of the drawn item.
    inverse_q: float
    #: Verdict as counted by the nulls of either side; both 0 for an unreadable item.
    v: tuple[float, float]


def slack(nulls: Floats, tally: Tally) -> Floats:
    """T of both sides for tested counts `nulls` of shape (..., 2); a negative T means the null is disproved."""
    above = nulls[..., ABOVE] - tally.positives
    below = tally.total - nulls[..., BELOW] - tally.negatives
    return np.stack(np.broadcast_arrays(above, below), axis=-1)


def drawing_weights(belief: Belief, nulls: Floats, tally: Tally, recipe: Recipe) -> Ints:
    """Whole-number weight of each unread item of a bin, shape (..., K), between 1 and `WEIGHT_SCALE`.

    q = (1−e)·[P(above)·q_A + P(below)·q_B] + e·[0.8·√(p(1−p)) + 0.2·uniform]: q_A and q_B are the best
    draws of the two sides if they are right, the last part (e of the draws) explores, so that wrong scores are found
    out.

    Args:
        belief, tally: what is believed and known.
        nulls: the tested counts, shape (..., 2).
        recipe: how much is explored, and how.
    """
    bounds = slack(nulls, tally)
    unread = tally.unread
    count = unread.sum(axis=-1)
    above = upper_tail((bounds[..., ABOVE] + 0.5 - belief.mean) / np.maximum(belief.sd, 1e-9))
    likely = np.stack([above, 1 - above], axis=-1)
    posterior = tilt(
        _odds(belief)[..., :1, :], unread[..., None, None, :], likely_totals(belief, bounds, count)
    )
    p = _verdict(posterior)[..., 0, :]
    best = (likely[..., None] * best_draws(p, unread[..., None, :], bounds)).sum(axis=-2)
    part = recipe.uniform_part
    explore = (1 - part) * neyman_draws(belief.p, unread) + part / count[..., None]
    q = np.where(unread > 0, (1 - recipe.exploration) * best + recipe.exploration * explore, 0.0)
    weights = np.rint(q * (WEIGHT_SCALE / q.max(axis=-1, keepdims=True)))
    return np.asarray(np.maximum(weights, 1.0).astype(np.int64))


def make_stakes(weights: Ints, belief: Belief, nulls: Floats, tally: Tally, recipe: Recipe) -> Stakes:
    """Stakes of the four bettors against both nulls.

    Args:
        weights: from `drawing_weights`, shape (..., K).
        belief, tally: what is believed and known.
        nulls: the tested counts, shape (..., 2); leading axes may run over candidate counts.
        recipe: what the fixed bettors bet on.
    """
    unread = tally.unread
    q = weights / (unread * weights).sum(axis=-1)[..., None]
    bounds = slack(nulls, tally)
    count = unread.sum(axis=-1)
    fixed = nulls[..., None] * np.array(recipe.alternatives) - tally.positives[..., None, None]
    targets = np.concatenate([likely_totals(belief, bounds, count), fixed], axis=-1)
    edge = np.minimum(0.5, 0.25 * count)[..., None, None]
    targets = np.clip(targets, edge, count[..., None, None] - edge)
    p = _verdict(tilt(_odds(belief), unread[..., None, None, :], targets))
    alpha, c = best_stakes(q[..., None, None, :], p, unread[..., None, None, :], bounds[..., None])
    return Stakes(alpha, c)


def make_plan(belief: Belief, nulls: Floats, tally: Tally, recipe: Recipe, *, since: int) -> Plan:
    """Fix drawing weights and stakes for the next draws.

    Args:
        belief, tally: what is believed and known after `since` labels.
        nulls: the tested counts M of the two sides, shape (..., 2).
        recipe: the constants of the method.
        since: labels so far.
    """
    weights = drawing_weights(belief, nulls, tally, recipe)
    return Plan(since, weights, belief, make_stakes(weights, belief, nulls, tally, recipe), tally, recipe)


def rescale(stakes: Stakes, unread: Floats, bounds: Floats) -> Floats:
    """Scale 1 / (Σ α + c·T), rounded down, that makes stakes keep the constraint now; shape (..., 2, 4).

    Items read and verdicts found since the plan only change Σ α and T, so stakes stay usable between plans.
    """
    used = (stakes.alpha @ unread[..., None, :, None])[..., 0] + stakes.c * np.maximum(bounds, 0.0)[..., None]
    return np.asarray((1.0 - SAFETY) / used)


def _odds(belief: Belief) -> Floats:
    return logit(belief.p)[..., None, None, :]


def _verdict(p: Floats) -> Floats:
    """Turn probabilities of y = 1, shape (..., 2, B, K), into those of v = 1 on either side."""
    return np.clip(np.stack([p[..., ABOVE, :, :], 1 - p[..., BELOW, :, :]], axis=-3), 1e-6, 1 - 1e-6)


def likely_totals(belief: Belief, bounds: Floats, count: Floats) -> Floats:
    """Expected positives left if the side is right, shape (..., 2, 1): the mean of a cut normal."""
    sd = np.maximum(belief.sd, 1e-9)
    high = belief.mean + sd * mean_excess((bounds[..., ABOVE] + 0.5 - belief.mean) / sd)
    negatives = count - belief.mean
    low = count - (negatives + sd * mean_excess((bounds[..., BELOW] + 0.5 - negatives) / sd))
    edge = np.minimum(0.5, 0.25 * count)
    both = np.stack(np.broadcast_arrays(high, low), axis=-1)
    return np.asarray(np.clip(both, edge[..., None], (count - edge)[..., None])[..., None])
