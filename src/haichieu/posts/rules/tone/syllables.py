"""A batch of texts → the syllables of all of them, as arrays.

Plain meaning: lower-case each text, split it where no letter stands, and name each syllable by 64 bits that depend on
its letters and its tone only. Done over one long array of code points: the hash of a syllable is the difference of two
running sums of letter value × power, divided by the power of its start (odd numbers have inverses modulo 2^64).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.letters import (
    BREAK,
    KINDS,
    LETTER,
    MARKS,
    NOTHING,
    SIGN,
    TABLE_SIZE,
    VALUES,
    mix,
)

#: Characters of one field that are looked at; what stands behind them is no headline and no lead.
MAX_CHARACTERS = 4000
#: First and last code point of the decorated letters (bold, script …) that people paste into posts.
_FANCY_FROM, _FANCY_TO = 0x1D400, 0x1D7FF

_POWER = np.uint64(mix(7) | 1)
_POWER_INVERSE = np.uint64(pow(int(_POWER), -1, 1 << 64))
_DIGIT = VALUES[ord("0")]
_TONE_VALUES = np.array([0] + [mix(0x110000 + tone) for tone in range(1, 64)], np.uint64)


@dataclass(frozen=True, slots=True)
class Syllables:
    """Syllables of a batch of fields, in reading order."""

    #: 64-bit name of each syllable (letters and tone).
    names: NDArray[np.uint64]
    #: Index of the field each syllable stands in, rising.
    fields: NDArray[np.int64]
    #: Whether the syllable carries any Vietnamese diacritic.
    marked: NDArray[np.bool_]
    #: Where each syllable starts and ends in `text`.
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    #: The fields, normalised and joined by line feeds.
    text: str


def read_syllables(fields: Sequence[str]) -> Syllables:
    """Split every field into syllables.

    >>> found = read_syllables(["Hòa bình", "HOÀ BÌNH"])
    >>> bool((found.names[:2] == found.names[2:]).all()), found.fields.tolist()
    (True, [0, 0, 1, 1])
    """
    text = _join(fields)
    points = _points(text)
    if ((points >= _FANCY_FROM) & (points <= _FANCY_TO)).any():
        text = unicodedata.normalize("NFC", "".join(map(_plain, text)))
        points = _points(text)
    codes = np.minimum(points, np.uint32(TABLE_SIZE - 1)).astype(np.int32)
    kinds = KINDS[codes]
    said = _said(codes, kinds)
    places = None if said is None else np.flatnonzero(said)
    if places is not None:
        codes, kinds = codes[places], kinds[places]
    starts, ends = _borders(kinds)
    names, marks = _names(codes, starts, ends)
    breaks = np.flatnonzero(codes == ord("\n"))
    return Syllables(
        names=names + _TONE_VALUES[np.minimum(marks & 0xFFFFFFFF, 63)],
        fields=np.repeat(np.arange(len(fields)), _counts(starts, breaks)),
        marked=marks >= (1 << 32),
        starts=starts if places is None else places[starts],
        ends=ends if places is None else places[ends - 1] + 1,
        text=text,
    )


def _join(fields: Sequence[str]) -> str:
    text = "\n".join([field[:MAX_CHARACTERS] for field in fields])
    if text.count("\n") != len(fields) - 1:
        text = "\n".join([field[:MAX_CHARACTERS].replace("\n", " ") for field in fields])
    return unicodedata.normalize("NFC", text)


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter) if _FANCY_FROM <= ord(letter) <= _FANCY_TO else letter


def _counts(starts: NDArray[np.int64], breaks: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many syllables start before the first break, between the first and the second …"""
    before = np.searchsorted(starts, breaks)
    return np.diff(before, prepend=0, append=len(starts))


def _said(codes: NDArray[np.int32], kinds: NDArray[np.uint8]) -> NDArray[np.bool_] | None:
    """Characters that say something: no loose marks, and of “quáaaa” only “quá”; None where all do."""
    values = VALUES[codes]
    same = (values[1:] == values[:-1]) & (values[1:] != 0) & (values[1:] != _DIGIT)
    drawn = np.flatnonzero(same[1:] & same[:-1])
    said: NDArray[np.bool_] = np.asarray(kinds != NOTHING)
    if not len(drawn) and said.all():
        return None
    said[drawn + 1] = said[drawn + 2] = False
    return said


def _borders(kinds: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    padded = np.concatenate(([BREAK], kinds, [BREAK])).astype(np.uint8)
    before, here = padded[:-1], padded[1:]
    starts = np.flatnonzero((here == SIGN) | ((here == LETTER) & (before != LETTER)))
    ends = np.flatnonzero((before == SIGN) | ((before == LETTER) & (here != LETTER)))
    return starts, ends


def _powers(base: np.uint64, count: int) -> NDArray[np.uint64]:
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    return np.multiply.accumulate(powers)


def _names(
    codes: NDArray[np.int32], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    size = len(codes)
    sums = np.zeros(size + 1, np.uint64)
    np.cumsum(VALUES[codes] * _powers(_POWER, size), out=sums[1:])
    marks = np.zeros(size + 1, np.int64)
    np.cumsum(MARKS[codes], out=marks[1:])
    names = (sums[ends] - sums[starts]) * _powers(_POWER_INVERSE, size)[starts]
    return names, marks[ends] - marks[starts]
