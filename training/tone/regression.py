"""Penalised logistic regression on sparse rows, by L-BFGS (Nocedal 1980, through SciPy)."""

from dataclasses import dataclass

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


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of rows of scores."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def telling_scales(rows: csr_matrix, targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """How freely each weight may move: the size of the log-ratio of naive Bayes (Wang and Manning 2012), mean 1.

    Args:
        rows: sparse matrix of n rows and d columns; a column counts as present where it is not 0.
        targets: array of shape (n, classes).

    Returns:
        Array of shape (d, classes).
    """
    present = (rows > 0).astype(np.float64)
    inside = np.asarray(present.T @ targets) + SMOOTHING
    outside = inside.sum(axis=1, keepdims=True) - inside
    ratios = np.abs(np.log((inside / inside.sum(axis=0)) / (outside / outside.sum(axis=0))))
    return np.asarray(ratios / ratios.mean())


def fit_regression(
    rows: csr_matrix, targets: NDArray[np.float64], *, penalty: float, steps: int = 40
) -> Regression:
    """Minimise mean cross-entropy + penalty / 2 · (sum of squared weights, each divided by its scale).

    Args:
        rows: sparse matrix of n rows and d columns.
        targets: array of shape (n, classes), rows sum to 1 (soft labels are fine).
        penalty: of the squared weights; intercepts are free.
        steps: most iterations.
    """
    count, width = rows.shape
    classes = targets.shape[1]
    turned = rows.T.tocsr()
    scales = telling_scales(rows, targets)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        free = flat[:-classes].reshape(width, classes)
        chances = softmax(rows @ (free * scales) + flat[-classes:])
        gap = (chances - targets) / count
        value = -float((targets * np.log(chances + 1e-12)).sum()) / count
        value += penalty / 2 * float((free * free).sum())
        return value, np.concatenate([((turned @ gap) * scales + penalty * free).ravel(), gap.sum(axis=0)])

    start = np.zeros((width + 1) * classes)
    options = {"maxiter": steps, "maxcor": 6}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return Regression(found[:-classes].reshape(width, classes) * scales, found[-classes:])
