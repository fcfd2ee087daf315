"""The chain of letters as a picture: SVG without script, and Mermaid text to copy."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from operator import itemgetter
from textwrap import shorten, wrap

#: All measures in the drawing's own units, about one CSS pixel where it is shown whole.
BOX_WIDTH, BOX_HEIGHT = 264, 94
GAP, ROW_GAP, MARGIN = 24, 62, 16
BOXES_IN_A_ROW = 3
_SIGN_LETTERS, _SMALL_LETTERS = 31, 38
#: capitals are so much wider
_CAPITALS = 0.74
_FONT = "font-family='system-ui, sans-serif'"


@dataclass(frozen=True, slots=True)
class ChartLetter:
    """One letter or cited document of the chain."""

    #: unique in the chart, of letters and digits only
    ident: str
    #: kind and sign: “Công văn số 301/LĐLĐ”
    name: str
    issuer: str
    #: as it is to be shown
    date: str
    #: 0 the letter asked about, −1 what it cites, 1 what cites it …
    rank: int
    #: held by the office and open to the person who looks
    held: bool = True
    focus: bool = False


@dataclass(frozen=True, slots=True)
class ChartArrow:
    """One letter does something to another: from the citing to the cited."""

    source: str
    target: str
    #: “thực hiện”, “thay thế” …
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The letters around one letter and what each does to another."""

    title: str
    letters: tuple[ChartLetter, ...]
    arrows: tuple[ChartArrow, ...]


def chart_mermaid(chart: Chart) -> str:
    """The chart as Mermaid text (mermaid.js.org, flowchart), read from below upwards as the letters cite.

    >>> upper = ChartLetter("a", "Công văn số 301/LĐLĐ", "LĐLĐ tỉnh", "07/05/2024", -1, held=False)
    >>> lower = ChartLetter("b", "Công văn số 134/LĐLĐ", "", "", 0, focus=True)
    >>> print(chart_mermaid(Chart("", (upper, lower), (ChartArrow("b", "a", "thực hiện"),))))
    flowchart BT
      a["Công văn số 301/LĐLĐ<br>LĐLĐ tỉnh<br>07/05/2024<br>(chưa có)"]:::missing
      b["Công văn số 134/LĐLĐ"]:::focus
      b -- "thực hiện" --> a
      classDef missing stroke-dasharray:5 4
      classDef focus stroke-width:3px
    """
    lines = ["flowchart BT"]
    for letter in chart.letters:
        parts = [letter.name, letter.issuer, letter.date, "" if letter.held else "(chưa có)"]
        words = "<br>".join(_mermaid_words(part) for part in parts if part)
        look = "focus" if letter.focus else "" if letter.held else "missing"
        lines.append(f'  {letter.ident}["{words}"]{f":::{look}" if look else ""}')
    lines += [
        f'  {arrow.source} -- "{_mermaid_words(arrow.words)}" --> {arrow.target}' for arrow in chart.arrows
    ]
    return "\n".join([*lines, "  classDef missing stroke-dasharray:5 4", "  classDef focus stroke-width:3px"])


def chart_svg(chart: Chart, *, ident: str = "chuoi") -> str:
    """The chart as one SVG element: the uppermost letters on top, names and dates in boxes, words on the arrows.

    Colours and lines are attributes, so that it stands alone as a file and under a strict content policy. `ident`
    makes the ids of its title and description unique on a page.

    >>> letter = ChartLetter("a", "Công văn số 301/LĐLĐ", "LĐLĐ tỉnh", "07/05/2024", 0, focus=True)
    >>> picture = chart_svg(Chart("Một văn bản", (letter,), ()))
    >>> picture.startswith('<svg xmlns="http://www.w3.org/2000/svg" role="img"'), "<title" in picture
    (True, True)
    """
    rows = _rows(chart.letters)
    places = _places(rows)
    width = max((len(row) for row in rows), default=1) * (BOX_WIDTH + GAP) - GAP + 2 * MARGIN
    height = len(rows) * (BOX_HEIGHT + ROW_GAP) - ROW_GAP + 2 * MARGIN
    names = {letter.ident: letter.name for letter in chart.letters}
    told = "; ".join(f"{names[a.source]} {a.words} {names[a.target]}" for a in chart.arrows) or chart.title
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" aria-labelledby="{ident}-t {ident}-d">',
            f'<title id="{ident}-t">{escape(chart.title)}</title><desc id="{ident}-d">{escape(told)}.</desc>',
            f'<defs><marker id="{ident}-m" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
            'orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="#44546a"/></marker></defs>',
            *(_line(arrow, places, ident) for arrow in chart.arrows),
            *(_box(letter, *places[letter.ident]) for letter in chart.letters),
            *(_words(arrow, places, index) for index, arrow in enumerate(chart.arrows)),
            "</svg>",
        ]
    )


def _rows(letters: Sequence[ChartLetter]) -> list[list[ChartLetter]]:
    ranks = defaultdict(list)
    for letter in letters:
        ranks[letter.rank].append(letter)
    return [
        ranks[rank][start : start + BOXES_IN_A_ROW]
        for rank in sorted(ranks)
        for start in range(0, len(ranks[rank]), BOXES_IN_A_ROW)
    ]


def _places(rows: Sequence[Sequence[ChartLetter]]) -> dict[str, tuple[int, int]]:
    most = max((len(row) for row in rows), default=1)
    places = {}
    for number, row in enumerate(rows):
        left = MARGIN + (most - len(row)) * (BOX_WIDTH + GAP) // 2
        for place, letter in enumerate(row):
            places[letter.ident] = (
                left + place * (BOX_WIDTH + GAP),
                MARGIN + number * (BOX_HEIGHT + ROW_GAP),
            )
    return places


def _ends(arrow: ChartArrow, places: Mapping[str, tuple[int, int]]) -> tuple[int, int, int, int]:
    """From the edge of the citing box to the edge of the cited one that faces it."""
    (x1, y1), (x2, y2) = places[arrow.source], places[arrow.target]
    half = BOX_WIDTH // 2
    if y1 == y2:
        return (x1, y1 + BOX_HEIGHT // 2, x2 + BOX_WIDTH, y2 + BOX_HEIGHT // 2)
    if y1 > y2:
        return x1 + half, y1, x2 + half, y2 + BOX_HEIGHT
    return x1 + half, y1 + BOX_HEIGHT, x2 + half, y2


def _line(arrow: ChartArrow, places: Mapping[str, tuple[int, int]], ident: str) -> str:
    x1, y1, x2, y2 = _ends(arrow, places)
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#44546a" stroke-width="1.6" '
        f'marker-end="url(#{ident}-m)"/>'
    )


def _words(arrow: ChartArrow, places: Mapping[str, tuple[int, int]], index: int) -> str:
    x1, y1, x2, y2 = _ends(arrow, places)
    # Neighbouring words stand at different heights of their lines, so that they do not cover each other.
    part = 0.36 + 0.2 * (index % 2)
    x, y = round(x1 + (x2 - x1) * part, 1), round(y1 + (y2 - y1) * part + 4, 1)
    return (
        f"<text x='{x}' y='{y}' text-anchor='middle' font-size='13' {_FONT} fill='#1c2733' stroke='#ffffff' "
        f"stroke-width='5' stroke-linejoin='round' paint-order='stroke'>{escape(arrow.words)}</text>"
    )


def _box(letter: ChartLetter, x: int, y: int) -> str:
    stroke = "#0b5bb5" if letter.focus else "#44546a" if letter.held else "#6b7785"
    thick, dash = ("3", "") if letter.focus else ("1.5", "" if letter.held else ' stroke-dasharray="6 4"')
    fill = "#e8f1fb" if letter.focus else "#ffffff" if letter.held else "#f3f4f6"
    state = letter.date if letter.held else " · ".join(filter(None, (letter.date, "chưa có")))
    whole = " · ".join(filter(None, (letter.name, letter.issuer, state)))
    middle = x + BOX_WIDTH // 2
    issuer = wrap(letter.issuer, _small_letters(letter.issuer), max_lines=2, placeholder="…")
    name = shorten(letter.name, _SIGN_LETTERS, placeholder="…")
    lines = [(name, 15, "600", "#14202b"), *((words, 12.5, "400", "#3c4857") for words in (*issuer, state))]
    top = y + (BOX_HEIGHT - 19 * len(lines)) // 2 - 4
    texts = "".join(
        f"<text x='{middle}' y='{top + 19 * number}' text-anchor='middle' font-size='{size}' font-weight='{weight}' "
        f"{_FONT} fill='{ink}'>{escape(words)}</text>"
        for number, (words, size, weight, ink) in enumerate(filter(itemgetter(0), lines), start=1)
    )
    return (
        f'<g><title>{escape(whole)}</title><rect x="{x}" y="{y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" '
        f'rx="8" fill="{fill}" stroke="{stroke}" stroke-width="{thick}"{dash}/>{texts}</g>'
    )


def _small_letters(words: str) -> int:
    """How many letters of the small type fit on a line."""
    return int(_SMALL_LETTERS * _CAPITALS) if words.isupper() else _SMALL_LETTERS


def _mermaid_words(words: str) -> str:
    """Words inside Mermaid quotes: its entities for what would end them or be taken for markup."""
    for char, entity in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        words = words.replace(char, entity)
    return " ".join(words.split())
