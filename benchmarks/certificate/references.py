"""Many audits in lockstep for the reference methods on uniform draws: the games of `haichieu.stats.methods`."""

import math
from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.certificate.engine import Outcome
from haichieu.stats.arrays import Floats
from haichieu.stats.methods.alpha import shrink_games
from haichieu.stats.methods.control_variate import variate_games
from haichieu.stats.methods.empirical_bernstein import bernstein_games
from haichieu.stats.methods.games import Game
from haichieu.stats.methods.hypergeometric import ratio_games

#: From N, the tested counts of either side (R,), the lists' scores (R, N) and the level to both games.
Games = Callable[[int, Floats, Floats, Floats, float], tuple[Game, Game]]

WITHOUT_SCORES: Mapping[str, Games] = {
    "hypergeometric": lambda total, above, below, scores, level: ratio_games(total, above, below),
    "ALPHA": lambda total, above, below, scores, level: shrink_games(total, above, below),
    "betting EB": lambda total, above, below, scores, level: bernstein_games(total, above, below, level),
}
WITH_SCORES: Mapping[str, Games] = {
    "control variate": lambda total, above, below, scores, level: variate_games(total, above, below, scores),
}


def draw_counts(total: int, positives: int, reps: int, cap: int, rng: np.random.Generator) -> Floats:
    """Verdicts of the first `cap` uniform draws from lists with so many positives, shape (reps, cap)."""
    verdicts = np.zeros((reps, cap))
    left = np.full(reps, float(positives))
    for step in range(cap):
        hit = rng.random(reps) * (total - step) < left
        verdicts[:, step] = hit
        left -= hit
    return verdicts


def simulate_uniform(
    games: Games,
    verdicts: Floats,
    most: int,
    total: int,
    *,
    scores: Floats | None = None,
    drawn: Floats | None = None,
    alpha: float = 0.05,
) -> Outcome:
    """Run one audit a row until it has decided or its draws are used up.

    Args:
        games: the method.
        verdicts: of the items in the order they are drawn, shape (R, cap).
        most: the largest count that keeps the limit; total: N.
        scores: of the whole lists, shape (R, N), and `drawn`, those of the items drawn, shape (R, cap).
    """
    reps, cap = verdicts.shape
    drawn = np.zeros_like(verdicts) if drawn is None else drawn
    lists = np.zeros((1, 1)) if scores is None else scores
    bound = np.full(reps, float(most))
    above, below = games(total, bound, bound + 1, lists, alpha)
    labels, side, estimate = np.full(reps, cap), np.full(reps, -1), np.zeros(reps)
    positives = np.zeros(reps)
    for step in range(cap):
        v, s = verdicts[:, step], drawn[:, step]
        above.play(v, s)
        below.play(1 - v, 1 - s)
        positives += v
        wealth = np.stack([above.wealth, below.wealth])
        wealth[1, (step + 1 - positives) >= total - most] = np.inf
        now = (side < 0) & (wealth.max(axis=0) >= -math.log(alpha))
        side[now], labels[now] = wealth.argmax(axis=0)[now], step + 1
        estimate[now] = positives[now] / (step + 1)
        if (side >= 0).all():
            break
    open_still = side < 0
    estimate[open_still] = positives[open_still] / cap
    return Outcome(labels, side, estimate)
