"""Is this a known name read badly, or another name? A wrong yes puts one body in the place of another."""

import re

from haichieu.text.folding import even_tones, fold
from haichieu.text.patterns import late
from haichieu.text.syllables import is_syllable

_WORD = late(r"[^\W_]+")
#: A misread word differs in at most this share of its letters.
_MOST_WRONG = 0.5


def is_misreading(read: str, known: str) -> bool:
    """Whether the words read are those of a known name with letters lost or garbled.

    Each word that differs must be one that no Vietnamese spelling allows, or the known word without any mark: a
    different real word makes a different name.

    >>> known = "Liên đoàn Lao động tỉnh Đông Triều"
    >>> is_misreading("LIÊN ĐOÀN LAO DỘNGG TỈNH DONG TRIEU", known)
    True
    >>> is_misreading("Công đoàn xã An Lợi", "Công đoàn xã An Lộc")
    False
    """
    words, right = _words(read), _words(known)
    if len(words) != len(right) or words == right:
        return False
    return all(one == other or _is_misread(one, other) for one, other in zip(words, right, strict=True))


def same_letters(one: str, other: str) -> bool:
    """Whether two names have the same letters, marks and case aside.

    >>> same_letters("ĐÓNG TRIÊU", "Đông Triều")
    True
    """
    return fold(one) == fold(other) != ""


def stands_in(known: str, folded_text: str) -> bool:
    """Whether a name stands in a folded text (see :func:`~haichieu.text.folding.fold`), marks and case aside.

    >>> stands_in("xã Phú Lộc", "uy ban nhan dan xa phu loc")
    True
    """
    return (
        bool(known.strip()) and re.search(rf"(?<!\w){re.escape(fold(known))}(?!\w)", folded_text) is not None
    )


def spelling(name: str) -> str:
    """The form under which a misreading is remembered: its words, case and place of tone marks aside.

    >>> spelling("UỶ BAN nhân  dân")
    'ủy ban nhân dân'
    """
    return " ".join(_words(name))


def _words(name: str) -> list[str]:
    return _WORD.findall(even_tones(name))


def _is_misread(read: str, right: str) -> bool:
    if read == fold(right):
        return True
    return not is_syllable(read) and _distance(read, right) <= max(1, int(len(right) * _MOST_WRONG))


def _distance(one: str, other: str) -> int:
    """Letters to change, add or drop to make one word of the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
