"""What a reading passed over: ink under no word that looks like letters."""

from collections.abc import Sequence

import cv2
import numpy as np

from haichieu.text.ocr.words import Picture, Word

_WHITE = 255
#: Height of print of 14 points at 300 dots per inch, for a page without words.
_PRINT = 40.0


def letters_left(grey: Picture, words: Sequence[Word]) -> int:
    """About how many letters of a grey page stand outside the boxes of the words read on it.

    >>> letters_left(np.full((100, 100), 255, np.uint8), [])
    0
    """
    height = float(np.median([word.height for word in words])) if words else _PRINT
    rest = grey.copy()
    margin = round(0.15 * height)
    for word in words:
        top, bottom = max(0, int(word.top) - margin), int(word.bottom) + margin
        rest[top:bottom, max(0, int(word.left) - margin) : int(word.right) + margin] = _WHITE
    # Half the size is enough to count letters and takes a quarter of the memory.
    rest = np.asarray(cv2.resize(rest, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    height /= 2
    _, ink = cv2.threshold(rest, 150, 1, cv2.THRESH_BINARY_INV)
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(ink, np.uint8), connectivity=8)
    high, wide = stats[1:count, cv2.CC_STAT_HEIGHT], stats[1:count, cv2.CC_STAT_WIDTH]
    letters = (high > 0.4 * height) & (high < 1.6 * height) & (wide > 0.1 * height) & (wide < 2.5 * height)
    return int(letters.sum())
