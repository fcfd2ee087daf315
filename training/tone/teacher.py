"""The teacher: TF-IDF of words with a linear support vector machine, asked what it thinks of every post.

It is a second opinion from another family of models: the student learns from the labels and, for one part in five, from
what the teacher says of the same posts, and of those that nobody has read. It never says anything of a post whose label
it has seen: labelled posts are read by five teachers in turn, each taught by the other four fifths. Needs scikit-learn
and a quarter of a minute.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from training.tone.lessons import Lessons

PARTS = 5
#: Strength of the machine, tried on labels that no score rests on: 0.1 and 1 are worse.
STRENGTH = 0.3
#: A word seen in fewer posts than this is none.
SEEN_FROM = 3


def soften(lessons: Lessons, *, seed: int) -> Lessons:
    """The same posts with what the teacher says of each.

    Args:
        lessons: every post in it may be seen by the teacher, and every label may teach it.
        seed: of the five parts.
    """
    rows = _rows(lessons)
    known = np.flatnonzero(lessons.labelled)
    parts = np.random.default_rng(seed).integers(0, PARTS, len(known))
    distances = np.zeros((len(lessons.ids), 4))
    unread = ~lessons.labelled
    for part in range(PARTS):
        teaches, asked = known[parts != part], known[parts == part]
        planes = _Planes(rows[teaches], lessons.tones[teaches], lessons.advisory[teaches])
        distances[asked] = planes.distances(rows[asked])
        if unread.any():
            distances[unread] += planes.distances(rows[unread]) / PARTS
    return replace(lessons, soft=_chances(distances, known, lessons))


def _rows(lessons: Lessons) -> csr_matrix:
    """Words and pairs of title and lead together, words to triples of the title alone."""
    usual = {"token_pattern": r"(?u)\b\w+\b", "sublinear_tf": True, "min_df": SEEN_FROM, "dtype": np.float32}
    texts = [f"{title}\n{lead}" for title, lead in zip(lessons.titles, lessons.leads, strict=True)]
    both = TfidfVectorizer(ngram_range=(1, 2), **usual).fit_transform(texts)
    return hstack([both, TfidfVectorizer(ngram_range=(1, 3), **usual).fit_transform(lessons.titles)]).tocsr()


class _Planes:
    """Three planes for the tones, one for the flag."""

    def __init__(self, rows: csr_matrix, tones: NDArray[np.int64], advisory: NDArray[np.bool_]) -> None:
        self.tones = LinearSVC(C=STRENGTH, random_state=0).fit(rows, tones)
        self.flag = LinearSVC(C=STRENGTH, random_state=0).fit(rows, advisory)

    def distances(self, rows: csr_matrix) -> NDArray[np.float64]:
        """How far n posts lie from each plane, (n, 4)."""
        return np.column_stack([self.tones.decision_function(rows), self.flag.decision_function(rows)])


def _chances(
    distances: NDArray[np.float64], known: NDArray[np.int64], lessons: Lessons
) -> NDArray[np.float32]:
    """Distances as chances (Platt 1999, for three tones), learned where a label was not seen by its teacher."""
    tones = LogisticRegression(C=100).fit(distances[known], lessons.tones[known])
    flag = LogisticRegression(C=100).fit(distances[known], lessons.advisory[known])
    said = np.column_stack([tones.predict_proba(distances), flag.predict_proba(distances)[:, 1]])
    return said.astype(np.float32)
