"""Words that a scanner was not sure of: what stands on them is not guessed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from haichieu.dispatches.rules.spans import Span, Value
from haichieu.text.syllables import counted_words, is_syllable

#: A value of at least so many words is judged; so large a share of them must be syllables.
_FEWEST = 3
_SYLLABLES = 0.85


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubtful ranges of a cleaned letter."""

    text: str
    ranges: tuple[Span, ...]

    def touch(self, span: Span) -> bool:
        """Whether a range holds a doubtful character."""
        # Text that no scanner read has no doubtful ranges.
        return bool(self.ranges) and any(
            span.start < doubt.end and doubt.start < span.end for doubt in self.ranges
        )

    def touch_any(self, spans: Iterable[Span]) -> bool:
        """Whether one of the ranges holds a doubtful character."""
        return bool(self.ranges) and any(map(self.touch, spans))

    def about_digits(self, value: Value) -> bool:
        """Whether digits of the value are doubtful and stand nowhere else in the letter without doubt."""
        if not self.ranges or not any(self._doubtful(value, r"\d[\dlIOo]*|[lIOo]*\d")):
            return False
        return not self._confirmed(r"\s+".join(map(re.escape, value.text.split())))

    def about_number(self, number: Value, symbol: Value | None) -> bool:
        """Whether the number is doubtful and not confirmed by the same number and symbol elsewhere."""
        if not any(self.touch(span) for span in number.spans):
            return False
        if symbol is None:
            return True
        return not self._confirmed(
            rf"(?<!\d){re.escape(number.text)}\s?[-/]\s?{re.escape(symbol.text)}(?!\w)"
        )

    def about_words(self, value: Value) -> bool:
        """Whether words of the value are doubtful and stand nowhere else in the letter without doubt."""
        return bool(self.ranges) and any(
            not self._confirmed(rf"(?<!\w){re.escape(word)}(?!\w)") for word in self._doubtful(value, r"\w+")
        )

    def _doubtful(self, value: Value, pattern: str) -> Iterable[str]:
        for span in value.spans:
            for match in re.finditer(pattern, self.text[span.start : span.end]):
                if self.touch(Span(span.start + match.start(), span.start + match.end())):
                    yield match.group(0)

    def _confirmed(self, pattern: str) -> bool:
        return any(not self.touch(Span(*match.span())) for match in re.finditer(pattern, self.text))


def is_garbled(text: str) -> bool:
    """Whether too many words are no Vietnamese syllables, as a scanner or a broken font leaves them.

    >>> is_garbled("Cac đỏng chl Uỹ viêm Ban Thưởg vụ"), is_garbled("Các công đoàn cơ sở trực thuộc")
    (True, False)
    """
    words = counted_words(text)
    return len(words) >= _FEWEST and sum(map(_is_syllable, words)) < _SYLLABLES * len(words)


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    return is_syllable(word)


def carry_over(raw: str, cleaned: str, ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Find ranges of a text again in the cleaned text, by counting letters and digits, which cleaning keeps.

    >>> carry_over("Số:  \\u200b14/UBND", "Số:  14/UBND", [(6, 8)])
    (Span(start=5, end=7),)
    """
    if not ranges:
        return ()
    before = [at for at, char in enumerate(raw) if char.isalnum()]
    after = [at for at, char in enumerate(cleaned) if char.isalnum()]
    places = dict(zip(before, after, strict=False))
    found = []
    for start, end in ranges:
        inside = [places[at] for at in range(start, end) if at in places]
        if inside:
            found.append(Span(inside[0], inside[-1] + 1))
    return tuple(found)
