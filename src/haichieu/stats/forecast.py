"""How many more labels a decision will take, as far as present beliefs can tell."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from haichieu.stats.arrays import Floats, Ints, logit, upper_tail
from haichieu.stats.beliefs import Belief
from haichieu.stats.bets import best_draws, best_stakes, neyman_draws, tilt
from haichieu.stats.plans import (
    ABOVE,
    BELOW,
    Plan,
    Tally,
    likely_totals,
    rescale,
)
from haichieu.stats.recipes import PRESENT, Recipe


def _normal_points(number: int) -> Floats:
    """Standard normal values at the middles of equally likely parts."""
    return np.array([NormalDist().inv_cdf((i + 0.5) / number) for i in range(number)])


#: Totals that may be true, and luck of the draws, as standard normal values.
_TOTALS, _LUCK = _normal_points(9), _normal_points(5)
#: The future is followed in stretches of a hundredth of the unread items, each 1.4 times the one before.
_STRETCHES, _FIRST, _LONGER = 14, 0.01, 1.4
_WIDEST = 1.5


def expected_labels(plan: Plan, missing: Floats, bounds: Floats, left: int) -> int:
    """Labels until the likelier side has grown the evidence it misses, the figure of method `kelly-audit/1`.

    In simulations it is too small in the first labels and nearly twice too large after a hundred, since it leaves
    out that beliefs sharpen. Records carry it, so it stays as it is; `further_labels` is closer.

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


@dataclass(frozen=True, slots=True)
class Forecast:
    """Further labels until a decision: fewer than `low` in one case of ten, than `middle` in one of two.

    More than `high` are needed in one case of ten, as far as present beliefs can tell; no guarantee goes with it.
    """

    low: int
    middle: int
    high: int


def further_labels(
    belief: Belief,
    tally: Tally,
    bounds: Floats,
    missing: tuple[float, float],
    weights: Ints | None = None,
    recipe: Recipe = PRESENT,
) -> Forecast:
    """Follow the audit into futures that present beliefs hold possible.

    For each of nine totals of the belief, verdicts come at their expected rates, draws and stakes are the best
    for them (stakes alone where another question decides the draws), and the evidence grows by its expectation
    until it suffices. Luck spreads each number of labels as a lognormal with the mean and variance of a drifting
    walk's first passage (inverse Gaussian: its squared mean times σ²/(g·missing) for growth g and variance σ²
    a label).

    Args:
        belief, tally: what is believed and known now.
        bounds: T of both sides, shape (2,).
        missing: log wealth still missing to decide (above, below), both positive.
        weights: weight of an unread item by bin, shape (K,), where another question decides the draws.
        recipe: how much the draws explore.

    Source: Wald (1947), Sequential Analysis (labels by drift); Chhikara and Folks (1989), The Inverse Gaussian
    Distribution (first passage).
    """
    count = float(tally.unread.sum())
    edge = min(0.5, 0.25 * count)
    totals = np.clip(float(belief.mean) + float(belief.sd) * _TOTALS, edge, count - edge)
    side = np.where(totals > bounds[ABOVE] + 0.5, ABOVE, BELOW)
    unread = np.tile(tally.unread, (len(totals), 1))
    p = tilt(np.tile(logit(belief.p), (len(totals), 1)), unread, totals)
    hit = np.clip(np.where((side == ABOVE)[:, None], p, 1 - p), 1e-6, 1 - 1e-6)
    need = np.asarray(missing)[side]
    labels, spread = _follow(unread, hit, bounds[side], need, weights, recipe)
    ends = np.sort((labels[:, None] * np.exp(np.sqrt(spread)[:, None] * _LUCK - spread[:, None] / 2)).ravel())
    low, middle, high = np.quantile(np.clip(ends, 1.0, count), [0.1, 0.5, 0.9])
    return Forecast(math.ceil(low), math.ceil(middle), math.ceil(high))


def _follow(
    unread: Floats, hit: Floats, slack: Floats, need: Floats, weights: Ints | None, recipe: Recipe
) -> tuple[Floats, Floats]:
    """Labels until each future's evidence suffices (all that is unread if it never does), and its spread."""
    left = unread.sum(axis=-1)
    labels, slack, need = np.zeros(len(left)), slack.astype(np.float64), need.copy()
    _, growth, variance = _growth(unread, hit, slack, weights, recipe)
    spread = np.minimum(np.log1p(variance / (growth * need)), _WIDEST)
    going, stretch = np.arange(len(left)), np.maximum(3.0, _FIRST * left)
    for _ in range(_STRETCHES):
        n = np.maximum(unread[going], 1e-9)
        q, growth, _ = _growth(n, hit[going], slack[going], weights, recipe)
        steps = np.minimum(np.minimum(stretch[going], need[going] / growth), n.sum(axis=-1))
        taken = np.minimum(steps[:, None] * n * q, n)
        unread[going] = n - taken
        slack[going] -= (taken * hit[going]).sum(axis=-1)
        need[going] -= steps * growth
        labels[going] += steps
        going = going[(need[going] > 1e-9) & (slack[going] >= 0) & (unread[going].sum(axis=-1) >= 1)]
        if not len(going):
            return labels, spread
        stretch *= _LONGER
    labels[going] = left[going]
    return labels, spread


def _growth(
    unread: Floats, hit: Floats, slack: Floats, weights: Ints | None, recipe: Recipe
) -> tuple[Floats, Floats, Floats]:
    """Draws once the side is clear, mean and variance of the log factor of one label under their best stakes."""
    t = np.maximum(slack, 0.0)
    if weights is None:
        uniform = recipe.uniform_part / unread.sum(axis=-1)[..., None]
        explore = (1 - recipe.uniform_part) * neyman_draws(hit, unread) + uniform
        q = (1 - recipe.exploration) * best_draws(hit, unread, t) + recipe.exploration * explore
    else:
        q = weights / (unread * weights).sum(axis=-1)[..., None]
    alpha, c = best_stakes(q, hit, unread, t)
    used = (alpha * unread).sum(axis=-1) + c * t
    won = np.log((alpha + c[..., None]) / used[..., None] / q)
    lost = np.log(alpha / used[..., None] / q)
    chance = unread * q
    mean = (chance * (hit * won + (1 - hit) * lost)).sum(axis=-1)
    square = (chance * (hit * won * won + (1 - hit) * lost * lost)).sum(axis=-1)
    return q, np.maximum(mean, 1e-9), np.maximum(square - mean * mean, 0.0)
