"""Honest probabilities and the best choice from them, learned on posts that the weights have not seen."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from haichieu.posts.rules.tone.model import Calibration, evidence
from training.tone.regression import softmax

#: Mistaking gain for harm, or harm for gain, is the worst error: choices that do it more often are not considered.
SWAPS_AT_MOST = 0.018


def fit_calibration(
    sums: NDArray[np.float64], tones: NDArray[np.int64], advisory: NDArray[np.bool_]
) -> Calibration:
    """Logistic regressions of tone and flag on the sums, and where to draw the lines.

    Args:
        sums: array (n, 3): positive, negative (against neutral) and advisory sums of held-out posts.
        tones: n indices into TONES.
        advisory: n flags.
    """
    seen = evidence(sums)
    positive, negative = _fit_tones(seen, tones)
    flag = _fit_flag(seen, advisory)
    logits = np.stack([seen @ positive, np.zeros(len(sums)), seen @ negative], axis=1)
    return Calibration(
        matrix=np.stack([positive, negative, flag]),
        lean=_best_lean(softmax(logits), tones),
        advisory_from=_best_line(1 / (1 + np.exp(-(seen @ flag))), advisory),
    )


def _fit_tones(
    seen: NDArray[np.float64], tones: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    width = seen.shape[1]
    targets = np.eye(3)[tones]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = np.zeros((len(seen), 3))
        logits[:, ::2] = seen @ flat.reshape(2, width).T
        chances = softmax(logits)
        gap = (chances - targets)[:, ::2] / len(seen)
        return -float((targets * np.log(chances + 1e-12)).sum()) / len(seen), (gap.T @ seen).ravel()

    start = np.zeros((2, width))
    start[0, 1] = start[1, 2] = 1.0
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B").x.reshape(2, width)
    return found[0], found[1]


def _fit_flag(seen: NDArray[np.float64], advisory: NDArray[np.bool_]) -> NDArray[np.float64]:
    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = seen @ flat
        gap = (1 / (1 + np.exp(-logits)) - advisory) / len(seen)
        return float(np.mean(np.logaddexp(0, logits) - advisory * logits)), gap @ seen

    start = np.zeros(seen.shape[1])
    start[3] = 1.0
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
