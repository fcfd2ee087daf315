"""Fit the weights of the signs: one regression over all fields, then a scale and a shift for each field.

The first step shares what a sign means between the fields and lets each field differ. The second puts right what the
first overrates: signs that tell right from wrong in letters that the rules were made from tell less in others.
"""

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from haichieu.dispatches.rules.confidence.model import Weights
from training.reader.letters import Case

Floats = NDArray[np.float64]
#: Inverse strength of the pull of all weights towards zero.
PULL = 0.1
#: How freely a field may differ from the weight that all fields share, and have a bias of its own.
OWN, BIAS = 0.5, 3.0
#: How freely familiar letters may be easier than others, and what one value of another letter counts.
EASIER, UNSEEN = 2.0, 5.0
#: Pull of the scale and shift of a field towards those of all fields.
SCALE_PULL = 1.0
FOLDS = 4
_FAMILIAR = "(familiar)"
_LEAST, _MOST = -3.0, 6.0


def fit_weights(cases: Sequence[Case]) -> Mapping[str, Weights]:
    """Weights of every field.

    Values are right more often in familiar letters. The first regression is told which these are, so that this
    advantage has a weight of its own; it is left out of the result, as no letter of an office is familiar.

    Args:
        cases: values with their signs and their truth.
    """
    first = _regress(cases, _vectorizer(cases))
    fields = sorted(first)
    unseen = [case for case in cases if not case.familiar]
    if not unseen:
        return first
    odds = np.zeros(len(unseen))
    for fold in range(FOLDS):
        weights = _regress([case for case in cases if _fold(case) != fold], _vectorizer(cases))
        for at, case in enumerate(unseen):
            if _fold(case) == fold:
                odds[at] = log_odds(weights, case)
    scales, shifts = _rescale(
        np.clip(odds, _LEAST, _MOST),
        np.array([float(case.right) for case in unseen]),
        np.array([fields.index(case.field) for case in unseen]),
        len(fields),
    )
    return {
        field: _scaled(first[field], float(scale), float(shift))
        for field, scale, shift in zip(fields, scales, shifts, strict=True)
    }


def log_odds(weights: Mapping[str, Weights], case: Case) -> float:
    """What the weights say of one value; 0 for a field that they do not know."""
    own = weights.get(case.field)
    return own.bias + own.sum_of(case.signs) if own else 0.0


def _fold(case: Case) -> int:
    return zlib.crc32(case.letter.encode()) % FOLDS


def _vectorizer(cases: Sequence[Case]) -> DictVectorizer:
    return DictVectorizer().fit([_features(case) for case in cases])


def _features(case: Case) -> dict[str, float]:
    features = dict.fromkeys(case.signs, 1.0)
    features.update({f"{case.field}|{sign}": OWN for sign in case.signs})
    features[f"{case.field}|"] = BIAS
    if case.familiar:
        features |= {_FAMILIAR: EASIER, f"{case.field}|{_FAMILIAR}": EASIER}
    return features


def _regress(cases: Sequence[Case], vectorizer: DictVectorizer) -> dict[str, Weights]:
    rows: csr_matrix = vectorizer.transform([_features(case) for case in cases])
    model = LogisticRegression(C=PULL, max_iter=3000)
    counts = np.array([1.0 if case.familiar else UNSEEN for case in cases])
    model.fit(rows, np.array([case.right for case in cases]), sample_weight=counts)
    found = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    signs: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        signs[case.field].update(case.signs)
    return {
        field: Weights(
            float(model.intercept_[0]) + BIAS * found[f"{field}|"],
            {sign: found[sign] + OWN * found[f"{field}|{sign}"] for sign in sorted(names)},
        )
        for field, names in signs.items()
    }


def _rescale(odds: Floats, right: Floats, field: NDArray[np.int64], fields: int) -> tuple[Floats, Floats]:
    """Scale and shift of each field's log odds: Platt scaling, each field pulled towards what fits all fields."""

    def loss(flat: Floats) -> tuple[float, Floats]:
        own_scale, own_shift = flat[2 : 2 + fields], flat[2 + fields :]
        seen = (flat[0] + own_scale)[field] * odds + (flat[1] + own_shift)[field]
        gap = 1 / (1 + np.exp(-seen)) - right
        by_scale = np.bincount(field, gap * odds, fields)
        by_shift = np.bincount(field, gap, fields)
        common = np.array([by_scale.sum() + flat[0] - 1, by_shift.sum() + flat[1]])
        pull = SCALE_PULL * float((flat[2:] ** 2).sum()) + 0.5 * float((flat[0] - 1) ** 2 + flat[1] ** 2)
        own = np.concatenate([by_scale, by_shift]) + 2 * SCALE_PULL * flat[2:]
        return float((np.logaddexp(0, seen) - right * seen).sum()) + pull, np.concatenate([common, own])

    start = np.concatenate([[1.0, 0.0], np.zeros(2 * fields)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return np.maximum(found[0] + found[2 : 2 + fields], 0.0), found[1] + found[2 + fields :]


def _scaled(weights: Weights, scale: float, shift: float) -> Weights:
    return Weights(
        round(scale * weights.bias + shift, 3),
        {sign: round(scale * weight, 3) for sign, weight in weights.signs.items()},
    )
