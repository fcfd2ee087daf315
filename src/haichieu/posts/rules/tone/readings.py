"""What the tone model says of posts, and what it said of posts that it had not seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Order of the tones wherever they stand in columns.
TONES = ("positive", "neutral", "negative")


@dataclass(frozen=True, slots=True)
class ToneScores:
    """Readings of n posts."""

    #: Probabilities, float32, rows sum to 1.
    positive: NDArray[np.float32]
    neutral: NDArray[np.float32]
    negative: NDArray[np.float32]
    #: Probability that the purpose of the post is to protect its readers.
    p_advisory: NDArray[np.float32]
    #: Whether the post is read as an advisory: its probability is above the line that finds most of them.
    advisory: NDArray[np.bool_]
    #: Index into `TONES` of each post's tone.
    choice: NDArray[np.int64]

    def tones(self) -> list[str]:
        """The tone of each post: `positive`, `neutral` or `negative`."""
        return [TONES[index] for index in self.choice.tolist()]

    def counted(self) -> NDArray[np.float32]:
        """Probability that a post counts against a limit: negative and no advisory."""
        return self.negative * (1 - self.p_advisory)


def join_scores(parts: list[ToneScores]) -> ToneScores:
    """Readings of several batches behind one another."""
    if len(parts) == 1:
        return parts[0]
    return ToneScores(
        positive=np.concatenate([part.positive for part in parts]),
        neutral=np.concatenate([part.neutral for part in parts]),
        negative=np.concatenate([part.negative for part in parts]),
        p_advisory=np.concatenate([part.p_advisory for part in parts]),
        advisory=np.concatenate([part.advisory for part in parts]),
        choice=np.concatenate([part.choice for part in parts]),
    )


@dataclass(frozen=True, slots=True)
class ReferenceScores:
    """How `ToneScores.counted` was spread over labelled posts that the model had not seen."""

    #: 21 edges from 0 to 1.
    edges: NDArray[np.float64]
    #: (2, 20): shares of the posts that did not count, and of those that did; rows sum to 1.
    shares: NDArray[np.float64]
    #: Share of the posts that counted.
    prior: float


def reference_of(counted: NDArray[np.float64], truth: NDArray[np.bool_]) -> ReferenceScores:
    """The spread of n scores, by what was true.

    >>> spread = reference_of(np.array([0.02, 0.9, 0.1, 0.97]), np.array([False, True, False, True]))
    >>> spread.prior, float(spread.shares[1, -1]), float(spread.shares[0].sum())
    (0.5, 0.5, 1.0)
    """
    edges = np.linspace(0, 1, 21)
    counts = np.stack([np.histogram(counted[truth == given], edges)[0] for given in (False, True)])
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return ReferenceScores(edges, shares, float(np.mean(truth)))
