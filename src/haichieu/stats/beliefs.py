"""What the audit believes about the items nobody has read yet.

Beliefs steer which item is drawn next and how much is staked on it. They cost labels when they are wrong;
they never cost validity (see `bets.py`).
"""

from dataclasses import dataclass

import numpy as np

from haichieu.stats.arrays import Floats, sigmoid

#: Prior of the recalibration logit p = a + b·logit(score): a ~ N(0, 1.5²), b ~ N(1, 0.5²).
PRECISION_A, PRECISION_B = 1 / 1.5**2, 1 / 0.5**2
#: How many labels the recalibrated curve is worth against the labels of one bin.
SHRINKAGE = 30.0
#: Twelve steps are not always enough where scores are worse than useless; most fits are flat after six.
_STEPS = 30
_FLAT = 1e-10
_NEVER, _ALWAYS = 1e-5, 1 - 1e-5


@dataclass(frozen=True, slots=True)
class Belief:
    """Probabilities of a positive verdict, by bin, and what they add up to.

    Attributes:
        p: probability that an unread item of the bin is positive, shape (..., K).
        mean: expected number of positives among the unread items, shape (...).
        sd: its standard deviation, shape (...).
    """

    p: Floats
    mean: Floats
    sd: Floats


def recalibrate(logits: Floats, read: Floats, positive: Floats, unread: Floats) -> Belief:
    """Fit logit p = a + b·logit(score) to the labels so far and shrink each bin towards it.

    The fit is the maximum a posteriori. Each bin then takes
    p = (30·curve + positives) / (30 + read). The variance of the total adds the Laplace approximation
    of (a, b), the uncertainty left within each bin, and the binomial spread of the unread verdicts.

    Args:
        logits: log odds of the bins, shape (K,) or (..., K).
        read, positive, unread: labels, positives among them and unread items by bin, shape (..., K).

    Returns:
        The belief for each element of the batch.

    Source: Laplace approximation, Tierney and Kadane (1986), JASA 81(393), 82–86.

    >>> b = recalibrate(np.array([-2.0, 2.0]), np.zeros(2), np.zeros(2), np.array([10.0, 10.0]))
    >>> b.p.round(3).tolist(), round(float(b.mean), 6)
    ([0.119, 0.881], 10.0)
    """
    a, b = _fit(logits, read, positive)
    curve = sigmoid(a[..., None] + b[..., None] * logits)
    aa, ab, bb = _covariance(logits, read * curve * (1 - curve))
    p = np.clip((SHRINKAGE * curve + positive) / (SHRINKAGE + read), _NEVER, _ALWAYS)
    weight = unread * curve * (1 - curve) * SHRINKAGE / (SHRINKAGE + read)
    by_a, by_b = weight.sum(axis=-1), (weight * logits).sum(axis=-1)
    variance = aa * by_a**2 + 2 * ab * by_a * by_b + bb * by_b**2
    variance = variance + (unread * p * (1 - p) * (1 + unread / (SHRINKAGE + read + 1))).sum(axis=-1)
    return Belief(p, np.asarray((unread * p).sum(axis=-1)), np.sqrt(variance))


def _fit(logits: Floats, read: Floats, positive: Floats) -> tuple[Floats, Floats]:
    """Most likely (a, b): Newton's method, a step being shortened until it climbs.

    Without the shortening it swings for ever where the scores are useless and sure of themselves.
    """
    a, b = np.zeros(read.shape[:-1]), np.ones(read.shape[:-1])
    height, length = _log_posterior(logits, read, positive, a, b), np.ones(read.shape[:-1])
    for _ in range(_STEPS):
        curve = sigmoid(a[..., None] + b[..., None] * logits)
        rest = positive - read * curve
        slope_a = rest.sum(axis=-1) - a * PRECISION_A
        slope_b = (rest * logits).sum(axis=-1) - (b - 1) * PRECISION_B
        if not (np.abs(slope_a) + np.abs(slope_b) > _FLAT).any():
            break
        aa, ab, bb = _covariance(logits, read * curve * (1 - curve))
        next_a = a + length * (aa * slope_a + ab * slope_b)
        next_b = b + length * (ab * slope_a + bb * slope_b)
        next_height = _log_posterior(logits, read, positive, next_a, next_b)
        climbs = next_height >= height
        a, b, height = (
            np.where(climbs, new, old) for new, old in ((next_a, a), (next_b, b), (next_height, height))
        )
        length = np.where(climbs, 1.0, length / 4)
    return a, b


def _log_posterior(logits: Floats, read: Floats, positive: Floats, a: Floats, b: Floats) -> Floats:
    eta = a[..., None] + b[..., None] * logits
    likelihood = (positive * eta - read * np.logaddexp(0.0, eta)).sum(axis=-1)
    return np.asarray(likelihood - 0.5 * (PRECISION_A * a * a + PRECISION_B * (b - 1) ** 2))


def _covariance(logits: Floats, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Inverse of the 2 × 2 information matrix of (a, b): its entries aa, ab, bb."""
    h_aa = weight.sum(axis=-1) + PRECISION_A
    h_ab = (weight * logits).sum(axis=-1)
    h_bb = (weight * logits * logits).sum(axis=-1) + PRECISION_B
    det = h_aa * h_bb - h_ab * h_ab
    return h_bb / det, -h_ab / det, h_aa / det
