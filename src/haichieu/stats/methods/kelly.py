"""The audit of the certificate behind the interface that the reference methods share."""

from collections.abc import Sequence
from typing import ClassVar

from haichieu.stats.arrays import Floats
from haichieu.stats.audit import ShareAudit
from haichieu.stats.intervals import Interval
from haichieu.stats.limits import Limit
from haichieu.stats.methods.uniform import read_scores
from haichieu.stats.verdicts import Decision, Verdict


class KellyAudit:
    """`ShareAudit`: scores steer the draws and the bets.

    >>> audit = KellyAudit(600, Limit(15, 100), scores=[0.7 if i % 12 == 0 else 0.1 for i in range(600)])
    >>> while audit.decision() == "undecided":
    ...     audit.record(audit.next_item() % 12 == 0)
    >>> audit.decision().value
    'below'
    """

    name: ClassVar[str] = "betting audit with scores"
    uses_scores: ClassVar[bool] = True
    anytime: ClassVar[bool] = True
    caution: ClassVar[str] = ""

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
        self.audit = ShareAudit(
            read_scores(scores, total), limit, seed=seed, alpha=alpha, fractional=fractional
        )

    @property
    def labels(self) -> int:
        """Items read."""
        return len(self.audit.labels)

    def next_item(self) -> int:
        """The item to read next, its place in the list from 0."""
        return self.audit.next_item()

    def record(self, verdict: Verdict) -> None:
        """Enter the verdict on that item."""
        self.audit.record(self.audit.next_item(), verdict)

    def log_wealth(self) -> tuple[float, float]:
        """Natural logarithm of the wealth against “limit kept” and against “limit broken”."""
        return self.audit.log_wealth()

    def decision(self) -> Decision:
        """What is established so far, wrong with probability at most `alpha` at any stopping time."""
        return self.audit.decision

    def interval(self, level: float | None = None) -> Interval:
        """Bounds of the share at any stopping time."""
        return self.audit.interval(level)
