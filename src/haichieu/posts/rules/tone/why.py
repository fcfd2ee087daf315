"""Which words moved a reading: the post is read again without each syllable in turn."""

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.grams import NOTHING, Posts, find_grams, read_posts
from haichieu.posts.rules.tone.model import ToneModel
from haichieu.posts.rules.tone.readings import TONES
from haichieu.posts.rules.tone.syllables import Syllables
from haichieu.posts.rules.tone.table import find_cells, in_names

#: The name of a syllable that is taken out: no fact has it, but unlike a proper name it still takes its place.
_UNKNOWN = np.uint64(1)
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
    for the flag it is for an advisory against none. It is measured: the post is read without each syllable, and without
    each pair of neighbours (roughly: each word), which then stand there as unknown words so that nothing else moves.

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
    posts = _without_names(model, read_posts([title], [lead]))
    count = len(posts.syllables.names)
    if not count:
        return []
    signs = _signs(model, title, lead, of)
    whole = float((model.log_odds(posts) * signs).sum())
    fields = posts.syllables.fields
    here = np.arange(count)
    pairs = here[:-1][fields[1:] == fields[:-1]]
    first, last = np.concatenate([here, pairs]), np.concatenate([here, pairs + 1])
    lost = np.concatenate(
        [
            whole - (model.log_odds(_taken_out(posts, first[at], last[at])) * signs).sum(axis=1)
            for at in np.array_split(np.arange(len(first)), -(-len(first) // _AT_ONCE))
        ]
    )
    return _spans(posts.syllables, (title, lead), _shared(lost, pairs, count))


def _shared(lost: NDArray[np.float64], pairs: NDArray[np.int64], count: int) -> list[float]:
    """What each syllable did: half what is lost without it, half its mean share of what is lost without its pairs."""
    halves, times = np.zeros(count), np.zeros(count)
    for places in (pairs, pairs + 1):
        np.add.at(halves, places, lost[count:] / 2)
        np.add.at(times, places, 1.0)
    alone = lost[:count]
    shared: list[float] = np.where(times > 0, (alone + halves / np.maximum(times, 1)) / 2, alone).tolist()
    return shared


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


def _without_names(model: ToneModel, posts: Posts) -> Posts:
    """The post with unknown words for proper names: taking out half a name must not make the rest speak."""
    grams = find_grams(posts.syllables)
    found = find_cells(model.table, grams.names, posts.plain[grams.fields >> 1])
    names = np.where(in_names(model.table, grams, found), NOTHING, posts.syllables.names)
    return replace(posts, syllables=replace(posts.syllables, names=names))


def _taken_out(posts: Posts, first: NDArray[np.int64], last: NDArray[np.int64]) -> Posts:
    """The post as often as there are places, each time without the syllables at one of the first and of the last."""
    syllables, times = posts.syllables, len(first)
    count = len(syllables.names)
    names = np.tile(syllables.names, times)
    for places in (first, last):
        names[np.arange(times) * count + places] = _UNKNOWN
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
