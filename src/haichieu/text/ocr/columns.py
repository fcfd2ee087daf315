"""Words with their places become lines of text in which columns stay apart, as they stand on the page.

The same for words of a scan and of a PDF's text layer. Lines are built from words of about the same height on the page;
a gap much wider than the spaces beside it becomes three spaces or more, so that the columns of a letterhead, of the
signature beside “Nơi nhận” and of a table can be told apart again.
"""

import itertools
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from haichieu.text.ocr.lines import runs, usual_height
from haichieu.text.ocr.words import Word

#: A word less sure than this is doubtful: on degraded pages about half of such words are wrong.
DOUBTFUL_BELOW = 0.6
#: Columns are kept apart by at least this many spaces.
COLUMN_GAP = 3
#: Of a line's height: nearer centres than this stand on one line.
_SAME_LINE = 0.45
#: A gap wider than this many line heights, and than the line's usual gap by the last factor, parts columns; between
#: words that the recogniser put on one line the second counts, since it places words of large print loosely.
_WIDE, _WIDE_WITHIN, _WIDER = 1.1, 1.6, 2.2
#: Distance of lines, in usual distances, from which a blank line is kept.
_BLANK_LINE = 1.6


@dataclass(frozen=True, slots=True)
class Laid:
    """Text laid out from words."""

    text: str
    #: For each word of the text in order: its range and its confidence.
    places: tuple[tuple[int, int, float], ...]

    def doubtful(self, below: float = DOUBTFUL_BELOW) -> tuple[tuple[int, int], ...]:
        """Ranges of the words that were read with less confidence than `below`."""
        return tuple((start, end) for start, end, sure in self.places if sure < below)


def lay_out(words: Iterable[Word]) -> Laid:
    """Lay words out as they stand on the page.

    >>> words = [Word("UBND", 0, 0, 40, 10), Word("XÃ", 45, 0, 60, 10), Word("CỘNG", 200, 1, 240, 11)]
    >>> lay_out(words).text
    'UBND XÃ             CỘNG'
    """
    kept = [word for word in words if word.text]
    if not kept:
        return Laid("", ())
    scale = _Scale.of(kept)
    parts: list[str] = []
    places: list[tuple[int, int, float]] = []
    offset, above = 0, None
    for row in _rows(kept, scale):
        if above is not None and _middle(row) - above > _BLANK_LINE * scale.pitch:
            parts.append("")
            offset += 1
        above = _middle(row)
        line, spans = _written(row, scale)
        places += [
            (offset + start, offset + end, word.confidence)
            for (start, end), word in zip(spans, row, strict=True)
        ]
        parts.append(line)
        offset += len(line) + 1
    return Laid("\n".join(parts), tuple(places))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Usual sizes on one page."""

    #: Width of a letter.
    letter: float
    #: Height of a word.
    height: float
    #: Distance from line to line.
    pitch: float
    #: Left edge of the text.
    margin: float

    @classmethod
    def of(cls, words: Sequence[Word]) -> "_Scale":
        long = [word for word in words if len(word.text) >= 2] or words
        height = usual_height(words)
        letter = max(0.5, statistics.median(word.width / len(word.text) for word in long))
        lefts = sorted(word.left for word in words)
        return cls(letter, height, 1.35 * height, lefts[len(lefts) // 100])


def _rows(words: Sequence[Word], scale: _Scale) -> Iterator[list[Word]]:
    rows: list[list[list[Word]]] = []
    for piece in sorted(runs(words), key=_middle):
        row = next((row for row in reversed(rows[-4:]) if _fits(piece, row, scale)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    for row in sorted(rows, key=lambda row: _middle([word for piece in row for word in piece])):
        yield sorted((word for piece in row for word in piece), key=lambda word: word.left)


def _middle(words: Sequence[Word]) -> float:
    # The median: one tall bracket or a low comma must not move the line.
    return statistics.median(word.middle for word in words)


def _fits(piece: list[Word], row: list[list[Word]], scale: _Scale) -> bool:
    near = min(row, key=lambda other: abs(other[0].left - piece[0].left))
    if abs(_middle(piece) - _middle(near)) > _SAME_LINE * scale.height:
        return False
    left, right = piece[0].left, piece[-1].right
    slack = 0.3 * scale.height
    return all(right <= other[0].left + slack or left >= other[-1].right - slack for other in row)


def _written(row: Sequence[Word], scale: _Scale) -> tuple[str, list[tuple[int, int]]]:
    gaps = [after.left - word.right for word, after in itertools.pairwise(row)]
    usual = statistics.median_low(gaps) if len(gaps) >= 3 else 0.0
    line, spans = "", []
    for place, word in enumerate(row):
        column = max(0, round((word.left - scale.margin) / scale.letter))
        if place == 0:
            line = " " * column
        elif gaps[place - 1] > max(_wide(row[place - 1], word) * scale.height, _WIDER * usual):
            line += " " * max(COLUMN_GAP, column - len(line))
        else:
            line += " "
        spans.append((len(line), len(line) + len(word.text)))
        line += word.text
    return line, spans


def _wide(word: Word, after: Word) -> float:
    return _WIDE_WITHIN if word.line is not None and word.line == after.line else _WIDE
