"""Numbers as Vietnamese offices write them: digits that a scanner garbled, Roman numerals, number words."""

import re

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mươi": 10, "mốt": 1, "lăm": 5,
}  # fmt: skip
_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})
_UNITS = "mốt|một|hai|ba|bốn|tư|lăm|năm|sáu|bảy|tám|chín"
_DIGIT_WORDS = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
#: A number word below a hundred, in small letters: “ba”, “mười lăm”, “hai mươi mốt”.
NUMBER_WORD = rf"(?:(?:(?:{_DIGIT_WORDS})\s+mươi|mười)(?:\s+(?:{_UNITS})(?!\w))?|{_DIGIT_WORDS})"
#: A number as scanners leave it: digits, or letters that look like digits beside at least one digit.
#: A stroke before two digits borders a cell of a table; before one it is a 1.
DIGITS = r"(?:[\dlIO]*(?:\|(?!\d\d)[\dlIO]*)*\d[\dlIO]*)"


def scanned_int(text: str) -> int | None:
    """Read digits in which a scanner put l, I or O for 1 and 0; None when it is no number.

    >>> scanned_int("3l"), scanned_int("05"), scanned_int("abc")
    (31, 5, None)
    """
    digits = text.translate(_LOOKALIKES)
    return int(digits) if digits.isascii() and digits.isdigit() else None


def roman_int(text: str) -> int | None:
    """Value of a Roman numeral up to a few hundred; None when it is none.

    >>> roman_int("IV"), roman_int("xiii"), roman_int("abc")
    (4, 13, None)
    """
    values = [_ROMAN.get(char) for char in text.lower()]
    known = [value for value in values if value is not None]
    if not known or len(known) != len(values):
        return None
    return sum(-v if v < max(known[i:]) else v for i, v in enumerate(known))


def count(text: str) -> int | None:
    """A small count in digits or in words.

    >>> count("03"), count("hai"), count("mười lăm"), count("hai mươi mốt"), count("nhiều")
    (3, 2, 15, 21, None)
    """
    words = text.lower().split()
    if re.search(r"\d", text):
        return scanned_int("".join(words))
    if not words or not all(word in _WORDS for word in words):
        return None
    if len(words) > 1 and words[1] == "mươi":
        return 10 * _WORDS[words[0]] + sum(_WORDS[word] for word in words[2:])
    return sum(_WORDS[word] for word in words)


def roman_label(value: int) -> str:
    """A positive number as a Roman numeral; in digits from 4,000 on, where there is none.

    >>> [roman_label(value) for value in (1, 4, 9, 44, 4000)]
    ['I', 'IV', 'IX', 'XLIV', '4000']
    """
    if not 0 < value < 4000:
        return str(value)
    written = []
    for amount, sign in _ROMAN_SIGNS:
        times, value = divmod(value, amount)
        written.append(sign * times)
    return "".join(written)


def letter_label(value: int) -> str:
    """The letter of an automatic list: a, b … z, aa, bb (as Word counts).

    >>> [letter_label(value) for value in (1, 26, 27, 28)]
    ['a', 'z', 'aa', 'bb']
    """
    if not 0 < value <= 26 * 10:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
