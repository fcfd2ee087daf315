"""Honest probabilities and the best choice from them, learned on posts that the weights have not seen."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from haichieu.posts.rules.tone.model import Calibration
from training.tone.regression import softmax

#: Mistaking gain for harm, or harm for gain, is the worst error: choices that do it more often are not considered.
SWAPS_AT_MOST = 0.018


def fit_calibration(
    sums: NDArray[np.float64], tones: NDArray[np.int64], advisory: NDArray[np.bool_]
) -> Calibration:
    """Vector scaling of the tones, Platt scaling of the flag, and where to draw the lines.

    Args:
        sums: array (n, 3): positive, negative (against neutral) and advisory sums of held-out posts.
        tones: n indices into TONES.
        advisory: n flags.
    """
    scale, shift = _fit_tones(sums, tones)
    logits = np.stack(
        [sums[:, 0] * scale[0] + shift[0], np.zeros(len(sums)), sums[:, 1] * scale[2] + shift[2]], axis=1
    )
    flag_scale, flag_shift = _fit_flag(sums[:, 2], advisory)
    chances = 1 / (1 + np.exp(-(sums[:, 2] * flag_scale + flag_shift)))
    return Calibration(
        scale=np.array([*scale, flag_scale]),
        shift=np.array([*shift, flag_shift]),
        lean=_best_lean(softmax(logits), tones),
        advisory_from=_best_line(chances, advisory),
    )


def _fit_tones(
    sums: NDArray[np.float64], tones: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    def loss(flat: NDArray[np.float64]) -> float:
        logits = np.zeros((len(sums), 3))
        logits[:, 0] = sums[:, 0] * flat[0] + flat[1]
        logits[:, 2] = sums[:, 1] * flat[2] + flat[3]
        return -float(np.log(softmax(logits)[np.arange(len(tones)), tones] + 1e-12).mean())

    found = minimize(loss, np.array([1.0, 0.0, 1.0, 0.0]), method="L-BFGS-B").x
    return np.array([found[0], 0.0, found[2]]), np.array([found[1], 0.0, found[3]])


def _fit_flag(sums: NDArray[np.float64], advisory: NDArray[np.bool_]) -> tuple[float, float]:
    def loss(flat: NDArray[np.float64]) -> float:
        logits = sums * flat[0] + flat[1]
        return float(np.mean(np.logaddexp(0, logits) - advisory * logits))

    found = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B").x
    return float(found[0]), float(found[1])


def macro_f1(gold: NDArray[np.int64], chosen: NDArray[np.int64]) -> float:
    """Mean of the three F1 scores."""
    scores = []
    for tone in range(3):
        hits = int(((gold == tone) & (chosen == tone)).sum())
        scores.append(2 * hits / max(int((gold == tone).sum() + (chosen == tone).sum()), 1))
    return sum(scores) / 3


def swap_share(gold: NDArray[np.int64], chosen: NDArray[np.int64]) -> float:
    """Share of posts read as positive instead of negative, or the reverse."""
    return float(np.mean(np.abs(gold - chosen) == 2))


def _best_lean(chances: NDArray[np.float64], tones: NDArray[np.int64]) -> NDArray[np.float64]:
    best, lean = -1.0, np.ones(3)
    for positive in np.arange(1.0, 2.01, 0.1):
        for negative in np.arange(0.9, 1.61, 0.1):
            tried = np.array([positive, 1.0, negative])
            chosen = np.argmax(chances * tried, axis=1)
            score = macro_f1(tones, chosen)
            if score > best and swap_share(tones, chosen) <= SWAPS_AT_MOST:
                best, lean = score, tried
    return lean


def _best_line(chances: NDArray[np.float64], flags: NDArray[np.bool_]) -> float:
    order = np.argsort(-chances)
    hits = np.cumsum(flags[order])
    scores = 2 * hits / (np.arange(1, len(flags) + 1) + max(int(flags.sum()), 1))
    # The mean of neighbouring lines: the single best one is an accident of few advisories.
    near = np.flatnonzero(scores >= scores.max() - 0.01)
    return float(np.median(chances[order][near]))
