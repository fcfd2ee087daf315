"""A second look at places where the recogniser saw a line but could not read it: two lines taken for one, a streak."""

import dataclasses
import statistics
from collections.abc import Callable, Iterable, Sequence

from haichieu.text.ocr.lines import runs, usual_height
from haichieu.text.ocr.noise import is_poor
from haichieu.text.ocr.words import Picture, Word

#: Most places of one page that are looked at again: a page of noise has hundreds, a page of words a few.
_MOST_PLACES = 4
#: Least width, and height from and to, of a place in usual heights of a word.
_LEAST_WIDTH, _HEIGHTS = 2.0, (0.6, 4.0)
#: Room around a place, in usual heights.
_MARGIN = 0.4
#: What is found there is believed from this mean confidence on.
_SURE = 0.8
_LINES_OF_A_PLACE = 1_000_000_000


def read_again(
    grey: Picture, words: Sequence[Word], recognise: Callable[[Picture], Iterable[Word]]
) -> tuple[Word, ...]:
    """The words of a page, those of unreadable lines replaced by what `recognise` sees there alone, where that is sure.

    >>> import numpy as np
    >>> page = np.full((100, 300), 255, np.uint8)
    >>> poor = Word("hoà", 10, 10, 90, 40, 0.0, 1)
    >>> [word.text for word in read_again(page, [poor], lambda place: [Word("Nơi", 12, 2, 40, 20, 0.9, 1)])]
    ['Nơi']
    """
    if not words:
        return ()
    height = usual_height(words)
    found = tuple(words)
    for place, run in enumerate([run for run in runs(words) if _is_worth(run, height)][:_MOST_PLACES], 1):
        margin = round(_MARGIN * height)
        top, left = (
            max(0, round(min(edges)) - margin) for edges in ([w.top for w in run], [w.left for w in run])
        )
        bottom, right = (
            round(max(edges)) + margin for edges in ([w.bottom for w in run], [w.right for w in run])
        )
        seen = [_moved(word, left, top, place) for word in recognise(grey[top:bottom, left:right])]
        if _is_sure(seen):
            found = _merged([word for word in found if word not in run], seen)
    return found


def _is_worth(run: Sequence[Word], height: float) -> bool:
    wide = run[-1].right - run[0].left
    high = max(word.bottom for word in run) - min(word.top for word in run)
    return is_poor(run) and wide >= _LEAST_WIDTH * height and _HEIGHTS[0] <= high / height <= _HEIGHTS[1]


def _is_sure(seen: Sequence[Word]) -> bool:
    readable = any(len(word.text) > 1 and word.text[0].isalnum() for word in seen)
    return readable and statistics.fmean(word.confidence for word in seen) >= _SURE


def _moved(word: Word, left: float, top: float, place: int) -> Word:
    line = None if word.line is None else word.line + place * _LINES_OF_A_PLACE
    return dataclasses.replace(
        word,
        left=word.left + left,
        right=word.right + left,
        top=word.top + top,
        bottom=word.bottom + top,
        line=line,
    )


def _merged(words: Sequence[Word], seen: Sequence[Word]) -> tuple[Word, ...]:
    """Of two words at one place the surer stays; of two equally sure ones the first."""
    better = [
        word for word in seen if not any(_meet(word, o) and o.confidence >= word.confidence for o in words)
    ]
    kept = [word for word in words if not any(_meet(word, o) for o in better)]
    return (*kept, *better)


def _meet(one: Word, other: Word) -> bool:
    """Whether the centre of either lies in the other."""
    return _holds(one, other) or _holds(other, one)


def _holds(one: Word, other: Word) -> bool:
    across = (other.left + other.right) / 2
    return one.left <= across <= one.right and one.top <= other.middle <= one.bottom
