"""Syllables → the named facts that the tone model weighs: syllables, pairs, what a cue governs, how a clause opens.

A pair of syllables is roughly a Vietnamese word, so that no word segmenter is needed. A cue (`không`, `giảm`, `chống`,
`cứu` …) turns the meaning of what follows: “giảm tai nạn” is no accident. Each syllable up to `REACH` places behind a
cue therefore also counts together with it. What opens a headline, or its part behind a colon, a semicolon or a
question mark, is its main clause: the syllable and the pair that stand there count once more, as opening.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.letters import SIGNS, mix
from haichieu.posts.rules.tone.organisations import in_organisations
from haichieu.posts.rules.tone.syllables import Syllables, read_syllables
from haichieu.posts.rules.tone.teencode import read_spellings

#: Syllables of one field that count; the foreground of a post is at its beginning.
MAX_SYLLABLES = 80
#: How many places behind a cue its scope ends.
REACH = 4
#: Posts with fewer marked syllables than this share are read as written without diacritics.
PLAIN_BELOW = 0.1

CUES = (
    "không chưa chẳng hết ngừng dừng thoát tránh khỏi giảm tăng chống phòng ngăn cứu hỗ trợ bị được vượt "
    "thiếu mất khắc phục xử bắt đề nghị nguy cách"
)

#: The name of a syllable that says nothing; no fact has it.
NOTHING = np.uint64(0)

_PAIR = (np.uint64(mix(101) | 1), np.uint64(mix(102) | 1))
_SCOPE = (np.uint64(mix(108) | 1), np.uint64(mix(109) | 1))
_OPENING = (np.uint64(mix(110) | 1), np.uint64(mix(111) | 1), np.uint64(mix(112) | 1))


def _by_first_bits(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Names of syllables, each at the place that its own first 16 bits give."""
    names = read_syllables(texts).names
    table = np.zeros(1 << 16, np.uint64)
    table[names >> np.uint64(48)] = names
    return table


_CUE_NAMES = _by_first_bits([CUES])
#: Behind these a clause opens.
_OPENERS = _by_first_bits(list(SIGNS.replace("%", "")))


@dataclass(frozen=True, slots=True)
class Posts:
    """A batch of n posts, two fields each: title, lead."""

    #: With spellings of chat replaced by what they mean, and nothing for outlets, parties and religions.
    syllables: Syllables
    #: n flags: written without diacritics.
    plain: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Grams:
    """Facts of a batch of fields: first every syllable, then every pair, then the rest."""

    #: 64-bit name of each fact.
    names: NDArray[np.uint64]
    #: Index of the field it stands in (not sorted).
    fields: NDArray[np.int64]
    #: Places of the first and the last syllable of each fact in the batch's syllables.
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    #: How many of the facts are syllables, and how many are pairs.
    singles: int
    pairs: int


def read_posts(titles: Sequence[str], leads: Sequence[str]) -> Posts:
    """Syllables that count of n posts.

    >>> posts = read_posts(["Ko co dien", "Không có điện"], ["", ""])
    >>> posts.plain.tolist(), posts.syllables.fields.tolist()
    ([True, False], [0, 0, 0, 2, 2, 2])
    """
    syllables = shorten(read_syllables(interleave(titles, leads)))
    plain = plain_posts(syllables, len(titles))
    syllables = replace(syllables, names=read_spellings(syllables, plain[syllables.fields >> 1]))
    named = in_organisations(syllables)
    names = np.where(named, NOTHING, syllables.names) if named.any() else syllables.names
    return Posts(replace(syllables, names=names), plain)


def shorten(syllables: Syllables) -> Syllables:
    """Leave out what stands behind the first `MAX_SYLLABLES` of each field."""
    fields = syllables.fields
    if not len(fields):
        return syllables
    opens = np.searchsorted(fields, np.arange(int(fields[-1]) + 1))
    place = np.arange(len(fields)) - opens[fields]
    if int(place.max()) < MAX_SYLLABLES:
        return syllables
    kept = place < MAX_SYLLABLES
    return Syllables(
        names=syllables.names[kept],
        fields=fields[kept],
        marked=syllables.marked[kept],
        starts=syllables.starts[kept],
        ends=syllables.ends[kept],
        text=syllables.text,
    )


def find_grams(syllables: Syllables) -> Grams:
    """Name every fact of the batch.

    >>> grams = find_grams(read_syllables(["Giảm tai nạn"]))
    >>> len(grams.names)  # three syllables, two pairs, “nạn” behind the cue “giảm”, two facts of how it opens
    8
    """
    names, fields = syllables.names, syllables.fields
    here = np.arange(len(names))
    together = fields[1:] == fields[:-1]
    pairs = here[:-1][together]
    parts = [(names, here, here), (names[pairs] * _PAIR[0] + names[pairs + 1] * _PAIR[1], pairs, pairs + 1)]
    cues = here[_is_in(_CUE_NAMES, names)]
    for distance in range(2, REACH + 1):
        left = cues[cues + distance < len(names)]
        left = left[fields[left + distance] == fields[left]]
        right = left + distance
        parts.append((names[left] * _SCOPE[0] + names[right] * _SCOPE[1], left, right))
    parts += _openings(names, together, here)
    first = np.concatenate([part[1] for part in parts])
    return Grams(
        names=np.concatenate([part[0] for part in parts]),
        fields=fields[first],
        first=first,
        last=np.concatenate([part[2] for part in parts]),
        singles=len(names),
        pairs=len(pairs),
    )


_Part = tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]


def _openings(
    names: NDArray[np.uint64], together: NDArray[np.bool_], here: NDArray[np.int64]
) -> tuple[_Part, _Part]:
    """The syllable and the pair that stand where a field or a clause opens."""
    opens = np.ones(len(names), np.bool_)
    opens[1:] = ~together | _is_in(_OPENERS, names[:-1])
    at = here[opens]
    before_more = at[at < len(together)]
    before_more = before_more[together[before_more]]
    return (
        (names[at] * _OPENING[0], at, at),
        (
            names[before_more] * _OPENING[1] + names[before_more + 1] * _OPENING[2],
            before_more,
            before_more + 1,
        ),
    )


def field_weights(sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """One over the square root of the number of syllables and pairs of each field; 0 for an empty field.

    Args:
        sizes: syllables of each field that stand in no proper name.
    """
    return np.where(sizes > 0, 1 / np.sqrt(np.maximum(2 * sizes - 1, 1)), 0.0)


def plain_posts(syllables: Syllables, posts: int) -> NDArray[np.bool_]:
    """Which posts (two fields each: title, lead) are written without diacritics."""
    owners = syllables.fields // 2
    sizes = np.bincount(owners, minlength=posts)
    marked = np.bincount(owners[syllables.marked], minlength=posts)
    return (sizes > 0) & (marked < PLAIN_BELOW * sizes)


def interleave(titles: Sequence[str], leads: Sequence[str]) -> list[str]:
    """Title, lead, title, lead … of a batch of posts."""
    fields = [""] * (2 * len(titles))
    fields[::2] = titles
    fields[1::2] = leads
    return fields


def _is_in(table: NDArray[np.uint64], names: NDArray[np.uint64]) -> NDArray[np.bool_]:
    return np.asarray(table[names >> np.uint64(48)] == names)
