"""Exact check on small lists: `python -m benchmarks.certificate.enumeration`.

For lists of up to 8 items, every assignment of verdicts under either null (up to exchanging items of one
bin) and every sequence of draws, with their exact probabilities: the expected factor of every single bet,
the expected wealth after every label, and the probability of ever deciding wrongly.
Fails when an expected factor exceeds 1 + 1e-12 or a probability exceeds the level.
"""

import itertools
import sys
from dataclasses import dataclass

import numpy as np

from benchmarks.certificate.engine import Fleet, bet, decide, open_fleet, plan
from haichieu.stats.arrays import Floats, Ints
from haichieu.stats.audit import REPLAN_LEAST, REPLAN_SHARE
from haichieu.stats.limits import Limit
from haichieu.stats.plans import Plan
from haichieu.stats.recipes import PRESENT

TOLERANCE = 1e-12
LAYOUTS = ((1,), (3,), (2, 2), (1, 3, 1), (5, 1), (3, 4), (2, 2, 2, 2), (1, 2, 4, 1), (6, 2), (8,))
LIMITS = (Limit(15, 100), Limit(30, 100), Limit(1, 2, strict=False))
LEVELS = (0.05, 0.2, 0.4)


@dataclass(frozen=True, slots=True)
class Extremes:
    """Largest expected factor of one bet, expected wealth, and probability of a wrong decision by level."""

    factor: float
    wealth: float
    wrong: tuple[float, ...]

    def join(self, other: "Extremes") -> "Extremes":
        """The larger of each."""
        wrong = tuple(map(max, self.wrong, other.wrong))
        return Extremes(max(self.factor, other.factor), max(self.wealth, other.wealth), wrong)


@dataclass(slots=True)
class Paths:
    """All sequences of draws so far: their audits, probabilities, and which have decided wrongly."""

    fleet: Fleet
    now: Plan
    chance: Floats
    wrong: Ints


def enumerate_list(sizes: tuple[int, ...], positive: tuple[int, ...], limit: Limit) -> Extremes:
    """Follow every sequence of draws of one list.

    Args:
        sizes: items in each bin; positive: how many of them are positive.
        limit: the limit; the null that is true is the one tested.
    """
    total, most = sum(sizes), limit.most(sum(sizes))
    side = 0 if sum(positive) <= most else 1
    nulls = np.array([most, most + 1.0])
    fleet = _first(sizes, positive)
    paths = Paths(fleet, plan(fleet, nulls, total, 0), np.ones(1), np.zeros((len(LEVELS), 1), dtype=np.int64))
    factor, wealth = 0.0, 0.0
    for step in range(1, total + 1):
        paths, expected = _expand(paths, nulls, total, side)
        factor = max(factor, float(expected.max()))
        mixed = np.exp(paths.fleet.wealth[:, side]) @ np.array(PRESENT.bettors)
        wealth = max(wealth, float(paths.chance @ mixed))
        for row, level in enumerate(LEVELS):
            paths.wrong[row] |= decide(paths.fleet, most, total, level) == side
        if step < total and step - paths.now.since >= max(REPLAN_LEAST, REPLAN_SHARE * paths.now.since):
            paths.now = plan(paths.fleet, nulls, total, step)
    return Extremes(factor, wealth, tuple(float(paths.chance @ row) for row in paths.wrong))


def _first(sizes: tuple[int, ...], positive: tuple[int, ...]) -> Fleet:
    k = len(sizes)
    odds = np.linspace(-2.0, 2.0, k)[None]
    return open_fleet(odds, np.array([sizes], dtype=float), np.array([positive], dtype=float))


def _expand(paths: Paths, nulls: Floats, total: int, side: int) -> tuple[Paths, Floats]:
    """Every next draw of every path, and the expected factor of each bettor on each path."""
    fleet = paths.fleet
    whole = (fleet.unread * paths.now.weights).sum(axis=-1)
    parts: list[Paths] = []
    expected = np.zeros(fleet.wealth[:, side].shape)
    for place, y in itertools.product(range(fleet.unread.shape[1]), (0.0, 1.0)):
        left = fleet.hidden[:, place] if y else fleet.unread[:, place] - fleet.hidden[:, place]
        rows = np.flatnonzero(left)
        if not len(rows):
            continue
        child, now = fleet.take(rows), _plan_rows(paths.now, rows)
        draw = left[rows] * now.weights[:, place] / whole[rows]
        bet(child, now, nulls, total, np.full(len(rows), place), np.full(len(rows), y))
        expected[rows] += draw[:, None] * np.exp(child.wealth[:, side] - fleet.wealth[rows, side])
        parts.append(Paths(child, now, paths.chance[rows] * draw, paths.wrong[:, rows]))
    return _join(parts, paths.now), expected


def _plan_rows(now: Plan, rows: Ints) -> Plan:
    stakes = type(now.stakes)(now.stakes.alpha[rows], now.stakes.c[rows])
    return Plan(now.since, now.weights[rows], now.belief, stakes, now.tally, now.recipe)


def _join(parts: list[Paths], now: Plan) -> Paths:
    fleets = [part.fleet for part in parts]
    fleet = Fleet(*(np.concatenate([getattr(f, name) for f in fleets]) for name in Fleet.__slots__))
    alpha = np.concatenate([part.now.stakes.alpha for part in parts])
    c = np.concatenate([part.now.stakes.c for part in parts])
    weights = np.concatenate([part.now.weights for part in parts])
    joined = Plan(now.since, weights, now.belief, type(now.stakes)(alpha, c), now.tally, now.recipe)
    chance = np.concatenate([part.chance for part in parts])
    return Paths(fleet, joined, chance, np.concatenate([part.wrong for part in parts], axis=1))


def worst(sizes: tuple[int, ...], limit: Limit) -> tuple[int, Extremes]:
    """Number of assignments of one layout and the worst figures over them."""
    found = Extremes(0.0, 0.0, (0.0,) * len(LEVELS))
    assignments = list(itertools.product(*(range(size + 1) for size in sizes)))
    for positive in assignments:
        found = found.join(enumerate_list(sizes, positive, limit))
    return len(assignments), found


def main() -> int:
    """Print the table; 1 when a promise is broken."""
    print(f"{'bins':<14} {'limit':<16} {'lists':>6} {'max E factor − 1':>18} {'max E wealth':>13} "
          + " ".join(f"{f'P(wrong) α={level}':>16}" for level in LEVELS))  # fmt: skip
    failed = False
    for sizes, limit in itertools.product(LAYOUTS, LIMITS):
        count, found = worst(sizes, limit)
        failed |= found.factor > 1 + TOLERANCE or found.wealth > 1 + TOLERANCE
        failed |= any(p > level for p, level in zip(found.wrong, LEVELS, strict=True))
        print(f"{'+'.join(map(str, sizes)):<14} {limit!s:<16} {count:>6} {found.factor - 1:>18.3g} "
              f"{found.wealth:>13.9f} " + " ".join(f"{p:>16.4f}" for p in found.wrong), flush=True)  # fmt: skip
    print("FAILED" if failed else "every expected factor ≤ 1 + 1e-12, every error within its level")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
