"""Words that are none: specks, strokes of a signature, the ring of a seal, read as letters by the recogniser."""

from collections.abc import Iterable, Sequence

from haichieu.text.ocr.lines import runs
from haichieu.text.ocr.words import Word

#: A run of words less sure than this on average, each letter counting once, is noise, unless it has one sure word.
_POOR_RUN, _SURE_WORD = 0.4, 0.75
#: A mark without letters at either end of a run needs this confidence; markers of lists need less.
_SURE_MARK, _SURE_BULLET = 0.75, 0.35
#: A single letter or digit at either end of a run needs this one.
_SURE_LETTER = 0.3
_STROKES = frozenset("_|¦‗")
_BULLETS = frozenset("-–—+*•")


def without_noise(words: Iterable[Word]) -> tuple[Word, ...]:
    """Leave out runs that are noise and noisy marks at the ends of the others.

    What stands between words is always kept, however poor: “ngày #*t tháng 5” is a day that cannot be read, not a
    day that was left blank.

    >>> day, poor = Word("ngày", 0, 0, 40, 10, 0.9, 1), Word("#", 45, 0, 55, 10, 0.1, 1)
    >>> month, speck = Word("tháng", 60, 0, 90, 10, 0.9, 1), Word("~", 95, 0, 99, 10, 0.2, 1)
    >>> [word.text for word in without_noise([day, poor, month, speck])]
    ['ngày', '#', 'tháng']
    """
    return tuple(word for run in runs(words) for word in _trimmed(run) if not is_poor(run))


def is_poor(run: Sequence[Word]) -> bool:
    if any(word.confidence >= _SURE_WORD and len(word.text) > 1 and word.text[0].isalnum() for word in run):
        return False
    letters = sum(len(word.text) for word in run)
    return sum(len(word.text) * word.confidence for word in run) / letters < _POOR_RUN


def _trimmed(run: Sequence[Word]) -> Sequence[Word]:
    first, last = 0, len(run)
    while first < last and _is_speck(run[first]):
        first += 1
    while last > first and _is_speck(run[last - 1]):
        last -= 1
    return run[first:last]


def _is_speck(word: Word) -> bool:
    if set(word.text) <= _STROKES:
        return True
    if any(char.isalnum() for char in word.text):
        return len(word.text) == 1 and word.confidence < _SURE_LETTER
    if word.text in _BULLETS:
        return word.confidence < _SURE_BULLET
    return word.confidence < _SURE_MARK
