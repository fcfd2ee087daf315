"""Long straight strokes on a page: rules of tables, lines under a motto, streaks of a scanner's glass."""

from dataclasses import dataclass

import cv2
import numpy as np

from haichieu.text.ocr.words import Picture

#: Shortest stroke taken away, as a share of the page's longer side: three times as long as the tallest letter.
_SHORTEST = 1 / 24
#: Thickest stroke, in pixels at 300 dots per inch; what is thicker is a picture or the dark edge of a scan.
_THICKEST = 16
_WHITE = 255


@dataclass(frozen=True, slots=True)
class Strokes:
    """Long straight strokes of one page, as masks of its size: 1 where their ink is."""

    upright: Picture
    level: Picture

    @property
    def all(self) -> Picture:
        """Both together."""
        return np.asarray(cv2.bitwise_or(self.upright, self.level), dtype=np.uint8)


def long_strokes(grey: Picture) -> Strokes:
    """Find upright and level strokes of a grey page."""
    _, black = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ink = np.asarray(black, dtype=np.uint8)
    length = max(30, round(max(grey.shape) * _SHORTEST))
    return Strokes(_along(ink, (1, length)), _along(ink, (length, 1)))


def without(grey: Picture, strokes: Strokes) -> Picture:
    """Paint strokes white; print that they cross loses a sliver.

    Tesseract takes a streak down the page for the border between two columns and cuts the words on it in half.
    """
    found = strokes.all
    if not found.any():
        return grey
    cleaned = grey.copy()
    cleaned[cv2.dilate(found, np.ones((3, 3), np.uint8)) > 0] = _WHITE
    return cleaned


def _along(ink: Picture, size: tuple[int, int]) -> Picture:
    """Ink in runs of at least this width and height that are thin across."""
    # A faint or slightly slanting stroke is broken: mend breaks of a few pixels first.
    mended = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((min(size[1], 7), min(size[0], 7)), np.uint8))
    lines = cv2.morphologyEx(mended, cv2.MORPH_OPEN, np.ones((size[1], size[0]), np.uint8))
    across = (_THICKEST, 1) if size[0] > size[1] else (1, _THICKEST)
    thick = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones(across, np.uint8))
    return np.asarray(cv2.bitwise_and(cv2.subtract(lines, thick), ink), dtype=np.uint8)
