"""Which pages of a PDF can be believed: pictures without text, text layers that are no Vietnamese, legacy fonts."""

import html
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from haichieu.text.clean import squeeze
from haichieu.text.legacy import draws_capitals, encoding_of_font, from_tcvn3, from_vni, is_beyond_latin
from haichieu.text.syllables import counted_words, share_of_marked, share_of_syllables

#: A page with fewer letters is a picture of a page, or blank.
_FEWEST_LETTERS = 20
#: A page with fewer letters on top of a picture of a page shows only a stamp or an electronic signature.
_STAMP_LETTERS = 250
#: Share of a page's area from which a picture on it is a picture of the page.
_PICTURE_SHARE = 0.5
#: Sound layers of real letters lie above 0.93 (syllables) and 0.80 (marked); OCR noise and layers whose letters were
#: lost lie below 0.75.
SYLLABLE_FLOOR = 0.85
MARKED_FLOOR = 0.5
_FEWEST_WORDS = 25
#: Sound pages and even OCR noise lie below 0.12, layers without their letters above 0.45.
SIGN_CEILING = 0.25
_RULES = frozenset(".…_-–—|:=*,/()%")
_LEGACY_SIGNS = "®©µ¶¸¹ªº¬¨¦¡¢£¤¥ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ"
_FEWEST_SIGNS = 5
_FONT_SPEC = re.compile(r'<fontspec id="(\d+)"[^>]* family="([^"]*)"')
_TEXT = re.compile(r'<text [^>]*font="(\d+)"[^>]*>(.*)</text>')
_TAG = re.compile(r"<[^>]*>")
_SHORTEST_CAPITALS = 3
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
    letters = sum(char.isalnum() for char in page)
    if letters < _FEWEST_LETTERS or (has_picture and letters < _STAMP_LETTERS):
        return Fault(page, "là bản chụp, đã nhận dạng chữ: hãy soát lại.")
    if _is_garbled(page) or share_of_signs(page) > SIGN_CEILING:
        return Fault(page, "có lớp chữ hỏng, đã nhận dạng lại từ hình ảnh: hãy soát lại.")
    return None


def _is_garbled(page: str) -> bool:
    if len(counted_words(page)) < _FEWEST_WORDS:
        return False
    return share_of_syllables(page) < SYLLABLE_FLOOR or share_of_marked(page) < MARKED_FLOOR


def share_of_signs(page: str) -> float:
    """The share of signs that are neither letter nor digit, those of blanks, rules and numbers left out; from 0 to 1.

    A font without a table back to Unicode prints its letters as whatever stands at their places.

    >>> share_of_signs("Số: ....../KH-UBND") < 0.3, share_of_signs("%$456.$ 7$ 287 %2%9:$4 &;<>") > 0.3
    (True, True)
    """
    signs = [char for char in page if not char.isspace() and char not in _RULES]
    return sum(not char.isalnum() for char in signs) / len(signs) if signs else 0.0


@dataclass(frozen=True, slots=True)
class LegacyFonts:
    """The fonts of a PDF that imply a legacy encoding."""

    #: Their names.
    names: frozenset[str] = frozenset()
    #: What was set in those of them that draw capitals, as it is encoded.
    capitals: tuple[str, ...] = ()


def has_legacy_signs(text: str) -> bool:
    """Whether a text holds several letters that Unicode Vietnamese has not, but legacy encodings have.

    >>> has_legacy_signs("Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp"), has_legacy_signs("Cộng hòa")
    (True, False)
    """
    return sum(map(text.count, _LEGACY_SIGNS)) >= _FEWEST_SIGNS


def legacy_fonts(path: Path, max_pages: int) -> LegacyFonts:
    """The legacy fonts of a PDF, as `pdffonts` and `pdftohtml` (poppler) tell; none where these are not installed."""
    rows = (line.split(" ", 1)[0] for line in _lines("pdffonts", ["-l", str(max_pages)], path)[2:])
    names = frozenset(name for name in rows if encoding_of_font(name) is not None)
    if not any(map(draws_capitals, names)):
        return LegacyFonts(names)
    lines = _lines("pdftohtml", ["-xml", "-i", "-stdout", "-l", str(max_pages)], path)
    drawn = {
        spec.group(1) for line in lines if (spec := _FONT_SPEC.search(line)) and draws_capitals(spec.group(2))
    }
    texts = (found for line in lines if (found := _TEXT.search(line)) and found.group(1) in drawn)
    said = {squeeze(html.unescape(_TAG.sub("", found.group(2)))) for found in texts}
    return LegacyFonts(names, tuple(sorted(filter(None, said), key=len, reverse=True)))


def without_legacy(page: str, fonts: LegacyFonts) -> str:
    """Convert the lines of a page that were set in legacy fonts: those that become Vietnamese by it.

    >>> without_legacy("Céng hoµ x· héi\\nĐã là Unicode", LegacyFonts(frozenset({".VnTime"})))
    'Cộng hoà xã hội\\nĐã là Unicode'
    """
    if not fonts.names:
        return page
    encodings = {encoding_of_font(name) for name in fonts.names}
    tables = [table for name, table in (("tcvn3", from_tcvn3), ("vni", from_vni)) if name in encodings]
    return "\n".join(_line_without_legacy(line, tables, fonts.capitals) for line in page.split("\n"))


def _line_without_legacy(line: str, tables: Sequence[Callable[[str], str]], capitals: tuple[str, ...]) -> str:
    if is_beyond_latin(line):
        return line
    best = max([line, *(table(line) for table in tables)], key=share_of_syllables)
    if squeeze(line) in capitals:
        return best.upper()
    for said in capitals:
        if len(said) >= _SHORTEST_CAPITALS and said in line:
            best = best.replace(from_tcvn3(said), from_tcvn3(said).upper())
    return best


def large_pictures(path: Path, layer: Sequence[str]) -> frozenset[int]:
    """Numbers, from 1, of the pages with little text that a picture covers, as `pdfimages` (poppler) lists them."""
    if not any(_FEWEST_LETTERS <= sum(map(str.isalnum, page)) < _STAMP_LETTERS for page in layer):
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
