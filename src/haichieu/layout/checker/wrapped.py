"""Joins a national or Party heading that a narrow cell of a PDF broke into several lines."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from haichieu.layout.checker.facts import Line
from haichieu.layout.checker.folded import bare
from haichieu.layout.styles import all_styles

#: Lines among which a heading and its remainder stand, and letters that its first line has at least.
_HEAD_LINES = 30
_FEWEST_LETTERS = 6
_MOST_ROWS = 4


def whole_headings(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with each wrapped heading as one line where its first words stood.

    Only what makes up a heading letter by letter, marks aside, is joined; a heading that misses a word stays broken.

    >>> rows = [Line(text, (), None, 1) for text in ("CỘNG HÒA XÃ HỘI CHỦ", "NGHĨA VIỆT NAM", "Số: 5/UBND")]
    >>> [line.text for line in whole_headings(rows)]
    ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Số: 5/UBND']
    """
    found = list(lines)
    at = 0
    while at < min(len(found), _HEAD_LINES):
        parts = _parts(found, at)
        if parts:
            text = " ".join(found[part].text for part in parts)
            pieces = tuple(piece for part in parts for piece in found[part].pieces)
            found[at] = replace(found[at], text=text, pieces=pieces)
            found = [line for place, line in enumerate(found) if place not in parts[1:]]
        at += 1
    return tuple(found)


def _parts(lines: list[Line], first: int) -> list[int]:
    """Places of the lines that make up a heading begun here; empty where none is broken."""
    column, begun = lines[first].column, bare(lines[first].text)
    wanted = [heading for heading in _headings() if heading.startswith(begun) and heading != begun]
    if column is None or len(begun) < _FEWEST_LETTERS or not wanted:
        return []
    places = [first]
    for place in range(first + 1, min(len(lines), _HEAD_LINES)):
        if lines[place].column != column:
            continue
        begun += bare(lines[place].text)
        places.append(place)
        wanted = [heading for heading in wanted if heading.startswith(begun)]
        if begun in wanted:
            return places
        if not wanted or len(places) == _MOST_ROWS:
            return []
    return []


@cache
def _headings() -> frozenset[str]:
    return frozenset(bare(line) for style in all_styles() for line in style.emblem_lines)
