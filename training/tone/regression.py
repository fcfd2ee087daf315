"""Penalised logistic regression on sparse rows, by L-BFGS (Nocedal 1980, through SciPy)."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

#: Posts added to every count before log-ratios are taken.
SMOOTHING = 0.5


@dataclass(frozen=True, slots=True)
class Regression:
    """Weights of shape (columns, classes) and one intercept for each class."""

    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]


Numbers = TypeVar("Numbers", NDArray[np.float32], NDArray[np.float64])


def softmax(scores: Numbers) -> Numbers:
    """Probabilities of rows of scores."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def telling_scales(rows: csr_matrix, targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """How freely each weight may move: the size of the log-ratio of naive Bayes (Wang and Manning 2012), mean 1.

    Args:
        rows: sparse matrix of n rows and d columns; a column counts as present where it is not 0.
        targets: array of shape (n, classes), each row times how much its post counts.

    Returns:
        Array of shape (d, classes).
    """
    present = csr_matrix((np.ones_like(rows.data), rows.indices, rows.indptr), shape=rows.shape)
    inside = np.asarray(present.T @ targets) + SMOOTHING
    outside = inside.sum(axis=1, keepdims=True) - inside
    ratios = np.abs(np.log((inside / inside.sum(axis=0)) / (outside / outside.sum(axis=0))))
    return np.asarray(ratios / ratios.mean())


def fit_regression(
    rows: csr_matrix,
    targets: NDArray[np.float64],
    counting: NDArray[np.float64],
    *,
    penalty: float,
    steps: int = 50,
) -> Regression:
    """Minimise weighted mean cross-entropy + penalty / 2 · (sum of squared weights, each divided by its scale).

    Args:
        rows: sparse matrix of n rows and d columns.
        targets: array of shape (n, classes), rows sum to 1 (soft labels are fine).
        counting: how much each of the n posts counts.
        penalty: of the squared weights; intercepts are free.
        steps: most iterations.
    """
    width, classes = rows.shape[1], targets.shape[1]
    small = rows.astype(np.float32)
    turned = small.T.tocsr()
    shares = counting / counting.sum()
    scales = telling_scales(small, targets * (shares * len(shares))[:, None]).astype(np.float32)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        free = flat[:-classes].reshape(width, classes).astype(np.float32)
        chances = softmax(np.asarray(small @ (free * scales) + flat[-classes:], np.float64))
        gap = (chances - targets) * shares[:, None]
        value = -float((shares[:, None] * targets * np.log(chances + 1e-12)).sum())
        value += penalty / 2 * float(np.square(free, dtype=np.float64).sum())
        slope = (turned @ gap.astype(np.float32)) * scales + np.float32(penalty) * free
        return value, np.concatenate([slope.ravel().astype(np.float64), gap.sum(axis=0)])

    start = np.zeros((width + 1) * classes)
    options = {"maxiter": steps, "maxcor": 6}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return Regression(found[:-classes].reshape(width, classes) * scales, found[-classes:])
