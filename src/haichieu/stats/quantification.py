"""The share of positives among many unread items, estimated from a model's probabilities alone.

These estimates assume *label shift*: the share may differ from the one the model learned at, but positives look like
the positives it learned from, and negatives like the negatives. Nothing in the scores can prove that, so an estimate of
this file is for a dashboard and for an alarm, and never for a certificate (`docs/algorithms/drift.md`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from haichieu.stats.arrays import Floats, Ints

#: The top of a concave curve is sought until (2/3)^60 < 1e-10 of the bracket is left.
_CUTS = 60
#: Two shares closer than this are one.
_CLOSE = 1e-13
#: Added to a reference histogram as a whole, so that no bin of it is empty.
_CRUMB = 1.0


@dataclass(frozen=True, slots=True)
class ReferenceScores:
    """How a model scored items that it had not learned from and whose truth is known.

    Attributes:
        edges: K + 1 ascending bounds of the bins, the first 0 and the last 1.
        counts: shape (2, K): items in each bin, truly not positive and truly positive.
        means: mean score of the two kinds.
    """

    edges: Floats
    counts: Ints
    means: tuple[float, float]

    @classmethod
    def of(cls, scores: Floats, positive: NDArray[np.bool_], *, bins: int = 20) -> "ReferenceScores":
        """Sort held-back scores into bins that hold about the same part of the two kinds together.

        Args:
            scores: (n,) probabilities of items outside the training.
            positive: (n,) their truth; both kinds must occur.
            bins: number of bins.

        Raises:
            ValueError: one of the two kinds is missing.

        >>> truth = np.array([False, False, True, True])
        >>> reference = ReferenceScores.of(np.array([0.1, 0.2, 0.3, 0.9]), truth, bins=2)
        >>> reference.counts.tolist(), reference.prior
        ([[2, 0], [0, 2]], 0.5)
        """
        sizes = np.bincount(positive.astype(np.int64), minlength=2)
        if not sizes.all():
            raise ValueError("a reference needs items of both kinds")
        order = np.argsort(scores, kind="stable")
        passed = np.cumsum(0.5 / sizes[positive[order].astype(np.int64)])
        last = np.searchsorted(passed, np.arange(1, bins) / bins - 1e-9)
        inner = (scores[order][last] + scores[order][np.minimum(last + 1, len(order) - 1)]) / 2
        edges = np.concatenate(([0.0], inner, [1.0])).astype(np.float64)
        kinds = scores[~positive], scores[positive]
        counts = np.stack([bin_counts(kind, edges) for kind in kinds])
        return cls(edges, counts, (float(kinds[0].mean()), float(kinds[1].mean())))

    @property
    def sizes(self) -> tuple[int, int]:
        """Reference items of each kind: not positive, positive."""
        return int(self.counts[0].sum()), int(self.counts[1].sum())

    @property
    def shares(self) -> Floats:
        """The two histograms, shape (2, K), rows sum to 1."""
        return np.asarray(self.counts / self.counts.sum(axis=1, keepdims=True))

    @property
    def ratio(self) -> Floats:
        """Log likelihood ratio of positive against not positive in each bin, half an item added to every count."""
        filled = self.counts + 0.5
        rows = np.log(filled / filled.sum(axis=1, keepdims=True))
        return np.asarray(rows[1] - rows[0])

    @property
    def prior(self) -> float:
        """Share of positives among the reference items, at which the probabilities are calibrated."""
        return self.sizes[1] / sum(self.sizes)


def bin_counts(scores: Floats, edges: Floats) -> Ints:
    """Items in each bin; a score on an inner edge belongs to the bin above.

    >>> bin_counts(np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.5, 1.0])).tolist()
    [1, 2]
    """
    bins = np.searchsorted(edges[1:-1], scores, side="right")
    return np.bincount(bins, minlength=len(edges) - 1).astype(np.int64)


def emq_share(chances: Floats, prior: float, *, steps: int = 200) -> float:
    """Most likely share of positives when probabilities calibrated at another share are all there is.

    With r(π) = π p/π₀ + (1 − π)(1 − p)/(1 − π₀), the likelihood Σ log r(π) is concave in π. Its top is the fixed point
    of the expectation–maximisation steps π ← mean of π p/(π₀ r(π)); it is found here by Newton's method kept in a
    bracket, which takes about ten steps where those take hundreds.

    Args:
        chances: (n,) probabilities, n ≥ 1.
        prior: share of positives at which they are calibrated, strictly between 0 and 1.
        steps: at most so many steps.

    Returns:
        The share, in [0, 1].

    Raises:
        ValueError: no chances, chances outside [0, 1], or a prior of 0 or 1.

    Source: Saerens, Latinne, Decaestecker (2002), Neural Computation 14(1), 21–41.

    >>> round(emq_share(np.array([0.9, 0.9, 0.1, 0.1, 0.1, 0.1]), 0.5), 6)
    0.291667
    """
    ratios = _ratios(chances, prior)
    low, high = 0.0, 1.0
    share = prior
    for _ in range(steps):
        slope, bend = _slopes(ratios, share)
        if abs(slope) <= _CLOSE * len(ratios[0]):  # also where every share is as likely
            break
        low, high = (share, high) if slope > 0 else (low, share)
        step = share + slope / bend if bend > 0 else share
        following = step if low < step < high else (low + high) / 2
        if abs(following - share) < _CLOSE:
            break
        share = following
    return _snap(share)


def emq_error(chances: Floats, prior: float, share: float) -> float:
    """Standard error of `emq_share`, as far as chance in drawing the items goes: 1/√(observed information).

    >>> round(emq_error(np.array([0.9, 0.9, 0.1, 0.1, 0.1, 0.1]), 0.5, 0.291667), 2)
    0.24
    """
    _, bend = _slopes(_ratios(chances, prior), min(max(share, 1e-9), 1 - 1e-9))
    return float(1 / np.sqrt(bend)) if bend > 0 else 1.0


def _ratios(chances: Floats, prior: float) -> tuple[Floats, Floats]:
    if not 0 < prior < 1:
        raise ValueError(f"prior {prior} is not strictly between 0 and 1")
    p = np.asarray(chances, dtype=np.float64)
    if not p.size or not (p.min() >= 0 and p.max() <= 1):
        raise ValueError("chances must be given, each between 0 and 1")
    return p / prior, (1 - p) / (1 - prior)


def _slopes(ratios: tuple[Floats, Floats], share: float) -> tuple[float, float]:
    """First derivative of the log likelihood, and the second with its sign turned."""
    given, absent = ratios
    pulls = (given - absent) / (share * given + (1 - share) * absent)
    return float(pulls.sum()), float((pulls * pulls).sum())


def _snap(share: float) -> float:
    nearest = round(share)
    return float(nearest) if abs(share - nearest) < 1e-9 else share


def pacc_share(chances: Floats, reference_given: tuple[float, float]) -> float:
    """Share of positives at which the mean probability would be the one observed.

    Args:
        chances: (n,) probabilities, n ≥ 1.
        reference_given: mean probability of items known to be not positive, and of items known to be positive.

    Returns:
        (mean − first)/(second − first), cut to [0, 1].

    Raises:
        ValueError: no chances, or the two means do not rise: such a model tells nothing.

    Source: probabilistic adjusted count, Bella et al. (2010), ICDM; with counts in place of means it is the estimator
    of Rogan and Gladen (1978), American Journal of Epidemiology 107(1), 71–76.

    >>> round(pacc_share(np.array([0.2, 0.4]), (0.1, 0.7)), 6)
    0.333333
    """
    absent, given = reference_given
    if not len(chances) or not absent < given:
        raise ValueError("chances must be given, and their mean must be higher among positives")
    return min(1.0, max(0.0, (float(np.mean(chances)) - absent) / (given - absent)))


def mixture_distance(observed: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Least Hellinger distance of histograms to any mixture of two histograms.

    Under label shift an observed histogram *is* such a mixture but for chance, whatever the share is.

    Args:
        observed: (…, K) histograms, each summing to 1.
        shares: (…, 2, K) the two histograms to mix.

    Returns:
        The distances √(1 − Σ √(o m)) in [0, 1], and the share of the second histogram in each closest mixture.

    Source: González-Castro, Alaiz-Rodríguez, Alegre (2013), Information Sciences 218, 146–164.

    >>> parts = np.array([[0.9, 0.1], [0.2, 0.8]])
    >>> distance, share = mixture_distance(np.array([0.55, 0.45]), parts)
    >>> bool(distance < 1e-6), round(float(share), 6)
    (True, 0.5)
    """
    base, rise = shares[..., 0, :], shares[..., 1, :] - shares[..., 0, :]
    low = np.zeros(np.broadcast_shapes(observed.shape[:-1], base.shape[:-1]))
    high = np.ones_like(low)
    for _ in range(_CUTS):
        third = (high - low) / 3
        left, right = low + third, high - third
        climbs = _affinity(observed, base, rise, left) < _affinity(observed, base, rise, right)
        low, high = np.where(climbs, left, low), np.where(climbs, high, right)
    middle = (low + high) / 2
    return np.sqrt(np.maximum(0.0, 1 - _affinity(observed, base, rise, middle))), middle


def _affinity(observed: Floats, base: Floats, rise: Floats, share: Floats) -> Floats:
    mixture = np.maximum(0.0, base + rise * share[..., None])
    return np.asarray(np.sqrt(observed * mixture).sum(axis=-1))


def mixture_departures(observed: Floats, counts: Ints, ratio: Floats) -> Floats:
    """Five ways in which a histogram may differ from every mixture of two reference histograms.

    The first is the distance of `mixture_distance`, which sees any difference a little. The other four see one kind of
    difference well: one of the two kinds of items scores higher or lower than it did, or is more or less spread out.
    They are efficient score statistics: in the mixture m = (1 − π) h₀ + π h₁ one h_j is replaced by h_j·exp(δ g), where
    g is the bin's log likelihood ratio less its mean under h_j, or the square of that less its mean; the part that
    another π would explain is taken out.

    Args:
        observed: (…, K) histograms, each summing to 1.
        counts: (…, 2, K) reference items in each bin, of the two kinds.
        ratio: (K,) log likelihood ratio of each bin (`ReferenceScores.ratio`); it only chooses what is looked at, so
            it must not follow the resampling.

    Returns:
        (…, 5): the distance; the two shifts; the two changes of spread. Only their size against that of resampled
        histograms means anything.

    Source: Rao (1948), Mathematical Proceedings of the Cambridge Philosophical Society 44(1), 50–57.

    >>> counts = np.array([[600, 300, 100], [100, 300, 600]])
    >>> found = mixture_departures(np.array([0.35, 0.3, 0.35]), counts, np.log(counts[1] / counts[0]))
    >>> found.shape, bool(np.abs(found).max() < 0.005)
    ((5,), True)
    """
    shares = (counts + _CRUMB / counts.shape[-1]) / (counts.sum(axis=-1, keepdims=True) + _CRUMB)
    distance, share = mixture_distance(observed, shares)
    first, second = shares[..., 0, :], shares[..., 1, :]
    mixture = first + (second - first) * share[..., None]
    steeper = (second - first) / mixture
    weight = np.maximum(_mean(steeper**2, mixture), _CLOSE)
    found = [distance]
    for power in (1, 2):
        for kind, part in ((first, 1 - share), (second, share)):
            tilt = _centred(_centred(ratio, kind) ** power, kind)
            pull = part[..., None] * kind * tilt / mixture
            explained = _mean(pull * steeper, mixture) / weight
            found.append(_mean(pull - explained[..., None] * steeper, observed))
    return np.stack(found, axis=-1)


def _mean(values: Floats, weights: Floats) -> Floats:
    return np.asarray((values * weights).sum(axis=-1))


def _centred(values: Floats, weights: Floats) -> Floats:
    return np.asarray(values - _mean(values, weights)[..., None])
