"""Which words moved a reading: the post is read again without each syllable in turn."""

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.grams import Posts, read_posts
from haichieu.posts.rules.tone.model import ToneModel
from haichieu.posts.rules.tone.readings import TONES
from haichieu.posts.rules.tone.syllables import Syllables

#: The name that a syllable gets when it is taken out; no fact has it.
_NOTHING = np.uint64(0)
#: Readings without a syllable that are done at once.
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Moved:
    """One syllable and what it did."""

    #: As it is written in the post.
    text: str
    #: 0: in the title, 1: in the lead; and from where to where in that field's text.
    field: int
    start: int
    end: int
    #: What the log-odds lose when it is taken out.
    weight: float


def why(model: ToneModel, title: str, lead: str, of: Literal["tone", "advisory"] = "tone") -> list[Moved]:
    """The syllables of a post in reading order, each with what it adds to the log-odds of what was read.

    For `positive` and `negative` that is against neutral; for `neutral` it is against the stronger of the two others;
    for the flag it is for an advisory against none. It is measured, not shared out: the post is read without the
    syllable, which stays as an unknown word so that nothing else moves. Words that matter only together each get
    the whole of it.

    Args:
        model: that read the post.
        title: of the post.
        lead: of the post, or an empty text.
        of: the tone or the advisory flag.

    >>> from haichieu.posts.rules.tone.model import load_model
    >>> words = why(load_model(), "Khởi tố kế toán tham ô quỹ công đoàn", "")
    >>> max(words, key=lambda word: word.weight).text in ("Khởi", "tố", "tham", "ô")
    True
    >>> [(word.text, word.start, word.end) for word in words[:2]]
    [('Khởi', 0, 4), ('tố', 5, 7)]
    """
    posts = read_posts([title], [lead])
    count = len(posts.syllables.names)
    if not count:
        return []
    signs = _signs(model, title, lead, of)
    whole = float((model.log_odds(posts) * signs).sum())
    weights: list[float] = []
    for start in range(0, count, _AT_ONCE):
        left = model.log_odds(_taken_out(posts, np.arange(start, min(start + _AT_ONCE, count))))
        weights += (whole - (left * signs).sum(axis=1)).tolist()
    return _spans(posts.syllables, (title, lead), weights)


def _signs(model: ToneModel, title: str, lead: str, of: str) -> NDArray[np.float64]:
    """What to make of the three log-odds: positive and negative against neutral, and the flag."""
    if of == "advisory":
        return np.array([0.0, 0.0, 1.0])
    scores = model.read([title], [lead])
    tone = TONES[int(scores.choice[0])]
    rather_positive = bool(scores.positive[0] > scores.negative[0])
    if tone == "neutral":
        return np.array([-1.0, 0.0, 0.0]) if rather_positive else np.array([0.0, -1.0, 0.0])
    return np.array([1.0, 0.0, 0.0]) if tone == "positive" else np.array([0.0, 1.0, 0.0])


def _taken_out(posts: Posts, places: NDArray[np.int64]) -> Posts:
    """The post as often as there are places, each time without the syllable at one of them."""
    syllables, times = posts.syllables, len(places)
    count = len(syllables.names)
    names = np.tile(syllables.names, times)
    names[np.arange(times) * count + places] = _NOTHING
    several = replace(
        syllables,
        names=names,
        fields=np.tile(syllables.fields, times) + 2 * np.repeat(np.arange(times), count),
        marked=np.tile(syllables.marked, times),
        starts=np.tile(syllables.starts, times),
        ends=np.tile(syllables.ends, times),
    )
    return Posts(several, np.repeat(posts.plain, times))


def _spans(syllables: Syllables, fields: tuple[str, str], weights: list[float]) -> list[Moved]:
    """Each syllable where it stands in the text that was given."""
    second = syllables.text.index("\n") + 1
    places = [_places(field) for field in fields]
    moved = []
    for field, start, end, weight in zip(
        syllables.fields.tolist(), syllables.starts.tolist(), syllables.ends.tolist(), weights, strict=True
    ):
        before = second if field else 0
        first, last = places[field][start - before], places[field][end - before]
        moved.append(Moved(fields[field][first:last], field, first, last, round(weight, 4)))
    return moved


def _places(text: str) -> list[int]:
    """Where each character of the composed text begins in the text as given, and the end."""
    starts = [place for place, mark in enumerate(text) if not (place and unicodedata.combining(mark))]
    places: list[int] = []
    for start, end in pairwise([*starts, len(text)]):
        places += [start] * len(unicodedata.normalize("NFC", text[start:end]))
    return [*places, len(text)]
