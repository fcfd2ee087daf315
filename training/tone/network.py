"""Fit the small network of the tone model: vectors of syllables and pairs, filters over three places, the largest.

Written out by hand for NumPy, so that the weights can be rebuilt without a library for neural networks. Adam (Kingma
and Ba 2015) with a rate that rises for a moment and then falls to nothing; the vectors, of which a post touches few,
move only when touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from training.tone.regression import softmax

Floats = NDArray[np.float32]

#: Numbers in a vector, filters, and units behind them.
WIDTH, FILTERS, HIDDEN = 24, 32, 32
EPOCHS, BATCH, RATE = 3, 256, 2e-3
#: Vectors move so many times as fast as everything else.
VECTOR_RATE = 3.0
#: Shares of facts, and of pooled values, that are hidden in training.
HIDDEN_FACTS, HIDDEN_UNITS = 0.1, 0.3
#: Shares of the posts of a batch that are read once more: without diacritics, without lead.
PLAIN_SHARE, ALONE_SHARE = 0.5, 0.15
_WARM_STEPS = 200
_BETAS, _CLOSE = (0.9, 0.999), 1e-8


@dataclass(frozen=True, slots=True)
class Sequences:
    """Facts of n posts in reading order, as rows of the vectors; row 0 is no fact."""

    #: The syllable at each place, and the pair that begins there.
    singles: NDArray[np.int32]
    pairs: NDArray[np.int32]
    #: Where each of the 2n fields begins, and the end of the last.
    edges: NDArray[np.int64]

    def pick(self, posts: NDArray[np.int64]) -> "Sequences":
        """Some of the posts."""
        fields = np.stack([2 * posts, 2 * posts + 1], axis=1).ravel()
        sizes = self.edges[fields + 1] - self.edges[fields]
        edges = np.concatenate([[0], np.cumsum(sizes)])
        places = np.repeat(self.edges[fields] - edges[:-1], sizes) + np.arange(edges[-1])
        return Sequences(self.singles[places], self.pairs[places], edges)

    def without_leads(self) -> "Sequences":
        """The titles alone."""
        sizes = np.diff(self.edges)
        kept = np.repeat(np.arange(len(sizes)) % 2 == 0, sizes)
        sizes[1::2] = 0
        return Sequences(self.singles[kept], self.pairs[kept], np.concatenate([[0], np.cumsum(sizes)]))


def join_sequences(parts: Sequence[Sequences]) -> Sequences:
    """Posts of several batches behind one another."""
    ends = np.cumsum([0, *(part.edges[-1] for part in parts)])
    edges = [part.edges[:-1] + end for part, end in zip(parts, ends[:-1], strict=True)]
    return Sequences(
        np.concatenate([part.singles for part in parts]),
        np.concatenate([part.pairs for part in parts]),
        np.concatenate([*edges, ends[-1:]]).astype(np.int64),
    )


@dataclass(frozen=True, slots=True)
class Targets:
    """What n posts are to be read as: chances (n, 4) of the tones and the flag, and how much each post counts."""

    chances: Floats
    tone_weights: Floats
    flag_weights: Floats

    def pick(self, posts: NDArray[np.int64]) -> "Targets":
        """Some of the posts."""
        return Targets(self.chances[posts], self.tone_weights[posts], self.flag_weights[posts])


@dataclass(frozen=True, slots=True)
class Layers:
    """Vectors (rows, WIDTH), filters (3 · WIDTH, FILTERS), hidden (2 · FILTERS + 1, HIDDEN), last (HIDDEN, 4)."""

    vectors: Floats
    filters: Floats
    filter_bias: Floats
    hidden: Floats
    hidden_bias: Floats
    last: Floats
    last_bias: Floats

    def dense(self) -> list[Floats]:
        """Everything but the vectors."""
        return [
            self.filters, self.filter_bias, self.hidden, self.hidden_bias, self.last, self.last_bias,
        ]  # fmt: skip


def _first_layers(rows: int, draws: np.random.Generator) -> Layers:
    def even(*shape: int) -> Floats:
        bound = 1 / np.sqrt(shape[0])
        return draws.uniform(-bound, bound, shape).astype(np.float32)

    vectors = draws.normal(0, 0.05, (rows, WIDTH)).astype(np.float32)
    vectors[0] = 0
    return Layers(
        vectors,
        even(3 * WIDTH, FILTERS), np.zeros(FILTERS, np.float32),
        even(2 * FILTERS + 1, HIDDEN), np.zeros(HIDDEN, np.float32),
        even(HIDDEN, 4), np.zeros(4, np.float32),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """One batch on its way through the filters."""

    windows: Floats
    inner: NDArray[np.bool_]
    #: Place of the largest value of each field and filter, −1 in an empty field.
    largest: NDArray[np.int64]
    pooled: Floats


def _windows(vectors: Floats, edges: NDArray[np.int64]) -> tuple[Floats, NDArray[np.bool_]]:
    """Each place with its neighbours in its field (T, 3 · WIDTH), and whether the place to the left is in it."""
    inner = np.ones(len(vectors), np.bool_)
    inner[edges[:-1][edges[:-1] < len(vectors)]] = False
    windows = np.zeros((len(vectors), 3 * WIDTH), np.float32)
    windows[:, WIDTH : 2 * WIDTH] = vectors
    windows[1:, :WIDTH] = vectors[:-1] * inner[1:, None]
    windows[:-1, 2 * WIDTH :] = vectors[1:] * inner[1:, None]
    return windows, inner


def _filter(
    layers: Layers, singles: NDArray[np.int32], pairs: NDArray[np.int32], edges: NDArray[np.int64]
) -> _Seen:
    windows, inner = _windows(layers.vectors[singles] + layers.vectors[pairs], edges)
    values = windows @ layers.filters + layers.filter_bias
    sizes = np.diff(edges)
    full = np.flatnonzero(sizes > 0)
    pooled = np.zeros((len(sizes), FILTERS), np.float32)
    largest = np.full((len(sizes), FILTERS), -1)
    if len(full):
        tops = np.maximum.reduceat(values, edges[full], axis=0)
        places, filters = np.nonzero(values == np.repeat(tops, sizes[full], axis=0))
        largest[np.repeat(full, sizes[full])[places], filters] = places
        pooled[full] = np.maximum(tops, 0)
    return _Seen(windows, inner, largest, pooled)


def _head_input(pooled: Floats, edges: NDArray[np.int64]) -> Floats:
    alone = (np.diff(edges)[1::2] == 0).astype(np.float32)[:, None]
    return np.hstack([pooled[::2], pooled[1::2], alone])


def pooled_values(layers: Layers, sequences: Sequences) -> Floats:
    """Largest values of n posts, (n, 2 · FILTERS + 1): in the title, in the lead, and 1 where there is no lead."""
    parts = []
    posts = len(sequences.edges) // 2
    for start in range(0, posts, BATCH):
        part = sequences.pick(np.arange(start, min(start + BATCH, posts)))
        seen = _filter(layers, part.singles, part.pairs, part.edges)
        parts.append(_head_input(seen.pooled, part.edges))
    return np.concatenate(parts)


def hidden_values(layers: Layers, pooled: Floats) -> Floats:
    """What the hidden layer makes of them, (n, HIDDEN)."""
    return np.maximum(pooled @ layers.hidden + layers.hidden_bias, 0)


def network_sums(layers: Layers, sequences: Sequences) -> Floats:
    """What the network says of n posts before calibration, (n, 4)."""
    return hidden_values(layers, pooled_values(layers, sequences)) @ layers.last + layers.last_bias


@dataclass(slots=True)
class _Adam:
    """Moments of one array; `at` moves some of its rows."""

    first: Floats
    second: Floats
    steps: int = 0

    @classmethod
    def of(cls, array: Floats) -> "_Adam":
        return cls(np.zeros_like(array), np.zeros_like(array))

    def move(
        self, array: Floats, slope: Floats, rate: float, at: NDArray[np.int64] | slice = slice(None)
    ) -> None:
        self.steps += 1
        first = self.first[at] * _BETAS[0] + (1 - _BETAS[0]) * slope
        second = self.second[at] * _BETAS[1] + (1 - _BETAS[1]) * slope * slope
        self.first[at], self.second[at] = first, second
        mean, size = 1 - _BETAS[0] ** self.steps, 1 - _BETAS[1] ** self.steps
        array[at] -= rate * (first / mean) / (np.sqrt(second / size) + _CLOSE)


def _slopes(
    layers: Layers, batch: Sequences, targets: Targets, draws: np.random.Generator
) -> tuple[list[Floats], NDArray[np.int64], Floats]:
    """Slopes of the loss for the dense layers, and for the vectors that the batch touches."""
    singles = batch.singles * (draws.random(len(batch.singles)) >= HIDDEN_FACTS)
    pairs = batch.pairs * (draws.random(len(batch.pairs)) >= HIDDEN_FACTS)
    seen = _filter(layers, singles, pairs, batch.edges)
    given = _head_input(seen.pooled, batch.edges)
    shown = (draws.random(given.shape) >= HIDDEN_UNITS).astype(np.float32) / np.float32(1 - HIDDEN_UNITS)
    given = given * shown
    raw = given @ layers.hidden + layers.hidden_bias
    kept = (draws.random(raw.shape) >= HIDDEN_UNITS).astype(np.float32) / np.float32(1 - HIDDEN_UNITS)
    inner = np.maximum(raw, 0) * kept
    sums = inner @ layers.last + layers.last_bias
    gap = np.empty_like(sums)
    gap[:, :3] = (softmax(sums[:, :3]) - targets.chances[:, :3]) * targets.tone_weights[:, None]
    gap[:, 3] = (1 / (1 + np.exp(-sums[:, 3])) - targets.chances[:, 3]) * targets.flag_weights
    gap /= len(gap)
    back = (gap @ layers.last.T) * kept * (raw > 0)
    to_pool = (back @ layers.hidden.T * shown)[:, : 2 * FILTERS]
    pool = np.empty_like(seen.pooled)
    pool[::2], pool[1::2] = to_pool[:, :FILTERS], to_pool[:, FILTERS:]
    pool *= seen.pooled > 0
    filters, bias, touched, vectors = _through_filters(layers, seen, pool, singles, pairs)
    dense = [filters, bias, given.T @ back, back.sum(axis=0), inner.T @ gap, gap.sum(axis=0)]
    return dense, touched, vectors


def _through_filters(
    layers: Layers, seen: _Seen, pool: Floats, singles: NDArray[np.int32], pairs: NDArray[np.int32]
) -> tuple[Floats, Floats, NDArray[np.int64], Floats]:
    fields, filters = np.nonzero(pool)
    places, size = seen.largest[fields, filters], len(singles)
    passed = csr_matrix((pool[fields, filters], (places, filters)), shape=(size, FILTERS))
    windows = passed @ layers.filters.T
    inner = seen.inner[1:, None]
    at = windows[:, WIDTH : 2 * WIDTH].copy()
    at[:-1] += windows[1:, :WIDTH] * inner
    at[1:] += windows[:-1, 2 * WIDTH :] * inner
    touched, rows = np.unique(np.concatenate([singles, pairs]), return_inverse=True)
    spread = csr_matrix(
        (np.ones(2 * size, np.float32), (rows, np.tile(np.arange(size), 2))), shape=(len(touched), size)
    )
    return (
        np.asarray((passed.T @ seen.windows).T, np.float32),
        np.asarray(passed.sum(axis=0), np.float32).ravel(),
        touched.astype(np.int64),
        np.asarray(spread @ at, np.float32),
    )


def fit_network(marked: Sequences, plain: Sequences, targets: Targets, *, rows: int, seed: int) -> Layers:
    """Train on n posts as they are written and without diacritics.

    Args:
        marked, plain: the n posts in both writings.
        targets: of the n posts.
        rows: of the vectors, row 0 included.
        seed: of first weights, order and hidden facts.
    """
    draws = np.random.default_rng(seed)
    layers = _first_layers(rows, draws)
    dense = [_Adam.of(array) for array in layers.dense()]
    vectors = _Adam.of(layers.vectors)
    count = len(targets.chances)
    steps, step = EPOCHS * (count // BATCH), 0
    for _ in range(EPOCHS):
        order = draws.permutation(count)
        for start in range(0, count - BATCH + 1, BATCH):
            chosen = order[start : start + BATCH]
            again, alone = chosen[: int(PLAIN_SHARE * BATCH)], chosen[-int(ALONE_SHARE * BATCH) :]
            batch = join_sequences(
                [marked.pick(chosen), plain.pick(again), marked.pick(alone).without_leads()]
            )
            lessons = targets.pick(np.concatenate([chosen, again, alone]))
            slopes, touched, moved = _slopes(layers, batch, lessons, draws)
            rate = RATE * min(1.0, step / _WARM_STEPS) * max(0.02, 1 - step / steps)
            step += 1
            for adam, array, slope in zip(dense, layers.dense(), slopes, strict=True):
                adam.move(array, slope, rate)
            vectors.move(layers.vectors, moved, rate * VECTOR_RATE, touched)
            layers.vectors[0] = 0
    return layers
