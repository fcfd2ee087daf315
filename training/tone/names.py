"""Which facts are proper names: what is usually written with a capital inside a sentence.

A tone must not hang on who is named. Capitals are seen in training only, so that a post in capitals, or in small
letters, is read exactly like any other.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.tone.corpus import Corpus, strip_marks, unlabelled_batches, without_marks
from training.tone.design import Reading, find_places, read_facts, vocabulary_of

#: A fact is a name if at least this share of its places inside sentences has a capital.
NAME_FROM = 0.6
#: Posts whose letters are capitals beyond this share are not counted.
_SHOUTED = 0.5


def find_names(
    vocabulary: NDArray[np.uint64], batches: Iterable[tuple[list[str], list[str]]]
) -> NDArray[np.uint64]:
    """Names among the facts of a vocabulary, by their writing in many posts.

    Args:
        vocabulary: sorted names of facts.
        batches: titles and leads of posts.
    """
    seen = np.zeros(len(vocabulary))
    raised = np.zeros(len(vocabulary))
    for titles, leads in batches:
        reading = read_facts(titles, leads)
        capital, opening = _capitals(reading)
        first, last = reading.grams.first, reading.grams.last
        with_capital = (capital[first] & ~opening[first]) | (capital[last] & ~opening[last])
        inside = ~(opening[first] & opening[last])
        places = find_places(vocabulary, reading.grams.names)
        seen += np.bincount(places[(places >= 0) & inside], minlength=len(seen))
        raised += np.bincount(places[(places >= 0) & inside & with_capital], minlength=len(seen))
    return np.asarray(vocabulary[raised >= NAME_FROM * np.maximum(seen, 1)])


def barred_names(corpus: Corpus, pool: Path) -> list[NDArray[np.uint64]]:
    """Names among the facts of labelled posts, as written and without diacritics; no label is looked at.

    Args:
        corpus: labelled posts.
        pool: unlabelled posts whose capitals are counted.
    """
    none = np.zeros(0, np.uint64)
    marked, plain = (
        vocabulary_of(read_facts(posts.titles, posts.leads), none)
        for posts in (corpus, without_marks(corpus))
    )
    stripped = ((_strip(titles), _strip(leads)) for titles, leads in unlabelled_batches(pool))
    return [find_names(marked, unlabelled_batches(pool)), find_names(plain, stripped)]


def _strip(texts: list[str]) -> list[str]:
    return [strip_marks(text) for text in texts]


def _capitals(reading: Reading) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Flags of each syllable: it starts with a capital; it opens its field or a sentence."""
    syllables = reading.syllables
    text = syllables.text
    capital = np.array([text[start].isupper() for start in syllables.starts.tolist()], np.bool_)
    fields = syllables.fields
    shares = np.bincount(fields[capital], minlength=2 * reading.posts) / np.maximum(
        np.bincount(fields, minlength=2 * reading.posts), 1
    )
    capital &= shares[fields] < _SHOUTED
    before = [text[max(start - 2, 0) : start].strip() for start in syllables.starts.tolist()]
    opening = np.array([not mark or mark in ".:?!\"'“‘-–" for mark in before], np.bool_)
    opening[0:1] = True
    opening[1:] |= fields[1:] != fields[:-1]
    return capital, opening
