"""Honest probabilities and the best choice from them, learned on posts that the weights have not seen."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from haichieu.posts.rules.tone.calibration import Calibration
from training.tone.regression import softmax

Floats = NDArray[np.float64]

#: Mistaking gain for harm, or harm for gain, is the worst error: choices that do it more often are not considered.
SWAPS_AT_MOST = 0.018
#: Keeps the fit from leaning on accidents where sums say nearly the same.
_RIDGE = 1e-4


def fit_calibration(seen: Floats, tones: NDArray[np.int64], advisory: NDArray[np.bool_]) -> Calibration:
    """Logistic regressions of tone and flag on the evidence, and where to draw the lines.

    Args:
        seen: evidence (n, EVIDENCE) of held-out posts, chosen by chance: they show how common things are.
        tones: n indices into TONES.
        advisory: n flags.
    """
    spread = np.maximum(seen.std(axis=0), 1e-9)
    spread[0] = 1.0
    positive, negative = (row / spread for row in _fit_tones(seen / spread, tones))
    flag = _fit_flag(seen / spread, advisory) / spread
    logits = np.stack([seen @ positive, np.zeros(len(seen)), seen @ negative], axis=1)
    chances = 1 / (1 + np.exp(-(seen @ flag)))
    return Calibration(
        matrix=np.stack([positive, negative, flag]),
        lean=_best_lean(softmax(logits), tones),
        advisory_from=_best_line(chances, advisory),
    )


def _fit_tones(seen: Floats, tones: NDArray[np.int64]) -> tuple[Floats, Floats]:
    width = seen.shape[1]
    targets = np.eye(3)[tones]

    def loss(flat: Floats) -> tuple[float, Floats]:
        logits = np.zeros((len(seen), 3))
        logits[:, ::2] = seen @ flat.reshape(2, width).T
        chances = softmax(logits)
        gap = (chances - targets)[:, ::2] / len(seen)
        value = -float((targets * np.log(chances + 1e-12)).sum()) / len(seen)
        return value + _RIDGE / 2 * float(flat @ flat), (gap.T @ seen).ravel() + _RIDGE * flat

    start = np.zeros((2, width))
    start[0, 1] = start[1, 2] = start[0, 4] = start[1, 5] = 0.5
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B").x.reshape(2, width)
    return found[0], found[1]


def _fit_flag(seen: Floats, advisory: NDArray[np.bool_]) -> Floats:
    def loss(flat: Floats) -> tuple[float, Floats]:
        logits = seen @ flat
        gap = (1 / (1 + np.exp(-logits)) - advisory) / len(seen)
        value = float((np.logaddexp(0, logits) - advisory * logits).mean())
        return value + _RIDGE / 2 * float(flat @ flat), gap @ seen + _RIDGE * flat

    start = np.zeros(seen.shape[1])
    start[3] = start[6] = 0.5
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


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


def _best_lean(chances: Floats, tones: NDArray[np.int64]) -> Floats:
    best, lean = -1.0, np.ones(3)
    for positive in np.arange(1.0, 2.01, 0.1):
        for negative in np.arange(0.9, 1.61, 0.1):
            tried = np.array([positive, 1.0, negative])
            chosen = np.argmax(chances * tried, axis=1)
            score = macro_f1(tones, chosen)
            if score > best and swap_share(tones, chosen) <= SWAPS_AT_MOST:
                best, lean = score, tried
    return lean


def _best_line(chances: Floats, flags: NDArray[np.bool_]) -> float:
    order = np.argsort(-chances)
    hits = np.cumsum(flags[order])
    scores = 2 * hits / (np.arange(1, len(flags) + 1) + max(int(flags.sum()), 1))
    # The mean of neighbouring lines: the single best one is an accident of few advisories.
    near = np.flatnonzero(scores >= scores.max() - 0.01)
    return float(np.median(chances[order][near]))
