"""Which pages of a PDF can be believed: pictures without text, text layers that are no Vietnamese, legacy fonts."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from haichieu.text.legacy import draws_capitals, encoding_of_font, from_tcvn3, from_vni, is_beyond_latin
from haichieu.text.syllables import counted_words, share_of_marked, share_of_syllables

#: A page with fewer letters is a picture of a page, or blank.
_FEWEST_LETTERS = 20
#: A page with fewer letters on top of a picture of a page shows only a stamp or an electronic signature.
_STAMP_LETTERS = 400
#: Share of a page's area from which a picture on it is a picture of the page.
_PICTURE_SHARE = 0.5
#: Sound layers of real letters lie above 0.93 (syllables) and 0.80 (marked); OCR noise and layers whose letters were
#: lost lie below 0.75.
SYLLABLE_FLOOR = 0.8
MARKED_FLOOR = 0.5
_FEWEST_WORDS = 25
_SECONDS = 20.0
_A4_AREA = 8.27 * 11.69


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the text layer of a page is not enough."""

    #: The layer's text, "" or nearly so for a picture.
    layer: str
    #: End of a sentence that begins with the page's number.
    sentence: str

    def is_bettered_by(self, recognised: str) -> bool:
        """Whether recognised text says more than the layer.

        >>> Fault("Lu®n ®éng", "").is_bettered_by("Lao động"), Fault("Lao động", "").is_bettered_by("")
        (True, False)
        """
        if not recognised.strip():
            return False
        good = [
            sum(map(len, counted_words(text))) * share_of_syllables(text) for text in (self.layer, recognised)
        ]
        return good[1] > good[0]


def fault_of(page: str, *, has_picture: bool = False) -> Fault | None:
    """What is wrong with the text layer of one page, None where it can be believed.

    >>> fault_of("Kính gửi: Các đơn vị trực thuộc") is None, fault_of("   ") is None
    (True, False)
    """
    letters = sum(char.isalpha() for char in page)
    if letters < _FEWEST_LETTERS or (has_picture and letters < _STAMP_LETTERS):
        return Fault(page, "là bản chụp, đã nhận dạng chữ: hãy soát lại.")
    words = len(counted_words(page))
    if words >= _FEWEST_WORDS and (
        share_of_syllables(page) < SYLLABLE_FLOOR or share_of_marked(page) < MARKED_FLOOR
    ):
        return Fault(page, "có lớp chữ hỏng, đã nhận dạng lại từ hình ảnh: hãy soát lại.")
    return None


def fonts_used(path: Path, max_pages: int) -> frozenset[str]:
    """Names of the legacy fonts in a PDF, as `pdffonts` (poppler) prints them; none where it is not installed."""
    names = (line.split(" ", 1)[0] for line in _lines("pdffonts", ["-l", str(max_pages)], path)[2:])
    return frozenset(name for name in names if encoding_of_font(name) is not None)


def without_legacy(page: str, fonts: frozenset[str]) -> str:
    """Convert the lines of a page that were set in legacy fonts: those that become Vietnamese by it.

    >>> without_legacy("Céng hoµ x· héi\\nĐã là Unicode", frozenset({".VnTime"}))
    'Cộng hoà xã hội\\nĐã là Unicode'
    """
    if not fonts:
        return page
    encodings = {encoding_of_font(font) for font in fonts}
    tables = [table for name, table in (("tcvn3", from_tcvn3), ("vni", from_vni)) if name in encodings]
    only_capitals = all(map(draws_capitals, fonts))
    lines = []
    for line in page.split("\n"):
        tried = [line] if is_beyond_latin(line) else [line, *(table(line) for table in tables)]
        best = max(tried, key=share_of_syllables)
        lines.append(best.upper() if only_capitals and best is not line else best)
    return "\n".join(lines)


def large_pictures(path: Path, layer: Sequence[str]) -> frozenset[int]:
    """Numbers, from 1, of the pages with little text that a picture covers, as `pdfimages` (poppler) lists them."""
    if not any(_FEWEST_LETTERS <= sum(map(str.isalpha, page)) < _STAMP_LETTERS for page in layer):
        return frozenset()
    covered: dict[int, float] = {}
    for line in _lines("pdfimages", ["-list", "-l", str(len(layer))], path)[2:]:
        columns = line.split()
        if len(columns) < 14 or columns[2] not in ("image", "stencil"):
            continue
        page, width, height, across, down = (_number(columns[i]) for i in (0, 3, 4, 12, 13))
        if across > 0 and down > 0:
            covered[int(page)] = covered.get(int(page), 0.0) + width / across * (height / down)
    return frozenset(page for page, inches in covered.items() if inches > _PICTURE_SHARE * _A4_AREA)


def _number(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0


def _lines(program: str, options: list[str], path: Path) -> list[str]:
    """What a poppler tool prints; nothing where it is missing, fails or is slow: the text layer stands without it."""
    found = shutil.which(program)
    if found is None:
        return []
    try:
        done = subprocess.run(
            [found, *options, str(path)],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            text=True,
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return []
    return done.stdout.splitlines()
