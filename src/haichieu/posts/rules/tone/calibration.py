"""From sums of weights to honest probabilities and choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.readings import ToneScores
from haichieu.posts.rules.tone.table import OUTPUTS

Floats = NDArray[np.float64]

#: What calibration sees of a post: 1, sums of the table and of the network, and the sizes of the tones' sums.
EVIDENCE = 1 + 2 * OUTPUTS + 4


class Corrects(Protocol):
    """An organisation's correction of the probabilities (`posts.rules.recalibration`)."""

    def apply(self, chances: Floats, advisory: Floats) -> tuple[Floats, Floats]:
        """Corrected probabilities of the three tones (n, 3) and of the flag (n,)."""
        ...


@dataclass(frozen=True, slots=True)
class Calibration:
    """From evidence to probabilities and choices, for posts written one way."""

    #: Log-odds of positive (against neutral), negative (against neutral) and advisory: rows over `evidence`.
    matrix: Floats
    #: Factors of the three probabilities before the largest is chosen.
    lean: Floats
    #: Posts are advisories from this calibrated probability on.
    advisory_from: float

    def numbers(self) -> Floats:
        """All of it in one row, as it is kept."""
        return np.concatenate([self.matrix.ravel(), self.lean, [self.advisory_from]])

    @classmethod
    def of(cls, numbers: Floats) -> "Calibration":
        """From a kept row."""
        split = OUTPUTS * EVIDENCE
        matrix = numbers[:split].reshape(OUTPUTS, EVIDENCE)
        return cls(matrix, numbers[split : split + 3], float(numbers[split + 3]))


def evidence(table: Floats, network: Floats) -> Floats:
    """What calibration sees of n posts, (n, EVIDENCE).

    Args:
        table, network: (n, OUTPUTS) sums of the weights and of the network.
    """
    ones = np.ones((len(table), 1))
    return np.hstack([ones, table, network, np.abs(table[:, :2]), np.abs(network[:, :2])])


def log_odds(seen: Floats, calibrations: Sequence[Calibration], kinds: NDArray[np.int64]) -> Floats:
    """Log-odds (n, 3) of positive and negative against neutral, and of the flag."""
    matrices = np.stack([by.matrix for by in calibrations])[kinds]
    # Not a matrix product: its rounding would depend on how many posts are read at once.
    return np.asarray((matrices * seen[:, None, :]).sum(axis=2))


def calibrate(
    odds: Floats,
    calibrations: Sequence[Calibration],
    kinds: NDArray[np.int64],
    correction: Corrects | None,
) -> ToneScores:
    """Readings of n posts.

    Args:
        odds: (n, 3) log-odds.
        calibrations: by kind of writing.
        kinds: n indices into them.
        correction: of an organisation.
    """
    raised = np.ones((len(odds), 3))
    raised[:, ::2] = np.exp(np.minimum(odds[:, :2], 60.0))
    chances = raised / raised.sum(axis=1, keepdims=True)
    flags = 1 / (1 + np.exp(-np.maximum(odds[:, 2], -60.0)))
    if correction is not None:
        chances, flags = correction.apply(chances, flags)
    lean = np.stack([by.lean for by in calibrations])[kinds]
    line = np.array([by.advisory_from for by in calibrations])[kinds]
    shares = chances.astype(np.float32)
    return ToneScores(
        positive=shares[:, 0],
        neutral=shares[:, 1],
        negative=shares[:, 2],
        p_advisory=flags.astype(np.float32),
        advisory=flags >= line,
        choice=np.argmax(chances * lean, axis=1),
    )
