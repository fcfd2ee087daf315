"""Draws that anybody can make again from the seed."""

from fractions import Fraction
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.stats import Limit, ShareAudit
from haichieu.stats.draws import draw_number, locate

heaps = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)), min_size=1, max_size=5).filter(
    lambda heap: any(count for count, _ in heap)
)


@given(heaps)
def test_every_item_owns_exactly_its_weight_of_the_numbers(heap: list[tuple[int, int]]) -> None:
    counts, weights = [c for c, _ in heap], [w for _, w in heap]
    total = sum(c * w for c, w in heap)
    owners = [locate(number, counts, weights) for number in range(total)]
    for place, (count, weight) in enumerate(heap):
        for position in range(count):
            assert owners.count((place, position)) == weight


def test_a_number_beyond_the_heap_is_refused() -> None:
    with pytest.raises(ValueError, match="total weight"):
        locate(6, [2], [3])


def test_numbers_follow_the_written_recipe() -> None:
    digest = sha256(b"haichieu-draw/1\n7\n3").hexdigest()
    assert draw_number("7", 3, 1000) == int(digest, 16) * 1000 >> 256


def test_numbers_are_uniform() -> None:
    counts = np.bincount([draw_number("u", step, 10) for step in range(20_000)], minlength=10)
    assert ((counts - 2000) ** 2 / 2000).sum() < 27.9  # chi-square with 9 degrees of freedom, level 0.001


def test_a_second_plain_implementation_draws_the_same_items() -> None:
    rng = np.random.default_rng(4)
    scores = rng.beta(1, 4, 300)
    audit = ShareAudit(scores, Limit(15, 100), seed="công khai")
    drawn = []
    for _ in range(60):
        drawn.append(audit.next_item())
        audit.record(drawn[-1], scores[drawn[-1]] > 0.5)
    assert drawn == _draw_again(audit, len(drawn))


def _draw_again(audit: ShareAudit, labels: int) -> list[int]:
    """Whole numbers and lists only, from the description in `draws.py`."""
    lists: list[list[int]] = [[] for _ in audit.bins.sizes]
    for item, place in enumerate(audit.bins.of_item.tolist()):
        lists[place].append(item)
    drawn = []
    for step in range(labels):
        plan = next(plan for plan in reversed(audit.plans) if plan.since <= step)
        weights = [int(weight) for weight in plan.weights]
        total = sum(len(items) * weight for items, weight in zip(lists, weights, strict=True))
        digest = int(sha256(f"haichieu-draw/1\ncông khai\n{step}".encode()).hexdigest(), 16)
        u = int(Fraction(digest * total, 2**256))
        place = 0
        while u >= len(lists[place]) * weights[place]:
            u -= len(lists[place]) * weights[place]
            place += 1
        position = u // weights[place]
        drawn.append(lists[place][position])
        lists[place][position] = lists[place][-1]
        lists[place].pop()
    return drawn
