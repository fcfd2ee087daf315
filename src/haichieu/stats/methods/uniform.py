"""What the methods on uniform draws have in common: drawing, counting, deciding, bounding."""

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

import numpy as np

from haichieu.stats.arrays import Floats
from haichieu.stats.bounds import candidate_counts
from haichieu.stats.errors import BadAudit
from haichieu.stats.intervals import Interval
from haichieu.stats.limits import Limit
from haichieu.stats.methods.draws import UniformDraws
from haichieu.stats.methods.games import Game
from haichieu.stats.plans import ABOVE, BELOW
from haichieu.stats.verdicts import Decision, Verdict, read_verdict, sides


class UniformCount(ABC):
    """Items drawn uniformly and the verdicts on them, without any way to decide yet."""

    name: ClassVar[str]
    uses_scores: ClassVar[bool] = False
    anytime: ClassVar[bool] = True
    caution: ClassVar[str] = ""
    #: Whether verdicts between 0 and 1 can be used.
    takes_fractions: ClassVar[bool] = True

    def __init__(
        self,
        total: int,
        limit: Limit,
        *,
        alpha: float = 0.05,
        scores: Sequence[float] | Floats | None = None,
        seed: str | int = 0,
        fractional: bool = False,
    ) -> None:
        if total < 1:
            raise BadAudit("Danh sách rỗng: cần ít nhất một bài để kiểm toán.")
        if not 0 < alpha <= 0.5:
            raise BadAudit("Mức sai cho phép phải lớn hơn 0 và không quá 0,5.")
        if fractional and not self.takes_fractions:
            raise BadAudit("Phương pháp này chỉ nhận kết luận có (1) hoặc không (0).")
        self.total, self.limit, self.alpha, self.fractional = total, limit, alpha, fractional
        self.scores = read_scores(scores, total) if self.uses_scores else np.zeros(total)
        most, bound = float(limit.most(total)), float(limit.share * total)
        self.nulls = np.array([bound, bound] if fractional else [most, most + 1])
        self._draws = UniformDraws(total, seed)
        #: v of either side and the score, label by label.
        self._history: list[tuple[float, float, float]] = []
        self._positives, self._negatives = Fraction(0), Fraction(0)
        self._begin()

    @abstractmethod
    def _begin(self) -> None:
        """Set up what `_settle` changes."""

    @property
    def labels(self) -> int:
        """Items read."""
        return len(self._history)

    def next_item(self) -> int:
        """The item to read next, its place in the list from 0."""
        if self.labels == self.total:
            raise BadAudit("Đã đọc hết danh sách, không còn bài nào để rút.")
        return self._draws.look()

    def record(self, verdict: Verdict) -> None:
        """Enter the verdict on the item of `next_item`."""
        value = read_verdict(verdict, fractional=self.fractional)
        score = float(self.scores[self.next_item()])
        self._draws.take()
        v = sides(value)
        if value is not None:
            self._positives += value
            self._negatives += 1 - value
        self._history.append((*v, score))
        self._settle(v, score)

    @abstractmethod
    def _settle(self, v: tuple[float, float], score: float) -> None:
        """Use one label."""

    def settled(self) -> Decision | None:
        """The decision that the labels alone settle, whatever the unread items are."""
        if not self.limit.keeps(self._positives, self.total):
            return Decision.ABOVE
        return Decision.BELOW if self.limit.keeps(self.total - self._negatives, self.total) else None


class UniformBetting(UniformCount):
    """A method that plays one game against either null."""

    def _begin(self) -> None:
        self._games = self.games(self.nulls[: ABOVE + 1], self.nulls[BELOW:], self.alpha)
        self._decision = Decision.UNDECIDED

    @abstractmethod
    def games(self, above: Floats, below: Floats, level: float) -> tuple[Game, Game]:
        """Games against “at most M positives” for M in `above` and “at least M” for M in `below`."""

    def _settle(self, v: tuple[float, float], score: float) -> None:
        _play(self._games, v, score)
        settled = self.settled()
        if settled is not None:
            self._decision = settled
        elif self._decision is Decision.UNDECIDED:
            above, below = self.log_wealth()
            if max(above, below) >= -math.log(self.alpha):
                self._decision = Decision.ABOVE if above > below else Decision.BELOW

    def log_wealth(self) -> tuple[float, float]:
        """Natural logarithm of the wealth against “limit kept” and against “limit broken”."""
        above, below = self._games
        return float(above.wealth[0]), float(below.wealth[0])

    def decision(self) -> Decision:
        """What is established so far, wrong with probability at most `alpha` at any stopping time."""
        return self._decision

    def interval(self, level: float | None = None) -> Interval:
        """Bounds at any stopping time: the labels so far bet again against other counts."""
        level = self.alpha if level is None else level
        grid = candidate_counts(self.total, self.nulls)
        games = self.games(grid, grid, level)
        peaks = np.full((2, len(grid)), -np.inf)
        for above, below, score in self._history:
            _play(games, (above, below), score)
            peaks = np.maximum(peaks, [game.wealth for game in games])
        kept = peaks < -math.log(level)
        low, high = _ends(grid, kept, 0.0 if self.fractional else 1.0)
        low, high = max(low, float(self._positives)), min(high, self.total - float(self._negatives))
        return Interval(min(low, high) / self.total, max(low, high) / self.total, level, anytime=True)


def _play(games: tuple[Game, Game], v: tuple[float, float], score: float) -> None:
    above, below = games
    above.play(np.asarray(v[ABOVE]), np.asarray(score))
    below.play(np.asarray(v[BELOW]), np.asarray(1 - score))


def _ends(grid: Floats, kept: np.ndarray, gap: float) -> tuple[float, float]:
    """First and last count that is not rejected; the next grid point outwards bounds those between points."""
    above, below = np.flatnonzero(kept[ABOVE]), np.flatnonzero(kept[BELOW])
    low = grid[0] if above[0] == 0 else grid[above[0] - 1] + gap
    high = grid[-1] if below[-1] == len(grid) - 1 else grid[below[-1] + 1] - gap
    return float(low), float(high)


def read_scores(scores: Sequence[float] | Floats | None, total: int) -> Floats:
    """A score in [0, 1] for each of `total` items, shape (total,).

    Raises:
        BadAudit: scores missing, of another number, or outside [0, 1].
    """
    if scores is None:
        raise BadAudit("Phương pháp này cần điểm của từng bài.")
    values = np.asarray(scores, dtype=np.float64)
    if values.shape != (total,):
        raise BadAudit("Số điểm phải bằng số bài trong danh sách.")
    if not ((values >= 0) & (values <= 1)).all():
        raise BadAudit("Có điểm không nằm trong khoảng 0 đến 1: hãy chấm lại danh sách bằng mô hình.")
    return values
