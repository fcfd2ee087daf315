"""Posts → facts of the model in a form to learn from: sparse rows for the weights, sequences for the network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from haichieu.posts.rules.tone.grams import NOTHING, field_weights, find_grams, read_posts
from training.tone.network import Sequences

#: Facts seen fewer times than this, labelled or not, carry no weight.
SEEN_FROM = 4
#: A fact is a name if at least this share of its places inside sentences has a capital.
NAME_FROM = 0.6
#: A pair is a name, and nothing in it says anything, if it is seen so often and has two capitals in this share.
NAMED_FROM, BOTH_FROM = 2, 0.8
#: Posts whose letters are capitals beyond this share are not counted.
_SHOUTED = 0.5
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of n posts in one way of writing."""

    #: Name of each fact, the field (2n of them) it stands in, and the places of its first and last syllable.
    names: NDArray[np.uint64]
    fields: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    #: Of each place: its syllable starts with a capital; it opens a sentence, so that a capital says nothing.
    capital: NDArray[np.bool_]
    opening: NDArray[np.bool_]
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
    begins = np.cumsum([0, *(len(part.singles) for part in parts)]).tolist()
    return Facts(
        names=np.concatenate([part.names for part in parts]),
        fields=np.concatenate([part.fields + 2 * _AT_ONCE * place for place, part in enumerate(parts)]),
        first=np.concatenate([part.first + at for part, at in zip(parts, begins[:-1], strict=True)]),
        last=np.concatenate([part.last + at for part, at in zip(parts, begins[:-1], strict=True)]),
        capital=np.concatenate([part.capital for part in parts]),
        opening=np.concatenate([part.opening for part in parts]),
        singles=np.concatenate([part.singles for part in parts]),
        pairs=np.concatenate([part.pairs for part in parts]),
        sizes=np.concatenate([part.sizes for part in parts]),
    )


def _read_batch(titles: Sequence[str], leads: Sequence[str]) -> Facts:
    syllables = read_posts(titles, leads).syllables
    grams = find_grams(syllables)
    capital, opening = _capitals(syllables.text, syllables.starts, syllables.fields, 2 * len(titles))
    pairs = np.zeros(grams.singles, np.uint64)
    upto = grams.singles + grams.pairs
    pairs[grams.first[grams.singles : upto]] = grams.names[grams.singles : upto]
    return Facts(
        names=grams.names,
        fields=grams.fields,
        first=grams.first,
        last=grams.last,
        capital=capital,
        opening=opening,
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


def name_pairs(facts: Facts) -> NDArray[np.uint64]:
    """Sorted names of the pairs of syllables that are proper names: written with two capitals inside sentences."""
    at = np.flatnonzero(facts.pairs != NOTHING)
    at = at[(facts.singles[at] != NOTHING) & (facts.singles[at + 1] != NOTHING)]
    firm = at[~(facts.opening[at] | facts.opening[at + 1])]
    both = facts.capital[firm] & facts.capital[firm + 1]
    names, rows, counts = np.unique(facts.pairs[firm], return_inverse=True, return_counts=True)
    raised = np.bincount(rows[both], minlength=len(names))
    return np.asarray(names[(counts >= NAMED_FROM) & (raised >= BOTH_FROM * counts)])


def without_names(facts: Facts, names: NDArray[np.uint64]) -> Facts:
    """The facts that touch no proper name; what stands in one is an unknown syllable.

    Args:
        facts: of n posts.
        names: sorted names of the pairs that are proper names.
    """
    at = np.flatnonzero(find_places(names, facts.pairs) >= 0) if len(names) else np.zeros(0, np.int64)
    covered = facts.singles == NOTHING
    covered[at] = covered[at + 1] = True
    free = ~(covered[facts.first] | covered[facts.last])
    together = np.append(covered[1:], False) | covered
    return replace(
        facts,
        names=facts.names[free],
        fields=facts.fields[free],
        first=facts.first[free],
        last=facts.last[free],
        singles=np.where(covered, NOTHING, facts.singles),
        pairs=np.where(together, NOTHING, facts.pairs),
    )


def vocabulary_of(facts: Facts) -> NDArray[np.uint64]:
    """Sorted names of the facts that may carry weight: seen often enough, and no proper names.

    A tone must not hang on who is named, so what is usually written with a capital inside a sentence is left out.
    Capitals are seen here only: a post in capitals, or in small letters, is read exactly like any other.
    """
    names, rows, counts = np.unique(facts.names, return_inverse=True, return_counts=True)
    first, last, opening = facts.first, facts.last, facts.opening
    firm = facts.capital & ~opening
    inside = ~(opening[first] & opening[last])
    seen = np.bincount(rows[inside], minlength=len(names))
    raised = np.bincount(rows[inside & (firm[first] | firm[last])], minlength=len(names))
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
    owners = np.repeat(np.arange(len(facts.sizes)), facts.sizes)
    spoken = np.bincount(owners[facts.singles != NOTHING], minlength=len(facts.sizes))
    counted = (diags(field_weights(spoken).astype(np.float32)) @ counted).tocsr()
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
