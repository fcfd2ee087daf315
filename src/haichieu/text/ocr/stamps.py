"""Stamps on a letter: the framed one of its arrival, whose words must not run into the letter's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from haichieu.text.ocr.lines import runs
from haichieu.text.ocr.strokes import Strokes
from haichieu.text.ocr.words import Picture, Word

#: Breadth and height of an arrival stamp as shares of the page's breadth (40–75 mm by 15–40 mm, with room).
_BREADTH, _HEIGHT = (0.16, 0.40), (0.06, 0.22)
#: Share of a frame's outline that must be there: stamps are pressed unevenly.
_INKED = 0.55
#: Frames are looked for at a quarter of the size.
_SCALE = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a stamp, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, word: Word) -> bool:
        """Whether the word's centre lies inside."""
        across = (word.left + word.right) / 2
        return self.left <= across <= self.right and self.top <= word.middle <= self.bottom


def find_frames(strokes: Strokes) -> tuple[Frame, ...]:
    """Frames of the size of a stamp that stand alone among the strokes of a straight page."""
    inked = strokes.all
    if not inked.any():
        return ()
    small = cv2.resize(255 * inked, None, fx=1 / _SCALE, fy=1 / _SCALE, interpolation=cv2.INTER_AREA)
    # Gaps of a badly inked frame are closed; a table's rules hang together and make one box far too large.
    drawn = np.asarray(cv2.dilate((small > 0).astype(np.uint8), np.ones((4, 4), np.uint8)), np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(drawn, connectivity=8)
    breadth = drawn.shape[1]
    found = []
    for left, top, wide, high, _area in stats[1:count].tolist():
        fits = _BREADTH[0] <= wide / breadth <= _BREADTH[1] and _HEIGHT[0] <= high / breadth <= _HEIGHT[1]
        if fits and _outlined(drawn[top : top + high, left : left + wide]):
            found.append(Frame(*(_SCALE * edge for edge in (left, top, left + wide, top + high))))
    return tuple(found)


def apart(words: Iterable[Word], frames: Sequence[Frame]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The letter's words and the stamps' words; a line of the letter that runs into a stamp stays whole.

    >>> stamp = Frame(0, 0, 100, 50)
    >>> inside, line = Word("ĐẾN", 10, 10, 40, 20, 0.9, 1), Word("Căn", 90, 30, 109, 40, 0.9, 2)
    >>> own, stamped = apart([inside, line, Word("cứ", 112, 30, 130, 40, 0.9, 2)], [stamp])
    >>> [word.text for word in own], [word.text for word in stamped]
    (['Căn', 'cứ'], ['ĐẾN'])
    """
    own: list[Word] = []
    stamped: list[Word] = []
    for run in runs(words):
        inside = any(all(frame.holds(word) for word in run) for frame in frames)
        (stamped if inside else own).extend(run)
    return tuple(own), tuple(stamped)


def _outlined(drawn: Picture) -> bool:
    """Whether ink stands along all four sides."""
    edge = 24 // _SCALE
    sides = (
        drawn[:edge].max(axis=0),
        drawn[-edge:].max(axis=0),
        drawn[:, :edge].max(axis=1),
        drawn[:, -edge:].max(axis=1),
    )
    return all(side.mean() >= _INKED for side in sides)
