"""Ink of a page: a red seal over the words is taken away, words in red are kept, colour becomes grey."""

import cv2
import numpy as np

from haichieu.text.ocr.words import Picture

#: What differs less from its page (grey values) is no letter.
_FAINTEST = 16
#: Red counts as ink when it is this much stronger than green and blue (grey values).
_REDDER = 40
#: Share of red pixels below which there is nothing to take away.
_LEAST_RED = 0.0005
#: Seals are looked for on every fourth pixel of every fourth row.
_STEP = 4
#: Breadth of a round seal as a share of the page's width: 30–45 mm of 210 mm, with room.
_SEAL = (0.10, 0.30)
#: Breadth through height of what counts as round.
_ROUND = (0.65, 1.5)


def is_blank(picture: Picture) -> bool:
    """Whether a page is all of one tone, as a blank page of a PDF is drawn; a scanned one has its grain.

    >>> is_blank(np.full((8, 8), 255, np.uint8)), is_blank(np.eye(8, dtype=np.uint8) * 255)
    (True, False)
    """
    return int(picture.max()) - int(picture.min()) < _FAINTEST


def to_grey(picture: Picture) -> Picture:
    """Turn a page in colour (blue, green, red) into grey, round red seals painted out.

    A seal stands over the signer's title and name. In the red part of the light its ink is nearly as bright as paper
    while black stays black, so that part alone is used where the seal is; red words such as HỎA TỐC are left.
    """
    if picture.ndim == 2:
        return picture
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    few = _red(np.ascontiguousarray(picture[::_STEP, ::_STEP]))
    if few.mean() < _LEAST_RED:
        return grey
    for left, top, right, bottom in _seals(few):
        inside = (slice(top, bottom), slice(left, right))
        spread = cv2.dilate(_red(picture[inside]), np.ones((5, 5), np.uint8)).astype(bool)
        part = grey[inside]
        part[spread] = _brightened(picture[inside][:, :, 2])[spread]
    return grey


def _red(picture: Picture) -> Picture:
    blue, green, red = cv2.split(picture)
    surplus = cv2.subtract(red, cv2.max(green, blue))
    return np.asarray(cv2.threshold(surplus, _REDDER, 1, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _brightened(light: Picture) -> Picture:
    """Red ink is a little darker than paper even in red light: lift it to white, leave black where it is."""
    paper = max(1.0, float(np.percentile(light, 90)))
    lifted = np.clip((light.astype(np.float32) - 60) * 255 / max(1.0, 0.72 * paper - 60), 0, 255)
    return np.asarray(lifted, dtype=np.uint8)


def _seals(few: Picture) -> list[tuple[int, int, int, int]]:
    """Boxes of round seals, seen on every `_STEP`-th pixel of every `_STEP`-th row."""
    width = few.shape[1]
    joined = cv2.morphologyEx(few, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for left, top, wide, high, _area in stats[1:count].tolist():
        if _SEAL[0] * width <= wide <= _SEAL[1] * width and _ROUND[0] <= wide / high <= _ROUND[1]:
            # A pixel more on each side: the ring ends between two that were looked at.
            box = (max(0, left - 1), max(0, top - 1), left + wide + 1, top + high + 1)
            found.append((_STEP * box[0], _STEP * box[1], _STEP * box[2], _STEP * box[3]))
    return found
