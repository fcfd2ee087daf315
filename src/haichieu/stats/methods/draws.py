"""Uniform draws without replacement from a public seed."""

from haichieu.stats.draws import draw_number


class UniformDraws:
    """The items 0 … N−1 in a random order that the seed fixes (Fisher and Yates, one draw at a time).

    Args:
        total: N. seed: of `haichieu.stats.draws`.

    >>> draws = UniformDraws(5, 7)
    >>> sorted(draws.take() for _ in range(5))
    [0, 1, 2, 3, 4]
    """

    def __init__(self, total: int, seed: str | int) -> None:
        self._left, self._seed, self._step = list(range(total)), str(seed), 0

    def look(self) -> int:
        """The next item, without taking it."""
        return self._left[self._place()]

    def take(self) -> int:
        """The next item; the last of those left takes its place."""
        place = self._place()
        item = self._left[place]
        self._left[place] = self._left[-1]
        self._left.pop()
        self._step += 1
        return item

    def _place(self) -> int:
        return draw_number(self._seed, self._step, len(self._left))
