"""Many audits in lockstep: the arithmetic of `haichieu.stats`, items reduced to counts by bin and verdict.

Unread items of one bin are exchangeable, so drawing a bin by its weight and then a verdict by the counts
left follows exactly the law of `ShareAudit`; a test replays the same draws through both.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from haichieu.stats.arrays import Floats, Ints, log_sum_exp, logit
from haichieu.stats.audit import REPLAN_LEAST, REPLAN_SHARE
from haichieu.stats.beliefs import Belief, Start, recalibrate, start_beliefs
from haichieu.stats.bins import CLOSEST, WIDTH
from haichieu.stats.plans import (
    Plan,
    Stakes,
    Tally,
    drawing_weights,
    make_stakes,
    rescale,
    slack,
)
from haichieu.stats.recipes import PRESENT, Recipe

Frame = Callable[[np.random.Generator], tuple[Floats, Floats]]
_EDGE = math.ceil(-math.log(CLOSEST / (1 - CLOSEST)) / WIDTH)


@dataclass(frozen=True, slots=True)
class Design:
    """The parts of the audit that an ablation exchanges; the defaults are those of `haichieu.stats`."""

    weigh: Callable[[Belief, Floats, Tally, Recipe], Ints] = drawing_weights
    believe: Callable[[Start, Floats, Floats, Floats], Belief] = recalibrate
    recipe: Recipe = PRESENT


AUDIT = Design()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the audits ended: labels read, side (0 above, 1 below, −1 undecided at the cap), estimate."""

    labels: Ints
    side: Ints
    estimate: Floats


@dataclass(frozen=True, slots=True)
class Fleet:
    """R audits: what the scores said, unread items by bin, the positives among them, labels and positives read."""

    odds: Floats
    precision_a: Floats
    unread: Floats
    hidden: Floats
    read: Floats
    found: Floats
    wealth: Floats

    def take(self, keep: Ints) -> "Fleet":
        """The audits named by `keep`."""
        return Fleet(*(getattr(self, name)[keep] for name in self.__slots__))


def start(frames: Iterable[tuple[Floats, Floats]], recipe: Recipe = PRESENT) -> Fleet:
    """Count each list by bin, on the same grid of log odds that `haichieu.stats.bins` uses."""
    counted = [_count(scores, truth) for scores, truth in frames]
    logits, unread, hidden = (np.stack(parts) for parts in zip(*counted, strict=True))
    used = unread.sum(axis=0) > 0
    logits, unread, hidden = logits[:, used], unread[:, used], hidden[:, used]
    return open_fleet(logits, unread, hidden, recipe)


def open_fleet(logits: Floats, unread: Floats, hidden: Floats, recipe: Recipe = PRESENT) -> Fleet:
    """Audits before their first label, from the mean log odds, items and positives of each bin, shape (R, K)."""
    begun, zeros = start_beliefs(logits, unread, recipe), np.zeros_like(unread)
    wealth = np.zeros((len(unread), 2, len(recipe.bettors)))
    return Fleet(begun.odds, begun.precision_a, unread, hidden, zeros, zeros.copy(), wealth)


def _count(scores: Floats, truth: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean log odds, items and positives of every bin of the grid."""
    odds = logit(np.clip(scores, CLOSEST, 1 - CLOSEST))
    cells, width = np.floor(odds / WIDTH).astype(np.int64) + _EDGE, 2 * _EDGE
    items = np.bincount(cells, minlength=width).astype(np.float64)
    sums = np.bincount(cells, weights=odds, minlength=width)
    return sums / np.maximum(items, 1), items, np.bincount(cells, weights=truth, minlength=width)


def tally(fleet: Fleet, total: int) -> Tally:
    """What each audit knows."""
    positives = fleet.found.sum(axis=-1)
    return Tally(fleet.unread, positives, fleet.read.sum(axis=-1) - positives, float(total))


def plan(fleet: Fleet, nulls: Floats, total: int, since: int, design: Design = AUDIT) -> Plan:
    """Plan the next draws of every audit."""
    known = replace(tally(fleet, total), unread=fleet.unread.copy())
    belief = believe(fleet, design)
    weights = design.weigh(belief, nulls, known, design.recipe)
    stakes = make_stakes(weights, belief, nulls, known, design.recipe)
    return Plan(since, weights, belief, stakes, known, design.recipe)


def believe(fleet: Fleet, design: Design) -> Belief:
    """What each audit believes about its unread items."""
    readings = design.recipe.readings
    begun = Start(
        fleet.odds,
        fleet.precision_a,
        np.array([1 / reading.sd_b**2 for reading in readings]),
        np.array([reading.shrinkage for reading in readings]),
        np.array([reading.weight for reading in readings]),
    )
    return design.believe(begun, fleet.read, fleet.found, fleet.unread)


def advance(fleet: Fleet, now: Plan, nulls: Floats, total: int, luck: Floats) -> None:
    """One draw, verdict and bet in every audit; `luck` are uniforms of shape (2, R)."""
    rows = np.arange(len(fleet.unread))
    mass = fleet.unread * now.weights
    heap = mass.cumsum(axis=-1)
    place = (heap <= (luck[0] * heap[:, -1])[:, None]).sum(axis=-1)
    y = (luck[1] * fleet.unread[rows, place] < fleet.hidden[rows, place]).astype(np.float64)
    bet(fleet, now, nulls, total, place, y)


def bet(fleet: Fleet, now: Plan, nulls: Floats, total: int, place: Ints, y: Floats) -> None:
    """Settle the bets on verdicts `y` drawn from bins `place`, and count them."""
    rows = np.arange(len(fleet.unread))
    scale = rescale(now.stakes, fleet.unread, slack(nulls, tally(fleet, total)))
    inverse_q = (fleet.unread * now.weights).sum(axis=-1) / now.weights[rows, place]
    v = np.stack([y, 1 - y], axis=-1)
    alpha = now.stakes.alpha[rows, :, :, place]
    fleet.wealth[...] += np.log((alpha + now.stakes.c * v[:, :, None]) * scale * inverse_q[:, None, None])
    fleet.unread[rows, place] -= 1
    fleet.hidden[rows, place] -= y
    fleet.read[rows, place] += 1
    fleet.found[rows, place] += y


def decide(fleet: Fleet, most: int, total: int, alpha: float, recipe: Recipe = PRESENT) -> Ints:
    """Side decided by each audit, −1 where undecided."""
    mixed = log_sum_exp(fleet.wealth + np.log(recipe.bettors))
    known = tally(fleet, total)
    mixed[known.positives > most, 0] = np.inf
    mixed[known.negatives >= total - most, 1] = np.inf
    return np.where(mixed.max(axis=-1) >= -math.log(alpha), mixed.argmax(axis=-1), -1)


def simulate(
    frame: Frame,
    most: int,
    *,
    reps: int,
    cap: int,
    rng: np.random.Generator,
    alpha: float = 0.05,
    design: Design = AUDIT,
) -> Outcome:
    """Run `reps` audits, each on a list of its own, until each has decided or read `cap` items.

    Args:
        frame: makes one list (scores, verdicts); all of the same size. Only its counts by bin are kept.
        most: the largest count that keeps the limit.
        design: the audit, or a variant of it.
    """
    fleet, active = start((frame(rng) for _ in range(reps)), design.recipe), np.arange(reps)
    total = int(fleet.unread[0].sum())
    nulls = np.array([most, most + 1.0])
    labels, side = np.full(reps, min(cap, total)), np.full(reps, -1)
    estimate = np.zeros(reps)
    now = plan(fleet, nulls, total, 0, design)
    for step in range(1, min(cap, total) + 1):
        advance(fleet, now, nulls, total, rng.random((2, len(active))))
        verdict = decide(fleet, most, total, alpha, design.recipe)
        done = (verdict >= 0) | (step == min(cap, total))
        if done.any():
            ended = fleet.take(np.flatnonzero(done))
            labels[active[done]], side[active[done]] = step, verdict[done]
            belief = believe(ended, design)
            estimate[active[done]] = (ended.found.sum(axis=-1) + belief.mean) / total
            keep = np.flatnonzero(~done)
            fleet, active, now = fleet.take(keep), active[keep], _take_plan(now, keep)
        if not len(active):
            break
        if step - now.since >= max(REPLAN_LEAST, REPLAN_SHARE * now.since):
            now = plan(fleet, nulls, total, step, design)
    return Outcome(labels, side, estimate)


def _take_plan(now: Plan, keep: Ints) -> Plan:
    stakes = Stakes(now.stakes.alpha[keep], now.stakes.c[keep])
    return replace(now, weights=now.weights[keep], stakes=stakes)
