"""Bets against “the unread verdicts add up to at most T”, and where to look to win them.

Before each draw fix q_i > 0 (summing to 1 over the unread items), α_i ≥ 0 and c ≥ 0 with Σ α_i + c·T ≤ 1,
draw item i with probability q_i, and multiply the wealth by (α_i + c·v_i) / q_i, v_i being its verdict.
Under the null the expected factor is Σ α_i + c·Σ v_i ≤ 1, so the wealth is a non-negative supermartingale
and by Ville's inequality ever reaches 1/level with probability at most `level`, whatever q, α and c were.
The functions here choose q, α and c that let the wealth grow fastest when verdicts follow believed
probabilities p; a wrong p makes growth slower and nothing else.

Sources: Waudby-Smith and Ramdas (2024), JRSS-B 86(1), arXiv 2010.09686 (betting without replacement);
Shekhar, Xu, Lipton, Liang and Ramdas (2023), arXiv 2305.06884 (audits with scores); Ville (1939).
All arrays carry bins on the last axis; leading axes are a batch and broadcast.
"""

import numpy as np

from haichieu.stats.arrays import Floats, logit, sigmoid

_TILT_STEPS = 8
_STAKE_STEPS = 12
_RATE_STEPS = 6
_ROOT_STEPS = 7
_SMALLEST_T = 0.5


def tilt(odds: Floats, unread: Floats, target: Floats) -> Floats:
    """Shift log odds by one number so that the expected total becomes `target`.

    Args:
        odds: log odds by bin, shape (..., K).
        unread: unread items by bin, shape (..., K).
        target: wanted Σ unread·p, strictly between 0 and Σ unread, shape (...).

    Returns:
        Tilted probabilities, shape (..., K): Newton's method on the log odds of the mean, kept in a bracket.

    >>> p = tilt(np.array([-1.0, 1.0]), np.array([50.0, 50.0]), np.array(20.0))
    >>> float((p * 50).sum().round(6))
    20.0
    """
    total = unread.sum(axis=-1)
    goal = logit(target / total)
    low, high = np.full(goal.shape, -40.0), np.full(goal.shape, 40.0)
    shift = np.zeros(goal.shape)
    for _ in range(_TILT_STEPS):
        p = sigmoid(odds + shift[..., None])
        weighted = unread * p
        mean = np.clip(weighted.sum(axis=-1) / total, 1e-12, 1 - 1e-12)
        gap = logit(mean) - goal
        low, high = np.where(gap < 0, shift, low), np.where(gap > 0, shift, high)
        slope = (weighted * (1 - p)).sum(axis=-1) / total / (mean * (1 - mean))
        move = shift - gap / np.maximum(slope, 1e-9)
        inside = (move >= low) & (move <= high)
        shift = np.where(gap == 0, shift, np.where(inside, move, (low + high) / 2))
    return sigmoid(odds + shift[..., None])


def best_stakes(q: Floats, p: Floats, unread: Floats, slack: Floats) -> tuple[Floats, Floats]:
    """Stakes α and c that maximise the expected log factor for given drawing probabilities.

    With λ = 1 the Lagrange conditions give α(c) = [(q−c) + √((q−c)² + 4q(1−p)c)] / 2 and, for c,
    Σ unread·q·p / (α(c) + c) = T. There is no bet (α = q, c = 0) where Σ unread·p ≤ T.

    Args:
        q: drawing probability of each item of a bin, shape (..., K), Σ unread·q = 1.
        p: believed probability of v = 1, shape (..., K).
        unread: unread items by bin, shape (..., K).
        slack: T, shape (...).

    Returns:
        α of shape (..., K) and c of shape (...). Not yet scaled to the constraint (`scale` does that).
    """
    t = np.maximum(slack, _SMALLEST_T)
    mass = unread * q * p
    low, high = np.zeros(t.shape), 1.0 / t
    c = high * 0.5
    for _ in range(_STAKE_STEPS):
        alpha, root = _alpha(q, p, c)
        whole = alpha + c[..., None]
        pull = (mass / whole).sum(axis=-1)
        low, high = np.where(pull > t, c, low), np.where(pull > t, high, c)
        change = (q * (1 - p) - alpha) / root + 1.0
        slope = (mass * change / (whole * whole)).sum(axis=-1)
        # Newton on 1/pull, which is close to a straight line in c.
        move = c + (1 / t - 1 / pull) * pull * pull / slope
        c = np.where((move >= low) & (move <= high), move, (low + high) / 2)
    c = np.where((unread * p).sum(axis=-1) > t, c, 0.0)
    alpha, _ = _alpha(q, p, c)
    return np.maximum(alpha, 1e-9 * q), c


def _alpha(q: Floats, p: Floats, c: Floats) -> tuple[Floats, Floats]:
    """α(c) by the form of the quadratic's root that does not cancel, and the root of the discriminant."""
    c = c[..., None]
    gap = q - c
    product = q * (1 - p) * c
    root = np.sqrt(gap * gap + 4 * product)
    half = 0.5 * (np.abs(gap) + root)
    return np.where(gap >= 0, half, product / half), root


def best_draws(p: Floats, unread: Floats, slack: Floats) -> Floats:
    """Drawing probabilities that, with their best stakes, let the wealth grow fastest.

    The growth is log ρ with ρ = max Σ unread·α^(1−p)·(α+c)^p over the constraint. With r = α/c it is the
    fractional programme max Σ unread·r^(1−p)·(1+r)^p / (Σ unread·r + T), solved by Dinkelbach's iteration;
    each bin's x = r/(1+r) solves (1−p)·x^(−p) + p·x^(1−p) = ρ, and q ∝ x^(1−p)/(1−x).

    Args:
        p: believed probability of v = 1, shape (..., K); Σ unread·p should exceed T.
        unread: unread items by bin, shape (..., K).
        slack: T, shape (...).

    Returns:
        q, shape (..., K), with Σ unread·q = 1.

    Source: Dinkelbach (1967), Management Science 13(7), 492–498.
    """
    t = np.maximum(slack, _SMALLEST_T)
    total = unread.sum(axis=-1)
    rate = _uniform_rate((unread * p).sum(axis=-1) / total, t / total)
    for _ in range(_RATE_STEPS):
        u = _log_ratio(p, rate)
        gap = -np.expm1(-u)
        gain = np.exp(-(1 - p) * u) / gap
        ratio = (unread * gain).sum(axis=-1) / ((unread * np.exp(-u) / gap).sum(axis=-1) + t)
        rate = np.maximum(np.log(ratio), 1e-9)
    return np.asarray(gain / (unread * gain).sum(axis=-1)[..., None])


def _uniform_rate(mean: Floats, bound: Floats) -> Floats:
    """Growth by uniform draws, a lower bound of the best: KL(mean ‖ bound) of two Bernoulli laws."""
    mean, bound = np.clip(mean, 1e-9, 1 - 1e-9), np.clip(bound, 1e-9, 1 - 1e-9)
    rate = mean * np.log(mean / bound) + (1 - mean) * np.log((1 - mean) / (1 - bound))
    return np.asarray(np.where(mean > bound, np.maximum(rate, 1e-9), 1e-9))


def _log_ratio(p: Floats, rate: Floats) -> Floats:
    """Solve log((1−p) + p·e^(−u)) + p·u = rate for u = −log x > 0 by Newton's method.

    The left side is convex and increasing, so Newton approaches from the right after one step.
    """
    goal = rate[..., None]
    u = np.minimum((goal - np.log1p(-p)) / p, np.sqrt(2 * goal / (p * (1 - p))) * 1.5)
    for _ in range(_ROOT_STEPS):
        tail = p * np.exp(-u)
        whole = (1 - p) + tail
        u = u - (np.log(whole) + p * u - goal) / (p - tail / whole)
        u = np.maximum(u, 1e-7)
    return np.minimum(u, 700.0)


def neyman_draws(p: Floats, unread: Floats) -> Floats:
    """Drawing probabilities in proportion to √(p(1−p)), Σ unread·q = 1."""
    spread = np.sqrt(p * (1 - p))
    return np.asarray(spread / (unread * spread).sum(axis=-1)[..., None])
