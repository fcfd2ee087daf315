"""Round seals in black ink: their ring cannot be taken away, but what was read inside it can be doubted."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from haichieu.text.ocr.lines import runs
from haichieu.text.ocr.words import Picture, Word

#: Radius of a seal as a share of the page's shorter side: 30–50 mm across on A4, seen at a quarter of the size.
_RADIUS = (0.06, 0.12)
#: Share of the ring on which ink must stand: seals of real scans have .85 and more, circles seen in text .70 and less.
_INKED = 0.8
_POINTS = 240
#: A run of words inside a seal is believed from this mean confidence on: the signer's title may stand there.
_SURE = 0.85
_SCALE = 4


@dataclass(frozen=True, slots=True)
class Seal:
    """Centre and radius of a round seal, in pixels."""

    across: float
    down: float
    radius: float

    def holds(self, word: Word) -> bool:
        """Whether the word's centre lies inside; a little room for a second ring outside the one that was seen."""
        middle = (word.left + word.right) / 2
        return bool(np.hypot(middle - self.across, word.middle - self.down) <= 1.2 * self.radius)


def find_seals(grey: Picture) -> tuple[Seal, ...]:
    """Round seals on a grey page, by the circles of Hough's transform whose ring is really inked.

    >>> page = np.full((2000, 1400), 255, np.uint8)
    >>> _ = cv2.circle(page, (900, 1500), 120, 0, 8)
    >>> [abs(seal.radius - 120) < 12 for seal in find_seals(page)]
    [True]
    """
    small = cv2.resize(grey, None, fx=1 / _SCALE, fy=1 / _SCALE, interpolation=cv2.INTER_AREA)
    side = min(small.shape)
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(small, (5, 5), 0),
        cv2.HOUGH_GRADIENT,
        dp=1.5,
        minDist=max(1, side // 5),
        param1=160,
        param2=70,
        minRadius=int(_RADIUS[0] * side),
        maxRadius=int(_RADIUS[1] * side) + 1,
    )
    if circles is None:
        return ()
    seen = [[float(value) for value in circle[:3]] for circle in np.asarray(circles).reshape(-1, 3)]
    ink = np.asarray(small < 170)
    return tuple(
        Seal(_SCALE * x, _SCALE * y, _SCALE * r) for x, y, r in seen if _inked(ink, x, y, r) >= _INKED
    )


def without_seals(words: Iterable[Word], seals: Sequence[Seal]) -> tuple[Word, ...]:
    """Leave out runs of words that lie wholly inside a seal and are not sure.

    >>> ring, name = Word("JÈ", 10, 10, 30, 20, 0.4, 1), Word("GIÁM", 40, 10, 80, 20, 0.95, 2)
    >>> [word.text for word in without_seals([ring, name], [Seal(50, 15, 60)])]
    ['GIÁM']
    """
    if not seals:
        return tuple(words)
    return tuple(word for run in runs(words) if not _is_of_seal(run, seals) for word in run)


def _is_of_seal(run: Sequence[Word], seals: Sequence[Seal]) -> bool:
    if statistics.fmean(word.confidence for word in run) >= _SURE and any(len(word.text) > 1 for word in run):
        return False
    return any(all(seal.holds(word) for word in run) for seal in seals)


def _inked(ink: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], x: float, y: float, radius: float) -> float:
    turn = np.linspace(0, 2 * np.pi, _POINTS, endpoint=False)
    hit = np.zeros(_POINTS, dtype=bool)
    for distance in range(-3, 4):
        columns = np.clip((x + (radius + distance) * np.cos(turn)).astype(int), 0, ink.shape[1] - 1)
        rows = np.clip((y + (radius + distance) * np.sin(turn)).astype(int), 0, ink.shape[0] - 1)
        hit |= ink[rows, columns]
    return float(hit.mean())
