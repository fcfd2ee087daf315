"""What no audit with these scores can beat by much: log(1/level) over the best growth with the true chances known.

With the share of positives in every bin known, the best draws and stakes of `haichieu.stats.bets` let the wealth grow
fastest; a decision then takes about log(1/level) divided by that growth. An audit has to learn those chances and
stays above it. Lists are taken to be long, so at N = 1,000 the bound near the limit is a little too high.
"""

import math

import numpy as np

from haichieu.stats.arrays import Floats, logit
from haichieu.stats.bets import best_draws, best_stakes
from haichieu.stats.bins import CLOSEST, WIDTH

_LENGTH = 1e6


def fewest_labels(scores: Floats, truth: Floats, share: float, limit: float, level: float = 0.05) -> float:
    """Labels that the best audit needs on a long list with this share of positives.

    Args:
        scores, truth: of posts that stand for the list, shape (n,); both kinds are weighted to the share.
        share: of positives, not the limit itself.

    >>> truth = np.repeat([1.0, 0.0], 500)
    >>> perfect, blind = (fewest_labels(s, truth, 0.3, 0.15) for s in (truth, np.full(1000, 0.5)))
    >>> round(perfect, 1), round(blind, 1)
    (4.3, 41.6)
    """
    cells = np.floor(logit(np.clip(scores, CLOSEST, 1 - CLOSEST)) / WIDTH).astype(np.int64)
    weight = np.where(truth > 0, share / truth.mean(), (1 - share) / (1 - truth.mean()))
    sizes = np.bincount(cells - cells.min(), weights=weight)
    positive = np.bincount(cells - cells.min(), weights=weight * truth)[sizes > 0]
    sizes = sizes[sizes > 0]
    p = np.clip(positive / sizes, 1e-4, 1 - 1e-4)
    hit, bound = (p, limit) if share > limit else (1 - p, 1 - limit)
    items = sizes * (_LENGTH / sizes.sum())
    slack = np.asarray(bound * _LENGTH)
    q = best_draws(hit, items, slack)
    alpha, c = best_stakes(q, hit, items, slack)
    scale = 1 / ((items * alpha).sum() + c * slack)
    gain = hit * np.log((alpha + c) * scale / q) + (1 - hit) * np.log(alpha * scale / q)
    return float(-math.log(level) / (items * q * gain).sum())
