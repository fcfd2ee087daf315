"""A second, plain reckoning of an audit from its trace: the standard library, lists and exact fractions only."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

Given = Fraction | None


@dataclass
class Followed:
    """What the plain reckoning found: the drawn items, the wealth after each, the largest stake of a draw."""

    items: list[int]
    wealth: list[tuple[float, float]]
    most_staked: Fraction


def cells(trace: Mapping[str, Any], scores: Sequence[float]) -> list[int]:
    """Which bin each item belongs to."""
    found = []
    for score in scores:
        p = min(max(score, trace["closest"]), 1 - trace["closest"])
        found.append(math.floor((math.log(p) - math.log1p(-p)) / trace["width"]))
    assert trace["bins"] == sorted(set(found))
    return [trace["bins"].index(cell) for cell in found]


def follow(
    trace: Mapping[str, Any], scores: Sequence[float], seed: str, verdicts: Sequence[Given], total: int
) -> Followed:
    """Draw and bet again with the weights and stakes of a trace, the n-th verdict being of the n-th draw."""
    lists: list[list[int]] = [[] for _ in trace["bins"]]
    for item, place in enumerate(cells(trace, scores)):
        lists[place].append(item)
    limits = [Fraction(trace["nulls"][0]), total - Fraction(trace["nulls"][1])]
    logs = [[0.0] * len(trace["bettors"]) for _ in limits]
    done = Followed([], [], Fraction(0))
    for step, verdict in enumerate(verdicts):
        plan = [plan for plan in trace["plans"] if plan["since"] <= step][-1]
        unread = [len(items) for items in lists]
        place, q = draw(lists, plan["weights"], seed, step, done)
        v = [Fraction(0)] * 2 if verdict is None else [verdict, 1 - verdict]
        for side in (0, 1):
            for bettor in range(len(trace["bettors"])):
                alpha = [Fraction(a) for a in plan["alpha"][side][bettor]]
                c, limit = Fraction(plan["c"][side][bettor]), max(limits[side], Fraction(0))
                used = sum(a * n for a, n in zip(alpha, unread, strict=True)) + c * limit
                assert min(alpha) >= 0 and c >= 0
                scale = Fraction(1 - 1e-12) / used
                done.most_staked = max(done.most_staked, scale * used)
                logs[side][bettor] += math.log(scale * (alpha[place] + c * v[side]) / q)
        limits = [limits[side] - v[side] for side in (0, 1)]
        above, below = (mixed(trace["bettors"], logs[side]) for side in (0, 1))
        done.wealth.append((above, below))
    return done


def draw(
    lists: list[list[int]], weights: Sequence[int], seed: str, step: int, done: Followed
) -> tuple[int, Fraction]:
    """Take the item of one step out of its list: its bin, and the probability it was drawn with."""
    assert all(type(weight) is int and weight >= 1 for weight in weights)
    total = sum(len(items) * weight for items, weight in zip(lists, weights, strict=True))
    number = int(sha256(f"haichieu-draw/1\n{seed}\n{step}".encode()).hexdigest(), 16) * total >> 256
    place = 0
    while number >= len(lists[place]) * weights[place]:
        number -= len(lists[place]) * weights[place]
        place += 1
    items, position = lists[place], number // weights[place]
    done.items.append(items[position])
    items[position] = items[-1]
    items.pop()
    return place, Fraction(weights[place], total)


def mixed(bettors: Sequence[float], logs: Sequence[float]) -> float:
    """Logarithm of the wealth of all bettors together."""
    top = max(logs)
    return top + math.log(sum(part * math.exp(log - top) for part, log in zip(bettors, logs, strict=True)))
