"""What the audit believes about the items nobody has read yet.

Beliefs steer which item is drawn next and how much is staked on it. They cost labels when they are wrong;
they never cost validity (see `bets.py`).
"""

from dataclasses import dataclass

import numpy as np

from haichieu.stats.arrays import Floats, logit, sigmoid
from haichieu.stats.recipes import KELLY_1, Recipe

#: Twelve steps are not always enough where scores are worse than useless; most fits are flat after six.
_STEPS = 30
_FLAT = 1e-10
_NEVER, _ALWAYS = 1e-5, 1 - 1e-5
#: A share is sought between log odds ±12 until the bracket is below 1e-10.
_WIDEST, _HALVINGS = 12.0, 38


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


@dataclass(frozen=True, slots=True)
class Start:
    """What the scores of a list say before the first label, in M readings.

    Attributes:
        odds: log odds of the bins as each reading takes them, shape (..., M, K).
        precision_a, precision_b: of the priors of a and b, shape (..., M) and (M,).
        shrinkage: shape (M,).
        weights: probability of each reading, shape (M,).
    """

    odds: Floats
    precision_a: Floats
    precision_b: Floats
    shrinkage: Floats
    weights: Floats

    def doubted(self) -> "Start":
        """The last reading alone, the one that trusts the scores least."""
        return Start(
            self.odds[..., -1:, :],
            self.precision_a[..., -1:],
            self.precision_b[-1:],
            self.shrinkage[-1:],
            self.weights[-1:],
        )


def start_beliefs(logits: Floats, sizes: Floats, recipe: Recipe = KELLY_1) -> Start:
    """Read the scores of a list as a recipe does.

    Args:
        logits: mean log odds of the scores of each bin, shape (..., K).
        sizes: items in each bin, shape (..., K).
    """
    odds, variances = [], []
    for reading in recipe.readings:
        shift, doubt = np.zeros(sizes.shape[:-1]), np.zeros(sizes.shape[:-1])
        if reading.calibrated_at is not None:
            shift, doubt = list_share(logits, sizes, reading.calibrated_at)
        odds.append(np.broadcast_to(logits, sizes.shape) + shift[..., None])
        variances.append(reading.sd_a**2 + doubt)
    return Start(
        np.stack(odds, axis=-2),
        1 / np.stack(variances, axis=-1),
        np.array([1 / reading.sd_b**2 for reading in recipe.readings]),
        np.array([reading.shrinkage for reading in recipe.readings]),
        np.array([reading.weight for reading in recipe.readings]),
    )


def list_share(logits: Floats, sizes: Floats, calibrated_at: float) -> tuple[Floats, Floats]:
    """How far the log odds of a list's share lie from those at which its scores are probabilities.

    If positives score in the list as they did elsewhere, and so do negatives, a share π turns a chance p into the odds
    p/(1 − p) · exp(d), d = logit π − logit π₀, and the log likelihood of all scores is
    Σ log(π p/π₀ + (1 − π)(1 − p)/(1 − π₀)). Its top is where Σ p = Nπ. A prior d ~ N(0, 1) keeps
    scores that are all alike from settling the share.

    Args:
        logits, sizes: of the bins, shape (..., K).
        calibrated_at: π₀.

    Returns:
        d and its variance (the inverse of the observed information), both of shape (...).

    Source: Saerens, Latinne and Decaestecker (2002), Neural Computation 14(1), 21–41.

    >>> shift, doubt = list_share(np.array([-2.0, 2.0]), np.array([900.0, 100.0]), 0.5)
    >>> float(shift.round(2)), float(doubt.round(3))
    (-3.97, 0.163)
    """
    count, base = sizes.sum(axis=-1), float(logit(np.array(calibrated_at)))
    low, high = np.full(count.shape, -_WIDEST), np.full(count.shape, _WIDEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        climb = (
            (sizes * sigmoid(logits + middle[..., None])).sum(axis=-1)
            - count * sigmoid(middle + base)
            - middle
        )
        low, high = np.where(climb > 0, middle, low), np.where(climb > 0, high, middle)
    shift = (low + high) / 2
    p, share = sigmoid(logits + shift[..., None]), sigmoid(shift + base)
    known = count * share * (1 - share) - (sizes * p * (1 - p)).sum(axis=-1)
    return np.asarray(shift), np.asarray(1 / (1 + np.maximum(known, 0.0)))


def recalibrate(start: Start, read: Floats, positive: Floats, unread: Floats) -> Belief:
    """Fit logit p = a + b·logit(score) to the labels so far, shrink each bin towards it, and average the readings.

    The fit is the maximum a posteriori. Each bin then takes
    p = (shrinkage·curve + positives) / (shrinkage + read). The variance of the total adds the Laplace approximation
    of (a, b), the uncertainty left within each bin, the binomial spread of the unread verdicts, and the difference of
    the readings. Each reading weighs as much as the labels make it likely, by the Laplace approximation again.

    Args:
        start: what the scores said before the first label.
        read, positive, unread: labels, positives among them and unread items by bin, shape (..., K).

    Returns:
        The belief for each element of the batch.

    Source: Laplace approximation, Tierney and Kadane (1986), JASA 81(393), 82–86.

    >>> start = start_beliefs(np.array([-2.0, 2.0]), np.array([10.0, 10.0]))
    >>> b = recalibrate(start, np.zeros(2), np.zeros(2), np.array([10.0, 10.0]))
    >>> b.p.round(3).tolist(), round(float(b.mean), 6)
    ([0.119, 0.881], 10.0)
    """
    read, positive, unread = read[..., None, :], positive[..., None, :], unread[..., None, :]
    a, b, height = _fit(start, read, positive)
    curve = sigmoid(a[..., None] + b[..., None] * start.odds)
    aa, ab, bb = _covariance(start, read * curve * (1 - curve))
    worth = start.shrinkage[:, None]
    p = np.clip((worth * curve + positive) / (worth + read), _NEVER, _ALWAYS)
    weight = unread * curve * (1 - curve) * worth / (worth + read)
    by_a, by_b = weight.sum(axis=-1), (weight * start.odds).sum(axis=-1)
    variance = aa * by_a**2 + 2 * ab * by_a * by_b + bb * by_b**2
    variance = variance + (unread * p * (1 - p) * (1 + unread / (worth + read + 1))).sum(axis=-1)
    mean = (unread * p).sum(axis=-1)
    trust = _trust(start, height + 0.5 * np.log((aa * bb - ab * ab) * start.precision_a * start.precision_b))
    whole = np.asarray((trust * mean).sum(axis=-1))
    variance = (trust * (variance + (mean - whole[..., None]) ** 2)).sum(axis=-1)
    return Belief((trust[..., None] * p).sum(axis=-2), whole, np.sqrt(variance))


def _trust(start: Start, evidence: Floats) -> Floats:
    """Probability of each reading, shape (..., M), from the log probability that it gave the labels."""
    likely = start.weights * np.exp(evidence - evidence.max(axis=-1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=-1, keepdims=True))


def _fit(start: Start, read: Floats, positive: Floats) -> tuple[Floats, Floats, Floats]:
    """Most likely (a, b) and its log posterior: Newton's method, a step being shortened until it climbs.

    Without the shortening it swings for ever where the scores are useless and sure of themselves.
    """
    shape = np.broadcast_shapes(start.odds.shape, read.shape)[:-1]
    a, b = np.zeros(shape), np.ones(shape)
    height, length = _log_posterior(start, read, positive, a, b), np.ones(shape)
    for _ in range(_STEPS):
        curve = sigmoid(a[..., None] + b[..., None] * start.odds)
        rest = positive - read * curve
        slope_a = rest.sum(axis=-1) - a * start.precision_a
        slope_b = (rest * start.odds).sum(axis=-1) - (b - 1) * start.precision_b
        if not (np.abs(slope_a) + np.abs(slope_b) > _FLAT).any():
            break
        aa, ab, bb = _covariance(start, read * curve * (1 - curve))
        next_a = a + length * (aa * slope_a + ab * slope_b)
        next_b = b + length * (ab * slope_a + bb * slope_b)
        next_height = _log_posterior(start, read, positive, next_a, next_b)
        climbs = next_height >= height
        a, b, height = (
            np.where(climbs, new, old) for new, old in ((next_a, a), (next_b, b), (next_height, height))
        )
        length = np.where(climbs, 1.0, length / 4)
    return a, b, height


def _log_posterior(start: Start, read: Floats, positive: Floats, a: Floats, b: Floats) -> Floats:
    eta = a[..., None] + b[..., None] * start.odds
    likelihood = (positive * eta - read * np.logaddexp(0.0, eta)).sum(axis=-1)
    return np.asarray(likelihood - 0.5 * (start.precision_a * a * a + start.precision_b * (b - 1) ** 2))


def _covariance(start: Start, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Inverse of the 2 × 2 information matrix of (a, b): its entries aa, ab, bb."""
    h_aa = weight.sum(axis=-1) + start.precision_a
    h_ab = (weight * start.odds).sum(axis=-1)
    h_bb = (weight * start.odds * start.odds).sum(axis=-1) + start.precision_b
    det = h_aa * h_bb - h_ab * h_ab
    return h_bb / det, -h_ab / det, h_aa / det
