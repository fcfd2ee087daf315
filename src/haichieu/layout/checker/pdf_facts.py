"""Measures the facts of a PDF with a text layer: paper, margins, lines with their type, page numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from haichieu.layout.checker.facts import Facts, Line, PageNumber, Piece, SectionFacts, Source
from haichieu.layout.checker.folded import bare
from haichieu.layout.checker.wrapped import whole_headings
from haichieu.layout.document import Align
from haichieu.layout.errors import UnreadableDocument

_MM_PER_PT = 25.4 / 72
#: Families drawn with the measures of Times New Roman, under the names that programs give them.
_TIMES = re.compile(r"times|tinos|liberationserif|nimbusrom|freeserif", re.IGNORECASE)
#: A line this wide, in shares of the page, shows where the text begins and ends.
_WIDE = 0.6
#: A gap this wide, in shares of the type size, parts two columns.
_COLUMN_GAP = 1.8
_RIGHT_HALF = 0.45
_LEFT_HALF = 0.5
#: So many wide lines show an edge, when so many of them share it.
_FEWEST_WIDE = 15
_SHARED = 3
#: A ruled table has so many cells at least, and none as tall as this share of the page.
_FEWEST_CELLS = 4
_TALL = 0.15
_MOST_PAGES = 100


def pdf_facts(path: Path) -> Facts:
    """Measure a PDF. Raises `UnreadableDocument` with one Vietnamese sentence."""
    faults = (PDFSyntaxError, PDFPasswordIncorrect, PSException, MalformedPDFException, PdfminerException)
    try:
        with pdfplumber.open(path) as document:
            pages = [_Page(page) for page in document.pages[:_MOST_PAGES]]
    except (*faults, ValueError, KeyError, TypeError) as error:
        raise UnreadableDocument(
            f"Không mở được “{path.name}” như một tệp PDF; hãy xuất lại tệp từ bản gốc rồi kiểm tra lần nữa."
        ) from error
    return Facts(
        Source.PDF,
        sections=tuple(_sections(pages)),
        lines=whole_headings(line for page in pages for line in page.lines()),
        page_number=_page_number(pages),
        pages=len(pages),
    )


class _Page:
    """The words of one page, gathered into rows."""

    def __init__(self, page: Any) -> None:
        self.width, self.height = float(page.width), float(page.height)
        words = page.extract_words(
            extra_attrs=["fontname", "size"], keep_blank_chars=False, x_tolerance_ratio=0.2
        )
        words.sort(key=lambda word: (round(word["bottom"] / 4), word["x0"]))
        rows = [list(row) for _, row in groupby(words, key=lambda word: round(word["bottom"] / 4))]
        self.rows = _merged(rows)
        self.number = self._take_number()
        self.cells = [
            cell
            for table in page.find_tables()
            for cell in table.cells
            if len(table.cells) >= _FEWEST_CELLS and cell[3] - cell[1] < self.height * _TALL
        ]

    def _take_number(self) -> dict[str, Any] | None:
        """The number of the page, alone on the first or the last row; it is no line of the text."""
        for place in (0, -1):
            if (
                self.rows
                and len(self.rows[place]) == 1
                and re.fullmatch(r"\d{1,3}", self.rows[place][0]["text"])
            ):
                found: dict[str, Any] = self.rows.pop(place)[0]
                return found
        return None

    def lines(self) -> Iterator[Line]:
        closes = False
        for row in self.rows:
            cells = _cells(row)
            for column, cell in enumerate(cells):
                place = column if len(cells) > 1 else None
                if place is None and cell[0]["x0"] > self.width * _RIGHT_HALF:
                    place = 1
                # Recipients go on beside the empty room for the signature.
                if place is None and closes and cell[-1]["x1"] < self.width * _LEFT_HALF:
                    place = 0
                closes = closes or (place == 0 and _is_recipients(cell))
                in_table = self._is_in_table(cell[0])
                yield _line(cell, 0 if in_table else place, self._align(cell), in_table)

    def _is_in_table(self, word: dict[str, Any]) -> bool:
        return any(a <= word["x0"] <= c and b <= word["top"] <= d for a, b, c, d in self.cells)

    def _align(self, cell: Sequence[dict[str, Any]]) -> Align | None:
        left, right = cell[0]["x0"], self.width - cell[-1]["x1"]
        return Align.CENTER if abs(left - right) < self.width * 0.04 and left > self.width * 0.2 else None

    def wide_rows(self) -> list[list[dict[str, Any]]]:
        return [row for row in self.rows if row[-1]["x1"] - row[0]["x0"] > self.width * _WIDE]


def _merged(rows: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """Rows whose baselines differ by less than a point are one: rounding may part them."""
    found: list[list[dict[str, Any]]] = []
    for row in rows:
        if found and abs(row[0]["bottom"] - found[-1][0]["bottom"]) < 3:
            found[-1] = sorted([*found[-1], *row], key=lambda word: float(word["x0"]))
        else:
            found.append(row)
    return found


def _cells(row: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    cells = [[row[0]]]
    for word in row[1:]:
        if word["x0"] - cells[-1][-1]["x1"] > _COLUMN_GAP * word["size"]:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _is_recipients(cell: Sequence[dict[str, Any]]) -> bool:
    return bare("".join(word["text"] for word in cell[:2])) == "NOINHAN"


def _line(cell: Sequence[dict[str, Any]], column: int | None, align: Align | None, in_table: bool) -> Line:
    pieces = tuple(
        Piece(" ".join(word["text"] for word in words), *look)
        for look, words in ((look, list(words)) for look, words in groupby(cell, key=_look))
    )
    return Line(" ".join(word["text"] for word in cell), pieces, align, column, in_table)


def _look(word: dict[str, Any]) -> tuple[str, float, bool, bool]:
    name = str(word["fontname"]).rpartition("+")[2]
    family = "Times New Roman" if _TIMES.search(name) else re.split(r"[-,]", name)[0]
    bold = bool(re.search(r"bold|black|heavy", name, re.IGNORECASE))
    italic = bool(re.search(r"italic|oblique", name, re.IGNORECASE))
    return family, round(float(word["size"]) * 2) / 2, bold, italic


def _sections(pages: Sequence[_Page]) -> Iterator[SectionFacts]:
    """One section for each size of paper."""
    for (width, height), same in groupby(pages, key=lambda page: (round(page.width), round(page.height))):
        held = list(same)
        wide = [row for page in held for row in page.wide_rows()]
        starts, ends = [row[0]["x0"] for row in wide], [held[0].width - row[-1]["x1"] for row in wide]
        tops = [min(float(word["top"]) for word in page.rows[0]) for page in held if page.rows]
        lows = [
            page.height - max(float(word["bottom"]) for word in page.rows[-1]) for page in held if page.rows
        ]
        left, right = (
            None if (side := _edge(found)) is None else side * _MM_PER_PT for found in (starts, ends)
        )
        top, bottom = (min(found) * _MM_PER_PT if found else None for found in (tops, lows))
        yield SectionFacts(width * _MM_PER_PT, height * _MM_PER_PT, top, bottom, left, right)


def _edge(values: Iterable[float]) -> float | None:
    """The edge, in points, that wide lines keep: the outermost that several share; unknown in a short text."""
    counted = Counter(round(value / 2) * 2.0 for value in values)
    fewest = max(_SHARED, counted.total() // 5)
    shared = [value for value, count in counted.items() if count >= fewest]
    return min(shared, default=None) if counted.total() >= _FEWEST_WIDE else None


def _page_number(pages: Sequence[_Page]) -> PageNumber | None:
    word = next((page.number for page in pages[1:] if page.number is not None), None)
    if word is None:
        return None
    page = pages[1]
    is_centred = abs((word["x0"] + word["x1"]) / 2 - page.width / 2) < page.width * 0.08
    return PageNumber(word["top"] < page.height / 2, is_centred, _look(word)[1], pages[0].number is None)
