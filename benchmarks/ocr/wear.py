"""What happens to a page before it reaches an office: scanned, stamped, faxed, photographed on a desk."""

from collections.abc import Callable

import cv2
import numpy as np

from haichieu.text.ocr.words import Picture

Wear = Callable[[Picture, np.random.Generator], Picture]
_RED, _VIOLET = (60, 50, 205), (150, 60, 70)


def noisy(page: Picture, rng: np.random.Generator) -> Picture:
    """Grain and specks."""
    grain = page.astype(np.float32) + rng.normal(0, 18, page.shape[:2])[:, :, None]
    specks = rng.random(page.shape[:2])
    grain[specks < 0.0012] = 30
    grain[specks > 0.9988] = 255
    return np.clip(grain, 0, 255).astype(np.uint8)


def askew(page: Picture, rng: np.random.Generator) -> Picture:
    """Turned by one to three degrees on the glass."""
    angle = rng.uniform(1, 3) * rng.choice((-1, 1))
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1)
    return cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def blurred(page: Picture, rng: np.random.Generator) -> Picture:
    """Scanned at 150 dots per inch, out of focus."""
    small = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), 0.7), page.shape[1::-1], interpolation=cv2.INTER_CUBIC)


def faxed(page: Picture, rng: np.random.Generator) -> Picture:
    """Black and white at 200 dots per inch with a streak down the page."""
    small = cv2.resize(
        cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA
    )
    black = np.where(small + rng.normal(0, 12, small.shape) < 165, 0, 255).astype(np.uint8)
    at = int(black.shape[1] * rng.uniform(0.3, 0.7))
    black[:, at : at + 2] = 0
    return cv2.cvtColor(
        cv2.resize(black, page.shape[1::-1], interpolation=cv2.INTER_LINEAR), cv2.COLOR_GRAY2BGR
    )


def sealed(page: Picture, rng: np.random.Generator) -> Picture:
    """A round red seal over the lower part of the print at the right, where a signer's name stands."""
    rows = np.flatnonzero(page[:, page.shape[1] // 2 :].min(axis=(1, 2)) < 128)
    centre = (int(page.shape[1] * 0.62), max(250, int(rows[-1]) - 100) if len(rows) else 2500)
    ink = np.full_like(page, 255)
    cv2.circle(ink, centre, 215, _RED, 10)
    cv2.circle(ink, centre, 150, _RED, 5)
    cv2.putText(ink, "VIET NAM", (centre[0] - 110, centre[1] - 40), cv2.FONT_HERSHEY_SIMPLEX, 1.5, _RED, 6)
    cv2.putText(ink, "* TINH *", (centre[0] - 90, centre[1] + 50), cv2.FONT_HERSHEY_SIMPLEX, 1.4, _RED, 6)
    return np.minimum(page, cv2.GaussianBlur(ink, (0, 0), 1))


def stamped(page: Picture, rng: np.random.Generator) -> Picture:
    """The arrival stamp in violet on the left margin, partly over the text."""
    ink = np.full_like(page, 255)
    left, top = 120, int(page.shape[0] * rng.uniform(0.16, 0.2))
    cv2.rectangle(ink, (left, top), (left + 560, top + 300), _VIOLET, 6)
    cv2.line(ink, (left, top + 90), (left + 560, top + 90), _VIOLET, 4)
    for place, words in enumerate(("CONG VAN DEN", "So: 1187", "Ngay: 16/10")):
        cv2.putText(ink, words, (left + 30, top + 65 + 90 * place), cv2.FONT_HERSHEY_SIMPLEX, 1.6, _VIOLET, 6)
    return np.minimum(page, ink)


def photographed(page: Picture, rng: np.random.Generator) -> Picture:
    """From a phone held askew over a dark desk, with a shadow across, as a JPEG of 12 million pixels."""
    width, height = 3024, 4032
    corners = np.array([[260, 300], [2760, 300], [2760, 3836], [260, 3836]], np.float32)
    corners += rng.uniform(-150, 150, (4, 2)).astype(np.float32)
    size = page.shape[1], page.shape[0]
    matrix = cv2.getPerspectiveTransform(
        np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32), corners
    )
    desk = rng.normal(70, 10, (height // 8, width // 8, 3)).clip(0, 255).astype(np.uint8)
    desk = cv2.resize(desk, (width, height))
    sheet = cv2.warpPerspective(page, matrix, (width, height))
    mask = cv2.warpPerspective(np.full(page.shape[:2], 255, np.uint8), matrix, (width, height))
    photo = np.where(mask[:, :, None] > 127, sheet, desk)
    across = np.linspace(0, 1, width)[None, :] + np.linspace(0, 0.6, height)[:, None]
    light = 0.95 - 0.45 / (1 + np.exp(-(across - rng.uniform(0.6, 1.0)) * 14))
    photo = np.clip(photo * light[:, :, None] + rng.normal(0, 5, photo.shape[:2])[:, :, None], 0, 255)
    ok, data = cv2.imencode(".jpg", photo.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 70])
    return cv2.imdecode(data, cv2.IMREAD_COLOR) if ok else page


WEARS: dict[str, Wear] = {
    "clean": lambda page, rng: page,
    "noise": noisy,
    "skew 1-3°": askew,
    "150 dpi, blurred": blurred,
    "fax with streak": faxed,
    "red seal": sealed,
    "arrival stamp": stamped,
    "on its side": lambda page, rng: np.ascontiguousarray(np.rot90(page)),
    "upside down": lambda page, rng: np.ascontiguousarray(np.rot90(page, 2)),
    "phone photo": photographed,
}
