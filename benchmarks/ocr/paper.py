"""Letters of this repository printed on paper whose words are known: each cell where it stands in the text."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from weasyprint import HTML

from benchmarks.archive import ROOT
from haichieu.layout.html import FONT_FACES
from haichieu.layout.pdf import BundledFonts
from haichieu.text.clean import clean_text
from haichieu.text.ocr import pages
from haichieu.text.ocr.words import Picture

LETTERS = ROOT / "tests" / "corpus" / "letters"
_GAP = re.compile(r" {3,}")
#: Width of one character of the text on paper, in millimetres: 88 of them fill the 165 mm between the margins.
_STEP = 1.875
_LOOKS = """
@page { size: A4; margin: 18mm 15mm 18mm 28mm }
body { font: 12.5pt "Tinos"; margin: 0 }
p { margin: 0; height: 5.9mm; position: relative }
span { position: absolute; white-space: pre }
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and its annotated reading."""

    name: str
    text: str
    gold: Path


def letters() -> Iterator[Letter]:
    """The letters of this repository whose text keeps its columns."""
    places = ((LETTERS, LETTERS), (LETTERS / "held_out" / "text", LETTERS / "held_out" / "gold"))
    for texts, golds in places:
        for path in sorted(texts.glob("*.txt")):
            text = clean_text(path.read_text("utf-8"))
            first = next(line for line in text.splitlines() if line.strip())
            gold = golds / f"{path.stem}.json"
            if _GAP.search(first.strip()) and "|" not in text and gold.exists():
                yield Letter(path.stem, text, gold)


def printed(text: str, path: Path) -> None:
    """Print a letter as PDF."""
    faces = "".join(
        f"@font-face {{ font-family: Tinos; src: url(haichieu-font:{name}); font-weight: {name.split('-')[1]};"
        f" font-style: {name.split('-')[2].removesuffix('.woff2')} }}"
        for name in FONT_FACES
    )
    body = "".join(f"<p>{_cells(line)}</p>" for line in text.split("\n"))
    page = f"<html lang=vi><style>{faces}{_LOOKS}</style><body>{body}</body></html>"
    HTML(string=page, url_fetcher=BundledFonts()).write_pdf(str(path))


def pictures(text: str, folder: Path) -> list[Picture]:
    """The pages of a printed letter, in colour at 300 dots per inch."""
    path = folder / "letter.pdf"
    printed(text, path)
    with pages.PdfPages(path) as document:
        return [document.picture(number) for number in range(1, len(document) + 1)]


def _cells(line: str) -> str:
    starts = [0, *(match.end() for match in _GAP.finditer(line))]
    ends = [*(match.start() for match in _GAP.finditer(line)), len(line)]
    return "".join(
        _cell(line[start:end], start) for start, end in zip(starts, ends, strict=True) if line[start:end]
    )


def _cell(words: str, start: int) -> str:
    looks = f"left: {start * _STEP:.1f}mm"
    if words.isupper() and len(words) > 3:
        looks += "; font-weight: 700; font-size: 11.5pt"
    return f'<span style="{looks}">{html.escape(words)}</span>'
