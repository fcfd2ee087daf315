"""Posts → sparse rows over a vocabulary of facts, with shared columns and columns for titles alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from haichieu.posts.rules.tone.grams import Grams, field_weights, find_grams, interleave, shorten
from haichieu.posts.rules.tone.syllables import Syllables, read_syllables

#: Facts seen fewer times than this in the training posts carry no weight.
SEEN_FROM = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """Facts of a corpus of n posts (2n fields)."""

    syllables: Syllables
    grams: Grams
    posts: int


def read_facts(titles: list[str], leads: list[str]) -> Reading:
    """Read a whole corpus at once."""
    syllables = shorten(read_syllables(interleave(titles, leads)))
    return Reading(syllables, find_grams(syllables), len(titles))


def vocabulary_of(reading: Reading, barred: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sorted names of the facts seen often enough, without the barred ones."""
    names, counts = np.unique(reading.grams.names, return_counts=True)
    return np.asarray(np.setdiff1d(names[counts >= SEEN_FROM], barred, assume_unique=True))


def find_places(vocabulary: NDArray[np.uint64], names: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Column of each name, −1 where it is not in the vocabulary."""
    places = np.minimum(np.searchsorted(vocabulary, names), len(vocabulary) - 1)
    return np.where(vocabulary[places] == names, places, -1)


def design_rows(reading: Reading, vocabulary: NDArray[np.uint64]) -> csr_matrix:
    """Matrix of n rows: columns shared by title and lead, then as many for the title alone."""
    places = find_places(vocabulary, reading.grams.names)
    known = places >= 0
    fields = reading.grams.fields[known]
    shape = (2 * reading.posts, len(vocabulary))
    counted = csr_matrix((np.ones(len(fields)), (fields, places[known])), shape=shape)
    counted = (diags(field_weights(reading.syllables, shape[0])) @ counted).tocsr()
    titles, leads = counted[::2], counted[1::2]
    return hstack([titles + leads, titles]).tocsr()
