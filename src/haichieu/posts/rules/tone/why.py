"""Which syllables moved a reading: the weights of the model, handed back to the words they stand on."""

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.grams import field_weights, find_grams, interleave, plain_posts, shorten
from haichieu.posts.rules.tone.model import ToneModel
from haichieu.posts.rules.tone.syllables import read_syllables
from haichieu.posts.rules.tone.table import look_up, unpack


def why(model: ToneModel, title: str, lead: str) -> list[tuple[str, float]]:
    """The syllables of a post in reading order, each with what it adds to the log-odds of the tone that was read.

    For `positive` and `negative` that is against neutral; for `neutral` it is against the stronger of the two others.
    A pair of syllables, or a cue and what it governs, gives half its weight to each.

    Args:
        model: that read the post.
        title: of the post.
        lead: of the post, or an empty text.

    >>> from haichieu.posts.rules.tone.model import load_model
    >>> words = why(load_model(), "Khởi tố kế toán tham ô quỹ công đoàn", "")
    >>> [word for word, _ in words][:2], max(words, key=lambda word: word[1])[0] in ("Khởi", "tố", "tham", "ô")
    (['Khởi', 'tố'], True)
    """
    syllables = shorten(read_syllables(interleave([title], [lead])))
    grams = find_grams(syllables)
    plain = np.repeat(plain_posts(syllables, 1), len(grams.fields))
    lanes = look_up(model.table, grams.names, plain, grams.fields == 1)
    added = unpack(lanes, np.ones(len(lanes), np.int64), model.table.steps)
    added *= field_weights(syllables, 2)[grams.fields][:, None]
    scores = model.read([title], [lead])
    towards = _towards(added, scores.tones()[0], float(scores.positive[0]) > float(scores.negative[0]))
    shares = np.zeros(len(syllables.names))
    np.add.at(shares, grams.first, towards / 2)
    np.add.at(shares, grams.last, towards / 2)
    places = zip(syllables.starts.tolist(), syllables.ends.tolist(), shares.tolist(), strict=True)
    return [(syllables.text[start:end], round(share, 4)) for start, end, share in places]


def _towards(added: NDArray[np.float64], tone: str, rather_positive: bool) -> NDArray[np.float64]:
    if tone == "neutral":
        return np.asarray(-added[:, 0 if rather_positive else 1])
    return np.asarray(added[:, 0 if tone == "positive" else 1])
