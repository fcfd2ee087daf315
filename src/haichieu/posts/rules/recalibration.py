"""An organisation's own labels correct the probabilities of the tone model, and never the model itself.

Log odds are stretched and moved (vector scaling, Guo et al. 2017): five numbers, most likely given the labels and a
belief that the model is right as it stands. With few labels the correction hardly differs from none. The model's own
readings are kept, so a correction can always be taken back.

Which posts carry labels was chosen from scores alone, or from scores and earlier labels. Given the score such a choice
says nothing about the truth, so the labels of an audit can be used as they are, without weights.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from haichieu.posts.rules.labels import Label
from haichieu.stats.arrays import Floats, sigmoid

#: The belief that the model is right weighs as much as so many labels at even odds.
STRENGTH = 40.0
#: Newton's steps; the sum minimised is convex, and five to eight steps are usual.
_STEPS = 50
_CLOSE = 1e-10
_HALVINGS = 30
#: Probabilities are kept this far from 0 and 1.
_FARTHEST = 1e-6
#: Order of the tones in columns, as the tone model has it (a test holds the two together).
TONES = ("positive", "neutral", "negative")
#: Added to and factor of positive, added to and factor of negative, where nothing is corrected.
_NONE = np.array([0.0, 1.0, 0.0, 1.0])


@dataclass(frozen=True, slots=True)
class Correction:
    """Five numbers that move calibrated log odds.

    Attributes:
        positive: added to, and factor of, log(positive / neutral).
        negative: added to, and factor of, log(negative / neutral).
        advisory: added to the log odds of the flag.
        labels: how many labels they were fitted on.
    """

    positive: tuple[float, float] = (0.0, 1.0)
    negative: tuple[float, float] = (0.0, 1.0)
    advisory: float = 0.0
    labels: int = 0

    def logits(self, logits: Floats) -> Floats:
        """Corrected log odds.

        Args:
            logits: (n, 3): positive against neutral, negative against neutral, advisory against not.

        Returns:
            The same after correction, (n, 3).
        """
        plus = np.array([self.positive[0], self.negative[0], self.advisory])
        return np.asarray(logits * np.array([self.positive[1], self.negative[1], 1.0]) + plus)

    def apply(self, chances: Floats, advisory: Floats) -> tuple[Floats, Floats]:
        """Corrected probabilities.

        Args:
            chances: (n, 3) of positive, neutral, negative; rows sum to 1.
            advisory: (n,) of the flag.

        Returns:
            Both after correction, of the same shapes.

        >>> wary = Correction(negative=(-1.0, 1.0))
        >>> tones, flags = wary.apply(np.array([[0.2, 0.4, 0.4]]), np.array([0.1]))
        >>> tones.round(3).tolist(), flags.round(3).tolist()
        ([[0.268, 0.535, 0.197]], [0.1])
        """
        moved = self.logits(to_logits(chances, advisory))
        return _tones(moved), sigmoid(moved[:, 2])

    def to_dict(self) -> dict[str, Any]:
        """The correction as it is stored."""
        return {
            "positive": list(self.positive),
            "negative": list(self.negative),
            "advisory": self.advisory,
            "labels": self.labels,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Correction":
        """A stored correction.

        >>> Correction.from_dict(Correction(advisory=0.5, labels=12).to_dict())
        Correction(positive=(0.0, 1.0), negative=(0.0, 1.0), advisory=0.5, labels=12)
        """
        positive, negative = ((float(a), float(b)) for a, b in (record["positive"], record["negative"]))
        return cls(positive, negative, float(record["advisory"]), int(record["labels"]))


#: The model as it stands.
NO_CORRECTION = Correction()


@dataclass(frozen=True, slots=True)
class Trial:
    """A correction tried on labels that it was not fitted on.

    Attributes:
        before, after: mean log loss of tone and flag together, in nats a label, without and with the correction.
        labels: labels it was tried on.
    """

    before: float
    after: float
    labels: int

    @property
    def helps(self) -> bool:
        """Whether the probabilities are better with the correction than without."""
        return self.labels > 0 and self.after < self.before

    @property
    def sentence(self) -> str:
        """What came of it, in Vietnamese.

        >>> print(Trial(0.52, 0.61, 80).sentence)
        Không dùng hiệu chỉnh này: trên 80 nhãn để dành, sai số tăng từ 0,520 lên 0,610.
        """
        if not self.labels:
            return "Không dùng hiệu chỉnh này: chưa có nhãn nào để dành mà thử."
        before, after = (f"{loss:.3f}".replace(".", ",") for loss in (self.before, self.after))
        if self.helps:
            return f"Trên {self.labels} nhãn để dành, sai số giảm từ {before} xuống {after}."
        moved = "không giảm" if before == after else f"tăng từ {before} lên {after}"
        return f"Không dùng hiệu chỉnh này: trên {self.labels} nhãn để dành, sai số {moved}."


def to_logits(chances: Floats, advisory: Floats) -> Floats:
    """Log odds of n readings, (n, 3), as `Correction.logits` takes them."""
    tones = np.log(np.clip(np.asarray(chances, dtype=np.float64), _FARTHEST, None))
    flag = np.clip(np.asarray(advisory, dtype=np.float64), _FARTHEST, 1 - _FARTHEST)
    return np.column_stack([tones[:, 0] - tones[:, 1], tones[:, 2] - tones[:, 1], np.log(flag / (1 - flag))])


def fit_correction(
    chances: Floats,
    advisory: Floats,
    given: Sequence[Label],
    *,
    strength: float = STRENGTH,
    start: Correction = NO_CORRECTION,
) -> Correction:
    """The most likely correction, given people's labels of posts that the model has read.

    Minimises the log loss of the labels plus strength/8·Σ(number − its value in no correction)²: the belief weighs as
    much as `strength` labels at even odds. A label that says only “not negative” counts for positive and neutral
    together; of a post that nobody could read nothing is learned.

    Args:
        chances: (n, 3) the uncorrected probabilities of positive, neutral, negative.
        advisory: (n,) the uncorrected probability of the flag.
        given: the n labels, in the same order.
        strength: see above; larger believes the model more.
        start: where to begin; it does not change the answer.

    Raises:
        ValueError: numbers of posts and labels differ.

    >>> chances, flags = np.tile([0.1, 0.5, 0.4], (60, 1)), np.full(60, 0.02)
    >>> found = fit_correction(chances, flags, [Label(str(i), negative=i < 6, tone="") for i in range(60)])
    >>> found.negative[0] < -0.3, found.labels
    (True, 60)
    """
    logits, told, flagged = _evidence(chances, advisory, given)
    weight = strength / 4
    tones = _fit_tones(logits, told, weight, np.array([*start.positive, *start.negative])).tolist()
    flag = _fit_flag(logits[:, 2], flagged, weight, start.advisory)
    return Correction((tones[0], tones[1]), (tones[2], tones[3]), flag, len(told))


def update(
    correction: Correction,
    chances: Floats,
    advisory: Floats,
    given: Sequence[Label],
    *,
    strength: float = STRENGTH,
) -> Correction:
    """The correction after further labels: the fit to *all* labels so far, begun at the last one.

    It is exact, not a running approximation: equal to `fit_correction` of the same labels, in milliseconds.

    Args:
        correction: the one in force.
        chances, advisory, given, strength: as for `fit_correction`, earlier labels included.
    """
    return fit_correction(chances, advisory, given, strength=strength, start=correction)


def try_correction(
    correction: Correction, chances: Floats, advisory: Floats, given: Sequence[Label]
) -> Trial:
    """Compare the log loss with and without a correction on labels that it was not fitted on.

    Args:
        correction: what is tried.
        chances, advisory, given: as for `fit_correction`, of other posts.
    """
    logits, told, flagged = _evidence(chances, advisory, given)
    if not len(told):
        return Trial(0.0, 0.0, 0)
    before, after = (_loss(by.logits(logits), told, flagged) for by in (NO_CORRECTION, correction))
    return Trial(before, after, len(told))


def _evidence(chances: Floats, advisory: Floats, given: Sequence[Label]) -> tuple[Floats, Floats, Floats]:
    """Log odds, told tones and told flags of the posts that somebody could read: (m, 3), (m, 3), (m,)."""
    if not len(chances) == len(advisory) == len(given):
        raise ValueError(f"{len(chances)} readings, {len(advisory)} flags, {len(given)} labels")
    known = [index for index, label in enumerate(given) if label.negative is not None]
    told = np.array([_told(given[index]) for index in known], dtype=np.float64).reshape(-1, 3)
    flagged = np.array([float(given[index].advisory) for index in known])
    return to_logits(chances, advisory)[known], told, flagged


def _told(label: Label) -> tuple[float, ...]:
    """Part of positive, neutral, negative that a label states; NaN where it says only whether negative."""
    if label.tone:
        return tuple(float(label.tone == tone) for tone in TONES)
    return math.nan, math.nan, float(label.negative or 0)


def _tones(logits: Floats) -> Floats:
    """Probabilities of positive, neutral, negative from log odds against neutral."""
    full = np.column_stack([logits[:, 0], np.zeros(len(logits)), logits[:, 1]])
    raised = np.exp(full - full.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _shared_out(told: Floats, tones: Floats) -> Floats:
    """Told tones, with “not negative” shared between positive and neutral as their probabilities are."""
    rest = (1 - told[:, 2:]) * tones / tones[:, :2].sum(axis=1, keepdims=True)
    return np.asarray(np.where(np.isnan(told), rest, told))


def _loss_of_tones(tones: Floats, told: Floats) -> float:
    logs = np.log(np.maximum(tones, _FARTHEST**2))
    either = np.log(np.maximum(tones[:, :2].sum(axis=1), _FARTHEST**2))
    vague = np.isnan(told[:, 0])
    stated = np.where(vague, (1 - told[:, 2]) * either, (told[:, :2] * logs[:, :2]).sum(axis=1))
    return -float((stated + told[:, 2] * logs[:, 2]).sum())


def _loss_of_flags(odds: Floats, flagged: Floats) -> float:
    return float((np.logaddexp(0.0, odds) - flagged * odds).sum())


def _loss(logits: Floats, told: Floats, flagged: Floats) -> float:
    """Mean log loss of tone and flag together."""
    total = _loss_of_tones(_tones(logits), told) + _loss_of_flags(logits[:, 2], flagged)
    return total / len(logits)


def _fit_tones(logits: Floats, told: Floats, weight: float, start: Floats) -> Floats:
    """The four numbers of the tones by Newton's method with halved steps."""
    columns = np.ones((len(logits), 4))
    columns[:, 1::2] = logits[:, :2]

    def reach(numbers: Floats) -> tuple[float, Floats]:
        moved = columns * numbers
        tones = _tones(np.column_stack([moved[:, :2].sum(axis=1), moved[:, 2:].sum(axis=1)]))
        return _loss_of_tones(tones, told) + weight / 2 * float(((numbers - _NONE) ** 2).sum()), tones

    def step(numbers: Floats, tones: Floats) -> Floats:
        q = tones[:, ::2]
        pull = np.repeat(q - _shared_out(told, tones)[:, ::2], 2, axis=1)
        curve = np.einsum("ij,ik->ijk", -q, q)
        curve[:, [0, 1], [0, 1]] += q
        curve = np.repeat(np.repeat(curve, 2, axis=1), 2, axis=2)
        bend = np.einsum("ij,ijk,ik->jk", columns, curve, columns) + weight * np.eye(4)
        slope = (columns * pull).sum(axis=0) + weight * (numbers - _NONE)
        return np.asarray(np.linalg.solve(bend, slope))

    return _descend(start, reach, step)


def _fit_flag(odds: Floats, flagged: Floats, weight: float, start: float) -> float:
    """The number of the flag, likewise."""

    def reach(number: Floats) -> tuple[float, Floats]:
        moved = odds + number[0]
        return _loss_of_flags(moved, flagged) + weight / 2 * float(number[0] ** 2), sigmoid(moved)

    def step(number: Floats, chance: Floats) -> Floats:
        slope = float((chance - flagged).sum()) + weight * number[0]
        return np.array([slope / (float((chance * (1 - chance)).sum()) + weight)])

    return float(_descend(np.array([start]), reach, step)[0])


def _descend(
    start: Floats,
    reach: Callable[[Floats], tuple[float, Floats]],
    step: Callable[[Floats, Floats], Floats],
) -> Floats:
    """Lowest point of a convex sum: Newton's steps, halved until they go down."""
    numbers, (height, seen) = start, reach(start)
    for _ in range(_STEPS):
        move = step(numbers, seen)
        if np.abs(move).max() < _CLOSE:
            break
        for _ in range(_HALVINGS):
            lower, there = reach(numbers - move)
            if lower <= height:
                break
            move = move / 2
        else:
            break
        numbers, height, seen = numbers - move, lower, there
    return numbers
