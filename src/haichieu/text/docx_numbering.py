"""Automatic numbers of a Word file as the reader of the page sees them: “1.”, “IV.”, “a)”, “2.1.”, “-”."""

import re
from dataclasses import dataclass

from lxml import etree

from haichieu.text.docx_styles import W, value_of
from haichieu.text.numbers import letter_label, roman_label

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
#: A bullet that is itself a dash or a plus is kept; all others are drawn shapes.
_KEPT_BULLETS = frozenset("-–—+*")


@dataclass(frozen=True, slots=True)
class _Level:
    style: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = " "


class Numbering:
    """Counts numbered paragraphs in the order in which they are asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._changed: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        for element in root.findall(f"{W}abstractNum"):
            self._abstract[element.get(f"{W}abstractNumId", "")] = _levels(element)
        for element in root.findall(f"{W}num"):
            name = element.get(f"{W}numId", "")
            self._lists[name] = value_of(element.find(f"{W}abstractNumId")) or ""
            overrides = element.findall(f"{W}lvlOverride")
            self._restarts[name] = {
                _number(one.get(f"{W}ilvl"), 0): _number(value_of(one.find(f"{W}startOverride")), 1)
                for one in overrides
                if one.find(f"{W}startOverride") is not None
            }
            self._changed[name] = {key: level for one in overrides for key, level in _levels(one).items()}

    def label(self, name: str | None, level: int) -> str:
        """The number or bullet before the next paragraph of a list, with the space after it; "" where there is none."""
        abstract = self._lists.get(name) if name else None
        if name is None or abstract is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if (name, level) not in self._begun and level in self._restarts[name]:
            counts[level] = self._restarts[name][level]
        else:
            counts[level] = counts.get(level, self._level(name, level).start - 1) + 1
        self._begun.add((name, level))
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return self._written(name, level, counts)

    def _level(self, name: str, level: int) -> _Level:
        changed = self._changed[name].get(level)
        return changed or self._abstract.get(self._lists[name], {}).get(level, _Level())

    def _written(self, name: str, level: int, counts: dict[int, int]) -> str:
        own = self._level(name, level)
        if own.style == "bullet":
            return f"{own.text if own.text in _KEPT_BULLETS and own.text else '-'}{own.suffix or ' '}"
        if own.style == "none":
            return ""

        def part(match: re.Match[str]) -> str:
            which = int(match.group(1)) - 1
            at = self._level(name, which)
            return number_label(counts.get(which, at.start), at.style)

        text = _PLACEHOLDER.sub(part, own.text)
        return f"{text}{own.suffix}" if text.strip() else ""


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {_number(one.get(f"{W}ilvl"), 0): _read_level(one) for one in element.findall(f"{W}lvl")}


def _read_level(element: etree._Element) -> _Level:
    suffix = "" if value_of(element.find(f"{W}suff")) == "nothing" else " "
    return _Level(
        value_of(element.find(f"{W}numFmt")) or "decimal",
        value_of(element.find(f"{W}lvlText")) or "",
        _number(value_of(element.find(f"{W}start")), 1),
        suffix,
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def number_label(value: int, style: str) -> str:
    """One number in a style of numbering of Word or OpenDocument.

    >>> [number_label(4, style) for style in ("decimal", "decimalZero", "upperRoman", "lowerLetter", "a")]
    ['4', '04', 'IV', 'd', 'd']
    """
    if style in ("upperRoman", "I"):
        return roman_label(value)
    if style in ("lowerRoman", "i"):
        return roman_label(value).lower()
    if style in ("upperLetter", "A"):
        return letter_label(value).upper()
    if style in ("lowerLetter", "a"):
        return letter_label(value)
    return f"{value:02d}" if style == "decimalZero" else str(value)
