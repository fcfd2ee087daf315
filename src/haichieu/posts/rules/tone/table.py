"""Weights of named facts in a hashed table: one 64-bit cell holds a check of the name and six small weights.

Cell, from the low end: the weights in a title (positive, negative, advisory), the same three in a lead, 8 bits
each with 128 for zero, then 16 bits of check, so that a fact never seen in training does not borrow another's weight.
Two tables of the same size stand one behind the other: posts with diacritics, posts without.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Cells of one table, as a power of two.
BITS = 19
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


def _place(names: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    spread = names * _SPREAD
    return (spread >> np.uint64(64 - BITS)).astype(np.int64), (spread >> np.uint64(20)) & np.uint64(0xFFFF)


def look_up(
    table: WeightTable, names: NDArray[np.uint64], plain: NDArray[np.bool_], lead: NDArray[np.bool_]
) -> NDArray[np.uint64]:
    """Three weights of each fact, as three bytes (128 = 0) at bits 0, 21 and 42, ready to be summed.

    Args:
        table: the weights.
        names: 64-bit names of n facts.
        plain: n flags: the post is written without diacritics.
        lead: n flags: the fact stands in the lead, not the title.
    """
    slots, checks = _place(names)
    slots += plain.astype(np.int64) << BITS
    cells = table.cells[slots]
    cells = np.where(cells >> np.uint64(48) == checks, cells, _ZERO)
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
        sums: m sums of what `look_up` returned (each of at most 8,000 facts).
        counts: of how many facts each is the sum.
        steps: OUTPUTS steps of the table.

    Returns:
        Array of shape (m, OUTPUTS).
    """
    lanes = np.stack([(sums >> np.uint64(21 * output)) & _LANE for output in range(OUTPUTS)], axis=1)
    return np.asarray((lanes.astype(np.int64) - 128 * counts[:, None]) * steps)


def pack(
    names: NDArray[np.uint64],
    title: NDArray[np.float64],
    lead: NDArray[np.float64],
    steps: NDArray[np.float64],
) -> NDArray[np.uint64]:
    """One table of 2^BITS cells from weights; of two facts that meet in a cell the weightier stays.

    Args:
        names: n names.
        title, lead: arrays of shape (n, OUTPUTS).
        steps: OUTPUTS steps.
    """
    bytes6 = np.clip(np.rint(np.hstack([title / steps, lead / steps])) + 128, 1, 255).astype(np.uint64)
    order = np.argsort(np.abs(bytes6.astype(np.int64) - 128).sum(axis=1), kind="stable")
    slots, checks = _place(names)
    cells = checks << np.uint64(48)
    for place in range(2 * OUTPUTS):
        cells |= bytes6[:, place] << np.uint64(8 * place)
    table = np.full(1 << BITS, _ZERO, np.uint64)
    kept = order[(bytes6[order] != 128).any(axis=1)]
    table[slots[kept]] = cells[kept]
    return table
