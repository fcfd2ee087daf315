"""Labelled posts → a tone model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.model import ToneModel, open_model, save_model
from haichieu.posts.rules.tone.table import OUTPUTS, WeightTable, pack
from training.tone.calibrate import fit_calibration
from training.tone.corpus import Corpus, folds_of, without_marks
from training.tone.design import Reading, design_rows, read_facts, vocabulary_of
from training.tone.regression import fit_regression

TONE_PENALTY = 7e-5
FLAG_PENALTY = 2e-5
#: Folds inside the training posts that the calibration is learned on.
INNER_FOLDS = 4


@dataclass(frozen=True, slots=True)
class Sums:
    """Weights of v facts in a title and in a lead: arrays (v, OUTPUTS), and the names they belong to."""

    names: NDArray[np.uint64]
    title: NDArray[np.float64]
    lead: NDArray[np.float64]


def fit_sums(reading: Reading, corpus: Corpus, barred: NDArray[np.uint64]) -> Sums:
    """Weights of every fact; the intercepts are left to the calibration."""
    vocabulary = vocabulary_of(reading, barred)
    rows = design_rows(reading, vocabulary)
    tones = fit_regression(rows, np.eye(3)[corpus.tones], penalty=TONE_PENALTY).weights
    flags = np.stack([corpus.advisory, ~corpus.advisory], axis=1).astype(np.float64)
    flag = fit_regression(rows, flags, penalty=FLAG_PENALTY).weights
    columns = np.stack(
        [tones[:, 0] - tones[:, 1], tones[:, 2] - tones[:, 1], flag[:, 0] - flag[:, 1]], axis=1
    )
    shared, alone = np.split(columns, 2)
    return Sums(vocabulary, shared + alone, shared)


def _steps(parts: list[Sums]) -> NDArray[np.float64]:
    # 127 steps reach the 99.99th percentile; the few larger weights are cut.
    every = np.abs(np.concatenate([weights for part in parts for weights in (part.title, part.lead)]))
    return np.asarray(np.quantile(every, 0.9999, axis=0) / 127)


def build_table(marked: Sums, plain: Sums) -> WeightTable:
    """Both tables behind one another."""
    steps = _steps([marked, plain])
    cells = [pack(part.names, part.title, part.lead, steps) for part in (marked, plain)]
    return WeightTable(np.concatenate(cells), steps)


def _uncalibrated(writings: Sequence[Corpus], barred: Sequence[NDArray[np.uint64]]) -> ToneModel:
    parts = [
        fit_sums(read_facts(corpus.titles, corpus.leads), corpus, names)
        for corpus, names in zip(writings, barred, strict=True)
    ]
    return ToneModel(build_table(*parts), (), "")


def fit_model(corpus: Corpus, barred: Sequence[NDArray[np.uint64]], *, seed: int) -> ToneModel:
    """Train weights on all posts, and the calibration on folds inside them.

    Args:
        corpus: labelled posts.
        barred: names of facts that may carry no weight, in posts with diacritics and in posts without.
        seed: of the inner folds.
    """
    writings = (corpus, without_marks(corpus))
    folds = folds_of(corpus, INNER_FOLDS, seed)
    held = np.zeros((4, len(corpus.ids), OUTPUTS))
    for fold in range(INNER_FOLDS):
        rest, part = folds != fold, folds == fold
        model = _uncalibrated([posts.pick(rest) for posts in writings], barred)
        for place, posts in enumerate(writing.pick(part) for writing in writings):
            held[2 * place, part] = model.sums(posts.titles, posts.leads)
            held[2 * place + 1, part] = model.sums(posts.titles, [""] * len(posts.titles))
    calibrations = [fit_calibration(sums, corpus.tones, corpus.advisory) for sums in held]
    table = _uncalibrated(writings, barred).table
    return open_model(save_model(table, calibrations))
