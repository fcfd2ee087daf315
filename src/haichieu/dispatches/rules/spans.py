"""Where a value stands in the letter, and how sure we are of it."""

from collections.abc import Iterable
from typing import NamedTuple

from haichieu.text.clean import squeeze

_NOISE = " \t\n|_#"


class Span(NamedTuple):
    """A half-open range of the cleaned text; a plain pair, for a letter makes hundreds and sorts them."""

    #: Offset of the first character.
    start: int
    #: Offset after the last character.
    end: int

    def of(self, text: str) -> str:
        """The words in this range, white space made single."""
        return squeeze(text[self.start : self.end])


class Value(NamedTuple):
    """One value read from the letter."""

    #: The words, white space made single.
    text: str
    #: Where they stand; more than one range when other words stand between.
    spans: tuple[Span, ...]
    #: Share of values found by the same rule that were right on the development letters, 0 to 1.
    confidence: float


def trim(text: str, span: Span, noise: str = _NOISE) -> Span:
    """Narrow a range until it neither begins nor ends with noise.

    >>> trim("  | Số: 5 |", Span(0, 10))
    Span(start=4, end=9)
    """
    start, end = span.start, span.end
    if start < end and text[start] not in noise and text[end - 1] not in noise:
        return span
    while start < end and text[start] in noise:
        start += 1
    while end > start and text[end - 1] in noise:
        end -= 1
    return Span(start, end)


def value_of(text: str, spans: Iterable[Span], confidence: float) -> Value:
    """Make a value whose words are exactly those of its ranges.

    >>> value_of("Căn cứ  Luật", [Span(0, 12)], 0.9).text
    'Căn cứ Luật'
    """
    kept = tuple(span for span in spans if span.end > span.start)
    return Value(" ".join(span.of(text) for span in kept), kept, confidence)


def locate(text: str, within: Span, phrase: str) -> Span | None:
    """Where the words of a phrase stand inside a range, whatever white space lies between them.

    >>> locate("trước\\nngày 5/6", Span(0, 14), "trước ngày 5/6")
    Span(start=0, end=14)
    """
    words = phrase.split()
    start = text.find(words[0], within.start, within.end) if words else -1
    while start >= 0:
        end = _end_of(text, start, within.end, words)
        if end is not None:
            return Span(start, end)
        start = text.find(words[0], start + 1, within.end)
    return None


def _end_of(text: str, start: int, limit: int, words: list[str]) -> int | None:
    """Where the words end that begin at `start` with white space between them; None when others stand there."""
    at = start
    for word in words:
        after = at
        while after < limit and text[after].isspace():
            after += 1
        if (after == at) != (at == start) or not text.startswith(word, after, limit):
            return None
        at = after + len(word)
    return at
