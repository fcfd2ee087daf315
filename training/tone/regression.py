"""Penalised logistic regression on sparse rows, by L-BFGS (Nocedal 1980, through SciPy)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class Regression:
    """Weights of shape (columns, classes) and one intercept for each class."""

    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of rows of scores."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def fit_regression(
    rows: csr_matrix, targets: NDArray[np.float64], *, penalty: float, steps: int = 60
) -> Regression:
    """Minimise mean cross-entropy + penalty / 2 · (sum of squared weights).

    Args:
        rows: sparse matrix of n rows and d columns.
        targets: array of shape (n, classes), rows sum to 1 (soft labels are fine).
        penalty: of the squared weights; intercepts are free.
        steps: most iterations.
    """
    count, width = rows.shape
    classes = targets.shape[1]
    turned = rows.T.tocsr()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat[:-classes].reshape(width, classes)
        chances = softmax(rows @ weights + flat[-classes:])
        gap = (chances - targets) / count
        value = -float((targets * np.log(chances + 1e-12)).sum()) / count
        value += penalty / 2 * float((weights * weights).sum())
        return value, np.concatenate([(turned @ gap + penalty * weights).ravel(), gap.sum(axis=0)])

    found = minimize(
        loss,
        np.zeros((width + 1) * classes),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps, "maxcor": 6},
    ).x
    return Regression(found[:-classes].reshape(width, classes), found[-classes:])
