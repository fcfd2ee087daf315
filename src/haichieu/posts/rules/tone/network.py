"""A small network over syllables in reading order: what a sum of weights cannot see, because it knows no order.

Each syllable is a vector, to which the vector of the pair that begins there is added. Filters look at three places at
once (Kim 2014); of each filter the largest value in the title and the largest in the lead go through one hidden layer.
Every number is a small whole one, and every sum stays below the size where floating point would round, so that a post
reads the same to the last bit alone, in any batch, on any machine.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.grams import Grams
from haichieu.posts.rules.tone.table import Found

Floats = NDArray[np.float64]

#: Values between the layers are whole numbers up to this.
LEVELS = 4095
#: Fields that go through the filters at once: few enough that their values stay close to the processor.
AT_ONCE = 128
#: Sums of whole numbers below these are exact in 32 and in 64 bits.
EXACT_32, EXACT_64 = 1 << 24, 1 << 53


@dataclass(frozen=True, slots=True)
class Network:
    """Whole-numbered weights; `steps` bring sums to the next layer's levels."""

    #: Row of the vectors that belongs to each cell of the weight table; 0 for none.
    rows: NDArray[np.int32]
    #: (v, width) of int8; row 0 is zero.
    vectors: NDArray[np.int8]
    #: (3 · width, filters): left neighbour, place, right neighbour; whole numbers in float32.
    filters: NDArray[np.float32]
    #: (filters,) whole numbers, and what one unit of each filter is worth in levels.
    filter_bias: Floats
    filter_steps: Floats
    #: (2 · filters + 1, hidden) whole numbers: of the title, of the lead, and of there being no lead.
    hidden: Floats
    hidden_bias: Floats
    hidden_step: float
    #: (hidden, OUTPUTS) whole numbers, and their worth.
    last: Floats
    last_steps: Floats

    def sums(self, grams: Grams, found: Found, sizes: NDArray[np.int64]) -> Floats:
        """What the network adds to the evidence on n posts, (n, OUTPUTS): positive, negative, advisory.

        Args:
            grams: facts of the batch.
            found: where they stand in the weight table.
            sizes: number of syllables of each of the 2n fields.
        """
        places = Places.of(sizes)
        largest = np.zeros((len(sizes), self.filters.shape[1]))
        if len(places.full):
            largest[places.full] = self._largest(self._rows(grams, found, places), places)
        worth = np.clip(np.floor((largest + self.filter_bias) * self.filter_steps), 0, LEVELS)
        worth[sizes == 0] = 0
        no_lead = np.where(sizes[1::2, None] == 0, float(LEVELS), 0.0)
        inner = np.hstack([worth[::2], worth[1::2], no_lead]) @ self.hidden + self.hidden_bias
        levels = np.clip(np.floor(inner * self.hidden_step), 0, LEVELS)
        return np.asarray((levels @ self.last) * self.last_steps)

    def _rows(self, grams: Grams, found: Found, places: "Places") -> NDArray[np.int64]:
        """Rows of the vectors of the syllable and of the pair at each place, (2, places.padded); 0 where none is."""
        upto = grams.singles + grams.pairs
        known = np.take(self.rows, found.slots[:upto]) * found.known[:upto]
        rows = np.zeros((2, places.padded), np.int64)
        rows[0, places.at] = known[: grams.singles]
        rows[1, places.at[grams.first[grams.singles : upto]]] = known[grams.singles :]
        return rows

    def _largest(self, rows: NDArray[np.int64], places: "Places") -> NDArray[np.float32]:
        """Largest value of each filter in each field that is not empty, a few fields at a time."""
        fields = len(places.full)
        return np.concatenate(
            [
                self._largest_of(
                    rows, places.borders[2 * start : 2 * min(start + AT_ONCE, fields) - 1], places
                )
                for start in range(0, fields, AT_ONCE)
            ]
        )

    def _largest_of(
        self, rows: NDArray[np.int64], borders: NDArray[np.int64], places: "Places"
    ) -> NDArray[np.float32]:
        """The same of some fields: from the first of the borders to the next border behind the last."""
        width = self.vectors.shape[1]
        first = int(borders[0])
        behind = int(np.searchsorted(places.borders, borders[-1], side="right"))
        last = int(places.borders[behind]) if behind < len(places.borders) else places.padded - 2
        # Whole rows are taken as one item each, which is several times faster than number by number.
        items = self.vectors.view(f"V{width}").ravel()
        both = np.take(items, rows[0, first : last + 2]).view(np.int8).astype(np.int16)
        both += np.take(items, rows[1, first : last + 2]).view(np.int8)
        vectors = both.astype(np.float32).reshape(-1, width)
        left, here, right = (self.filters[start : start + width] for start in (0, width, 2 * width))
        values = vectors[1:-1] @ here
        values += vectors[:-2] @ left
        values += vectors[2:] @ right
        # Every second stretch is the one row between two fields.
        return np.asarray(np.maximum.reduceat(values, borders - first, axis=0)[::2])


@dataclass(frozen=True, slots=True)
class Places:
    """Where the syllables of a batch stand when a row of zeros is laid before, between and after the fields."""

    #: Indices of the fields that are not empty.
    full: NDArray[np.int64]
    #: Row of each syllable, and number of rows.
    at: NDArray[np.int64]
    padded: int
    #: First row of each such field and the row behind it, counted without the row before the first; the last is open.
    borders: NDArray[np.int64]

    @classmethod
    def of(cls, sizes: NDArray[np.int64]) -> "Places":
        """From the number of syllables of each field.

        >>> places = Places.of(np.array([2, 0, 1]))
        >>> places.at.tolist(), places.padded, places.borders.tolist()
        ([1, 2, 4], 6, [0, 2, 3])
        """
        full = np.flatnonzero(sizes)
        filled = sizes[full]
        order = np.arange(len(full))
        count = int(filled.sum())
        begins = np.cumsum(filled) - filled + order
        borders = np.stack([begins, begins + filled], axis=1).ravel()[:-1]
        return cls(full, np.arange(1, count + 1) + np.repeat(order, filled), count + len(full) + 1, borders)
