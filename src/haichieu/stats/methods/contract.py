"""What every method of certifying a share offers."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from haichieu.stats.arrays import Floats
from haichieu.stats.intervals import Interval
from haichieu.stats.limits import Limit
from haichieu.stats.verdicts import Decision, Verdict


class SequentialMethod(Protocol):
    """One audit of a frozen list against one limit, item by item.

    Attributes:
        name: of the method, in words.
        uses_scores: True when scores change what it does.
        anytime: True when a decision is wrong with probability at most the level however often one looks.
        caution: what a reader must be told before believing it, one Vietnamese sentence; empty if nothing.
    """

    name: ClassVar[str]
    uses_scores: ClassVar[bool]
    anytime: ClassVar[bool]
    caution: ClassVar[str]

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
        """Start an audit of `total` items.

        Args:
            total: N, the number of items.
            limit: the limit; `limit.most(total)` positives still keep it.
            alpha: level, the largest probability of a wrong decision.
            scores: a score in [0, 1] for each item, in the order of the list; ignored without `uses_scores`.
            seed: of the draws.
            fractional: allow verdicts between 0 and 1; the limit is then tested on their sum.

        Raises:
            BadAudit: nothing to audit, scores missing or of another number, or a level outside (0, 0.5].
        """

    def next_item(self) -> int:
        """The item to read next, its place in the list from 0; the same until `record`."""

    def record(self, verdict: Verdict) -> None:
        """Enter the verdict on that item: 1 positive, 0 negative, None when nobody can read it any more.

        An unreadable item counts against both decisions.

        Raises:
            BadAudit: a verdict that the method cannot use, or everything has been read.
        """

    def log_wealth(self) -> tuple[float, float]:
        """Natural logarithm of the evidence against “limit kept” and against “limit broken”."""

    def decision(self) -> Decision:
        """What is established so far; `anytime` says whether it may be looked at after every label."""

    def interval(self, level: float | None = None) -> Interval:
        """Bounds of the share, each wrong with probability at most `level` (the audit's own if not given)."""
