"""The tone model: titles and leads → calibrated probabilities of the three tones, and of the advisory flag.

Two opinions, taught by the same posts: sums of weights of named facts (multinomial logistic regression, see `grams` and
`table`; each field divided by the square root of its length), and a small network over the syllables in order (see
`network`). Both go into one calibration, so that the probabilities are honest (matrix scaling, Guo et al. 2017, with
the sizes of the sums added). What the labels mean is in `docs/models/tone.md`. Names of persons, outlets, parties and
religions carry no weight: training leaves out what is usually written with a capital.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.calibration import Calibration, Corrects, calibrate, evidence, log_odds
from haichieu.posts.rules.tone.errors import BadWeights
from haichieu.posts.rules.tone.grams import NOTHING, Posts, field_weights, find_grams, read_posts
from haichieu.posts.rules.tone.network import Network
from haichieu.posts.rules.tone.readings import TONES, ReferenceScores, ToneScores, join_scores
from haichieu.posts.rules.tone.table import WeightTable, find_cells, in_names, lanes_of, unpack, without_names
from haichieu.posts.rules.tone.weights import open_weights

#: Posts read at once: few enough that the arrays stay in the processor's cache.
BATCH = 1024


@dataclass(frozen=True, slots=True)
class ToneModel:
    """A trained model; made by `load_model` or by training."""

    table: WeightTable
    network: Network
    #: Posts with diacritics: with lead, without; posts without diacritics: with lead, without.
    calibrations: tuple[Calibration, ...]
    #: How scores were spread over posts that it had not seen.
    reference: ReferenceScores
    #: Form of the model and short hash of the weights.
    version: str

    def read(
        self, titles: Sequence[str], leads: Sequence[str], *, correction: Corrects | None = None
    ) -> ToneScores:
        """Read n posts.

        Args:
            titles: n titles, possibly empty.
            leads: n leads; an empty text where a post has none.
            correction: an organisation's own, learned from its people's labels.

        >>> model = load_model()
        >>> model.read(["Cháy xưởng gỗ, hai người bị thương"], [""]).tones()
        ['negative']
        """
        if len(titles) != len(leads):
            raise ValueError(f"{len(titles)} titles, {len(leads)} leads")
        if not titles:
            return _no_scores()
        parts = []
        for start in range(0, len(titles), BATCH):
            posts = read_posts(titles[start : start + BATCH], leads[start : start + BATCH])
            kinds = kinds_of(posts)
            table, network = self.sums(posts)
            odds = log_odds(evidence(table, network), self.calibrations, kinds)
            scores = calibrate(odds, self.calibrations, kinds, correction)
            # Where not one word is known there is nothing in the foreground.
            scores.choice[(table == 0).all(axis=1)] = TONES.index("neutral")
            parts.append(scores)
        return join_scores(parts)

    def log_odds(self, posts: Posts) -> NDArray[np.float64]:
        """Calibrated log-odds of n posts, (n, 3): positive and negative against neutral, and the flag."""
        return log_odds(evidence(*self.sums(posts)), self.calibrations, kinds_of(posts))

    def sums(self, posts: Posts) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sums of the table and of the network before calibration, each (n, OUTPUTS)."""
        fields = 2 * len(posts.plain)
        grams = find_grams(posts.syllables)
        found = find_cells(self.table, grams.names, posts.plain[grams.fields >> 1])
        covered = in_names(self.table, grams, found) | (posts.syllables.names == NOTHING)
        found = without_names(grams, found, covered)
        lanes = lanes_of(found.cells, (grams.fields & 1).astype(np.bool_))
        counts = np.bincount(grams.fields, minlength=fields)
        order = np.argsort(grams.fields, kind="stable")
        running = np.concatenate(([np.uint64(0)], np.cumsum(lanes[order])))
        ends = np.cumsum(counts)
        sums = unpack(running[ends] - running[ends - counts], counts, self.table.steps)
        sums *= field_weights(np.bincount(posts.syllables.fields[~covered], minlength=fields))[:, None]
        sizes = np.bincount(posts.syllables.fields, minlength=fields)
        return np.asarray(sums[::2] + sums[1::2]), self.network.sums(grams, found, sizes)


def kinds_of(posts: Posts) -> NDArray[np.int64]:
    """How each post is written: 0 with diacritics and lead, 1 without lead, 2 and 3 the same without diacritics."""
    sizes = np.bincount(posts.syllables.fields, minlength=2 * len(posts.plain))
    return np.asarray(2 * posts.plain + (sizes[1::2] == 0))


def _no_scores() -> ToneScores:
    none = np.zeros(0, np.float32)
    return ToneScores(none, none, none, none, np.zeros(0, np.bool_), np.zeros(0, np.int64))


def open_model(data: bytes) -> ToneModel:
    """A model from the bytes of a weights file.

    Raises:
        BadWeights: the bytes are damaged or of another form.
    """
    weights = open_weights(data)
    return ToneModel(weights.table, weights.network, weights.calibrations, weights.reference, weights.version)


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

    >>> load_model().version.startswith("2-")
    True
    """
    return open_model(weights_bytes())
