"""Which unread posts a person's label would teach the model most from.

For the model only. A certificate draws its posts by chance and may never use this order; labels chosen here say nothing
about a share. The page says so (`docs/algorithms/planning.md`).
"""

from collections.abc import Collection, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from haichieu.stats.arrays import Floats

#: Words are hashed into so many columns: two words share one now and then, which blurs the likeness a little.
_COLUMNS = 512
_AT_ONCE = 256


def most_helpful(
    chances: Floats, read: Collection[int], titles: Sequence[str], *, count: int = 10
) -> list[int]:
    """Unread posts in the order in which they should be read, most helpful first.

    Each is the one with the largest product of doubt (1 less the margin between the two likeliest tones), density (mean
    likeness of its title to all others: an odd one out teaches little) and novelty (1 less its likeness to the nearest
    post that is read or already chosen). Likeness is the cosine of the words, rare ones weighing more.

    Args:
        chances: (n, 3) the model's probabilities of the tones.
        read: indices of posts that carry a label.
        titles: n titles.
        count: how many are wanted.

    Returns:
        At most `count` indices.

    Raises:
        ValueError: numbers of readings and titles differ.

    Source: information density, Settles and Craven (2008), EMNLP, 1070–1079; margin, Scheffer, Decomain, Wrobel (2001),
    IDA, 309–318.

    >>> chances = np.array([[0.9, 0.05, 0.05], [0.4, 0.2, 0.4], [0.4, 0.2, 0.4], [0.4, 0.3, 0.3]])
    >>> titles = ["Trao quà Tết", "Công nhân ngừng việc", "Công nhân ngừng việc", "Công nhân nhận quà Tết"]
    >>> most_helpful(chances, [], titles, count=2)
    [1, 3]
    """
    if len(chances) != len(titles):
        raise ValueError(f"{len(chances)} readings, {len(titles)} titles")
    if not len(titles):
        return []
    words = _words(titles)
    worth = _doubt(chances) * np.maximum(0.0, words @ words.mean(axis=0))
    nearest = np.zeros(len(titles), dtype=np.float32)
    left = np.ones(len(titles), dtype=np.bool_)
    done = np.fromiter(read, dtype=np.int64, count=len(read))
    left[done] = False
    for start in range(0, len(done), _AT_ONCE):
        nearest = np.maximum(nearest, (words @ words[done[start : start + _AT_ONCE]].T).max(axis=1))
    chosen: list[int] = []
    while len(chosen) < count and left.any():
        best = int(np.argmax(np.where(left, worth * np.maximum(0.0, 1 - nearest), -1.0)))
        chosen.append(best)
        left[best] = False
        nearest = np.maximum(nearest, words @ words[best])
    return chosen


def _doubt(chances: Floats) -> Floats:
    """1 less the margin between the likeliest and the second likeliest tone, (n,)."""
    ranked = np.sort(np.asarray(chances, dtype=np.float64), axis=1)
    return np.asarray(1 - (ranked[:, -1] - ranked[:, -2]))


def _words(titles: Sequence[str]) -> NDArray[np.float32]:
    """Rows of length 1: hashed words of each title, weighed by how rare they are among the titles."""
    rows, columns = [], []
    for row, title in enumerate(titles):
        for word in set(title.casefold().split()):
            rows.append(row)
            columns.append(crc32(word.encode()) % _COLUMNS)
    counts = np.zeros((len(titles), _COLUMNS), dtype=np.float32)
    counts[rows, columns] = 1.0
    rare = np.log((1 + len(titles)) / (1 + counts.sum(axis=0)))
    weighed = counts * rare.astype(np.float32)
    length = np.sqrt((weighed * weighed).sum(axis=1, keepdims=True))
    return np.asarray(weighed / np.maximum(length, 1e-9))
