"""The sheet of paper in a photo: its four corners found and pulled straight, shadows on it evened out."""

import cv2
import numpy as np
from numpy.typing import NDArray

from haichieu.text.ocr.pages import A4_HEIGHT
from haichieu.text.ocr.words import Picture

Corners = NDArray[np.float32]

#: Longer side of the small picture in which the sheet is looked for.
_SMALL = 700
#: A sheet fills at least this share of the photo, and one that fills more has no edge to be seen.
_LEAST_SHARE, _MOST_SHARE = 0.25, 0.985
#: Borders between paper and desk that are tried, as shares of the one that Otsu's method finds.
_SPLITS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
#: The bright area must fill its four corners at least so far: a shadow across the sheet leaves a smaller one.
_LEAST_FILLED = 0.93
#: The paper must be this much brighter than what lies around it (grey values).
_BRIGHTER = 20.0
#: Where that is looked at, in pixels of the small picture from the side, and for what share of each side it must hold.
_BESIDE, _LEAST_EDGE = 6.0, 0.75
#: Two sides opposite each other differ by no more than this factor in a photo worth straightening.
_MOST_TAPER = 1.8
#: Spread of the paper's brightness over the page (5 % to 95 %) from which shadows are evened out.
_SHADE = 22.0


def find_sheet(picture: Picture) -> Corners | None:
    """The corners of the sheet in a grey photo (upper left, upper right, lower right, lower left; x, y in pixels).

    None where no bright four-cornered shape stands out: a flat scan, or a photo of a part of the page.
    """
    factor = min(1.0, _SMALL / max(picture.shape))
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    # Print is closed first, so that the paper is one bright area.
    paper = cv2.morphologyEx(cv2.GaussianBlur(small, (5, 5), 0), cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    split, _ = cv2.threshold(paper, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Half the paper may lie in shadow, nearer to the desk than to the lit half: lower borders are tried as well.
    found = (_brightest(np.asarray(paper, dtype=np.uint8), share * split) for share in _SPLITS)
    best = max((shape for shape in found if shape is not None), key=lambda shape: shape[0], default=None)
    return None if best is None else np.asarray(best[1] / factor, dtype=np.float32)


def _brightest(paper: Picture, split: float) -> tuple[float, Corners] | None:
    """The corners of the largest area brighter than a border, after their area."""
    _, mask = cv2.threshold(paper, split, 255, cv2.THRESH_BINARY)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    outline = max(contours, key=cv2.contourArea)
    corners = _four(np.asarray(cv2.convexHull(outline)))
    if corners is None or not _is_sheet(corners, paper):
        return None
    filled = cv2.contourArea(outline) / max(1.0, cv2.contourArea(corners))
    return (cv2.contourArea(corners), corners) if filled > _LEAST_FILLED else None


def pulled_straight(picture: Picture, corners: Corners) -> Picture:
    """The sheet alone, as if scanned: perspective undone, its longer side that of A4 at 300 dots per inch."""
    upper, right, lower, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = max(upper, lower), max(left, right)
    factor = min(2.5, A4_HEIGHT / max(width, height))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    target = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    warped = cv2.warpPerspective(
        picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, dtype=np.uint8)


def without_shadow(picture: Picture) -> Picture:
    """Divide a grey page by the brightness of its paper; an evenly lit page is returned as it is."""
    height, width = picture.shape
    small = cv2.resize(picture, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    # The paper behind the print: letters are narrower than the brush, so the closing paints them over.
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    low, high = np.percentile(paper, (5, 95))
    if high - low < _SHADE:
        return picture
    full = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, full, scale=255), dtype=np.uint8)


def _four(outline: NDArray[np.int32]) -> Corners | None:
    around = cv2.arcLength(outline, True)
    for share in (0.01, 0.02, 0.03, 0.05, 0.08):
        shape = cv2.approxPolyDP(outline, share * around, True)
        if len(shape) == 4:
            return _in_order(np.asarray(shape, dtype=np.float32).reshape(4, 2))
    return None


def _in_order(points: Corners) -> Corners:
    """Clockwise from the upper left."""
    centre = points.mean(axis=0)
    angles = np.arctan2(points[:, 1] - centre[1], points[:, 0] - centre[0])
    around = points[np.argsort(angles)]
    return np.asarray(np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0), dtype=np.float32)


def _is_sheet(corners: Corners, paper: Picture) -> bool:
    share = cv2.contourArea(corners) / float(paper.size)
    if not _LEAST_SHARE <= share <= _MOST_SHARE:
        return False
    sides = [float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4)]
    if max(sides[0] / sides[2], sides[2] / sides[0], sides[1] / sides[3], sides[3] / sides[1]) > _MOST_TAPER:
        return False
    return all(_edge(paper, corners[i], corners[(i + 1) % 4]) >= _LEAST_EDGE for i in range(4))


def _edge(paper: Picture, start: Corners, end: Corners) -> float:
    """Share of a side, clockwise, along which the paper inside is clearly brighter than what lies outside.

    The border of a shadow is too soft for that, and a side that runs over the desk has no paper beside it.
    """
    along = (end - start) / max(1.0, float(np.linalg.norm(end - start)))
    inward = np.array([-along[1], along[0]])
    points = start + np.linspace(0.05, 0.95, 60)[:, None] * (end - start)
    light = [_at(paper, points + distance * inward) for distance in (_BESIDE, -_BESIDE)]
    return float((light[0] - light[1] > _BRIGHTER).mean())


def _at(paper: Picture, points: NDArray[np.float64]) -> NDArray[np.float64]:
    columns = np.clip(points[:, 0].round().astype(int), 0, paper.shape[1] - 1)
    rows = np.clip(points[:, 1].round().astype(int), 0, paper.shape[0] - 1)
    return np.asarray(paper[rows, columns], dtype=np.float64)
