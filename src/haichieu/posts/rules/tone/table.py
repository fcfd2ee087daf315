"""Weights of named facts in a hashed table: one 64-bit cell holds a check of the name and six small weights.

Cell, from the low end: the weights in a title (positive, negative, advisory), the same three in a lead, 8 bits
each with 128 for zero, then 16 bits of check, so that a fact never seen in training does not borrow another's weight.
Two tables of the same size stand one behind the other: posts with diacritics, posts without.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.grams import Grams

#: Cells of one table, as a power of two.
BITS = 20
#: What the model weighs: positive and negative against neutral, advisory against not.
OUTPUTS = 3

_ZERO = np.uint64(0x808080808080)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_TITLE_MASK = np.uint64(0xFFFFFF)
_BYTE = np.uint64(0xFF)
_LANE = np.uint64((1 << 21) - 1)


@dataclass(frozen=True, slots=True)
class WeightTable:
    """Cells of both tables, and the size of one step of each output."""

    #: Array of 2 · 2^BITS cells.
    cells: NDArray[np.uint64]
    #: Array of OUTPUTS steps: weight = step × (byte − 128).
    steps: NDArray[np.float64]
    #: 2 · 2^BITS flags: the cell belongs to a pair of syllables that is a proper name, and so carries no weight.
    names: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """Where n facts stand in the table."""

    slots: NDArray[np.int64]
    #: Whether the cell is the fact's own.
    known: NDArray[np.bool_]
    cells: NDArray[np.uint64]


def place_of(names: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Slot of each name in its table, and the check that its cell carries."""
    spread = names * _SPREAD
    return (spread >> np.uint64(64 - BITS)).astype(np.int64), (spread >> np.uint64(20)) & np.uint64(0xFFFF)


def find_cells(table: WeightTable, names: NDArray[np.uint64], plain: NDArray[np.bool_]) -> Found:
    """Look facts up.

    Args:
        table: the weights.
        names: 64-bit names of n facts.
        plain: n flags: the post is written without diacritics.
    """
    slots, checks = place_of(names)
    slots += plain.astype(np.int64) << BITS
    cells = np.take(table.cells, slots)
    known = cells >> np.uint64(48) == checks
    return Found(slots, known, np.where(known, cells, _ZERO))


def in_names(table: WeightTable, grams: Grams, found: Found) -> NDArray[np.bool_]:
    """Which syllables stand in a proper name.

    Args:
        table: the weights.
        grams: facts of a batch.
        found: where they stand in the table.
    """
    first, upto = grams.singles, grams.singles + grams.pairs
    named = first + np.flatnonzero(np.take(table.names, found.slots[first:upto]) & found.known[first:upto])
    covered = np.zeros(grams.singles, np.bool_)
    covered[grams.first[named]] = covered[grams.last[named]] = True
    return covered


def without_names(grams: Grams, found: Found, covered: NDArray[np.bool_]) -> Found:
    """Facts as they were found, but none that touches a proper name: “thắng” in a person's name is no win.

    Args:
        grams: the facts.
        found: where they stand in the table.
        covered: which syllables stand in a proper name.
    """
    if not covered.any():
        return found
    free = ~(np.take(covered, grams.first) | np.take(covered, grams.last))
    return Found(found.slots, found.known & free, np.where(free, found.cells, _ZERO))


def lanes_of(cells: NDArray[np.uint64], lead: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Three weights of each fact, as three bytes (128 = 0) at bits 0, 21 and 42, ready to be summed.

    Args:
        cells: of n facts.
        lead: n flags: the fact stands in the lead, not the title.
    """
    bytes3 = (cells >> (lead.astype(np.uint64) * np.uint64(24))) & _TITLE_MASK
    middle = (bytes3 & np.uint64(0xFF00)) << np.uint64(13)
    high = (bytes3 & np.uint64(0xFF0000)) << np.uint64(26)
    lanes: NDArray[np.uint64] = (bytes3 & _BYTE) | middle | high
    return lanes


def unpack(
    sums: NDArray[np.uint64], counts: NDArray[np.int64], steps: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Sums of looked-up weights → real sums.

    Args:
        sums: m sums of what `lanes_of` returned (each of at most 8,000 facts).
        counts: of how many facts each is the sum.
        steps: OUTPUTS steps of the table.

    Returns:
        Array of shape (m, OUTPUTS).
    """
    lanes = np.stack([(sums >> np.uint64(21 * output)) & _LANE for output in range(OUTPUTS)], axis=1)
    return np.asarray((lanes.astype(np.int64) - 128 * counts[:, None]) * steps)


@dataclass(frozen=True, slots=True)
class Packed:
    """Cells of one table that are taken, by slot, rising."""

    slots: NDArray[np.int64]
    cells: NDArray[np.uint64]
    #: Which of the given facts each holds.
    facts: NDArray[np.int64]


def pack(
    names: NDArray[np.uint64],
    title: NDArray[np.float64],
    lead: NDArray[np.float64],
    steps: NDArray[np.float64],
    bulk: NDArray[np.float64] | None = None,
) -> Packed:
    """Cells from weights; of two facts that meet in a cell the weightier stays.

    Args:
        names: n names.
        title, lead: arrays of shape (n, OUTPUTS).
        steps: OUTPUTS steps.
        bulk: what each fact weighs beyond these six weights, in steps; 0 where there is nothing else.
    """
    bytes6 = np.clip(np.rint(np.hstack([title / steps, lead / steps])) + 128, 1, 255).astype(np.uint64)
    bulk = np.zeros(len(names)) if bulk is None else bulk
    weight = np.abs(bytes6.astype(np.int64) - 128).sum(axis=1) + bulk
    order = np.argsort(weight, kind="stable")
    slots, checks = place_of(names)
    cells = checks << np.uint64(48)
    for place in range(2 * OUTPUTS):
        cells |= bytes6[:, place] << np.uint64(8 * place)
    holder = np.full(1 << BITS, -1)
    kept = order[weight[order] > 0]
    holder[slots[kept]] = kept
    taken = np.flatnonzero(holder >= 0)
    return Packed(taken, cells[holder[taken]], holder[taken])


def lay_out(
    slots: NDArray[np.int64], cells: NDArray[np.uint64], names: NDArray[np.bool_], steps: NDArray[np.float64]
) -> WeightTable:
    """Both tables from the cells that are taken (slots of the second table begin at 2^BITS).

    Args:
        slots, cells: of n facts.
        names: n flags of those that are proper names.
        steps: OUTPUTS steps.
    """
    table, flags = np.full(2 << BITS, _ZERO, np.uint64), np.zeros(2 << BITS, np.bool_)
    table[slots], flags[slots] = cells, names
    return WeightTable(table, steps, flags)
