"""Public draws: the same seed gives the same draws in any language that has SHA-256 and whole numbers.

Draw number t (from 0) of seed s is the 256-bit big-endian number SHA-256("haichieu-draw/1\\n" + s + "\\n" + t),
t in decimal, UTF-8. To choose among unread items with whole-number weights adding up to S, multiply the
number by S and drop 256 bits: u in 0 … S−1. The bins are walked in ascending order of score; bin k holds n_k unread
items of equal weight W_k, so u falls in bin k at place ⌊(u − weight before it) / W_k⌋ of its list. The list starts in
ascending order of item number; when an item is read, the last of the list takes its place.
No choice is off its exact probability by more than S/2²⁵⁶ (below 10⁻⁶⁰).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256


def draw_number(seed: str, step: int, total: int) -> int:
    """Uniform whole number below `total` for one step of a seed.

    >>> [draw_number("2026", step, 6) for step in range(8)]
    [2, 3, 4, 5, 5, 2, 2, 5]
    """
    digest = sha256(f"haichieu-draw/1\n{seed}\n{step}".encode()).digest()
    return (int.from_bytes(digest, "big") * total) >> 256


def locate(number: int, counts: Sequence[int], weights: Sequence[int]) -> tuple[int, int]:
    """Find the bin and the place within it on which a drawn number falls.

    Args:
        number: from `draw_number`, below Σ counts·weights.
        counts, weights: unread items and weight of each, by bin.

    >>> locate(7, [2, 3], [2, 3])
    (1, 1)
    """
    for place, (count, weight) in enumerate(zip(counts, weights, strict=True)):
        block = count * weight
        if number < block:
            return place, number // weight
        number -= block
    raise ValueError("number is not below the total weight")


@dataclass(frozen=True, slots=True)
class Draw:
    """One drawn item: its number, its bin, and 1 / the probability it was drawn with."""

    item: int
    bin: int
    inverse_q: float


class Urn:
    """The items nobody has drawn yet, by bin.

    Args:
        members: the items of each bin in ascending order.

    >>> urn = Urn([[0, 2], [1]])
    >>> [urn.draw("2026", step, [1, 5]).item for step in range(3)]
    [1, 2, 0]
    """

    def __init__(self, members: Sequence[Sequence[int]]) -> None:
        self._members = [list(items) for items in members]

    def draw(self, seed: str, step: int, weights: Sequence[int]) -> Draw:
        """Draw the item of one step and take it out.

        Args:
            seed: the public seed; step: number of earlier draws.
            weights: weight of each item, by bin.
        """
        counts = [len(items) for items in self._members]
        whole = sum(count * weight for count, weight in zip(counts, weights, strict=True))
        place, position = locate(draw_number(seed, step, whole), counts, weights)
        items = self._members[place]
        item, items[position] = items[position], items[-1]
        items.pop()
        return Draw(item, place, whole / weights[place])
