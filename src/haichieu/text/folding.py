"""Folded forms of Vietnamese text: for matching without marks, and for sorting in Vietnamese order."""

import codecs
import re
import unicodedata
from functools import lru_cache

from haichieu.text.letters import LOWER

# Order of the letters and, within one letter, of the tone marks: Quyết định 240-QĐ/1984 on spelling.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_SHAPES = {"\u0306", "\u0302", "\u031b"}


_EARLY_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
    "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# What stands before is looked at last: most places are passed over by their first letter.
_LATE_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)(?<!q..)")


class _Bases(dict[int, str]):
    """The folded form of each character, worked out when it is first met (for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0]
        lower = "d" if letter in "đĐðÐ" else letter.lower()
        return self.setdefault(code, lower if len(lower) == 1 else letter)


_BASES = _Bases()
# What Vietnamese letters are made of, in as many characters as a byte can tell apart: text of these alone is folded
# through two tables of the codec machinery, ten times as fast as by `str.translate`.
_COMMON = (
    "\0\t\n"
    + "".join(map(chr, range(0x20, 0x7F)))
    + "".join(letter + letter.upper() for letter in LOWER if not letter.isascii())
    + "“”‘’–—…•°²½×"
).ljust(256, "\ufffe")
_TO_BYTES = codecs.charmap_build(_COMMON)
_FROM_BYTES = _COMMON.translate(_BASES)


class _Folds(dict[int, str]):
    """What each character folds to, marks to nothing, worked out when it is first met (for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        plain = _bare(chr(code)).replace("đ", "d").replace("Đ", "d").casefold()
        return self.setdefault(code, _bare(plain).replace("đ", "d"))


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


_FOLDS = _Folds()


def fold_chars(text: str) -> str:
    """Fold each character on its own, so that the result has exactly the length of `text`.

    A position found in the folded text is then a position in the text itself.

    >>> fold_chars("Đề nghị, hoà/hòa")
    'de nghi, hoa/hoa'
    """
    try:
        return codecs.charmap_decode(
            codecs.charmap_encode(text, "strict", _TO_BYTES)[0], "strict", _FROM_BYTES
        )[0]
    except UnicodeEncodeError:
        # One odd character costs its own line the short way, not the whole letter.
        lines = text.split("\n")
        return "\n".join(map(fold_chars, lines)) if len(lines) > 1 else text.translate(_BASES)


def even_tones(text: str) -> str:
    """Put the tone mark of oa, oe, uy on the first vowel at a word's end (hoà → hòa), and make letters small.

    Both spellings are in use in offices; the result has exactly the length of `text` in NFC.

    >>> even_tones("Uỷ ban, Hoà Bình, quý")
    'ủy ban, hòa bình, quý'
    """
    return _LATE_TONE.sub(lambda match: _EARLY_TONE[match.group(0)], small_letters(text))


def small_letters(text: str) -> str:
    """Make letters small and keep the length: a letter that would grow (İ) stays as it is.

    >>> small_letters("Trước NGÀY")
    'trước ngày'
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def fold(text: str) -> str:
    """Drop tone and letter marks, turn đ into d, ignore case, and make white space single.

    Two spellings that differ only in marks, case or spacing fold to the same string. Idempotent.

    >>> fold("  Liên đoàn  LAO ĐỘNG ")
    'lien doan lao dong'
    """
    return " ".join(text.translate(_FOLDS).split())


_DIGITS = frozenset("0123456789")
_NUMBER = re.compile(r"[0-9]{1,6}")


def _sort_letter(char: str) -> tuple[int, int, str]:
    marks = unicodedata.normalize("NFD", char)
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    shape = "".join(mark for mark in marks[1:] if mark in _SHAPES)
    letter = unicodedata.normalize("NFC", marks[0] + shape)
    place = _LETTERS.find(letter)
    return (place + 1000 if place >= 0 else 0, tone, letter if place < 0 else "")


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> tuple[tuple[tuple[int, str], ...], tuple[int, ...]]:
    """Key for sorting in Vietnamese order: letters first (a ă â … d đ …), tones only to break ties.

    >>> sorted(["đa", "dạ", "da", "ân", "an", "ăn"], key=sort_key)
    ['an', 'ăn', 'ân', 'da', 'dạ', 'đa']
    """
    letters = [_sort_letter(char) for char in unicodedata.normalize("NFC", text).lower()]
    return tuple((place, other) for place, _, other in letters), tuple(tone for _, tone, _ in letters)


@lru_cache(maxsize=200_000)
def sort_text(text: str) -> str:
    """The order of :func:`sort_key` as plain small hexadecimal digits, which every database sorts alike.

    Numbers in a name are ordered by their value. Names that differ behind their 80th letter are one to it.

    >>> sorted(["Xóm 10", "Đông", "Xóm 2", "Dương", "xóm 2a"], key=sort_text)
    ['Dương', 'Đông', 'Xóm 2', 'xóm 2a', 'Xóm 10']
    """
    shown = _NUMBER.sub(lambda found: found.group().zfill(6), unicodedata.normalize("NFC", text).lower())
    letters = [_sort_letter(char) for char in shown[:80]]
    places = "".join(
        f"{place - 1000 + 32:02x}" if place else f"{16 + int(other):02x}" if other in _DIGITS else "0f"
        for place, _, other in letters
    )
    return places + "00" + "".join(str(tone) for _, tone, _ in letters).rstrip("0")
