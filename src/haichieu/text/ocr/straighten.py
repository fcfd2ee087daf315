"""A page made straight: turned upright, its skew undone; a page that is straight already is left as it is."""

import cv2
import numpy as np

from haichieu.text.ocr.strokes import long_strokes, without
from haichieu.text.ocr.words import Picture

#: Skew looked for, in degrees to each side; a sheet that lay worse in the scanner is rare.
MOST_SKEW = 6.0
#: Below this many degrees nothing is done: turning would blur more than it mends.
LEAST_SKEW = 0.25
#: Longer side of the small picture on which angles are measured.
_SMALL = 1000
#: Lines standing must be this much sharper than lines lying before a page counts as sideways.
_SIDEWAYS = 1.6
_WHITE = 255


def sketch(picture: Picture) -> Picture:
    """The page at half its size without long strokes: enough to see how its lines of text lie.

    A table or a streak is sharper than any line of text and would be measured instead.
    """
    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    small = np.asarray(half, dtype=np.uint8)
    return without(small, long_strokes(small))


def skew_of(picture: Picture) -> float:
    """By how many degrees the lines of text rise to the right (negative: fall), within `MOST_SKEW`.

    The angle at which the rows of the page, summed, differ most from one to the next: there lines of ink and the
    white between them fall apart best (projection profile, Postl 1986).
    """
    ink = _ink(picture)
    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5), key=lambda angle: _sharpness(ink, float(angle)))
    fine = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=lambda angle: _sharpness(ink, float(angle)))
    return round(float(fine), 2)


def is_sideways(picture: Picture) -> bool:
    """Whether the lines of text stand upright instead of lying: the page must be turned by a quarter."""
    ink = _ink(picture)
    angles = (-2.0, -1.0, 0.0, 1.0, 2.0)
    lying = max(_sharpness(ink, angle) for angle in angles)
    turned = np.ascontiguousarray(np.rot90(ink))
    return max(_sharpness(turned, angle) for angle in angles) > _SIDEWAYS * lying


def turned(picture: Picture, degrees: int) -> Picture:
    """Turn by 0, 90, 180 or 270 degrees clockwise."""
    return np.ascontiguousarray(np.rot90(picture, k=-(degrees // 90) % 4))


def deskewed(picture: Picture, angle: float) -> Picture:
    """Undo a skew of so many degrees, or return the very same picture where there is next to none."""
    if abs(angle) < LEAST_SKEW or abs(angle) >= MOST_SKEW:
        return picture
    return _rotated(picture, -angle, border=_WHITE)


def _ink(picture: Picture) -> Picture:
    factor = min(1.0, _SMALL / max(picture.shape))
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    block = 31
    return np.asarray(
        cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12),
        dtype=np.uint8,
    )


def _sharpness(ink: Picture, angle: float) -> float:
    rows = _rotated(ink, -angle, border=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _rotated(picture: Picture, angle: float, *, border: int) -> Picture:
    """Rotate counter-clockwise by `angle` degrees about the centre, the size kept."""
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    how = cv2.INTER_CUBIC if border else cv2.INTER_NEAREST
    rotated = cv2.warpAffine(picture, matrix, (width, height), flags=how, borderValue=border)
    return np.asarray(rotated, dtype=np.uint8)
