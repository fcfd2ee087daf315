"""Runs of words that stand side by side without a wide gap: pieces of a line, cells of a row."""

import statistics
from collections.abc import Iterable, Sequence

from haichieu.text.ocr.words import Word

#: Gap, in heights of a word, at which a line surely falls into two runs.
_APART = 2.0


def runs(words: Iterable[Word]) -> list[list[Word]]:
    """The recogniser's lines, cut at wide gaps, each from left to right; a word without a line is a run of its own.

    >>> one, two = Word("Số:", 0, 0, 30, 10, 1.0, 7), Word("Huế,", 200, 0, 240, 10, 1.0, 7)
    >>> [[word.text for word in run] for run in runs([two, one])]
    [['Số:'], ['Huế,']]
    """
    kept = list(words)
    if not kept:
        return []
    height = usual_height(kept)
    lines: dict[int, list[Word]] = {}
    for place, word in enumerate(kept):
        lines.setdefault(-1 - place if word.line is None else word.line, []).append(word)
    return [run for line in lines.values() for run in _cut(line, _APART * height)]


def usual_height(words: Sequence[Word]) -> float:
    """Median height of the words of two letters and more."""
    return max(1.0, statistics.median(word.height for word in [w for w in words if len(w.text) > 1] or words))


def _cut(line: Iterable[Word], apart: float) -> list[list[Word]]:
    found: list[list[Word]] = []
    for word in sorted(line, key=lambda word: word.left):
        if found and word.left - found[-1][-1].right <= apart:
            found[-1].append(word)
        else:
            found.append([word])
    return found
