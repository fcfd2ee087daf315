"""Posts → facts of the model in a form to learn from: sparse rows for the weights, sequences for the network."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from haichieu.posts.rules.tone.grams import find_grams, read_posts
from training.tone.network import Sequences

#: Facts seen fewer times than this, labelled or not, carry no weight.
SEEN_FROM = 4
#: A fact is a name if at least this share of its places inside sentences has a capital.
NAME_FROM = 0.6
#: Posts whose letters are capitals beyond this share are not counted.
_SHOUTED = 0.5
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of n posts in one way of writing."""

    #: Name of each fact, the field (2n of them) it stands in, whether it stands inside a sentence, and with a capital.
    names: NDArray[np.uint64]
    fields: NDArray[np.int64]
    inside: NDArray[np.bool_]
    raised: NDArray[np.bool_]
    #: Name of the syllable at each place, of the pair that begins there (0: none), and places of each field.
    singles: NDArray[np.uint64]
    pairs: NDArray[np.uint64]
    sizes: NDArray[np.int64]


def read_facts(titles: Sequence[str], leads: Sequence[str]) -> Facts:
    """All facts of n posts."""
    parts = [
        _read_batch(titles[start : start + _AT_ONCE], leads[start : start + _AT_ONCE])
        for start in range(0, len(titles), _AT_ONCE)
    ]
    moved = [part.fields + 2 * _AT_ONCE * place for place, part in enumerate(parts)]
    return Facts(
        names=np.concatenate([part.names for part in parts]),
        fields=np.concatenate(moved),
        inside=np.concatenate([part.inside for part in parts]),
        raised=np.concatenate([part.raised for part in parts]),
        singles=np.concatenate([part.singles for part in parts]),
        pairs=np.concatenate([part.pairs for part in parts]),
        sizes=np.concatenate([part.sizes for part in parts]),
    )


def _read_batch(titles: Sequence[str], leads: Sequence[str]) -> Facts:
    syllables = read_posts(titles, leads).syllables
    grams = find_grams(syllables)
    capital, opening = _capitals(syllables.text, syllables.starts, syllables.fields, 2 * len(titles))
    first, last = grams.first, grams.last
    pairs = np.zeros(grams.singles, np.uint64)
    upto = grams.singles + grams.pairs
    pairs[first[grams.singles : upto]] = grams.names[grams.singles : upto]
    return Facts(
        names=grams.names,
        fields=grams.fields,
        inside=~(opening[first] & opening[last]),
        raised=(capital[first] & ~opening[first]) | (capital[last] & ~opening[last]),
        singles=syllables.names,
        pairs=pairs,
        sizes=np.bincount(syllables.fields, minlength=2 * len(titles)),
    )


def _capitals(
    text: str, starts: NDArray[np.int64], fields: NDArray[np.int64], count: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Flags of each syllable: it starts with a capital; it opens its field or a sentence."""
    capital = np.array([text[start].isupper() for start in starts.tolist()], np.bool_)
    sizes = np.maximum(np.bincount(fields, minlength=count), 1)
    shares = np.bincount(fields[capital], minlength=count) / sizes
    capital &= shares[fields] < _SHOUTED
    before = [text[max(start - 2, 0) : start].strip() for start in starts.tolist()]
    opening = np.array([not mark or mark in ".:?!\"'“‘-–" for mark in before], np.bool_)
    opening[0:1] = True
    opening[1:] |= fields[1:] != fields[:-1]
    return capital, opening


def vocabulary_of(facts: Facts) -> NDArray[np.uint64]:
    """Sorted names of the facts that may carry weight: seen often enough, and no proper names.

    A tone must not hang on who is named, so what is usually written with a capital inside a sentence is left out.
    Capitals are seen here only: a post in capitals, or in small letters, is read exactly like any other.
    """
    names, rows, counts = np.unique(facts.names, return_inverse=True, return_counts=True)
    seen = np.bincount(rows[facts.inside], minlength=len(names))
    raised = np.bincount(rows[facts.inside & facts.raised], minlength=len(names))
    return np.asarray(names[(counts >= SEEN_FROM) & (raised < NAME_FROM * np.maximum(seen, 1))])


def find_places(vocabulary: NDArray[np.uint64], names: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Column of each name, −1 where it is not in the vocabulary."""
    places = np.minimum(np.searchsorted(vocabulary, names), len(vocabulary) - 1)
    return np.where(vocabulary[places] == names, places, -1)


def design_rows(facts: Facts, vocabulary: NDArray[np.uint64]) -> csr_matrix:
    """Matrix of n rows: columns shared by title and lead, then as many for the title alone."""
    places = find_places(vocabulary, facts.names)
    known = places >= 0
    fields = facts.fields[known]
    shape = (len(facts.sizes), len(vocabulary))
    counted = csr_matrix((np.ones(len(fields), np.float32), (fields, places[known])), shape=shape)
    sizes = facts.sizes
    lengths = np.where(sizes > 0, 1 / np.sqrt(np.maximum(2 * sizes - 1, 1)), 0.0).astype(np.float32)
    counted = (diags(lengths) @ counted).tocsr()
    titles, leads = counted[::2], counted[1::2]
    return hstack([titles + leads, titles]).tocsr()


def sequences_of(facts: Facts, vocabulary: NDArray[np.uint64], *, after: int = 0) -> Sequences:
    """Rows of vectors at each place: 1 + `after` + the fact's column, 0 where it is not in the vocabulary.

    Args:
        facts: of n posts.
        vocabulary: of their way of writing.
        after: how many rows stand before those of this vocabulary.
    """
    singles, pairs = (find_places(vocabulary, names) for names in (facts.singles, facts.pairs))
    rows = [np.where(places >= 0, places + 1 + after, 0).astype(np.int32) for places in (singles, pairs)]
    return Sequences(rows[0], rows[1], np.concatenate([[0], np.cumsum(facts.sizes)]))
