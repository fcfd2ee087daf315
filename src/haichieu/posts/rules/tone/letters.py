"""Vietnamese letters as numbers, so that a whole batch of posts is read by array operations.

Every code point below `TABLE_SIZE` has a kind (break, letter, sign, or nothing), a 64-bit value that depends only on
the lower-case letter without its tone mark, the tone mark itself (0 to 5), and whether it carries any diacritic.
A syllable is later the pair (letters without tone, tone), so that `hòa` and `hoà`, `HÒA` and `hòa` are one.
"""

import unicodedata

import numpy as np
from numpy.typing import NDArray

#: Code points from here on (signs, emoji, other scripts) separate syllables and say nothing.
TABLE_SIZE = 0x2070

BREAK, LETTER, SIGN, NOTHING = 0, 1, 2, 3

#: Signs that tell a question, an exclamation, a share, or a headline of two parts.
SIGNS = "?!:%;"

_TONES = {"\u0300": 1, "\u0301": 2, "\u0303": 3, "\u0309": 4, "\u0323": 5}
_LOOKALIKES = {"ð": "đ", "ɖ": "đ"}
_MASK = (1 << 64) - 1


def mix(number: int) -> int:
    """Spread a small number over 64 bits (the finaliser of SplitMix64, Steele et al. 2014).

    >>> mix(1) != mix(2)
    True
    """
    number = (number + 0x9E3779B97F4A7C15) & _MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _MASK
    return number ^ (number >> 31)


def split_tone(letter: str) -> tuple[str, int]:
    """Lower-case letter without its tone mark, and the tone: 0 none, 1 huyền, 2 sắc, 3 ngã, 4 hỏi, 5 nặng.

    >>> split_tone("Ệ")
    ('ê', 5)
    >>> split_tone("Đ")
    ('đ', 0)
    """
    parts = unicodedata.normalize("NFD", letter.lower())
    tone = max((_TONES.get(mark, 0) for mark in parts), default=0)
    bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    return _LOOKALIKES.get(bare, bare), tone


def _kind(character: str) -> int:
    category = unicodedata.category(character)
    if character in SIGNS:
        return SIGN
    if category[0] in "LN":
        return LETTER
    return NOTHING if category[0] == "M" or category == "Cf" else BREAK


def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint64], NDArray[np.int64]]:
    kinds = np.zeros(TABLE_SIZE, np.uint8)
    values = np.zeros(TABLE_SIZE, np.uint64)
    marks = np.zeros(TABLE_SIZE, np.int64)
    for code in range(TABLE_SIZE - 1):
        character = chr(code)
        kinds[code] = _kind(character)
        if kinds[code] == SIGN:
            values[code] = mix(code)
        elif kinds[code] == LETTER:
            bare, tone = split_tone(character)
            letter = "0" if unicodedata.category(character) == "Nd" else bare
            values[code] = sum(mix(ord(part)) for part in letter) & _MASK
            marks[code] = tone | (int(tone > 0 or bare in "đăâêôơư") << 32)
    return kinds, values, marks


#: By code point: its kind; the value of its letter; its tone in the low 32 bits and 1 above them for any diacritic.
KINDS, VALUES, MARKS = _tables()
