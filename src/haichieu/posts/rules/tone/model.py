"""The tone model: titles and leads → calibrated probabilities of the three tones, and the advisory flag.

A softmax over sums of weights (multinomial logistic regression on named facts, see `grams`), each field divided by the
square root of its length, then calibrated so that the probabilities are honest (matrix scaling, Guo et al. 2017, with
the sizes of the sums added). What the labels mean is in `docs/models/tone.md`. Names of persons, outlets, parties and
religions carry no weight: training leaves out what is usually written with a capital.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from io import BytesIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.errors import BadWeights
from haichieu.posts.rules.tone.grams import (
    field_weights,
    find_grams,
    interleave,
    plain_posts,
    shorten,
)
from haichieu.posts.rules.tone.syllables import Syllables, read_syllables
from haichieu.posts.rules.tone.table import BITS, OUTPUTS, WeightTable, look_up, unpack

#: Order of the tones wherever they stand in columns.
TONES = ("positive", "neutral", "negative")
#: Raised whenever the same weights would give other answers.
FORM = 1
#: Posts read at once: few enough that the arrays stay in the processor's cache.
BATCH = 512


@dataclass(frozen=True, slots=True)
class ToneScores:
    """Readings of n posts."""

    #: Probabilities, float32, rows sum to 1.
    positive: NDArray[np.float32]
    neutral: NDArray[np.float32]
    negative: NDArray[np.float32]
    #: Whether the purpose of the post is to protect its readers.
    advisory: NDArray[np.bool_]
    #: Index into `TONES` of each post's tone.
    choice: NDArray[np.int64]

    def tones(self) -> list[str]:
        """The tone of each post: `positive`, `neutral` or `negative`."""
        return [TONES[index] for index in self.choice.tolist()]


@dataclass(frozen=True, slots=True)
class Calibration:
    """From sums of weights to probabilities and choices, for posts written one way."""

    #: Log-odds of positive (against neutral), negative (against neutral) and advisory: rows over `evidence`.
    matrix: NDArray[np.float64]
    #: Factors of the three probabilities before the largest is chosen.
    lean: NDArray[np.float64]
    #: Posts are advisories from this calibrated probability on.
    advisory_from: float


def evidence(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """What calibration sees of n posts: 1, the three sums, and the size of the two tone sums; shape (n, 6)."""
    ones = np.ones((len(sums), 1))
    return np.hstack([ones, sums, np.abs(sums[:, :2])])


@dataclass(frozen=True, slots=True)
class ToneModel:
    """A trained model; made by `load_model` or by training."""

    table: WeightTable
    #: Posts with diacritics: with lead, without; posts without diacritics: with lead, without.
    calibrations: tuple[Calibration, ...]
    #: Form of the model and short hash of the weights.
    version: str

    def read(self, titles: Sequence[str], leads: Sequence[str]) -> ToneScores:
        """Read n posts.

        Args:
            titles: n titles, possibly empty.
            leads: n leads; an empty text where a post has none.

        >>> model = load_model()
        >>> model.read(["Cháy xưởng gỗ, hai người bị thương"], [""]).tones()
        ['negative']
        """
        if len(titles) != len(leads):
            raise ValueError(f"{len(titles)} titles, {len(leads)} leads")
        parts = [
            self._read(titles[start : start + BATCH], leads[start : start + BATCH])
            for start in range(0, len(titles), BATCH)
        ] or [self._read([], [])]
        if len(parts) == 1:
            return parts[0]
        return ToneScores(
            positive=np.concatenate([part.positive for part in parts]),
            neutral=np.concatenate([part.neutral for part in parts]),
            negative=np.concatenate([part.negative for part in parts]),
            advisory=np.concatenate([part.advisory for part in parts]),
            choice=np.concatenate([part.choice for part in parts]),
        )

    def sums(self, titles: Sequence[str], leads: Sequence[str]) -> NDArray[np.float64]:
        """Sums of weights before calibration, shape (n, OUTPUTS): positive, negative, advisory."""
        return self._sums(*_facts(titles, leads))

    def _sums(self, syllables: Syllables, plain: NDArray[np.bool_]) -> NDArray[np.float64]:
        count = 2 * len(plain)
        grams = find_grams(syllables)
        fields = grams.fields
        lanes = look_up(self.table, grams.names, plain[fields >> 1], (fields & 1).astype(np.bool_))
        counts = np.bincount(fields, minlength=count)
        order = np.argsort(fields, kind="stable")
        running = np.concatenate(([np.uint64(0)], np.cumsum(lanes[order])))
        ends = np.cumsum(counts)
        sums = unpack(running[ends] - running[ends - counts], counts, self.table.steps)
        sums *= field_weights(syllables, count)[:, None]
        return np.asarray(sums[::2] + sums[1::2])

    def _read(self, titles: Sequence[str], leads: Sequence[str]) -> ToneScores:
        if not titles:
            return _no_scores()
        syllables, plain = _facts(titles, leads)
        sums = self._sums(syllables, plain)
        kinds = 2 * plain + (np.bincount(syllables.fields, minlength=2 * len(plain))[1::2] == 0)
        return _calibrate(sums, self.calibrations, kinds)


def _facts(titles: Sequence[str], leads: Sequence[str]) -> tuple[Syllables, NDArray[np.bool_]]:
    syllables = shorten(read_syllables(interleave(titles, leads)))
    return syllables, plain_posts(syllables, len(titles))


def _no_scores() -> ToneScores:
    none = np.zeros(0, np.float32)
    return ToneScores(none, none, none, np.zeros(0, np.bool_), np.zeros(0, np.int64))


def _calibrate(
    sums: NDArray[np.float64], calibrations: Sequence[Calibration], kinds: NDArray[np.int64]
) -> ToneScores:
    matrices = np.stack([by.matrix for by in calibrations])[kinds]
    # Not a matrix product: its rounding would depend on how many posts are read at once.
    logits = (matrices * evidence(sums)[:, None, :]).sum(axis=2)
    raised = np.ones((len(sums), 3))
    raised[:, ::2] = np.exp(logits[:, :2])
    shares = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    line = np.array([by.advisory_from for by in calibrations])[kinds]
    lean = np.stack([by.lean for by in calibrations])[kinds]
    return ToneScores(
        positive=shares[:, 0],
        neutral=shares[:, 1],
        negative=shares[:, 2],
        advisory=1 / (1 + np.exp(-logits[:, 2])) >= line,
        choice=np.argmax(raised * lean, axis=1),
    )


def save_model(table: WeightTable, calibrations: Sequence[Calibration]) -> bytes:
    """The bytes of a weights file (a compressed NumPy archive)."""
    file = BytesIO()
    np.savez_compressed(
        file,
        form=np.array([FORM, BITS, OUTPUTS]),
        cells=table.cells,
        steps=table.steps,
        calibrations=np.stack([_flat(calibration) for calibration in calibrations]),
    )
    return file.getvalue()


def _flat(calibration: Calibration) -> NDArray[np.float64]:
    return np.concatenate([calibration.matrix.ravel(), calibration.lean, [calibration.advisory_from]])


def open_model(data: bytes) -> ToneModel:
    """A model from the bytes of a weights file.

    Raises:
        BadWeights: the bytes are damaged or of another form.
    """
    try:
        with np.load(BytesIO(data), allow_pickle=False) as parts:
            form, cells, steps, flat = (parts[key] for key in ("form", "cells", "steps", "calibrations"))
    except (ValueError, KeyError, EOFError, OSError, BadZipFile):
        raise BadWeights("Tệp trọng số của mô hình sắc thái bị hỏng: hãy cài đặt lại chương trình.") from None
    if form.tolist() != [FORM, BITS, OUTPUTS]:
        raise BadWeights("Tệp trọng số không khớp với phiên bản chương trình: hãy chạy lại make train.")
    digest = hashlib.sha256(b"".join(part.tobytes() for part in (form, cells, steps, flat))).hexdigest()
    calibrations = tuple(
        Calibration(matrix=row[:18].reshape(3, 6), lean=row[18:21], advisory_from=float(row[21]))
        for row in flat
    )
    return ToneModel(WeightTable(cells, steps), calibrations, f"{FORM}-{digest[:10]}")


def weights_bytes() -> bytes:
    """The weights file that ships with the program.

    Raises:
        BadWeights: it is absent.
    """
    file = resources.files("haichieu.posts.rules.tone") / "weights.npz"
    if not file.is_file():
        raise BadWeights("Chưa có trọng số của mô hình sắc thái: hãy chạy make train.")
    return file.read_bytes()


@lru_cache(maxsize=1)
def load_model() -> ToneModel:
    """The model that ships with the program.

    Raises:
        BadWeights: the weights file is absent or damaged.

    >>> load_model().version.startswith("1-")
    True
    """
    return open_model(weights_bytes())
